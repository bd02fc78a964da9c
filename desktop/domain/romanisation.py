"""Chinese sounds in Latin letters: which syllables there are, and Taiwan's Wade-Giles read as pinyin.

It is what is typed that is read so, never what is stored: names are indexed in pinyin, and this costs nothing there.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import islice, product

from desktop.resources import resource

_MOST = 24
_LONGEST = 6
_LONGEST_NAME = 24

# From pinyin, in this order; apostrophes and dots are not typed, so that 張 and 常 are both chang.
_WADE_GILES = [
    (re.compile(pattern), written)
    for pattern, written in (
        ("^ye$", "yeh"), ("^yan$", "yen"), ("^you$", "yu"), ("^yi$", "i"), ("^er$", "erh"), ("^e$", "o"),
        ("^[zc]i$", "tzu"), ("^si$", "szu"), ("(?<=^[zcs]h)i$|(?<=^r)i$", "ih"),
        ("ue$", "ueh"), ("ie$", "ieh"), ("ian$", "ien"), ("ong$", "ung"), ("(?<=^[gkh])e$", "o"),
        ("(?<=^[dtnlrzcs])uo$|(?<=^[zc]h)uo$", "o"), ("(?<=^[gk])ui$", "uei"),
        ("^(?:zh|ch|j|q)", "ch"), ("^x", "hs"), ("^[zc](?!h)", "ts"), ("^tstzu$", "tzu"),
        ("^r", "j"), ("^b", "p"), ("^d", "t"), ("^g", "k"),
    )
]  # fmt: skip
# As people of Taiwan spell themselves besides.
_OWN = {
    "ih": "yi", "yih": "yi", "ssu": "si", "sze": "si", "tze": "zi ci", "lee": "li", "soong": "song", "ing": "ying",
    "jeou": "jiu", "yau": "yao", "yui": "yu", "chow": "zhou", "chou": "zhou chou", "kuan": "guan kuan", "fan": "fan",
}  # fmt: skip


@cache
def syllables() -> tuple[frozenset[str], frozenset[str]]:
    """The syllables of pinyin (with v for ü) and those of Jyutping, without tones."""
    mandarin, cantonese = resource("syllables.txt").read_text("utf-8").splitlines()
    return frozenset(mandarin.split()), frozenset(cantonese.split())


def from_wade_giles(words: Sequence[str]) -> list[str]:
    """``words`` read as Wade-Giles, syllable by syllable, as pinyin in one word: each way, at most a few.

    A syllable may be pinyin already, as in Chen Shui-bian. The last one may only be begun. Nothing where a word is
    none of that.
    """
    if sum(map(len, words)) > _LONGEST_NAME:
        return []
    table = _wade_giles()
    parts: list[str] = []
    for place, word in enumerate(words, 1):
        cut = _cut(word, table, begun=place == len(words))
        if not cut:
            return []
        parts += cut
    ways = islice(product(*(table.get(part) or _begun(part) for part in parts)), _MOST)
    return [way for way in map("".join, ways) if way != "".join(words)]


def _cut(word: str, table: dict[str, tuple[str, ...]], *, begun: bool) -> list[str]:
    """``word`` as syllables, the longest first; nothing where it isn't made of any."""
    # From each place to the end of the word; from the last place backwards, so that nothing is tried twice.
    found: dict[int, list[str]] = {len(word): []}
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), start + _LONGEST), start, -1):
            part = word[start:end]
            if end in found and (part in table or (begun and end == len(word) and _begun(part))):
                found[start] = [part, *found[end]]
                break
    return found.get(0, [])


@cache
def _begun(start: str) -> tuple[str, ...]:
    """How the syllables that begin with ``start`` begin in pinyin."""
    if len(start) > _LONGEST:
        return ()
    read = [read for spelled, all_read in _wade_giles().items() if spelled.startswith(start) for read in all_read]
    return tuple(dict.fromkeys(re.match("[zcs]h|.", syllable)[0] for syllable in read))  # type: ignore[index]


@cache
def _wade_giles() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    # The index has each ü as u besides.
    mandarin = sorted({syllable.replace("v", "u") for syllable in syllables()[0]})
    for syllable in mandarin:
        spelled = syllable
        for pattern, written in _WADE_GILES:
            spelled = pattern.sub(written, spelled)
        found[spelled][syllable] = None
    for spelled, read in _OWN.items():
        found[spelled].update(dict.fromkeys(read.split()))
    for syllable in mandarin:
        found[syllable][syllable] = None
    return {spelled: tuple(read) for spelled, read in found.items()}
