"""The roll of an event: everybody, as light as it takes to filter, count and sort a hundred thousand at once.

What a line of the list shows is not here; ``people_list.people`` fetches it for the lines that are seen.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, String, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.domain.name_order import latin_key, pinyin_key, strokes_key
from desktop.domain.text import LocalName
from desktop.domain.verdicts import EXPECTED, Verdict
from desktop.models import Badge, BadgePrint, Category, Delegation, Organisation, Person, Post, Registration, Scan
from desktop.services.arrivals import standing
from desktop.services.people_list import Show, registered


class Facet(StrEnum):
    """What people can be filtered by. In brackets what its values are."""

    ARRIVAL = "arrival"
    """``arrived``, ``missing`` (expected and not here), ``other``."""
    BADGE = "badge"
    """``printed``, ``unprinted``."""
    RANK = "rank"
    """``vip``, or nothing."""
    CATEGORY = "category"
    """A category's code."""
    STATUS = "status"
    """A ``Status``."""
    ORGANISATION = "organisation"
    """The key, in hex, of the organisation that the list shows."""
    DELEGATION = "delegation"
    """A delegation's key in hex."""
    TAG = "tag"


class Order(StrEnum):
    """How the list is sorted; those alike are in the order of the organisers' list."""

    LISTED = "listed"
    STROKES = "strokes"
    PINYIN = "pinyin"
    LATIN = "latin"
    PRECEDENCE = "precedence"
    ARRIVAL = "arrival"
    ORGANISATION = "organisation"


Filters = frozenset[tuple[Facet, str]]
"""Values of one facet widen what is shown, facets narrow it; no filters at all show everybody."""

EVERYBODY: Filters = frozenset()
PARTS: Mapping[Show, Filters] = {
    Show.ALL: EVERYBODY,
    Show.ARRIVED: frozenset({(Facet.ARRIVAL, "arrived")}),
    Show.ABSENT: frozenset({(Facet.ARRIVAL, "missing")}),
    Show.ABSENT_VIPS: frozenset({(Facet.ARRIVAL, "missing"), (Facet.RANK, "vip")}),
    Show.UNPRINTED: frozenset({(Facet.BADGE, "unprinted")}),
}


class Entry(NamedTuple):
    """One registration, its keys in hex. The fields after ``id`` are the facets in their order; then what sorts."""

    id: str
    arrival: str
    badge: str
    rank: str
    category: str
    status: str
    organisation: str
    delegation: str
    tags: str
    name_zh: str
    name_latin: str
    precedence: int
    arrived_at: str


@dataclass(frozen=True, slots=True)
class Names:
    """What the values of the facets are called."""

    categories: Mapping[str, LocalName]
    organisations: Mapping[str, LocalName]
    delegations: Mapping[str, LocalName]


