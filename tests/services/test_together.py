"""Groups that are admitted at once, guests who come for others, and what is handed over or asked."""

from uuid import UUID

import pytest

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Asking, Reason, Status, Verdict
from desktop.models import Delegation, Registration
from desktop.services import categories, checkin, checkpoints, groups, people, questions, substitutes, taking_back
from desktop.services.checkin import Override, Reading
from desktop.services.events import EventRow
from desktop.services.groups import Together
from desktop.services.last_scans import undo_last
from desktop.services.people import PersonDraft, WalkIn
from desktop.services.posts import PostDraft
from desktop.services.questions import AnswerEmpty, NoSuchQuestion, QuestionDraft, QuestionEmpty
from desktop.services.substitutes import ComesNot
from desktop.storage.journal import journal_of
from tests.world import World


def delegation(world: World, summit: EventRow, guests: list[UUID]) -> UUID:
    with world.db.write() as session:
        key = journal_of(session).new_id()
        session.add(Delegation(id=key, event_id=summit.id, name_hant="北京代表團"))
        session.flush()
        for guest in guests:
            session.get_one(Registration, guest).delegation_id = key
    return key


def test_a_guest_s_groups_are_party_delegation_and_organisation(world: World, summit: EventRow) -> None:
    leader, member, companion, alone = world.guests(summit, "孫東", "李然", "李中", "王五")
    key = delegation(world, summit, [leader, member])
    with world.db.write() as session:
        session.get_one(Registration, companion).principal_id = leader
        for guest in (leader, companion):
            draft = PersonDraft(posts=(PostDraft(title_zh="教授", organisation_zh="城大"),))
            people.change_person(session, summit.id, guest, draft)

    with world.db.read() as session:
        found = groups.groups_of(session, summit.id, leader)
        assert groups.groups_of(session, summit.id, alone) == []
        assert [group.kind for group in groups.groups_of(session, summit.id, companion)] == ["party", "organisation"]

    assert [(group.kind, group.name.hant, group.size) for group in found] == [
        (Together.PARTY, "孫東", 2), (Together.DELEGATION, "北京代表團", 2), (Together.ORGANISATION, "城大", 2),
    ]  # fmt: skip
    assert found[1].key == key


def test_a_delegation_is_admitted_at_once_without_the_absent_and_taken_back_at_once(
    world: World, summit: EventRow
) -> None:
    guests = world.guests(summit, "孫東", "李然", "李中", "王五")
    key = delegation(world, summit, guests)
    door = world.door(summit).id
    with world.db.write() as session:
        people.change_person(session, summit.id, guests[3], PersonDraft(status=Status.CANCELLED))
    with world.db.write() as session:
        checkin.scan(session, Reading(summit.id, door, registration_id=guests[0]))

    with world.db.read() as session:
        members = groups.members(session, summit.id, door, Together.DELEGATION, key)
    assert [(one.name, one.came, one.awaited) for one in members] == [
        ("孫東", True, False), ("李然", False, True), ("李中", False, True), ("王五", False, False),
    ]  # fmt: skip
    with world.db.write() as session:
        results = groups.admit_group(session, Reading(summit.id, door), guests)
    assert [result.verdict for result in results] == [
        Verdict.ALREADY_IN, Verdict.ADMITTED, Verdict.ADMITTED, Verdict.CANCELLED,
    ]  # fmt: skip

    assert world.db.actor is not None
    with world.db.write() as session:
        taken = undo_last(session, summit.id, door, world.db.actor.desk_id)
    assert taken is not None
    assert {result.guest.name for result in (taken.result, *taken.others) if result.guest} == {"李然", "李中"}
    with world.db.read() as session:
        members = groups.members(session, summit.id, door, Together.DELEGATION, key)
    assert [one.came for one in members] == [True, False, False, False]


def test_a_group_is_let_in_against_the_rules_by_one_supervisor(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, "孫東", "李然")
    with world.db.write() as session:
        vip = categories.find_category(session, summit.id, "vip").id
        room = checkpoints.add_checkpoint(session, summit.id, "room", LocalName(en="Room"), (vip,)).id
    with world.db.write() as session:
        results = groups.admit_group(session, Reading(summit.id, room), guests, Override("Chan", "the Minister asks"))
    assert [(result.verdict, result.reason) for result in results] == [(Verdict.ADMITTED, Reason.NOT_HERE)] * 2


