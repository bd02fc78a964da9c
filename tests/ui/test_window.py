from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.progress import Progress
from desktop.ui.bar import Bar, BarState
from desktop.ui.fonts import Fonts
from desktop.ui.jobs import Jobs
from desktop.ui.list_page import Beside
from desktop.ui.look import Look
from desktop.ui.palette import Found
from desktop.ui.shortcuts import IN_PLACE, SHORTCUTS, on_key
from desktop.ui.strips import progress_words
from desktop.ui.theme import ThemeName
from desktop.ui.window import PageSpec, Window
from tests.ui.demo import DeskDemo, PeopleDemo

Show = Callable[[Window], Window]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_page_is_made_when_it_is_first_opened(look: Look, show: Show) -> None:
    made: list[str] = []

    def factory(name: str) -> Callable[[], DeskDemo]:
        return lambda: made.append(name) or DeskDemo(look)  # type: ignore[func-returns-value]

    window = show(Window(look, [PageSpec(name, name, "desk", factory(name)) for name in ("one", "two")]))
    assert made == []

    window.go("two")
    window.go("two")

    assert made == ["two"]


def test_what_is_beside_a_list_keeps_its_width_when_a_pixel_is_missing(look: Look, qtbot: QtBot) -> None:
    side = QWidget()
    beside = Beside(look, QWidget(), side)
    qtbot.addWidget(beside)
    widths = []
    for width in (1120, 1119, 1090, 1100, 1120, 1200):
        beside.resize(width, 400)
        beside.show()
        widths.append(side.maximumWidth())

    assert widths == [376, 376, 352, 352, 376, 416]


def test_ctrl_and_a_number_open_a_page_with_the_focus_where_the_next_key_belongs(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.current == "people"
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)

    page = window.page("desk")
    assert isinstance(page, DeskDemo)
    qtbot.waitUntil(page.scan.hasFocus)


def test_the_rail_is_walked_with_the_arrow_keys(window: Window, qtbot: QtBot) -> None:
    window.go("desk")
    window.rail.buttons["desk"].setFocus()

    qtbot.keyClick(window.rail.buttons["desk"], Qt.Key.Key_Down)
    assert window.rail.buttons["people"].hasFocus()
    qtbot.keyClick(window.rail.buttons["people"], Qt.Key.Key_Return)

    assert window.current == "people"
    assert window.rail.buttons["people"].isChecked()
    assert not window.rail.buttons["desk"].isChecked()


def test_the_palette_finds_a_page_and_opens_it(window: Window, qtbot: QtBot) -> None:
    window.go("desk")

    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.palette_panel.edit.hasFocus()
    qtbot.keyClicks(window.palette_panel.edit, "arriv")
    qtbot.keyClick(window.palette_panel.edit, Qt.Key.Key_Return)

    assert window.current == "arrivals"
    assert window.palette_panel.isHidden()


def test_people_come_first_and_late_answers_are_dropped(
    look: Look, specs: list[PageSpec], show: Show, qtbot: QtBot
) -> None:
    waiting: list[tuple[str, Callable[[Sequence[Found]], None]]] = []
    opened: list[str] = []
    window = show(Window(look, specs, lambda text, then: waiting.append((text, then))))
    window.palette_panel.pop_up()
    edit, rows = window.palette_panel.edit, window.palette_panel.list.model()

    qtbot.keyClicks(edit, "an")
    assert [text for text, _ in waiting] == ["a", "an"]
    waiting[1][1]([Found("孫東", "", lambda: opened.append("孫東")), Found("AN", "", lambda: opened.append("AN"))])
    waiting[0][1]([Found("late", "", lambda: opened.append("late"))])

    assert rows.index(0, 0).data() == "孫東"
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert opened == ["AN"]


def test_escape_closes_what_is_over_the_page_and_gives_the_focus_back(window: Window, qtbot: QtBot) -> None:
    window.go("desk")
    page = window.page("desk")
    assert isinstance(page, DeskDemo)

    for panel in (window.palette_panel, window.keys_panel):
        panel.pop_up()
        assert panel.isVisible()
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Escape)

        assert panel.isHidden()
        assert page.scan.hasFocus()


def test_the_keys_panel_shows_every_key_also_those_a_field_takes_for_itself(window: Window) -> None:
    window.keys_panel.pop_up()

    shown = [label.text() for label in window.keys_panel.findChildren(QLabel)]
    missing = [
        key for key in (*SHORTCUTS.values(), *IN_PLACE) if key.text not in shown or key.shown not in " ".join(shown)
    ]
    assert missing == []
    assert {"Enter", "↑ ↓", "Esc"} <= set(shown)
    window.keys_panel.dismiss()


