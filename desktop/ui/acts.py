"""Acts on the database that can be taken back, and the step from one event to another."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.checkpoints import NoSuchCheckpoint, find_checkpoint
from desktop.services.events import event_by_id, use_event
from desktop.services.many import take_many_back
from desktop.services.taking_back import take_back, this_action
from desktop.ui.context import Context

T = TypeVar("T")
Said = Callable[[Translator], str]


class Acts(QObject):
    """What one page has done. Each act is told with an Undo; ``undo`` takes the latest back.

    What is done ``quietly`` is no notice: ``murmured`` carries the sentence, also once it is taken back.
    """

    murmured = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._done: list[UUID] = []
        self._long: set[UUID] = set()
        self._quiet: set[UUID] = set()

    @property
    def any(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    def do(
        self,
        action: Callable[[Any], T],
        said: Said,
        then: Callable[[T], object] = lambda _: None,
        refused: Callable[[UserError], object] | None = None,
        *,
        quietly: bool = False,
    ) -> None:
        """Run ``action(session)`` in a transaction, then say so and call ``then`` with what it returned.

        A ``UserError`` goes to ``refused`` where that is given.
        """

        def done(answer: tuple[T, UUID]) -> None:
            result, key = answer
            self._done.append(key)
            then(result)
            if quietly:
                self._quiet.add(key)
                self.murmured.emit(said)
            else:
                self._tell(said, key)

        def failed(error: Exception) -> None:
            if refused is not None and isinstance(error, UserError):
                refused(error)
            else:
                self._context.reporter.report(error)

        self._context.data.do(lambda session: (action(session), this_action(session)), done, failed)

    def have_done(self, key: UUID, said: Said) -> None:
        """Say what a job did under the action ``key``; so much is taken back in a job, too."""
        self._done.append(key)
        self._long.add(key)
        self._tell(said, key)

    def undo(self) -> None:
        """Take the latest act back that was not taken back yet; nothing happens where there is none."""
        if self._done:
            self._take_back(self._done[-1])

    def _tell(self, said: Said, key: UUID) -> None:
        self._context.reporter.say(said, action=N_("Undo"), act=lambda: self._take_back(key))

    def _take_back(self, key: UUID) -> None:
        if key not in self._done:
            return
        self._done.remove(key)
        data, store = self._context.data, self._context.store
        if key in self._long:

            def failed(error: Exception) -> None:
                self._done.append(key)
                self._context.reporter.report(error)

            called = N_("Taking back")
            data.work(lambda progress: take_many_back(store, key, progress), self._on_back, failed, called=called)
        elif key in self._quiet:
            data.do(lambda session: take_back(session, key), lambda _none: self.murmured.emit(_taken_back))
        else:
            data.do(lambda session: take_back(session, key), self._on_back)

    def _on_back(self, _result: object) -> None:
        self._context.reporter.say(_taken_back)


def _taken_back(_: Translator) -> str:
    return _("Taken back. It is as it was before.")


def work_for(context: Context, event_id: UUID, then: Callable[[], object] = lambda: None) -> None:
    """Let this window work for an event, at its own checkpoint there or else the event's first."""
    wanted = context.keeper.now.checkpoint

    def move(session: Any) -> Any:
        use_event(session, event_id)
        try:
            place = find_checkpoint(session, event_id, wanted or None)
        except NoSuchCheckpoint:
            place = find_checkpoint(session, event_id, None)
        return event_by_id(session, event_id), place

    def moved(found: Any) -> None:
        event, checkpoint = found
        context.here.move(event=event, checkpoint=checkpoint)
        then()

    context.data.do(move, moved)
