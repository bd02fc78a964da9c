"""A plan of a visit is proposed and taken: what stands stays, what is wrong is mended, and the finder agrees."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts import Severity
from desktop.domain.programme import Part
from desktop.domain.text import LocalName
from desktop.domain.visit_planner import Rule
from desktop.domain.visit_planner_words import FOUND_AS
from desktop.domain.visits import Aboard, GroupRole, Leaders, StopPart
from desktop.errors import Cancelled
from desktop.i18n import Language, Translator
from desktop.models import GroupPerson, Leg, Person, Registration, Slot, Vehicle, VehiclePerson, Visit, VisitTie
from desktop.progress import Progress
from desktop.services import conflicts, programme_edit, taking_back, travel, visit_planner, visits, visits_edit
from desktop.services.events import EventRow
from desktop.services.programme_edit import ItemDraft, PersonDraft
from desktop.services.visit_planner import NothingToPlan, PlanOutOfDate, Proposal, VisitUnderWay
from desktop.services.visits_edit import GroupDraft, StopDraft, VehicleDraft, VisitDraft
from desktop.services.visits_import import draft_of_stop
from desktop.storage.journal import journal_of
from tests.services.touring import DAY, Tour, at, tour
from tests.world import NOON, World

_ = Translator(Language.EN)


@pytest.fixture
def trip(world: World, summit: EventRow) -> Tour:
    return tour(world, summit)


def made(session: Session, model: Any, **values: Any) -> None:
    session.add(model(id=journal_of(session).new_id(), **values))


class Undone(Exception):
    """Nothing of this stays."""


@contextmanager
def trying(world: World) -> Iterator[Session]:
    with suppress(Undone), world.db.write() as session:
        yield session
        session.flush()
        raise Undone


def proposal(session: Session, trip: Tour, seconds: float = 0) -> Proposal:
    session.flush()
    return visit_planner.propose(session, trip.visit, seconds=seconds)


def limited(session: Session, trip: Tour, place: int, **values: Any) -> None:
    stop = visits.visit(session, trip.visit).stops[place]
    visits_edit.change_stop(session, stop.id, replace(draft_of_stop(stop), **values))


def test_a_plan_that_is_as_it_should_be_stays_and_none_can_be_better(trip: Tour) -> None:
    with trip.world.db.read() as session:
        found = visit_planner.propose(session, trip.visit, seconds=0.2)
    assert (found.changes, found.unmet(_), found.best) == ((), [], True)
    assert found.rated(_) == [
        "4 of 4 visits of groups to stops have a time.", "9 of 9 people have a seat.",
        "Blocking conflicts: 0 now, 0 with this plan.", "No plan can be better.",
    ]  # fmt: skip


def test_groups_that_a_stop_can_not_take_at_once_take_turns_and_their_buses_with_them(trip: Tour) -> None:
    with trip.world.db.write() as session:
        limited(session, trip, 0, group_limit=5, opens_at=at("09:00"), closes_at=at("18:00"))
    with trip.world.db.read() as session:
        found = visit_planner.propose(session, trip.visit, seconds=0.2)
    assert (found.blocks, {one.row.severity for one in found.left} <= {Severity.WARNS}) == ((1, 0), True)
    lines = [one.said(_) for one in found.changes]
    assert any(line.startswith("Group ") and "HKUST, Clear Water Bay Laboratory" in line for line in lines)
    assert any(line.startswith("Bus ") and ": gathers " in line for line in lines)
    with trip.world.db.write() as session:
        visit_planner.take(session, trip.visit, found)
        action = taking_back.this_action(session)
    with trip.world.db.read() as session:
        left = conflicts.conflicts(session, trip.summit.id, NOON)
        assert [(row.conflict.kind, row.conflict.who) for row in left] == [
            (one.row.conflict.kind, one.row.conflict.who) for one in found.left
        ]
    with pytest.raises(PlanOutOfDate), trip.world.db.write() as session:
        visit_planner.take(session, trip.visit, found)
    with trip.world.db.write() as session:
        taking_back.take_back(session, action)
    assert trip.read() == found.before


def test_what_is_pinned_stays_and_others_make_room(trip: Tour) -> None:
    with trying(trip.world) as session:
        limited(session, trip, 0, group_limit=5)
        start = at("10:00")
        for group, pinned in zip(trip.groups, (True, False), strict=True):
            made(
                session,
                Slot,
                group_id=group,
                stop_id=trip.stops[0],
                starts_at=start,
                seconds=1800,
                pinned=pinned,
            )
        found = proposal(session, trip, 0.2)
        slots = [group.slots.get(trip.stops[0]) for group in found.after.groups]
        assert slots[0] == (start, start + timedelta(minutes=30))
        assert slots[1] is not None
        assert slots[1][0] >= at("10:30") or slots[1][1] <= start
        assert found.unmet(_) == []


def test_people_are_moved_for_seats_wheelchairs_ties_leaders_and_limits(trip: Tour) -> None:
    def riding(found: Proposal) -> list[set[Any]]:
        return [{one.who.registration_id for one in found.after.aboard(bus)} for bus in trip.buses]

    one, two, *_rest = trip.guests
    with trying(trip.world) as session:
        session.get_one(Vehicle, trip.buses[0]).seats = 4
        found = proposal(session, trip)
        assert [len(people) for people in riding(found)] == [4, 5]
        assert [text.said(_) for text in found.changes if "Bus" in text.said(_)] != []
        assert found.unmet(_) == []
    with trying(trip.world) as session:
        made(session, VisitTie, visit_id=trip.visit, one_id=one, other_id=two, apart=True)
        first, second = riding(proposal(session, trip))
        assert (one in first) != (two in first)
        assert (one in second) != (two in second)
    with trying(trip.world) as session:
        session.get_one(Person, session.get_one(Registration, one).person_id).access = "Wheelchair"
        session.get_one(Vehicle, trip.buses[1]).wheelchairs = 1
        assert one in riding(proposal(session, trip))[1]
    with trying(trip.world) as session:
        session.get_one(Person, session.get_one(Registration, one).person_id).access = "輪椅"
        assert [broken.unmet.rule for broken in proposal(session, trip).broken] == [Rule.WHEELCHAIR]
    with trying(trip.world) as session:
        session.get_one(Vehicle, trip.buses[1]).seats = 0
        found = proposal(session, trip)
        assert [broken.unmet.rule for broken in found.broken] == [Rule.NO_SEAT]
        assert found.unmet(_)[0].startswith("There are too few seats for “Group 1”. Without a seat: ")
    with trying(trip.world) as session:
        for guest, mate in pairwise(trip.guests[:8]):
            made(session, VisitTie, visit_id=trip.visit, one_id=guest, other_id=mate, apart=False)
        found = proposal(session, trip)
        # More than any bus has seats for want to stay together: everybody rides all the same.
        assert (found.seated, {broken.unmet.rule for broken in found.broken}) == (found.people, {Rule.TOGETHER})
    with trying(trip.world) as session:
        five = trip.guests[4]
        made(session, VisitTie, visit_id=trip.visit, one_id=one, other_id=five, apart=False)
        for row in session.scalars(select(VehiclePerson).where(VehiclePerson.registration_id.in_((one, five)))):
            row.pinned = True
        found = proposal(session, trip)
        first, second = riding(found)
        # Who is pinned stays, whoever is to be with them.
        assert (one in first, five in second) == (True, True)
        assert [broken.unmet.rule for broken in found.broken] == [Rule.TOGETHER]
    with trying(trip.world) as session:
        limited(session, trip, 1, group_limit=3)
        found = proposal(session, trip)
        assert {broken.unmet.rule for broken in found.broken} == {Rule.TOO_LARGE}


def test_a_visit_that_has_only_stops_and_people_gets_everything(trip: Tour) -> None:
    with trying(trip.world) as session:
        for leg in visits.visit(session, trip.visit).legs:
            visits_edit.remove_leg(session, leg.id)
        for bus in trip.buses:
            visits_edit.set_aboard(session, trip.visit, bus, ())
        limited(session, trip, 0, group_limit=5, closes_at=at("14:00"))
        found = proposal(session, trip, 0.2)
        assert found.unmet(_) == []
        assert (found.seated, found.people, len(found.after.legs)) == (8, 8, 2)
        visit_planner.take(session, trip.visit, found)
        blocking = [
            row for row in conflicts.conflicts(session, trip.summit.id, NOON) if row.severity is Severity.BLOCKS
        ]
        assert blocking == []


def test_hosts_and_guests_who_are_on_stage_are_waited_for(trip: Tour) -> None:
    def speaking(session: Session, guest: int, start: str, seconds: int) -> None:
        people = (PersonDraft(Part.SPEAKER, trip.guests[guest]),)
        draft = ItemDraft(LocalName(en="Keynote"), seconds, DAY, starts_at=at(start), people=people)
        programme_edit.add_item(session, trip.summit.id, draft)

    with trying(trip.world) as session:
        speaking(session, 8, "09:30", 1500)
        limited(session, trip, 0, closes_at=at("16:00"))
        found = proposal(session, trip, 0.2)
        begins = [group.at(stop) for group in found.after.groups for stop in found.after.stops[:1]]
        assert (found.blocks[1], all(span is not None and span[0] >= at("09:55") for span in begins)) == (0, True)
    with trying(trip.world) as session:
        speaking(session, 0, "07:30", 3300)
        limited(session, trip, 0, closes_at=at("16:00"))
        found = proposal(session, trip, 0.2)
        assert (found.blocks[0] > 0, found.blocks[1]) == (True, 0)
        assert min(leg.gathers for leg in found.after.legs if leg.vehicle_id == trip.buses[0]) >= at("08:25")
    with trying(trip.world) as session:
        speaking(session, 0, "11:00", 3600)
        found = proposal(session, trip, 0.2)
        assert [one.row.conflict.who for one in found.left if one.row.severity is Severity.BLOCKS]
        assert any("王一明" in line and "Keynote" in line for line in found.unmet(_))


def test_it_refuses_what_is_empty_or_under_way_and_can_be_cancelled(trip: Tour) -> None:
    with trying(trip.world) as session:
        for group in trip.groups:
            visits_edit.change_group(session, group, GroupDraft(LocalName(en="Nobody")))
        with pytest.raises(NothingToPlan):
            proposal(session, trip)
    with trying(trip.world) as session:
        session.scalars(select(Leg)).all()[0].left_at = NOON
        with pytest.raises(VisitUnderWay):
            proposal(session, trip)
    progress = Progress()
    progress.stop.set()
    with trip.world.db.read() as session, pytest.raises(Cancelled):
        visit_planner.propose(session, trip.visit, progress, seconds=1)


@pytest.mark.parametrize(("day", "zone"), [(date(2023, 3, 26), "Europe/Paris"), (date(2023, 4, 14), "Asia/Hong_Kong")])
def test_a_night_with_another_hour_in_it_is_planned_too(trip: Tour, day: date, zone: str) -> None:
    """The stops are from half past ten at night until past the change of the clocks."""
    with trying(trip.world) as session:
        sites = {row.code: row.id for row in travel.sites(session, trip.summit.id)}
        eve = day - timedelta(days=1)
        visit = visits_edit.add_visit(session, trip.summit.id, VisitDraft(eve, LocalName(en="Night")))
        start = datetime.combine(eve, datetime.min.time(), ZoneInfo(zone)) + timedelta(hours=22)
        for number, code in enumerate(("hkust", "cyberport")):
            begin = start + timedelta(hours=2 * number)
            visits_edit.add_stop(
                session, visit, StopDraft(sites[code], begin, begin + timedelta(hours=1), group_limit=4)
            )
        for place in (0, 1):
            people = tuple((one, GroupRole.MEMBER) for one in trip.guests[4 * place : 4 * place + 4])
            visits_edit.add_group(session, visit, GroupDraft(LocalName(en=f"Night {place}"), people))
        found = visit_planner.propose(session, visit, seconds=0.2)
        assert found.placed + len(found.broken) >= found.wanted
        visit_planner.take(session, visit, found)
        assert visits.visit(session, visit).groups == found.after.groups


parts = st.fixed_dictionaries(
    {
        "stops": st.lists(
            st.tuples(
                st.sampled_from(["hkust", "science-park", "cyberport"]), st.integers(0, 20), st.integers(1, 6),
                st.sampled_from([None, 0, 2, 4, 9]), st.booleans(), st.booleans(),
            ),
            min_size=1, max_size=4,
        ),
        "groups": st.lists(st.integers(0, 9), min_size=9, max_size=9),
        "buses": st.lists(st.tuples(st.sampled_from([0, 1, 4, 9, 40]), st.integers(0, 1)), max_size=3),
        "seats": st.lists(st.integers(0, 3), min_size=9, max_size=9),
        "ties": st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.booleans()), max_size=3),
        "pins": st.sets(st.integers(0, 12), max_size=5),
        "chairs": st.sets(st.integers(0, 8), max_size=2),
        "leaders": st.sampled_from(Leaders),
    }
)  # fmt: skip


def drawn(session: Session, trip: Tour, parts: dict[str, Any]) -> Any:
    """A visit of everybody as it was drawn, on the day after that of the tour."""
    visit = visits_edit.add_visit(session, trip.summit.id, VisitDraft(DAY + timedelta(days=1), LocalName(en="Drawn")))
    session.get_one(Visit, visit).leaders = parts["leaders"]
    stops = list(drawn_stops(session, trip, visit, parts["stops"]))
    names = [LocalName(en=f"G{number}") for number in range(len(set(parts["groups"])) + 1)]
    groups = [visits_edit.add_group(session, visit, GroupDraft(name)) for name in names]
    for place, number in enumerate(parts["groups"]):
        made(
            session, GroupPerson, group_id=groups[number % len(groups)], registration_id=trip.guests[place],
            rank=place + 1, pinned=place in parts["pins"],
        )  # fmt: skip
    drawn_seats(session, trip, visit, parts)
    for one, other, apart in parts["ties"]:
        if one != other:
            keys = {"one_id": trip.guests[one], "other_id": trip.guests[other]}
            made(session, VisitTie, visit_id=visit, apart=apart, **keys)
    for place in parts["chairs"]:
        session.get_one(Person, session.get_one(Registration, trip.guests[place]).person_id).access = "wheelchair"
    for number in {10, 11, 12} & parts["pins"]:
        key, start = stops[number % len(stops)]
        made(session, Slot, group_id=groups[number % 2], stop_id=key, starts_at=start, seconds=1200, pinned=True)
    session.flush()
    return visit


def drawn_stops(session: Session, trip: Tour, visit: Any, stops: Any) -> Iterator[tuple[Any, datetime]]:
    sites = {row.code: row.id for row in travel.sites(session, trip.summit.id)}
    for code, begin, length, limit, open_, meal in stops:
        start = at("09:00") + timedelta(days=1, minutes=20 * begin)
        draft = StopDraft(
            sites[code], start, start + timedelta(minutes=20 * length), group_limit=limit,
            opens_at=start if open_ else None, closes_at=start + timedelta(hours=4) if open_ else None,
            parts=frozenset({StopPart.MEAL} if meal else ()),
        )  # fmt: skip
        yield visits_edit.add_stop(session, visit, draft), start


def drawn_seats(session: Session, trip: Tour, visit: Any, parts: dict[str, Any]) -> None:
    buses = []
    for number, (seats, chairs) in enumerate(parts["buses"]):
        draft = VehicleDraft(LocalName(en=f"V{number}"), seats)
        buses.append(visits_edit.add_vehicle(session, trip.summit.id, draft))
        session.get_one(Vehicle, buses[-1]).wheelchairs = chairs
    for place, number in enumerate(parts["seats"]):
        if number < len(buses):
            made(
                session, VehiclePerson, visit_id=visit, vehicle_id=buses[number], registration_id=trip.guests[place],
                rank=place + 1, role=Aboard.PASSENGER, pinned=place + 4 in parts["pins"],
            )  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Tour:
    world = World(Path(tmp_path_factory.mktemp("planner")) / "summit.db")
    trip = tour(world, world.summit())
    with world.db.write() as session:
        for bus in trip.buses:
            session.get_one(Vehicle, bus).wheelchairs = 5
    return trip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts)
def test_the_finder_finds_nothing_that_blocks_in_a_plan_but_what_the_plan_says_itself(
    shared: Tour, parts: dict[str, Any]
) -> None:
    with trying(shared.world) as session:
        visit = drawn(session, shared, parts)
        found = visit_planner.propose(session, visit, seconds=0.1, now=NOON)
        before = visits.visit(session, visit)
        visit_planner.take(session, visit, found)
        after = visits.visit(session, visit)
        for old, new in zip(before.groups, after.groups, strict=True):
            assert {one.id for one in old.people if one.pinned} <= {one.id for one in new.people}
            assert all(old.slots[stop] == new.slots[stop] for stop in old.pinned)
        assert {one for one in before.passengers if one.pinned} == {one for one in after.passengers if one.pinned}
        told = {one.row.conflict.kind for one in found.left} | {
            kind for one in found.broken for kind in FOUND_AS.get(one.unmet.rule, ())
        }  # fmt: skip
        blocking = [
            row.conflict for row in conflicts.conflicts(session, shared.summit.id, NOON)
            if row.severity is Severity.BLOCKS
        ]  # fmt: skip
        assert {one.kind for one in blocking} <= told
        pinned = {key for group in before.groups for key in group.pinned}
        unasked = [one for one in found.left if one.row.severity is Severity.BLOCKS and not pinned]
        assert unasked == [] or any(seat.pinned for seat in before.passengers), [one.said(_) for one in unasked]
