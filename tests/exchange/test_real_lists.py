"""The lists of four real events, as they arrived, read whole."""

from datetime import date
from pathlib import Path

import pytest

from desktop.domain.list_values import ListedPerson, PeopleList
from desktop.domain.people_list import read_people
from desktop.exchange.tables import read_sheets, sheet_with_people

LISTS = Path(__file__).parents[1] / "lists"

# number, name, honorific, postnominal, posts, category, role, attendance
SUMMIT = """
6  | 1  | 李家超 |      |      | 行政長官@香港特別行政區政府 | 主禮嘉賓 | 視頻致辭 | 視頻
7  | 2  | 孫東   |      |      | 局長@香港特區政府創新科技及工業局 | 主禮嘉賓 | 視頻致辭 | 視頻
8  | 3  | 黃克瀛 |      |      | 副會長@北京海外聯誼會 | 主禮嘉賓 | 致辭 | 出席
9  | 4  | 王偉明 |      |      | 部長@香港中聯辦教科部 | 主禮嘉賓 | 致辭 | 出席
10 | 5  | 胡健民 |      |      | 副局長@香港特區政府政制及內地事務局 | 主禮嘉賓 | 致辭 | 出席
11 | 6  | 李然   |      |      | 聯盟會長@香港北京高校校友聯盟 | 主禮嘉賓 | 主辦方致辭 | 出席
14 | 7  | 李焯芬 | 院士 |      | 中國工程院院士@ + 香港工程科學院院士@ | 主旨演講 | 主旨演講 | 出席
17 | 8  | 施榮懷 | | | 名譽會長@京校聯 + 全國政協常委@ + 北京市政協常委@ + 港區省級政協委員聯誼會會長@ | 貴賓 | | 出席
18 | 9  | 楊莉珊 |      |      | 全國政協委員@ + 北京市政協常委@ + CEO@香江國際 | 貴賓 | | 出席
19 | 10 | 鐘永喜 |      |      | 中國內地總代表@香港貿發局 | 貴賓 | | 出席
20 | 11 | 李娟   | 女士 |      | 協理學務副校長@香港城市大學 | 貴賓 | | 出席
21 | 12 | 史宗愷 |      |      | 校務委員會副主任@清華大學 + 清華校友總會副會長@ | 貴賓 | | 出席
22 | 13 | 唐傑   |      |      | 秘書長@清華校友總會 | 貴賓 | | 出席
23 | 14 | 盧金榮 | 先生 |      | 全國政協委員@ + 主席@香港菁英會 | 貴賓 | | 出席
24 | 15 | 施清流 | | 太平紳士 | 全國政協委員@ + 香港福建社團聯會主席@ + 董事長@香港隆誠國際集團 | 貴賓 | | 出席
25 | 16 | 黃楚基 | 先生 |      | 名譽顧問@京校聯 + 全國政協委員@ + 香港僑界社團聯會會長@ | 貴賓 | | 出席
26 | 17 | 楊政龍 | 先生 |      | 全國政協委員@ + 主席@香港青年聯會 | 貴賓 | | 出席
27 | 18 | 李中   |      |      | 北京市政協常委@ + 主席@香港華菁會 | 貴賓 | | 出席
28 | 19 | 郭魯鋼 |      |      | 副主席@北京市科學技術協會 | 貴賓 | 發佈合作倡議 | 出席
29 | 20 | 解玲   |      |      | 交流處副處長@中央政府駐港聯絡辦北京聯絡部 | 貴賓 | | 出席
30 | 21 | 肖永生 |      |      | 組織人士部部長@北京市經濟技術開發區 | 貴賓 | | 出席
31 | 22 | 秦紅霞 |      |      | 成果轉化協調處副處長@北京市懷柔科學城管委會 | 貴賓 | | 出席
32 | 23 | 邢勁   |      |      | 創新發展與人才工作處處長@北京未來科學城 | 貴賓 | | 出席
35 | 24 | 汪揚   | 教授 |      | 副校長@香港科技大學 | 參訪接待(4月14日) | 接待參訪 | 參訪
36 | 25 | 於宏宇 | 教授 |      | 機械與航空航天工程系副教授@香港科技大學 | 參訪接待(4月14日) | 陪同參訪 | 參訪
"""
FORUM = """
2 | | 张宇蕾 | | | 党组成员@北京市科委、中关村管委会 + 副主任@北京市科委、中关村管委会 | | 致辞 |
3 | | 孙东   | | | 局长@香港特区政府创新科技及工业局 | | 致辞 |
4 | | 米跃强 | | | 总经理@京泰实业集团有限公司 | | 致辞 |
5 | | 阮慧贤 | | | 署理主任@香港特别行政区政府驻北京办事处 | | 致辞 |
"""
LAUNCH = """
2 | | 孫東   | | | 局長@香港特區政府創新科技及工業局 | | 主禮嘉賓、致辭 |
3 | | 李國彬 | | | 署長@創新科技署 | | 主禮嘉賓 |
4 | | 黃偉   | | | 副主席@深圳市政協 + 書記兼河套發展署黨組書記@福田區委 | | 主禮嘉賓、致辭 |
5 | | 查毅超 | | | 主席@香港科技園公司 | | 主禮嘉賓、致辭 |
6 | | 黃秉修 | | | 行政總裁@香港科技園公司 | | 主禮嘉賓 |
7 | | 簡依雯 | | | 創新發展總監@香港科技園公司 | | 介紹園區 |
8 | | 魚晨   | | | 首席執行官@華力創科學 | | 園區企業 |
"""
ANNIVERSARY = """
2 | | 李家超 |      | | 行政長官@香港特別行政區政府 | | 主禮嘉賓、致辭 |
3 | | 譚鐵牛 |      | | 副主任@中央人民政府駐香港特別行政區聯絡辦公室 | | 主禮嘉賓 |
4 | | 孫東   | 教授 | | 局長@創新科技及工業局 | | 主禮嘉賓 |
5 | | 查毅超 | 博士 | | 主席@香港科技園公司 | | 致辭 |
6 | | 黃克強 | 先生 | | 行政總裁@香港科技園公司 | | 致辭 |
"""


