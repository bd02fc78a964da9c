"""Changing the programme: items made, changed, moved, stretched, copied, taken away; gaps and overlaps in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.programme import Audience, Department, ItemKind, MaterialKind, MaterialState, Part
from desktop.domain.running_order import PlannedItem
from desktop.domain.text import LocalName, clean, clean_lines
from desktop.errors import N_, UserError
from desktop.models import Cue, Hall, ItemPerson, Material, ProgrammeItem, Row, Venue
from desktop.services.programme import ItemRow, by_hall, item, living_item, zone_of
from desktop.services.programme_order import Order
from desktop.storage.journal import insert_rows, journal_of

LONGEST = 24 * 3600
"""Seconds that an item may take."""
_HANGING = (ItemPerson, Cue, Material)
_Wanted = tuple[UUID | None, dict[str, Any]]


class TitleMissing(UserError):
    code = "title_missing"
    text = N_("An item needs a title in at least one language.")


class BadLength(UserError):
    code = "bad_length"
    text = N_("An item takes at least one second and at most 24 hours.")


class StartMissing(UserError):
    code = "start_missing"
    text = N_("An item that may not start at another time must say when it starts.")


class FarFromDay(UserError):
    code = "far_from_day"
    text = N_("An item starts on the day it stands under, or in the night after it.")


class HallGone(UserError):
    code = "hall_gone"
    text = N_("This hall is no longer one of the event. Choose another.")


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody with a part: a registration, or a ``name`` alone. ``id`` is that of the row which this changes."""

    part: Part = Part.SPEAKER
    registration_id: UUID | None = None
    name: str = ""
    note: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CueDraft:
    """A cue, ``seconds`` from the start or the end of its item. ``id`` is that of the row which this changes."""

    department: Department
    text: str
    seconds: int = 0
    from_end: bool = False
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MaterialDraft:
    """Something that must be there. ``id`` is that of the row which this changes."""

    kind: MaterialKind
    state: MaterialState = MaterialState.AWAITED
    name: str = ""
    note: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as a form or a list gives it. ``starts_at`` is aware; without it the item follows the one before.

    ``rank`` is its place in day and hall from 1. Without, an item that says when it starts goes by that time, and
    another to the end.
    """

    title: LocalName
    seconds: int
    day: date
    hall_id: UUID | None = None
    starts_at: datetime | None = None
    rank: int | None = None
    kind: ItemKind = ItemKind.CUSTOM
    code: str = ""
    fixed_start: bool = False
    fixed_end: bool = False
    spare: bool = False
    audience: Audience = Audience.PUBLIC
    owner: str = ""
    language: str = ""
    note: str = ""
    source_uid: str = ""
    people: tuple[PersonDraft, ...] = ()
    cues: tuple[CueDraft, ...] = ()
    materials: tuple[MaterialDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Seam:
    """Between two items of one hall: ``seconds`` of gap, or below 0 of overlap."""

    before: UUID
    after: UUID
    seconds: int


def draft_of(row: ItemRow) -> ItemDraft:
    """``row`` as a form changes it."""
    return ItemDraft(
        title=row.title,
        seconds=row.seconds,
        day=row.day,
        hall_id=row.hall_id,
        starts_at=row.starts_at,
        kind=row.kind,
        code=row.code,
        fixed_start=row.fixed_start,
        fixed_end=row.fixed_end,
        spare=row.spare,
        audience=row.audience,
        owner=row.owner,
        language=row.language,
        note=row.note,
        source_uid=row.source_uid,
        people=tuple(
            PersonDraft(one.part, one.registration_id, "" if one.guest else one.name, one.note, one.id)
            for one in row.people
        ),
        cues=tuple(CueDraft(cue.department, cue.text, cue.seconds, cue.from_end, cue.id) for cue in row.cues),
        materials=tuple(MaterialDraft(one.kind, one.state, one.name, one.note, one.id) for one in row.materials),
    )


def add_item(session: Session, event_id: UUID, draft: ItemDraft) -> UUID:
    """Put an item into the programme; returns its key. Raises what ``add_items`` does."""
    return add_items(session, event_id, [draft])[0]


def add_items(
    session: Session, event_id: UUID, drafts: Sequence[ItemDraft], *, import_id: UUID | None = None
) -> list[UUID]:
    """Put many items into the programme, in this order; returns their keys.

    Raises ``TitleMissing``, ``BadLength``, ``StartMissing``, ``FarFromDay`` or ``HallGone``, with nothing written.
    """
    zone, journal = zone_of(session, event_id), journal_of(session)
    _check_halls(session, event_id, {draft.hall_id for draft in drafts})
    known: dict[tuple[date, UUID | None], Order] = {}
    fresh: dict[UUID, dict[str, Any]] = {}
    for draft in drafts:
        values = _item_values(draft, zone)
        place = (draft.day, draft.hall_id)
        if place not in known:
            known[place] = Order(session, event_id, *place, zone)
        key = journal.new_id()
        fresh[key] = values | {"id": key, "event_id": event_id, "import_id": import_id}
        known[place].insert(_planned(key, draft), draft.rank)
    for order in known.values():
        for rank, one in enumerate(order.items, 1):
            if one.id in fresh:
                fresh[one.id]["rank"] = rank
            else:
                order.rows[one.id].rank = rank
    session.flush()
    insert_rows(session, ProgrammeItem, list(fresh.values()))
    for model in _HANGING:
        hanging = [
            values | {"id": journal.new_id(), "item_id": key}
            for key, draft in zip(fresh, drafts, strict=True)
            for _id, values in _hanging(draft)[model]
        ]
        insert_rows(session, model, hanging)
    return list(fresh)


def change_item(session: Session, item_id: UUID, draft: ItemDraft) -> None:
    """Make an item what ``draft`` says. It keeps its place unless day, hall or start are others, or ``rank`` is given.

    Raises ``NoSuchItem`` where it was taken away meanwhile, and what ``add_items`` raises.
    """
    row = living_item(session, item_id)
    values = _item_values(draft, zone_of(session, row.event_id))
    _check_halls(session, row.event_id, {draft.hall_id})
    before = (row.day, row.hall_id, row.starts_at)
    if draft.rank is not None or before != (values["day"], values["hall_id"], values["starts_at"]):
        stays = before[:2] == (draft.day, draft.hall_id) and draft.starts_at is None
        _place(session, row, draft, row.rank if stays and draft.rank is None else draft.rank)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    for model, wanted in _hanging(draft).items():
        _sync(session, model, item_id, wanted)


def move_item(
    session: Session, item_id: UUID, *, day: date, hall_id: UUID | None, rank: int | None, starts_at: datetime | None
) -> None:
    """Put an item elsewhere: under another day, in another hall, at another place or time of it.

    ``rank`` and ``starts_at`` as in ``ItemDraft``. Raises what ``change_item`` does.
    """
    before = draft_of(item(session, item_id))
    moved = replace(before, day=day, hall_id=hall_id, rank=rank, starts_at=starts_at)
    change_item(session, item_id, replace(moved, fixed_start=moved.fixed_start and starts_at is not None))


def stretch_item(session: Session, item_id: UUID, seconds: int) -> None:
    """Let an item take ``seconds``; raises ``BadLength`` or ``NoSuchItem``."""
    row = living_item(session, item_id)
    _check_length(seconds)
    row.seconds = seconds
    session.flush()


def copy_item(session: Session, item_id: UUID) -> UUID:
    """Put a copy of an item right behind it, which it follows; its materials are awaited. Raises ``NoSuchItem``."""
    row = item(session, item_id)
    before = draft_of(row)
    return add_item(
        session,
        row.event_id,
        replace(
            before,
            starts_at=None,
            fixed_start=False,
            rank=row.rank + 1,
            code="",
            source_uid="",
            people=tuple(replace(one, id=None) for one in before.people),
            cues=tuple(replace(one, id=None) for one in before.cues),
            materials=tuple(replace(one, id=None, state=MaterialState.AWAITED) for one in before.materials),
        ),
    )


def remove_item(session: Session, item_id: UUID) -> None:
    """Take an item out of the programme, with what hangs on it; raises ``NoSuchItem``."""
    row = living_item(session, item_id)
    row.deleted_at = journal_of(session).now
    for model in _HANGING:
        _sync(session, model, item_id, [])
    order = Order(session, row.event_id, row.day, row.hall_id, zone_of(session, row.event_id), without=item_id)
    order.number()
    session.flush()


def gaps_and_overlaps(rows: Iterable[ItemRow]) -> list[Seam]:
    """Where an item of a hall starts later, or earlier, than those before it are over; spare ones don't count."""
    seams: list[Seam] = []
    for order in by_hall(rows):
        latest: ItemRow | None = None
        for row in order:
            if row.spare:
                continue
            if latest is not None and row.start != latest.end:
                seams.append(Seam(latest.id, row.id, int((row.start - latest.end).total_seconds())))
            if latest is None or row.end >= latest.end:
                latest = row
    return seams


