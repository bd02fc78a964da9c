"""In which order names are listed: by strokes, by pinyin, by Latin letters. Keys are texts that compare as they should.

Whoever has no name of the kind that is asked for comes after those who do, by the other name.
"""

import unicodedata
from functools import lru_cache

from desktop.domain.matching import one_script
from desktop.domain.readings import pinyin
from desktop.domain.surnames import COMPOUND, MANDARIN
from desktop.domain.text import is_han
from desktop.domain.variants import other_forms
from desktop.resources import resource

_LAST, _UNCOUNTED = "\U0010ffff", "\U000f0000"
_GAP = "\t"
_RANKED = 0x4000
"""Where ranks begin, as characters: above all Latin letters."""


class _ByStrokes(dict[int, str]):
    """For ``str.translate``: a Chinese character becomes its place in the order of strokes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if is_han(character):
            self[code] = _place(character)
        else:
            self[code] = character.casefold()
        return self[code]


class _ByPinyin(dict[int, str]):
    """For ``str.translate``: a Chinese character becomes its commonest reading and, within that, its strokes."""

    def __missing__(self, code: int) -> str:
        self[code] = _sounded(chr(code), _reading(chr(code)))
        return self[code]


_STROKES, _PINYIN = _ByStrokes(), _ByPinyin()


def strokes_key(name_zh: str, name_latin: str) -> str:
    """By the strokes of each character, as lists in Hong Kong are arranged."""
    return name_zh.translate(_STROKES) if name_zh else _LAST + latin_name(name_latin)


def pinyin_key(name_zh: str, name_latin: str) -> str:
    """By pinyin, a surname as it is read in names (曾 is zeng, 單 is shan), then by strokes."""
    if not name_zh:
        return _LAST + latin_name(name_latin)
    surname = _surname(name_zh[:2] if len(name_zh) > 2 else name_zh[:1])
    return surname + name_zh[surname.count(_GAP) :].translate(_PINYIN)


def latin_key(name_zh: str, name_latin: str) -> str:
    """By the letters of the Latin name, the surname first where capitals tell it (``Tai Man CHAN``)."""
    return latin_name(name_latin) if name_latin else _LAST + pinyin_key(name_zh, "")


def latin_name(name: str) -> str:
    """``name`` as it is put in order: no case, no accents, no commas, the surname first where it is in capitals."""
    words = name.replace(",", " ").replace("-", " ").split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        words = [*capitals, *(word for word in words if word not in capitals)]
    plain = _GAP.join(words).casefold()
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _surname(start: str) -> str:
    """The key of a surname at the ``start`` of a name: of both characters where they are one surname."""
    folded = one_script(start)
    if (both := COMPOUND.get(folded)) and len(start) == len(both):
        return "".join(map(_sounded, start, both))
    first = start[0]
    return _sounded(first, MANDARIN.get(folded[:1], (_reading(first),))[0])


def _place(character: str) -> str:
    """A character's place in the order of strokes; one that nobody counted stands behind a form of it that is known."""
    for form in (character, *other_forms(character)):
        if (place := _strokes().find(form)) >= 0:
            return chr(_RANKED + place) + character * (form != character)
    return _UNCOUNTED + character


def _reading(character: str) -> str:
    """Its commonest reading, or that of another form of it."""
    return next(filter(None, map(pinyin, (character, *other_forms(character)))), "")


def _sounded(character: str, reading: str) -> str:
    strokes = character.translate(_STROKES)
    return f"{reading}{_GAP}{strokes}" if reading else f"{strokes}{_GAP}"


@lru_cache(maxsize=1)
def _strokes() -> str:
    return resource("strokes.txt").read_text("utf-8").replace("\n", "")
