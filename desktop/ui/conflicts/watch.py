"""What is in conflict now, for the page and for every chip that counts some of it; looked at once for all of them."""

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.services.conflict_list import CONFLICTS, ConflictFinder, ConflictList
from desktop.ui.context import Context
from desktop.ui.live import Live


class ConflictWatch(QObject):
    """``found`` carries the ``ConflictList`` each time it was looked at; ``shown`` is the last, None before the first.

    It looks while anybody who was ``wake``\\ d does not ``sleep``. One for each window: take it with ``watch_of``.
    """

    found = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.data)
        self._context = context
        self._finder = ConflictFinder()
        self._watchers: set[int] = set()
        self.shown: ConflictList | None = None
        self._live = Live(context, CONFLICTS, self._question)
        self._live.answered.connect(self._on_found)
        context.here.changed.connect(self._forget)

    def wake(self, watcher: QWidget) -> None:
        """Look now, and after each change, as long as ``watcher`` is there."""
        self._watchers.add(id(watcher))
        if len(self._watchers) == 1:
            self._live.wake()

    def sleep(self, watcher: QWidget) -> None:
        """Don't look any more for ``watcher``."""
        self._watchers.discard(id(watcher))
        if not self._watchers:
            self._live.sleep()

    def ask(self) -> None:
        """Look again at once."""
        self._live.ask()

    def _question(self) -> Any:
        event = self._context.here.event
        if event is None:
            return None
        key, finder, now = event.id, self._finder, self._context.store.now
        return lambda session: (key, finder.look(session, key, now()))

    @Slot(object)
    def _on_found(self, answer: Any) -> None:
        event, found = answer
        here = self._context.here.event
        if here is not None and here.id == event:
            self.shown = found
            self.found.emit(found)

    def _forget(self) -> None:
        self.shown = None


def watch_of(context: Context) -> ConflictWatch:
    """The window's one."""
    known: ConflictWatch | None = context.data.findChild(ConflictWatch)
    return known if known is not None else ConflictWatch(context)