def read(name: str) -> PeopleList:
    return read_people(sheet_with_people(read_sheets(LISTS / name)).rows)


def as_line(person: ListedPerson) -> list[str]:
    name = person.name
    held = " + ".join(f"{post.title}@{post.organisation}" for post in person.posts)
    said = [name.name_zh, name.honorific_zh, name.postnominal_zh, held, person.category, person.role, person.attendance]
    return [str(person.row), person.number, *said]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("summit-2023.xlsx", SUMMIT),
        ("forum-2023-gb18030.csv", FORUM),
        ("launch-2026-big5.tsv", LAUNCH),
        ("anniversary-2022-utf16.csv", ANNIVERSARY),
    ],
)
def test_every_row_comes_out_as_a_secretary_would_write_it(name: str, expected: str) -> None:
    listed = read(name)

    wanted = [[cell.strip() for cell in line.split("|")] for line in expected.strip().splitlines()]
    assert [as_line(person) for person in listed.people] == wanted
    assert listed.problems == ()
    assert not any(person.extra or person.note or person.name.name_latin for person in listed.people)


def test_the_summit_names_its_event_place_and_days() -> None:
    listed = read("summit-2023.xlsx")

    assert listed.title == "2023京港青年科創人才發展峰會 嘉賓名單"
    assert listed.event_name == "2023京港青年科創人才發展峰會"
    assert listed.place == "香港會展中心"
    assert (listed.starts_on, listed.ends_on) == (date(2023, 4, 12), date(2023, 4, 15))
    assert listed.notes == ("排名按主辦方提供",)


def test_the_sheet_with_the_people_is_chosen() -> None:
    sheets = read_sheets(LISTS / "summit-2023.xlsx")

    assert [sheet.name for sheet in sheets] == ["嘉賓名單(定稿)", "說明"]
    assert sheet_with_people(sheets[::-1]).name == "嘉賓名單(定稿)"
