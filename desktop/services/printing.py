"""Printing badges to PDF: who has none gets one, and what was printed is a fact that is kept."""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from desktop.documents.template_files import template_names
from desktop.documents.templates import Offset, Template
from desktop.domain.ids import milliseconds, uuid7
from desktop.errors import N_, UserError
from desktop.files import atomic_file
from desktop.i18n import Translator
from desktop.models import JournalEntry
from desktop.progress import Progress
from desktop.services.badge_feed import Fed, Wanted, face, feed
from desktop.services.badges import issue_badges, printed_already, replace_printed
from desktop.services.print_notes import Doubt, Notes
from desktop.services.print_record import Misprint, misprints, record, still_to_print
from desktop.storage.database import Database

__all__ = [
    "Misprint",
    "NothingToPrint",
    "PrintedPaper",
    "Wanted",
    "check_badges",
    "print_badges",
    "print_calibration",
    "printed_before",
    "templates",
]


class NothingToPrint(UserError):
    code = "nothing_to_print"
    text = N_("There is no badge to print: nobody fits what was asked for.")


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """What came out. ``revision`` is the journal's clock that the paper has seen.

    ``before`` is how many of the badges had been printed before with the code that they have.
    """

    file: Path
    pages: int
    items: int
    revision: int
    seconds: float
    misprints: tuple[Misprint, ...]
    before: int = 0


def templates() -> list[str]:
    """The names of the badge templates."""
    return list(template_names())


def check_badges(
    db: Database, event_id: UUID, wanted: Wanted, progress: Progress | None = None
) -> tuple[Misprint, ...]:
    """What printing would say about the badges, without printing; also of guests who have no badge yet.

    Raises ``NothingToPrint``, ``Cancelled``, or what the template or the event's logo are refused for.
    """
    from desktop.documents import badges as paper

    layout = wanted.layout
    with db.read() as session:
        fed = feed(session, event_id, wanted, photos="photo" in layout.boxes)
        shared = face(session, event_id, wanted.language)
    if not fed:
        raise NothingToPrint
    return misprints(fed, paper.check_badges([one.drawn for one in fed], shared, layout, progress or Progress()))


def print_badges(db: Database, event_id: UUID, out: Path, wanted: Wanted, progress: Progress) -> PrintedPaper:
    """Write badges to the PDF ``out`` and record them as printed; cancelling leaves no file and no record.

    Guests without a badge get one first, and keep it whatever becomes of the file. Of those not printed yet, whom
    another program is printing, or whose badge is in doubt, are left out.

    Raises ``NothingToPrint``, or what the template, the disk or the event's logo are refused for.
    """
    from desktop.documents import badges as paper

    begun = time.perf_counter()
    layout = wanted.layout
    wanted = prepare(db, event_id, wanted)
    before = printed_before(db, event_id, wanted)
    with db.read() as session:
        fed = feed(session, event_id, wanted, photos="photo" in layout.boxes)
        shared = face(session, event_id, wanted.language)
        revision = session.scalar(select(func.max(JournalEntry.clock))) or 0
    given = [one for one in fed if one.badge is not None]
    with ExitStack() as noted:
        if wanted.unprinted:
            given = _noted(db, event_id, out, layout, given, revision, noted)
        if not given:
            raise NothingToPrint
        drawn = [one.drawn for one in given]
        with atomic_file(out) as file:
            printed = paper.print_badges(file, drawn, shared, layout, progress, Offset(*wanted.offset))
        # Only what is there was printed: the record comes after the file.
        with db.write() as session:
            record(session, event_id, layout.name, _badges(given), revision, printed.pages)
    return PrintedPaper(
        file=out,
        pages=printed.pages,
        items=printed.items,
        revision=revision,
        seconds=time.perf_counter() - begun,
        misprints=misprints(given, printed.reports),
        before=before,
    )


def prepare(db: Database, event_id: UUID, wanted: Wanted) -> Wanted:
    """Give badges to those who have none, and new ones to those who are to have them ``wanted.again``.

    Returns what is to print then: of new ones each once, whoever else prints them too. Raises ``SaidTooMuch``.
    """
    with db.write() as session:
        if wanted.again:
            asked, in_doubt = (event_id, wanted.registrations), _in_doubt(db)
            replace_printed(session, *asked, category_id=wanted.category_id, in_doubt=in_doubt, why=wanted.again)
        issue_badges(session, event_id, wanted.registrations, category_id=wanted.category_id)
    return replace(wanted, unprinted=True) if wanted.again else wanted


def printed_before(db: Database, event_id: UUID, wanted: Wanted) -> int:
    """How many of the badges ``wanted`` are, or may be, on paper already and would come out with the same code."""
    if wanted.unprinted:
        return 0
    with db.read() as session:
        return printed_already(
            session, event_id, wanted.registrations, category_id=wanted.category_id, in_doubt=_in_doubt(db)
        )


def _in_doubt(db: Database) -> set[UUID]:
    return {badge for doubt in Notes(db.path).left() for badge in doubt.badges}


def _noted(
    db: Database, event_id: UUID, out: Path, layout: Template, fed: Sequence[Fed], revision: int, noted: ExitStack
) -> list[Fed]:
    """Those of ``fed`` that are still to print, which nobody else prints until ``noted`` ends."""
    notes = Notes(db.path)
    with db.write() as session:
        notes.tidy()
        free = still_to_print(session, notes, fed)
        if free:
            doubt = Doubt(
                key=uuid7(milliseconds(db.now()), db.randomness()),
                event_id=event_id,
                printer=out.name,
                template=layout.name,
                at=db.now(),
                revision=revision,
                pages=0,
                badges=_badges(free),
                registrations=tuple(one.registration for one in free),
            )
            noted.enter_context(notes.held(doubt))
            noted.callback(notes.remove, doubt.key)
    return free


def _badges(fed: Sequence[Fed]) -> tuple[UUID, ...]:
    return tuple(one.badge for one in fed if one.badge is not None)


def print_calibration(out: Path, wanted: Wanted, _: Translator) -> None:
    """Write a page to the PDF ``out`` that shows by how much a printer misses ``wanted``'s paper at its offset."""
    from desktop.documents import calibration

    with atomic_file(out) as file:
        calibration.print_calibration(file, wanted.layout.page, _, Offset(*wanted.offset))
