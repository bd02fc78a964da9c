"""The order of an event's guests, with the reason for each place, and what is said about it by hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.precedence import Entrant, Held, Ordered, Ties, Why, classes_called, in_order
from desktop.domain.text import LocalName, clean
from desktop.domain.verdicts import EXPECTED
from desktop.errors import N_, UserError
from desktop.models import Category, Organisation, Person, Post, PrecedencePlace, Registration
from desktop.services.bulk import uncollected
from desktop.services.precedence_lists import ClassRow, ListRow, order_lists
from desktop.storage.journal import journal_of

LONGEST_REASON = 300


class ReasonMissing(UserError):
    code = "precedence_reason_missing"
    text = N_("Say why this guest stands there; whoever is asked about it later needs it.")


class ReasonTooLong(UserError):
    code = "precedence_reason_too_long"
    text = N_("A reason has at most {most} characters; this one has {length}.")


class BadPlace(UserError):
    code = "bad_precedence_place"
    text = N_("A place in the order is a number from 1 on, not {rank}.")


class NotAtEvent(UserError):
    code = "not_at_event"
    text = N_("This guest is not at the event any more.")


class NoSuchClass(UserError):
    code = "no_such_class"
    text = N_("This class of an order list was taken away meanwhile.")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A guest's place among all of an event, and why.

    ``place`` from 1 is where they stand, ``rank`` what equals share; ``equal`` says that there are such. ``told`` is
    the rule that told them apart from others of their class. ``reason`` is what was said when it was done by hand.
    """

    registration_id: UUID
    place: int
    rank: int
    equal: bool
    why: Why
    told: Ties
    name_zh: str
    name_latin: str
    category: LocalName
    class_id: UUID | None = None
    class_name: LocalName | None = None
    list_name: str = ""
    appointed_on: date | None = None
    manual_rank: int | None = None
    special: bool = False
    reason: str = ""
    principal_id: UUID | None = None

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


@dataclass(frozen=True, slots=True)
class _Guest:
    id: UUID
    person: UUID
    principal: UUID | None
    listed: int
    name_zh: str
    name_latin: str
    honours: str
    precedence: int
    category: LocalName


@dataclass(frozen=True, slots=True)
class _Found:
    """The class that somebody is of, and by what."""

    row: ClassRow
    of: ListRow
    why: Why


@uncollected()
def order(session: Session, event_id: UUID) -> list[OrderRow]:
    """Everybody who is expected at an event, the highest first."""
    return _ordered(session, event_id, _guests(session, event_id), _places(session, event_id))


def ranked(session: Session, event_id: UUID, registrations: Collection[UUID]) -> list[OrderRow]:
    """Those of ``registrations`` who are expected, in the order of the event.

    Places and ranks are among themselves, except where one of them has a place by hand: then among all.
    """
    return Ranking(session, event_id).of(registrations)


class Ranking:
    """The order of an event, asked several times while nothing of it changes: what takes long is read once."""

    def __init__(self, session: Session, event_id: UUID) -> None:
        self._session, self._event_id = session, event_id
        self._places = _places(session, event_id)
        self._all: list[OrderRow] | None = None

    def of(self, registrations: Collection[UUID]) -> list[OrderRow]:
        """As ``ranked``."""
        wanted = set(registrations)
        if any(place.manual_rank is not None for key, place in self._places.items() if key in wanted):
            if self._all is None:
                self._all = order(self._session, self._event_id)
            return [row for row in self._all if row.registration_id in wanted]
        return _ordered(self._session, self._event_id, _guests(self._session, self._event_id, wanted), self._places)


def set_class(session: Session, registration_id: UUID, class_id: UUID | None) -> None:
    """Let a guest be of this class whatever their post says; None lets the post say it again.

    Raises ``NotAtEvent`` or ``NoSuchClass``.
    """
    place = _place(session, registration_id)
    if class_id is not None:
        event_id = session.get_one(Registration, registration_id).event_id
        if all(class_id != one.id for each in order_lists(session, event_id) for one in each.classes):
            raise NoSuchClass
    place.class_id = class_id
    session.flush()


