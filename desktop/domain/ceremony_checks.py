"""What is wrong with the signings of an item, each with a way out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, pairwise, permutations
from uuid import UUID

from desktop.domain.agreements import DocumentState, Side, SigningPart
from desktop.domain.ceremony_words import SIGNING_WORDS
from desktop.domain.programme import ItemKind, Part
from desktop.domain.programme_words import PART_WORDS
from desktop.domain.readiness import Where
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator

Who = UUID | str
"""A registration, or the name of somebody who is not registered."""
Value = str | int | LocalName | SigningPart | Part


class Severity(StrEnum):
    """What a problem does: it stops the signing, is to be looked at, or is only to be known."""

    STOP = "stop"
    LOOK = "look"
    NOTE = "note"


class ProblemKind(StrEnum):
    """What can be wrong."""

    NOBODY = "nobody"
    NO_AGREEMENT = "no_agreement"
    FEW_PARTIES = "few_parties"
    NO_SIGNATORY = "no_signatory"
    NO_ALTERNATE = "no_alternate"
    BOTH_PARTIES = "both_parties"
    TWO_PARTS = "two_parts"
    TWICE_AT_ONCE = "twice_at_once"
    TWO_PLACES = "two_places"
    NO_TIME = "no_time"
    WRONG_SEAT = "wrong_seat"
    LEFT = "left"
    NOT_COMING = "not_coming"
    NOT_FINAL = "not_final"
    COPIES = "copies"
    UNEQUAL_RANK = "unequal_rank"


@dataclass(frozen=True, slots=True)
class PartyFact:
    """A party to an agreement."""

    id: UUID
    name: LocalName
    side: Side = Side.NONE


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person at a ceremony; ``place`` is where they are.

    ``rank`` is the order list that they are of and their class in it; classes of different lists can't be compared.
    """

    who: Who
    name: str
    part: SigningPart | Part
    party: UUID | None = None
    place: Where = Where.UNKNOWN
    rank: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class CopyFact:
    """One copy in one language."""

    party: UUID | None
    language: str
    state: DocumentState


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """An agreement as far as something can be wrong with it."""

    id: UUID
    title: LocalName
    batch: int
    rank: int
    parties: tuple[PartyFact, ...]
    people: tuple[PersonFact, ...]
    copies: tuple[CopyFact, ...]

    def of(self, part: SigningPart, party: UUID | None = None) -> list[PersonFact]:
        """Those with a part, of one party or of all."""
        return [one for one in self.people if one.part is part and party in {None, one.party}]


