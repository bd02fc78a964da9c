"""A file that lists something else than was thought is taken to the page where that goes in."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.list_kinds import ListKind
from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.pick import dropped_file

_TOLD = {
    ListKind.PROGRAMME: N_("{file} is a programme, so it goes in here."),
    ListKind.VISITS: N_("{file} is a list of visits, so it goes in here."),
    ListKind.DELEGATIONS: N_("{file} is a list of delegations, so it goes in here."),
}


def lead(context: Context, asked: QWidget, path: Path, kind: ListKind) -> None:
    """Open the import for lists of ``kind`` on ``path``; ``asked`` is a part of the window."""
    window: Any = asked.window()
    context.go(kind.value)
    context.reporter.say(lambda _: _(_TOLD[kind], file=path.name))
    window.page(kind.value).open_file(path)


class Drops(QObject):
    """Takes a file that is dropped where no page takes it to the import."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and (path := dropped_file(event.mimeData())) is not None:
            event.acceptProposedAction()
            if event.type() is QEvent.Type.Drop:
                window: Any = self._window
                self._context.go("import")
                window.page("import").open_file(path)
            return True
        return super().eventFilter(watched, event)
