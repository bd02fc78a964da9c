"""The order of an event's guests, found and by hand, in a real database."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.domain.precedence import Ties, Why
from desktop.domain.verdicts import Status
from desktop.models import Registration
from desktop.progress import Progress
from desktop.services import imports, people, precedence, precedence_lists
from desktop.services.events import EventRow, event_in_use
from desktop.services.people import PersonDraft
from desktop.services.posts import as_written
from desktop.services.precedence_lists import ClassDraft, ListDraft
from tests.world import GUEST_LIST, World


def titled(world: World, summit: EventRow, *said: tuple[str, str, str], category: str = "delegate") -> list[UUID]:
    """Guests with a name, an organisation and a title."""
    keys = world.guests(summit, *(name for name, _place, _title in said), category=category)
    with world.db.write() as session:
        for key, (_name, place, title) in zip(keys, said, strict=True):
            people.change_person(session, summit.id, key, PersonDraft(posts=(as_written(title, place),)))
    return keys


def shown(world: World, summit: EventRow) -> list[tuple[str, int, Why]]:
    with world.db.read() as session:
        return [(row.name, row.rank, row.why) for row in precedence.order(session, summit.id)]


def hong_kong(world: World, summit: EventRow) -> UUID:
    with world.db.write() as session:
        return precedence_lists.add_list(session, summit.id, precedence_lists.shipped_list("hong-kong"))


def test_guests_stand_by_the_class_of_their_first_post_and_the_others_as_they_are_listed(
    world: World, summit: EventRow
) -> None:
    titled(world, summit, ("丙", "香港科技園公司", "主席"), ("乙", "香港大學", "校長"), ("丁", "", ""))
    titled(world, summit, ("甲", "香港特別行政區政府", "行政長官"), category="guest-of-honour")
    world.guests(summit, "戊", category="vip")
    assert [name for name, *_rest in shown(world, summit)] == ["甲", "戊", "丙", "乙", "丁"]

    hong_kong(world, summit)
    assert shown(world, summit) == [
        ("甲", 1, Why.POST), ("乙", 2, Why.POST), ("戊", 3, Why.CATEGORY), ("丙", 4, Why.CATEGORY),
        ("丁", 5, Why.CATEGORY),
    ]  # fmt: skip
    with world.db.read() as session:
        row = precedence.order(session, summit.id)[1]
        assert row.class_name is not None
        assert (row.class_name.hant, row.class_name.en) == ("大學校長", "Heads of universities")


def test_the_real_guest_list_has_the_chief_executive_first(world: World) -> None:
    with world.db.write() as session:
        imports.import_people(session, imports.read_list(GUEST_LIST), None, Progress())
    with world.db.read() as session:
        summit = event_in_use(session)
    hong_kong(world, summit)
    with world.db.read() as session:
        rows = [(row.name, row.class_name.hant) for row in precedence.order(session, summit.id) if row.class_name]

    assert rows == [("李家超", "行政長官"), ("孫東", "其他主要官員"), ("施清流", "太平紳士")]


def test_a_guest_stands_by_hand_where_somebody_said_why(world: World, summit: EventRow) -> None:
    hong_kong(world, summit)
    first, second, third = titled(
        world, summit, ("甲", "香港大學", "校長"), ("乙", "北京市教育局", "局長"), ("丙", "", "太平紳士")
    )
    with world.db.write() as session:
        precedence.set_special(session, second, 1, "中央代表")
        precedence.set_manual(session, third, 2, " 主人家要求 ")
    with world.db.read() as session:
        rows = precedence.order(session, summit.id)
        assert precedence.ranked(session, summit.id, [first, third]) == [rows[1], rows[2]]

    assert [(row.name, row.why, row.reason, row.special) for row in rows] == [
        ("乙", Why.SPECIAL, "中央代表", True), ("丙", Why.MANUAL, "主人家要求", False), ("甲", Why.POST, "", False),
    ]  # fmt: skip
    with world.db.write() as session:
        precedence.clear_manual(session, second)
    assert [name for name, *_rest in shown(world, summit)] == ["甲", "丙", "乙"]

    for wrong, rank, why in (
        (precedence.ReasonMissing, 1, " "), (precedence.BadPlace, 0, "因"), (precedence.ReasonTooLong, 1, "因" * 301),
    ):  # fmt: skip
        with pytest.raises(wrong), world.db.write() as session:
            precedence.set_manual(session, first, rank, why)
    with pytest.raises(precedence.NotAtEvent), world.db.write() as session:
        precedence.set_manual(session, uuid4(), 1, "因")


def test_a_class_may_be_chosen_and_given_back_to_the_post(world: World, summit: EventRow) -> None:
    list_id = hong_kong(world, summit)
    first, second = titled(world, summit, ("甲", "香港大學", "校長"), ("乙", "香港中文大學", "校長"))
    with world.db.read() as session:
        classes = precedence_lists.order_lists(session, summit.id)[0].classes
    with world.db.write() as session:
        precedence.set_class(session, second, classes[0].id)
        precedence.set_appointed(session, first, date(2020, 1, 1))
    assert shown(world, summit) == [("乙", 1, Why.CHOSEN), ("甲", 2, Why.POST)]

    with world.db.write() as session:
        precedence.set_class(session, second, None)
    assert shown(world, summit) == [("甲", 1, Why.POST), ("乙", 1, Why.POST)]
    with world.db.write() as session:
        row = precedence_lists.order_lists(session, summit.id)[0]
        draft = precedence_lists.draft_of(row)
        precedence_lists.change_list(
            session, list_id, ListDraft(draft.name, "2", Ties.APPOINTED, draft.classes)
        )  # fmt: skip
    assert shown(world, summit) == [("甲", 1, Why.POST), ("乙", 2, Why.POST)]
    with pytest.raises(precedence.NoSuchClass), world.db.write() as session:
        precedence.set_class(session, first, uuid4())


def test_spouses_follow_and_those_who_do_not_come_are_not_there(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, "甲", "乙", "甲夫人", "丙")
    with world.db.write() as session:
        session.get_one(Registration, guests[2]).principal_id = guests[0]
        session.get_one(Registration, guests[3]).status = Status.DECLINED

    assert shown(world, summit) == [
        ("甲", 1, Why.CATEGORY), ("甲夫人", 1, Why.COMPANION), ("乙", 3, Why.CATEGORY)
    ]  # fmt: skip


def test_a_list_of_ones_own_is_read_and_a_new_version_keeps_who_was_put_into_a_class(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    file = tmp_path / "本會名單.csv"
    file.write_text("本會禮賓次序,,\n次序,中文,英文\n1,會長,Chairman\n\n2,理事,Council Member\n", "utf-8")
    draft = precedence_lists.read_list(file)
    assert draft == ListDraft(
        "本會名單", classes=(ClassDraft(1, "會長", "Chairman"), ClassDraft(2, "理事", "Council Member"))
    )

    hong_kong(world, summit)
    (guest,) = titled(world, summit, ("甲", "香港福建社團", "會長"))
    with world.db.write() as session:
        own = precedence_lists.add_list(session, summit.id, draft)
    with world.db.read() as session:
        (row,) = precedence.order(session, summit.id)
        assert (row.list_name, row.class_name and row.class_name.en) == ("本會名單", "Chairman")
        council = precedence_lists.order_lists(session, summit.id)[1].classes[1].id
    with world.db.write() as session:
        precedence.set_class(session, guest, council)
        newer = ListDraft(
            "本會名單", "2026", classes=(ClassDraft(1, "永遠會長"), ClassDraft(7, "理事", "Council Member"))
        )
        precedence_lists.change_list(session, own, newer)
        precedence_lists.move_list(session, own, -1)
    with world.db.read() as session:
        first, _other = precedence_lists.order_lists(session, summit.id)
        assert (first.name, first.version, len(first.classes)) == ("本會名單", "2026", 2)
        assert precedence.order(session, summit.id)[0].class_id == council
    with world.db.write() as session:
        precedence_lists.remove_list(session, own)
    assert shown(world, summit) == [("甲", 1, Why.CATEGORY)]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a,b\n1,2\n", precedence_lists.NoOrderList),
        ("rank,class_en\nfirst,Mayor\n", precedence_lists.BadClass),
        ("rank,class_en\n0,Mayor\n", precedence_lists.BadClass),
        ("rank,class_en\n3,\n", precedence_lists.BadClass),
        ("rank,class_en\n99999999999999999999,Mayor\n", precedence_lists.BadClass),
        (f"rank,class_en\n{'9' * 5000},Mayor\n", precedence_lists.BadClass),
    ],
)
def test_a_file_that_is_no_order_list_is_refused_with_its_row(
    tmp_path: Path, text: str, error: type[Exception]
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text, "utf-8")

    with pytest.raises(error):
        precedence_lists.read_list(file)


def test_a_list_needs_a_name_and_classes(world: World, summit: EventRow) -> None:
    mayor = ClassDraft(1, "市長")
    for error, draft in (
        (precedence_lists.ListNameless, ListDraft(" ", classes=(mayor,))),
        (precedence_lists.ListEmpty, ListDraft("x")),
        (precedence_lists.BadClass, ListDraft("x", classes=(ClassDraft(0, "市長"),))),
        (precedence_lists.ListTooLong, ListDraft("x", classes=(mayor,) * 2_001)),
    ):
        with pytest.raises(error), world.db.write() as session:
            precedence_lists.add_list(session, summit.id, draft)
    with pytest.raises(precedence_lists.NoSuchList), world.db.write() as session:
        precedence_lists.remove_list(session, uuid4())
