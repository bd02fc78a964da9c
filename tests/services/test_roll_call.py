"""Roll calls by scanning: boarded, missing, on the wrong bus, moved, back aboard; and what calendars are told."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Reason, Status, Verdict
from desktop.domain.visits import GroupRole
from desktop.i18n import Language, Translator
from desktop.models import Registration
from desktop.services import (
    categories,
    delegations_record,
    itineraries_export,
    itineraries_of,
    roll_call,
    substitutes,
    taking_back,
    visit_members,
    visits,
    visits_edit,
)
from desktop.services.checkpoints import NoSuchCheckpoint
from desktop.services.events import EventRow
from desktop.services.people import WalkIn
from desktop.services.refusals import why
from desktop.services.roll_call import NoLeg, NoOtherVehicle, NothingToCall, VehicleFull
from desktop.services.visits_edit import GroupDraft, SlotDraft
from tests.services.touring import Tour, at, tour
from tests.world import World


@pytest.fixture
def trip(world: World, summit: EventRow) -> Tour:
    return tour(world, summit)


class Scanner:
    """Reads badges of the tour's guests by their number."""

    def __init__(self, trip: Tour) -> None:
        self.trip = trip
        given = {badge.registration: badge.token for badge in trip.world.badges(trip.summit)}
        self.tokens = [given[guest] for guest in trip.guests]

    def __call__(self, door: str, clock: str, *guests: int) -> list[Any]:
        return [self.trip.world.scan(self.trip.summit, self.tokens[guest], code=door, at=at(clock)) for guest in guests]


def called(trip: Tour, place: str, now: datetime, number: int | None = None) -> tuple[Any, ...]:
    """How many are here of how many, who is missing by number, who is too much."""
    with trip.world.db.read() as session:
        found = roll_call.roll_call(session, trip.summit.id, place, now, number)
    number = {guest: n for n, guest in enumerate(trip.guests)}
    missing = {number[one.who.key]: one.seen.en for one in found.call.missing}
    return len(found.call.aboard), found.call.expected, missing, [number[one.key] for one in found.call.extra]


def test_who_boarded_who_is_missing_and_who_is_on_the_wrong_bus(trip: Tour) -> None:
    scan = Scanner(trip)
    scan("Bus 1", "08:16", 0, 1, 9)
    scan("Bus 2", "08:17", 4, 5, 6)
    (wrong,) = scan("Bus 2", "08:20", 2)
    assert (wrong.verdict, wrong.reason) == (Verdict.ELSEWHERE, Reason.NOT_HERE)
    said = why(Translator(Language.EN), wrong, "Bus 2", trip.summit.zone)
    assert said == "This guest rides with Bus 1 AB 1, not with Bus 2."
    assert called(trip, "1 號車", at("08:25")) == (3, 5, {2: "Bus 2", 3: ""}, [])
    with trip.world.db.read() as session:
        missing = roll_call.roll_call(session, trip.summit.id, "Bus 1", at("08:25")).call.missing
    assert [(one.refused, one.liaison and one.liaison.name) for one in missing] == [(True, "吳領隊"), (False, "吳領隊")]
    door = trip.world.door(trip.summit, "Bus 2").id
    with trip.world.db.write() as session:
        moved = roll_call.move_here(session, trip.guests[2], door, at("08:21"))
    (now,) = scan("Bus 2", "08:22", 2)
    assert now.verdict is Verdict.ADMITTED
    assert called(trip, "Bus 2", at("08:25")) == (4, 5, {7: ""}, [])
    assert called(trip, "AB 1", at("08:25")) == (3, 4, {3: ""}, [])
    assert groups(trip) == [{0, 1, 3}, {2, 4, 5, 6, 7}], "the group of the others on that bus"
    with trip.world.db.write() as session:
        taking_back.take_back(session, moved)
    assert groups(trip) == [{0, 1, 2, 3}, {4, 5, 6, 7}]
    assert called(trip, "AB 1", at("08:25"))[1] == 5
    scan("Bus 2", "08:24", 7)
    with trip.world.db.write() as session, pytest.raises(VehicleFull):
        roll_call.move_here(session, trip.guests[3], door, at("08:25"))
    with trip.world.db.write() as session, pytest.raises(NoOtherVehicle):
        roll_call.move_here(session, trip.guests[8], door, at("08:25"))


def groups(trip: Tour) -> list[set[int]]:
    """Who is in each group, by number."""
    number = {guest: n for n, guest in enumerate(trip.guests)}
    return [{number[one.who.key] for one in group.people} for group in trip.read().groups]  # type: ignore[index]


