"""Every conflict of a plan: found all at once, or after a change only where something changed."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from desktop.domain.conflicts_kinds import Act, Conflict, Kind, Severity, Suggestion
from desktop.domain.conflicts_plan import Doing, Entry, Plan
from desktop.domain.conflicts_wishes import wishes
from desktop.domain.travel import Travel, boarding

__all__ = ["Act", "Conflict", "Found", "Kind", "Severity", "Suggestion", "find", "needed"]


@dataclass(frozen=True, slots=True)
class Found:
    """The conflicts of ``plan``, the worst first; ``parts`` are those of each actor, for ``find`` to start from."""

    plan: Plan
    conflicts: tuple[Conflict, ...]
    parts: Mapping[UUID, tuple[Conflict, ...]]

    def of(self, person: UUID) -> tuple[Conflict, ...]:
        """Those that somebody, or a vehicle or delegation, is in."""
        return tuple(one for one in self.conflicts if person in one.who)


_MEAL = 30 * 60
"""For so long one must eat, or be free to."""


def find(plan: Plan, before: Found | None = None) -> Found:
    """All conflicts of ``plan``. With what was found in a plan ``before``, only actors that changed are looked at."""
    look = _Look(plan)
    parts: dict[UUID, tuple[Conflict, ...]] = {}
    known = before.parts if before is not None and _same_rules(before.plan, plan) else {}
    old = before.plan.actors if before is not None else {}
    for actor, entries in plan.actors.items():
        part = known.get(actor)
        was = old.get(actor)
        parts[actor] = part if part is not None and (was is entries or was == entries) else look.actor(actor, entries)
    found = [
        *_together(one for part in parts.values() for one in part),
        *_at_stops(plan),
        *_elsewhere(plan),
        *wishes(plan),
    ]
    found.sort(key=_order)
    return Found(plan, tuple(found), parts)


_WORST = {severity: place for place, severity in enumerate(Severity)}


def _order(one: Conflict) -> tuple[int, int, str, tuple[UUID, ...], tuple[UUID, ...]]:
    return _WORST[one.severity], one.start, one.kind, one.what, one.who


def _same_rules(one: Plan, other: Plan) -> bool:
    return (one.travel, one.hours, one.meals) == (other.travel, other.hours, other.meals)


def needed(before: Entry, after: Entry, travel: Travel) -> tuple[int, int] | None:
    """Minutes of the leg between two entries, and all that it takes; None where nobody knows."""
    if before.go is None or after.come is None:
        return None
    way = travel.leg(before.go, after.come, before.hour)
    if way is None:
        return None
    riding = before.doing is Doing.LEG, after.doing is Doing.LEG
    if before.go == after.come and riding[0] == riding[1]:
        return 0, 0
    walks = before.after + after.before
    return way, way + walks + (0 if any(riding) else boarding(after.size))


class _Look:
    """Looks at one actor after the other."""

    def __init__(self, plan: Plan) -> None:
        self._travel, self._hours, self._meals = plan.travel, plan.hours, plan.meals

    def actor(self, actor: UUID, entries: Sequence[Entry]) -> tuple[Conflict, ...]:
        """The conflicts of one actor by itself."""
        found: list[Conflict] = []
        order = sorted(entries)
        last_end = known_end = 0
        last: Entry | None = None
        for place, entry in enumerate(order):
            start, end, _number, come, go = entry[:5]
            clear = start >= last_end
            if not clear:
                found += self._clashes(actor, order[:place], entry)
            if come is not None and last is not None:
                earlier = last if clear else _before(order[:place], start)
                if earlier is not None and (earlier.go != come or _changes(earlier, entry)):
                    found += self._late(actor, earlier, entry)
            if end > last_end:
                last_end = end
            if go is not None and end >= known_end:
                last, known_end = entry, end
        if actor in self._hours:
            found += self._long_days(actor, order)
        else:
            found += self._hungry(actor, order)
        return tuple(found)

    def _clashes(self, actor: UUID, earlier: Sequence[Entry], entry: Entry) -> Iterator[Conflict]:
        for one in earlier:
            if one.end > entry.start and one.spot != entry.spot:
                yield self._clash(actor, one, entry)

    def _clash(self, actor: UUID, one: Entry, other: Entry) -> Conflict:
        kind = Kind.TWO_PLACES
        if actor in self._hours:
            kind = Kind.VEHICLE_TWICE
        elif Doing.JOURNEY in (one.doing, other.doing):
            kind = Kind.JOURNEY
        elif Doing.HOST in (one.doing, other.doing):
            kind = Kind.HOST_BUSY
        start, end = max(one.start, other.start), min(one.end, other.end)
        severity = Severity.WARNS if one.soft or other.soft else Severity.BLOCKS
        short = -(-(end - start) // 60)
        return Conflict(
            kind, severity, (actor,), (one.ref, other.ref), start, end, short, _way_out(kind, one, other, short)
        )

    def _late(self, actor: UUID, earlier: Entry, entry: Entry) -> Iterator[Conflict]:
        took = needed(earlier, entry, self._travel)
        if took is None:
            return
        gap = entry.start - earlier.end
        way, whole = took
        if gap >= whole * 60:
            return
        short = whole - gap // 60
        kind = Kind.JOURNEY if Doing.JOURNEY in (earlier.doing, entry.doing) else Kind.NO_TIME
        severity = Severity.BLOCKS if gap < way * 60 else Severity.WARNS
        solved = Suggestion(Act.MOVE, entry.ref, short)
        if entry.doing in {Doing.PROGRAMME, Doing.JOURNEY}:
            solved = Suggestion(Act.SHORTEN, earlier.ref, short)
        yield Conflict(kind, severity, (actor,), (earlier.ref, entry.ref), earlier.end, entry.start, short, solved)

    def _long_days(self, vehicle: UUID, order: Sequence[Entry]) -> Iterator[Conflict]:
        """Days on which a driver works too long: rides without eight hours of rest between them are one day."""
        most = self._hours[vehicle] * 3600
        for shift in _shifts(order) if most else ():
            start, end = shift[0].start, max(one.end for one in shift)
            if end - start > most:
                over = -(-(end - start - most) // 60)
                yield Conflict(
                    Kind.DRIVER_HOURS, Severity.WARNS, (vehicle,), (shift[0].ref, shift[-1].ref), start, end, over,
                    Suggestion(Act.SECOND_DRIVER, vehicle),
                )  # fmt: skip

    def _hungry(self, actor: UUID, order: Sequence[Entry]) -> Iterator[Conflict]:
        for start, end in self._meals:
            there = [one for one in order if one.start < end and one.end > start and not one.soft]
            if not there or any(one.meal and _within(one, start, end) >= _MEAL for one in there):
                continue
            at = start
            for one in there:
                if one.start - at >= _MEAL:
                    break
                at = max(at, one.end)
            else:
                if end - at < _MEAL:
                    refs = tuple(dict.fromkeys(one.ref for one in there))
                    yield Conflict(
                        Kind.NO_MEAL, Severity.WARNS, (actor,), refs, start, end, 0, Suggestion(Act.ADD_MEAL, refs[0])
                    )


_REST = 8 * 3600


def _shifts(order: Iterable[Entry]) -> Iterator[list[Entry]]:
    shift: list[Entry] = []
    end = 0
    for one in order:
        if shift and one.start - end >= _REST:
            yield shift
            shift = []
        shift.append(one)
        end = max(end, one.end)
    if shift:
        yield shift


def _within(one: Entry, start: int, end: int) -> int:
    return min(one.end, end) - max(one.start, start)


def _changes(earlier: Entry, entry: Entry) -> bool:
    """Whether one boards or leaves a vehicle between the two."""
    return (earlier.doing is Doing.LEG) != (entry.doing is Doing.LEG)


def _before(earlier: Iterable[Entry], start: int) -> Entry | None:
    """Where one comes from: of the entries at known places that are over by then, the last."""
    over = (one for one in earlier if one.end <= start and one.go is not None)
    return max(over, key=lambda one: (one.end, one[:3]), default=None)


def _way_out(kind: Kind, one: Entry, other: Entry, short: int) -> Suggestion:
    if kind is Kind.VEHICLE_TWICE:
        return Suggestion(Act.MOVE, other.ref, short)
    if kind is Kind.HOST_BUSY:
        return Suggestion(Act.SUBSTITUTE, one.ref if one.doing is Doing.HOST else other.ref)
    given = min((one, other), key=lambda entry: (not entry.soft, _GIVEN[entry.doing]))
    return Suggestion(Act.TAKE_OUT, given.ref)


_GIVEN = {
    doing: place for place, doing in enumerate((Doing.VISIT, Doing.LEG, Doing.HOST, Doing.PROGRAMME, Doing.JOURNEY))
}
"""What one gives up rather."""


def _together(found: Iterable[Conflict]) -> Iterator[Conflict]:
    """Conflicts that several people have alike, each as one."""
    alike: defaultdict[Hashable, list[Conflict]] = defaultdict(list)
    for one in found:
        alike[one.kind, one.severity, one.what, one.start, one.end, one.amount].append(one)
    for same in alike.values():
        yield same[0] if len(same) == 1 else replace(same[0], who=tuple(sorted(who for one in same for who in one.who)))


def _at_stops(plan: Plan) -> Iterator[Conflict]:
    by_stop = attrgetter("stop")
    for stop, group in groupby(sorted(plan.rooms), by_stop):
        uses = list(group)
        for use in uses:
            here = [one for one in uses if one.start <= use.start < one.end]
            load = sum(one.size for one in here)
            if (
                use.limit is not None
                and load > use.limit
                and use is next(one for one in here if one.start == use.start)
            ):
                act = Act.SPLIT_GROUP if len(here) == 1 else Act.MOVE
                yield Conflict(
                    Kind.FULL_STOP, Severity.BLOCKS, tuple(sorted(one.group for one in here)), (stop,), use.start,
                    min(one.end for one in here), load - use.limit, Suggestion(act, use.group, load - use.limit),
                )  # fmt: skip
            early = (use.opens - use.start) if use.opens is not None else 0
            late = (use.end - use.closes) if use.closes is not None else 0
            if early > 0 or late > 0:
                minutes = -(-max(early, late) // 60)
                yield Conflict(
                    Kind.OUTSIDE_HOURS, Severity.BLOCKS, (use.group,), (stop,), use.start, use.end, minutes,
                    Suggestion(Act.MOVE, stop, minutes if early >= late else -minutes),
                )  # fmt: skip
    for wanted in plan.lists:
        if wanted.missing:
            yield Conflict(
                Kind.LIST_INCOMPLETE, Severity.WARNS, tuple(sorted(wanted.missing)), (wanted.stop,), wanted.due or 0,
                wanted.due or 0, len(wanted.missing), Suggestion(Act.FILL_FIELDS, wanted.stop, len(wanted.missing)),
            )  # fmt: skip
        if wanted.wanted and not wanted.sent and wanted.due is not None and plan.now > wanted.due:
            yield Conflict(
                Kind.LIST_LATE, Severity.BLOCKS, (), (wanted.stop,), wanted.due, wanted.due, 0,
                Suggestion(Act.SEND_LIST, wanted.stop),
            )  # fmt: skip


def _elsewhere(plan: Plan) -> Iterator[Conflict]:
    """Full vehicles, people without one, delegations that nobody leads or understands."""
    for use in plan.legs:
        if use.size > use.seats:
            over = use.size - use.seats
            yield Conflict(
                Kind.FULL_VEHICLE, Severity.BLOCKS, (use.vehicle,), (use.leg,), use.start, use.end, over,
                Suggestion(Act.MOVE_PEOPLE, use.vehicle, over),
            )  # fmt: skip
    for one in plan.seatless:
        yield Conflict(
            Kind.LEFT_BEHIND, Severity.BLOCKS, (one.person,), (one.visit,), one.start, one.start, 0,
            Suggestion(Act.GIVE_SEAT, one.room or one.visit),
        )  # fmt: skip
    for care in plan.care:
        who = (care.delegation,)
        if not care.leader:
            yield Conflict(Kind.NO_LEADER, Severity.WARNS, who, (), 0, 0, 0, Suggestion(Act.NAME_LEADER, *who))
        if not care.liaison:
            yield Conflict(Kind.NO_LIAISON, Severity.WARNS, who, (), 0, 0, 0, Suggestion(Act.NAME_LIAISON, *who))
        if care.dumb:
            yield Conflict(
                Kind.NO_INTERPRETER, Severity.WARNS, who, care.dumb, 0, 0, len(care.dumb),
                Suggestion(Act.NAME_INTERPRETER, *who),
            )  # fmt: skip
