"""What the signing sheet says: agreements with their people, copies and turns."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.agreements import DocumentState, Side
from desktop.domain.ceremony_words import DOCUMENT_WORDS, LANGUAGE_WORDS, SIGNING_WORDS
from desktop.domain.naming import aloud, name_alone
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.agreements import AgreementRow, PartyRow, PersonRow, agreements
from desktop.services.paper_facts import Gathered, NothingOnPaper, PaperLine, Told, line, part_title, span
from desktop.services.programme import ItemRow, programme

if TYPE_CHECKING:
    from desktop.documents.signing_sheet import SigningLine, SigningParty

_SIDES: Final = {
    Side.HOST: N_("host party, at the table on the audience's right"),
    Side.GUEST: N_("guest party, at the table on the audience's left"),
}


def signing_sheet(session: Session, about: Told) -> Gathered:
    """The agreements of an item, of a day or of all, by item and batch."""
    from desktop.documents.signing_sheet import SigningSheet

    choice = about.choice
    items = {row.id: row for row in programme(session, about.event_id, day=choice.day)}
    found = [
        row
        for row in agreements(session, event_id=about.event_id)
        if row.item_id in items
        and choice.item_id in {None, row.item_id}
        and choice.hall_id in {None, items[row.item_id].hall_id}
    ]
    if not found:
        raise NothingOnPaper
    found.sort(key=lambda row: (items[row.item_id].start, row.item_id, row.batch, row.rank))
    parts, lines = [], []
    for key, group in groupby(found, key=lambda row: (row.item_id, row.batch)):
        rows = list(group)
        drawn = tuple(_agreement(row, number, about) for number, row in enumerate(rows, 1))
        parts.append((_heading(items[key[0]], key[1], _batches(found, key[0]), about), drawn))
        lines += [_line(row, one) for row, one in zip(rows, drawn, strict=True)]
    return Gathered(SigningSheet(tuple(parts)), tuple(lines), _days(items.values(), found, about))


def _days(items: Iterable[ItemRow], found: list[AgreementRow], about: Told) -> tuple[str, ...]:
    used = {row.item_id for row in found}
    days: set[date] = {row.day for row in items if row.id in used}
    return tuple(", ".join(say.date(day, weekday=True) for day in sorted(days)) for say in about.says)


def _line(row: AgreementRow, drawn: "SigningLine") -> PaperLine:
    return line("agreement", row.id, drawn.titles[0], drawn)


def _batches(found: list[AgreementRow], item_id: UUID) -> int:
    return len({row.batch for row in found if row.item_id == item_id})


def _heading(item: ItemRow, batch: int, batches: int, about: Told) -> str:
    _ = about.says[0]
    which = _("batch {n}", n=batch) if batches > 1 else ""
    words = (f"{span(item, about)} {item.title.said_in(_.language)}", which, part_title([item], _))
    return " · ".join(filter(None, words))


def _agreement(row: AgreementRow, number: int, about: Told) -> "SigningLine":
    from desktop.documents.signing_sheet import SigningLine

    _ = about.says[0]
    alone = [one for one in row.people if one.party_id is None]
    return SigningLine(
        number=str(number),
        titles=tuple(row.title.said_in(say.language) for say in about.says),
        parties=tuple(_party(row, party, _) for party in row.parties),
        others=_people(alone, _),
        documents=tuple(_documents(row, _)),
        steps=tuple(_steps(row, _)),
        note=row.note,
    )


def _party(row: AgreementRow, party: PartyRow, _: Translator) -> "SigningParty":
    from desktop.documents.signing_sheet import SigningParty

    people = [one for one in row.people if one.party_id == party.id]
    side = _(_SIDES[party.side]) if party.side in _SIDES and len(row.parties) == len(_SIDES) else ""
    return SigningParty(party.organisation.said_in(_.language), side, _people(people, _))


def _people(people: list[PersonRow], _: Translator) -> tuple[tuple[str, str], ...]:
    return tuple((_(SIGNING_WORDS[one.part]), _who(one, _)) for one in people)


def _who(one: PersonRow, _: Translator) -> str:
    name = aloud(one.guest or name_alone(one.name), _.language)
    if one.stands_for is None:
        return name
    return _("{name}, in the place of {other}", name=name, other=aloud(one.stands_for, _.language, 0))


def _documents(row: AgreementRow, _: Translator) -> list[str]:
    """A line for each party and state: which copies it will keep, and how far they have come."""
    names = {party.id: party.organisation.said_in(_.language) for party in row.parties}
    copies: dict[tuple[UUID | None, DocumentState], list[str]] = {}
    for one in row.documents:
        said = _(LANGUAGE_WORDS[one.language]) if one.language in LANGUAGE_WORDS else one.language
        copies.setdefault((one.party_id, one.state), []).append(said)
    return [
        _(
            "{party}: {languages} · {state}",
            party=names.get(party, _("Without a party")) if party is not None else _("Without a party"),
            languages=_.pgettext("between names", ", ").join(languages),
            state=_(DOCUMENT_WORDS[state]),
        )
        for (party, state), languages in copies.items()
    ]


def _steps(row: AgreementRow, _: Translator) -> list[str]:
    """A line a turn: each party first its own copy, then the next one's."""
    names = {party.id: party.organisation.said_in(_.language) for party in row.parties}
    return [
        f"{turn}. "
        + _.pgettext("between clauses", ", ").join(
            _("{party} signs its own copy", party=names[step.signer])
            if step.signer == step.keeper
            else _("{party} signs the copy of {other}", party=names[step.signer], other=names[step.keeper])
            for step in steps
        )
        for turn, steps in groupby(row.steps, key=lambda step: step.turn)
    ]
