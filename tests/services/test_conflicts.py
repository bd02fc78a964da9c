"""Conflicts of a tour in the database: none as planned, each one as it is made, with names and a way out."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.domain.conflicts import Act, Kind, Severity
from desktop.domain.programme import Part
from desktop.domain.text import LocalName
from desktop.domain.visits import DelegationRole, ListField, Mode, Way
from desktop.models import Registration
from desktop.services import (
    conflicts,
    delegations_edit,
    delegations_record,
    merging,
    programme_edit,
    visits,
    visits_edit,
)
from desktop.services.conflicts import AcceptedForNothing, ConflictRow, NoSuchConflict
from desktop.services.delegations_edit import JourneyDraft
from desktop.services.events import EventRow
from desktop.services.programme_edit import ItemDraft, PersonDraft
from desktop.services.visits_edit import LegDraft, VehicleDraft, VisitDraft
from desktop.services.visits_import import draft_of_stop
from tests.services.touring import DAY, Tour, at, tour
from tests.world import NOON, World


@pytest.fixture
def trip(world: World, summit: EventRow) -> Tour:
    return tour(world, summit)


def found(trip: Tour, now: datetime = NOON, **asked: Any) -> list[ConflictRow]:
    with trip.world.db.read() as session:
        return conflicts.conflicts(session, trip.summit.id, now, **asked)


def kinds(trip: Tour, now: datetime = NOON) -> set[Kind]:
    return {row.conflict.kind for row in found(trip, now)}


def stop_changed(trip: Tour, place: int, **values: Any) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        stop = visits.visit(session, trip.visit).stops[place]
        visits_edit.change_stop(session, stop.id, replace(draft_of_stop(stop), **values))

    return change


def ridden_elsewhere(trip: Tour) -> Callable[[Session], None]:
    """Bus 1 also goes for another visit, while it waits at the laboratory."""

    def change(session: Session) -> None:
        lab = visits.visit(session, trip.visit).stops[0].site_id
        other = visits_edit.add_visit(session, trip.summit.id, VisitDraft(DAY, LocalName(en="Other")))
        leg = LegDraft(trip.buses[0], lab, lab, at("11:42"), at("11:20"), at("12:00"))
        visits_edit.add_leg(session, other, leg)

    return change


def led(trip: Tour, **values: Any) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        draft = delegations_edit.draft_of(delegations_record.delegation(session, trip.delegation))
        delegations_edit.change_delegation(session, trip.delegation, replace(draft, **values))

    return change


def on_stage(trip: Tour, guest: int, start: str) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        people = (PersonDraft(Part.SPEAKER, trip.guests[guest]),)
        draft = ItemDraft(LocalName(en="Keynote"), 1800, DAY, starts_at=at(start), people=people)
        programme_edit.add_item(session, trip.summit.id, draft)

    return change


def test_a_tour_as_it_should_be_has_no_conflict(trip: Tour) -> None:
    assert found(trip) == []


def test_each_kind_of_conflict_is_found_in_what_people_write(trip: Tour) -> None:
    fields = (ListField.NAME_LATIN, ListField.PHONE)
    flight = JourneyDraft(Way.DEPARTURE, Mode.FLIGHT, at("16:30"), "CA 1")
    people = tuple(
        one for one in delegations_edit.draft_of(delegation_of(trip)).people if one.role is DelegationRole.MEMBER
    )
    tiny = VehicleDraft(LocalName(en="Bus 1"), 0, driver_hours=5)
    for change, expected in (
        (on_stage(trip, 0, "10:00"), {Kind.TWO_PLACES}),
        (on_stage(trip, 8, "10:00"), {Kind.HOST_BUSY}),
        (stop_changed(trip, 0, end=at("12:10")), {Kind.OUTSIDE_HOURS, Kind.TWO_PLACES}),
        (stop_changed(trip, 0, start=at("09:16")), {Kind.NO_TIME}),
        (stop_changed(trip, 0, group_limit=7), {Kind.FULL_STOP}),
        (stop_changed(trip, 1, parts=frozenset()), {Kind.NO_MEAL}),
        (stop_changed(trip, 0, list_fields=fields, list_due_at=NOON - timedelta(days=1)),
         {Kind.LIST_INCOMPLETE, Kind.LIST_LATE}),
        (lambda session: visits_edit.change_vehicle(session, trip.buses[0], tiny),
         {Kind.FULL_VEHICLE, Kind.DRIVER_HOURS}),
        (lambda session: visits_edit.set_aboard(session, trip.visit, trip.buses[1], ()), {Kind.LEFT_BEHIND}),
        (ridden_elsewhere(trip), {Kind.VEHICLE_TWICE}),
        (led(trip, journeys=(flight,)), {Kind.JOURNEY}),
        (led(trip, people=people, languages=("ja",)), {Kind.NO_LEADER, Kind.NO_LIAISON, Kind.NO_INTERPRETER}),
    ):  # fmt: skip
        with suppress(Undone), trip.world.db.write() as session:
            change(session)
            rows = conflicts.conflicts(session, trip.summit.id, NOON)
            assert {row.conflict.kind for row in rows} == expected
            assert all(row.on for row in rows)
            raise Undone


class Undone(Exception):
    """Nothing of this stays."""


def delegation_of(trip: Tour) -> Any:
    with trip.world.db.read() as session:
        return delegations_record.delegation(session, trip.delegation)


def test_what_is_accepted_is_noted_with_its_reason_until_it_changes(trip: Tour) -> None:
    with trip.world.db.write() as session:
        on_stage(trip, 0, "10:00")(session)
    (row,) = found(trip, person=trip.guests[0])
    assert (row.who[0].hant, [name.hant or name.en for name in row.what], row.severity) == (
        "王一明", ["香港科技大學（清水灣） 實驗室", "Keynote"], Severity.BLOCKS,
    )  # fmt: skip
    assert (row.conflict.suggestion.act, row.on.en) == (Act.TAKE_OUT, "HKUST, Clear Water Bay Laboratory")
    assert found(trip, delegation=trip.delegation) == [row]
    assert found(trip, person=trip.guests[5]) == []
    with trip.world.db.write() as session:
        conflicts.accept(session, trip.summit.id, NOON, row.conflict.key, "他先離開")
        with pytest.raises(AcceptedForNothing):
            conflicts.accept(session, trip.summit.id, NOON, row.conflict.key, " ")
        with pytest.raises(NoSuchConflict):
            conflicts.accept(session, trip.summit.id, NOON, "nothing", "x")
    (noted,) = found(trip)
    assert (noted.severity, noted.accepted) == (Severity.NOTES, "他先離開")
    with trip.world.db.write() as session:
        stop_changed(trip, 0, end=at("10:20"))(session)
    (again,) = found(trip)
    assert (again.severity, again.accepted) == (Severity.BLOCKS, "")
    with trip.world.db.write() as session:
        conflicts.accept(session, trip.summit.id, NOON, again.conflict.key, "好")
        conflicts.take_acceptance_back(session, trip.summit.id, again.conflict.key)
    assert not found(trip)[0].accepted


def test_a_record_that_becomes_part_of_another_has_one_seat_and_meets_itself_in_the_other_group(trip: Tour) -> None:
    with trip.world.db.write() as session:
        people = [session.get_one(Registration, trip.guests[place]).person_id for place in (0, 1, 4)]
        merging.merge(session, people[0], people[1])
    assert [len(group.expected) for group in trip.read().groups] == [3, 4]
    assert len(trip.read().aboard(trip.buses[0])) == 4
    assert found(trip) == []
    with trip.world.db.write() as session:
        merging.merge(session, people[0], people[2])
    assert kinds(trip) == {Kind.TWO_PLACES}
    with trip.world.db.write() as session:
        merging.separate(session, people[2])
    assert found(trip) == []
