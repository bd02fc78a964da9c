"""A visit on a line of time: who is where when, the minutes to spare between, and what can't be; also while one drags.

Moments are aware; slack is in whole minutes, below 0 what lacks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.domain.travel import Travel, boarding

STEP = timedelta(minutes=5)
"""By how much keys move a block, and to what the mouse snaps."""
_LEAST = timedelta(minutes=5)
_HOUR = timedelta(hours=1)


class What(StrEnum):
    """What a block is."""

    STOP = "stop"
    LEG = "leg"


class Trouble(StrEnum):
    """What can't be about a block."""

    OVERLAP = "overlap"
    SHORT = "short"
    CROWDED = "crowded"
    OUTSIDE = "outside"
    FULL = "full"
    HOST_GONE = "host_gone"

    @property
    def blocks(self) -> bool:
        """Whether it can't be so, or only should not."""
        return self is not Trouble.HOST_GONE


class Key(NamedTuple):
    """Which block: the group or vehicle in whose row it stands (or the visit), and the stop or leg it is."""

    row: UUID
    ref: UUID


@dataclass(frozen=True, slots=True)
class StopFacts:
    """What a stop allows; ``until`` is when the first of those who receive has to go."""

    id: UUID
    site_id: UUID
    number: int
    site: LocalName
    place: LocalName
    limit: int | None = None
    security: int = 0
    opens: datetime | None = None
    closes: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A group at a stop, or a leg from when people gather (``start``) until it arrives (``end``).

    ``vehicle`` is that of a leg; an ``estimated`` arrival follows the travel table. ``seats`` are the vehicle's.
    """

    key: Key
    what: What
    start: datetime
    end: datetime
    come: UUID
    go: UUID
    size: int = 0
    leaves: datetime | None = None
    vehicle: UUID | None = None
    seats: int = 0
    estimated: bool = False
    own: bool = False
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The row of a group, or of a vehicle with its ``seats``; ``vehicles`` are those that the group rides with."""

    id: UUID
    name: LocalName
    size: int
    blocks: tuple[Block, ...]
    vehicles: tuple[LocalName, ...] = ()
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Slack:
    """The minutes to spare between two blocks of a row, of those that it takes to get from one to the other."""

    before: Key
    after: Key
    start: datetime
    end: datetime
    needed: int
    minutes: int


@dataclass(frozen=True, slots=True)
class VisitBoard:
    """A whole visit; ``groups`` is one row under the visit's own key where it has no groups."""

    id: UUID
    groups: tuple[Lane, ...]
    fleet: tuple[Lane, ...]
    stops: Mapping[UUID, StopFacts]
    travel: Travel
    zone: tzinfo

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All rows, from top to bottom."""
        return self.groups + self.fleet

    def block(self, key: Key | None) -> Block | None:
        """The block with this key, if it is on the board."""
        return next((one for lane in self.lanes for one in lane.blocks if one.key == key), None)

    def lane(self, key: UUID) -> Lane | None:
        """The row of a group or vehicle."""
        return next((lane for lane in self.lanes if lane.id == key), None)

    def span(self) -> tuple[datetime, datetime] | None:
        """From the full hour before the first block until the one after the last."""
        blocks = [one for lane in self.lanes for one in lane.blocks]
        if not blocks:
            return None
        first = _full_hour(min(one.start for one in blocks), self.zone)
        end = max(one.end for one in blocks)
        last = _full_hour(end, self.zone)
        return first, last if last == end else last + _HOUR


@dataclass(frozen=True, slots=True)
class Judged:
    """What there is to say of a board: the slack between blocks, and what can't be about each."""

    slack: tuple[Slack, ...] = ()
    troubles: Mapping[Key, frozenset[Trouble]] = field(default_factory=dict)

    def around(self, key: Key) -> tuple[int | None, int | None]:
        """The minutes to spare before and after a block; None where nothing comes before or after."""
        before = min((one.minutes for one in self.slack if one.after == key), default=None)
        return before, min((one.minutes for one in self.slack if one.before == key), default=None)


def judge(board: VisitBoard) -> Judged:
    """What can't be on a board, by the same rules as the finder of conflicts."""
    troubles: defaultdict[Key, set[Trouble]] = defaultdict(set)
    slack: dict[Slack, None] = {}
    for one, other in _neighbours(board):
        if other.start < one.end:
            for block in (one, other):
                troubles[block.key].add(Trouble.OVERLAP)
        found = _slack(board, one, other)
        if found is not None:
            slack[found] = None
            if found.minutes < 0:
                troubles[other.key].add(Trouble.SHORT)
    for key, trouble in (*_at_stops(board), *_aboard(board)):
        troubles[key].add(trouble)
    return Judged(tuple(slack), {key: frozenset(found) for key, found in troubles.items()})


def _neighbours(board: VisitBoard) -> Iterator[tuple[Block, Block]]:
    for lane in board.lanes:
        for blocks in _ways(lane):
            yield from pairwise(blocks)


