"""Programmes go in: the real one, awkward ones, again, and back out."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from desktop.domain.programme import Audience, Department, ItemKind, Part
from desktop.domain.text import LocalName
from desktop.errors import UserError
from desktop.i18n import Language
from desktop.progress import Progress
from desktop.services import events, imports, programme, programme_edit
from desktop.services.events import EventRow
from desktop.services.import_changes import Standing
from desktop.services.programme import ItemRow
from desktop.services.programme_import import (
    NothingListed,
    ProgrammeImported,
    plan_programme,
    read_programme_file,
    write_programme,
)
from desktop.services.programme_undo import ProgrammeInUse
from desktop.storage.database import Database
from tests.world import GUEST_LIST, SUMMIT, World

REAL = GUEST_LIST.with_name("programme.csv")
HEADER = "日期,開始,結束,類型,項目,講者,場地,備註"
Written = Callable[..., Path]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "summit.db")


@pytest.fixture
def summit(world: World) -> EventRow:
    return world.summit()


@pytest.fixture
def file(tmp_path: Path) -> Written:
    def write(*lines: str, name: str = "programme.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write


def take(db: Database, path: Path, event: UUID | None) -> ProgrammeImported:
    with db.write() as session:
        return write_programme(session, plan_programme(session, event, read_programme_file(path)))


def items(db: Database, event: UUID) -> list[ItemRow]:
    with db.read() as session:
        return programme.programme(session, event)


def titled(rows: list[ItemRow], title: str) -> ItemRow:
    return next(row for row in rows if title in (row.title.hant, row.title.hans, row.title.en))


def clocks(row: ItemRow, event: EventRow | None = None) -> tuple[str, str]:
    zone = programme.ZoneInfo(event.zone if event else "Asia/Hong_Kong")
    return f"{row.start.astimezone(zone):%d %H:%M}", f"{row.end.astimezone(zone):%d %H:%M}"


def told(done: ProgrammeImported) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.code, problem.value) for problem in done.problems]


def test_the_real_programme_finds_its_people_among_the_guests(world: World) -> None:
    with world.db.write() as session:
        event = imports.import_people(session, imports.read_list(GUEST_LIST), None, Progress()).event
    done = take(world.db, REAL, event)
    rows = items(world.db, event)
    assert (done.read, done.new, done.rejected, done.problems) == (15, 15, 0, ())
    assert [row.kind for row in sorted(rows, key=lambda row: row.start)] == [
        ItemKind.ARRIVAL, ItemKind.OPENING, ItemKind.VIDEO_ADDRESS, ItemKind.VIDEO_ADDRESS, ItemKind.SPEECH,
        ItemKind.SPEECH, ItemKind.SPEECH, ItemKind.SPEECH, ItemKind.KEYNOTE, ItemKind.POLICY, ItemKind.INITIATIVE,
        ItemKind.ROADSHOW, ItemKind.SIGNING, ItemKind.PHOTO, ItemKind.TALKS,
    ]  # fmt: skip
    named = {one.name: one.guest is not None for row in rows for one in row.people}
    assert list(named) == [
        "李家超", "孫東", "黃克瀛", "王偉明", "胡健民", "李然", "李焯芬", "肖永生", "秦紅霞", "邢勁", "郭魯鋼"
    ]  # fmt: skip
    assert all(named.values())
    signing = titled(rows, "京港科創項目簽約(七項)")
    assert (signing.people, signing.note) == ((), "領導及主禮嘉賓共同見證")
    assert titled(rows, "京港科創項目推介(24家創始人代表)").people == ()
    assert clocks(signing) == ("12 16:24", "12 16:49")
    with world.db.read() as session:
        (venue,) = events.event_by_id(session, event).venues
    assert (venue.name.hant, [hall.hant or hall.en for hall in venue.halls]) == (
        "香港會展中心",
        ["序廳", "InnHall", "展區"],
    )


def test_a_guest_list_stays_while_its_guests_are_in_the_programme(world: World) -> None:
    with world.db.write() as session:
        guests = imports.import_people(session, imports.read_list(GUEST_LIST), None, Progress())
    done = take(world.db, REAL, guests.event)
    with pytest.raises(imports.ImportOnStage), world.db.write() as session:
        imports.undo_import(session, guests.batch)
    for batch in (done.batch, guests.batch):
        with world.db.write() as session:
            imports.undo_import(session, batch)
    assert items(world.db, guests.event) == []


def test_a_workbook_has_real_days_and_times_merged_cells_and_a_sheet_a_day(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "第一天"
    for row in (
        ["京港峰會 流程表"],
        ["日期", "開始時間", "結束時間", "時長", "環節", "場地"],
        [datetime(2023, 4, 12), time(14), time(14, 30), timedelta(minutes=30), "開幕式", "大會堂"],  # noqa: DTZ001  Excel has no zones
        [None, time(14, 30), None, 15, "致辭", None],
        [None, datetime(2023, 4, 12, 14, 45), datetime(2023, 4, 12, 15), None, "合影", "大會堂"],  # noqa: DTZ001
        [None, time(23), time(0, 30), None, "晚宴", "大會堂"],
        [None, timedelta(hours=24, minutes=30), timedelta(hours=25), None, "散場", "大會堂"],
        ["合計:5 項"],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A7")
    sheet.merge_cells("F3:F4")
    second = book.create_sheet("4月13日")
    second.append(["時間", "內容"])
    second.append(["9:00-10:00", "參觀"])
    book.save(tmp_path / "p.xlsx")
    done = take(world.db, tmp_path / "p.xlsx", summit.id)
    assert (done.new, done.problems) == (6, ())
    assert {(row.title.hant, *clocks(row), row.hall.hant) for row in items(world.db, summit.id)} == {
        ("開幕式", "12 14:00", "12 14:30", "大會堂"), ("致辭", "12 14:30", "12 14:45", "大會堂"),
        ("合影", "12 14:45", "12 15:00", "大會堂"), ("晚宴", "12 23:00", "13 00:30", "大會堂"),
        ("散場", "13 00:30", "13 01:00", "大會堂"), ("參觀", "13 09:00", "13 10:00", ""),
    }  # fmt: skip


def test_the_same_file_again_changes_nothing_and_undo_takes_all_of_it_back(world: World, summit: EventRow) -> None:
    first = take(world.db, REAL, summit.id)
    again = take(world.db, REAL, summit.id)
    assert (first.new, again.new, again.updated, again.same) == (15, 0, 0, 15)
    with world.db.write() as session:
        undone = imports.undo_import(session, first.batch)
    assert (undone.items, items(world.db, summit.id)) == (15, [])
    with world.db.read() as session:
        assert all(not venue.halls for venue in events.event_by_id(session, summit.id).venues)


def test_without_an_event_one_is_made_from_the_title_and_the_days(world: World, file: Written) -> None:
    path = file(
        "創科論壇 議程,,",
        "地點:會展中心,,",
        "日期,時間,內容",
        "2026年3月5日,14:00-14:30,開幕致辭",
        "2026年3月6日,9:00,參觀",
    )
    done = take(world.db, path, None)
    with world.db.read() as session:
        event = events.event_by_id(session, done.event)
    assert (event.name.hant, event.starts_on, event.ends_on) == ("創科論壇", date(2026, 3, 5), date(2026, 3, 6))
    assert event.venues[0].name.hant == "會展中心"
    assert [(problem.code, problem.row) for problem in done.problems] == [("no_end", 5)]


def test_what_is_wrong_is_told_row_by_row_and_the_rest_goes_in(world: World, summit: EventRow, file: Written) -> None:
    world.guests(summit, "王偉", "王偉", "李家超")
    path = file(
        f"編號,{HEADER}",
        "a,2023-04-12,14:00,14:30,致辭,歡迎辭,李家超、陳小明,大會堂,",
        "b,2023-04-12,25:99,26:00,致辭,甲,,大會堂,",
        "c,2023-04-12,15:00,14:00,致辭,乙,,大會堂,",
        "a,2023-04-12,16:00,16:30,致辭,丙,,大會堂,",
        "e,2023-04-12,14:20,14:40,致辭,丁,王偉,大會堂,",
        "f,2023-02-30,14:00,14:10,致辭,戊,,大會堂,",
        "g,2023-04-12,17:00,17:10,變臉,己,全體合影,大會堂,",
        "h,2023-04-12,17:10,17:20,致辭,,,大會堂,",
        "i,2023-05-01,17:10,17:20,致辭,庚,,大會堂,",
    )
    done = take(world.db, path, summit.id)
    assert told(done) == [
        (2, "unknown_person", "陳小明"),
        (3, "bad_time", "25:99"),
        (4, "ends_before_start", "14:00"),
        (5, "same_id", "a"),
        (6, "several_called_that", "王偉"),
        (6, "overlap", "歡迎辭"),
        (7, "bad_day", "2023-02-30"),
        (8, "unknown_kind", "變臉"),
        (9, "no_title", ""),
        (10, "outside_event", "2023-05-01"),
    ]
    assert [problem.column for problem in done.problems][1:4] == ["開始", "結束", "編號"]
    assert (done.read, done.new, done.rejected) == (9, 4, 5)
    rows = items(world.db, summit.id)
    assert [(one.name, one.registration_id is not None) for one in titled(rows, "歡迎辭").people] == [
        ("李家超", True), ("陳小明", False)
    ]  # fmt: skip
    assert [(one.name, one.registration_id) for one in titled(rows, "丁").people] == [("王偉", None)]
    assert titled(rows, "己").note == "變臉\n全體合影"


def test_a_programme_of_which_no_row_is_right_makes_nothing(world: World, file: Written) -> None:
    path = file(HEADER, "2023-04-12,25:99,26:00,致辭,甲,,,")
    with pytest.raises(NothingListed):
        take(world.db, path, None)
    with world.db.read() as session:
        assert events.events(session) == []


def test_nights_halves_of_the_day_and_items_that_follow(world: World, summit: EventRow, file: Written) -> None:
    path = file(
        "时间\t内容\t主持人\t嘉宾\t灯光\t负责人",
        "4月12日（星期三）",
        "下午2:00-3:00\t开幕\t张三\t\t渐暗\t小王",
        "(5分钟)\t茶歇\t\t\t\t",
        "11:30 pm - 00:30\t晚宴\t\t\t\t",
        "00:30-1:00\t散场\t\t\t\t",
        "第二天",
        "9:00 AM\t参观\t\t李四、王五\t\t",
        "10:00\t论坛\t\t\t\t",
        name="programme.tsv",
        encoding="gb18030",
    )
    done = take(world.db, path, summit.id)
    rows = items(world.db, summit.id)
    assert [(row.title.hans, *clocks(row)) for row in rows] == [
        ("开幕", "12 14:00", "12 15:00"), ("茶歇", "12 15:00", "12 15:05"), ("晚宴", "12 23:30", "13 00:30"),
        ("散场", "13 00:30", "13 01:00"), ("参观", "13 09:00", "13 10:00"), ("论坛", "13 10:00", "13 10:05"),
    ]  # fmt: skip
    assert rows[1].starts_at is None
    assert [row.day.day for row in rows] == [12, 12, 12, 12, 13, 13]
    opening = rows[0]
    assert [(one.name, one.part) for one in opening.people] == [("张三", Part.MC)]
    assert [(cue.department, cue.text) for cue in opening.cues] == [(Department.LIGHT, "渐暗")]
    assert opening.owner == "小王"
    assert {code for _row, code, _value in told(done)} == {"unknown_person", "past_midnight", "no_end"}


def test_people_are_found_behind_titles_and_their_parts_are_read(world: World, summit: EventRow, file: Written) -> None:
    keys = world.guests(summit, "汪揚", "陳大文", "歐陽修")
    path = file(
        HEADER,
        '2023-04-12,14:00,14:30,對話,圓桌,"主持:陳大文教授；嘉賓:香港科技大學副校長汪揚、歐阳修（視頻）、業界代表",,',
        "2023-04-12,14:30,15:00,致辭,謝辭,某某集團董事長王小明,,",
    )
    done = take(world.db, path, summit.id)
    panel, thanks = items(world.db, summit.id)
    assert [(one.registration_id, one.part, one.note) for one in panel.people] == [
        (keys[1], Part.MC, ""), (keys[0], Part.GUEST, ""), (keys[2], Part.GUEST, "視頻")
    ]  # fmt: skip
    assert panel.note == "業界代表"
    assert [(one.name, one.part) for one in thanks.people] == [("某某集團董事長王小明", Part.SPEAKER)]
    assert told(done) == [(3, "unknown_person", "某某集團董事長王小明")]


def test_a_later_version_changes_what_it_says_and_leaves_the_rest(
    world: World, summit: EventRow, file: Written
) -> None:
    first, second, usher = world.guests(summit, "張三", "李四", "王五")
    take(
        world.db,
        file(
            f"編號,{HEADER}",
            "k1,2023-04-12,14:00,14:30,致辭,歡迎,張三,大會堂,",
            "k2,2023-04-12,14:30,15:00,合影,合影,,大會堂,",
        ),
        summit.id,
    )
    welcome = titled(items(world.db, summit.id), "歡迎")
    with world.db.write() as session:
        by_hand = programme_edit.draft_of(programme.item(session, welcome.id))
        programme_edit.change_item(
            session,
            welcome.id,
            programme_edit.replace(
                by_hand,
                owner="小王",
                audience=Audience.CREW,
                title=LocalName("歡迎", "", "Welcome"),
                people=(*by_hand.people, programme_edit.PersonDraft(Part.INTERPRETER, usher)),
            ),
        )
    later = file(f"編號,{HEADER}", "k1,2023-04-12,14:10,14:30,致辭,歡迎辭,李四,序廳,", name="later.csv")
    done = take(world.db, later, summit.id)
    (row,) = [row for row in items(world.db, summit.id) if row.code == "k1"]
    assert (row.id, done.updated, done.new) == (welcome.id, 1, 0)
    assert (row.title, row.owner, row.audience) == (LocalName("歡迎辭", "", "Welcome"), "小王", Audience.CREW)
    assert [(one.registration_id, one.part) for one in row.people] == [
        (second, Part.SPEAKER),
        (usher, Part.INTERPRETER),
    ]
    assert (row.hall.hant, clocks(row)) == ("序廳", ("12 14:10", "12 14:30"))
    assert [one.title.hant for one in done.left] == ["合影"]
    assert first not in {one.registration_id for one in row.people}
    with world.db.write() as session:
        imports.undo_import(session, done.batch)
    assert titled(items(world.db, summit.id), "歡迎").start == welcome.start


def test_an_import_is_not_taken_back_from_under_what_was_changed_since(
    world: World, summit: EventRow, file: Written, tmp_path: Path
) -> None:
    done = take(world.db, file(HEADER, "2023-04-12,14:00,14:30,致辭,歡迎,,,"), summit.id)
    with world.db.write() as session:  # another item moves it one down, which is no change of its own
        programme_edit.add_item(
            session, summit.id, programme_edit.ItemDraft(LocalName("先"), 60, date(2023, 4, 12), rank=1)
        )
    (row,) = [row for row in items(world.db, summit.id) if row.title.hant == "歡迎"]
    assert row.rank == 2
    with world.db.write() as session:
        imports.undo_import(session, done.batch)
    assert [row.title.hant for row in items(world.db, summit.id)] == ["先"]
    again = take(world.db, tmp_path / "programme.csv", summit.id)
    with world.db.write() as session:
        programme_edit.stretch_item(session, titled(items(world.db, summit.id), "歡迎").id, 60)
    with pytest.raises(ProgrammeInUse, match="歡迎"), world.db.write() as session:
        imports.undo_import(session, again.batch)
    assert titled(items(world.db, summit.id), "歡迎").seconds == 60


def test_a_plan_can_be_looked_at_before_anything_is_written(world: World, summit: EventRow) -> None:
    with world.db.read() as session:
        plan = plan_programme(session, summit.id, read_programme_file(REAL))
    assert plan.count(Standing.NEW) == len(plan.rows) == 15
    assert plan.new_halls == ("序廳", "InnHall", "展區")
    assert {problem.code for problem in plan.problems} == {"unknown_person"}
    assert items(world.db, summit.id) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("a,b", "1,2"), "no_header"),
        (("日期,開始,項目",), "empty_list"),
        (("<schedule><day",), "no_schedule"),
        (("<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a 'b'>]><schedule>&a;</schedule>",), "no_schedule"),
        (("<?xml version='1.0'?><html/>",), "no_schedule"),
    ],
)
def test_what_is_no_programme_is_refused(world: World, file: Written, lines: tuple[str, ...], code: str) -> None:
    with pytest.raises(UserError) as refused:
        take(world.db, file(*lines), None)
    assert refused.value.code == code


def test_schedule_xml_of_others_goes_in_by_the_clocks_of_the_event(world: World, file: Written) -> None:
    event = world.summit()
    (speaker,) = world.guests(event, "王偉")
    path = file(
        '<?xml version="1.0" encoding="utf-8"?><schedule><version>1</version><conference><title>Con</title>',
        "<time_zone_name>Europe/Berlin</time_zone_name></conference>",
        '<day date="2023-04-12" index="1"><room name="Saal 1">',
        '<event guid="6a5e7a0f-0e1c-4b3a-9a60-0c3f4b7d9e11" id="7"><date>2023-04-12T20:30:00+02:00</date>',
        "<start>20:30</start><duration>00:45</duration><room>Saal 1</room>",
        "<title>A talk</title><subtitle>on it</subtitle>",
        "<type>lecture</type><language>en</language><abstract>Why</abstract>",
        '<persons><person id="1">王偉</person><person id="2">Ada Lovelace</person></persons>',
        "</event></room></day></schedule>",
        name="schedule.xml",
    )
    assert take(world.db, path, event.id).new == 1
    (row,) = items(world.db, event.id)
    assert (row.day.isoformat(), clocks(row)) == ("2023-04-12", ("13 02:30", "13 03:15"))
    assert (row.kind, row.hall.en, row.language, row.note) == (ItemKind.SPEECH, "Saal 1", "en", "on it\nWhy")
    assert [(one.registration_id, one.name) for one in row.people] == [(speaker, "王偉"), (None, "Ada Lovelace")]
    path.write_text(path.read_text(encoding="utf-8").replace("A talk", "Another talk"), encoding="utf-8")
    assert take(world.db, path, event.id).updated == 1
    assert [row.title.en for row in items(world.db, event.id)] == ["Another talk"]


def listed(world: World, path: Path, event: UUID) -> list[tuple[str, str, str, str]]:
    """What a file brings: day, start, title and hall of each item."""
    take(world.db, path, event)
    with world.db.read() as session:
        rows = programme.programme(session, event)
    zone = ZoneInfo(SUMMIT.zone)
    return sorted(
        (f"{row.day:%d}", f"{row.start.astimezone(zone):%H:%M}", row.title.hant, row.hall.said_in(Language.ZH_HANT))
        for row in rows
    )


def test_grids_of_halls_and_of_days_go_in_column_by_column(world: World, summit: EventRow, file: Written) -> None:
    halls = file(
        "4月13日 議程", "時間,A廳,B廳", "09:00-09:30,開幕,(暫停)", "09:30-10:00,量子論壇,晶片論壇", name="h.csv"
    )
    days = file("時間,4月14日,4月15日", "09:00-10:00,參觀,座談", "10:00-10:30,茶歇,茶歇", name="d.csv")
    assert listed(world, halls, summit.id) == [
        ("13", "09:00", "開幕", "A廳"), ("13", "09:30", "晶片論壇", "B廳"), ("13", "09:30", "量子論壇", "A廳"),
    ]  # fmt: skip
    assert listed(world, days, summit.id)[3:] == [
        ("14", "09:00", "參觀", ""), ("14", "10:00", "茶歇", ""),
        ("15", "09:00", "座談", ""), ("15", "10:00", "茶歇", ""),
    ]  # fmt: skip


def test_lines_alone_name_halls_and_sums_are_no_items(world: World, summit: EventRow, file: Written) -> None:
    path = file(
        "時間,節目,主讲嘉宾", "主會場,主會場,主會場", "09:00-10:00,開幕 / Opening,科技及工業局局長汪揚教授",
        "分會場一,,", "09:30-10:00,論壇,",
        "議題交流,議題交流,議題交流", "15:30,茶歇,", "19:30-20:00,晚宴,", "合計,,60分鐘",
    )  # fmt: skip
    assert listed(world, path, summit.id) == [
        ("12", "09:00", "開幕", "主會場"), ("12", "09:30", "論壇", "分會場一"),
        ("12", "15:30", "茶歇", "分會場一"), ("12", "19:30", "晚宴", "分會場一"),
    ]  # fmt: skip
    with world.db.read() as session:
        done = plan_programme(session, summit.id, read_programme_file(path))
        opening = programme.programme(session, summit.id)[0]
    assert (opening.title.en, [one.name for one in opening.people]) == ("Opening", ["科技及工業局局長汪揚教授"])
    assert {one.code for one in done.problems} >= {"no_item", "until_next"}


def test_titles_in_two_languages_stand_in_two_columns(world: World, summit: EventRow, file: Written) -> None:
    take(world.db, file("時間,環節 Session (中文),Session (English)", "09:00-09:30,致辭,Addresses"), summit.id)
    with world.db.read() as session:
        assert programme.programme(session, summit.id)[0].title == LocalName("致辭", "", "Addresses")


def test_a_day_before_all_calendars_is_no_day(world: World, summit: EventRow, file: Written) -> None:
    done = take(world.db, file("日期,時間,環節", "0001-01-01,09:00-09:10,甲", "2023-04-12,09:00-09:10,乙"), summit.id)
    assert (done.new, done.rejected) == (1, 1)


def test_where_there_is_no_event_yet_the_clocks_are_those_of_hong_kong(world: World) -> None:
    with world.db.read() as session:
        plan = plan_programme(session, None, read_programme_file(REAL))
    starts = plan.rows[0].draft.starts_at
    assert starts is not None
    assert f"{starts.astimezone(plan.zone):%H:%M}" == "13:30"
