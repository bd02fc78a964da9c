"""Categories: what each is called, in what order, and where it may enter."""

import pytest

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Verdict
from desktop.services import admission, categories, checkpoints, taking_back
from desktop.services.admission import CategoryInUse, NobodyAdmitted
from desktop.services.categories import (
    BadCategoryColour,
    CategoryDraft,
    CategoryExists,
    CategoryNameless,
    CategoryNameTooLong,
    CategoryRow,
)
from desktop.services.events import EventRow
from tests.world import World

PARTNER = CategoryDraft(LocalName("合作夥伴", "合作伙伴", "Partner"), "#7A3E9D", vip=True)


def known(world: World, event: EventRow) -> list[CategoryRow]:
    with world.db.read() as session:
        return categories.categories(session, event.id)


def added(world: World, event: EventRow) -> CategoryRow:
    with world.db.write() as session:
        return categories.add_category(session, event.id, PARTNER)


def test_a_new_category_is_last_and_has_all_its_names(world: World, summit: EventRow) -> None:
    made = added(world, summit)
    last = known(world, summit)[-1]
    assert (last, last.name, last.colour, last.vip) == (made, PARTNER.name, "#7A3E9D", True)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (CategoryDraft(LocalName(" ")), CategoryNameless),
        (CategoryDraft(LocalName(en="media")), CategoryExists),
        (CategoryDraft(LocalName("贵宾")), CategoryExists),
        (CategoryDraft(LocalName("友好"), "red"), BadCategoryColour),
        (CategoryDraft(LocalName("友好", en="F" * 41)), CategoryNameTooLong),
    ],
)
def test_what_can_be_no_category_is_refused(
    world: World, summit: EventRow, draft: CategoryDraft, error: type[Exception]
) -> None:
    before = known(world, summit)
    with pytest.raises(error), world.db.write() as session:
        categories.add_category(session, summit.id, draft)
    with pytest.raises(error), world.db.write() as session:
        categories.change_category(session, before[0].id, draft)
    assert known(world, summit) == before


def test_a_category_keeps_its_own_name_when_another_field_changes(world: World, summit: EventRow) -> None:
    first = known(world, summit)[0]
    with world.db.write() as session:
        after = categories.change_category(session, first.id, CategoryDraft(first.name, "#112233"))
    assert (after.name, after.colour, after.vip) == (first.name, "#112233", False)


def test_precedence_is_moved_a_place_at_a_time_and_taken_back(world: World, summit: EventRow) -> None:
    before = [row.code for row in known(world, summit)]
    with world.db.write() as session:
        categories.move_category(session, known(world, summit)[1].id, -1)
        action = taking_back.this_action(session)
    assert [row.code for row in known(world, summit)] == [before[1], before[0], *before[2:]]
    with world.db.write() as session:
        taking_back.take_back(session, action)
    assert [row.code for row in known(world, summit)] == before


def test_only_a_category_that_nobody_has_can_be_removed(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", category="media")
    media = next(row for row in known(world, summit) if row.code == "media")
    with pytest.raises(CategoryInUse), world.db.write() as session:
        admission.remove_category(session, media.id)
    made = added(world, summit)
    with world.db.write() as session:
        admission.remove_category(session, made.id)
    assert made.id not in {row.id for row in known(world, summit)}
    assert added(world, summit).name == PARTNER.name, "the name is free again"


def test_a_category_that_is_kept_out_is_sent_elsewhere_and_the_others_are_not(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", category="media")
    world.guests(summit, "李然")
    media = next(row for row in known(world, summit) if row.code == "media")
    door = world.door(summit)
    with world.db.write() as session:
        admission.admit(session, summit.id, media.id, ())
    reporter, delegate = world.badges(summit)
    assert world.scan(summit, reporter.token).verdict is Verdict.ELSEWHERE
    assert world.scan(summit, delegate.token).verdict is Verdict.ADMITTED
    with world.db.read() as session:
        assert admission.admitting(session, summit.id, media.id) == frozenset()
    with world.db.write() as session:
        admission.admit(session, summit.id, media.id, [door.id])
    assert world.door(summit).category_ids == frozenset(), "nobody is kept out, so it is for everyone again"
    assert world.scan(summit, reporter.token).verdict is Verdict.ADMITTED


def test_no_checkpoint_is_left_that_lets_nobody_in(world: World, summit: EventRow) -> None:
    made = added(world, summit)
    with world.db.write() as session:
        room = checkpoints.add_checkpoint(session, summit.id, "room", LocalName(en="Room"), (made.id,))
    for act in (
        lambda session: admission.admit(session, summit.id, made.id, ()),
        lambda session: admission.remove_category(session, made.id),
    ):
        with pytest.raises(NobodyAdmitted), world.db.write() as session:
            act(session)
    assert world.door(summit, "room") == room
