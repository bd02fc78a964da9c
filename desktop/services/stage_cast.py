"""Who is on a stage plan: the people of its item and those who were chosen for it, in the order that rules want."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.agreements import Side, SigningPart
from desktop.domain.programme import Part
from desktop.domain.seating import Layout, Standing
from desktop.models import EventHost, HostRole, ItemPerson, Post, Registration, StagePerson, StagePlan
from desktop.services.agreements import AgreementRow, PersonRow, agreements
from desktop.services.precedence import Ranking

Whom = UUID | str
"""A registration, or the name of somebody who is not registered."""

_SIGNING = frozenset({Layout.SIGNING_TABLE, Layout.CHAIR, Layout.BATCH})
_CREW = frozenset({Part.MC, Part.INTERPRETER, Part.USHER})
STANDING_BY = frozenset({Part.OFFICIATING, Part.WITNESS})
"""The parts of an item whose people are on stage while others sign."""
_LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a plan; ``of_item`` says that they are there by the item's own parts.

    ``order`` is that within a party, or among those who are not registered.
    """

    whom: Whom
    side: Side = Side.NONE
    part: SigningPart | None = None
    signing: int = 0
    order: tuple[int, ...] = ()
    of_item: bool = True


@dataclass(frozen=True, slots=True)
class Instead:
    """That ``into`` comes in the place of ``out``."""

    out: Whom
    into: Whom


def members(
    session: Session,
    plan: StagePlan,
    chosen: Sequence[StagePerson],
    instead: Instead | None = None,
    ranking: Ranking | None = None,
) -> list[Member]:
    """Who is on ``plan``, the highest first; of a party, in the party's own order. ``ranking`` is one that is known."""
    found = _of_item(session, plan)
    sides: dict[Whom, Side] = {whom_of(one): one.side for one in chosen if one.side is not Side.NONE}
    found += [Member(whom_of(one), order=(one.rank,), of_item=False) for one in chosen if one.rank]
    if instead is not None:
        found = _replaced(found, instead)
        sides.setdefault(instead.into, sides.get(instead.out, Side.NONE))
    once = _once(found)
    if plan.layout is Layout.INTERLEAVED:
        hosts = _hosts(session, plan.event_id, [one.whom for one in once])
        once = [replace(one, side=_met(one, hosts)) for one in once]
    once = [replace(one, side=sides.get(one.whom) or one.side) for one in once]
    return _in_order(plan, once, ranking or Ranking(session, plan.event_id))


def standing(people: Iterable[Member]) -> list[Standing[Whom]]:
    """What the rules are told of them."""
    return [Standing(one.whom, one.side, one.part, one.signing) for one in people]


def whom_of(row: StagePerson | ItemPerson | PersonRow) -> Whom:
    """Whom a row names."""
    return row.registration_id if row.registration_id is not None else row.name


def _of_item(session: Session, plan: StagePlan) -> list[Member]:
    if plan.item_id is None:
        return []
    every = agreements(session, item_id=plan.item_id)
    signed = [one for one in every if plan.batch in {None, one.batch}]
    query = select(ItemPerson).where(ItemPerson.item_id == plan.item_id, ItemPerson.deleted_at.is_(None))
    people = session.scalars(query.order_by(ItemPerson.rank, ItemPerson.id))
    if not signed:
        return [Member(whom_of(one), order=(one.rank,)) for one in people if one.part not in _CREW]
    # Of those whom no agreement names, guests of honour and common witnesses are on stage while others sign.
    named = {whom_of(one) for agreement in every for one in agreement.people}
    return [member for signing, one in enumerate(signed, 1) for member in _of_agreement(one, signing)] + [
        Member(whom_of(one), part=SigningPart.OFFICIATING, order=(one.rank,))
        for one in people
        if one.part in STANDING_BY and whom_of(one) not in named
    ]


def _of_agreement(agreement: AgreementRow, signing: int) -> list[Member]:
    """Those on stage at it: all but the alternates."""
    sides, ranks = _sides(agreement), {party.id: party.rank for party in agreement.parties}
    found = []
    for one in agreement.people:
        if one.part is SigningPart.ALTERNATE:
            continue
        if one.party_id is None or one.part is SigningPart.OFFICIATING:
            found.append(Member(whom_of(one), part=SigningPart.OFFICIATING, signing=signing))
        else:
            order = (signing, ranks.get(one.party_id, 0), one.rank)
            found.append(Member(whom_of(one), sides.get(one.party_id, Side.NONE), one.part, signing, order))
    return found


def _sides(agreement: AgreementRow) -> dict[UUID, Side]:
    """Each party's side. Where nobody says who is host it is the first party that is not said to be a guest."""
    said = any(party.side is Side.HOST for party in agreement.parties)
    found: dict[UUID, Side] = {}
    for party in agreement.parties:
        host = party.side is Side.HOST or (party.side is Side.NONE and not said)
        found[party.id] = Side.HOST if host else Side.GUEST
        said = said or host
    return found


def _replaced(people: Iterable[Member], instead: Instead) -> list[Member]:
    return [
        replace(one, whom=instead.into) if one.whom == instead.out else one
        for one in people
        if one.whom != instead.into
    ]


def _once(people: Iterable[Member]) -> list[Member]:
    """Everybody once, who signs anywhere as a signatory."""
    found: dict[Whom, Member] = {}
    for one in people:
        before = found.get(one.whom)
        if before is None or (one.part is SigningPart.SIGNATORY and before.part is not SigningPart.SIGNATORY):
            found[one.whom] = one
    return list(found.values())


def _met(member: Member, hosts: frozenset[Whom]) -> Side:
    """On which side somebody meets the others."""
    if member.side is not Side.NONE:
        return member.side
    return Side.HOST if member.whom in hosts else Side.GUEST


def _hosts(session: Session, event_id: UUID, people: Iterable[Whom]) -> frozenset[Whom]:
    """Those of ``people`` who hold a post at an organisation that holds the event."""
    query = (
        select(Registration.id)
        .join(Post, Post.person_id == Registration.person_id)
        .join(EventHost, EventHost.organisation_id == Post.organisation_id)
        .where(
            Registration.id.in_([one for one in people if isinstance(one, UUID)]), Post.deleted_at.is_(None),
            EventHost.event_id == event_id, EventHost.role == HostRole.HOST, EventHost.deleted_at.is_(None),
        )
    )  # fmt: skip
    return frozenset(session.scalars(query))


def _in_order(plan: StagePlan, people: Sequence[Member], ranking: Ranking) -> list[Member]:
    keys = [one.whom for one in people if isinstance(one.whom, UUID)]
    places: Mapping[Whom, int] = {row.registration_id: row.place for row in ranking.of(keys)}

    def key(one: Member) -> tuple[object, ...]:
        of_party = plan.layout in _SIGNING and one.part is not None and one.part is not SigningPart.OFFICIATING
        return (0, *one.order) if of_party else (1, places.get(one.whom, _LAST), *one.order)

    return sorted(people, key=key)
