"""Plans of stages, tables, photographs and cars: who is where by rule, and what was changed by hand.

A row of ``StagePerson`` with ``rank`` 0 says only where somebody is put who is there by the item's own parts; it holds
nobody on the plan who left the item.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.agreements import Side
from desktop.domain.programme import ItemKind
from desktop.domain.seating import (
    Convention,
    Layout,
    Pins,
    Placed,
    Rows,
    Setting,
    arrange,
    moved,
    traffic_of,
)
from desktop.domain.text import clean
from desktop.errors import N_, UserError
from desktop.models import Event, ProgrammeItem, StagePerson, StagePlan
from desktop.services.agreements import agreements
from desktop.services.precedence import Ranking
from desktop.services.programme import living_item
from desktop.services.stage_cast import Instead, Member, Whom, members, standing, whom_of
from desktop.services.stage_names import GuestName, guest_names
from desktop.services.stage_plan_rows import Plan, PlanDraft, PlanMove, PlanRow, StagePlace
from desktop.storage.journal import journal_of

__all__ = [
    "BadRows", "BadSpot", "NoSuchPlan", "NotOnPlan", "Plan", "PlanDraft", "PlanMove", "PlanNameTooLong", "PlanRow",
    "StagePlace", "ThereByItem", "Whom", "add_people", "add_plan", "change_plan", "hand_made", "hand_over", "move",
    "moves", "plan", "plans", "release_hand", "remove_person", "remove_plan", "set_side", "substitute", "substitution",
    "suggested", "usual_convention",
]  # fmt: skip

LONGEST_NAME = 120
MOST_ROWS = 50
ABREAST = 12
"""So many stand in a row of a photo for which nobody said how many."""


class NoSuchPlan(UserError):
    code = "no_such_plan"
    text = N_("This plan was taken away meanwhile.")


class PlanNameTooLong(UserError):
    code = "plan_name_too_long"
    text = N_("A plan's name has at most {most} characters; this one has {length}.")


class BadRows(UserError):
    code = "bad_rows"
    text = N_("A plan has from 1 to {most} rows, each of at least one place.")


class NotOnPlan(UserError):
    code = "not_on_plan"
    text = N_("This person is not on the plan any more.")


class BadSpot(UserError):
    code = "bad_spot"
    text = N_("Rows and places are counted from 1.")


class ThereByItem(UserError):
    code = "there_by_item"
    text = N_("This person is on the plan because of their part in the item. Change it there.")


def plans(session: Session, event_id: UUID, *, item_id: UUID | None = None) -> list[PlanRow]:
    """The plans of an event, or of one item, in the order in which they were made; none of items taken away."""
    query = (
        select(StagePlan)
        .outerjoin(ProgrammeItem, ProgrammeItem.id == StagePlan.item_id)
        .where(
            StagePlan.event_id == event_id, StagePlan.deleted_at.is_(None), ProgrammeItem.deleted_at.is_(None)
        )
    )  # fmt: skip
    if item_id is not None:
        query = query.where(StagePlan.item_id == item_id)
    return [_row(one) for one in session.scalars(query.order_by(StagePlan.id))]


def plan(session: Session, plan_id: UUID, ranking: Ranking | None = None) -> Plan:
    """A plan with everybody where rule and hand put them; of several, each with the same ``ranking``.

    Raises ``NoSuchPlan``.
    """
    stage = _alive(session, plan_id)
    chosen = _chosen(session, plan_id)
    people = members(session, stage, chosen, ranking=ranking)
    return _plan(session, stage, people, _placed(session, stage, people, _pins(chosen)))


def hand_made(session: Session, plan_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of ``plan_ids`` on which somebody was put somewhere by hand."""
    query = select(StagePerson.plan_id).where(
        StagePerson.plan_id.in_(list(plan_ids)), StagePerson.deleted_at.is_(None), StagePerson.row.is_not(None)
    )
    return frozenset(session.scalars(query))


