"""The door: desks, checkpoints, badges, and each reading of a badge as a fact that is only ever added."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.verdicts import Direction, Entry, Purpose, Reason, Verdict, Ways
from desktop.models.base import Row


class Desk(Row, kw_only=True, eq=False):
    """One machine at a checkpoint. Its ``letter`` starts the serials it gives."""

    __tablename__ = "desk"
    __table_args__ = (Index(None, "letter", unique=True, sqlite_where=text("deleted_at IS NULL")),)

    letter: Mapped[str]
    name: Mapped[str] = mapped_column(default="")


class Checkpoint(Row, kw_only=True, eq=False):
    """A place where badges are read.

    With nobody named in ``checkpoint_category``, ``checkpoint_tag`` or ``checkpoint_guest`` it is for everyone.
    ``opens_clock`` and ``closes_clock`` are hours of each day in the event's zone, as 09:00, or nothing.
    """

    __tablename__ = "checkpoint"
    __table_args__ = (Index(None, "event_id", "code", unique=True, sqlite_where=text("deleted_at IS NULL")),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    hall_id: Mapped[UUID | None] = mapped_column(ForeignKey("hall.id"), default=None)
    code: Mapped[str]
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    opens_at: Mapped[datetime | None] = mapped_column(default=None)
    closes_at: Mapped[datetime | None] = mapped_column(default=None)
    opens_clock: Mapped[str] = mapped_column(default="")
    closes_clock: Mapped[str] = mapped_column(default="")
    purpose: Mapped[Purpose] = mapped_column(default=Purpose.DOOR)
    ways: Mapped[Ways] = mapped_column(default=Ways.IN)
    entry: Mapped[Entry] = mapped_column(default=Entry.ONCE)
    capacity: Mapped[int | None] = mapped_column(default=None)
    rank: Mapped[int] = mapped_column(default=1)


class CheckpointCategory(Row, kw_only=True, eq=False):
    """A category that may enter at a checkpoint."""

    __tablename__ = "checkpoint_category"
    __table_args__ = (Index(None, "checkpoint_id", "category_id"),)

    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id"))


class CheckpointTag(Row, kw_only=True, eq=False):
    """A tag whose people may enter at a checkpoint."""

    __tablename__ = "checkpoint_tag"
    __table_args__ = (Index(None, "checkpoint_id"),)

    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"))
    tag: Mapped[str]


class CheckpointGuest(Row, kw_only=True, eq=False):
    """A guest who may enter at a checkpoint by name."""

    __tablename__ = "checkpoint_guest"
    __table_args__ = (Index(None, "checkpoint_id", "registration_id"),)

    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"))
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))


class CheckpointItem(Row, kw_only=True, eq=False):
    """An item of the programme whose people may enter at a checkpoint."""

    __tablename__ = "checkpoint_item"
    __table_args__ = (Index(None, "checkpoint_id"), Index(None, "item_id"))

    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("programme_item.id"))


class CheckpointLeaves(Row, kw_only=True, eq=False):
    """A place that whoever is read at a checkpoint is no longer in."""

    __tablename__ = "checkpoint_leaves"
    __table_args__ = (Index(None, "checkpoint_id"),)

    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"))
    left_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"))


class Badge(Row, kw_only=True, eq=False):
    """The card a guest wears. ``token`` is in its QR code, ``serial`` is for people to read."""

    __tablename__ = "badge"
    __table_args__ = (
        Index(None, "token", unique=True),
        Index(None, "event_id", "serial", unique=True),
        Index(None, "registration_id"),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    token: Mapped[str] = mapped_column(repr=False)
    serial: Mapped[str]
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_why: Mapped[str] = mapped_column(default="")
    replaced_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("badge.id"), default=None)


class Scan(Row, kw_only=True, eq=False):
    """One reading of a badge and what the desk was told; a check-in is a scan that admitted.

    ``nonce`` names the reading itself, so that one that is sent twice counts once. ``raw`` is kept, cut to 200
    characters, only where the text was no badge that this database holds. ``clock`` orders the facts about one guest:
    milliseconds since 1970 UTC, which never go back where the machine's clock was set back. ``from_paper`` marks what
    was ticked on paper and entered later.
    """

    __tablename__ = "scan"
    __table_args__ = (
        Index("ix_scan_admitted", "registration_id", "checkpoint_id", sqlite_where=text("verdict = 'admitted'")),
        Index("ix_scan_admitted_at", "checkpoint_id", sqlite_where=text("verdict = 'admitted'")),
        Index("ix_scan_raw", "raw", sqlite_where=text("raw <> ''")),
        Index(None, "event_id", "at"),
        Index(None, "nonce", unique=True),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    checkpoint_id: Mapped[UUID] = mapped_column(ForeignKey("checkpoint.id"))
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    badge_id: Mapped[UUID | None] = mapped_column(ForeignKey("badge.id"), default=None)
    at: Mapped[datetime]
    clock: Mapped[int] = mapped_column(BigInteger)
    direction: Mapped[Direction] = mapped_column(default=Direction.IN)
    verdict: Mapped[Verdict]
    reason: Mapped[Reason] = mapped_column(default=Reason.NONE)
    from_paper: Mapped[bool] = mapped_column(default=False)
    raw: Mapped[str] = mapped_column(default="")
    nonce: Mapped[UUID]


class ScanUndo(Row, kw_only=True, eq=False):
    """The fact that a check-in was taken back; the record of both stays."""

    __tablename__ = "scan_undo"
    __table_args__ = (Index(None, "scan_id"),)

    scan_id: Mapped[UUID] = mapped_column(ForeignKey("scan.id"))
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")


class ScanOverride(Row, kw_only=True, eq=False):
    """Who let a guest in against a refusal, and why; the scan's ``reason`` is what was refused."""

    __tablename__ = "scan_override"
    __table_args__ = (Index(None, "scan_id"),)

    scan_id: Mapped[UUID] = mapped_column(ForeignKey("scan.id"))
    by: Mapped[str]
    why: Mapped[str]
