"""Real lists go in with nothing lost, go in again without doubling anybody, and come out whole."""

from pathlib import Path

import pytest

from desktop.errors import Cancelled
from desktop.progress import Progress
from desktop.services import events, imports, people
from desktop.services.imports import Imported, ImportInUse, ImportUndone, NoSuchImport
from desktop.services.people import PersonDetail
from tests.world import GUEST_LIST, SHARED, World

OTHERS = (
    "forum-2023/guests-gb18030.csv",
    "launch-2026/guests-big5.tsv",
    "anniversary-2022/guests-utf16.csv",
)


def bring(world: World, path: Path = GUEST_LIST, *, new_event: bool = False) -> Imported:
    listing = imports.read_list(path)
    with world.db.write() as session:
        event = None if new_event else next((e.id for e in events.events(session) if e.in_use), None)
        return imports.import_people(session, listing, event, Progress())


def everybody(world: World, imported: Imported) -> dict[str, PersonDetail]:
    with world.db.read() as session:
        rows = people.people(session, imported.event)
        return {row.name: people.person(session, imported.event, row.id) for row in rows}


def test_the_organisers_list_makes_its_event_with_25_people_and_nothing_lost(world: World) -> None:
    done = bring(world)
    assert (done.read, done.new, done.updated, done.same, done.rejected) == (25, 25, 0, 0, 0)

    with world.db.read() as session:
        event = events.event_in_use(session)
    assert event.name.hant == "2023京港青年科創人才發展峰會"
    assert (event.starts_on.isoformat(), event.ends_on.isoformat()) == ("2023-04-12", "2023-04-15")
    assert [venue.name.hant for venue in event.venues] == ["香港會展中心"]

    guests = everybody(world, done)
    assert len(guests) == 25
    assert guests["孫東"].row.category.hant == "主禮嘉賓"
    assert guests["李娟"].row.honorific_zh == "女士"
    assert (guests["李焯芬"].row.honorific_zh, guests["李焯芬"].row.category.hant) == ("院士", "主旨演講")
    assert guests["汪揚"].row.category.hant == "參訪接待(4月14日)"
    assert [(post.title, post.organisation) for post in guests["施榮懷"].posts] == [
        ("名譽會長", "京校聯"),
        ("全國政協常委", ""),
        ("北京市政協常委", ""),
        ("港區省級政協委員聯誼會會長", ""),
    ]
    assert (guests["李家超"].role, guests["李家超"].attendance) == ("視頻致辭", "視頻")
    assert guests["施清流"].postnominal_zh == "太平紳士"


def test_the_same_list_again_changes_nothing(world: World) -> None:
    bring(world)
    again = bring(world)
    assert (again.read, again.new, again.updated, again.same) == (25, 0, 0, 25)


def test_the_same_people_at_other_events_are_the_same_people(world: World) -> None:
    first = bring(world)
    known = {detail.row.person for detail in everybody(world, first).values()}
    minister = everybody(world, first)["孫東"].row.person
    for name in OTHERS:
        done = bring(world, SHARED / "data" / name, new_event=True)
        assert (done.new, done.rejected) == (done.read, 0)
        guests = everybody(world, done)
        assert minister in {detail.row.person for detail in guests.values()}
        known |= {detail.row.person for detail in guests.values()}
    assert len(known) == 25 + 3 + 6 + 2, "孫東 four times, 李家超 and 查毅超 twice"


def test_an_import_is_taken_back_whole(world: World) -> None:
    done = bring(world)
    with world.db.write() as session:
        undone = imports.undo_import(session, done.batch)
    assert (undone.registrations, undone.people) == (25, 25)
    assert everybody(world, done) == {}
    again = bring(world)
    assert again.new == 25
    with pytest.raises(ImportUndone), world.db.write() as session:
        imports.undo_import(session, done.batch)


def test_an_import_that_something_depends_on_stays(world: World) -> None:
    done = bring(world)
    with world.db.read() as session:
        event = events.event_in_use(session)
    badge = world.badges(event)[0]
    world.scan(event, badge.token)
    with pytest.raises(ImportInUse) as refused, world.db.write() as session:
        imports.undo_import(session, done.batch)
    assert refused.value.values["checked_in"] == 1
    assert len(everybody(world, done)) == 25


def test_cancelling_leaves_nothing(world: World) -> None:
    listing = imports.read_list(GUEST_LIST)
    progress = Progress(say=lambda done, _total: progress.stop.set() if done == 10 else None)
    with pytest.raises(Cancelled), world.db.write() as session:
        imports.import_people(session, listing, None, progress)
    with world.db.read() as session:
        assert events.events(session) == []


def test_a_preview_says_what_would_happen_and_writes_nothing(world: World) -> None:
    listing = imports.read_list(GUEST_LIST)
    with world.db.read() as session:
        seen = imports.preview(session, listing, None)
    assert (seen.new, seen.updated, seen.same, seen.rejected) == (25, 0, 0, 0)
    with world.db.read() as session:
        assert events.events(session) == []


def test_a_corrected_list_changes_only_what_changed(world: World, tmp_path: Path) -> None:
    first = tmp_path / "list.csv"
    first.write_text("姓名,單位,職務,座位\n陳大文,科大,講師,A-01\n李小明,港大,教授,A-02\n", encoding="utf-8")
    bring(world, first)
    first.write_text("姓名,單位,職務,座位\n陳大文,科大,教授,A-01\n李小明,港大,教授,B-09\n", encoding="utf-8")
    done = bring(world, first)
    assert (done.new, done.updated, done.same) == (0, 2, 0)
    guests = everybody(world, done)
    assert [(post.title, post.organisation) for post in guests["陳大文"].posts] == [("教授", "科大")]
    assert guests["李小明"].seat == "B-09"
    with world.db.write() as session:
        imports.undo_import(session, done.batch)
    guests = everybody(world, done)
    assert [(post.title, post.organisation) for post in guests["陳大文"].posts] == [("講師", "科大")]
    assert guests["李小明"].seat == "A-02"


def test_two_people_of_one_name_are_two_people(world: World, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("姓名,單位,職務\n李然,科大,講師\n李然,港大,教授\n李然,科大,講師\n", encoding="utf-8")
    done = bring(world, listed)
    assert (done.new, done.rejected) == (2, 1)
    assert [(problem.row, problem.code) for problem in done.problems] == [(4, "listed_twice")]


def test_an_import_that_was_never_made_can_not_be_undone(world: World) -> None:
    done = bring(world)
    with pytest.raises(NoSuchImport), world.db.write() as session:
        imports.undo_import(session, done.event)
