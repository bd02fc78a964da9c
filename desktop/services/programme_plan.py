"""What importing a programme would do, row by row: compared with the one that stands. Writes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.list_values import Problem
from desktop.domain.programme import ItemKind
from desktop.domain.programme_headers import Field
from desktop.domain.programme_list import ListedProgramme
from desktop.domain.programme_problems import OUTSIDE, OVERLAPS, SEVERAL_PEOPLE, UNKNOWN_PERSON
from desktop.domain.programme_rows import ListedItem, in_its_script
from desktop.domain.programme_text import overlapping
from desktop.domain.programme_words import Timing, default_part, word_key
from desktop.domain.text import LocalName
from desktop.models import ProgrammeItem
from desktop.services.bulk import uncollected
from desktop.services.events import DEFAULT_ZONE, EventDraft, EventRow, VenueRow, event_by_id
from desktop.services.import_changes import Standing
from desktop.services.programme import ItemRow, halls, programme
from desktop.services.programme_edit import ItemDraft, draft_of
from desktop.services.programme_files import ProgrammeTable, understand
from desktop.services.programme_matching import Matching
from desktop.services.programme_merging import merged_cues, merged_materials, merged_people
from desktop.services.programme_register import Named, Register


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One row of a programme and what becomes of it: ``item`` is the one that stands, ``draft`` what it will be.

    Where ``hall`` is not empty, the hall of that name is made for it. ``people`` are whom the row names.
    """

    listed: ListedItem
    standing: Standing
    draft: ItemDraft
    item: UUID | None = None
    hall: str = ""
    people: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """An item that an earlier import brought and that is no longer on the list. It stays."""

    item: UUID
    day: date
    title: LocalName


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """What an import would do. ``event`` is the one that it goes into, or what one will be made of for it.

    ``new_halls`` will be made; ``zone`` is that of its clocks; ``left`` are items that an earlier version of the list
    brought; ``exact`` lists are our own.
    """

    table: ProgrammeTable
    rows: tuple[PlannedItem, ...]
    problems: tuple[Problem, ...]
    event: UUID | EventDraft
    new_halls: tuple[str, ...]
    zone: ZoneInfo
    left: tuple[Left, ...] = ()
    exact: bool = False

    def count(self, standing: Standing) -> int:
        """How many rows are new, updated or the same."""
        return sum(row.standing is standing for row in self.rows)

    @property
    def rejected(self) -> int:
        """How many rows give no item."""
        return len({(problem.table, problem.row) for problem in self.problems if problem.rejected})


_Taken = tuple[int, int, ListedItem | None, LocalName]
"""From when to when a hall is taken, by which row of the list or by none of it, and by what."""


@uncollected()
def plan_programme(session: Session, event_id: UUID | None, table: ProgrammeTable) -> ProgrammePlan:
    """What importing ``table`` into an event (None: one that would be made for it) would do.

    Raises ``NothingUnderHeader``.
    """
    event = event_by_id(session, event_id) if event_id is not None else None
    if event is not None:
        listed, _zone = understand(table, event.starts_on, event.ends_on, event.zone)
        into: UUID | EventDraft = event.id
        zone = event.zone
    else:
        listed, zone = understand(table)
        into = _event_draft(listed, table, zone or DEFAULT_ZONE)
    planner = _Planner(session, event, listed, ZoneInfo(zone or DEFAULT_ZONE))
    rows = planner.rows()
    return ProgrammePlan(
        table=table,
        rows=tuple(rows),
        problems=tuple(sorted((*listed.problems, *planner.problems), key=lambda one: (one.table, one.row))),
        event=into,
        new_halls=tuple(dict.fromkeys(row.hall for row in rows if row.hall)),
        zone=ZoneInfo(zone or DEFAULT_ZONE),
        left=planner.left(),
        exact=planner.exact,
    )


def _event_draft(listed: ListedProgramme, table: ProgrammeTable, zone: str) -> EventDraft:
    """The event that a programme speaks of; the file's name where it has no title."""
    days = [item.day for item in listed.items]
    title = listed.title
    first = title.starts_on or min(days, default=date.max)  # no event is made for a programme without items
    last = title.ends_on or max(days, default=first)
    name = in_its_script(title.event_name or table.file.stem)
    venues = (VenueRow(in_its_script(title.place)),) if title.place else ()
    return EventDraft(name=name, starts_on=first, ends_on=max(first, last), zone=zone, venues=venues)


