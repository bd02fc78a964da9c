"""All conflicts of 1,000 people with 60 entries each in 40 groups, and those after one stop was moved."""

from collections.abc import Sequence
from random import Random
from uuid import UUID

from benchmarks.harness import Budget, Result, alone, measure
from desktop.domain.conflicts import find
from desktop.domain.conflicts_plan import Doing, Entry, LegUse, Plan, RoomUse
from desktop.domain.travel import Travel

ALL, CHANGED = "all conflicts of 1,000 people with 60 entries each", "conflicts after the stop of one group was moved"
_PEOPLE, _GROUPS, _DAYS, _PAIRS, _SITES, _RUNS = 1_000, 40, 4, 15, 6, 30
_HALF_HOUR = 1_800


def main(_sizes: Sequence[int] = (), runs: int = _RUNS, people_count: int = _PEOPLE) -> list[Result]:
    """One of a hundred people is elsewhere once; the floor sorts when all entries begin and end."""
    dice = Random(5)
    groups = [_group(dice, number) for number in range(_GROUPS)]
    people = {UUID(int=n + 1): _person(dice, groups[n % _GROUPS], n) for n in range(people_count)}
    plan = _plan(people, groups)
    before = find(plan)
    moved = tuple(one._replace(start=one.start + 600) if one is groups[0][30] else one for one in groups[0])
    later = {
        key: tuple(sorted(moved[n] if one is groups[0][n] else one for n, one in enumerate(entries)))
        if place % _GROUPS == 0 else entries
        for place, (key, entries) in enumerate(people.items())
    }  # fmt: skip
    changed = _plan(later, [moved, *groups[1:]])
    assert before.conflicts
    assert find(changed, before).conflicts == find(changed).conflicts

    def floor() -> object:
        return sorted((one.start, one.end) for entries in people.values() for one in entries)

    return [
        measure(ALL, people_count, lambda: find(plan), floor, Budget(median_ms=150), runs, warm_up=2),
        measure(CHANGED, people_count, lambda: find(changed, before), floor, Budget(median_ms=10), runs, warm_up=2),
    ]


def _plan(people: dict[UUID, tuple[Entry, ...]], groups: Sequence[Sequence[Entry]]) -> Plan:
    pairs = [(_site(a), _site(b)) for a in range(_SITES) for b in range(a)]
    table = Travel(dict.fromkeys(pairs, ((0, 20), (7, 24), (10, 20), (17, 25))), {_site(n): 3 for n in range(_SITES)})
    rooms = tuple(
        RoomUse(one.ref, UUID(int=10_000 + n), one.start, one.end, 25, 30)
        for n, group in enumerate(groups)
        for one in group
        if one.doing is Doing.VISIT
    )
    legs = tuple(
        LegUse(one.ref, UUID(int=20_000 + n), one.start, one.end, 25, 33)
        for n, group in enumerate(groups)
        for one in group
        if one.doing is Doing.LEG
    )
    noon = tuple((day * 86_400 + 12 * 3_600, day * 86_400 + 14 * 3_600) for day in range(_DAYS))
    return Plan(people, table, {}, noon, rooms, legs)


def _group(dice: Random, number: int) -> tuple[Entry, ...]:
    """Stops and legs in turn, four days long."""
    found: list[Entry] = []
    for day in range(_DAYS):
        start, here = day * 86_400 + 7 * 3_600, dice.randrange(_SITES)
        for turn in range(_PAIRS):
            there = (here + dice.randrange(1, _SITES)) % _SITES if turn % 2 else here
            doing = Doing.LEG if turn % 2 else Doing.VISIT
            ref = UUID(int=100_000 + number * 1_000 + len(found))
            end = start + _HALF_HOUR + (600 if turn % 2 else 0)
            found.append(
                Entry(start, end, len(found), _site(here), _site(there), ref, doing, ref, start // 3_600 % 24, 0, 0, 25,
                      meal=turn == 8)
            )  # fmt: skip
            start, here = end + 300, there
    return tuple(found)


def _person(dice: Random, group: Sequence[Entry], number: int) -> tuple[Entry, ...]:
    """One of a group; of every hundredth an entry is somewhere else."""
    if number % 100:
        return tuple(group)
    own = dice.randrange(len(group))
    other = group[own]._replace(spot=number, come=_site(0), go=_site(0), ref=UUID(int=500_000 + number))
    return tuple(other if place == own else one for place, one in enumerate(group))


def _site(number: int) -> UUID:
    return UUID(int=1_000_000 + number)


if __name__ == "__main__":
    alone(main)
