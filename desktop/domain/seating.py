"""Where people sit and stand by rank. The rules and their cases are those of precedence in the field of protocol.

Rows are given front first and each from the audience's left, so that somebody's own right hand is to the left.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import Generic, TypeVar

from desktop.domain.agreements import Side, SigningPart

P = TypeVar("P", bound=Hashable)


class Layout(StrEnum):
    """A rule by which people are placed."""

    ROSTRUM = "rostrum"
    PHOTO = "photo"
    INTERLEAVED = "interleaved"
    SIGNING_TABLE = "signing-table"
    CHAIR = "chair"
    BATCH = "batch"
    CAR = "car"


class Convention(StrEnum):
    """Whose hand is the second place: *domestic* 1's left hand (the audience's right), *international* 1's right.

    It orders those of one rank order. Where hosts and guests face each other's ranks, the guests are at the hosts'
    right hand in either.
    """

    DOMESTIC = "domestic"
    INTERNATIONAL = "international"


class Traffic(StrEnum):
    """On which side of the road cars drive; the place of honour is behind the seat beside the driver."""

    LEFT = "left"
    RIGHT = "right"


class Spot(StrEnum):
    """What a place is for."""

    ROW = "row"
    """In rank order with all others."""
    MEETING = "meeting"
    """Among hosts and guests in turn."""
    TABLE = "table"
    """Signs."""
    ASSISTANT = "assistant"
    WITNESS = "witness"
    OFFICIATING = "officiating"
    WAITING = "waiting"
    """Seated in front until it is their turn to sign."""
    REAR = "rear"
    """Behind the driver."""
    ESCORT = "escort"
    """Beside the driver."""


@dataclass(frozen=True, slots=True)
class Standing(Generic[P]):
    """Somebody who is to be placed.

    Without a ``part`` the first of a side signs and the others witness; who has no side officiates. ``signing`` from 1
    is which of several; where nobody says (0), the first host signs with the first guest, and so on.
    """

    person: P
    side: Side = Side.NONE
    part: SigningPart | None = None
    signing: int = 0


@dataclass(frozen=True, slots=True)
class Placed(Generic[P]):
    """A place and who is there; ``rank`` from 1 is theirs among those whom the rule puts in one order."""

    person: P
    side: Side
    spot: Spot
    rank: int
    signing: int = 0
    by_hand: bool = False

    @property
    def label(self) -> str:
        """The place in short, as plans and protocol write it: 1, H2, G1."""
        return f"{_LETTERS[self.side]}{self.rank}"


@dataclass(frozen=True, slots=True)
class Moved(Generic[P]):
    """Who is no longer where they were: row and place from 1, None for who came or left."""

    person: P
    before: tuple[int, int] | None
    after: tuple[int, int] | None


Rows = tuple[tuple[Placed[P], ...], ...]
Pins = Mapping[P, tuple[int, int]]
"""Row and place, from 1, at which somebody was put by hand."""

_LETTERS = {Side.HOST: "H", Side.GUEST: "G", Side.NONE: ""}
_SIDED = frozenset({Spot.MEETING, Spot.TABLE, Spot.ASSISTANT, Spot.WITNESS})
_LEFT_ZONES = frozenset({
    "Asia/Hong_Kong", "Hongkong", "Asia/Macau", "Asia/Macao", "Asia/Tokyo", "Japan", "Asia/Singapore", "Singapore",
    "Asia/Bangkok", "Asia/Kuala_Lumpur", "Asia/Jakarta", "Asia/Kolkata", "Asia/Colombo", "Asia/Dhaka",
    "Europe/London", "Europe/Dublin", "Pacific/Auckland", "Africa/Johannesburg", "Africa/Nairobi",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How people are to be placed.

    ``sizes`` are those of a photo's rows, front first; without them ``rows`` are balanced. ``turn`` from 0 is who sits
    on the one chair.
    """

    layout: Layout
    convention: Convention = Convention.INTERNATIONAL
    rows: int = 1
    sizes: Sequence[int] = ()
    traffic: Traffic = Traffic.LEFT
    turn: int = 0


