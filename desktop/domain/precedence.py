"""Precedence: to which class of an order list somebody belongs, and the order of all, with the reason of each place."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from typing import Generic, TypeVar

from desktop.domain.matching import one_script
from desktop.domain.name_order import pinyin_key, strokes_key
from desktop.domain.text import fold, is_han
from desktop.resources import resource

K = TypeVar("K", bound=Hashable)

_KNOWN = "precedence/titles.toml"
_NOT_BEFORE = ("副", "前", "前任", "助理", "名譽", "榮譽", "候任", "署理")
_PARTS = re.compile(r"[、;；/,，及]|\band\b")
_HONOUR = re.compile(r"[A-Za-z]+|[^\W\d_A-Za-z]+")


class Ties(StrEnum):
    """How equals of an order list are told apart.

    By strokes and by pinyin only where the dates of appointment do not say. ``LISTED`` is the organisers' own list.
    """

    NONE = ""
    APPOINTED = "appointed"
    STROKES = "strokes"
    PINYIN = "pinyin"
    LISTED = "listed"


class Why(StrEnum):
    """Why somebody stands at their place."""

    MANUAL = "manual"
    """Put there by hand."""
    SPECIAL = "special"
    """Outside all lists, put there by hand."""
    COMPANION = "companion"
    """Behind the guest they come with."""
    POST = "post"
    """Their first post is of a class."""
    HONOUR = "honour"
    """What stands behind their name is of a class."""
    CHOSEN = "chosen"
    """Somebody chose their class."""
    CATEGORY = "category"
    """Of no class: by category, then by the organisers' list."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a class is found by: the first post in both languages, and what stands behind the name."""

    title_zh: str = ""
    title_en: str = ""
    organisation_zh: str = ""
    organisation_en: str = ""
    honours: str = ""

    @property
    def lines(self) -> str:
        """The post as patterns look at it."""
        zh = one_script(fold(self.organisation_zh + self.title_zh)) if self.title_zh else ""
        en = ", ".join(filter(None, (self.title_en, self.organisation_en))) if self.title_en else ""
        return f"{zh}\n{' '.join(en.casefold().split())}"


@dataclass(frozen=True, slots=True)
class Entrant(Generic[K]):
    """Somebody who is to be put in order.

    ``class_rank`` is None for who is of no class, then ``category`` and ``listed`` say; ``ties`` is the rule of the
    list that the class is of. ``manual`` is a place of all, from 1, by hand.
    """

    key: K
    category: int
    listed: int
    why: Why = Why.CATEGORY
    class_rank: int | None = None
    ties: Ties = Ties.NONE
    appointed: date | None = None
    name_zh: str = ""
    name_latin: str = ""
    manual: int | None = None
    principal: K | None = None


@dataclass(frozen=True, slots=True)
class Ordered(Generic[K]):
    """A place in the order. Equals share a ``rank``; companions have that of their guest.

    Where somebody was put between ``equal`` ones by hand, those before and behind have ranks of their own.
    ``told`` is the rule by which they were told apart from others of their class, ``NONE`` where that was not needed.
    """

    key: K
    place: int
    rank: int
    equal: bool
    why: Why
    told: Ties = Ties.NONE


Block = tuple[Entrant[K], tuple[object, ...], Ties]
"""A guest, what equals have in common, and the rule that told them apart."""


def in_order(entrants: Iterable[Entrant[K]]) -> list[Ordered[K]]:
    """Everybody, the highest first: classes by their rank, then those of no class; by hand on top of all that.

    Equals stand in the order of the organisers' list and are said to be equal. A companion follows their guest.
    """
    everybody = sorted(entrants, key=lambda one: (one.listed, str(one.key)))
    behind, leading = _companions(everybody)
    by_rule = _by_rule([one for one in leading if one.manual is None])
    by_hand = sorted((one for one in leading if one.manual is not None), key=lambda one: one.manual or 0)
    found: list[Ordered[K]] = []
    blocks = _with_hand(by_rule, by_hand, behind)
    alike = Counter(block[1] for block in blocks)
    for same, run in groupby(blocks, key=lambda block: block[1]):
        rank = len(found) + 1
        for one, _key, told in run:
            for who in (one, *behind.get(one.key, ())):
                why = one.why if who is one else Why.COMPANION
                found.append(Ordered(who.key, len(found) + 1, rank, alike[same] > 1, why, told))
    return found


def _companions(everybody: Sequence[Entrant[K]]) -> tuple[dict[K, list[Entrant[K]]], list[Entrant[K]]]:
    """Who walks behind whom, and those who walk behind nobody."""
    known = {one.key: one for one in everybody}
    behind: dict[K, list[Entrant[K]]] = {}
    leading: list[Entrant[K]] = []
    for one in everybody:
        head, seen = one, {one.key}
        while head.manual is None and head.principal in known and head.principal not in seen:
            head = known[head.principal]
            seen.add(head.key)
        if head is one or (head.manual is None and head.principal in seen):
            leading.append(one)
        else:
            behind.setdefault(head.key, []).append(one)
    return behind, leading


