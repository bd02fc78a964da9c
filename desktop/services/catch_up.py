"""The plan to catch up: what could be shortened, skipped or swapped on the day, what it gains, breaks and mends."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.running_late import LATE, Pressure, Standing, minutes
from desktop.domain.text import LocalName
from desktop.domain.travel import boarding
from desktop.domain.visits import StopPart
from desktop.errors import N_, UserError
from desktop.models import Leg, Slot
from desktop.services.host_calls import keep_known
from desktop.services.running_late import known
from desktop.services.running_late_view import DayView, Known, LegNow, LimitNow, StayNow, of_group
from desktop.services.taking_back import this_action
from desktop.services.visits import GroupRow, LegRow, StopRow
from desktop.services.visits_doors import keep_doors
from desktop.services.visits_edit import remove_leg
from desktop.storage.journal import journal_of

_STEP = timedelta(minutes=5)
_LEAST = timedelta(minutes=15)
"""No stop is shortened to less."""
_MUCH = 30
"""From so many minutes on a stop may be left out though nothing breaks."""
_PARTIES = 4
"""For so many groups that travel by themselves ways are looked for, those in the worst case first."""


class DayChanged(UserError):
    code = "day_changed"
    text = N_("The day has changed meanwhile. Look at the ways to catch up once more.")


class CatchUp(StrEnum):
    """What can be done to catch up, the mildest first."""

    SHORTEN = "shorten"
    SWAP = "swap"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class SlotChange:
    """The time of a group at a stop before and after, None where it does not go there."""

    group_id: UUID
    stop_id: UUID
    before: tuple[datetime, datetime] | None
    after: tuple[datetime, datetime] | None


@dataclass(frozen=True, slots=True)
class LegChange:
    """A leg before and after, None where it is not needed any more."""

    before: LegRow
    after: LegRow | None


@dataclass(frozen=True, slots=True)
class Option:
    """One way to catch up, for ``groups`` at ``stops``; ``cut`` are minutes taken from the first of them.

    It ``gains`` so many minutes for what follows, ``mends`` limits that would break and may break others; ``hungry``
    says that a meal falls out with it.
    """

    way: CatchUp
    visit_id: UUID
    groups: tuple[GroupRow, ...]
    stops: tuple[StopRow, ...]
    cut: int
    slots: tuple[SlotChange, ...]
    legs: tuple[LegChange, ...] = ()
    gains: int = 0
    mends: tuple[LimitNow, ...] = ()
    breaks: tuple[LimitNow, ...] = ()
    hungry: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same way, whatever it gains."""
        return self.way, tuple(one.id for one in self.groups), tuple(one.id for one in self.stops)


def options(session: Session, visit_id: UUID, now: datetime) -> list[Option]:
    """What could be done at ``now``, the best first; nothing where nothing is late. Raises ``NoSuchVisit``."""
    return ways(known(session, visit_id), now)


def take(session: Session, option: Option) -> UUID:
    """Make a way to catch up the plan, as one act, whose key is returned. Raises ``DayChanged``."""
    day = known(session, option.visit_id)
    groups, stops = {one.id: one for one in day.tour.groups}, {one.id: one for one in day.tour.stops}
    legs = {one.id: one for one in day.tour.legs}
    for slot in option.slots:
        group, stop = groups.get(slot.group_id), stops.get(slot.stop_id)
        if group is None or stop is None or group.at(stop) != slot.before:
            raise DayChanged
    if any(legs.get(one.before.id) != one.before for one in option.legs):
        raise DayChanged
    for slot in option.slots:
        keep_known(session, slot.group_id, slot.stop_id, slot.before, slot.after)
        _write_slot(session, slot)
    for leg in option.legs:
        _write_leg(session, leg)
    session.flush()
    keep_doors(session, option.visit_id)
    return this_action(session)


def ways(day: Known, now: datetime) -> list[Option]:
    """What could be done on a day as it stands at ``now``, the best first."""
    view = day.at(now)
    found = []
    for party in _parties(view):
        for option in _ways_of(day, view, party):
            weighed = _weighed(day, view, option)
            # Nobody leaves a stop out for a few minutes that break nothing.
            worth = option.way is not CatchUp.SKIP or _latest(view, party) >= _MUCH
            if weighed.mends or (worth and weighed.gains > 0):
                found.append(weighed)
    order = list(CatchUp)
    return sorted(
        found, key=lambda one: (len(one.breaks), one.hungry, -len(one.mends), order.index(one.way), -one.gains)
    )


