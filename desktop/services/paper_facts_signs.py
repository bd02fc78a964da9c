"""What signs say: at the doors of halls and laboratories that are visited, and in the windows of buses."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.services.delegations_record import delegation_rows
from desktop.services.events import event_by_id
from desktop.services.paper_facts import Gathered, NothingOnPaper, PaperLine, Told, line
from desktop.services.visits import visits
from desktop.services.visits_parts import StopRow, VehicleRow, VisitRow

if TYPE_CHECKING:
    from desktop.documents.signs import Sign

Said = tuple[str, ...]
_MOST = 6
"""So many groups stand on one sign."""


def door_signs(session: Session, about: Told) -> Gathered:
    """A sign for each stop: the hall or laboratory, and which group is there when. Raises ``NothingOnPaper``."""
    choice = about.choice
    found = [
        (tour, stop)
        for tour in visits(session, about.event_id)
        for stop in tour.stops
        if choice.visit_id in {None, tour.id} and choice.stop_id in {None, stop.id}
    ]
    event = event_by_id(session, about.event_id)
    signs, lines = [], []
    for tour, stop in found:
        for number, sign in enumerate(_doors(tour, stop, about, event.name, event.colour)):
            key: UUID | str = f"{stop.id.hex}/{number}" if number else stop.id
            signs.append(sign)
            lines.append(line("stop", key, sign.title[0], sign))
    return _signs(signs, tuple(lines))


def bus_signs(session: Session, about: Told) -> Gathered:
    """A sign for each vehicle of a visit: its name, plate, route and whose it is. Raises ``NothingOnPaper``."""
    choice = about.choice
    event = event_by_id(session, about.event_id)
    members: dict[UUID, LocalName] = {
        one.who.registration_id: group.name
        for group in delegation_rows(session, about.event_id)
        for one in group.travelling
        if one.who.registration_id is not None
    }
    found = [
        (tour, vehicle)
        for tour in visits(session, about.event_id)
        for vehicle in tour.vehicles
        if choice.visit_id in {None, tour.id} and choice.vehicle_id in {None, vehicle.id}
    ]
    signs = [(tour, one, _bus(tour, one, about, members, event.name, event.colour)) for tour, one in found]
    lines = tuple(line("vehicle", f"{one.id.hex}/{tour.id.hex}", sign.title[0], sign) for tour, one, sign in signs)
    return _signs([sign for _tour, _one, sign in signs], lines)


def _signs(signs: "Sequence[Sign]", lines: tuple[PaperLine, ...]) -> Gathered:
    from desktop.documents.signs import Signs

    if not signs:
        raise NothingOnPaper
    return Gathered(Signs(tuple(signs)), lines)


def _local(name: LocalName, about: Told) -> Said:
    return tuple(name.said_in(_.language) for _ in about.says)


def _doors(tour: VisitRow, stop: StopRow, about: Told, event: LocalName, colour: str) -> "list[Sign]":
    """The sign of a stop, or several where more groups come than can be read on one."""
    from desktop.documents.signs import Sign

    groups = []
    for group in sorted(tour.groups, key=lambda one: (one.at(stop) or (stop.start, stop.end), one.rank)):
        at = group.at(stop)
        if at is not None:
            groups.append((_local(group.name, about), f"{about.clock(at[0])}–{about.clock(at[1])}"))
    if not tour.groups:
        groups = [(_local(tour.name, about), f"{about.clock(stop.start)}–{about.clock(stop.end)}")]
    whole = Sign(
        event=_local(event, about),
        title=_local(stop.place or stop.site, about),
        under=_local(stop.site, about) if stop.place else (),
        lines=tuple(groups),
        day=tuple(_.date(tour.day, weekday=True) for _ in about.says),
        colour=colour,
    )
    starts = range(0, max(len(groups), 1), _MOST)
    return [replace(whole, lines=whole.lines[start : start + _MOST]) for start in starts]


def _bus(
    tour: VisitRow, vehicle: VehicleRow, about: Told, members: dict[UUID, LocalName], event: LocalName, colour: str
) -> "Sign":
    from desktop.documents.signs import Sign

    legs = [leg for leg in tour.legs if leg.vehicle_id == vehicle.id]
    ends = [*(leg.start for leg in legs), *(leg.end for leg in legs[-1:])]
    route = tuple(" → ".join(one.said_in(_.language) for one in ends) for _ in about.says)
    aboard = (one.who.registration_id for one in tour.aboard(vehicle.id))
    whose = dict.fromkeys(members[key] for key in aboard if key in members)
    return Sign(
        event=_local(event, about),
        title=_local(vehicle.name, about),
        plate=vehicle.plate,
        under=route if ends else (),
        lines=tuple((_local(name, about), "") for name in whose),
        day=tuple(_.date(tour.day, weekday=True) for _ in about.says),
        colour=colour,
    )
