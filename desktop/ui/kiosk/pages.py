"""The kiosk's screens: waiting, a question with keys to answer it, a choice, what came of it."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.text import is_han
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.ui.context import Context
from desktop.ui.kiosk.asking import Candidate
from desktop.ui.kiosk.touch import TouchKeys
from desktop.ui.look import Look
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Card, Edit, Label, StateMark, clear

_COLUMN, _PICTURE, _MARK = 960, 144, 112
_LONGEST_LINE = 64
_NAMES = ((16, "kiosk-name"), (32, "kiosk"), (float("inf"), "kiosk-strong"))
"""How a name is set that is so many letters wide at most; a Chinese character is two wide."""
_CENTRE = Qt.AlignmentFlag.AlignCenter


class KioskPage(QWidget):
    """One column in the middle of the screen; ``first`` is where the focus belongs."""

    def __init__(self, look: Look, *, width: int = _COLUMN) -> None:
        super().__init__()
        self.look = look
        self.first: QWidget = self
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner = QWidget()
        look.theme.bind(inner.setMaximumWidth, width)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(self.column.setSpacing, 12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)

    def words(self, text: str = "", role: str = "kiosk") -> Label:
        """A centred label below what stands there."""
        label = Label(self.look, text, role, wraps=True)
        label.setAlignment(_CENTRE)
        self.column.addWidget(label)
        return label


class IdlePage(KioskPage):
    """Waits for the next guest. ``chosen`` carries a language that was touched, ``without`` says there is no badge."""

    chosen = Signal(object)
    without = Signal()

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look)
        self._here = context.here
        self.languages: dict[Language, Button] = {}
        row, group = QHBoxLayout(), QButtonGroup(self)
        look.theme.bind(row.setSpacing, 16)
        row.addStretch(1)
        for language in Language:
            button = Button(look, N_("Language"), "touch")
            look.words.forget(button.setText)
            button.setText(language.own_name)
            button.setCheckable(True)
            button.clicked.connect(partial(self.chosen.emit, language))
            group.addButton(button)
            row.addWidget(button)
            self.languages[language] = button
        row.addStretch(1)
        self.event_name = self.words(role="kiosk-text")
        self.column.addLayout(row)
        self.column.addStretch(2)
        picture = QLabel()
        look.icons.bind_pixmap(picture.setPixmap, "desk", "accent", size=_PICTURE)
        picture.setAlignment(_CENTRE)
        self.column.addWidget(picture)
        self.words(N_("Scan your badge or QR code"))
        self.words(N_("Hold it before the reader: you are checked in at once."), "kiosk-text")
        self.column.addStretch(2)
        self.no_badge = Button(look, N_("I have no badge"), "touch-first")
        self.no_badge.clicked.connect(self.without)
        self.column.addWidget(self.no_badge, 0, _CENTRE)
        self.column.addStretch(1)
        look.words.changed.connect(self.show_words)
        self._here.changed.connect(self.show_words)
        self.show_words()

    def show_words(self) -> None:
        """Say which event this is, and mark the language."""
        event, language = self._here.event, self.look.words.language
        self.event_name.put(event.name.said_in(language) if event is not None else "")
        self.languages[language].setChecked(True)


class AskPage(KioskPage):
    """A question, a field and keys for it. ``answered`` carries what was typed; ``back`` that nothing is wanted."""

    answered = Signal(str)
    back = Signal()

    def __init__(self, look: Look, heading: str, text: str, go: str, *, secret: bool = False) -> None:
        super().__init__(look, width=1080)
        self.column.addStretch(1)
        self.heading, self.text = self.words(heading), self.words(text, "kiosk-text")
        self.edit = self.first = Edit()
        self.edit.setProperty("role", "kiosk")
        self.edit.setMaxLength(100)
        self.edit.setAlignment(_CENTRE)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        look.words.bind(self.edit.setAccessibleName, heading)
        if secret:
            self.edit.setEchoMode(Edit.EchoMode.Password)
        self.column.addWidget(self.edit)
        self.problem = self.words(role="kiosk-problem")
        self.keys = TouchKeys(look, self.edit)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.keys, 1000)
        across.addStretch(1)
        self.column.addLayout(across)
        self.go, self.leave = Button(look, go, "touch-first"), Button(look, N_("Back"), "touch")
        below = QHBoxLayout()
        look.theme.bind(below.setSpacing, 16)
        for button in (self.leave, self.go):
            below.addWidget(button, 1)
        self.column.addLayout(below)
        self.column.addStretch(1)
        self.edit.returnPressed.connect(self._send)
        self.edit.textChanged.connect(self.accept)
        self.go.clicked.connect(self._send)
        self.leave.clicked.connect(self.back)

    def clear(self) -> None:
        """Nothing is typed, and nothing was wrong."""
        self.edit.clear()
        self.accept()

    def ask(self, text: str) -> None:
        """Put another question (a message id)."""
        self.text.say(text)

    def refuse(self, sentence: Callable[[Translator], str]) -> None:
        """Say below the field what is wrong."""
        self.look.words.follow(self.problem.setText, sentence)
        restyle(self.edit, state="refused")
        self.edit.setFocus()

    def accept(self) -> None:
        """Nothing is wrong any more."""
        self.problem.put("")
        restyle(self.edit, state="")

    def _send(self) -> None:
        if self.go.isEnabled() and self.edit.text().strip():
            self.answered.emit(self.edit.text())


class PickPage(KioskPage):
    """Those whom a name may mean. ``picked`` carries the ``Candidate``, ``nobody`` that it is none of them."""

    picked = Signal(object)
    nobody = Signal()
    back = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.column.addStretch(1)
        self.heading = self.words()
        self.lines: list[Button] = []
        self._list = QVBoxLayout()
        look.theme.bind(self._list.setSpacing, 12)
        self.column.addLayout(self._list)
        self.none, self.leave = Button(look, N_("None of these"), "touch"), Button(look, N_("Back"), "touch")
        below = QHBoxLayout()
        look.theme.bind(below.setSpacing, 16)
        for button, signal in ((self.leave, self.back), (self.none, self.nobody)):
            below.addWidget(button, 1)
            button.clicked.connect(signal)
        self.column.addLayout(below)
        self.column.addStretch(1)

    def offer(self, found: Sequence[Candidate]) -> None:
        """Show these, the focus on the first."""
        self.heading.say(N_("Is this you?") if len(found) == 1 else N_("Which one are you?"))
        clear(self._list)
        self.lines = [self._line(candidate) for candidate in found]
        self.first = self.lines[0]

    def _line(self, candidate: Candidate) -> Button:
        line = Button(self.look, N_("Name"), "touch-line")
        self.look.words.forget(line.setText)
        beside = _shortened(candidate.beside)
        line.setText("\n".join(filter(None, (candidate.shown, beside))).replace("&", "&&"))
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.clicked.connect(partial(self.picked.emit, candidate))
        self._list.addWidget(line)
        return line


class ResultPage(KioskPage):
    """What came of it: a shape, a word, the guest's own name, what to do next."""

    done = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.registration: UUID | None = None
        card = Card(look, margin=32, spacing=12)
        card.setProperty("soft", True)
        self._card, self.mark = card, StateMark(look, size=_MARK)
        outer = self.column
        outer.addStretch(1)
        outer.addWidget(card)
        self.column = card.box
        self.column.addWidget(self.mark, 0, _CENTRE)
        self.heading = self.words()
        self.name = self.words(role="kiosk-name")
        self.text = self.words(role="kiosk-strong")
        self.more = self.words(role="kiosk-strong")
        self.ok = self.first = Button(look, N_("Done"), "touch")
        self.ok.clicked.connect(self.done)
        outer.addSpacing(16)
        outer.addWidget(self.ok, 0, _CENTRE)
        outer.addStretch(1)

    def show_result(self, state: str, heading: str, text: str, more: str = "", name: str = "") -> None:
        """``heading``, ``text`` and ``more`` are message ids, ``name`` is data."""
        self._card.show_state(state)
        self.mark.show_state(state, ground=f"{state}_soft")
        self.heading.say(heading)
        self.name.put(name)
        self.name.setVisible(bool(name))
        restyle(self.name, role=next(role for most, role in _NAMES if _width(name) <= most))
        self.say(text)
        self.more.say(more) if more else self.more.put("")
        self.more.setVisible(bool(more))

    def say(self, text: str) -> None:
        """Say what happens next (a message id)."""
        self.text.say(text)


def _width(text: str) -> int:
    """How many Latin letters would be about as wide."""
    return sum(1 + is_han(character) for character in text)


def _shortened(text: str) -> str:
    """As much of an organisation as one line has room for."""
    end = len(text)
    while _width(text[:end]) > _LONGEST_LINE:
        end -= 1
    return text if end == len(text) else f"{text[:end]}…"
