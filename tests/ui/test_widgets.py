from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.domain.tokens import make_token
from desktop.domain.verdicts import Verdict
from desktop.i18n import Language
from desktop.ui.look import Look
from desktop.ui.theme import STATES
from desktop.ui.widgets import (
    Chip,
    EmptyState,
    Field,
    FitLabel,
    IconButton,
    Panel,
    PersonChip,
    ScanEdit,
    state_of,
)
from desktop.ui.widgets.tables import Column, RowsModel, TableView
from tests.ui.demo import ROWS, Row, columns

NAME = 1


@pytest.fixture
def model(look: Look) -> RowsModel[Row]:
    return RowsModel(look, columns())


def names(model: RowsModel[Row]) -> list[str]:
    return [str(model.index(line, NAME).data()) for line in range(model.rowCount())]


def test_the_model_keeps_qts_rules(model: RowsModel[Row], qtmodeltester: ModelTester) -> None:
    model.replace(ROWS)

    qtmodeltester.check(model)


def test_merge_brings_changed_new_and_gone_rows(model: RowsModel[Row]) -> None:
    model.replace(ROWS[:3])
    changed = replace(ROWS[0], now="14:05")

    model.merge([ROWS[0].id, ROWS[1].id, ROWS[4].id], [changed, ROWS[4]])

    assert model.rows() == (changed, ROWS[2], ROWS[4])


def test_a_sorted_model_stays_sorted(model: RowsModel[Row]) -> None:
    model.sort(NAME, Qt.SortOrder.DescendingOrder)
    model.replace(ROWS[:4])
    renamed = replace(ROWS[0], name="ZZZ")

    model.merge([ROWS[0].id, ROWS[5].id], [renamed, ROWS[5]])

    assert names(model) == sorted(names(model), reverse=True)
    assert model.line_of(renamed.id) == names(model).index("ZZZ")


