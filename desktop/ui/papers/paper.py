"""One paper: what is to be on it, its pages as they come out of the printer, and out it goes."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.config import PrinterSettings
from desktop.domain.paper_kinds import OF_PROGRAMME, PaperKind
from desktop.errors import N_, SummitDeskError
from desktop.progress import Progress
from desktop.services.paper_facts import subject_of
from desktop.services.papers import (
    TITLES,
    Choice,
    NothingOnPaper,
    PaperPreview,
    PrintedSheet,
    page_size,
    preview,
    print_on,
    print_paper,
)
from desktop.ui.context import Context
from desktop.ui.handbook import HandbookTexts, ListSent
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.paper_words import changes_words, printed_words
from desktop.ui.papers.choosing import Choosing
from desktop.ui.papers.output import Output, open_file
from desktop.ui.papers.sheets import Sheets
from desktop.ui.papers.state import ON_PAPERS, Offered, Stand
from desktop.ui.papers.words import came_out, misprint_lines
from desktop.ui.pick import FileField, named_after, open_folder
from desktop.ui.printers import printers_here
from desktop.ui.widgets import Button, Data, EmptyState, IconButton, Label, Turning, rule, scrolled

_MOST_CHANGES, _MOST_MISPRINTS, _ALL_MISPRINTS = 3, 2, 300
_CHOICES, _PAGES, _LEAST = 284, 320, 340
_NOTHING_PLANNED = N_("Papers are made of the programme, its ceremonies and the guests.")
_NOTHING_FITS = N_("Nothing of the programme fits what is chosen here.")
_NOTHING_VISITED = N_("These papers are made of delegations and visits. Plan one, and they are here.")
_NO_VISIT_FITS = N_("Nothing of the delegations and visits fits what is chosen here.")
_NO_SEATS = N_("No seats are drawn for the halls yet.")
_Answer = tuple[PaperKind, Choice, PaperPreview | SummitDeskError]


class PaperPanel(QWidget):
    """``planning_wanted`` carries the page on which what is missing is planned; ``shown`` is the paper, if any."""

    planning_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        look = context.look
        self._stand, self._offered = Stand(), Offered()
        self.shown: PaperPreview | None = None
        self._of: tuple[PaperKind, Choice] | None = None
        self._busy = False
        self.title, self.status = Label(look, role="panel", wraps=True), Data(look, role="second")
        self.choosing, self.sheets = Choosing(context), Sheets(context)
        self.texts, self.sent = HandbookTexts(context), ListSent(context)
        self.texts.hide()
        self.sent.hide()
        file = FileField(look, N_("File"), N_("PDF"), (".pdf",), save=True)
        self.output = Output(context, file, N_("Print"), N_("Save as PDF"), opens=True)
        self.output.make.tell_key("print_paper")
        self.problem, self.misprints = Label(look, role="error", wraps=True), Data(look, role="error")
        self.every = Button(look, N_("Show all"), "filter")
        self.covered = Label(
            look, N_("Names are hidden on this screen, so the paper is not shown. It is printed whole."), "second",
            wraps=True,
        )  # fmt: skip
        self.empty = EmptyState(
            look,
            "programme",
            N_("Nothing to print"),
            _NOTHING_PLANNED,
            N_("Open the programme"),
        )
        self._arrange()
        self._live = Live(context, ON_PAPERS | {"paper"}, self._question)
        self._live.answered.connect(self._on_answer)
        self._connect()
        self.show_kind(PaperKind.AGENDA)

    def show_kind(self, kind: PaperKind, choice: Choice | None = None) -> None:
        """Show the paper of this kind, as in ``choice`` or as far as it goes as the one before."""
        self.title.say(TITLES[kind])
        self.choosing.show_kind(kind, choice)
        self._on_chosen()

    def show_stand(self, found: Stand) -> None:
        """Take note of what was printed."""
        self._stand = found
        self._say_status()

    def show_offered(self, found: Offered) -> None:
        """Take note of what there is to choose from."""
        self._offered = found
        self.choosing.show_offered(found)

    def print_now(self) -> None:
        """Print, or save, what is shown."""
        self.output.go()

    def _arrange(self) -> None:
        look = self._look
        self.before = IconButton(look, "back", N_("The page before"), lambda: self.sheets.go(self.sheets.page - 1))
        self.after = IconButton(look, "forward", N_("The next page"), lambda: self.sheets.go(self.sheets.page + 1))
        self.place = Label(look, role="second")
        self.whole = Button(look, N_("Whole page"), "filter")
        look.words.bind(self.sheets.setAccessibleName, N_("The pages of the paper"))
        bar, seen, side, inner = QHBoxLayout(), QWidget(), QWidget(), QWidget()
        look.theme.bind(bar.setSpacing, 8)
        for part in (self.before, self.place, self.after):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self.whole)
        pages = QVBoxLayout(seen)
        pages.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(pages.setSpacing, 8)
        pages.addLayout(bar)
        pages.addWidget(self.misprints)
        pages.addWidget(self.every, 0, Qt.AlignmentFlag.AlignLeft)
        pages.addWidget(self.problem)
        for whole in (self.sheets, self.covered, self.empty):
            pages.addWidget(whole, 1)
        self.covered.setAlignment(Qt.AlignmentFlag.AlignCenter)
        beside = QVBoxLayout(inner)
        look.theme.bind(beside.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(beside.setSpacing, 16)
        beside.addWidget(self.title)
        beside.addWidget(self.status)
        beside.addWidget(self.choosing)
        beside.addWidget(self.texts)
        beside.addWidget(self.sent)
        beside.addStretch(1)
        around = QVBoxLayout(side)
        around.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(around.setSpacing, 12)
        self._choices, self._inner = scrolled(inner, sideways=False), inner
        around.addWidget(self._choices, 1)
        around.addWidget(rule())
        around.addWidget(self.output)
        self.turning = Turning(look, seen, side, width=_CHOICES, least=_PAGES, gap=24)
        self._side = side
        around_all = QVBoxLayout(self)
        around_all.setContentsMargins(0, 0, 0, 0)
        around_all.addWidget(scrolled(self.turning, sideways=False))

    def _connect(self) -> None:
        self.choosing.changed.connect(self._on_chosen)
        self.sheets.turned.connect(lambda _page: self._say_place())
        self.whole.toggled.connect(lambda on: self.sheets.show_whole(whole=on))
        self.every.toggled.connect(self._show)
        self.output.wanted.connect(self._print)
        self.empty.pressed.connect(lambda: self.planning_wanted.emit("programme"))
        self._look.words.changed.connect(self._on_language)
        for said in (self._show, self._say_status):
            self._context.keeper.changed.connect(said)
        self._context.here.changed.connect(self._name_file)

    def _on_language(self) -> None:
        self.choosing.say()
        self._say_status()
        self._name_file()
        self._show()

    def _on_chosen(self) -> None:
        written = self.choosing.kind is PaperKind.HANDBOOK
        self.texts.setVisible(written)
        if written:
            self.texts.show_for(self.choosing.choice.delegation_id)
        listed = self.choosing.kind is PaperKind.VISITOR_LIST
        self.sent.setVisible(listed)
        if listed:
            self.sent.show_for(self.choosing.choice.stop_id)
        self.problem.hide()
        self.output.allow(able=False)
        self._name_file()
        self._say_status()
        self._live.ask()

    def _name_file(self) -> None:
        """Keep the folder; the name is the paper's."""
        event, _ = self._context.here.event, self._look.words._
        if event is not None:
            named = named_after(event.name.said_in(_.language), _(TITLES[self.choosing.kind]), ".pdf")
            before = self.output.file.path
            self.output.file.show_path(before.parent / named.name if before is not None else named)

    def _question(self) -> Any:
        event, store = self._context.here.event, self._context.store
        kind, choice = self.choosing.kind, self.choosing.choice
        if event is None:
            return None

        def query(_session: Any) -> _Answer:
            try:
                return kind, choice, preview(store, event.id, kind, choice)
            except SummitDeskError as error:
                return kind, choice, error

        return query

    def _on_answer(self, answer: _Answer) -> None:
        kind, choice, found = answer
        if (kind, choice) != (self.choosing.kind, self.choosing.choice):
            return
        other = self._of is None or self._of[0] is not kind
        self._of = kind, choice
        if isinstance(found, PaperPreview):
            self.shown = found
            self.problem.hide()
            form = choice.form or kind.formats[0]
            self.sheets.show_pdf(found.pdf, found.pages, page_size(kind, form), anew=other)
        else:
            self.shown = None
            self._look.words.follow(self.problem.setText, lambda _: _.error(found))
            self.problem.setVisible(not isinstance(found, NothingOnPaper))
        self._show()
        self._say_status()

    def _show(self) -> None:
        there, hidden = self.shown is not None, self._context.keeper.now.hide_names
        self.sheets.setVisible(there and not hidden)
        self.covered.setVisible(there and hidden)
        self.empty.setVisible(not there and self._of is not None)
        self._say_empty()
        self.output.allow(able=there and not self._busy)
        QTimer.singleShot(0, self, self._fit)
        self._say_place()
        wrong = self.shown.misprints if self.shown is not None else ()
        self.misprints.setVisible(bool(wrong))
        self.every.setVisible(len(wrong) > _MOST_MISPRINTS)
        if wrong:
            seen = partial(as_seen, self._context)
            most = _ALL_MISPRINTS if self.every.isChecked() else _MOST_MISPRINTS
            self.misprints.put("\n".join(misprint_lines(self._look.words._, wrong, most, seen)))

    def _say_empty(self) -> None:
        """Why there is nothing, and where it is planned."""
        kind, found = self.choosing.kind, self._offered
        visited = kind not in OF_PROGRAMME
        some = bool(found.visits or found.delegations) if visited else bool(found.items)
        nothing = (_NOTHING_VISITED, _NO_VISIT_FITS) if visited else (_NOTHING_PLANNED, _NOTHING_FITS)
        self.empty.say(_NO_SEATS if kind is PaperKind.SEATING_PLAN else nothing[some])
        if self.empty.button is not None:
            self.empty.button.setVisible(not some and not visited)

    def _fit(self) -> None:
        """Under the pages the choices take all the height that they need; beside them they scroll."""
        inner, turned = self._inner.layout(), self.turning.turned
        high = inner.totalMinimumHeightForWidth(self._choices.width()) if turned and inner is not None else 0
        self._choices.setMinimumHeight(high)
        down = QSizePolicy.Policy.Minimum if turned else QSizePolicy.Policy.Ignored
        self._choices.setSizePolicy(QSizePolicy.Policy.Preferred, down)
        self._side.setMinimumHeight(0 if turned else self._look.theme.px(_LEAST))

    def _say_place(self) -> None:
        pages, page = self.sheets.pages if self.shown is not None else 0, self.sheets.page
        for part in (self.before, self.after, self.place, self.whole):
            part.setVisible(pages > 0 and not self._context.keeper.now.hide_names)
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < pages)
        self.place.say(N_("Page {n} of {total}"), n=page + 1, total=pages)

    def _say_status(self) -> None:
        _, here = self._look.words._, self._context.here
        kind, choice = self.choosing.kind, self.choosing.choice
        before = self._stand.same(kind, subject_of(choice))
        if before is None:
            others = sorted(self._stand.of(kind), key=lambda one: one.verdict.paper.at)
            if others:
                last = others[-1].said(covered=self._context.keeper.now.hide_names)
                self.status.put(_("Not printed like this yet; the last one was: {paper}", paper=last))
            else:
                self.status.say(N_("Not printed yet."))
            return
        verdict = before.verdict
        said = printed_words(_, verdict, self._context.store.now(), here.zone)
        if verdict.latest:
            self.status.put(_("{printed}: still right.", printed=said))
            return
        lines = changes_words(_, verdict.changes, _MOST_CHANGES, partial(as_seen, self._context))
        self.status.put("\n".join((_("{printed}: no longer right.", printed=said), *lines)))

    def _print(self, printer: PrinterSettings | None, opened: bool) -> None:
        event, store, out = self._context.here.event, self._context.store, self.output.file.path
        kind, choice = self.choosing.kind, self.choosing.choice
        if event is None or self.shown is None:
            return
        key = event.id

        def job(progress: Progress) -> PrintedSheet:
            if printer is not None:
                return print_on(store, key, printers_here(), printer, kind, choice, progress)
            return print_paper(store, key, kind, choice, out or Path(), progress)

        self._busy = True
        self.problem.hide()
        self.output.allow(able=False)
        done = partial(self._on_printed, printer, opened)
        self._context.data.work(job, done, self._on_refused, called=N_("Printing the paper"))

    def _on_printed(self, printer: PrinterSettings | None, opened: bool, printed: PrintedSheet) -> None:
        self._end()
        file = printed.file
        where = printer.name if printer is not None else file.name if file is not None else ""
        said = came_out(TITLES[printed.kind], printed, where)
        if file is None:
            self._context.reporter.say(said)
        elif opened:
            open_file(file)
            self._context.reporter.say(said, action=N_("Open folder"), act=partial(open_folder, file))
        else:
            self._context.reporter.say(said, action=N_("Open the PDF"), act=partial(open_file, file))

    def _on_refused(self, error: Exception) -> None:
        self._end()
        if isinstance(error, SummitDeskError):
            self._look.words.follow(self.problem.setText, lambda _: _.error(error))
            self.problem.show()
        else:
            self._context.reporter.report(error)

    def _end(self) -> None:
        self._busy = False
        self.output.allow(able=self.shown is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.output.ask_printers()
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()
