from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.list_headers import Meaning, meaning_of
from desktop.domain.list_tables import UnknownMeaning, column_letter
from desktop.domain.list_title import event_name, read_days, read_title
from desktop.domain.list_values import PeopleList
from desktop.domain.names import ListedName
from desktop.domain.people_list import NoHeader, NoNameColumn, read_people
from desktop.domain.posts import ListedPost
from desktop.domain.text import is_han


def table(*lines: str) -> list[list[str]]:
    """Rows from lines whose cells are parted by a stroke."""
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def names(listed: PeopleList) -> list[str]:
    return [person.name.name_zh or person.name.name_latin for person in listed.people]


def codes(listed: PeopleList) -> list[tuple[int, str, bool]]:
    return [(problem.row, problem.code, problem.rejected) for problem in listed.problems]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        *[(word, Meaning.NUMBER) for word in ("序號", "序号", "No.", "編號", "S/N")],
        *[
            (word, Meaning.NAME)
            for word in ("姓名", "姓  名", "姓　名", "名字", "Name", "FULL NAME", "姓名 / Name", "嘉賓姓名*")
        ],
        *[(word, Meaning.NAME_ZH) for word in ("中文姓名", "姓名(中文)", "Name (Chinese)")],
        *[(word, Meaning.NAME_LATIN) for word in ("英文姓名", "姓名（英文）", "English Name")],
        *[(word, Meaning.FAMILY_NAME) for word in ("Last name", "Surname", "姓氏")],
        *[(word, Meaning.GIVEN_NAME) for word in ("First name", "Given names")],
        *[(word, Meaning.STYLE) for word in ("稱謂", "称谓", "Salutation")],
        *[
            (word, Meaning.TITLE)
            for word in ("職務/銜頭", "職銜", "职务", "Title", "Position", "Job Title", "現任職務")
        ],
        *[
            (word, Meaning.ORGANISATION)
            for word in ("单位", "單位", "機構", "公司", "Company", "Organisation", "工作單位")
        ],
        *[(word, Meaning.ORGANISATION) for word in ("公司/機構", "單位名稱 Organisation", "Organization / 公司")],
        *[(word, Meaning.ROLE) for word in ("角色", "Role")],
        *[(word, Meaning.ATTENDANCE) for word in ("出席方式", "是否出席", "RSVP")],
        *[(word, Meaning.NOTE) for word in ("備註", "备注", "Remarks", "Notes:")],
        *[(word, Meaning.PHONE) for word in ("手機", "電話", "聯絡電話(手提)", "Mobile", "Tel.")],
        *[(word, Meaning.EMAIL) for word in ("電郵", "邮箱", "E-mail", "Email address")],
        *[(word, Meaning.CATEGORY) for word in ("類別", "嘉宾类别", "Category")],
        *[(word, Meaning.SEAT) for word in ("座位", "Seat", "Table No.")],
        *[(word, Meaning.DIET) for word in ("飲食", "Dietary requirements")],
        *[
            (word, Meaning.OTHER)
            for word in ("聯絡人電話", "秘書電郵", "到達航班", "主禮嘉賓", "", "Emergency contact")
        ],
    ],
)
def test_headers_are_known_in_both_scripts_and_english(header: str, meaning: Meaning) -> None:
    assert meaning_of(header) is meaning


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("日期:2023年4月12-15日", (date(2023, 4, 12), date(2023, 4, 15))),
        ("2023年4月30日至5月2日", (date(2023, 4, 30), date(2023, 5, 2))),
        ("2023年12月31日 - 2024年1月1日", (date(2023, 12, 31), date(2024, 1, 1))),
        ("2023年5月29日(星期一)至30日", (date(2023, 5, 29), date(2023, 5, 30))),
        ("２０２３年４月１２日", (date(2023, 4, 12), date(2023, 4, 12))),
        ("2023-04-12", (date(2023, 4, 12), date(2023, 4, 12))),
        ("12-15 April 2023", (date(2023, 4, 12), date(2023, 4, 15))),
        ("April 12–15, 2023", (date(2023, 4, 12), date(2023, 4, 15))),
        ("12/4/2023", (date(2023, 4, 12), date(2023, 4, 12))),
        ("2023年2月30日", None),
        ("2023年4月15-12日", (date(2023, 4, 15), date(2023, 4, 15))),
        ("2023京港青年科創人才發展峰會", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, days: tuple[date, date] | None) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("title", "event"),
    [
        ("2023京港青年科創人才發展峰會 嘉賓名單", "2023京港青年科創人才發展峰會"),
        ("創科論壇參會人員名單(定稿)", "創科論壇"),
        ("啟動禮出席嘉宾名单", "啟動禮"),
        ("Guest List: Summit 2026", "Summit 2026"),
        ("ABC Summit – List of guests", "ABC Summit"),
        ("嘉賓名單", "嘉賓名單"),
        ("創科論壇", "創科論壇"),
    ],
)
def test_the_event_is_the_title_without_the_word_list(title: str, event: str) -> None:
    assert event_name(title) == event


