"""Records that are likely of one person, to be looked at by somebody who can tell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.domain.contacts import addresses
from desktop.domain.matching import person_key, place_key, places_agree
from desktop.domain.readings import name_keys
from desktop.domain.text import LocalName
from desktop.i18n import Language
from desktop.models import Homonym, Organisation, Person, Post, Registration
from desktop.storage.journal import journal_of

_ALIKE = 6
"""More records than this under one key say that the key says nothing: a switchboard, a very common name."""


class Why(StrEnum):
    """What two records have in common, the surest first."""

    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Record:
    """One of the two: ``registration`` is theirs at the event, None where they are on no list of it.

    ``places`` are the organisations of their posts, or a title where there is none; ``titles`` their titles.
    """

    person: UUID
    registration: UUID | None
    name_zh: str
    name_latin: str
    place_names: tuple[LocalName, ...]
    title_names: tuple[LocalName, ...]
    phone: str

    @property
    def places(self) -> tuple[str, ...]:
        """The places as they are written first."""
        return tuple(name.said_in(Language.ZH_HANT) for name in self.place_names)

    @property
    def name(self) -> str:
        """Both names, as far as there are two."""
        return " ".join(filter(None, (self.name_zh, self.name_latin)))


@dataclass(frozen=True, slots=True)
class Likely:
    """Two records, the older first."""

    one: Record
    other: Record
    why: Why


def likely_duplicates(session: Session, event_id: UUID, person_id: UUID | None = None) -> list[Likely]:
    """Pairs of which one at least is at the event, the surest first; with ``person_id`` those of this person.

    Left out are pairs that somebody has said are two people.
    """
    records = _records(session, event_id, None if person_id is None else _alike(session, person_id))
    return _likely(session, records, Why, person_id)


def namesakes(session: Session, event_id: UUID, person_id: UUID) -> list[Likely]:
    """Of those pairs the ones of this person that share the name; quick enough to be asked for each card."""
    folded = session.get_one(Person, person_id).folded
    same = session.scalars(select(Person.id).where(Person.folded == folded, Person.deleted_at.is_(None))).all()
    return _likely(session, _records(session, event_id, list(same)), (Why.NAME,), person_id) if len(same) > 1 else []


def _likely(
    session: Session, records: dict[UUID, Record], kinds: Iterable[Why], person_id: UUID | None
) -> list[Likely]:
    found: dict[tuple[UUID, UUID], Likely] = {}
    told_apart = _told_apart(session)
    for why in kinds:
        for one, other in _pairs(_grouped(session, records, why)):
            key = (one.person, other.person)
            if key in found or key in told_apart or (person_id is not None and person_id not in key):
                continue
            if one.registration is None and other.registration is None:
                continue
            if why is Why.NAME and not places_agree(one.places, other.places):
                continue
            found[key] = Likely(one, other, why)
    return list(found.values())


def tell_apart(session: Session, person_id: UUID, other_id: UUID) -> None:
    """Remember that two records are of two people, so that they are not suggested again."""
    one, other = sorted((person_id, other_id))
    if (one, other) not in _told_apart(session):
        session.add(Homonym(id=journal_of(session).new_id(), person_id=one, other_id=other))
        session.flush()


def records(session: Session, event_id: UUID, people: Iterable[UUID]) -> list[Record]:
    """What tells these people from others of the same name, in their order."""
    wanted = list(people)
    found = _records(session, event_id, wanted)
    return [found[key] for key in wanted if key in found]


def _alike(session: Session, person_id: UUID) -> list[UUID]:
    """Whom the database alone can tell to be worth comparing with this person."""
    person = session.get_one(Person, person_id)
    held = select(Post.organisation_id).where(Post.person_id == person_id, Post.deleted_at.is_(None))
    there = select(Post.person_id).where(Post.organisation_id.in_(held), Post.deleted_at.is_(None))
    alike = [Person.folded == person.folded, Person.id.in_(there)]
    alike += [Person.phone_e164.contains(number) for number in person.phone_e164.split()]
    alike += [Person.email.icontains(address) for address in addresses(person.email)]
    return list(session.scalars(select(Person.id).where(or_(*alike), Person.deleted_at.is_(None))))


def _records(session: Session, event_id: UUID, only: list[UUID] | None = None) -> dict[UUID, Record]:
    people = (
        select(Person.id, Person.name_zh, Person.name_latin, Person.phone)
        .where(Person.deleted_at.is_(None))
        .order_by(Person.id)
    )
    here = select(Registration.person_id, Registration.id).where(
        Registration.event_id == event_id, Registration.deleted_at.is_(None)
    )
    posts = (
        select(Post.person_id, Organisation.name_zh, Organisation.name_en, Post.title_zh, Post.title_en)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.deleted_at.is_(None))
        .order_by(Post.rank)
    )
    if only is not None:
        people, here = people.where(Person.id.in_(only)), here.where(Registration.person_id.in_(only))
        posts = posts.where(Post.person_id.in_(only))
    registered = dict(session.execute(here).all())
    places: defaultdict[UUID, dict[LocalName, None]] = defaultdict(dict)
    titles: defaultdict[UUID, dict[LocalName, None]] = defaultdict(dict)
    for key, place_zh, place_en, title_zh, title_en in session.execute(posts):
        place, title = LocalName(place_zh or "", "", place_en or ""), LocalName(title_zh, "", title_en)
        places[key][place or title] = None
        titles[key][title] = None
    return {
        key: Record(
            key, registered.get(key), name_zh, name_latin,
            tuple(filter(None, places[key])), tuple(filter(None, titles[key])), phone,
        )
        for key, name_zh, name_latin, phone in session.execute(people)
    }  # fmt: skip


def _grouped(session: Session, records: dict[UUID, Record], why: Why) -> Iterable[list[Record]]:
    groups: defaultdict[object, dict[UUID, Record]] = defaultdict(dict)
    if why is Why.SOUND:
        keyed = _sounds(records.values())
    elif why is Why.NAME:
        keyed = ((person_key(row.name_zh, row.name_latin), row) for row in records.values())
    else:
        column = Person.phone_e164 if why is Why.PHONE else Person.email
        said = session.execute(select(Person.id, column).where(column != "", Person.deleted_at.is_(None)))
        apart = str.split if why is Why.PHONE else lambda text: [one.casefold() for one in addresses(text)]
        keyed = ((part, records[key]) for key, text in said if key in records for part in apart(text))
    for group, row in keyed:
        groups[group][row.person] = row
    return [list(group.values()) for group in groups.values() if 1 < len(group) <= _ALIKE]


def _sounds(records: Iterable[Record]) -> Iterator[tuple[object, Record]]:
    """Where a Latin name alone stands beside a Chinese one alone at the same place, both as they sound."""
    at: defaultdict[str, list[Record]] = defaultdict(list)
    for row in records:
        if bool(row.name_zh) != bool(row.name_latin):
            for place in row.places:
                at[place_key(place)].append(row)
    for place, rows in at.items():
        if len({bool(row.name_zh) for row in rows}) == 2:
            for row in rows:
                for sound in name_keys(row.name_zh, row.name_latin).whole:
                    yield (place, sound), row


def _pairs(groups: Iterable[list[Record]]) -> Iterator[tuple[Record, Record]]:
    for group in groups:
        yield from combinations(sorted(group, key=lambda row: row.person), 2)


def _told_apart(session: Session) -> set[tuple[UUID, UUID]]:
    found = session.execute(select(Homonym.person_id, Homonym.other_id).where(Homonym.deleted_at.is_(None)))
    return {(one, other) for one, other in found}
