"""Choosing a template by its looks, and the way to those who copy and change them."""

from functools import cached_property, partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Language
from desktop.services.badge_templates import Template, shelf_beside
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.templates.overlay import TemplatesOverlay
from desktop.ui.templates.page_view import PageView
from desktop.ui.templates.pictures import Samples, Thumbnails, framed
from desktop.ui.templates.words import template_words
from desktop.ui.widgets import Button, Field

_ICON, _SEEN = (28, 36), 150


class TemplatePick(QWidget):
    """A choice among all templates with a picture of the one that is chosen; ``changed`` comes when it is another."""

    changed = Signal()

    def __init__(self, context: Context, chosen: str) -> None:
        super().__init__()
        look = context.look
        self._context, self._look, self._shelf = context, look, shelf_beside(context.file)
        self._layouts: dict[str, Template] = {}
        self._images: dict[str, QImage] = {}
        self._language = look.words.language
        self._samples = Samples(context)
        self._thumbnails = Thumbnails(context, self._samples)
        self.choice: Choice[str] = Choice(look)
        self.picture = PageView(look, _SEEN)
        self.manage = Button(look, N_("Copy and change templates"), "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        column.addWidget(Field(look, N_("Template"), edit=self.choice))
        column.addWidget(self.picture)
        column.addWidget(self.manage, 0, Qt.AlignmentFlag.AlignLeft)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.manage.clicked.connect(lambda: self.overlay.pop_up(self.choice.value))
        self._thumbnails.drawn.connect(self._on_drawn)
        self._samples.changed.connect(self._draw)
        look.theme.changed.connect(self._scale)
        self._scale()
        self._offer(chosen)

    @cached_property
    def overlay(self) -> TemplatesOverlay:
        """Where templates are changed; made when it is first wanted."""
        overlay = TemplatesOverlay(self._context, self.window())
        overlay.changed.connect(self.load)
        return overlay

    @property
    def value(self) -> Template:
        """The template that is chosen."""
        return self._layouts[self.choice.value]

    def load(self) -> None:
        """Offer what there is by now."""
        self._offer(self.choice.value)
        self._draw()
        self.changed.emit()

    def speak(self, language: Language) -> None:
        """Show badges in ``language``."""
        self._language = language
        self._draw()

    def _offer(self, chosen: str) -> None:
        layouts = self._shelf.all()
        self._layouts = {layout.name: layout for layout in layouts}
        words = [(layout.name, partial(template_words, layout)) for layout in layouts]
        blocked = self.choice.blockSignals(True)
        self.choice.offer(words, chosen)
        self._decorate()
        self.choice.blockSignals(blocked)

    def _scale(self) -> None:
        self.choice.setIconSize(QSize(*map(self._look.theme.px, _ICON)))
        self._draw()
        self._decorate()

    def _draw(self) -> None:
        if self.isVisible():
            height = round(self._look.theme.px(_SEEN) * self.devicePixelRatioF())
            self._thumbnails.want(self._layouts.values(), self._language, height)

    def _on_drawn(self, name: str, image: QImage) -> None:
        self._images[name] = image
        self._decorate()

    def _decorate(self) -> None:
        ratio = self.devicePixelRatioF()
        for line, name in enumerate(self._layouts):
            self.choice.setItemIcon(line, framed(self._images.get(name, QImage()), self.choice.iconSize(), ratio))
        image = self._images.get(self.choice.value) if self._layouts else None
        self.picture.show_image(image if image is not None else QImage())

    def _on_chosen(self) -> None:
        self._decorate()
        self.changed.emit()