Merge = tuple[list[int], list[tuple[int, str]]]
MERGES = st.lists(
    st.tuples(st.lists(st.integers(0, 9)), st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abc")))),
    max_size=6,
)


@given(MERGES, st.sampled_from([None, Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder]))
def test_any_merges_give_what_a_fresh_load_would(
    look_once: Look, merges: Iterable[Merge], order: Qt.SortOrder | None
) -> None:
    model: RowsModel[Row] = RowsModel(look_once, columns())
    checker = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    if order is not None:
        model.sort(NAME, order)
    truth: dict[int, Row] = {}
    for gone, fresh in merges:
        rows = {key: replace(ROWS[0], id=UUID(int=key), name=name) for key, name in fresh}
        for key in gone:
            truth.pop(key, None)
        truth |= rows

        model.merge([UUID(int=key) for key in (*gone, *rows)], rows.values())

    assert set(model.rows()) == set(truth.values())
    if order is not None:
        assert names(model) == sorted(names(model), reverse=order is Qt.SortOrder.DescendingOrder)
    del checker


@pytest.fixture(scope="session")
def look_once(qapp: QApplication) -> Look:
    from desktop.ui.icons import Icons
    from desktop.ui.theme import Theme, ThemeName
    from desktop.ui.words import Words

    theme = Theme(qapp, ThemeName.LIGHT)
    return Look(theme, Words(Language.EN), Icons(theme))


def test_a_selection_outlives_sorting(look: Look, model: RowsModel[Row], qtbot: QtBot) -> None:
    model.replace(ROWS)
    table = TableView(look, model)
    qtbot.addWidget(table)
    table.sort_by_click()
    table.selectRow(2)

    model.sort(NAME)

    assert table.chosen() == [ROWS[2]]


def test_enter_opens_the_current_row(look: Look, model: RowsModel[Row], qtbot: QtBot) -> None:
    model.replace(ROWS)
    table = TableView(look, model)
    qtbot.addWidget(table)
    table.selectRow(3)

    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [ROWS[3]]


def test_rows_are_36_px_high_at_every_scale(look: Look, model: RowsModel[Row], qtbot: QtBot) -> None:
    model.replace(ROWS)
    usual, compact = TableView(look, model), TableView(look, model, compact=True)
    for table in (usual, compact):
        qtbot.addWidget(table)

    look.theme.change(scale=1.5)

    assert (usual.rowHeight(0), compact.rowHeight(0)) == (54, 42)


def test_a_long_name_goes_on_where_the_next_column_says_nothing(look: Look, qtbot: QtBot) -> None:
    first, second = "Maximiliane von und zu Hohenwaldenburg-Trautenfels", ""

    def ink_beside(beside: str) -> int:
        columns = [Column("Name", lambda _: first, width=100, runs_on=True), Column("Latin", lambda _: beside)]
        model = RowsModel[Row](look, columns)
        model.replace(ROWS[:1])
        table = TableView(look, model)
        qtbot.addWidget(table)
        table.resize(700, 200)
        table.show()
        picture = table.viewport().grab().toImage()
        left, middle = table.columnViewportPosition(1) + 14, table.rowHeight(0) // 2
        ground = picture.pixel(690, middle)
        return sum(
            picture.pixel(x, y) != ground for x in range(left, left + 200) for y in range(middle - 6, middle + 6)
        )

    assert ink_beside(second) > 3 * ink_beside("i") > 0


def test_titles_follow_the_language(look: Look, model: RowsModel[Row], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.headerDataChanged):
        look.words.switch(Language.ZH_HANT)


def test_a_scan_is_sent_whole_and_the_field_is_empty_again(look: Look, qtbot: QtBot) -> None:
    token, edit = make_token(b"k" * 32, 12345, 7), ScanEdit(look)
    qtbot.addWidget(edit)

    for end in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
        qtbot.keyClicks(edit, token)
        with qtbot.waitSignal(edit.scanned) as scanned:
            qtbot.keyClick(edit, end)
        assert scanned.args == [token]
        assert edit.text() == ""


def test_enter_in_an_empty_field_is_no_scan(look: Look, qtbot: QtBot) -> None:
    edit = ScanEdit(look)
    qtbot.addWidget(edit)

    with qtbot.assertNotEmitted(edit.scanned):
        qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_a_name_can_be_typed_with_an_input_method(look: Look, qtbot: QtBot) -> None:
    edit = ScanEdit(look)
    qtbot.addWidget(edit)

    assert edit.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True


def test_a_field_says_what_is_wrong_until_it_is_edited(look: Look, qtbot: QtBot) -> None:
    field = Field(look, "Phone")
    qtbot.addWidget(field)
    field.refuse("A phone number has at least {n} digits.", n=4)
    assert field.problem.text() == "A phone number has at least 4 digits."
    assert not field.problem.isHidden()

    qtbot.keyClicks(field.edit, " 9123  4567 ")

    assert field.problem.isHidden()
    assert field.value == "9123 4567"


def test_a_panel_tells_the_key_that_closes_it(look: Look, qtbot: QtBot) -> None:
    panel = Panel(look, "Print badges")
    qtbot.addWidget(panel)
    close = panel.findChild(IconButton)

    assert close is not None
    assert (close.toolTip(), close.accessibleName()) == ("Close (Esc)", "Close")


def test_a_person_is_opened_by_enter_and_by_a_click(look: Look, qtbot: QtBot) -> None:
    chip = PersonChip(look, Chip(UUID(int=7), "歐陽卓軒", "教授", "院長", "貴賓室", "admitted", "#B98A12"))
    qtbot.addWidget(chip)

    with qtbot.waitSignal(chip.opened) as by_key:
        qtbot.keyClick(chip, Qt.Key.Key_Return)
    with qtbot.waitSignal(chip.opened) as by_click:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)

    assert by_key.args == by_click.args == [UUID(int=7)]


def test_an_empty_place_has_the_one_button_that_fills_it(look: Look, qtbot: QtBot) -> None:
    empty = EmptyState(look, "import", "No list yet", "Open one.", "Open a list")
    qtbot.addWidget(empty)
    assert empty.button is not None

    with qtbot.waitSignal(empty.pressed):
        empty.button.click()


@pytest.mark.parametrize("name", ["李娟", "歐陽卓軒", "CHAN Tai Man", "Maximilian von Hohenzollern-Sigmaringen"])
def test_a_name_fills_its_line_and_is_never_cut(look: Look, qtbot: QtBot, name: str) -> None:
    label = FitLabel(look)
    qtbot.addWidget(label)
    label.show_text(name, "教授")
    label.resize(600, label.heightForWidth(600))

    assert label.heightForWidth(600) >= look.theme.px(28)
    assert label.heightForWidth(200) >= label.heightForWidth(2000) * 0.25
    assert not label.grab().isNull()


def test_every_verdict_has_a_state_of_its_own_or_shares_one_on_purpose() -> None:
    assert {verdict: state_of(verdict) for verdict in Verdict} == {
        Verdict.ADMITTED: "admitted",
        Verdict.ALREADY_IN: "already_in",
        Verdict.ELSEWHERE: "elsewhere",
        Verdict.CANCELLED: "stopped",
        Verdict.REPLACED: "stopped",
        Verdict.UNKNOWN: "refused",
    }
    assert {state_of(verdict) for verdict in Verdict} <= set(STATES)
