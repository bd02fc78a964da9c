"""The journal: one spine for undo, log, refresh, revisions and several desks. See docs/decisions/002."""

from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base


class JournalEntry(Base, kw_only=True, eq=False):
    """One change to one row.

    ``position`` is the order of arrival in this file and means nothing elsewhere. ``sequence`` counts from 1
    without gaps within one desk. ``clock`` is a hybrid logical clock (``domain.ids``). ``action`` is shared by all
    that one act of a user changed. ``before`` and ``after`` are JSON objects of database values, of the changed
    columns alone. ``hash`` is over this entry and the desk's one before it.
    """

    __tablename__ = "journal"
    __table_args__ = (
        Index(None, "desk_id", "sequence", unique=True),
        Index(None, "row_id"),
        Index(None, "action"),
    )

    position: Mapped[int] = mapped_column(primary_key=True, init=False)
    id: Mapped[UUID]
    desk_id: Mapped[UUID]
    sequence: Mapped[int]
    clock: Mapped[int] = mapped_column(BigInteger)
    who: Mapped[str]
    action: Mapped[UUID]
    table_name: Mapped[str]
    row_id: Mapped[UUID]
    operation: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    hash: Mapped[str]


class Local(Base, kw_only=True, eq=False):
    """What is true of this file alone: which desk it is, which event is in use. Never journalled."""

    __tablename__ = "local"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
