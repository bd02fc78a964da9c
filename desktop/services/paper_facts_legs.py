"""What manifests, drivers' sheets and phone lists say."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.naming import unbroken
from desktop.domain.visits import Aboard, DelegationRole, StopRole, Who, needs_wheelchair
from desktop.domain.visits_words import ABOARD_WORDS, ROLE_WORDS, STOP_ROLE_WORDS
from desktop.i18n import Language, Translator
from desktop.services.delegations_record import DelegationRow, MemberRow
from desktop.services.itineraries import Everything, everything
from desktop.services.itineraries_heads import named, reached
from desktop.services.itineraries_said import clock, end_clock, people_count
from desktop.services.itineraries_whose import visits_asked
from desktop.services.paper_facts import Gathered, NothingOnPaper, PaperLine, Told, line
from desktop.services.visits import LegRow, Passenger, StopRow, VehicleRow, VisitRow

if TYPE_CHECKING:
    from desktop.documents.driver_sheet import DriverLeg
    from desktop.documents.manifest import ManifestLeg, ManifestRow
    from desktop.documents.phone_list import PhoneRow


def manifests(session: Session, about: Told) -> Gathered:
    """A manifest for each vehicle of the visits that are asked for."""
    from desktop.documents.manifest import Manifest

    whole = everything(session, about.event_id)
    members, drawn, lines = members_of(whole), [], list[PaperLine]()
    for tour, vehicle in _fleet(whole, about):
        facts = tuple(_of_vehicle(tour, vehicle, about, members))
        legs = [leg for leg in tour.legs if leg.vehicle_id == vehicle.id]
        told = tuple(_leg(leg, tour, about) for leg in legs)
        aboard = sorted(tour.aboard(vehicle.id), key=lambda one: one.role is not Aboard.ESCORT)
        rows = tuple(_row(one, tour, legs, members, about.says[0]) for one in aboard)
        name, second = _called_vehicle(vehicle, about.says[0])
        drawn.append(Manifest(name, second, facts, told, rows))
        mark = f"{vehicle.id.hex}/{tour.id.hex}"
        lines.append(line("vehicle", mark, name, (name, second, facts, told)))
        lines += [
            line("registration", f"{key_of(one.who)}/{tour.id.hex}-{vehicle.id.hex}", f"{name} {row.name}", row)
            for one, row in zip(aboard, rows, strict=True)
        ]
    if not drawn:
        raise NothingOnPaper
    return Gathered(tuple(drawn), tuple(lines))


def driver_sheets(session: Session, about: Told) -> Gathered:
    """A sheet for each vehicle that rides on the visits that are asked for."""
    from desktop.documents.driver_sheet import DriverSheet

    whole = everything(session, about.event_id)
    members, drawn, lines = members_of(whole), [], list[PaperLine]()
    for tour, vehicle in _fleet(whole, about):
        legs = [leg for leg in tour.legs if leg.vehicle_id == vehicle.id]
        if not legs:
            continue
        facts = (*_duty(legs, vehicle, about), *_of_vehicle(tour, vehicle, about, members, leaders=False))
        told = tuple(_driven(leg, tour, whole, about, members) for leg in legs)
        name, second = _called_vehicle(vehicle, about.says[0])
        drawn.append(DriverSheet(name, second, facts, told))
        lines.append(line("vehicle", f"{vehicle.id.hex}/{tour.id.hex}", name, (name, second, facts)))
        lines += [
            line("leg", leg.id, f"{name} {one.leaves} {one.start[0]} → {one.end[0]}", one)
            for leg, one in zip(legs, told, strict=True)
        ]
    if not drawn:
        raise NothingOnPaper
    return Gathered(tuple(drawn), tuple(lines))


def phone_lists(session: Session, about: Told) -> Gathered:
    """A list for each delegation that is asked for; of a visit alone one for all who are on it."""
    from desktop.documents.phone_list import PhoneList

    whole, _ = everything(session, about.event_id), about.says[0]
    choice, drawn, lines = about.choice, [], list[PaperLine]()
    groups: list[DelegationRow | None] = [
        one for one in whole.delegations if choice.delegation_id in {None, one.id}
    ] or [None]  # fmt: skip
    if choice.visit_id is not None and choice.delegation_id is None:
        groups = [None]
    for group in groups:
        parts = [(title, rows) for title, rows in _parts(group, whole, about) if rows]
        if not parts:
            continue
        tours = visits_asked(whole, choice)
        title = group.name if group is not None else tours[0].name
        name, second = named(title, _)
        facts = tuple(_of_group(group, _)) if group is not None else ()
        listed = tuple((title, tuple(row for _key, row in rows)) for title, rows in parts)
        drawn.append(PhoneList(name, second, facts, listed))
        mark = group.id.hex if group is not None else "visit"
        lines.append(line("delegation", mark, name, (name, second, facts)))
        lines += [
            line("registration", f"{key}/{mark}-{place}", row.name, (title, row))
            for place, (title, rows) in enumerate(parts)
            for key, row in rows
        ]
    if not drawn:
        raise NothingOnPaper
    return Gathered(tuple(drawn), tuple(lines))


Members = dict[UUID | str, tuple[DelegationRow, MemberRow]]
"""The delegation of somebody, and what they are to it."""


def members_of(whole: Everything) -> Members:
    """The delegation of everybody who travels with one."""
    return {one.who.key: (group, one) for group in whole.delegations for one in group.travelling}


def _fleet(whole: Everything, about: Told) -> Iterator[tuple[VisitRow, VehicleRow]]:
    for tour in visits_asked(whole, about.choice):
        for vehicle in tour.vehicles:
            if about.choice.vehicle_id in {None, vehicle.id}:
                yield tour, vehicle


def key_of(who: Who) -> str:
    """What a line about somebody is known by."""
    return who.key.hex if isinstance(who.key, UUID) else who.key


def _of_vehicle(
    tour: VisitRow, vehicle: VehicleRow, about: Told, members: Members, *, leaders: bool = True
) -> Iterator[tuple[str, str]]:
    """What stands over what is said of a vehicle: plate, driver, seats, who leads and who looks after those aboard."""
    _ = about.says[0]
    yield tour.name.said_in(_.language) or _("Visit"), _.date(tour.day, weekday=True)
    if vehicle.driver or vehicle.driver_phone:
        yield _("Driver"), reached(Who(None, vehicle.driver, "", vehicle.driver_phone), _)
    aboard = tour.aboard(vehicle.id)
    yield _("Seats"), _seats(len(aboard), vehicle, _)
    chairs = sum(_needs_chair(one.who, members) for one in aboard)
    if chairs or vehicle.wheelchairs:
        yield _("Wheelchairs"), _("{n} of {total}", n=chairs, total=vehicle.wheelchairs)
    for one in aboard:
        if one.role is Aboard.ESCORT:
            yield _(ABOARD_WORDS[Aboard.ESCORT]), reached(one.who, _)
    here = {members[one.who.key][0].id: members[one.who.key][0] for one in aboard if one.who.key in members}
    for group in here.values():
        for role in (DelegationRole.LEADER, DelegationRole.LIAISON)[not leaders :]:
            for member in group.of(role):
                yield _(ROLE_WORDS[role]), f"{reached(member.who, _)}\n{group.name.said_in(_.language)}"


def _called_vehicle(vehicle: VehicleRow, _: Translator) -> tuple[str, str]:
    """A vehicle with its plate, and as it is called in the other script."""
    name, second = named(vehicle.name, _)
    return " · ".join(filter(None, (name, vehicle.plate))), second


def _seats(taken: int, vehicle: VehicleRow, _: Translator) -> str:
    if not vehicle.seats:
        return people_count(taken, _)
    free = vehicle.seats - taken
    if free < 0:
        return _("{n} of {total} taken, {more} too many", n=taken, total=vehicle.seats, more=-free)
    return _("{n} of {total} taken, {free} free", n=taken, total=vehicle.seats, free=free)


def _needs_chair(who: Who, members: Members) -> bool:
    return who.key in members and needs_wheelchair(members[who.key][1].access)


def _leg(leg: LegRow, tour: VisitRow, about: Told) -> "ManifestLeg":
    from desktop.documents.manifest import ManifestLeg

    language = about.says[0].language
    return ManifestLeg(
        gathers=clock(leg.gathers, about.zone),
        leaves=clock(leg.leaves, about.zone),
        route=f"{leg.start.said_in(language)} → {leg.end.said_in(language)}",
        place=leg.boarding_point,
        people=str(len(tour.aboard(leg.vehicle_id, leg.id))),
    )


def _row(one: Passenger, tour: VisitRow, legs: list[LegRow], members: Members, _: Translator) -> "ManifestRow":
    from desktop.documents.manifest import ManifestRow

    name, second = both_names(one.who, _)
    what = [_(ABOARD_WORDS[one.role])] if one.role is Aboard.ESCORT else []
    what += of_delegation(one.who, members, _)
    there = tuple(any(who.who.key == one.who.key for who in tour.aboard(one.vehicle_id, leg.id)) for leg in legs)
    return ManifestRow(name, second, "\n".join(filter(None, what)), unbroken(one.who.phone), there)


def of_delegation(who: Who, members: Members, _: Translator) -> list[str]:
    """The delegation that somebody travels with, what they are to it, and what they need to get about."""
    if who.key not in members:
        return []
    group, member = members[who.key]
    role = _(ROLE_WORDS[member.role]) if member.role is not DelegationRole.MEMBER else ""
    return [" · ".join(filter(None, (group.name.said_in(_.language), role))), member.access]


def both_names(who: Who, _: Translator) -> tuple[str, str]:
    """A name, and as it is in the other script."""
    first = who.said_in(_.language)
    second = who.said_in(Language.ZH_HANT if _.language is Language.EN else Language.EN)
    return first, second if second != first else ""


def _driven(leg: LegRow, tour: VisitRow, whole: Everything, about: Told, members: Members) -> "DriverLeg":
    from desktop.documents.driver_sheet import DriverLeg

    _, sites = about.says[0], whole.sites
    says = _.language
    aboard = tour.aboard(leg.vehicle_id, leg.id)
    chairs = sum(_needs_chair(one.who, members) for one in aboard)
    minutes = round((leg.arrives - leg.leaves).total_seconds() / 60)
    start = (leg.start.said_in(says), leg.boarding_point, sites[leg.from_id].address if leg.from_id in sites else "")
    contacts = [reached(one, _) for one in _at(tour, leg)]
    end = (leg.end.said_in(says), sites[leg.to_id].address if leg.to_id in sites else "", *contacts[:1])
    notes = (_.ngettext("{n} wheelchair", "{n} wheelchairs", chairs) if chairs else "", leg.note)
    return DriverLeg(
        gathers=clock(leg.gathers, about.zone),
        leaves=clock(leg.leaves, about.zone),
        arrives=end_clock(leg.leaves, leg.arrives, about.zone),
        start=tuple(filter(None, start)),
        end=tuple(filter(None, (*end, _.ngettext("{n} minute", "{n} minutes", minutes)))),
        people=str(len(aboard)),
        notes=tuple(filter(None, notes)),
    )


def _at(tour: VisitRow, leg: LegRow) -> Iterator[Who]:
    """Who is asked where a leg ends: the contact there, else who receives."""
    for role in (StopRole.CONTACT, StopRole.RECEIVES):
        for stop in tour.stops:
            if stop.site_id == leg.to_id:
                yield from (one.who for one in stop.people if one.role is role and one.who.phone)


def _duty(legs: list[LegRow], vehicle: VehicleRow, about: Told) -> Iterator[tuple[str, str]]:
    """How long the day is, from the first to the last moment behind the wheel."""
    _ = about.says[0]
    start, end = min(leg.gathers for leg in legs), max(leg.arrives for leg in legs)
    hours, minutes = divmod(round((end - start).total_seconds() / 60), 60)
    span = f"{clock(start, about.zone)}–{end_clock(start, end, about.zone)}"
    most = _("at most {n} h", n=vehicle.driver_hours) if vehicle.driver_hours else ""
    yield (
        _("On duty"),
        " · ".join(filter(None, (span, _("{hours} h {minutes} min", hours=hours, minutes=minutes), most))),
    )


_Rows = list[tuple[str, "PhoneRow"]]


def _parts(group: DelegationRow | None, whole: Everything, about: Told) -> Iterator[tuple[str, _Rows]]:
    """Whom to call, by what they are to the delegation, or to the visits that are asked for."""
    _ = about.says[0]
    if group is not None:
        yield _("The delegation"), [_member(one, _) for one in group.travelling]
    cared = [group] if group is not None else list(whole.delegations)
    roles = (DelegationRole.LIAISON, DelegationRole.INTERPRETER)
    yield _("Looks after it") if group is not None else _("Look after the delegations"), [
        _called(one.who, (_(ROLE_WORDS[role]), "" if group is not None else of.name.said_in(_.language)), _)
        for of in cared for role in roles for one in of.of(role)
    ]  # fmt: skip
    keys = {one.who.key for one in group.people} if group is not None else None
    crews, hosts = list[tuple[str, "PhoneRow"]](), list[tuple[str, "PhoneRow"]]()
    for tour in visits_asked(whole, about.choice):
        for vehicle in tour.vehicles:
            aboard = tour.aboard(vehicle.id)
            if keys is None or any(one.who.key in keys for one in aboard):
                crews += _crew(vehicle, aboard, _)
        for stop in tour.stops:
            going = [one for one in tour.groups if one.at(stop) is not None]
            if keys is None or any(one.who.key in keys for party in going for one in party.expected):
                hosts += _hosts(stop, about.zone, _)
    yield _("Vehicles"), crews
    yield _("At the sites"), hosts


def _crew(vehicle: VehicleRow, aboard: Iterable[Passenger], _: Translator) -> Iterator[tuple[str, "PhoneRow"]]:
    from desktop.documents.phone_list import PhoneRow

    name = " ".join(filter(None, (vehicle.name.said_in(_.language), vehicle.plate)))
    if vehicle.driver or vehicle.driver_phone:
        row = PhoneRow(vehicle.driver or name, "", f"{_('Driver')}\n{name}", unbroken(vehicle.driver_phone))
        yield f"driver-{vehicle.id.hex}", row
    for one in aboard:
        if one.role is Aboard.ESCORT:
            yield _called(one.who, (_(ABOARD_WORDS[one.role]), name), _)


def _hosts(stop: StopRow, zone: str, _: Translator) -> Iterator[tuple[str, "PhoneRow"]]:
    for one in stop.people:
        until = _("until {time}", time=clock(one.until_at, zone)) if one.until_at is not None else ""
        role = " · ".join(filter(None, (_(STOP_ROLE_WORDS[one.role]), until)))
        yield _called(one.who, (role, stop.name.said_in(_.language)), _)


def _member(one: MemberRow, _: Translator) -> tuple[str, "PhoneRow"]:
    room = unbroken(_("room {number}", number=one.room)) if one.room else ""
    role = _(ROLE_WORDS[one.role]) if one.role is not DelegationRole.MEMBER else ""
    return _called(one.who, (" · ".join(filter(None, (role, one.subgroup, room))),), _)


def _called(who: Who, what: Iterable[str], _: Translator) -> tuple[str, "PhoneRow"]:
    from desktop.documents.phone_list import PhoneRow

    name, second = both_names(who, _)
    return key_of(who), PhoneRow(name, second, "\n".join(filter(None, what)), unbroken(who.phone))


def _of_group(group: DelegationRow, _: Translator) -> Iterator[tuple[str, str]]:
    yield _("Members"), people_count(len(group.travelling), _)
    said = ((_("Origin"), group.origin), (_("Hotel"), group.hotel), (_("Contacts"), group.contacts))
    yield from (one for one in said if one[1])
