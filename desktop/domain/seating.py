"""Where people sit and stand by rank. The rules and their cases are those of precedence in the field of protocol."""

from enum import StrEnum


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
    """Whose hand is the second place: *domestic* 1's left hand (the audience's right), *international* 1's right."""

    DOMESTIC = "domestic"
    INTERNATIONAL = "international"
