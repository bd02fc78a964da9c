"""Precedence and places: order lists, each guest's place in them, plans of stages, blocks of seats."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.agreements import Side
from desktop.domain.seating import Convention, Layout
from desktop.models.base import Row


class PrecedenceList(Row, kw_only=True, eq=False):
    """An order list of an event, as of a version; ``rank`` from 1 is which one is asked first.

    ``ties`` says how equals are told apart: by date of appointment, strokes, pinyin, or not at all.
    """

    __tablename__ = "precedence_list"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    name: Mapped[str]
    version: Mapped[str] = mapped_column(default="")
    ties: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)


class PrecedenceClass(Row, kw_only=True, eq=False):
    """A class of an order list: ``rank`` 1 goes first."""

    __tablename__ = "precedence_class"
    __table_args__ = (Index(None, "list_id"),)

    list_id: Mapped[UUID] = mapped_column(ForeignKey("precedence_list.id"))
    rank: Mapped[int]
    name_zh: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")


class PrecedencePlace(Row, kw_only=True, eq=False):
    """Where a guest stands in the order: in a class of a list, or held by hand at a place of all, with the reason.

    ``manual_rank`` is that place, from 1. ``special`` guests are outside all lists and stand where they were put.
    """

    __tablename__ = "precedence_place"
    __table_args__ = (Index(None, "registration_id"), Index(None, "class_id"))

    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    class_id: Mapped[UUID | None] = mapped_column(ForeignKey("precedence_class.id"), default=None)
    appointed_on: Mapped[date | None] = mapped_column(default=None)
    manual_rank: Mapped[int | None] = mapped_column(default=None)
    special: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(default="")


class StagePlan(Row, kw_only=True, eq=False):
    """Who stands or sits where on a stage, a table, in a car; of an item of the programme (and one batch), or of none.

    ``row_sizes`` are numbers with commas, the front row first, or nothing for balanced rows (``rows`` of them).
    """

    __tablename__ = "stage_plan"
    __table_args__ = (Index(None, "event_id"), Index(None, "item_id"))

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    item_id: Mapped[UUID | None] = mapped_column(ForeignKey("programme_item.id"), default=None)
    batch: Mapped[int | None] = mapped_column(default=None)
    name: Mapped[str] = mapped_column(default="")
    layout: Mapped[Layout]
    convention: Mapped[Convention] = mapped_column(default=Convention.INTERNATIONAL)
    rows: Mapped[int] = mapped_column(default=1)
    row_sizes: Mapped[str] = mapped_column(default="")


class StagePerson(Row, kw_only=True, eq=False):
    """A person on a stage plan. ``row`` and ``place`` from 1 (front row, audience's left) only if put there by hand."""

    __tablename__ = "stage_person"
    __table_args__ = (Index(None, "plan_id"), Index(None, "registration_id"))

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("stage_plan.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    name: Mapped[str] = mapped_column(default="")
    side: Mapped[Side] = mapped_column(default=Side.NONE)
    rank: Mapped[int] = mapped_column(default=1)
    row: Mapped[int | None] = mapped_column(default=None)
    place: Mapped[int | None] = mapped_column(default=None)


class SeatBlock(Row, kw_only=True, eq=False):
    """Seats of a hall: ``rows`` of ``seats`` each, or with ``round`` that many tables of ``seats``.

    A guest's seat is named by ``name`` and the number, as A-07; ``x`` and ``y`` (in seats) are where it lies on the
    plan, the stage on top.
    """

    __tablename__ = "seat_block"
    __table_args__ = (Index(None, "event_id"), Index(None, "hall_id"))

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    hall_id: Mapped[UUID | None] = mapped_column(ForeignKey("hall.id"), default=None)
    name: Mapped[str]
    round: Mapped[bool] = mapped_column(default=False)
    rows: Mapped[int] = mapped_column(default=1)
    seats: Mapped[int]
    x: Mapped[int] = mapped_column(default=0)
    y: Mapped[int] = mapped_column(default=0)
    rank: Mapped[int] = mapped_column(default=1)
