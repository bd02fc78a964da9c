"""The list of visitors that a host wants of a stop: the fields it asks for, of those who come, and no more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, fold
from desktop.domain.visits import ListField
from desktop.domain.visits_words import FIELD_WORDS
from desktop.errors import N_, UserError
from desktop.exchange.writing import write_table
from desktop.i18n import Translator
from desktop.models import Organisation, Person, Post, Registration
from desktop.services.visits import find_visit, visits
from desktop.services.visits_parts import GroupRow, StopRow, VisitRow, spellings

_NAMES = frozenset({ListField.NAME_ZH, ListField.NAME_LATIN})
_MAYBE_NONE = frozenset({ListField.DIET, ListField.ACCESS})
"""Of these nothing is a proper answer."""


class NoSuchStop(UserError):
    code = "no_such_stop"
    text = N_("There is no stop “{stop}”. Those of this event are: {known}.")


class NoSuchVisitors(UserError):
    code = "no_such_visitors"
    text = N_("There is no group “{group}” at this stop. Those that come are: {known}.")


class NoListWanted(UserError):
    code = "no_list_wanted"
    text = N_("The host of {stop} asks for no list of visitors. Say at the stop which fields it wants.")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody on the list: what is known of each field that is asked for; ``missing`` are those that need a value."""

    registration_id: UUID
    name: LocalName
    values: tuple[LocalName, ...]
    missing: frozenset[ListField]


@dataclass(frozen=True, slots=True)
class VisitorGroup:
    """The visitors of one group in their order, and when they are there."""

    id: UUID
    name: LocalName
    start: datetime
    end: datetime
    people: tuple[Visitor, ...]


@dataclass(frozen=True, slots=True)
class VisitorList:
    """The list of one stop, its columns being ``fields``."""

    visit: VisitRow
    stop: StopRow
    fields: tuple[ListField, ...]
    groups: tuple[VisitorGroup, ...]

    @property
    def people(self) -> Iterator[Visitor]:
        """Everybody on it."""
        return (one for group in self.groups for one in group.people)

    @property
    def missing(self) -> dict[ListField, tuple[LocalName, ...]]:
        """Which fields are not known of whom, in the order of the columns."""
        found = {field: tuple(one.name for one in self.people if field in one.missing) for field in self.fields}
        return {field: names for field, names in found.items() if names}


def visitor_lists(
    session: Session, event_id: UUID, visit_id: UUID | None = None, stop_id: UUID | None = None
) -> list[VisitorList]:
    """The lists of one stop, of a visit or of all, in order; stops whose hosts want none are left out."""
    found = [
        (tour, stop)
        for tour in visits(session, event_id)
        for stop in tour.stops
        if visit_id in {None, tour.id} and stop_id in {None, stop.id} and stop.list_fields
    ]
    come = {one for tour, stop in found for group in _coming(tour, stop) for one in _registered(group)}
    known = known_of(session, come)
    return [_list(tour, stop, known) for tour, stop in found]


def visitor_list(session: Session, event_id: UUID, stop_id: UUID) -> VisitorList:
    """The list of one stop. Raises ``NoListWanted``."""
    for one in visitor_lists(session, event_id, stop_id=stop_id):
        return one
    known = (stop for tour in visits(session, event_id) for stop in tour.stops if stop.id == stop_id)
    raise NoListWanted(stop=next((_said(stop.name) for stop in known), ""))


def find_stop(session: Session, event_id: UUID, text: str, visit: str = "") -> StopRow:
    """The stop with this id, number on its visit, site, hall or host, of all visits or of the one that ``visit`` names.

    Part of a name is enough where only one stop has it. Raises ``NoSuchStop`` or ``NoSuchVisit``.
    """
    tours = [find_visit(session, event_id, visit)] if visit else visits(session, event_id)
    stops, wanted = [stop for tour in tours for stop in tour.stops], fold(text)
    named = {stop.id: [fold(name) for name in (*_spelt(stop), str(stop.id), stop.id.hex) if name] for stop in stops}
    whole = [stop for stop in stops if wanted in {*named[stop.id], str(stop.rank)}]
    found = whole or [stop for stop in stops if wanted and any(wanted in name for name in named[stop.id])]
    if len(found) != 1:
        raise NoSuchStop(stop=text, known=", ".join(_said(stop.name) for stop in stops))
    return found[0]


