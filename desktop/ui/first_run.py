"""The first page of a new database: what this is, and three ways to begin."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.config import Palette
from desktop.errors import N_, Cancelled, SummitDeskError
from desktop.i18n import Language
from desktop.services.demo import fill
from desktop.services.events import EventRow, NoEvent, event_in_use
from desktop.ui.acts import work_for
from desktop.ui.context import Context
from desktop.ui.look import Look
from desktop.ui.machine_look import PALETTES, show_language, show_palette
from desktop.ui.pick import FileField
from desktop.ui.restoring import restore_backup
from desktop.ui.widgets import Button, Card, FlowLayout, Label, Page

_WIDE, _SIDE_BY_SIDE = 1000, 760
_DEMO_PEOPLE, _DEMO_SEED = 300, 1


class FirstRunPage(Page):
    """Shown while there is no event. ``choices`` are the three ways, ``languages`` and ``themes`` the rows above."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look)
        self._context = context
        look = context.look
        self.bring = Choose(look, "import", N_("Import a guest list"),
                            N_("Use the organisers' Excel or CSV as it is. You check every row first."))  # fmt: skip
        self.demo = Choose(look, "event", N_("Explore a demo"),
                           N_("An invented summit with 300 guests, for trying everything out."))  # fmt: skip
        self.back = Choose(look, "backup", N_("Restore a backup"),
                           N_("Continue where this computer or another one left off."))  # fmt: skip
        self.file = FileField(look, N_("Backup"), N_("Summit Desk database"), (".db",))
        self.trouble = Label(look, role="error", wraps=True)
        self.languages: dict[Language, Button] = {}
        self.themes: dict[Palette, Button] = {}
        self.first_focus = self.bring
        self.body.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._middle(), 100)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(3)
        self.bring.clicked.connect(lambda: context.go("import"))
        self.demo.clicked.connect(self._fill)
        self.back.clicked.connect(self._ask_for_backup)
        self.file.chosen.connect(self._restore)

    def _middle(self) -> QWidget:
        look = self._context.look
        middle = QWidget()
        look.theme.bind(middle.setMaximumWidth, _WIDE)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 24)
        column.addWidget(Label(look, N_("Summit Desk"), "figure"))
        column.addWidget(
            Label(
                look,
                N_("Who is coming, who is here and who is still missing, with no network needed."),
                "large",
                wraps=True,
            )
        )
        column.addLayout(self._tastes())
        self._ways = QHBoxLayout()
        look.theme.bind(self._ways.setSpacing, 16)
        for choice in (self.bring, self.demo, self.back):
            self._ways.addWidget(choice, 1)
        column.addLayout(self._ways)
        self._restoring = Card(look, spacing=12)
        self._restoring.box.addWidget(self.file)
        self._restoring.hide()
        column.addWidget(self._restoring)
        self.trouble.hide()
        column.addWidget(self.trouble)
        return middle

    def _tastes(self) -> FlowLayout:
        """Language and theme, changed at once."""
        look = self._context.look
        row = FlowLayout()
        look.theme.bind(row.setGaps, 8, 8)
        groups = (QButtonGroup(self), QButtonGroup(self))
        for language in Language:
            button = Button(look, N_("Language"), "filter")
            look.words.forget(button.setText)
            button.setText(language.own_name)
            button.clicked.connect(lambda _checked, language=language: show_language(self._context, language))
            groups[0].addButton(button)
            self.languages[language] = button
            row.addWidget(button)
        gap = QWidget()
        look.theme.bind(gap.setFixedSize, 16, 8)
        row.addWidget(gap)
        for palette, text in PALETTES.items():
            button = Button(look, text, "filter")
            button.clicked.connect(lambda _checked, palette=palette: show_palette(self._context, palette))
            groups[1].addButton(button)
            self.themes[palette] = button
            row.addWidget(button)
        look.words.changed.connect(self._show_tastes)
        look.theme.changed.connect(self._show_tastes)
        self._show_tastes()
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where large type leaves no room, the three ways stand below each other."""
        narrow = self.width() < self._context.look.theme.px(_SIDE_BY_SIDE)
        self._ways.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        super().resizeEvent(event)

    def _show_tastes(self) -> None:
        look = self._context.look
        self.languages[look.words.language].setChecked(True)
        self.themes[Palette(look.theme.name.value)].setChecked(True)

    def _fill(self) -> None:
        store = self._context.store
        self._begin()
        self._context.data.work(
            lambda progress: fill(store, people=_DEMO_PEOPLE, seed=_DEMO_SEED, progress=progress),
            lambda _made: self._leave(),
            self._refuse,
            called=N_("Creating the demo summit"),
        )

    def _ask_for_backup(self) -> None:
        self._restoring.show()
        self.file.line.setFocus()

    def _restore(self, source: Path) -> None:
        self._begin()
        restore_backup(self._context, source, self._refuse, partial(self._set_waiting, waiting=False))

    def _begin(self) -> None:
        self.trouble.hide()
        self._set_waiting(waiting=True)

    def _set_waiting(self, *, waiting: bool) -> None:
        for part in (self.bring, self.demo, self.back, self._restoring):
            part.setEnabled(not waiting)

    def _leave(self) -> None:
        """Go to the people of the event that is there now."""
        self._set_waiting(waiting=False)

        def found(event: EventRow) -> None:
            work_for(self._context, event.id, lambda: self._context.go("people"))

        self._context.data.ask(event_in_use, found, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._set_waiting(waiting=False)
        if isinstance(error, Cancelled | NoEvent) or not isinstance(error, SummitDeskError):
            self._context.reporter.report(error)
        else:
            self._context.look.words.follow(self.trouble.setText, lambda _: _.error(error))
            self.trouble.show()


class Choose(QPushButton):
    """A large button: an icon, what it does in bold, and a sentence about it."""

    def __init__(self, look: Look, icon: str, title: str, text: str) -> None:
        super().__init__()
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        drawing = QLabel()
        look.icons.bind_pixmap(drawing.setPixmap, icon, "accent", size=32)
        column = QVBoxLayout(self)
        look.theme.bind(column.setContentsMargins, 24, 24, 24, 24)
        look.theme.bind(column.setSpacing, 8)
        column.addWidget(drawing)
        column.addSpacing(8)
        column.addWidget(Label(look, title, "panel", wraps=True))
        column.addWidget(Label(look, text, "second", wraps=True))
        column.addStretch(1)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.words.bind(self.setAccessibleName, title)
        look.words.bind(self.setAccessibleDescription, text)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        column = self.layout()
        return column.heightForWidth(width) if column is not None else 0

    def sizeHint(self) -> QSize:
        column = self.layout()
        return column.sizeHint() if column is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        column = self.layout()
        return column.minimumSize() if column is not None else super().minimumSizeHint()
