"""More lists as offices send them: letterheads, 同上, partners, helpers beside the guests, names still to come."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.list_headers import Meaning
from desktop.domain.list_reading import Reading
from desktop.domain.verdicts import Status
from desktop.exchange.encodings import UnreadableText
from desktop.services.imports import event_draft, read_list
from tests.services.list_files import book, table, text, told


def test_a_form_of_a_mainland_office_has_an_appendix_number_and_two_rows_of_headers(tmp_path: Path) -> None:
    def merge(_workbook: Any, sheet: Any) -> None:
        for row, said in enumerate(
            ("附件2", "赴港参加京港科创峰会人员名单", "填报单位：北方理工大学    填报日期：2026年11月3日")
        ):
            sheet.merge_range(row, 0, row, 7, said)
        for column, said in ((0, "序号"), (1, "姓名"), (2, "性别"), (7, "备注")):
            sheet.merge_range(3, column, 4, column, said)
        sheet.merge_range(3, 3, 3, 4, "工作单位")
        sheet.merge_range(3, 5, 3, 6, "联系方式")
        sheet.merge_range(7, 0, 7, 7, "共 2 人")

    rows = [
        [], [], [], [], ["", "", "", "部门", "职务/职称", "手机", "电子邮箱"],
        ["①", "王 磊", "男", "科研处", "处长、教授", 13800138001.0, "wl@example.org", "团长"],
        ["②", "欧阳志远", "男", "计算机学院", "院长", "135-2222-3333", "", "清真餐"],
        [], ["联系人：赵晓燕　电话：010-62345678"],
    ]  # fmt: skip
    listing = read_list(book(tmp_path, {"Sheet1": rows}, {"Sheet1": merge}))
    assert told(listing) == ["王磊 | 处长@科研处 + 教授@科研处", "欧阳志远 | 院长@计算机学院"]
    assert [(one.phone, one.note) for one in listing.people.people] == [
        ("13800138001", "团长"), ("135-2222-3333", "清真餐"),
    ]  # fmt: skip
    assert listing.people.event_name == "赴港参加京港科创峰会"
    assert listing.people.starts_on is None  # the day the form was filled in is not the event's
    assert any("赵晓燕" in note for note in listing.people.notes)


def test_ditto_marks_say_what_the_person_above_has(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"名單": table("""
        稱謂|姓|名|Surname|Given Names|機構|職銜
        先生|陳|大文|CHAN|Tai Man|香港科技園公司|總監
        女士|黃|美玲|WONG|Mei Ling, Mary|同上|經理
        博士|司徒|永富|SZETO|Wing Fu|〃|〃
        教授|李|強|LI|Qiang|香港大學|院長
        小姐|何|思敏|HO|Sze Man|"|助理
    """)}))  # fmt: skip
    assert told(listing) == [
        "陳大文 CHAN Tai Man 先生 | 總監@香港科技園公司", "黃美玲 WONG Mei Ling, Mary 女士 | 經理@香港科技園公司",
        "司徒永富 SZETO Wing Fu 博士 | 經理@香港科技園公司", "李強 LI Qiang 教授 | 院長@香港大學",
        "何思敏 HO Sze Man 小姐 | 助理@香港大學",
    ]  # fmt: skip


def test_roles_and_partners_beside_a_name_are_remarks(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"代表團": table("""
        姓名|單位及職務|備註
        王小明（組長）|台灣區電機電子工業同業公會 理事長|素食、輪椅
        張惠妹【聯絡人】|工業技術研究院 組長|
        陳志明及夫人|某基金會 董事長|
        吳文義伉儷|某學會 理事|全素
        John SMITH and spouse|Acme Ltd|
        陳志和先生|某學會 秘書|
    """)}))  # fmt: skip
    assert told(listing) == [
        "王小明 | 理事長@台灣區電機電子工業同業公會", "張惠妹 | 組長@工業技術研究院", "陳志明 | 董事長@某基金會",
        "吳文義 | 理事@某學會", "John SMITH | Acme Ltd@", "陳志和 先生 | 秘書@某學會",
    ]  # fmt: skip
    assert [one.note for one in listing.people.people] == [
        "素食、輪椅; 組長",
        "聯絡人",
        "及夫人",
        "全素; 伉儷",
        "and spouse",
        "",
    ]


def test_helpers_beside_the_guests_are_a_table_of_their_own(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"list": table("""
        嘉賓姓名|機構|職位|||工作人員|崗位|電話
        鄭文傑|創新科技署|署長|||阿May|接待|91110001
        梁淑儀|數碼港|總裁|||Daisy|攝影|91110003
        曾慶華|生產力局|總裁|||||
    """)}))  # fmt: skip
    assert told(listing) == [
        "鄭文傑 | 署長@創新科技署", "梁淑儀 | 總裁@數碼港", "曾慶華 | 總裁@生產力局", "阿May | 接待@ | 工作人員",
        "Daisy | 攝影@ | 工作人員",
    ]  # fmt: skip
    assert [one.phone for one in listing.people.people] == ["", "", "", "91110001", "91110003"]


def test_a_cell_holds_the_name_in_two_languages_on_two_lines(tmp_path: Path) -> None:
    rows = [
        ["座位 Seat", "姓名 Name", "機構 Organisation", "職銜 Post Title", "出席 Attend (Y/N)"],
        ["A1", "陳大文先生, GBS, JP\nMr CHAN Tai Man, GBS, JP", "香港總商會\nHong Kong Chamber", "主席\nChairman", "Y"],
        ["A2", "李卓人博士\nDr LEE Cheuk Yan", "職工盟\nHKCTU", "秘書長\nSecretary", "N"],
        ["A3", "Mr John SMITH", "Acme Ltd", "CEO", "Y"],
    ]
    listing = read_list(book(tmp_path, {"Guest": rows}))
    assert told(listing) == [
        "陳大文 CHAN Tai Man 先生 Mr GBS, JP | 主席@香港總商會", "李卓人 LEE Cheuk Yan 博士 Dr | 秘書長@職工盟",
        "John SMITH Mr | CEO@Acme Ltd",
    ]  # fmt: skip
    posts = [one.posts[0] for one in listing.people.people]
    assert [(one.title_en, one.organisation_en) for one in posts[:2]] == [
        ("Chairman", "Hong Kong Chamber"), ("Secretary", "HKCTU"),
    ]  # fmt: skip
    assert [one.status for one in listing.people.people] == [None, Status.DECLINED, None]
    assert listing.people.problems == ()


def test_a_list_that_lies_on_its_side_is_set_upright(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"Sheet1": table("""
        姓名|陳一|林二|張三
        單位|甲公司|乙公司|丙大學
        職務|經理|總裁|教授
    """)}))  # fmt: skip
    assert told(listing) == ["陳一 | 經理@甲公司", "林二 | 總裁@乙公司", "張三 | 教授@丙大學"]


def test_the_first_section_stands_above_the_header_and_names_are_still_to_come(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"名單": table("""
        貴賓|||
        序號|姓名|單位|職務
        1|蔡若蓮|教育局|局長
        |小計|1人|
        講者|||
        序號|姓名|單位|職務
        1|丘成桐|清華大學|教授
        媒體|||
        1|待定|明報|記者
        2|TBC|電視台|攝影師
        合計：4人|||
    """)}))  # fmt: skip
    assert told(listing) == ["蔡若蓮 | 局長@教育局 | 貴賓", "丘成桐 | 教授@清華大學 | 講者"]
    assert [(one.row, one.code, one.rejected) for one in listing.people.problems] == [
        (9, "nobody_yet", True), (10, "nobody_yet", True),
    ]  # fmt: skip
    assert listing.people.event_name == ""


def test_full_width_letters_and_digits_become_what_machines_read(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"Sheet1": table("""
        Ｎｏ．|姓　　名|英文名（Ｅｎｇｌｉｓｈ）|單　　位|手　　機|Ｅ－ｍａｉｌ
        １|王　　明|ＷＡＮＧ　Ｍｉｎｇ|台積電|０９１２－３４５－６７８|ｗｍ＠ｅｘａｍｐｌｅ．ｏｒｇ
    """)}))  # fmt: skip
    person = listing.people.people[0]
    assert (person.name.name_zh, person.name.name_latin) == ("王明", "WANG Ming")
    assert (person.phone, person.email) == ("0912-345-678", "wm@example.org")
    assert listing.people.problems == ()


def test_positions_are_numbered_and_honours_and_helpers_have_columns(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"Guests": table("""
        Salutation|Full Name|Post-nominals|Chinese Name|Position 1|Organisation 1|Position 2|Organisation 2|PA's phone|Mobile No.|E-mail Address
        Ir Dr the Hon.|LO Wai Kwok|GBM, GBS, MH, JP|盧偉國議員|Member|Legislative Council|President|HKIE|2895 4446|9000 1111|lo@example.org
        Prof Sir|Charles KAO Kuen|GBM KBE FRS|高錕教授|Emeritus Professor|CUHK|||||
        Ar.|Corrin CHAN||陳翠兒建築師|Director|The Oval|||||
    """)}))  # noqa: E501  # fmt: skip
    assert told(listing) == [
        "盧偉國 LO Wai Kwok 議員 Ir Dr the Hon. GBM, GBS, MH, JP | Member@Legislative Council + President@HKIE",
        "高錕 Charles KAO Kuen 教授 Prof Sir GBM KBE FRS | Emeritus Professor@CUHK",
        "陳翠兒 Corrin CHAN 建築師 Ar. | Director@The Oval",
    ]
    first = listing.people.people[0]
    assert (first.phone, first.email, first.extra) == ("9000 1111", "lo@example.org", (("PA's phone", "2895 4446"),))


def test_a_travel_form_does_not_mix_the_guest_with_spouse_room_and_papers(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"回执汇总": [
        ["姓名", "姓名拼音", "证件类型", "单位全称", "职务", "手机号码", "办公电话", "房间类型", "配偶姓名"],
        ["单雄信", "SHAN XIONGXIN", "护照", "中科院自动化所", "所长", 13812345678.0, "010-82544600", "大床", "张丽"],
        ["买买提·艾山", "MAIMAITI AISHAN", "护照", "新疆大学", "教授", "１３７１２３４５６７８", "", "双床", ""],
    ]}))  # fmt: skip
    assert told(listing) == [
        "单雄信 SHAN XIONGXIN | 所长@中科院自动化所", "买买提·艾山 MAIMAITI AISHAN | 教授@新疆大学",
    ]  # fmt: skip
    assert [one.phone for one in listing.people.people] == ["13812345678 / 010-82544600", "13712345678"]
    assert listing.people.people[0].extra == (("证件类型", "护照"), ("房间类型", "大床"), ("配偶姓名", "张丽"))


def test_several_representatives_in_one_cell_are_several_people(tmp_path: Path) -> None:
    listing = read_list(text(tmp_path, "a.csv", (
        "單位,出席代表,人數\n香港中文大學,陳志輝教授、李志明博士、何詠詩小姐,3\n"
        '香港理工大學,"滕錦光教授\n趙汝恒教授",2\n香港城市大學,梅彥昌教授,1\n'
    )))  # fmt: skip
    assert told(listing) == [
        "陳志輝 教授 | @香港中文大學", "李志明 博士 | @香港中文大學", "何詠詩 小姐 | @香港中文大學",
        "滕錦光 教授 | @香港理工大學", "趙汝恒 教授 | @香港理工大學", "梅彥昌 教授 | @香港城市大學",
    ]  # fmt: skip
    assert [(one.row, one.code) for one in listing.people.problems] == [
        (2, "people_in_a_cell"),
        (3, "people_in_a_cell"),
    ]


def test_questions_of_a_web_form_are_headers(tmp_path: Path) -> None:
    listing = read_list(text(tmp_path, "a.csv", (
        "\ufeff時間戳記,1. 請問您的中文姓名？,2. English name (as in passport),3. 服務單位 / Organization,4. 職稱,"
        "5. 聯絡手機,6. E-mail,7. 用餐需求（葷／素）,8. 是否參加晚宴\n"
        '2026/11/1 下午 3:04:22,陳怡君,"CHEN, YI-CHUN",國立陽明交通大學,副教授,0910-111-222,yc@example.org,素,是\n'
    )))  # fmt: skip
    assert told(listing) == ["陳怡君 CHEN, YI-CHUN | 副教授@國立陽明交通大學"]
    person = listing.people.people[0]
    assert (person.phone, person.email, person.diet) == ("0910-111-222", "yc@example.org", "素")


def test_a_template_tells_below_its_header_how_to_fill_it_in(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"Registration": table("""
        *Title|*First name|*Family name|*Company|Designation|Tel (with country code)|Ticket category
        e.g. Mr/Ms/Dr|as in passport|IN CAPITALS|full name||+852 1234 5678|VIP / Speaker / Delegate
        Mr|Wei|ZHANG|Tencent|VP|86 755 8601 3388|Speaker
        Mx|Alex||Acme|||Delegate
    """)}))  # fmt: skip
    assert told(listing) == ["Wei ZHANG Mr | VP@Tencent | Speaker", "Alex Mx | @Acme | Delegate"]


def test_an_answer_by_an_invitee_may_go_on_in_words(tmp_path: Path) -> None:
    listing = read_list(book(tmp_path, {"RSVP": table("""
        Invitee|Title & Organisation|RSVP|Representative
        Mr LEUNG Ka-ho|Director, Hospital Authority|Accept|
        Ms NG Wai-yee|CEO, MTR Corporation|Decline; to be represented by|Mr Simon TANG
        Dr Pang Fei|Principal|Regret|
    """)}))  # fmt: skip
    assert [one.status for one in listing.people.people] == [None, Status.DECLINED, Status.DECLINED]
    assert listing.people.people[1].extra == (("Representative", "Mr Simon TANG"),)


def test_cards_of_a_phone_have_the_title_before_the_name_and_groups_are_nobody(tmp_path: Path) -> None:
    listing = read_list(text(tmp_path, "a.vcf", (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:陳;大文;;先生;\r\nFN:先生 陳大文\r\nORG:科技園;創科部\r\n"
        "item1.TEL;type=pref:+852 9123 4567\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:All staff\r\nEND:VCARD\r\n"
    )))  # fmt: skip
    assert told(listing) == ["陳大文 先生 | @科技園 創科部"]
    assert listing.people.source == "vCard"
    assert [column.meaning for column in listing.people.columns] == [
        Meaning.NAME_ZH, Meaning.STYLE, Meaning.ORGANISATION, Meaning.PHONE,
    ]  # fmt: skip


def test_a_title_that_only_numbers_an_appendix_names_no_event(tmp_path: Path) -> None:
    rows = [["附件一"], ["大灣區科創論壇報名表（截至2026年3月2日）"], ["姓名", "單位"], ["陳大文", "科大"]]
    listing = read_list(book(tmp_path, {"名單": rows}))
    assert listing.people.starts_on is None
    assert event_draft(listing, listing.people.starts_on or date(2026, 3, 1)).name.hant == "大灣區科創論壇"


WESTERN = "Name;Company;Job title\r\nJürgen Müller;Größe & Söhne;Professor\r\nJosé María Núñez;Telefónica;Director\r\n"


def test_western_accents_are_not_taken_for_chinese(tmp_path: Path) -> None:
    listing = read_list(text(tmp_path, "a.csv", WESTERN, "cp1252"))
    assert told(listing) == ["Jürgen Müller | Professor@Größe & Söhne", "José María Núñez | Director@Telefónica"]
    assert listing.encoding == "cp1252"


def test_the_encoding_can_be_told_and_a_wrong_one_is_refused_or_shown(tmp_path: Path) -> None:
    path = text(tmp_path, "a.csv", "姓名,單位\n陳大文,科大\n", "big5hkscs")
    assert told(read_list(path, Reading(encoding="big5hkscs"))) == ["陳大文 | @科大"]
    with pytest.raises(UnreadableText):
        read_list(path, Reading(encoding="utf-8"))
    shown = read_list(path, Reading(encoding="utf-8"), lenient=True)
    assert (shown.people.people, shown.encoding) == ((), "utf-8")
    assert isinstance(shown.trouble, UnreadableText)
    assert read_list(book(tmp_path, {"名單": [["姓名"], ["陳大文"]]})).encoding == ""
