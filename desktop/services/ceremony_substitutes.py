"""Another guest comes on stage in the place of one who was to: everywhere at once, as one act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.agreements import SigningPart
from desktop.domain.paper_kinds import PaperKind
from desktop.errors import N_, UserError
from desktop.models import (
    Agreement,
    AgreementPerson,
    Badge,
    BadgePrint,
    ItemPerson,
    Registration,
    Substitution,
)
from desktop.services.badges import BadgeRow, badges, issue_badges
from desktop.services.precedence import Ranking
from desktop.services.programme import living_item
from desktop.services.reasons import LONGEST_LABEL, reason
from desktop.services.stage_names import GuestName, guest_names
from desktop.services.stage_plans import Plan, PlanMove, StagePlace, hand_over, moves, plan, plans
from desktop.services.taking_back import this_action
from desktop.storage.journal import journal_of


class NobodyApproved(UserError):
    code = "nobody_approved"
    text = N_("Say who approved that {name} comes in another's place.")


class NotNeeded(UserError):
    code = "not_needed"
    text = N_("{name} has no part in this ceremony. Nobody can come in their place.")


class StandInAway(UserError):
    code = "stand_in_away"
    text = N_("{name} has cancelled or declined, and can't come in another's place.")


class SameGuest(UserError):
    code = "same_guest"
    text = N_("{name} can't come in their own place. Choose another guest.")


@dataclass(frozen=True, slots=True)
class Substituted:
    """What one substitution changed; ``action`` is what ``taking_back.take_back`` undoes.

    ``agreements`` are the keys of those that have the stand-in now, ``item`` says whether the item's own people do;
    ``moves`` says by stage plan who stands elsewhere. ``badge`` is the stand-in's, new where ``badge_is_new``;
    ``badge_on_paper`` that it was printed before, so that it has to be printed again where the role on it changed.
    ``papers`` are the kinds that are not right any more.
    """

    action: UUID
    item_id: UUID
    out: GuestName
    stand_in: GuestName
    agreements: tuple[UUID, ...]
    item: bool
    moves: Mapping[UUID, tuple[PlanMove, ...]]
    badge: BadgeRow
    badge_is_new: bool
    badge_on_paper: bool
    role_before: str
    role: str
    papers: frozenset[PaperKind]


@dataclass(frozen=True, slots=True)
class SubstitutionRow:
    """That one guest came in another's place: who, for whom, when, with whose word, and why."""

    id: UUID
    item_id: UUID
    out: GuestName
    stand_in: GuestName
    at: datetime
    approved_by: str
    why: str


def substitute(
    session: Session,
    item_id: UUID,
    out: UUID,
    in_: UUID,
    approved_by: str,
    why: str = "",
    *,
    agreement_id: UUID | None = None,
) -> Substituted:
    """Let the registration ``in_`` do at an item all that ``out`` was to do, or only at one of its agreements.

    Agreements, the item's people and its stage plans have the stand-in then, who gets a badge where they have none,
    and the role of whose place they take where they have no own. Raises ``NobodyApproved``, ``SameGuest``,
    ``StandInAway``, ``NotNeeded``, ``SaidTooMuch`` or ``programme.NoSuchItem``.
    """
    names = guest_names(session, (out, in_))
    by, said = reason(approved_by, LONGEST_LABEL), reason(why)
    _check(names[out], names[in_], by)
    item = living_item(session, item_id)
    ranking = Ranking(session, item.event_id)
    before = [plan(session, one.id, ranking) for one in plans(session, item.event_id, item_id=item_id)]
    agreements = _in_agreements(session, item_id, out, in_, agreement_id)
    # Whoever still has a part in another agreement of the item keeps theirs in the item itself.
    stays = agreement_id is not None and _needed(session, item_id, out)
    alone = not stays and _in_item(session, item_id, out, in_)
    moved = _in_plans(session, before, out, in_, ranking, everywhere=agreement_id is None)
    if not (agreements or moved or alone):
        raise NotNeeded(name=names[out].name)
    session.add(
        Substitution(
            id=journal_of(session).new_id(), item_id=item_id, out_id=out, in_id=in_, at=journal_of(session).now,
            approved_by=by, why=said,
        )
    )  # fmt: skip
    new = issue_badges(session, item.event_id, [in_]) > 0
    badge = next(one for one in badges(session, item.event_id, registration_id=in_) if one.revoked_at is None)
    role_before = session.get_one(Registration, in_).role
    role = _take_role(session, out, in_)
    session.flush()
    return Substituted(
        action=this_action(session), item_id=item_id, out=names[out], stand_in=names[in_],
        agreements=tuple(agreements), item=alone, moves=moved, badge=badge, badge_is_new=new,
        badge_on_paper=_on_paper(session, badge.badge), role_before=role_before, role=role,
        papers=_papers(signing=bool(agreements), plans=bool(before)),
    )  # fmt: skip


def substitutions(session: Session, item_id: UUID) -> list[SubstitutionRow]:
    """Who came in whose place at an item, in the order in which it was decided."""
    query = select(Substitution).where(Substitution.item_id == item_id, Substitution.deleted_at.is_(None))
    rows = session.scalars(query.order_by(Substitution.at, Substitution.id)).all()
    names = guest_names(session, (key for row in rows for key in (row.out_id, row.in_id)))
    return [
        SubstitutionRow(row.id, row.item_id, names[row.out_id], names[row.in_id], row.at, row.approved_by, row.why)
        for row in rows
    ]


