"""The sites of an event, and the table of travel minutes between them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, fold
from desktop.domain.travel import Travel
from desktop.errors import N_, UserError
from desktop.models import Leg, Site, Stop, TravelTime, Vehicle, VehiclePerson, Venue
from desktop.services.demo_names import read_toml
from desktop.services.door_rules import clean_clock
from desktop.storage.journal import journal_of

_LONGEST_WALK = 120


class NoSuchSite(UserError):
    code = "no_such_site"
    text = N_("There is no site “{site}”. Those of this event are: {known}.")


class SiteNameless(UserError):
    code = "site_nameless"
    text = N_("A site needs a name in at least one language.")


class SiteInUse(UserError):
    code = "site_in_use"
    text = N_("Visits go to “{site}”. Take it out of them first.")


class BadMinutes(UserError):
    code = "bad_minutes"
    text = N_("A leg takes 1 to 600 minutes, from an hour between 0 and 23.")


class BadWalk(UserError):
    code = "bad_walk"
    text = N_("A walk takes 0 to 120 minutes.")


class VehicleInUse(UserError):
    code = "vehicle_in_use"
    text = N_("Visits ride with “{vehicle}”. Take it out of them first.")


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A site as a form gives it; the clocks are hours of each day, as 09:00, or nothing."""

    name: LocalName
    code: str = ""
    address: str = ""
    walk_minutes: int = 0
    opens_clock: str = ""
    closes_clock: str = ""
    venue_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A place to go to; with ``venue_id`` a building of the event."""

    id: UUID
    name: LocalName
    code: str
    address: str
    walk_minutes: int
    opens_clock: str
    closes_clock: str
    venue_id: UUID | None


def sites(session: Session, event_id: UUID) -> list[SiteRow]:
    """The sites of an event, in order."""
    rows = session.scalars(
        select(Site).where(Site.event_id == event_id, Site.deleted_at.is_(None)).order_by(Site.rank, Site.id)
    )
    return [
        SiteRow(
            row.id, LocalName(row.name_hant, row.name_hans, row.name_en), row.code, row.address, row.walk_minutes,
            row.opens_clock, row.closes_clock, row.venue_id,
        )
        for row in rows
    ]  # fmt: skip


def find_site(session: Session, event_id: UUID, text: str) -> SiteRow:
    """The site with this id, code or name. Raises ``NoSuchSite``."""
    rows, wanted = sites(session, event_id), fold(text)
    for row in rows:
        if wanted in {str(row.id), *map(fold, filter(None, (row.code, row.name.hant, row.name.hans, row.name.en)))}:
            return row
    known = ", ".join(row.code or row.name.en or row.name.hant for row in rows)
    raise NoSuchSite(site=text, known=known)


def add_site(session: Session, event_id: UUID, draft: SiteDraft, *, import_id: UUID | None = None) -> UUID:
    """Make a site at the end. Raises ``SiteNameless``, ``BadWalk`` or ``BadClock``."""
    living = (Site.event_id == event_id, Site.deleted_at.is_(None))
    rank = (session.scalar(select(func.max(Site.rank)).where(*living)) or 0) + 1
    row = Site(id=journal_of(session).new_id(), event_id=event_id, import_id=import_id, rank=rank)
    session.add(row)
    _set(row, draft)
    session.flush()
    return row.id


def change_site(session: Session, site_id: UUID, draft: SiteDraft) -> None:
    """Make a site what ``draft`` says. Raises ``SiteNameless``, ``BadWalk`` or ``BadClock``."""
    _set(session.get_one(Site, site_id), draft)
    session.flush()


def remove_site(session: Session, site_id: UUID) -> None:
    """Take a site away with its rows of the table. Raises ``SiteInUse``."""
    row = session.get_one(Site, site_id)
    uses = (
        select(Stop.id).where(Stop.site_id == site_id, Stop.deleted_at.is_(None)),
        select(Leg.id).where((Leg.from_id == site_id) | (Leg.to_id == site_id), Leg.deleted_at.is_(None)),
    )
    if any(session.scalar(use.limit(1)) is not None for use in uses):
        raise SiteInUse(site=row.name_hant or row.name_hans or row.name_en)
    now = row.deleted_at = journal_of(session).now
    of = (TravelTime.from_id == site_id) | (TravelTime.to_id == site_id)
    for time in session.scalars(select(TravelTime).where(of, TravelTime.deleted_at.is_(None))):
        time.deleted_at = now
    session.flush()


def venues(session: Session, event_id: UUID) -> dict[UUID, LocalName]:
    """The buildings of an event, in order."""
    rows = session.scalars(
        select(Venue).where(Venue.event_id == event_id, Venue.deleted_at.is_(None)).order_by(Venue.rank, Venue.id)
    )
    return {row.id: LocalName(row.name_hant, row.name_hans, row.name_en) for row in rows}


def remove_vehicle(session: Session, vehicle_id: UUID) -> None:
    """Take a vehicle away. Raises ``VehicleInUse`` where it has legs, or people are to ride with it."""
    row = session.get_one(Vehicle, vehicle_id)
    uses = (
        select(Leg.id).where(Leg.vehicle_id == vehicle_id, Leg.deleted_at.is_(None)),
        select(VehiclePerson.id).where(VehiclePerson.vehicle_id == vehicle_id, VehiclePerson.deleted_at.is_(None)),
    )
    if any(session.scalar(use.limit(1)) is not None for use in uses):
        raise VehicleInUse(vehicle=row.name_hant or row.name_hans or row.name_en)
    row.deleted_at = journal_of(session).now
    session.flush()


def travel(session: Session, event_id: UUID) -> Travel:
    """The whole table."""
    found: defaultdict[tuple[UUID, UUID], list[tuple[int, int]]] = defaultdict(list)
    rows = session.execute(
        select(TravelTime.from_id, TravelTime.to_id, TravelTime.hour, TravelTime.minutes)
        .where(TravelTime.event_id == event_id, TravelTime.deleted_at.is_(None))
        .order_by(TravelTime.hour, TravelTime.id)
    )
    for start, end, hour, minutes in rows:
        found[start, end].append((hour, minutes))
    walks = {row.id: row.walk_minutes for row in sites(session, event_id)}
    return Travel({pair: tuple(bands) for pair, bands in found.items()}, walks)


def set_minutes(session: Session, event_id: UUID, start: UUID, end: UUID, bands: Mapping[int, int]) -> None:
    """Say how many minutes it is from one site to another, by the hour from which that holds. Raises ``BadMinutes``."""
    if any(not (0 <= hour <= 23 and 1 <= minutes <= 600) for hour, minutes in bands.items()):
        raise BadMinutes
    journal = journal_of(session)
    of = (TravelTime.event_id == event_id, TravelTime.from_id == start, TravelTime.to_id == end)
    known = {row.hour: row for row in session.scalars(select(TravelTime).where(*of, TravelTime.deleted_at.is_(None)))}
    for hour, minutes in bands.items():
        row = known.pop(hour, None)
        if row is not None:
            row.minutes = minutes
        else:
            session.add(
                TravelTime(id=journal.new_id(), event_id=event_id, from_id=start, to_id=end, hour=hour, minutes=minutes)
            )
    for row in known.values():
        row.deleted_at = journal.now
    session.flush()


def set_band(session: Session, event_id: UUID, start: UUID, end: UUID, hour: int, minutes: int | None) -> None:
    """Say how many minutes it is from ``hour`` on; None takes that back. Raises ``BadMinutes``."""
    bands = dict(travel(session, event_id).minutes.get((start, end), ()))
    if minutes is not None:
        bands[hour] = minutes
    else:
        bands.pop(hour, None)
    set_minutes(session, event_id, start, end, bands)


def starting_table(session: Session, event_id: UUID) -> int:
    """Fill an event's table with the sites and minutes that everybody starts from; what stands is left alone.

    Returns how many pairs of sites were written.
    """
    listed: Sequence[Mapping[str, Any]] = read_toml("travel")["sites"]
    keys: dict[str, UUID] = {row.code: row.id for row in sites(session, event_id) if row.code}
    for row in listed:
        if row["code"] not in keys:
            draft = SiteDraft(LocalName(row["hant"], row["hans"], row["en"]), row["code"], walk_minutes=row["walk"])
            keys[row["code"]] = add_site(session, event_id, draft)
    written, known = 0, travel(session, event_id).minutes
    for row in read_toml("travel")["legs"]:
        pair = keys[row["from"]], keys[row["to"]]
        if pair not in known:
            set_minutes(session, event_id, *pair, {int(hour): minutes for hour, minutes in row["minutes"].items()})
            written += 1
    return written


def _set(row: Site, draft: SiteDraft) -> None:
    if not any(map(clean, (draft.name.hant, draft.name.hans, draft.name.en))):
        raise SiteNameless
    if not 0 <= draft.walk_minutes <= _LONGEST_WALK:
        raise BadWalk
    row.name_hant, row.name_hans, row.name_en = map(clean, (draft.name.hant, draft.name.hans, draft.name.en))
    row.code, row.address, row.walk_minutes = clean(draft.code), clean(draft.address), draft.walk_minutes
    row.opens_clock, row.closes_clock = clean_clock(draft.opens_clock), clean_clock(draft.closes_clock)
    row.venue_id = draft.venue_id
