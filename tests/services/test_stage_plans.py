"""Plans of stages: people of items and signings, by rule and by hand, and another in somebody's place."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import pytest

from desktop.domain.agreements import Side, SigningPart
from desktop.domain.programme import ItemKind, Part
from desktop.domain.seating import Convention, Layout
from desktop.domain.text import LocalName
from desktop.models import Event, EventHost, HostRole, ItemPerson, ProgrammeItem, Registration
from desktop.services import agreements, people, precedence, stage_plans
from desktop.services.agreements import AgreementDraft, PartyDraft, PersonDraft
from desktop.services.events import EventRow
from desktop.services.organisations import ensure_organisation
from desktop.services.posts import as_written
from desktop.services.stage_plans import PlanDraft, StagePlace
from desktop.storage.journal import journal_of
from tests.world import World

DAY = date(2023, 4, 12)


def item(world: World, summit: EventRow, kind: ItemKind, *cast: tuple[UUID | str, Part]) -> UUID:
    with world.db.write() as session:
        journal = journal_of(session)
        key = journal.new_id()
        session.add(ProgrammeItem(id=key, event_id=summit.id, day=DAY, rank=1, kind=kind, seconds=600))
        session.flush()
        for rank, (who, part) in enumerate(cast, 1):
            named = {"registration_id": who} if isinstance(who, UUID) else {"name": who}
            session.add(ItemPerson(id=journal.new_id(), item_id=key, part=part, rank=rank, **named))
    return key


def add(world: World, summit: EventRow, draft: PlanDraft) -> UUID:
    with world.db.write() as session:
        return stage_plans.add_plan(session, summit.id, draft)


def shown(world: World, plan_id: UUID) -> list[str]:
    with world.db.read() as session:
        return written(stage_plans.plan(session, plan_id).rows)


def written(rows: Sequence[Sequence[StagePlace]]) -> list[str]:
    return [" ".join(one.name + "*" * one.by_hand for one in row) for row in rows]


def test_the_people_of_an_item_stand_in_the_order_of_the_event_without_its_crew(world: World, summit: EventRow) -> None:
    a, b, c, d = world.guests(summit, "甲", "乙", "丙", "丁")
    photo = item(
        world, summit, ItemKind.PHOTO,
        (c, Part.GUEST), (a, Part.GUEST), ("路人", Part.GUEST), (b, Part.GUEST), (d, Part.MC),
    )  # fmt: skip
    with world.db.read() as session:
        draft = stage_plans.suggested(session, photo)
    assert draft == PlanDraft(Layout.PHOTO, item_id=photo)

    plan_id = add(world, summit, PlanDraft(Layout.PHOTO, " 合照 ", Convention.DOMESTIC, item_id=photo))
    assert shown(world, plan_id) == ["丙 甲 乙 路人"]
    with world.db.write() as session:
        session.get_one(Event, summit.id).convention = Convention.DOMESTIC
    with world.db.read() as session:
        assert stage_plans.suggested(session, photo).convention is Convention.DOMESTIC
    with world.db.write() as session:
        precedence.set_manual(session, c, 1, "主人家要求")
        stage_plans.change_plan(session, plan_id, PlanDraft(Layout.PHOTO, rows=2, item_id=photo))
    assert shown(world, plan_id) == ["甲 丙", "路人 乙"]
    with world.db.read() as session:
        plan = stage_plans.plan(session, plan_id)
        assert written(plan.from_stage) == ["丙 甲", "乙 路人"]
        assert [(one.label, one.row, one.place, one.of_item) for one in plan.rows[1]] == [
            ("4", 2, 1, True), ("3", 2, 2, True),
        ]  # fmt: skip
        assert [one.id for one in stage_plans.plans(session, summit.id, item_id=photo)] == [plan_id]
        assert stage_plans.plans(session, summit.id, item_id=uuid4()) == []


def test_what_was_done_by_hand_stays_when_people_come_and_go(world: World, summit: EventRow) -> None:
    a, b, c, d = world.guests(summit, "甲", "乙", "丙", "丁")
    launch = item(world, summit, ItemKind.LAUNCH, *((one, Part.OFFICIATING) for one in (a, b, c)))
    plan_id = add(world, summit, PlanDraft(Layout.ROSTRUM, convention=Convention.DOMESTIC, item_id=launch))
    assert shown(world, plan_id) == ["丙 甲 乙"]

    with world.db.write() as session:
        stage_plans.move(session, plan_id, a, 1, 1)
        stage_plans.add_people(session, plan_id, [d, a, "司儀", " "])
    assert shown(world, plan_id) == ["甲* 丁 乙 丙 司儀"]
    with world.db.write() as session:
        moved = stage_plans.move(session, plan_id, "司儀", 1, 1)
    assert written(moved.rows) == ["司儀* 丁 乙 丙 甲*"]
    with world.db.write() as session:
        stage_plans.release_hand(session, plan_id, a)
    assert shown(world, plan_id) == ["司儀* 丙 甲 乙 丁"]
    with world.db.write() as session:
        stage_plans.release_hand(session, plan_id)
        stage_plans.remove_person(session, plan_id, "司儀")
    assert shown(world, plan_id) == ["丙 甲 乙 丁"]

    for error, refused in (
        (stage_plans.ThereByItem, lambda session: stage_plans.remove_person(session, plan_id, a)),
        (stage_plans.NotOnPlan, lambda session: stage_plans.move(session, plan_id, "司儀", 1, 1)),
        (stage_plans.BadSpot, lambda session: stage_plans.move(session, plan_id, a, 0, 1)),
        (stage_plans.NoSuchPlan, lambda session: stage_plans.plan(session, uuid4())),
    ):
        with pytest.raises(error), world.db.write() as session:
            refused(session)


def test_a_place_by_hand_ends_with_the_part_that_brought_somebody_on_stage(world: World, summit: EventRow) -> None:
    a, b = world.guests(summit, "甲", "乙")
    launch = item(world, summit, ItemKind.LAUNCH, (a, Part.OFFICIATING), (b, Part.OFFICIATING))
    plan_id = add(world, summit, PlanDraft(Layout.ROSTRUM, item_id=launch))
    with world.db.write() as session:
        stage_plans.move(session, plan_id, b, 1, 2)
        people_of = [row for row in session.query(ItemPerson) if row.registration_id == b]
        people_of[0].deleted_at = journal_of(session).now
    assert shown(world, plan_id) == ["甲"]


def test_a_photo_gets_a_row_behind_the_last_for_who_is_put_there(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, *"甲乙丙丁")
    plan_id = add(world, summit, PlanDraft(Layout.PHOTO, convention=Convention.DOMESTIC))
    with world.db.write() as session:
        stage_plans.add_people(session, plan_id, guests)
        moved = stage_plans.move(session, plan_id, guests[0], 2, 1)

    assert written(moved.rows) == ["乙 丙", "甲* 丁"]


def test_hosts_and_guests_are_told_by_who_holds_the_event_or_as_somebody_said(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, "主一", "主二", "主三", "客一", "客二")
    with world.db.write() as session:
        body = ensure_organisation(session, "主辦會")
        journal = journal_of(session)
        session.add(
            EventHost(id=journal.new_id(), event_id=summit.id, organisation_id=body, role=HostRole.HOST, rank=1)
        )
        for one in guests[:2]:
            draft = people.PersonDraft(posts=(as_written("會長", "主辦會"),))
            people.change_person(session, summit.id, one, draft)
    plan_id = add(world, summit, PlanDraft(Layout.INTERLEAVED))
    with world.db.write() as session:
        stage_plans.add_people(session, plan_id, guests)
        stage_plans.set_side(session, plan_id, guests[2], Side.HOST)

    assert shown(world, plan_id) == ["主二 客一 主一 客二 主三"]


def sign(
    world: World, signing: UUID, host: Sequence[UUID], guest: Sequence[UUID], *witnesses: UUID, rank: int = 1
) -> UUID:
    """An agreement; of each party the signatory, the alternate and then witnesses, and the officiating guests."""
    parts = (SigningPart.SIGNATORY, SigningPart.ALTERNATE, SigningPart.WITNESS)
    with world.db.write() as session:
        parties = tuple(
            PartyDraft(
                ensure_organisation(session, name), side,
                tuple(PersonDraft(parts[min(place, 2)], key) for place, key in enumerate(keys)),
            )
            for name, side, keys in (("甲方", Side.NONE, host), ("乙方", Side.GUEST, guest))
        )  # fmt: skip
        draft = AgreementDraft(
            LocalName("協議"),
            1,
            rank,
            "",
            parties,
            tuple(PersonDraft(SigningPart.OFFICIATING, one) for one in witnesses),
        )
        return agreements.add_agreement(session, signing, draft)


def test_guests_of_honour_whom_only_the_item_names_stand_behind_those_who_sign(world: World, summit: EventRow) -> None:
    a, b, c, d, leader = world.guests(summit, "甲", "乙", "丙", "丁", "首長")
    signing = item(
        world, summit, ItemKind.SIGNING, (leader, Part.OFFICIATING), (c, Part.WITNESS), (d, Part.USHER)
    )  # fmt: skip
    sign(world, signing, [a], [b], c)
    plan_id = add(world, summit, PlanDraft(Layout.SIGNING_TABLE, item_id=signing, batch=1))
    assert shown(world, plan_id) == ["乙 甲", "首長 丙"]


def test_a_signing_table_has_the_people_of_the_agreement_and_its_alternates_off_stage(
    world: World, summit: EventRow
) -> None:
    leaders = world.guests(summit, "首長一", "首長二", category="guest-of-honour")
    host = world.guests(summit, "主簽", "主替", "主一", "主二")
    guest = world.guests(summit, "客簽", "客替", "客一")
    signing = item(world, summit, ItemKind.SIGNING)
    sign(world, signing, host, guest, *leaders[::-1])
    with world.db.read() as session:
        draft = stage_plans.suggested(session, signing, 1)
    assert draft == PlanDraft(Layout.SIGNING_TABLE, item_id=signing, batch=1)

    plan_id = add(world, summit, draft)
    assert shown(world, plan_id) == ["客簽 主簽", "客一 主一 主二", "首長二 首長一"]
    with world.db.read() as session:
        moves = stage_plans.substitution(session, plan_id, host[0], host[2])
        assert [(one.name, one.before, one.after) for one in moves] == [
            ("主一", (2, 2), (1, 2)), ("主二", (2, 3), (2, 2)), ("主簽", (1, 2), None),
        ]  # fmt: skip


def test_signings_of_a_batch_share_a_stage_and_who_has_two_parts_stands_once(world: World, summit: EventRow) -> None:
    leader, *others = world.guests(summit, "首長", "主一", "客一", "主二", "客二")
    signing = item(world, summit, ItemKind.SIGNING)
    sign(world, signing, others[2:3], others[3:4], leader, rank=2)
    sign(world, signing, others[:1], others[1:2], leader, rank=1)
    with world.db.read() as session:
        draft = stage_plans.suggested(session, signing, 1)

    assert draft.layout is Layout.BATCH
    assert shown(world, add(world, summit, draft)) == ["客一 主一 客二 主二", "首長"]


def test_another_in_somebodys_place_stands_by_their_own_rank_and_all_who_move_are_listed(
    world: World, summit: EventRow
) -> None:
    a, b, c, deputy = world.guests(summit, "甲", "乙", "丙", "副手")
    plan_id = add(world, summit, PlanDraft(Layout.ROSTRUM, convention=Convention.DOMESTIC))
    with world.db.write() as session:
        stage_plans.add_people(session, plan_id, [a, b, c])
    assert shown(world, plan_id) == ["丙 甲 乙"]
    with world.db.write() as session:
        before = stage_plans.plan(session, plan_id)
        moves = stage_plans.substitute(session, plan_id, a, deputy)
        assert stage_plans.moves(before, stage_plans.plan(session, plan_id)) == moves

    assert shown(world, plan_id) == ["副手 乙 丙"]
    assert [(one.name, one.before, one.after) for one in moves] == [
        ("副手", None, (1, 1)), ("乙", (1, 3), (1, 2)), ("丙", (1, 1), (1, 3)), ("甲", (1, 2), None),
    ]  # fmt: skip
    with world.db.write() as session:
        stage_plans.move(session, plan_id, deputy, 1, 3)
        stage_plans.substitute(session, plan_id, deputy, b)
    assert shown(world, plan_id) == ["丙 乙*"]


def test_a_plan_is_checked_and_taken_away_with_its_people(world: World, summit: EventRow) -> None:
    for error, draft in (
        (stage_plans.BadRows, PlanDraft(Layout.PHOTO, rows=0)),
        (stage_plans.BadRows, PlanDraft(Layout.PHOTO, row_sizes=(3, 0))),
        (stage_plans.PlanNameTooLong, PlanDraft(Layout.PHOTO, "長" * 121)),
    ):
        with pytest.raises(error):
            add(world, summit, draft)
    plan_id = add(world, summit, PlanDraft(Layout.CAR))
    with world.db.write() as session:
        stage_plans.add_people(session, plan_id, ["A", "B", "C"])
    assert shown(world, plan_id) == ["C", "A B"]
    with world.db.write() as session:
        stage_plans.remove_plan(session, plan_id)
    with pytest.raises(stage_plans.NoSuchPlan):
        shown(world, plan_id)
    assert session.get(Registration, plan_id) is None
