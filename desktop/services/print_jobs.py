"""Badges to a printer: a few pages at a time, each recorded as printed when it has come out and not before.

Before pages are handed over, a note of them is kept beside the database; it goes when the printer has said what became
of them. Of badges not printed yet only those go into a note that are in nobody else's, so that two desks which print
all of them at once share them. A note that stays, after a printer that fell silent or a window that was closed over it,
stands for badges in doubt: they are not printed again until a person has said whether they came out.
"""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from uuid import UUID

from sqlalchemy import func, select

from desktop.config import PrinterSettings
from desktop.devices.printer import Printer, PrinterTrouble, Sheets
from desktop.documents.templates import Offset, Template
from desktop.domain.ids import milliseconds, uuid7
from desktop.errors import Cancelled, SummitDeskError
from desktop.models import JournalEntry, Paper
from desktop.progress import Progress
from desktop.services.badge_feed import Fed, Wanted, face, feed
from desktop.services.print_notes import Doubt, Notes
from desktop.services.print_record import Misprint, misprints, record, still_to_print
from desktop.services.printers import Printers, layout_for
from desktop.services.printing import NothingToPrint, prepare
from desktop.storage.database import Database

__all__ = ["Doubt", "PrintRun", "doubts", "print_on", "settle"]


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What came of printing on ``printer``.

    ``left`` are the registrations of whom nothing came out, in their order: another printer can take them over.
    ``in_doubt`` are those whose badges a person must look for. ``trouble`` is what ended it early, ``Cancelled`` too;
    None where all is done.
    """

    printer: str
    printed: int
    pages: int
    left: tuple[UUID, ...]
    in_doubt: tuple[UUID, ...]
    trouble: SummitDeskError | None
    misprints: tuple[Misprint, ...]
    seconds: float


def print_on(
    db: Database, event_id: UUID, printers: Printers, printer: PrinterSettings, wanted: Wanted, progress: Progress
) -> PrintRun:
    """Print what is ``wanted`` on ``printer``, with its template and offset; guests without a badge get one first.

    A ``wanted.template`` that is no name is kept. What is wanted ``again`` is replaced once the printer is ready.
    What goes wrong with the printer is told in the ``PrintRun``; raises ``NothingToPrint``, ``SaidTooMuch``, and what
    the template, the disk or the event's logo are refused for.
    """
    begun = time.perf_counter()
    layout = wanted.template if isinstance(wanted.template, Template) else layout_for(printer, db.path)
    wanted = replace(wanted, template=layout, offset=(printer.right, printer.down))
    device = printers.open(printer)
    trouble: SummitDeskError | None = _lacking(device, layout) if wanted.again else None
    given, run = _prepared(db, event_id, printer, wanted if trouble is None else replace(wanted, again=""))
    at_once = run.layout.per_page * device.at_once
    todo = [given[first : first + at_once] for first in range(0, len(given), at_once)]
    printed, pages = 0, 0
    wrong: list[Misprint] = []
    in_doubt: list[Fed] = []
    while todo and trouble is None:
        try:
            progress.step(printed, len(given))
            paper = run.hand(device, todo[0], progress)
        except PrinterTrouble as error:
            trouble = error
            if error.unsure:
                in_doubt = todo.pop(0)
        except Cancelled as error:
            trouble = error
        else:
            del todo[0]
            printed, pages, wrong = printed + paper.badges, pages + paper.pages, wrong + paper.misprints
    progress.say(printed, len(given))
    return PrintRun(
        printer=printer.name,
        printed=printed,
        pages=pages,
        left=tuple(one.registration for portion in todo for one in portion),
        in_doubt=tuple(one.registration for one in in_doubt),
        trouble=trouble,
        misprints=tuple(wrong),
        seconds=time.perf_counter() - begun,
    )


def doubts(db: Database, event_id: UUID | None = None) -> list[Doubt]:
    """What was handed to a printer without a word of what became of it, the oldest first; of one event or of all."""
    notes = Notes(db.path)
    found = notes.left()
    with db.read() as session:
        recorded = set(session.scalars(select(Paper.id).where(Paper.id.in_([doubt.key for doubt in found]))))
    for key in recorded:
        notes.remove(key)
    return [doubt for doubt in found if doubt.key not in recorded and event_id in (None, doubt.event_id)]


def settle(db: Database, key: UUID, *, came_out: bool) -> int:
    """A person has looked: the badges of a doubt came out, or they did not and are to print again.

    Returns how many badges there were; none where it is no doubt any more.
    """
    doubt = next((doubt for doubt in doubts(db) if doubt.key == key), None)
    if doubt is None:
        return 0
    if came_out:
        with db.write() as session:
            record(
                session,
                doubt.event_id,
                doubt.template,
                doubt.badges,
                doubt.revision,
                doubt.pages,
                printer=doubt.printer,
                key=key,
            )
    Notes(db.path).remove(key)
    return len(doubt.badges)


@dataclass(frozen=True, slots=True)
class _Paper:
    badges: int
    pages: int
    misprints: list[Misprint]


@dataclass(frozen=True, slots=True)
class _Run:
    """What all portions of one run share."""

    db: Database
    event_id: UUID
    printer: PrinterSettings
    wanted: Wanted
    layout: Template
    shared: object
    revision: int

    def hand(self, device: Printer, portion: Sequence[Fed], progress: Progress) -> _Paper:
        """Draw a portion, note it, hand it over, record it; without those whom another program was quicker with."""
        from desktop.documents import badges as paper

        out = BytesIO()
        drawn = [one.drawn for one in portion]
        offset = Offset(*self.wanted.offset)
        made = paper.print_badges(out, drawn, self.shared, self.layout, Progress(), offset)  # type: ignore[arg-type]
        doubt = self._doubt(portion, made.pages)
        notes = Notes(self.db.path)
        try:
            with ExitStack() as noted:
                # One after another: what two programs both take for not printed, one of them takes.
                with self.db.write() as session:
                    free = still_to_print(session, notes, portion) if self.wanted.unprinted else portion
                    if len(free) == len(portion):
                        noted.enter_context(notes.held(doubt))
                if len(free) < len(portion):
                    return self.hand(device, free, progress) if free else _Paper(0, 0, [])
                title = _title(drawn[0].serial, len(drawn))
                device.print(Sheets(title, out.getvalue(), self.layout.page, made.pages), progress)
                with self.db.write() as session:
                    given = doubt.template, doubt.badges, doubt.revision, doubt.pages
                    record(session, self.event_id, *given, printer=doubt.printer, key=doubt.key)
        except PrinterTrouble as trouble:
            if not trouble.unsure:
                notes.remove(doubt.key)
            raise
        notes.remove(doubt.key)
        return _Paper(len(portion), made.pages, list(misprints(portion, made.reports)))

    def _doubt(self, portion: Sequence[Fed], pages: int) -> Doubt:
        now = self.db.now()
        return Doubt(
            key=uuid7(milliseconds(now), self.db.randomness()),
            event_id=self.event_id,
            printer=self.printer.name,
            template=self.layout.name,
            at=now,
            revision=self.revision,
            pages=pages,
            badges=tuple(one.badge for one in portion if one.badge is not None),
            registrations=tuple(one.registration for one in portion),
        )


def _prepared(db: Database, event_id: UUID, printer: PrinterSettings, wanted: Wanted) -> tuple[list[Fed], _Run]:
    """Who is to be printed: whoever is wanted and has a badge; of those not printed yet, nobody who is noted."""
    layout, wanted = wanted.layout, prepare(db, event_id, wanted)
    waiting = {badge for doubt in Notes(db.path).all() for badge in doubt.badges} if wanted.unprinted else set()
    with db.read() as session:
        fed = feed(session, event_id, wanted, photos="photo" in layout.boxes)
        shared = face(session, event_id, wanted.language)
        revision = session.scalar(select(func.max(JournalEntry.clock))) or 0
    given = [one for one in fed if one.badge is not None and one.badge not in waiting]
    if not given:
        raise NothingToPrint
    return given, _Run(db, event_id, printer, wanted, layout, shared, revision)


def _lacking(device: Printer, layout: Template) -> PrinterTrouble | None:
    """What the printer lacks to print now: no badge in use is to be made worthless for a printer that is gone."""
    try:
        device.check(layout.page)
    except PrinterTrouble as trouble:
        return trouble
    return None


def _title(serial: str, badges: int) -> str:
    """What the printer's queue shows: nobody's name."""
    return f"Summit Desk {serial}" + (f" +{badges - 1}" if badges > 1 else "")
