"""Running the programme: what is done to it, each a fact; overruns written into the plan; how it went.

Every function that writes is one act, whose key it returns: ``taking_back.take_back`` undoes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.programme import RunAct
from desktop.domain.running_order import Span, Standing, pushed, times
from desktop.errors import N_, UserError
from desktop.models import RunEntry
from desktop.services.programme import ItemRow, living_item
from desktop.services.programme_live import RunningOrder, RunView, live, order_of
from desktop.services.taking_back import this_action
from desktop.storage.journal import journal_of

MOST = 12 * 3600
"""Seconds that can be given or taken at once."""


class RunsAlready(UserError):
    code = "runs_already"
    text = N_("This item is running already.")


class AnotherRuns(UserError):
    code = "another_runs"
    text = N_("Another item of this hall is running. Stop it first, or jump.")


class NothingRuns(UserError):
    code = "nothing_runs"
    text = N_("This item is not running.")


class NothingFollows(UserError):
    code = "nothing_follows"
    text = N_("There is no further item in this hall today.")


class AnotherFollows(UserError):
    code = "another_follows"
    text = N_("Another item comes next by now: somebody went on, or changed the programme. Look once more.")


class HeldAlready(UserError):
    code = "held_already"
    text = N_("This item is on hold already.")


class NotHeld(UserError):
    code = "not_held"
    text = N_("This item is not on hold.")


class SkippedAlready(UserError):
    code = "skipped_already"
    text = N_("This item is skipped already.")


class NotSkipped(UserError):
    code = "not_skipped"
    text = N_("This item is not skipped.")


class RunsNow(UserError):
    code = "runs_now"
    text = N_("This item is running. Go on to the next one instead of skipping it.")


class BadAddition(UserError):
    code = "bad_addition"
    text = N_("Give or take at least one second and at most 12 hours.")


class NoOverrun(UserError):
    code = "no_overrun"
    text = N_("Nothing starts later than planned: there is no overrun to write into the plan.")


class PlanChanged(UserError):
    code = "plan_changed"
    text = N_("The programme was changed meanwhile. Look at what would change once more.")


@dataclass(frozen=True, slots=True)
class PushRow:
    """What an overrun that is written into the plan changes of one item: its planned times before and after.

    ``starts_at``, ``seconds`` and ``spare`` are what the item would say.
    """

    item_id: UUID
    row: ItemRow
    before: Span
    after: Span
    starts_at: datetime | None
    seconds: int
    spare: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """An item as it was planned and as it went.

    ``seconds`` is how long it ran in all, without what it was held; ``late`` how many seconds later than planned it
    started first, ``over`` how many it took longer. They are None where it never ran. ``runs`` counts its starts.
    """

    row: ItemRow
    standing: Standing
    start: datetime | None = None
    end: datetime | None = None
    seconds: float | None = None
    late: float | None = None
    over: float | None = None
    held: float = 0
    added: int = 0
    runs: int = 0


def run(session: Session, event_id: UUID, day: date, hall_id: UUID | None, now: datetime) -> RunView:
    """How a hall's day stands at ``now``. Who asks each second keeps ``programme_live.live`` and asks that."""
    return live(session, event_id, day, hall_id).at(now)


def start(session: Session, item_id: UUID) -> UUID:
    """Start an item where none runs, a skipped one too; raises ``NoSuchItem``, ``RunsAlready`` or ``AnotherRuns``."""
    row, order = _order(session, item_id)
    if order.state.running == item_id:
        raise RunsAlready
    if order.state.running is not None:
        raise AnotherRuns
    return _write(session, row.event_id, (item_id, RunAct.START))


def jump(session: Session, item_id: UUID) -> UUID:
    """Stop what runs and start this item, earlier or later in the order; raises ``NoSuchItem`` or ``RunsAlready``."""
    row, order = _order(session, item_id)
    if order.state.running == item_id:
        raise RunsAlready
    stopped = [(order.state.running, RunAct.STOP)] if order.state.running is not None else []
    return _write(session, row.event_id, *stopped, (item_id, RunAct.START))


def next_item(session: Session, event_id: UUID, day: date, hall_id: UUID | None, *, seen: UUID | None = None) -> UUID:
    """Stop what runs and start the next item that isn't skipped; raises ``NothingFollows``, with nothing stopped.

    ``seen`` is the item that the caller sees as the next; raises ``AnotherFollows`` where it is another by now, so that
    two who go on at once go on by one.
    """
    order = order_of(session, event_id, day, hall_id)
    expecteds = order.expected(journal_of(session).now)
    coming = next((one.item for one in expecteds if one.standing is Standing.COMING), None)
    if seen is not None and coming != seen:
        raise AnotherFollows
    if coming is None:
        raise NothingFollows
    stopped = [(order.state.running, RunAct.STOP)] if order.state.running is not None else []
    return _write(session, event_id, *stopped, (coming, RunAct.START))


def stop(session: Session, item_id: UUID) -> UUID:
    """Stop the running item; raises ``NothingRuns`` if it is not this one, or ``NoSuchItem``."""
    row, _order = _running(session, item_id)
    return _write(session, row.event_id, (item_id, RunAct.STOP))


