"""Real lists go in with nothing lost, go in again without doubling anybody, and come out whole."""

from pathlib import Path

import pytest

from desktop.domain.verdicts import Status
from desktop.errors import Cancelled
from desktop.progress import Progress
from desktop.services import events, imports, people, people_list
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
        rows = people_list.people(session, imported.event)
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
    assert refused.value.values["who"] == "李家超"
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


def written(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_who_is_no_longer_on_a_corrected_list_is_shown_and_can_be_cancelled(world: World, tmp_path: Path) -> None:
    bring(world, written(tmp_path, "姓名,單位\n陳大文,科大\n李小明,港大\n王小明,城大\n"))
    with world.db.read() as session:
        event = events.event_in_use(session)
    media = bring(world, written(tmp_path, "姓名,單位\n周伯通,日報\n", "media.csv"))
    assert media.missing == ()

    corrected = imports.read_list(written(tmp_path, "姓名,單位\n陳大文,科大\n李小明,港大\n張三豐,理大\n", "v2.csv"))
    with world.db.read() as session:
        seen = imports.preview(session, corrected, event.id)
    assert (seen.new, seen.same, [one.name for one in seen.missing]) == (1, 2, ["王小明"])

    with world.db.write() as session:
        done = imports.import_people(session, corrected, event.id, Progress(), cancel=True)
    assert ([one.name for one in done.missing], done.cancelled) == (["王小明"], 1)
    assert everybody(world, done)["王小明"].row.status is Status.CANCELLED
    again = bring(world, tmp_path / "v2.csv")
    assert (again.same, again.missing) == (3, ()), "who is cancelled is missed no more"
    back = imports.read_list(tmp_path / "list.csv")
    with world.db.read() as session:
        seen = imports.preview(session, back, event.id)
    assert [(problem.value, problem.code) for problem in seen.problems] == [("王小明", "not_expected")]
    with world.db.write() as session:
        imports.undo_import(session, done.batch)
    guests = everybody(world, done)
    assert guests["王小明"].row.status is Status.CONFIRMED
    assert "張三豐" not in guests


def test_who_has_arrived_is_not_cancelled(world: World, tmp_path: Path) -> None:
    bring(world, written(tmp_path, "姓名,單位\n陳大文,科大\n李小明,港大\n"))
    with world.db.read() as session:
        event = events.event_in_use(session)
    world.scan(event, next(badge.token for badge in world.badges(event) if "李小明" in badge.name))
    corrected = imports.read_list(written(tmp_path, "姓名,單位\n陳大文,科大\n"))
    with world.db.write() as session:
        done = imports.import_people(session, corrected, event.id, Progress(), cancel=True)
    assert ([(one.name, one.arrived) for one in done.missing], done.cancelled) == ([("李小明", True)], 0)


def test_a_known_person_is_found_by_address_where_the_work_is_another(world: World, tmp_path: Path) -> None:
    bring(world, written(tmp_path, "姓名,單位,電郵\n陳大文,科大,tm@example.org\n"))
    done = bring(world, written(tmp_path, "姓名,單位,電郵\n陈大文,理大,TM@example.org\n"))
    assert (done.new, done.updated) == (0, 1)


def test_what_a_list_says_of_a_guest_is_all_kept(world: World, tmp_path: Path) -> None:
    done = bring(
        world,
        written(
            tmp_path,
            "姓名,狀態,接待人,代表團,語言,無障礙需要,標籤,手機,飲食\n"
            "陳大文,婉拒,May,北京代表團,簡體,輪椅,#早到 重要,9123 4567,素食\n",
        ),
    )
    guest = everybody(world, done)["陳大文"]
    assert (guest.row.status, guest.escort, guest.delegation.hant) == (Status.DECLINED, "May", "北京代表團")
    assert (guest.language, guest.access, guest.tags, guest.diet) == ("zh-Hans", "輪椅", "早到 重要", "素食")
    assert guest.phone == "9123 4567"


@pytest.mark.parametrize("headers", ["姓名,單位", "Name,Company"])
def test_a_row_that_says_less_changes_nothing(world: World, tmp_path: Path, headers: str) -> None:
    bring(world)
    done = bring(world, written(tmp_path, f"{headers}\n孫東,香港特區政府創新科技及工業局\n"))
    assert (done.same, done.new) == (1, 0)


def test_all_real_lists_go_into_one_event(world: World) -> None:
    done = [bring(world), *(bring(world, SHARED / "data" / name) for name in OTHERS)]
    assert all(one.rejected == 0 and one.event == done[0].event for one in done)
    assert [one.missing for one in done[1:]] == [(), (), ()]
    assert sum(one.new for one in done) == len(everybody(world, done[0])) == 25 + 3 + 6 + 2


KNOWN = "姓名,英文姓名,單位,電話\n陳小明,CHAN Siu Ming,香港科技園公司,91234567\n黃美玲,WONG Mei Ling,數碼港,\n"


def counts(done: Imported) -> tuple[int, int, int]:
    return done.new, done.updated, done.same


@pytest.mark.parametrize(
    ("row", "new"),
    [
        ("Siu Ming Chan,,9123 4567", False),
        ("Siu Ming Chan,,91234567", False),
        ("Mr Chan Siu-ming,香港科技園公司,", False),
        ("CHAN Siu Ming,科技園公司,", False),
        ("CHAN Siu Ming,,", False),  # the only one of this name at the event
        ("CHAN Siu Ming,香港大學,", True),
        ("CHAN Siu Ming,,98765432", True),
    ],
)
def test_a_latin_name_alone_is_a_known_persons_where_nothing_speaks_against_it(
    world: World, tmp_path: Path, row: str, new: bool
) -> None:
    bring(world, written(tmp_path, KNOWN))
    done = bring(world, written(tmp_path, f"Name,Company,Phone\n{row}\n", "more.csv"))
    assert done.new == new


def test_two_known_people_of_one_latin_name_are_never_guessed_between(world: World, tmp_path: Path) -> None:
    bring(world, written(tmp_path, "姓名,英文姓名,單位\n陳小明,CHAN Siu Ming,科大\n陳兆銘,CHAN Siu Ming,科大\n"))
    assert bring(world, written(tmp_path, "Name,Company\nCHAN Siu Ming,科大\n", "more.csv")).new == 1


def test_a_list_that_says_the_chinese_name_later_means_the_same_person(world: World, tmp_path: Path) -> None:
    bring(world, written(tmp_path, "Name,Company,Phone\nCHAN Siu Ming,科大,91234567\n"))
    later = written(tmp_path, "姓名,英文姓名,單位,電話\n陳小明,CHAN Siu Ming,科大,91234567\n", "later.csv")
    assert counts(bring(world, later)) == (0, 1, 0)
    assert counts(bring(world, later)) == (0, 0, 1)