def set_appointed(session: Session, registration_id: UUID, appointed_on: date | None) -> None:
    """Since when a guest holds the post, by which equals of a class may be told apart. Raises ``NotAtEvent``."""
    _place(session, registration_id).appointed_on = appointed_on
    session.flush()


def set_manual(session: Session, registration_id: UUID, rank: int, why: str) -> None:
    """Put a guest at the ``rank``-th place of all, from 1; those behind move back by one.

    Raises ``NotAtEvent``, ``BadPlace``, ``ReasonMissing`` or ``ReasonTooLong``.
    """
    _by_hand(session, registration_id, rank, why, special=False)


def set_special(session: Session, registration_id: UUID, rank: int, why: str) -> None:
    """Let a guest be a special one, outside all lists, at the ``rank``-th place of all; raises as ``set_manual``."""
    _by_hand(session, registration_id, rank, why, special=True)


def clear_manual(session: Session, registration_id: UUID) -> None:
    """Let the rule say again where a guest stands, a special one too. Raises ``NotAtEvent``."""
    place = _place(session, registration_id)
    place.manual_rank, place.special, place.why = None, False, ""
    session.flush()


def _ordered(
    session: Session, event_id: UUID, guests: Sequence[_Guest], places: Mapping[UUID, PrecedencePlace]
) -> list[OrderRow]:
    found = _classes(session, event_id, guests, places)
    by_key = {one.id: one for one in guests}
    ordered = in_order([_entrant(one, places.get(one.id), found.get(one.id)) for one in guests])
    return [_row(one, by_key[one.key], places.get(one.key), found.get(one.key)) for one in ordered]


def _by_hand(session: Session, registration_id: UUID, rank: int, why: str, *, special: bool) -> None:
    reason = clean(why)
    if rank < 1:
        raise BadPlace(rank=rank)
    if not reason:
        raise ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(most=LONGEST_REASON, length=len(reason))
    place = _place(session, registration_id)
    place.manual_rank, place.special, place.why = rank, special, reason
    session.flush()


def _place(session: Session, registration_id: UUID) -> PrecedencePlace:
    registration = session.get(Registration, registration_id)
    if registration is None or registration.deleted_at is not None:
        raise NotAtEvent
    query = select(PrecedencePlace).where(
        PrecedencePlace.registration_id == registration_id, PrecedencePlace.deleted_at.is_(None)
    )
    found = session.scalars(query.order_by(PrecedencePlace.id.desc())).first()
    if found is None:
        found = PrecedencePlace(id=journal_of(session).new_id(), registration_id=registration_id)
        session.add(found)
    return found


def _guests(session: Session, event_id: UUID, only: Collection[UUID] | None = None) -> list[_Guest]:
    query = (
        select(
            Registration.id, Registration.person_id, Registration.principal_id, Registration.list_order,
            Person.name_zh, Person.name_latin, Person.postnominal_zh, Person.postnominal_en, Registration.category_id,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id, Registration.deleted_at.is_(None), Registration.status.in_(EXPECTED)
        )
    )  # fmt: skip
    if only is not None:
        query = query.where(Registration.id.in_(only))
    kinds = {
        key: (precedence, LocalName(*names))
        for key, precedence, *names in session.execute(
            select(Category.id, Category.precedence, Category.name_hant, Category.name_hans, Category.name_en).where(
                Category.event_id == event_id
            )
        )
    }
    return [
        _Guest(key, person, principal, listed, zh, latin, f"{after_zh} {after_en}", *kinds[category])
        for key, person, principal, listed, zh, latin, after_zh, after_en, category in session.execute(query)
    ]


