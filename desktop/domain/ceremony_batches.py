"""Who goes on and off stage between the batches of signings of one item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_checks import AgreementFact, Who
from desktop.domain.programme import Part


@dataclass(frozen=True, slots=True)
class OnStage:
    """Somebody on stage in a batch, by the first part they have there; ``agreements`` are those they stand for.

    ``spots`` are the tables and sides where that is, both from 1; side 0 is of no party.
    """

    who: Who
    name: str
    part: SigningPart | Part
    agreements: tuple[UUID, ...]
    spots: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """What happens before ``batch`` (None: after the last one): who goes off, who comes on, who stays, who moves.

    ``moves`` are of those who stay the ones who do something else in the next batch, or at another agreement's table.
    Nobody is in two of ``off``, ``on`` and ``stay``. ``at`` is when that is planned, where it is known.
    """

    batch: int | None
    off: tuple[OnStage, ...]
    on: tuple[OnStage, ...]
    stay: tuple[OnStage, ...]
    moves: tuple[OnStage, ...]
    at: datetime | None = None


def transitions(agreements: Iterable[AgreementFact]) -> list[Transition]:
    """Who goes on and off between the batches of one item; alternates stay off stage."""
    batches: dict[int, list[AgreementFact]] = {}
    for one in sorted(agreements, key=lambda each: (each.batch, each.rank)):
        batches.setdefault(one.batch, []).append(one)
    stages: list[tuple[int | None, dict[Who, OnStage]]] = [(batch, _stage(rows)) for batch, rows in batches.items()]
    found: list[Transition] = []
    before: dict[Who, OnStage] = {}
    for batch, stage in [*stages, (None, {})] if stages else []:
        stay = tuple(one for who, one in stage.items() if who in before)
        found.append(
            Transition(
                batch,
                off=tuple(one for who, one in before.items() if who not in stage),
                on=tuple(one for who, one in stage.items() if who not in before),
                stay=stay,
                moves=tuple(one for one in stay if _moved(before[one.who], one)),
            )
        )
        before = stage
    return found


def _stage(rows: Iterable[AgreementFact]) -> dict[Who, OnStage]:
    parts: list[SigningPart | Part] = list(SigningPart)
    found: dict[Who, OnStage] = {}
    for table, row in enumerate(rows, 1):
        sides = {party.id: side for side, party in enumerate(row.parties, 1)}
        for one in sorted(row.people, key=lambda person: parts.index(person.part)):
            if one.part is SigningPart.ALTERNATE:
                continue
            known = found.get(one.who) or OnStage(one.who, one.name, one.part, ())
            spot = (table, sides.get(one.party, 0) if one.party is not None else 0)
            found[one.who] = OnStage(
                one.who, one.name, min(known.part, one.part, key=parts.index),
                tuple(dict.fromkeys((*known.agreements, row.id))), (*known.spots, spot),
            )  # fmt: skip
    return found


def _moved(before: OnStage, after: OnStage) -> bool:
    """Whether somebody who stays has to leave their place: officiating guests stand behind all tables."""
    behind = after.part is SigningPart.OFFICIATING
    return before.part is not after.part or (not behind and before.spots != after.spots)
