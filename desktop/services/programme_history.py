"""How items came to be what they are, as calendars want to know: how often what they show changed, and when last.

It is told from the journal: an item that *follows* changes with those before it, without a change of its own.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.ids import wall_time
from desktop.domain.programme import Audience, ItemKind, Part
from desktop.domain.running_order import PlannedItem, times
from desktop.domain.text import LocalName
from desktop.models import Event, ItemPerson, JournalEntry, ProgrammeItem
from desktop.services.programme import BEGINS
from desktop.storage.journal import PURGED, table_of


@dataclass(frozen=True, slots=True)
class Shown:
    """What others are shown of an item. ``people`` are registrations or names, in order."""

    day: date
    start: datetime
    end: datetime
    title: LocalName
    kind: ItemKind
    hall_id: UUID | None
    public: bool
    people: tuple[tuple[Part, str], ...]


@dataclass(slots=True)
class ItemHistory:
    """``sequence`` counts the changes of what an item shows; ``changed`` is when the last was.

    ``shown`` is what it shows now, None once it is taken away; ``was_public`` what it last showed to everybody.
    """

    sequence: int = -1
    changed: datetime | None = None
    shown: Shown | None = None
    was_public: Shown | None = None

    def take(self, shown: Shown | None, at: datetime, *, unknown: bool) -> None:
        """Note what an item shows after an action at ``at``; ``unknown`` if what that changed is forgotten."""
        if shown == self.shown and not unknown:
            return
        self.sequence, self.changed, self.shown = self.sequence + 1, at, shown
        if shown is not None and shown.public:
            self.was_public = shown


_Place = tuple[str, str]


@dataclass(slots=True)
class _Replay:
    zone: ZoneInfo
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    of_item: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: defaultdict[_Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    histories: dict[UUID, ItemHistory] = field(default_factory=dict)

    def act(self, entries: Iterable[tuple[str, str, str | None, int]]) -> None:
        """Take all that one action changed."""
        touched: set[_Place] = set()
        gone: set[str] = set()
        forgotten: set[str] = set()
        at = None
        for table, row, after, clock in entries:
            at = wall_time(clock)
            if after is not None and after.startswith(PURGED):
                forgotten.add(self.people[row]["item_id"] if row in self.people else row)
                continue
            values = json.loads(after or "{}")
            if table == table_of(ProgrammeItem).name:
                touched |= self._change_item(row, values)
                gone.add(row)
            else:
                touched |= self._change_person(row, values)
        if at is not None:
            self._note(touched, gone, forgotten, at)

    def _change_item(self, row: str, values: dict[str, Any]) -> set[_Place]:
        item = self.items.setdefault(row, {})
        before = {_place(item)} if "day" in item else set()
        for place in before:
            self.places[place].discard(row)
        item.update(values)
        if not item.get("deleted_at") and "day" in item:
            self.places[_place(item)].add(row)
        return before | ({_place(item)} if "day" in item else set())

    def _change_person(self, row: str, values: dict[str, Any]) -> set[_Place]:
        person = self.people.setdefault(row, {})
        person.update(values)
        key = person.get("item_id", "")
        self.of_item[key].add(row)
        return {_place(self.items[key])} if "day" in self.items.get(key, {}) else set()

    def _note(self, touched: set[_Place], gone: set[str], forgotten: set[str], at: datetime) -> None:
        for place in touched:
            order = sorted(self.places[place], key=lambda row: (self.items[row]["rank"], row))
            planned = [_planned(row, self.items[row]) for row in order]
            begin = datetime.combine(date.fromisoformat(place[0]), BEGINS, self.zone).astimezone(UTC)
            for row, (start, end) in zip(order, times(planned, begin), strict=True):
                history = self.histories.setdefault(UUID(row), ItemHistory())
                history.take(self._shown(row, start, end), at, unknown=row in forgotten)
        for row in gone:
            if self.items[row].get("deleted_at"):
                self.histories.setdefault(UUID(row), ItemHistory()).take(None, at, unknown=False)

    def _shown(self, row: str, start: datetime, end: datetime) -> Shown:
        item = self.items[row]
        people = [self.people[one] for one in self.of_item.get(row, ()) if not self.people[one].get("deleted_at")]
        people.sort(key=lambda one: one.get("rank", 1))
        hall = item.get("hall_id")
        return Shown(
            day=date.fromisoformat(item["day"]),
            start=start,
            end=end,
            title=LocalName(item.get("title_hant", ""), item.get("title_hans", ""), item.get("title_en", "")),
            kind=ItemKind(item.get("kind", ItemKind.CUSTOM)),
            hall_id=UUID(hall) if hall else None,
            public=item.get("audience") != Audience.CREW and not item.get("spare"),
            people=tuple(
                (Part(one.get("part", Part.SPEAKER)), one.get("registration_id") or one.get("name", ""))
                for one in people
            ),
        )


def histories(session: Session, event_id: UUID) -> dict[UUID, ItemHistory]:
    """The history of each item that an event has or had."""
    zone = session.scalars(select(Event.zone).where(Event.id == event_id)).one()
    replay = _Replay(ZoneInfo(zone))
    for _action, entries in groupby(_entries(session, event_id), key=lambda entry: entry[0]):
        replay.act(entry[1:] for entry in entries)
    return replay.histories


def _entries(session: Session, event_id: UUID) -> Iterator[tuple[UUID, str, str, str | None, int]]:
    items = select(ProgrammeItem.id).where(ProgrammeItem.event_id == event_id)
    people = select(ItemPerson.id).where(ItemPerson.item_id.in_(items))
    tables = (table_of(ProgrammeItem).name, table_of(ItemPerson).name)
    found = session.execute(
        select(
            JournalEntry.action, JournalEntry.table_name, JournalEntry.row_id, JournalEntry.after, JournalEntry.clock
        )
        .where(JournalEntry.table_name.in_(tables), JournalEntry.row_id.in_(items.union(people)))
        .order_by(JournalEntry.clock, JournalEntry.position)
    )
    for action, table, row, after, clock in found:
        yield action, table, row.hex, after, clock


def _place(item: dict[str, Any]) -> _Place:
    return item.get("day", ""), item.get("hall_id") or ""


def _planned(row: str, item: dict[str, Any]) -> PlannedItem:
    starts_at = item.get("starts_at")
    return PlannedItem(
        UUID(row),
        datetime.fromisoformat(starts_at) if starts_at else None,
        item.get("seconds", 0),
        skipped=bool(item.get("spare")),
    )
