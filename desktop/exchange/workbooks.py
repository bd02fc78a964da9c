"""Workbooks of every kind (.xlsx .xls .xlsb .ods) through calamine: values only, no formula and no macro is run.

The binary kinds can't be looked into cheaply, and a hostile one makes the reader ask for all memory there is, which
ends the process. They are read in a process of their own, with its memory and time limited; so is what may be laid out
to very much.
"""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from multiprocessing.connection import Connection

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop.errors import UserError
from desktop.exchange.packed import look_into
from desktop.exchange.sheets import (
    Damaged,
    Encrypted,
    Limits,
    Sheet,
    TooManyColumns,
    TooManyRows,
    UnpacksTooLarge,
    checked,
)

_OLE_START = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PARTS = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo"))
_SECONDS = 60
_MEMORY = 2 << 30

Value = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(data: bytes, file: str, limits: Limits) -> tuple[Sheet, ...]:
    """The visible sheets of the workbook in ``data``, then its hidden ones; ``file`` is the name that refusals tell.

    Raises a ``UserError``, and nothing else, for all that can be wrong with it.
    """
    if data.startswith(_OLE_START):
        if any(part in data for part in _ENCRYPTED_PARTS):
            raise Encrypted(file=file)
        return _read_apart(data, file, limits)
    packed = look_into(data, file, limits)
    too_much = UnpacksTooLarge(file=file, megabytes=limits.unpacked_bytes >> 20)
    if packed.kind == "xlsb":
        return _read_apart(data, file, limits)
    large = packed.shared > limits.unpacked_bytes
    sheets = _read_apart(data, file, limits, too_much) if large else _read(data, file, limits)
    return tuple(replace(sheet, hidden=packed.hidden.get(sheet.name, frozenset())) for sheet in sheets)


def _read(data: bytes, file: str, limits: Limits) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            tables = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
            tables.sort(key=lambda meta: meta.visible != SheetVisibleEnum.Visible)
            return tuple(
                replace(
                    _sheet(workbook.get_sheet_by_name(meta.name), file, limits),
                    shown=meta.visible == SheetVisibleEnum.Visible,
                )
                for meta in tables
            )
    except PasswordError as error:
        raise Encrypted(file=file) from error
    except (CalamineError, OSError, ValueError, MemoryError) as error:
        raise Damaged(file=file) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's, which can't be imported
            raise
        raise Damaged(file=file) from error


def _read_apart(data: bytes, file: str, limits: Limits, otherwise: UserError | None = None) -> tuple[Sheet, ...]:
    """``_read`` in a process of its own. Where that ends without an answer, ``otherwise`` is raised, or ``Damaged``."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with ours, theirs:
        reader = context.Process(target=_answer, args=(theirs,), daemon=True)
        reader.start()
        theirs.close()
        answer: tuple[Sheet, ...] | UserError = otherwise or Damaged(file=file)
        try:
            ours.send((data, file, limits))
            if ours.poll(_SECONDS):
                refusal, said = ours.recv()
                answer = refusal(**said) if refusal else said
        except (EOFError, OSError):
            pass  # it ended itself: out of memory, or worse
        finally:
            reader.kill()
            reader.join()
            reader.close()
    if isinstance(answer, UserError):
        raise answer
    return answer


def _answer(pipe: Connection) -> None:
    """What the process of its own does: read, answer with the sheets or the refusal, end. It says nothing else."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    data, file, limits = pipe.recv()
    try:
        pipe.send((None, _read(data, file, limits)))
    except UserError as error:
        pipe.send((type(error), error.values))


def _sheet(sheet: CalamineSheet, file: str, limits: Limits) -> Sheet:
    end = sheet.end
    if end is None:
        return Sheet(sheet.name, ())
    if end[0] >= limits.rows:
        raise TooManyRows(file=file, limit=limits.rows)
    if end[1] >= limits.columns or (end[0] + 1) * (end[1] + 1) > limits.cells:
        raise TooManyColumns(file=file, limit=limits.columns)
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    _fill_down(rows, sheet.merged_cell_ranges or ())
    return checked(sheet.name, tuple(map(tuple, rows)), file, limits)


def _fill_down(rows: list[list[str]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give cells merged downwards the value of the first: it holds for every one of those rows."""
    for (top, left), (bottom, _right) in merged:
        if top < bottom and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = row[left] or rows[top][left]


def _text(cell: Value) -> str:
    """A cell as a person reads it: whole numbers without a point, days and times as ISO 8601."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
