"""A visit as it would be by a plan, and what that changes, in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from desktop.domain.text import LocalName
from desktop.domain.visit_planner import Planned, PlannedLeg
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.conflicts import local
from desktop.services.visits import GroupRow, InGroup, LegRow, Passenger, VehicleRow, VisitRow

_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a plan changes: a message id with what it names, and of what it is (``ref``)."""

    text: str
    ref: UUID
    values: Mapping[str, LocalName | str] = field(default_factory=dict)

    def said(self, _: Translator, seen: Callable[[str], str] = str) -> str:
        """The change as one line; names of people as they may be ``seen``."""
        said = {
            name: value.said_in(_.language) if isinstance(value, LocalName) else value
            for name, value in self.values.items()
        }
        if "who" in said:
            said["who"] = seen(said["who"])
        return _(self.text, **said)


def proposed(
    tour: VisitRow, planned: Planned, fleet: Sequence[VehicleRow], sites: Mapping[UUID, LocalName]
) -> VisitRow:
    """The visit by a plan. Legs that are new have a key of their own until they are written."""
    legs = _legs(tour, planned, sites)
    passengers = _passengers(tour, planned, {one.id for one in legs})
    used = {leg.vehicle_id for leg in legs} | {one.vehicle_id for one in passengers}
    return replace(
        tour, groups=_groups(tour, planned), legs=tuple(sorted(legs, key=lambda one: (one.leaves, one.id))),
        passengers=passengers, vehicles=tuple(one for one in fleet if one.id in used),
    )  # fmt: skip


def _groups(tour: VisitRow, planned: Planned) -> tuple[GroupRow, ...]:
    people: dict[UUID, list[InGroup]] = {group.id: [] for group in tour.groups}
    moved: list[tuple[UUID, InGroup]] = []
    for group in tour.groups:
        for one in group.people:
            target = group.id
            if one.expected and one.who.registration_id is not None and not one.pinned:
                target = planned.groups.get(one.who.registration_id, group.id)
            twice = any(mate.who == one.who for mate in people[target]) or _elsewhere(tour, group, one)
            if target == group.id or twice:
                people[group.id].append(one)
            else:
                moved.append((target, one))
    for target, one in moved:
        people[target].append(one)
    return tuple(
        replace(group, people=tuple(people[group.id]), slots=_slots(tour, group, planned)) for group in tour.groups
    )


def _elsewhere(tour: VisitRow, group: GroupRow, one: InGroup) -> bool:
    """Whether somebody is in another group of the visit, too; then they stay in both."""
    return any(other.id != group.id and any(mate.who == one.who for mate in other.people) for other in tour.groups)


def _slots(tour: VisitRow, group: GroupRow, planned: Planned) -> dict[UUID, _Span | None]:
    found = dict(group.slots)
    for stop in tour.stops:
        was = group.at(stop)
        if (group.id, stop.id) not in planned.slots or was is None:
            continue
        start = planned.slots[group.id, stop.id]
        if start is None:
            found[stop.id] = None
        elif start != int(was[0].timestamp()):
            begin = datetime.fromtimestamp(start, UTC)
            found[stop.id] = (begin, begin + (was[1] - was[0]))
            if found[stop.id] == (stop.start, stop.end):
                del found[stop.id]
    return found


def _legs(tour: VisitRow, planned: Planned, sites: Mapping[UUID, LocalName]) -> list[LegRow]:
    """Legs that stand are changed, in their order; those of vehicles that are not planned stay."""
    found = [leg for leg in tour.legs if leg.vehicle_id not in planned.legs]
    for vehicle, legs in planned.legs.items():
        left = [leg for leg in tour.legs if leg.vehicle_id == vehicle]
        for number, wanted in enumerate(legs):
            known = next((leg for leg in left if (leg.from_id, leg.to_id) == (wanted.start, wanted.end)), None)
            if known is not None:
                left.remove(known)
            found.append(_leg(tour, vehicle, number, wanted, known, sites))
    return found


def _leg(
    tour: VisitRow,
    vehicle: UUID,
    number: int,
    wanted: PlannedLeg,
    known: LegRow | None,
    sites: Mapping[UUID, LocalName],
) -> LegRow:
    gathers, leaves, arrives = (
        datetime.fromtimestamp(moment, UTC) for moment in (wanted.gathers, wanted.leaves, wanted.arrives)
    )
    if known is None:
        key = uuid5(tour.id, f"{vehicle.hex} {number}")
        names = (sites.get(wanted.start, LocalName()), sites.get(wanted.end, LocalName()))
        return LegRow(
            key, tour.id, vehicle, wanted.start, wanted.end, *names, "", gathers, leaves, arrives, not wanted.assumed
        )
    if (known.gathers, known.leaves, known.arrives) == (gathers, leaves, arrives):
        return known
    return replace(known, gathers=gathers, leaves=leaves, arrives=arrives, estimated=not wanted.assumed)