def find_group(listed: VisitorList, text: str) -> UUID:
    """The group of a list with this name or id. Raises ``NoSuchVisitors``."""
    for group in listed.groups:
        if fold(text) in {fold(name) for name in (*spellings(group.name), str(group.id), group.id.hex) if name}:
            return group.id
    raise NoSuchVisitors(group=text, known=", ".join(_said(group.name) for group in listed.groups))


def missing_words(listed: VisitorList, _: Translator) -> list[str]:
    """A line for each field that is not known of somebody, naming them."""
    between = _.pgettext("between names", ", ")
    return [
        _("{field} is not known of {names}.", field=_(FIELD_WORDS[field]),
          names=between.join(name.said_in(_.language) for name in names))
        for field, names in listed.missing.items()
    ]  # fmt: skip


def export_visitor_list(
    session: Session, event_id: UUID, stop_id: UUID, out: Path, _: Translator, group: UUID | None = None
) -> int:
    """Write the list of a stop, or of one group there, to ``out``, and nothing else; returns how many are on it.

    The file's ending says what it becomes. Raises ``NoListWanted`` and what ``write_table`` raises.
    """
    listed = visitor_list(session, event_id, stop_id)
    rows = (
        [value.said_in(_.language) for value in one.values]
        for each in listed.groups
        if group in {None, each.id}
        for one in each.people
    )
    return write_table(out, [_(FIELD_WORDS[field]) for field in listed.fields], rows, _("Visitors"))


def _coming(tour: VisitRow, stop: StopRow) -> list[GroupRow]:
    return [group for group in tour.groups if group.at(stop) is not None and group.expected]


def _registered(group: GroupRow) -> list[UUID]:
    return [one.who.registration_id for one in group.expected if one.who.registration_id is not None]


Known = Mapping[UUID, tuple[LocalName, Mapping[ListField, LocalName]]]


def _list(tour: VisitRow, stop: StopRow, known: Known) -> VisitorList:
    groups, seen = [], set()
    for group in sorted(_coming(tour, stop), key=lambda one: (one.at(stop), one.rank)):
        keys = [key for key in _registered(group) if key in known and key not in seen]
        seen.update(keys)
        start, end = group.at(stop) or (stop.start, stop.end)
        people = tuple(_visitor(key, stop.list_fields, known) for key in keys)
        groups.append(VisitorGroup(group.id, group.name, start, end, people))
    return VisitorList(tour, stop, stop.list_fields, tuple(groups))


def _visitor(key: UUID, fields: Sequence[ListField], known: Known) -> Visitor:
    name, values = known[key]
    return Visitor(key, name, tuple(values[field] for field in fields), missing_of(fields, values))


def missing_of(fields: Iterable[ListField], values: Mapping[ListField, LocalName]) -> frozenset[ListField]:
    """The fields that need a value; where both names are asked for, one is enough."""
    wanted = frozenset(fields)
    found = {field for field in wanted - _MAYBE_NONE if not values[field]}
    return frozenset(found - _NAMES if wanted >= _NAMES and not found >= _NAMES else found)


def known_of(session: Session, people: Iterable[UUID]) -> Known:
    """Names of these people, and what the register knows of each field, the first post being the one that counts."""
    rows: Sequence[Any] = session.execute(
        select(Registration.id, Person, Post, Organisation)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Post, (Post.person_id == Person.id) & (Post.rank == 1) & Post.deleted_at.is_(None))
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Registration.id.in_(set(people)))
    ).all()
    found: dict[UUID, tuple[LocalName, Mapping[ListField, LocalName]]] = {}
    for key, person, post, place in rows:
        values = {field: LocalName(getattr(person, field.value, "") or "") for field in ListField}
        values[ListField.TITLE] = (
            LocalName() if post is None else LocalName(post.title_zh, post.title_zh, post.title_en)
        )
        where = LocalName() if place is None else LocalName(place.name_zh, place.name_zh, place.name_en)
        found[key] = (
            LocalName(person.name_zh, person.name_zh, person.name_latin), {**values, ListField.ORGANISATION: where}
        )  # fmt: skip
    return found


def _spelt(stop: StopRow) -> tuple[str, ...]:
    return tuple(text for name in (stop.site, stop.place, stop.name, stop.host) for text in spellings(name))


def _said(name: LocalName) -> str:
    return name.hant or name.hans or name.en