def _aboard(board: VisitBoard) -> Iterator[tuple[Key, Trouble]]:
    for lane in board.lanes:
        for block in lane.blocks:
            if block.what is What.LEG and block.size > block.seats:
                yield block.key, Trouble.FULL


def _ways(lane: Lane) -> Iterator[Sequence[Block]]:
    """The blocks of a row in order, once for each vehicle that a part of the group rides with."""
    used = dict.fromkeys(one.vehicle for one in lane.blocks if one.what is What.LEG)
    for vehicle in used or {None: None}:
        yield sorted(
            (one for one in lane.blocks if one.what is What.STOP or one.vehicle == vehicle),
            key=lambda one: (one.start, one.end),
        )


def _slack(board: VisitBoard, one: Block, other: Block) -> Slack | None:
    """The slack between two blocks; None where the way is unknown, or there is none."""
    travel, riding = board.travel, (one.what is What.LEG, other.what is What.LEG)
    if one.go == other.come and riding[0] == riding[1]:
        return None
    way = travel.leg(one.go, other.come, one.end.astimezone(board.zone).hour)
    if way is None:
        return None
    needed = way + (0 if any(riding) else boarding(other.size))
    if one.what is What.STOP:
        needed += travel.walks.get(one.go, 0)
    if other.what is What.STOP:
        needed += travel.walks.get(other.come, 0) + board.stops[other.key.ref].security
    spare = int((other.start - one.end).total_seconds() // 60) - needed
    return Slack(one.key, other.key, one.end, other.start, needed, spare)


def _at_stops(board: VisitBoard) -> Iterator[tuple[Key, Trouble]]:
    there: defaultdict[UUID, list[Block]] = defaultdict(list)
    for lane in board.groups:
        for block in lane.blocks:
            if block.what is What.STOP:
                there[block.key.ref].append(block)
    for ref, blocks in there.items():
        stop = board.stops[ref]
        for block in blocks:
            together = [one for one in blocks if one.start < block.end and block.start < one.end]
            if stop.limit is not None and _most(together, block) > stop.limit:
                yield block.key, Trouble.CROWDED
            early = stop.opens is not None and block.start < stop.opens
            if early or (stop.closes is not None and block.end > stop.closes):
                yield block.key, Trouble.OUTSIDE
            if stop.until is not None and block.end > stop.until:
                yield block.key, Trouble.HOST_GONE


def _most(together: Iterable[Block], block: Block) -> int:
    """How many are at a stop at once, at the worst moment of ``block``."""
    found = list(together)
    moments = {max(one.start, block.start) for one in found}
    return max(sum(one.size for one in found if one.start <= at < one.end) for at in moments)


def moved(board: VisitBoard, key: Key, start: datetime, *, together: bool = False) -> VisitBoard:
    """The board with a block that starts at ``start``; with ``together`` so do all groups that are there then."""
    block = board.block(key)
    return board if block is None else _shifted(board, block, start - block.start, together=together)


def stretched(board: VisitBoard, key: Key, end: datetime, *, together: bool = False) -> VisitBoard:
    """The board with a block that ends at ``end``, but never before it starts."""
    block = board.block(key)
    if block is None:
        return board
    least = block.start if block.leaves is None else block.leaves
    end = max(end, least + _LEAST)
    return _each(board, block, lambda one: replace(one, end=end, estimated=False), together=together)


def same_act(block: Block, other: Block, *, together: bool) -> bool:
    """Whether what is done to ``block`` is done to ``other``, too: another row's picture of it, or its neighbour."""
    if block.key.ref != other.key.ref:
        return False
    if block.what is What.LEG or block.key == other.key:
        return True
    return together and (block.start, block.end) == (other.start, other.end)


def _shifted(board: VisitBoard, block: Block, by: timedelta, *, together: bool) -> VisitBoard:
    def shift(one: Block) -> Block:
        leaves = None if one.leaves is None else one.leaves + by
        end = one.end + by
        if one.estimated and leaves is not None:
            minutes = board.travel.leg(one.come, one.go, leaves.astimezone(board.zone).hour) or 0
            end = leaves + timedelta(minutes=minutes)
        return replace(one, start=one.start + by, end=end, leaves=leaves)

    return _each(board, block, shift, together=together)


def _each(board: VisitBoard, block: Block, act: Callable[[Block], Block], *, together: bool) -> VisitBoard:
    def lanes(rows: Iterable[Lane]) -> tuple[Lane, ...]:
        return tuple(
            replace(
                lane,
                blocks=tuple(act(one) if same_act(block, one, together=together) else one for one in lane.blocks),
            )
            for lane in rows
        )

    return replace(board, groups=lanes(board.groups), fleet=lanes(board.fleet))


def snapped(moment: datetime, zone: tzinfo) -> datetime:
    """``moment`` at the nearest five minutes of the wall clock."""
    midnight = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(moment.tzinfo) + STEP * round((moment - midnight) / STEP)


def _full_hour(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(moment.tzinfo)
