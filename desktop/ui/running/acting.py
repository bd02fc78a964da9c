"""What is done to a running hall, by button and by key: each act at once, and each to be taken back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.domain.running_order import Standing
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services import programme_run
from desktop.services.programme_edit import stretch_item
from desktop.services.programme_live import RunItem, RunView
from desktop.ui.acts import Acts, Said
from desktop.ui.context import Context

_MINUTE = 60


class RunActs(QObject):
    """``done`` comes after each act. What the stage manager does every few minutes is no notice: ``murmured`` has it.

    ``view`` is how it stands; nothing is done while there is none.
    """

    done = Signal()
    murmured = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._acts = context, Acts(context)
        self._acts.murmured.connect(self.murmured)
        self.view: RunView | None = None

    @property
    def any(self) -> bool:
        """Whether there is something to take back."""
        return self._acts.any

    def undo(self) -> None:
        """Take the latest act back."""
        self._acts.undo()

    def next(self) -> None:
        """Stop what runs and start what comes."""
        event, view = self._context.here.event, self.view
        coming = view.next if view is not None else None
        if event is None or view is None or coming is None:
            return
        self._do(
            lambda session: programme_run.next_item(session, event.id, view.day, view.hall_id, seen=coming.row.id),
            _named(N_("{name} has begun."), coming),
        )

    def start(self, item: RunItem | None) -> None:
        """Start an item, earlier or later than what comes."""
        if item is not None:
            self._do(lambda session: programme_run.jump(session, item.row.id), _named(N_("{name} has begun."), item))

    def hold(self) -> None:
        """Hold the time, or let it go on."""
        view = self.view
        if view is None or view.running is None:
            return
        key, held = view.running.row.id, view.held
        self._do(
            lambda session: (programme_run.resume if held else programme_run.hold)(session, key),
            lambda _: _("The time runs again.") if held else _("The time is held."),
        )

    def stop(self) -> None:
        """Stop what runs."""
        item = self.view.running if self.view is not None else None
        if item is not None:
            self._do(lambda session: programme_run.stop(session, item.row.id), _named(N_("{name} is over."), item))

    def give(self) -> None:
        """Give the running item a minute."""
        self._add(_MINUTE)

    def take(self) -> None:
        """Take a minute from the running item."""
        self._add(-_MINUTE)

    def skip(self, item: RunItem | None) -> None:
        """Leave an item out, or take it in again."""
        if item is None:
            return
        key = item.row.id
        if item.standing is Standing.SKIPPED:
            self._do(lambda session: programme_run.unskip(session, key), _named(N_("{name} is taken in again."), item))
        else:
            self._do(lambda session: programme_run.skip(session, key), _named(N_("{name} is skipped."), item))

    def shorten(self, item: RunItem | None, seconds: int) -> None:
        """Plan an item shorter by ``seconds``."""
        if item is not None:
            left = max(_MINUTE, item.row.seconds - seconds)
            said = _named(N_("{name} is shortened."), item)
            self._do(lambda session: stretch_item(session, item.row.id, left), said, quietly=False)

    def push(self, rows: Any) -> None:
        """Write a delay into the plan."""
        self._do(
            lambda session: programme_run.push_overrun(session, rows),
            lambda _: _("The delay is in the plan now."),
            quietly=False,
        )

    def _add(self, seconds: int) -> None:
        view = self.view
        if view is not None and view.running is not None:
            key: UUID = view.running.row.id
            self._do(
                lambda session: programme_run.add_time(session, key, seconds),
                lambda _: _("A minute more.") if seconds > 0 else _("A minute less."),
            )

    def _do(self, act: Callable[[Any], Any], said: Said, *, quietly: bool = True) -> None:
        self._acts.do(act, said, lambda _done: self.done.emit(), quietly=quietly)


def _named(text: str, item: RunItem) -> Said:
    def said(_: Translator) -> str:
        return _(text, name=item.row.title.said_in(_.language))

    return said
