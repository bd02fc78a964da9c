"""What the desk is told when a badge is read. The rules alone: no database, no clock, no words for people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """The answer to one scan."""

    ADMITTED = "admitted"
    ALREADY_IN = "already_in"
    ELSEWHERE = "elsewhere"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Where a registration stands before the day; arriving is a fact of its own, not a status."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"

    @property
    def expected(self) -> bool:
        """Whether this guest counts among those expected."""
        return self in EXPECTED


EXPECTED = frozenset({Status.INVITED, Status.CONFIRMED})


class Purpose(StrEnum):
    """What being read at a checkpoint says of a guest: that they are in the building, where in it, or on the way."""

    DOOR = "door"
    HOLDING_ROOM = "holding_room"
    STAGE = "stage"
    VEHICLE = "vehicle"
    SITE = "site"
    OTHER = "other"


class Ways(StrEnum):
    """Which ways a checkpoint reads badges."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


class Direction(StrEnum):
    """Which way a guest went with one scan."""

    IN = "in"
    OUT = "out"


class Entry(StrEnum):
    """How often a guest may enter at a checkpoint: once at all, once on each day, any number of times."""

    ONCE = "once"
    DAILY = "daily"
    OFTEN = "often"


class Asking(StrEnum):
    """What the desk does with a question: hands something over, or asks."""

    HAND_OVER = "hand_over"
    QUESTION = "question"


class Reason(StrEnum):
    """Why a verdict was not *admitted*; a stable code that the screen puts into words.

    *Not received* goes with *admitted* too: a genuine badge whose guest this database does not hold yet.
    """

    NONE = ""
    NOT_HERE = "not_here"
    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"
    FULL = "full"
    LEFT = "left"
    REPEATED = "repeated"
    NOT_INSIDE = "not_inside"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    BADGE_REPLACED = "badge_replaced"
    BADGE_REVOKED = "badge_revoked"
    OTHER_EVENT = "other_event"
    NOT_OURS = "not_ours"
    NOT_RECEIVED = "not_received"
    OFF_THE_LIST = "off_the_list"


@dataclass(frozen=True, slots=True)
class Held:
    """The badge that was read, and what is known of its guest at this checkpoint.

    ``entered`` is that they used up their right to enter; ``inside`` that they are there now; ``repeated`` that the
    same badge was let through here a moment ago, so that this reading is the same one.
    """

    status: Status
    revoked: bool = False
    replaced: bool = False
    may_enter: bool = True
    entered: bool = False
    inside: bool = False
    repeated: bool = False
    other_event: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """From when and until when a checkpoint admits; None is "always"."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How many are in a place, and how many may be; None is "as many as come"."""

    inside: int = 0
    capacity: int | None = None

    @property
    def full(self) -> bool:
        """Whether nobody more may enter."""
        return self.capacity is not None and self.inside >= self.capacity


_ALWAYS, _ANY = Opening(), Room()


def direction_of(ways: Ways, *, inside: bool) -> Direction:
    """Which way a guest goes who is read at a checkpoint: where both are possible, the other way than before."""
    return Direction.OUT if ways is Ways.OUT or (ways is Ways.BOTH and inside) else Direction.IN


def decide(
    held: Held | None,
    opening: Opening,
    at: datetime,
    direction: Direction = Direction.IN,
    room: Room = _ANY,
) -> tuple[Verdict, Reason]:
    """The verdict on a badge read at ``at`` (aware UTC), and why.

    An unknown badge, and one of another event, says nothing about anybody; a badge that no longer counts beats a
    guest who no longer comes; that beats being inside already; that beats the wrong place or time, so that a
    guest who is in and comes back late is told so. Whoever is inside may always leave.
    """
    if held is None:
        return Verdict.UNKNOWN, Reason.NOT_OURS
    if held.other_event:
        return Verdict.UNKNOWN, Reason.OTHER_EVENT
    leaving = direction is Direction.OUT
    for stops, verdict, reason in (
        (held.replaced, Verdict.REPLACED, Reason.BADGE_REPLACED),
        (held.revoked, Verdict.REPLACED, Reason.BADGE_REVOKED),
        (not leaving and held.status is Status.CANCELLED, Verdict.CANCELLED, Reason.CANCELLED),
        (not leaving and held.status is Status.DECLINED, Verdict.CANCELLED, Reason.DECLINED),
        (held.repeated, Verdict.ALREADY_IN, Reason.REPEATED),
        (leaving and not held.inside, Verdict.ELSEWHERE, Reason.NOT_INSIDE),
        (leaving, Verdict.ADMITTED, Reason.NONE),
        (held.entered, Verdict.ALREADY_IN, Reason.NONE if held.inside else Reason.LEFT),
        (not held.may_enter, Verdict.ELSEWHERE, Reason.NOT_HERE),
        (opening.opens_at is not None and at < opening.opens_at, Verdict.ELSEWHERE, Reason.NOT_YET_OPEN),
        (opening.closes_at is not None and at >= opening.closes_at, Verdict.ELSEWHERE, Reason.CLOSED),
        (room.full, Verdict.ELSEWHERE, Reason.FULL),
    ):
        if stops:
            return verdict, reason
    return Verdict.ADMITTED, Reason.NONE
