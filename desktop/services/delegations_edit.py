"""Delegations are made, changed as a whole, and taken away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, clean_lines
from desktop.domain.visits import DelegationRole, Mode, Way
from desktop.errors import N_, UserError
from desktop.models import Delegation, DelegationPerson, Gift, Journey, Registration
from desktop.services.delegations_record import DelegationRow, NoSuchDelegation
from desktop.services.visits_rows import keep_rows
from desktop.storage.journal import journal_of


class DelegationNameless(UserError):
    code = "delegation_nameless"
    text = N_("A delegation needs a name in at least one language.")


class TwoLeaders(UserError):
    code = "two_leaders"
    text = N_("A delegation has one leader. Make the others deputies or members.")


class InDelegationTwice(UserError):
    code = "in_delegation_twice"
    text = N_("Nobody can be in one delegation twice.")


class NoSuchZone(UserError):
    code = "no_such_zone"
    text = N_("There is no time zone “{zone}”. Give it as in Asia/Shanghai.")


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """Somebody of a delegation, or who looks after it: a registration, or only a name."""

    registration_id: UUID | None = None
    name: str = ""
    role: DelegationRole = DelegationRole.MEMBER
    subgroup: str = ""
    room: str = ""
    languages: tuple[str, ...] = ()
    counterpart_id: UUID | None = None
    counterpart: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class JourneyDraft:
    """A journey of all, of a subgroup or of one guest; ``place`` where no site of the event is meant."""

    way: Way
    mode: Mode
    at: datetime
    number: str = ""
    site_id: UUID | None = None
    place: str = ""
    far_place: str = ""
    far_at: datetime | None = None
    far_zone: str = ""
    met_by_id: UUID | None = None
    met_by: str = ""
    registration_id: UUID | None = None
    subgroup: str = ""
    note: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GiftDraft:
    """A gift that a delegation brings, or gets."""

    text: str
    received: bool = False
    done: bool = False
    registration_id: UUID | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DelegationDraft:
    """A whole delegation as a form gives it; the order of ``people`` is theirs."""

    name: LocalName
    origin: str = ""
    purpose: str = ""
    host_line: str = ""
    languages: tuple[str, ...] = ()
    hotel: str = ""
    contacts: str = ""
    note: str = ""
    people: tuple[MemberDraft, ...] = ()
    journeys: tuple[JourneyDraft, ...] = ()
    gifts: tuple[GiftDraft, ...] = ()


def draft_of(row: DelegationRow) -> DelegationDraft:
    """What a form starts from; written back unchanged, nothing changes."""
    people = tuple(
        MemberDraft(
            one.who.registration_id, "" if one.who.registration_id else one.who.name, one.role, one.subgroup, one.room,
            one.languages,
            one.counterpart.registration_id if one.counterpart else None,
            one.counterpart.name if one.counterpart and one.counterpart.registration_id is None else "", one.id,
        )
        for one in row.people
    )  # fmt: skip
    journeys = tuple(
        JourneyDraft(
            one.way, one.mode, one.at, one.number, one.site_id,
            "" if one.site_id else one.place.hant or one.place.hans or one.place.en, one.far_place, one.far_at,
            one.far_zone, one.met_by.registration_id if one.met_by else None,
            one.met_by.name if one.met_by and one.met_by.registration_id is None else "", one.registration_id,
            one.subgroup, one.note, one.id,
        )
        for one in row.journeys
    )  # fmt: skip
    gifts = tuple(GiftDraft(one.text, one.received, one.done, one.who, one.id) for one in row.gifts)
    return DelegationDraft(
        row.name, row.origin, row.purpose, row.host_line, row.languages, row.hotel, row.contacts, row.note, people,
        journeys, gifts,
    )  # fmt: skip


def add_delegation(session: Session, event_id: UUID, draft: DelegationDraft) -> UUID:
    """Make a delegation. Raises what ``change_delegation`` raises."""
    row = Delegation(id=journal_of(session).new_id(), event_id=event_id)
    session.add(row)
    session.flush()
    change_delegation(session, row.id, draft)
    return row.id


def change_delegation(session: Session, delegation_id: UUID, draft: DelegationDraft) -> None:
    """Make a delegation what ``draft`` says: registered people who travel with it belong to it, others no more.

    Raises ``DelegationNameless``, ``TwoLeaders``, ``InDelegationTwice``, ``NoSuchZone`` or ``NoSuchDelegation``.
    """
    row = _living(session, delegation_id)
    draft = replace(draft, people=_settled(draft.people))
    _check(draft)
    row.name_hant, row.name_hans, row.name_en = map(clean, (draft.name.hant, draft.name.hans, draft.name.en))
    row.origin, row.purpose, row.host_line = map(clean, (draft.origin, draft.purpose, draft.host_line))
    row.languages, row.hotel = " ".join(draft.languages), clean(draft.hotel)
    row.contacts, row.note = clean_lines(draft.contacts), clean_lines(draft.note)
    owner = {"delegation_id": delegation_id}
    keep_rows(session, DelegationPerson, owner, ((one.id, _person(one, rank)) for rank, one in _ranked(draft.people)))
    keep_rows(session, Journey, owner, ((one.id, _journey(one)) for one in draft.journeys))
    keep_rows(session, Gift, owner, ((one.id, _gift(one, rank)) for rank, one in _ranked(draft.gifts)))
    _belong(session, delegation_id, {one.registration_id for one in draft.people if one.role.travels})


def remove_delegation(session: Session, delegation_id: UUID) -> None:
    """Take a delegation away; its people stay, and belong to none."""
    row = _living(session, delegation_id)
    _belong(session, delegation_id, set())
    for model in (DelegationPerson, Journey, Gift):
        keep_rows(session, model, {"delegation_id": delegation_id}, ())
    row.deleted_at = journal_of(session).now
    session.flush()


def with_role(draft: DelegationDraft, registration_id: UUID, role: DelegationRole) -> DelegationDraft:
    """``draft`` with a guest in a role; who led before is a member then."""
    people = []
    for one in draft.people:
        if one.registration_id == registration_id:
            continue
        demoted = role is DelegationRole.LEADER and one.role is role
        people.append(replace(one, role=DelegationRole.MEMBER) if demoted else one)
    known = next((one for one in draft.people if one.registration_id == registration_id), None)
    mine = replace(known, role=role) if known is not None else MemberDraft(registration_id, role=role)
    place = next((place for place, one in enumerate(draft.people) if one is known), len(people))
    return replace(draft, people=(*people[:place], mine, *people[place:]))


def _ranked(rows: Sequence[Any]) -> Any:
    return enumerate(rows, 1)


def _settled(people: Sequence[MemberDraft]) -> tuple[MemberDraft, ...]:
    return tuple(one for one in people if one.registration_id is not None or clean(one.name))


def _check(draft: DelegationDraft) -> None:
    if not any(map(clean, (draft.name.hant, draft.name.hans, draft.name.en))):
        raise DelegationNameless
    if sum(one.role is DelegationRole.LEADER for one in draft.people) > 1:
        raise TwoLeaders
    travelling = [one.registration_id for one in draft.people if one.role.travels and one.registration_id is not None]
    if len(set(travelling)) < len(travelling):
        raise InDelegationTwice
    for one in draft.journeys:
        try:
            ZoneInfo(one.far_zone or "UTC")
        except (KeyError, ValueError, OSError) as error:
            raise NoSuchZone(zone=one.far_zone) from error


def _living(session: Session, delegation_id: UUID) -> Delegation:
    row = session.get(Delegation, delegation_id)
    if row is None or row.deleted_at is not None:
        raise NoSuchDelegation(delegation=delegation_id, known="")
    return row


def _belong(session: Session, delegation_id: UUID, members: set[UUID | None]) -> None:
    """Let just ``members`` belong to a delegation; who does not come stays, so that they are of it if they do."""
    for row in session.scalars(select(Registration).where(Registration.delegation_id == delegation_id)):
        if row.id not in members and row.status.expected:
            row.delegation_id = None
    for row in session.scalars(select(Registration).where(Registration.id.in_([key for key in members if key]))):
        row.delegation_id = delegation_id
    session.flush()


def _person(one: MemberDraft, rank: int) -> dict[str, Any]:
    return {
        "registration_id": one.registration_id, "name": clean(one.name), "role": one.role, "rank": rank,
        "subgroup": clean(one.subgroup), "room": clean(one.room), "languages": " ".join(one.languages),
        "counterpart_id": one.counterpart_id, "counterpart": clean(one.counterpart),
    }  # fmt: skip


def _journey(one: JourneyDraft) -> dict[str, Any]:
    return {
        "way": one.way, "mode": one.mode, "at": one.at, "number": clean(one.number), "site_id": one.site_id,
        "place": clean(one.place), "far_place": clean(one.far_place), "far_at": one.far_at, "far_zone": one.far_zone,
        "met_by_id": one.met_by_id, "met_by": clean(one.met_by), "registration_id": one.registration_id,
        "subgroup": clean(one.subgroup), "note": clean_lines(one.note),
    }  # fmt: skip


def _gift(one: GiftDraft, rank: int) -> dict[str, Any]:
    return {
        "text": clean(one.text), "received": one.received, "done": one.done, "registration_id": one.registration_id,
        "rank": rank,
    }  # fmt: skip
