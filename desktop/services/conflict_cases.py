"""One conflict with all that a way out of it has to look at, and what a change would make of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.domain.conflicts import Conflict, Severity, find
from desktop.domain.conflicts_plan import Entry, Plan
from desktop.domain.conflicts_words import solved_by
from desktop.domain.text import LocalName
from desktop.i18n import Translator
from desktop.services.delegations_record import DelegationRow
from desktop.services.itineraries import Everything
from desktop.services.visits import GroupRow, LegRow, StopRow, VisitRow
from desktop.services.visits_people import whos

_WEIGHTS = {Severity.BLOCKS: 10, Severity.WARNS: 1, Severity.NOTES: 0}


@dataclass(frozen=True, slots=True)
class WayOut:
    """How a conflict ends: by one press; or, where ``opens`` names a page, only by a person there.

    ``ref`` is what is to be opened on that page: a visit, delegation, registration or vehicle.
    """

    conflict: Conflict
    text: str = ""
    values: Mapping[str, LocalName | str | int] = field(default_factory=dict)
    opens: str = ""
    ref: UUID | None = None
    on: LocalName = LocalName()  # noqa: RUF009  frozen

    @property
    def pressed(self) -> bool:
        """Whether one press does it."""
        return not self.opens

    def said(self, _: Translator) -> str:
        """What would be done, as a request."""
        if self.opens:
            return solved_by(_, self.conflict, self.on.said_in(_.language))
        said = {
            name: value.said_in(_.language) if isinstance(value, LocalName) else value
            for name, value in self.values.items()
        }
        return _(self.text, **said)


@dataclass(frozen=True, slots=True)
class Way:
    """A way out with what does it; ``do`` writes in the transaction of the case."""

    out: WayOut
    do: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A conflict in the plan of an event; ``on`` is the name of what its suggestion acts on."""

    session: Session
    event_id: UUID
    zone: ZoneInfo
    whole: Everything
    plan: Plan
    conflict: Conflict
    on: LocalName

    def by_hand(self, page: str, ref: UUID | None = None) -> Way:
        """Only a person can do it, on ``page``."""
        return Way(WayOut(self.conflict, opens=page, ref=ref or self.conflict.suggestion.ref, on=self.on))

    def pressed(self, do: Callable[[], None], text: str, **values: LocalName | str | int) -> Way:
        """``do`` does it; ``text`` is a message id that says what."""
        return Way(WayOut(self.conflict, text, values, on=self.on), do)

    def stop(self, key: UUID) -> tuple[VisitRow, StopRow] | None:
        """The stop with this key and its visit."""
        return next(((tour, stop) for tour in self.whole.visits for stop in tour.stops if stop.id == key), None)

    def leg(self, key: UUID) -> tuple[VisitRow, LegRow] | None:
        """The leg with this key and its visit."""
        return next(((tour, leg) for tour in self.whole.visits for leg in tour.legs if leg.id == key), None)

    def group(self, key: UUID) -> tuple[VisitRow, GroupRow] | None:
        """The group with this key and its visit."""
        return next(((tour, one) for tour in self.whole.visits for one in tour.groups if one.id == key), None)

    def delegation(self, key: UUID) -> DelegationRow:
        """The delegation with this key."""
        return next(one for one in self.whole.delegations if one.id == key)

    def name(self, person: UUID) -> LocalName:
        """What somebody is called."""
        who = whos(self.session, [person]).get(person)
        return LocalName(who.name_zh, who.name_zh, who.name_latin) if who is not None else LocalName()

    def clock(self, moment: datetime) -> str:
        """A moment as the event's clocks show it."""
        return moment.astimezone(self.zone).strftime("%H:%M")

    def moment(self, seconds: int) -> datetime:
        """What the finder counts in seconds."""
        return datetime.fromtimestamp(seconds, UTC)

    def hour(self, seconds: int) -> int:
        """The hour of the day at the event."""
        return datetime.fromtimestamp(seconds, self.zone).hour

    def busy(self, person: UUID, start: int, end: int) -> bool:
        """Whether somebody has anything else to do then that they can't leave."""
        does = self.plan.actors.get(person, ())
        return any(one.start < end and one.end > start and not one.soft for one in does)

    def gain(self, changed: Mapping[UUID, tuple[Entry, ...]], plan: Plan | None = None) -> int:
        """How much better it is for those who are ``changed``, and for the rooms of ``plan``; below 0 is worse."""
        later = plan or self.plan
        was = {key: self.plan.actors.get(key, ()) for key in changed}
        return _cost(_moving(self.plan, was)) - _cost(_moving(later, changed))

    def with_entries(self, change: Callable[[Entry], Entry]) -> dict[UUID, tuple[Entry, ...]]:
        """Those for whom ``change`` makes anything another entry, with their days as they then are."""
        found = {}
        for actor, entries in self.plan.actors.items():
            later = tuple(map(change, entries))
            if later != entries:
                found[actor] = later
        return found


def _moving(plan: Plan, actors: Mapping[UUID, tuple[Entry, ...]]) -> Plan:
    """What of a plan a move in time changes, for ``actors``."""
    bare = replace(plan, actors=actors, legs=(), lists=(), care=(), seatless=())
    return replace(bare, chairs=(), pairs=(), heads=())


def _cost(plan: Plan) -> int:
    return sum(_WEIGHTS[one.severity] * max(1, len(one.who)) for one in find(plan).conflicts)
