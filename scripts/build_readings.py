"""Build ``resources/readings.txt``: how each Chinese character is read, by pypinyin and ToJyutping.

And ``resources/syllables.txt``: the syllables that occur there, a line for pinyin and a line for Jyutping.

A line has readings in pinyin, readings in Jyutping (each at most a few, the commonest first, without tones, parted by
commas) and, after a tab, the characters read so. The same libraries give the same bytes. Their licences are put with
the others; the Cantonese readings come from rime-cantonese, which is licensed under CC BY 4.0.

    python -m scripts.build_readings
"""

import re
import sys
from collections import Counter, defaultdict
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import ToJyutping
from pypinyin import Style, pinyin

from desktop.domain.text import is_han

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
TABLE = RESOURCES / "readings.txt"
SYLLABLES = RESOURCES / "syllables.txt"
LICENCES = {"pypinyin": "pypinyin-MIT.txt", "ToJyutping": "ToJyutping-BSD.txt"}
PINYIN = 3
JYUTPING = 2
# What fewer characters than these are read as is an interjection, a dialect's or a unit's of several syllables.
OFTEN = 3


def main() -> None:
    """Write the tables, say their size, and put the licences of what they come from with the others."""
    made = table()
    for path, text in ((TABLE, made), (SYLLABLES, syllables(made))):
        path.write_text(text, "utf-8", newline="\n")
        print(f"{path.name}  {path.stat().st_size / 1e6:.2f} MB")
    for library, name in LICENCES.items():
        (RESOURCES / "licences" / name).write_text(licence(library), "utf-8", newline="\n")


def table() -> str:
    """The whole table, its lines in the order of their readings."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for character in filter(is_han, map(chr, range(sys.maxunicode + 1))):
        said = f"{','.join(mandarin(character))} {','.join(cantonese(character))}"
        if said != " ":
            alike[said].append(character)
    return "".join(f"{said}\t{''.join(characters)}\n" for said, characters in sorted(alike.items()))


def syllables(made: str) -> str:
    """The syllables of the ``made`` table that several characters are read as."""
    counts: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for line in made.splitlines():
        readings, _, characters = line.partition("\t")
        for said, count in zip(readings.split(" "), counts, strict=True):
            for syllable in filter(str.isascii, filter(None, said.split(","))):
                count[syllable] += len(characters)
    often = (sorted(word for word, n in count.items() if n >= OFTEN and set(word) & set("aeiouv")) for count in counts)
    return "".join(f"{' '.join(words)}\n" for words in often)


def licence(library: str) -> str:
    """The licence that a package brings with it."""
    files = distribution(library).files or []
    return next(file for file in files if file.stem == "LICENSE").read_text("utf-8")


def mandarin(character: str) -> list[str]:
    """The commonest readings in pinyin, with v for ü."""
    found: list[list[str]] = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return [reading for reading in found[0] if reading][:PINYIN] if found else []


def cantonese(character: str) -> list[str]:
    """The commonest readings in Jyutping."""
    found: list[tuple[str, Any]] = ToJyutping.get_jyutping_candidates(character)
    # A character for a unit has two syllables with a gap: 瓩, cin1 ngaa5.
    readings = [re.sub("[1-6 ]", "", reading) for reading in (found[0][1] or ())] if found else []
    return list(dict.fromkeys(readings))[:JYUTPING]


if __name__ == "__main__":
    main()