def test_another_guest_comes_in_the_place_of_one_who_was_expected(world: World, summit: EventRow) -> None:
    guest, companion = world.guests(summit, "孫東", "李然")
    old, _ = world.badges(summit)
    key = delegation(world, summit, [guest])
    with world.db.write() as session:
        people.change_person(session, summit.id, guest, PersonDraft(seat="A-07", escort="May"))
        session.get_one(Registration, companion).principal_id = guest
        delegate = categories.find_category(session, summit.id, "delegate").id

    with world.db.write() as session:
        made = substitutes.substitute(session, summit.id, guest, WalkIn(delegate, "王五"))

    came, refused = world.scan(summit, made.badge.token), world.scan(summit, old.token)
    assert came.guest is not None
    assert (came.verdict, came.guest.name, came.guest.seat, came.guest.escort) == (
        Verdict.ADMITTED, "王五", "A-07", "May",
    )  # fmt: skip
    assert (refused.verdict, refused.revoked_why) == (Verdict.REPLACED, "王五")
    with world.db.read() as session:
        new = session.get_one(Registration, made.badge.registration)
        assert (new.delegation_id, new.replaces_id) == (key, guest)
        assert session.get_one(Registration, companion).principal_id == new.id
    with pytest.raises(ComesNot), world.db.write() as session:
        substitutes.substitute(session, summit.id, guest, WalkIn(delegate, "趙六"))


def test_a_substitution_is_taken_back_whole(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    (old,) = world.badges(summit)
    with world.db.write() as session:
        delegate = categories.find_category(session, summit.id, "delegate").id
        made = substitutes.substitute(session, summit.id, guest, WalkIn(delegate, "王五"), "ill")
    with world.db.write() as session:
        taking_back.take_back(session, made.action)
    assert world.scan(summit, made.badge.token).verdict is Verdict.UNKNOWN
    assert world.scan(summit, old.token).verdict is Verdict.ADMITTED


def test_each_guest_is_asked_once_what_concerns_them(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (vip,) = world.guests(summit, "李家超", category="vip")
    delegate_badge, vip_badge = world.badges(summit)
    with world.db.write() as session:
        of_vips = categories.find_category(session, summit.id, "vip").id
        lunch = checkpoints.add_checkpoint(session, summit.id, "lunch", LocalName(en="Lunch")).id
        gift = questions.add_question(
            session, summit.id, QuestionDraft(LocalName("禮品"), Asking.HAND_OVER, category_id=of_vips)
        )
        questions.add_question(session, summit.id, QuestionDraft(LocalName("素食？"), checkpoint_id=lunch))
        headset = questions.add_question(session, summit.id, QuestionDraft(LocalName(" 耳機？ ")))

    def asked(token: str, code: str | None = None) -> list[str]:
        return [one.text.hant for one in world.scan(summit, token, code=code).asked]

    assert asked(delegate_badge.token) == ["耳機？"]
    assert asked(vip_badge.token) == ["禮品", "耳機？"]
    assert asked(vip_badge.token, "lunch") == ["禮品", "素食？", "耳機？"]
    with world.db.write() as session:
        questions.answer(session, gift.id, vip, "已領取")
        questions.answer(session, headset.id, vip, "no")
        questions.answer(session, headset.id, vip, "yes")
    assert asked(vip_badge.token) == []
    with world.db.read() as session:
        assert [(row.text.hant, row.answer, row.desk) for row in questions.answers(session, vip)] == [
            ("禮品", "已領取", "A"), ("耳機？", "yes", "A"),
        ]  # fmt: skip
        assert questions.tally(session, headset.id) == {"yes": 1}
        assert [row.answered for row in questions.questions(session, summit.id)] == [1, 0, 1]


def test_questions_are_changed_and_taken_away_and_need_words(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    with world.db.write() as session:
        row = questions.add_question(session, summit.id, QuestionDraft(LocalName("耳機？")))
        questions.change_question(session, row.id, QuestionDraft(LocalName("耳機？", "", "Headset?")))
        assert questions.questions(session, summit.id)[0].text.en == "Headset?"
        with pytest.raises(QuestionEmpty):
            questions.change_question(session, row.id, QuestionDraft(LocalName(" ")))
        with pytest.raises(AnswerEmpty):
            questions.answer(session, row.id, guest, " ")
        questions.remove_question(session, summit.id, row.id)
        assert questions.questions(session, summit.id) == []
        with pytest.raises(NoSuchQuestion):
            questions.remove_question(session, summit.id, row.id)