class Roll:
    """Everybody in the order of the organisers' list. ``counts`` says how many each value of a facet has."""

    def __init__(self, entries: Sequence[Entry], names: Names) -> None:
        self._entries, self.names = list(entries), names
        self.place_keys = {key: strokes_key(name.hant, name.en) for key, name in names.organisations.items()}
        """By what organisations are sorted."""
        self._columns: dict[Facet, list[str]] = {}
        self._orders: dict[Order, Sequence[int]] = {Order.LISTED: range(len(self._entries))}
        self._counted: dict[Filters, int] = {}
        self._places = {entry.id: place for place, entry in enumerate(self._entries)}

    def __len__(self) -> int:
        return len(self._entries)

    def lines(self, filters: Filters = EVERYBODY, order: Order = Order.LISTED, *, falling: bool = False) -> list[str]:
        """The keys, in hex, of those who fit, in this order or the other way round."""
        entries, sequence = self._entries, self._ordered(order)
        if falling:
            sequence = sequence[::-1]
        if not filters:
            return [entries[place].id for place in sequence]
        mask = self._mask(filters)
        return [entries[place].id for place in sequence if mask[place]]

    def fits(self, key: str, filters: Filters) -> bool:
        """Whether the registration ``key`` is here and fits."""
        place = self._places.get(key)
        return place is not None and all(
            not values.isdisjoint(_values(self._entries[place], facet)) for facet, values in _by_facet(filters).items()
        )

    def count(self, filters: Filters = EVERYBODY) -> int:
        """How many fit."""
        if not filters:
            return len(self)
        if filters not in self._counted:
            self._counted[filters] = sum(self._mask(filters))
        return self._counted[filters]

    def counts(self, facet: Facet, filters: Filters = EVERYBODY) -> Counter[str]:
        """How many of those who fit have each value of ``facet``, whatever is asked of ``facet`` itself."""
        others = frozenset(each for each in filters if each[0] is not facet)
        column: Iterable[str] = self._column(facet)
        if others:
            column = compress(column, self._mask(others))
        if facet is Facet.TAG:
            return Counter(tag for tags in column if tags for tag in tags.split(_COMMA))
        found = Counter(column)
        found.pop("", None)
        return found

    def change(self, entries: Iterable[Entry]) -> bool:
        """Bring those who are here up to date; False, and nothing done, where somebody came."""
        fresh = {entry.id: entry for entry in entries}
        if not fresh.keys() <= self._places.keys():
            return False
        self._counted.clear()
        for key, entry in fresh.items():
            place = self._places[key]
            before, self._entries[place] = self._entries[place], entry
            for facet, column in self._columns.items():
                column[place] = _value(entry, facet)
            for order in [order for order, by in _SORTED_BY.items() if by(self, before) != by(self, entry)]:
                self._orders.pop(order, None)
        return True

    def is_sorted(self, order: Order) -> bool:
        """Whether nothing has changed the order since ``lines`` gave it."""
        return order in self._orders

    def _ordered(self, order: Order) -> Sequence[int]:
        if order not in self._orders:
            by = _SORTED_BY[order]
            keys = [by(self, entry) for entry in self._entries]
            self._orders[order] = sorted(range(len(keys)), key=keys.__getitem__)
        return self._orders[order]

    def _column(self, facet: Facet) -> list[str]:
        if facet not in self._columns:
            self._columns[facet] = [_value(entry, facet) for entry in self._entries]
        return self._columns[facet]

    def _mask(self, filters: Filters) -> list[bool]:
        masks = [self._facet_mask(facet, values) for facet, values in _by_facet(filters).items()]
        return masks[0] if len(masks) == 1 else list(map(all, zip(*masks, strict=True)))

    def _facet_mask(self, facet: Facet, values: frozenset[str]) -> list[bool]:
        column = self._column(facet)
        if facet is Facet.TAG:
            return [bool(tags) and not values.isdisjoint(tags.split(_COMMA)) for tags in column]
        return list(map(values.__contains__, column))


def roll(session: Session, event_id: UUID) -> Roll:
    """The roll of an event, ready to be sorted in any order."""
    found = Roll(entries(session, event_id), _names(session, event_id))
    for order in Order:
        found.lines(order=order)
    return found


def entries(session: Session, event_id: UUID, only: Collection[UUID] | None = None) -> list[Entry]:
    """The entries of an event in the order of the organisers' list; ``only`` asks for these registrations."""
    some = registered(event_id, only)
    ranks = {
        key: (code, precedence, "vip" if vip else "")
        for key, code, precedence, vip in session.connection().execute(
            select(_hex(Category.id), Category.code, Category.precedence, Category.vip).where(
                Category.event_id == event_id
            )
        )
    }
    arrived, printed, places = _arrived(session, some), _printed(session, some), _places(session, some)
    found = session.connection().execute(
        select(
            _hex(Registration.id), _hex(Registration.person_id), _hex(Registration.category_id),
            type_coerce(Registration.status, String), _hex(Registration.delegation_id), Person.tags, Person.name_zh,
            Person.name_latin,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(some)
        .order_by(Registration.list_order, Registration.id)
    )  # fmt: skip
    listed = []
    for key, person, category, status, delegation, tags, name_zh, name_latin in found:
        code, precedence, rank = ranks[category]
        at = arrived.get(key, "")
        arrival = "arrived" if at else "missing" if status in _EXPECTED else "other"
        badge = "printed" if key in printed else "unprinted"
        listed.append(
            Entry(
                key, arrival, badge, rank, code, status, places.get(person, ""), delegation or "", tags, name_zh,
                name_latin, precedence, at,
            )
        )  # fmt: skip
    return listed


def first_keys(session: Session, event_id: UUID) -> list[str]:
    """The keys of everybody in the order of the organisers' list, in hex, and nothing else."""
    keys = (
        select(_hex(Registration.id).label("key"))
        .where(registered(event_id))
        .order_by(Registration.list_order, Registration.id)
        .subquery()
    )
    # In one piece: row by row, the thread that reads would wait for a busy window at each of a hundred thousand.
    return (session.scalar(select(func.group_concat(keys.c.key, " "))) or "").split()


def _arrived(session: Session, some: ColumnElement[bool]) -> dict[str, str]:
    """When those who arrived did so first, as the database holds it."""
    rows = session.connection().execute(
        select(_hex(Scan.registration_id), type_coerce(func.min(Scan.at), String))
        .join(Registration, Registration.id == Scan.registration_id)
        .where(some, Scan.verdict == Verdict.ADMITTED, standing())
        .group_by(Scan.registration_id)
    )
    return {key: value for key, value in rows}  # noqa: C416  a result is no mapping


def _printed(session: Session, some: ColumnElement[bool]) -> set[str]:
    return set(
        session.connection().scalars(
            select(_hex(Badge.registration_id))
            .join(BadgePrint, BadgePrint.badge_id == Badge.id)
            .join(Registration, Registration.id == Badge.registration_id)
            .where(some, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None))
        )
    )


