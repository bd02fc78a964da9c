"""Making a text fit a place: by smaller steps, then on more lines, never cut without saying so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.documents.fonts import PIECE_GAP, Weight, width
from desktop.documents.templates import Steps
from desktop.domain.naming import JOINER
from desktop.i18n import Language

_OPENING = "（「『《〈【〔“‘(\\["
_CLOSING = ";:,.!?，。、；：！？）」』》〉】〕”’)\\]…·・‧"
_HAN = "\u2e80-\uffff\U00020000-\U0003ffff"
# What stands in brackets stays together.
_PHRASES = re.compile(r"(?:[（(][^（()）]*[)）]|[（(])?[^ ·・‧、（(]*[ ·・‧、]*")
# Never before closing or after opening punctuation, never in a Latin word.
_WORDS = re.compile(rf"[{_OPENING}]*(?:[^\s{_OPENING}{_HAN}]+|\S)[{_CLOSING}]*\s*")
_HYPHENATED = re.compile(rf"[{_OPENING}]*(?:[^\s\-{_OPENING}{_HAN}]*-+|[^\s\-{_OPENING}{_HAN}]+|\S)[{_CLOSING}]*\s*")
_CHARACTERS = re.compile(r"\S\s*")

Breaks = tuple[tuple[re.Pattern[str], ...], ...]
"""Where lines may break: the next group is tried when no step fits with the ones before."""
NAME: Breaks = ((_PHRASES,), (_WORDS,), (_HYPHENATED,), (_CHARACTERS,))
PROSE: Breaks = ((_PHRASES, _WORDS), (_HYPHENATED,))
WORDS: Breaks = NAME[1:]
_UNEVEN = 0.4
_Tokens = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Aside:
    """A smaller text behind the last line.

    ``width`` is its width at one point, ``ratio`` its size as a part of the line's, ``least`` its least size.
    """

    width: float = 0
    ratio: float = 0
    least: float = 0

    def size(self, size: float) -> float:
        """Its size beside a line of ``size``."""
        return max(size * self.ratio, self.least)

    def room(self, size: float) -> float:
        """What it takes of a line of ``size``, the gap before it included."""
        return self.width * self.size(size) + size * PIECE_GAP if self.width else 0


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as it fits; not ``whole`` when no step could hold it and an ellipsis stands for the rest."""

    size: float
    lines: tuple[str, ...]
    whole: bool = True


NO_ASIDE = Aside()


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How a kind of text is set: its letters, the sizes to try, and where its lines may break."""

    weight: Weight
    language: Language
    steps: Steps
    breaks: Breaks = PROSE

    def width(self, text: str) -> float:
        """How wide ``text`` is at one point."""
        return width(text, self.weight, self.language)

    def tokens(self, pattern: re.Pattern[str], text: str) -> list[tuple[str, float]]:
        """The pieces of ``text`` between which ``pattern`` lets a line break, each with its width."""
        return [(token, self.width(token)) for token in pattern.findall(text) if token]


@lru_cache(maxsize=20_000)
def fit(text: str, style: Style, room: float, aside: Aside = NO_ASIDE) -> Fitted:
    """``text`` at the first of the style's steps at which it is no wider than ``room`` points."""
    whole = style.width(text)
    for patterns in style.breaks:
        choices: list[_Tokens] = []
        for size, most in style.steps:
            if most > 1 and not choices:
                choices += [style.tokens(pattern, text) for pattern in patterns]
                if patterns == (_PHRASES,) and len(choices[0]) == 1:
                    break  # with nothing to break here: rather larger on two lines than smaller on one
            if whole * size + aside.room(size) <= room:
                return Fitted(size, (text,))
            lines = _broken(choices, room / size, most, aside.room(size) / size)
            if lines:
                return Fitted(size, lines)
    return _cut(text, style, room, aside)


def _joined(tokens: _Tokens) -> list[tuple[str, float]]:
    """The tokens, one of those that a joiner holds together."""
    found: list[tuple[str, float]] = []
    held = False
    for token, wide in tokens:
        if found and (held or token.startswith(JOINER)):
            found[-1] = (found[-1][0] + token, found[-1][1] + wide)
        else:
            found.append((token, wide))
        held = token.rstrip().endswith(JOINER)
    return found


@lru_cache(maxsize=20_000)
def wrap(text: str, style: Style, room: float) -> tuple[str, ...]:
    """``text`` on as many lines as it takes at the style's first size, each no wider than ``room`` points.

    Its own line breaks are kept. Only a word that is wider than a line is broken within.
    """
    limit = room / style.steps[0][0]
    lines: list[str] = []
    for part in text.splitlines():
        tokens: list[tuple[str, float]] = []
        for token, wide in _joined(style.tokens(_WORDS, part)):
            tokens += [(token, wide)] if wide <= limit else style.tokens(_CHARACTERS, token)
        lines += [line for line, _ in _wrapped(tokens, limit)]
    return tuple(lines)


def _cut(text: str, style: Style, room: float, aside: Aside) -> Fitted:
    """As much of ``text`` as the last step holds, with an ellipsis."""
    size, most = style.steps[-1]
    limit = (room - aside.room(size)) / size - style.width("…")
    kept = [line for line, _ in _wrapped(style.tokens(_CHARACTERS, text), limit)][:most]
    return Fitted(size, (*kept[:-1], kept[-1] + "…"), whole=False)


def _broken(choices: Sequence[_Tokens], room: float, most: int, behind: float) -> tuple[str, ...] | None:
    """The fewest lines that hold one of ``choices``, of which an earlier one must come out even to be taken."""
    for count in range(2, most + 1):
        found = [lines for tokens in choices if (lines := _balanced(tokens, room, count, behind))]
        even = (lines for lines in found if min(map(len, lines)) >= _UNEVEN * max(map(len, lines)))
        if found:
            return next(even, found[-1])
    return None


def _balanced(tokens: _Tokens, room: float, count: int, behind: float) -> tuple[str, ...] | None:
    """The tokens on ``count`` lines of about one length, or None when they can't be; ``behind`` follows the last."""
    widths = [token_width for _, token_width in tokens]
    least = max([(sum(widths) + behind) / count, *widths])
    if least > room:
        return None
    for tenth in range(11):
        limit = least + (room - least) * tenth / 10
        lines = list(_wrapped(tokens, limit))
        if limit <= room and len(lines) <= count and lines[-1][1] + behind <= room:
            return tuple(line for line, _ in lines)
    return None


def _wrapped(tokens: _Tokens, limit: float) -> Iterator[tuple[str, float]]:
    """The tokens on lines no wider than ``limit``, each line with its width."""
    line, used = "", 0.0
    for token, token_width in tokens:
        if line and used + token_width > limit:
            yield line.rstrip(), used
            line, used = "", 0.0
        line += token
        used += token_width
    yield line.rstrip(), used