def hold(session: Session, item_id: UUID) -> UUID:
    """Hold the running item's time; raises ``HeldAlready``, ``NothingRuns`` or ``NoSuchItem``."""
    row, order = _running(session, item_id)
    if order.state.current is not None and order.state.current.held_at is not None:
        raise HeldAlready
    return _write(session, row.event_id, (item_id, RunAct.HOLD))


def resume(session: Session, item_id: UUID) -> UUID:
    """Let the running item's time go on; raises ``NotHeld``, ``NothingRuns`` or ``NoSuchItem``."""
    row, order = _running(session, item_id)
    if order.state.current is not None and order.state.current.held_at is None:
        raise NotHeld
    return _write(session, row.event_id, (item_id, RunAct.RESUME))


def add_time(session: Session, item_id: UUID, seconds: int) -> UUID:
    """Give the running item ``seconds``, or take them if below 0; raises ``BadAddition`` and what ``stop`` does."""
    if not 0 < abs(seconds) <= MOST:
        raise BadAddition
    row, _order = _running(session, item_id)
    return _write(session, row.event_id, (item_id, RunAct.ADD), seconds=seconds)


def skip(session: Session, item_id: UUID) -> UUID:
    """Leave an item out; raises ``SkippedAlready``, ``RunsNow`` or ``NoSuchItem``."""
    row, order = _order(session, item_id)
    if order.state.running == item_id:
        raise RunsNow
    if item_id in order.state.skipped:
        raise SkippedAlready
    return _write(session, row.event_id, (item_id, RunAct.SKIP))


def unskip(session: Session, item_id: UUID) -> UUID:
    """Take an item in again that was skipped, or planned as spare; raises ``NotSkipped`` or ``NoSuchItem``."""
    row, order = _order(session, item_id)
    if item_id not in order.state.skipped:
        raise NotSkipped
    return _write(session, row.event_id, (item_id, RunAct.UNSKIP))


def overrun_preview(
    session: Session, event_id: UUID, day: date, hall_id: UUID | None, now: datetime
) -> tuple[PushRow, ...]:
    """What would change if the delay at ``now`` became the plan: one row for each item that it touches, in order.

    What is late starts on whole minutes; what was skipped becomes spare. Empty where nothing starts later than planned.
    """
    order = order_of(session, event_id, day, hall_id)
    expecteds = order.expected(now)
    if not any(one.standing is Standing.COMING and one.shift > 0 for one in expecteds):
        return ()
    plan = pushed(order.items, order.spans, expecteds)
    return tuple(
        PushRow(row.id, row, before, after, one.starts_at, one.seconds, one.skipped)
        for row, before, after, one in zip(
            order.rows, order.spans, times(plan, order.spans[0].start), plan, strict=True
        )
        if before != after or one != row.planned
    )


def push_overrun(session: Session, rows: Sequence[PushRow]) -> UUID:
    """Write what ``overrun_preview`` showed into the plan, as one act.

    Raises ``NoOverrun`` for nothing, ``NoSuchItem`` or ``PlanChanged`` where the plan is no longer what it was.
    """
    if not rows:
        raise NoOverrun
    for row in rows:
        known = living_item(session, row.item_id)
        if (known.starts_at, known.seconds, known.spare) != (row.row.starts_at, row.row.seconds, row.row.spare):
            raise PlanChanged
        known.starts_at, known.seconds, known.spare = row.starts_at, row.seconds, row.spare
    session.flush()
    return this_action(session)


def report(session: Session, event_id: UUID, day: date, hall_id: UUID | None, now: datetime) -> list[ReportRow]:
    """Planned against actual, item by item (without people and cues); what still runs counts until ``now``."""
    order = order_of(session, event_id, day, hall_id)
    return [_reported(row, one.standing, order, now) for row, one in zip(order.rows, order.expected(now), strict=True)]


def _reported(row: ItemRow, standing: Standing, order: RunningOrder, now: datetime) -> ReportRow:
    runs = order.state.runs.get(row.id)
    if not runs:
        return ReportRow(row, standing)
    seconds = sum((one.elapsed(now) for one in runs), timedelta()).total_seconds()
    return ReportRow(
        row=row,
        standing=standing,
        start=runs[0].start,
        end=runs[-1].end,
        seconds=seconds,
        late=(runs[0].start - row.start).total_seconds(),
        over=seconds - row.seconds,
        held=sum((one.paused(one.end or now) for one in runs), timedelta()).total_seconds(),
        added=sum(one.added for one in runs),
        runs=len(runs),
    )


def _order(session: Session, item_id: UUID) -> tuple[ItemRow, RunningOrder]:
    known = living_item(session, item_id)
    order = order_of(session, known.event_id, known.day, known.hall_id)
    return next(row for row in order.rows if row.id == item_id), order


def _running(session: Session, item_id: UUID) -> tuple[ItemRow, RunningOrder]:
    row, order = _order(session, item_id)
    if order.state.running != item_id:
        raise NothingRuns
    return row, order


def _write(session: Session, event_id: UUID, *acts: tuple[UUID, RunAct], seconds: int = 0) -> UUID:
    journal = journal_of(session)
    for item_id, act in acts:
        session.add(
            RunEntry(
                id=journal.new_id(),
                event_id=event_id,
                item_id=item_id,
                desk_id=journal.actor.desk_id,
                act=act,
                at=journal.now,
                seconds=seconds,
            )
        )
        # One by one, so that the journal has them in the order in which they were done.
        session.flush()
    return this_action(session)
