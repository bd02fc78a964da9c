"""The day of a tour that runs late: told in time, caught up with, hosts called, all of it taken back."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from desktop.domain.running_late import Standing
from desktop.domain.running_late_words import what_to_say
from desktop.domain.text import LocalName
from desktop.domain.visits import StopRole
from desktop.i18n import Language, Translator
from desktop.services import (
    catch_up,
    host_calls,
    programme_edit,
    running_late,
    taking_back,
    travel,
    visits_edit,
)
from desktop.services.catch_up import CatchUp, DayChanged, Option
from desktop.services.events import EventRow
from desktop.services.running_late import NoLongerThere, NotYet, WrongWayRound
from desktop.services.running_late_view import DayView, LegNow, LimitKind, StayNow
from tests.services.touring import Tour, at, tour
from tests.world import World


@pytest.fixture
def trip(world: World, summit: EventRow) -> Tour:
    return tour(world, summit)


def day(trip: Tour, clock: str) -> DayView:
    with trip.world.db.read() as session:
        return running_late.day_of(session, trip.visit, at(clock))


def do(trip: Tour, clock: str, act: Any, *args: Any) -> Any:
    """Do something when the clock shows ``clock``."""
    trip.world.clock.now = at(clock)  # type: ignore[attr-defined]
    with trip.world.db.write() as session:
        return act(session, *args)


def leg_now(view: DayView, bus: int, number: int = 0) -> LegNow:
    buses = view.tour.vehicles
    return [one for one in view.legs if one.vehicle.id == buses[bus].id][number]


def stay(view: DayView, group: int, stop: int) -> StayNow:
    key = view.tour.groups[group].id, view.tour.stops[stop].id
    return next(one for one in view.stays if one.key == key)


def clock(moment: datetime) -> str:
    return moment.astimezone(at("08:00").tzinfo).strftime("%H:%M")


def leave_late(trip: Tour, when: str = "09:20") -> None:
    legs = day(trip, "08:00").legs
    first = [one.leg for one in legs if one.leg.leaves == at("08:30")]
    for leg in first:
        do(trip, when, running_late.left, leg.id, at(when))


def host_until(trip: Tour, until: str) -> None:
    lab = day(trip, "08:00").tour.stops[0]
    draft = visits_edit.StopDraft(
        lab.site_id, lab.start, lab.end, lab.place, host="科技大學", opens_at=lab.opens_at, closes_at=lab.closes_at,
        group_limit=lab.group_limit, languages=lab.languages,
        people=(
            visits_edit.HostDraft(trip.guests[8], until_at=at(until), id=lab.people[0].id),
            visits_edit.HostDraft(name="主任", role=StopRole.CONTACT, phone="5555 1234", id=lab.people[1].id),
        ),
    )  # fmt: skip
    do(trip, "08:00", visits_edit.change_stop, lab.id, draft)


def test_a_late_bus_moves_what_follows_until_slack_has_absorbed_it(trip: Tour) -> None:
    view = day(trip, "08:00")
    assert all((row.times.start, row.times.end) == (row.start, row.end) for row in view.rows)
    assert (view.pressure, view.broken) == ("calm", ())
    action = do(trip, "08:52", running_late.left, leg_now(view, 0).leg.id, at("08:50"))
    view = day(trip, "08:52")
    assert (clock(leg_now(view, 0).times.end), leg_now(view, 0).late) == ("09:35", 20)
    assert (clock(stay(view, 0, 0).times.start), clock(stay(view, 0, 0).times.end)) == ("09:41", "11:31")
    assert (clock(leg_now(view, 0, 1).times.start), stay(view, 0, 1).late) == ("11:45", 0)
    # The other bus has not left either, though nobody said so: the clock does.
    assert (leg_now(view, 1).late, leg_now(view, 1).times.standing) == (22, Standing.COMING)
    do(trip, "08:55", taking_back.take_back, action)
    assert leg_now(day(trip, "08:20"), 0).late == 0


def test_a_host_who_has_to_go_turns_red_in_time_and_so_does_what_a_member_is_needed_for(trip: Tour) -> None:
    host_until(trip, "11:30")
    assert stay(day(trip, "08:00"), 0, 0).pressure == "tight"
    leave_late(trip)
    view = day(trip, "09:25")
    limits = stay(view, 0, 0).limits
    assert [(one.kind, one.margin.over) for one in limits] == [(LimitKind.HOST, 31), (LimitKind.CLOSES, 1)]
    assert (stay(view, 0, 0).pressure, limits[0].name.hant) == ("breaks", "汪揚")
    host_until(trip, "11:00")
    assert stay(day(trip, "09:25"), 0, 0).limits[0].margin.over == 61
    with trip.world.db.write() as session:
        item = programme_edit.add_item(
            session, trip.summit.id, programme_edit.ItemDraft(LocalName(en="Closing"), 1800, at("15:55").date(),
            starts_at=at("15:55"), people=(programme_edit.PersonDraft(registration_id=trip.guests[0]),)),
        )  # fmt: skip
    (limit,) = leg_now(day(trip, "08:00"), 0, 2).limits
    assert (limit.ref, limit.kind, limit.margin.pressure) == (item, LimitKind.ITEM, "tight")
    assert leg_now(day(trip, "09:25"), 0, 2).limits[0].margin.left == timedelta(minutes=3)


def test_doors_tell_when_a_group_came_and_went_but_a_time_by_hand_wins(trip: Tour) -> None:
    given = {badge.registration: badge.token for badge in trip.world.badges(trip.summit)}

    def scan(door: str, when: str, *guests: int) -> None:
        for guest in guests:
            trip.world.scan(trip.summit, given[trip.guests[guest]], code=door, at=at(when))

    scan("Bus 1", "08:20", 0, 1, 2, 3)
    scan("hkust", "10:02", 0, 1)
    view = day(trip, "10:05")
    assert (stay(view, 0, 0).times.start, stay(view, 0, 0).times.standing) == (at("10:02"), Standing.UNDER_WAY)
    assert leg_now(view, 0).times.standing is Standing.OVER
    scan("Bus 1", "11:58", 0)
    assert stay(day(trip, "11:59"), 0, 0).times.standing is Standing.UNDER_WAY
    scan("Bus 1", "11:59", 1, 2)
    assert stay(day(trip, "12:00"), 0, 0).times.end == at("11:59")
    group, stop = stay(view, 0, 0).key
    do(trip, "12:01", running_late.group_arrived, group, stop, at("09:57"))
    do(trip, "12:02", running_late.group_left, group, stop, at("11:55"))
    assert stay(day(trip, "12:03"), 0, 0).times[:2] == (at("09:57"), at("11:55"))
    do(trip, "12:04", running_late.group_arrived, group, stop, None)
    assert stay(day(trip, "12:05"), 0, 0).times.start == at("10:02")


def test_times_that_cannot_be_are_refused(trip: Tour) -> None:
    leg = leg_now(day(trip, "08:00"), 0).leg.id
    with pytest.raises(NotYet):
        do(trip, "08:30", running_late.left, leg, at("08:40"))
    do(trip, "08:40", running_late.left, leg, at("08:40"))
    with pytest.raises(WrongWayRound):
        do(trip, "09:00", running_late.arrived, leg, at("08:35"))
    do(trip, "09:01", visits_edit.remove_leg, leg)
    with pytest.raises(NoLongerThere):
        do(trip, "09:02", running_late.arrived, leg, at("09:01"))


def ways(trip: Tour, clock: str) -> list[Option]:
    with trip.world.db.read() as session:
        return catch_up.options(session, trip.visit, at(clock))


def test_a_stop_is_shortened_so_far_that_the_host_can_go_in_time(trip: Tour) -> None:
    host_until(trip, "12:00")
    assert ways(trip, "08:00") == []
    leave_late(trip)
    best = ways(trip, "09:25")[0]
    assert (best.way, best.cut, best.breaks, best.hungry) == (CatchUp.SHORTEN, 5, (), False)
    assert {one.kind for one in best.mends} == {LimitKind.HOST, LimitKind.CLOSES}
    action = do(trip, "09:26", catch_up.take, best)
    after = stay(day(trip, "09:27"), 0, 0)
    assert (clock(after.end), clock(after.times.end), after.pressure) == ("11:25", "11:56", "tight")
    with pytest.raises(DayChanged):
        do(trip, "09:28", catch_up.take, best)
    do(trip, "09:29", taking_back.take_back, action)
    assert stay(day(trip, "09:30"), 0, 0).end == at("11:30")


def test_a_stop_is_skipped_with_its_legs_and_its_door_knows(trip: Tour) -> None:
    leave_late(trip, "10:30")
    skip = next(one for one in ways(trip, "10:31") if one.way is CatchUp.SKIP and one.stops[0].id == trip.stops[1])
    assert (skip.hungry, len(skip.legs)) == (True, 2)
    late = max(row.late for row in day(trip, "10:31").rows)
    assert all(one.gains <= late for one in ways(trip, "10:31")), "nobody catches up more than is lost"
    action = do(trip, "10:32", catch_up.take, skip)
    view = day(trip, "10:33")
    group = skip.groups[0]
    assert [type(row) for row in view.rows if isinstance(row, StayNow) and row.group.id == group.id] == [StayNow]
    first, second = (one.leg for one in view.legs if group.id in one.groups)
    assert (first.end.en[:5], second.end.en, len(view.legs)) == ("HKUST", "Convention Centre, Wan Chai", 5)
    park = trip.world.door(trip.summit, "science-park")
    assert park.guests is not None
    assert len(park.guests) == 4
    do(trip, "10:34", taking_back.take_back, action)
    assert len(day(trip, "10:35").legs) == 6


def test_two_stops_are_swapped_with_their_legs_and_hosts_hear_of_it(trip: Tour) -> None:
    lab, park = trip.read().stops
    for stop, closes in ((lab, "16:00"), (park, "14:00")):
        draft = visits_edit.StopDraft(stop.site_id, stop.start, stop.end, host="科技大學", closes_at=at(closes))
        do(trip, "08:00", visits_edit.change_stop, stop.id, draft)
    best = next(one for one in ways(trip, "08:20") if one.way is CatchUp.SWAP)
    assert ([one.stop_id for one in best.slots], len(best.mends), best.breaks) == ([lab.id, park.id], 1, ())
    do(trip, "08:21", catch_up.take, best)
    view = day(trip, "08:22")
    group = best.groups[0].id
    mine = [row for row in view.rows if (group in row.groups if isinstance(row, LegNow) else row.group.id == group)]
    assert [row.leg.end.en[:3] if isinstance(row, LegNow) else row.stop.site.en[:3] for row in mine] == [
        "Sci", "Sci", "HKU", "HKU", "Con",
    ]  # fmt: skip
    assert all(before.times.end <= after.times.start for before, after in pairwise(mine))
    with trip.world.db.read() as session:
        told = {call.stop.id: call for call in host_calls.calls(session, trip.visit, at("08:22"))}
    was = next(one for one in told[lab.id].groups if one.group.id == group)
    assert (was.was, was.now) == (at("09:40"), mine[3].times.start)


def test_hosts_are_called_in_order_and_not_twice_for_the_same_time(trip: Tour) -> None:
    host_until(trip, "11:30")
    leave_late(trip)

    def calls(when: str) -> list[host_calls.Call]:
        with trip.world.db.read() as session:
            return host_calls.calls(session, trip.visit, at(when))

    first, *rest = calls("09:25")
    assert first.person is not None
    assert (first.person.who.phone, first.breaks and first.breaks.kind) == ("5555 1234", LimitKind.CLOSES)
    assert [(call.person.who.name if call.person else "", call.stop.id) for call in rest] == [
        ("汪揚", trip.stops[0]), ("", trip.stops[1]),
    ]  # fmt: skip
    said = what_to_say(
        Translator(Language.EN), "Tour", trip.summit.zone,
        [("Group 0", one.size, one.was, one.now) for one in first.groups[:1]],
    )  # fmt: skip
    assert said == "Tour, Group 0 (4 people), expected at 09:40: they now come at 10:11. Can you receive them then?"
    action = do(trip, "09:26", host_calls.tell, first)
    assert [call.key for call in calls("09:27")] == [call.key for call in rest]
    legs = [one.leg.id for one in day(trip, "09:30").legs if one.times.standing is Standing.UNDER_WAY]
    do(trip, "10:20", running_late.arrived, legs[0], at("10:20"))
    again = next(call for call in calls("10:21") if call.key == first.key)
    assert again.groups[0].was == first.groups[0].now
    do(trip, "10:22", taking_back.take_back, action)
    assert len(calls("10:23")) == 3


def test_a_group_that_does_not_come_and_one_that_comes_after_all_are_told(trip: Tour) -> None:
    leave_late(trip, "10:30")
    skip = next(one for one in ways(trip, "10:31") if one.way is CatchUp.SKIP and one.stops[0].id == trip.stops[1])
    action = do(trip, "10:32", catch_up.take, skip)

    def park() -> list[tuple[bool, bool]]:
        with trip.world.db.read() as session:
            found = host_calls.calls(session, trip.visit, at("10:33"))
        mine = [one for call in found if call.stop.id == trip.stops[1] for one in call.groups]
        return [(one.was is None, one.now is None) for one in mine if one.group.id == skip.groups[0].id]

    assert park() == [(False, True)]
    with trip.world.db.read() as session:
        call = next(one for one in host_calls.calls(session, trip.visit, at("10:33")) if one.stop.id == trip.stops[1])
    do(trip, "10:34", host_calls.tell, call)
    assert park() == []
    group = day(trip, "10:34").tour.groups[[one.id for one in day(trip, "10:34").tour.groups].index(skip.groups[0].id)]
    people = tuple((one.who.registration_id, one.role) for one in group.people if one.who.registration_id)
    do(trip, "10:35", visits_edit.change_group, group.id, visits_edit.GroupDraft(group.name, people))
    assert park() == [(True, False)]
    assert action


def test_the_travel_table_of_the_hour_counts(trip: Tour) -> None:
    leg = leg_now(day(trip, "08:00"), 0).leg
    with trip.world.db.write() as session:
        travel.set_minutes(session, trip.summit.id, leg.from_id, leg.to_id, {0: 45, 9: 70})
    do(trip, "09:10", running_late.left, leg.id, at("09:05"))
    assert leg_now(day(trip, "09:10"), 0).times.end == at("09:05") + timedelta(minutes=70)
