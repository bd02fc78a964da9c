"""Build ``resources/tones.txt``: how each Chinese character is said, with its tones, by pypinyin and ToJyutping.

A line has readings in pinyin with their marks, readings in Jyutping with their digits (each at most a few, the
commonest first, parted by commas) and, after a tab, the characters said so. It is for who reads a name aloud; what
people are found by has no tones and is in ``resources/readings.txt``. The same libraries give the same bytes.

    python -m scripts.build_tones
"""

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import ToJyutping
from pypinyin import Style, pinyin

from desktop.domain.text import is_han

TABLE = Path(__file__).resolve().parent.parent / "resources" / "tones.txt"
# Surnames have readings that are not among the commonest of their characters: 單 is dān, dǎn, chán, and shàn.
PINYIN = 5
JYUTPING = 4


def main() -> None:
    """Write the table and say its size."""
    TABLE.write_text(table(), "utf-8", newline="\n")
    print(f"{TABLE.name}  {TABLE.stat().st_size / 1e6:.2f} MB")


def table() -> str:
    """The whole table, its lines in the order of their readings."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for character in filter(is_han, map(chr, range(sys.maxunicode + 1))):
        said = f"{','.join(mandarin(character))} {','.join(cantonese(character))}"
        if said != " ":
            alike[said].append(character)
    return "".join(f"{said}\t{''.join(characters)}\n" for said, characters in sorted(alike.items()))


def mandarin(character: str) -> list[str]:
    """The commonest readings in pinyin, with the marks of their tones."""
    found: list[list[str]] = pinyin(character, style=Style.TONE, heteronym=True, errors="ignore")
    return [reading for reading in found[0] if reading][:PINYIN] if found else []


def cantonese(character: str) -> list[str]:
    """The commonest readings in Jyutping, with the digits of their tones."""
    found: list[tuple[str, Any]] = ToJyutping.get_jyutping_candidates(character)
    readings = [reading.replace(" ", "-") for reading in (found[0][1] or ())] if found else []
    return list(dict.fromkeys(readings))[:JYUTPING]


if __name__ == "__main__":
    main()
