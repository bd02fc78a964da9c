"""The list of conflicts: what each is about, what it touches, and who lives with it; the table of travel."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.conflicts import Kind, Severity
from desktop.domain.programme import Part
from desktop.domain.text import LocalName
from desktop.domain.visits import DelegationRole
from desktop.errors import UserError
from desktop.i18n import Language, Translator
from desktop.services import (
    conflicts,
    delegations_edit,
    delegations_record,
    preflight_plan,
    programme_edit,
    travel,
    travel_table,
    visits_edit,
)
from desktop.services.conflict_list import About, ConflictFinder, ConflictList
from desktop.services.events import EventRow
from desktop.services.programme_edit import ItemDraft, PersonDraft
from desktop.services.travel import BadMinutes, SiteDraft, SiteInUse, VehicleInUse
from desktop.services.visits_edit import VehicleDraft, add_vehicle
from tests.services.touring import DAY, Tour, at, tour
from tests.world import NOON, World


@pytest.fixture
def trip(world: World, summit: EventRow) -> Tour:
    return tour(world, summit)


def look(trip: Tour, finder: ConflictFinder) -> ConflictList:
    with trip.world.db.read() as session:
        return finder.look(session, trip.summit.id, NOON)


def test_the_list_follows_the_plan_and_knows_what_each_conflict_touches(trip: Tour) -> None:
    finder = ConflictFinder()
    assert look(trip, finder) == ConflictList()
    with trip.world.db.write() as session:
        people = (PersonDraft(Part.SPEAKER, trip.guests[0]),)
        item = programme_edit.add_item(
            session, trip.summit.id, ItemDraft(LocalName(en="Keynote"), 1800, DAY, starts_at=at("10:00"), people=people)
        )
        draft = delegations_edit.draft_of(delegations_record.delegation(session, trip.delegation))
        people_left = tuple(one for one in draft.people if one.role is not DelegationRole.LEADER)
        delegations_edit.change_delegation(session, trip.delegation, replace(draft, people=people_left))
    found = look(trip, finder)
    assert look(trip, ConflictFinder()) == found
    clash = found.lines[0]
    assert (clash.kind, clash.day, [one.about for one in (*clash.who, *clash.what)]) == (
        Kind.TWO_PLACES, date(2023, 4, 14), [About.PERSON, About.STOP, About.ITEM],
    )  # fmt: skip
    assert clash.refs >= {trip.guests[0], trip.stops[0], trip.visit, item}
    assert found.of(trip.visit) == found.of(trip.stops[0]) == (clash,)
    leaderless = next(line for line in found.lines if line.kind is Kind.NO_LEADER)
    assert (leaderless.who[0].about, leaderless.day, leaderless.severity) == (About.DELEGATION, None, Severity.WARNS)
    assert trip.delegation in dict(found.delegations)
    with trip.world.db.write() as session:
        conflicts.accept(session, trip.summit.id, NOON, clash.key, "他先離開")
    kept = next(line for line in look(trip, finder).lines if line.key == clash.key)
    assert kept.severity is Severity.NOTES
    assert kept.acceptance is not None
    assert (kept.acceptance.why, kept.acceptance.who) == ("他先離開", "May")


def test_minutes_sites_and_vehicles_that_are_in_use_stay(trip: Tour) -> None:
    with trip.world.db.write() as session:
        event = trip.summit.id
        lab, park = (travel.find_site(session, event, code).id for code in ("hkust", "science-park"))
        before = travel.travel(session, event).minutes[lab, park]
        travel.set_band(session, event, lab, park, 8, 41)
        assert (8, 41) in travel.travel(session, event).minutes[lab, park]
        travel.set_band(session, event, lab, park, 8, None)
        assert travel.travel(session, event).minutes[lab, park] == before
        travel.set_band(session, event, park, lab, 17, 58)
        travel.set_band(session, event, park, lab, 17, None)
        assert (park, lab) not in travel.travel(session, event).minutes
        with pytest.raises(BadMinutes):
            travel.set_band(session, event, lab, park, 8, 0)
        with pytest.raises(SiteInUse):
            travel.remove_site(session, lab)
        with pytest.raises(VehicleInUse):
            travel.remove_vehicle(session, trip.buses[0])
        spare = add_vehicle(session, event, VehicleDraft(LocalName(en="Van"), 7))
        travel.remove_vehicle(session, spare)
        for draft, error in (
            (SiteDraft(LocalName(en="X"), walk_minutes=121), "bad_walk"),
            (SiteDraft(LocalName(en="X"), opens_clock="9 o'clock"), "bad_clock"),
            (SiteDraft(LocalName()), "site_nameless"),
        ):
            with pytest.raises(UserError) as refused:
                travel.change_site(session, lab, draft)
            assert refused.value.code == error


def test_before_the_doors_open_it_is_said_how_many_conflicts_block(trip: Tour) -> None:
    def said() -> list[str]:
        with trip.world.db.read() as session:
            found = preflight_plan.conflicts(session, trip.summit.id, NOON)
        return [one.say(Translator(Language.EN)) for one in found]

    assert said() == []
    with trip.world.db.write() as session:
        draft = visits_edit.VehicleDraft(LocalName(en="Bus 1"), 0)
        visits_edit.change_vehicle(session, trip.buses[0], draft)
    assert said() == ["3 conflicts block the plan."]


def test_the_travel_table_goes_out_to_a_file_and_comes_back_row_by_row(trip: Tour, tmp_path: Path) -> None:
    file, event = tmp_path / "travel.csv", trip.summit.id
    with trip.world.db.write() as session:
        before = travel.travel(session, event).minutes
        rows = travel_table.export_travel(session, event, file, Translator(Language.ZH_HANT))
        assert rows == sum(map(len, before.values()))
        read = travel_table.read_travel(session, event, file)
        assert ({pair: tuple(sorted(bands.items())) for pair, bands in read.minutes.items()}, read.problems) == (
            before,
            (),
        )
        file.write_text(
            "from,to,hour,minutes\nhkust,cyberport,17:00,70\nHKUST,Cyberport,8,\nhkust,mars,8,5\nhkust,hkust,8,5\n"
            "hkust,cyberport,24,5\nhkust,cyberport,7,601\n\ncyberport,hkust,7,55\n"
        )
        read = travel_table.read_travel(session, event, file)
        assert [(one.row, one.error.code) for one in read.problems] == [
            (3, "row_too_short"), (4, "no_such_site"), (5, "site_to_itself"), (6, "bad_minutes"), (7, "bad_minutes"),
        ]  # fmt: skip
        assert travel_table.write_travel(session, event, read) == 2
        lab, port = (travel.find_site(session, event, code).id for code in ("hkust", "cyberport"))
        after = travel.travel(session, event).minutes
        assert (after[lab, port], after[port, lab]) == (((17, 70),), ((7, 55),))
        assert {pair: bands for pair, bands in after.items() if pair not in read.minutes} == {
            pair: bands for pair, bands in before.items() if pair != (lab, port)
        }
