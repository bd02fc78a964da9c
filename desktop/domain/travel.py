"""How long it takes from one site to another, by the hour of leaving, with all that a group adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

ABOARD_A_MINUTE = 10
"""How many people board or leave a vehicle in a minute."""

Bands = tuple[tuple[int, int], ...]
"""From which hour of the day how many minutes, by hour."""


@dataclass(frozen=True, slots=True)
class Travel:
    """The travel table of an event: minutes by pair of sites, and the walk at each from where vehicles stop."""

    minutes: Mapping[tuple[UUID, UUID], Bands] = field(default_factory=dict)
    walks: Mapping[UUID, int] = field(default_factory=dict)

    def leg(self, start: UUID, end: UUID, hour: int) -> int | None:
        """Minutes for who leaves ``start`` at ``hour`` (0 to 23); None where the table has neither way.

        Where it has only the way back, that counts. Before the first hour of the table the last one of the evening
        does.
        """
        if start == end:
            return 0
        bands = self.minutes.get((start, end)) or self.minutes.get((end, start))
        if not bands:
            return None
        found = bands[-1][1]
        for first, minutes in bands:
            if first > hour:
                break
            found = minutes
        return found

    def needed(self, start: UUID, end: UUID, hour: int, size: int = 1, security: int = 0) -> int | None:
        """Minutes from room to room: the leg, the walks, boarding for a group of ``size``, ``security`` at the end."""
        minutes = self.leg(start, end, hour)
        if minutes is None:
            return None
        if start == end:
            return security
        walks = self.walks.get(start, 0) + self.walks.get(end, 0)
        return minutes + walks + boarding(size) + security


def boarding(size: int) -> int:
    """Minutes until a group of ``size`` sits; nobody waits for one alone."""
    return -(-size // ABOARD_A_MINUTE) if size > 1 else 0
