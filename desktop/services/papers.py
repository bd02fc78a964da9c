"""Papers of the programme and of visits: made of what is in the database, looked at, printed, and kept as facts."""

import io
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.config import PrinterSettings
from desktop.devices.printer import Sheets
from desktop.domain.ids import milliseconds, uuid7
from desktop.domain.paper_codes import make_code
from desktop.domain.paper_kinds import PaperFormat, PaperKind
from desktop.domain.text import LocalName
from desktop.files import atomic_file
from desktop.i18n import Translator
from desktop.models import JournalEntry
from desktop.progress import Progress
from desktop.services import (
    paper_facts_people,
    paper_facts_programme,
    paper_facts_seats,
    paper_facts_signing,
    paper_facts_stage,
    visit_papers,
)
from desktop.services.badge_preview import Picture, pictures
from desktop.services.paper_facts import (
    COLOURS,
    TITLES,
    Choice,
    Gathered,
    NothingOnPaper,
    PaperLine,
    Told,
    event_names,
    moment,
    subject_of,
    told,
)
from desktop.services.paper_records import next_number, printed_papers, record
from desktop.services.printers import Printers
from desktop.services.printing import Misprint
from desktop.storage.database import Database

if TYPE_CHECKING:
    from desktop.documents.badge_facts import Printed
    from desktop.documents.paper_mark import Head

__all__ = [
    "COLOURS", "TITLES", "Choice", "Misprint", "NothingOnPaper", "PaperFacts", "PaperFormat", "PaperKind",
    "PaperPreview", "Picture", "PrintedSheet", "make", "moment", "page_size", "pictures", "preview", "print_on",
    "print_paper",
]  # fmt: skip

_GATHER: Final[Mapping[PaperKind, Callable[[Session, Told], Gathered]]] = {
    PaperKind.AGENDA: paper_facts_programme.agenda,
    PaperKind.RUN_SHEET: paper_facts_programme.run_sheet,
    PaperKind.CUE_CARDS: paper_facts_programme.cue_cards,
    PaperKind.MC_TEXT: paper_facts_programme.mc_text,
    PaperKind.SIGNING_SHEET: paper_facts_signing.signing_sheet,
    PaperKind.STAGE_PLAN: paper_facts_stage.stage_plans,
    PaperKind.SEATING_PLAN: paper_facts_seats.seating_plans,
    PaperKind.TABLE_CARDS: paper_facts_people.table_cards,
    PaperKind.PLACE_LIST: paper_facts_people.place_list,
    **visit_papers.GATHER,
}


_ON_ITS_SIDE = frozenset(
    {
        PaperKind.STAGE_PLAN,
        PaperKind.SEATING_PLAN,
        PaperKind.TABLE_CARDS,
        PaperKind.DOOR_SIGNS,
        PaperKind.BUS_SIGNS,
    }
)
_SIZES: Final = {
    PaperFormat.A4: (210, 297),
    PaperFormat.A5: (148, 210),
    PaperFormat.A6: (105, 148),
    PaperFormat.A6_ON_A4: (210, 296),
    PaperFormat.A5_FOLDED: (296, 210),
    PaperFormat.POSTER: (297, 420),
    PaperFormat.POSTER_A2: (420, 594),
    PaperFormat.POCKET: (210, 296),
}


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """All that a paper says, but for the moment and the code that printing gives it.

    ``revision`` is the journal's clock that it has seen, ``number`` the revision that stands on it.
    """

    event_id: UUID
    kind: PaperKind
    choice: Choice
    event: LocalName
    zone: str
    gathered: Gathered
    revision: int
    number: int

    @property
    def lines(self) -> tuple[PaperLine, ...]:
        """What it lists."""
        return self.gathered.lines

    @property
    def form(self) -> PaperFormat:
        """What it is printed on: what was asked for, where the paper can be, or the usual one."""
        formats = self.kind.formats
        return self.choice.form if self.choice.form in formats else formats[0]


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """What came out, of a printer where there is no ``file``.

    ``revision`` is the journal's clock that the paper has seen, ``number`` what stands on it.
    """

    kind: PaperKind
    file: Path | None
    pages: int
    items: int
    revision: int
    number: int
    code: str
    seconds: float
    misprints: tuple[Misprint, ...]


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """A paper as it would come out now, without a code; ``pictures`` of ``pdf`` shows it."""

    pdf: bytes
    pages: int
    items: int
    number: int
    misprints: tuple[Misprint, ...]


def make(session: Session, event_id: UUID, kind: PaperKind, choice: Choice) -> PaperFacts:
    """What a paper says as things are now. Raises ``NothingOnPaper`` where nothing fits the choice."""
    about = told(session, event_id, choice)
    gathered = _GATHER[kind](session, about)
    before = printed_papers(session, event_id, kind=kind)
    return PaperFacts(
        event_id=event_id,
        kind=kind,
        choice=choice,
        event=event_names(session, event_id),
        zone=about.zone,
        gathered=gathered,
        revision=session.scalar(select(func.max(JournalEntry.clock))) or 0,
        number=next_number(before, subject_of(choice), gathered.lines),
    )


def lines_now(session: Session, event_id: UUID, kind: PaperKind, choice: Choice) -> tuple[PaperLine, ...]:
    """What a paper would list now; nothing where nothing fits the choice."""
    try:
        return _GATHER[kind](session, told(session, event_id, choice)).lines
    except NothingOnPaper:
        return ()


