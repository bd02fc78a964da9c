"""What would solve a conflict, and doing just that in one act that can be taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.conflicts import Act, find
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services import conflict_ways_people as people
from desktop.services import conflict_ways_seats as seats
from desktop.services import conflict_ways_times as times
from desktop.services.conflict_cases import Case, Way, WayOut
from desktop.services.conflicts import NoSuchConflict, named, plan_of
from desktop.services.itineraries import everything
from desktop.services.programme import zone_of


class OnlyByHand(UserError):
    code = "only_by_hand"
    text = N_("Only a person can solve this one. Open what it is about and change it there.")


@dataclass(frozen=True, slots=True)
class Solved:
    """What was done; ``gone`` is whether the conflict is no more."""

    way: WayOut
    gone: bool

    def said(self, _: Translator) -> str:
        """What was done, for a notice."""
        return _("Done: {what}.", what=self.way.said(_))


_WAYS: Mapping[Act, Callable[[Case], Way]] = {
    Act.TAKE_OUT: lambda case: times.give_way(case) or people.take_out(case),
    Act.SUBSTITUTE: people.substitute,
    Act.MOVE: times.move,
    Act.SHORTEN: times.shorten,
    Act.MOVE_PEOPLE: people.move_people,
    Act.SPLIT_GROUP: times.split,
    Act.FILL_FIELDS: lambda case: case.by_hand("people", case.conflict.who[0]),
    Act.SEND_LIST: lambda case: case.by_hand("papers"),
    Act.NAME_LEADER: people.name_leader,
    Act.NAME_LIAISON: people.name_liaison,
    Act.NAME_INTERPRETER: people.name_interpreter,
    Act.ADD_MEAL: times.add_meal,
    Act.SECOND_DRIVER: lambda case: case.by_hand("places"),
    Act.GIVE_SEAT: people.give_seat,
    Act.RESEAT: seats.reseat,
}


def way_out(session: Session, event_id: UUID, key: str, now: datetime) -> WayOut | None:
    """What one press would do about a conflict, or where a person has to do it; None where it is no more."""
    return ways_out(session, event_id, now, key).get(key)


def ways_out(session: Session, event_id: UUID, now: datetime, key: str = "") -> dict[str, WayOut]:
    """The way out of each conflict of an event by its key, or only of the one with ``key``."""
    return {case.conflict.key: _way(case).out for case in _cases(session, event_id, now, key)}


def solve(session: Session, event_id: UUID, key: str, now: datetime) -> Solved:
    """Do what ``way_out`` says. Raises ``NoSuchConflict`` where it is no more, ``OnlyByHand`` where it can't be."""
    case = next(iter(_cases(session, event_id, now, key)), None)
    if case is None:
        raise NoSuchConflict
    way = _way(case)
    if way.do is None:
        raise OnlyByHand
    way.do()
    session.flush()
    return Solved(way.out, not _cases(session, event_id, now, key))


def _way(case: Case) -> Way:
    return _WAYS[case.conflict.suggestion.act](case)


def _cases(session: Session, event_id: UUID, now: datetime, key: str = "") -> list[Case]:
    """The conflicts as they now are, or the one with ``key``."""
    whole = everything(session, event_id)
    plan = plan_of(session, event_id, whole, now)
    chosen = [one for one in find(plan).conflicts if not key or one.key == key]
    zone = zone_of(session, event_id)
    return [
        Case(session, event_id, zone, whole, plan, row.conflict, row.on)
        for row in named(session, event_id, whole, chosen)
    ]
