"""Conflicts: each kind once by hand, and on random plans just those that a slow and plain finder finds."""

from itertools import combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.conflicts import Act, Conflict, Kind, Severity, find
from desktop.domain.conflicts_plan import (
    Care,
    Chairs,
    Doing,
    Entry,
    Heads,
    LegUse,
    Pair,
    Plan,
    RoomUse,
    Seatless,
    SiteList,
)
from desktop.domain.travel import Travel, boarding

A, B, C = (UUID(int=number) for number in (1, 2, 3))
ANN, BEN, BUS = (UUID(int=number) for number in (11, 12, 13))
TRAVEL = Travel({(A, B): ((0, 30), (17, 50))}, {A: 4, B: 6})


def entry(number: int, start: int, end: int, site: UUID | None = A, doing: Doing = Doing.VISIT, **more) -> Entry:
    """From and until in minutes."""
    said = {"spot": number, "ref": UUID(int=100 + number), "come": site, "go": site, **more}
    return Entry(start * 60, end * 60, number, doing=doing, **said)


def kinds(plan: Plan) -> list[tuple[Kind, Severity, int]]:
    return [(one.kind, one.severity, one.amount) for one in find(plan).conflicts]


def person(*entries: Entry, **more) -> Plan:
    return Plan({ANN: entries}, TRAVEL, **more)


def test_equal_boundaries_are_no_conflict_unless_travel_makes_them_one() -> None:
    assert kinds(person(entry(1, 0, 60), entry(2, 60, 90))) == []
    assert kinds(person(entry(1, 0, 60), entry(2, 60, 90, B))) == [(Kind.NO_TIME, Severity.BLOCKS, 30)]
    assert kinds(person(entry(1, 0, 60, before=4, after=4), entry(2, 95, 99, B, before=6, size=25))) == [
        (Kind.NO_TIME, Severity.WARNS, 8)
    ]
    assert kinds(person(entry(1, 0, 60), entry(2, 95, 99, B, hour=9))) == []
    assert kinds(person(entry(1, 0, 60, hour=18), entry(2, 95, 99, B))) == [(Kind.NO_TIME, Severity.BLOCKS, 15)]
    assert kinds(person(entry(1, 0, 60), entry(2, 60, 90, C))) == []
    leg = entry(2, 60, 90, doing=Doing.LEG, go=B)
    assert kinds(person(entry(1, 0, 60, after=4), leg, entry(3, 90, 99, B, before=6))) == [
        (Kind.NO_TIME, Severity.WARNS, 4), (Kind.NO_TIME, Severity.WARNS, 6),
    ]  # fmt: skip


def test_a_clash_says_what_it_is_and_what_to_give_up() -> None:
    tour = entry(1, 0, 60)
    for other, kind, act in (
        (entry(2, 30, 90, doing=Doing.PROGRAMME), Kind.TWO_PLACES, Suggested(Act.TAKE_OUT, 1)),
        (entry(2, 30, 90, doing=Doing.HOST), Kind.HOST_BUSY, Suggested(Act.SUBSTITUTE, 2)),
        (entry(2, 30, 90, doing=Doing.JOURNEY), Kind.JOURNEY, Suggested(Act.TAKE_OUT, 1)),
    ):
        (found,) = find(person(tour, other)).conflicts
        assert (found.kind, found.severity, found.amount, found.who) == (kind, Severity.BLOCKS, 30, (ANN,))
        assert (found.suggestion.act, found.suggestion.ref) == act
    assert kinds(person(tour, entry(2, 30, 90, spot=1))) == []
    assert kinds(person(tour, entry(2, 30, 90, soft=True))) == [(Kind.TWO_PLACES, Severity.WARNS, 30)]
    leg = entry(2, 30, 90, doing=Doing.LEG)
    vehicle = Plan({BUS: (entry(1, 0, 60, doing=Doing.LEG), leg)}, TRAVEL, hours={BUS: 1})
    assert kinds(vehicle) == [(Kind.VEHICLE_TWICE, Severity.BLOCKS, 30), (Kind.DRIVER_HOURS, Severity.WARNS, 30)]


def Suggested(act: Act, number: int) -> tuple[Act, UUID]:  # noqa: N802
    return act, UUID(int=100 + number)


