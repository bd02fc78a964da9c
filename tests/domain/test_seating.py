"""The layouts against the cases that protocol gives, and what holds for any number of people."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.agreements import Side, SigningPart
from desktop.domain.seating import (
    Convention,
    Layout,
    Moved,
    Placed,
    Rows,
    Setting,
    Spot,
    Standing,
    Traffic,
    arrange,
    from_stage,
    in_line,
    moved,
    names,
    row_sizes,
    traffic_of,
)

DOMESTIC, INTERNATIONAL = Convention.DOMESTIC, Convention.INTERNATIONAL
H, G = Side.HOST, Side.GUEST


def ranks(count: int) -> list[Standing[str]]:
    return [Standing(str(rank)) for rank in range(1, count + 1)]


def sided(*names: str) -> list[Standing[str]]:
    """People by their label: H2, G1, or a number for who is of no side."""
    return [Standing(name, {"H": H, "G": G}.get(name[0], Side.NONE)) for name in names]


def shown(rows: Rows[str]) -> list[str]:
    return [" ".join(row) for row in names(rows)]


@pytest.mark.parametrize(
    ("count", "domestic", "international"),
    [
        (1, "1", "1"),
        (2, "1 2", "2 1"),
        (3, "3 1 2", "2 1 3"),
        (4, "3 1 2 4", "4 2 1 3"),
        (5, "5 3 1 2 4", "4 2 1 3 5"),
        (6, "5 3 1 2 4 6", "6 4 2 1 3 5"),
        (7, "7 5 3 1 2 4 6", "6 4 2 1 3 5 7"),
    ],
)
def test_a_row_has_the_first_in_the_middle_and_the_second_at_the_hand_of_its_convention(
    count: int, domestic: str, international: str
) -> None:
    for layout in (Layout.ROSTRUM, Layout.PHOTO):
        assert shown(arrange(ranks(count), Setting(layout=layout, convention=DOMESTIC))) == [domestic]
        assert shown(arrange(ranks(count), Setting(layout=layout, convention=INTERNATIONAL))) == [international]


def test_a_photo_of_several_rows_has_the_highest_in_front_each_row_by_the_same_rule() -> None:
    balanced = arrange(ranks(8), Setting(layout=Layout.PHOTO, rows=3, convention=DOMESTIC))
    given_sizes = arrange(ranks(9), Setting(layout=Layout.PHOTO, sizes=(3, 4)))

    assert shown(balanced) == ["1 2", "5 3 4", "8 6 7"]
    assert shown(given_sizes) == ["2 1 3", "7 5 4 6", "9 8"]


@given(count=st.integers(0, 300), rows=st.integers(-1, 12))
def test_balanced_rows_differ_by_one_at_most_and_the_front_is_never_the_longer(count: int, rows: int) -> None:
    sizes = row_sizes(count, rows)

    assert sum(sizes) == count
    assert sizes == sorted(sizes)
    assert not sizes or (sizes[-1] - sizes[0] <= 1 and sizes[0] > 0)


@pytest.mark.parametrize(
    ("hosts", "guests", "row"),
    [
        (3, 2, "H2 G1 H1 G2 H3"),
        (5, 4, "H4 G3 H2 G1 H1 G2 H3 G4 H5"),
        (1, 1, "G1 H1"),
        (1, 2, "G1 H1 G2"),
        (2, 1, "H2 G1 H1"),
        (2, 2, "H2 G1 H1 G2"),
        (3, 1, "H2 G1 H1 H3"),
        (3, 3, "H2 G3 G1 H1 G2 H3"),
        (4, 1, "H2 G1 H1 H3 H4"),
        (4, 3, "H4 G3 H2 G1 H1 G2 H3"),
        (5, 2, "H4 H2 G1 H1 G2 H3 H5"),
        (3, 0, "H2 H1 H3"),
        (0, 3, "G2 G1 G3"),
    ],
)
def test_hosts_and_guests_stand_in_turn_with_hosts_at_both_ends(hosts: int, guests: int, row: str) -> None:
    people = sided(*(f"H{n}" for n in range(1, hosts + 1)), *(f"G{n}" for n in range(1, guests + 1)))

    assert shown(arrange(people, Setting(layout=Layout.INTERLEAVED))) == [row]


@given(hosts=st.integers(3, 30), guests=st.integers(2, 30))
def test_where_there_are_hosts_enough_they_end_the_row_and_the_first_has_both_first_guests(
    hosts: int, guests: int
) -> None:
    people = sided(*(f"G{n}" for n in range(1, guests + 1)), *(f"H{n}" for n in range(1, hosts + 1)))
    (row,) = names(arrange(people, Setting(layout=Layout.INTERLEAVED)))

    assert (row[0][0], row[-1][0]) == ("H", "H")
    middle = row.index("H1")
    assert row[middle + 1] == "G2"
    assert row[middle - 1] == "G1"


def test_two_parties_sign_with_assistants_outside_and_witnesses_behind_from_the_middle_outwards() -> None:
    table = Setting(layout=Layout.SIGNING_TABLE)
    part = SigningPart
    said = [
        Standing("hs", H, part.SIGNATORY), Standing("ha", H, part.ASSISTANT), Standing("gs", G, part.SIGNATORY),
        Standing("ga", G, part.ASSISTANT), *(Standing(f"H{n}", H, part.WITNESS) for n in (1, 2, 3)),
        *(Standing(f"G{n}", G, part.WITNESS) for n in (1, 2, 3)), *ranks(4),
    ]  # fmt: skip

    assert shown(arrange(said, table)) == ["ga gs hs ha", "G3 G2 G1 H1 H2 H3", "4 2 1 3"]
    assert shown(arrange(sided("Hs", "Gs", "H1", "G1", "G2"), table)) == ["Gs Hs", "G2 G1 H1"]


def test_parties_of_one_chair_sit_in_front_in_the_agreed_order_but_for_the_one_whose_turn_it_is() -> None:
    assert shown(arrange(ranks(4), Setting(layout=Layout.CHAIR))) == ["2 3 4", "1"]
    assert shown(arrange(ranks(4), Setting(layout=Layout.CHAIR, turn=2))) == ["1 2 4", "3"]


def test_signings_of_a_batch_stand_side_by_side_in_their_order_with_one_row_behind_all() -> None:
    batch = Setting(layout=Layout.BATCH, convention=DOMESTIC)
    second = [Standing("X", H, signing=2), Standing("Y", G, signing=2), Standing("Y'", G, SigningPart.WITNESS, 2)]
    first = [Standing("A", H, signing=1), Standing("B", G, signing=1), Standing("A'", H, SigningPart.WITNESS, 1)]

    assert shown(arrange([*second, *first, *ranks(3)], batch)) == ["B A Y X", "A' Y'", "3 1 2"]
    assert shown(arrange(sided("H1", "H2", "H3", "G1", "G2"), batch)) == ["G1 H1 G2 H2 H3"]


def test_a_car_seats_the_first_behind_the_seat_beside_the_driver() -> None:
    left, right = (Setting(layout=Layout.CAR, traffic=traffic) for traffic in Traffic)

    assert shown(arrange(ranks(2), left)) == ["1 2"]
    assert shown(arrange(ranks(2), right)) == ["2 1"]
    assert shown(arrange(ranks(3), left)) == ["3", "1 2"]
    assert shown(arrange(ranks(4), left)) == ["4", "1 3 2"]
    assert shown(arrange(ranks(4), right)) == ["4", "2 3 1"]
    assert shown(arrange([*ranks(3), Standing("escort", H)], left)) == ["escort", "1 3 2"]
    assert (traffic_of("Asia/Hong_Kong"), traffic_of("Asia/Shanghai")) == (Traffic.LEFT, Traffic.RIGHT)


PEOPLE = st.lists(
    st.builds(
        Standing,
        st.integers(1, 10_000),
        st.sampled_from(Side),
        st.one_of(st.none(), st.sampled_from(SigningPart)),
        st.integers(0, 3),
    ),
    unique_by=lambda one: one.person,
    max_size=40,
)
SETTINGS = st.builds(
    Setting,
    layout=st.sampled_from(Layout),
    convention=st.sampled_from(Convention),
    rows=st.integers(1, 5),
    sizes=st.lists(st.integers(1, 9), max_size=4),
    traffic=st.sampled_from(Traffic),
    turn=st.integers(0, 9),
)


@given(people=PEOPLE, setting=SETTINGS, data=st.data())
def test_everyone_is_placed_once_and_who_was_put_somewhere_by_hand_stays_there(
    people: Sequence[Standing[int]], setting: Setting, data: st.DataObject
) -> None:
    by_rule = arrange(people, setting)
    cells = [(r, p) for r, row in enumerate(by_rule, 1) for p, _one in enumerate(row, 1)]
    chosen = data.draw(st.lists(st.sampled_from(people), unique_by=id, max_size=8)) if people else []
    where = data.draw(st.permutations(cells)) if cells else []
    pins = {one.person: at for one, at in zip(chosen, where, strict=False)}
    rows = arrange(people, setting, pins)

    assert sorted(one.person for row in rows for one in row) == sorted(one.person for one in people)
    assert list(map(len, rows)) == list(map(len, by_rule))
    for r, row in enumerate(rows, 1):
        for p, one in enumerate(row, 1):
            assert one.by_hand == (one.person in pins)
            assert not one.by_hand or pins[one.person] == (r, p)
            assert one.spot is by_rule[r - 1][p - 1].spot
    assert arrange(people, setting, {one.person: at for one, at in zip(chosen, where, strict=False)}) == rows


@given(count=st.integers(0, 60), rows=st.integers(1, 6), sizes=st.lists(st.integers(1, 20), max_size=4))
def test_the_conventions_mirror_each_other_and_so_does_the_view_from_the_stage(
    count: int, rows: int, sizes: list[int]
) -> None:
    for layout in (Layout.ROSTRUM, Layout.PHOTO):
        one, other = (
            arrange(ranks(count), Setting(layout=layout, convention=convention, rows=rows, sizes=sizes))
            for convention in Convention
        )
        assert from_stage(one) == other
        assert from_stage(from_stage(one)) == one


@given(people=PEOPLE, setting=SETTINGS)
def test_a_pin_of_no_place_there_is_leaves_nobody_out(people: Sequence[Standing[int]], setting: Setting) -> None:
    rows = arrange(people, setting, {one.person: (99, 99) for one in people})

    assert sorted(one.person for row in rows for one in row) == sorted(one.person for one in people)


def test_others_are_placed_by_rule_around_one_who_was_put_somewhere() -> None:
    setting = Setting(layout=Layout.ROSTRUM, convention=DOMESTIC)

    rows = arrange(ranks(5), setting, {"1": (1, 1)})
    assert shown(rows) == ["1 4 2 3 5"]
    assert [one.by_hand for one in rows[0]] == [True, False, False, False, False]
    assert shown(arrange(ranks(3), setting, {"1": (1, 5)})) == ["3 2 1"]


def test_a_host_put_among_guests_is_still_a_host() -> None:
    people = sided("H1", "H2", "H3", "G1", "G2")
    rows = arrange(people, Setting(layout=Layout.INTERLEAVED), {"H3": (1, 2)})

    assert shown(rows) == ["H2 H3 H1 G1 G2"]
    assert rows[0][1] == Placed("H3", H, Spot.MEETING, 3, by_hand=True)
    assert [one.label for one in rows[0]] == ["H2", "H3", "H1", "G1", "G2"]


def test_what_a_change_moves_is_listed_with_from_and_to() -> None:
    setting = Setting(layout=Layout.ROSTRUM, convention=DOMESTIC)
    before, after = (arrange([Standing(name) for name in order], setting) for order in ("ABC", "BCX"))

    assert moved(before, after) == [
        Moved("X", None, (1, 1)), Moved("B", (1, 3), (1, 2)), Moved("C", (1, 1), (1, 3)), Moved("A", (1, 2), None),
    ]  # fmt: skip
    assert moved(before, before) == []
    assert in_line("AB", INTERNATIONAL) == ["B", "A"]
