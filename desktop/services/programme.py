"""The programme as screens and papers read it: items in order, with their people, cues and materials."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby, islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from desktop.domain.matching import one_script
from desktop.domain.programme import Audience, Department, ItemKind, MaterialKind, MaterialState, Part
from desktop.domain.running_order import PlannedItem, times
from desktop.domain.text import LocalName, fold, has_han
from desktop.errors import N_, UserError
from desktop.models import Cue, Event, Hall, ItemPerson, Material, ProgrammeItem, Venue
from desktop.services.stage_names import GuestName, guest_names

PROGRAMME = frozenset({"programme_item", "item_person", "cue", "material", "hall", "venue", "event"})
"""The tables whose changes change what ``programme`` answers, but for the names of guests."""
BEGINS = time(9)
"""When a day starts, in the event's zone, none of whose items says when it does."""


class NoSuchItem(UserError):
    code = "no_such_item"
    text = N_("This item is no longer in the programme.")


@dataclass(frozen=True, slots=True)
class ItemPersonRow:
    """A person with a part in an item, by order of appearance.

    ``guest`` has the names, honorifics and posts of who is registered, ``stage_names.GuestName``, which is what
    ``papers`` and the ceremonies name people by; None where only a name was written, which ``name_zh`` or
    ``name_latin`` then is.
    """

    id: UUID
    item_id: UUID
    registration_id: UUID | None
    name_zh: str
    name_latin: str
    part: Part
    rank: int
    note: str
    guest: GuestName | None = None

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


@dataclass(frozen=True, slots=True)
class CueRow:
    """What a department does ``seconds`` after an item's start, or its end."""

    id: UUID
    department: Department
    seconds: int
    from_end: bool
    text: str
    rank: int


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A file or paper without which an item can't happen."""

    id: UUID
    kind: MaterialKind
    state: MaterialState
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the programme; ``hall`` is empty where it is everywhere.

    ``start`` and ``end`` are when it is planned, aware UTC, also where it *follows* (``starts_at`` None). A spare
    item is planned as skipped: those times are when it would be, and what follows doesn't wait for it.
    """

    id: UUID
    event_id: UUID
    hall_id: UUID | None
    day: date
    rank: int
    code: str
    kind: ItemKind
    title: LocalName
    starts_at: datetime | None
    seconds: int
    fixed_start: bool
    fixed_end: bool
    spare: bool
    audience: Audience
    owner: str
    language: str
    note: str
    start: datetime
    end: datetime
    hall: LocalName = LocalName()  # noqa: RUF009  frozen
    people: tuple[ItemPersonRow, ...] = ()
    cues: tuple[CueRow, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    source_uid: str = ""

    @property
    def planned(self) -> PlannedItem:
        """What its times are reckoned from."""
        return PlannedItem(self.id, self.starts_at, self.seconds, self.fixed_start, self.fixed_end, self.spare)


@dataclass(frozen=True, slots=True)
class HallRow:
    """A hall of the event, in the order of venues and halls."""

    id: UUID
    name: LocalName


def programme(session: Session, event_id: UUID, *, day: date | None = None, bare: bool = False) -> list[ItemRow]:
    """The items of an event or of one day of it: by day, by hall (those everywhere first), and in their order.

    ``bare`` leaves out people, cues and materials, where times alone are asked for.
    """
    asked = [ProgrammeItem.event_id == event_id, ProgrammeItem.deleted_at.is_(None)]
    if day is not None:
        asked.append(ProgrammeItem.day == day)
    found = session.execute(
        select(ProgrammeItem, Hall)
        .outerjoin(Hall, Hall.id == ProgrammeItem.hall_id)
        .outerjoin(Venue, Venue.id == Hall.venue_id)
        .where(*asked)
        .order_by(ProgrammeItem.day, Venue.rank.nulls_first(), Hall.rank, Hall.id, ProgrammeItem.rank, ProgrammeItem.id)
    )
    pairs = [(item, hall) for item, hall in found]
    if not pairs:
        return []
    spans = _spans([item for item, _hall in pairs], zone_of(session, event_id))
    people = {} if bare else _people(session, asked)
    cues = {} if bare else _by_item(session, Cue, Cue.rank, asked)
    materials = {} if bare else _by_item(session, Material, Material.id, asked)
    return [
        ItemRow(
            id=item.id,
            event_id=item.event_id,
            hall_id=item.hall_id,
            day=item.day,
            rank=item.rank,
            code=item.code,
            kind=item.kind,
            title=LocalName(item.title_hant, item.title_hans, item.title_en),
            starts_at=item.starts_at,
            seconds=item.seconds,
            fixed_start=item.fixed_start,
            fixed_end=item.fixed_end,
            spare=item.spare,
            audience=item.audience,
            owner=item.owner,
            language=item.language,
            note=item.note,
            start=start,
            end=end,
            hall=_hall_name(hall),
            people=tuple(people.get(item.id, ())),
            cues=tuple(
                CueRow(cue.id, cue.department, cue.seconds, cue.from_end, cue.text, cue.rank)
                for cue in cues.get(item.id, ())
            ),
            materials=tuple(
                MaterialRow(one.id, one.kind, one.state, one.name, one.note) for one in materials.get(item.id, ())
            ),
            source_uid=item.source_uid,
        )
        for (item, hall), (start, end) in zip(pairs, spans, strict=True)
    ]


def find_items(session: Session, event_id: UUID, text: str, limit: int) -> list[ItemRow]:
    """The items whose title, in any language and either script, or whose number speaks of ``text``."""
    wanted = one_script(fold(text))
    if not wanted:
        return []
    found = (
        row
        for row in programme(session, event_id, bare=True)
        if any(wanted in one_script(fold(said)) for said in (row.title.hant, row.title.hans, row.title.en))
        or wanted == fold(row.code)
    )
    return list(islice(found, limit))


def living_item(session: Session, item_id: UUID) -> ProgrammeItem:
    """The item as it is stored, for what hangs on it; raises ``NoSuchItem`` where it was taken away."""
    known = session.get(ProgrammeItem, item_id)
    if known is None or known.deleted_at is not None:
        raise NoSuchItem
    return known


def item(session: Session, item_id: UUID) -> ItemRow:
    """One item; raises ``NoSuchItem`` where it was taken away."""
    known = living_item(session, item_id)
    return next(row for row in programme(session, known.event_id, day=known.day) if row.id == item_id)


def days(session: Session, event_id: UUID) -> list[date]:
    """The days of the event and those on which it has items besides, in order."""
    event = session.get_one(Event, event_id)
    own = {date.fromordinal(day) for day in range(event.starts_on.toordinal(), event.ends_on.toordinal() + 1)}
    used = session.scalars(
        select(ProgrammeItem.day)
        .where(ProgrammeItem.event_id == event_id, ProgrammeItem.deleted_at.is_(None))
        .distinct()
    )
    return sorted(own.union(used))


def halls(session: Session, event_id: UUID) -> list[HallRow]:
    """The halls of an event, in order."""
    found = session.scalars(
        select(Hall)
        .join(Venue, Venue.id == Hall.venue_id)
        .where(Venue.event_id == event_id, Venue.deleted_at.is_(None), Hall.deleted_at.is_(None))
        .order_by(Venue.rank, Hall.rank, Hall.id)
    )
    return [HallRow(hall.id, _hall_name(hall)) for hall in found]


def by_hall(rows: Iterable[ItemRow]) -> Iterator[tuple[ItemRow, ...]]:
    """``rows`` as ``programme`` orders them, in their running orders: those of one day and hall together."""
    for _key, group in groupby(rows, key=lambda row: (row.day, row.hall_id)):
        yield tuple(group)


def zone_of(session: Session, event_id: UUID) -> ZoneInfo:
    """The zone in which an event's clocks are read."""
    return ZoneInfo(session.scalars(select(Event.zone).where(Event.id == event_id)).one())


