"""How people are named: aloud, on paper, and how hard characters are said."""

from dataclasses import dataclass, replace

import pytest

from desktop.domain.hard_readings import hard_readings
from desktop.domain.naming import NameAlone, aloud, name_alone, name_in, styled
from desktop.domain.text import LocalName, Posted
from desktop.i18n import Language


@dataclass(frozen=True, slots=True)
class Held(Posted):
    organisation_name: LocalName
    title_name: LocalName


HKUST = Held(
    LocalName("香港科技大學", "香港科技大学", "The Hong Kong University of Science and Technology"),
    LocalName("副校長", "副校长", "Vice-President"),
)
ACADEMY = Held(LocalName("香港工程科學院", "", "HKAES"), LocalName("院士", "", "Fellow"))
WANG = NameAlone("汪揚", "WANG Yang", "教授", "Prof.", "太平紳士", "JP", (HKUST, ACADEMY))


@pytest.mark.parametrize(
    ("language", "posts", "said"),
    [
        (Language.ZH_HANT, 1, "香港科技大學副校長汪揚教授太平紳士"),
        (Language.ZH_HANS, 1, "香港科技大学副校长汪揚教授太平紳士"),
        (Language.ZH_HANT, 2, "香港科技大學副校長、香港工程科學院院士汪揚教授太平紳士"),
        (Language.ZH_HANT, 0, "汪揚教授太平紳士"),
        (Language.EN, 1, "Prof. WANG Yang, JP, Vice-President, The Hong Kong University of Science and Technology"),
        (Language.EN, 0, "Prof. WANG Yang, JP"),
    ],
)
def test_people_are_announced_in_the_order_of_the_language(language: Language, posts: int, said: str) -> None:
    assert aloud(WANG, language, posts) == said


def test_the_case_of_the_protocol() -> None:
    assert aloud(replace(WANG, postnominal_zh=""), Language.ZH_HANT) == "香港科技大學副校長汪揚教授"


def test_who_has_no_name_in_a_script_is_named_in_the_other() -> None:
    smith = replace(WANG, name_zh="", name_latin="John Smith", honorific_en="Mr", postnominal_en="")
    assert aloud(smith, Language.ZH_HANT) == "香港科技大學副校長 Mr John Smith"
    assert name_in(replace(WANG, name_latin=""), Language.EN) == "汪揚"
    assert styled(name_alone("陳大文"), Language.EN) == "陳大文"
    assert styled(name_alone("John Smith"), Language.ZH_HANT) == "John Smith"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("曾國藩", ["曾 zēng · zang1"]),
        ("單志強", ["單 shàn · sin4"]),
        ("仇小明", ["仇 qiú · kau4, sau4"]),
        ("解曉東", ["解 xiè · gaai2, haai6"]),
        ("尉遲恭", ["尉 yù", "遲 chí"]),
        ("李燊堃", ["燊 shēn · san1, sang1", "堃 kūn · kwan1"]),
        ("王樂", ["樂 lè, yuè · lok6, ngok6"]),
        ("𠮷田", ["𠮷 ?"]),
        ("歐陽卓軒", []),
        ("李家超", []),
        ("John Smith", []),
        ("", []),
    ],
)
def test_only_what_a_speaker_could_stumble_over_is_spelled_out(name: str, said: list[str]) -> None:
    assert [reading.said for reading in hard_readings(name)] == said
