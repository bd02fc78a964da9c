"""Named releases of the programme, and what changed since one was given out."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.programme import Audience, Part
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.models import ProgrammeRelease, written
from desktop.services.programme import ItemRow, programme
from desktop.services.reasons import LONGEST_LABEL, reason
from desktop.storage.journal import journal_of


class NothingToRelease(UserError):
    code = "nothing_to_release"
    text = N_("There is nothing in the programme that could be released.")


class NoSuchRelease(UserError):
    code = "no_such_release"
    text = N_("The programme has no release {number}.")


class ChangeKind(StrEnum):
    """What changed of an item. ``MOVED``: under another day, or to another place in its order."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    HALL = "hall"
    RETIMED = "retimed"
    TITLE = "title"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release; ``number`` counts from 1, ``at`` is when it was made."""

    id: UUID
    number: int
    name: str
    at: datetime
    items: int


@dataclass(frozen=True, slots=True)
class ReleasedPerson:
    """Somebody with a part in an item, as they were called when it was released."""

    name: str
    part: Part
    registration_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReleasedItem:
    """An item as it was given out; ``start`` and ``end`` are its planned times, aware UTC."""

    id: UUID
    day: date
    hall_id: UUID | None
    hall: LocalName
    title: LocalName
    start: datetime
    end: datetime
    spare: bool
    audience: Audience
    people: tuple[ReleasedPerson, ...]

    @property
    def seconds(self) -> int:
        """How long it takes."""
        return int((self.end - self.start).total_seconds())


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed of one item; it has no ``before`` if it is new, no ``after`` if it is gone.

    ``came`` and ``went`` are the people who have a part now, or had one, where those changed.
    """

    kind: ChangeKind
    item_id: UUID
    before: ReleasedItem | None = None
    after: ReleasedItem | None = None
    came: tuple[ReleasedPerson, ...] = ()
    went: tuple[ReleasedPerson, ...] = ()


def release(session: Session, event_id: UUID, name: str = "") -> ReleaseRow:
    """Give out the programme as it is now; raises ``NothingToRelease``, or ``SaidTooMuch`` for too long a name."""
    rows = programme(session, event_id)
    if not rows:
        raise NothingToRelease
    journal, before = journal_of(session), releases(session, event_id)
    row = ProgrammeRelease(
        id=journal.new_id(),
        event_id=event_id,
        number=max((one.number for one in before), default=0) + 1,
        name=reason(name, LONGEST_LABEL),
        at=journal.now,
        content=json.dumps([_written(one) for one in rows], ensure_ascii=False, separators=(",", ":")),
    )
    session.add(row)
    session.flush()
    return ReleaseRow(row.id, row.number, row.name, row.at, len(rows))


def releases(session: Session, event_id: UUID) -> list[ReleaseRow]:
    """The releases of an event, the latest first."""
    found = session.scalars(
        select(ProgrammeRelease)
        .where(ProgrammeRelease.event_id == event_id, ProgrammeRelease.deleted_at.is_(None))
        .order_by(ProgrammeRelease.number.desc(), ProgrammeRelease.id)
    )
    return [ReleaseRow(row.id, row.number, row.name, row.at, len(json.loads(row.content))) for row in found]


def released(session: Session, event_id: UUID, number: int) -> list[ReleasedItem]:
    """The programme as it was given out as ``number``; raises ``NoSuchRelease``."""
    found = session.scalar(
        select(ProgrammeRelease.content).where(
            ProgrammeRelease.event_id == event_id,
            ProgrammeRelease.number == number,
            ProgrammeRelease.deleted_at.is_(None),
        )
    )
    if found is None:
        raise NoSuchRelease(number=number)
    return [_read(one) for one in json.loads(found)]


def changes(
    session: Session, event_id: UUID, since: int, until: int | None = None, *, audience: Audience = Audience.CREW
) -> list[Change]:
    """What changed between two releases, or since one (``until`` None: as it is now), in the order of the programme.

    With the ``audience`` *public* what isn't for everybody counts as not there. Raises ``NoSuchRelease``.
    """
    then = released(session, event_id, since)
    now = (
        [_as_released(row) for row in programme(session, event_id)]
        if until is None
        else released(session, event_id, until)
    )
    return _compared(_seen(then, audience), _seen(now, audience))