def _place(session: Session, row: ProgrammeItem, draft: ItemDraft, rank: int | None) -> None:
    zone = zone_of(session, row.event_id)
    if (row.day, row.hall_id) != (draft.day, draft.hall_id):
        Order(session, row.event_id, row.day, row.hall_id, zone, without=row.id).number()
    order = Order(session, row.event_id, draft.day, draft.hall_id, zone, without=row.id)
    order.insert(_planned(row.id, draft), rank)
    order.rows[row.id] = row
    order.number()


def _planned(key: UUID, draft: ItemDraft) -> PlannedItem:
    return PlannedItem(key, draft.starts_at, draft.seconds, draft.fixed_start, draft.fixed_end, draft.spare)


def _check_length(seconds: int) -> None:
    if not 0 < seconds <= LONGEST:
        raise BadLength


def _check_halls(session: Session, event_id: UUID, wanted: set[UUID | None]) -> None:
    known = session.scalars(
        select(Hall.id)
        .join(Venue, Venue.id == Hall.venue_id)
        .where(Venue.event_id == event_id, Hall.deleted_at.is_(None))
    )
    if wanted - {None} - set(known):
        raise HallGone


def _item_values(draft: ItemDraft, zone: ZoneInfo) -> dict[str, Any]:
    """The columns of an item but its keys and its rank, checked."""
    title = LocalName(clean(draft.title.hant), clean(draft.title.hans), clean(draft.title.en))
    if not title:
        raise TitleMissing
    _check_length(draft.seconds)
    if draft.starts_at is None and draft.fixed_start:
        raise StartMissing
    if draft.starts_at is not None:
        begins = datetime.combine(draft.day, time(), zone).astimezone(UTC)
        if not begins <= draft.starts_at < begins + timedelta(days=2):
            raise FarFromDay
    return {
        "day": draft.day, "hall_id": draft.hall_id, "kind": draft.kind, "code": clean(draft.code),
        "title_hant": title.hant, "title_hans": title.hans, "title_en": title.en,
        "starts_at": draft.starts_at and draft.starts_at.astimezone(UTC), "seconds": draft.seconds,
        "fixed_start": draft.fixed_start, "fixed_end": draft.fixed_end, "spare": draft.spare,
        "audience": draft.audience, "owner": clean(draft.owner), "language": draft.language,
        "note": clean_lines(draft.note), "source_uid": draft.source_uid,
    }  # fmt: skip


