"""How the characters of a name are said that a speaker could stumble over: rare ones, and those of several voices.

A surname is read as a surname (曾 zēng, 單 shàn). Where nobody but the owner can know which of two readings is meant,
both are given, the commoner one first. The readings are in a table that ``scripts/build_tones.py`` makes.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from desktop.domain.matching import one_script
from desktop.domain.surnames import CANTONESE, COMPOUND, MANDARIN
from desktop.domain.text import is_han
from desktop.resources import resource

# The characters that every reader knows are the first levels of the two national sets.
_COMMON_TO = {"gb2312": 0xD8, "big5": 0xC9}
# Characters of names with two voices of which either may be meant, in their simplified forms.
_TWO_VOICES = frozenset(
    "乐行重长朝传藏晟柏茜娜胜兴相正中为思应好少倩莘筠冠仔区单曾盖查解朴乜折员那盛翟覃任华隗尉蔚炅校仇乘契降省"
)
_PINYIN, _JYUTPING = 2, 2
"""How many ways are told of a character."""


@dataclass(frozen=True, slots=True)
class HardReading:
    """A character with its readings in pinyin and Jyutping, the likelier first; none where nobody knows."""

    character: str
    pinyin: tuple[str, ...]
    jyutping: tuple[str, ...]

    @property
    def said(self) -> str:
        """All of it in a line: 曾 zēng · zang1."""
        ways = " · ".join(", ".join(way) for way in (self.pinyin, self.jyutping) if way)
        return f"{self.character} {ways or '?'}"


@lru_cache(maxsize=4096)
def hard_readings(name_zh: str) -> tuple[HardReading, ...]:
    """The characters of a Chinese name that are hard to read, each once, in their order."""
    han = [character for character in name_zh if is_han(character)]
    if not han:
        return ()
    found = {character: _given(character) for character in han[1:] if _is_hard(character)}
    compound = COMPOUND.get(one_script("".join(han[:2]))) if len(han) > 2 else None
    if compound:
        pairs = list(zip(han, compound, strict=False))
        rest = {character: reading for character, reading in found.items() if character != han[1]}
        if all(_plain(_said(character)[0][:1]) == (way,) for character, way in pairs):
            return tuple(rest.values())
        # In Cantonese such a surname has readings of its own too, of which no table is at hand.
        return tuple({**{one: HardReading(one, _toned(one, (way,), 0), ()) for one, way in pairs}, **rest}.values())
    first = _surname(han[0])
    return tuple(({han[0]: first, **found} if first else found).values())


def _surname(character: str) -> HardReading | None:
    """The reading of a surname that is rare, or is not read as its character usually is."""
    folded = one_script(character)
    pinyin, jyutping = _said(character)
    mandarin, cantonese = MANDARIN.get(folded, ()), CANTONESE.get(folded, ())
    special = (mandarin and _plain(pinyin[:1]) != mandarin[:1]) or (cantonese and _plain(jyutping[:1]) != cantonese[:1])
    if not special and not _is_rare(character):
        return None
    return HardReading(
        character,
        _toned(character, mandarin, 0) if mandarin else pinyin[:1],
        _toned(character, cantonese, 1) if cantonese else jyutping[:1],
    )


def _given(character: str) -> HardReading:
    pinyin, jyutping = _said(character)
    return HardReading(character, pinyin[:_PINYIN], jyutping[:_JYUTPING])


def _is_hard(character: str) -> bool:
    return _is_rare(character) or one_script(character) in _TWO_VOICES


def _is_rare(character: str) -> bool:
    return not any(_knows(character, charset) for charset in _COMMON_TO)


def _knows(character: str, charset: str) -> bool:
    try:
        return character.encode(charset)[0] < _COMMON_TO[charset]
    except UnicodeEncodeError:
        return False


def _toned(character: str, plain: tuple[str, ...], which: int) -> tuple[str, ...]:
    """The ``plain`` readings with the tones that the character has in them."""
    known = _said(character)[which]
    return tuple(next((way for way in known if _plain((way,)) == (one,)), one) for one in plain)


def _plain(readings: tuple[str, ...]) -> tuple[str, ...]:
    """Readings without tones, as the tables of surnames have them."""
    bare = (unicodedata.normalize("NFD", way).replace("u\u0308", "v") for way in readings)
    return tuple(re.sub("[0-9-]", "", "".join(c for c in way if not unicodedata.combining(c))) for way in bare)


@cache
def _said(character: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a character is said in pinyin and in Jyutping, the commonest reading first."""
    table = _table()
    place = table.find(character)
    if place < 0:
        return (), ()
    line = table[table.rfind("\n", 0, place) + 1 : place]
    pinyin, jyutping = (tuple(filter(None, said.split(","))) for said in line.partition("\t")[0].split(" "))
    return pinyin, jyutping


@cache
def _table() -> str:
    return resource("tones.txt").read_text("utf-8")
