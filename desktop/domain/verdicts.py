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


class Reason(StrEnum):
    """Why a verdict was not *admitted*; a stable code that the screen puts into words."""

    NONE = ""
    NOT_HERE = "not_here"
    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    BADGE_REPLACED = "badge_replaced"
    BADGE_REVOKED = "badge_revoked"
    OTHER_EVENT = "other_event"
    NOT_OURS = "not_ours"
    NOT_RECEIVED = "not_received"


@dataclass(frozen=True, slots=True)
class Held:
    """The badge that was read, and what is known of its guest at this checkpoint."""

    status: Status
    revoked: bool
    replaced: bool
    category_admitted: bool
    already_in: bool
    other_event: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """From when and until when a checkpoint admits; None is "always"."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


def decide(held: Held | None, opening: Opening, at: datetime) -> tuple[Verdict, Reason]:
    """The verdict on a badge read at ``at`` (aware UTC), and why.

    An unknown badge, and one of another event, says nothing about anybody; a badge that no longer counts beats a
    guest who no longer comes; that beats being inside already; that beats the wrong place or time, so that a
    guest who is in and comes back late is told so.
    """
    if held is None:
        return Verdict.UNKNOWN, Reason.NOT_OURS
    if held.other_event:
        return Verdict.UNKNOWN, Reason.OTHER_EVENT
    for stops, verdict, reason in (
        (held.replaced, Verdict.REPLACED, Reason.BADGE_REPLACED),
        (held.revoked, Verdict.REPLACED, Reason.BADGE_REVOKED),
        (held.status is Status.CANCELLED, Verdict.CANCELLED, Reason.CANCELLED),
        (held.status is Status.DECLINED, Verdict.CANCELLED, Reason.DECLINED),
        (held.already_in, Verdict.ALREADY_IN, Reason.NONE),
        (not held.category_admitted, Verdict.ELSEWHERE, Reason.NOT_HERE),
        (opening.opens_at is not None and at < opening.opens_at, Verdict.ELSEWHERE, Reason.NOT_YET_OPEN),
        (opening.closes_at is not None and at >= opening.closes_at, Verdict.ELSEWHERE, Reason.CLOSED),
    ):
        if stops:
            return verdict, reason
    return Verdict.ADMITTED, Reason.NONE
