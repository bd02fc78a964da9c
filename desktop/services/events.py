"""Events: made, listed, changed, and the one in use in this database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.domain.seating import Convention
from desktop.domain.text import LocalName, clean, fold
from desktop.domain.tokens import KEY_BYTES
from desktop.errors import N_, UserError
from desktop.models import Event, EventHost, EventKey, Hall, HostRole, Local, Organisation, Venue
from desktop.services.categories import add_standard
from desktop.services.checkpoints import add_main_door
from desktop.services.organisations import ensure_organisation
from desktop.storage.journal import journal_of

DEFAULT_ZONE = "Asia/Hong_Kong"
DEFAULT_COLOUR = "#1B5CBE"
_IN_USE = "event"
_Place = TypeVar("_Place", Venue, Hall)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


class NoEvent(UserError):
    code = "no_event"
    text = N_("There is no event yet. Import a guest list, make an event, or fill in the demo.")


class KeyMissing(UserError):
    code = "key_missing"
    text = N_(
        "The key that badges are signed with is missing, as in a copy without keys. No badge can be given here until a"
        " backup that has it is restored."
    )


class NoSuchEvent(UserError):
    code = "no_such_event"
    text = N_("There is no event “{event}”. “event list” shows those there are.")


class SeveralEvents(UserError):
    code = "several_events"
    text = N_("“{event}” fits {n} events. Give more of the name, or the id that “event list” shows.")


class BadEvent(UserError):
    code = "bad_event"
    text = N_("An event needs a name in at least one language.")


class BadDates(UserError):
    code = "bad_dates"
    text = N_("The event would end ({ends_on}) before it starts ({starts_on}).")


class BadZone(UserError):
    code = "bad_zone"
    text = N_("There is no time zone “{zone}”. Write it like Asia/Hong_Kong.")


class BadColour(UserError):
    code = "bad_colour"
    text = N_("“{colour}” is no colour. Write it like #1B5CBE.")


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A building and its halls, in order."""

    name: LocalName
    halls: tuple[LocalName, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as a form or a command gives it."""

    name: LocalName
    starts_on: date
    ends_on: date
    zone: str = DEFAULT_ZONE
    colour: str = DEFAULT_COLOUR
    venues: tuple[VenueRow, ...] = ()
    hosts: tuple[str, ...] = ()
    co_organisers: tuple[str, ...] = ()
    convention: Convention = Convention.INTERNATIONAL


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as screens and papers show it."""

    id: UUID
    name: LocalName
    starts_on: date
    ends_on: date
    zone: str
    colour: str
    in_use: bool = False
    logo: str = ""
    venues: tuple[VenueRow, ...] = field(default=())
    hosts: tuple[str, ...] = ()
    co_organisers: tuple[str, ...] = ()
    convention: Convention = Convention.INTERNATIONAL


def create_event(session: Session, draft: EventDraft, *, secret: bytes | None = None) -> EventRow:
    """Make an event with the standard categories, a main door and its key, and put it in use.

    ``secret`` is the key for its badges (32 bytes), given only by a demo that must come out the same twice.
    """
    _check(draft)
    journal = journal_of(session)
    event = Event(
        id=journal.new_id(),
        name_hant=clean(draft.name.hant),
        name_hans=clean(draft.name.hans),
        name_en=clean(draft.name.en),
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        zone=draft.zone,
        colour=draft.colour.upper(),
        convention=draft.convention,
    )
    session.add(event)
    session.flush()
    session.add(EventKey(id=journal.new_id(), event_id=event.id, secret=secret or _fresh_secret(), made_at=journal.now))
    _write_places(session, event.id, draft.venues)
    _write_hosts(session, event.id, draft)
    add_standard(session, event.id)
    add_main_door(session, event.id)
    session.flush()
    use_event(session, event.id)
    return event_by_id(session, event.id)


def change_event(session: Session, event_id: UUID, draft: EventDraft) -> EventRow:
    """Make an event what ``draft`` says, its venues, halls, hosts and co-organisers included."""
    _check(draft)
    event = session.get_one(Event, event_id)
    event.name_hant, event.name_hans, event.name_en = (
        clean(name) for name in (draft.name.hant, draft.name.hans, draft.name.en)
    )
    event.starts_on, event.ends_on, event.zone, event.colour = (
        draft.starts_on,
        draft.ends_on,
        draft.zone,
        draft.colour.upper(),
    )
    event.convention = draft.convention
    before = event_by_id(session, event_id)
    if before.venues != draft.venues:
        _write_places(session, event_id, draft.venues)
    if (before.hosts, before.co_organisers) != (draft.hosts, draft.co_organisers):
        _write_hosts(session, event_id, draft)
    session.flush()
    return event_by_id(session, event_id)


def events(session: Session) -> list[EventRow]:
    """All events, the latest first."""
    in_use = _in_use(session)
    found = session.scalars(select(Event).where(Event.deleted_at.is_(None)).order_by(Event.starts_on.desc(), Event.id))
    return [_row(session, event, in_use) for event in found]


def event_by_id(session: Session, event_id: UUID) -> EventRow:
    """One event; raises ``NoSuchEvent``."""
    event = session.get(Event, event_id)
    if event is None or event.deleted_at is not None:
        raise NoSuchEvent(event=event_id)
    return _row(session, event, _in_use(session))


def event_in_use(session: Session) -> EventRow:
    """The event that this database works on; raises ``NoEvent``."""
    found = _in_use(session)
    if found is None:
        raise NoEvent
    return event_by_id(session, found)


def find_event(session: Session, text: str) -> EventRow:
    """The event with this id, or the only one whose name in some language has ``text`` in it."""
    wanted = fold(text)
    all_events = events(session)
    for event in all_events:
        if wanted in {str(event.id), event.id.hex}:
            return event
    named = [e for e in all_events if any(wanted in fold(name) for name in (e.name.hant, e.name.hans, e.name.en))]
    if not wanted or not named:
        raise NoSuchEvent(event=text)
    if len(named) > 1:
        raise SeveralEvents(event=text, n=len(named))
    return named[0]


def use_event(session: Session, event_id: UUID) -> None:
    """Make this the event that the database works on, until another is chosen."""
    session.connection().execute(delete(Local).where(Local.name == _IN_USE))
    session.add(Local(name=_IN_USE, value=event_id.hex))
    session.flush()


def secrets_of(session: Session, event_id: UUID) -> list[bytes]:
    """The keys for an event's badges, the newest first.

    Raises ``KeyMissing`` in a copy without keys: a new one in its place would make badges that other desks refuse.
    """
    found = session.scalars(
        select(EventKey.secret).where(EventKey.event_id == event_id).order_by(EventKey.made_at.desc())
    ).all()
    if not found:
        raise KeyMissing
    return list(found)


def _fresh_secret() -> bytes:
    import secrets

    return secrets.token_bytes(KEY_BYTES)


def _check(draft: EventDraft) -> None:
    if not draft.name:
        raise BadEvent
    if draft.ends_on < draft.starts_on:
        raise BadDates(starts_on=draft.starts_on.isoformat(), ends_on=draft.ends_on.isoformat())
    try:
        ZoneInfo(draft.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadZone(zone=draft.zone) from error
    if not _COLOUR.match(draft.colour):
        raise BadColour(colour=draft.colour)


def _write_places(session: Session, event_id: UUID, wanted: Sequence[VenueRow]) -> None:
    """Let the event have these venues and halls. What is only renamed or moved stays what items and doors are in."""
    journal = journal_of(session)
    known = session.scalars(
        select(Venue).where(Venue.event_id == event_id, Venue.deleted_at.is_(None)).order_by(Venue.rank, Venue.id)
    ).all()
    rooms = session.scalars(
        select(Hall).where(Hall.venue_id.in_([row.id for row in known]), Hall.deleted_at.is_(None)).order_by(Hall.rank)
    ).all()
    kept: set[UUID] = set()
    for rank, (venue, building) in enumerate(_matched(known, [venue.name for venue in wanted]), 1):
        row = building or Venue(id=journal.new_id(), event_id=event_id)
        _name(session, row, venue, rank)
        own = [hall for hall in rooms if hall.venue_id == row.id]
        halls = [
            (name, hall or Hall(id=journal.new_id(), venue_id=row.id))
            for name, hall in _matched(own, wanted[rank - 1].halls)
        ]
        for place, (name, hall) in enumerate(halls, 1):
            _name(session, hall, name, place)
        kept |= {row.id, *(hall.id for _name_of, hall in halls)}
    for gone in (*known, *rooms):
        if gone.id not in kept:
            gone.deleted_at = journal.now
    session.flush()


def _matched(rows: Sequence[_Place], names: Sequence[LocalName]) -> list[tuple[LocalName, _Place | None]]:
    """Which row each name is: that of the same name in some language, or else one whose name is no longer there."""
    left = list(rows)
    found: list[_Place | None] = []
    for name in names:
        same = next((row for row in left if _names(row) & {name.hant, name.hans, name.en} - {""}), None)
        if same is not None:
            left.remove(same)
        found.append(same)
    return [(name, row or (left.pop(0) if left else None)) for name, row in zip(names, found, strict=True)]


def _names(row: Venue | Hall) -> set[str]:
    return {row.name_hant, row.name_hans, row.name_en}


def _name(session: Session, row: Venue | Hall, name: LocalName, rank: int) -> None:
    row.name_hant, row.name_hans, row.name_en, row.rank = name.hant, name.hans, name.en, rank
    session.add(row)
    session.flush()


def _write_hosts(session: Session, event_id: UUID, draft: EventDraft) -> None:
    journal = journal_of(session)
    for row in session.scalars(select(EventHost).where(EventHost.event_id == event_id, EventHost.deleted_at.is_(None))):
        row.deleted_at = journal.now
    for role, names in ((HostRole.HOST, draft.hosts), (HostRole.CO_ORGANISER, draft.co_organisers)):
        for rank, name in enumerate(names, 1):
            organisation = ensure_organisation(session, name)
            session.add(
                EventHost(id=journal.new_id(), event_id=event_id, organisation_id=organisation, role=role, rank=rank)
            )
    session.flush()


def _in_use(session: Session) -> UUID | None:
    value = session.scalar(select(Local.value).where(Local.name == _IN_USE))
    return UUID(value) if value is not None else None


def _row(session: Session, event: Event, in_use: UUID | None) -> EventRow:
    return EventRow(
        id=event.id,
        name=LocalName(event.name_hant, event.name_hans, event.name_en),
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        zone=event.zone,
        colour=event.colour,
        in_use=event.id == in_use,
        logo=event.logo,
        venues=_venues(session, event.id),
        hosts=_hosts(session, event.id, HostRole.HOST),
        co_organisers=_hosts(session, event.id, HostRole.CO_ORGANISER),
        convention=event.convention,
    )


def _venues(session: Session, event_id: UUID) -> tuple[VenueRow, ...]:
    rows = session.execute(
        select(Venue, Hall)
        .outerjoin(Hall, (Hall.venue_id == Venue.id) & Hall.deleted_at.is_(None))
        .where(Venue.event_id == event_id, Venue.deleted_at.is_(None))
        .order_by(Venue.rank, Hall.rank)
    ).all()
    found: dict[UUID, VenueRow] = {}
    for venue, hall in rows:
        name = LocalName(venue.name_hant, venue.name_hans, venue.name_en)
        halls = found[venue.id].halls if venue.id in found else ()
        if hall is not None:
            halls = (*halls, LocalName(hall.name_hant, hall.name_hans, hall.name_en))
        found[venue.id] = VenueRow(name, halls)
    return tuple(found.values())


def _hosts(session: Session, event_id: UUID, role: HostRole) -> tuple[str, ...]:
    rows = session.execute(
        select(Organisation.name_zh, Organisation.name_en)
        .join(EventHost, EventHost.organisation_id == Organisation.id)
        .where(EventHost.event_id == event_id, EventHost.role == role, EventHost.deleted_at.is_(None))
        .order_by(EventHost.rank)
    )
    return tuple(name_zh or name_en for name_zh, name_en in rows)
