"""A day of the programme as it runs: what was planned, what was done, what is to be expected."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from desktop.domain.limits import Judged, Limit, Saving, judge, savings
from desktop.domain.running_order import (
    Expected,
    PlannedItem,
    Run,
    RunFact,
    RunState,
    Span,
    Standing,
    due,
    expected,
    offset,
    state_of,
)
from desktop.models import JournalEntry, ProgrammeItem, RunEntry
from desktop.services import hard_limits
from desktop.services.hard_limits import LimitRow
from desktop.services.programme import PROGRAMME, ItemRow, by_hall, programme
from desktop.storage.journal import INSERT

RUNNING = PROGRAMME | {"run_entry", "hard_limit", "agreement", "agreement_person"}
"""The tables whose changes change what ``live`` answers, but for the names of guests."""


@dataclass(frozen=True, slots=True)
class RunItem:
    """An item with its times, aware UTC: planned ones in ``row``, ``start`` and ``end`` as expected or as they were.

    ``shift`` is how many seconds later than planned it starts, below 0 earlier; ``overlap`` how many those before it
    run into its fixed start. ``actual_start`` and ``actual_end`` are those of its last run, None before.
    """

    row: ItemRow
    standing: Standing
    start: datetime
    end: datetime
    shift: float
    overlap: float
    actual_start: datetime | None
    actual_end: datetime | None


@dataclass(frozen=True, slots=True)
class LimitView:
    """A limit and how it stands. ``here`` says whether it is about any item of the hall that is shown."""

    row: LimitRow
    judged: Judged
    here: bool


@dataclass(frozen=True, slots=True)
class RunView:
    """A running order at a moment.

    ``offset`` is how many seconds it is late, below 0 early, ``own_offset`` the same without its own late first
    start. ``elapsed`` and ``remaining`` are seconds of the running item; what remains is below 0 in its overtime.
    """

    day: date
    hall_id: UUID | None
    now: datetime
    items: tuple[RunItem, ...]
    running: RunItem | None
    next: RunItem | None
    held: bool
    offset: float
    own_offset: float
    elapsed: float
    remaining: float
    limits: tuple[LimitView, ...]


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """The items of one hall, what was done to them, and what that amounts to."""

    rows: tuple[ItemRow, ...]
    facts: tuple[RunFact, ...]
    items: tuple[PlannedItem, ...] = field(init=False)
    spans: tuple[Span, ...] = field(init=False)
    state: RunState = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(row.planned for row in self.rows))
        object.__setattr__(self, "spans", tuple(Span(row.start, row.end) for row in self.rows))
        object.__setattr__(self, "state", state_of(self.items, self.facts))

    def expected(self, now: datetime) -> tuple[Expected, ...]:
        """The times of each item at ``now``."""
        return expected(self.items, self.spans, self.state, now)


@dataclass(frozen=True, slots=True)
class Live:
    """One hall's running order and what its limits need of the others; asks the database for nothing any more.

    It holds until one of the tables ``RUNNING`` changes; ``at`` is what a clock calls each second.
    """

    day: date
    hall_id: UUID | None
    order: RunningOrder
    others: tuple[RunningOrder, ...]
    limits: tuple[tuple[LimitRow, Limit], ...]

    def at(self, now: datetime) -> RunView:
        """How it stands at ``now``."""
        expecteds, state = self.order.expected(now), self.order.state
        items = tuple(
            _item(row, one, state.runs.get(row.id)) for row, one in zip(self.order.rows, expecteds, strict=True)
        )
        running = next((one for one in items if one.row.id == state.running), None)
        elapsed, remaining = _clock(running, state.current, now)
        late, own = offset(expecteds, state)
        return RunView(
            day=self.day,
            hall_id=self.hall_id,
            now=now,
            items=items,
            running=running,
            next=next((one for one in items if one.standing is Standing.COMING), None),
            held=running is not None and running.standing is Standing.HELD,
            offset=late,
            own_offset=own,
            elapsed=elapsed,
            remaining=remaining,
            limits=tuple(self._judged(expecteds, now)),
        )

    def savings(self, limit_id: UUID, now: datetime) -> list[Saving]:
        """What could be left out or shortened so that a limit holds, in the hall where its last item is.

        Spare items come first, then others in order, the running one too; none that has a fixed time or is a ceremony.
        """
        row, limit = next(pair for pair in self.limits if pair[0].id == limit_id)
        orders = (self.order, *self.others)
        judged = judge(limit, chain.from_iterable(order.expected(now) for order in orders))
        for order in orders:
            if any(item.id == judged.last for item in order.items):
                kept = {one.id for one in order.rows if one.kind.ceremony}
                return savings(limit, order.items, order.spans, order.state, now, kept=kept, whole=row.whole)
        return []

    def _judged(self, here: Sequence[Expected], now: datetime) -> Iterable[LimitView]:
        if not self.limits:
            return
        mine = {one.item for one in here}
        everywhere = [*here, *chain.from_iterable(order.expected(now) for order in self.others)]
        for row, limit in self.limits:
            yield LimitView(row, judge(limit, everywhere), not mine.isdisjoint(limit.items))


def live(session: Session, event_id: UUID, day: date, hall_id: UUID | None) -> Live:
    """A hall's day as it runs (``hall_id`` None: the items that are everywhere), with the limits of that day."""
    rows = programme(session, event_id, day=day)
    orders = _orders(session, event_id, day, rows)
    order = next((one for one in orders if one.rows[0].hall_id == hall_id), RunningOrder((), ()))
    known = hard_limits.limits(session, event_id)
    parts = hard_limits.parts(session, event_id, rows) if known else {}
    every_day, today = programme(session, event_id, bare=True) if known else [], {row.id for row in rows}
    about = [(row, hard_limits.concerned(row, every_day, parts) & today) for row in known]
    limits = tuple((row, Limit(row.at, row.warn_seconds, items)) for row, items in about if items)
    return Live(day, hall_id, order, tuple(one for one in orders if one is not order), limits)


