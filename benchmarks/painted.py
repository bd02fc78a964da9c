"""When something was painted."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer


class Painted(QObject):
    """Calls ``then`` once what is watched was painted whole: its paint event is the first of a frame's."""

    def __init__(self, watched: QObject, wanted: Callable[[QObject], bool], then: Callable[[], object]) -> None:
        super().__init__(watched)
        self._watched, self._wanted, self._then = watched, wanted, then
        watched.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.Paint and self._wanted(target):
            self._watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False
