"""Signings: agreements, their copies and things, what is wrong with them, another who comes in somebody's place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.agreements import DocumentState, Side, ThingKind, signing_steps
from desktop.domain.ceremony_checks import ProblemKind, Severity
from desktop.domain.paper_kinds import PaperKind
from desktop.domain.programme import ItemKind, Part
from desktop.domain.seating import Layout
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.errors import UserError
from desktop.i18n import Language, Translator
from desktop.models import Registration
from desktop.services import (
    agreements,
    badges,
    ceremony_checks,
    ceremony_substitutes,
    ceremony_things,
    hard_limits,
    precedence,
    precedence_lists,
    stage_plans,
)
from desktop.services.agreements import AgreementDraft, PartyDraft
from desktop.services.ceremony_things import ThingDraft
from desktop.services.events import EventRow
from desktop.services.hard_limits import LimitDraft
from desktop.services.precedence_lists import ClassDraft, ListDraft
from desktop.services.programme import NoSuchItem
from desktop.services.programme import item as item_of
from desktop.services.programme_edit import ItemDraft, PersonDraft, add_item, change_item, draft_of, remove_item
from desktop.services.stage_plans import PlanDraft
from desktop.services.taking_back import take_back, this_action
from tests.services.signings import ALTERNATE, ASSISTANT, DAY, OFFICIATING, SIGNATORY, START, WITNESS, Signings, people
from tests.world import NOON, World


@pytest.fixture
def stage(world: World, summit: EventRow) -> Signings:
    return Signings(world, summit)


def kinds(stage: Signings, **asked: object) -> dict[ProblemKind, Severity]:
    return {one.kind: one.severity for one in stage.problems(**asked)}  # type: ignore[arg-type]


def test_an_agreement_keeps_its_parties_people_and_copies_when_it_is_changed(stage: Signings) -> None:
    first, second, third = stage.all("李焯芬 王偉明 胡健民")
    key = stage.sign([(SIGNATORY, first), (WITNESS, third)], [(SIGNATORY, second)])
    db = stage.world.db
    with db.write() as session:
        assert ceremony_things.make_copies(session, key, ("hant", "en")) == 4
        assert ceremony_things.make_copies(session, key, ("hant", "en")) == 0
    (row,) = stage.rows()
    assert [party.side for party in row.parties] == [Side.GUEST, Side.HOST]
    assert [one.shown for one in row.people] == ["王偉明", "李焯芬", "胡健民"]
    assert row.people[0].guest is not None
    draft = agreements.draft_of(row)
    with db.write() as session:
        agreements.change_agreement(session, key, draft)
        assert agreements.agreement(session, key) == row
        wider = replace(draft, note="兩地", people=people((OFFICIATING, third)), title=LocalName(en="Deed"))
        agreements.change_agreement(session, key, wider)
    (changed,) = stage.rows()
    assert (changed.title.en, changed.note, changed.documents) == ("Deed", "兩地", row.documents)
    assert {one.id for one in row.people} < {one.id for one in changed.people}
    with db.write() as session:
        agreements.change_agreement(session, key, replace(draft, parties=draft.parties[:1]))
    (left,) = stage.rows()
    assert {one.party_id for one in left.documents} == {left.parties[0].id}
    assert [one.shown for one in left.people] == ["王偉明"]


def test_what_makes_no_agreement_is_refused(stage: Signings) -> None:
    party = PartyDraft(stage.hosts)
    for draft in (AgreementDraft(LocalName(" ")), AgreementDraft(LocalName("協議"), parties=(party, party))):
        with stage.world.db.write() as session, pytest.raises(UserError):
            agreements.add_agreement(session, stage.item, draft)
    key = stage.sign([], [])
    with stage.world.db.write() as session:
        agreements.remove_agreement(session, key)
    with stage.world.db.write() as session, pytest.raises(agreements.NoSuchAgreement):
        agreements.change_agreement(session, key, AgreementDraft(LocalName("協議")))
    assert not stage.rows()


def test_on_an_item_that_was_taken_away_nothing_hangs_until_it_is_brought_back(stage: Signings) -> None:
    first, second = stage.all("李焯芬 王偉明")
    key = stage.sign([(SIGNATORY, first)], [])
    db, event = stage.world.db, stage.summit.id
    with db.write() as session:
        plan = stage_plans.add_plan(session, event, PlanDraft(Layout.SIGNING_TABLE, item_id=stage.item))
    with db.write() as session:
        remove_item(session, stage.item)
        removed = this_action(session)
    with db.read() as session:
        assert not stage_plans.plans(session, event)
    draft = AgreementDraft(LocalName("協議"))
    for act in (
        lambda session: ceremony_substitutes.substitute(session, stage.item, first, second, "李然"),
        lambda session: agreements.add_agreement(session, stage.item, draft),
        lambda session: agreements.change_agreement(session, key, draft),
        lambda session: ceremony_things.add_thing(session, stage.item, ThingDraft(ThingKind.PENS)),
        lambda session: ceremony_things.add_usual(session, stage.item),
        lambda session: stage_plans.change_plan(session, plan, PlanDraft(Layout.ROSTRUM, item_id=stage.item)),
        lambda session: hard_limits.add_limit(session, event, LimitDraft(START, item_id=stage.item)),
    ):
        with pytest.raises(NoSuchItem), db.write() as session:
            act(session)
    with db.write() as session:
        take_back(session, removed)
        assert [one.id for one in stage_plans.plans(session, event)] == [plan]
        assert [one.whom for row in stage_plans.plan(session, plan).rows for one in row] == [first]


def test_agreements_move_between_batches_and_close_up(stage: Signings) -> None:
    keys = [stage.sign([], [], batch=batch, title=f"{number}") for number, batch in enumerate((1, 1, 1, 2))]
    with stage.world.db.write() as session:
        agreements.move_agreement(session, keys[0], batch=2, rank=1)
    assert [(row.batch, row.rank, row.title.hant) for row in stage.rows()] == [
        (1, 1, "1"), (1, 2, "2"), (2, 1, "0"), (2, 2, "3"),
    ]  # fmt: skip


def test_each_party_signs_its_own_copy_first_and_nobody_waits(stage: Signings) -> None:
    parties = stage.all("一 二 三")
    steps = signing_steps(parties)
    assert [(step.signer, step.keeper) for step in steps if step.turn == 1] == [(key, key) for key in parties]
    assert len({(step.signer, step.keeper) for step in steps}) == len(steps) == 9
    for turn in (1, 2, 3):
        assert {step.keeper for step in steps if step.turn == turn} == set(parties)


def test_copies_go_through_their_states_one_by_one_or_all_together(stage: Signings) -> None:
    key = stage.sign([], [])
    with stage.world.db.write() as session:
        ceremony_things.make_copies(session, key, ("hant",))
        first, second = agreements.agreement(session, key).documents
        assert ceremony_things.advance(session, first.id) is DocumentState.FINAL
        assert ceremony_things.advance_all(session, key) == 1
        assert ceremony_things.advance_all(session, key, DocumentState.ON_TABLE) == 2
        ceremony_things.set_state(session, second.id, DocumentState.PRINTED, "重印")
    (row,) = stage.rows()
    assert [one.state for one in row.documents] == [DocumentState.ON_TABLE, DocumentState.PRINTED]
    assert (row.reached(DocumentState.ON_TABLE), row.documents[1].note) == (1, "重印")
    with stage.world.db.write() as session:
        ceremony_things.set_state(session, first.id, DocumentState.ARCHIVED)
        assert ceremony_things.advance(session, first.id) is DocumentState.ARCHIVED
        ceremony_things.remove_copy(session, second.id)
        with pytest.raises(ceremony_things.NoSuchDocument):
            ceremony_things.advance(session, second.id)


def test_what_is_usual_lies_ready_and_is_ticked_off(stage: Signings) -> None:
    first, second = stage.all("李焯芬 王偉明")
    key = stage.sign([(SIGNATORY, first)], [(SIGNATORY, second)])
    with stage.world.db.write() as session:
        assert ceremony_things.add_usual(session, stage.item) == 5
        assert ceremony_things.usual(session, stage.item) == []
        things = {one.kind: one for one in ceremony_things.things(session, stage.item)}
        assert (things[ThingKind.PENS].wanted, things[ThingKind.FLAGS].wanted) == (4, 2)
        assert {one.agreement_id for one in things.values()} == {key}
        ceremony_things.tick(session, things[ThingKind.PENS].id, 9)
        ceremony_things.change_thing(session, things[ThingKind.PENS].id, ThingDraft(ThingKind.PENS, 2, " 鋼筆 "))
        ceremony_things.remove_thing(session, things[ThingKind.FLAGS].id)
        with pytest.raises(ceremony_things.BadCount):
            ceremony_things.add_thing(session, stage.item, ThingDraft(ThingKind.OTHER, 0))
        with pytest.raises(ceremony_things.NoSuchThing):
            ceremony_things.tick(session, things[ThingKind.FLAGS].id, 1)
        pens = ceremony_things.things(session, stage.item)[0]
        assert (pens.text, pens.done, pens.wanted, pens.ready) == ("鋼筆", 2, 2, True)
        agreements.remove_agreement(session, key)
        left = ceremony_things.things(session, stage.item)
    assert [one.agreement_id for one in left] == [None]


def test_a_launch_has_its_people_and_things_on_the_item_itself(stage: Signings) -> None:
    host = stage["李然"]
    draft = ItemDraft(
        LocalName("啟動禮"), 600, DAY, kind=ItemKind.LAUNCH, people=(PersonDraft(Part.OFFICIATING, host),)
    )
    with stage.world.db.write() as session:
        key = add_item(session, stage.summit.id, draft)
        ceremony_things.add_usual(session, key)
        session.get_one(Registration, host).status = Status.DECLINED
        session.flush()
        assert {one.kind for one in ceremony_things.things(session, key)} == {ThingKind.CARDS, ThingKind.CHAMPAGNE}
        (problem,) = ceremony_checks.problems(session, key, NOON)
        said = problem.say(Translator(Language.EN))
    assert (problem.kind, problem.people) == (ProblemKind.NOT_COMING, (host,))
    assert "李然" in said
    assert "啟動禮" in said


def test_a_sound_signing_has_no_problems_and_a_bare_one_has_many(stage: Signings) -> None:
    first, second, third, fourth = stage.all("李焯芬 王偉明 胡健民 郭魯鋼")
    assert kinds(stage) == {ProblemKind.NO_AGREEMENT: Severity.STOP}
    key = stage.sign([(SIGNATORY, first), (ALTERNATE, third)], [(SIGNATORY, second), (ALTERNATE, fourth)])
    with stage.world.db.write() as session:
        ceremony_things.make_copies(session, key, ("hant",))
        ceremony_things.advance_all(session, key)
    assert stage.problems() == []
    with stage.world.db.write() as session:
        draft = agreements.draft_of(agreements.agreement(session, key))
        ceremony_things.remove_copy(session, agreements.agreement(session, key).documents[0].id)
        bare = replace(draft, parties=(replace(draft.parties[0], people=()),))
        agreements.change_agreement(session, key, bare)
    assert kinds(stage) == {
        ProblemKind.FEW_PARTIES: Severity.STOP, ProblemKind.NO_SIGNATORY: Severity.STOP,
        ProblemKind.COPIES: Severity.LOOK,
    }  # fmt: skip


def test_one_person_for_both_parties_or_in_two_parts_is_told(stage: Signings) -> None:
    first, second = stage.all("李焯芬 王偉明")
    stage.sign([(SIGNATORY, first)], [(SIGNATORY, first), (WITNESS, second), (ASSISTANT, second)])
    found = {one.kind: one for one in stage.problems()}
    assert found[ProblemKind.BOTH_PARTIES].severity is Severity.STOP
    assert found[ProblemKind.TWO_PARTS].people == (second,)
    assert found[ProblemKind.NO_ALTERNATE].severity is Severity.LOOK
    for language in Language:
        for one in found.values():
            assert one.say(Translator(language))
            assert one.way_out(Translator(language))


def test_a_signatory_at_two_tables_at_once_or_without_a_break_is_told(stage: Signings) -> None:
    first, *others = stage.all("李焯芬 甲 乙 丙 丁")
    for batch, other in zip((1, 1, 2, 4), others, strict=True):
        stage.sign([(SIGNATORY, first)], [(SIGNATORY, other)], batch=batch, title=f"第{batch}批{other.hex[-2:]}")
    found = [one for one in stage.problems() if one.kind in {ProblemKind.TWICE_AT_ONCE, ProblemKind.NO_TIME}]
    assert [(one.kind, one.severity, one.batch) for one in found] == [
        (ProblemKind.TWICE_AT_ONCE, Severity.STOP, 1), (ProblemKind.NO_TIME, Severity.LOOK, 1),
    ]  # fmt: skip


def test_a_signatory_who_stands_by_at_another_table_of_the_same_batch_is_told(stage: Signings) -> None:
    signs, a, b, c = stage.all("李焯芬 甲 乙 丙")
    first = stage.sign([(SIGNATORY, signs)], [(SIGNATORY, a)], title="一")
    second = stage.sign([(SIGNATORY, b)], [(SIGNATORY, c)], [(WITNESS, signs), (OFFICIATING, a)], title="二")
    (told,) = [one for one in stage.problems() if one.kind is ProblemKind.TWO_PLACES]
    assert (told.agreements, told.people, told.severity) == ((first, second), (signs,), Severity.LOOK)
    said = Translator(Language.EN)
    assert "Witness" in told.say(said) or "witness" in told.say(said)
    assert told.way_out(said)
    with stage.world.db.write() as session:
        agreements.move_agreement(session, second, batch=2, rank=1)
    assert ProblemKind.TWO_PLACES not in kinds(stage)


def test_drafts_are_told_the_day_before_and_stop_the_day_itself(stage: Signings) -> None:
    key = stage.sign([], [])
    with stage.world.db.write() as session:
        ceremony_things.make_copies(session, key, ("hant",))
    day = timedelta(days=1)
    assert ProblemKind.NOT_FINAL not in kinds(stage, now=NOON - 2 * day)
    assert kinds(stage, now=NOON - day)[ProblemKind.NOT_FINAL] is Severity.LOOK
    assert kinds(stage, now=NOON)[ProblemKind.NOT_FINAL] is Severity.STOP


def test_a_signatory_put_by_hand_where_the_other_party_sits_is_told(stage: Signings) -> None:
    host, guest = stage.all("李焯芬 王偉明")
    stage.sign([(SIGNATORY, host)], [(SIGNATORY, guest)])
    with stage.world.db.write() as session:
        key = stage_plans.add_plan(
            session, stage.summit.id, PlanDraft(Layout.SIGNING_TABLE, item_id=stage.item, batch=1)
        )
        assert [one.whom for one in stage_plans.plan(session, key).rows[0]] == [guest, host]
    assert ProblemKind.WRONG_SEAT not in kinds(stage)
    with stage.world.db.write() as session:
        stage_plans.move(session, key, host, 1, 1)
    assert kinds(stage)[ProblemKind.WRONG_SEAT] is Severity.LOOK


def test_signatories_of_unequal_rank_are_shown_and_not_forbidden(stage: Signings) -> None:
    high, low, equal = stage.all("李焯芬 王偉明 胡健民")
    stage.sign([(SIGNATORY, high)], [(SIGNATORY, low)], title="不等")
    stage.sign([(SIGNATORY, low)], [(SIGNATORY, equal)], batch=3, title="相等")
    with stage.world.db.write() as session:
        draft = ListDraft("名單", classes=(ClassDraft(1, "校長", ""), ClassDraft(2, "院長", "")))
        precedence_lists.add_list(session, stage.summit.id, draft)
        classes = [one.id for one in precedence_lists.order_lists(session, stage.summit.id)[0].classes]
        for key, place in ((high, 0), (low, 1), (equal, 1)):
            precedence.set_class(session, key, classes[place])
    (told,) = [one for one in stage.problems() if one.kind is ProblemKind.UNEQUAL_RANK]
    assert (told.severity, set(told.people)) == (Severity.NOTE, {high, low})


def test_between_six_signings_in_three_batches_nobody_is_in_two_places(stage: Signings) -> None:
    vip, helper, honour = stage.all("主禮 助簽 首長")
    with stage.world.db.write() as session:
        draft = draft_of(item_of(session, stage.item))
        change_item(session, stage.item, replace(draft, people=(PersonDraft(Part.OFFICIATING, honour),)))
    for number in range(6):
        host, guest = stage.all(f"港{number} 京{number}")
        witness = stage[f"證{number % 4}"]
        sides = [(SIGNATORY, host), (WITNESS, witness)], [(SIGNATORY, guest), (ASSISTANT, helper)]
        stage.sign(*sides, [(OFFICIATING, vip)], batch=number // 2 + 1, title=f"{number}")
    with stage.world.db.read() as session:
        found = ceremony_checks.transitions(session, stage.item)
        row = item_of(session, stage.item)
    assert [one.batch for one in found] == [1, 2, 3, None]
    assert [one.at for one in found] == [row.start + timedelta(minutes=8 * n) for n in range(4)]
    assert row.start == START
    on_stage: set[object] = set()
    for one in found:
        off, on, stay = ({each.who for each in part} for part in (one.off, one.on, one.stay))
        assert len(off | on | stay) == len(off) + len(on) + len(stay)
        assert off | stay == on_stage
        on_stage = (on_stage - off) | on
        assert {each.who for each in one.moves} <= stay
    assert not on_stage
    assert {vip, honour} <= {each.who for each in found[1].stay}
    assert vip not in {each.who for each in found[1].moves}


def test_an_alternate_takes_the_signatorys_place_everywhere_as_one_act_that_can_be_undone(stage: Signings) -> None:
    late, instead, host, vip = stage.all("李焯芬 王偉明 胡健民 黃克瀛")
    key = stage.sign([(SIGNATORY, host)], [(SIGNATORY, late), (ALTERNATE, instead)], [(OFFICIATING, vip)])
    db = stage.world.db
    with db.write() as session:
        plan = stage_plans.add_plan(
            session, stage.summit.id, PlanDraft(Layout.SIGNING_TABLE, item_id=stage.item, batch=1)
        )
        stage_plans.move(session, plan, late, 1, 1)
        session.get_one(Registration, late).role = "簽約"
        session.flush()
    before = stage.rows()
    with db.write() as session:
        done = ceremony_substitutes.substitute(session, stage.item, late, instead, " 李然 ", "航班延誤")
    (row,) = stage.rows()
    signing = {one.registration_id: one for one in row.of(SIGNATORY)}
    assert (done.agreements, done.item, list(done.moves)) == ((key,), False, [plan])
    assert signing.keys() == {instead, host}
    assert signing[instead].stands_for_id == late
    assert not row.of(ALTERNATE)
    assert (done.badge_is_new, done.badge_on_paper, done.role_before, done.role) == (True, False, "", "簽約")
    assert {PaperKind.SIGNING_SHEET, PaperKind.MC_TEXT, PaperKind.STAGE_PLAN} <= done.papers
    with db.read() as session:
        (kept,) = ceremony_substitutes.substitutions(session, stage.item)
        seated = stage_plans.plan(session, plan).rows[0]
    assert (kept.out.name, kept.stand_in.name, kept.approved_by, kept.why) == ("李焯芬", "王偉明", "李然", "航班延誤")
    assert (seated[0].whom, seated[0].by_hand) == (instead, True)
    with db.write() as session:
        take_back(session, done.action)
    assert stage.rows() == before
    with db.read() as session:
        assert not ceremony_substitutes.substitutions(session, stage.item)
        assert not badges.badges(session, stage.summit.id)


def test_a_substitution_at_one_agreement_leaves_the_others(stage: Signings) -> None:
    both, instead = stage.all("李焯芬 王偉明")
    keys = [stage.sign([(SIGNATORY, both)], [], batch=batch, title=f"{batch}") for batch in (1, 3)]
    with stage.world.db.write() as session:
        whole, first, third = (
            stage_plans.add_plan(
                session, stage.summit.id, PlanDraft(Layout.SIGNING_TABLE, item_id=stage.item, batch=batch)
            )
            for batch in (None, 1, 3)
        )
        for plan in (whole, third):
            stage_plans.move(session, plan, both, 1, 1)
    with stage.world.db.write() as session:
        done = ceremony_substitutes.substitute(session, stage.item, both, instead, "李然", agreement_id=keys[1])
        hands = {
            plan: {one.whom: one.by_hand for row in stage_plans.plan(session, plan).rows for one in row}
            for plan in (whole, first, third)
        }
    assert done.agreements == (keys[1],)
    assert [row.of(SIGNATORY)[0].registration_id for row in stage.rows()] == [both, instead]
    assert hands == {whole: {both: True, instead: False}, first: {both: False}, third: {instead: True}}
    assert {plan: {one.whom for one in moves} for plan, moves in done.moves.items()} == {
        whole: {instead}, third: {both, instead}
    }  # fmt: skip


def test_a_substitution_needs_a_word_a_part_and_somebody_who_comes(stage: Signings) -> None:
    first, second, stranger = stage.all("李焯芬 王偉明 過客")
    stage.sign([(SIGNATORY, first)], [])
    refusals = (
        (first, second, " ", ceremony_substitutes.NobodyApproved),
        (first, first, "李然", ceremony_substitutes.SameGuest),
        (stranger, second, "李然", ceremony_substitutes.NotNeeded),
    )
    for out, instead, by, error in refusals:
        with pytest.raises(error), stage.world.db.write() as session:
            ceremony_substitutes.substitute(session, stage.item, out, instead, by)
    with stage.world.db.write() as session:
        session.get_one(Registration, second).status = Status.CANCELLED
        session.flush()
    with pytest.raises(ceremony_substitutes.StandInAway), stage.world.db.write() as session:
        ceremony_substitutes.substitute(session, stage.item, first, second, "李然")
