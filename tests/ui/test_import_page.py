from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.list_headers import Meaning
from desktop.domain.list_reading import NO_HEADER
from desktop.domain.verdicts import Status
from desktop.i18n import Language
from desktop.services.events import events
from desktop.services.people import PersonDraft, change_person
from desktop.services.people_list import people
from desktop.ui.choices import Choice
from desktop.ui.imports import ImportPage
from desktop.ui.imports.rows import Fate
from tests.ui.opened import Opened, opened, with_guest_list
from tests.world import GUEST_LIST

Open = Callable[[str], Path]


@pytest.fixture
def empty(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    with opened(qtbot, qapp, tmp_path / "empty.db") as window:
        yield window


@pytest.fixture
def filled(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setenv("SUMMIT_DESK_CONFIG", str(tmp_path / "config"))
    with opened(qtbot, qapp, with_guest_list(tmp_path)) as window:
        yield window


def read(it: Opened, path: Path) -> ImportPage:
    page: ImportPage = it.page("import")
    page.open_file(path)
    it.settle()
    return page


def csv(folder: Path, text: str) -> Path:
    path = folder / "more.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_real_list_is_understood_before_anything_is_kept(empty: Opened) -> None:
    page = read(empty, GUEST_LIST)

    rows = page.listed.model.rows()
    assert len(rows) == 25
    assert {row.fate for row in rows} == {Fate.NEW}
    assert [rows[1].name, rows[6].name, rows[10].name] == ["孫東", "李焯芬 院士", "李娟 女士"]
    assert rows[7].posts.startswith("京校聯 名譽會長 · 全國政協常委")
    assert page.listed.into.currentText() == "A new event: 2023京港青年科創人才發展峰會"
    assert "香港會展中心 · 12 Apr 2023 to 15 Apr 2023" in page.listed.about.text() or "2023" in page.listed.about.text()
    assert page.listed.go_on.text() == "Import 25 people"
    assert page.listed.go_on.hasFocus()
    assert empty.read(events) == []


def test_enter_imports_it_and_the_people_are_there(empty: Opened) -> None:
    page = read(empty, GUEST_LIST)

    empty.bot.keyClick(page.listed.go_on, Qt.Key.Key_Space)

    empty.until(lambda: empty.window.current == "people")
    listing = empty.window.page("people").listing  # type: ignore[attr-defined]
    empty.until(lambda: listing.model.rowCount() == 25)
    assert empty.said()[-1].startswith("Imported: 25 people are new")
    assert empty.context.here.event is not None
    assert empty.context.here.event.name.hant == "2023京港青年科創人才發展峰會"


def test_the_notice_takes_the_whole_import_back(empty: Opened) -> None:
    page = read(empty, GUEST_LIST)
    page.listed.go_on.click()
    empty.until(lambda: empty.window.current == "people")

    empty.notices[-1].act()  # type: ignore[misc]

    empty.until(lambda: empty.said()[-1] == "The import is taken back. Nobody of it is left on the list.")
    event = empty.context.here.event
    assert event is not None
    assert empty.read(people, event.id) == []


def test_an_import_of_the_past_is_taken_back_from_the_list_of_them(filled: Opened) -> None:
    page: ImportPage = filled.page("import")
    filled.until(lambda: len(page.past.buttons) == 1)

    page.past.buttons[0].click()

    filled.until(lambda: page.past.buttons == [] and page.past.isVisible())


def test_an_import_that_is_in_use_stays_and_says_why(filled: Opened) -> None:
    event = filled.context.here.event
    assert event is not None
    key = filled.read(people, event.id)[0].id
    with filled.context.store.write() as session:
        change_person(session, event.id, key, PersonDraft(seat="A-01"))
    page: ImportPage = filled.page("import")
    filled.until(lambda: len(page.past.buttons) == 1)

    page.past.buttons[0].click()

    filled.until(lambda: bool(filled.said()) and filled.said()[-1].startswith("The import can't be taken back"))
    assert len(filled.read(people, event.id)) == 25


def test_a_second_list_shows_what_changes_and_what_is_left_out(filled: Opened, tmp_path: Path) -> None:
    page = read(
        filled, csv(tmp_path, "姓名,單位,座位\n孫東,香港特區政府創新科技及工業局,A-07\n,香港城市大學,B-01\n陳大文,,\n")
    )

    by_fate = {row.fate: row for row in page.listed.model.rows()}
    assert by_fate.keys() == {Fate.UPDATED, Fate.NEW, Fate.REJECTED}
    table = page.listed.model
    why = [table.index(line, 5).data() for line in range(3)]
    assert "Seat: — → A-07" in why[0]
    assert why[1].endswith("This row has no name.")
    page.listed.chips[Fate.REJECTED].click()
    assert [row.row for row in page.listed.model.rows()] == [3]


def test_a_column_that_was_misread_is_corrected(filled: Opened, tmp_path: Path) -> None:
    page = read(filled, csv(tmp_path, "姓名,單位,檯\n陳大文,香港城市大學,7\n"))
    choice = page.listed.columns.choices["檯"]
    assert choice.value is Meaning.OTHER

    choice.choose(Meaning.SEAT)
    choice.activated.emit(choice.currentIndex())
    filled.settle()

    planned = page.listed.model.rows()[0].planned
    assert planned is not None
    assert planned.listed.seat == "7"
    page.listed.go_on.click()
    filled.until(lambda: filled.window.current == "people")
    event = filled.context.here.event
    assert event is not None
    assert len(filled.read(people, event.id)) == 26


def test_a_list_can_make_an_event_of_its_own(filled: Opened, tmp_path: Path) -> None:
    page = read(filled, csv(tmp_path, "姓名,單位\n陳大文,香港城市大學\n"))
    before = filled.context.here.event
    assert before is not None

    page.listed.into.choose(True)
    page.listed.into.activated.emit(1)
    filled.settle()
    page.listed.go_on.click()

    filled.until(lambda: filled.window.current == "people")
    after = filled.context.here.event
    assert after is not None
    assert after.id != before.id
    assert after.name.hant == "more"


def test_what_is_no_list_is_told_in_one_line(empty: Opened, tmp_path: Path) -> None:
    page = read(empty, csv(tmp_path, "1,2\n3,4\n"))

    assert page.trouble.isVisible()
    assert page.trouble.text().startswith("No row here names the columns.")
    assert not page.listed.go_on.isEnabled()
    page = read(empty, tmp_path / "gone.xlsx")
    assert page.trouble.isVisible()
    assert "gone.xlsx" in page.trouble.text()


def test_a_cancelled_import_leaves_nothing(empty: Opened) -> None:
    page = read(empty, GUEST_LIST)
    empty.context.data.worked.connect(lambda running, _called: running.cancel())

    page.listed.go_on.click()

    empty.until(lambda: empty.said()[-1:] == ["Cancelled. Nothing was changed."])
    assert empty.read(events) == []
    assert page.listed.isEnabled()


def test_a_dropped_file_is_read(empty: Opened) -> None:
    page: ImportPage = empty.page("import")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(GUEST_LIST))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    page.dropEvent(QDropEvent(QPoint(5, 5), copy, data, left, none))

    empty.until(lambda: page.listed.model.rowCount() == 25)


def test_lists_of_something_else_are_taken_to_where_they_go_in(filled: Opened, tmp_path: Path) -> None:
    lists = {
        "visits": "日期,時間,地點,主辦單位\n2023-04-14,19:00-20:00,碼頭,船務公司\n",
        "programme": "日期,時間,環節\n2023-04-13,09:30-10:00,開幕\n",
        "delegations": "Delegation,Name,Role,Room\nLion City,Tan Wei,Leader,8\n",
    }
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shown: list[Any] = []
    for kind, text in lists.items():
        data, file = QMimeData(), tmp_path / f"{kind}.csv"
        file.write_text(text, "utf-8")
        data.setUrls([QUrl.fromLocalFile(str(file))])
        # Where no page takes it, the window does; else the page that is open, be it the right one or not.
        onto = shown[-1] if shown else filled.page("people")
        QApplication.sendEvent(onto, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
        QApplication.sendEvent(onto, QDropEvent(QPoint(5, 5), copy, data, left, none))
        filled.until(lambda kind=kind: filled.window.current == kind)
        shown.append(filled.window.page(kind))
        filled.until(lambda: shown[-1].importing.plan is not None)
        assert shown[-1].importing.file.path == file
        assert filled.said()[-1].startswith(f"{kind}.csv is a ")
    assert filled.page("import").listed.model.rowCount() == 0


def test_without_an_event_a_list_of_something_else_waits_for_one(empty: Opened, tmp_path: Path) -> None:
    page = read(empty, csv(tmp_path, "日期,時間,地點,主辦單位\n2023-04-14,19:00-20:00,碼頭,船務公司\n"))
    assert page.trouble.text().startswith("more.csv lists no guests.")
    assert empty.window.current != "visits"


def test_a_row_that_is_left_out_shows_its_own_name_cell(filled: Opened, tmp_path: Path) -> None:
    page = read(filled, csv(tmp_path, "姓名,單位,職務\n—,香港城市大學,秘書\n陳大文,科大,教授\n陳大文,科大,教授\n"))

    rows = page.listed.model.rows()
    assert [(row.name, row.posts) for row in rows if row.fate is Fate.REJECTED] == [
        ("—", "— 香港城市大學 秘書"), ("陳大文", ""),
    ]  # fmt: skip


def test_a_list_of_another_event_says_so_and_can_make_its_own(filled: Opened, tmp_path: Path) -> None:
    page = read(
        filled, csv(tmp_path, "灣區生物醫藥論壇嘉賓名單,\n日期:2026年5月8日,\n姓名,單位\n陳大文,香港城市大學\n")
    )
    target = page.listed.target

    assert target.isVisible()
    assert target.said.text() == (
        "This list speaks of 灣區生物醫藥論壇, but the event in use is 2023京港青年科創人才發展峰會."
    )
    assert target.make_new.hasFocus()
    assert target.add_here.isChecked()
    assert target.add_here.text() == "Add to 2023京港青年科創人才發展峰會"
    filled.bot.keyClick(target.make_new, Qt.Key.Key_Space)
    filled.settle()
    page.listed.go_on.click()

    filled.until(lambda: filled.window.current == "people")
    event = filled.context.here.event
    assert event is not None
    assert event.name.hant == "灣區生物醫藥論壇"


def test_a_list_of_this_event_goes_into_it_without_a_word(filled: Opened) -> None:
    page = read(filled, GUEST_LIST)

    assert not page.listed.target.isVisible()
    assert page.listed.into.isVisible()
    assert page.listed.into.currentText() == "Add to 2023京港青年科創人才發展峰會"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_rows_are_seen_at_once_however_large_the_type(
    filled: Opened, tmp_path: Path, scale: float, language: Language
) -> None:
    filled.context.look.words.switch(language)
    filled.context.look.theme.change(scale=scale)
    filled.window.resize(1280, 720)
    people_listed = "".join(f"陳{n},香港城市大學,{n}\n" for n in range(30))
    page = read(filled, csv(tmp_path, f"灣區生物醫藥論壇嘉賓名單,,\n姓名,單位,職務\n,科大,秘書\n{people_listed}"))
    table, viewport = page.listed.table, page.parentWidget()

    def seen() -> int:
        top = table.viewport().mapTo(page, QPoint(0, 0)).y() + page.y()
        return min(viewport.height() - top, table.viewport().height()) // table.rowHeight(0)

    filled.until(lambda: seen() >= 2)
    assert table.horizontalScrollBar().maximum() == 0
    assert page.minimumSizeHint().width() <= viewport.width()


def test_the_columns_take_the_place_of_the_rows_where_space_is_short(filled: Opened, tmp_path: Path) -> None:
    filled.context.look.theme.change(scale=2.0)
    filled.window.resize(1280, 720)
    page = read(filled, csv(tmp_path, "姓名,單位,檯\n陳大文,香港城市大學,7\n"))
    assert not page.listed.columns.isVisible()

    page.listed.show_columns.click()
    assert page.listed.columns.isVisible()
    assert not page.listed.table.isVisible()
    page.listed.show_columns.click()
    assert page.listed.table.isVisible()


def workbook(folder: Path, sheets: dict[str, list[list[str]]]) -> Path:
    path = folder / "more.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def correct(it: Opened, choice: Choice[Any] | None, value: object) -> None:
    assert choice is not None
    choice.choose(value)
    choice.activated.emit(choice.currentIndex())
    it.settle()


def test_the_sheet_and_the_row_of_the_header_are_corrected(filled: Opened, tmp_path: Path) -> None:
    rows = [["姓名", "單位"], ["陳大文", "科大"], ["李小明", "港大"]]
    page = read(filled, workbook(tmp_path, {"嘉賓": rows, "舊": [["姓名", "單位"], ["王小明", "城大"]]}))
    columns = page.listed.columns
    assert columns.sheet is not None
    assert (columns.sheet.value, len(page.listed.model.rows())) == ("*", 3)

    correct(filled, columns.sheet, "舊")
    assert [row.name for row in page.listed.model.rows()] == ["王小明"]
    correct(filled, columns.sheet, "嘉賓")
    correct(filled, columns.header_row, 2)
    assert columns.choices.keys() == {"陳大文", "科大"}
    assert page.trouble.text().startswith("No column holds the names.")
    assert not page.listed.go_on.isEnabled()
    correct(filled, columns.choices["陳大文"], Meaning.NAME)
    assert [row.name for row in page.listed.model.rows()] == ["李小明"]
    assert page.trouble.isHidden()
    correct(filled, columns.header_row, 1)
    assert [row.name for row in page.listed.model.rows()] == ["陳大文", "李小明"]


def test_what_was_corrected_is_remembered_for_the_next_list_like_it(filled: Opened, tmp_path: Path) -> None:
    page = read(filled, csv(tmp_path, "姓名,單位,檯\n陳大文,香港城市大學,7\n"))
    correct(filled, page.listed.columns.choices["檯"], Meaning.SEAT)
    page.listed.go_on.click()
    filled.until(lambda: filled.window.current == "people")

    page = read(filled, csv(tmp_path, "姓名,單位,檯\n李小明,香港大學,9\n"))
    planned = page.listed.model.rows()[0].planned
    assert planned is not None
    assert planned.listed.seat == "9"
    assert page.listed.columns.choices["檯"].value is Meaning.SEAT
    assert "read like the last one of its kind" in page.listed.about.text()


def test_who_is_no_longer_listed_is_shown_and_cancelled_if_so_wished(empty: Opened, tmp_path: Path) -> None:
    page = read(empty, csv(tmp_path, "姓名,單位\n陳大文,科大\n李小明,港大\n王小明,城大\n"))
    page.listed.go_on.click()
    empty.until(lambda: empty.window.current == "people")

    page = read(empty, csv(tmp_path, "姓名,單位\n陳大文,科大\n李小明,港大\n"))
    gone = [row for row in page.listed.model.rows() if row.fate is Fate.GONE]
    assert [row.name for row in gone] == ["王小明"]
    page.listed.cancel_gone.click()
    page.listed.go_on.click()
    empty.until(lambda: empty.window.current == "people")
    event = empty.context.here.event
    assert event is not None
    status = {row.name: row.status for row in empty.read(people, event.id)}
    assert status == {"陳大文": Status.CONFIRMED, "李小明": Status.CONFIRMED, "王小明": Status.CANCELLED}


def test_a_list_without_a_header_is_understood_by_what_its_columns_hold(filled: Opened, tmp_path: Path) -> None:
    page = read(filled, csv(tmp_path, "陳大文,香港大學,主席,91234567\nMary Wong,數碼港公司,總監,\n"))
    assert not page.trouble.isVisible()
    assert [(row.name, row.posts) for row in page.listed.model.rows()] == [
        ("陳大文", "香港大學 主席"), ("Mary Wong", "數碼港公司 總監"),
    ]  # fmt: skip
    header, choices = page.listed.columns.header_row, page.listed.columns.choices
    assert (header and header.value, choices["D"].value) == (NO_HEADER, Meaning.PHONE)


def test_a_list_without_a_header_is_read_once_its_columns_are_told(filled: Opened, tmp_path: Path) -> None:
    page = read(filled, csv(tmp_path, "陳大文,科大\n李小明,港大\n"))
    assert page.trouble.text().startswith("No row here names the columns.")

    correct(filled, page.listed.columns.header_row, NO_HEADER)
    correct(filled, page.listed.columns.choices["A"], Meaning.NAME)
    assert [row.name for row in page.listed.model.rows()] == ["陳大文", "李小明"]


def test_the_encoding_of_a_text_file_is_shown_and_can_be_told(filled: Opened, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_bytes("姓名,單位\n陳大文,科大\n".encode("big5"))
    page = read(filled, path)
    assert [row.name for row in page.listed.model.rows()] == ["陳大文"]
    encoding = page.listed.columns.encoding
    assert encoding is not None
    assert encoding.value == "big5hkscs"

    correct(filled, encoding, "utf-8")
    assert "no text in UTF-8" in page.trouble.text()
    assert page.listed.model.rows() == ()
    assert not page.listed.go_on.isEnabled()

    assert page.listed.columns.encoding is not None
    correct(filled, page.listed.columns.encoding, "cp950")
    assert [row.name for row in page.listed.model.rows()] == ["陳大文"]
    assert not page.trouble.isVisible()


def test_a_workbook_has_no_encoding_and_a_text_file_no_sheet(filled: Opened, tmp_path: Path) -> None:
    page = read(filled, GUEST_LIST)
    assert page.listed.columns.encoding is None
    assert "sheet" in page.listed.about.text()
    page = read(filled, csv(tmp_path, "第十屆論壇名單,\n姓名,單位\n陳大文,科大\n"))
    assert page.listed.about.text() == "1 row · 第十屆論壇"  # and no day, which the list does not say


def test_a_row_that_names_several_people_shows_each(filled: Opened, tmp_path: Path) -> None:
    page = read(filled, csv(tmp_path, "單位,出席代表\n科大,陳志輝教授、李志明博士\n港大,梅彥昌教授\n"))
    rows = page.listed.model.rows()
    assert [(row.row, row.name) for row in rows] == [(2, "陳志輝 教授"), (2, "李志明 博士"), (3, "梅彥昌 教授")]
    assert [row.fate for row in rows] == [Fate.DOUBTFUL, Fate.DOUBTFUL, Fate.NEW]


def test_what_a_known_program_keeps_for_itself_is_not_asked_about(filled: Opened, tmp_path: Path) -> None:
    header = "Order #,First Name,Last Name,Quantity,Ticket Type,Attendee #"
    page = read(filled, csv(tmp_path, f"{header}\n1,Tai Man,Chan,1,VIP,2\n"))
    assert list(page.listed.columns.choices) == ["Order #", "First Name", "Last Name", "Ticket Type"]


def test_a_person_says_of_rows_in_doubt_whether_they_are_two_people(empty: Opened, tmp_path: Path) -> None:
    page = read(empty, csv(tmp_path, "姓名,單位,電話\n王偉,甲公司,\n王偉,甲公司,\n陳大文,乙公司,91234567\n"))
    listed = page.listed
    assert [row.fate for row in listed.model.rows()] == [Fate.NEW, Fate.REJECTED, Fate.NEW]
    assert not listed.doubts.isVisible()
    listed.table.put_cursor(0)
    assert not listed.doubts.isVisible()
    listed.table.put_cursor(1)
    assert (listed.doubts.isVisible(), listed.doubts.same.isChecked()) == (True, True)

    listed.doubts.two.click()
    empty.settle()
    assert [row.fate for row in listed.model.rows()] == [Fate.NEW, Fate.NEW, Fate.NEW]
    assert (listed.doubts.isVisible(), listed.doubts.two.isChecked()) == (True, True)
    listed.doubts.same.click()
    empty.settle()
    assert [row.fate for row in listed.model.rows()] == [Fate.NEW, Fate.REJECTED, Fate.NEW]
    listed.doubts.two.click()
    empty.settle()
    listed.go_on.click()
    empty.until(lambda: empty.window.current == "people")
    assert len(empty.read(lambda session: people(session, events(session)[0].id))) == 3


def test_private_numbers_are_left_out_until_somebody_wants_them(empty: Opened, tmp_path: Path) -> None:
    page = read(empty, csv(tmp_path, "姓名,單位,身份證號碼,Passport No.\n王偉,甲公司,A123456(7),K0000001\n"))
    listed = page.listed
    assert listed.private.isVisible()
    assert "身份證號碼, Passport No." in listed.private.text()
    (row,) = listed.model.rows()
    assert row.planned is not None
    assert row.planned.listed.extra == ()

    correct(empty, listed.columns.choices["Passport No."], Meaning.OTHER)
    assert "Passport" not in listed.private.text()
    (row,) = listed.model.rows()
    assert row.planned is not None
    assert row.planned.listed.extra == (("Passport No.", "K0000001"),)


def test_the_open_database_itself_is_no_list(it: Opened) -> None:
    page = it.page("import")
    page.open_file(it.context.file)
    it.settle()

    assert f"{it.context.file.name} is not a table. Give an Excel, OpenDocument, CSV or TSV file." in it.said()