def _latest(view: DayView, party: Iterable[GroupRow]) -> int:
    rows = (row for group in party for row in of_group(view, group.id))
    return max((row.late for row in rows if row.times.standing is not Standing.OVER), default=0)


def _parties(view: DayView) -> list[tuple[GroupRow, ...]]:
    """Groups that travel together, of those that are late or would break a limit, the worst first."""
    groups = {group.id: group for group in view.tour.groups}
    found: dict[tuple[UUID, ...], tuple[int, int]] = {}
    for group in view.tour.groups:
        rows = of_group(view, group.id)
        party = {group.id, *(key for row in rows if isinstance(row, LegNow) for key in row.groups)}
        over = max((one.margin.over for row in rows for one in row.limits), default=0)
        late = _latest(view, (group,))
        if over or late * 60 >= LATE.total_seconds():
            key = tuple(one for one in groups if one in party)
            found[key] = max(found.get(key, (0, 0)), (over, late))
    worst = sorted(found, key=lambda key: found[key], reverse=True)
    return [tuple(groups[one] for one in key) for key in worst[:_PARTIES]]


def _ways_of(day: Known, view: DayView, party: tuple[GroupRow, ...]) -> Iterator[Option]:
    stays = [row for row in view.stays if row.group in party and row.times.standing is not Standing.OVER]
    stops: dict[UUID, list[StayNow]] = {}
    for row in sorted(stays, key=lambda row: row.start):
        stops.setdefault(row.stop.id, []).append(row)
    coming = [rows for rows in stops.values() if all(row.times.standing is Standing.COMING for row in rows)]
    for rows in stops.values():
        if (cut := _cut(view, party, rows)) is not None:
            yield _shortened(view, rows, cut)
    for rows in coming:
        yield _skipped(day, view, rows)
    for rows, following in pairwise(coming):
        if (option := _swapped(day, view, rows, following)) is not None:
            yield option


