"""Changing one template: the badge of one of this event's guests, live, and the fields beside it."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import N_, SummitDeskError, UserError
from desktop.i18n import Language, Translator
from desktop.services.badge_preview import Sample, alone, draw, pictures
from desktop.services.badge_templates import NamelessTemplate, Shelf, Template, TemplateNamedTwice, checked
from desktop.services.printing import Misprint
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.templates.canvas import Canvas, Edges, stretched
from desktop.ui.templates.changes import LEAST, grown, in_the_way, moved, placed
from desktop.ui.templates.fields import Change, Fields
from desktop.ui.templates.history import History
from desktop.ui.templates.pictures import Newest, Samples, as_image
from desktop.ui.templates.words import misprint_words
from desktop.ui.widgets import IconButton, Label, scrolled

_KEEP_MS, _REPORT_MS = 150, 200
_MOST_SAID = 2
_FIELDS, _SAID, _ROOMY = 340, 48, 400


class Editor(QWidget):
    """Every change is kept on the ``shelf`` soon after; ``kept`` carries the template then.

    ``head`` are widgets for whoever shows it to put into its head.
    """

    kept = Signal(object)

    def __init__(self, context: Context, shelf: Shelf, samples: Samples) -> None:
        super().__init__()
        self._context, self._look, self._shelf, self._samples = context, context.look, shelf, samples
        self._history: History | None = None
        self._start: Template | None = None
        self._sample: Sample | None = None
        self._guest, self._part = 0, "person"
        self._drawing, self._reporting = Newest(context), Newest(context)
        self._keep = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._report = QTimer(self, singleShot=True, interval=_REPORT_MS)
        self.canvas, self.fields = Canvas(self._look), Fields(self._look)
        self._make()
        self._connect()

    @property
    def now(self) -> Template | None:
        """The template as it stands."""
        return self._history.now if self._history else None

    def open(self, layout: Template) -> None:
        """Change ``layout``, which is one's own."""
        self.save()
        self._history, self._part, self._guest = History(layout), "person", 0
        self.canvas.show_image(QImage())
        self._show()
        self._ask()
        self.canvas.setFocus()

    def save(self) -> None:
        """Keep what is not kept yet."""
        if self._keep.isActive():
            self._keep.stop()
            self._keep_now()

    def undo(self) -> None:
        """Take the latest change back."""
        if self._history and self._history.undo():
            self._changed()

    def redo(self) -> None:
        """Make the change again that was taken back."""
        if self._history and self._history.redo():
            self._changed()

    def _make(self) -> None:
        look = self._look
        self.undo_button = IconButton(look, "undo", N_("Undo"), self.undo, key="undo")
        self.redo_button = IconButton(look, "redo", N_("Do again what was undone"), self.redo, key="redo")
        self.language = Choice(look, [(language, partial(_own_name, language)) for language in Language])
        self.language.choose(look.words.language)
        self.head = (self.language, self.undo_button, self.redo_button)
        for widget, text in ((self.language, N_("Language of the badges")), (self.canvas, N_("The badge"))):
            look.words.bind(widget.setAccessibleName, text)
        self.problem, self.reports = Label(look, role="error", wraps=True), Label(look, role="hint", wraps=True)
        # Both have one place that is never smaller, so that the badge stays where it is.
        said = QStackedWidget()
        look.theme.bind(said.setMinimumHeight, _SAID)
        for part in (self.reports, self.problem):
            part.setAlignment(Qt.AlignmentFlag.AlignTop)
            said.addWidget(part)
        seen = QWidget()
        column = QVBoxLayout(seen)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        column.addWidget(self._whose())
        column.addWidget(self.canvas, 1)
        column.addWidget(said)
        self._said = said
        area = scrolled(self.fields, sideways=False)
        look.theme.bind(area.setMaximumWidth, _FIELDS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 24)
        row.addWidget(scrolled(seen, sideways=False), 5)
        row.addWidget(area, 4)

    def _whose(self) -> QWidget:
        look = self._look
        self.before = IconButton(look, "back", N_("The guest before"), lambda: self._turn(-1))
        self.after = IconButton(look, "forward", N_("The next guest"), lambda: self._turn(1))
        self.guest = Label(look, role="second", wraps=True)
        whose = QWidget()
        row = QHBoxLayout(whose)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 8)
        row.addWidget(self.before)
        row.addWidget(self.guest, 1)
        row.addWidget(self.after)
        return whose

    def _connect(self) -> None:
        self._keep.timeout.connect(self._keep_now)
        self._report.timeout.connect(self._ask_reports)
        self._samples.changed.connect(self._on_samples)
        self.language.activated.connect(lambda _line: self._ask())
        self.fields.changed.connect(self._try)
        self.fields.left.connect(self._settle)
        self.fields.picked.connect(self._pick)
        self.canvas.picked.connect(self._pick)
        self.canvas.nudged.connect(self._nudge)
        self.canvas.drag_begun.connect(self._begin_drag)
        self.canvas.dragged.connect(self._drag)
        self.canvas.dropped.connect(self._drop)
        self.canvas.resized.connect(self._draw)

    def _pick(self, part: str) -> None:
        self._part = part
        self._settle()

    def _nudge(self, right: float, down: float, sizing: bool) -> None:
        act = grown if sizing else moved
        self._try(lambda layout: act(layout, self._part, right, down), f"nudge {self._part} {sizing}")

    def _begin_drag(self) -> None:
        self._settle()
        self._start = self.now

    def _drag(self, right: float, down: float, edges: Edges) -> None:
        start, part = self._start, self._part
        if start is None:
            return

        def change(_layout: Template) -> Template:
            if edges == Edges():
                return moved(start, part, right, down)
            return placed(start, part, stretched(start.boxes[part], right, down, edges, LEAST))

        self._try(change, "drag")

    def _drop(self) -> None:
        self._start = None
        self._settle()

    def _try(self, change: Change, about: str) -> None:
        """Take a change, or say what stands in its way."""
        if self._history is None:
            return
        try:
            layout = change(self._history.now)
            if about != "title":
                layout = checked(layout)
        except UserError as error:
            self._refuse(error)
            return
        if layout != self._history.now:
            self._history.change(layout, about)
            self._changed()
        else:
            self._say(None)

    def _changed(self) -> None:
        self._say(None)
        self._show()
        self._draw()
        self._keep.start()

    def _settle(self) -> None:
        """Whatever comes next is a step of its own; the fields show what the template is."""
        if self._history is not None:
            self._history.settle()
            self._say(None)
            self._show()

    def _refuse(self, error: SummitDeskError) -> None:
        self.canvas.refuse()
        self._say(error)

    def _say(self, error: SummitDeskError | None) -> None:
        self._said.setCurrentWidget(self.problem if error is not None else self.reports)
        if error is not None:
            self._look.words.follow(self.problem.setText, lambda _: in_the_way(error, _))

    def _show(self) -> None:
        if self._history is None:
            return
        layout = self._history.now
        if self._part not in layout.boxes:
            self._part = "person"
        self.canvas.show_template(layout, self._part)
        self.fields.show_template(layout, self._part)
        self.undo_button.setEnabled(self._history.can_undo)
        self.redo_button.setEnabled(self._history.can_redo)

    def _on_samples(self) -> None:
        if self._history is not None and self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._samples.ask(self.language.value, self._on_sample)

    def _on_sample(self, found: Sample) -> None:
        self._sample = found
        self._turn(0)

    def _turn(self, step: int) -> None:
        """Show another guest's badge."""
        if self._sample is None:
            return
        names = self._sample.names
        self._guest = (self._guest + step) % len(names)
        name, number, total, invented = names[self._guest], self._guest + 1, len(names), self._sample.invented

        def said(_: Translator) -> str:
            if invented:
                return _("Nobody is on the list yet: this is an example.")
            return _("{name} · {n} of {total}", name=name, n=number, total=total)

        self._look.words.follow(self.guest.setText, said)
        self._draw()

    def _draw(self) -> None:
        shown, layout, guest, dpi = self._sample, self.now, self._guest, self.canvas.dpi
        if shown is None or layout is None:
            return

        def job() -> QImage:
            return as_image(pictures(draw(shown, alone(layout), guest)[0], dpi)[0])

        self._drawing.want(job, self.canvas.show_image, self._on_not_drawn)
        self._report.start()

    def _ask_reports(self) -> None:
        shown, layout = self._sample, self.now
        if shown is not None and layout is not None:
            self._reporting.want(lambda: draw(shown, alone(layout))[1], self._on_reports, self._on_not_drawn)

    def _on_reports(self, found: tuple[Misprint, ...]) -> None:
        def said(_: Translator) -> str:
            lines = [misprint_words(one, _) for one in found[:_MOST_SAID]]
            more = len(found) - len(lines)
            if more > 0:
                lines.append(_.ngettext("And {n} more.", "And {n} more.", more))
            keys = _("Arrow keys move the part, with Shift they size it. Space takes the next part.")
            lines = lines or [_("Even the hardest names of this event fit.")]
            return "\n".join([*lines, keys] if self.height() >= self._look.theme.px(_ROOMY) else lines)

        self._look.words.follow(self.reports.setText, said)

    def _on_not_drawn(self, error: Exception) -> None:
        if isinstance(error, SummitDeskError):
            self._refuse(error)
        else:
            self._context.reporter.report(error)

    def _keep_now(self) -> None:
        layout, shelf = self.now, self._shelf
        if layout is None or self._history is None:
            return
        if self._start is None:
            self._history.settle()
        self._context.data.ask(lambda _session: shelf.keep(layout), self._on_kept, self._on_not_kept)

    def _on_kept(self, layout: Template) -> None:
        self.fields.title_field.accept()
        self.kept.emit(layout)

    def _on_not_kept(self, error: Exception) -> None:
        if isinstance(error, NamelessTemplate | TemplateNamedTwice):
            self.fields.title_field.refuse(error.text, **error.values)
        elif isinstance(error, SummitDeskError):
            self._say(error)
        else:
            self._context.reporter.report(error)


def _own_name(language: Language, _: Translator) -> str:
    return language.own_name