def _places(session: Session, event_id: UUID) -> dict[UUID, PrecedencePlace]:
    """What was said by hand, of each guest the latest."""
    query = (
        select(PrecedencePlace)
        .join(Registration, Registration.id == PrecedencePlace.registration_id)
        .where(Registration.event_id == event_id, PrecedencePlace.deleted_at.is_(None))
        .order_by(PrecedencePlace.id)
    )
    return {place.registration_id: place for place in session.scalars(query)}


def _classes(
    session: Session, event_id: UUID, guests: Sequence[_Guest], places: Mapping[UUID, PrecedencePlace]
) -> dict[UUID, _Found]:
    """Of which class everybody is: as somebody chose, else of the first list that knows their post or honours."""
    lists = order_lists(session, event_id)
    if not lists:
        return {}
    known = {one.id: (one, each) for each in lists for one in each.classes}
    finders = [(each, classes_called(tuple((one.name.hant, one.name.en) for one in each.classes))) for each in lists]
    posts = _first_posts(session, event_id, guests)
    found: dict[UUID, _Found] = {}
    for guest in guests:
        place = places.get(guest.id)
        chosen = known.get(place.class_id) if place is not None and place.class_id is not None else None
        if chosen is not None:
            found[guest.id] = _Found(*chosen, Why.CHOSEN)
            continue
        held = Held(*posts.get(guest.person, ("", "", "", "")), honours=guest.honours)
        for each, finder in finders:
            if (hit := finder.of(held)) is not None:
                found[guest.id] = _Found(each.classes[hit[0]], each, hit[1])
                break
    return found


def _first_posts(session: Session, event_id: UUID, guests: Sequence[_Guest]) -> dict[UUID, tuple[str, str, str, str]]:
    """Of each person the title and organisation that are named first, in both languages."""
    query = (
        select(Post.person_id, Post.title_zh, Post.title_en, Organisation.name_zh, Organisation.name_en)
        .join(Registration, Registration.person_id == Post.person_id)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Registration.event_id == event_id, Post.deleted_at.is_(None))
        .order_by(Post.rank.desc(), Post.id.desc())
    )
    if len(guests) < _FEW:
        query = query.where(Registration.id.in_([one.id for one in guests]))
    return {
        person: (title_zh, title_en, place_zh or "", place_en or "")
        for person, title_zh, title_en, place_zh, place_en in session.execute(query)
    }


def _entrant(guest: _Guest, place: PrecedencePlace | None, found: _Found | None) -> Entrant[UUID]:
    manual = place.manual_rank if place is not None else None
    by_hand = Why.SPECIAL if place is not None and place.special else Why.MANUAL
    return Entrant(
        key=guest.id,
        category=guest.precedence,
        listed=guest.listed,
        why=by_hand if manual is not None else found.why if found is not None else Why.CATEGORY,
        class_rank=found.row.rank if found is not None else None,
        ties=found.of.ties if found is not None else Ties.NONE,
        appointed=place.appointed_on if place is not None else None,
        name_zh=guest.name_zh,
        name_latin=guest.name_latin,
        manual=manual,
        principal=guest.principal,
    )


def _row(one: Ordered[UUID], guest: _Guest, place: PrecedencePlace | None, found: _Found | None) -> OrderRow:
    return OrderRow(
        registration_id=guest.id,
        place=one.place,
        rank=one.rank,
        equal=one.equal,
        why=one.why,
        told=one.told,
        name_zh=guest.name_zh,
        name_latin=guest.name_latin,
        category=guest.category,
        class_id=found.row.id if found is not None else None,
        class_name=found.row.name if found is not None else None,
        list_name=found.of.name if found is not None else "",
        appointed_on=place.appointed_on if place is not None else None,
        manual_rank=place.manual_rank if place is not None else None,
        special=place is not None and place.special,
        reason=place.why if place is not None else "",
        principal_id=guest.principal,
    )


_FEW = 10_000
"""SQLite takes 32,766 values in a statement; long before, it is quicker to read everybody."""
