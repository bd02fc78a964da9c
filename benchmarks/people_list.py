"""The list of people in the real window: opened, sorted, filtered, scrolled, searched, each until it is painted."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.harness import RUNS, Budget, Result, Timing, alone, compare
from benchmarks.summits import ROOT, environment, summit, working_folder

OPEN, SORT, FILTER = "people list: open, painted", "people list: sort", "people list: filter"
PAGE, STEP, SEARCH = "people list: scroll a page", "people list: scroll a step", "people list: a letter typed"
BUDGETS = {
    OPEN: Budget(median_ms=150), SORT: Budget(median_ms=150), FILTER: Budget(median_ms=150),
    PAGE: Budget(median_ms=16), STEP: Budget(median_ms=16), SEARCH: Budget(median_ms=16),
}  # fmt: skip
_FLOOR = {OPEN: "open", SORT: "sort", FILTER: "filter", PAGE: "paint", STEP: "paint", SEARCH: "paint"}
_TYPED = ("chan", "wong", "l", "陳", "李", "ljf", "zhang")
_STEPS = 20


def main(sizes: Sequence[int], runs: int = RUNS) -> list[Result]:
    """Each size in a process of its own; the floor is a bare table over the same names, in the same process."""
    results: list[Result] = []
    for size in sizes:
        with working_folder() as folder:
            taken = _apart(summit(size, folder).path, runs)
        timings = {name: Timing(tuple(sorted(samples))) for name, samples in taken.items()}
        results += [compare(row, size, timings[row], timings[_FLOOR[row]], budget) for row, budget in BUDGETS.items()]
    return sorted(results, key=lambda result: result.row)


def _apart(file: Path, runs: int) -> dict[str, list[float]]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.people_list", "probe", str(file), str(runs)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


class _Timed:
    """Milliseconds by name."""

    def __init__(self) -> None:
        self.samples: dict[str, list[float]] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        began = time.perf_counter_ns()
        yield
        self.samples.setdefault(name, []).append((time.perf_counter_ns() - began) / 1e6)


class _Ours:
    """The window on a file, worked as a person works it."""

    def __init__(self, file: Path, timed: _Timed) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.config import Settings
        from desktop.i18n import Language
        from desktop.storage.opening import open_database
        from desktop.ui.shell import Doors
        from desktop.ui.start import Program

        self._app, self._timed = QApplication.instance() or QApplication([]), timed
        settings = Settings(language=Language.ZH_HANT)
        doors = Doors(file, lambda: open_database(file, "bench"), lambda _sound: None)
        self._program = Program(self._app, settings, doors)  # type: ignore[arg-type]
        self._program.show()
        self.until(lambda: self._program.context is not None and self._program.jobs.idle)

    def until(self, true: Callable[[], bool]) -> None:
        """Let the window work until this is so; it sleeps in between, as it does when nobody measures."""
        from PySide6.QtCore import QEventLoop

        while not true():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def run(self, runs: int) -> None:
        """Do everything so many times."""
        for number in range(runs + 1):
            listing = self._open(warm=number == 0)
            for work in (self._sort, self._filter, self._scroll, self._search):
                work(listing)
        self._program.window.close()
        self._program.jobs.close()

    def _open(self, *, warm: bool) -> Any:
        program = self._program
        program.context.go("desk")  # type: ignore[union-attr]
        if not warm:
            program.window.forget("people")
        self.until(lambda: program.jobs.idle)
        with self._timed("first" if warm else OPEN):
            program.context.go("people")  # type: ignore[union-attr]
            listing: Any = program.window.page("people").listing  # type: ignore[attr-defined]
            self.until(lambda: bool(listing.model.keys))
            self._paint(listing)
        self.until(lambda: program.jobs.idle and len(listing.roll) > 0)
        return listing

    def _sort(self, listing: Any) -> None:
        for number in (1, 2, 3, 4, 5, 1, -1):
            with self._timed(SORT):
                listing.model.sort_wanted.emit(number, number == 1)
                self._settle(listing)

    def _filter(self, listing: Any) -> None:
        from desktop.services.people_list import Show

        for part in (Show.ABSENT, Show.UNPRINTED, *list(listing.roll.names.categories)[:2], Show.ALL):
            with self._timed(FILTER):
                listing.choose(part if isinstance(part, Show) else ("category", part))
                self._settle(listing)

    def _scroll(self, listing: Any) -> None:
        bar = listing.table.verticalScrollBar()
        for row, distance in ((PAGE, bar.pageStep()), (STEP, 3 * bar.singleStep())):
            bar.setValue(0)
            self._settle(listing)
            for _ in range(_STEPS):
                with self._timed(row):
                    bar.setValue(bar.value() + distance)
                    self._settle(listing)
                self.until(lambda: self._program.jobs.idle)
        bar.setValue(0)

    def _search(self, listing: Any) -> None:
        for typed in _TYPED:
            seen: list[object] = []
            listing.viewed.connect(lambda: seen.append(None))  # noqa: B023  called before the next
            with self._timed(SEARCH):
                listing.search.setText(typed)
                self.until(lambda: bool(seen))  # noqa: B023
                self._settle(listing)
            listing.viewed.disconnect()
            self.until(lambda: self._program.jobs.idle)
        listing.search.clear()
        self.until(lambda: self._program.jobs.idle)

    def _settle(self, listing: Any) -> None:
        """Until every line that is seen has its words, and is painted."""
        table, model = listing.table, listing.model

        def seen() -> bool:
            first = max(0, table.rowAt(0))
            last = table.rowAt(table.viewport().height() - 1)
            lines = range(first, (last if last >= 0 else model.rowCount() - 1) + 1)
            return all(model.row(model.index(line, 0)) is not None for line in lines)

        self.until(seen)
        self._paint(listing)

    def _paint(self, listing: Any) -> None:
        listing.table.viewport().repaint()


def _floor(file: Path, timed: _Timed, runs: int) -> None:
    """A bare table over everybody's name and organisation, held in memory."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
    from PySide6.QtWidgets import QApplication, QTableView

    class Names(QAbstractTableModel):
        rows: Sequence[tuple[str, ...]] = ()

        def rowCount(self, _parent: Any = None) -> int:  # noqa: N802  Qt's name
            return len(self.rows)

        def columnCount(self, _parent: Any = None) -> int:  # noqa: N802  Qt's name
            return 5

        def data(self, index: Any, role: int = 0) -> Any:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.rows[index.row()][index.column() % 2]
            return None

        def show(self, rows: Sequence[tuple[str, ...]]) -> None:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    for _ in range(runs + 1):
        model, view = Names(), QTableView()
        view.resize(900, 640)
        view.setModel(model)
        view.show()
        QApplication.processEvents()
        with timed("open"), closing(sqlite3.connect(file)) as connection:
            model.show(connection.execute("SELECT name_zh, name_latin FROM person").fetchall())
            view.viewport().repaint()
        rows = model.rows
        with timed("sort"):
            model.show(sorted(rows))
            view.viewport().repaint()
        with timed("filter"):
            model.show([row for row in rows if row[0] < "陳"])
            view.viewport().repaint()
        model.show(rows)
        for _step in range(_STEPS):
            with timed("paint"):
                view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 20)
                view.viewport().repaint()
        assert model.index(0, 0, QModelIndex()).isValid()


def probe(file: str, runs: str) -> None:
    """Measure both in this process and print what was measured."""
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    timed = _Timed()
    _Ours(Path(file), timed).run(int(runs))
    _floor(Path(file), timed, int(runs))
    app.processEvents()
    sys.stdout.write(json.dumps(timed.samples) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["probe"]:
        probe(*sys.argv[2:])
    else:
        alone(main)
