"""What every reader of tables gives, how much it may be, and how it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop.errors import N_, UserError


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text, cell by cell; its first row is the spreadsheet's row 1, and so counted are ``hidden`` ones.

    ``shown`` is whether a person sees the sheet at all; ``encoding`` that of the text file it was. ``photos`` are what
    comes with rows, by their number from 1, and is called a photo: nobody has looked at it.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: frozenset[int] = frozenset()
    shown: bool = True
    encoding: str = ""
    photos: Mapping[int, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: bytes on disk and unpacked, rows, columns, sheets, cells, characters in a cell."""

    file_bytes: int = 64 << 20
    unpacked_bytes: int = 400 << 20
    rows: int = 200_000
    columns: int = 1_000
    sheets: int = 250
    cells: int = 10_000_000
    characters: int = 32_767


STANDARD_LIMITS: Final = Limits()


class NoSuchFile(UserError):
    """There is nothing at the path."""

    code = "no_such_file"
    text = N_("There is no file {file}.")


class NoPlainFile(UserError):
    """A folder, a pipe or a device."""

    code = "no_plain_file"
    text = N_("{file} is not a file but a folder or a device. Choose the list itself.")


class NotReadable(UserError):
    """The file is there but may not be read."""

    code = "not_readable"
    text = N_("{file} can't be read: permission is missing, or the disk has gone.")


class EmptyFile(UserError):
    """No bytes, or no cell with anything in it."""

    code = "empty_file"
    text = N_("{file} is empty.")


class NotATable(UserError):
    """A picture, a document, an archive: anything but a table."""

    code = "not_a_table"
    text = N_("{file} is not a table. Give an Excel, OpenDocument, CSV or TSV file.")


class Encrypted(UserError):
    """A workbook under a password."""

    code = "encrypted"
    text = N_("{file} is protected by a password. Open it, save it without one and try again.")


class Damaged(UserError):
    """A workbook that is cut short or broken."""

    code = "damaged"
    text = N_("{file} is damaged or cut short. Fetch it again, or open it and save it anew.")


class FileTooLarge(UserError):
    """More bytes on disk, or unpacked, than a list can sensibly have."""

    code = "file_too_large"
    text = N_("{file} is too large for a list: at most {megabytes} MB.")


class UnpacksTooLarge(UserError):
    """A small file that would fill the memory."""

    code = "unpacks_too_large"
    text = N_("{file} would take more than {megabytes} MB when opened, too much for a list.")


class TooManyRows(UserError):
    """More rows than a list can have."""

    code = "too_many_rows"
    text = N_("{file} has more than {limit} rows. Split the list.")


class TooManyColumns(UserError):
    """More columns than a list can have."""

    code = "too_many_columns"
    text = N_("{file} has more than {limit} columns. Delete the columns that don't belong to the list.")


class TooManySheets(UserError):
    """More sheets than anybody could look through."""

    code = "too_many_sheets"
    text = N_("{file} has more than {limit} sheets. Save the one with the list in a file of its own.")


class CellTooLong(UserError):
    """A cell with more text than Excel itself allows."""

    code = "cell_too_long"
    text = N_("Row {row} of {file} has a cell with more than {limit} characters.")


class OpenQuote(UserError):
    """A quotation mark that begins a cell and never ends it."""

    code = "open_quote"
    text = N_("A cell of {file} begins with a quotation mark that is never closed, after row {row}.")


def checked(name: str, rows: tuple[tuple[str, ...], ...], file: str, limits: Limits) -> Sheet:
    """The sheet of ``rows`` without the empty ones at its end, or the refusal that ``limits`` ask for."""
    last = next((number for number in range(len(rows), 0, -1) if any(rows[number - 1])), 0)
    kept = rows[:last]
    if len(kept) > limits.rows:
        raise TooManyRows(file=file, limit=limits.rows)
    width = max(map(len, kept), default=0)
    if width > limits.columns or width * len(kept) > limits.cells:
        raise TooManyColumns(file=file, limit=min(limits.columns, limits.cells // max(len(kept), 1)))
    for number, row in enumerate(kept, 1):
        if max(map(len, row), default=0) > limits.characters:
            raise CellTooLong(row=number, file=file, limit=limits.characters)
    return Sheet(name, kept)
