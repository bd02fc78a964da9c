"""Sign-in sheets: who is expected at a door, on paper, in the order in which their reader looks for a name."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.name_order import latin_key, pinyin_key, strokes_key
from desktop.domain.text import LocalName, fold
from desktop.domain.verdicts import Verdict
from desktop.files import atomic_file
from desktop.i18n import Language, Translator
from desktop.models import Category, Event, JournalEntry, Paper, Scan
from desktop.progress import Progress
from desktop.services.arrivals import standing
from desktop.services.checkpoints import CheckpointRow, checkpoints, named_guests
from desktop.services.people_list import PersonRow, people
from desktop.services.printing import Misprint, NothingToPrint, PrintedPaper
from desktop.storage.database import Database
from desktop.storage.journal import journal_of

if TYPE_CHECKING:
    from desktop.documents.sign_in_facts import Group, Guest, Part, Sheets

__all__ = [
    "By", "Misprint", "NothingToPrint", "PrintedPaper", "SheetLine", "SheetsWanted", "print_sign_in_sheets",
    "sheet_lines",
]  # fmt: skip

KIND = "sign-in-sheet"
_BLANK = 22
"""As many empty lines for walk-ins as a page has."""
_KEYS: Mapping[Language, Callable[[str, str], str]] = {
    Language.ZH_HANT: strokes_key,
    Language.ZH_HANS: pinyin_key,
    Language.EN: latin_key,
}


class By(StrEnum):
    """How the guests are arranged; within it they are in the order of names."""

    NAME = "name"
    DELEGATION = "delegation"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class SheetsWanted:
    """Which sheets: one part after another for each of ``by``, all of one file.

    ``checkpoint_id`` is the place that stands on them; with ``allowed`` only those are listed whom its rules let in,
    and those are ticked who came there. ``walk_ins`` adds a page of empty lines.
    """

    by: Sequence[By] = (By.NAME, By.DELEGATION)
    category_id: UUID | None = None
    checkpoint_id: UUID | None = None
    allowed: bool = False
    walk_ins: bool = True


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A guest where they stand on a sheet; ``arrived_at`` is when they came to its place first, aware UTC."""

    row: PersonRow
    arrived_at: datetime | None

    @property
    def id(self) -> UUID:
        """The registration."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class _Listed:
    """A guest as the database has them, and as the paper does."""

    row: PersonRow
    drawn: "Guest"


@dataclass(frozen=True, slots=True)
class _Facts:
    event: LocalName
    zone: str
    place: CheckpointRow | None
    precedence: Mapping[UUID, int]
    guests: tuple[PersonRow, ...]
    arrived: Mapping[UUID, datetime]
    revision: int


def print_sign_in_sheets(
    db: Database, event_id: UUID, out: Path, wanted: SheetsWanted, _: Translator, progress: Progress
) -> PrintedPaper:
    """Write sign-in sheets to the PDF ``out`` in the language of ``_``, and record that they were printed.

    On them is whoever is expected or has come; who has come already is ticked. Nobody gets a badge for it: a guest
    without one has no serial there. Raises ``NothingToPrint`` where nobody is, or what the disk is refused for;
    cancelling leaves no file.
    """
    from desktop.documents.sign_in import print_sign_in
    from desktop.documents.sign_in_facts import SignIn

    begun = time.perf_counter()
    with db.read() as session:
        facts = _facts(session, event_id, wanted)
    if not facts.guests:
        raise NothingToPrint
    listed = _listed(facts, _)
    now = db.now()
    sheets = SignIn(
        event=facts.event,
        place=facts.place.name.said_in(_.language) if facts.place is not None else "",
        printed=_moment(now, facts.zone, _),
        parts=tuple(
            part
            for by in wanted.by
            if (part := _part(by, listed, facts, _, named_too=By.NAME in wanted.by)) is not None
        ),
        blank=_BLANK if wanted.walk_ins else 0,
    )
    with atomic_file(out) as file:
        printed = print_sign_in(file, sheets, _, progress)
    with db.write() as session:
        _record(session, event_id, facts.revision, printed)
    return PrintedPaper(
        file=out,
        pages=printed.pages,
        items=len(listed),
        revision=facts.revision,
        seconds=time.perf_counter() - begun,
        misprints=_misprints(sheets.parts[0], listed, printed) if sheets.parts else (),
    )


def sheet_lines(session: Session, event_id: UUID, by: By, checkpoint_id: UUID, language: Language) -> list[SheetLine]:
    """Everyone whom a sheet lists, in its order, with who is in at this checkpoint.

    Who is in no delegation comes after those who are. Who came to be expected since it was printed is listed too.
    """
    facts, key = _facts(session, event_id, SheetsWanted((by,))), _KEYS[language]
    arrived = _arrived(session, event_id, checkpoint_id)
    rows = _in_order(facts, language)
    if by is By.CATEGORY:
        rows.sort(key=lambda row: facts.precedence.get(row.category_id, 0))
    elif by is By.DELEGATION:
        rows.sort(key=lambda row: (not row.delegation, key(*_both(row.delegation))))
    return [SheetLine(row, arrived.get(row.id)) for row in rows]


def _in_order(facts: _Facts, language: Language) -> list[PersonRow]:
    """The guests in the order of names of the language."""
    key = _KEYS[language]
    return sorted(facts.guests, key=lambda row: (key(row.name_zh, row.name_latin), row.list_order))


def _facts(session: Session, event_id: UUID, wanted: SheetsWanted) -> _Facts:
    event = session.get_one(Event, event_id)
    known = checkpoints(session, event_id) if wanted.checkpoint_id is not None else []
    place = next((one for one in known if one.id == wanted.checkpoint_id), None)
    door = replace(place, guests=named_guests(session, place)) if place is not None and wanted.allowed else None
    arrived = _arrived(session, event_id, door.id if door is not None else None)
    rows = people(session, event_id, category_id=wanted.category_id)
    return _Facts(
        event=LocalName(event.name_hant, event.name_hans, event.name_en),
        zone=event.zone,
        place=place,
        precedence=dict(
            session.execute(select(Category.id, Category.precedence).where(Category.event_id == event_id)).all()
        ),
        guests=tuple(
            row
            for row in rows
            if row.id in arrived or (row.status.expected and (door is None or _may_enter(row, door)))
        ),
        arrived=arrived,
        revision=session.scalar(select(func.max(JournalEntry.clock))) or 0,
    )


def _arrived(session: Session, event_id: UUID, checkpoint_id: UUID | None) -> dict[UUID, datetime]:
    """When each guest came first, at the checkpoint or anywhere."""
    query = (
        select(Scan.registration_id, func.min(Scan.at))
        .where(
            Scan.event_id == event_id,
            Scan.registration_id.is_not(None),
            Scan.verdict == Verdict.ADMITTED,
            standing(),
        )
        .group_by(Scan.registration_id)
    )
    if checkpoint_id is not None:
        query = query.where(Scan.checkpoint_id == checkpoint_id)
    return {key: at for key, at in session.execute(query) if key is not None}


def _may_enter(row: PersonRow, place: CheckpointRow) -> bool:
    tags = {fold(tag) for tag in row.tags.split(",")}
    chosen = row.category_id in place.category_ids or row.id in place.guests
    return place.for_everyone or chosen or any(fold(tag) in tags for tag in place.tags)


def _listed(facts: _Facts, _: Translator) -> list[_Listed]:
    """All guests in the order of names of the language."""
    from desktop.documents.sign_in_facts import Guest

    zone = facts.zone
    return [
        _Listed(
            row,
            Guest(
                serial=row.serial,
                name_zh=row.name_zh,
                name_latin=row.name_latin,
                honorific_zh=row.honorific_zh,
                honorific_en=row.honorific_en,
                post=row.post_in(_.language),
                category=row.category.said_in(_.language),
                colour=row.colour,
                arrived=_.time(facts.arrived[row.id], zone) if row.id in facts.arrived else "",
            ),
        )
        for row in _in_order(facts, _.language)
    ]


def _part(by: By, listed: Sequence[_Listed], facts: _Facts, _: Translator, *, named_too: bool) -> "Part | None":
    """The guests arranged. Where there are no delegations there is nothing by delegation; who is in none stands there
    only where a part by name does not have them.
    """
    from desktop.documents.sign_in_facts import Group, Part

    if by is By.NAME:
        title = _("by name")
        return Part(title, (Group("", tuple(one.drawn for one in listed)),), guided=True)
    if by is By.CATEGORY:
        ranked = sorted(listed, key=lambda one: facts.precedence.get(one.row.category_id, 0))
        return Part(_("by category"), _groups(ranked, lambda one: one.row.category.said_in(_.language)))
    if not any(one.row.delegation for one in listed):
        return None
    named = [one for one in listed if one.row.delegation]
    named.sort(key=lambda one: _KEYS[_.language](*_both(one.row.delegation)))
    alone = [one for one in listed if not one.row.delegation]
    groups = _groups(named, lambda one: one.row.delegation.said_in(_.language))
    rest = (Group(_("Without a delegation"), tuple(one.drawn for one in alone)),) if alone and not named_too else ()
    return Part(_("by delegation"), (*groups, *rest))


def _both(name: LocalName) -> tuple[str, str]:
    return name.hant or name.hans, name.en


def _groups(listed: Iterable[_Listed], said: Callable[[_Listed], str]) -> "tuple[Group, ...]":
    from desktop.documents.sign_in_facts import Group

    found: dict[str, list[Guest]] = {}
    for one in listed:
        found.setdefault(said(one), []).append(one.drawn)
    return tuple(Group(title, tuple(guests)) for title, guests in found.items())


def _moment(now: datetime, zone: str, _: Translator) -> str:
    there = now.astimezone(ZoneInfo(zone))
    return _("{day}, {time}", day=_.date(there.date()), time=_.time(now, zone))


def _misprints(first: "Part", listed: Sequence[_Listed], printed: "Sheets") -> tuple[Misprint, ...]:
    rows = {id(one.drawn): one.row for one in listed}
    drawn = [guest for group in first.groups for guest in group.guests]
    found = []
    for report in printed.reports:
        if report.badge is not None:
            row = rows[id(drawn[report.badge])]
            found.append(Misprint(row.serial, row.name, report.field, report.text, report.problem.value, row.id))
    return tuple(found)


def _record(session: Session, event_id: UUID, revision: int, printed: "Sheets") -> None:
    journal = journal_of(session)
    session.add(
        Paper(
            id=journal.new_id(),
            event_id=event_id,
            desk_id=journal.actor.desk_id,
            kind=KIND,
            at=journal.now,
            revision=revision,
            items=printed.items,
            pages=printed.pages,
        )
    )
