"""Visits: the board of a day, what is beside it, a block that was moved where it can't be, and a list that goes in."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import Step, each, scrolled_to, typed, waited
from desktop.ui.start import Program

_LISTED = """日期,時間,地點,主辦單位,負責人,備註
{day},19:00-20:00,數碼港,數碼港,,晚宴
{day},25:61,無處,,,
"""


def scenes(program: Program) -> Iterator[Scene]:
    """The board, each panel, a conflict, and an import."""
    window = program.window
    page: Any = window.page("visits")
    yield Scene("visits-board", each(lambda: window.go("visits"), waited(lambda: page.shown.board is not None)))
    if page.shown.board is None:
        return
    group = page.shown.board.groups[0]
    stop = next(one for one in group.blocks if one.what == "stop")
    leg = next(one for one in group.blocks if one.what == "leg")
    yield Scene("visits-stop", each(lambda: page.board.choose(stop.key), lambda: page.board.opened.emit(stop.key)))
    yield Scene("visits-stop-hosts", lambda: None, scrolled_to(page.side.stop.people))
    yield Scene("visits-stop-rules", lambda: None, scrolled_to(page.side.stop.rules))
    wrong = each(typed(page.side.stop.starts.edit, "soon"), page.side.stop.save.click)
    yield Scene("visits-stop-refused", wrong, scrolled_to(page.side.stop.starts))
    page.side.stop.forget()
    page.side.closed.emit()
    yield Scene("visits-leg", lambda: page.board.opened.emit(leg.key))
    yield Scene("visits-leg-aboard", lambda: None, scrolled_to(page.side.leg.people))
    page.side.closed.emit()
    yield Scene("visits-group", lambda: page.board.row_opened.emit(group.id))
    page.side.closed.emit()
    yield Scene("visits-about", page.buttons["about"].click)
    page.side.closed.emit()
    yield Scene("visits-new-leg", page.buttons["leg"].click)
    page.side.leg.forget()
    page.side.closed.emit()
    yield Scene("visits-planner", page.buttons["planner"].click)
    page.side.closed.emit()
    yield from _moving(page, stop)
    yield from _importing(page)


def _moving(page: Any, stop: Any) -> Iterator[Scene]:
    """A stop is dragged to where its bus is gone, put there, and taken back."""
    board = page.board
    yield Scene("visits-held", _mouse(board, stop.key, 40, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove))
    put = _mouse(board, stop.key, 40, QEvent.Type.MouseButtonRelease)
    yield Scene("visits-conflict", each(put, waited(lambda: stop.key in page.shown.about)))
    page.doing.acts.undo()
    waited(lambda: stop.key not in page.shown.about)()


def _mouse(board: Any, key: Any, minutes: int, *what: QEvent.Type) -> Step:
    """Press, move and let go of a block with the mouse, ``minutes`` to the right."""

    def act() -> None:
        begun = board.rect_of(key).center()
        for kind in what:
            point = begun if kind == QEvent.Type.MouseButtonPress else begun + QPointF(minutes * board.minute, 0)
            held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
            place = board.viewport().mapToGlobal(point)
            event = QMouseEvent(kind, point, place, Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(board.viewport(), event)

    return act


def _importing(page: Any) -> Iterator[Scene]:
    yield Scene("visits-import", page.buttons["import"].click)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "visits.csv"
        file.write_text(_LISTED.format(day=page.shown.tour.day.isoformat()), "utf-8")
        importing = page.importing
        yield Scene(
            "visits-import-rows", each(lambda: page.open_file(file), waited(lambda: importing.plan is not None))
        )
    importing.other.click()
    importing.closed.emit()
