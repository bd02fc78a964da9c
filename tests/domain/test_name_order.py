"""Names in order: by strokes, pinyin, Latin letters."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.name_order import latin_key, pinyin_key, strokes_key

KEYS = (strokes_key, pinyin_key, latin_key)


def in_order(key: Callable[[str, str], str], *names: str) -> bool:
    return sorted(names, key=lambda name: key(name, "")) == list(names)


def test_strokes_are_counted_character_by_character() -> None:
    assert in_order(strokes_key, "丁一", "王明", "李二", "李白", "陳大文", "歐陽修", "龍飛")
    assert in_order(strokes_key, "东山", "東山")


def test_pinyin_reads_surnames_as_names_have_them() -> None:
    assert in_order(pinyin_key, "蔡一", "單曉彤", "解東", "曾志偉", "查良鏞")
    assert in_order(pinyin_key, "區玉", "歐陽修", "彭一")
    assert in_order(pinyin_key, "盧一", "呂一")


def test_within_one_reading_fewer_strokes_come_first() -> None:
    assert in_order(pinyin_key, "李白", "黎白")


def test_a_character_that_no_table_counts_stands_behind_its_usual_form() -> None:
    for key in (strokes_key, pinyin_key):
        assert in_order(key, "吉田", "𠮷田", "哲"), key.__name__
    assert in_order(strokes_key, "丁一", "𠮷田", "龍飛")
    assert in_order(pinyin_key, "丁一", "𠮷田", "王明")


def test_a_short_name_comes_before_a_longer_one_that_begins_so() -> None:
    for key in (strokes_key, pinyin_key):
        assert in_order(key, "李", "李白")


def test_latin_names_are_sorted_by_the_surname_where_capitals_tell_it() -> None:
    names = ["SUN, Dong", "Tai Man CHAN", "Émile Zola", "CHAN Siu Ming"]
    assert sorted(names, key=lambda name: latin_key("", name)) == [names[3], names[1], names[2], names[0]]


@pytest.mark.parametrize(("key", "zh_first"), [(strokes_key, True), (pinyin_key, True), (latin_key, False)])
def test_who_has_no_name_of_the_kind_comes_last(key: Callable[[str, str], str], *, zh_first: bool) -> None:
    assert (key("龍飛", "") < key("", "Ann Aa")) is zh_first


@example("\x00⺁0", "")
@given(st.text(max_size=4).map(lambda text: unicodedata.normalize("NFC", text)), st.text(max_size=8))
def test_any_name_has_a_key_of_each_kind(name_zh: str, name_latin: str) -> None:
    for key in KEYS:
        assert isinstance(key(name_zh, name_latin), str)