def _places(session: Session, some: ColumnElement[bool]) -> dict[str, str]:
    """Each person's organisation: that of the first post that names one."""
    rows = session.connection().execute(
        select(_hex(Post.person_id), _hex(Post.organisation_id))
        .join(Registration, Registration.person_id == Post.person_id)
        .where(some, Post.organisation_id.is_not(None), Post.deleted_at.is_(None))
        .order_by(Post.rank.desc())
    )
    return {key: value for key, value in rows}  # noqa: C416  a result is no mapping


def _names(session: Session, event_id: UUID) -> Names:
    def named(query: Any) -> dict[str, LocalName]:
        return {key: LocalName(*name) for key, *name in session.connection().execute(query)}

    return Names(
        categories=named(
            select(Category.code, Category.name_hant, Category.name_hans, Category.name_en)
            .where(Category.event_id == event_id, Category.deleted_at.is_(None))
            .order_by(Category.precedence)
        ),
        organisations=named(
            select(_hex(Organisation.id), Organisation.name_zh, Organisation.name_zh, Organisation.name_en)
        ),
        delegations=named(
            select(_hex(Delegation.id), Delegation.name_hant, Delegation.name_hans, Delegation.name_en).where(
                Delegation.event_id == event_id
            )
        ),
    )


def _hex(key: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]) -> ColumnElement[str]:
    """A key as the database holds it: a hundred thousand ``UUID`` take longer to make than to read."""
    return type_coerce(key, String)


def _value(entry: Entry, facet: Facet) -> str:
    return entry[_FIELD[facet]]  # type: ignore[return-value]


def _values(entry: Entry, facet: Facet) -> Sequence[str]:
    value = _value(entry, facet)
    return value.split(_COMMA) if facet is Facet.TAG else (value,)


def _by_facet(filters: Filters) -> dict[Facet, frozenset[str]]:
    return {facet: frozenset(value for each, value in filters if each is facet) for facet, _value in filters}


_COMMA, _LAST, _NEVER = ", ", "\U0010ffff", "~"
_EXPECTED = frozenset(status.value for status in EXPECTED)
_FIELD = {facet: place for place, facet in enumerate(Facet, 1)}
_SORTED_BY: Mapping[Order, Callable[[Roll, Entry], Any]] = {
    Order.STROKES: lambda _roll, entry: strokes_key(entry.name_zh, entry.name_latin),
    Order.PINYIN: lambda _roll, entry: pinyin_key(entry.name_zh, entry.name_latin),
    Order.LATIN: lambda _roll, entry: latin_key(entry.name_zh, entry.name_latin),
    Order.PRECEDENCE: lambda _roll, entry: entry.precedence,
    Order.ARRIVAL: lambda _roll, entry: entry.arrived_at or _NEVER,
    Order.ORGANISATION: lambda roll, entry: roll.place_keys.get(entry.organisation, _LAST),
}