def test_a_click_beside_the_palette_closes_it(window: Window, qtbot: QtBot) -> None:
    window.palette_panel.pop_up()

    qtbot.mouseClick(window.palette_panel, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    assert window.palette_panel.isHidden()


def test_the_next_theme_language_and_scale_are_one_key_away(window: Window, look: Look, qtbot: QtBot) -> None:
    chosen: list[tuple[str, object]] = []
    window.wanted.connect(lambda what, value: chosen.append((what, value)))

    qtbot.keyClick(window, Qt.Key.Key_T, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)

    assert chosen == [("theme", ThemeName.DARK), ("language", Language.ZH_HANT), ("scale", 1.25)]
    assert look.theme.scale == 1.25


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", ["desk", "people", "import"])
def test_a_page_never_needs_more_width_than_the_smallest_window_has(
    window: Window, look: Look, qtbot: QtBot, scale: float, name: str
) -> None:
    look.theme.change(scale=scale)
    window.resize(1280, 720)
    window.go(name)
    qtbot.waitUntil(lambda: window.width() == 1280)
    QApplication.processEvents()

    assert window.minimumSizeHint().width() <= 1280
    assert window.page(name).minimumSizeHint().width() <= 1280 - look.theme.px(96 + 12)


def test_a_wide_page_sets_its_parts_side_by_side_and_a_narrow_one_below(window: Window, look: Look) -> None:
    window.go("people")
    page = window.page("people")
    assert isinstance(page, PeopleDemo)
    QApplication.processEvents()
    assert not page.parts.turned

    look.theme.change(scale=2.0)
    window.resize(1280, 720)
    QApplication.processEvents()

    assert page.parts.turned


def test_the_bar_ticks_in_the_events_zone(look: Look, qtbot: QtBot) -> None:
    bar = Bar(look, lambda: datetime(2023, 4, 12, 6, 2, 17, 990_000, tzinfo=UTC))
    qtbot.addWidget(bar)

    bar.show_state(BarState("1", "Main door", "Summit", "Asia/Hong_Kong", 182, 300))

    assert bar.clock.text() == "14:02:17"
    words = " ".join(label.text() for label in bar.findChildren(type(bar.clock)))
    assert "182 / 300 entered here" in words
    assert "Of those who may enter at Main door" in {label.toolTip() for label in bar.findChildren(type(bar.clock))}
    assert "Offline, single desk" in words
    bar.show_state(BarState("1", "", "Summit", "Asia/Hong_Kong", 182, 300))
    assert "/ 300 arrived" in {label.text() for label in bar.findChildren(type(bar.clock))}


@pytest.mark.parametrize(
    ("done", "seconds", "said"),
    [
        (0, 1.0, "0 of 1,000"),
        (120, 2.0, "120 of 1,000 · 60 a second · 15 s left"),
        (10, 5.0, "10 of 1,000 · 2.0 a second · 8:15 left"),
    ],
)
def test_long_work_tells_count_rate_and_time_left(look: Look, done: int, seconds: float, said: str) -> None:
    assert progress_words(look.words._, done, 1000, seconds) == said


def test_long_work_shows_and_can_be_cancelled(window: Window, jobs: Jobs, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def endless(progress: Progress) -> None:
        number = 0
        while True:
            number += 1
            progress.step(min(number, 99), 100)

    window.work.watch(jobs.run(endless, errors.append, errors.append, long=True), "Import")
    qtbot.waitUntil(window.work.isVisible)
    qtbot.mouseClick(window.work.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(errors))

    assert window.work.isHidden()


def test_the_bundled_fonts_come_in_the_order_of_the_readers_language(qapp: QApplication) -> None:
    before, fonts = qapp.font(), Fonts(qapp)
    fonts.choose(Language.ZH_HANS)
    assert qapp.font().families()[0].endswith("SC")
    fonts.load_rest()
    fonts.choose(Language.ZH_HANT)

    families = [family for family in qapp.font().families() if family.startswith("Summit Desk")]
    assert families == ["Summit Desk Sans HK", "Summit Desk Sans SC", "Summit Desk Han Extra"]
    qapp.setFont(before)


@pytest.mark.parametrize(("key", "name"), [("K", "palette"), ("T", "theme"), ("Z", "undo"), ("E", "export")])
def test_an_edit_leaves_the_programs_keys_alone(window: Window, qtbot: QtBot, key: str, name: str) -> None:
    pressed: list[str] = []
    window.go("desk")
    page = window.page("desk")
    assert isinstance(page, DeskDemo)
    if name in {"undo", "export"}:
        on_key(name, page, lambda: pressed.append(name))
    qtbot.keyClicks(page.scan, "scanned")
    qtbot.keyClick(page.scan, Qt.Key.Key_Return)

    qtbot.keyClick(page.scan, Qt.Key[f"Key_{key}"], CTRL)

    assert page.scan.text() == ""
    assert pressed == [name] or window.palette_panel.isVisible() or window.palette().window().color().lightness() < 99


def test_undo_in_an_edit_takes_back_typing_while_there_is_some(window: Window, qtbot: QtBot) -> None:
    window.go("desk")
    page = window.page("desk")
    assert isinstance(page, DeskDemo)
    qtbot.keyClicks(page.scan, "abc")

    qtbot.keyClick(page.scan, Qt.Key.Key_Z, CTRL)

    assert page.scan.text() == ""
