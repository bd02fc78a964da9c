"""Papers of the programme from the database to a PDF: an agenda of 60 pages, 500 table cards, a paper's code read."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from benchmarks.harness import RUNS, Budget, Result, alone, measure
from benchmarks.summits import summit, working_folder

AGENDA, CARDS, READ = "agenda of 60 pages", "500 table cards", "read a paper's code, say what changed"
PAGES, GUESTS, SPEAKERS = 60, 500, 3
ITEMS = 660
"""So many items with three speakers each fill the pages."""
SECOND = Budget(median_ms=1000)


def main(_sizes: Sequence[int] = (), items: int = ITEMS, guests: int = GUESTS, runs: int = RUNS) -> list[Result]:
    """At sizes of its own. The floor writes as many lines with ReportLab alone, at one size and in one font."""
    from desktop.services.paper_revisions import read_code
    from desktop.services.papers import Choice, PaperKind, print_paper
    from desktop.storage.opening import open_database

    with working_folder() as folder:
        made = summit(guests, folder, "papers")
        event, out = UUID(made.event), folder / "paper.pdf"
        with closing(open_database(made.path, "bench")) as db:
            lines = _fill(db, event, items)
            agenda = measure(
                AGENDA, items, lambda: print_paper(db, event, PaperKind.AGENDA, Choice(), out),
                lambda: plain_lines(folder / "floor.pdf", lines, 45), SECOND, runs, warm_up=1,
            )  # fmt: skip
            printed = print_paper(db, event, PaperKind.AGENDA, Choice(), out)
            cards = measure(
                CARDS, guests, lambda: print_paper(db, event, PaperKind.TABLE_CARDS, Choice(), out),
                lambda: plain_lines(folder / "floor.pdf", lines[:guests] * 4, 4), SECOND, runs, warm_up=1,
            )  # fmt: skip

            def read() -> object:
                with db.read() as session:
                    return read_code(session, printed.code)

            code = measure(READ, items, read, None, Budget(median_ms=500), runs, warm_up=1)
        if items == ITEMS and printed.pages < PAGES:
            raise RuntimeError(f"the agenda has {printed.pages} pages instead of {PAGES}")
    return [agenda, cards, code]


def _fill(db: "object", event: UUID, items: int) -> list[str]:
    """A programme of ``items`` of five minutes, each with its speakers; returns lines as long as those on paper."""
    from desktop.domain.text import LocalName
    from desktop.services.people_list import people
    from desktop.services.programme_edit import ItemDraft, PersonDraft, add_items
    from desktop.storage.database import Database

    if not isinstance(db, Database):
        raise TypeError("a database is wanted")
    with db.read() as session:
        guests = people(session, event)
    start = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    drafts = []
    for number in range(items):
        at = (guests[(SPEAKERS * number + place) % len(guests)].id for place in range(SPEAKERS))
        drafts.append(
            ItemDraft(
                LocalName(f"第{number}項 主旨演講與討論", "", f"Keynote and discussion {number}"), 60, start.date(),
                starts_at=start if not number else None, people=tuple(PersonDraft(registration_id=key) for key in at),
            )
        )  # fmt: skip
    with db.write() as session:
        add_items(session, event, drafts)
    return [f"{row.name_zh} {row.name_latin} {row.organisation}{row.title}"[:60] for row in guests] * 8


def plain_lines(out: Path, lines: Sequence[str], a_page: int) -> None:
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.pdfgen.canvas import Canvas

    from benchmarks.summits import ROOT

    if "floor" not in pdfmetrics.getRegisteredFontNames():
        path = ROOT / "resources/fonts/SummitDeskSansSC-Regular.ttf"
        pdfmetrics.registerFont(ttfonts.TTFont("floor", str(path), shapable=False))
    paper = Canvas(str(out), pagesize=(595, 842), pageCompression=1, invariant=1)
    for start in range(0, len(lines), a_page):
        text = paper.beginText(45, 780)
        text.setFont("floor", 10, 15)
        for line in lines[start : start + a_page]:
            text.textLine(line)
        paper.drawText(text)
        paper.showPage()
    paper.save()


if __name__ == "__main__":
    alone(main)
