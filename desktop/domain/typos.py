"""Slips of the keyboard: one letter too many, too few or wrong, or two neighbours the wrong way round."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from desktop.domain.readings import hong_kong, sound
from desktop.domain.romanisation import syllables

LEAST = 4
"""From how many letters on a slip is forgiven."""

_LONG = 8
_LONGEST, _LONGEST_WORD = 24, 12
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# How Hong Kong may begin and end a syllable: enough to leave most of what is none unread.
_HONG_KONG = re.compile(
    "(?:(?:tsz|tze|sze|sz|ng|(?:gw|kw|ch|ts|sh|[bpmfdtnlgkhwsjy])?"
    "(?:eu|eo|ee|ei|ew|ai|au|aw|ow|oo|ou|oi|ui|ue|iu|a|e|i|o|u)(?:ng|[nmptkh])?))+"
)


def slips(word: str, first: int | None = None) -> Iterator[str]:
    """All that ``word`` may have been meant to be, if one slip was made, or if ``first`` is given, in its start."""
    for place in range(min(len(word), first or len(word)) + (first is None)):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def nearest(typed: str, words: Iterable[str]) -> list[str]:
    """Those of ``words`` that ``typed`` may mean or be the beginning of, with at most one slip."""
    # One slip leaves one half as it is; a pair turned round in the middle takes one letter of each half.
    middle = len(typed) // 2
    first, second = typed[: max(0, middle - 1)], typed[middle + 1 :]
    return [word for word in words if (word.startswith(first) or second in word) and _near(typed, word)]


def _near(typed: str, meant: str) -> bool:
    """Whether ``meant``, or what it begins with, is ``typed`` with at most one slip."""
    same = 0
    for letter, other_letter in zip(typed, meant, strict=False):
        if letter != other_letter:
            break
        same += 1
    rest, other = typed[same:], meant[same:]
    return (
        len(rest) < 1
        or other.startswith(rest[1:])
        or other[1:].startswith(rest)
        or other[1:].startswith(rest[1:])
        or (len(rest) > 1 and other.startswith(rest[1] + rest[0] + rest[2:]))
    )


def meant_in_pinyin(words: Sequence[str]) -> list[str]:
    """The names in pinyin, in one word, that ``words`` may have been meant to be; of a long one, slips in its start.

    Slips in its end are cheaper to find by looking what there is that begins with ``certain_start``.
    """
    plain = _plain(words)
    if not plain:
        return []
    found = dict.fromkeys(slips(plain, len(certain_start(words)) or None))
    return [meant for meant in found if meant != plain and _mandarin().fullmatch(meant)]


def meant_in_cantonese(words: Sequence[str]) -> list[str]:
    """The same for names as Hong Kong spells them, in the form that ``sound`` gives; the last word may be begun."""
    if not _plain(words) or max(map(len, words)) > _LONGEST_WORD:
        return []
    heard = [sound(word) for word in words]
    strange = [place for place, word in enumerate(heard) if not _is_cantonese(word)]
    found: dict[str, None] = {}
    for place in strange or range(len(words)):
        if len(strange) > 1:
            break
        for other in _meant_syllables(words[place]):
            found["".join((*heard[:place], other, *heard[place + 1 :]))] = None
    found.pop("".join(heard), None)
    return list(found)


# Each further key is typed behind the same words.
@lru_cache(maxsize=1024)
def _meant_syllables(word: str) -> list[str]:
    """What a ``word`` of one or two syllables may have been meant to sound like."""
    meant = {sound(slip) for slip in slips(word) if _HONG_KONG.fullmatch(slip)}
    return sorted(filter(_is_cantonese, meant))


def certain_start(words: Sequence[str]) -> str:
    """Half of what was typed, if that is long enough for few names to begin so."""
    plain = _plain(words)
    return plain[: len(plain) // 2] if len(plain) >= _LONG else ""


def _plain(words: Sequence[str]) -> str:
    """``words`` as one, if they are of letters only and long enough for a slip."""
    plain = "".join(words)
    return plain if LEAST <= len(plain) <= _LONGEST and plain.isascii() and plain.isalpha() else ""


@cache
def _mandarin() -> re.Pattern[str]:
    return _run_of({syllable.replace("v", "u") for syllable in syllables()[0]} | syllables()[0])


@cache
def _cantonese() -> frozenset[str]:
    return frozenset(map(hong_kong, syllables()[1]))


def _is_cantonese(word: str) -> bool:
    """Whether ``word`` is one syllable, or two as in szeto."""
    known = _cantonese()
    return word in known or any(word[:cut] in known and word[cut:] in known for cut in range(1, len(word)))


def _run_of(words: Collection[str]) -> re.Pattern[str]:
    """Any number of ``words``, of which the last may only be begun."""
    longest_first = sorted(words, key=lambda word: (word[0], -len(word), word))
    # By their first letters, so that of hundreds of words a few are compared.
    starts = (
        f"{letter}(?:{'|'.join(word[1:] for word in those)})"
        for letter, those in groupby(longest_first, key=itemgetter(0))
    )
    return re.compile(f"(?:{'|'.join(starts)}){{1,4}}(?:[zcs]h|[b-z])?")
