import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.names import ListedName, is_style, split_name
from desktop.domain.text import clean, is_han

SPLIT = {
    "孫　東": ListedName("孫東"),
    "李 娟 女士": ListedName("李娟", honorific_zh="女士"),
    "李娟女士": ListedName("李娟", honorific_zh="女士"),
    "李娟(女士)": ListedName("李娟", honorific_zh="女士"),
    "盧金榮先生": ListedName("盧金榮", honorific_zh="先生"),
    "查毅超博士": ListedName("查毅超", honorific_zh="博士"),
    "孙东教授": ListedName("孙东", honorific_zh="教授"),
    "教授李焯芬": ListedName("李焯芬", honorific_zh="教授"),
    "院士 李焯芬": ListedName("李焯芬", honorific_zh="院士"),
    "陈大文校长": ListedName("陈大文", honorific_zh="校长"),
    "李副校長": ListedName("李", honorific_zh="副校長"),
    "施清流太平紳士": ListedName("施清流", postnominal_zh="太平紳士"),
    "李焯芬教授，太平紳士": ListedName("李焯芬", honorific_zh="教授", postnominal_zh="太平紳士"),
    "施清流 JP": ListedName("施清流", postnominal_en="JP"),
    "Dr 查毅超": ListedName("查毅超", honorific_en="Dr"),
    "李焯芬 LEE Cheuk-fan": ListedName("李焯芬", "LEE Cheuk-fan"),
    "李焯芬LEE Cheuk-fan": ListedName("李焯芬", "LEE Cheuk-fan"),
    "李焯芬 (LEE Cheuk-fan)": ListedName("李焯芬", "LEE Cheuk-fan"),
    "LEE Cheuk-fan（李焯芬）": ListedName("李焯芬", "LEE Cheuk-fan"),
    "陳大文/CHAN Tai Man": ListedName("陳大文", "CHAN Tai Man"),
    "Prof. LEE Cheuk-fan, SBS, JP 李焯芬教授": ListedName(
        "李焯芬", "LEE Cheuk-fan", honorific_zh="教授", honorific_en="Prof.", postnominal_en="SBS, JP"
    ),
    "Ir Dr the Hon. LO Wai-kwok, GBS, MH, JP": ListedName(
        "", "LO Wai-kwok", honorific_en="Ir Dr the Hon.", postnominal_en="GBS, MH, JP"
    ),
    "Dr Hon Priscilla LEUNG Mei-fun, SBS, JP": ListedName(
        "", "Priscilla LEUNG Mei-fun", honorific_en="Dr Hon", postnominal_en="SBS, JP"
    ),
    "CHAN Tai Man, Peter (Mr.)": ListedName("", "CHAN Tai Man, Peter", honorific_en="Mr."),
    "Sir David Li, GBM, OBE": ListedName("", "David Li", honorific_en="Sir", postnominal_en="GBM, OBE"),
    "Prof.LEE": ListedName("", "LEE", honorific_en="Prof."),
    "陳大文(領隊)": ListedName("陳大文", remark="領隊"),
    "歐陽 娜娜": ListedName("歐陽娜娜"),
    "阿卜杜 · 卡里姆先生": ListedName("阿卜杜·卡里姆", honorific_zh="先生"),
}


@pytest.mark.parametrize(("cell", "name"), SPLIT.items())
def test_a_name_is_taken_apart_as_a_secretary_would(cell: str, name: ListedName) -> None:
    assert split_name(cell) == name


@pytest.mark.parametrize(
    "cell",
    [
        *("阿卜杜·卡里姆", "J·K·羅琳", "香港大學校長", "待定", "先生", "教授", "陳大文 李小明", "陳大文、李小明"),
        *("愛新覺羅 溥儀", "𠮷田龘", "A君", "嘉賓1", "歐陽修"),
    ],
)
def test_a_chinese_name_is_left_as_it_is(cell: str) -> None:
    assert split_name(cell) == ListedName(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("LEE Cheuk-fan", "de la Cruz, María José", "O'Brien", "MA Xi", "John MA", "Wong JP", "Hon Chi-keung"),
        *("Robert (Bob) Smith", "van der Berg", "CHAN K C", "Mr", "Drew Irving", "Sirikit", "Msgr Lee", "mcDonald"),
    ],
)
def test_a_latin_name_is_neither_split_nor_recased(cell: str) -> None:
    assert split_name(cell) == ListedName("", cell)


