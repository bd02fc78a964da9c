"""Copies of documents and things to have ready, as cells and lines that are touched on the day."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.domain.agreements import DocumentState, ThingKind
from desktop.domain.ceremony_words import DOCUMENT_WORDS, LANGUAGE_WORDS, THING_WORDS
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.agreements import DocumentRow
from desktop.services.ceremony_things import ThingRow
from desktop.ui.context import Context
from desktop.ui.widgets import Button, IconButton, Label, StateMark

_STATES = list(DocumentState)
_TALL = 48


class Touched(QFrame):
    """Something that one step at a time brings on; ``wanted`` opens it."""

    stepped = Signal(int)
    wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        context.look.theme.bind(self.setMinimumHeight, _TALL)
        self.row = QHBoxLayout(self)
        context.look.theme.bind(self.row.setContentsMargins, 12, 4, 4, 4)
        context.look.theme.bind(self.row.setSpacing, 8)
        self.mark = StateMark(context.look, size=20)
        self.open = IconButton(context.look, "forward", N_("Open"), self.wanted.emit)
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        context.look.theme.bind(self.open.setMinimumSize, 40, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Plus):
            self.stepped.emit(1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Minus):
            self.stepped.emit(-1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusNextPrevChild(key in (Qt.Key.Key_Down, Qt.Key.Key_Right))
        elif key == Qt.Key.Key_N and not event.modifiers():
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.setFocus()
            self.stepped.emit(1)


class CopyCell(Touched):
    """One copy: its language and how far it has come. ``set_to`` carries a ``DocumentState`` that was typed."""

    set_to = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look = context.look
        self.copy: DocumentRow | None = None
        self.language, self.state = Label(look, role="hint"), Label(look, role="strong", wraps=True)
        self.note = Label(look, role="hint", wraps=True)
        words = QVBoxLayout()
        look.theme.bind(words.setSpacing, 0)
        for label in (self.language, self.state, self.note):
            words.addWidget(label)
        self.row.addWidget(self.mark)
        self.row.addLayout(words, 1)
        self.row.addWidget(self.open)

    def show_copy(self, copy: DocumentRow, keeper: str) -> None:
        """Show this copy, which ``keeper`` keeps."""
        _ = self._context.look.words._
        self.copy = copy
        self.mark.show_state(_shape(copy.state))
        self.language.put(language_words(_, copy.language))
        self.state.put(_(DOCUMENT_WORDS[copy.state]))
        self.note.put(copy.note)
        self.note.setVisible(bool(copy.note))
        self.setAccessibleName(" · ".join(filter(None, (keeper, self.language.text(), self.state.text(), copy.note))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(_STATES) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_to.emit(_STATES[number])
        else:
            super().keyPressEvent(event)


class ThingLine(Touched):
    """One thing: how many of it are there. ``all_there`` says that nothing of it is missing, or all of it again."""

    all_there = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        look = context.look
        self.thing: ThingRow | None = None
        self.name, self.count = Label(look, wraps=True), Label(look, role="strong")
        self.less = IconButton(look, "minus", N_("One less"), lambda: self.stepped.emit(-1))
        self.whole = Button(look, N_("All there"), "filter")
        self.whole.clicked.connect(self.all_there)
        for part in (self.less, self.whole):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.theme.bind(self.less.setMinimumSize, 40, 40)
        look.theme.bind(self.whole.setMinimumHeight, 34)
        self.row.addWidget(self.mark)
        self.row.addWidget(self.name, 1)
        for other in (self.count, self.less, self.whole, self.open):
            self.row.addWidget(other)

    def show_thing(self, thing: ThingRow) -> None:
        """Show this thing."""
        _ = self._context.look.words._
        self.thing = thing
        self.mark.show_state("admitted" if thing.ready else "already_in" if thing.done else "")
        self.name.put(thing_words(_, thing.kind, thing.text))
        self.count.put(_("{done} of {total}", done=thing.done, total=thing.wanted))
        self.whole.setChecked(thing.ready)
        self.setAccessibleName(f"{self.name.text()} · {self.count.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_A and not event.modifiers():
            self.all_there.emit()
        else:
            super().keyPressEvent(event)


def _shape(state: DocumentState) -> str:
    """A ring for a draft, a diamond for what is on its way, a disc for what lies on the table."""
    if state.reached(DocumentState.ON_TABLE):
        return "admitted"
    return "elsewhere" if state.reached(DocumentState.FINAL) else ""


def language_words(_: Translator, language: str) -> str:
    """What the language of a copy is called."""
    return _(LANGUAGE_WORDS[language]) if language in LANGUAGE_WORDS else language


def thing_words(_: Translator, kind: ThingKind, text: str) -> str:
    """What a thing is called."""
    if kind is ThingKind.OTHER and text:
        return text
    return " · ".join(filter(None, (_(THING_WORDS[kind]), text)))
