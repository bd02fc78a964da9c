"""Reads a list from a file of any usual kind into sheets of text, judged by what it holds and not by its name."""

import stat
from collections.abc import Sequence
from pathlib import Path

from desktop.domain.list_headers import find_header, header_score
from desktop.exchange.delimited import read_delimited
from desktop.exchange.encodings import decode, looks_binary
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

# The first bytes of a zip, of an empty zip and of an OLE file.
_WORKBOOK_STARTS = (b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1"))


def read_sheets(path: Path, encoding: str | None = None, limits: Limits = STANDARD_LIMITS) -> tuple[Sheet, ...]:
    """The sheets with anything in them that ``path`` holds; a text file is one sheet.

    ``encoding`` is that of a text file, found out when not given. Raises a ``UserError`` that names the file for all
    that can be wrong with it, and nothing else.
    """
    data = _bytes(path, limits)
    if data.startswith(_WORKBOOK_STARTS):
        from desktop.exchange.workbooks import read_workbook

        sheets = read_workbook(data, path.name, limits)
    elif encoding is None and looks_binary(data):
        raise NotATable(file=path.name)
    else:
        text, _encoding = decode(data, path.name, encoding)
        sheets = (checked(path.stem, read_delimited(text, path.name, limits), path.name, limits),)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise EmptyFile(file=path.name)
    return filled


def sheet_with_people(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet that looks most like a list of people: by its header, then by its length."""

    def likeness(sheet: Sheet) -> tuple[int, int]:
        header = find_header(sheet.rows)
        return (0, 0) if header is None else (header_score(sheet.rows[header]), len(sheet.rows))

    return max(sheets, key=likeness)


def _bytes(path: Path, limits: Limits) -> bytes:
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
