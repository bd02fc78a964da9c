"""Build ``resources/strokes.txt``: the Chinese characters in the order of their strokes, by the Unicode CLDR.

Line *n* has the characters of *n* strokes, as a dictionary arranges them; the last has those of 36 and more. Qt brings
CLDR's order for Hong Kong within ICU; in it, a mark that no text holds stands before the characters of each number of
strokes.

    python -m scripts.build_strokes
"""

import sys
from bisect import bisect_right
from functools import cmp_to_key
from pathlib import Path

from PySide6.QtCore import QCollator, QLocale

from desktop.domain.text import is_han

TABLE = Path(__file__).resolve().parent.parent / "resources" / "strokes.txt"
_MARK, _FIRST, _MOST = "\ufdd0", 0x2800, 36
_UNCOUNTED = "\U00020000"
"""The first of those that follow in the order of their radicals."""


def main() -> None:
    """Write the table and say its size."""
    TABLE.write_text(table(), "utf-8", newline="\n")
    print(f"{TABLE.name}  {TABLE.stat().st_size / 1e6:.2f} MB")


def table() -> str:
    """The whole table; characters whose strokes CLDR does not count are not in it."""
    key = cmp_to_key(QCollator(QLocale("zh_HK")).compare)
    marks = [key(f"{_MARK}{chr(_FIRST + strokes)}") for strokes in range(1, _MOST + 1)]
    lines: list[list[str]] = [[] for _ in marks]
    for character in filter(is_han, map(chr, range(sys.maxunicode + 1))):
        place = key(character)
        if place < key(_UNCOUNTED) and (strokes := bisect_right(marks, place)):
            lines[strokes - 1].append(character)
    return "".join(f"{''.join(sorted(line, key=key))}\n" for line in lines)


if __name__ == "__main__":
    main()
