"""Writes tables as .xlsx, .csv and .json: whole or not at all, and the same input gives the same bytes.

What is written comes back unchanged through ``tables``, with ``None`` as an empty cell and numbers as their digits.
"""

import codecs
import csv
import io
import json
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from desktop.errors import N_, UserError
from desktop.exchange.delimited import neutralised
from desktop.exchange.sheets import STANDARD_LIMITS, CellTooLong, TooManyRows
from desktop.files import atomic_file

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Cell = str | int | None
Rows = Iterable[Sequence[Cell]]


class UnknownEnding(UserError):
    """A file name whose ending says no kind of table that can be written."""

    code = "unknown_ending"
    text = N_("{file} has an ending that can't be written. These can: {endings}.")


# Stands in the file's properties unless told otherwise, so that the clock never changes the bytes.
_UNDATED: Final = datetime(1980, 1, 1)  # noqa: DTZ001  the format has no zone
_EXCEL_ROWS = 1_048_576
_NARROWEST, _WIDEST = 6, 60
_CSV_BATCH = 1 << 16


def write_table(
    path: Path,
    headers: Sequence[str],
    rows: Rows,
    sheet_name: str,
    *,
    created: datetime = _UNDATED,
    others: Sequence[str] = (),
) -> int:
    """Write ``rows`` under ``headers`` to ``path``, as its ending says; returns how many rows that were.

    ``created`` is the moment to name in an Excel file's properties; ``others`` are the endings that the caller writes
    itself, for the refusal to name. Raises ``UnknownEnding``, ``TooManyRows``,
    ``CellTooLong`` and what ``atomic_file`` raises.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UnknownEnding(file=path.name, endings=", ".join((*_WRITERS, *others)))
    with atomic_file(path) as file:
        return writer(file, headers, _checked(path, rows), sheet_name, created)


def _checked(path: Path, rows: Rows) -> Iterator[Sequence[Cell]]:
    most = STANDARD_LIMITS.characters
    for number, row in enumerate(rows, 2):
        if any(isinstance(cell, str) and len(cell) > most for cell in row):
            raise CellTooLong(row=number, file=path.name, limit=most)
        if number > _EXCEL_ROWS:
            raise TooManyRows(file=path.name, limit=_EXCEL_ROWS)
        yield row


def _write_csv(file: BinaryIO, headers: Sequence[str], rows: Rows, _sheet_name: str, _created: datetime) -> int:
    file.write(codecs.BOM_UTF8)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(map(neutralised, headers))
    written = 0
    for row in rows:
        writer.writerow([neutralised(cell) if isinstance(cell, str) else cell for cell in row])
        written += 1
        if buffer.tell() > _CSV_BATCH:
            _empty_into(file, buffer)
    _empty_into(file, buffer)
    return written


def _empty_into(file: BinaryIO, buffer: io.StringIO) -> None:
    file.write(buffer.getvalue().encode("utf-8"))
    buffer.seek(0)
    buffer.truncate()


def _write_json(file: BinaryIO, headers: Sequence[str], rows: Rows, _sheet_name: str, _created: datetime) -> int:
    written = 0
    for row in rows:
        line = json.dumps(dict(zip(headers, row, strict=True)), ensure_ascii=False)
        file.write(f"{',' if written else '['}\n{line}".encode())
        written += 1
    file.write(b"\n]\n" if written else b"[]\n")
    return written


def _write_xlsx(file: BinaryIO, headers: Sequence[str], rows: Rows, sheet_name: str, created: datetime) -> int:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    # Into memory first: a ZIP archive that fails on a full disk tries once more when nobody looks, and says so.
    whole = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        workbook = xlsxwriter.Workbook(whole, {"constant_memory": True, "tmpdir": folder})
        try:
            workbook.set_properties({"created": created.replace(tzinfo=None)})
            written = _fill(workbook, headers, rows, sheet_name)
            workbook.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
        except BaseException:
            with suppress(Exception):  # it holds a file of its own open until closed
                workbook.close()
            raise
    file.write(whole.getbuffer())
    return written


def _fill(workbook: "Workbook", headers: Sequence[str], rows: Rows, sheet_name: str) -> int:
    """The one sheet: text as text, a header that stays, a filter, columns as wide as what they hold."""
    sheet = workbook.add_worksheet(_sheet_title(sheet_name))
    as_text = workbook.add_format({"num_format": "@"})
    bold = workbook.add_format({"bold": True, "num_format": "@", "bottom": 1})
    widths = [_width(header) + 3 for header in headers]
    for index, header in enumerate(headers):
        sheet.write_string(0, index, header, bold)
    written = 0
    for written, row in enumerate(rows, 1):
        for index, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(written, index, cell)
            elif cell:
                sheet.write_string(written, index, cell, as_text)
                widths[index] = max(widths[index], _width(cell))
    for index, width in enumerate(widths):
        sheet.set_column(index, index, min(max(width, _NARROWEST), _WIDEST) + 1)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(written, 1), max(len(headers) - 1, 0))
    return written


def _width(text: str) -> int:
    """How wide the widest line of ``text`` stands, in digits; Chinese characters take two."""
    return max(
        (sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line) for line in text.split("\n")), default=0
    )


def _sheet_title(name: str) -> str:
    """``name`` as Excel allows it."""
    allowed = "".join(" " if character in "[]:*?/\\" else character for character in name)
    return allowed.strip("' ")[:31] or "Sheet1"


_WRITERS: Mapping[str, Callable[[BinaryIO, Sequence[str], Rows, str, datetime], int]] = {
    ".xlsx": _write_xlsx,
    ".csv": _write_csv,
    ".json": _write_json,
}
