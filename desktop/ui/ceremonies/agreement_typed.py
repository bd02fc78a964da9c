"""An agreement as it was typed: parties by the names of organisations, which may be new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from desktop.domain.agreements import Side
from desktop.domain.text import LocalName
from desktop.services.agreements import (
    AgreementDraft,
    AgreementRow,
    PartyDraft,
    PersonDraft,
    add_agreement,
    change_agreement,
    draft_of,
    move_agreement,
)
from desktop.services.organisations import ensure_organisation


@dataclass(frozen=True, slots=True)
class TypedParty:
    """A party; ``organisation_id`` is set where the name was chosen from those known."""

    name: str
    organisation_id: UUID | None
    side: Side = Side.NONE
    people: tuple[PersonDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """An agreement as a form holds it."""

    title: LocalName
    batch: int = 1
    note: str = ""
    parties: tuple[TypedParty, ...] = ()
    people: tuple[PersonDraft, ...] = ()


def typed_of(row: AgreementRow, names: Sequence[str]) -> Typed:
    """What leaves an agreement as it is; ``names`` are those of its parties as they are shown."""
    draft = draft_of(row)
    parties = tuple(
        TypedParty(name, party.organisation_id, party.side, party.people)
        for name, party in zip(names, draft.parties, strict=True)
    )
    return Typed(draft.title, draft.batch, draft.note, parties, draft.people)


def keep(session: Any, item: UUID, row: AgreementRow | None, typed: Typed) -> UUID:
    """Make ``row`` what was typed, or a new agreement of it; returns its key. Raises what the service raises.

    One that changes its batch comes last there.
    """
    parties = tuple(
        PartyDraft(one.organisation_id or ensure_organisation(session, one.name), one.side, one.people)
        for one in typed.parties
    )
    draft = AgreementDraft(typed.title, typed.batch, None, typed.note, parties, typed.people)
    if row is None:
        return add_agreement(session, item, draft)
    change_agreement(session, row.id, replace(draft, batch=row.batch))
    if typed.batch != row.batch:
        move_agreement(session, row.id, batch=typed.batch, rank=_LAST)
    return row.id


_LAST = 10_000
