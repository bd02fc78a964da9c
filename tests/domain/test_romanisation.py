"""What is typed is read as Taiwan spells it, or with the slip that was made, and what cannot be meant is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.romanisation import from_wade_giles, syllables
from desktop.domain.typos import certain_start, meant_in_cantonese, meant_in_pinyin, nearest, slips
from desktop.domain.variants import other_forms


@pytest.mark.parametrize(
    ("typed", "pinyin"),
    [
        ("hsu chih mo", "xuzhimo"),
        ("hsuchihmo", "xuzhimo"),
        ("tsai ing wen", "caiyingwen"),
        ("lee cho fen", "lizhuofen"),
        ("chang chung mo", "zhangzhongmo"),
        ("kuo wan jung", "guowanrong"),
        ("hsieh hsueh yu", "xiexueyu"),
        ("chiu ying chieh", "qiuyingjie"),
        ("ssu ma chien", "simaqian"),
        ("tzu jung", "zirong"),
        ("erh hu", "erhu"),
        ("chen shui bian", "zhenshuibian"),
        ("tsai ing w", "caiyingw"),
    ],
)
def test_wade_giles_is_read_without_its_apostrophes_and_dots(typed: str, pinyin: str) -> None:
    assert pinyin in from_wade_giles(typed.split())


@pytest.mark.parametrize("typed", ["david chan", "garcia", "xyz", "a" * 100, "kestrel"])
def test_what_is_no_chinese_syllable_is_not_read_as_one(typed: str) -> None:
    assert from_wade_giles(typed.split()) == []


def test_the_syllables_are_those_of_names_not_of_interjections() -> None:
    mandarin, cantonese = syllables()
    assert {"zhuang", "lv", "er", "xiong"} <= mandarin
    assert {"gwok", "ng", "coeng"} & cantonese == {"gwok", "coeng"}
    assert not {"hm", "n", "fiao"} & mandarin


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("garcai", "garcia"), ("gacia", "garcia"), ("garccia", "garcia"), ("gatcia", "garcia"), ("garci", "garcia lopez")],
)
def test_a_word_is_near_another_by_one_slip_also_when_it_goes_on(typed: str, meant: str) -> None:
    assert nearest(typed, [meant]) == [meant]


@given(st.text(alphabet="abc", min_size=4, max_size=7))
def test_whatever_one_slip_makes_is_near_and_two_slips_are_not(word: str) -> None:
    made = set(slips(word))
    assert all(nearest(word, [other]) for other in made)
    assert not nearest(f"xx{word}", [word])


def test_a_slip_is_forgiven_from_four_letters_on() -> None:
    assert "wangwei" in meant_in_pinyin(["wang", "wie"])
    assert "licheukfan" in meant_in_cantonese(["lee", "cheuk", "fna"])
    assert meant_in_pinyin(["lie"]) == meant_in_cantonese(["chn"]) == meant_in_pinyin(["李焯芬"]) == []


def test_of_a_long_name_half_is_looked_up_as_it_is() -> None:
    assert certain_start(["li", "zhou", "fen"]) == "lizh"
    assert certain_start(["lizhuo"]) == ""
    assert "lizhuofen" in meant_in_pinyin(["lzihuofen"])


@given(st.lists(st.text(alphabet="aeinghuox", min_size=1, max_size=30), min_size=1, max_size=5))
def test_any_words_are_read_in_no_time(words: list[str]) -> None:
    for read in (from_wade_giles, meant_in_pinyin, meant_in_cantonese):
        assert isinstance(read(words), list)


def test_variants_of_characters_are_offered_and_others_left_alone() -> None:
    assert other_forms("李喆") == ["李哲"]
    assert other_forms("陶哲远") == ["陶喆远"]
    assert other_forms("吉田") == ["𠮷田"]
    assert other_forms("李明") == []
