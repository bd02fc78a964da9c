"""A day of a convoy of a visit, while it is made and once it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from desktop.domain.visit_planner import Halt, PlannedLeg, Unmet


class Manner(Enum):
    """How a day is made: as it stands where that can be; else what can begin, or closes, first; or by chance."""

    KEPT = 1
    EARLY = 2
    URGENT = 3
    ANY = 4


USUAL = (Manner.KEPT, Manner.EARLY, Manner.URGENT)

Way = tuple[tuple[Halt, ...], ...]
"""The stops of a convoy, those of one site behind each other together, in the order of the day."""


@dataclass(frozen=True, slots=True)
class Run:
    """A convoy's day: when its groups are where, how it rides, what that costs and could not be kept."""

    slots: Mapping[tuple[UUID, UUID], int | None]
    legs: tuple[PlannedLeg, ...]
    cost: float
    unmet: tuple[Unmet, ...] = ()


@dataclass(slots=True)
class Day:
    """A convoy's day while it is made: since when each group is free, and where."""

    free: dict[UUID, int]
    here: UUID | None
    begins: int
    manner: Manner
    slots: dict[tuple[UUID, UUID], int | None] = field(default_factory=dict)
    legs: list[PlannedLeg] = field(default_factory=list)
    unmet: list[Unmet] = field(default_factory=list)
    cost: float = 0.0
    last: Halt | None = None
