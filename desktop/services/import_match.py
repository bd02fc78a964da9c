"""Which known person a row of a list means, and which rows of a list mean one person.

A name alone says little: serials, phones, e-mail addresses, organisations and titles speak for one person or for two.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from desktop.domain.contacts import BETWEEN, callable_numbers, phones
from desktop.domain.list_values import ListedPerson
from desktop.domain.matching import latin_key, person_key, place_key, written_key
from desktop.domain.text import fold
from desktop.models import Person, Registration

Held = tuple[str, str, str, str]
"""A post as it is compared: title and organisation, then both in English."""

_MOST_ALIKE = 200
"""With so many people of one name a row is compared; nobody could tell more of them apart."""
# The commonest numbers; asking the library about each takes longer than all the rest of a row.
_PLAIN = re.compile(r"(?:852[ -]?)?([569]\d{3})[ -]?(\d{4})\Z", re.ASCII)
_ABROAD = re.compile(r"\+(?:852[ -]?\d{4}|853[ -]?6\d{3}|86[ -]?1[3-9]\d[ -]?\d{4})[ -]?\d{4}\Z", re.ASCII)
_HOME = "HK"


class Signs(NamedTuple):
    """What tells people of one name apart, as it is compared."""

    serials: frozenset[str]
    numbers: frozenset[str]
    addresses: frozenset[str]
    titles: frozenset[str]
    places: frozenset[str]


_NO_SIGNS = Signs(*[frozenset[str]()] * 5)


class Likeness(IntEnum):
    """Whether two mentions of a name are of one person; the middle two are to be asked about."""

    TWO = 0
    PERHAPS_TWO = 1
    PERHAPS_SAME = 2
    SAME = 3


@dataclass(slots=True)
class Known:
    """A person of the database, with what a list can be compared with."""

    person: Person
    registration: Registration | None
    posts: list[Held]
    signs: Signs = _NO_SIGNS


@dataclass(slots=True)
class Matches:
    """The known people whom the rows of a list mean, by the row's index, and the rows of which that is in doubt.

    ``perhaps`` are rows whose name and organisation are a known person's, but whose phone or e-mail is not.
    """

    found: dict[int, Known] = field(default_factory=dict)
    perhaps: dict[int, Known] = field(default_factory=dict)
    taken: set[UUID] = field(default_factory=set)

    def take(self, row: int, known: Known) -> None:
        """Let a row mean somebody, whom no other row means."""
        self.found[row] = known
        self.taken.add(known.person.id)


def alike_on_list(
    listed: Sequence[ListedPerson], keys: Sequence[str], signs: Mapping[int, Signs]
) -> dict[int, Likeness]:
    """Of each row whose name stands above it too, whether it is that person again; others are not named."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index in signs:
        groups[keys[index]].append(index)
    found: dict[int, Likeness] = {}
    for group in groups.values():
        kept = group[:1]
        for index in group[1:]:
            row = listed[index]
            like = max(_on_list(row, signs[index], listed[above], signs[above]) for above in kept[:_MOST_ALIKE])
            if row.same is not None and like is not Likeness.TWO:
                like = Likeness.SAME if row.same else Likeness.TWO
            found[index] = like
            if like < Likeness.PERHAPS_SAME:
                kept.append(index)
    return found


def _on_list(row: ListedPerson, ours: Signs, above: ListedPerson, theirs: Signs) -> Likeness:
    if ours.serials and theirs.serials:
        return Likeness.TWO if ours.serials.isdisjoint(theirs.serials) else Likeness.SAME
    if _share_contacts(ours, theirs):
        return Likeness.SAME
    if not places_agree(ours.places, theirs.places) or _contacts_differ(ours, theirs):
        return Likeness.TWO
    latin = written_key(row.name.name_latin), written_key(above.name.name_latin)
    differ = (all(latin) and latin[0] != latin[1]) or _speak_against(ours.titles, theirs.titles)
    return Likeness.PERHAPS_TWO if differ else Likeness.PERHAPS_SAME