def _by_rule(entrants: Iterable[Entrant[K]]) -> list[Block[K]]:
    classes: dict[int, list[Entrant[K]]] = {}
    others: list[Block[K]] = []
    for one in entrants:
        if one.class_rank is None:
            others.append((one, (one.category, one.listed), Ties.NONE))
        else:
            classes.setdefault(one.class_rank, []).append(one)
    others.sort(key=lambda block: block[1])
    return [block for rank in sorted(classes) for block in _told_apart(rank, classes[rank])] + others


def _told_apart(rank: int, same: Sequence[Entrant[K]]) -> list[Block[K]]:
    """Those of one class; lists that tell equals apart differently leave them equal."""
    rules = {one.ties for one in same}
    ties = rules.pop() if len(rules) == 1 and len(same) > 1 else Ties.NONE
    by = _TOLD_BY[ties]
    keyed = sorted(((by(one), one) for one in same), key=lambda pair: pair[0])
    return [(one, ("class", rank, *key), ties) for key, one in keyed]


def _with_hand(
    by_rule: Sequence[Block[K]], by_hand: Iterable[Entrant[K]], behind: Mapping[K, Sequence[object]]
) -> list[Block[K]]:
    """Each of ``by_hand`` at its place, counted with all companions, as near as the others leave it."""
    found: list[Block[K]] = []
    waiting, count = list(by_hand)[::-1], 0
    for block in (*by_rule, None):
        while waiting and (block is None or (waiting[-1].manual or 0) <= count + 1):
            one = waiting.pop()
            found.append((one, ("hand", one.manual), Ties.NONE))
            count += 1 + len(behind.get(one.key, ()))
        if block is not None:
            found.append(block)
            count += 1 + len(behind.get(block[0].key, ()))
    return found


def _appointed(one: Entrant[K]) -> str:
    """Who has no date comes after those who have."""
    return one.appointed.isoformat() if one.appointed is not None else "~"


_TOLD_BY: Mapping[Ties, Callable[[Entrant[K]], tuple[str | int, ...]]] = {
    Ties.NONE: lambda _one: (),
    Ties.APPOINTED: lambda one: (_appointed(one),),
    Ties.STROKES: lambda one: (_appointed(one), strokes_key(one.name_zh, one.name_latin)),
    Ties.PINYIN: lambda one: (_appointed(one), pinyin_key(one.name_zh, one.name_latin)),
    Ties.LISTED: lambda one: (one.listed,),
}


class Classes:
    """The classes of one order list as they are found in posts and honours; ``names`` are those of each class."""

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        self._posts: list[tuple[int, re.Pattern[str]]] = []
        self._honours: dict[str, int] = {}
        for place, named in enumerate(names):
            known = next((one for one in _known() if not one.names.isdisjoint(map(_plain, named))), None)
            pattern = known.posts if known is not None else _named_so(named)
            if pattern is not None:
                self._posts.append((place, pattern))
            for honour in known.honours if known is not None else map(_plain, named):
                self._honours.setdefault(honour, place)
        self._of_post = lru_cache(maxsize=8_192)(self._find)

    def of(self, held: Held) -> tuple[int, Why] | None:
        """The first class that ``held`` is of, as its place among all, and by what; None for none."""
        lines = held.lines
        post = self._of_post(lines) if lines != "\n" else None
        marks = {_plain(word) for word in _HONOUR.findall(held.honours)} if held.honours else ()
        honour = min((place for mark in marks if (place := self._honours.get(mark)) is not None), default=None)
        if post is None and honour is None:
            return None
        if honour is None or (post is not None and post <= honour):
            return post or 0, Why.POST
        return honour, Why.HONOUR

    def _find(self, lines: str) -> int | None:
        return next((place for place, pattern in self._posts if pattern.search(lines)), None)


@lru_cache(maxsize=16)
def classes_called(names: tuple[tuple[str, str], ...]) -> Classes:
    """The classes with these names, which remember the posts that they were asked for."""
    return Classes(names)


@dataclass(frozen=True, slots=True)
class _Known:
    names: frozenset[str]
    posts: re.Pattern[str] | None
    honours: tuple[str, ...]


@cache
def _known() -> tuple[_Known, ...]:
    """What is known of classes that lists usually have."""
    found = tomllib.loads(resource(_KNOWN).read_text("utf-8"))["classes"]
    return tuple(
        _Known(
            frozenset(map(_plain, one["names"])),
            re.compile("|".join(f"(?:{one_script(post)})" for post in posts), re.MULTILINE)
            if (posts := one.get("posts"))
            else None,
            tuple(map(_plain, one.get("honours", ()))),
        )
        for one in found
    )


def _named_so(names: Iterable[str]) -> re.Pattern[str] | None:
    """For a class that nothing is known of: posts that are called what it is called, or one of what it is called."""
    found = []
    for part in (part.strip() for name in names for part in _PARTS.split(name.casefold())):
        if any(map(is_han, part)):
            said = re.escape(one_script(fold(part).removeprefix("其他")))
            found.append("".join(f"(?<!{one_script(word)})" for word in _NOT_BEFORE) + f"{said}$")
        elif part:
            said = re.escape(part.removeprefix("other ").removesuffix("s"))
            found.append(rf"^{said}s?(?= of | for |,|$)")
    return re.compile("|".join(found), re.MULTILINE) if found else None


def _plain(text: str) -> str:
    return one_script(fold(text))
