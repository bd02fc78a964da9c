"""The day of a visit: what is said of it as it happens, and how it is expected to go on.

Every function that writes is one act, whose key it returns: ``taking_back.take_back`` undoes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts_plan import Doing
from desktop.domain.itineraries import Assignment
from desktop.domain.verdicts import Verdict
from desktop.errors import N_, UserError
from desktop.models import Leg, Scan, Stop, StopRecord, VisitGroup
from desktop.services.arrivals import standing
from desktop.services.itineraries import everything
from desktop.services.programme import zone_of
from desktop.services.running_late_view import DayView, Elsewhere, Known, LimitKind, Record, Stay
from desktop.services.taking_back import this_action
from desktop.services.travel import travel
from desktop.services.visits import GroupRow, StopRow, VisitRow, visit
from desktop.services.visits_people import whos
from desktop.storage.journal import journal_of

ON_DAY = frozenset(
    {
        "visit", "stop", "stop_person", "visit_group", "group_person", "slot", "stop_record", "host_call", "vehicle",
        "leg", "vehicle_person", "site", "travel_time", "journey", "programme_item", "item_person", "agreement_person",
        "registration", "person", "scan", "scan_undo",
    }
)  # fmt: skip
"""The tables whose changes change how the day of a visit goes."""
_EARLY = timedelta(hours=1)
_AFTERWARDS = timedelta(hours=12)
_AHEAD = timedelta(minutes=1)


class NoLongerThere(UserError):
    code = "no_longer_there"
    text = N_("This was taken out of the visit meanwhile. Look at the day again.")


class NotYet(UserError):
    code = "not_yet"
    text = N_("This time is still to come. Say when it happened.")


class WrongWayRound(UserError):
    code = "wrong_way_round"
    text = N_("That can't be: it would be over before it began. Look at both times.")


def day_of(session: Session, visit_id: UUID, now: datetime) -> DayView:
    """How the day of a visit stands at ``now``; who asks each second keeps ``known``. Raises ``NoSuchVisit``."""
    return known(session, visit_id).at(now)


def known(session: Session, visit_id: UUID) -> Known:
    """All that the day of a visit is reckoned from. Raises ``NoSuchVisit``."""
    tour = visit(session, visit_id)
    legs = {
        key: Record(began, ended)
        for key, began, ended in session.execute(
            select(Leg.id, Leg.left_at, Leg.arrived_at).where(Leg.visit_id == visit_id, Leg.deleted_at.is_(None))
        )
    }
    return Known(
        tour, zone_of(session, tour.event_id), travel(session, tour.event_id), legs, _stays(session, tour),
        tuple(_elsewhere(session, tour)),
    )  # fmt: skip


def left(session: Session, leg_id: UUID, at: datetime | None) -> UUID:
    """A vehicle left on a leg at ``at``; None takes that away.

    Raises ``NoLongerThere``, ``NotYet`` or ``WrongWayRound``.
    """
    row = _leg(session, leg_id)
    row.left_at = _checked(session, at, at, row.arrived_at)
    return _kept(session)


def arrived(session: Session, leg_id: UUID, at: datetime | None) -> UUID:
    """A vehicle arrived at the end of a leg at ``at``; None takes that away. Raises what ``left`` does."""
    row = _leg(session, leg_id)
    row.arrived_at = _checked(session, at, row.left_at, at)
    return _kept(session)


def group_arrived(session: Session, group_id: UUID, stop_id: UUID, at: datetime | None) -> UUID:
    """A group came to a stop at ``at``, whatever its door saw; None takes that away. Raises what ``left`` does."""
    row = _record(session, group_id, stop_id)
    row.arrived_at = _checked(session, at, at, row.left_at)
    return _kept(session)


def group_left(session: Session, group_id: UUID, stop_id: UUID, at: datetime | None) -> UUID:
    """A group left a stop at ``at``; None takes that away. Raises what ``left`` does."""
    row = _record(session, group_id, stop_id)
    row.left_at = _checked(session, at, row.arrived_at, at)
    return _kept(session)


def _leg(session: Session, leg_id: UUID) -> Leg:
    row = session.get(Leg, leg_id)
    if row is None or row.deleted_at is not None:
        raise NoLongerThere
    return row


def _record(session: Session, group_id: UUID, stop_id: UUID) -> StopRecord:
    group, stop = session.get(VisitGroup, group_id), session.get(Stop, stop_id)
    if group is None or stop is None or group.deleted_at is not None or stop.deleted_at is not None:
        raise NoLongerThere
    of = (StopRecord.group_id == group_id, StopRecord.stop_id == stop_id, StopRecord.deleted_at.is_(None))
    row = session.scalars(select(StopRecord).where(*of)).first()
    if row is None:
        row = StopRecord(id=journal_of(session).new_id(), group_id=group_id, stop_id=stop_id)
        session.add(row)
    return row


def _checked(session: Session, at: datetime | None, began: datetime | None, ended: datetime | None) -> datetime | None:
    if at is not None and at > journal_of(session).now + _AHEAD:
        raise NotYet
    if began is not None and ended is not None and ended < began:
        raise WrongWayRound
    return at


def _kept(session: Session) -> UUID:
    session.flush()
    return this_action(session)


def _stays(session: Session, tour: VisitRow) -> dict[Stay, Record]:
    """What was said of each group at each stop, and what doors saw."""
    said = {
        (row.group_id, row.stop_id): row
        for row in session.scalars(
            select(StopRecord).where(
                StopRecord.group_id.in_([group.id for group in tour.groups]), StopRecord.deleted_at.is_(None)
            )
        )
    }
    readings = _readings(session, tour)
    riding = {one.checkpoint_id for one in tour.vehicles}
    found = {}
    for stop in tour.stops:
        for group in tour.groups:
            at = group.at(stop)
            if at is not None:
                row = said.get((group.id, stop.id))
                began = row.arrived_at if row is not None else None
                seen = _seen(group, stop, at[0], began, readings, riding)
                found[group.id, stop.id] = Record(began, row.left_at if row is not None else None, *seen)
    return found


def _seen(
    group: GroupRow, stop: StopRow, start: datetime, came: datetime | None,
    readings: Mapping[UUID, list[tuple[datetime, UUID]]], riding: set[UUID | None],
) -> tuple[datetime | None, datetime | None]:  # fmt: skip
    """When a stop's door read the first of a group, and when half of the group were read at vehicles after that."""
    mine = [readings.get(one.who.registration_id, []) for one in group.expected if one.who.registration_id is not None]
    here = [at for each in mine for at, door in each if door == stop.checkpoint_id and at >= start - _EARLY]
    seen = min(here, default=None)
    since = came or seen
    if since is None:
        return seen, None
    back = sorted(min(again) for each in mine if (again := [at for at, door in each if door in riding and at > since]))
    half = (len(mine) + 1) // 2
    return seen, back[half - 1] if half and len(back) >= half else None