def matched(
    listed: Sequence[ListedPerson],
    keys: Sequence[str],
    signs: Mapping[int, Signs],
    known: Mapping[str, Sequence[Known]],
    above: Mapping[int, Likeness],
) -> Matches:
    """Whom the rows that have ``signs`` mean: by the name as listed, else by the Latin one alone.

    Who is surest goes first, so that of two rows of one name each finds its own person. Of a row whose name stands
    ``above`` too, a person said whether it is that one, and nothing of those who are known.
    """
    others = {index for index in signs if listed[index].same is False and index not in above}
    groups: dict[str, list[int]] = defaultdict(list)
    for index in signs:
        groups[keys[index]].append(index)
    matches = Matches()
    for key, group in groups.items():
        free = {one.person.id: one for one in _in_order(known.get(key, ())) if one.person.folded == key}
        if free:
            _match_group([index for index in group if index not in others], listed, signs, free, matches)
    for index in signs:
        if index not in matches.found and index not in others:
            latin = _match_by_latin(signs[index], _latin_candidates(listed[index], keys[index], known, matches.taken))
            if latin is not None:
                matches.take(index, latin)
    return matches


def another_here(key: str, signs: Signs, known: Mapping[str, Sequence[Known]], taken: set[UUID]) -> Known | None:
    """Somebody else of this name at the event whom a row may mean that says nothing else than one above it."""
    free = [one for one in _in_order(known.get(key, ())) if one.registration is not None and one.person.id not in taken]
    found, like = _likeliest(signs, free[:_MOST_ALIKE])
    return found if like is Likeness.SAME else None


def _in_order(candidates: Sequence[Known]) -> Sequence[Known]:
    """``candidates`` in the order of the organisers' list, in which those come that nothing else tells apart."""
    if len(candidates) < 2:
        return candidates
    return sorted(candidates, key=lambda one: one.registration.list_order if one.registration is not None else 0)


def _match_group(
    group: Sequence[int],
    listed: Sequence[ListedPerson],
    signs: Mapping[int, Signs],
    free: dict[UUID, Known],
    matches: Matches,
) -> None:
    """Find the people of one name for the rows of that name."""
    for surely in (_share_serial, _share_contacts, _share_post):
        for index in group:
            if index in matches.found:
                continue
            ours = signs[index]
            one = next((one for one in islice(free.values(), _MOST_ALIKE) if surely(ours, one.signs)), None)
            if one is not None:
                matches.take(index, free.pop(one.person.id))
    for index in group:
        if index in matches.found or not free:
            continue
        one, like = _likeliest(signs[index], list(islice(free.values(), _MOST_ALIKE)))
        if one is None:
            continue
        if like is Likeness.SAME or listed[index].same:
            matches.take(index, free.pop(one.person.id))
        else:
            matches.perhaps[index] = one
            if like is Likeness.PERHAPS_SAME:
                matches.take(index, free.pop(one.person.id))


def _likeliest(ours: Signs, candidates: Iterable[Known]) -> tuple[Known | None, Likeness]:
    """Who of people of this name it is: first those of whom nothing contradicts it, those registered here, those who
    work at the same place."""
    found, best = None, (Likeness.TWO, 0)
    for known in candidates:
        theirs, here = known.signs, known.registration is not None
        if not places_agree(ours.places, theirs.places):
            continue
        same_place = not ours.places.isdisjoint(theirs.places)
        like = Likeness.SAME
        if _contacts_differ(ours, theirs):
            near = here or (ours.places and theirs.places)
            like = Likeness.PERHAPS_TWO if near else Likeness.TWO
            if same_place and not ours.titles.isdisjoint(theirs.titles):
                like = Likeness.PERHAPS_SAME
        rank = like, 1 + same_place + 2 * here
        if like is not Likeness.TWO and rank > best:
            found, best = known, rank
    return found, best[0]


def _latin_candidates(
    row: ListedPerson, key: str, known: Mapping[str, Sequence[Known]], taken: set[UUID]
) -> list[Known]:
    if row.name.name_zh and row.name.name_latin:
        found = known.get(latin_key(row.name.name_latin), ())
        return [one for one in found if one.person.id not in taken and _unnamed(one.person, key)]
    return [one for one in known.get(key, ()) if one.person.id not in taken and one.person.folded != key]