def draw(out: BinaryIO, facts: PaperFacts, at: datetime, code: str, progress: Progress | None = None) -> "Printed":
    """Write a paper as PDF to ``out``, printed ``at`` (aware UTC) with that ``code``; the same gives the same bytes."""
    from desktop.documents import agenda, cue_cards, mc_text, place_list, run_sheet, signing_sheet, stage_plan
    from desktop.documents.seating_plan import print_seating_plans
    from desktop.documents.table_cards import print_table_cards

    says, form, drawn = facts.choice.says, facts.form, facts.gathered.drawn
    head = _head(facts, at, code, says)
    match facts.kind:
        case PaperKind.AGENDA:
            return agenda.print_agenda(out, drawn, head, says, form)
        case PaperKind.RUN_SHEET:
            return run_sheet.print_run_sheet(out, drawn, head, says, form)
        case PaperKind.CUE_CARDS:
            return cue_cards.print_cue_cards(out, drawn, head, says, form)
        case PaperKind.MC_TEXT:
            return mc_text.print_mc_text(out, drawn, head, says, form)
        case PaperKind.SIGNING_SHEET:
            return signing_sheet.print_signing_sheet(out, drawn, head, says)
        case PaperKind.STAGE_PLAN:
            return stage_plan.print_stage_plans(out, drawn, head, says)
        case PaperKind.SEATING_PLAN:
            return print_seating_plans(out, drawn, head, says, form)
        case PaperKind.TABLE_CARDS:
            return print_table_cards(out, drawn, head, says, form, progress or Progress())
        case PaperKind.PLACE_LIST:
            return place_list.print_place_list(out, drawn, head, says)
    return visit_papers.draw_visit_paper(out, facts.kind, drawn, partial(_head, facts, at, code), says, form)


def preview(db: Database, event_id: UUID, kind: PaperKind, choice: Choice) -> PaperPreview:
    """A paper as it would come out now. Raises ``NothingOnPaper``."""
    with db.read() as session:
        facts = make(session, event_id, kind, choice)
    out = io.BytesIO()
    printed = draw(out, facts, db.now(), "")
    return PaperPreview(out.getvalue(), printed.pages, printed.items, facts.number, misprints_of(facts, printed))


def print_paper(
    db: Database, event_id: UUID, kind: PaperKind, choice: Choice, out: Path, progress: Progress | None = None
) -> PrintedSheet:
    """Write a paper to the PDF ``out``, and keep it as a fact.

    Raises ``NothingOnPaper``, ``Cancelled``, or what the disk is refused for; then nothing is kept.
    """
    made = _Made.now(db, event_id, kind, choice)
    with atomic_file(out) as file:
        printed = draw(file, made.facts, made.at, made.code, progress)
    return made.kept(db, printed, out)


def print_on(
    db: Database,
    event_id: UUID,
    printers: Printers,
    printer: PrinterSettings,
    kind: PaperKind,
    choice: Choice,
    progress: Progress,
) -> PrintedSheet:
    """Print a paper on a ``printer``, and keep it as a fact when it came out.

    Raises ``NothingOnPaper``, or the ``PrinterTrouble`` for which it did not, or may not have, come out.
    """
    made, out = _Made.now(db, event_id, kind, choice), io.BytesIO()
    printed = draw(out, made.facts, made.at, made.code, progress)
    title = f"Summit Desk {kind} {made.facts.number}"
    sheets = Sheets(title, out.getvalue(), page_size(kind, made.facts.form), printed.pages)
    printers.open(printer).print(sheets, progress)
    return made.kept(db, printed, None, printer.name)


def page_size(kind: PaperKind, form: PaperFormat) -> tuple[float, float]:
    """How wide and high the pages of a paper are, in millimetres."""
    wide, high = _SIZES[form]
    return (high, wide) if kind in _ON_ITS_SIDE else (wide, high)


@dataclass(frozen=True, slots=True)
class _Made:
    """A paper on its way to be printed."""

    facts: PaperFacts
    at: datetime
    code: str
    begun: float

    @classmethod
    def now(cls, db: Database, event_id: UUID, kind: PaperKind, choice: Choice) -> "_Made":
        begun, at = time.perf_counter(), db.now()
        with db.read() as session:
            facts = make(session, event_id, kind, choice)
        return cls(facts, at, make_code(uuid7(milliseconds(at), db.randomness()).int), begun)

    def kept(self, db: Database, printed: "Printed", out: Path | None, printer: str = "") -> PrintedSheet:
        """Keep it as a fact. Only what is there was printed: the record comes after the paper."""
        facts = self.facts
        with db.write() as session:
            record(
                session, facts.event_id, facts.kind, subject_of(facts.choice), self.code, facts.lines,
                revision=facts.revision, items=printed.items, pages=printed.pages, printer=printer,
            )  # fmt: skip
        return PrintedSheet(
            kind=facts.kind,
            file=out,
            pages=printed.pages,
            items=printed.items,
            revision=facts.revision,
            number=facts.number,
            code=self.code,
            seconds=time.perf_counter() - self.begun,
            misprints=misprints_of(facts, printed),
        )


def misprints_of(facts: PaperFacts, printed: "Printed") -> tuple[Misprint, ...]:
    """What is not on the paper as it is written."""
    known = facts.lines if len(facts.lines) == printed.items else ()
    return tuple(
        Misprint(
            "", known[one.badge].said if known and one.badge is not None else "", one.field, one.text, one.problem.value
        )
        for one in printed.reports
    )


def _head(facts: PaperFacts, at: datetime, code: str, says: Sequence[Translator]) -> "Head":
    from desktop.documents.paper_mark import Head

    return Head(
        title=tuple(say(TITLES[facts.kind]) for say in says),
        event=tuple(facts.event.said_in(say.language) for say in says),
        printed=tuple(moment(at, facts.zone, say) for say in says),
        number=facts.number,
        code=code,
        about=facts.gathered.about,
    )
