"""Words, buttons, cards, tags: what every page uses."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.shortcuts import SHORTCUTS, on_key
from desktop.ui.theme import restyle
from desktop.ui.widgets.marks import StateMark


class Label(QLabel):
    """Words with a ``role`` of the style sheet: title, panel, section, strong, second, large, figure, small, hint.

    Given an ``N_("…")`` it follows the language; data (a name) is shown with ``put``. ``wraps`` breaks lines.
    """

    def __init__(self, look: Look, text: str = "", role: str = "", *, wraps: bool = False, **values: object) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if text:
            self.say(text, **values)

    def say(self, text: str, /, **values: object) -> None:
        """Show a message id, now and in whatever language comes."""
        self._look.words.bind(self.setText, text, **values)

    def put(self, data: str) -> None:
        """Show ``data``, whatever the language."""
        self._look.words.forget(self.setText)
        self.setText(data)


class Button(QPushButton):
    """A button. ``kind`` is primary (one a page), secondary, quiet, or filter (checkable).

    ``key`` is an id of ``SHORTCUTS``: it presses the button and stands in its tooltip.
    """

    def __init__(self, look: Look, text: str, kind: str = "secondary", *, icon: str = "", key: str = "") -> None:
        super().__init__()
        self._look = look
        self.setProperty("kind", kind)
        self.setCheckable(kind == "filter")
        # Enter presses what has the focus, as Space does.
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(text)
        if icon:
            colour = {"primary": "on_accent", "quiet": "accent"}.get(kind, "ink")
            look.icons.bind(self.setIcon, icon, colour, size=20)
            look.theme.follow(self.setIconSize, lambda: (QSize(look.theme.px(20), look.theme.px(20)),))
        if key:
            on_key(key, self, self.click, in_window=True)
            self.tell_key(key)

    def tell_key(self, key: str) -> None:
        """Tell the shortcut with id ``key``, which somebody else binds, in the tooltip."""
        shortcut = SHORTCUTS[key]
        self._look.words.follow(
            self.setToolTip, lambda _: _("{what} ({key})", what=_(shortcut.text), key=shortcut.shown)
        )

    def say(self, text: str, /, **values: object) -> None:
        """Show another message id."""
        self._look.words.bind(self.setText, text, **values)


class IconButton(QToolButton):
    """An icon that does something; ``text`` (a message id) is its tooltip and what a screen reader says.

    ``key`` is an id of ``SHORTCUTS`` that does the same, and stands in the tooltip.
    """

    def __init__(self, look: Look, icon: str, text: str, act: Callable[[], object], *, key: str = "") -> None:
        super().__init__()
        look.icons.bind(self.setIcon, icon, "ink2", size=20)
        look.theme.follow(self.setIconSize, lambda: (QSize(look.theme.px(20), look.theme.px(20)),))
        look.words.bind(self.setAccessibleName, text)
        if key:
            look.words.follow(self.setToolTip, lambda _: _("{what} ({key})", what=_(text), key=SHORTCUTS[key].shown))
        else:
            look.words.bind(self.setToolTip, text)
        self.clicked.connect(act)


class Card(QFrame):
    """A surface with round corners; put things into ``box``."""

    def __init__(self, look: Look, *, margin: int = 24, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.box = QVBoxLayout(self)
        look.theme.bind(self.box.setContentsMargins, margin, margin, margin, margin)
        look.theme.bind(self.box.setSpacing, spacing)

    def show_state(self, state: str) -> None:
        """Colour the border by ``state``; empty for none."""
        restyle(self, state=state)


class Tag(QFrame):
    """A short word on a soft ground: ``admitted``, ``vip`` … or neutral. ``large`` for the verdict's facts.

    ``show_text`` takes data and finished words; ``strong`` follows in bold.
    """

    def __init__(self, look: Look, text: str = "", state: str = "", *, large: bool = False) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "fact" if large else "tag")
        self.setProperty("soft", True)
        self._mark = StateMark(look, size=16 if large else 12)
        self.text, self.strong = Label(look), Label(look, role="strong")
        row = QHBoxLayout(self)
        look.theme.bind(row.setContentsMargins, *((16, 9, 16, 9) if large else (10, 3, 10, 3)))
        look.theme.bind(row.setSpacing, 6)
        for part in (self._mark, self.text, self.strong):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_text("", state=state)
        if text:
            self.say(text)

    def show_text(self, text: str, strong: str = "", *, state: str = "", mark: bool = False) -> None:
        """Show finished words in the colour of ``state``, with its shape when ``mark``."""
        for label, words in ((self.text, text), (self.strong, strong)):
            label.put(words)
            label.setVisible(bool(words))
            restyle(label, state=state)
        self._mark.setVisible(mark)
        self._mark.show_state(state, ground=f"{state}_soft" if state else "surface")
        restyle(self, state=state)

    def say(self, text: str, /, **values: object) -> None:
        """Show a message id in the colour that is on."""
        self.text.say(text, **values)
        self.text.setVisible(True)


class KeyHint(QWidget):
    """A key as it looks on the keyboard and what it does, from the table of shortcuts."""

    def __init__(self, look: Look, key: str, text: str = "") -> None:
        super().__init__()
        cap = Label(look, role="key")
        cap.put(SHORTCUTS[key].shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, 8)
        row.addWidget(cap)
        row.addWidget(Label(look, text or SHORTCUTS[key].text, "hint"))


class SectionTitle(QWidget):
    """The head of a part of a page: a bold line, what explains it in grey, and room for buttons in ``row``."""

    def __init__(self, look: Look, text: str, beside: str = "") -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(self.row.setSpacing, 8)
        self.beside = Label(look, beside, "second")
        self.row.addWidget(Label(look, text, "section"))
        self.row.addWidget(self.beside)
        self.row.addStretch(1)


class EmptyState(QWidget):
    """A place with nothing in it yet: what belongs here, the one button that brings it, and maybe an ``other`` way."""

    pressed = Signal()
    other_pressed = Signal()

    def __init__(self, look: Look, icon: str, title: str, text: str, button: str = "", other: str = "") -> None:
        super().__init__()
        drawing = QLabel()
        look.icons.bind_pixmap(drawing.setPixmap, icon, "ink2", size=56)
        heading, words = Label(look, title, "panel", wraps=True), Label(look, text, "second", wraps=True)
        self.say = words.say
        inner = QWidget()
        look.theme.bind(inner.setMaximumWidth, 400)
        column = QVBoxLayout(inner)
        look.theme.bind(column.setSpacing, 12)
        look.theme.bind(column.setContentsMargins, 0, 16, 0, 16)
        column.addStretch(2)
        for part in (drawing, heading, words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        self.button = Button(look, button, "primary") if button else None
        if self.button is not None:
            self.button.clicked.connect(self.pressed)
            column.addSpacing(8)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        if other:
            second = Button(look, other, "quiet")
            second.clicked.connect(self.other_pressed)
            column.addWidget(second, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)


class Panel(Card):
    """What elsewhere would be a dialog: a card with a title that a page shows beside or below what it is about."""

    closed = Signal()

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, spacing=16)
        self.title = Label(look, title, "panel")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(IconButton(look, "close", N_("Close"), self.closed.emit, key="close"))
        self.box.addLayout(head)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def rule() -> QFrame:
    """A thin line between two things."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def scrolled(inner: QWidget, *, sideways: bool = True) -> QScrollArea:
    """``inner`` in a place that scrolls when it is too large, and is as large as the place otherwise.

    What never scrolls ``sideways`` is as wide as the place whatever stands in it.
    """
    area = QScrollArea()
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setMinimumWidth(1)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setProperty("role", inner.property("role") or "clear")
    area.setWidget(inner)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
