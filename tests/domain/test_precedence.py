"""Classes found from posts and honours, and the order with ties, hands and companions."""

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.precedence import Classes, Entrant, Held, Ties, Why, in_order
from desktop.resources import resource

with resource("precedence/hong-kong.csv").open(encoding="utf-8") as file:
    ROWS = [(int(row["rank"]), row["class_zh"], row["class_en"]) for row in csv.DictReader(file)]
HONG_KONG = Classes([(zh, en) for _rank, zh, en in ROWS])


def rank_of(held: Held, classes: Classes = HONG_KONG) -> int | None:
    found = classes.of(held)
    return ROWS[found[0]][0] if found else None


@pytest.mark.parametrize(
    ("organisation", "title", "rank"),
    [
        ("香港特別行政區政府", "行政長官", 1),
        ("香港特别行政区政府", "行政长官", 1),
        ("澳門特別行政區政府", "行政長官", None),
        ("", "前任行政長官", 3),
        ("終審法院", "首席法官", 2),
        ("香港特區政府", "政務司司長", 4),
        ("", "財政司司長", 5),
        ("律政司", "司長", 6),
        ("立法會", "主席", 7),
        ("", "行政會議成員", 7),
        ("香港特區政府創新科技及工業局", "局長", 8),
        ("創新科技及工業局", "局長", 8),
        ("香港特區政府政制及內地事務局", "副局長", None),
        ("北京市教育局", "局長", None),
        ("財政司", "副司長", 8),
        ("香港警務處", "處長", 8),
        ("立法會", "議員", 10),
        ("日本國駐香港總領事館", "總領事", 11),
        ("法國駐港總領事館", "副總領事", None),
        ("香港科技大學", "校長", 14),
        ("", "香港大學校長", 14),
        ("香港科技大學", "副校長", None),
        ("香港城市大學", "協理學務副校長", None),
        ("某大學附屬中學", "校長", None),
        ("", "申訴專員", 16),
        ("創新科技及工業局", "常任秘書長", 18),
        ("創新科技署", "署長", 18),
        ("沙田區議會", "主席", 20),
        ("沙田區議會", "議員", 23),
        ("香港科技園公司", "行政總裁", None),
        ("", "", None),
    ],
)
def test_a_chinese_post_is_of_the_class_that_its_holders_are_in(organisation: str, title: str, rank: int) -> None:
    assert rank_of(Held(title_zh=title, organisation_zh=organisation)) == rank


@pytest.mark.parametrize(
    ("title", "organisation", "rank"),
    [
        ("Chief Executive", "HKSAR Government", 1),
        ("Chief Executive", "Hong Kong Monetary Authority", None),
        ("Chief Executive Officer", "Cyberport", None),
        ("Financial Secretary", "The Government of the HKSAR", 5),
        ("Secretary for Justice", "", 6),
        ("Secretary for Innovation, Technology and Industry", "", 8),
        ("Permanent Secretary for Education", "", 18),
        ("Under Secretary for Education", "", None),
        ("Member of the Legislative Council", "", 10),
        ("Consul-General", "Consulate-General of Japan", 11),
        ("Deputy Consul General", "Consulate-General of Japan", None),
        ("President", "The Hong Kong University of Science and Technology", 14),
        ("Vice-Chancellor and President", "The University of Hong Kong", 14),
        ("Vice-President", "The Hong Kong University of Science and Technology", None),
        ("President", "Peking University Alumni Association", None),
        ("Privacy Commissioner for Personal Data", "", 16),
    ],
)
def test_an_english_post_is_of_the_same_class(title: str, organisation: str, rank: int) -> None:
    assert rank_of(Held(title_en=title, organisation_en=organisation)) == rank


def test_honours_count_where_they_are_higher_than_the_post() -> None:
    chairman = {"title_zh": "主席", "organisation_zh": "香港科技園公司"}

    assert HONG_KONG.of(Held(**chairman, honours="太平紳士 JP")) == (21, Why.HONOUR)
    assert rank_of(Held(**chairman, honours="GBS, JP")) == 21
    assert rank_of(Held(**chairman, honours="GBS太平紳士")) == 21
    assert rank_of(Held(title_zh="校長", organisation_zh="香港大學", honours="GBS, JP")) == 14
    assert rank_of(Held(title_zh="校長", organisation_zh="香港大學", honours="GBM")) == 13
    assert rank_of(Held(**chairman, honours="MBA PhD")) is None


def test_a_list_of_ones_own_is_found_by_what_its_classes_are_called() -> None:
    own = Classes([("市長、副市長", ""), ("", "Mayors; Deputy Mayors"), ("其他局長", "Board Member")])

    assert own.of(Held(title_zh="市長", organisation_zh="深圳市")) == (0, Why.POST)
    assert own.of(Held(title_zh="副市长")) == (0, Why.POST)
    assert own.of(Held(title_zh="前任市長")) is None
    assert own.of(Held(title_en="Mayor of Lyon")) == (1, Why.POST)
    assert own.of(Held(title_en="Board Member")) == (2, Why.POST)
    assert own.of(Held(title_zh="副局長")) is None


def shown(*entrants: Entrant[str]) -> list[tuple[str, int, bool]]:
    return [(one.key, one.rank, one.equal) for one in in_order(entrants)]


