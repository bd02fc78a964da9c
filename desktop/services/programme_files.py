"""A file becomes a programme: read, understood by the days of its event. Touches no database."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.domain.list_title import ListTitle
from desktop.domain.list_values import Problem
from desktop.domain.programme_list import ListedProgramme, NoProgrammeHeader, is_programme, read_programme
from desktop.domain.programme_rows import ListedItem
from desktop.exchange.schedule_xml import looks_like_xml, read_schedule
from desktop.exchange.sheets import Sheet
from desktop.exchange.tables import file_bytes, read_sheets
from desktop.services.list_files import NothingUnderHeader, fitting_sheets


@dataclass(frozen=True, slots=True)
class ProgrammeTable:
    """A file that holds a programme, not yet understood: sheets of cells, or schedule XML as it is (``schedule``).

    ``sheets`` are those that were chosen, of ``names``. ``encoding`` is that of a text file.
    """

    file: Path
    sha256: str
    sheets: tuple[Sheet, ...] = ()
    names: tuple[str, ...] = ()
    schedule: bytes = b""
    encoding: str = ""


def read_programme_file(path: Path, encoding: str = "", sheet: str = "") -> ProgrammeTable:
    """Read a file. Where ``sheet`` is not named, all sheets count that are shown and have the columns of a programme.

    Raises the readers' refusals, ``NoProgrammeHeader`` or ``NoSuchSheet``.
    """
    data = file_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if looks_like_xml(data):
        read_schedule(data, path.name)
        return ProgrammeTable(path, sha256, schedule=data)
    sheets = read_sheets(path, encoding or None)
    names = tuple(one.name for one in sheets)
    chosen = fitting_sheets(path, sheets, lambda one: is_programme(one.rows), sheet)
    if not chosen:
        raise NoProgrammeHeader
    return ProgrammeTable(path, sha256, chosen, names, encoding=sheets[0].encoding)


def understand(
    table: ProgrammeTable, first: date | None = None, last: date | None = None, zone: str = ""
) -> tuple[ListedProgramme, str]:
    """The programme in ``table``, and the zone that it names itself.

    ``first`` and ``last`` are the days of its event and ``zone`` that event's, if there is one. Raises
    ``NothingUnderHeader``.
    """
    named = ""
    if table.schedule:
        rows, title, named = read_schedule(table.schedule, table.file.name, zone)
        listed = read_programme(rows, first=first, last=last)
        listed = replace(listed, title=ListTitle(title, title))
    else:
        listed = _together([_read(sheet, first, last, number) for number, sheet in enumerate(table.sheets)])
    if not listed.items and not listed.problems:
        raise NothingUnderHeader(file=table.file.name)
    return listed, named


def _read(sheet: Sheet, first: date | None, last: date | None, number: int) -> ListedProgramme:
    return read_programme(sheet.rows, first=first, last=last, name=sheet.name, table=number, hidden=sheet.hidden)


def _together(lists: Sequence[ListedProgramme]) -> ListedProgramme:
    items: list[ListedItem] = [item for one in lists for item in one.items]
    problems: list[Problem] = [problem for one in lists for problem in one.problems]
    return replace(lists[0], items=tuple(items), problems=tuple(problems))
