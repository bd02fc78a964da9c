"""What was printed, when, by which desk, from which state of the data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Row


class Paper(Row, kw_only=True, eq=False):
    """One paper that left the program. ``revision`` is the hybrid clock of the last entry it could have seen.

    ``printer`` is the name of what it came out of; empty for a file. ``subject`` says of what it is, as JSON of what
    was chosen. ``code`` is what a desk reads off it, if it bears one. ``lines`` is JSON of the digest of each line by
    its key, so that what changed since can be told without keeping what it said.
    """

    __tablename__ = "paper"
    __table_args__ = (Index(None, "event_id"), Index(None, "code"))

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    kind: Mapped[str]
    template: Mapped[str] = mapped_column(default="")
    printer: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    revision: Mapped[int]
    items: Mapped[int]
    pages: Mapped[int]
    subject: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    lines: Mapped[str] = mapped_column(default="", repr=False)


class BadgePrint(Row, kw_only=True, eq=False):
    """The fact that a badge was printed with a paper; how often is how many there are."""

    __tablename__ = "badge_print"
    __table_args__ = (Index(None, "badge_id"), Index(None, "paper_id"))

    badge_id: Mapped[UUID] = mapped_column(ForeignKey("badge.id"))
    paper_id: Mapped[UUID] = mapped_column(ForeignKey("paper.id"))
