"""Names can be found by each of their readings, and surnames by the one that surnames have."""

from functools import partial
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.matching import one_script
from desktop.domain.readings import initials, name_keys, neighbours, pieces, sound, without_tones
from desktop.domain.text import is_han
from desktop.resources import resource


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("李焯芬", "lizhuofen"),
        ("孫東", "sundong"),
        ("解玲", "xieling"),
        ("曾憲梓", "zengxianzi"),
        ("單霽翔", "shanjixiang"),
        ("仇保興", "qiubaoxing"),
        ("查良鏞", "zhaliangyong"),
        ("區樂民", "oulemin"),
        ("樂嘉", "yuejia"),
        ("蓋叫天", "gaijiaotian"),
        ("蓋叫天", "gejiaotian"),
        ("朴正", "piaozheng"),
        ("任正非", "renzhengfei"),
        ("尉遲恭", "yuchigong"),
        ("翟志剛", "zhaizhigang"),
        ("覃輝", "qinhui"),
        ("覃輝", "tanhui"),
        ("員曉", "yunxiao"),
        ("折家", "shejia"),
        ("种師道", "chongshidao"),
        ("么書", "yaoshu"),
        ("薄一", "boyi"),
        ("黑伯", "hebo"),
        ("缪斌", "miaobin"),
        ("冼星海", "xianxinghai"),
        ("歐陽修", "ouyangxiu"),
        ("呂布", "lvbu"),
        ("呂布", "lubu"),
        ("呂布", "lyubu"),
    ],
)
def test_a_name_has_its_pinyin_with_the_reading_that_surnames_have(name: str, reading: str) -> None:
    assert reading in name_keys(name, "").whole


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("李焯芬", "lee cheuk fan"),
        ("陳大文", "chan tai man"),
        ("張國榮", "cheung kwok wing"),
        ("曾蔭權", "tsang yam kuen"),
        ("徐子淇", "tsui tsz ki"),
        ("徐子淇", "chui chi kei"),
        ("葉問", "ip man"),
        ("周潤發", "chow yun fat"),
        ("吳宇森", "ng yu sum"),
        ("胡定旭", "woo ting yuk"),
        ("司徒華", "szeto wah"),
        ("羅家英", "law ka ying"),
        ("施榮懷", "sze wing wai"),
        ("阮兆祥", "yuen siu cheung"),
        ("區樂民", "au lok man"),
        ("歐陽德", "au yeung tak"),
        ("石慧", "shek wai"),
        ("劉德華", "lau tak wah"),
        ("沈殿霞", "shum tin ha"),
        ("單仲偕", "sin chung kai"),
    ],
)
def test_a_name_has_the_spelling_of_hong_kong_in_its_usual_variants(name: str, typed: str) -> None:
    heard = "".join(sound(word) for word in typed.split())
    assert heard in name_keys(name, "").whole


def test_a_name_has_its_jyutping_initials_and_later_parts() -> None:
    keys = name_keys("李焯芬", "")
    assert "leicoekfan" in keys.whole
    assert {"lzf", "lcf", "lizf"} <= keys.initials
    assert {"zhuofen", "fen", "焯芬", "芬", "cheukfan"} <= keys.inside
    assert "李焯芬" in keys.whole


def test_a_latin_name_is_whole_whichever_part_comes_first() -> None:
    assert {"chantaiman", "taimanchan"} <= name_keys("", "CHAN Tai-man").whole
    assert {"josegarcia", "garciajose"} <= name_keys("", "José García").whole


def test_both_scripts_of_a_name_have_one_folded_form() -> None:
    assert "孙东" in name_keys("孫東", "").whole & name_keys("孙东", "").whole
    assert pieces("鍾") == pieces("鐘") == pieces("钟")
    assert pieces("峯") == pieces("峰")


def test_a_rare_character_without_a_known_reading_is_its_own_key() -> None:
    assert {"𠮷田", "𠮷tian"} <= name_keys("𠮷田", "").whole


@given(st.characters(min_codepoint=0x3400, max_codepoint=0x323AF).filter(is_han).map(partial(normalize, "NFC")))
@example("㐀")
@example("𲎯")
@example("李")
@example("𤓩")
def test_a_character_is_found_by_each_of_its_readings(character: str) -> None:
    lines = [line.partition("\t") for line in resource("readings.txt").read_text("utf-8").splitlines()]
    # What has no reading is its own key, in the script in which both are looked for.
    own = one_script(character)
    said = next((readings for readings, _, characters in lines if character in characters), f"{own} {own}")
    mandarin, cantonese = (readings.split(",") for readings in said.split(" "))
    whole = name_keys(f"李{character}", "").whole
    assert {f"li{reading}" for reading in mandarin if reading and "v" not in reading} <= whole
    assert {f"lei{reading}" for reading in cantonese if reading} <= whole


def test_pieces_part_scripts_and_forget_case_width_and_accents() -> None:
    assert pieces("Lǐ  Zhuō-fēn") == ["li", "zhuo", "fen"]
    assert pieces("李lee焯芬") == ["李", "lee", "焯芬"]
    assert pieces("ＬＥＥ　１２") == ["lee", "12"]
    assert pieces("Łukasz Ørsted Æon") == ["lukasz", "orsted", "aeon"]
    assert pieces("\"*^ () -:{}' \\") == []


def test_tones_are_dropped_from_syllables_alone() -> None:
    assert [without_tones(word) for word in ("li3", "lei5coek3fan1", "7k3px", "a7", "2023")] == [
        "li", "leicoekfan", "7k3px", "a7", "2023",
    ]  # fmt: skip


def test_neighbours_cover_a_run() -> None:
    assert neighbours("清华大学") == ["清华", "华大", "大学"]
    assert neighbours("学") == ["学"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_name_has_keys_without_a_gap_or_a_quote(name_zh: str, name_latin: str) -> None:
    keys = name_keys(name_zh, name_latin)
    assert not any(character.isspace() or character in "\"'*^" for key in keys.whole for character in key)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("The University of Hong Kong", "hku"),
        ("The Hong Kong University of Science and Technology", "hkust"),
        ("Massachusetts Institute of Technology", "mit"),
        ("China Council for the Promotion of International Trade", "ccpit"),
        ("Innovation, Technology and Industry Bureau", "itib"),
        ("International Federation of Red Cross and Red Crescent Societies", "ifrc"),
    ],
)
def test_an_organisation_is_found_by_how_its_name_is_cut_short(name: str, short: str) -> None:
    assert any(word.startswith(short) for word in initials(name))


def test_a_name_of_two_words_has_no_initials_of_its_own() -> None:
    assert initials("Kestrel Robotics") == initials("香港大學") == set()
