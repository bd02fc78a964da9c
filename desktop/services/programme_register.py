"""The people of an event, by the names under which a programme's free text may speak of them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.matching import latin_key, one_script, person_key, place_key
from desktop.domain.names import split_name
from desktop.domain.posts import ends_as_post
from desktop.domain.programme import Part
from desktop.domain.programme_people import SEPARATORS, Mention, is_open, looks_like_name
from desktop.domain.text import fold
from desktop.models import Organisation, Person, Post, Registration

_Here = defaultdict[str, list[UUID]]
_SHORT = 2
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a programme names: a registration, or only what is written; ``several`` are called so."""

    text: str
    registration_id: UUID | None = None
    part: Part | None = None
    note: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class _Guest:
    registration: UUID
    name: str
    words: tuple[str, ...]


class Register:
    """Who is registered at an event; nobody where there is none yet."""

    def __init__(self, session: Session, event_id: UUID | None) -> None:
        self._by_name: defaultdict[str, list[_Guest]] = defaultdict(list)
        self._chinese: defaultdict[str, list[str]] = defaultdict(list)
        self._forms: dict[UUID, set[str]] = {}
        if event_id is not None:
            self._read(session, event_id)

    def read(
        self, mentions: Sequence[Mention], context: str, known: Collection[tuple[UUID | None, str]] = ()
    ) -> tuple[list[Named], str]:
        """Whom ``mentions`` name, and the words among them that name nobody.

        ``context`` is what else the item says, which may tell two people of one name apart; ``known`` are those who
        stand there already, by registration and name: they are meant where the name is theirs.
        """
        here: _Here = defaultdict(list)
        for key, name in known:
            if key is not None:
                for form in self._forms.get(key, set()) | {person_key(name, "") or latin_key(name)}:
                    here[form].append(key)
        named: list[Named] = []
        other: list[str] = []
        for mention in mentions:
            if mention.sure:
                found = self._one(mention.text, context, here) or Named(mention.text)
                named.append(replace(found, part=mention.part, note=mention.note))
                continue
            people, rest = self._taken_apart(mention.text, context, here)
            named += [replace(one, part=mention.part) for one in people if all(one.text != an.text for an in named)]
            other += [rest] if rest else []
        return named, "\n".join(other)

    def _read(self, session: Session, event_id: UUID) -> None:
        rows = session.execute(
            select(Registration.id, Person.name_zh, Person.name_latin, Post, Organisation)
            .join(Person, Person.id == Registration.person_id)
            .outerjoin(Post, (Post.person_id == Person.id) & Post.deleted_at.is_(None))
            .outerjoin(Organisation, Organisation.id == Post.organisation_id)
            .where(Registration.event_id == event_id, Registration.deleted_at.is_(None))
            .order_by(Registration.list_order)
        )
        names: dict[UUID, tuple[str, str]] = {}
        words: defaultdict[UUID, set[str]] = defaultdict(set)
        for key, name_zh, name_latin, post, organisation in rows:
            names[key] = (name_zh, name_latin)
            if post is not None:
                words[key] |= {post.title_zh, post.title_en}
            if organisation is not None:
                words[key] |= {organisation.name_zh, organisation.name_en}
        for key, (name_zh, name_latin) in names.items():
            said = tuple(place_key(word) for word in words[key] if word)
            guest = _Guest(key, name_zh or name_latin, said)
            zh = person_key(name_zh, "") if name_zh else ""
            self._forms[key] = {zh, latin_key(name_latin) if name_latin else ""} - {""}
            for form in self._forms[key]:
                self._by_name[form].append(guest)
            if len(zh) >= _SHORT:
                self._chinese[zh[:_SHORT]].append(zh)

    def _taken_apart(self, text: str, context: str, here: _Here) -> tuple[list[Named], str]:
        """Whom ``text`` names, and what of it names nobody."""
        if is_open(text):
            return [], text
        found = self._one(text, context, here) if "\n" not in text or self._in_two_scripts(text) else None
        if found is not None:
            return [found], ""
        for separator in SEPARATORS:
            pieces = [piece for piece in separator.split(text) if piece]
            if len(pieces) < 2:
                continue
            parts = [self._taken_apart(piece, context, here) for piece in pieces]
            people = [one for some, _rest in parts for one in some]
            if people and separator is SEPARATORS[-1] and not all(some for some, _rest in parts):
                people = [] if looks_like_name(text) else people  # the 及 of 創新科技及工業局局長孫東
            if people:
                return people, "、".join(rest for _some, rest in parts if rest)
        return ([Named(text)], "") if looks_like_name(text) else ([], text)

    def _in_two_scripts(self, text: str) -> bool:
        """Whether the lines of ``text`` are one guest's names, in Chinese and in Latin letters."""
        name = split_name(text)
        latin = self._by_name.get(latin_key(name.name_latin), ()) if name.name_latin else ()
        return any(guest in latin for guest in self._by_name.get(person_key(name.name_zh, ""), ()))

    def _one(self, text: str, context: str, here: _Here) -> Named | None:
        """The one person that ``text`` names; None where it names nobody registered, or may be several people."""
        if len(text) > _LONGEST:
            return None
        name = split_name(text)
        forms = [person_key(name.name_zh, "")] if name.name_zh else []
        forms += [latin_key(name.name_latin)] if name.name_latin else []
        note = name.remark
        for form in forms:
            if form in here:
                return Named(text, _next(here[form]), None, note)
            if form in self._by_name:
                return self._chosen(self._by_name[form], text, context, note)
        within = self._within(text)
        if within is None:
            return None
        if within in here:
            return Named(text, _next(here[within]))
        return self._chosen(self._by_name[within], text, context, "")

    def _chosen(self, guests: Sequence[_Guest], text: str, context: str, note: str) -> Named:
        if len(guests) > 1:
            said = place_key(f"{text} {context}")
            fitting = [guest for guest in guests if any(word and word in said for word in guest.words)]
            guests = fitting if len(fitting) == 1 else guests
        if len(guests) == 1:
            return Named(guests[0].name, guests[0].registration, None, note)
        return Named(text, several=True)

    def _within(self, text: str) -> str | None:
        """The name that stands in ``text`` with a title before it or an honorific behind it; the longest."""
        said = one_script(fold(text))
        found = sorted(set(self._names_in(said)), key=len, reverse=True)
        return next((name for name in found if self._fits(said, name)), None)

    def _names_in(self, said: str) -> Iterator[str]:
        for place in range(len(said) - 1):
            for name in self._chinese.get(said[place : place + _SHORT], ()):
                if said.startswith(name, place):
                    yield name

    def _fits(self, said: str, name: str) -> bool:
        before, _name, after = said.partition(name)
        words = [word for guest in self._by_name[name] for word in guest.words]
        titled = not before or ends_as_post(before) or any(word in before or before in word for word in words)
        return titled and (not after or bool(split_name(f"{name}{after}").honorific_zh)) and bool(before or after)


def _next(keys: list[UUID]) -> UUID:
    """One of several of one name after the other, the last as often as it is asked for."""
    return keys.pop(0) if len(keys) > 1 else keys[0]