def _passengers(tour: VisitRow, planned: Planned, legs: set[UUID]) -> tuple[Passenger, ...]:
    found: list[Passenger] = []
    done: set[UUID] = set()
    for one in tour.passengers:
        key = one.who.registration_id
        if one.leg_id is not None:
            found += [one] if one.leg_id in legs else []
        elif key is None or key not in planned.buses or not one.expected or key in done:
            found.append(one)
        else:
            done.add(key)
            bus = planned.buses[key]
            if bus is not None:
                found.append(one if bus == one.vehicle_id else replace(one, vehicle_id=bus))
    for group in tour.groups:
        for member in group.expected:
            key = member.who.registration_id
            bus = planned.buses.get(key) if key is not None else None
            if key is not None and key not in done and bus is not None:
                done.add(key)
                found.append(Passenger(bus, member.who))
    return tuple(found)


_AT = N_("{group}: {stop} {time}, not {before}")
_NOT_AT = N_("{group}: not to {stop}, which was at {before}")
_IN = N_("{who}: {group}, not {before}")
_ON = N_("{who}: {vehicle}, not {before}")
_NEW_ON = N_("{who}: {vehicle}")
_OFF = N_("{who}: no longer {before}")
_LEG = N_("{vehicle} to {place}: gathers {gathers}, leaves {leaves}, not {before}")
_NEW_LEG = N_("{vehicle} to {place}: gathers {gathers}, leaves {leaves}")
_NO_LEG = N_("{vehicle} to {place}: no longer at {before}")


def changes(before: VisitRow, after: VisitRow, fleet: Sequence[VehicleRow], zone: ZoneInfo) -> list[Change]:
    """What is different: times at stops first, then legs, groups and seats."""
    return [*_times(before, after, zone), *_leg_changes(before, after, fleet, zone), *_moves(before, after, fleet)]


def _change(text: str, ref: UUID, **values: LocalName | str) -> Change:
    return Change(text, ref, values)


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M")


def _times(before: VisitRow, after: VisitRow, zone: ZoneInfo) -> Iterator[Change]:
    def span(at: _Span) -> str:
        return "–".join(_clock(moment, zone) for moment in at)

    for old, new in zip(before.groups, after.groups, strict=True):
        for stop in before.stops:
            was, now = old.at(stop), new.at(stop)
            if was is not None and now is None:
                yield _change(_NOT_AT, old.id, group=old.name, stop=stop.name, before=span(was))
            elif was is not None and now is not None and was != now:
                yield _change(_AT, old.id, group=old.name, stop=stop.name, time=span(now), before=span(was))


def _leg_changes(before: VisitRow, after: VisitRow, fleet: Sequence[VehicleRow], zone: ZoneInfo) -> Iterator[Change]:
    names = {one.id: one.name for one in fleet}
    old, new = ({leg.id: leg for leg in tour.legs} for tour in (before, after))
    for leg in after.legs:
        was = old.get(leg.id)
        if was is not None and (was.gathers, was.leaves) == (leg.gathers, leg.leaves):
            continue
        values: dict[str, LocalName | str] = {
            "vehicle": names[leg.vehicle_id], "place": leg.end, "gathers": _clock(leg.gathers, zone),
            "leaves": _clock(leg.leaves, zone),
        }  # fmt: skip
        if was is None:
            yield Change(_NEW_LEG, leg.vehicle_id, values)
        else:
            yield Change(_LEG, leg.vehicle_id, values | {"before": _clock(was.leaves, zone)})
    for leg in before.legs:
        if leg.id not in new:
            vehicle, at = names[leg.vehicle_id], _clock(leg.leaves, zone)
            yield _change(_NO_LEG, leg.vehicle_id, vehicle=vehicle, place=leg.end, before=at)


def _moves(before: VisitRow, after: VisitRow, fleet: Sequence[VehicleRow]) -> Iterator[Change]:
    was, now = (
        {one.id: group.name for group in tour.groups for one in group.people if one.id is not None}
        for tour in (before, after)
    )
    for group in before.groups:
        for one in group.people:
            if one.id is not None and was[one.id] != now[one.id]:
                who = local(one.who)
                yield _change(_IN, one.who.registration_id or one.id, who=who, group=now[one.id], before=was[one.id])
    names = {one.id: one.name for one in fleet}
    old, new = (
        {one.who.registration_id: one for one in tour.passengers if one.leg_id is None} for tour in (before, after)
    )
    for key in dict.fromkeys((*old, *new)):
        first, last = old.get(key), new.get(key)
        if key is None or (first is not None and last is not None and first.vehicle_id == last.vehicle_id):
            continue
        if last is None and first is not None:
            yield _change(_OFF, key, who=local(first.who), before=names[first.vehicle_id])
        elif last is not None and first is None:
            yield _change(_NEW_ON, key, who=local(last.who), vehicle=names[last.vehicle_id])
        elif first is not None and last is not None:
            vehicle, instead_of = names[last.vehicle_id], names[first.vehicle_id]
            yield _change(_ON, key, who=local(last.who), vehicle=vehicle, before=instead_of)
