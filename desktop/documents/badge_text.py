"""The texts of a badge at the sizes that fit: a guest's names and posts together, all others alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop.documents.badge_facts import Badge
from desktop.documents.fitting import NAME, PROSE, Aside, Fitted, Style, fit
from desktop.documents.fonts import Weight
from desktop.documents.page import BLACK, INK, SECOND_INK, Piece
from desktop.documents.templates import MM, Ink, Names, Template
from desktop.i18n import Language

GAP = 3 * MM
LEADING = 1.2
_BOLD = {"event", "name", "latin_name", "organisation", "seat", "category"}
_NAMES = {"name", "latin_name", "latin"}
_HONORIFIC = 0.32
_APART = 0.65
"""The room above a post, as a part of its size."""
_LEAST_NAME, _YIELDING = 0.55, 0.85
"""How far a name gives way, as parts of the size that it could have: that a post is shown, and that it is not small."""
_BESIDE = 0.75
"""How much smaller a name may be for what stands behind it on its line."""
_TORN = re.compile(r"[A-Za-z\u00c0-\u024f]{2}")
_COMFORTABLE = 0.75
"""From which part of the largest size on a post is not small."""


@dataclass(frozen=True, slots=True)
class Block:
    """One text of a field at the size that fits, with a smaller text behind its last line and room above."""

    field: str
    text: str
    fitted: Fitted
    style: Style
    colour: str
    aside: Piece | None = None
    gap: float = 0

    @property
    def height(self) -> float:
        return self.gap + self.fitted.size * LEADING * len(self.fitted.lines)

    @property
    def broken(self) -> bool:
        """Whether a Latin word begins on one line and ends on the next."""
        lines = self.fitted.lines
        return any(_TORN.match(one[-1:] + two[:1]) and one + two in self.text for one, two in pairwise(lines))

    def lines(self) -> list[tuple[Piece, ...]]:
        """What stands on each line."""
        style, size = self.style, self.fitted.size
        lines: list[tuple[Piece, ...]] = [
            (Piece(line, size, style.weight, self.colour, style.language),) for line in self.fitted.lines
        ]
        if self.aside:
            lines[-1] = (*lines[-1], self.aside)
        return lines


@dataclass(frozen=True, slots=True)
class Composed:
    """Names with the posts under them; how many posts there was room for, and whether the names themselves fit."""

    blocks: list[Block]
    posts: int
    fits: bool


class Typesetter:
    """Makes texts fit as one template wants them, in one language's forms."""

    def __init__(self, template: Template, language: Language) -> None:
        self._template = template
        self._language = language
        black = template.ink is Ink.BLACK
        self.ink, self.second = (BLACK, BLACK) if black else (INK, SECOND_INK)
        self._styles: dict[tuple[str, int, Language], Style] = {}

    def person(self, badge: Badge, wide: float, high: float) -> Composed:
        """The names and the posts under them; names give way a little to posts before these are small or left out."""
        posts = badge.posts[: self._template.posts]
        comfortable = self._template.steps["organisation"][0][0] * _COMFORTABLE
        best, most = Composed([], 0, fits=True), (-2, 0.0)
        for names, share in self._names(badge, wide):
            taken = height(names)
            found = self._posts(posts, wide, high - taken)
            blocks = [block for post in found for block in post]
            fits = taken <= high + 0.01
            worth = len(found) if fits else -1, min([comfortable, *(block.fitted.size for block in blocks)])
            if worth > most:
                best, most = Composed([*names, *blocks], len(found), fits), worth
            if worth[0] == len(posts) and (most[1] == comfortable or share < _YIELDING):
                break
        return best

    def _names(self, badge: Badge, room: float) -> Iterator[tuple[list[Block], float]]:
        """The names as large as they can be, then ever smaller, each with its size as a part of the first."""
        badge = self._chosen(badge)
        latin_first = not badge.name_zh or (badge.name_latin and self._language is Language.EN)
        named = self._latin_name if latin_first else self._chinese_name
        steps = self._template.steps["latin_name" if latin_first else "name"]
        blocks, large = named(badge, room, 0)
        largest = last = large.fitted.size
        yield blocks, 1
        for shrink, (size, _) in enumerate(steps):
            if largest * _LEAST_NAME <= size < last:
                blocks, large = named(badge, room, shrink)
                last = large.fitted.size
                if large.fitted.whole:
                    yield blocks, last / largest

    def _chosen(self, badge: Badge) -> Badge:
        """``badge`` without what the template doesn't show of a name."""
        wanted = self._template.names
        if not self._template.honorific:
            badge = replace(badge, honorific_zh="", honorific_en="", postnominal_en="")
        if wanted is Names.CHINESE and badge.name_zh:
            return replace(badge, name_latin="")
        if wanted is Names.LATIN and badge.name_latin:
            return replace(badge, name_zh="")
        return badge

    def _chinese_name(self, badge: Badge, room: float, shrink: int) -> tuple[list[Block], Block]:
        """The Chinese name large, the Latin one under it."""
        blocks = self._honoured("name", "name", badge.name_zh, badge.honorific_zh, room, shrink)
        large = blocks[0]
        if badge.name_latin:
            latin = f"{badge.honorific_en} {_behind(badge.name_latin, badge.postnominal_en)}".strip()
            blocks.append(self.block("latin_name", "latin", latin, room, gap=GAP / 3))
        return blocks, large

    def _latin_name(self, badge: Badge, room: float, shrink: int) -> tuple[list[Block], Block]:
        """The Latin name large between what stands before it and the Chinese one."""
        before = badge.honorific_en or ("" if badge.name_zh else badge.honorific_zh)
        blocks = self._honoured("latin_name", "latin_name", badge.name_latin, badge.postnominal_en, room, shrink)
        large = blocks[0]
        if not badge.name_latin:
            blocks.clear()
        if before:
            blocks.insert(0, self.block("honorific", "honorific", before, room, self.second))
        if badge.name_zh:
            chinese = f"{badge.name_zh} {badge.honorific_zh}".strip()
            blocks.append(self.block("name", "latin", chinese, room, gap=GAP / 3))
        return blocks, large

    def _honoured(self, field: str, style: str, name: str, behind: str, room: float, shrink: int) -> list[Block]:
        """A name with what stands behind it; under it, where the name would be broken or much smaller beside it."""
        beside = self.block(field, style, name, room, shrink=shrink, behind=behind)
        if not behind:
            return [beside]
        alone = self.block(field, style, name, room, shrink=shrink)
        as_many = beside.fitted.whole and len(alone.fitted.lines) == len(beside.fitted.lines)
        if as_many and beside.fitted.size >= alone.fitted.size * _BESIDE:
            return [beside]
        return [alone, self.block("honorific", "honorific", behind, room, self.second)]

    def _posts(self, posts: Sequence[tuple[str, str]], wide: float, high: float) -> list[list[Block]]:
        """As many of the first posts as there is room for, each whole, at the largest size that holds that many."""
        for count in range(len(posts), 0, -1):
            for shrink in range(len(self._template.steps["organisation"])):
                found = [self._post(post, wide, shrink) for post in posts[:count]]
                blocks = [block for post in found for block in post]
                if height(blocks) <= high and all(block.fitted.whole for block in blocks):
                    return found
        return []

    def _post(self, post: tuple[str, str], room: float, shrink: int) -> list[Block]:
        looks = ("organisation", self.ink), ("title", self.second)
        blocks = [
            self.block(field, field, text, room, ink, shrink=shrink)
            for text, (field, ink) in zip(post, looks, strict=True)
            if text
        ]
        return [replace(block, gap=0 if number else block.fitted.size * _APART) for number, block in enumerate(blocks)]

    def block(
        self,
        field: str,
        style: str,
        text: str,
        room: float,
        colour: str = "",
        *,
        shrink: int = 0,
        behind: str = "",
        gap: float = 0,
        language: Language | None = None,
    ) -> Block:
        """``text`` of ``field`` made to fit, without the first ``shrink`` sizes; ``behind`` follows it, smaller."""
        look = self._style(style, shrink, language or self._language)
        if not behind:
            return Block(field, text, fit(text, look, room), look, colour or self.ink, gap=gap)
        small = self._style("honorific", 0, look.language)
        aside = Aside(small.width(behind), _HONORIFIC, small.steps[-1][0])
        fitted = fit(text, look, room, aside)
        piece = Piece(behind, aside.size(fitted.size), Weight.REGULAR, self.second)
        return Block(field, text, fitted, look, colour or self.ink, piece, gap)

    def _style(self, name: str, shrink: int, language: Language) -> Style:
        key = name, shrink, language
        if key not in self._styles:
            weight = Weight.BOLD if name in _BOLD else Weight.REGULAR
            steps = self._template.steps[name]
            breaks = NAME if name in _NAMES else PROSE
            self._styles[key] = Style(weight, language, steps[shrink:] or steps[-1:], breaks)
        return self._styles[key]


def height(blocks: Iterable[Block]) -> float:
    """How high ``blocks`` are one under another."""
    return sum(block.height for block in blocks)


def _behind(name: str, postnominal: str) -> str:
    return f"{name}, {postnominal}" if postnominal else name