def _spans(items: Sequence[ProgrammeItem], zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    spans: list[tuple[datetime, datetime]] = []
    for (day, _hall), group in groupby(items, key=lambda item: (item.day, item.hall_id)):
        planned = [
            PlannedItem(one.id, one.starts_at, one.seconds, one.fixed_start, one.fixed_end, one.spare) for one in group
        ]
        spans += times(planned, datetime.combine(day, BEGINS, zone).astimezone(UTC))
    return spans


def _people(session: Session, asked: Sequence[ColumnElement[bool]]) -> dict[UUID, list[ItemPersonRow]]:
    found = _by_item(session, ItemPerson, ItemPerson.rank, asked)
    guests = guest_names(session, (row.registration_id for rows in found.values() for row in rows))
    return {key: [_person(row, guests.get(row.registration_id)) for row in rows] for key, rows in found.items()}


def _person(row: ItemPerson, guest: GuestName | None) -> ItemPersonRow:
    if guest is not None:
        zh, latin = guest.name_zh, guest.name_latin
    else:
        zh, latin = (row.name, "") if has_han(row.name) else ("", row.name)
    return ItemPersonRow(row.id, row.item_id, row.registration_id, zh, latin, row.part, row.rank, row.note, guest)


def _by_item(session: Session, model: Any, order: Any, asked: Sequence[ColumnElement[bool]]) -> dict[UUID, list[Any]]:
    """The rows of ``model`` that hang on the items asked for, by item, in their order."""
    rows = session.scalars(
        select(model)
        .join(ProgrammeItem, ProgrammeItem.id == model.item_id)
        .where(*asked, model.deleted_at.is_(None))
        .order_by(model.item_id, order, model.id)
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found


def _hall_name(hall: Hall | None) -> LocalName:
    if hall is None:
        return LocalName()
    return LocalName(hall.name_hant, hall.name_hans, hall.name_en)
