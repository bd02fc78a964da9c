"""The roll: filters, counts and orders over everybody."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.errors import UserError
from desktop.services import people, people_list, roll
from desktop.services.categories import categories
from desktop.services.events import EventRow
from desktop.services.many import change_many
from desktop.services.people import PersonDraft
from desktop.services.people_list import Show
from desktop.services.roll import PARTS, Entry, Facet, Names, Order, Roll
from desktop.services.taking_back import take_back, this_action
from tests.world import World


def called(world: World, event: EventRow) -> Roll:
    with world.db.read() as session:
        return roll.roll(session, event.id)


def names(world: World, event: EventRow, *wanted: tuple[Facet, str], order: Order = Order.LISTED) -> list[str]:
    with world.db.read() as session:
        keys = roll.roll(session, event.id).lines(frozenset(wanted), order)
        known = {row.id.hex: row.name for row in people_list.people(session, event.id)}
    return [known[key] for key in keys]


def test_the_keys_that_come_first_are_those_of_the_roll(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然", "李中")
    with world.db.read() as session:
        assert roll.first_keys(session, summit.id) == roll.roll(session, summit.id).lines()


def test_each_part_of_the_list_is_who_the_list_says(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然")
    world.guests(summit, "李中", "陳大文", category="vip")
    here, _, vip, _ = world.badges(summit)
    world.scan(summit, here.token)
    with world.db.write() as session:
        people.change_person(session, summit.id, vip.registration, PersonDraft(status=Status.DECLINED))
    found = called(world, summit)
    with world.db.read() as session:
        for show, filters in PARTS.items():
            said = [row.id.hex for row in people_list.people(session, summit.id, show=show)]
            assert found.lines(filters) == said
            assert found.count(filters) == len(said)
            assert all(found.fits(key, filters) for key in said)
    assert found.count(PARTS[Show.ABSENT_VIPS]) == 1


def test_values_of_one_facet_widen_and_facets_narrow(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然")
    world.guests(summit, "李中", category="vip")
    (speaker,) = world.guests(summit, "陳大文", category="speaker")
    with world.db.write() as session:
        people.change_person(session, summit.id, speaker, PersonDraft(status=Status.INVITED))
    vip, speakers = (Facet.CATEGORY, "vip"), (Facet.CATEGORY, "speaker")
    assert names(world, summit, vip, speakers) == ["李中", "陳大文"]
    assert names(world, summit, vip, speakers, (Facet.STATUS, "invited")) == ["陳大文"]
    found = called(world, summit)
    counts = found.counts(Facet.CATEGORY, frozenset({(Facet.STATUS, "confirmed"), vip}))
    assert (counts["vip"], counts["delegate"], counts["speaker"]) == (1, 2, 0)


def test_tags_are_found_one_by_one(world: World, summit: EventRow) -> None:
    first, second, _ = world.guests(summit, "孫東", "李然", "李中")
    with world.db.write() as session:
        people.change_person(session, summit.id, first, PersonDraft(tags="press, dinner"))
        people.change_person(session, summit.id, second, PersonDraft(tags="dinner"))
    assert names(world, summit, (Facet.TAG, "press")) == ["孫東"]
    assert names(world, summit, (Facet.TAG, "dinner")) == ["孫東", "李然"]
    assert called(world, summit).counts(Facet.TAG) == {"press": 1, "dinner": 2}


@pytest.mark.parametrize(
    ("order", "sorted_names"),
    [
        (Order.LISTED, ["曾志偉", "李白", "歐陽修", "丁一"]),
        (Order.STROKES, ["丁一", "李白", "曾志偉", "歐陽修"]),
        (Order.PINYIN, ["丁一", "李白", "歐陽修", "曾志偉"]),
        (Order.PRECEDENCE, ["李白", "曾志偉", "歐陽修", "丁一"]),
        (Order.ARRIVAL, ["丁一", "曾志偉", "李白", "歐陽修"]),
    ],
)
def test_the_list_is_sorted_as_asked(world: World, summit: EventRow, order: Order, sorted_names: list[str]) -> None:
    world.guests(summit, "曾志偉")
    world.guests(summit, "李白", category="guest-of-honour")
    world.guests(summit, "歐陽修", "丁一")
    world.scan(summit, world.badges(summit)[3].token)
    assert names(world, summit, order=order) == sorted_names


def test_many_are_changed_in_one_step_that_is_taken_back_as_one(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, "孫東", "李然", "李中")
    with world.db.read() as session:
        vip = next(row for row in categories(session, summit.id) if row.code == "vip")
    with world.db.write() as session:
        assert change_many(session, summit.id, guests[:2], category_id=vip.id, status=Status.INVITED) == 2
        assert change_many(session, summit.id, guests[:2], category_id=vip.id) == 0
        action = this_action(session)
    assert names(world, summit, (Facet.CATEGORY, "vip"), (Facet.STATUS, "invited")) == ["孫東", "李然"]
    with world.db.write() as session:
        take_back(session, action)
    assert names(world, summit, (Facet.CATEGORY, "vip")) == []


def test_many_get_no_category_that_the_event_has_not(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, "孫東")
    with pytest.raises(UserError, match="no category"), world.db.write() as session:
        change_many(session, summit.id, guests, category_id=guests[0])


_ENTRIES = st.lists(
    st.builds(
        Entry, id=st.uuids().map(lambda key: key.hex), arrival=st.sampled_from(["arrived", "missing", "other"]),
        badge=st.sampled_from(["printed", "unprinted"]), rank=st.sampled_from(["", "vip"]),
        category=st.sampled_from("abc"), status=st.sampled_from(list(Status)), organisation=st.sampled_from(["", "o"]),
        delegation=st.just(""), tags=st.sampled_from(["", "x", "x, y"]), name_zh=st.sampled_from(["", "李白", "曾一"]),
        name_latin=st.sampled_from(["", "Ann Lee", "CHAN Tai Man"]), precedence=st.integers(1, 3),
        arrived_at=st.sampled_from(["", "2026-01-01", "2026-01-02"]),
    ),
    unique_by=lambda entry: entry.id,
    max_size=12,
)  # fmt: skip
_NAMES = Names({}, {"o": LocalName("科大")}, {})


@given(before=_ENTRIES, data=st.data())
def test_a_roll_that_was_changed_is_the_roll_of_what_it_became(before: list[Entry], data: st.DataObject) -> None:
    changed = Roll(before, _NAMES)
    wanted = [frozenset({(Facet.TAG, "y")}), frozenset({(Facet.CATEGORY, "a"), (Facet.ARRIVAL, "missing")})]
    for order, filters in product(Order, wanted):
        changed.lines(filters, order)
        changed.count(filters)
    others = data.draw(st.lists(_ENTRIES.filter(bool).map(lambda some: some[0]), max_size=3))
    fresh = [other._replace(id=entry.id) for entry, other in zip(before, others, strict=False)]
    after = [*fresh, *before[len(fresh) :]]

    assert changed.change(fresh)

    expected = Roll(after, _NAMES)
    for order, filters in product(Order, wanted):
        assert changed.lines(filters, order) == expected.lines(filters, order)
        assert changed.count(filters) == expected.count(filters)
    assert all(changed.counts(facet) == expected.counts(facet) for facet in Facet)


def test_somebody_new_is_not_a_change(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    before = called(world, summit)
    world.guests(summit, "李然")
    with world.db.read() as session:
        assert not before.change(roll.entries(session, summit.id))
