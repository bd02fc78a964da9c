"""What the finder looks at of wishes for visits: wheelchairs, who stays together or apart, how leaders ride."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts_plan import Chairs, Heads, Pair
from desktop.domain.visits import Leaders, needs_wheelchair
from desktop.models import Person, Registration
from desktop.services.delegations_record import DelegationRow
from desktop.services.visits import VisitRow


def chairs(session: Session, tours: Iterable[VisitRow]) -> Iterator[Chairs]:
    """Each vehicle of a visit with those aboard who need a place for a wheelchair."""
    riding = [(tour, vehicle) for tour in tours if tour.legs for vehicle in tour.vehicles]
    aboard = {
        (tour.id, vehicle.id): [key for one in tour.aboard(vehicle.id) if (key := one.who.registration_id) is not None]
        for tour, vehicle in riding
    }
    needing = wheelchairs(session, {key for keys in aboard.values() for key in keys})
    for tour, vehicle in riding:
        people = tuple(key for key in aboard[tour.id, vehicle.id] if key in needing)
        if people:
            start = min(leg.gathers for leg in tour.legs)
            yield Chairs(tour.id, vehicle.id, int(start.timestamp()), people, vehicle.wheelchairs)


def wheelchairs(session: Session, keys: Iterable[UUID]) -> set[UUID]:
    """Those of these registrations who need a place for a wheelchair."""
    rows = session.execute(
        select(Registration.id, Person.access)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(set(keys)), Person.access != "")
    )
    return {key for key, access in rows if needs_wheelchair(access)}


def pairs(tours: Iterable[VisitRow]) -> Iterator[Pair]:
    """Those who are to stay together, or apart, and who both come."""
    for tour in tours:
        places = _places(tour) if tour.ties else {}
        for tie in tour.ties:
            one, other = tie.one.registration_id, tie.other.registration_id
            if one is not None and other is not None and one in places and other in places:
                shared, apart = places[one] & places[other], places[one] ^ places[other]
                yield Pair(tour.id, one, other, tie.apart, tuple(sorted(shared)), tuple(sorted(apart)))


def _places(tour: VisitRow) -> dict[UUID, set[UUID]]:
    """The groups and vehicles of everybody."""
    found: dict[UUID, set[UUID]] = {}
    for group in tour.groups:
        for one in group.expected:
            if one.who.registration_id is not None:
                found.setdefault(one.who.registration_id, set()).add(group.id)
    for passenger in tour.passengers:
        if passenger.expected and passenger.who.registration_id is not None:
            found.setdefault(passenger.who.registration_id, set()).add(passenger.vehicle_id)
    return found


def heads(tours: Iterable[VisitRow], delegations: Iterable[DelegationRow]) -> Iterator[Heads]:
    """How the leaders of delegations ride, where a visit says how they should."""
    led = {row.leader.who.registration_id for row in delegations if row.leader is not None}
    for tour in tours:
        if tour.leaders is Leaders.ANY:
            continue
        riding: dict[UUID, UUID] = {}
        for one in tour.passengers:
            if one.expected and one.who.registration_id is not None and one.who.registration_id in led:
                riding.setdefault(one.who.registration_id, one.vehicle_id)
        yield Heads(tour.id, tour.leaders is Leaders.APART, tuple(riding.items()))