def _readings(session: Session, tour: VisitRow) -> dict[UUID, list[tuple[datetime, UUID]]]:
    """Where the doors of a visit let each guest in on its day, in order."""
    places = {one.checkpoint_id for one in tour.vehicles} | {one.checkpoint_id for one in tour.stops}
    doors = [door for door in places if door is not None]
    starts = [leg.gathers for leg in tour.legs] + [stop.start for stop in tour.stops]
    since = min(starts, default=datetime.combine(tour.day, time(), UTC)) - 3 * _EARLY
    rows: Any = session.execute(
        select(Scan.registration_id, Scan.at, Scan.checkpoint_id)
        .where(
            Scan.checkpoint_id.in_(doors), Scan.verdict == Verdict.ADMITTED, Scan.registration_id.is_not(None),
            Scan.at >= since, Scan.at < since + timedelta(days=2), standing(),
        )
        .order_by(Scan.at, Scan.id)
    )  # fmt: skip
    found: defaultdict[UUID, list[tuple[datetime, UUID]]] = defaultdict(list)
    for who, at, door in rows:
        found[who].append((at, door))
    return found


def _elsewhere(session: Session, tour: VisitRow) -> Iterator[Elsewhere]:
    """Where people of a visit are needed later that day."""
    people = {one.who.key for group in tour.groups for one in group.expected}
    people |= {one.who.key for one in tour.passengers if one.expected}
    own = {one.id for one in tour.stops} | {one.id for one in tour.legs}
    starts = [leg.leaves for leg in tour.legs] + [at[0] for at in _times(tour)]
    ends = [leg.arrives for leg in tour.legs] + [at[1] for at in _times(tour)]
    if not starts:
        return
    since, until = min(starts), max(ends) + _AFTERWARDS
    found = [
        one
        for one in everything(session, tour.event_id).assignments
        if one.person in people and one.task.ref not in own and since < one.task.start < until and _waits_not(one)
    ]
    named = whos(session, (one.person for one in found))
    for one in found:
        kind = LimitKind.JOURNEY if one.task.doing is Doing.JOURNEY else LimitKind.ITEM
        yield Elsewhere(
            named[one.person], one.task.ref, kind, one.task.title, one.task.start, one.task.come, one.task.before
        )


def _waits_not(one: Assignment) -> bool:
    """Whether one has to be there in time: not for what many drop in on, nor for a train that brings somebody."""
    return not one.task.soft and (one.task.doing is not Doing.JOURNEY or one.task.leaves is not None)


def _times(tour: VisitRow) -> Iterable[tuple[datetime, datetime]]:
    return (at for stop in tour.stops for group in tour.groups if (at := group.at(stop)) is not None)
