"""Lists as offices really send them, in ways the code was not written for, each made here and read whole."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.list_reading import ALL_SHEETS, Reading
from desktop.domain.verdicts import Status
from desktop.services.imports import read_list
from tests.services.list_files import book, table, text, told


def test_two_tables_stand_side_by_side(tmp_path: Path) -> None:
    path = book(tmp_path, {"名單": table("""
        序號|姓名|單位|||序號|姓名|單位
        1|陳大文|科大|||3|王小明|城大
        2|李小明|港大|||4|張三豐|理大
        |||||5|歐陽鋒|浸大
    """)})  # fmt: skip
    listing = read_list(path)
    assert told(listing) == [
        "陳大文 | @科大", "李小明 | @港大", "王小明 | @城大", "張三豐 | @理大", "歐陽鋒 | @浸大",
    ]  # fmt: skip
    assert [(person.table, person.row) for person in listing.people.people] == [(0, 2), (0, 3), (1, 2), (1, 3), (1, 4)]
    assert listing.people.problems == ()


def test_two_tables_without_a_gap_stand_side_by_side(tmp_path: Path) -> None:
    listing = read_list(text(tmp_path, "a.csv", "姓名,職務,姓名,職務\n陳大文,主席,王小明,秘書\n李小明,司庫,,\n"))
    assert told(listing) == ["陳大文 | 主席@", "李小明 | 司庫@", "王小明 | 秘書@"]


def test_a_header_in_row_seven_is_split_over_two_rows(tmp_path: Path) -> None:
    def merge(workbook: Any, sheet: Any) -> None:
        bold = workbook.add_format({"bold": True})
        for first, last, said in ((1, 2, "姓名"), (5, 6, "聯絡")):
            sheet.merge_range(6, first, 6, last, said, bold)
        for column, said in ((0, "序號"), (3, "單位"), (4, "職銜")):
            sheet.merge_range(6, column, 7, column, said, bold)

    path = book(
        tmp_path,
        {"名單": [
            ["第三屆灣區科創論壇"], [], ["日期:2026年3月2日"], ["地點:香港科學園"], ["(內部文件,請勿外傳)"], [],
            [], ["", "中文", "英文", "", "", "電話", "電郵"],
            [1, "陳大文", "CHAN Tai Man", "香港大學", "教授", 91234567.0, "tm@example.org"],
            [2, "王小明", "WONG Siu Ming", "科大", "講師", 61234567.0, "sm@example.org"],
        ]},
        {"名單": merge},
    )  # fmt: skip
    listing = read_list(path)
    assert told(listing) == ["陳大文 CHAN Tai Man | 教授@香港大學", "王小明 WONG Siu Ming | 講師@科大"]
    assert [(person.phone, person.email) for person in listing.people.people] == [
        ("91234567", "tm@example.org"), ("61234567", "sm@example.org"),
    ]  # fmt: skip
    assert (listing.people.header_row, listing.people.place) == (7, "香港科學園")
    assert listing.people.starts_on == date(2026, 3, 2)


def test_categories_are_merged_on_the_left_without_a_header(tmp_path: Path) -> None:
    def merge(workbook: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 2, 0, "主禮嘉賓", workbook.add_format())
        sheet.merge_range(3, 0, 5, 0, "媒體代表", workbook.add_format())

    rows = table("|姓名|機構\n|孫東|創科局\n|陳大文|科大\n|李小明|日報\n|王小明|晚報\n|張三豐|電視台")
    listing = read_list(book(tmp_path, {"名單": rows}, {"名單": merge}))
    assert told(listing) == [
        "孫東 | @創科局 | 主禮嘉賓", "陳大文 | @科大 | 主禮嘉賓", "李小明 | @日報 | 媒體代表",
        "王小明 | @晚報 | 媒體代表", "張三豐 | @電視台 | 媒體代表",
    ]  # fmt: skip


def test_merged_cells_that_a_csv_lost_hold_for_the_rows_below(tmp_path: Path) -> None:
    listing = read_list(
        text(
            tmp_path, "a.csv",
            "類別,單位,姓名,職務\n貴賓,香港大學,陳大文,校長\n,,李小明,副校長\n,科大,王小明,教授\n媒體,日報,張三豐,記者\n,,周伯通,編輯\n",
        )
    )  # fmt: skip
    assert told(listing) == [
        "陳大文 | 校長@香港大學 | 貴賓", "李小明 | 副校長@香港大學 | 貴賓", "王小明 | 教授@科大 | 貴賓",
        "張三豐 | 記者@日報 | 媒體", "周伯通 | 編輯@日報 | 媒體",
    ]  # fmt: skip


def test_an_organisation_said_now_and_then_is_not_carried_down(tmp_path: Path) -> None:
    listing = read_list(text(tmp_path, "a.csv", "單位,姓名\n科大,陳大文\n,李小明\n科大,王小明\n港大,張三豐\n"))
    assert told(listing) == ["陳大文 | @科大", "李小明", "王小明 | @科大", "張三豐 | @港大"]


def test_a_list_by_organisation_heads_each_group_with_it(tmp_path: Path) -> None:
    listing = read_list(
        text(
            tmp_path, "a.csv",
            "序號,姓名,職務\n香港大學(2人),,\n1,陳大文,校長\n2,李小明,副校長\n香港總商會,,\n3,王小明,總裁\n共3人,,\n",
        )
    )  # fmt: skip
    assert told(listing) == ["陳大文 | 校長@香港大學", "李小明 | 副校長@香港大學", "王小明 | 總裁@香港總商會"]


def test_hidden_rows_are_told_and_left_out_and_hidden_columns_are_read(tmp_path: Path) -> None:
    def hide(_workbook: Any, sheet: Any) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    path = book(
        tmp_path, {"名單": table("姓名|單位|電話\n陳大文|科大|1\n李小明|港大|2\n王小明|城大|3")}, {"名單": hide}
    )
    listing = read_list(path)
    assert told(listing) == ["陳大文 | @科大", "王小明 | @城大"]
    assert [(one.row, one.code, one.name, one.rejected) for one in listing.people.problems] == [
        (3, "hidden_row", "李小明", True)
    ]
    assert [person.phone for person in listing.people.people] == ["1", "3"]
    assert len(read_list(path, Reading(hidden=True)).people.people) == 3


def test_totals_and_notes_under_the_table_are_no_people(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"名單": table("""
        序號|姓名|單位|人數
        1|陳大文|科大|1
        2|李小明|港大|1
        |合計||2
        備註:以上名單或有更改||
        * 待確認||
        製表:王小姐  2026年3月1日||
        第 1 頁,共 1 頁||
        (完)||
    """)}))  # fmt: skip
    assert told(listing) == ["陳大文 | @科大", "李小明 | @港大"]
    assert listing.people.problems == ()
    assert len(listing.people.notes) == 5


def test_big5_hkscs_with_semicolons(tmp_path: Path) -> None:
    listing = read_list(
        text(
            tmp_path,
            "a.csv",
            "姓名;單位;職銜\r\n陳啓泰;鰂魚涌社區中心;主任\r\n李嘉琪;深水埗區議會;議員\r\n",
            "big5hkscs",
        )
    )
    assert told(listing) == ["陳啓泰 | 主任@鰂魚涌社區中心", "李嘉琪 | 議員@深水埗區議會"]


def test_utf16_with_tabs_and_quotes(tmp_path: Path) -> None:
    content = '姓名\t單位\t職務\r\n孫　東\t"創科局\n(總部)"\t"局長"\r\n李 娟\t城大\t"副校長"\r\n'
    listing = read_list(text(tmp_path, "a.tsv", content, "utf-16"))
    assert [person.name.name_zh for person in listing.people.people] == ["孫東", "李娟"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("陳大文(先生)", "陳大文 先生"),
        ("陳大文（教授、太平紳士）", "陳大文 教授 太平紳士"),
        ("李　　娟　女士", "李娟 女士"),
        ("歐陽　修", "歐陽修"),
        ("CHAN Tai Man (Dr)", "CHAN Tai Man Dr"),
        ("Chan, Tai Man", "Chan, Tai Man"),
        ("Tai Man Chan", "Tai Man Chan"),
        ("Ir Dr LEE Cheuk-fan, GBS, JP", "LEE Cheuk-fan Ir Dr GBS, JP"),
        ("Prof. the Hon. Mary O'Neill-Wong", "Mary O'Neill-Wong Prof. the Hon."),
        ("張教授", "張 教授"),
        ("黃克强工程師, MH", "黃克强 工程師 MH"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
    ],
)
def test_names_are_kept_and_what_stands_around_them_is_known(tmp_path: Path, cell: str, expected: str) -> None:
    listing = read_list(text(tmp_path, "a.tsv", f"Name\tCompany\n{cell}\tX\n"))
    assert told(listing) == [f"{expected} | @X"]


@pytest.mark.parametrize(
    "cell",
    [
        "全國政協委員\n香港菁英會主席",
        "1. 全國政協委員\n2. 香港菁英會主席",
        "1、全國政協委員 2、香港菁英會主席",
        "①全國政協委員②香港菁英會主席",
        "(1) 全國政協委員\n(2) 香港菁英會主席",
        "• 全國政協委員\n• 香港菁英會主席",
        "全國政協委員;香港菁英會主席",
        "全國政協委員、香港菁英會主席",
    ],
)
def test_several_posts_in_a_cell_are_told_apart(tmp_path: Path, cell: str) -> None:
    listing = read_list(book(tmp_path, {"名單": [["姓名", "職銜"], ["盧金榮", cell]]}))
    assert told(listing) == ["盧金榮 | 全國政協委員@ + 香港菁英會主席@"]


def test_numbers_dates_and_formulas_come_as_a_person_reads_them(tmp_path: Path) -> None:
    def finish(_workbook: Any, sheet: Any) -> None:
        sheet.write_formula(1, 0, '="陳"&"大文"', None, "陳大文")
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")

    path = book(
        tmp_path,
        {"名單": [["姓名", "手機", "到達日期", "檯號", "備註"], ["", 91234567.0, date(2026, 3, 2), 12.0, ""]]},
        {"名單": finish},
    )
    person = read_list(path).people.people[0]
    assert (person.name.name_zh, person.phone, person.seat) == ("陳大文", "91234567", "12")
    assert person.extra == (("到達日期", "2026-03-02"),)


def test_the_first_sheet_is_empty_and_the_second_explains(tmp_path: Path) -> None:
    path = book(tmp_path, {"封面": [], "說明": [["請填妥名單"]], "嘉賓": table("姓名|單位\n陳大文|科大")})
    listing = read_list(path)
    assert (told(listing), listing.sheet) == (["陳大文 | @科大"], "嘉賓")
    assert listing.sheets == ("說明", "嘉賓")


def test_sheets_with_the_same_header_are_one_list_and_their_names_the_categories(tmp_path: Path) -> None:
    path = book(tmp_path, {
        "主禮嘉賓": table("姓名|單位\n孫東|創科局"),
        "媒體": table("姓名|單位\n李小明|日報\n王小明|晚報"),
        "車輛": table("車牌|司機\nAB1234|張三豐"),
    })  # fmt: skip
    listing = read_list(path)
    assert told(listing) == ["孫東 | @創科局 | 主禮嘉賓", "李小明 | @日報 | 媒體", "王小明 | @晚報 | 媒體"]
    assert listing.read == ("主禮嘉賓", "媒體")
    assert told(read_list(path, Reading(sheet="媒體"))) == ["李小明 | @日報", "王小明 | @晚報"]


def test_two_drafts_in_one_file_are_not_one_list(tmp_path: Path) -> None:
    path = book(tmp_path, {
        "初稿": table("姓名|單位\n陳大文|科大\n李小明|港大"),
        "定稿": table("姓名|單位\n陳大文|科大\n李小明|港大\n王小明|城大"),
    })  # fmt: skip
    assert len(read_list(path).people.people) == 3
    assert len(read_list(path, Reading(sheet="初稿")).people.people) == 2
    assert len(read_list(path, Reading(sheet=ALL_SHEETS)).people.people) == 5


def test_family_and_given_names_stand_in_two_columns(tmp_path: Path) -> None:
    listing = read_list(
        text(tmp_path, "a.csv", "姓,名,Surname,Given Name,單位\n歐陽,修,AU YEUNG,Sau,科大\n陳,大文,CHAN,Tai Man,港大\n")
    )
    assert told(listing) == ["歐陽修 AU YEUNG Sau | @科大", "陳大文 CHAN Tai Man | @港大"]


def test_a_person_on_two_rows_holds_the_posts_of_both(tmp_path: Path) -> None:
    listing = read_list(
        text(
            tmp_path, "a.csv",
            "序號,姓名,單位,職務,電郵\n1,陳大文,科大,教授,tm@example.org\n2,李小明,港大,講師,\n3,陳大文,菁英會,主席,TM@example.org\n",
        )
    )  # fmt: skip
    assert told(listing) == ["陳大文 | 教授@科大 + 主席@菁英會", "李小明 | 講師@港大"]
    assert [(one.row, one.code, one.rejected) for one in listing.people.problems] == [(4, "same_person", False)]


def test_a_row_without_name_and_number_goes_on_with_the_person_above(tmp_path: Path) -> None:
    listing = read_list(
        text(
            tmp_path,
            "a.csv",
            "序號,姓名,單位,職務\n1,陳大文,科大,教授\n,,菁英會,主席\n,,政協,委員\n2,李小明,港大,講師\n3,,城大,待定\n",
        )
    )
    assert told(listing) == ["陳大文 | 教授@科大 + 主席@菁英會 + 委員@政協", "李小明 | 講師@港大"]
    assert [(one.row, one.code) for one in listing.people.problems] == [(6, "no_name")]


def test_an_answer_not_to_come_is_a_status(tmp_path: Path) -> None:
    listing = read_list(
        text(
            tmp_path,
            "a.csv",
            "姓名,是否出席,狀態\n陳大文,是,\n李小明,否,\n王小明,請假,\n張三豐,,已取消\n周伯通,,候補\n",
        )
    )
    assert [person.status for person in listing.people.people] == [
        None, Status.DECLINED, Status.DECLINED, Status.CANCELLED, None,
    ]  # fmt: skip
    assert listing.people.people[4].extra == (("狀態", "候補"),)


def test_posts_in_two_languages_stand_in_two_columns(tmp_path: Path) -> None:
    listing = read_list(
        text(
            tmp_path,
            "a.csv",
            "中文姓名,英文姓名,職銜,英文職銜,機構,機構(英文)\n陳大文,CHAN Tai Man,教授,Professor,科大,HKUST\n",
        )
    )
    post = listing.people.people[0].posts[0]
    assert (post.title, post.title_en, post.organisation, post.organisation_en) == (
        "教授",
        "Professor",
        "科大",
        "HKUST",
    )


def test_headers_in_two_languages_and_with_line_breaks(tmp_path: Path) -> None:
    path = book(tmp_path, {"Guest List": [
        ["No.\n序號", "Name of Guest\n嘉賓姓名", "Company / Organisation\n公司/機構", "Job Title\n職位",
         "Mobile Phone\n手提電話", "Dietary Requirements\n飲食要求"],
        [1, "Mr CHAN Tai Man 陳大文先生", "HKUST 科大", "Director", "+852 9123 4567", "Vegetarian"],
    ]})  # fmt: skip
    listing = read_list(path)
    person = listing.people.people[0]
    assert (person.name.name_zh, person.name.name_latin, person.name.honorific_zh) == ("陳大文", "CHAN Tai Man", "先生")
    assert (person.phone, person.diet, person.posts[0].title) == ("+852 9123 4567", "Vegetarian", "Director")


def test_the_header_row_and_columns_can_be_told(tmp_path: Path) -> None:
    path = text(tmp_path, "a.csv", "參會,甲,乙\n陳大文,科大,A1\n李小明,港大,A2\n")
    reading = Reading(header_row=1, columns={"參會": "name", "甲": "organisation", "C": "seat"})
    listing = read_list(path, reading)
    assert told(listing) == ["陳大文 | @科大", "李小明 | @港大"]
    assert [person.seat for person in listing.people.people] == ["A1", "A2"]


def test_a_list_like_one_that_was_corrected_is_read_like_it(tmp_path: Path) -> None:
    first = read_list(text(tmp_path, "a.csv", "姓名,檔期\n陳大文,A1\n"), Reading(columns={"檔期": "seat"}))
    second = read_list(text(tmp_path, "b.csv", "檔期,姓名\nA2,李小明\n"), memory={first.shape: first.reading})
    other = read_list(text(tmp_path, "c.csv", "姓名,檔期,單位\n李小明,A2,科大\n"), memory={first.shape: first.reading})
    assert (first.people.people[0].seat, second.people.people[0].seat, other.people.people[0].seat) == ("A1", "A2", "")
