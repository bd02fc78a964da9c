"""Papers and files of the list: badges to PDF, the people as a table."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_, SummitDeskError
from desktop.i18n import Language, Translator
from desktop.progress import Progress
from desktop.services.categories import CategoryRow
from desktop.services.exports import export_people
from desktop.services.people import Show
from desktop.services.printing import Misprint, PrintedPaper, Wanted, print_badges, templates
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.people.forms import category_choices
from desktop.ui.pick import FileField, named_after, open_folder
from desktop.ui.widgets import Button, Field, Label, Panel, clear, scrolled

_TEMPLATES = {
    "a6": N_("A6, one a page"),
    "a4-8": N_("A4, eight a page, 90 × 62 mm"),
    "card": N_("Card, 86 × 54 mm"),
}
_PROBLEMS = {
    "missing_character": N_("no font has this character"),
    "does_not_fit": N_("does not fit and is cut"),
    "left_out": N_("has no room and is left out"),
}
SELECTED = "selected"
_MOST_SHOWN = 50
Which = Show | UUID | str


class _Paper(Panel):
    """A panel that makes a file: its fields, a line for what is wrong, its button."""

    def __init__(self, context: Context, title: str, button: str, file: FileField) -> None:
        super().__init__(context.look, title)
        self.context, self.file = context, file
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        context.look.theme.bind(self.column.setContentsMargins, 0, 0, 8, 0)
        context.look.theme.bind(self.column.setSpacing, 16)
        self.column.addWidget(file)
        self.trouble = Label(context.look, role="error", wraps=True)
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        self.make = Button(context.look, button, "primary")
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        self.column.addLayout(row)
        self.rest = QVBoxLayout()
        context.look.theme.bind(self.rest.setSpacing, 8)
        self.column.addLayout(self.rest)
        self.column.addStretch(1)
        self.box.addWidget(scrolled(inner), 1)
        self.make.clicked.connect(self.begin)
        if (edit := file.line) is not None:
            edit.returnPressed.connect(self.begin)

    @abstractmethod
    def begin(self) -> None:
        """Make the file."""

    def suggest(self, what: str, ending: str) -> None:
        """Name a file after the event where none is named yet."""
        event = self.context.here.event
        language = self.context.look.words.language
        if self.file.path is None:
            self.file.show_path(named_after(event.name.said_in(language) if event else "", what, ending))

    def refuse(self, error: Exception) -> None:
        """Say what is wrong on the panel itself; what is no refusal goes the usual way."""
        self.make.setEnabled(True)
        if isinstance(error, SummitDeskError):
            self.context.look.words.follow(self.trouble.setText, lambda _: _.error(error))
            self.trouble.show()
        else:
            self.context.reporter.report(error)

    def done(self, file: Path, said: Say) -> None:
        """Tell that the file is there, with a button for its folder."""
        self.make.setEnabled(True)
        self.context.reporter.say(said, action=N_("Open folder"), act=partial(open_folder, file))


class PrintPanel(_Paper):
    """Badges: which, on what, in which language, into which file."""

    def __init__(self, context: Context) -> None:
        look = context.look
        file = FileField(look, N_("File"), N_("PDF"), (".pdf",), save=True)
        super().__init__(context, N_("Print badges"), N_("Print"), file)
        self._selected: list[UUID] = []
        self.which: Choice[Which] = Choice(look)
        self.template = Choice(look, [(name, _template(name)) for name in templates()], "a6")
        self.language = Choice(look, [(language, _own_name(language)) for language in Language])
        for place, field in enumerate(
            (
                Field(look, N_("Whose badges"), edit=self.which),
                Field(look, N_("Template"), edit=self.template),
                Field(look, N_("Language of the badges"), edit=self.language),
            )
        ):
            self.column.insertWidget(place, field)

    def show_choices(self, known: list[CategoryRow], selected: Sequence[UUID], chosen: Which) -> None:
        """Offer everybody, those without a printed badge, those ``selected`` and each category."""
        self._selected = list(selected)
        parts: list[tuple[Which, Say]] = [
            (Show.ALL, lambda _: _("Everybody")),
            (Show.UNPRINTED, lambda _: _("Everybody whose badge is not printed yet")),
        ]
        if selected:
            n = len(selected)
            parts.append((SELECTED, lambda _: _.ngettext("The {n} person selected", "The {n} people selected", n)))
        parts += category_choices(known)
        self.which.offer(parts, chosen)
        self.language.choose(self.context.look.words.language)
        self.trouble.hide()
        clear(self.rest)
        self.suggest(self.context.look.words._("badges"), ".pdf")
        self.which.setFocus()

    def begin(self) -> None:
        event, out = self.context.here.event, self.file.path
        if event is None or not self.make.isEnabled():
            return
        if out is None:
            self.file.refuse(N_("Name the file to write."))
            return
        self.trouble.hide()
        clear(self.rest)
        self.make.setEnabled(False)
        which = self.which.value
        wanted = Wanted(
            category_id=which if isinstance(which, UUID) else None,
            registrations=self._selected if which == SELECTED else None,
            unprinted=which is Show.UNPRINTED,
            template=self.template.value,
            language=self.language.value,
        )
        store = self.context.store

        def job(progress: Progress) -> PrintedPaper:
            return print_badges(store, event.id, out, wanted, progress)

        self.context.data.work(job, self._printed, self.refuse, called=N_("Printing badges"))

    def _printed(self, paper: PrintedPaper) -> None:
        def said(_: Translator) -> str:
            badges = _.ngettext("{n} badge", "{n} badges", paper.items)
            pages = _.ngettext("{n} page", "{n} pages", paper.pages)
            return _("{badges} on {pages} are in {file}.", badges=badges, pages=pages, file=paper.file.name)

        self.done(paper.file, said)
        if paper.misprints:
            self._show_misprints(paper.misprints)
        else:
            self.closed.emit()

    def _show_misprints(self, misprints: Sequence[Misprint]) -> None:
        look = self.context.look
        heading = Label(look, role="section", wraps=True)
        n = len(misprints)
        look.words.follow(
            heading.setText,
            lambda _: _.ngettext("{n} text is not as it is written", "{n} texts are not as they are written", n),
        )
        self.rest.addWidget(heading)
        for misprint in misprints[:_MOST_SHOWN]:
            line = Label(look, wraps=True)
            look.words.follow(line.setText, partial(_misprint_words, misprint))
            self.rest.addWidget(line)


def _misprint_words(one: Misprint, _: Translator) -> str:
    problem = _(_PROBLEMS[one.problem])
    return _("{name} ({serial}): “{text}” {problem}.", name=one.name, serial=one.serial, text=one.text, problem=problem)


class ExportPanel(_Paper):
    """The people of the event as a table, by the file's ending: Excel, CSV or JSON."""

    def __init__(self, context: Context) -> None:
        file = FileField(context.look, N_("File"), N_("Excel, CSV or JSON"), (".xlsx", ".csv", ".json"), save=True)
        super().__init__(context, N_("Export"), N_("Export"), file)
        hint = Label(
            context.look,
            N_("The ending says what it becomes: .xlsx for Excel, .csv for a plain table, .json for programs."),
            "hint",
            wraps=True,
        )
        self.column.insertWidget(0, hint)

    def show_empty(self) -> None:
        """Suggest a file."""
        self.trouble.hide()
        self.suggest(self.context.look.words._("people"), ".xlsx")
        self.file.line.setFocus()
        self.file.line.selectAll()

    def begin(self) -> None:
        event, out = self.context.here.event, self.file.path
        if event is None or not self.make.isEnabled():
            return
        if out is None:
            self.file.refuse(N_("Name the file to write."))
            return
        self.trouble.hide()
        self.make.setEnabled(False)
        store, words = self.context.store, self.context.look.words._

        def job(_progress: Progress) -> int:
            with store.read() as session:
                return export_people(session, event.id, out, words)

        self.context.data.work(job, lambda n: self._exported(out, n), self.refuse, called=N_("Exporting people"))

    def _exported(self, out: Path, rows: int) -> None:
        self.done(
            out,
            lambda _: _.ngettext("{n} person is in {file}.", "{n} people are in {file}.", rows, file=out.name),
        )
        self.closed.emit()


def _template(name: str) -> Say:
    return lambda _: _(_TEMPLATES[name]) if name in _TEMPLATES else name


def _own_name(language: Language) -> Say:
    return lambda _: language.own_name