@pytest.mark.parametrize(
    ("cell", "style", "name"),
    [
        ("李焯芬", "院士", ListedName("李焯芬", honorific_zh="院士")),
        ("施清流", "太平紳士", ListedName("施清流", postnominal_zh="太平紳士")),
        ("李娟女士", "女士", ListedName("李娟", honorific_zh="女士")),
        ("李娟女士", "教授", ListedName("李娟", honorific_zh="女士 教授")),
        ("CHAN Tai Man", "Mr", ListedName("", "CHAN Tai Man", honorific_en="Mr")),
        (
            "李焯芬",
            "教授、太平紳士 GBS JP",
            ListedName("李焯芬", honorific_zh="教授", postnominal_zh="太平紳士", postnominal_en="GBS, JP"),
        ),
        ("X Y", "Chair of the Board", ListedName("", "X Y", honorific_en="Chair of the Board")),
    ],
)
def test_the_column_for_honorifics_is_added(cell: str, style: str, name: ListedName) -> None:
    assert split_name(cell, style) == name


def test_what_is_too_long_for_a_name_comes_back_as_it_is() -> None:
    assert split_name("JP " * 500).name_zh == ("JP " * 500).strip()


def test_honorifics_are_told_from_other_words() -> None:
    assert is_style("Prof.")
    assert is_style("教授")
    assert is_style("SBS, JP")
    assert not is_style("教授級工程師甲")
    assert not is_style("Director")


WORDS = st.sampled_from(
    [
        "孫東",
        "李娟",
        "女士",
        "先生",
        "教授",
        "太平紳士",
        "院士",
        "Dr",
        "Prof.",
        "JP",
        "GBS,",
        "LEE",
        "Cheuk-fan",
        "(",
        ")",
        "（",
        "）",
        "、",
        "/",
        ",",
        "·",
        "𠮷",
        "Hon",
        "The",
        "1",
        "SC",
    ]
)


@given(st.lists(WORDS, max_size=8), st.sampled_from(["", " ", "　"]))
def test_no_letter_is_lost_from_whatever_mixture(words: list[str], between: str) -> None:
    cell = between.join(words)

    assert set(letters(cell)) == set(letters(*fields(split_name(cell))))


@given(st.text(max_size=60))
def test_no_letter_is_lost_from_any_text(cell: str) -> None:
    assert letters(cell) == letters(*fields(split_name(cell)))


@given(st.text(st.sampled_from("孫東李娟女士先生教授博士校長太平紳司徒𠮷 　"), max_size=12))
def test_no_chinese_character_is_lost(cell: str) -> None:
    split = "".join(fields(split_name(cell)))

    assert Counter(filter(is_han, unicodedata.normalize("NFC", cell))) == Counter(filter(is_han, split))


def fields(name: ListedName) -> list[str]:
    honours = (name.honorific_zh, name.honorific_en, name.postnominal_zh, name.postnominal_en)
    return [name.name_zh, name.name_latin, *honours, name.remark]


def letters(*texts: str) -> Counter[str]:
    return Counter(character for text in texts for character in clean(text) if character.isalnum())


PARTS = st.lists(
    st.sampled_from(
        """
        ( 、 孫 東 李 明 大 任 理 院 校 長 副 座 及 王 先生 女士 博士 教授 夫人 院士 太平紳士 大使 CHAN Tai Ka-chiu Dr
        Hon MA KC JP and Guest wife Prof The Ms. O'Neil
        """.split()  # noqa: SIM905  shorter to read
    ),
    max_size=6,
)


@given(PARTS, PARTS)
def test_a_plain_name_is_what_a_closer_look_makes_of_it(first: list[str], then: list[str]) -> None:
    for cell in ("".join(first), " ".join(then), f"{''.join(first)} {' '.join(then)}"):
        assert split_name(cell) == split_name(cell, " "), "with a cell for honorifics, none is taken for plain"


@pytest.mark.parametrize(
    "nothing",
    ["\u3164", "\u115f\u1160", " \uffa0 ", "\u2800", "\u200d\ufe0f", "\u034f", "\u3164\u200b\u2060", "\U000e0100"],
)
def test_a_name_that_nobody_can_see_is_none(nothing: str) -> None:
    assert clean(nothing) == ""
    assert not split_name(nothing)
    assert split_name(f"陳大文{nothing}").name_zh.startswith("陳大文")
