"""Who goes with which group and rides with which vehicle: as it stands where that can be, else with least change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from desktop.domain.visit_planner import Convoy, Guest, Problem, Rule, Unmet
from desktop.domain.visit_planner_convoys import convoys, spread, units
from desktop.domain.visits import Leaders

_HARD, _ASTRAY, _WORD = 1_000.0, 5_000.0, 300.0
_GROUP, _BUS, _SPLIT = 8.0, 4.0, 1.0
"""What it costs to put somebody into another group or vehicle, and to divide a delegation."""
_LOOKED = 24
"""Of how many for whom a rule is broken the best move is looked for."""

Place = tuple[UUID | None, UUID | None]
"""A group and a vehicle."""


@dataclass(frozen=True, slots=True)
class Seated:
    """Everybody's group and vehicle, which groups ride together, and what could not be kept."""

    groups: dict[UUID, UUID]
    buses: dict[UUID, UUID | None]
    convoys: tuple[Convoy, ...]
    unmet: tuple[Unmet, ...]


def seat(problem: Problem) -> Seated:
    """Put everybody into a group and a vehicle."""
    table = _Table(problem)
    table.repair()
    table.let_ride()
    return table.result()


@dataclass(slots=True)
class _Load:
    """What is known of a group or a vehicle while people move."""

    room: float
    wheels: int = 0
    people: int = 0
    wheelchairs: int = 0
    leaders: int = 0
    delegations: Counter[UUID] = field(default_factory=Counter)
    needs: Counter[frozenset[str]] = field(default_factory=Counter)
    speaks: Counter[str] = field(default_factory=Counter)

    def change(self, guest: Guest, by: int) -> None:
        self.people += by
        self.wheelchairs += by * guest.wheelchair
        self.leaders += by * guest.leader
        if guest.delegation is not None:
            self.delegations[guest.delegation] += by
        if guest.needs:
            self.needs[guest.needs] += by
        for word in guest.speaks:
            self.speaks[word] += by


