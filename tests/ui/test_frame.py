"""Who starts the program sees at once that it comes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from desktop.app import run_window
from desktop.config import Palette, Settings
from desktop.i18n import Language
from desktop.ui.frame import Frame, run
from desktop.ui.window import Window


def when(true: Callable[[], bool], then: Callable[[], object]) -> None:
    QTimer.singleShot(10, lambda: then() if true() else when(true, then))


def frames() -> list[Frame]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, Frame) and each.isVisible()]


@pytest.mark.parametrize(("palette", "dark"), [("light", False), ("dark", True), ("contrast", True)])
def test_the_frame_is_seen_in_the_ground_colour_before_it_is_filled(
    qapp: QApplication, palette: str, dark: bool
) -> None:
    seen: list[bool] = []

    def fill(_app: QApplication, frame: Frame) -> object:
        seen.append(frame.isVisible() and frame.centralWidget() is None)
        shown = frame.grab().toImage().pixelColor(5, 5)
        inside = QLabel("inside")
        inside.setWindowTitle("峰會台")
        frame.hold(inside)
        assert (shown.lightness() < 128) is dark
        assert frame.windowTitle() == "峰會台"
        QTimer.singleShot(0, frame.close)
        return inside

    assert run(palette, fill) == 0
    assert seen == [True]


def test_what_goes_wrong_while_it_is_filled_is_told_and_leaves_no_empty_frame(qapp: QApplication) -> None:
    def fill(_app: QApplication, _frame: Frame) -> object:
        raise LookupError("a broken installation")

    with pytest.raises(LookupError, match="broken"):
        run("light", fill)
    assert frames() == []


def test_the_program_opens_in_the_frame_and_closes_with_it(qapp: QApplication, tmp_path: Path) -> None:
    def inside() -> Window | None:
        return next((held for each in frames() if isinstance(held := each.centralWidget(), Window)), None)

    def opened() -> bool:
        return (window := inside()) is not None and window.current == "first-run"

    focused: list[bool] = []

    def look_and_close() -> None:
        window = inside()
        focused.append(window is not None and frames()[0].focusWidget() is window.page("first-run").first_focus)
        frames()[0].close()

    when(opened, look_and_close)
    assert run_window(Settings(language=Language.EN, theme=Palette.LIGHT), tmp_path / "summit.db") == 0
    assert focused == [True]
    assert (tmp_path / "summit.db").exists()
    qapp.setStyleSheet("")