def _cut(view: DayView, party: Iterable[GroupRow], rows: list[StayNow]) -> timedelta | None:
    """How much shorter a stop would have to be for all limits to hold, or else for the plan, as far as it can be."""
    over = late = 0
    for group in party:
        for row in of_group(view, group.id):
            if row.times.standing is not Standing.OVER and (row.start, row.end) >= (rows[0].start, rows[0].end):
                over = max([over, *(one.margin.over for one in row.limits)])
                late = max(late, row.late)
    most = min(
        min(row.end - row.start - max((row.end - row.start) / 2, _LEAST), row.times.end - view.now - _STEP)
        for row in rows
    )
    cut = min(-(-timedelta(minutes=over or late) // _STEP), most // _STEP) * _STEP
    return cut if cut > timedelta() else None


def _shortened(view: DayView, rows: list[StayNow], cut: timedelta) -> Option:
    # Who is there already stays from when they came: the plan must end so much sooner after that.
    slots = tuple(
        SlotChange(*row.key, (row.start, row.end), (row.start, max(row.end - cut, row.start + _STEP))) for row in rows
    )
    return _option(CatchUp.SHORTEN, view, rows, slots, cut=minutes(cut))


def _skipped(day: Known, view: DayView, rows: list[StayNow]) -> Option:
    slots = tuple(SlotChange(*row.key, (row.start, row.end), None) for row in rows)
    legs: list[LegChange] = []
    for come, go in _around(view, rows):
        bound = day.travel.leg(come.leg.from_id, go.leg.to_id, _hour(day, come.times.start))
        if bound is not None and come.times.standing is Standing.COMING and come.leg.from_id != go.leg.to_id:
            after = _leg(day, come.leg, come.leg.leaves, to=(go.leg.to_id, go.leg.end))
            legs += [LegChange(come.leg, after), LegChange(go.leg, None)]
    return _option(CatchUp.SKIP, view, rows, slots, tuple(legs), hungry=_meal(rows))


def _meal(rows: Iterable[StayNow]) -> bool:
    return any(StopPart.MEAL in row.stop.parts for row in rows)


def _around(view: DayView, rows: list[StayNow]) -> Iterator[tuple[LegNow, LegNow]]:
    """The legs that bring the groups of ``rows``, and nobody else, to a stop and away from it."""
    stop, groups = rows[0].stop, {row.group.id for row in rows}
    for vehicle in view.tour.vehicles:
        legs = [leg for leg in view.legs if leg.vehicle.id == vehicle.id]
        for come, go in pairwise(legs):
            here = come.leg.to_id == go.leg.from_id == stop.site_id
            then = come.leg.arrives <= rows[0].end <= go.leg.arrives
            if here and then and come.groups and come.groups | go.groups <= groups:
                yield come, go


def _swapped(day: Known, view: DayView, rows: list[StayNow], following: list[StayNow]) -> Option | None:
    """The two stops in the other order, each as long as planned, from when the first could begin by now."""
    first, second = rows[0].stop, following[0].stop
    if first.site_id == second.site_id:
        here = tuple(_exchanged(rows, following))
        return _option(CatchUp.SWAP, view, [*following, *rows], here) if here else None
    slots: tuple[SlotChange, ...] = ()
    legs: tuple[LegChange, ...] = ()
    for (come, between), (_between, go) in zip(_around(view, rows), _around(view, following), strict=False):
        mine = [row for row in rows if row.group.id in come.groups]
        theirs = [row for row in following if row.group.id in come.groups]
        if come.times.standing is not Standing.COMING or not mine or not theirs:
            continue
        one, late, two = _turned(day, come, between, go, mine[0], theirs[0])
        slots += (
            *(SlotChange(*row.key, (row.start, row.end), late) for row in mine),
            *(SlotChange(*row.key, (row.start, row.end), one) for row in theirs),
        )
        legs += two
    groups = {slot.group_id for slot in slots}
    if groups != {row.group.id for row in (*rows, *following)}:
        return None
    return _option(CatchUp.SWAP, view, [*following, *rows], slots, legs)


def _turned(
    day: Known, come: LegNow, between: LegNow, go: LegNow, first: StayNow, second: StayNow
) -> tuple[tuple[datetime, datetime], tuple[datetime, datetime], tuple[LegChange, ...]]:
    """The time at the second stop, then at the first, and the three legs around them."""
    place, other = (first.stop.site_id, come.leg.end), (second.stop.site_id, between.leg.end)
    to = _leg(day, come.leg, come.times.start, to=other)
    there = _room(day, second, to.arrives)
    across = _leg(day, between.leg, _door(day, second, there[1], between.size), start=other, to=place)
    back = _room(day, first, across.arrives)
    leaves = max(go.leg.leaves, _door(day, first, back[1], go.size))
    away = _leg(day, go.leg, leaves, start=place, to=(go.leg.to_id, go.leg.end))
    # Where one boards is said of a place, and the places are exchanged.
    across = replace(across, boarding_point=go.leg.boarding_point)
    away = replace(away, boarding_point=between.leg.boarding_point)
    changes = (LegChange(come.leg, to), LegChange(between.leg, across), LegChange(go.leg, away))
    return there, back, changes


def _room(day: Known, row: StayNow, arrives: datetime) -> tuple[datetime, datetime]:
    walk = day.travel.walks.get(row.stop.site_id, 0) + row.stop.security_minutes
    start = _rounded(arrives + timedelta(minutes=walk))
    return start, start + (row.end - row.start)


def _door(day: Known, row: StayNow, over: datetime, size: int) -> datetime:
    return _rounded(over + timedelta(minutes=day.travel.walks.get(row.stop.site_id, 0) + boarding(size)))


def _rounded(at: datetime) -> datetime:
    """The next moment that people can be told."""
    down = at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)
    return down if down == at else down + _STEP


def _exchanged(rows: list[StayNow], following: list[StayNow]) -> Iterator[SlotChange]:
    """Two stops at one site, each group's own in the other order."""
    for row in rows:
        other = next((each for each in following if each.group.id == row.group.id), None)
        if other is not None:
            start = row.start + (other.end - other.start) + (other.start - row.end)
            yield SlotChange(*other.key, (other.start, other.end), (row.start, row.start + (other.end - other.start)))
            yield SlotChange(*row.key, (row.start, row.end), (start, start + (row.end - row.start)))


Place = tuple[UUID, LocalName]


def _leg(day: Known, leg: LegRow, leaves: datetime, *, to: Place, start: Place | None = None) -> LegRow:
    """A leg elsewhere or at another time; the travel table says how long it takes."""
    begin = start or (leg.from_id, leg.start)
    took = day.travel.leg(begin[0], to[0], _hour(day, leaves))
    arrives = leaves + (timedelta(minutes=took) if took is not None else leg.arrives - leg.leaves)
    return replace(
        leg, from_id=begin[0], start=begin[1], to_id=to[0], end=to[1], leaves=leaves,
        gathers=leaves - (leg.leaves - leg.gathers), arrives=arrives, estimated=took is not None,
    )  # fmt: skip


def _hour(day: Known, at: datetime) -> int:
    return at.astimezone(day.zone).hour


def _option(
    way: CatchUp, view: DayView, rows: Iterable[StayNow], slots: tuple[SlotChange, ...],
    legs: tuple[LegChange, ...] = (), *, cut: int = 0, hungry: bool = False,
) -> Option:  # fmt: skip
    groups = tuple({row.group.id: row.group for row in rows}.values())
    stops = tuple({row.stop.id: row.stop for row in rows}.values())
    return Option(way, view.tour.id, groups, stops, cut, slots, legs, hungry=hungry)


def _weighed(day: Known, view: DayView, option: Option) -> Option:
    """What an option gains, mends and breaks."""
    after = applied(day, option).at(view.now)
    touched: set[Hashable] = {(one.group_id, one.stop_id) for one in option.slots}
    touched |= {one.before.id for one in option.legs}
    begins = {_key(row): row.times.start for row in after.rows}
    follow = [row for row in view.rows if _key(row) in begins.keys() - touched]
    gains = [_caught_up(row.times.start, begins[_key(row)], row.start) for row in follow]
    gains += [_caught_up(_home(view, group), _home(after, group), _planned(view, group)) for group in option.groups]
    was, will = _broken(view), _broken(after)
    return replace(
        option, gains=minutes(max(gains)), mends=tuple(one for key, one in was.items() if key not in will),
        breaks=tuple(one for key, one in will.items() if key not in was),
    )  # fmt: skip


def _caught_up(was: datetime, will: datetime, planned: datetime) -> timedelta:
    """What is gained of a delay: whoever is early then gains no more than that."""
    return min(was - will, max(was - planned, timedelta()))


def _planned(view: DayView, group: GroupRow) -> datetime:
    """When the day of a group was to be over."""
    return max((row.end for row in of_group(view, group.id)), default=view.now)


def _home(view: DayView, group: GroupRow) -> datetime:
    """When the day of a group is over."""
    return max((row.times.end for row in of_group(view, group.id)), default=view.now)


def _key(row: LegNow | StayNow) -> Hashable:
    return row.leg.id if isinstance(row, LegNow) else row.key


def _broken(view: DayView) -> Mapping[Hashable, LimitNow]:
    return {
        (one.ref, *(who.key for who in one.who), row.group.id if isinstance(row, StayNow) else None): one
        for row in view.rows
        for one in row.limits
        if one.margin.pressure is Pressure.BREAKS
    }


def applied(day: Known, option: Option) -> Known:
    """The day with an option in its plan."""
    slots: dict[UUID, dict[UUID, tuple[datetime, datetime] | None]] = {}
    for slot in option.slots:
        slots.setdefault(slot.group_id, {})[slot.stop_id] = slot.after
    legs = {one.before.id: one.after for one in option.legs}
    groups = tuple(replace(one, slots=one.slots | slots.get(one.id, {})) for one in day.tour.groups)
    ridden = [legs.get(one.id, one) for one in day.tour.legs]
    ordered = tuple(sorted((one for one in ridden if one is not None), key=lambda leg: leg.leaves))
    return replace(day, tour=replace(day.tour, groups=groups, legs=ordered))


def _write_slot(session: Session, change: SlotChange) -> None:
    of = (Slot.group_id == change.group_id, Slot.stop_id == change.stop_id, Slot.deleted_at.is_(None))
    row = session.scalars(select(Slot).where(*of)).first()
    if row is None:
        row = Slot(id=journal_of(session).new_id(), group_id=change.group_id, stop_id=change.stop_id)
        session.add(row)
    row.starts_at = change.after[0] if change.after is not None else None
    row.seconds = int((change.after[1] - change.after[0]).total_seconds()) if change.after is not None else 0


def _write_leg(session: Session, change: LegChange) -> None:
    if change.after is None:
        remove_leg(session, change.before.id)
        return
    row, leg = session.get_one(Leg, change.before.id), change.after
    row.from_id, row.to_id, row.gathers_at, row.leaves_at = leg.from_id, leg.to_id, leg.gathers, leg.leaves
    row.arrives_at, row.boarding_point = None if leg.estimated else leg.arrives, leg.boarding_point
