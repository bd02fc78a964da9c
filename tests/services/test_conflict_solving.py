"""One press solves a conflict as one act that can be taken back, or says that only a person can."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from desktop.domain.conflicts import Act, Kind
from desktop.domain.programme import Part
from desktop.domain.text import LocalName
from desktop.domain.visits import Aboard, DelegationRole, GroupRole, Leaders, ListField, Mode, Way
from desktop.i18n import Language, Translator
from desktop.models import Person, Registration, Vehicle, Visit, VisitTie
from desktop.services import (
    conflicts,
    delegations_edit,
    delegations_record,
    programme_edit,
    taking_back,
    visits,
    visits_edit,
)
from desktop.services.conflict_solving import OnlyByHand, Solved, solve, way_out
from desktop.services.conflicts import ConflictRow, NoSuchConflict
from desktop.services.delegations_edit import JourneyDraft, MemberDraft
from desktop.services.events import EventRow
from desktop.services.programme_edit import ItemDraft, PersonDraft
from desktop.services.visits_edit import GroupDraft, HostDraft, SlotDraft, VehicleDraft
from desktop.services.visits_import import draft_of_stop
from desktop.storage.journal import journal_of
from tests.services.touring import DAY, Tour, at, tour
from tests.world import NOON, World

_ = Translator(Language.EN)
Change = Callable[[Session], None]


@pytest.fixture
def trip(world: World, summit: EventRow) -> Tour:
    return tour(world, summit)


def rows(session: Session, trip: Tour) -> list[ConflictRow]:
    return conflicts.conflicts(session, trip.summit.id, NOON)


class Undone(Exception):
    """Nothing of this stays."""


@contextmanager
def trying(trip: Tour) -> Iterator[Session]:
    with suppress(Undone), trip.world.db.write() as session:
        yield session
        session.flush()
        raise Undone


def pressed(session: Session, trip: Tour, kind: Kind) -> str:
    """Solves the first conflict of a kind; it has to be gone, and nothing that blocks may have come."""
    before = rows(session, trip)
    found = next(row for row in before if row.conflict.kind is kind)
    way = way_out(session, trip.summit.id, found.conflict.key, NOON)
    assert way is not None
    assert way.pressed, kind
    solved = solve(session, trip.summit.id, found.conflict.key, NOON)
    assert solved.gone
    assert solved.said(_) == f"Done: {way.said(_)}."
    left = rows(session, trip)
    assert sum(row.severity == "blocks" for row in left) <= sum(row.severity == "blocks" for row in before)
    return way.said(_)


def by_hand(session: Session, trip: Tour, kind: Kind) -> tuple[str, str]:
    found = next(row for row in rows(session, trip) if row.conflict.kind is kind)
    way = way_out(session, trip.summit.id, found.conflict.key, NOON)
    assert way is not None
    assert not way.pressed
    with pytest.raises(OnlyByHand):
        solve(session, trip.summit.id, found.conflict.key, NOON)
    return way.said(_), way.opens


def stop(trip: Tour, place: int, **values: object) -> Change:
    def change(session: Session) -> None:
        row = visits.visit(session, trip.visit).stops[place]
        visits_edit.change_stop(session, row.id, replace(draft_of_stop(row), **values))  # type: ignore[arg-type]

    return change


def led(trip: Tour, **values: object) -> Change:
    def change(session: Session) -> None:
        draft = delegations_edit.draft_of(delegations_record.delegation(session, trip.delegation))
        delegations_edit.change_delegation(session, trip.delegation, replace(draft, **values))  # type: ignore[arg-type]

    return change


def on_stage(trip: Tour, guest: int, start: str) -> Change:
    def change(session: Session) -> None:
        draft = ItemDraft(
            LocalName(en="Keynote"), 1800, DAY, starts_at=at(start),
            people=(PersonDraft(Part.SPEAKER, trip.guests[guest]),),
        )  # fmt: skip
        programme_edit.add_item(session, trip.summit.id, draft)

    return change


def seats(trip: Tour, count: int, hours: int = 0) -> Change:
    draft = VehicleDraft(LocalName(en="Bus 1"), count, driver_hours=hours)
    return lambda session: visits_edit.change_vehicle(session, trip.buses[0], draft)


def test_one_press_moves_shortens_takes_out_and_gives_seats(trip: Tour) -> None:
    lab = "HKUST, Clear Water Bay Laboratory"
    for change, kind, said in (
        (on_stage(trip, 1, "10:00"), Kind.TWO_PLACES, "Take 李二妹 out of “Group 0”"),
        (stop(trip, 0, start=at("09:16")), Kind.NO_TIME, f"Plan “{lab}” from 09:21 to 11:30"),
        (stop(trip, 0, start=at("09:00")), Kind.TWO_PLACES, f"Plan “{lab}” from 09:21 to 11:30"),
        (stop(trip, 0, opens_at=None, closes_at=None, end=at("11:50")), Kind.TWO_PLACES, f"Plan “{lab}” from 09:40 to"),
        (stop(trip, 0, opens_at=at("09:45")), Kind.OUTSIDE_HOURS, f"Plan “{lab}” from 09:45 to 11:35"),
        (stop(trip, 1, parts=frozenset()), Kind.NO_MEAL, "Let people eat at “Science Park, Pak Shek Kok”"),
        (lambda session: visits_edit.set_aboard(session, trip.visit, trip.buses[1], ()), Kind.LEFT_BEHIND,
         "a seat on “Bus 2”"),
    ):  # fmt: skip
        with trying(trip) as session:
            change(session)
            assert said in pressed(session, trip, kind)


def test_a_full_bus_gives_people_to_the_one_that_has_room_and_a_group_goes_in_parts(trip: Tour) -> None:
    with trying(trip) as session:
        seats(trip, 4)(session)
        assert pressed(session, trip, Kind.FULL_VEHICLE) == "Let 陳四海 ride with “Bus 2”"
    with trying(trip) as session:
        seats(trip, 2)(session)
        assert by_hand(session, trip, Kind.FULL_VEHICLE)[1] == "visits"
    with trying(trip) as session:
        for group, name in zip(trip.groups, ("A", "B"), strict=True):
            people = trip.guests[:8] if name == "A" else []
            draft = GroupDraft(LocalName(en=name), tuple((one, GroupRole.MEMBER) for one in people))
            visits_edit.change_group(session, group, draft)
        stop(trip, 0, group_limit=5)(session)
        said = pressed(session, trip, Kind.FULL_STOP)
        assert said == "Let “A” go to “HKUST, Clear Water Bay Laboratory” in 2 parts of 55 min, one after the other"
        assert [len(one.expected) for one in visits.visit(session, trip.visit).groups] == [4, 0, 4]


def test_somebody_of_the_house_receives_leads_looks_after_or_interprets_instead(trip: Tour) -> None:
    with trying(trip) as session:
        on_stage(trip, 8, "10:00")(session)
        assert by_hand(session, trip, Kind.HOST_BUSY)[1] == "visits"
        people = (HostDraft(trip.guests[8]), HostDraft(trip.guests[9], role="accompanies"))  # type: ignore[arg-type]
        visits_edit.set_aboard(session, trip.visit, trip.buses[0], [(one, Aboard.PASSENGER) for one in trip.guests[:4]])
        stop(trip, 0, people=people)(session)
        expected = "Let 吳領隊 receive at “HKUST, Clear Water Bay Laboratory” instead of 汪揚"
        assert pressed(session, trip, Kind.HOST_BUSY) == expected
    members = tuple(replace(one, role=DelegationRole.MEMBER) for one in drafted(trip).people[:4])
    flight = JourneyDraft(Way.ARRIVAL, Mode.FLIGHT, at("06:00"), "CA 1", met_by_id=trip.guests[8])
    with trying(trip) as session:
        led(trip, people=members, journeys=(flight,), languages=("ja",))(session)
        assert pressed(session, trip, Kind.NO_LEADER) == "Let 王一明 lead “Beijing”"
        assert pressed(session, trip, Kind.NO_LIAISON) == "Name 汪揚 liaison officer of “Beijing”"
        assert by_hand(session, trip, Kind.NO_INTERPRETER) == ("Name an interpreter for “Beijing”", "delegations")


def drafted(trip: Tour) -> delegations_edit.DelegationDraft:
    with trip.world.db.read() as session:
        return delegations_edit.draft_of(delegations_record.delegation(session, trip.delegation))


def test_what_only_a_person_can_do_opens_where_it_is_done(trip: Tour) -> None:
    fields = {"list_fields": (ListField.PHONE,), "list_due_at": NOON - timedelta(days=1)}
    for change, kind, page in (
        (stop(trip, 0, **fields), Kind.LIST_INCOMPLETE, "people"),
        (stop(trip, 0, **fields), Kind.LIST_LATE, "papers"),
        (seats(trip, 5, 5), Kind.DRIVER_HOURS, "places"),
        (led(trip, journeys=(JourneyDraft(Way.DEPARTURE, Mode.FLIGHT, at("10:30")),)), Kind.JOURNEY, "visits"),
    ):
        with trying(trip) as session:
            change(session)
            if kind is Kind.JOURNEY:
                assert pressed(session, trip, kind) == "Take 4 people out of “Bus 1 → HKUST, Clear Water Bay”"
            else:
                assert by_hand(session, trip, kind)[1] == page


def test_a_press_is_one_act_that_can_be_taken_back_and_is_refused_when_it_is_late(trip: Tour) -> None:
    with trip.world.db.write() as session:
        on_stage(trip, 1, "10:00")(session)
    with trip.world.db.read() as session:
        (row,) = rows(session, trip)

    def press(session: Session) -> tuple[Solved, object]:
        return solve(session, trip.summit.id, row.conflict.key, NOON), taking_back.this_action(session)

    with trip.world.db.write() as session:
        solved, action = press(session)
        assert (solved.way.conflict.suggestion.act, solved.gone) == (Act.TAKE_OUT, True)
    assert (len(trip.read().groups[0].expected), len(trip.read().aboard(trip.buses[0]))) == (3, 4)
    with pytest.raises(NoSuchConflict), trip.world.db.write() as session:
        press(session)
    with trip.world.db.write() as session:
        taking_back.take_back(session, action)  # type: ignore[arg-type]
    with trip.world.db.read() as session:
        assert [one.conflict.key for one in rows(session, trip)] == [row.conflict.key]


def test_a_second_group_comes_when_the_first_has_gone_if_its_day_has_room_for_that(trip: Tour) -> None:
    with trying(trip) as session:
        for bus in trip.buses:
            for leg in visits.visit(session, trip.visit).legs:
                if leg.vehicle_id == bus:
                    visits_edit.remove_leg(session, leg.id)
        stop(trip, 0, group_limit=5, start=at("09:00"), end=at("09:40"))(session)
        assert "from 09:40 to 10:20 for Group" in pressed(session, trip, Kind.FULL_STOP)
        slots = [one.slots for one in visits.visit(session, trip.visit).groups]
        assert [at_[0] for one in slots for at_ in one.values() if at_] == [at("09:40")]
    with trying(trip) as session:
        stop(trip, 0, group_limit=5)(session)
        assert by_hand(session, trip, Kind.FULL_STOP)[1] == "visits"
    with trying(trip) as session:
        slot = SlotDraft(trip.stops[0], at("09:40"), at("12:10"))
        people = tuple((one, GroupRole.MEMBER) for one in trip.guests[:4])
        visits_edit.change_group(session, trip.groups[0], GroupDraft(LocalName(en="Group 0"), people, (slot,)))
        assert "Group 0" in pressed(session, trip, Kind.OUTSIDE_HOURS)


def test_wishes_that_are_not_kept_are_found_and_kept_by_putting_people_elsewhere(trip: Tour) -> None:
    def tied(session: Session, apart: bool, other: int) -> None:
        key = journal_of(session).new_id()
        one, two = trip.guests[0], trip.guests[other]
        session.add(VisitTie(id=key, visit_id=trip.visit, apart=apart, one_id=one, other_id=two))
        session.flush()

    with trying(trip) as session:
        tied(session, apart=True, other=1)
        assert pressed(session, trip, Kind.NOT_APART).startswith("Put ")
    with trying(trip) as session:
        tied(session, apart=False, other=4)
        assert pressed(session, trip, Kind.NOT_TOGETHER).startswith("Put ")
    with trying(trip) as session:
        person = session.get_one(Registration, trip.guests[0]).person_id
        session.get_one(Person, person).access = "需要輪椅"
        session.flush()
        assert by_hand(session, trip, Kind.NO_WHEELCHAIR)[1] == "visits"
        session.get_one(Vehicle, trip.buses[1]).wheelchairs = 1
        session.flush()
        assert pressed(session, trip, Kind.NO_WHEELCHAIR) == "Put 王一明 of “Tour” into another group or vehicle"
    with trying(trip) as session:
        leader = MemberDraft(trip.guests[1], role=DelegationRole.LEADER)
        draft = delegations_edit.DelegationDraft(LocalName(en="Macau"), languages=("en",), people=(leader,))
        delegations_edit.add_delegation(session, trip.summit.id, draft)
        session.get_one(Visit, trip.visit).leaders = Leaders.APART
        session.flush()
        assert pressed(session, trip, Kind.LEADERS_TOGETHER).startswith("Put ")
        session.get_one(Visit, trip.visit).leaders = Leaders.TOGETHER
        session.flush()
        assert pressed(session, trip, Kind.LEADERS_APART).startswith("Put ")
