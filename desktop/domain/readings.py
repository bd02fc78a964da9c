"""What a name can be found by: folded characters, pinyin, Cantonese, initials, Latin words.

All of it is for comparing only: folding merges names that are different people (鍾 and 鐘), and a heteronym is read in
each of its ways. The readings are in a table that ``scripts/build_readings.py`` makes.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from desktop.domain.matching import one_script
from desktop.domain.surnames import CANTONESE, COMPOUND, MANDARIN
from desktop.domain.text import is_han
from desktop.resources import resource

_COMBINATIONS = 12
_TURNED = 4
_LEAST_INITIALS = 3
_BETWEEN = frozenset({"the", "of", "and", "for", "in", "at", "on", "to", "de", "da", "do"})
_SCHOOLS = frozenset({"university", "polytechnic", "academy"})
# ü is v on a keyboard, u without its dots, yu in a passport.
_UMLAUTS = ("v", "u", "yu")

_TWO_LETTERS = re.compile("[zcs]h")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ŋ": "ng"})
_TONED = re.compile(r"(?:[a-z]{1,6}[1-6])+")


@dataclass(frozen=True, slots=True)
class NameKeys:
    """Keys of one name: ``whole`` from its first sound on, ``inside`` from each later one on, and ``initials``.

    Besides, what most likely is meant by one word: each of its ``latin`` words, and the Chinese ``surname`` with the
    readings that it usually has.
    """

    whole: set[str]
    inside: set[str]
    initials: set[str]
    latin: set[str]
    surname: set[str]


def pieces(text: str) -> list[str]:
    """``text`` as it is compared, cut into runs of Chinese characters and runs of other letters and digits.

    Width, case, accents and script (繁體 or 简体) do not count; everything else is a gap.
    """
    runs: list[str] = []
    last = ""
    for character in _plain(text):
        kind = "han" if is_han(character) else "word" if character.isalnum() else ""
        if kind:
            shown = one_script(character) if kind == "han" else character
            if kind == last:
                runs[-1] += shown
            else:
                runs.append(shown)
        last = kind
    return runs


def neighbours(run: str) -> list[str]:
    """The pairs of neighbouring characters in a ``run``, by which a long text is found from any part of it."""
    return [run] if len(run) < 2 else [run[start : start + 2] for start in range(len(run) - 1)]


def initials(name: str) -> set[str]:
    """How an organisation's Latin name may be cut short: CCPIT, HKUST, and HKU for The University of Hong Kong."""
    words = [piece for piece in pieces(name) if piece.isascii() and piece.isalpha()]
    meaning = [word for word in words if word not in _BETWEEN]
    if len(meaning) < _LEAST_INITIALS:
        return set()
    short = "".join(word[0] for word in meaning)
    found = {short, "".join(word[0] for word in words)}
    if meaning[0] in _SCHOOLS:
        found.add(short[1:] + short[0])
    return found


def without_tones(word: str) -> str:
    """``word`` without the tone digits of pinyin or Jyutping: ``li3``, ``coek3``."""
    return re.sub("[1-6]", "", word) if _TONED.fullmatch(word) else word


def sound(word: str) -> str:
    """``word`` with the spellings that Hong Kong has for one Cantonese sound made the same: lee, lei and li."""
    if _HAS_OTHER.search(word):
        for pattern, same in _SAME_SOUND:
            word = pattern.sub(same, word)
    return word


@lru_cache(maxsize=4096)
def name_keys(name_zh: str, name_latin: str) -> NameKeys:
    """The keys of a person's name in both scripts."""
    keys = NameKeys(set(), set(), set(), set(), set())
    han = "".join(character for character in name_zh if is_han(character))
    if han:
        _add(keys, [[one_script(character) for character in han]])
        keys.surname.update(_surname(han))
        _add_sounds(keys, _mandarin(han))
        cantonese = _cantonese(han)
        _add(keys, cantonese)
        spelled = [[hong_kong(syllable) for syllable in syllables] for syllables in cantonese]
        _add_sounds(keys, spelled)
        # Typed without gaps, a name is made to sound the same as one word, not syllable by syllable.
        keys.whole.update(sound("".join(syllables)) for syllables in spelled)
    for text in (name_zh, name_latin):
        words = [piece for piece in pieces(text) if not is_han(piece[0])]
        if words:
            keys.latin.update(words)
            turns = range(len(words)) if len(words) <= _TURNED else range(1)
            _add_sounds(keys, [words[turn:] + words[:turn] for turn in turns])
    return keys


def pinyin(character: str) -> str:
    """The commonest reading of a Chinese character, with v for ü; empty where none is known."""
    return (*_said(character)[0], "")[0] if is_han(character) else ""


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", bare)


def _add(keys: NameKeys, ways: Iterable[Sequence[str]]) -> None:
    for first, *rest in ways:
        tail = ""
        for syllable in reversed(rest):
            tail = syllable + tail
            keys.inside.add(tail)
        keys.whole.add(first + tail)


