"""What lies ready for a ceremony: the copies of agreements through their states, pens, folders, flags, cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from desktop.domain.agreements import DocumentState, SigningPart, ThingKind, usual_things
from desktop.domain.programme import ItemKind
from desktop.domain.text import clean
from desktop.errors import N_, UserError
from desktop.models import Agreement, AgreementDocument, ItemPerson, ReadyThing
from desktop.services.agreements import agreement, agreements
from desktop.services.programme import living_item
from desktop.storage.journal import journal_of

MOST = 10_000


class BadCount(UserError):
    code = "bad_count"
    text = N_("Of a thing there are at least one and at most {most}.")


class NoSuchThing(UserError):
    code = "no_such_thing"
    text = N_("This thing was taken away meanwhile.")


class NoSuchDocument(UserError):
    code = "no_such_document"
    text = N_("This document was taken away meanwhile.")


@dataclass(frozen=True, slots=True)
class ThingDraft:
    """A thing as a form gives it; ``text`` says what it is where ``kind`` does not, or more closely."""

    kind: ThingKind
    wanted: int = 1
    text: str = ""
    agreement_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ThingRow:
    """Something that lies ready for a ceremony: ``done`` of ``wanted``; of one agreement or of the whole item."""

    id: UUID
    item_id: UUID
    agreement_id: UUID | None
    kind: ThingKind
    text: str
    wanted: int
    done: int
    rank: int

    @property
    def ready(self) -> bool:
        """Whether all of it is there."""
        return self.done >= self.wanted


def make_copies(session: Session, agreement_id: UUID, languages: Sequence[str]) -> int:
    """Let each party have a copy in each of ``languages`` (``hant``, ``hans``, ``en``); returns how many were missing.

    Raises ``agreements.NoSuchAgreement``.
    """
    row = agreement(session, agreement_id)
    there = {(one.party_id, one.language) for one in row.documents}
    new = [(party.id, language) for party in row.parties for language in languages if (party.id, language) not in there]
    start = max((one.rank for one in row.documents), default=0)
    for rank, (party_id, language) in enumerate(new, start + 1):
        session.add(
            AgreementDocument(
                id=journal_of(session).new_id(), agreement_id=agreement_id, party_id=party_id, language=language,
                rank=rank,
            )
        )  # fmt: skip
    session.flush()
    return len(new)


def set_state(session: Session, document_id: UUID, state: DocumentState, note: str | None = None) -> None:
    """Say how far a copy has come, also back; ``note`` where something is to be said. Raises ``NoSuchDocument``."""
    row = _document(session, document_id)
    row.state = state
    row.note = row.note if note is None else clean(note)
    session.flush()


def advance(session: Session, document_id: UUID) -> DocumentState:
    """Let a copy come one state further; returns which that is. Raises ``NoSuchDocument``."""
    row = _document(session, document_id)
    row.state = row.state.following
    session.flush()
    return row.state


def advance_all(session: Session, agreement_id: UUID, state: DocumentState | None = None) -> int:
    """Let all copies of an agreement come as far as ``state``, or one further than the one most behind.

    None goes back; returns how many came further.
    """
    rows = list(session.scalars(_documents(AgreementDocument.agreement_id == agreement_id)))
    if not rows:
        return 0
    order = list(DocumentState)
    wanted = state if state is not None else min((row.state for row in rows), key=order.index).following
    behind = [row for row in rows if not row.state.reached(wanted)]
    for row in behind:
        row.state = wanted
        # One by one, so that the journal has them in order: a demo is the same each time.
        session.flush()
    return len(behind)


def remove_copy(session: Session, document_id: UUID) -> None:
    """Take a copy away. Raises ``NoSuchDocument``."""
    _document(session, document_id).deleted_at = journal_of(session).now
    session.flush()


def things(session: Session, item_id: UUID) -> list[ThingRow]:
    """What lies ready for an item, in order."""
    return [_thing(row) for row in session.scalars(_things(item_id))]


def add_thing(session: Session, item_id: UUID, draft: ThingDraft) -> UUID:
    """Let one thing more lie ready, the last of the item's. Raises ``BadCount`` or ``programme.NoSuchItem``."""
    _check(draft)
    living_item(session, item_id)
    last = session.scalar(
        select(func.max(ReadyThing.rank)).where(ReadyThing.item_id == item_id, ReadyThing.deleted_at.is_(None))
    )
    row = ReadyThing(
        id=journal_of(session).new_id(), item_id=item_id, agreement_id=draft.agreement_id, kind=draft.kind,
        text=clean(draft.text), wanted=draft.wanted, rank=(last or 0) + 1,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def change_thing(session: Session, thing_id: UUID, draft: ThingDraft) -> None:
    """Make a thing what ``draft`` says. Raises ``BadCount`` or ``NoSuchThing``."""
    _check(draft)
    row = _alive(session, thing_id)
    row.kind, row.text, row.agreement_id = draft.kind, clean(draft.text), draft.agreement_id
    row.wanted, row.done = draft.wanted, min(row.done, draft.wanted)
    session.flush()


def tick(session: Session, thing_id: UUID, done: int) -> None:
    """Say that ``done`` of a thing are there, 0 to as many as are wanted. Raises ``NoSuchThing``."""
    row = _alive(session, thing_id)
    row.done = min(max(done, 0), row.wanted)
    session.flush()


def remove_thing(session: Session, thing_id: UUID) -> None:
    """Take a thing off the list. Raises ``NoSuchThing``."""
    _alive(session, thing_id).deleted_at = journal_of(session).now
    session.flush()


def usual(session: Session, item_id: UUID) -> list[ThingDraft]:
    """What usually lies ready for an item of its kind and is not on its list: of each agreement, or of the item.

    Raises ``programme.NoSuchItem``.
    """
    kind = living_item(session, item_id).kind
    there = {(row.agreement_id, row.kind) for row in things(session, item_id)}
    found: list[ThingDraft] = []
    if kind is not ItemKind.SIGNING:
        people = session.scalar(
            select(func.count()).where(ItemPerson.item_id == item_id, ItemPerson.deleted_at.is_(None))
        )
        offered = usual_things(kind, parties=0, signatories=0, people=people or 0)
        found = [ThingDraft(thing, wanted) for thing, wanted in offered]
    for row in agreements(session, item_id=item_id) if kind is ItemKind.SIGNING else ():
        signatories = row.of(SigningPart.SIGNATORY)
        on_stage = [*signatories, *row.of(SigningPart.WITNESS), *row.of(SigningPart.OFFICIATING)]
        offered = usual_things(
            kind, parties=len(row.parties), signatories=len(signatories), people=len({one.who for one in on_stage})
        )
        found += [ThingDraft(thing, wanted, agreement_id=row.id) for thing, wanted in offered]
    return [draft for draft in found if (draft.agreement_id, draft.kind) not in there]


def add_usual(session: Session, item_id: UUID) -> int:
    """Put all that is usual on the list in one act; returns how many lines that were. Raises as ``usual``."""
    drafts = usual(session, item_id)
    for draft in drafts:
        add_thing(session, item_id, draft)
    return len(drafts)


def _check(draft: ThingDraft) -> None:
    if not 1 <= draft.wanted <= MOST:
        raise BadCount(most=MOST)


def _alive(session: Session, thing_id: UUID) -> ReadyThing:
    row = session.get(ReadyThing, thing_id)
    if row is None or row.deleted_at is not None:
        raise NoSuchThing
    return row


def _document(session: Session, document_id: UUID) -> AgreementDocument:
    row = session.get(AgreementDocument, document_id)
    if row is None or row.deleted_at is not None:
        raise NoSuchDocument
    return row


def _documents(of: ColumnElement[bool]) -> Select[AgreementDocument]:
    return select(AgreementDocument).where(of, AgreementDocument.deleted_at.is_(None)).order_by(AgreementDocument.rank)


def _things(item_id: UUID) -> Select[ReadyThing]:
    alive = (ReadyThing.deleted_at.is_(None), (ReadyThing.agreement_id.is_(None)) | Agreement.deleted_at.is_(None))
    query = select(ReadyThing).outerjoin(Agreement, Agreement.id == ReadyThing.agreement_id)
    return query.where(ReadyThing.item_id == item_id, *alive).order_by(ReadyThing.rank, ReadyThing.id)


def _thing(row: ReadyThing) -> ThingRow:
    return ThingRow(row.id, row.item_id, row.agreement_id, row.kind, row.text, row.wanted, row.done, row.rank)