@dataclass(frozen=True, slots=True)
class SeatFact:
    """Where a person is on the plan of a batch, front row and audience's left first, and on which side they stand."""

    batch: int
    who: Who
    side: Side
    row: int
    place: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: with whom (``people``), where (``agreements``, ``batch``), how bad, and what to do."""

    kind: ProblemKind
    severity: Severity
    batch: int
    agreements: tuple[UUID, ...]
    people: tuple[Who, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)

    def say(self, _: Translator) -> str:
        """What is wrong, in one sentence."""
        return _(_WHAT[self.kind], **self._said(_))

    def way_out(self, _: Translator) -> str:
        """What can be done about it."""
        return _(_WAY_OUT[self.kind], **self._said(_))

    def _said(self, _: Translator) -> dict[str, object]:
        return {name: _in_words(value, _) for name, value in self.values.items()}


def _in_words(value: Value, _: Translator) -> str | int:
    if isinstance(value, SigningPart | Part):
        return _(SIGNING_WORDS[value] if isinstance(value, SigningPart) else PART_WORDS[value])
    return value.said_in(_.language) if isinstance(value, LocalName) else value


def problems(
    agreements: Sequence[AgreementFact], seats: Sequence[SeatFact] = (), *, days_left: int = 99
) -> list[Problem]:
    """Everything that is wrong, the worst first; ``days_left`` is how many days there are until the signing."""
    found: list[Problem] = []
    for one in agreements:
        found += _of_parties(one)
        found += _of_people(one)
        found += _of_copies(one, days_left)
    found += _of_batches(agreements)
    found += _of_places(agreements)
    found += _of_seats(agreements, seats)
    order = list(Severity)
    return sorted(found, key=lambda problem: (order.index(problem.severity), problem.batch))


def of_item(title: LocalName, people: Sequence[PersonFact], *, kind: ItemKind, agreements: int) -> list[Problem]:
    """What is wrong with a ceremony itself and with ``people``, who are of none of its ``agreements``."""
    values: dict[str, Value] = {"agreement": title}
    found: list[Problem] = []
    if kind is ItemKind.SIGNING and not agreements:
        found.append(Problem(ProblemKind.NO_AGREEMENT, Severity.STOP, 0, (), (), values))
    elif kind.ceremony and not agreements and not people:
        found.append(Problem(ProblemKind.NOBODY, Severity.STOP, 0, (), (), values))
    for one in people:
        away = _away(one)
        if away is not None:
            said = {**values, "name": one.name, "part": one.part}
            found.append(Problem(away, Severity.STOP, 0, (), (one.who,), said))
    return found


def _away(one: PersonFact) -> ProblemKind | None:
    if one.place is Where.LEFT:
        return ProblemKind.LEFT
    return None if one.place.coming else ProblemKind.NOT_COMING


def _of_parties(one: AgreementFact) -> Iterator[Problem]:
    if len(one.parties) < 2:
        yield _about(one, ProblemKind.FEW_PARTIES, Severity.STOP)
    for party in one.parties:
        signing = one.of(SigningPart.SIGNATORY, party.id)
        if not signing:
            yield _about(one, ProblemKind.NO_SIGNATORY, Severity.STOP, party=party.name)
        elif not one.of(SigningPart.ALTERNATE, party.id):
            first = signing[0]
            yield _about(one, ProblemKind.NO_ALTERNATE, Severity.LOOK, first, party=party.name, name=first.name)
    for party, other in combinations(one.parties, 2):
        theirs = {each.who: each for each in one.people if each.party == other.id}
        for each in one.people:
            also = theirs.get(each.who) if each.party == party.id else None
            if also is None:
                continue
            both = each.part is also.part is SigningPart.SIGNATORY
            yield _about(
                one, ProblemKind.BOTH_PARTIES, Severity.STOP if both else Severity.LOOK, each,
                name=each.name, party=party.name, other=other.name,
            )  # fmt: skip
    yield from _of_ranks(one)


def _of_ranks(one: AgreementFact) -> Iterator[Problem]:
    signing = [each for party in one.parties for each in one.of(SigningPart.SIGNATORY, party.id)[:1]]
    for each, other in combinations(signing, 2):
        if each.rank is None or other.rank is None or each.rank[0] != other.rank[0] or each.rank == other.rank:
            continue
        yield _about(one, ProblemKind.UNEQUAL_RANK, Severity.NOTE, each, other, name=each.name, other=other.name)


def _of_people(one: AgreementFact) -> Iterator[Problem]:
    parts: dict[tuple[Who, UUID | None], SigningPart | Part] = {}
    for each in one.people:
        before = parts.setdefault((each.who, each.party), each.part)
        if before is not each.part:
            yield _about(
                one, ProblemKind.TWO_PARTS, Severity.LOOK, each, name=each.name, part=before, other_part=each.part
            )
        away = _away(each) if each.part is not SigningPart.ALTERNATE else None
        if away is not None:
            yield _about(one, away, Severity.STOP, each, name=each.name, part=each.part)


def _of_copies(one: AgreementFact, days_left: int) -> Iterator[Problem]:
    drafts = sum(copy.state is DocumentState.DRAFT for copy in one.copies)
    if drafts and days_left <= 1:
        yield _about(one, ProblemKind.NOT_FINAL, Severity.LOOK if days_left == 1 else Severity.STOP, n=drafts)
    languages = {copy.language for copy in one.copies}
    there = Counter((copy.party, copy.language) for copy in one.copies)
    wanted = Counter((party.id, language) for party in one.parties for language in languages)
    if there != wanted or not languages:
        yield _about(
            one, ProblemKind.COPIES, Severity.LOOK, n=len(one.copies), parties=len(one.parties),
            languages=max(len(languages), 1), wanted=len(one.parties) * max(len(languages), 1),
        )  # fmt: skip


def _of_batches(agreements: Sequence[AgreementFact]) -> Iterator[Problem]:
    """Signatories who would have to sit in two seats at once, or with no time between."""
    signs: dict[Who, list[tuple[AgreementFact, PersonFact]]] = {}
    for one in sorted(agreements, key=lambda each: (each.batch, each.rank)):
        for each in {person.who: person for person in one.of(SigningPart.SIGNATORY)}.values():
            signs.setdefault(each.who, []).append((one, each))
    for taken in signs.values():
        for (one, each), (other, _again) in pairwise(taken):
            apart = other.batch - one.batch
            if apart > 1:
                continue
            values: dict[str, Value] = {"name": each.name, "agreement": one.title, "other": other.title}
            values |= {"batch": one.batch, "next": other.batch}
            kind, severity = (
                (ProblemKind.TWICE_AT_ONCE, Severity.STOP) if apart == 0 else (ProblemKind.NO_TIME, Severity.LOOK)
            )
            yield Problem(kind, severity, one.batch, (one.id, other.id), (each.who,), values)


def _of_places(agreements: Sequence[AgreementFact]) -> Iterator[Problem]:
    """Signatories who would have to stand by at another table of the same batch."""
    for one, other in permutations(agreements, 2):
        if one.batch != other.batch:
            continue
        signing = {each.who for each in one.of(SigningPart.SIGNATORY)}
        signing -= {each.who for each in other.of(SigningPart.SIGNATORY)}
        for each in other.people:
            if each.who in signing and each.part in {SigningPart.WITNESS, SigningPart.ASSISTANT}:
                values: dict[str, Value] = {"name": each.name, "agreement": one.title, "other": other.title}
                values |= {"part": each.part, "batch": one.batch}
                yield Problem(
                    ProblemKind.TWO_PLACES, Severity.LOOK, one.batch, (one.id, other.id), (each.who,), values
                )  # fmt: skip


def _of_seats(agreements: Sequence[AgreementFact], seats: Sequence[SeatFact]) -> Iterator[Problem]:
    """Signatories who sit where the other party's belongs, or not at the table with the other."""
    put = {(seat.batch, seat.who): seat for seat in seats}
    for one in agreements:
        sides = {party.id: party.side for party in one.parties}
        signing = [
            (each, sides.get(each.party, Side.NONE) if each.party is not None else Side.NONE, seat)
            for each in one.of(SigningPart.SIGNATORY)
            if (seat := put.get((one.batch, each.who))) is not None
        ]
        wrong = {each.who: each for each, side, seat in signing if {side, seat.side} == {Side.HOST, Side.GUEST}}
        for (each, side, seat), (other, its_side, its) in combinations(signing, 2):
            if seat.row != its.row:
                behind = each if seat.row > its.row else other
                wrong.setdefault(behind.who, behind)
            elif (seat.place < its.place) is (side is Side.HOST) and {side, its_side} == {Side.HOST, Side.GUEST}:
                wrong.setdefault(each.who, each)
        for each in wrong.values():
            yield _about(one, ProblemKind.WRONG_SEAT, Severity.LOOK, each, name=each.name, batch=one.batch)


