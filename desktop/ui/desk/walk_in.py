"""Somebody who is on no list: a name and Enter, the rest if there is time."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from desktop.domain.text import clean
from desktop.errors import N_
from desktop.services.categories import CategoryRow, categories
from desktop.services.people import WalkIn
from desktop.ui.context import Context
from desktop.ui.desk.answers import named, scanned
from desktop.ui.desk.namesakes import Namesakes
from desktop.ui.desk.substitution import Instead
from desktop.ui.look import Look
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Button, Field, FlowLayout, Label, Panel

_USUAL = "delegate"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TYPED_MS = 150


class WalkInPanel(Panel):
    """Enter registers from any field, the up and down keys choose the category. What was typed stays until then.

    ``ready`` carries the ``WalkIn``, ``scanned`` a badge that was read meanwhile, ``listed`` a name and the
    registrations of those who have it and are to be let in instead. ``instead`` is whose place is taken, if one's is.
    """

    ready = Signal(object)
    scanned = Signal(str)
    listed = Signal(str, object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Walk-in"))
        self._context, self._look = context, look
        self._sending = False
        self.instead: Instead | None = None
        self._categories: Sequence[CategoryRow] = ()
        self.name = Field(look, N_("Name, in Chinese or Latin letters"))
        self.organisation = Field(look, N_("Organisation"))
        self.post = Field(look, N_("Title"))
        self.choice = QComboBox()
        self.category = Field(look, N_("Category (up and down keys)"), edit=self.choice)
        grid = QGridLayout()
        look.theme.bind(grid.setHorizontalSpacing, 24)
        look.theme.bind(grid.setVerticalSpacing, 16)
        for number, field in enumerate((self.name, self.category, self.organisation, self.post)):
            grid.addWidget(field, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
            field.edit.installEventFilter(self)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.box.addLayout(grid)
        self.namesakes = Namesakes(context)
        self.box.addWidget(self.namesakes)
        self._watch_name()
        self._add_foot(look)
        look.words.changed.connect(self._say)
        self.setTabOrder(self.name.edit, self.organisation.edit)
        self.setTabOrder(self.organisation.edit, self.post.edit)
        self.setTabOrder(self.post.edit, self.choice)

    def _watch_name(self) -> None:
        self._typed = QTimer(self, interval=_TYPED_MS, singleShot=True)
        self._typed.timeout.connect(self._look_for_namesakes)
        self._line(self.name).textChanged.connect(self._typed.start)
        self.namesakes.checked.connect(self._on_checked)
        on_key("listed", self, self._take_listed)

    def _add_foot(self, look: Look) -> None:
        foot = QWidget()
        row = FlowLayout(foot)
        look.theme.bind(row.setGaps, 16, 8)
        self.button = Button(look, N_("Register and let in"), "primary")
        self.button.clicked.connect(self._send)
        row.addWidget(self.button)
        row.addWidget(Label(look, N_("Enter registers; a badge is made at once, and F4 prints it."), "hint"))
        self.box.addWidget(foot)
        self.box.addStretch(1)

    def open(self, name: str, instead: Instead | None = None) -> None:
        """Begin; ``name`` was typed already."""
        event = self._context.here.event
        if instead != self.instead:
            self.clear_fields()
            self._categories = ()
        self.instead = instead
        if instead is None:
            self.title.say(N_("Walk-in"))
        else:
            self.title.say(N_("In the place of {name}"), name=instead.name)
        if event is not None:
            self._context.data.ask(lambda session: categories(session, event.id), self._offer)
        if name:
            self._line(self.name).setText(name)
        self.name.edit.setFocus()

    def _offer(self, categories: Sequence[CategoryRow]) -> None:
        if [row.id for row in categories] != [row.id for row in self._categories]:
            self._categories = categories
            self._say()
            self._choose_usual()

    def _choose_usual(self) -> None:
        usual = self.instead.category_code if self.instead is not None else _USUAL
        self.choice.setCurrentIndex(next((n for n, row in enumerate(self._categories) if row.code == usual), 0))

    def clear_fields(self) -> None:
        """Forget who was registered."""
        for field in (self.name, self.organisation, self.post):
            self._line(field).clear()
            field.accept()
        self._choose_usual()
        self._sending = False
        self.namesakes.look_for("")

    def lift(self) -> Callable[[], None]:
        """Clear the form, as ``clear_fields`` does; what is returned puts it all back, if nobody typed since."""
        lines = [self._line(field) for field in (self.name, self.organisation, self.post)]
        texts, at, instead = [line.text() for line in lines], self.choice.currentIndex(), self.instead

        def put_back() -> None:
            if self.instead == instead and not any(line.text() for line in lines):
                for line, text in zip(lines, texts, strict=True):
                    line.setText(text)
                self.choice.setCurrentIndex(at)

        self.clear_fields()
        return put_back

    def _say(self) -> None:
        at = self.choice.currentIndex()
        self.choice.clear()
        for row in self._categories:
            self.choice.addItem(row.name.said_in(self._look.words.language), row.id)
        self.choice.setCurrentIndex(at)

    def _line(self, field: Field) -> QLineEdit:
        if not isinstance(field.edit, QLineEdit):
            raise TypeError("not a line edit")
        return field.edit

    def _look_for_namesakes(self) -> None:
        self.namesakes.look_for(clean(self.name.value))

    @Slot()
    def _on_checked(self) -> None:
        """Enter came before it was known who has this name: it still counts, unless there is something to read."""
        sending, self._sending = self._sending, False
        if sending and (not self.namesakes.hits or self.namesakes.name != clean(self.name.value)):
            self._send()

    def _take_listed(self) -> None:
        if self.namesakes.hits:
            self.listed.emit(self.namesakes.name, tuple(hit.registration for hit in self.namesakes.hits))

    def _send(self) -> None:
        category: UUID | None = self.choice.currentData()
        name = clean(self.name.value)
        if not name:
            self.name.refuse(N_("A person needs a name, in Chinese or in Latin letters."))
        elif self.namesakes.name != name:
            self._sending = True
            self.namesakes.look_for(name)
        elif category is not None and self.namesakes.seen(name):
            name_zh, name_latin = named(self.name.value)
            self.ready.emit(WalkIn(category, name_zh, name_latin, self.organisation.value, self.post.value))

    def _take_scan(self) -> bool:
        """Whether what stands in a field ends with a badge's token, which is then read instead."""
        for field in (self.name, self.organisation, self.post):
            line = self._line(field)
            token = scanned(line.text())
            if token.isdigit():
                line.setText(line.text()[: -len(token)].strip())
                self.scanned.emit(token)
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _ENTER or key is Qt.Key.Key_Tab:
                if self._take_scan():
                    return True
                if key in _ENTER:
                    if not event.isAutoRepeat():
                        self._send()
                    return True
            if key in _STEPS and self.choice.count():
                at = self.choice.currentIndex() + _STEPS[key]
                self.choice.setCurrentIndex(min(max(at, 0), self.choice.count() - 1))
                return True
        return super().eventFilter(watched, event)
