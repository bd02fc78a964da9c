"""Badge templates over the window: Escape goes back to whatever wanted one, as it was."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.badge_templates import Template, shelf_beside
from desktop.ui.context import Context
from desktop.ui.overlay import Overlay
from desktop.ui.shortcuts import on_key
from desktop.ui.templates.editor import Editor
from desktop.ui.templates.gallery import Gallery
from desktop.ui.templates.pictures import Samples, Thumbnails
from desktop.ui.widgets import Button, IconButton, Label

_WIDTH = 1160


class TemplatesOverlay(Overlay):
    """The list of templates, and the one that is changed. ``changed`` comes when there are others."""

    changed = Signal()

    def __init__(self, context: Context, over: QWidget) -> None:
        look = context.look
        super().__init__(look, over, _WIDTH)
        shelf, samples = shelf_beside(context.file), Samples(context)
        self.gallery = Gallery(context, shelf, samples, Thumbnails(context, samples))
        self.editor = Editor(context, shelf, samples)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.gallery)
        self.stack.addWidget(self.editor)
        self.title = Label(look, N_("Badge templates"), "panel")
        self.back = Button(look, N_("All badge templates"), "quiet", icon="back")
        head = QHBoxLayout()
        look.theme.bind(head.setSpacing, 8)
        head.addWidget(self.title)
        head.addWidget(self.back)
        head.addStretch(1)
        for part in self.editor.head:
            head.addWidget(part)
        head.addWidget(IconButton(look, "close", N_("Close"), self.dismiss, key="close"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        look.theme.bind(column.setContentsMargins, 20, 12, 12, 16)
        look.theme.bind(column.setSpacing, 12)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.box.addWidget(inner)
        self.gallery.wanted.connect(self.edit)
        self.gallery.changed.connect(self.changed)
        self.back.clicked.connect(self._leave)
        on_key("undo", self, self._undo)
        on_key("redo", self, self._redo)
        self.editor.kept.connect(self._on_kept)

    def pop_up(self, name: str = "") -> None:
        """Come up with the template ``name`` chosen."""
        self._bring(self.gallery)
        self.open(self.gallery.list)
        self.gallery.load(name)

    def edit(self, layout: Template) -> None:
        """Change ``layout``."""
        self._bring(self.editor)
        self.editor.open(layout)

    def _bring(self, part: QWidget) -> None:
        self.stack.setCurrentWidget(part)
        for widget in (self.back, *self.editor.head):
            widget.setVisible(part is self.editor)
        self.title.setVisible(part is self.gallery)

    def _on_kept(self, _layout: Template) -> None:
        self.changed.emit()
        if self.stack.currentWidget() is self.gallery:
            self.gallery.load()

    def dismiss(self) -> None:
        self.editor.save()
        super().dismiss()

    def height_wanted(self, available: int) -> int:
        return available

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the template first, then all."""
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is self.editor:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _undo(self) -> None:
        if self.stack.currentWidget() is self.editor:
            self.editor.undo()
        elif self.gallery.undo is not None:
            self.gallery.undo.click()

    def _redo(self) -> None:
        if self.stack.currentWidget() is self.editor:
            self.editor.redo()

    def _leave(self) -> None:
        self.editor.save()
        now = self.editor.now
        self._bring(self.gallery)
        self.gallery.load(now.name if now else "")
        self.gallery.list.setFocus()