@pytest.mark.parametrize("role", list(GroupRole))
def test_who_is_moved_to_a_bus_of_two_groups_or_guides_one_stays_in_theirs(trip: Tour, role: GroupRole) -> None:
    mixed = role is GroupRole.MEMBER
    with trip.world.db.write() as session:
        visit_members.change_in_group(session, trip.groups[0], [trip.guests[2]], role=role)
        if mixed:
            visit_members.put_into_group(session, trip.groups[0], [trip.guests[4]])
        roll_call.move_here(session, trip.guests[2], trip.world.door(trip.summit, "Bus 2").id, at("08:21"))
    assert 2 in groups(trip)[0]
    assert [one.who.key for one in trip.read().aboard(trip.buses[1])][-1] == trip.guests[2]


def test_who_cancels_at_the_last_minute_and_a_stop_that_falls_out_leave_no_door_behind(trip: Tour) -> None:
    with trip.world.db.write() as session:
        session.get_one(Registration, trip.guests[3]).status = Status.CANCELLED
    assert called(trip, "Bus 1", at("08:25"))[1] == 4
    assert called(trip, "Laboratory", at("09:45"))[1] == 7
    with trip.world.db.write() as session:
        visits_edit.remove_stop(session, trip.stops[1])
        removed = taking_back.this_action(session)
    with pytest.raises(NoSuchCheckpoint):
        trip.world.door(trip.summit, "science-park")
    with trip.world.db.write() as session:
        taking_back.take_back(session, removed)
    assert len(trip.world.door(trip.summit, "science-park").guests) == 8


def test_the_count_at_a_stop_and_who_is_back_for_the_next_leg(trip: Tour) -> None:
    scan = Scanner(trip)
    scan("Bus 1", "08:16", 0, 1, 2, 3, 9)
    scan("hkust", "09:35", 0, 1, 2, 3, 4, 5)
    assert called(trip, "Bus 1", at("09:40"))[:2] == (5, 5)
    assert called(trip, "Laboratory", at("09:45")) == (6, 8, {6: "", 7: ""}, [])
    scan("Bus 1", "11:41", 0, 1)
    assert called(trip, "Bus 1", at("11:42")) == (2, 5, {2: "", 3: "", 9: ""}, [])
    with trip.world.db.read() as session:
        found = roll_call.roll_call(session, trip.summit.id, str(trip.stops[0]), at("11:42"))
        assert isinstance(found, roll_call.StopCall)
        assert found.returned == 2
        mine, other = (found.of_group(group) for group in trip.read().groups)
        assert (mine.call.expected, len(mine.call.aboard), len(mine.call.missing), mine.returned) == (4, 4, 0, 2)
        assert (len(other.call.aboard), [one.who.key for one in other.call.missing]) == (2, trip.guests[6:8])
        assert (other.call.extra, other.returned) == ((), 0)
        again = roll_call.roll_call(session, trip.summit.id, "Bus 1", at("11:42"), number=1)
        assert isinstance(again, roll_call.VehicleCall)
        assert (again.number, again.legs, again.call.complete) == (1, 3, True)
        with pytest.raises(NoLeg):
            roll_call.roll_call(session, trip.summit.id, "Bus 1", at("11:42"), number=4)
        with pytest.raises(NothingToCall):
            roll_call.roll_call(session, trip.summit.id, "Bus 9", at("11:42"))


def test_a_substitute_rides_in_the_place_of_who_does_not_come(trip: Tour) -> None:
    with trip.world.db.write() as session:
        category = categories.find_category(session, trip.summit.id, "delegate").id
        made = substitutes.substitute(session, trip.summit.id, trip.guests[3], WalkIn(category, "林副手"))
    new = made.badge.registration
    assert [one.who.key for one in trip.read().aboard(trip.buses[0])].count(new) == 1
    result = trip.world.scan(trip.summit, made.badge.token, code="Bus 1", at=at("08:20"))
    assert result.verdict is Verdict.ADMITTED
    with trip.world.db.read() as session:
        assert len(itineraries_of.of_person(session, trip.summit.id, new)) == 5
        assert itineraries_of.of_person(session, trip.summit.id, trip.guests[3]) == []
        members = delegations_record.delegation(session, trip.delegation).travelling
        assert [one.who.key for one in members] == [*trip.guests[:3], new]