def test_equals_share_a_rank_unless_the_rule_of_their_list_tells_them_apart() -> None:
    def three(ties: Ties) -> list[tuple[str, int, bool]]:
        return shown(
            Entrant("王", 9, 1, Why.POST, 4, ties, name_zh="王一"),
            Entrant("丁", 9, 2, Why.POST, 4, ties, name_zh="丁一"),
            Entrant("安", 9, 3, Why.POST, 4, ties, date(2022, 7, 1), "安一"),
            Entrant("後", 1, 4, Why.POST, 5, ties, name_zh="後"),
        )

    last = ("後", 4, False)
    assert three(Ties.NONE) == [("王", 1, True), ("丁", 1, True), ("安", 1, True), last]
    assert three(Ties.APPOINTED) == [("安", 1, False), ("王", 2, True), ("丁", 2, True), last]
    assert three(Ties.STROKES) == [("安", 1, False), ("丁", 2, False), ("王", 3, False), last]
    assert three(Ties.PINYIN) == [("安", 1, False), ("丁", 2, False), ("王", 3, False), last]
    assert three(Ties.LISTED) == [("王", 1, False), ("丁", 2, False), ("安", 3, False), last]


def test_lists_that_tell_equals_apart_differently_leave_them_equal() -> None:
    assert shown(
        Entrant("a", 1, 1, Why.POST, 4, Ties.STROKES, name_zh="王"),
        Entrant("b", 1, 2, Why.POST, 4, Ties.PINYIN, name_zh="丁"),
    ) == [("a", 1, True), ("b", 1, True)]


def test_who_is_of_no_class_comes_after_by_category_and_then_as_listed() -> None:
    rows = in_order(
        [Entrant("d", 2, 1), Entrant("c", 1, 9), Entrant("b", 1, 3), Entrant("a", 5, 0, Why.POST, 23)]
    )  # fmt: skip

    assert [(one.key, one.why) for one in rows] == [
        ("a", Why.POST), ("b", Why.CATEGORY), ("c", Why.CATEGORY), ("d", Why.CATEGORY),
    ]  # fmt: skip


def test_a_companion_walks_directly_behind_their_guest_also_among_equals() -> None:
    rows = in_order(
        [
            Entrant("a", 1, 1, Why.POST, 1), Entrant("b", 1, 2, Why.POST, 1), Entrant("c", 1, 3),
            Entrant("a+", 7, 4, Why.POST, 2, principal="a"), Entrant("c+", 7, 5, principal="c"),
            Entrant("c++", 7, 6, principal="c+"),
        ]
    )  # fmt: skip

    assert [(one.key, one.place, one.rank) for one in rows] == [
        ("a", 1, 1), ("a+", 2, 1), ("b", 3, 1), ("c", 4, 4), ("c+", 5, 4), ("c++", 6, 4),
    ]  # fmt: skip
    assert rows[1].why is Why.COMPANION
    assert shown(Entrant("x", 1, 1, principal="y"), Entrant("y", 1, 2, principal="x"))


def test_a_place_by_hand_is_a_place_of_all() -> None:
    rows = in_order(
        [
            *(Entrant(name, 1, place, Why.POST, place) for place, name in enumerate("abcd", 1)),
            Entrant("a+", 1, 9, principal="a"), Entrant("m", 5, 7, Why.MANUAL, 22, manual=3),
            Entrant("n", 5, 8, Why.SPECIAL, manual=3), Entrant("z", 1, 5, Why.MANUAL, 1, manual=99),
        ]
    )  # fmt: skip

    assert [one.key for one in rows] == ["a", "a+", "m", "n", "b", "c", "d", "z"]
    assert [(one.rank, one.equal) for one in rows[2:5]] == [(3, True), (3, True), (5, False)]


def test_equals_between_whom_somebody_was_put_by_hand_are_still_said_to_be_equal() -> None:
    rows = in_order(
        [*(Entrant(name, 1, listed, Why.POST, 1) for listed, name in enumerate("abc")),
         Entrant("m", 1, 9, Why.MANUAL, manual=3)]
    )  # fmt: skip

    assert [(one.key, one.rank, one.equal) for one in rows] == [
        ("a", 1, True), ("b", 1, True), ("m", 3, False), ("c", 4, True)
    ]  # fmt: skip


ENTRANTS = st.lists(
    st.builds(
        Entrant,
        st.integers(1, 30),
        st.integers(1, 3),
        st.integers(0, 5),
        class_rank=st.none() | st.integers(1, 4),
        ties=st.sampled_from(Ties),
        appointed=st.none() | st.dates(),
        name_zh=st.sampled_from(["", "王", "丁", "李"]),
        manual=st.none() | st.integers(1, 40),
        principal=st.none() | st.integers(1, 30),
    ),
    unique_by=lambda one: one.key,
)


@given(ENTRANTS, st.randoms())
def test_everybody_has_one_place_whatever_the_order_they_are_read_in(
    entrants: list[Entrant[int]], chance: object
) -> None:
    rows = in_order(entrants)
    mixed = list(entrants)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert sorted(one.key for one in rows) == sorted(one.key for one in entrants)
    assert [one.place for one in rows] == list(range(1, len(rows) + 1))
    assert [one.rank for one in rows] == sorted(one.rank for one in rows)
    assert in_order(mixed) == rows