def test_place_and_dates_are_found_above_the_table() -> None:
    title = read_title(["論壇 名單", "地點:香港會展中心    日期:2023年4月12-15日    (排名按主辦方提供)"])

    assert (title.place, title.starts_on, title.ends_on) == ("香港會展中心", date(2023, 4, 12), date(2023, 4, 15))
    assert title.rest == ("排名按主辦方提供",)


@pytest.mark.parametrize(
    "line", ["Venue: HKCEC | Date: 2023-04-12", "地点：HKCEC，时间：2023年4月12日", "Venue: HKCEC (Hall 1)"]
)
def test_the_place_ends_where_the_next_thing_begins(line: str) -> None:
    assert read_title([line]).place == "HKCEC"


def test_rows_of_every_kind_are_told_apart() -> None:
    listed = read_people(
        table(
            "論壇 嘉賓名單||||",
            "序號|姓名|職務|單位|手機",
            "主禮嘉賓||||",
            "1|孫　東|局長|創科局|91234567",
            "||||",
            "序號|姓名|職務|單位|手機",
            "講者||||",
            "2|李娟女士|副校長|城大|",
            "3||||",
            "|||某公司|98765432",
            "合計|共2人|||",
            "註:名單以姓氏筆劃為序||||",
        )
    )

    assert names(listed) == ["孫東", "李娟"]
    assert [person.category for person in listed.people] == ["主禮嘉賓", "講者"]
    assert [person.row for person in listed.people] == [4, 8]
    assert codes(listed) == [(10, "no_name", True)]
    assert listed.problems[0].value == "某公司 98765432"
    assert listed.notes == ("註:名單以姓氏筆劃為序",)


def test_a_section_may_stand_in_the_column_of_names() -> None:
    listed = read_people(table("姓名|單位", "貴賓|", "孫東|創科局", "李然|", "媒體代表:|", "王明|日報"))

    assert [(p.name.name_zh, p.category) for p in listed.people] == [
        ("孫東", "貴賓"),
        ("李然", "貴賓"),
        ("王明", "媒體代表:"),
    ]


def test_a_section_merged_over_all_columns_counts_once() -> None:
    listed = read_people(table("姓名|單位|職務", "貴賓|貴賓|貴賓", "孫東|創科局|局長"))

    assert [person.category for person in listed.people] == ["貴賓"]


def test_a_list_of_names_alone_is_read() -> None:
    assert names(read_people(table("姓名", "孫東", "貴賓代表團", "李然"))) == ["孫東", "貴賓代表團", "李然"]


def test_a_column_for_the_category_goes_before_the_section() -> None:
    listed = read_people(table("姓名|類別", "講者|", "孫東|貴賓", "李然|出席"))

    assert [person.category for person in listed.people] == ["貴賓", "出席"]


def test_family_and_given_names_keep_the_order_of_the_list() -> None:
    assert names(read_people(table("First name|Last name|Company", "Cheuk-fan|LEE|HKU"))) == ["Cheuk-fan LEE"]
    assert names(read_people(table("Surname|Given name|Company", "LEE|Cheuk-fan|HKU", "李|焯芬|HKU"))) == [
        "LEE Cheuk-fan",
        "李焯芬",
    ]


def test_columns_for_both_scripts_make_one_name() -> None:
    listed = read_people(table("中文姓名|英文姓名|單位", "李焯芬院士|Prof LEE Cheuk-fan, JP|港大", "|Peter Smith|UCL"))

    assert listed.people[0].name == ListedName(
        "李焯芬", "LEE Cheuk-fan", honorific_zh="院士", honorific_en="Prof", postnominal_en="JP"
    )
    assert names(listed) == ["李焯芬", "Peter Smith"]


