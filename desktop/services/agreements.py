"""Agreements signed on stage: title, parties, people, order within a batch; read whole, changed by a draft."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.domain.agreements import DocumentState, Side, SigningPart, SigningStep, signing_steps
from desktop.domain.text import LocalName, clean, clean_lines
from desktop.errors import N_, UserError
from desktop.models import (
    Agreement,
    AgreementDocument,
    AgreementParty,
    AgreementPerson,
    Organisation,
    ProgrammeItem,
)
from desktop.services.programme import living_item
from desktop.services.stage_names import GuestName, guest_names
from desktop.storage.journal import journal_of


class AgreementNameless(UserError):
    code = "agreement_nameless"
    text = N_("Give the agreement a title, in one language at least.")


class PartyTwice(UserError):
    code = "party_twice"
    text = N_("“{organisation}” is named twice as a party. Name each party once.")


class NoSuchAgreement(UserError):
    code = "no_such_agreement"
    text = N_("This agreement was taken away meanwhile.")


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person at a signing: a registration, or a ``name`` for somebody who is not registered."""

    part: SigningPart
    registration_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """A party with its people, in order within each part."""

    organisation_id: UUID
    side: Side = Side.NONE
    people: tuple[PersonDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """An agreement as a form gives it; ``people`` are those of no party. Parties stand in the order of signing.

    ``rank`` is its place within the batch, from 1; None is the last.
    """

    title: LocalName
    batch: int = 1
    rank: int | None = None
    note: str = ""
    parties: tuple[PartyDraft, ...] = ()
    people: tuple[PersonDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person at a signing; ``guest`` is None for who is not registered, then ``name`` stands there.

    ``stands_for`` is in whose place they came, ``stands_for_id`` that one's registration.
    """

    id: UUID
    agreement_id: UUID
    party_id: UUID | None
    registration_id: UUID | None
    name: str
    part: SigningPart
    rank: int
    guest: GuestName | None = None
    stands_for_id: UUID | None = None
    stands_for: GuestName | None = None

    @property
    def shown(self) -> str:
        """The name as its owner writes it first."""
        return self.guest.name if self.guest is not None else self.name

    @property
    def who(self) -> UUID | str:
        """What is the same for the same human being."""
        return self.registration_id or self.name


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party; ``rank`` from 1 is the order in which parties are named and sign."""

    id: UUID
    organisation_id: UUID
    organisation: LocalName
    side: Side
    rank: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One copy in one language (``hant``, ``hans`` or ``en``), kept by a party."""

    id: UUID
    agreement_id: UUID
    party_id: UUID | None
    language: str
    state: DocumentState
    rank: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement with all that belongs to it; parties in order, people by party, part and rank."""

    id: UUID
    event_id: UUID
    item_id: UUID
    title: LocalName
    batch: int
    rank: int
    note: str
    parties: tuple[PartyRow, ...]
    people: tuple[PersonRow, ...]
    documents: tuple[DocumentRow, ...]

    def of(self, part: SigningPart, party_id: UUID | None = None) -> tuple[PersonRow, ...]:
        """Those with a part, of one party or of all, in order."""
        return tuple(one for one in self.people if one.part is part and party_id in {None, one.party_id})

    @property
    def steps(self) -> list[SigningStep]:
        """Who signs which copy when; signer and keeper are keys of ``parties``."""
        return signing_steps([party.id for party in self.parties])

    def reached(self, state: DocumentState) -> int:
        """How many of its documents have come at least as far as ``state``."""
        return sum(one.state.reached(state) for one in self.documents)


def agreements(session: Session, *, event_id: UUID | None = None, item_id: UUID | None = None) -> list[AgreementRow]:
    """The agreements of an item, or of a whole event, by item, batch and place in it."""
    of = Agreement.item_id == item_id if item_id is not None else Agreement.event_id == event_id
    return _read(session, of)


def agreement(session: Session, agreement_id: UUID) -> AgreementRow:
    """One agreement. Raises ``NoSuchAgreement``."""
    found = _read(session, Agreement.id == agreement_id)
    if not found:
        raise NoSuchAgreement
    return found[0]


def draft_of(row: AgreementRow) -> AgreementDraft:
    """The draft that leaves an agreement as it is; ``dataclasses.replace`` makes of it what is to change."""

    def people(party_id: UUID | None) -> tuple[PersonDraft, ...]:
        return tuple(
            PersonDraft(one.part, one.registration_id, one.name) for one in row.people if one.party_id == party_id
        )

    parties = tuple(PartyDraft(one.organisation_id, one.side, people(one.id)) for one in row.parties)
    return AgreementDraft(row.title, row.batch, row.rank, row.note, parties, people(None))


def add_agreement(session: Session, item_id: UUID, draft: AgreementDraft) -> UUID:
    """Let an agreement be signed in an item; raises ``AgreementNameless``, ``PartyTwice``, or ``NoSuchItem``."""
    _check(session, draft)
    item = living_item(session, item_id)
    key = journal_of(session).new_id()
    rank = draft.rank if draft.rank is not None else _last(session, item_id, draft.batch) + 1
    session.add(Agreement(id=key, event_id=item.event_id, item_id=item_id, batch=draft.batch, rank=rank))
    session.flush()
    change_agreement(session, key, draft)
    return key


def change_agreement(session: Session, agreement_id: UUID, draft: AgreementDraft) -> None:
    """Make an agreement what ``draft`` says; parties and people who stay keep their documents and who they stand for.

    Raises ``AgreementNameless``, ``PartyTwice``, or ``NoSuchAgreement`` where it was taken away meanwhile.
    """
    _check(session, draft)
    row = _alive(session, agreement_id)
    title = draft.title
    row.title_hant, row.title_hans, row.title_en = clean(title.hant), clean(title.hans), clean(title.en)
    row.note, row.batch = clean_lines(draft.note), max(draft.batch, 1)
    row.rank = draft.rank if draft.rank is not None else row.rank
    parties = _set_parties(session, agreement_id, draft.parties)
    wanted: list[tuple[UUID | None, PersonDraft]] = [(None, one) for one in draft.people]
    for key, party in zip(parties, draft.parties, strict=True):
        wanted += [(key, one) for one in party.people]
    _set_people(session, agreement_id, wanted)
    session.flush()


def remove_agreement(session: Session, agreement_id: UUID) -> None:
    """Take an agreement away with its parties, people and documents. Raises ``NoSuchAgreement``."""
    moment = journal_of(session).now
    _alive(session, agreement_id).deleted_at = moment
    hanging: tuple[Any, ...] = (AgreementDocument, AgreementPerson, AgreementParty)
    for model in hanging:
        _drop(session, _hanging(session, model, [agreement_id]))
    session.flush()


def move_agreement(session: Session, agreement_id: UUID, *, batch: int, rank: int) -> None:
    """Let an agreement be the ``rank``-th of a ``batch``, both from 1; others close up. Raises ``NoSuchAgreement``."""
    moved = _alive(session, agreement_id)
    before, moved.batch = moved.batch, max(batch, 1)
    query = select(Agreement).where(Agreement.item_id == moved.item_id, Agreement.deleted_at.is_(None))
    others = [one for one in session.scalars(query.order_by(Agreement.rank, Agreement.id)) if one is not moved]
    for number in {before, moved.batch}:
        order = [one for one in others if one.batch == number]
        if number == moved.batch:
            order.insert(max(rank, 1) - 1, moved)
        for place, one in enumerate(order, 1):
            one.rank = place
    session.flush()


def _check(session: Session, draft: AgreementDraft) -> None:
    if not any(map(clean, (draft.title.hant, draft.title.hans, draft.title.en))):
        raise AgreementNameless
    seen: set[UUID] = set()
    for party in draft.parties:
        if party.organisation_id in seen:
            body = session.get_one(Organisation, party.organisation_id)
            raise PartyTwice(organisation=body.name_zh or body.name_en)
        seen.add(party.organisation_id)


def _alive(session: Session, agreement_id: UUID) -> Agreement:
    row = session.get(Agreement, agreement_id)
    if row is None or row.deleted_at is not None:
        raise NoSuchAgreement
    living_item(session, row.item_id)
    return row


def _last(session: Session, item_id: UUID, batch: int) -> int:
    query = select(func.max(Agreement.rank)).where(
        Agreement.item_id == item_id, Agreement.batch == batch, Agreement.deleted_at.is_(None)
    )
    return session.scalar(query) or 0


def _set_parties(session: Session, agreement_id: UUID, wanted: Sequence[PartyDraft]) -> list[UUID]:
    known = {one.organisation_id: one for one in _hanging(session, AgreementParty, [agreement_id])}
    keys = []
    for rank, draft in enumerate(wanted, 1):
        row = known.pop(draft.organisation_id, None)
        if row is None:
            row = AgreementParty(
                id=journal_of(session).new_id(), agreement_id=agreement_id, organisation_id=draft.organisation_id
            )
            session.add(row)
        row.side, row.rank = draft.side, rank
        keys.append(row.id)
    left = {row.id for row in known.values()}
    _drop(session, known.values())
    for model in (AgreementDocument, AgreementPerson):
        _drop(session, [row for row in _hanging(session, model, [agreement_id]) if row.party_id in left])
    session.flush()
    return keys


def _set_people(session: Session, agreement_id: UUID, wanted: Sequence[tuple[UUID | None, PersonDraft]]) -> None:
    known: dict[Any, list[AgreementPerson]] = {}
    for row in _hanging(session, AgreementPerson, [agreement_id]):
        known.setdefault((row.party_id, row.part, row.registration_id, row.name), []).append(row)
    ranks: dict[Any, int] = {}
    for party_id, draft in wanted:
        name = "" if draft.registration_id is not None else clean(draft.name)
        if draft.registration_id is None and not name:
            continue
        rank = ranks[party_id, draft.part] = ranks.get((party_id, draft.part), 0) + 1
        same = known.get((party_id, draft.part, draft.registration_id, name))
        if same:
            same.pop(0).rank = rank
        else:
            session.add(
                AgreementPerson(
                    id=journal_of(session).new_id(), agreement_id=agreement_id, party_id=party_id,
                    registration_id=draft.registration_id, name=name, part=draft.part, rank=rank,
                )
            )  # fmt: skip
    _drop(session, [row for rows in known.values() for row in rows])


def _drop(session: Session, rows: Iterable[Any]) -> None:
    for row in rows:
        row.deleted_at = journal_of(session).now


def _hanging(session: Session, model: Any, keys: Sequence[UUID]) -> Sequence[Any]:
    """The rows of ``model`` that belong to these agreements, by rank."""
    query = select(model).where(model.agreement_id.in_(keys), model.deleted_at.is_(None))
    return session.scalars(query.order_by(model.rank, model.id)).all()


def _read(session: Session, of: ColumnElement[bool]) -> list[AgreementRow]:
    found = session.scalars(
        select(Agreement)
        .join(ProgrammeItem, ProgrammeItem.id == Agreement.item_id)
        .where(of, Agreement.deleted_at.is_(None), ProgrammeItem.deleted_at.is_(None))
        .order_by(ProgrammeItem.day, Agreement.item_id, Agreement.batch, Agreement.rank, Agreement.id)
    ).all()
    keys = [row.id for row in found]
    if not keys:
        return []
    parties = _parties(session, keys)
    people = _people(session, keys, {one.id: one.rank for rows in parties.values() for one in rows})
    documents: dict[UUID, list[DocumentRow]] = {}
    for one in _hanging(session, AgreementDocument, keys):
        documents.setdefault(one.agreement_id, []).append(
            DocumentRow(one.id, one.agreement_id, one.party_id, one.language, one.state, one.rank, one.note)
        )
    return [
        AgreementRow(
            id=row.id, event_id=row.event_id, item_id=row.item_id,
            title=LocalName(row.title_hant, row.title_hans, row.title_en),
            batch=row.batch, rank=row.rank, note=row.note,
            parties=tuple(parties.get(row.id, ())), people=tuple(people.get(row.id, ())),
            documents=tuple(documents.get(row.id, ())),
        )
        for row in found
    ]  # fmt: skip


def _parties(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[PartyRow]]:
    rows = session.execute(
        select(AgreementParty, Organisation.name_zh, Organisation.name_en)
        .join(Organisation, Organisation.id == AgreementParty.organisation_id)
        .where(AgreementParty.agreement_id.in_(keys), AgreementParty.deleted_at.is_(None))
        .order_by(AgreementParty.rank, AgreementParty.id)
    )
    found: dict[UUID, list[PartyRow]] = {}
    for row, zh, en in rows:
        party = PartyRow(row.id, row.organisation_id, LocalName(zh, "", en), row.side, row.rank)
        found.setdefault(row.agreement_id, []).append(party)
    return found


def _people(session: Session, keys: Sequence[UUID], ranks: Mapping[UUID, int]) -> dict[UUID, list[PersonRow]]:
    rows = _hanging(session, AgreementPerson, keys)
    replaced = [row.stands_for_id for row in rows if row.stands_for_id is not None]
    query = select(AgreementPerson.id, AgreementPerson.registration_id).where(AgreementPerson.id.in_(replaced))
    out: dict[UUID, UUID | None] = dict(session.execute(query).all()) if replaced else {}
    names = guest_names(session, {row.registration_id for row in rows} | set(out.values()))
    parts = list(SigningPart)
    found: dict[UUID, list[PersonRow]] = {}
    for row in sorted(rows, key=lambda one: (ranks.get(one.party_id, 0), parts.index(one.part), one.rank)):
        gone = out.get(row.stands_for_id)
        person = PersonRow(
            row.id, row.agreement_id, row.party_id, row.registration_id, row.name, row.part, row.rank,
            names.get(row.registration_id), gone, names.get(gone),
        )  # fmt: skip
        found.setdefault(row.agreement_id, []).append(person)
    return found
