"""Badges from the database to a PDF: a thousand at once, on sheets, one at the desk; size and memory."""

import io
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.harness import RUNS, Budget, Result, alone, compare, measure, time_each
from benchmarks.summits import ROOT, Summit, environment, summit, working_folder

A6, A4, ONE, CHECK = "print A6 badges", "print badges, eight on an A4", "print one badge at the desk", "check A6 badges"
SIZE, PEAK = "A6 badges: size of the PDF", "A6 badges: most memory, first print of a program"
PEOPLE = 1_000, 5_000
MS = {A6: 500, A4: 350}
MOST_MB, MOST_PEAK_MB, MOST_ONE_MS = 1.3, 110, 60
_COUNTED = 1_000
"""The budgets are for so many badges, and grow in proportion."""
_MB = 1e6


def main(_sizes: Sequence[int], people: Sequence[int] = PEOPLE, runs: int = RUNS) -> list[Result]:
    """At sizes of its own: nobody prints 100,000 badges. All have both scripts, code, colour bar and logo."""
    results: list[Result] = []
    for size in people:
        with working_folder() as folder:
            results += _at(_with_logo(summit(size, folder)), size, folder, runs)
    return sorted(results, key=lambda result: (result.row, result.size))


def _at(where: Summit, size: int, folder: Path, runs: int) -> list[Result]:
    from desktop.progress import Progress
    from desktop.services.printing import Wanted, check_badges, print_badges
    from desktop.storage.opening import open_database

    out, event, share = folder / "badges.pdf", UUID(where.event), max(size / _COUNTED, 1)
    with closing(open_database(where.path, "bench")) as db:

        def ours(wanted: Wanted) -> int:
            return print_badges(db, event, out, wanted, Progress()).items

        rows, said = _texts(db, event)
        floor = _Floor(rows)
        a6, a4, check, plain = time_each(
            [
                lambda: ours(Wanted()),
                lambda: ours(Wanted(template="a4-8")),
                lambda: check_badges(db, event, Wanted()),
                lambda: floor.draw(folder / "floor.pdf"),
            ],
            runs,
        )
        ours(Wanted())
        packed = out.stat().st_size / _MB
        first = Wanted(registrations=[said])
        one = measure(
            ONE,
            size,
            lambda: ours(first),
            lambda: floor.draw(folder / "one.pdf", 1),
            Budget(median_ms=MOST_ONE_MS),
            runs * 4,
        )
    peak = _apart(where.path)
    return [
        compare(A6, size, a6, plain, Budget(median_ms=MS[A6] * share)),
        compare(A4, size, a4, plain, Budget(median_ms=MS[A4] * share)),
        replace(compare(CHECK, size, check, plain, Budget()), budget="no budget"),
        one,
        Result(
            SIZE, size, packed, packed, None, None, f"≤ {MOST_MB * share:g} MB", ok=packed <= MOST_MB * share, unit="MB"
        ),
        Result(
            PEAK, size, peak, peak, None, None, f"at {_COUNTED:,} ≤ {MOST_PEAK_MB} MB",
            ok=peak <= MOST_PEAK_MB or size > _COUNTED, unit="MB",
        ),
    ]  # fmt: skip


def _with_logo(where: Summit) -> Summit:
    """The summit with a logo as organisers have: two colours, letters, see-through."""
    from PIL import Image, ImageDraw

    from desktop.services.photos import as_logo, set_logo
    from desktop.storage.opening import open_database

    image, kept = Image.new("RGBA", (600, 240)), io.BytesIO()
    pen = ImageDraw.Draw(image)
    pen.ellipse((10, 20, 210, 220), fill="#C81E2D")
    for row in range(4):
        pen.rectangle((240, 40 + 44 * row, 560 - 40 * row, 62 + 44 * row), fill="#12305B")
    image.save(kept, "PNG")
    with closing(open_database(where.path, "bench")) as db, db.write() as session:
        set_logo(session, UUID(where.event), as_logo(kept.getvalue()))
    return where


def _texts(db: Any, event: UUID) -> tuple[list[tuple[str, str, str, str]], UUID]:
    """Of each badge the token, both names and the serial, and whose badge the first is."""
    from desktop.services.badges import badges

    with db.read() as session:
        found = badges(session, event)
    return [(row.token, row.name_zh, row.name_latin, row.serial) for row in found], found[0].registration


class _Floor:
    """ReportLab alone: one font, one form for all that is shared, three lines at one size and the code as a path."""

    def __init__(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        from reportlab.pdfbase import pdfmetrics, ttfonts

        self.rows = rows
        font = ttfonts.TTFont("floor", str(ROOT / "resources/fonts/SummitDeskSansSC-Regular.ttf"), shapable=False)
        pdfmetrics.registerFont(font)

    def draw(self, out: Path, most: int | None = None) -> None:
        from reportlab.pdfgen.canvas import Canvas

        from desktop.documents import qr

        paper = Canvas(str(out), pagesize=(297.6, 419.5), pageCompression=1, invariant=1)
        paper.beginForm("shared", 0, 0, 298, 420)
        paper.rect(0, 0, 298, 45, stroke=0, fill=1)
        paper.rect(0, 349, 298, 71, stroke=0, fill=1)
        paper.endForm()
        for token, *lines in self.rows[:most]:
            paper.doForm("shared")
            text = paper.beginText(22, 300)
            text.setFont("floor", 28, 34)
            text.textLines(lines)
            paper.drawText(text)
            paper.addLiteral(f"q 3.2 0 0 3.2 22 60 cm {qr.fixed_path()}{qr.path(token)}f Q")
            paper.showPage()
        paper.save()


def _apart(path: Path) -> float:
    """The most memory, in megabytes, that a process held whose only work was to print all badges (Linux)."""
    command = [sys.executable, "-m", "benchmarks.badges", "--apart", str(path)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout.split()[-1]) / _MB


def _print_apart(path: Path) -> None:
    from desktop.progress import Progress
    from desktop.services.events import event_in_use
    from desktop.services.printing import Wanted, print_badges
    from desktop.storage.opening import open_database

    with closing(open_database(path, "bench")) as db:
        with db.read() as session:
            event = event_in_use(session).id
        print_badges(db, event, path.with_suffix(".pdf"), Wanted(), Progress())
    with Path("/proc/self/status").open(encoding="ascii") as lines:
        print(next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--apart"]:
        _print_apart(Path(sys.argv[2]))
    else:
        alone(main)