def test_people_who_have_a_conflict_alike_have_it_together_and_it_changes_its_key_when_it_changes() -> None:
    both = (entry(1, 0, 60), entry(2, 30, 90))
    (found,) = find(Plan({ANN: both, BEN: both})).conflicts
    assert found.who == (ANN, BEN)
    (worse,) = find(Plan({ANN: (both[0], entry(2, 20, 90))})).conflicts
    assert (worse.amount, worse.key != found.key, found.key == find(Plan({BEN: both, ANN: both})).conflicts[0].key) == (
        40, True, True,
    )  # fmt: skip


def test_stops_vehicles_lists_delegations_and_meals_are_looked_at() -> None:
    room = RoomUse(A, ANN, 0, 3600, 20, 30, -60, 3000)
    rooms = (room, room._replace(group=BEN, start=1800, end=5000, size=11, closes=None))
    assert kinds(Plan({}, rooms=rooms)) == [
        (Kind.OUTSIDE_HOURS, Severity.BLOCKS, 10),
        (Kind.FULL_STOP, Severity.BLOCKS, 1),
    ]
    assert kinds(Plan({}, rooms=(room._replace(closes=None, size=31),))) == [(Kind.FULL_STOP, Severity.BLOCKS, 1)]
    assert kinds(Plan({}, legs=(LegUse(A, BUS, 0, 60, 1, 0), LegUse(B, BUS, 60, 90, 2, 2)))) == [
        (Kind.FULL_VEHICLE, Severity.BLOCKS, 1)
    ]
    lists = (SiteList(A, (BEN, ANN), 50, sent=False), SiteList(B, (), 50, sent=True), SiteList(C, (), None, sent=False))
    assert kinds(Plan({}, lists=lists, now=60)) == [
        (Kind.LIST_LATE, Severity.BLOCKS, 0), (Kind.LIST_INCOMPLETE, Severity.WARNS, 2),
    ]  # fmt: skip
    assert len(kinds(Plan({}, lists=lists, now=50))) == 1
    care = (Care(A, leader=False, liaison=False, dumb=(B, C)), Care(B, leader=True, liaison=True))
    assert {kind for kind, _severity, _amount in kinds(Plan({}, care=care))} == {
        Kind.NO_LEADER, Kind.NO_LIAISON, Kind.NO_INTERPRETER,
    }  # fmt: skip
    seatless = (Seatless(ANN, A, 0, BUS),)
    assert find(Plan({}, seatless=seatless)).conflicts[0].suggestion.ref == BUS
    noon = ((0, 7200),)
    assert kinds(person(entry(1, 0, 60), entry(2, 60, 100), meals=noon)) == [(Kind.NO_MEAL, Severity.WARNS, 0)]
    assert kinds(person(entry(1, 0, 60), entry(2, 60, 90), meals=noon)) == []
    assert kinds(person(entry(1, 0, 60), entry(2, 60, 130, meal=True), meals=noon)) == []


