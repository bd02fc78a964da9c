"""The window inside its frame: rail, pages, notices, bar, and what lies over them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Language
from desktop.ui.bar import Bar
from desktop.ui.frame import MINIMUM
from desktop.ui.keys_panel import KeysPanel
from desktop.ui.look import Look
from desktop.ui.palette import Command, Find, Palette
from desktop.ui.rail import Rail, Stop
from desktop.ui.shortcuts import PAGES, SHORTCUTS, on_key, shown
from desktop.ui.strips import NoticeStrip, WorkStrip
from desktop.ui.theme import ThemeName
from desktop.ui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page that the window can open; ``factory`` is called when it is first needed.

    ``title`` is a message id. ``rail`` False keeps it off the rail, ``found`` False out of ``Ctrl+K`` as well (first
    run); ``below`` puts it at the foot.
    """

    id: str
    title: str
    icon: str
    factory: Callable[[], Page]
    rail: bool = True
    below: bool = False
    found: bool = True


def _nobody(_text: str, _then: object) -> None:
    return None


class _PageArea(QScrollArea):
    """Sizes its page once at a time.

    A page asks for another height when it gets another width, and Qt answers from within: where one width wants a
    scroll bar and the other doesn't, it would do so until the stack is full.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sizing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Resize or watched is not self.widget():
            return super().eventFilter(watched, event)
        if self._sizing:
            return False
        self._sizing = True
        try:
            return super().eventFilter(watched, event)
        finally:
            self._sizing = False


class Window(QWidget):
    """Opens pages by id. ``opened`` carries the id of the page that came to the front."""

    opened = Signal(str)
    closing = Signal()
    """The window is about to go; whoever owns jobs and data ends them now."""
    wanted = Signal(str, object)
    """A person chose another look with a key: ``("theme", name)``, ``("scale", 1.5)`` or ``("language", …)``."""

    def __init__(self, look: Look, pages: Sequence[PageSpec], find: Find = _nobody) -> None:
        super().__init__()
        self._look = look
        self._specs = {spec.id: spec for spec in pages}
        self._pages: dict[str, tuple[Page, QScrollArea]] = {}
        self.current = ""
        on_rail = [spec for spec in pages if spec.rail]
        self.rail = Rail(look, [Stop(spec.id, spec.title, spec.icon, spec.below) for spec in on_rail])
        self._by_number = on_rail[:PAGES]
        self.rail.chosen.connect(self.go)
        self.bar, self.notices, self.work = Bar(look), NoticeStrip(look), WorkStrip(look)
        self._stack = QStackedWidget()
        self._arrange()
        self._find = find
        look.words.bind(self.setWindowTitle, N_("Summit Desk"))
        self.setMinimumSize(*MINIMUM)
        self._bind_keys()

    @cached_property
    def palette_panel(self) -> Palette:
        """What Ctrl+K opens; made when it is first wanted."""
        return Palette(self._look, self, self._all_commands, self._find)

    @cached_property
    def keys_panel(self) -> KeysPanel:
        """What F1 opens; made when it is first wanted."""
        return KeysPanel(self._look, self, len(self._by_number))

    def page(self, name: str) -> Page:
        """The page with id ``name``, made now if it wasn't yet; raises ``KeyError`` for a page that isn't known."""
        if name not in self._pages:
            page = self._specs[name].factory()
            area = _PageArea()
            area.setProperty("role", "page")
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(page)
            self._stack.addWidget(area)
            self._pages[name] = (page, area)
        return self._pages[name][0]

    def go(self, name: str) -> None:
        """Bring the page with id ``name`` to the front, with the focus where it belongs."""
        page = self.page(name)
        self.current = name
        self._stack.setCurrentWidget(self._pages[name][1])
        self.rail.show_chosen(name)
        page.arrive()
        QTimer.singleShot(0, self, self._to_the_top)
        self.opened.emit(name)

    def _to_the_top(self) -> None:
        """Show the heading, and whatever has the focus."""
        if self.current in self._pages:
            page, area = self._pages[self.current]
            area.verticalScrollBar().setValue(0)
            focused: QWidget | None = self.window().focusWidget()
            if focused is not None and page.isAncestorOf(focused):
                area.ensureWidgetVisible(focused)

    def forget(self, name: str) -> None:
        """Let go of the page with id ``name``; it is made anew when it is needed again."""
        _, area = self._pages.pop(name)
        self._stack.removeWidget(area)
        area.deleteLater()

    def show_rail(self, *, there: bool) -> None:
        """Hide the rail while there is nowhere to go (first run)."""
        self.rail.setVisible(there)

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        for part in (self.work, self.notices, self.bar):
            right.addWidget(part)
        self.setProperty("role", "page")
        # A style sheet paints the ground of a plain widget only where it is told to.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _bind_keys(self) -> None:
        for number, spec in enumerate(self._by_number, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(partial(self._go_by_key, spec.id))
        for key, act in self._acts().items():
            on_key(key, self, act, in_window=True)

    def _go_by_key(self, name: str) -> None:
        """Open a page of the rail, unless there is nowhere to go."""
        if not self.rail.isHidden():
            self.go(name)

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            "palette": lambda: self.palette_panel.pop_up(),
            "help": lambda: self.keys_panel.pop_up(),
            "larger": lambda: self._rescale(0.25),
            "smaller": lambda: self._rescale(-0.25),
            "language": self._next_language,
            "theme": self._next_theme,
            "quit": self.close,
        }

    def _all_commands(self) -> list[Command]:
        keys = {spec.id: shown(f"Ctrl+{number}") for number, spec in enumerate(self._by_number, 1)}
        places = [
            Command(spec.title, lambda name=spec.id: self.go(name), spec.icon, keys.get(spec.id, ""))  # type: ignore[misc]
            for spec in self._specs.values()
            if spec.found and not self.rail.isHidden()
        ]
        own = [
            Command(SHORTCUTS[key].text, act, "settings", SHORTCUTS[key].shown)
            for key, act in self._acts().items()
            if key != "palette"
        ]
        return [*places, *own]

    def _rescale(self, step: float) -> None:
        self._look.theme.change(scale=self._look.theme.scale + step)
        self.wanted.emit("scale", self._look.theme.scale)

    def _next_language(self) -> None:
        languages = list(Language)
        following = languages[(languages.index(self._look.words.language) + 1) % len(languages)]
        self._look.words.switch(following)
        self.wanted.emit("language", following)

    def _next_theme(self) -> None:
        themes = [ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST]
        now = self._look.theme.name
        following = themes[(themes.index(now) + 1) % len(themes)] if now in themes else ThemeName.DARK
        self._look.theme.change(name=following)
        self.wanted.emit("theme", following)

    def _on_escape(self) -> None:
        if self.notices.isVisible():
            self.notices.dismiss()
        elif self.current:
            self.page(self.current).arrive()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate and self.window().focusWidget() is None:
            self._on_escape()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