def _unnamed(person: Person, key: str) -> bool:
    """Whether nobody said the Chinese name of ``person``, or somebody has since, and it is this one."""
    return not person.name_zh or (person.folded != key and person_key(person.name_zh, "") == key)


def _match_by_latin(ours: Signs, candidates: Sequence[Known]) -> Known | None:
    """The one known person of this Latin name whom phone, e-mail or organisation confirm.

    Many Chinese names share a Latin spelling. Where nothing confirms it, it is the only one of that name at this event
    of whom nothing contradicts it, or nobody.
    """
    sure = [one for one in candidates if _share_contacts(ours, one.signs)]
    agreeing = [
        one for one in candidates if ours.places and one.signs.places and places_agree(ours.places, one.signs.places)
    ]
    reached = bool(ours.numbers or ours.addresses)
    unopposed = [
        one
        for one in candidates
        if one.registration is not None
        and places_agree(ours.places, one.signs.places)
        and not (reached and (one.signs.numbers or one.signs.addresses))
    ]
    for found in (sure, agreeing, unopposed if len(candidates) == 1 else []):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _share_serial(ours: Signs, theirs: Signs) -> bool:
    return not ours.serials.isdisjoint(theirs.serials)


def _share_contacts(ours: Signs, theirs: Signs) -> bool:
    return not ours.numbers.isdisjoint(theirs.numbers) or not ours.addresses.isdisjoint(theirs.addresses)


def _share_post(ours: Signs, theirs: Signs) -> bool:
    same = not ours.places.isdisjoint(theirs.places) and not ours.titles.isdisjoint(theirs.titles)
    return same and not _contacts_differ(ours, theirs)


def _contacts_differ(ours: Signs, theirs: Signs) -> bool:
    """Whether phone or e-mail speak for two people; nothing said on one side speaks against nothing."""
    if _share_contacts(ours, theirs):
        return False
    return _speak_against(ours.numbers, theirs.numbers) or _speak_against(ours.addresses, theirs.addresses)


def _speak_against(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def signs_of(
    phone: str, email: str, region: str, posts: Iterable[Held], serials: Iterable[str] = (), e164: str = ""
) -> Signs:
    """What somebody's phones, as written and where known in E.164, addresses, posts and badges say."""
    return Signs(
        frozenset(filter(None, serials)),
        _numbers(phone, region, e164),
        frozenset(fold(part) for part in email.split(BETWEEN)) if email else _NOTHING,
        *_titles_and_places(tuple(posts)),
    )


@lru_cache(maxsize=1 << 13)
def _titles_and_places(posts: tuple[Held, ...]) -> tuple[frozenset[str], frozenset[str]]:
    titles = {_place_key(title) for title, *_rest in posts}
    places = {_place_key(place or title) for title, place, *_rest in posts} | {_place_key(held[3]) for held in posts}
    return frozenset(filter(None, titles)), frozenset(filter(None, places))


def dialled(phone: str, region: str) -> str:
    """The numbers in ``phone`` as they are dialled, as ``contacts.callable_numbers`` gives them."""
    if _ABROAD.match(phone):
        return phone.replace(" ", "").replace("-", "")
    plain = _PLAIN.match(phone) if region == _HOME else None
    return f"+852{plain[1]}{plain[2]}" if plain else callable_numbers(phone, region)


def _numbers(phone: str, region: str, e164: str) -> frozenset[str]:
    if not phone:
        return _NOTHING
    called = frozenset((e164 or dialled(phone, region)).split())
    if len(called) == phone.count(BETWEEN) + 1:
        return called
    return called.union(one.e164 or fold(one.written) for one in phones(phone, region))


_NOTHING: frozenset[str] = frozenset()

_place_key = lru_cache(maxsize=1 << 14)(place_key)


def places_agree(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether any of ``ours`` may be any of ``theirs``; nothing known on one side speaks against nothing."""
    if not ours or not theirs or not ours.isdisjoint(theirs):
        return True
    return any(a in b or b in a for a in ours for b in theirs)
