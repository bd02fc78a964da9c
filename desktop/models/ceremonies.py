"""Signings and other ceremonies: agreements, who signs and stands by, documents, things to have ready."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.agreements import DocumentState, Side, SigningPart, ThingKind
from desktop.models.base import Row


class Agreement(Row, kw_only=True, eq=False):
    """One agreement signed on stage in an item of the programme.

    ``batch`` from 1 are those on stage together, ``rank`` from 1 its place within the batch, from the audience's left.
    """

    __tablename__ = "agreement"
    __table_args__ = (Index(None, "item_id"), Index(None, "event_id"))

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("programme_item.id"))
    title_hant: Mapped[str] = mapped_column(default="")
    title_hans: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    batch: Mapped[int] = mapped_column(default=1)
    rank: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="")


class AgreementParty(Row, kw_only=True, eq=False):
    """A party to an agreement; ``rank`` from 1 is the order in which parties are named and sign."""

    __tablename__ = "agreement_party"
    __table_args__ = (Index(None, "agreement_id"),)

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    side: Mapped[Side] = mapped_column(default=Side.NONE)
    rank: Mapped[int] = mapped_column(default=1)


class AgreementPerson(Row, kw_only=True, eq=False):
    """A person at a signing, of a party or (``party_id`` None) of all. ``rank`` from 1 within party and part.

    ``name`` is what stands there for somebody who is not registered. ``stands_for_id`` is the row of the person in
    whose place they came.
    """

    __tablename__ = "agreement_person"
    __table_args__ = (Index(None, "agreement_id"), Index(None, "registration_id"))

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    party_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement_party.id"), default=None)
    registration_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    stands_for_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement_person.id"), default=None)
    name: Mapped[str] = mapped_column(default="")
    part: Mapped[SigningPart]
    rank: Mapped[int] = mapped_column(default=1)


class AgreementDocument(Row, kw_only=True, eq=False):
    """One copy of an agreement in one language (``hant``, ``hans`` or ``en``), kept by a party."""

    __tablename__ = "agreement_document"
    __table_args__ = (Index(None, "agreement_id"),)

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    party_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement_party.id"), default=None)
    language: Mapped[str]
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.DRAFT)
    rank: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="")


class ReadyThing(Row, kw_only=True, eq=False):
    """Something that lies ready for a ceremony: ``done`` of ``wanted`` pieces."""

    __tablename__ = "ready_thing"
    __table_args__ = (Index(None, "item_id"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("programme_item.id"))
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement.id"), default=None)
    kind: Mapped[ThingKind]
    text: Mapped[str] = mapped_column(default="")
    wanted: Mapped[int] = mapped_column(default=1)
    done: Mapped[int] = mapped_column(default=0)
    rank: Mapped[int] = mapped_column(default=1)


class Substitution(Row, kw_only=True, eq=False):
    """That one guest came on stage in another's place at an item: who, for whom, with whose word, and why."""

    __tablename__ = "substitution"
    __table_args__ = (Index(None, "item_id"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("programme_item.id"))
    out_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    in_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    at: Mapped[datetime]
    approved_by: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
