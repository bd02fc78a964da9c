"""Everything one person does, as tasks in time order, whatever part of the event it belongs to."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from desktop.domain.conflicts_plan import Doing
from desktop.domain.text import LocalName
from desktop.domain.visits import Mode, Who


@dataclass(frozen=True, slots=True)
class Task:
    """Something that people do together: an item, a stop, a leg, a journey; moments are aware UTC.

    One is to be there at ``start``; a leg gathers then and leaves at ``leaves``. ``come`` and ``go`` are sites,
    ``spot`` the room or vehicle; ``before`` and ``after`` are minutes between that and where vehicles stop.
    """

    ref: UUID
    doing: Doing
    start: datetime
    end: datetime
    title: LocalName
    place: LocalName = LocalName()  # noqa: RUF009  frozen
    come: UUID | None = None
    go: UUID | None = None
    spot: Hashable = None
    leaves: datetime | None = None
    before: int = 0
    after: int = 0
    size: int = 1
    soft: bool = False
    meal: bool = False
    ask: Who | None = None
    note: str = ""
    key: UUID | None = None

    @property
    def uid(self) -> UUID:
        """What calendars know it by: one stop is another thing for each group that goes there."""
        return self.key or self.ref


def stop_key(stop: UUID, group: UUID) -> UUID:
    """What a group's time at a stop is known by."""
    return uuid5(stop, group.hex)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Somebody's part in a task; ``role`` is a message id, or nothing for who simply takes part."""

    person: UUID
    task: Task
    role: str = ""


@dataclass(frozen=True, slots=True)
class ItineraryEntry:
    """One line of an itinerary: a task with the parts that whoever it is for has in it."""

    task: Task
    roles: tuple[str, ...] = ()
    people: tuple[UUID, ...] = ()


def itinerary(assignments: Iterable[Assignment], people: Sequence[UUID]) -> list[ItineraryEntry]:
    """What ``people`` do, each task once, in time order."""
    wanted = frozenset(people)
    found: dict[tuple[UUID, datetime], tuple[Task, dict[str, None], dict[UUID, None]]] = {}
    for one in assignments:
        if one.person not in wanted:
            continue
        _task, roles, who = found.setdefault((one.task.ref, one.task.start), (one.task, {}, {}))
        who[one.person] = None
        if one.role:
            roles[one.role] = None
    lines = [ItineraryEntry(task, tuple(roles), tuple(who)) for task, roles, who in found.values()]
    return sorted(lines, key=lambda line: (line.task.start, line.task.end, str(line.task.ref)))


LEAD = {Mode.FLIGHT: 120, Mode.TRAIN: 45, Mode.BORDER: 20, Mode.PORT: 45, Mode.ROAD: 0}
"""Minutes before a departure at which one has to be there."""
CLEARING = {Mode.FLIGHT: 45, Mode.TRAIN: 20, Mode.BORDER: 20, Mode.PORT: 30, Mode.ROAD: 5}
"""Minutes after an arrival until one stands outside."""
