"""How a list is to be read: what a person said where the guess was wrong. Kept as JSON, for the next list like it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.text import fold

ALL_SHEETS = "*"
NO_HEADER = -1
ENCODINGS = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030", "big5hkscs": "Big5-HKSCS", "cp950": "Big5 (Windows)",
    "cp1252": "Windows-1252",
}  # fmt: skip
"""What a person can say a text file is in, as Python and as people call it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said of a list; what was not said is guessed.

    ``sheet`` is a sheet's name, ``ALL_SHEETS`` or nothing. ``header_row`` counts from 1 as a spreadsheet does; 0 is a
    guess, ``NO_HEADER`` says that there is none. ``columns`` go from a header, or a column's letter, to a ``Meaning``.
    ``hidden`` rows are read if so said. ``encoding`` is that of a text file, as Python calls it.
    """

    sheet: str = ""
    header_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    encoding: str = ""

    def __bool__(self) -> bool:
        return bool(self.sheet or self.header_row or self.columns or self.hidden or self.encoding)


def as_document(reading: Reading) -> dict[str, Any]:
    """``reading`` as JSON holds it."""
    document = {
        "sheet": reading.sheet, "header_row": reading.header_row, "columns": dict(reading.columns),
        "hidden": reading.hidden,
    }  # fmt: skip
    return document | ({"encoding": reading.encoding} if reading.encoding else {})


def from_document(found: object) -> Reading:
    """The reading that a JSON document says; raises ``ValueError`` where it says none.

    A document that is only an object from headers to meanings says the columns.
    """
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004  one kind of error for all that can be wrong with it
    columns = found.get("columns")
    if not isinstance(columns, dict):
        found, columns = {}, found
    sheet, row, hidden = found.get("sheet", ""), found.get("header_row", 0), found.get("hidden", False)
    encoding = found.get("encoding", "")
    sound = isinstance(sheet, str) and isinstance(hidden, bool) and isinstance(row, int) and row >= NO_HEADER
    if (
        not sound
        or encoding not in ("", *ENCODINGS)
        or not all(isinstance(meaning, str) for meaning in columns.values())
    ):
        raise ValueError("not a reading")
    return Reading(sheet, int(row), columns, hidden, encoding)


def shape_of(headers: Iterable[str]) -> str:
    """What lists with the same headers have in common. A digest: headers themselves are not kept twice."""
    named = sorted({fold(header) for header in headers if header.strip()})
    return hashlib.sha256("\x1f".join(named).encode()).hexdigest()[:32]
