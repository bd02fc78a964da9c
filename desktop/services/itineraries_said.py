"""A line of an itinerary in words: where to be when, what happens there, how it goes on, and whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.conflicts_plan import Doing
from desktop.domain.itineraries import Task, stop_key
from desktop.domain.naming import unbroken
from desktop.domain.visits import Aboard, DelegationRole, GroupRole, StopRole, Way, Who
from desktop.domain.visits_words import MODE_WORDS, ROLE_WORDS, RULE_WORDS
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.delegations_record import DelegationRow, JourneyRow
from desktop.services.itineraries import Everything
from desktop.services.visits import GroupRow, LegRow, StopRow, VehicleRow, VisitRow

_RECEIVES, _CONTACT = N_("Received by"), N_("Contact there")
_ESCORT, _DRIVER = N_("Escort on board"), N_("Driver")
_MEETS, _SEES_OFF = N_("Met by"), N_("Seen off by")
_MOST_ASKED = 2
_AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to ask; ``what`` they are is a message id."""

    what: str
    who: Who

    def said(self, _: Translator) -> str:
        """Who it is, with the phone."""
        name = " ".join(filter(None, (self.who.said_in(_.language), unbroken(self.who.phone))))
        return _("{part}: {names}", part=_(self.what), names=name)


@dataclass(frozen=True, slots=True)
class Said:
    """A line in one language; ``start`` is when to be there."""

    start: str
    end: str
    title: str
    details: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def clock(moment: datetime, zone: str) -> str:
    """A time on the wall; in an hour that comes twice, with how far that wall is from UTC."""
    local = moment.astimezone(ZoneInfo(zone))
    twice = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f"{local:%H:%M} ({offset(local)})" if twice else f"{local:%H:%M}"


def end_clock(start: datetime, end: datetime, zone: str) -> str:
    """When it ends, with how many days later that is."""
    wall = ZoneInfo(zone)
    days = (end.astimezone(wall).date() - start.astimezone(wall).date()).days
    said = clock(end, zone)
    return f"{said} (+{days})" if days > 0 else said


def offset(local: datetime) -> str:
    """How far a wall is from UTC: UTC+8, UTC−3:30."""
    away = local.utcoffset()
    minutes = round(away.total_seconds() / 60) if away is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def people_count(n: int, _: Translator) -> str:
    """So many people."""
    return _.ngettext("{n} person", "{n} people", n)