sites = st.sampled_from([A, B, C, None])


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for number in range(draw(st.integers(0, 7))):
        start = draw(st.integers(0, 40)) * 300
        doing = draw(st.sampled_from(Doing))
        site = draw(sites)
        go = draw(sites) if doing is Doing.LEG else site
        found.append(
            Entry(
                start, start + draw(st.integers(1, 12)) * 300, number, site, go, draw(st.integers(0, 4)), doing,
                UUID(int=100 + number), draw(st.integers(0, 23)), draw(st.integers(0, 5)), draw(st.integers(0, 5)),
                draw(st.integers(1, 60)), draw(st.booleans()), draw(st.booleans()),
            )
        )  # fmt: skip
    return found


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    actors = {key: tuple(draw(entries())) for key in (ANN, BEN, BUS)}
    minutes = draw(st.dictionaries(st.tuples(st.sampled_from([A, B]), st.sampled_from([B, C])), st.integers(1, 90)))
    table = Travel({pair: ((0, n), (12, n + 7)) for pair, n in minutes.items()}, {A: 3})
    uses = st.builds(
        RoomUse, st.sampled_from([A, B]), st.sampled_from([ANN, BEN, C]), st.integers(0, 9), st.integers(10, 20),
        st.integers(1, 9), st.just(12), st.sampled_from([None, 3]), st.sampled_from([None, 15]),
    )  # fmt: skip
    rooms = draw(st.lists(uses, max_size=5, unique_by=lambda use: (use.stop, use.group)))
    legs = st.sampled_from([A, B])
    aboard = st.builds(LegUse, legs, st.just(BUS), st.just(0), st.just(1), st.integers(0, 3), st.integers(0, 3))
    used = draw(st.lists(aboard, max_size=3, unique_by=lambda aboard: aboard.leg))
    meals = draw(st.sampled_from([(), ((0, 7200),), ((3600, 9000), (0, 3000))]))
    people = st.sampled_from([ANN, BEN, C])
    wheels = st.builds(
        Chairs, st.just(A), st.just(BUS), st.integers(0, 9), st.lists(people, unique=True).map(tuple), st.integers(0, 2)
    )
    shared = st.lists(st.sampled_from([A, B, BUS]), max_size=2, unique=True).map(tuple)
    pair = st.builds(Pair, st.just(C), st.just(ANN), st.just(BEN), st.booleans(), shared, shared)
    led = st.dictionaries(people, st.sampled_from([A, B])).map(lambda riding: tuple(riding.items()))
    heads = st.lists(st.builds(Heads, st.just(C), st.booleans(), led), max_size=1)
    return Plan(
        actors, table, {BUS: draw(st.integers(0, 3))}, meals, tuple(rooms), tuple(used),
        chairs=tuple(draw(st.lists(wheels, max_size=1))), pairs=tuple(draw(st.lists(pair, max_size=1))),
        heads=tuple(draw(heads)),
    )  # fmt: skip


Plain = tuple[Kind, Severity, UUID | None, tuple[UUID, ...], int, int, int]


def plainly(plan: Plan) -> set[Plain]:
    """Every pair and every minute, one after the other."""
    found: set[Plain] = set()
    for actor, does in plan.actors.items():
        found |= {clash for one, other in combinations(sorted(does), 2) if (clash := clashing(plan, actor, one, other))}
        for one in does:
            came = [each for each in does if each.end <= one.start and each.go is not None]
            if one.come is not None and came:
                found |= late(plan, actor, max(came, key=lambda each: (each.end, each.start, each.number)), one)
        if actor in plan.hours:
            found |= long_days(plan, actor, sorted(does))
        else:
            found |= {(Kind.NO_MEAL, Severity.WARNS, actor, refs, *span, 0) for refs, span in hungry(plan, does)}
    for leg in plan.legs:
        if leg.size > leg.seats:
            found.add((Kind.FULL_VEHICLE, Severity.BLOCKS, leg.vehicle, (leg.leg,), 0, 1, leg.size - leg.seats))
    return found | crowded(plan) | unkept(plan)


def unkept(plan: Plan) -> set[Plain]:
    found: set[Plain] = set()
    for one in plan.chairs:
        short = len(one.people) - one.places
        if short > 0:
            said = (one.vehicle,), one.start, one.start, short
            found |= {(Kind.NO_WHEELCHAIR, Severity.BLOCKS, who, *said) for who in one.people}
    for pair in plan.pairs:
        kind, what = (Kind.NOT_APART, pair.shared) if pair.apart else (Kind.NOT_TOGETHER, pair.unshared)
        if what:
            found |= {(kind, Severity.WARNS, who, what, 0, 0, 0) for who in (pair.one, pair.other)}
    for heads in plan.heads:
        used = {vehicle for _leader, vehicle in heads.riding}
        for leader, vehicle in heads.riding:
            mates = sum(other == vehicle for _other, other in heads.riding) - 1
            if heads.apart and mates:
                found.add((Kind.LEADERS_TOGETHER, Severity.WARNS, leader, (vehicle,), 0, 0, mates))
            if not heads.apart and len(used) > 1:
                found.add((Kind.LEADERS_APART, Severity.WARNS, leader, tuple(sorted(used)), 0, 0, len(used) - 1))
    return found