class _Table:
    """People at their places, moved one unit after the other. A unit are those who stay together."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._guests = {one.id: one for one in problem.guests}
        self._units = units(problem)
        self._mates = {key: unit for unit in self._units for key in unit}
        self._apart = [tie for tie in problem.ties if tie.apart]
        self._own = defaultdict(list)
        for tie in self._apart:
            self._own[tie.one].append(tie.other)
            self._own[tie.other].append(tie.one)
        start = spread(problem, self._units)
        self._riding = convoys(problem, start)
        self._ways: dict[UUID, tuple[UUID, ...]] = {}
        for party_ids, bus_ids in self._riding:
            for party in party_ids:
                self._ways[party] = bus_ids
        limits = {one.id: one.limit for one in problem.halts}
        self._groups = {
            one.id: _Load(min((limit for stop in one.spans if (limit := limits[stop])), default=float("inf")))
            for one in problem.parties
        }
        self._silent = {one.id: _silent(problem, one.spans) for one in problem.parties}
        self._buses = {one.id: _Load(one.seats, one.wheelchairs) for one in problem.buses}
        self.at: dict[UUID, Place] = {}
        for one in sorted(problem.guests, key=lambda one: one.bus is None):
            group = start.get(one.id)
            self._put(one, (group, self._first(one, group)))

    def _first(self, guest: Guest, group: UUID | None) -> UUID | None:
        """The vehicle to begin with: as it stands where its group rides with that, else the emptiest one."""
        if group is None or guest.fixed_bus:
            return guest.bus
        ways = self._ways.get(group, ())
        return guest.bus if guest.bus in ways else self._emptiest(ways)

    def _emptiest(self, ways: Iterable[UUID], *, wheelchair: bool = False) -> UUID | None:
        """The vehicle of these with most seats left, and a place for a ``wheelchair``; None where all are full."""
        free = [
            key for key in ways
            if self._buses[key].people < self._buses[key].room
            and not (wheelchair and self._buses[key].wheelchairs >= self._buses[key].wheels)
        ]  # fmt: skip
        return max(free, key=lambda key: self._buses[key].room - self._buses[key].people, default=None)

    def repair(self) -> None:
        """Move units as long as that makes anything better; where no move does, let two change places."""
        for _turn in range(3 * len(self._units) + 10):
            wrong = self._sample(unit for unit in self._units if not self._settled(unit) and self._wrong(unit))
            for tries in (self._moves, self._swaps):
                best = min((one for unit in wrong for one in tries(unit)), key=lambda one: one[0], default=None)
                if best is not None and best[0] < -_WORD / 2:
                    break
            else:
                return
            for unit, place in best[1]:
                self._place(unit, place)

    def let_ride(self) -> None:
        """Give a seat to whoever has none while there is one, also away from those they belong with."""
        for key in [key for key in self.at if not self._settled((key,))]:
            bus = self.at[key][1]
            if bus is not None and self._buses[bus].people <= self._buses[bus].room:
                continue
            for place in self._places((key,)):
                group, other = place
                if group is None or other is None or self._guests[key].wheelchair:
                    continue
                load, aboard = self._groups[group], self._buses[other]
                joins = load.people < load.room or group == self.at[key][0]
                if joins and aboard.people < aboard.room and not any(self._shares(key, place)):
                    self._place((key,), place)
                    break

    def _shares(self, key: UUID, place: Place) -> Iterator[bool]:
        """For each whom somebody must not meet, whether they would there."""
        for other in self._own[key]:
            yield place[0] == self.at[other][0] or place[1] == self.at[other][1]

    def _sample(self, wrong: Iterable[tuple[UUID, ...]]) -> list[tuple[UUID, ...]]:
        """Some of each group and vehicle, the last first: of many alike one is as good as another."""
        by_place: defaultdict[Place, list[tuple[UUID, ...]]] = defaultdict(list)
        for unit in wrong:
            by_place[self.at[unit[0]]].append(unit)
        share = max(2, _LOOKED // max(1, len(by_place)))
        return [unit for units_ in by_place.values() for unit in units_[-share:]]

    def _settled(self, unit: Sequence[UUID]) -> bool:
        return all((guest := self._guests[key]).fixed_group and guest.fixed_bus for key in unit)

    def _wrong(self, unit: Sequence[UUID]) -> bool:
        """Whether a rule is broken where a unit is."""
        for key in unit:
            group, bus = self.at[key]
            if group is None:
                continue
            guest, load = self._guests[key], self._groups[group]
            aboard = self._buses.get(bus) if bus is not None else None
            if (
                load.people > load.room or (self._buses and aboard is None)
                or (aboard is not None and aboard.people > aboard.room)
                or (aboard is not None and guest.wheelchair and aboard.wheelchairs > aboard.wheels)
                or (bus is not None and bus not in self._ways.get(group, ()))
                or any(self._meet(key, other) for other in self._own[key])
                or len({self.at[other] for other in unit}) > 1
                or (guest.leader and self._leaders() > 0)
                or (guest.speaks and self._unheard())
            ):  # fmt: skip
                return True
        return False

    def _unheard(self) -> bool:
        return any(self._dumb(key) for key in self._groups)

    def _dumb(self, group: UUID) -> int:
        """How many people of a group understand nobody at some stop."""
        load, silent = self._groups[group], self._silent[group]
        if not silent:
            return 0
        return sum(
            count for needs, count in load.needs.items()
            if count > 0 and any(not needs & spoken for spoken in silent)
            and not any(load.speaks[word] > 0 for word in needs)
        )  # fmt: skip

    def _moves(self, unit: Sequence[UUID]) -> Iterator[tuple[float, tuple[tuple[Sequence[UUID], Place], ...]]]:
        for place in self._places(unit):
            yield self._price([(unit, place)]), ((unit, place),)

    def _swaps(self, unit: Sequence[UUID]) -> Iterator[tuple[float, tuple[tuple[Sequence[UUID], Place], ...]]]:
        mine = self.at[unit[0]]
        allowed = set(self._places(unit))
        for other in self._units:
            theirs = self.at[other[0]]
            if other is unit or theirs == mine or theirs not in allowed or mine not in self._places(other):
                continue
            both = ((unit, theirs), (other, mine))
            yield self._price(both), both

    def _places(self, unit: Sequence[UUID]) -> Iterator[Place]:
        """Where a unit may be: in the group and vehicle to which anybody of it is fixed."""
        guests = [self._guests[key] for key in unit]
        if any(one.group is None for one in guests):
            return
        groups = {one.group for one in guests if one.fixed_group} or set(self._groups)
        buses = {one.bus for one in guests if one.fixed_bus}
        for group in self._groups:
            if group in groups:
                ways = self._ways.get(group, ())
                for bus in ways or ((None,) if not self._buses else ()):
                    if not buses or bus in buses:
                        yield group, bus

    def _price(self, moves: Iterable[tuple[Sequence[UUID], Place]]) -> float:
        """By how much it would get worse; below 0 is better."""
        moves = list(moves)
        back = [((key,), self.at[key]) for unit, _place in moves for key in unit]
        keys = [key for (key,), _place in back]
        spots = {place for _unit, place in moves} | {place for _unit, place in back}
        before = self._cost(keys, spots)
        for unit, place in moves:
            self._place(unit, place)
        after = self._cost(keys, spots)
        for unit, place in back:
            self._place(unit, place)
        return after - before

    def _cost(self, keys: Sequence[UUID], spots: Iterable[Place]) -> float:
        cost = 0.0
        spots = list(spots)
        for party in {group for group, _bus in spots if group is not None}:
            load = self._groups[party]
            cost += _HARD * max(0, load.people - load.room) + _WORD * self._dumb(party)
            cost += _SPLIT * sum(count > 0 for count in load.delegations.values())
        for bus in {bus for _group, bus in spots if bus is not None}:
            load = self._buses[bus]
            cost += _HARD * (max(0, load.people - load.room) + max(0, load.wheelchairs - load.wheels))
        for key in keys:
            guest, (group, seat_) = self._guests[key], self.at[key]
            cost += _GROUP * (group != guest.group) + _BUS * (guest.bus is not None and seat_ != guest.bus)
            cost += _ASTRAY * (bool(self._buses) and group is not None and seat_ not in self._ways.get(group, ()))
            cost += _HARD * sum(self._meet(key, other) for other in self._own[key])
            cost += _HARD * (len({self.at[mate] for mate in self._mates[key]}) > 1)
        return cost + _HARD * self._leaders()

    def _meet(self, one: UUID, other: UUID) -> bool:
        """Whether two who stay apart share a group or a vehicle."""
        if one not in self.at or other not in self.at:
            return False
        (group, bus), (group_, bus_) = self.at[one], self.at[other]
        return (group is not None and group == group_) or (bus is not None and bus == bus_)

    def _leaders(self) -> int:
        counts = [load.leaders for load in self._buses.values() if load.leaders]
        if self._problem.leaders is Leaders.APART:
            return sum(count - 1 for count in counts)
        return max(0, len(counts) - 1) if self._problem.leaders is Leaders.TOGETHER else 0

    def _place(self, unit: Sequence[UUID], place: Place) -> None:
        for key in unit:
            guest = self._guests[key]
            group, bus = self.at.pop(key)
            if group is not None:
                self._groups[group].change(guest, -1)
            if bus is not None:
                self._buses[bus].change(guest, -1)
            self._put(guest, place)

    def _put(self, guest: Guest, place: Place) -> None:
        group, bus = place
        self.at[guest.id] = place
        if group is not None:
            self._groups[group].change(guest, 1)
        if bus is not None:
            self._buses[bus].change(guest, 1)

    def result(self) -> Seated:
        """What came out, with those for whom there is no seat left without."""
        unmet = list(self._broken())
        groups = {key: group for key, (group, _bus) in self.at.items() if group is not None}
        buses = {key: bus for key, (_group, bus) in self.at.items()}
        found = [
            Convoy(tuple(filled), {bus: self._buses[bus].people for bus in ways if self._buses[bus].people > 0})
            for parties, ways in self._riding
            if (filled := [one for one in parties if self._groups[one].people])
        ]
        return Seated(groups, buses, tuple(found), tuple(unmet))

    def _broken(self) -> Iterator[Unmet]:
        yield from self._unseated()
        for party in self._problem.parties:
            people = self._groups[party.id].people
            for halt in self._problem.halts:
                if halt.id in party.spans and halt.limit and people > halt.limit:
                    yield Unmet(Rule.TOO_LARGE, (party.id,), (halt.id,), people - halt.limit)
            if dumb := self._dumb(party.id):
                yield Unmet(Rule.INTERPRETER, (party.id,), (), dumb)
        for tie in self._problem.ties:
            if tie.one in self.at and tie.other in self.at:
                if tie.apart and self._meet(tie.one, tie.other):
                    yield Unmet(Rule.APART, (tie.one, tie.other))
                if not tie.apart and self.at[tie.one] != self.at[tie.other]:
                    yield Unmet(Rule.TOGETHER, (tie.one, tie.other))
        if over := self._leaders():
            rule = Rule.LEADERS_APART if self._problem.leaders is Leaders.APART else Rule.LEADERS_TOGETHER
            who = tuple(one.id for one in self._problem.guests if one.leader and self.at[one.id][1] is not None)
            yield Unmet(rule, who, (), over)

    def _unseated(self) -> Iterator[Unmet]:
        """Takes those off a vehicle that is still too full who are not fixed there, the last first.

        They ride with another of their group, though not with those with whom they were to stay, if that has a seat.
        """
        for key, load in self._buses.items():
            aboard = [one for one in self._problem.guests if self.at[one.id][1] == key]
            aboard.reverse()
            for one in sorted(aboard, key=lambda one: one.leader):
                group = self.at[one.id][0]
                if load.people > load.room and group is not None and not one.fixed_bus:
                    other = self._emptiest(self._ways.get(group, ()), wheelchair=one.wheelchair)
                    self._place((one.id,), (group, other))
            if load.wheelchairs > load.wheels:
                who = tuple(one.id for one in aboard if one.wheelchair and self.at[one.id][1] == key)
                yield Unmet(Rule.WHEELCHAIR, who, (key,), load.wheelchairs - load.wheels)
        for party in self._problem.parties if self._buses else ():
            standing = tuple(one.id for one in self._problem.guests if self.at[one.id] == (party.id, None))
            if standing:
                yield Unmet(Rule.NO_SEAT, standing, (party.id,), len(standing))


def _silent(problem: Problem, stops: Iterable[UUID]) -> list[frozenset[str]]:
    """What is spoken at those of ``stops`` that say it."""
    chosen = set(stops)
    return [one.languages for one in problem.halts if one.id in chosen and one.languages]
