"""Everybody of an event in order, as the window lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from desktop.domain.naming import NamedPerson
from desktop.domain.text import fold
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.precedence import OrderRow, order
from desktop.services.precedence_lists import ListRow, order_lists
from desktop.services.precedence_words import why
from desktop.services.stage_names import GuestName, guest_names
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.precedence.words import both_names
from desktop.ui.widgets.tables import Column

TABLES = frozenset({
    "precedence_list", "precedence_class", "precedence_place", "registration", "person", "post", "organisation",
    "category",
})  # fmt: skip
"""The tables whose changes change the order, or how it is shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody in the order. ``place`` is where they are shown: while they are moved it is not that of ``row``."""

    row: OrderRow
    guest: GuestName | None
    place: int
    folded: str = ""
    """Names, posts and class, as they are searched."""

    @property
    def id(self) -> UUID:
        """The registration."""
        return self.row.registration_id

    def says(self, text: str) -> bool:
        """Whether ``text``, folded, stands in names, posts or class."""
        return text in self.folded


@dataclass(frozen=True, slots=True)
class Order:
    """What the panel is told at once."""

    lines: tuple[Line, ...]
    lists: tuple[ListRow, ...]

    @property
    def names(self) -> Mapping[UUID, str]:
        """Who everybody is."""
        return {one.id: one.row.name for one in self.lines}


def whole_order(session: Any, event_id: UUID) -> Order:
    """Everybody in order, with what they are; and the lists that say so."""
    rows = order(session, event_id)
    guests = guest_names(session, [row.registration_id for row in rows])
    lines = tuple(_line(row, guests.get(row.registration_id)) for row in rows)
    return Order(lines, tuple(order_lists(session, event_id)))


def _line(row: OrderRow, guest: GuestName | None) -> Line:
    said = [row.name_zh, row.name_latin]
    named = [row.class_name] if row.class_name is not None else []
    for post in guest.posts if guest is not None else ():
        named += [post.organisation_name, post.title_name]
    for name in named:
        said += [name.hant, name.en]
    return Line(row, guest, row.place, fold("\n".join(filter(None, said))))


def with_one_at(lines: Sequence[Line], key: UUID, place: int) -> list[Line]:
    """``lines`` with one of them moved to ``place`` from 1, all counted anew."""
    moved = [line for line in lines if line.id == key]
    rest = [line for line in lines if line.id != key]
    at = min(max(place, 1), len(rest) + 1) - 1
    return [replace(line, place=number) for number, line in enumerate([*rest[:at], *moved, *rest[at:]], 1)]


def rank_words(_: Translator, line: Line) -> str:
    """The rank; what equals share is marked as such."""
    return _("= {rank}", rank=line.row.rank) if line.row.equal else str(line.row.rank)


def post_words(_: Translator, person: NamedPerson | None) -> str:
    """The first post in one line."""
    return person.posts[0].post_in(_.language) if person is not None and person.posts else ""


class Teller:
    """Says a line in words; ``names`` are those that stand in reasons."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.names: Mapping[UUID, str] = {}

    def name(self, line: Line) -> str:
        """The name in the script of this language first, with the other one."""
        found = both_names(self._context.look.words._, line.row)
        return as_seen(self._context, "  ".join(filter(None, found)))

    def why(self, line: Line) -> str:
        """Why they stand there."""
        principal = line.row.principal_id
        names = {} if principal is None else {principal: as_seen(self._context, self.names.get(principal, ""))}
        return why(line.row, names, self._context.look.words._)

    def columns(self) -> list[Column[Line]]:
        """What the table shows."""
        words = self._context.look.words
        return [
            Column(N_("Place"), lambda one: str(one.place), "strong", width=76),
            Column(N_("Rank"), lambda one: rank_words(words._, one), "tag", lambda one: _state(one), width=96),
            Column(N_("Name"), self.name, "strong", least=190),
            Column(N_("Post"), lambda one: post_words(words._, one.guest), least=200, goes=2),
            Column(N_("Class"), lambda one: class_words(words._, one), "second", least=140, goes=3),
            Column(N_("Why"), self.why, "second", least=220, goes=1),
        ]


def class_words(_: Translator, line: Line) -> str:
    """The class, or else the category."""
    named = line.row.class_name
    return (named if named is not None else line.row.category).said_in(_.language)


def _state(line: Line) -> str:
    if line.row.special:
        return "vip"
    if line.row.manual_rank is not None:
        return "already_in"
    return "elsewhere" if line.row.equal else ""
