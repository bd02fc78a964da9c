"""Reads a list from a file of any usual kind into sheets of text, judged by what it holds and not by its name."""

import stat
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from desktop.domain.list_headers import NAMES, find_header, header_score, meaning_of
from desktop.domain.text import fold
from desktop.exchange.delimited import read_delimited
from desktop.exchange.encodings import decode, looks_binary
from desktop.exchange.pretix import looks_like_json, read_pretix
from desktop.exchange.sheets import (
    STANDARD_LIMITS,
    EmptyFile,
    FileTooLarge,
    Limits,
    NoPlainFile,
    NoSuchFile,
    NotATable,
    NotReadable,
    Sheet,
    checked,
)
from desktop.exchange.vcards import looks_like_vcards, read_vcards

_MOST_ALIKE = 0.2
_LEAST_KINDS, _MOST_KINDS = 3, 40
# The first bytes of a zip, of an empty zip and of an OLE file.
_WORKBOOK_STARTS = (b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1"))


def read_sheets(
    path: Path, encoding: str | None = None, limits: Limits = STANDARD_LIMITS, *, damaged: bool = False
) -> tuple[Sheet, ...]:
    """The sheets with anything in them that ``path`` holds; a text file is one sheet.

    ``encoding`` is that of a text file, found out when not given; ``damaged`` text comes too where so said. Raises a
    ``UserError`` that names the file for all that can be wrong with it, and nothing else.
    """
    data = file_bytes(path, limits)
    if data.startswith(_WORKBOOK_STARTS):
        from desktop.exchange.workbooks import read_workbook

        sheets = read_workbook(data, path.name, limits)
    elif encoding is None and looks_binary(data):
        raise NotATable(file=path.name)
    else:
        text, name = decode(data, path.name, encoding, damaged=damaged)
        rows, photos = _rows(text, path.name, limits)
        sheets = (replace(checked(path.stem, rows, path.name, limits), encoding=name, photos=photos),)
    filled = tuple(_upright(sheet) for sheet in sheets if sheet.rows)
    if not filled:
        raise EmptyFile(file=path.name)
    return filled


def _upright(sheet: Sheet) -> Sheet:
    """``sheet`` with a row for each person, where it has a column for each and its first column names what they are."""
    if len(sheet.rows) > _MOST_KINDS:
        return sheet
    across = header_score([row[0] for row in sheet.rows if row])
    header = find_header(sheet.rows)
    if across < _LEAST_KINDS or (header is not None and header_score(sheet.rows[header]) >= across):
        return sheet
    return replace(sheet, rows=tuple(zip_longest(*sheet.rows, fillvalue="")), hidden=frozenset())


def _rows(text: str, file: str, limits: Limits) -> tuple[tuple[tuple[str, ...], ...], dict[int, bytes]]:
    if looks_like_vcards(text):
        return read_vcards(text, file, limits)
    if looks_like_json(text):
        return read_pretix(text, file), {}
    return read_delimited(text, file, limits), {}


def sheet_with_people(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet that looks most like a list of people: by its header, then by its length."""

    def likeness(sheet: Sheet) -> tuple[int, int]:
        header = find_header(sheet.rows)
        return (0, 0) if header is None else (header_score(sheet.rows[header]), len(sheet.rows))

    return max(sheets, key=likeness)


def sheets_with_people(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets that are one list together: shown, with the same header, and with other people on each.

    Two drafts of a list have the same header too, but the same people.
    """
    best = sheet_with_people(sheets)
    header = find_header(best.rows)
    if header is None or not best.shown:
        return (best,)
    cells = [fold(cell) for cell in best.rows[header]]
    alike = [sheet for sheet in sheets if sheet is best or (sheet.shown and _has_header(sheet, cells))]
    if len(alike) == 1:
        return (best,)
    places = [place for place, cell in enumerate(best.rows[header]) if meaning_of(cell) in NAMES]
    seen: set[str] = set()
    for sheet in alike:
        top = find_header(sheet.rows) or 0
        names = {"".join(fold(row[place]) for place in places if place < len(row)) for row in sheet.rows[top + 1 :]}
        names.discard("")
        if len(names & seen) > _MOST_ALIKE * min(len(names), len(seen) or 1):
            return (best,)
        seen |= names
    return tuple(alike)


def _has_header(sheet: Sheet, cells: Sequence[str]) -> bool:
    header = find_header(sheet.rows)
    return header is not None and [fold(cell) for cell in sheet.rows[header]] == cells


def file_bytes(path: Path, limits: Limits = STANDARD_LIMITS) -> bytes:
    """What the file at ``path`` holds; raises a ``UserError`` that names it where it can't be had, or is nothing."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NoPlainFile(file=path.name or str(path))
        if status.st_size > limits.file_bytes:
            raise FileTooLarge(file=path.name, megabytes=limits.file_bytes >> 20)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSuchFile(file=path.name) from error
    except (OSError, ValueError) as error:
        raise NotReadable(file=path.name) from error
    if not data.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise EmptyFile(file=path.name)
    return data
