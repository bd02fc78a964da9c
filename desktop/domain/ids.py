"""Keys and clocks that several desks can hand out without asking each other.

Keys are UUIDv7 (RFC 9562, section 5.7). The clock is a hybrid logical clock (Kulkarni and others, 2014) in one
integer of 64 bits: 48 bits of milliseconds since 1970 UTC, 16 bits of counter. It never goes back on one desk,
whatever the machine's clock does.
"""

import uuid
from datetime import UTC, datetime

_COUNTER_BITS = 16
_MAX_MS = (1 << 48) - 1


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970 UTC; raises ``ValueError`` for a moment without a zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment without a time zone")
    return int(moment.timestamp() * 1000)


def whole_milliseconds(moment: datetime) -> datetime:
    """``moment`` without what is smaller than a millisecond."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def uuid7(ms: int, randomness: int) -> uuid.UUID:
    """A key made at ``ms`` (milliseconds since 1970 UTC) from at least 74 bits of ``randomness``."""
    if not 0 <= ms <= _MAX_MS:
        raise ValueError(f"a time outside of what UUIDv7 can hold: {ms}")
    high = (randomness >> 62) & 0xFFF
    low = randomness & ((1 << 62) - 1)
    return uuid.UUID(int=ms << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def tick(last: int, now_ms: int) -> int:
    """The hybrid logical clock's next reading after ``last``, at wall time ``now_ms``."""
    return max(last + 1, now_ms << _COUNTER_BITS)


def wall_time(reading: int) -> datetime:
    """The wall time in a hybrid clock's ``reading``, aware UTC, to the millisecond."""
    return datetime.fromtimestamp((reading >> _COUNTER_BITS) / 1000, UTC)