def arrange(people: Sequence[Standing[P]], setting: Setting, pins: Pins[P] | None = None) -> Rows[P]:
    """Place ``people``, the highest first, by the rule; who has a pin is there, and the others are placed around them.

    A pin beyond the last row or the end of a row is the last row, or the free place nearest to that end; for one in a
    row that others fill by hand the rule holds. Nobody is left out and no row is empty.
    """
    rows = tuple(row for row in _RULES[setting.layout](people, setting) if row)
    return _around(rows, pins) if pins else rows


def from_stage(rows: Rows[P]) -> Rows[P]:
    """``rows`` as those on stage see them, and back."""
    return tuple(row[::-1] for row in rows)


def names(rows: Rows[P]) -> list[list[P]]:
    """Who is where, and nothing else."""
    return [[placed.person for placed in row] for row in rows]


def moved(before: Rows[P], after: Rows[P]) -> list[Moved[P]]:
    """Who stands elsewhere ``after`` than ``before``, in the order of their new places; who left comes last."""
    was, now = _places(before), _places(after)
    changed = [Moved(person, was.get(person), at) for person, at in now.items() if was.get(person) != at]
    return changed + [Moved(person, at, None) for person, at in was.items() if person not in now]


def in_line(ranked: Sequence[P], convention: Convention) -> list[P]:
    """One row: the first in the middle, the others outwards in turn, the second at the hand that ``convention`` says.

    Of an even number the first two share the middle.
    """
    domestic = [*ranked[::2][::-1], *ranked[1::2]]
    return domestic if convention is Convention.DOMESTIC else domestic[::-1]


def row_sizes(count: int, rows: int, sizes: Sequence[int] = ()) -> list[int]:
    """How many stand in each row, front first: as ``sizes`` say, or balanced with no row longer than one behind it.

    Who finds no room in rows of given sizes is in further rows like the last.
    """
    given = [size for size in sizes if size > 0]
    if not given:
        used = min(max(rows, 1), count)
        short, longer = divmod(count, used) if used else (0, 0)
        return [short] * (used - longer) + [short + 1] * longer
    found: list[int] = []
    while (left := count - sum(found)) > 0:
        found.append(min(given[min(len(found), len(given) - 1)], left))
    return found


def traffic_of(zone: str) -> Traffic:
    """On which side cars drive where the clock is that of ``zone``, an IANA name."""
    left = zone in _LEFT_ZONES or zone.startswith("Australia/")
    return Traffic.LEFT if left else Traffic.RIGHT


def _line(people: Iterable[Standing[P]], spot: Spot, convention: Convention) -> tuple[Placed[P], ...]:
    return tuple(in_line(_ranked(people, spot), convention))


def _ranked(people: Iterable[Standing[P]], spot: Spot) -> list[Placed[P]]:
    return [Placed(one.person, one.side, spot, rank, one.signing) for rank, one in enumerate(people, 1)]


def _rostrum(people: Sequence[Standing[P]], setting: Setting) -> Rows[P]:
    return (_line(people, Spot.ROW, setting.convention),)


def _photo(people: Sequence[Standing[P]], setting: Setting) -> Rows[P]:
    ranked, rows, start = _ranked(people, Spot.ROW), [], 0
    for size in row_sizes(len(people), setting.rows, setting.sizes):
        rows.append(tuple(in_line(ranked[start : start + size], setting.convention)))
        start += size
    return tuple(rows)


def _interleaved(people: Sequence[Standing[P]], setting: Setting) -> Rows[P]:
    """With too few hosts to part all guests, one still stands at each end, and guests stand together further in."""
    hosts = _ranked([one for one in people if one.side is Side.HOST], Spot.MEETING)
    others = [one for one in people if one.side is not Side.HOST]
    if not hosts:
        return (_line(others, Spot.MEETING, setting.convention),)
    guests = _ranked(others, Spot.MEETING)
    right, left = guests[::2], guests[1::2]
    at_right: list[Placed[P]] = []
    at_left: list[Placed[P]] = []
    for host in hosts[1:]:
        (at_right if _to_the_right(right, left, at_right, at_left) else at_left).append(host)
    return ((*_outwards(right, at_right)[::-1], hosts[0], *_outwards(left, at_left)),)