class Planned:
    """What is planned, in words: tasks with what they are made of."""

    def __init__(self, whole: Everything, zone: str) -> None:
        self.whole, self.zone = whole, zone

    @cached_property
    def legs(self) -> Mapping[UUID, tuple[VisitRow, LegRow, VehicleRow]]:
        """Each leg with its visit and vehicle."""
        return {
            leg.id: (tour, leg, next(one for one in tour.vehicles if one.id == leg.vehicle_id))
            for tour in self.whole.visits
            for leg in tour.legs
        }

    @cached_property
    def stops(self) -> Mapping[UUID, tuple[VisitRow, StopRow]]:
        """Each stop with its visit."""
        return {stop.id: (tour, stop) for tour in self.whole.visits for stop in tour.stops}

    @cached_property
    def journeys(self) -> Mapping[UUID, tuple[DelegationRow, JourneyRow]]:
        """Each journey with its delegation."""
        return {journey.id: (group, journey) for group in self.whole.delegations for journey in group.journeys}

    def said(self, task: Task, _: Translator) -> Said:
        """A task in the words of ``_``."""
        if task.doing is Doing.LEG:
            title, details, asked = self._leg(task, _)
        elif task.doing is Doing.JOURNEY:
            title, details, asked = self._journey(task, _)
        elif task.doing is Doing.PROGRAMME:
            title, details, asked = task.title.said_in(_.language), [task.place.said_in(_.language), task.note], []
        else:
            title, details, asked = self._stop(task, _)
        start = _begins(task)
        return Said(
            clock(start, self.zone),
            end_clock(start, task.end, self.zone) if task.end > start else "",
            title,
            tuple(filter(None, details)),
            tuple(one.said(_) for one in asked[:_MOST_ASKED]),
        )

    def _leg(self, task: Task, _: Translator) -> tuple[str, list[str], list[Asked]]:
        tour, leg, vehicle = self.legs[task.ref]
        name = " ".join(filter(None, (vehicle.name.said_in(_.language), vehicle.plate)))
        where = " · ".join(filter(None, (leg.boarding_point, leg.start.said_in(_.language))))
        leaves, arrives = clock(leg.leaves, self.zone), end_clock(leg.leaves, leg.arrives, self.zone)
        if leg.estimated:
            goes = _("Leaves {leaves}, arrives about {arrives}", leaves=leaves, arrives=arrives)
        else:
            goes = _("Leaves {leaves}, arrives {arrives}", leaves=leaves, arrives=arrives)
        asked = [Asked(_ESCORT, one.who) for one in tour.aboard(vehicle.id, leg.id) if one.role is Aboard.ESCORT]
        title = _("{vehicle} to {place}", vehicle=name, place=leg.end.said_in(_.language))
        return title, [_("Gather at: {place}", place=where), goes, leg.note], asked or driver_asked(vehicle)

    def _stop(self, task: Task, _: Translator) -> tuple[str, list[str], list[Asked]]:
        tour, stop = self.stops[task.ref]
        between = _.pgettext("between names", ", ")
        title = " · ".join(dict.fromkeys(filter(None, (stop.site.said_in(_.language), stop.place.said_in(_.language)))))
        if task.doing is Doing.HOST:
            groups = [one for one in tour.groups if _goes(task, stop, one)]
            coming = between.join(
                " ".join((one.name.said_in(_.language), people_count(len(one.expected), _))) for one in groups
            )
            guides = [one.who for group in groups for one in group.expected if one.role is GroupRole.GUIDE]
            return title, [coming, stop.content], [Asked(N_("Guide"), one) for one in guides]
        rules = between.join(_(RULE_WORDS[one]) for one in RULE_WORDS if one in stop.rules)
        asked = [Asked(_RECEIVES, one.who) for one in stop.people if one.role is StopRole.RECEIVES]
        contact = [Asked(_CONTACT, one.who) for one in stop.people if one.role is StopRole.CONTACT]
        return title, [stop.host.said_in(_.language), stop.content, rules, stop.note], [*contact, *asked]

    def _journey(self, task: Task, _: Translator) -> tuple[str, list[str], list[Asked]]:
        group, one = self.journeys[task.ref]
        place, arrives = one.place.said_in(_.language), one.way is Way.ARRIVAL
        number = " ".join((_(MODE_WORDS[one.mode]), one.number)).strip()
        if one.far_place:
            ways = N_("{number} from {place}"), N_("{number} to {place}")
            title = _(ways[not arrives], number=number, place=one.far_place)
        else:
            title = number
        far = self._far(one, _)
        here = clock(one.at, self.zone)
        if arrives:
            near = _("Arrives {time}, {place}", time=here, place=place) if place else _("Arrives {time}", time=here)
        else:
            near = _("Leaves {time}, {place}", time=here, place=place) if place else _("Leaves {time}", time=here)
        details = [far, near] if arrives else [near, far]
        asked = [Asked(_MEETS if arrives else _SEES_OFF, one.met_by)] if one.met_by is not None else []
        return title, [*details, one.note], asked or liaison_asked(group)

    def _far(self, one: JourneyRow, _: Translator) -> str:
        """When it is at the far end, on the wall there."""
        if one.far_at is None:
            return ""
        local = one.far_at.astimezone(ZoneInfo(one.far_zone or self.zone))
        away = f" ({offset(local)})" if one.far_zone not in {"", self.zone} else ""
        at = _("{day}, {time}", day=_.date(local.date()), time=f"{local:%H:%M}{away}")
        place = one.far_place or one.far_zone
        if one.way is Way.ARRIVAL:
            return _("Leaves {place} on {when}", place=place, when=at)
        return _("Arrives at {place} on {when}", place=place, when=at)


def _begins(task: Task) -> datetime:
    """When to be there: where nobody has to come earlier, when it goes."""
    at_once = task.leaves is not None and task.leaves - task.start <= _AT_ONCE
    return task.leaves if at_once and task.leaves is not None else task.start


def driver_asked(vehicle: VehicleRow) -> list[Asked]:
    """The driver, where one is known."""
    return [Asked(_DRIVER, Who(None, vehicle.driver, "", vehicle.driver_phone))] if vehicle.driver else []


def liaison_asked(group: DelegationRow) -> list[Asked]:
    """Who looks after a delegation."""
    roles = (DelegationRole.LIAISON, DelegationRole.INTERPRETER)
    return [Asked(ROLE_WORDS[role], one.who) for role in roles for one in group.of(role)]


def _goes(task: Task, stop: StopRow, group: GroupRow) -> bool:
    """Whether a group is at a stop at the time of this task."""
    at = group.at(stop)
    return task.key == stop_key(stop.id, group.id) or at == (task.start, task.end)