def _seen(items: Iterable[ReleasedItem], audience: Audience) -> list[ReleasedItem]:
    return [one for one in items if audience is Audience.CREW or one.audience is Audience.PUBLIC]


def _compared(then: Sequence[ReleasedItem], now: Sequence[ReleasedItem]) -> list[Change]:
    before, after = {one.id: one for one in then}, {one.id: one for one in now}
    stayed = {one.id for one in now if one.id in before and _place(one) == _place(before[one.id])}
    shuffled = _shuffled([one.id for one in then if one.id in stayed], [one.id for one in now if one.id in stayed])
    found: list[Change] = []
    for one in now:
        if one.id not in before:
            found.append(Change(ChangeKind.ADDED, one.id, None, one))
        else:
            found += _changed(before[one.id], one, one.id in shuffled)
    return found + [Change(ChangeKind.REMOVED, one.id, one) for one in then if one.id not in after]


def _changed(old: ReleasedItem, new: ReleasedItem, shuffled: bool) -> Iterable[Change]:
    went = tuple(one for one in old.people if one not in new.people)
    came = tuple(one for one in new.people if one not in old.people)
    differs = {
        ChangeKind.MOVED: old.day != new.day or shuffled,
        ChangeKind.HALL: old.hall != new.hall,
        ChangeKind.RETIMED: (old.start, old.end) != (new.start, new.end),
        ChangeKind.TITLE: old.title != new.title,
    }
    yield from (Change(kind, new.id, old, new) for kind, so in differs.items() if so)
    if old.people != new.people:
        yield Change(ChangeKind.PEOPLE, new.id, old, new, came, went)


def _place(one: ReleasedItem) -> tuple[date, LocalName]:
    # By its name, because a hall that was written anew has another key.
    return one.day, one.hall


def _shuffled(then: Sequence[UUID], now: Sequence[UUID]) -> set[UUID]:
    """The fewest items whose move explains the new order: all but those of its longest run in the old one."""
    place = {key: n for n, key in enumerate(then)}
    tails: list[int] = []
    ends: list[UUID] = []
    previous: dict[UUID, UUID | None] = {}
    for key in now:
        at = bisect_left(tails, place[key])
        previous[key] = ends[at - 1] if at else None
        tails[at : at + 1], ends[at : at + 1] = [place[key]], [key]
    kept: set[UUID] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = previous[last]
    return set(now) - kept


def _as_released(row: ItemRow) -> ReleasedItem:
    people = tuple(ReleasedPerson(one.name, one.part, one.registration_id) for one in row.people)
    return ReleasedItem(
        row.id, row.day, row.hall_id, row.hall, row.title, row.start, row.end, row.spare, row.audience, people
    )


def _written(row: ItemRow) -> dict[str, Any]:
    return {
        "id": row.id.hex, "day": row.day.isoformat(), "hall_id": row.hall_id.hex if row.hall_id else None,
        "hall": [row.hall.hant, row.hall.hans, row.hall.en], "code": row.code, "kind": row.kind,
        "title": [row.title.hant, row.title.hans, row.title.en], "start": written(row.start), "end": written(row.end),
        "follows": row.starts_at is None, "fixed_start": row.fixed_start, "fixed_end": row.fixed_end,
        "spare": row.spare, "audience": row.audience, "owner": row.owner, "language": row.language, "note": row.note,
        "people": [
            {"name": one.name, "part": one.part, "registration_id": one.registration_id and one.registration_id.hex}
            for one in row.people
        ],
    }  # fmt: skip


def _read(one: dict[str, Any]) -> ReleasedItem:
    return ReleasedItem(
        id=UUID(one["id"]),
        day=date.fromisoformat(one["day"]),
        hall_id=UUID(one["hall_id"]) if one["hall_id"] else None,
        hall=LocalName(*one["hall"]),
        title=LocalName(*one["title"]),
        start=datetime.fromisoformat(one["start"]),
        end=datetime.fromisoformat(one["end"]),
        spare=one["spare"],
        audience=Audience(one["audience"]),
        people=tuple(
            ReleasedPerson(
                person["name"],
                Part(person["part"]),
                UUID(person["registration_id"]) if person["registration_id"] else None,
            )
            for person in one["people"]
        ),
    )