def _about(one: AgreementFact, kind: ProblemKind, severity: Severity, *people: PersonFact, **values: Value) -> Problem:
    who = tuple(dict.fromkeys(person.who for person in people))
    return Problem(kind, severity, one.batch, (one.id,), who, {"agreement": one.title, **values})


_WHAT = {
    ProblemKind.NOBODY: N_("“{agreement}” has nobody on stage."),
    ProblemKind.NO_AGREEMENT: N_("“{agreement}” is a signing of which no agreement is known."),
    ProblemKind.FEW_PARTIES: N_("“{agreement}” has fewer than two parties."),
    ProblemKind.NO_SIGNATORY: N_("{party} has nobody who signs “{agreement}”."),
    ProblemKind.NO_ALTERNATE: N_("{name} signs “{agreement}” for {party} and has no alternate."),
    ProblemKind.BOTH_PARTIES: N_("{name} stands for both {party} and {other} in “{agreement}”."),
    ProblemKind.TWO_PARTS: N_("{name} has two parts in “{agreement}”: {part} and {other_part}."),
    ProblemKind.TWICE_AT_ONCE: N_("{name} signs “{agreement}” and “{other}” at once, in batch {batch}."),
    ProblemKind.TWO_PLACES: N_(
        "{name} signs “{agreement}” and has another part ({part}) in “{other}” at once, in batch {batch}."
    ),
    ProblemKind.NO_TIME: N_("{name} signs in batch {batch} and again in batch {next}, with no time between."),
    ProblemKind.WRONG_SEAT: N_("{name} was put on the wrong side of the signing table in batch {batch}."),
    ProblemKind.LEFT: N_("{name} ({part}, “{agreement}”) has left."),
    ProblemKind.NOT_COMING: N_("{name} ({part}, “{agreement}”) does not come any more."),
    ProblemKind.NOT_FINAL: N_("Documents of “{agreement}” that are still drafts: {n}."),
    ProblemKind.COPIES: N_(
        "“{agreement}” has {n} documents; one for each party ({parties}) and language ({languages}) would be {wanted}."
    ),
    ProblemKind.UNEQUAL_RANK: N_("{name} and {other}, who sign “{agreement}”, are not of equal rank."),
}
_WAY_OUT = {
    ProblemKind.NOBODY: N_("Name those who have a part in it."),
    ProblemKind.NO_AGREEMENT: N_("Add the agreements that are signed."),
    ProblemKind.FEW_PARTIES: N_("Add the parties that sign it."),
    ProblemKind.NO_SIGNATORY: N_("Name a signatory of this party."),
    ProblemKind.NO_ALTERNATE: N_("Name somebody of the same party who could sign instead."),
    ProblemKind.BOTH_PARTIES: N_("Let somebody else stand for one of the parties."),
    ProblemKind.TWO_PARTS: N_("Take one of the two parts away."),
    ProblemKind.TWICE_AT_ONCE: N_("Move one agreement to another batch, or let the alternate sign it."),
    ProblemKind.TWO_PLACES: N_("Move one agreement to another batch, or let somebody else have the other part."),
    ProblemKind.NO_TIME: N_("Let another batch come between, or let the alternate sign one of the two."),
    ProblemKind.WRONG_SEAT: N_(
        "The guest party sits at the audience's left. Change the seats, or let the rule place them."
    ),
    ProblemKind.LEFT: N_("Call them back, or let another guest come in their place."),
    ProblemKind.NOT_COMING: N_("Let another guest come in their place."),
    ProblemKind.NOT_FINAL: N_("Have the text agreed, and mark the documents as final."),
    ProblemKind.COPIES: N_("Make the copies that are missing, and take away those that are too many."),
    ProblemKind.UNEQUAL_RANK: N_("Leave it where both parties know, or name signatories of equal rank."),
}