def test_a_visit_that_is_taken_away_leaves_its_vehicles_to_nobody_in_particular(trip: Tour) -> None:
    with trip.world.db.write() as session:
        visits_edit.remove_visit(session, trip.visit)
        assert visits.visits(session, trip.summit.id) == []
        assert itineraries_of.of_person(session, trip.summit.id, trip.guests[0]) == []
    assert trip.world.door(trip.summit, "Bus 1").guests == frozenset()


def test_an_itinerary_has_everything_in_time_order_with_whom_to_ask(trip: Tour) -> None:
    with trip.world.db.read() as session:
        lines = itineraries_of.of_person(session, trip.summit.id, trip.guests[0])
        assert [(line.doing.value, line.title.en) for line in lines] == [
            ("leg", "Bus 1 → HKUST, Clear Water Bay"), ("visit", "HKUST, Clear Water Bay Laboratory"),
            ("leg", "Bus 1 → Science Park, Pak Shek Kok"), ("visit", "Science Park, Pak Shek Kok"),
            ("leg", "Bus 1 → Convention Centre, Wan Chai"),
        ]  # fmt: skip
        assert [line.ask.name if line.ask else "" for line in lines] == ["吳領隊", "汪揚", "吳領隊", "", "吳領隊"]
        (host,) = itineraries_of.of_person(session, trip.summit.id, trip.guests[8])
        assert (host.doing.value, host.roles) == ("host", ("Receives",))
        whole = itineraries_of.of_delegation(session, trip.summit.id, trip.delegation)
        assert [len(line.people) for line in whole] == [5, 4, 5, 4, 5]
        legs = itineraries_of.of_vehicle(session, trip.summit.id, trip.buses[1])
        assert (len(legs[0].people), legs[0].leaves) == (4, at("08:30"))


def calendar(trip: Tour, out: Path, guest: int = 0) -> dict[str, tuple[int, str, datetime]]:
    with trip.world.db.read() as session:
        itineraries_export.export_itineraries(
            session, trip.summit.id, out, language=Language.ZH_HANT, people=[trip.guests[guest]]
        )
    return {
        str(event["uid"]): (int(event["sequence"]), str(event["status"]), event["dtstart"].dt)
        for event in Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    }


def test_a_calendar_stays_follows_and_is_cancelled(trip: Tour, tmp_path: Path) -> None:
    out = tmp_path / "mine.ics"
    first = calendar(trip, out)
    assert len(first) == 5
    before = out.read_bytes()
    assert (calendar(trip, out), out.read_bytes()) == (first, before)
    lab = trip.stops[0]
    later = SlotDraft(lab, at("09:50"), at("11:30"))
    with trip.world.db.write() as session:
        people = tuple((guest, GroupRole.MEMBER) for guest in trip.guests[:4])
        visits_edit.change_group(session, trip.groups[0], GroupDraft(LocalName(en="A"), people, (later,)))
    second = calendar(trip, out)
    (moved,) = [uid for uid in first if first[uid] != second[uid]]
    assert second[moved] == (first[moved][0] + 1, "CONFIRMED", at("09:50"))
    with trip.world.db.write() as session:
        visits_edit.change_group(session, trip.groups[0], GroupDraft(LocalName(en="A"), people[1:], (later,)))
        last = [leg for leg in trip.read().legs if leg.vehicle_id == trip.buses[0]][-1]
        visits_edit.remove_leg(session, last.id)
    third = calendar(trip, out)
    gone = {uid for uid, (_sequence, status, _start) in third.items() if status == "CANCELLED"}
    assert (set(third) == set(second), len(gone), moved in gone) == (True, 3, True)
    assert all(third[uid][0] > second[uid][0] for uid in gone)


def test_tables_of_itineraries_have_a_line_for_each_person_and_thing(trip: Tour, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    with trip.world.db.read() as session:
        rows = itineraries_export.export_itineraries(session, trip.summit.id, out, language=Language.EN)
    assert rows == 8 * 5 + 1 + 3
    assert "王一明,2023-04-14,08:15,09:15," in out.read_text("utf-8-sig")


def test_a_night_leg_and_one_without_travel_time_are_itineraries_too(trip: Tour) -> None:
    with trip.world.db.write() as session:
        tour_read = trip.read()
        site = tour_read.legs[0].from_id
        late = visits_edit.LegDraft(trip.buses[0], site, site, at("23:50"), arrives=at("23:50") + timedelta(hours=1))
        visits_edit.add_leg(session, trip.visit, late)
    with trip.world.db.read() as session:
        line = itineraries_of.of_person(session, trip.summit.id, trip.guests[0])[-1]
    assert (line.start, line.end - line.start) == (at("23:50"), timedelta(hours=1))
