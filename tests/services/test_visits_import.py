"""Lists of visits go in whole or not at all, row by row explained, and are taken back."""

from pathlib import Path
from time import monotonic

import pytest

from desktop.domain.text import LocalName
from desktop.domain.visits import StopPart, StopRole
from desktop.domain.visits_list import NoVisitHeader
from desktop.services import imports, visits, visits_edit, visits_import
from desktop.services.events import EventRow
from desktop.services.list_files import ListImported
from desktop.services.programme_import import NothingListed
from desktop.services.travel import sites, starting_table
from desktop.services.visits_edit import GroupDraft, SlotDraft
from desktop.services.visits_undo import VisitsInUse
from tests.world import SHARED, World

REAL = SHARED / "data" / "summit-2023" / "visits.csv"


def brought_in(world: World, event: EventRow | None, path: Path) -> ListImported:
    table = visits_import.read_visits_file(path)
    with world.db.write() as session:
        plan = visits_import.plan_visits(session, event.id if event is not None else None, table)
        return visits_import.write_visits(session, plan)


def listed(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "tour.csv"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_the_tour_of_the_summit_goes_in_with_those_who_receive_found_in_the_register(
    world: World, summit: EventRow
) -> None:
    wang, yu = world.guests(summit, "汪揚", "於宏宇")
    with world.db.write() as session:
        starting_table(session, summit.id)
        assert starting_table(session, summit.id) == 0
    done = brought_in(world, summit, REAL)
    assert (done.read, done.new, done.rejected, done.problems) == (3, 3, 0, ())
    with world.db.read() as session:
        (tour,) = visits.visits(session, summit.id)
        assert len(sites(session, summit.id)) == 6
    lab, park, port = tour.stops
    assert (lab.site.en, lab.place.hant) == ("HKUST, Clear Water Bay", "先進顯示與光電子技術國家重點實驗室")
    assert [(one.who.key, one.role) for one in lab.people] == [(wang, StopRole.RECEIVES), (yu, StopRole.ACCOMPANIES)]
    assert [one.who.key for one in park.people] == ["科學園負責人"]
    assert (lab.parts, park.start.isoformat()) == ({StopPart.TOUR, StopPart.TALK}, "2023-04-14T05:30:00+00:00")
    assert (port.host.hant, port.note) == ("香港數碼港", "")
    again = brought_in(world, summit, REAL)
    assert (again.new, again.updated, again.same) == (0, 0, 3)


def test_impossible_rows_are_told_one_by_one_and_the_others_go_in(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    path = listed(
        tmp_path,
        "參觀安排,,,,",
        "日期,時間,地點,接待人,內容",
        "2023-04-14,09:30-11:30,數碼港,王小明,午宴",
        ",25:99-26:00,科學園,,",
        ",12:00-11:00,科學園,,",
        "2023-04-31,10:00-11:00,科學園,,",
        "2023-04-14,10:00-11:00,,,",
        "2023-04-14,09:30-11:30,數碼港,,",
        "2023-04-14,23:00-01:00,科學園,,",
        "2023-05-01,10:00-11:00,機場,,",
        "0001-01-01,10:00-11:00,機場,,",
        "9999-12-31,23:00-01:00,機場,,",
    )
    done = brought_in(world, summit, path)
    assert (done.read, done.new, done.rejected) == (10, 3, 7)
    assert [(one.row, one.code) for one in done.problems] == [
        (3, "unknown_person"), (4, "bad_time"), (5, "ends_before_start"), (6, "bad_day"), (7, "no_site"),
        (8, "listed_twice"), (10, "outside_event"), (11, "bad_day"), (12, "bad_day"),
    ]  # fmt: skip
    with world.db.read() as session:
        tour, late = visits.visits(session, summit.id)
    assert (tour.stops[0].parts, (tour.stops[1].end - tour.stops[1].start).seconds) == ({StopPart.MEAL}, 7200)
    assert late.day.isoformat() == "2023-05-01"
    nothing = listed(tmp_path, "日期,時間,地點", "x,y,")
    with pytest.raises(NothingListed):
        brought_in(world, summit, nothing)
    with pytest.raises(NoVisitHeader):
        visits_import.read_visits_file(listed(tmp_path, "姓名,職務", "甲,乙"))


def test_a_long_list_is_written_in_time_and_a_limit_that_is_none_is_told(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    rows = [f"2023-04-14,09:00-10:00,參訪點 {number},{number}" for number in range(1, 400)]
    path = listed(tmp_path, "日期,時間,地點,上限", *rows, f"2023-04-14,09:00-10:00,數碼港,{9:030}")
    started = monotonic()
    done = brought_in(world, summit, path)
    assert monotonic() - started < 10
    assert (done.new, [(one.row, one.code, one.rejected) for one in done.problems]) == (400, [(401, "no_limit", False)])
    with world.db.read() as session:
        (tour,) = visits.visits(session, summit.id)
    assert {stop.rank: stop.group_limit for stop in tour.stops} == {**{n: n for n in range(1, 400)}, 400: None}


def test_an_import_makes_its_event_and_is_taken_back_unless_a_group_goes_there(world: World, tmp_path: Path) -> None:
    done = brought_in(world, None, REAL)
    with world.db.write() as session:
        (tour,) = visits.visits(session, done.event)
        group = visits_edit.add_group(
            session, tour.id, GroupDraft(LocalName("甲組"), slots=(SlotDraft(tour.stops[0].id),))
        )
        with pytest.raises(VisitsInUse):
            imports.undo_import(session, done.batch)
    with world.db.write() as session:
        visits_edit.remove_group(session, group)
    with world.db.write() as session:
        assert imports.undo_import(session, done.batch).stops == 3
        assert visits.visits(session, done.event) == []
        assert sites(session, done.event) == []


def test_a_newer_list_changes_times_and_keeps_what_it_does_not_say(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    brought_in(world, summit, REAL)
    changed = listed(tmp_path, "日期,到達,離開,參訪點,人數上限", "2023-04-14,16:45,18:15,數碼港,30")
    done = brought_in(world, summit, changed)
    assert (done.updated, done.new) == (1, 0)
    with world.db.read() as session:
        (tour,) = visits.visits(session, summit.id)
    assert [(stop.group_limit, stop.host.hant, len(stop.people)) for stop in tour.stops][2] == (30, "香港數碼港", 1)


def test_one_place_may_be_visited_twice_in_a_day(world: World, summit: EventRow, tmp_path: Path) -> None:
    lines = ("日期,到達,離開,參訪點", "2023-04-14,09:30,11:30,數碼港", "2023-04-14,13:30,15:30,數碼港")
    assert brought_in(world, summit, listed(tmp_path, *lines)).new == 2
    assert brought_in(world, summit, listed(tmp_path, lines[0], lines[2], lines[1])).same == 2
    done = brought_in(world, summit, listed(tmp_path, *lines, "2023-04-14,16:30,17:30,數碼港"))
    assert (done.same, done.new) == (2, 1)
