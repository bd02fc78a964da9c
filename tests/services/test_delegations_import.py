"""Lists of delegations go in whole or not at all, row by row explained, and are taken back."""

from collections import Counter
from pathlib import Path

import pytest

from desktop.domain.delegations_list import NoDelegationHeader
from desktop.domain.text import LocalName
from desktop.domain.visits import DelegationRole, Mode, Way
from desktop.services import delegations_import, delegations_record, imports
from desktop.services.delegations_edit import DelegationDraft, MemberDraft, add_delegation, change_delegation, draft_of
from desktop.services.delegations_undo import DelegationsInUse
from desktop.services.events import EventRow
from desktop.services.list_files import ListImported
from desktop.services.programme_import import NothingListed
from tests.world import World

BY_MEMBER = (
    "代表團一覽,,,,,,,,,",
    "代表團,代表團英文名,姓名,角色,分組,房號,對接人,酒店,抵達時間,航班",
    "東京大學代表團,University of Tokyo,王小明,團長,甲,1201,陳大文,維港酒店,2023-04-12 14:40,NH 811",
    ",,李四光,團員,甲,1202,,,,",
    ",,山田太郎,翻譯,,,,,,",
    "倫敦代表團,,趙六,團長,,,,,2023-04-31 10:00,",
    "倫敦代表團,,趙六,顧問,,,,維港酒店,,",
    ",,趙六,團員,,,,,,",
)


def listed(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "delegations.csv"
    path.write_text("\n".join(lines), encoding)
    return path


def brought_in(world: World, event: EventRow, path: Path) -> ListImported:
    table = delegations_import.read_delegations_file(path)
    with world.db.write() as session:
        return delegations_import.write_delegations(
            session, delegations_import.plan_delegations(session, event.id, table)
        )


def test_a_row_for_each_member_finds_guests_and_tells_impossible_rows_one_by_one(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    wang, li, chen, zhao = world.guests(summit, "王小明", "李四光", "陳大文", "趙六")
    path = listed(tmp_path, *BY_MEMBER, encoding="big5hkscs")
    done = brought_in(world, summit, path)
    assert (done.read, done.new, done.rejected) == (6, 2, 2)
    assert [(one.row, one.code, one.rejected) for one in done.problems] == [
        (5, "unknown_person", False), (6, "bad_day", True), (7, "unknown_role", False), (8, "member_twice", True),
    ]  # fmt: skip
    with world.db.read() as session:
        london, tokyo = delegations_record.delegation_rows(session, summit.id)
    assert (tokyo.name, tokyo.hotel) == (LocalName("東京大學代表團", "", "University of Tokyo"), "維港酒店")
    assert [(one.who.key, one.role, one.subgroup, one.room) for one in tokyo.people] == [
        (wang, DelegationRole.LEADER, "甲", "1201"), (li, DelegationRole.MEMBER, "甲", "1202"),
        ("山田太郎", DelegationRole.INTERPRETER, "", ""),
    ]  # fmt: skip
    opposite = tokyo.people[0].counterpart
    assert opposite is not None
    assert opposite.registration_id == chen
    (journey,) = tokyo.journeys
    assert (journey.way, journey.mode, journey.number, journey.subgroup) == (Way.ARRIVAL, Mode.FLIGHT, "NH 811", "甲")
    assert journey.at.isoformat() == "2023-04-12T06:40:00+00:00"
    assert [one.who.key for one in london.people] == [zhao]

    again = brought_in(world, summit, path)
    assert (again.new, again.updated, again.same) == (0, 0, 2)


def test_a_row_for_each_delegation_keeps_what_it_does_not_say_and_moves_who_it_names(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    wang, li, zhao = world.guests(summit, "王小明", "李四光", "趙六")
    with world.db.write() as session:
        here = add_delegation(
            session, summit.id,
            DelegationDraft(LocalName("倫敦團", "", "London"), hotel="山頂酒店", people=(MemberDraft(zhao, room="7"),)),
        )  # fmt: skip
        there = add_delegation(session, summit.id, DelegationDraft(LocalName("舊團"), people=(MemberDraft(wang),)))
    path = listed(
        tmp_path,
        "Delegation,Leader,Members,Liaison,Languages,Origin,Gifts,Note,Flight",
        'London,趙六,"趙六、王小明、Jane Doe",李四光,"Japanese, English",London,A bowl; a map,No pork,BA 31',
    )
    done = brought_in(world, summit, path)
    assert (done.updated, Counter(one.code for one in done.problems)) == (
        1,
        {"moves_here": 1, "unknown_person": 1, "no_when": 1},
    )
    with world.db.read() as session:
        london, old = (delegations_record.delegation(session, key) for key in (here, there))
    assert [(one.who.key, one.role, one.room) for one in london.people] == [
        (zhao, DelegationRole.LEADER, "7"), (wang, DelegationRole.MEMBER, ""),
        ("Jane Doe", DelegationRole.MEMBER, ""), (li, DelegationRole.LIAISON, ""),
    ]  # fmt: skip
    assert (london.hotel, london.languages, london.origin, london.note) == (
        "山頂酒店",
        ("ja", "en"),
        "London",
        "No pork\nBA 31",
    )
    assert [one.text for one in london.gifts] == ["A bowl", "a map"]
    assert old.people == ()

    with world.db.write() as session:
        imports.undo_import(session, done.batch)
    with world.db.read() as session:
        london, old = (delegations_record.delegation(session, key) for key in (here, there))
    assert ([one.who.key for one in london.people], london.gifts, london.origin) == ([zhao], (), "")
    assert [one.who.key for one in old.people] == [wang]


def test_an_import_is_not_taken_back_over_what_was_written_since(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    done = brought_in(world, summit, listed(tmp_path, "代表團,酒店", "東京大學代表團,維港酒店"))
    with world.db.write() as session:
        (row,) = delegations_record.delegation_rows(session, summit.id)
        change_delegation(session, row.id, DelegationDraft(row.name, hotel="山頂酒店"))
    with pytest.raises(DelegationsInUse, match="東京大學代表團"), world.db.write() as session:
        imports.undo_import(session, done.batch)
    with world.db.write() as session:
        change_delegation(session, row.id, draft_of(row))
    with world.db.write() as session:
        assert imports.undo_import(session, done.batch).delegations == 1
        assert delegations_record.delegation_rows(session, summit.id) == []


def test_a_list_that_gives_nothing_writes_nothing(world: World, summit: EventRow, tmp_path: Path) -> None:
    with pytest.raises(NoDelegationHeader):
        delegations_import.read_delegations_file(listed(tmp_path, "姓名,職務", "甲,乙"))
    with pytest.raises(NothingListed):
        brought_in(world, summit, listed(tmp_path, "代表團,姓名", ",王小明"))


def test_a_row_that_gives_nothing_says_only_why(world: World, summit: EventRow, tmp_path: Path) -> None:
    path = listed(
        tmp_path, "代表團,姓名,角色,到達", "東京,甲一,leader,2023-04-12 10:00", "東京,甲一,leader,",
        "東京,乙二,member,0001-01-01 00:00", "東京,丙三,member,9999-12-31 23:59",
    )  # fmt: skip
    done = brought_in(world, summit, path)
    assert (done.new, done.rejected) == (1, 3)
    assert [(one.row, one.code) for one in done.problems if one.row > 2] == [
        (3, "member_twice"), (4, "bad_day"), (5, "bad_day"),
    ]  # fmt: skip
