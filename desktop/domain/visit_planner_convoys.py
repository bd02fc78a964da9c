"""Which people stay together, how groups that are too large are spread, and which groups share which vehicles."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.domain.visit_planner import Bus, Problem
from desktop.domain.visits import Leaders

_SHARE = 5
"""A vehicle is one of a group's where at least every fifth of it rides."""
_ENDLESS = 1_000_000

Riding = tuple[tuple[UUID, ...], tuple[UUID, ...]]
"""Groups, and the vehicles that they share."""


def units(problem: Problem) -> list[tuple[UUID, ...]]:
    """The guests, those who are to stay together as one.

    Never more than fit into the largest vehicle, nor any who are pinned to different groups or vehicles.
    """
    root = {one.id: one.id for one in problem.guests}
    sizes = dict.fromkeys(root, 1)
    groups = {one.id: {one.group} if one.fixed_group else set() for one in problem.guests}
    buses = {one.id: {one.bus} if one.fixed_bus else set() for one in problem.guests}
    most = max((bus.seats for bus in problem.buses), default=0) or len(root)
    for tie in problem.ties:
        if not tie.apart and tie.one in root and tie.other in root:
            first, second = _root(root, tie.one), _root(root, tie.other)
            torn = any(len(pins[first] | pins[second]) > 1 for pins in (groups, buses))
            if first != second and not torn and sizes[first] + sizes[second] <= most:
                root[second] = first
                sizes[first] += sizes[second]
                for pins in (groups, buses):
                    pins[first] |= pins[second]
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for one in problem.guests:
        found[_root(root, one.id)].append(one.id)
    return [tuple(keys) for keys in found.values()]


def _root(root: Mapping[UUID, UUID], key: UUID) -> UUID:
    while root[key] != key:
        key = root[key]
    return key


def _join(root: dict[UUID, UUID], one: UUID, other: UUID) -> None:
    root[_root(root, other)] = _root(root, one)


def spread(problem: Problem, together: Sequence[tuple[UUID, ...]]) -> dict[UUID, UUID]:
    """Everybody's group; of those that are too large for a stop, delegations and units go whole where there is room."""
    guests = {one.id: one for one in problem.guests}
    at = {one.id: one.group for one in problem.guests if one.group is not None}
    limits = {one.id: one.limit for one in problem.halts}
    room = {
        one.id: min((limit for stop in one.spans if (limit := limits[stop])), default=_ENDLESS)
        for one in problem.parties
    }
    for group in at.values():
        room[group] -= 1
    for group in [key for key, left in room.items() if left < 0]:
        parts: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for unit in together:
            movable = all(at.get(key) == group and not guests[key].fixed_group for key in unit)
            if movable:
                parts[guests[unit[0]].delegation or unit[0]] += unit
        for part in sorted(parts.values(), key=len):
            _move(part, group, at, room)
    return at


def _move(part: Sequence[UUID], group: UUID, at: dict[UUID, UUID], room: dict[UUID, int]) -> None:
    """As much of a part as is too much goes where most room is."""
    if room[group] >= 0:
        return
    roomiest = max(room, key=lambda key: room[key])
    fits = room[roomiest] >= len(part)
    for key in part if fits else part[room[group] :]:
        target = roomiest if fits else max(room, key=lambda key: room[key])
        if room[target] <= 0:
            return
        at[key] = target
        room[target] -= 1
        room[group] += 1


@dataclass(slots=True)
class _Class:
    """Groups that ride together, with their vehicles."""

    parties: list[UUID]
    buses: list[Bus]
    people: int
    wheelchairs: int
    leaders: int

    @property
    def free(self) -> int:
        return sum(one.seats for one in self.buses) - self.people

    def join(self, other: "_Class") -> None:
        self.parties += other.parties
        self.buses += other.buses
        self.people += other.people
        self.wheelchairs += other.wheelchairs
        self.leaders += other.leaders


