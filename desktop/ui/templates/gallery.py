"""All templates with their pictures: chosen, copied, deleted, saved as a file, opened from one, tried on paper."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.errors import N_, SummitDeskError
from desktop.files import atomic_file
from desktop.i18n import Translator
from desktop.services.badge_preview import Sample, draw
from desktop.services.badge_templates import ENDING, Shelf, Template, save_template
from desktop.ui.choices import Say
from desktop.ui.context import Context
from desktop.ui.pick import FileField, named_after
from desktop.ui.templates.page_view import PageView
from desktop.ui.templates.pictures import Samples, Thumbnails, framed
from desktop.ui.templates.words import is_own, template_words
from desktop.ui.widgets import Button, FlowLayout, Label, clear, scrolled

_ICON = (48, 64)
_SEEN, _LEAST_SEEN = 520, 120
_SIDE = 460


class Gallery(QWidget):
    """``wanted`` carries a template of one's own that is to be changed; ``changed`` comes when there are others."""

    wanted = Signal(object)
    changed = Signal()

    def __init__(self, context: Context, shelf: Shelf, samples: Samples, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._context, self._look, self._shelf, self._samples = context, context.look, shelf, samples
        self._thumbnails = thumbnails
        self._layouts: list[Template] = []
        self.list = _List()
        self.undo: Button | None = None
        self._shown = ""
        self._make()
        self._connect()

    @property
    def current(self) -> Template | None:
        """The template that is chosen."""
        line = self.list.currentRow()
        return self._layouts[line] if 0 <= line < len(self._layouts) else None

    def load(self, name: str = "") -> None:
        """List what there is, with the template ``name`` chosen, or else the one that was."""
        name = name or (self.current.name if self.current else "")
        before = self.list.currentRow()
        self._layouts = self._shelf.all()
        empty = framed(QImage(), self.list.iconSize(), self.devicePixelRatioF())
        self.list.blockSignals(True)
        self.list.clear()
        for layout in self._layouts:
            self.list.addItem(QListWidgetItem(empty, self._words(layout)))
        self.list.blockSignals(False)
        names = [layout.name for layout in self._layouts]
        line = names.index(name) if name in names else min(max(before, 0), len(names) - 1)
        self.list.setCurrentRow(line)
        self._draw()

    def say(self, said: Say, undo: Callable[[], object] | None = None) -> None:
        """Tell what was done, with a button to take it back."""
        self._forget()
        label = Label(self._look, role="second", wraps=True)
        self._look.words.follow(label.setText, said)
        self._notice.addWidget(label, 1)
        if undo is not None:
            self.undo = Button(self._look, N_("Undo"), "quiet")
            self.undo.clicked.connect(undo)
            self._notice.addWidget(self.undo)
        self._look_at(label)

    def _make(self) -> None:
        look = self._look
        self.picture = PageView(look, _LEAST_SEEN, middle=True)
        self.about = Label(look, role="second", wraps=True)
        self.change = Button(look, N_("Change"), "primary")
        self.copy, self.delete = Button(look, N_("Copy")), Button(look, N_("Delete"))
        self.share, self.test = Button(look, N_("Save as a file")), Button(look, N_("Test page"))
        self.bring = Button(look, N_("Open a file"), icon="folder")
        actions = FlowLayout()
        look.theme.bind(actions.setGaps, 8, 8)
        for button in (self.change, self.copy, self.delete, self.share, self.test, self.bring):
            actions.addWidget(button)
        self.opening = _FileRow(look, N_("File of a badge template"), N_("Badge template"), (ENDING,), N_("Take it in"))
        self.saving = _FileRow(look, N_("File"), N_("Badge template"), (ENDING,), N_("Save as a file"), save=True)
        self.testing = _FileRow(look, N_("File"), N_("PDF"), (".pdf",), N_("Write the test page"), save=True)
        self._notice = QHBoxLayout()
        side = QWidget()
        column = QVBoxLayout(side)
        look.theme.bind(column.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(column.setSpacing, 12)
        column.addWidget(self.picture, 1)
        column.addWidget(self.about)
        column.addLayout(actions)
        for form in (self.opening, self.saving, self.testing):
            column.addWidget(form)
        column.addLayout(self._notice)
        self._area = area = scrolled(side, sideways=False)
        look.theme.bind(area.setMaximumWidth, _SIDE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 24)
        row.addWidget(self.list, 5)
        row.addWidget(area, 6)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_current)
        self.list.opened.connect(self._open)
        self.list.removed.connect(self._delete)
        self.change.clicked.connect(self._open)
        self.copy.clicked.connect(self._copy)
        self.delete.clicked.connect(self._delete)
        self.bring.clicked.connect(lambda: self._show_row(self.opening))
        self.share.clicked.connect(lambda: self._show_row(self.saving))
        self.test.clicked.connect(lambda: self._show_row(self.testing))
        self.opening.wanted.connect(self._bring_in)
        self.saving.wanted.connect(self._save)
        self.testing.wanted.connect(self._test)
        self._thumbnails.drawn.connect(self._on_drawn)
        self._samples.changed.connect(self._draw)
        self._look.words.changed.connect(lambda: self.load())
        self._look.theme.changed.connect(self._on_theme)
        self._scale()

    def _words(self, layout: Template) -> str:
        _ = self._look.words._
        kind = _("Your own") if is_own(layout) else _("Comes with the program")
        return f"{template_words(layout, _)}\n{kind}"

    def _scale(self) -> None:
        theme = self._look.theme
        self.list.setIconSize(QSize(*map(theme.px, _ICON)))
        self.list.set_margin(theme.px(6))

    def _on_theme(self) -> None:
        self._scale()
        self.load()

    def _draw(self) -> None:
        if self.isVisible():
            ratio = self.devicePixelRatioF()
            height = round(self._look.theme.px(_SEEN) * ratio)
            self._thumbnails.want(self._layouts, self._look.words.language, height)

    def _on_drawn(self, name: str, image: QImage) -> None:
        line = next((line for line, layout in enumerate(self._layouts) if layout.name == name), -1)
        if line < 0:
            return
        item, ratio = self.list.item(line), self.devicePixelRatioF()
        item.setIcon(framed(image, self.list.iconSize(), ratio))
        item.setData(Qt.ItemDataRole.UserRole, image)
        if line == self.list.currentRow():
            self._show_picture()

    def _on_current(self) -> None:
        layout = self.current
        if layout is None:
            return
        own = is_own(layout)
        self.change.say(N_("Change") if own else N_("Copy and change"))
        self.copy.setVisible(own)
        self.delete.setVisible(own)
        if layout.name != self._shown:
            self._shown = layout.name
            for row in (self.opening, self.saving, self.testing):
                row.hide()
        wide, high = layout.size
        count = layout.per_page

        def said(_: Translator) -> str:
            size = _("{width} × {height} mm", width=f"{wide:g}", height=f"{high:g}")
            each = _.ngettext("{n} badge on a page", "{n} badges on a page", count)
            return _("{size} · {each}", size=size, each=each)

        self._look.words.follow(self.about.setText, said)
        self._show_picture()

    def _show_picture(self) -> None:
        image = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        self.picture.show_image(image if isinstance(image, QImage) else QImage())

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._draw()

    def _open(self) -> None:
        layout = self.current
        if layout is not None:
            if is_own(layout):
                self.wanted.emit(layout)
            else:
                self._copied(layout, self.wanted.emit)

    def _copy(self) -> None:
        if self.current is not None:
            self._copied(self.current, lambda made: self.load(made.name))

    def _copied(self, layout: Template, then: Callable[[Template], object]) -> None:
        _ = self._look.words._
        title, shelf = _("{name}, copy", name=template_words(layout, _)), self._shelf

        def done(made: Template) -> None:
            self.load(made.name)
            self.changed.emit()
            then(made)

        self._context.data.ask(lambda _session: shelf.add(layout, title), done, self._on_refused)

    def _delete(self) -> None:
        layout, shelf = self.current, self._shelf
        if layout is None or not is_own(layout):
            return

        def gone(_none: None) -> None:
            self.load()
            self.changed.emit()
            self.list.setFocus()
            self.say(
                lambda _: _("“{name}” is deleted.", name=layout.title),
                lambda: self._context.data.ask(lambda _session: shelf.keep(layout), back, self._on_refused),
            )

        def back(kept: Template) -> None:
            self.load(kept.name)
            self.changed.emit()
            self.list.setFocus()
            self.say(lambda _: _("Taken back. It is as it was before."))

        self._context.data.ask(lambda _session: shelf.remove(layout.name), gone, self._on_refused)

    def _show_row(self, row: "_FileRow") -> None:
        layout, event, _ = self.current, self._context.here.event, self._look.words._
        for each in (self.opening, self.saving, self.testing):
            each.setVisible(each is row)
        self._forget()
        if layout is not None and row is self.saving:
            row.field.show_path(named_after("", template_words(layout, _), ENDING))
        elif event is not None and row is self.testing:
            row.field.show_path(named_after(event.name.said_in(_.language), _("test page"), ".pdf"))
        row.field.line.setFocus()
        self._look_at(row)

    def _forget(self) -> None:
        """Nothing that was said last is taken back any more."""
        clear(self._notice)
        self.undo = None

    def _look_at(self, part: QWidget) -> None:
        """Scroll to ``part`` once it has its place."""
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part))

    def _bring_in(self, path: Path) -> None:
        shelf = self._shelf

        def done(made: Template) -> None:
            self.load(made.name)
            self.changed.emit()
            self.list.setFocus()
            self.say(lambda _: _("“{name}” is among your badge templates now.", name=made.title))

        self._context.data.ask(lambda _session: shelf.take_in(path), done, partial(self._on_file_refused, self.opening))

    def _save(self, path: Path) -> None:
        layout, _ = self.current, self._look.words._
        if layout is not None:
            named = layout if layout.title else _titled(layout, template_words(layout, _))
            self._write(self.saving, path, lambda: save_template(path, named))

    def _test(self, path: Path) -> None:
        layout = self.current

        def write(shown: Sample) -> None:
            pdf, _wrong = draw(shown, layout) if layout is not None else (b"", ())
            with atomic_file(path) as file:
                file.write(pdf)

        self._samples.ask(
            self._look.words.language, lambda shown: self._write(self.testing, path, lambda: write(shown))
        )

    def _write(self, row: "_FileRow", path: Path, job: Callable[[], object]) -> None:
        def done(_none: object) -> None:
            row.hide()
            self.list.setFocus()
            self.say(lambda _: _("Saved in {file}.", file=path.name))

        self._context.data.ask(lambda _session: job(), done, partial(self._on_file_refused, row))

    def _on_file_refused(self, row: "_FileRow", error: Exception) -> None:
        if isinstance(error, SummitDeskError):
            row.field.refuse(error.text, **error.values)
            self._look_at(row)
        else:
            self._context.reporter.report(error)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, SummitDeskError):
            self.say(lambda _: _.error(error))
        else:
            self._context.reporter.report(error)


class _List(QListWidget):
    """``opened`` is Enter or a double click, ``removed`` is Delete."""

    opened = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("framed", True)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(lambda _item: self.opened.emit())

    def set_margin(self, margin: int) -> None:
        """Leave so much to the frame on all sides."""
        self.setViewportMargins(margin, margin, margin, margin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class _FileRow(QWidget):
    """A field for a file and a button; ``wanted`` carries the path."""

    wanted = Signal(object)

    def __init__(
        self, look: Any, text: str, kind: str, endings: tuple[str, ...], button: str, *, save: bool = False
    ) -> None:
        super().__init__()
        self.field = FileField(look, text, kind, endings, save=save)
        self.button = Button(look, button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        column.addWidget(self.field)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._tell)
        self.field.line.returnPressed.connect(self._tell)
        self.hide()

    def _tell(self) -> None:
        if self.field.path is None:
            self.field.refuse(N_("Enter the name of a file."))
        else:
            self.wanted.emit(self.field.path)


def _titled(layout: Template, title: str) -> Template:
    from desktop.services.badge_templates import renamed

    return renamed(layout, layout.name, title)
