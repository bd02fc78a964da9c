"""The programme: items with their people, cues and materials, limits that may not break, releases, and how it ran."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.programme import Audience, Department, ItemKind, MaterialKind, MaterialState, Part, RunAct
from desktop.models.base import Row


class ProgrammeItem(Row, kw_only=True, eq=False):
    """One item of the programme of a ``day`` in a hall (None: everywhere).

    ``rank`` from 1 is its place among the items of that day and hall. Without ``starts_at`` it follows the one before
    it. ``day`` is the day it is announced under, also if it starts past midnight. ``fixed_start``: it may not begin at
    another time; ``fixed_end``: it is over when planned, however late it began. ``spare`` ones happen only if time
    allows: they are planned as skipped. ``code`` is the organisers' own number, or nothing. ``source_uid`` is what
    another program calls it, so that what was read from there is known again.
    """

    __tablename__ = "programme_item"
    __table_args__ = (Index(None, "event_id", "day"), Index(None, "hall_id"))

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    hall_id: Mapped[UUID | None] = mapped_column(ForeignKey("hall.id"), default=None)
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    day: Mapped[date]
    rank: Mapped[int]
    code: Mapped[str] = mapped_column(default="")
    source_uid: Mapped[str] = mapped_column(default="")
    kind: Mapped[ItemKind] = mapped_column(default=ItemKind.CUSTOM)
    title_hant: Mapped[str] = mapped_column(default="")
    title_hans: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    seconds: Mapped[int]
    fixed_start: Mapped[bool] = mapped_column(default=False)
    fixed_end: Mapped[bool] = mapped_column(default=False)
    spare: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[Audience] = mapped_column(default=Audience.PUBLIC)
    owner: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ItemPerson(Row, kw_only=True, eq=False):
    """A person with a part in an item, by order of appearance (``rank`` from 1).

    ``name`` is what stands there for somebody who is not registered.
    """

    __tablename__ = "item_person"
    __table_args__ = (Index(None, "item_id"), Index(None, "registration_id"))

    item_id: Mapped[UUID] = mapped_column(ForeignKey("programme_item.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    name: Mapped[str] = mapped_column(default="")
    part: Mapped[Part] = mapped_column(default=Part.SPEAKER)
    rank: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="")


class Cue(Row, kw_only=True, eq=False):
    """What a department does ``seconds`` after an item's start (or its end, if ``from_end``); below 0 before it."""

    __tablename__ = "cue"
    __table_args__ = (Index(None, "item_id"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("programme_item.id"))
    department: Mapped[Department]
    seconds: Mapped[int] = mapped_column(default=0)
    from_end: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str]
    rank: Mapped[int] = mapped_column(default=1)


class Material(Row, kw_only=True, eq=False):
    """A file or paper without which an item can't happen."""

    __tablename__ = "material"
    __table_args__ = (Index(None, "item_id"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("programme_item.id"))
    kind: Mapped[MaterialKind]
    state: Mapped[MaterialState] = mapped_column(default=MaterialState.AWAITED)
    name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class HardLimit(Row, kw_only=True, eq=False):
    """A time that may not be passed: by the items a guest has a part in, by one item's end, or by all of a hall.

    Whichever of ``registration_id``, ``item_id`` and ``hall_id`` is set says what must be over at ``at``; none of
    them: the whole programme of that day. It is amber ``warn_seconds`` before it would break.
    """

    __tablename__ = "hard_limit"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    item_id: Mapped[UUID | None] = mapped_column(ForeignKey("programme_item.id"), default=None)
    hall_id: Mapped[UUID | None] = mapped_column(ForeignKey("hall.id"), default=None)
    at: Mapped[datetime]
    warn_seconds: Mapped[int] = mapped_column(default=300)
    why: Mapped[str] = mapped_column(default="")


class RunEntry(Row, kw_only=True, eq=False):
    """One thing that was done to the running programme, as a fact; what runs now is what all of them amount to.

    ``seconds`` is how much time ``RunAct.ADD`` gives (below 0: takes).
    """

    __tablename__ = "run_entry"
    __table_args__ = (Index(None, "event_id"), Index(None, "item_id"))

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("programme_item.id"))
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    act: Mapped[RunAct]
    at: Mapped[datetime]
    seconds: Mapped[int] = mapped_column(default=0)


class ProgrammeRelease(Row, kw_only=True, eq=False):
    """The programme as it was once given out. ``content`` is that programme as JSON, ``number`` counts from 1."""

    __tablename__ = "programme_release"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    content: Mapped[str] = mapped_column(repr=False)