def convoys(problem: Problem, groups: Mapping[UUID, UUID]) -> list[Riding]:
    """Which groups share which vehicles: as it stands, with more vehicles, or elsewhere, where they are too many."""
    classes = _standing(problem, groups)
    taken = {bus.id for one in classes for bus in one.buses}
    spare = [bus for bus in problem.buses if bus.id not in taken and bus.seats > 0]
    for one in sorted((one for one in classes if not one.buses and one.people), key=lambda one: -one.people):
        _give(problem, one, classes, spare)
    for one in classes:
        if one.buses:
            _add_buses(one, spare)
    return [(tuple(one.parties), tuple(bus.id for bus in one.buses)) for one in classes if one.parties]


def _standing(problem: Problem, groups: Mapping[UUID, UUID]) -> list[_Class]:
    """Groups and vehicles that belong together because of who rides, or is to ride, where."""
    root = {key: key for key in (*(one.id for one in problem.parties), *(one.id for one in problem.buses))}
    for group, bus in _votes(problem, groups):
        _join(root, group, bus)
    found: dict[UUID, _Class] = {}
    for party in problem.parties:
        guests = [one for one in problem.guests if groups.get(one.id) == party.id]
        leaders, chairs = sum(one.leader for one in guests), sum(one.wheelchair for one in guests)
        own = _Class([party.id], [], len(guests), chairs, leaders)
        key = _root(root, party.id)
        found[key].join(own) if key in found else found.setdefault(key, own)
    for vehicle in problem.buses:
        if (ridden := found.get(_root(root, vehicle.id))) is not None:
            ridden.buses.append(vehicle)
    return list(found.values())


def _votes(problem: Problem, groups: Mapping[UUID, UUID]) -> Iterator[tuple[UUID, UUID]]:
    """The groups with the vehicles in which somebody of them is fixed, or enough of them ride."""
    seats = {one.id: one.seats for one in problem.buses}
    sizes, votes = Counter(groups.values()), Counter[tuple[UUID, UUID]]()
    for one in problem.guests:
        group = groups.get(one.id)
        if group is not None and one.bus in seats:
            if one.fixed_bus:
                yield group, one.bus
            elif seats[one.bus] > 0:
                votes[group, one.bus] += 1
    yield from (pair for pair, count in votes.items() if count * _SHARE >= sizes[pair[0]])


def _give(problem: Problem, one: _Class, classes: list[_Class], spare: list[Bus]) -> None:
    """Vehicles for groups that have none: a spare one, a part of somebody's, or several."""

    def fits(other: _Class) -> bool:
        return bool(other.buses) and other is not one and other.free >= one.people

    def led(other: _Class) -> bool:
        """Whether leaders would then ride as they should not."""
        both = bool(one.leaders) and bool(other.leaders)
        return both if problem.leaders is Leaders.APART else problem.leaders is Leaders.TOGETHER and not both

    alone = [bus for bus in spare if bus.seats >= one.people and (bus.wheelchairs > 0 or not one.wheelchairs)]
    alone = alone or [bus for bus in spare if bus.seats >= one.people]
    if alone:
        bus = min(alone, key=lambda bus: (bus.wheelchairs > 0 and not one.wheelchairs, bus.seats))
        one.buses.append(bus)
        spare.remove(bus)
        return
    shared = [other for other in classes if fits(other)]
    if shared:
        host = min(shared, key=lambda other: (led(other), -other.free))
        host.join(one)
        one.parties, one.people, one.leaders, one.wheelchairs = [], 0, 0, 0
        return
    _add_buses(one, spare)
    while one.free < 0:
        others = [other for other in classes if other is not one and other.buses and other.free > 0]
        if not others:
            return
        other = max(others, key=lambda other: other.free)
        one.join(other)
        classes.remove(other)


def _add_buses(one: _Class, spare: list[Bus]) -> None:
    while one.free < 0 and spare:
        enough = [bus for bus in spare if bus.seats >= -one.free]
        bus = min(enough, key=lambda bus: bus.seats) if enough else max(spare, key=lambda bus: bus.seats)
        one.buses.append(bus)
        spare.remove(bus)
