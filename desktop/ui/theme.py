"""How everything looks: colours by meaning, sizes by scale, one style sheet for the whole application.

Widgets say what they are (``role``) and how things stand (``state``) with dynamic properties; the look of both is in
``resources/theme/app.qss``, where ``$name`` is a colour of the palette and ``12dp`` a length at 100 %.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.resources import resource
from desktop.ui.bindings import Bindings
from desktop.ui.colours import READABLE, contrast, mixed, on, readable

MIN_SCALE, MAX_SCALE = 1.0, 2.0
STATES = ("admitted", "already_in", "elsewhere", "stopped", "refused", "vip")
"""The states that have a colour, a ground (``…_soft``) and, but for VIP, a shape."""

PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("ink", "ink2", "accent") for ground in ("background", "surface", "hover")),
    ("ink", "sunken"),
    ("ink2", "sunken"),
    ("accent", "accent_soft"),
    ("ink", "accent_soft"),
    ("ink2", "accent_soft"),
    ("on_accent", "accent"),
    *((state, ground) for state in STATES for ground in ("background", "surface", f"{state}_soft")),
    *(("ink", f"{state}_soft") for state in STATES),
)
"""What is written on what; each keeps 4.5 : 1 in every palette."""


class ThemeName(StrEnum):
    """Which palette; *system* follows the machine between light and dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Theme(QObject):
    """The one place that knows colours and sizes. ``changed`` comes after everything bound has been set again."""

    changed = Signal()

    def __init__(
        self, app: QApplication, name: ThemeName = ThemeName.SYSTEM, scale: float = 1.0, brand: str = ""
    ) -> None:
        super().__init__()
        self._app = app
        self._bindings = Bindings()
        self._name, self._scale, self._brand = name, _within(scale), brand
        app.setStyle("Fusion")
        self._show()
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def name(self) -> ThemeName:
        """The palette that was chosen."""
        return self._name

    @property
    def scale(self) -> float:
        """1.0 to 2.0, on top of what the system scales."""
        return self._scale

    @property
    def dark(self) -> bool:
        """Whether light ink stands on dark ground."""
        return self._colours["background"] < "#7F7F7F"

    def change(self, *, name: ThemeName | None = None, scale: float | None = None, brand: str | None = None) -> None:
        """Take another palette, scale or brand colour (``#RRGGBB``, empty for none), at once everywhere."""
        before = (self._name, self._scale, self._brand)
        self._name = self._name if name is None else name
        self._scale = self._scale if scale is None else _within(scale)
        self._brand = self._brand if brand is None else brand
        if before != (self._name, self._scale, self._brand):
            self._show()

    def take_fonts(self) -> None:
        """Use the application's font anew: what a style sheet has given a size keeps its old faces until then."""
        self._app.setStyleSheet(self._app.styleSheet())

    def px(self, length: float) -> int:
        """``length`` at 100 % in the window's pixels."""
        return round(length * self._scale)

    def colour(self, token: str) -> QColor:
        """The colour of ``token``, or ``token`` itself where it is written as ``#RRGGBB``."""
        return QColor(token if token.startswith("#") else self._colours[token])

    def legible(self, token: str) -> QColor:
        """As ``colour``; one that was chosen elsewhere (a category's) is moved until it shows on a surface."""
        if not token.startswith("#"):
            return self.colour(token)
        return QColor(readable(token, (self._colours["surface"],)))

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """The application's font at ``size`` (at 100 %), for what paints its own text."""
        font = QFont(self._app.font())
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def bind(self, setter: Callable[..., object], *lengths: float) -> None:
        """Hand the scaled ``lengths`` to ``setter`` now and after each change: ``bind(box.setSpacing, 8)``."""
        self._bindings.bind(setter, lambda: tuple(self.px(length) for length in lengths))

    def follow(self, setter: Callable[..., object], arguments: Callable[[], tuple[object, ...]]) -> None:
        """Hand ``arguments()`` to ``setter`` now and after each change; for what isn't a plain length."""
        self._bindings.bind(setter, arguments)

    def _show(self) -> None:
        colours = palette_colours(self._shown_palette(), self._brand)
        self._colours = colours
        base = QFont(self._app.font())
        base.setPixelSize(self.px(16))
        self._app.setFont(base)
        self._app.setPalette(_qt_palette(colours))
        sheet = _style_sheet(colours, self._scale)
        if sheet != self._app.styleSheet():
            self._app.setStyleSheet(sheet)
        self._bindings.refresh()
        self.changed.emit()

    def _shown_palette(self) -> str:
        if self._name is not ThemeName.SYSTEM:
            return self._name.value
        return "dark" if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"

    def _on_system_changed(self) -> None:
        if self._name is ThemeName.SYSTEM:
            self._show()


def restyle(widget: QWidget, **properties: str | bool) -> None:
    """Set dynamic ``properties`` (``state="admitted"``) and let the style sheet see them."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def palette_colours(palette: str, brand: str = "") -> Mapping[str, str]:
    """The colours of ``palette`` (light, dark, contrast), its accent taken from ``brand`` where that is allowed."""
    table = _palettes()[palette]
    colours = {token: value for token, value in table.items() if isinstance(value, str)}
    wanted = brand if brand and palette != ThemeName.CONTRAST else colours["accent"]
    grounds = tuple(colours[ground] for ground in ("background", "surface", "hover"))
    accent = readable(wanted, grounds)
    soft = next(
        tried
        for share in range(18 if table["dark"] else 10, -1, -1)
        if contrast(colours["ink2"], tried := mixed(accent, colours["surface"], share / 100)) >= READABLE
    )
    accent = readable(accent, (*grounds, soft))
    colours |= {"accent": accent, "accent_soft": soft, "on_accent": on(accent)}
    return colours


@cache
def _palettes() -> Mapping[str, Mapping[str, str | bool]]:
    return tomllib.loads(resource("theme/palettes.toml").read_text("utf-8"))


def _style_sheet(colours: Mapping[str, str], scale: float) -> str:
    template = resource("theme/app.qss").read_text("utf-8")
    dark_ground = colours["background"] < "#7F7F7F"
    filled = Template(template).substitute(
        colours,
        icons=resource("icons").as_posix(),
        chevron="chevron-dark" if dark_ground else "chevron-light",
        tick="tick-light" if colours["on_accent"] == "#FFFFFF" else "tick-dark",
    )
    return re.sub(r"(\d+(?:\.\d+)?)dp\b", lambda found: f"{round(float(found[1]) * scale)}px", filled)


def _qt_palette(colours: Mapping[str, str]) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for token, roles in {
        "background": (role.Window,),
        "surface": (role.Base, role.Button, role.ToolTipBase, role.AlternateBase),
        "ink": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText),
        "ink2": (role.PlaceholderText,),
        "accent": (role.Highlight, role.Link, role.Accent),
        "on_accent": (role.HighlightedText,),
    }.items():
        for each in roles:
            palette.setColor(each, QColor(colours[token]))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours["ink2"]))
    return palette


def _within(scale: float) -> float:
    return min(MAX_SCALE, max(MIN_SCALE, scale))
