"""The frame of the window, on the screen before anything else of the program is loaded.

Importing what the window is made of takes longer than showing one; who started the program sees at once that it
comes. What this file imports is what the first paint waits for.
"""

import gc
import tomllib
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.resources import resource

SIZE, MINIMUM = (1440, 900), (1280, 720)
_MIDDLE = 128
_OUT_OF_SIGHT_MS = 300


class Frame(QMainWindow):
    """An empty window in the ground colour of a palette. ``painted`` comes once, after it was seen."""

    painted = Signal()

    def __init__(self, palette: str) -> None:
        super().__init__()
        self.setMinimumSize(*MINIMUM)
        self.resize(*SIZE)
        colours = self.palette()
        if palette == "system":
            palette = "dark" if colours.window().color().lightness() < _MIDDLE else "light"
        colours.setColor(QPalette.ColorRole.Window, QColor(_ground(palette)))
        self.setPalette(colours)
        self._seen = False
        QTimer.singleShot(_OUT_OF_SIGHT_MS, self.see)

    def hold(self, inside: QWidget) -> None:
        """Fill the frame; from now on its title is that of ``inside``."""
        self.setCentralWidget(inside)
        self.setWindowTitle(inside.windowTitle())
        inside.windowTitleChanged.connect(self.setWindowTitle)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.see()

    def see(self) -> None:
        """Take it as seen: a window that is started out of sight is never painted."""
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        inside = self.centralWidget()
        if inside is not None:
            inside.close()
        super().closeEvent(event)


def run(palette: str, furnish: Callable[[QApplication, Frame], object]) -> int:
    """Show the frame, let ``furnish`` fill it once it was seen, and return the exit status when it is closed.

    What ``furnish`` returns is kept until then; what it raises ends the program.
    """
    gc.disable()  # It is collected on this thread alone, by the timer of ``ui.garbage``.
    app = QApplication.instance() or QApplication(["summit-desk"])
    if not isinstance(app, QApplication):
        raise TypeError("a Qt application without windows is running")
    app.setApplicationName("Summit Desk")
    app.setDesktopFileName("summit-desk")
    frame = Frame(palette)
    kept: list[object] = []
    failed: list[Exception] = []

    def fill() -> None:
        try:
            kept.append(furnish(app, frame))
        except Exception as error:  # noqa: BLE001  raised again where it can be told
            failed.append(error)
            app.exit(1)

    frame.painted.connect(fill)
    frame.show()
    status = app.exec()
    frame.close()
    if failed:
        raise failed[0]
    return status


def _ground(palette: str) -> str:
    colours = tomllib.loads(resource("theme/palettes.toml").read_text("utf-8"))
    found: str = colours[palette]["background"]
    return found