def _add_sounds(keys: NameKeys, ways: Sequence[Sequence[str]]) -> None:
    """Besides the syllables, their initials (``lzf``) and a surname with the initials of the rest (``lizf``).

    The sounds zh, ch and sh are typed as one letter or as two.
    """
    _add(keys, ways)
    for first, *rest in ways:
        if not rest:
            continue
        short = "".join([syllable[0] for syllable in rest])
        full = "".join(map(_onset, rest))
        keys.initials.update((first[0] + short, _onset(first) + full))
        if len(rest) > 1 or full != short:
            keys.initials.update((first + short, first + full))


@cache
def _onset(syllable: str) -> str:
    return syllable[:2] if _TWO_LETTERS.match(syllable) else syllable[0]


def _combined(readings: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    return list(islice(product(*readings), _COMBINATIONS))


def _mandarin(han: str) -> list[tuple[str, ...]]:
    """The ways to say a name in pinyin, the surname's own reading first."""
    folded = "".join(map(one_script, han))
    surname: list[Sequence[str]]
    if len(han) > 2 and (both := COMPOUND.get(folded[:2])):
        surname = [(syllable,) for syllable in both]
    else:
        surname = [tuple(dict.fromkeys((*MANDARIN.get(folded[0], ()), *_pinyin(han[0]))))]
    return _combined([*surname, *map(_pinyin, han[len(surname) :])])


def _cantonese(han: str) -> list[tuple[str, ...]]:
    """The ways to say a name in Jyutping without tones, the surname's own reading first."""
    own = CANTONESE.get(one_script(han[0]), ())
    return _combined([tuple(dict.fromkeys((*own, *_jyutping(han[0])))), *map(_jyutping, han[1:])])


def _surname(han: str) -> set[str]:
    """The surname of a Chinese name as it is compared, in pinyin, Jyutping and the spelling of Hong Kong."""
    folded = "".join(map(one_script, han))
    if len(han) > 2 and (both := COMPOUND.get(folded[:2])):
        said = [_jyutping(character)[0] for character in han[:2]]
        return {folded[:2], "".join(both), "".join(said), "".join(map(hong_kong, said))}
    usual = _pinyin(han[0])[0]
    mandarin = MANDARIN.get(folded[0]) or [usual.replace("v", way) for way in _UMLAUTS]
    cantonese = CANTONESE.get(folded[0]) or _jyutping(han[0])[:1]
    return {folded[0], *mandarin, *cantonese, *map(hong_kong, cantonese)}


@cache
def _pinyin(character: str) -> tuple[str, ...]:
    spelled = [reading.replace("v", way) for reading in _said(character)[0] for way in _UMLAUTS]
    return tuple(dict.fromkeys(spelled)) or (one_script(character),)


@cache
def _jyutping(character: str) -> tuple[str, ...]:
    return _said(character)[1] or (one_script(character),)


def _said(character: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a character is read in pinyin and in Jyutping, the commonest reading first."""
    table = _table()
    place = table.find(character)
    if place < 0:
        return (), ()
    line = table[table.rfind("\n", 0, place) + 1 : place]
    pinyin, jyutping = (tuple(filter(None, said.split(","))) for said in line.partition("\t")[0].split(" "))
    return pinyin, jyutping


@cache
def _table() -> str:
    # Searched as one text: a dictionary of its 42,000 characters would take ten times the memory and be used for few.
    return resource("readings.txt").read_text("utf-8")


_SYLLABLE = re.compile(r"(ng|gw|kw|[bpmfdtnlgkhwzcsj]?)(.*)")
_ONSETS = {"d": "t", "g": "k", "gw": "kw", "b": "p", "z": "ch", "c": "ch", "j": "y"}
_RIMES = {"eoi": "ui", "eon": "un", "eot": "ut", "oeng": "eung", "oek": "euk", "oe": "eu", "ou": "o"}


@cache
def hong_kong(syllable: str) -> str:
    """A Jyutping syllable as Hong Kong's offices spell it, in the form that ``sound`` gives."""
    found = _SYLLABLE.fullmatch(syllable)
    if found is None or not found[2]:
        return syllable
    rime = _RIMES.get(found[2], found[2]).replace("aa", "a")
    if rime.startswith("yu"):
        rime = rime[1:]
    return sound(_ONSETS.get(found[1], found[1]) + rime)


_SAME_SOUND = [
    (re.compile(pattern), same)
    for pattern, same in (
        ("^i", "yi"),  # Ip is Yip
        ("(?<=[ao])h$", ""),  # Wah, Wa 華
        ("tsz|tze", "chi"),  # Tsz, Tze, Chi 子
        ("ts", "ch"),  # Tsang, Chang 曾
        ("sh", "s"),  # Shek, Sek 石
        ("sze|sz", "si"),  # Sze, Si 施
        ("oo", "u"),  # Woo, Wu 胡
        ("ee|ei", "i"),  # Lee, Lei, Li 李
        ("ue", "u"),  # Yuen, Yun 阮
        ("ow", "au"),  # Chow, Chau 周
        ("aw", "o"),  # Law, Lo 羅
        ("ew", "iu"),  # Siew, Siu 蕭
        ("um", "am"),  # Shum, Sham 沈
    )
]
_HAS_OTHER = re.compile("|".join(pattern.pattern for pattern, _ in _SAME_SOUND))
