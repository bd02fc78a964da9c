"""What a conflict is, how bad, and what would solve it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a conflict is."""

    TWO_PLACES = "two_places"
    HOST_BUSY = "host_busy"
    NO_TIME = "no_time"
    JOURNEY = "journey"
    VEHICLE_TWICE = "vehicle_twice"
    FULL_VEHICLE = "full_vehicle"
    FULL_STOP = "full_stop"
    OUTSIDE_HOURS = "outside_hours"
    LIST_INCOMPLETE = "list_incomplete"
    LIST_LATE = "list_late"
    NO_LEADER = "no_leader"
    NO_LIAISON = "no_liaison"
    NO_INTERPRETER = "no_interpreter"
    NO_MEAL = "no_meal"
    DRIVER_HOURS = "driver_hours"
    LEFT_BEHIND = "left_behind"
    NO_WHEELCHAIR = "no_wheelchair"
    NOT_APART = "not_apart"
    NOT_TOGETHER = "not_together"
    LEADERS_TOGETHER = "leaders_together"
    LEADERS_APART = "leaders_apart"


class Severity(StrEnum):
    """How bad a conflict is, worst first."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


class Act(StrEnum):
    """What would solve a conflict."""

    TAKE_OUT = "take_out"
    SUBSTITUTE = "substitute"
    MOVE = "move"
    SHORTEN = "shorten"
    MOVE_PEOPLE = "move_people"
    SPLIT_GROUP = "split_group"
    FILL_FIELDS = "fill_fields"
    SEND_LIST = "send_list"
    NAME_LEADER = "name_leader"
    NAME_LIAISON = "name_liaison"
    NAME_INTERPRETER = "name_interpreter"
    ADD_MEAL = "add_meal"
    SECOND_DRIVER = "second_driver"
    GIVE_SEAT = "give_seat"
    RESEAT = "reseat"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One action that solves a conflict: on ``ref``, by so much (minutes, below 0 earlier; or people)."""

    act: Act
    ref: UUID
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that can't be as planned. ``who`` are people, vehicles or delegations; ``what`` is it between.

    ``amount`` is by how much: minutes that lack or are too many, or people. The moments are seconds since 1970, 0
    where it has none.
    """

    kind: Kind
    severity: Severity
    who: tuple[UUID, ...]
    what: tuple[UUID, ...]
    start: int
    end: int
    amount: int
    suggestion: Suggestion

    @property
    def key(self) -> str:
        """What names it, as long as nothing of it changes."""
        said = " ".join(map(str, (self.kind, *self.who, *self.what, self.start, self.end, self.amount)))
        return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()