def order_of(session: Session, event_id: UUID, day: date, hall_id: UUID | None) -> RunningOrder:
    """A hall's running order alone, its rows without people, cues and materials."""
    rows = [row for row in programme(session, event_id, day=day, bare=True) if row.hall_id == hall_id]
    return next(iter(_orders(session, event_id, day, rows)), RunningOrder((), ()))


def running_places(session: Session, event_id: UUID) -> list[tuple[date, UUID | None]]:
    """The days and halls in which an item runs, as the program may find them when it starts anew; the latest day first.

    In a hall None is what happens everywhere.
    """
    used = session.scalars(
        select(ProgrammeItem.day)
        .join(RunEntry, RunEntry.item_id == ProgrammeItem.id)
        .where(RunEntry.event_id == event_id, RunEntry.deleted_at.is_(None), ProgrammeItem.deleted_at.is_(None))
        .distinct()
        .order_by(ProgrammeItem.day.desc())
    )
    return [
        (day, order.rows[0].hall_id)
        for day in used.all()
        for order in _orders(session, event_id, day, programme(session, event_id, day=day, bare=True))
        if order.state.running is not None
    ]


def _orders(session: Session, event_id: UUID, day: date, rows: Sequence[ItemRow]) -> list[RunningOrder]:
    facts: dict[UUID | None, list[RunFact]] = defaultdict(list)
    halls = {row.id: row.hall_id for row in rows}
    for fact in _facts(session, event_id, day):
        if fact.item in halls:
            facts[halls[fact.item]].append(fact)
    return [RunningOrder(hall, tuple(facts[hall[0].hall_id])) for hall in by_hall(rows)]


def _facts(session: Session, event_id: UUID, day: date) -> list[RunFact]:
    """What was done on a day, in the order in which it was: a clock that was set back doesn't change that."""
    found = session.execute(
        select(RunEntry.item_id, RunEntry.act, RunEntry.at, RunEntry.seconds)
        .join(ProgrammeItem, ProgrammeItem.id == RunEntry.item_id)
        .join(
            JournalEntry,
            and_(
                JournalEntry.row_id == RunEntry.id,
                JournalEntry.table_name == RunEntry.__tablename__,
                JournalEntry.operation == INSERT,
            ),
        )
        .where(
            RunEntry.event_id == event_id,
            RunEntry.deleted_at.is_(None),
            ProgrammeItem.day == day,
            ProgrammeItem.deleted_at.is_(None),
        )
        .order_by(JournalEntry.clock, JournalEntry.position)
    )
    return [RunFact(*row) for row in found]


def _item(row: ItemRow, one: Expected, runs: tuple[Run, ...] | None) -> RunItem:
    last = runs[-1] if runs else None
    return RunItem(
        row=row,
        standing=one.standing,
        start=one.start,
        end=one.end,
        shift=one.shift,
        overlap=one.overlap,
        actual_start=last.start if last else None,
        actual_end=last.end if last else None,
    )


def _clock(running: RunItem | None, run: Run | None, now: datetime) -> tuple[float, float]:
    if running is None or run is None:
        return 0.0, 0.0
    # Before its start, on a clock that was set back, all of it is still to come.
    end = due(running.row.planned, Span(running.row.start, running.row.end), run, now)
    left: timedelta = end - max(now, run.start)
    return run.elapsed(now).total_seconds(), left.total_seconds()