def _hanging(draft: ItemDraft) -> dict[Any, list[_Wanted]]:
    """What hangs on an item, by model, each with the key of the row that it changes; what says nothing is left out."""
    people: list[_Wanted] = [
        (one.id, {
            "registration_id": one.registration_id, "name": "" if one.registration_id else clean(one.name),
            "part": one.part, "note": clean_lines(one.note),
        })
        for one in draft.people
        if one.registration_id is not None or clean(one.name)
    ]  # fmt: skip
    cues: list[_Wanted] = [
        (one.id, {
            "department": one.department, "seconds": one.seconds, "from_end": one.from_end,
            "text": clean_lines(one.text),
        })
        for one in draft.cues
        if clean(one.text)
    ]  # fmt: skip
    materials: list[_Wanted] = [
        (one.id, {"kind": one.kind, "state": one.state, "name": clean(one.name), "note": clean_lines(one.note)})
        for one in draft.materials
    ]
    for wanted in (people, cues):
        for rank, (_id, values) in enumerate(wanted, 1):
            values["rank"] = rank
    return dict(zip(_HANGING, (people, cues, materials), strict=True))


def _sync(session: Session, model: Any, item_id: UUID, wanted: Sequence[_Wanted]) -> None:
    """Let just ``wanted`` rows hang on an item: known ones are changed, others made, the rest marked as deleted."""
    known: dict[UUID, Row] = {
        row.id: row
        for row in session.scalars(select(model).where(model.item_id == item_id, model.deleted_at.is_(None)))
    }
    journal = journal_of(session)
    for key, values in wanted:
        if key is not None and (row := known.pop(key, None)) is not None:
            for name, value in values.items():
                setattr(row, name, value)
        else:
            session.add(model(id=journal.new_id(), item_id=item_id, **values))
    for row in known.values():
        row.deleted_at = journal.now
    session.flush()
