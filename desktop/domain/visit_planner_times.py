"""When groups are at stops and vehicles ride: one convoy after the other goes the way that costs least."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import permutations
from random import Random
from uuid import UUID

from desktop.domain.travel import boarding
from desktop.domain.visit_planner import RASTER, Convoy, Halt, PlannedLeg, Problem, Rule, Span, Unmet, up
from desktop.domain.visit_planner_days import USUAL, Day, Manner, Run, Way
from desktop.domain.visit_planner_people import Seated

LEFT_OUT, _PINNED, _BUSY, _MISSED = 1_000_000.0, 100_000.0, 500_000.0, 20_000.0
_HUNGRY, _LONG_DAY, _CHANGED, _WAIT, _LATE = 300.0, 200.0, 10.0, 0.02, 0.01
"""What it costs, by group, guest, slot or minute."""
ALL_WAYS = 4
"""Of so many places all orders are tried."""
_MEAL = 30 * 60
_MORNING = 5 * 3600
_PATIENCE = 2 * 3600
"""Seconds that people rather wait than get another time."""

_LOOSE = 12
"""Within so many times that may be proposed anything may come first."""


class Clockwork:
    """Makes days of convoys beside those that stand already."""

    def __init__(self, problem: Problem, seated: Seated, dice: Random) -> None:
        self.problem, self._dice = problem, dice
        self._halts = {one.id: one for one in problem.halts}
        self._parties = {one.id: one for one in problem.parties}
        self._buses = {one.id: one for one in problem.buses}
        self._sizes: defaultdict[UUID, int] = defaultdict(int)
        self._engaged: defaultdict[UUID, list[Span]] = defaultdict(list)
        for one in problem.guests:
            group = seated.groups.get(one.id)
            if group is not None:
                self._sizes[group] += 1
                self._engaged[group] += one.busy
        self.load: dict[UUID, list[tuple[int, int, int, UUID]]] = {one.id: [] for one in problem.halts}
        for convoy in seated.convoys:
            for key in convoy.parties:
                for stop in self._parties[key].pinned:
                    self._take(key, stop, self._parties[key].spans[stop][0])

    def _take(self, party: UUID, stop: UUID, start: int) -> None:
        first, last = self._parties[party].spans[stop]
        self.load[stop].append((start, start + last - first, self._sizes[party], party))

    def put(self, run: Run) -> None:
        """Let a day stand."""
        for (party, stop), start in run.slots.items():
            if start is not None and stop not in self._parties[party].pinned:
                self._take(party, stop, start)

    def lift(self, convoy: Convoy) -> None:
        """Take a convoy's day away again."""
        for key in convoy.parties:
            party = self._parties[key]
            for stop in party.spans:
                if stop not in party.pinned:
                    self.load[stop] = [one for one in self.load[stop] if one[3] != key]

    def standing(self, convoy: Convoy) -> Way:
        """The order in which a convoy goes to its stops as it stands."""
        first: dict[UUID, tuple[bool, int]] = {}
        for key in convoy.parties:
            party = self._parties[key]
            for stop, span in party.spans.items():
                at = (stop not in party.pinned, span[0])
                first[stop] = min(at, first.get(stop, at))
        calls: list[list[Halt]] = []
        for stop in sorted(first, key=lambda stop: (first[stop][1], stop)):
            halt = self._halts[stop]
            if calls and calls[-1][0].site == halt.site:
                calls[-1].append(halt)
            else:
                calls.append([halt])
        return tuple(map(tuple, calls))

    def ways(self, way: Way) -> list[Way]:
        """Orders to try: all where places are few, else turns of it both ways, and by the nearest next place."""
        if len(way) <= ALL_WAYS:
            return list(permutations(way))
        bases = (way, way[::-1], nearest := self._nearest(way), nearest[::-1])
        return [base[turn:] + base[:turn] for base in bases for turn in range(len(way))]

    def _nearest(self, way: Way) -> Way:
        left, here, found = list(way), way[0][0].site, []
        while left:
            call = min(left, key=lambda one: self.problem.minutes(here, one[0].site, self.problem.begins)[0])
            left.remove(call)
            found.append(call)
            here = call[0].site
        return tuple(found)

    def best(self, convoy: Convoy, ways: Iterable[Way], manners: Sequence[Manner] = USUAL) -> Run:
        """The day that costs least of those that go one of ``ways`` in one of ``manners``."""
        begins = self._begins(convoy)
        tries = (self.day(convoy, way, manner, at) for way in ways for at in begins for manner in manners)
        return min(tries, key=lambda run: run.cost)

    def _begins(self, convoy: Convoy) -> list[int]:
        """When a convoy may set out: as all do, or when something is over for which somebody has to stay."""
        problem = self.problem
        ends = {up(end) for key in convoy.parties for _start, end in self._engaged[key]}
        return [problem.begins, *sorted(end for end in ends if problem.begins < end < problem.begins + _MORNING)[:2]]

    def day(self, convoy: Convoy, way: Way, manner: Manner, begins: int) -> Run:
        """A convoy's day along ``way``."""
        # The vehicle with most people says where it begins and ends.
        first = max(convoy.buses, key=lambda key: convoy.buses[key], default=None)
        home, goal = (None, None) if first is None else (self._buses[first].home, self._buses[first].goal)
        day = Day(dict.fromkeys(convoy.parties, begins), home, begins, manner)
        eats = manner in {Manner.KEPT, Manner.URGENT} or any(halt.meal for call in way for halt in call)
        for call in way:
            eats = eats or self._pause(day)
            self._arrive(convoy, day, call)
            self._stay(convoy, day, call)
        if goal is not None and day.last is not None and day.here != goal:
            self._leg(convoy, day, goal)
        self._judge(convoy, day)
        self.lift(convoy)
        return Run(day.slots, tuple(day.legs), day.cost, tuple(day.unmet))

    def _pause(self, day: Day) -> bool:
        """Leave time to eat once it is noon, on a visit that has no meal; whether that was done."""
        ready, lunch = max(day.free.values()), self.problem.lunch
        if day.last is None or lunch is None or not lunch[0] <= ready <= lunch[1] - _MEAL:
            return False
        day.free = dict.fromkeys(day.free, ready + _MEAL)
        return True

    def _arrive(self, convoy: Convoy, day: Day, call: Sequence[Halt]) -> None:
        """Bring a convoy to the site of a call, each group to where vehicles stop."""
        site = call[0].site
        if day.here == site:
            return
        if convoy.buses and day.last is None and day.here is not None:
            self._set_out(convoy, day, call)
        elif convoy.buses and day.last is not None:
            self._leg(convoy, day, site)
        else:
            self._walk(day, call)
        day.here = site

    def _walk(self, day: Day, call: Sequence[Halt]) -> None:
        """Groups without vehicles find their way; to the first stop they come in time."""
        for key, free in day.free.items():
            if day.last is None or day.here is None:
                day.free[key] = free - max(halt.walk + halt.security for halt in call) * 60
                continue
            minutes, assumed = self.problem.minutes(day.here, call[0].site, free)
            day.free[key] = free + (day.last.walk + minutes + boarding(self._sizes[key])) * 60
            self._assume(day, call[0].site, minutes, assumed)

    def _set_out(self, convoy: Convoy, day: Day, call: Sequence[Halt]) -> None:
        """The first leg: not earlier than is needed for the first stop, unless it stands so."""
        start, site = day.here or call[0].site, call[0].site
        aboard = boarding(max(convoy.buses.values())) * 60
        leaves = up(day.begins + aboard)
        known = self._known(convoy, day, start, site) if day.manner is Manner.KEPT else None
        if known is None or known.gathers < day.begins:
            minutes, assumed = self.problem.minutes(start, site, leaves)
            day.free = dict.fromkeys(day.free, leaves + minutes * 60)
            first = self._first(convoy, day, call)
            if first is not None:
                leaves = max(leaves, (first - (minutes + call[0].walk) * 60) // RASTER * RASTER)
            again, assumed = self.problem.minutes(start, site, leaves)
            if first is not None and again > minutes:
                leaves = max(up(day.begins + aboard), leaves - up((again - minutes) * 60))
            gathers = (leaves - aboard) // RASTER * RASTER
            known = PlannedLeg(start, site, gathers, leaves, leaves + again * 60, assumed=assumed)
        self._assume(day, site, (known.arrives - known.leaves) // 60, known.assumed)
        day.legs.append(known)
        day.free = dict.fromkeys(day.free, known.arrives)

    def _first(self, convoy: Convoy, day: Day, call: Sequence[Halt]) -> int | None:
        """When the first group can begin at the first stop, without what it takes to get in."""
        starts = [
            start - halt.security * 60
            for key in convoy.parties for halt in call if halt.id in self._parties[key].spans
            if (ready := day.free[key] + (halt.walk + halt.security) * 60)
            and (start := self._when(key, halt, ready, [], day.manner)) is not None
        ]  # fmt: skip
        return min(starts, default=None)

    def _leg(self, convoy: Convoy, day: Day, site: UUID) -> None:
        """Ride on when the last group has come back to the vehicles."""
        here, walk = day.here or site, day.last.walk if day.last is not None else 0
        ready = max(day.free.values()) + walk * 60
        aboard = boarding(max(convoy.buses.values())) * 60
        known = self._known(convoy, day, here, site) if day.manner is Manner.KEPT else None
        if known is None or known.gathers < ready or known.gathers > ready + _PATIENCE:
            gathers = up(ready)
            leaves = up(gathers + aboard)
            minutes, assumed = self.problem.minutes(here, site, leaves)
            known = PlannedLeg(here, site, gathers, leaves, leaves + minutes * 60, assumed=assumed)
        self._assume(day, site, (known.arrives - known.leaves) // 60, known.assumed)
        day.legs.append(known)
        day.free = dict.fromkeys(day.free, known.arrives)

    def _known(self, convoy: Convoy, day: Day, start: UUID, end: UUID) -> PlannedLeg | None:
        """The leg of all these vehicles that stands for this one."""
        done = sum((one.start, one.end) == (start, end) for one in day.legs)
        found = set()
        for key in convoy.buses:
            same = [one for one in self._buses[key].legs if (one.start, one.end) == (start, end)]
            if len(same) <= done:
                return None
            one = same[done]
            found.add((one.gathers, one.leaves, one.arrives))
        aboard = boarding(max(convoy.buses.values())) * 60
        times = found.pop()
        if found or times[1] - times[0] < aboard:
            return None
        return PlannedLeg(start, end, *times)

    def _assume(self, day: Day, site: UUID, minutes: int, assumed: bool) -> None:
        if assumed and day.here is not None:
            day.unmet.append(Unmet(Rule.TRAVEL, (), (day.here, site), minutes))

    def _stay(self, convoy: Convoy, day: Day, call: Sequence[Halt]) -> None:
        """Let the groups go through the stops of a site, always the one that can begin first."""
        day.last = max(call, key=lambda halt: halt.walk)
        done = {key: [self._parties[key].spans[stop] for stop in self._parties[key].pinned] for key in convoy.parties}
        pairs = [(key, halt) for key in convoy.parties for halt in call if halt.id in self._parties[key].spans]
        pinned = [pair for pair in pairs if pair[1].id in self._parties[pair[0]].pinned]
        for key, halt in pinned:
            self._keep(day, key, halt)
        left = {number: pair for number, pair in enumerate(pairs) if pair not in pinned}
        fresh, starts, stale = set(convoy.parties), dict[int, int | None](), set(left)
        while left:
            for number in stale:
                key, halt = left[number]
                ready = day.free[key] + (halt.security + (halt.walk if key in fresh else 0)) * 60
                starts[number] = self._when(key, halt, ready, done[key], day.manner)
            able = [
                (*self._rank(*left[number], at, day.manner), at, number)
                for number in left if (at := starts[number]) is not None
            ]  # fmt: skip
            if not able:
                break
            *_rank, start, chosen = min(able)
            key, halt = left.pop(chosen)
            end = start + self._length(key, halt.id)
            day.slots[key, halt.id] = start
            done[key].append((start, end))
            day.free[key] = max(day.free[key], end)
            fresh.discard(key)
            self._take(key, halt.id, start)
            # Of all others it is known when they can begin.
            stale = {
                number for number, (party, other) in left.items()
                if party == key or other is halt or halt.id in other.rivals
            }  # fmt: skip
        for key, halt in left.values():
            self._leave_out(day, key, halt)

    def _rank(self, key: UUID, halt: Halt, at: int, manner: Manner) -> tuple[int, int, int]:
        """What comes first: whatever can begin first, what closes first, or anything."""
        if manner is Manner.URGENT:
            return (halt.closes or self.problem.latest) - self._length(key, halt.id), at, self._crowd(halt, at)
        late = self._dice.randrange(_LOOSE) * RASTER if manner is Manner.ANY else 0
        return at + late, self._crowd(halt, at), -self._sizes[key]

    def _crowd(self, halt: Halt, moment: int) -> int:
        """How many people are at a stop; groups rather begin at an empty one."""
        return sum(one[2] for one in self.load[halt.id] if one[0] <= moment < one[1])

    def _size(self, party: UUID, halt: Halt) -> int:
        """What a group counts for at a stop: one that is too large for it goes there alone."""
        return self._sizes[party] if halt.limit is None else min(self._sizes[party], halt.limit)

    def _length(self, party: UUID, stop: UUID) -> int:
        first, last = self._parties[party].spans[stop]
        return last - first

    def _keep(self, day: Day, key: UUID, halt: Halt) -> None:
        """A pinned time stays, even where nobody can be there by then."""
        start, end = self._parties[key].spans[halt.id]
        late = day.free[key] + (halt.walk + halt.security) * 60 - start
        day.slots[key, halt.id] = start
        day.free[key] = max(day.free[key], end)
        if late > 0:
            day.unmet.append(Unmet(Rule.PINNED, (key,), (halt.id,), -(-late // 60)))
            day.cost += _PINNED

    def _leave_out(self, day: Day, key: UUID, halt: Halt) -> None:
        day.slots[key, halt.id] = None
        day.cost += LEFT_OUT
        size, length = self._sizes[key], self._length(key, halt.id)
        if halt.limit == 0:
            day.unmet.append(Unmet(Rule.TOO_LARGE, (key,), (halt.id,), size))
        elif halt.opens is not None and halt.closes is not None and halt.closes - halt.opens < length:
            day.unmet.append(Unmet(Rule.NOT_OPEN, (key,), (halt.id,), length // 60))
        else:
            day.unmet.append(Unmet(Rule.NO_ROOM, (key,), (halt.id,), length // 60))

    def _when(self, party: UUID, halt: Halt, ready: int, own: Sequence[Span], manner: Manner) -> int | None:
        """When a group can begin at a stop, ``ready`` at the earliest; None where it can't any more."""
        size, (stands, ends) = self._size(party, halt), self._parties[party].spans[halt.id]
        if halt.limit == 0:
            return None
        length, last = ends - stands, self.problem.latest if halt.closes is None else halt.closes
        opens = ready if halt.opens is None else max(ready, halt.opens)
        stays = manner is Manner.KEPT and opens <= stands <= ready + _PATIENCE and ends <= last
        if stays and self._push(halt, size, stands, ends, own) == stands:
            return stands
        start = up(opens)
        while start + length <= last:
            pushed = self._push(halt, size, start, start + length, own)
            if pushed == start:
                return start
            start = up(pushed)
        return None

    def _push(self, halt: Halt, size: int, start: int, end: int, own: Iterable[Span]) -> int:
        """``start`` where nothing is in the way until ``end``; else when the first of what is in the way is over."""
        for first, last in (*own, *halt.blocked):
            if first < end and last > start:
                return last
        for rival in halt.rivals:
            for first, last, _size, _party in self.load[rival]:
                if first < end and last > start:
                    return last
        if halt.limit is not None:
            here = [one for one in self.load[halt.id] if one[0] < end and one[1] > start]
            for moment in (start, *(one[0] for one in here if one[0] > start)):
                if sum(one[2] for one in here if one[0] <= moment < one[1]) + size > halt.limit:
                    return min(one[1] for one in here)
        return start

    def _judge(self, convoy: Convoy, day: Day) -> None:
        """What the whole day costs: who misses something, goes hungry, works too long, waits, or gets other times."""
        spans = [
            (start, start + self._length(key, stop)) for (key, stop), start in day.slots.items() if start is not None
        ]
        spans += [(leg.gathers, max(leg.arrives, leg.leaves + 60)) for leg in day.legs]
        if not spans:
            return
        first, last = min(start for start, _end in spans), max(end for _start, end in spans)
        for key in convoy.parties:
            missed = sum(a < last and b > first for a, b in self._engaged[key])
            day.cost += _MISSED * missed + _WAIT * (last - first) / 60 + _LATE * (last - self.problem.begins) / 60
            day.cost += _HUNGRY * self._hungry(key, day)
            stands = self._parties[key].spans
            day.cost += _CHANGED * sum(day.slots.get((key, stop)) != span[0] for stop, span in stands.items())
        for key in convoy.buses:
            bus = self._buses[key]
            day.cost += _BUSY * sum(a < last and b > first for a, b in bus.busy)
            day.cost += _LONG_DAY * (bool(bus.hours) and last - first > bus.hours * 3600)

    def _hungry(self, key: UUID, day: Day) -> bool:
        """Whether a group neither eats nor is free for half an hour at lunch time."""
        if self.problem.lunch is None:
            return False
        at, end = self.problem.lunch
        there = [(leg.gathers, max(leg.arrives, leg.leaves + 60), False) for leg in day.legs]
        for (party, stop), start in day.slots.items():
            if party == key and start is not None:
                there.append((start, start + self._length(key, stop), self._halts[stop].meal))
        for first, last, meal in sorted(there):
            if last <= at:
                continue
            if first - at >= _MEAL or (meal and min(last, end) - max(first, at) >= _MEAL):
                return False
            at = max(at, last)
            if at >= end:
                return True
        return end - at < _MEAL
