"""The words of a signing: parts of people, sides of parties, how far a document has come; who signs which copy when."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from desktop.domain.programme import ItemKind


class SigningPart(StrEnum):
    """What a person does at one signing."""

    SIGNATORY = "signatory"
    ALTERNATE = "alternate"
    WITNESS = "witness"
    ASSISTANT = "assistant"
    OFFICIATING = "officiating"


class Side(StrEnum):
    """Who receives and who is received; parties of more than two have no side."""

    HOST = "host"
    GUEST = "guest"
    NONE = ""


class DocumentState(StrEnum):
    """How far a copy of an agreement has come, in this order."""

    DRAFT = "draft"
    FINAL = "final"
    PRINTED = "printed"
    BOUND = "bound"
    ON_TABLE = "on_table"
    SIGNED = "signed"
    EXCHANGED = "exchanged"
    ARCHIVED = "archived"

    @property
    def following(self) -> "DocumentState":
        """What it becomes next; what is archived stays so."""
        order = list(DocumentState)
        return order[min(order.index(self) + 1, len(order) - 1)]

    def reached(self, state: "DocumentState") -> bool:
        """Whether it has come at least as far as ``state``."""
        order = list(DocumentState)
        return order.index(self) >= order.index(state)


class ThingKind(StrEnum):
    """What lies ready for a ceremony."""

    PENS = "pens"
    FOLDERS = "folders"
    FLAGS = "flags"
    CARDS = "cards"
    CHAMPAGNE = "champagne"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SigningStep:
    """In the ``turn``-th turn (from 1) the signatories of ``signer`` sign the copy that ``keeper`` will keep.

    Whatever stands in one turn is done at the same time.
    """

    turn: int
    signer: UUID
    keeper: UUID


def signing_steps(parties: Sequence[UUID]) -> list[SigningStep]:
    """Who signs which copy when: each party first its own, then the others' in turn, nobody waiting for a copy."""
    count = len(parties)
    return [
        SigningStep(turn + 1, parties[place], parties[(place + turn) % count])
        for turn in range(count)
        for place in range(count)
    ]


_PENS_EACH = 2
"""One to sign with, and one for when it doesn't write."""


def usual_things(kind: ItemKind, *, parties: int, signatories: int, people: int) -> list[tuple[ThingKind, int]]:
    """What usually lies ready for a ceremony of this kind, and how many of it.

    ``people`` is how many are on stage, ``parties`` how many sides have a flag.
    """
    if kind is ItemKind.SIGNING:
        found = [
            (ThingKind.PENS, _PENS_EACH * signatories), (ThingKind.FOLDERS, parties), (ThingKind.FLAGS, parties),
            (ThingKind.CARDS, signatories), (ThingKind.CHAMPAGNE, people),
        ]  # fmt: skip
    elif kind is ItemKind.PLEDGE:
        found = [(ThingKind.PENS, people), (ThingKind.CARDS, people)]
    elif kind in {ItemKind.LAUNCH, ItemKind.UNVEILING}:
        found = [(ThingKind.CARDS, people), (ThingKind.CHAMPAGNE, people)]
    else:
        found = [(ThingKind.CARDS, people)]
    return [(thing, wanted) for thing, wanted in found if wanted]