def _to_the_right(
    right: Sequence[object], left: Sequence[object], at_right: Sequence[object], at_left: Sequence[object]
) -> bool:
    """Whether the next host goes to the right hand: in turn while guests are to be parted, then to the shorter side."""
    wanted_right, wanted_left = len(right) > len(at_right), len(left) > len(at_left)
    if wanted_right != wanted_left:
        return wanted_right
    if wanted_right:
        return len(at_right) <= len(at_left)
    return len(right) + len(at_right) <= len(left) + len(at_left)


def _outwards(guests: Sequence[Placed[P]], hosts: Sequence[Placed[P]]) -> list[Placed[P]]:
    """One side from the middle outwards: in turn, a host at the end."""
    last = max(len(guests) - 1, 0) if len(hosts) >= len(guests) else len(hosts) - 1
    parting, closing = hosts[: max(last, 0)], hosts[max(last, 0) :]
    return [one for pair in zip_longest(guests, parting) for one in pair if one is not None] + [*closing]


def _signing_table(people: Sequence[Standing[P]], setting: Setting) -> Rows[P]:
    sided, officiating = _officiating(people)
    table, witnesses = _pair(sided)
    return table, witnesses, _line(officiating, Spot.OFFICIATING, setting.convention)


def _batch(people: Sequence[Standing[P]], setting: Setting) -> Rows[P]:
    sided, officiating = _officiating(people)
    if not any(one.signing for one in sided):
        sided = _in_pairs(sided)
    pairs = [_pair([one for one in sided if one.signing == n]) for n in sorted({one.signing for one in sided})]
    table, witnesses = (tuple(one for pair in pairs for one in pair[row]) for row in (0, 1))
    return table, witnesses, _line(officiating, Spot.OFFICIATING, setting.convention)


def _in_pairs(people: Iterable[Standing[P]]) -> list[Standing[P]]:
    seen = {Side.HOST: 0, Side.GUEST: 0}
    found = []
    for one in people:
        seen[one.side] += 1
        found.append(replace(one, signing=seen[one.side]))
    return found


def _officiating(people: Iterable[Standing[P]]) -> tuple[list[Standing[P]], list[Standing[P]]]:
    sided: list[Standing[P]] = []
    others: list[Standing[P]] = []
    for one in people:
        officiates = one.side is Side.NONE or one.part is SigningPart.OFFICIATING
        (others if officiates else sided).append(one)
    return sided, others


def _pair(people: Sequence[Standing[P]]) -> tuple[tuple[Placed[P], ...], tuple[Placed[P], ...]]:
    """Those at the table and those behind it, the guests at the hosts' right hand."""
    guests, hosts = (_party([one for one in people if one.side is side]) for side in (Side.GUEST, Side.HOST))
    at_table = [[*party[Spot.TABLE], *party[Spot.ASSISTANT]] for party in (guests, hosts)]
    table = (*at_table[0][::-1], *at_table[1])
    return table, (*guests[Spot.WITNESS][::-1], *hosts[Spot.WITNESS])


def _party(people: Sequence[Standing[P]]) -> dict[Spot, list[Placed[P]]]:
    said = any(one.part is SigningPart.SIGNATORY for one in people)
    found: dict[Spot, list[Standing[P]]] = {Spot.TABLE: [], Spot.ASSISTANT: [], Spot.WITNESS: []}
    for one in people:
        if one.part is SigningPart.SIGNATORY or (one.part is None and not said):
            said = True
            found[Spot.TABLE].append(one)
        else:
            found[Spot.ASSISTANT if one.part is SigningPart.ASSISTANT else Spot.WITNESS].append(one)
    return {spot: _ranked(ones, spot) for spot, ones in found.items()}


