"""Which badges are shown while somebody changes a template."""

from dataclasses import replace

from desktop.documents.hard_cases import hardest
from tests.documents.cards import BADGE

EASY = [
    replace(BADGE, serial=f"E-{number}", name_zh="王大文", honorific_zh="", honorific_en="") for number in range(50)
]
HARD = {
    "rare": replace(BADGE, name_zh="李𠮷"),
    "missing": replace(BADGE, name_zh="李😀"),
    "long": replace(BADGE, name_zh="古麗娜爾·阿不都熱依木·買買提江"),
    "latin": replace(BADGE, name_latin="Christopher Montgomery-Featherstonehaugh"),
    "post": replace(BADGE, posts=(("國際青年科創人才發展協會有限公司香港辦事處", "創會會長"),)),
    "posts": replace(BADGE, posts=(("甲", "乙"),) * 5),
    "honours": replace(BADGE, honorific_zh="院士 工程師 太平紳士"),
}


def test_the_longest_the_rarest_and_the_most_decorated_come_first() -> None:
    badges = [*EASY, *HARD.values()]
    found = hardest(badges, 7)
    assert {badge.name_zh for badge in found} >= {HARD[key].name_zh for key in ("rare", "missing", "long")}
    assert all(badge in found for badge in HARD.values())


def test_where_all_are_easy_the_first_are_shown_each_once() -> None:
    found = hardest(EASY, 4)
    assert len(found) == len({badge.serial for badge in found}) == 4
    assert hardest(EASY[:2], 4) == EASY[:2]
    assert hardest([], 4) == []
