"""The page: a line for each thing that must work, and a button that helps where it does not."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services import upkeep
from desktop.services.conflict_list import CONFLICTS
from desktop.services.preflight import (
    Act,
    Check,
    Misprint,
    Printers,
    State,
    checks,
    in_order,
    names,
    printer,
    scanner,
)
from desktop.services.printers import find_printer, print_test
from desktop.ui.context import Context
from desktop.ui.preflight.lines import CheckLine
from desktop.ui.preflight.rehearsal import RehearseButton, Start, open_beside
from desktop.ui.preflight.scanner import ScannerPanel
from desktop.ui.preflight.words import STATES
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Card, EmptyState, Label, Page, Turning, clear

_AGAIN_MS, _SOON_MS = 30_000, 1_000
_MOST_SHOWN = 100
_ASKED = {"scanner", "printer", "names"}
"""What is looked at only when asked to."""
_LOOKED_AT = {"badge", "badge_print", "registration", "import_batch", "event", "paper", *CONFLICTS}


class PreflightPage(Page):
    """It looks again by itself while it is in front; the printer and the names only when asked to."""

    def __init__(self, context: Context, start: Start = open_beside) -> None:
        super().__init__(context.look, N_("Before the doors"))
        self._context = context
        look = context.look
        self._began = datetime.now(UTC), monotonic()
        self.found: dict[str, Check] = {"scanner": scanner()}
        self._wrong: tuple[Misprint, ...] = ()
        self._asked = self._asking = False
        self.again = Button(look, N_("Check again"), icon="check", key="check_again")
        self.again.clicked.connect(self.look_at_all)
        self.rehearse = RehearseButton(context, start)
        self.add_actions(self.rehearse, self.again)
        self.scanner = ScannerPanel(look)
        self.scanner.hide()
        self.scanner.found.connect(self._on_scanned)
        self.scanner.closed.connect(self._close_scanner)
        self._lines: dict[str, CheckLine] = {}
        self.lines = QVBoxLayout()
        self.misprints = QVBoxLayout()
        self.empty = EmptyState(
            look, "check", N_("No event yet"), N_("What an event needs is checked here before its doors open."), ""
        )
        self._arrange()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look_again)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.look_again)
        look.words.changed.connect(self._say)
        context.here.changed.connect(self._on_moved)
        context.data.changed.connect(self._on_changed)
        self.first_focus = self.again
        self._say()

    def _arrange(self) -> None:
        look = self.look
        card = Card(look, margin=20, spacing=12)
        self.verdict = Label(look, role="panel", wraps=True)
        look.theme.bind(self.lines.setSpacing, 10)
        look.theme.bind(self.misprints.setSpacing, 4)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 16)
        column.addLayout(self.lines)
        column.addLayout(self.misprints)
        column.addStretch(1)
        card.box.addWidget(self.verdict)
        card.box.addWidget(inner, 1)
        self._all = Turning(look, card, self.scanner, width=320, least=520, gap=16)
        self.body.addWidget(self._all, 1)
        self.body.addWidget(self.empty, 1)

    def look_at_all(self) -> None:
        """Look at everything, also at the printer and at the names on all badges."""
        self.look_again()
        event, store, settings = self._context.here.event, self._context.store, self._context.keeper.now
        if event is None or self._asking:
            return
        self._asked = self._asking = True
        language = self.look.words.language

        def job(progress: Progress) -> tuple[Check, Check, tuple[Misprint, ...]]:
            asked = printer(Printers(), settings.printers, store.path)
            return asked, *names(store, event.id, settings.printers, language, progress)

        def failed(error: Exception) -> None:
            self._asking = False
            self._context.reporter.report(error)

        self._context.data.work(job, self._on_all, failed, called=N_("Checking printer and badges"))

    def look_again(self) -> None:
        """Look at what can be seen at once."""
        event, store = self._context.here.event, self._context.store
        if event is None:
            return
        wall, ticks = self._began
        jumped = (datetime.now(UTC) - wall) - timedelta(seconds=monotonic() - ticks)
        self._context.data.work(lambda _progress: checks(store, event.id, jumped=jumped), self._on_looked)

    def _on_looked(self, found: Sequence[Check]) -> None:
        self.found = {code: check for code, check in self.found.items() if code in _ASKED}
        self._take(found)

    def _on_all(self, found: tuple[Check, Check, tuple[Misprint, ...]]) -> None:
        self._asking = False
        asked, of_names, self._wrong = found
        self._take((asked, of_names))

    def _on_scanned(self, check: Check) -> None:
        self._take((check,))

    def _take(self, found: Sequence[Check]) -> None:
        self.found |= {check.code: check for check in found}
        self._say()

    def _say(self) -> None:
        """Show what was found, without taking the focus from where it is."""
        there = self._context.here.event is not None
        self._all.setVisible(there)
        self.empty.setVisible(not there)
        _ = self.look.words._
        event = self._context.here.event
        self.subtitle.put(event.name.said_in(_.language) if event is not None else "")
        ordered = in_order(self.found.values())
        worst = max((check.state for check in ordered), key=list(State).index, default=State.READY)
        n = sum(check.state is not State.READY for check in ordered)
        self.verdict.put(_verdict(_, n))
        restyle(self.verdict, state=STATES[worst])
        for gone in self._lines.keys() - self.found.keys():
            self._lines.pop(gone).hide()
        for place, check in enumerate(ordered):
            if check.code not in self._lines:
                self._lines[check.code] = CheckLine(self.look, check, self._act)
            self.lines.insertWidget(place, self._lines[check.code])
            self._lines[check.code].show_check(check)

    def _show_papers(self) -> None:
        self._context.go("papers")
        window: Any = self.window()
        window.page("papers").show_changed()

    def _show_conflicts(self) -> None:
        self._context.go("conflicts")
        window: Any = self.window()
        window.page("conflicts").show_all()

    @property
    def buttons(self) -> dict[str, Button]:
        """The button of each line that has one, by the check's code."""
        return {code: line.button for code, line in self._lines.items() if not line.button.isHidden()}

    def _act(self, act: Act) -> None:
        acts: dict[Act, Callable[[], object]] = {
            Act.SCAN: self.scanner.open,
            Act.PRINT_TEST: self._print_test,
            Act.PRINTERS: partial(self._context.go, "settings"),
            Act.BACK_UP: self._back_up,
            Act.IMPORT: partial(self._context.go, "import"),
            Act.BADGES: partial(self._context.go, "people"),
            Act.NAMES: self.show_names,
            Act.PAPERS: self._show_papers,
            Act.CONFLICTS: self._show_conflicts,
        }
        acts[act]()

    def _print_test(self) -> None:
        first, language = find_printer(self._context.keeper.now.printers), self.look.words.language

        def done(_nothing: object) -> None:
            self._context.reporter.say(lambda _: _("A test badge was sent to {printer}.", printer=first.name))

        file = self._context.file
        self._context.data.work(
            lambda progress: print_test(Printers(), first, file, language, progress),
            done,
            called=N_("Printing the badge"),
        )

    def _back_up(self) -> None:
        store = self._context.store

        def done(_file: object) -> None:
            self.look_again()
            self._context.reporter.say(lambda _: _("The backup is made and checked."))

        self._context.data.work(lambda _progress: upkeep.automatic(store), done, called=N_("Backing up"))

    def show_names(self) -> None:
        """Name those whose badges don't say what is written."""
        clear(self.misprints)
        for one in self._wrong[:_MOST_SHOWN]:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            self.look.theme.bind(row.setSpacing, 16)
            for text, role in ((one.serial, "second"), (one.name, "strong"), (one.text, "")):
                label = Label(self.look, role=role, wraps=role == "")
                label.put(text)
                row.addWidget(label, int(role == ""))
            self.misprints.addWidget(line)
        rest = len(self._wrong) - _MOST_SHOWN
        if rest > 0:
            more = Label(self.look, role="second")
            self.look.words.follow(more.setText, lambda _: _.ngettext("and {n} more", "and {n} more", rest))
            self.misprints.addWidget(more)

    def _close_scanner(self) -> None:
        self.scanner.hide()
        self.arrive()

    def _on_moved(self) -> None:
        self.found = {"scanner": self.found["scanner"]}
        self._asked = False
        clear(self.misprints)
        self._say()
        if self.isVisible():
            self.look_at_all()

    def _on_changed(self, changes: frozenset[tuple[str, object]]) -> None:
        if self.isVisible() and not self._soon.isActive() and any(table in _LOOKED_AT for table, _row in changes):
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start(_AGAIN_MS)
        if self._asked:
            self.look_again()
        else:
            self.look_at_all()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self._soon.stop()


def _verdict(_: Translator, open_points: int) -> str:
    if not open_points:
        return _("Everything is ready. Open the doors.")
    return _.ngettext("{n} point is to be looked at.", "{n} points are to be looked at.", open_points)
