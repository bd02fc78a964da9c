"""The board of a visit as it is read, and what is done to its blocks and people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.conflicts import Kind
from desktop.domain.text import LocalName
from desktop.domain.visit_board import Key, Trouble, judge, moved
from desktop.domain.visits import Aboard, GroupRole, Leaders
from desktop.services import visit_planner
from desktop.services.taking_back import take_back, this_action
from desktop.services.travel import SiteDraft, change_site, sites
from desktop.services.visit_board import Shown, shown
from desktop.services.visit_members import (
    TieDraft,
    TiedToThemselves,
    change_aboard,
    change_in_group,
    keep_ties,
    put_aboard,
    put_into_group,
    take_off,
    take_out_of_group,
)
from desktop.services.visit_moves import Span, as_planned, leave_vehicle, pin_stop, put_leg, put_stop, skip_stop
from desktop.services.visits_edit import (
    BadLegTime,
    BadStopTime,
    BadWheelchairs,
    LegDraft,
    StopDraft,
    VehicleDraft,
    VisitDraft,
    add_leg,
    add_stop,
    change_leg,
    change_stop,
    change_vehicle,
    change_visit,
    remove_leg,
    remove_stop,
    remove_visit,
)
from desktop.services.visits_rows import TakenOut
from tests.services.touring import DAY, Tour, at, tour
from tests.world import World


@pytest.fixture
def drive(world: World) -> Tour:
    return tour(world, world.summit())


def read(drive: Tour) -> Shown:
    with drive.world.db.read() as session:
        return shown(session, drive.summit.id, None, at("08:00"))


def test_the_board_says_what_the_finder_says(drive: Tour) -> None:
    found = read(drive)
    assert found.board is not None
    lab, park = drive.stops
    assert [lane.size for lane in found.board.lanes] == [4, 4, 5, 4]
    assert found.doors_open
    judged = judge(found.board)
    assert not judged.troubles
    assert judged.around(Key(drive.groups[0], lab)) == (19, 4)
    late = moved(found.board, Key(drive.groups[0], lab), at("10:00"))
    assert judge(late).troubles[Key(drive.groups[0], lab)] == {Trouble.OVERLAP}
    with drive.world.db.write() as session:
        put_stop(session, drive.groups[0], lab, Span(at("10:00"), at("11:50")))
    found = read(drive)
    assert [row.conflict.kind for row in found.about[Key(drive.groups[0], lab)]] == [Kind.TWO_PLACES]
    assert Key(drive.groups[1], lab) not in found.about
    assert Key(drive.groups[0], park) not in found.about


def test_where_a_stop_has_no_window_of_its_own_the_hours_of_its_site_count(drive: Tour) -> None:
    lab, park = drive.stops
    with drive.world.db.write() as session:
        for stop, clocks in ((lab, ("10:00", "11:00")), (park, ("13:00", ""))):
            site_id = next(one.site_id for one in drive.read().stops if one.id == stop)
            site = next(row for row in sites(session, drive.summit.id) if row.id == site_id)
            change_site(session, site.id, SiteDraft(site.name, opens_clock=clocks[0], closes_clock=clocks[1]))
    found = read(drive)
    assert found.board is not None
    key = Key(drive.groups[0], park)
    assert judge(found.board).troubles[key] == {Trouble.OUTSIDE}
    assert [row.conflict.kind for row in found.about[key]] == [Kind.OUTSIDE_HOURS]
    assert Key(drive.groups[0], lab) not in found.about
    with drive.world.db.read() as session:
        proposed = visit_planner.propose(session, drive.visit, seconds=0.2).after
    begins = [group.at(stop) for group in proposed.groups for stop in proposed.stops if stop.id == park]
    assert all(span is not None and span[0] >= at("13:00") for span in begins)


def test_one_group_moves_or_all_that_are_there_and_it_can_be_taken_back(drive: Tour) -> None:
    lab, _park = drive.stops
    one, two = drive.groups
    span = Span(at("09:45"), at("11:30"))
    with drive.world.db.write() as session:
        put_stop(session, one, lab, span)
        action = this_action(session)
    assert [group.at(drive.read().stops[0]) for group in drive.read().groups] == [
        (at("09:45"), at("11:30")),
        (at("09:40"), at("11:30")),
    ]
    with drive.world.db.write() as session:
        take_back(session, action)
    assert all(not group.slots for group in drive.read().groups)
    with drive.world.db.write() as session:
        put_stop(session, two, lab, span, together=True)
    assert drive.read().stops[0].start == at("09:45")
    assert all(not group.slots for group in drive.read().groups)
    with drive.world.db.write() as session:
        skip_stop(session, one, lab)
        pin_stop(session, two, lab, pinned=True)
    here, there = drive.read().groups
    assert here.at(drive.read().stops[0]) is None
    assert there.pinned == {lab}
    assert there.at(drive.read().stops[0]) == (at("09:45"), at("11:30"))
    with drive.world.db.write() as session:
        as_planned(session, one, lab)
    assert drive.read().groups[0].at(drive.read().stops[0]) == (at("09:45"), at("11:30"))
    with pytest.raises(BadStopTime), drive.world.db.write() as session:
        put_stop(session, one, lab, Span(at("10:00"), at("10:00")))


def test_a_leg_moves_as_it_is_and_a_vehicle_is_done_without(drive: Tour) -> None:
    leg = drive.read().legs[0]
    with drive.world.db.write() as session:
        put_leg(session, leg.id, timedelta(minutes=10))
    after = next(one for one in drive.read().legs if one.id == leg.id)
    assert (after.gathers - leg.gathers, after.leaves - leg.leaves, after.estimated) == (
        timedelta(minutes=10), timedelta(minutes=10), True,
    )  # fmt: skip
    with drive.world.db.write() as session:
        put_leg(session, leg.id, timedelta(), at("09:30"))
    after = next(one for one in drive.read().legs if one.id == leg.id)
    assert (after.arrives, after.estimated) == (at("09:30"), False)
    with pytest.raises(BadLegTime), drive.world.db.write() as session:
        put_leg(session, leg.id, timedelta(), at("08:00"))
    with drive.world.db.write() as session:
        leave_vehicle(session, drive.visit, drive.buses[0])
    assert [one.id for one in drive.read().vehicles] == [drive.buses[1]]
    assert len(read(drive).fleet) == 2


def test_people_change_groups_and_vehicles_and_keep_what_they_are(drive: Tour) -> None:
    one, two = drive.groups
    first, *_rest = drive.guests
    with drive.world.db.write() as session:
        change_in_group(session, one, [first], role=GroupRole.INTERPRETER, languages=["en"], pinned=True)
        put_into_group(session, two, [first, first])
    here, there = drive.read().groups
    assert first not in {person.who.registration_id for person in here.people}
    assert [(person.role, person.who.languages, person.pinned) for person in there.people][-1] == (
        GroupRole.INTERPRETER, ("en",), False,
    )  # fmt: skip
    with drive.world.db.write() as session:
        take_out_of_group(session, two, [first])
        put_aboard(session, drive.visit, drive.buses[1], [drive.guests[9]])
        change_aboard(session, drive.visit, drive.buses[1], [drive.guests[9]], pinned=True)
        take_off(session, drive.visit, drive.buses[0], [first])
    now = drive.read()
    assert [person.role for person in now.aboard(drive.buses[1])][-1] is Aboard.ESCORT
    assert now.aboard(drive.buses[1])[-1].pinned
    assert [len(now.aboard(bus)) for bus in drive.buses] == [3, 5]


def test_a_visit_knows_its_rule_for_leaders_its_ties_and_its_wheelchairs(drive: Tour) -> None:
    one, other, *_rest = drive.guests
    with drive.world.db.write() as session:
        change_visit(session, drive.visit, VisitDraft(DAY, LocalName(en="Tour"), leaders=Leaders.APART))
        keep_ties(session, drive.visit, [TieDraft(one, other, apart=True)])
        change_vehicle(session, drive.buses[0], VehicleDraft(LocalName(en="Bus"), 5, wheelchairs=2))
    now = drive.read()
    assert now.leaders is Leaders.APART
    assert [(tie.one.name, tie.other.name, tie.apart) for tie in now.ties] == [("王一明", "李二妹", True)]
    assert now.vehicles[0].wheelchairs == 2
    with pytest.raises(TiedToThemselves), drive.world.db.write() as session:
        keep_ties(session, drive.visit, [TieDraft(one, one)])
    with pytest.raises(BadWheelchairs), drive.world.db.write() as session:
        change_vehicle(session, drive.buses[0], VehicleDraft(LocalName(en="Bus"), 5, wheelchairs=6))


def test_what_another_desk_took_away_is_not_changed_unseen(drive: Tour) -> None:
    now, (stop, _other), (group, _two) = drive.read(), drive.stops, drive.groups
    leg, span = now.legs[0], Span(at("10:00"), at("11:00"))
    draft = StopDraft(now.stops[0].site_id, at("10:00"), at("11:00"))
    shifted = LegDraft(drive.buses[0], leg.from_id, leg.to_id, at("08:00"))
    with drive.world.db.write() as session:
        remove_stop(session, stop)
        remove_leg(session, leg.id)
    stopped: tuple[Callable[[Any], object], ...] = (
        lambda session: put_stop(session, group, stop, span),
        lambda session: skip_stop(session, group, stop),
        lambda session: as_planned(session, group, stop),
        lambda session: pin_stop(session, group, stop, pinned=True),
        lambda session: change_stop(session, stop, draft),
        lambda session: put_leg(session, leg.id, timedelta(minutes=5)),
        lambda session: change_leg(session, leg.id, shifted),
    )
    for act in stopped:
        with pytest.raises(TakenOut), drive.world.db.write() as session:
            act(session)
    with drive.world.db.write() as session:
        remove_visit(session, drive.visit)
    gone: tuple[Callable[[Any], object], ...] = (
        lambda session: add_stop(session, drive.visit, draft),
        lambda session: add_leg(session, drive.visit, shifted),
        lambda session: put_into_group(session, group, drive.guests[:1]),
        lambda session: put_aboard(session, drive.visit, drive.buses[0], drive.guests[:1]),
    )
    for act in gone:
        with pytest.raises(TakenOut), drive.world.db.write() as session:
            act(session)