class _Planner:
    """Compares the rows of a list with the programme of an event."""

    def __init__(self, session: Session, event: EventRow | None, listed: ListedProgramme, zone: ZoneInfo) -> None:
        self.problems: list[Problem] = []
        self.exact = Field.TIMING in {column.field for column in listed.columns}
        self._listed = listed
        self._event = event
        self._zone = zone
        self._matching = Matching(programme(session, event.id) if event else [])
        self._own_keys = frozenset(str(row.id) for row in self._matching.rows)
        self._imported = _imported(session, event.id) if event else frozenset()
        self._register = Register(session, event.id if event else None)
        self._people_header = next((one.header for one in listed.columns if one.field is Field.PEOPLE), "")
        self._halls = {
            word_key(name): hall.id
            for hall in (halls(session, event.id) if event else [])
            for name in (hall.name.hant, hall.name.hans, hall.name.en)
            if name
        }
        self._venues = {
            word_key(name)
            for venue in (event.venues if event else ())
            for name in (venue.name.hant, venue.name.hans, venue.name.en)
            if name
        }

    def rows(self) -> list[PlannedItem]:
        """What becomes of each row, in order."""
        items = self._listed.items
        known = {place: row for place, item in enumerate(items) if (row := self._matching.sure(item))}
        for place, item in enumerate(items):
            hall = self._halls.get(word_key(item.hall)) if item.hall else None
            fresh = bool(self._new_hall(item))
            if place not in known and not fresh and (row := self._matching.alike(item, hall, self._start(item))):
                known[place] = row
        planned = [self._planned(item, known.get(place)) for place, item in enumerate(items)]
        self._look_at_days(planned)
        self._look_for_overlaps(planned)
        return planned

    def left(self) -> tuple[Left, ...]:
        """The items of an earlier version of the list that are on it no more: of which half or more are on it still."""
        left = [row for row in self._matching.left() if row.id in self._imported]
        kept = sum(row.id in self._imported for row in self._matching.rows) - len(left)
        return tuple(Left(row.id, row.day, row.title) for row in left) if kept >= len(left) else ()

    def _planned(self, item: ListedItem, row: ItemRow | None) -> PlannedItem:
        before = draft_of(row) if row is not None else None
        kind = item.kind or (row.kind if row is not None else ItemKind.CUSTOM)
        people, other = self._register.read(
            item.people,
            " ".join((item.title.hant, item.title.hans, item.title.en)),
            [(one.registration_id, one.name) for one in row.people] if row is not None else (),
        )
        note = "\n".join(filter(None, (item.note, other)))
        draft = self._draft(item, row, before, kind, note)
        draft = replace(draft, people=merged_people(draft.people, people, default_part(kind), exact=self.exact))
        new_hall = self._new_hall(item)
        standing = Standing.NEW
        if before is not None:
            standing = Standing.SAME if before == draft and not new_hall else Standing.UPDATED
        if standing is not Standing.SAME or not self.exact:
            self._tell_people(item, people)
        return PlannedItem(item, standing, draft, row.id if row is not None else None, new_hall, tuple(people))

    def _draft(
        self, item: ListedItem, row: ItemRow | None, before: ItemDraft | None, kind: ItemKind, note: str
    ) -> ItemDraft:
        """The item with what the row says; what it doesn't say stays, unless the list is our own."""
        old = before or ItemDraft(item.title, item.seconds, item.day)

        def said(new: str, was: str, field: Field) -> str:
            return new if new or (self.exact and field in item.said) else was

        title = LocalName(
            said(item.title.hant, old.title.hant, Field.TITLE_HANT),
            said(item.title.hans, old.title.hans, Field.TITLE_HANS),
            said(item.title.en, old.title.en, Field.TITLE_EN),
        )
        timing = item.timing if self.exact else None
        uid = item.uid or old.source_uid
        keeps = before is not None and (not item.uid or item.uid in self._own_keys)
        return replace(
            old,
            title=title,
            seconds=self._seconds(item),
            day=item.day,
            hall_id=self._hall(item, old.hall_id),
            starts_at=self._starts_at(item, row),
            kind=kind,
            code=said(item.code, old.code, Field.CODE) if item.code not in self._own_keys else old.code,
            fixed_start=Timing.FIXED_START in timing if timing is not None else old.fixed_start,
            fixed_end=Timing.FIXED_END in timing if timing is not None else old.fixed_end,
            spare=Timing.SPARE in timing if timing is not None else old.spare,
            audience=item.audience or old.audience,
            owner=said(item.owner, old.owner, Field.OWNER),
            language=said(item.language, old.language, Field.LANGUAGE),
            note=said(note, old.note, Field.NOTE),
            source_uid=old.source_uid if keeps else uid,
            cues=merged_cues(old.cues, item, exact=self.exact),
            materials=merged_materials(old.materials, item, exact=self.exact),
        )

    def _hall(self, item: ListedItem, old: UUID | None) -> UUID | None:
        if not item.hall:
            return None if self.exact else old
        return self._halls.get(word_key(item.hall))

    def _new_hall(self, item: ListedItem) -> str:
        key = word_key(item.hall)
        return "" if not key or key in self._halls or key in self._venues else item.hall

    def _start(self, item: ListedItem) -> datetime | None:
        return None if item.start is None else self._moment(item.day, item.start)

    def _moment(self, day: date, seconds: int) -> datetime:
        """When clocks show so many ``seconds`` since the midnight of ``day``."""
        local = datetime.combine(day, time()) + timedelta(seconds=seconds)
        return local.replace(tzinfo=self._zone).astimezone(UTC)

    def _seconds(self, item: ListedItem) -> int:
        """How long an item really takes, which clocks that are changed meanwhile don't show."""
        if item.start is None or item.end is None:
            return item.seconds
        real = self._moment(item.day, item.end) - self._moment(item.day, item.start)
        return int(real.total_seconds()) if real > timedelta() else item.seconds

    def _starts_at(self, item: ListedItem, row: ItemRow | None) -> datetime | None:
        """When an item starts; what stands stays where the list says the same, in whole seconds, or nothing."""
        start = self._start(item)
        if row is None or (self.exact and start is None):
            return start
        if start is None or (not self.exact and abs(row.start - start) < timedelta(seconds=1)):
            return row.starts_at
        close = row.starts_at is not None and abs(row.starts_at - start) < timedelta(seconds=1)
        return row.starts_at if close else start

    def _tell_people(self, item: ListedItem, people: Sequence[Named]) -> None:
        for one in people:
            if one.registration_id is None:
                what = SEVERAL_PEOPLE if one.several else UNKNOWN_PERSON
                self.problems.append(Problem(item.row, self._people_header, one.text, *what, table=item.table))

    def _look_at_days(self, planned: Sequence[PlannedItem]) -> None:
        if self._event is None:
            return
        for row in planned:
            item = row.listed
            if not self._event.starts_on <= item.day <= self._event.ends_on and row.standing is not Standing.SAME:
                said = item.day.isoformat()
                self.problems.append(Problem(item.row, self._header(Field.DAY), said, *OUTSIDE, table=item.table))

    def _look_for_overlaps(self, planned: Sequence[PlannedItem]) -> None:
        """Tell of rows that begin before another item of their hall is over, be it on the list or not."""
        places: defaultdict[tuple[date, object], list[_Taken]] = defaultdict(list)
        for row in planned:
            if row.draft.spare:
                continue
            place = places[row.draft.day, row.draft.hall_id or word_key(row.hall)]
            start = row.listed.start
            if start is None:
                start = place[-1][1] if place else None
            if start is not None:
                told = None if row.standing is Standing.SAME else row.listed
                place.append((start, start + row.draft.seconds, told, row.draft.title))
        for old in self._matching.left():
            key = (old.day, old.hall_id or "")
            if key in places and not old.spare:
                start = int((old.start.astimezone(self._zone) - _midnight(old.day, self._zone)).total_seconds())
                places[key].append((start, start + old.seconds, None, old.title))
        for place in places.values():
            for before, after in overlapping([one[:2] for one in place]):
                listed, other = place[after][2] or place[before][2], place[before if place[after][2] else after][3]
                if listed is not None:
                    said = other.hant or other.hans or other.en
                    self.problems.append(
                        Problem(listed.row, self._header(Field.START), said, *OVERLAPS, table=listed.table)
                    )

    def _header(self, field: Field) -> str:
        """The header of the column that means ``field``, or of the one with both times."""
        columns = self._listed.columns
        wanted = (field, Field.TIME) if field is Field.START else (field,)
        return next((one.header for one in columns if one.field in wanted), "")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _imported(session: Session, event_id: UUID) -> frozenset[UUID]:
    """The items that some import brought."""
    return frozenset(
        session.scalars(
            select(ProgrammeItem.id).where(ProgrammeItem.event_id == event_id, ProgrammeItem.import_id.is_not(None))
        )
    )