def test_a_title_column_of_mr_and_ms_holds_honorifics() -> None:
    listed = read_people(table("Title|Name|Position|Company", "Mr|CHAN Tai Man|CEO|ABC", "Dr|LEE Ka|Director|XYZ"))

    assert [person.name.honorific_en for person in listed.people] == ["Mr", "Dr"]
    assert listed.people[0].posts == (ListedPost("CEO", "ABC"),)


def test_a_column_for_honorifics_with_posts_in_it_holds_posts() -> None:
    listed = read_people(table("姓名|稱謂|單位", "孫東|局長助理|創科局", "李然|聯盟會長|聯盟"))

    assert listed.people[0].posts == (ListedPost("局長助理", "創科局"),)


def test_what_no_column_is_known_for_is_kept() -> None:
    listed = read_people(table("姓名|到達航班|單位||英文公司", "孫東|CX 123|創科局|?|ITIB"))

    assert listed.people[0].extra == (("到達航班", "CX 123"), ("D", "?"), ("英文公司", "ITIB"))


def test_phones_and_remarks_in_several_places_are_all_kept() -> None:
    listed = read_people(table("姓名|電話|手機|備註", "孫東(領隊)|2345 6789|9123 4567|素食"))

    assert listed.people[0].phone == "2345 6789 / 9123 4567"
    assert listed.people[0].note == "素食; 領隊"


def test_doubtful_cells_are_told_and_kept() -> None:
    listed = read_people(
        [["姓名", "電郵"], ["陳大文、李小明", "nobody"], ["王\ue000明", "a@b.hk"], ["很" * 300, ""], ["—", "c@d.hk"]]
    )

    assert codes(listed) == [
        (2, "several_people", False),
        (2, "bad_email", False),
        (3, "unprintable_character", False),
        (4, "name_too_long", True),
        (5, "no_name", True),
    ]
    assert listed.people[0].email == "nobody"


def test_a_mapping_goes_before_the_guess() -> None:
    listed = read_people(table("姓名|單位|其他", "孫東|創科局|貴賓"), {2: "category", 1: ""})

    assert listed.people[0].category == "貴賓"
    assert listed.people[0].extra == (("單位", "創科局"),)
    assert [column.meaning for column in listed.columns] == [Meaning.NAME, Meaning.OTHER, Meaning.CATEGORY]


def test_with_a_mapping_no_header_is_needed() -> None:
    assert names(read_people(table("孫東|創科局", "李然|聯盟"), {0: "name", 1: "organisation"})) == ["孫東", "李然"]


def test_a_list_without_a_header_is_refused() -> None:
    with pytest.raises(NoHeader, match="No row here names the columns"):
        read_people(table("孫東|創科局", "李然|聯盟"))
    with pytest.raises(NoHeader):
        read_people([])


def test_a_mapping_without_names_is_refused() -> None:
    with pytest.raises(NoNameColumn):
        read_people(table("孫東|創科局"), {1: "organisation"})
    with pytest.raises(NoNameColumn):
        read_people(table("姓名|單位", "孫東|創科局"), {0: "note"})


def test_a_mapping_to_nonsense_is_refused() -> None:
    with pytest.raises(UnknownMeaning, match="shoe size"):
        read_people(table("姓名", "孫東"), {0: "shoe size"})


def test_a_data_row_is_not_taken_for_the_header() -> None:
    with pytest.raises(NoHeader):
        read_people(table("孫東|嘉賓|出席", "李然|嘉賓|出席"))


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


CELLS = st.text(st.sampled_from("孫東李娟女士先生教授主席大學公司、\n　 AB1()貴賓合計註:"), max_size=10)


@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=8))
def test_no_chinese_character_of_a_table_is_lost(rows: list[list[str]]) -> None:
    listed = read_people([["姓名", "職務", "單位", "備註", "其他"], *rows])

    totals = {"合", "計"}
    kept = {character for character in repr(listed) if is_han(character)} | totals
    sections_of_nobody = {c for row in rows if len({x.strip() for x in row if x.strip()}) == 1 for c in "".join(row)}
    counted = [row for row in rows if not any(cell.strip().startswith("合計") for cell in row)]
    assert {c for row in counted for cell in row for c in cell if is_han(c)} <= kept | sections_of_nobody
