"""A whole plan of a visit: a first one at once, then a better one as long as there is time."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from time import monotonic
from uuid import UUID

from desktop.domain.visit_planner import Convoy, Planned, PlannedLeg, Problem
from desktop.domain.visit_planner_days import USUAL, Manner, Run, Way
from desktop.domain.visit_planner_people import Seated, seat
from desktop.domain.visit_planner_times import ALL_WAYS, LEFT_OUT, Clockwork

_STEPS = 10
"""Reports a second."""
_STALE = 4.0
"""Seconds without anything better after which none is looked for any more."""
_SPARE = 0.05
"""Seconds that are kept for what is under way when the time is over."""
_EVEN = 1e-6
_MANNERS = ((Manner.KEPT, Manner.EARLY), (Manner.KEPT, Manner.URGENT), (Manner.KEPT, Manner.ANY), (Manner.ANY,))
"""In which ways days are made anew; what is best for one alone may leave no room for another."""

Step = Callable[[int, int], object]
"""Told how much of how much time is over; raises to stop."""


def plan(problem: Problem, seconds: float = 0, step: Step = lambda _done, _total: None) -> Planned:
    """The best plan that is found within so many seconds; with none, the first one."""
    start = monotonic()
    search = _Search(problem, seat(problem))
    search.begin()
    search.improve(start, seconds - _SPARE, step)
    return search.result()


class _Search:
    """The days of all convoys, taken apart and put together again."""

    def __init__(self, problem: Problem, seated: Seated) -> None:
        self._problem, self._seated = problem, seated
        self._dice = Random(14)  # noqa: S311  nothing secret
        self._times = Clockwork(problem, seated, self._dice)
        self._convoys = sorted(seated.convoys, key=lambda one: -self._weight(one))
        self._standing = [self._times.standing(one) for one in self._convoys]
        self._ways: list[list[Way]] = [[] for _one in self._convoys]
        self._runs: list[Run] = []
        self._rounds = 0
        self._best = False

    def _weight(self, convoy: Convoy) -> int:
        mine = set(convoy.parties)
        return sum(len(one.spans) for one in self._problem.parties if one.id in mine)

    def begin(self) -> None:
        """A first plan: each convoy begins its turn of the places where that is best, or one place after the other."""
        alike = {frozenset(halt.id for call in way for halt in call) for way in self._standing}
        starts = (self._greedy, self._rotating) if len(alike) == 1 else (self._greedy,)
        tries = []
        for start in starts:
            runs = start()
            tries.append((sum(run.cost for run in runs), runs))
            for convoy in self._convoys:
                self._times.lift(convoy)
        self._runs = min(tries, key=lambda one: one[0])[1]
        for run in self._runs:
            self._times.put(run)

    def _greedy(self) -> list[Run]:
        return [self._added(convoy, _turns(way)) for convoy, way in zip(self._convoys, self._standing, strict=True)]

    def _rotating(self) -> list[Run]:
        """All go the same round, each from another place of it."""
        round_ = self._standing[0]
        return [
            self._added(convoy, _turns(round_)[place % len(round_) :][:1]) for place, convoy in enumerate(self._convoys)
        ]

    def _added(self, convoy: Convoy, ways: Sequence[Way], manners: Sequence[Manner] = USUAL) -> Run:
        run = self._times.best(convoy, ways, manners)
        self._times.put(run)
        return run

    def improve(self, start: float, seconds: float, step: Step) -> None:
        """Put a few days together anew, and keep what is better, until none can be or the time is over."""
        better = monotonic()
        total = round(seconds * _STEPS)
        if not self._convoys or total < 1:
            return
        bound = self._bound(lambda: step(min(int((monotonic() - start) * _STEPS), total), total))
        while (now := monotonic()) - start < seconds and (now - better < _STALE or self._cost() >= LEFT_OUT):
            step(min(int((now - start) * _STEPS), total), total)
            if self._cost() <= bound + _EVEN:
                self._best = all(len(way) <= ALL_WAYS for way in self._standing)
                break
            self._rounds += 1
            if self._again():
                better = monotonic()
        step(total, total)

    def _bound(self, still: Callable[[], object]) -> float:
        """What it costs at least: each convoy alone in the world."""
        for convoy in self._convoys:
            self._times.lift(convoy)
        self._ways = [self._times.ways(way) for way in self._standing]
        alone = []
        for convoy, ways in zip(self._convoys, self._ways, strict=True):
            still()
            alone.append(self._times.best(convoy, ways).cost)
        for run in self._runs:
            self._times.put(run)
        return sum(alone)

    def _cost(self) -> float:
        return sum(run.cost for run in self._runs)

    def _again(self) -> bool:
        """Takes some days away and puts them back in another order; whether that is better."""
        chosen = self._victims()
        old = {place: self._runs[place] for place in chosen}
        for place in chosen:
            self._times.lift(self._convoys[place])
        manners = self._dice.choice(_MANNERS)
        fresh = {place: self._added(self._convoys[place], self._some(place), manners) for place in chosen}
        was, now = (sum(run.cost for run in runs.values()) for runs in (old, fresh))
        if now > was + _EVEN:
            for place in chosen:
                self._times.lift(self._convoys[place])
            for run in old.values():
                self._times.put(run)
            return False
        for place, run in fresh.items():
            self._runs[place] = run
        return now < was - _EVEN

    def _victims(self) -> list[int]:
        """One that costs much, with a few others, in any order."""
        places = range(len(self._convoys))
        costs = [run.cost + 1 for run in self._runs]
        chosen = {self._dice.choices(places, costs)[0], *self._dice.sample(places, min(len(places), 2))}
        order = list(chosen)
        self._dice.shuffle(order)
        return order

    def _some(self, place: int) -> Sequence[Way]:
        """Some of the orders for a convoy, and one that is new."""
        ways = self._ways[place]
        if len(ways) <= 6:
            return ways
        found = self._dice.sample(ways, 6)
        if len(found[0]) > ALL_WAYS:
            one = list(found[0])
            first, second = self._dice.sample(range(len(one)), 2)
            one[first], one[second] = one[second], one[first]
            found.append(tuple(one))
        return found

    def result(self) -> Planned:
        """What came out."""
        slots: dict[tuple[UUID, UUID], int | None] = {}
        legs: dict[UUID, tuple[PlannedLeg, ...]] = {}
        unmet = list(self._seated.unmet)
        for convoy, run in zip(self._convoys, self._runs, strict=True):
            slots |= run.slots
            legs |= dict.fromkeys(convoy.buses, run.legs)
            unmet += [one for one in run.unmet if one not in unmet]
        seats: Mapping[UUID, UUID | None] = self._seated.buses
        return Planned(self._seated.groups, seats, slots, legs, tuple(unmet), self._cost(), self._rounds, self._best)


def _turns(way: Way) -> list[Way]:
    """A round of places, begun at each of them."""
    return [way[turn:] + way[:turn] for turn in range(len(way))] or [way]