def _chair(people: Sequence[Standing[P]], setting: Setting) -> Rows[P]:
    """The parties stay in the order agreed, from the audience's left."""
    signs = {SigningPart.SIGNATORY} if any(one.part is SigningPart.SIGNATORY for one in people) else {None}
    parties = _ranked([one for one in people if one.part in signs], Spot.WAITING)
    turn = min(max(setting.turn, 0), max(len(parties) - 1, 0))
    sitting = [replace(one, spot=Spot.TABLE) for one in parties[turn : turn + 1]]
    helping = [one for one in people if one.part is SigningPart.ASSISTANT]
    behind = [one for one in people if one.part not in signs and one.part is not SigningPart.ASSISTANT]
    return (
        (*parties[:turn], *parties[turn + 1 :]),
        (*sitting, *_ranked(helping, Spot.ASSISTANT)),
        _line(behind, Spot.OFFICIATING, setting.convention),
    )


def _car(people: Sequence[Standing[P]], setting: Setting) -> Rows[P]:
    """The escort is the first of the hosts, or the last of three or more. More than fit are in further rows."""
    hosts = [one for one in people if one.side is Side.HOST]
    escort = hosts[:1] or (list(people[-1:]) if len(people) > 2 else [])
    riding = _ranked([one for one in people if not any(one is other for other in escort)], Spot.REAR)
    rows: list[tuple[Placed[P], ...]] = [tuple(_ranked(escort, Spot.ESCORT))]
    for start in range(0, len(riding), 3):
        first, *others = riding[start : start + 3]
        seated = (first, *others[::-1])
        rows.append(seated if setting.traffic is Traffic.LEFT else seated[::-1])
    return tuple(rows)


def _around(rows: Rows[P], pins: Pins[P]) -> Rows[P]:
    """Those with a pin at it, and the others at the places that are left, each kind in its order."""
    people = [one for row in rows for one in row]
    held = _held(rows, [one for one in people if one.person in pins], pins)
    pinned = {id(one) for one in held.values()}
    kinds: dict[tuple[object, ...], list[Placed[P]]] = {}
    for one in sorted(people, key=lambda one: one.rank):
        if id(one) not in pinned:
            kinds.setdefault(_kind(one), []).append(one)
    found = {at: replace(one, spot=rows[at[0]][at[1]].spot, by_hand=True) for at, one in held.items()}
    free = [(one, (r, p)) for r, row in enumerate(rows) for p, one in enumerate(row) if (r, p) not in held]
    over = []
    for one, at in sorted(free, key=lambda cell: cell[0].rank):
        if waiting := kinds.get(_kind(one)):
            found[at] = waiting.pop(0)
        else:
            over.append((one, at))
    left = [one for waiting in kinds.values() for one in waiting]
    for (cell, at), one in zip(over, left, strict=True):
        found[at] = replace(one, spot=cell.spot)
    return tuple(tuple(found[r, p] for p in range(len(row))) for r, row in enumerate(rows))


def _held(rows: Rows[P], people: Iterable[Placed[P]], pins: Pins[P]) -> dict[tuple[int, int], Placed[P]]:
    """Whoever has a place by hand, at it: first those whose place there is."""
    held: dict[tuple[int, int], Placed[P]] = {}
    wanted = {one.person: (pins[one.person][0] - 1, pins[one.person][1] - 1) for one in people}

    def strays(one: Placed[P]) -> bool:
        row, place = wanted[one.person]
        return not (0 <= row < len(rows) and 0 <= place < len(rows[row]))

    for one in sorted(people, key=strays):
        row, place = wanted[one.person]
        row = min(max(row, 0), len(rows) - 1)
        free = [at for at in range(len(rows[row])) if (row, at) not in held]
        if free:
            held[row, min(free, key=lambda at: abs(at - place))] = one
    return held


def _kind(one: Placed[P]) -> tuple[object, ...]:
    return one.spot, one.signing, one.side if one.spot in _SIDED else Side.NONE


def _places(rows: Rows[P]) -> dict[P, tuple[int, int]]:
    return {one.person: (r, p) for r, row in enumerate(rows, 1) for p, one in enumerate(row, 1)}


_RULES: Mapping[Layout, Callable[[Sequence[Standing[P]], Setting], Rows[P]]] = {
    Layout.ROSTRUM: _rostrum,
    Layout.PHOTO: _photo,
    Layout.INTERLEAVED: _interleaved,
    Layout.SIGNING_TABLE: _signing_table,
    Layout.CHAIR: _chair,
    Layout.BATCH: _batch,
    Layout.CAR: _car,
}