def _check(out: GuestName, stand_in: GuestName, by: str) -> None:
    if out.registration == stand_in.registration:
        raise SameGuest(name=out.name)
    if not stand_in.status.expected:
        raise StandInAway(name=stand_in.name)
    if not by:
        raise NobodyApproved(name=stand_in.name)


def _in_agreements(session: Session, item_id: UUID, out: UUID, in_: UUID, only: UUID | None) -> list[UUID]:
    """Give the stand-in the parts of ``out`` in the agreements; returns which these are.

    The row of whoever does not come stays on record, and the stand-in's names it. An alternate who takes the place
    of a signatory is no alternate of that party any more.
    """
    rows = _rows(session, item_id, (out, in_))
    theirs = [row for row, agreement in rows if row.registration_id == out and only in {None, agreement.id}]
    taken: list[UUID] = []
    for row in theirs:
        row.deleted_at = journal_of(session).now
        if row.part is SigningPart.ALTERNATE:
            continue
        taken.append(row.agreement_id)
        own = [
            one
            for one, _agreement in rows
            if one.registration_id == in_ and (one.agreement_id, one.party_id) == (row.agreement_id, row.party_id)
        ]
        for one in own:
            if one.part is SigningPart.ALTERNATE and row.part is SigningPart.SIGNATORY:
                one.deleted_at = journal_of(session).now
        if not any(one.part is row.part for one in own):
            session.add(
                AgreementPerson(
                    id=journal_of(session).new_id(), agreement_id=row.agreement_id, party_id=row.party_id,
                    registration_id=in_, stands_for_id=row.id, part=row.part, rank=row.rank,
                )
            )  # fmt: skip
    session.flush()
    return list(dict.fromkeys(taken))


def _rows(session: Session, item_id: UUID, guests: Sequence[UUID]) -> list[tuple[AgreementPerson, Agreement]]:
    query = (
        select(AgreementPerson, Agreement)
        .join(Agreement, Agreement.id == AgreementPerson.agreement_id)
        .where(
            Agreement.item_id == item_id, Agreement.deleted_at.is_(None), AgreementPerson.deleted_at.is_(None),
            AgreementPerson.registration_id.in_(guests),
        )
        .order_by(AgreementPerson.id)
    )  # fmt: skip
    return [(row, agreement) for row, agreement in session.execute(query)]


def _needed(session: Session, item_id: UUID, guest: UUID) -> bool:
    return any(row.part is not SigningPart.ALTERNATE for row, _agreement in _rows(session, item_id, (guest,)))


def _in_item(session: Session, item_id: UUID, out: UUID, in_: UUID) -> bool:
    """Give the stand-in the parts of ``out`` in the item itself; returns whether there were any."""
    alive = select(ItemPerson).where(ItemPerson.item_id == item_id, ItemPerson.deleted_at.is_(None))
    own = {row.part for row in session.scalars(alive.where(ItemPerson.registration_id == in_))}
    rows = session.scalars(alive.where(ItemPerson.registration_id == out)).all()
    for row in rows:
        _hand_over(session, row, in_, gone=row.part in own)
    return bool(rows)


def _in_plans(
    session: Session, before: Iterable[Plan], out: UUID, in_: UUID, ranking: Ranking, *, everywhere: bool
) -> dict[UUID, tuple[PlanMove, ...]]:
    """Give the stand-in what was done by hand for ``out`` on the item's plans; returns who stands elsewhere, by plan.

    Those with a part are on a plan by themselves. Whoever keeps one, at another agreement, keeps their place.
    """
    found: dict[UUID, tuple[PlanMove, ...]] = {}
    for then in before:
        was, still = _on(then, out), _on(plan(session, then.row.id, ranking), out)
        if was is not None and (everywhere or was.of_item) and not (still is not None and still.of_item):
            hand_over(session, then.row.id, out, in_)
        if changed := moves(then, plan(session, then.row.id, ranking)):
            found[then.row.id] = tuple(changed)
    return found


def _on(shown: Plan, whom: UUID) -> StagePlace | None:
    return next((one for row in shown.rows for one in row if one.whom == whom), None)


def _hand_over(session: Session, row: Any, in_: UUID, *, gone: bool) -> None:
    """Let a row be the stand-in's; where they have one already, theirs is enough."""
    if gone:
        row.deleted_at = journal_of(session).now
    else:
        row.registration_id = in_
    session.flush()


def _take_role(session: Session, out: UUID, in_: UUID) -> str:
    before, after = session.get_one(Registration, out), session.get_one(Registration, in_)
    if not after.role and before.role:
        after.role = before.role
    return after.role


def _on_paper(session: Session, badge_id: UUID) -> bool:
    printed = select(BadgePrint.id).join(Badge, Badge.id == BadgePrint.badge_id).where(Badge.id == badge_id)
    return session.scalars(printed.limit(1)).first() is not None


def _papers(*, signing: bool, plans: bool) -> frozenset[PaperKind]:
    found = {PaperKind.AGENDA, PaperKind.RUN_SHEET, PaperKind.CUE_CARDS, PaperKind.MC_TEXT, PaperKind.TABLE_CARDS}
    if signing:
        found.add(PaperKind.SIGNING_SHEET)
    if plans:
        found |= {PaperKind.STAGE_PLAN, PaperKind.PLACE_LIST}
    return frozenset(found)
