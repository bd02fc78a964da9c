"""The demo summit: an event with invented people, the same each time for the same seed and day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop.domain.matching import person_key, place_key
from desktop.domain.text import LocalName
from desktop.domain.tokens import KEY_BYTES
from desktop.domain.verdicts import Asking, Entry, Purpose, Ways
from desktop.errors import N_, UserError
from desktop.models import Delegation, Organisation, Person, Post, Registration
from desktop.progress import Progress
from desktop.services.badges import issue_badges
from desktop.services.categories import categories
from desktop.services.checkpoints import find_checkpoint
from desktop.services.demo_names import Dice, read_toml
from desktop.services.demo_people import Body, Guest, Guests
from desktop.services.demo_places import fill_places
from desktop.services.demo_programme import fill_programme
from desktop.services.demo_visits import fill_visits
from desktop.services.door_rules import CheckpointDraft, make_checkpoint
from desktop.services.events import DEFAULT_ZONE, EventDraft, VenueRow, create_event, events
from desktop.services.questions import QuestionDraft, add_question
from desktop.storage.database import Database, make_room, settle
from desktop.storage.journal import insert_rows, journal_of

MOST_PEOPLE = 1_000_000
_DAYS = 4
_FIRST_YEAR, _LAST_YEAR = 1971, 9998
_CHUNK = 5_000
# Keys and the journal's clock carry this moment. It depends on the day alone, and lies in the past whatever the day,
# because the clock of a journal never goes back.
_LATEST = datetime(2026, 1, 5, 10, tzinfo=UTC)


class NotEmpty(UserError):
    code = "not_empty"
    text = N_("This database has an event already. Fill in the demo in a new database.")


class BadDemoSize(UserError):
    code = "bad_demo_size"
    text = N_("A demo has 1 to {most} people, not {people}.")


class BadDemoDay(UserError):
    code = "bad_demo_day"
    text = N_("A demo can't be on {day}. Choose a day between the years {first} and {last}.")


@dataclass(slots=True)
class _Filling:
    """What is known of the summit while its people are written."""

    event_id: UUID
    categories: Mapping[str, UUID]
    delegations: Sequence[UUID]
    organisations: dict[Body, UUID] = field(default_factory=dict)
    people: int = 0
    posts: int = 0
    badges: int = 0


def check(people: int, day: date | None) -> None:
    """Raise ``BadDemoSize`` or ``BadDemoDay`` for what ``fill`` would refuse before it looks at the database."""
    if not 1 <= people <= MOST_PEOPLE:
        raise BadDemoSize(people=people, most=MOST_PEOPLE)
    if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadDemoDay(day=day, first=_FIRST_YEAR, last=_LAST_YEAR)


def fill(
    db: Database, *, people: int = 300, seed: int = 1, day: date | None = None, progress: Progress
) -> dict[str, int]:
    """Make a summit of ``people`` from ``day`` on (today where it is held), badges issued, nobody arrived.

    Returns how many rows of a kind were made. Raises ``NotEmpty``, ``BadDemoSize`` or ``BadDemoDay``, or
    ``Cancelled`` through ``progress``; nothing was changed then.
    """
    zone = ZoneInfo(DEFAULT_ZONE)
    first = day or db.now().astimezone(zone).date()
    check(people, first)
    eve = datetime(first.year, first.month, first.day, tzinfo=zone) - timedelta(hours=6)
    dice = Dice(f"summit {seed}")
    with db.write(now=min(eve.astimezone(UTC), _LATEST), randomness=_in_order(dice)) as session:
        if events(session):
            raise NotEmpty
        make_room(session, people)
        summit = read_toml("summit")
        filling = _start(session, summit, first, dice)
        guests = Guests(dice, summit).make(people)
        while chunk := list(islice(guests, _CHUNK)):
            _write(session, filling, chunk, dice)
            settle(session)
            progress.step(filling.people, people)
        made = fill_programme(session, filling.event_id, first, zone)
        made |= fill_visits(session, filling.event_id, first, zone, filling.delegations)
        made |= fill_places(session, filling.event_id)
    return {
        "people": filling.people,
        "posts": filling.posts,
        "organisations": len(filling.organisations),
        "delegations": len(filling.delegations),
        "badges": filling.badges,
        **made,
    }


def _in_order(dice: Dice) -> Callable[[], int]:
    """Randomness for keys of one moment that rise, so that a big demo is written to the end of each index."""
    counter = count()
    return lambda: next(counter) << 50 | dice.bits(50)


def _start(session: Session, summit: Mapping[str, Any], first: date, dice: Dice) -> _Filling:
    said = {language: text for language, text in summit["event"].items() if isinstance(text, str)}
    organisations = _known_bodies(session)
    event = create_event(
        session,
        EventDraft(
            name=LocalName(**{language: text.format(year=first.year) for language, text in said.items()}),
            starts_on=first,
            ends_on=first + timedelta(days=_DAYS - 1),
            zone=DEFAULT_ZONE,
            venues=tuple(
                VenueRow(_local(venue), tuple(_local(hall) for hall in venue["halls"])) for venue in summit["venues"]
            ),
            hosts=tuple(summit["event"]["hosts"]),
            co_organisers=tuple(summit["event"]["co_organisers"]),
        ),
        secret=dice.bits(8 * KEY_BYTES).to_bytes(KEY_BYTES, "big"),
    )
    known = {row.code: row.id for row in categories(session, event.id)}
    _open_doors(session, event.id, summit, known)
    delegations = [_delegation(session, event.id, row) for row in summit["delegations"]]
    return _Filling(event.id, known, delegations, organisations)


def _open_doors(session: Session, event_id: UUID, summit: Mapping[str, Any], known: Mapping[str, UUID]) -> None:
    """Make the checkpoints, and what is handed over and asked there."""
    for row in summit["checkpoints"]:
        draft = CheckpointDraft(
            _local(row), row["code"], row.get("hall", ""), ways=Ways(row.get("ways", Ways.IN)),
            entry=Entry(row.get("entry", Entry.ONCE)), capacity=row.get("capacity"),
            purpose=Purpose(row.get("purpose", Purpose.DOOR)),
            category_ids=frozenset(known[code] for code in row.get("only", ())),
        )  # fmt: skip
        make_checkpoint(session, event_id, draft)
    for row in summit["questions"]:
        asked = QuestionDraft(
            _local(row), Asking(row["kind"]), known[row["of"]], find_checkpoint(session, event_id, row["at"]).id
        )
        add_question(session, event_id, asked)


def _local(row: Mapping[str, Any]) -> LocalName:
    return LocalName(row["hant"], row["hans"], row["en"])


def _delegation(session: Session, event_id: UUID, row: Mapping[str, Any]) -> UUID:
    key = journal_of(session).new_id()
    session.add(Delegation(id=key, event_id=event_id, name_hant=row["hant"], name_hans=row["hans"], name_en=row["en"]))
    session.flush()
    return key


def _known_bodies(session: Session) -> dict[Body, UUID]:
    """Write the organisations that are no start-ups, so that the event finds its hosts with names in both languages."""
    listed = [Body(*names) for kind in read_toml("organisations")["kinds"] for names in kind.get("organisations", ())]
    found: dict[Body, UUID] = {}
    _add_bodies(session, found, listed)
    return found


def _add_bodies(session: Session, known: dict[Body, UUID], bodies: Sequence[Body]) -> None:
    new = [body for body in dict.fromkeys(bodies) if body not in known]
    known.update((body, journal_of(session).new_id()) for body in new)
    insert_rows(
        session,
        Organisation,
        [
            {"id": known[body], "name_zh": body.zh, "name_en": body.en, "folded": place_key(body.zh or body.en)}
            for body in new
        ],
    )


def _write(session: Session, filling: _Filling, guests: Sequence[Guest], dice: Dice) -> None:
    """Insert these people with all that is theirs, and give them badges."""
    journal = journal_of(session)
    _add_bodies(session, filling.organisations, [held.body for g in guests for held in g.posts if held.body])
    people = [journal.new_id() for _ in guests]
    insert_rows(session, Person, [_person(key, guest) for key, guest in zip(people, guests, strict=True)])
    posts = [
        {
            "id": journal.new_id(), "person_id": person, "rank": rank, "title_zh": held.zh, "title_en": held.en,
            "organisation_id": filling.organisations[held.body] if held.body else None,
        }
        for person, guest in zip(people, guests, strict=True)
        for rank, held in enumerate(guest.posts, 1)
    ]  # fmt: skip
    insert_rows(session, Post, posts)
    registrations = list(_registrations(filling, journal.new_id, people, guests))
    insert_rows(session, Registration, registrations)
    filling.badges += issue_badges(session, filling.event_id, [row["id"] for row in registrations], random=dice.bits)
    filling.people += len(guests)
    filling.posts += len(posts)


def _person(key: UUID, guest: Guest) -> dict[str, Any]:
    name, styles = guest.name, guest.styles
    return {
        "id": key, "name_zh": name.zh, "name_latin": name.latin, "folded": person_key(name.zh, name.latin),
        "honorific_zh": styles.honorific_zh, "honorific_en": styles.honorific_en,
        "postnominal_zh": styles.postnominal_zh, "postnominal_en": styles.postnominal_en,
        "phone": guest.phone, "email": guest.email, "diet": guest.diet,
    }  # fmt: skip


def _registrations(
    filling: _Filling, new_id: Any, people: Sequence[UUID], guests: Sequence[Guest]
) -> Iterator[dict[str, Any]]:
    for place, (person, guest) in enumerate(zip(people, guests, strict=True), filling.people + 1):
        yield {
            "id": new_id(), "event_id": filling.event_id, "person_id": person, "list_order": place,
            "category_id": filling.categories[guest.category], "status": guest.status, "role": guest.role,
            "delegation_id": None if guest.delegation is None else filling.delegations[guest.delegation],
            "attendance": "出席", "seat": guest.seat, "escort": guest.escort, "note": guest.note,
        }  # fmt: skip
