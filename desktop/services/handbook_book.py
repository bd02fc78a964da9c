"""A handbook in the making: its chapters, and the line that each thing in it is to revisions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.domain.naming import styled
from desktop.domain.text import LocalName
from desktop.domain.visits import Who
from desktop.i18n import Translator
from desktop.services.delegations_record import DelegationRow
from desktop.services.itineraries import Everything
from desktop.services.paper_facts import PaperLine, in_other_script, line
from desktop.services.programme import ItemRow
from desktop.services.stage_names import GuestName
from desktop.services.visits import VisitRow

if TYPE_CHECKING:
    from desktop.documents.handbook import Block, Chapter

Said = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What a handbook is made of: for one delegation just what is its own, else for the ``crew`` everything.

    ``members`` are the registrations whose days it tells; ``names`` are all who are named in it.
    """

    crew: bool
    whole: Everything
    delegations: tuple[DelegationRow, ...]
    visits: tuple[VisitRow, ...]
    items: tuple[ItemRow, ...]
    members: frozenset[UUID]
    names: Mapping[UUID | None, GuestName]


@dataclass(slots=True)
class Book:
    """Takes what stands in a handbook in order; a chapter of which nothing came is left out."""

    says: tuple[Translator, ...]
    source: Source
    zone: str
    chapters: "list[Chapter]" = field(default_factory=list)
    lines: list[PaperLine] = field(default_factory=list)
    _blocks: "list[Block]" = field(default_factory=list)
    _keys: set[str] = field(default_factory=set)

    def say(self, text: str, **values: object) -> Said:
        """A message in each language."""
        return tuple(_(text, **values) for _ in self.says)

    def each(self, said: Callable[[Translator], str]) -> Said:
        """What ``said`` gives for each language."""
        return tuple(map(said, self.says))

    def local(self, name: LocalName) -> Said:
        """The name of a thing in each language."""
        return self.each(lambda _: name.said_in(_.language))

    def name(self, who: Who) -> Said:
        """Somebody's name in each language, with the other script where that is in none of them."""
        guest = self.source.names.get(who.registration_id) if who.registration_id is not None else None
        if guest is None:
            return self.each(lambda _: who.said_in(_.language))
        said = self.each(lambda _: styled(guest, _.language))
        other = in_other_script(guest, self.says[0].language)
        return (*said, other) if other and other not in said and len(set(said)) == 1 else said

    def post(self, who: Who) -> Said:
        """Somebody's first post in each language."""
        guest = self.source.names.get(who.registration_id)
        first = guest.posts[:1] if guest is not None else ()
        return self.each(lambda _: "".join(post.post_in(_.language) for post in first))

    def named(self, people: Iterable[Who], _: Translator) -> str:
        """Several people in one line."""
        place = self.says.index(_)
        return _.pgettext("between names", ", ").join(self.name(who)[place] for who in people)

    def put(self, block: "Block") -> None:
        """Add what says nothing of its own, such as a heading."""
        self._blocks.append(block)

    def add(self, key: str, said: str, block: "Block") -> None:
        """Add something; ``key`` is the same as long as it is about the same thing, ``said`` tells which."""
        kind, _, rest = key.partition(":")
        while f"{kind}:{rest}" in self._keys:
            rest += "+"
        self._keys.add(f"{kind}:{rest}")
        self._blocks.append(block)
        self.lines.append(line(kind, rest, said, block))

    def fact(self, key: str, label: str, value: Said) -> None:
        """Add something with what it is called (a message id), unless nothing is known of it."""
        from desktop.documents.handbook import Fact

        if any(value):
            called = self.say(label)
            self.add(key, " ".join((called[0], value[0])), Fact(called, value))

    def close(self, title: str, *, fresh: bool = True) -> None:
        """Make a chapter of what was added since the last one; ``title`` is a message id."""
        from desktop.documents.handbook import Chapter, Heading

        if any(not isinstance(block, Heading) for block in self._blocks):
            self.chapters.append(Chapter(self.say(title), tuple(self._blocks), fresh))
        self._blocks = []