def suggested(session: Session, item_id: UUID, batch: int | None = None) -> PlanDraft:
    """The plan that an item, or a batch of its signings, most likely wants."""
    item = living_item(session, item_id)
    signed = [one for one in agreements(session, item_id=item_id) if batch in {None, one.batch}]
    layout = Layout.PHOTO if item.kind is ItemKind.PHOTO else Layout.ROSTRUM
    if signed:
        several = any(len(one.parties) > 2 for one in signed)
        layout = Layout.BATCH if len(signed) > 1 else Layout.CHAIR if several else Layout.SIGNING_TABLE
    rows = 1
    if layout is Layout.PHOTO:
        shown = StagePlan(id=item_id, event_id=item.event_id, item_id=item_id, batch=batch, layout=layout)
        rows = min(max(-(-len(members(session, shown, ())) // ABREAST), 1), MOST_ROWS)
    return PlanDraft(
        layout, convention=usual_convention(session, item.event_id), rows=rows, item_id=item_id, batch=batch
    )


def usual_convention(session: Session, event_id: UUID) -> Convention:
    """The convention that an event goes by where a plan doesn't say otherwise."""
    return session.get_one(Event, event_id).convention


def add_plan(session: Session, event_id: UUID, draft: PlanDraft) -> UUID:
    """Make a plan; the people of its item are on it. Raises ``BadRows``, ``PlanNameTooLong`` or ``NoSuchItem``."""
    made = StagePlan(id=journal_of(session).new_id(), event_id=event_id, layout=draft.layout)
    _fill(session, made, draft)
    session.add(made)
    session.flush()
    return made.id


def change_plan(session: Session, plan_id: UUID, draft: PlanDraft) -> None:
    """Make a plan what ``draft`` says; who was put somewhere by hand stays there.

    Raises ``NoSuchPlan``, ``BadRows``, ``PlanNameTooLong`` or ``programme.NoSuchItem``.
    """
    _fill(session, _alive(session, plan_id), draft)
    session.flush()


def remove_plan(session: Session, plan_id: UUID) -> None:
    """Take a plan away. Raises ``NoSuchPlan``."""
    stage, moment = _alive(session, plan_id), journal_of(session).now
    for one in (*_chosen(session, plan_id), stage):
        one.deleted_at = moment
    session.flush()


def add_people(session: Session, plan_id: UUID, people: Iterable[Whom], side: Side = Side.NONE) -> None:
    """Put people on a plan who are not there by its item; who is there already stays as they are.

    Raises ``NoSuchPlan``.
    """
    stage = _alive(session, plan_id)
    chosen = _chosen(session, plan_id)
    there = {one.whom for one in members(session, stage, chosen)}
    rank = max((one.rank for one in chosen), default=0)
    for whom in dict.fromkeys(clean(one) if isinstance(one, str) else one for one in people):
        if whom and whom not in there:
            rank += 1
            _add(session, plan_id, whom, rank).side = side
    session.flush()


def remove_person(session: Session, plan_id: UUID, whom: Whom) -> None:
    """Take somebody off a plan. Raises ``NoSuchPlan``, ``NotOnPlan``, or ``ThereByItem`` for who has a part in it."""
    there = _find(plan(session, plan_id), whom)
    if there.of_item:
        raise ThereByItem
    for one in _chosen(session, plan_id):
        if whom_of(one) == whom:
            one.deleted_at = journal_of(session).now
    session.flush()


def set_side(session: Session, plan_id: UUID, whom: Whom, side: Side) -> None:
    """Say whether somebody is of the hosts or the guests; ``NONE`` leaves it to item and rule.

    Raises ``NoSuchPlan`` or ``NotOnPlan``.
    """
    _find(plan(session, plan_id), whom)
    _said_of(session, plan_id, whom).side = side
    session.flush()


def move(session: Session, plan_id: UUID, whom: Whom, row: int, place: int) -> Plan:
    """Put somebody at a place, counted from 1, by hand; others are placed by rule around them.

    Who was put there by hand before changes places with them. In a photo, a place behind the last row makes one row
    more. Raises ``NoSuchPlan``, ``NotOnPlan`` or ``BadSpot``.
    """
    if row < 1 or place < 1:
        raise BadSpot
    before = plan(session, plan_id)
    there = _find(before, whom)
    if before.row.layout is Layout.PHOTO and not before.row.row_sizes and len(before.rows) < row <= MOST_ROWS:
        _alive(session, plan_id).rows = row
    for other in [one for each in before.rows[row - 1 : row] for one in each]:
        if other.place == place and other.by_hand and other.whom != whom:
            _put(session, plan_id, other.whom, (there.row, there.place))
    _put(session, plan_id, whom, (row, place))
    session.flush()
    return plan(session, plan_id)


def release_hand(session: Session, plan_id: UUID, whom: Whom | None = None) -> None:
    """Let the rule place somebody again, or everybody. Raises ``NoSuchPlan``."""
    _alive(session, plan_id)
    for one in _chosen(session, plan_id):
        if whom is None or whom_of(one) == whom:
            one.row = one.place = None
            if not one.rank and one.side is Side.NONE:
                one.deleted_at = journal_of(session).now
    session.flush()


def substitution(session: Session, plan_id: UUID, out: Whom, into: Whom) -> list[PlanMove]:
    """Who would stand elsewhere if ``into`` came in the place of ``out``; nothing is written.

    ``into`` has the part of ``out`` and what was done for them by hand, else the place that the rule gives to their
    own rank. Raises ``NoSuchPlan`` or ``NotOnPlan``.
    """
    stage, chosen = _alive(session, plan_id), _chosen(session, plan_id)
    before = plan(session, plan_id)
    _find(before, out)
    people = members(session, stage, chosen, Instead(out, into))
    pins = _pins(chosen)
    if out in pins:
        pins.setdefault(into, pins.pop(out))
    return moves(before, _plan(session, stage, people, _placed(session, stage, people, pins)))


def substitute(session: Session, plan_id: UUID, out: Whom, into: Whom) -> list[PlanMove]:
    """Let ``into`` come in the place of ``out`` and say who stands elsewhere, from where to where.

    Whoever is on stage by the item's own parts is to be replaced there in the same transaction, after this. Raises as
    ``substitution`` does.
    """
    found = substitution(session, plan_id, out, into)
    hand_over(session, plan_id, out, into)
    return found


def hand_over(session: Session, plan_id: UUID, out: Whom, into: Whom) -> None:
    """Let hold of ``into`` what was done on a plan by hand for ``out``, unless something was done for themselves."""
    chosen = _chosen(session, plan_id)
    own = next((one for one in chosen if whom_of(one) == into), None)
    for one in [one for one in chosen if whom_of(one) == out]:
        if own is None:
            _name(one, into)
        else:
            own.rank = own.rank or one.rank
            own.side = own.side or one.side
            if own.row is None:
                own.row, own.place = one.row, one.place
            one.deleted_at = journal_of(session).now
    session.flush()


def moves(before: Plan, after: Plan) -> list[PlanMove]:
    """Who stands elsewhere ``after`` than ``before``; who left comes last."""
    known = {one.whom: one for each in (before, after) for row in each.rows for one in row}
    return [
        PlanMove(one.person, known[one.person].name, known[one.person].guest, one.before, one.after)
        for one in moved(_bare(before), _bare(after))
    ]


def _bare(shown: Plan) -> Rows[Whom]:
    return tuple(tuple(Placed(one.whom, one.side, one.spot, one.rank) for one in row) for row in shown.rows)


def _placed(session: Session, stage: StagePlan, people: Sequence[Member], pins: Pins[Whom]) -> Rows[Whom]:
    setting = Setting(
        layout=stage.layout,
        convention=stage.convention,
        rows=stage.rows,
        sizes=_sizes(stage),
        traffic=traffic_of(session.get_one(Event, stage.event_id).zone),
    )
    return arrange(standing(people), setting, pins)


def _pins(chosen: Iterable[StagePerson]) -> dict[Whom, tuple[int, int]]:
    return {whom_of(one): (one.row, one.place) for one in chosen if one.row is not None and one.place is not None}


def _plan(session: Session, stage: StagePlan, people: Sequence[Member], rows: Rows[Whom]) -> Plan:
    by_whom = {one.whom: one for one in people}
    known = guest_names(session, [one.whom for one in people if isinstance(one.whom, UUID)])
    shown = tuple(
        tuple(_stage_place(one, (r, p), known, by_whom[one.person]) for p, one in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
    return Plan(_row(stage), shown)


def _stage_place(
    one: Placed[Whom], at: tuple[int, int], known: dict[UUID | None, GuestName], member: Member
) -> StagePlace:
    guest = known.get(one.person) if isinstance(one.person, UUID) else None
    name = guest.name if guest is not None else str(one.person)
    return StagePlace(
        one.person, name, guest, one.side, one.spot, one.rank, one.label, one.signing, *at, one.by_hand, member.of_item
    )


def _find(shown: Plan, whom: Whom) -> StagePlace:
    for row in shown.rows:
        for one in row:
            if one.whom == whom:
                return one
    raise NotOnPlan


def _put(session: Session, plan_id: UUID, whom: Whom, at: tuple[int, int]) -> None:
    said = _said_of(session, plan_id, whom)
    said.row, said.place = at


def _said_of(session: Session, plan_id: UUID, whom: Whom) -> StagePerson:
    """What is said of somebody on a plan, made where there is nothing yet."""
    for one in _chosen(session, plan_id):
        if whom_of(one) == whom:
            return one
    return _add(session, plan_id, whom, 0)


def _add(session: Session, plan_id: UUID, whom: Whom, rank: int) -> StagePerson:
    made = StagePerson(id=journal_of(session).new_id(), plan_id=plan_id, rank=rank)
    _name(made, whom)
    session.add(made)
    return made


def _name(row: StagePerson, whom: Whom) -> None:
    row.registration_id, row.name = (whom, "") if isinstance(whom, UUID) else (None, whom)


def _chosen(session: Session, plan_id: UUID) -> Sequence[StagePerson]:
    query = select(StagePerson).where(StagePerson.plan_id == plan_id, StagePerson.deleted_at.is_(None))
    return session.scalars(query.order_by(StagePerson.rank, StagePerson.id)).all()


def _alive(session: Session, plan_id: UUID) -> StagePlan:
    found = session.get(StagePlan, plan_id)
    if found is None or found.deleted_at is not None:
        raise NoSuchPlan
    return found


def _fill(session: Session, stage: StagePlan, draft: PlanDraft) -> None:
    name = clean(draft.name)
    if len(name) > LONGEST_NAME:
        raise PlanNameTooLong(most=LONGEST_NAME, length=len(name))
    if not 1 <= draft.rows <= MOST_ROWS or len(draft.row_sizes) > MOST_ROWS or any(n < 1 for n in draft.row_sizes):
        raise BadRows(most=MOST_ROWS)
    if draft.item_id is not None:
        living_item(session, draft.item_id)
    stage.name, stage.layout, stage.convention, stage.rows = name, draft.layout, draft.convention, draft.rows
    stage.row_sizes = ",".join(map(str, draft.row_sizes))
    stage.item_id, stage.batch = draft.item_id, draft.batch


def _sizes(stage: StagePlan) -> tuple[int, ...]:
    return tuple(int(size) for size in stage.row_sizes.split(",") if size.isdecimal())


def _row(stage: StagePlan) -> PlanRow:
    return PlanRow(
        stage.id, stage.event_id, stage.item_id, stage.batch, stage.name, stage.layout, stage.convention, stage.rows,
        _sizes(stage),
    )  # fmt: skip
