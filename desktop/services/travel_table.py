"""The table of travel minutes as a file: written, and read back row by row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.text import clean, fold
from desktop.errors import N_, UserError
from desktop.exchange.tables import read_sheets
from desktop.exchange.writing import Cell, write_table
from desktop.i18n import Translator
from desktop.services.travel import BadMinutes, NoSuchSite, SiteRow, set_minutes, sites, travel


class RowTooShort(UserError):
    code = "row_too_short"
    text = N_("A row needs a site, another site, the hour from which it holds, and the minutes.")


class SiteToItself(UserError):
    code = "site_to_itself"
    text = N_("“{site}” stands there twice. A row leads from one site to another.")


class SaidOtherwise(UserError):
    code = "said_otherwise"
    text = N_("A row above gives other minutes for this way and hour; that row counts.")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of the file, counted from 1, and what is wrong with it."""

    row: int
    error: UserError


@dataclass(frozen=True, slots=True)
class ReadTravel:
    """What a file says: minutes by hour of each pair of sites, and rows that can't be taken."""

    minutes: Mapping[tuple[UUID, UUID], Mapping[int, int]]
    problems: tuple[BadRow, ...] = ()


def export_travel(session: Session, event_id: UUID, path: Path, _: Translator) -> int:
    """Write a row for each pair of sites and hour; returns how many. Raises what ``write_table`` raises."""
    names = {row.id: row.name.said_in(_.language) for row in sites(session, event_id)}
    rows: list[Sequence[Cell]] = [
        (names[start], names[end], hour, minutes)
        for (start, end), bands in travel(session, event_id).minutes.items()
        for hour, minutes in bands
    ]
    headers = [_("Departs from"), _("Goes to"), _("From the hour"), _("Minutes")]
    return write_table(path, headers, rows, _("Travel minutes"))


def read_travel(session: Session, event_id: UUID, path: Path) -> ReadTravel:
    """What a file of such rows says. Raises what ``read_sheets`` raises."""
    known = _by_name(sites(session, event_id))
    found: defaultdict[tuple[UUID, UUID], dict[int, int]] = defaultdict(dict)
    problems = []
    for number, cells in _rows(path):
        try:
            start, end, hour, minutes = _read(cells, known)
            if found[start, end].setdefault(hour, minutes) != minutes:
                raise SaidOtherwise
        except UserError as error:
            problems.append(BadRow(number, error))
    return ReadTravel(dict(found), tuple(problems))


def write_travel(session: Session, event_id: UUID, read: ReadTravel) -> int:
    """Let each pair of sites of a file take as long as it says; returns how many pairs. Others stay as they are."""
    for (start, end), bands in read.minutes.items():
        set_minutes(session, event_id, start, end, bands)
    return len(read.minutes)


def _rows(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows with anything in them; a first one without any figure says what the columns are."""
    rows = read_sheets(path)[0].rows
    for number, cells in enumerate(rows, 1):
        texts = tuple(map(clean, cells))
        titles = number == 1 and not any(character.isdigit() for text in texts[2:] for character in text)
        if any(texts) and not titles:
            yield number, texts


def _by_name(rows: Sequence[SiteRow]) -> dict[str, SiteRow]:
    """The sites by each of their names and codes, the first where several have one."""
    found: dict[str, SiteRow] = {}
    for row in rows:
        for text in (row.code, row.name.hant, row.name.hans, row.name.en):
            if text:
                found.setdefault(fold(text), row)
    return found


def _read(cells: tuple[str, ...], known: Mapping[str, SiteRow]) -> tuple[UUID, UUID, int, int]:
    if len(cells) < _COLUMNS or not all(cells[:_COLUMNS]):
        raise RowTooShort
    pair = []
    for text in cells[:2]:
        if fold(text) not in known:
            raise NoSuchSite(site=text, known=", ".join(dict.fromkeys(row.code or row.name.hant or row.name.en
                                                                      for row in known.values())))  # fmt: skip
        pair.append(known[fold(text)].id)
    if pair[0] == pair[1]:
        raise SiteToItself(site=cells[0])
    hour, minutes = cells[2].replace("：", ":").partition(":")[0], cells[3]
    if not all(text.isdecimal() and len(text) <= _FIGURES for text in (hour, minutes)):
        raise BadMinutes
    if int(hour) >= _HOURS or not 1 <= int(minutes) <= _LONGEST:
        raise BadMinutes
    return pair[0], pair[1], int(hour), int(minutes)


_COLUMNS, _HOURS, _LONGEST, _FIGURES = 4, 24, 600, 4
