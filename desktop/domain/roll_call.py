"""A roll call: who of those expected was read at a door, who was read at another one, and who at none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.domain.visits import Who

_BEFORE = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Window:
    """When readings count for one leg: from ``since`` until before ``until`` (None: for ever)."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """Where and when somebody was let in last; or, ``refused``, came in error since."""

    checkpoint: UUID
    at: datetime
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who is expected and not there; ``seen`` is the other door where they were read, at ``at``.

    ``refused`` says that they came to that door in error; ``liaison`` is who looks after their delegation.
    """

    who: Who
    seen: LocalName = LocalName()  # noqa: RUF009  frozen
    at: datetime | None = None
    door: UUID | None = None
    refused: bool = False
    liaison: Who | None = None


@dataclass(frozen=True, slots=True)
class RollCall:
    """How a roll call stands. ``aboard`` are those expected who are there, ``extra`` are there unexpected."""

    expected: int
    aboard: tuple[Who, ...]
    missing: tuple[Missing, ...]
    extra: tuple[Who, ...]

    @property
    def complete(self) -> bool:
        """Whether nobody is missing."""
        return not self.missing

    def among(self, people: Sequence[Who]) -> "RollCall":
        """How it stands for ``people`` alone; whoever was not expected by then is missing."""
        there = {who.key: who for who in (*self.aboard, *self.extra)}
        gone = {one.who.key: one for one in self.missing}
        mine = {who.key for who in people}
        return RollCall(
            len(people),
            tuple(who for who in people if who.key in there),
            tuple(gone.get(who.key, Missing(who)) for who in people if who.key not in there),
            tuple(who for who in self.extra if who.key not in mine),
        )


def windows(legs: Sequence[tuple[datetime, datetime]]) -> list[Window]:
    """When readings count for each of a vehicle's ``legs``, by when people gather and when it arrives.

    Between two legs the middle of the time between them decides, so that a late vehicle changes nothing.
    """
    if not legs:
        return []
    middles = [before + (after - before) / 2 for (_gathers, before), (after, _arrives) in pairwise(legs)]
    starts = [legs[0][0] - _BEFORE, *middles]
    return [Window(since, until) for since, until in zip(starts, [*middles, None], strict=True)]


def called(
    expected: Sequence[Who],
    readings: Mapping[UUID, Reading],
    door: UUID | None,
    names: Mapping[UUID, LocalName],
    strangers: Mapping[UUID, Who],
    liaisons: Mapping[UUID, Who] | None = None,
) -> RollCall:
    """The roll call at ``door``; ``readings`` are everybody's last, ``names`` those of the doors.

    ``strangers`` are who the people are that were read at the door, expected or not; ``liaisons`` look after guests.
    """
    aboard: list[Who] = []
    missing: list[Missing] = []
    for who in expected:
        read = readings.get(who.registration_id) if who.registration_id is not None else None
        liaison = (liaisons or {}).get(who.registration_id) if who.registration_id is not None else None
        if read is not None and read.checkpoint == door and not read.refused:
            aboard.append(who)
        elif read is not None:
            seen = names.get(read.checkpoint, LocalName())
            missing.append(Missing(who, seen, read.at, read.checkpoint, read.refused, liaison))
        else:
            missing.append(Missing(who, liaison=liaison))
    known = {who.registration_id for who in expected}
    extra = tuple(who for key, who in strangers.items() if key not in known)
    return RollCall(len(expected), tuple(aboard), tuple(missing), extra)