def crowded(plan: Plan) -> set[Plain]:
    found: set[Plain] = set()
    for use in plan.rooms:
        here = [one for one in plan.rooms if one.stop == use.stop and one.start <= use.start < one.end]
        load = sum(one.size for one in here)
        if use.limit is not None and load > use.limit:
            until = min(one.end for one in here)
            for one in here:
                found.add((Kind.FULL_STOP, Severity.BLOCKS, one.group, (use.stop,), use.start, until, load - use.limit))
        off = max(0 if use.opens is None else use.opens - use.start, 0 if use.closes is None else use.end - use.closes)
        if off > 0:
            found.add((Kind.OUTSIDE_HOURS, Severity.BLOCKS, use.group, (use.stop,), use.start, use.end, -(-off // 60)))
    return found


def clashing(plan: Plan, actor: UUID, one: Entry, other: Entry) -> Plain | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    if start >= end or one.spot == other.spot:
        return None
    kind = (
        Kind.VEHICLE_TWICE if actor in plan.hours
        else Kind.JOURNEY if Doing.JOURNEY in (one.doing, other.doing)
        else Kind.HOST_BUSY if Doing.HOST in (one.doing, other.doing)
        else Kind.TWO_PLACES
    )  # fmt: skip
    severity = Severity.WARNS if one.soft or other.soft else Severity.BLOCKS
    return kind, severity, actor, (one.ref, other.ref), start, end, (end - start) // 60


def late(plan: Plan, actor: UUID, one: Entry, other: Entry) -> set[Plain]:
    assert one.go is not None
    assert other.come is not None
    legs = (one.doing is Doing.LEG) + (other.doing is Doing.LEG)
    way = plan.travel.leg(one.go, other.come, one.hour)
    if way is None or (one.go == other.come and legs != 1):
        return set()
    whole = way + one.after + other.before + (0 if legs else boarding(other.size))
    gap = (other.start - one.end) // 60
    if gap >= whole:
        return set()
    kind = Kind.JOURNEY if Doing.JOURNEY in (one.doing, other.doing) else Kind.NO_TIME
    severity = Severity.BLOCKS if gap < way else Severity.WARNS
    return {(kind, severity, actor, (one.ref, other.ref), one.end, other.start, whole - gap)}


def long_days(plan: Plan, actor: UUID, does: list[Entry]) -> set[Plain]:
    if not does or not plan.hours[actor]:
        return set()
    last = max(one.end for one in does)  # all of these plans are within eight hours
    over = (last - does[0].start) // 60 - 60 * plan.hours[actor]
    refs = does[0].ref, does[-1].ref
    return {(Kind.DRIVER_HOURS, Severity.WARNS, actor, refs, does[0].start, last, over)} if over > 0 else set()


def hungry(plan: Plan, does: tuple[Entry, ...]) -> list[tuple[tuple[UUID, ...], tuple[int, int]]]:
    found = []
    for start, end in plan.meals:
        there = [one for one in sorted(does) if not one.soft and min(one.end, end) > max(one.start, start)]
        eats = any(one.meal and min(one.end, end) - max(one.start, start) >= 1800 for one in there)
        free = any(
            all(one.end <= at or one.start >= at + 1800 for one in there) for at in range(start, end - 1799, 300)
        )
        if there and not eats and not free:
            found.append((tuple(dict.fromkeys(one.ref for one in there)), (start, end)))
    return found


def taken_apart(conflicts: tuple[Conflict, ...]) -> list[Plain]:
    return [
        (one.kind, one.severity, who, one.what, one.start, one.end, one.amount)
        for one in conflicts
        for who in one.who or (None,)
    ]


@settings(max_examples=100, deadline=None)
@given(plans())
def test_the_finder_finds_what_a_plain_one_finds_no_more_and_no_fewer(plan: Plan) -> None:
    found = taken_apart(find(plan).conflicts)
    assert sorted(found, key=str) == sorted(plainly(plan), key=str)


@settings(max_examples=30, deadline=None)
@given(plans(), entries())
def test_after_a_change_it_finds_what_it_would_find_anew(plan: Plan, changed: list[Entry]) -> None:
    before = find(plan)
    later = Plan({**plan.actors, BEN: tuple(changed)}, plan.travel, plan.hours, plan.meals, plan.rooms, plan.legs)
    assert find(later, before).conflicts == find(later).conflicts
