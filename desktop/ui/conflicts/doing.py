"""What is done about conflicts: solved by one press, accepted for a reason; each act is told, and can be taken back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.errors import UserError
from desktop.i18n import Translator
from desktop.services.conflict_cases import WayOut
from desktop.services.conflict_list import Listed
from desktop.services.conflict_solving import OnlyByHand, Solved, solve, way_out
from desktop.services.conflicts import accept, take_acceptance_back
from desktop.ui.acts import Acts
from desktop.ui.conflicts.words import exact
from desktop.ui.context import Context


class Doing(QObject):
    """``changed`` comes after each act, ``by_hand`` carries a way out that only a person can take."""

    changed = Signal()
    by_hand = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self.acts = context, Acts(context)
        self._solving = ""

    def solve(self, line: Listed) -> None:
        """Do what would solve a conflict, or lead to where a person can."""
        event, now = self._context.here.event, self._context.store.now
        if event is None or self._solving == line.key or line.acceptance is not None:
            return
        key = self._solving = line.key
        done: list[Solved] = []

        def act(session: Any) -> Solved:
            done[:] = [solve(session, event.id, key, now())]
            return done[0]

        def said(_: Translator) -> str:
            text = _("Done: {what}.", what=exact(self._context, done[0].way))
            return text if done[0].gone else " ".join((text, _("Something of the conflict is left.")))

        def then(_solved: Solved) -> None:
            self._solving = ""
            self.changed.emit()

        def refused(error: UserError) -> None:
            self._solving = ""
            self.changed.emit()
            if error.code == OnlyByHand.code:
                self.ask_way(line, self._lead)
            else:
                self._context.reporter.report(error)

        self.acts.do(act, said, then, refused)

    def _lead(self, way: WayOut | None) -> None:
        if way is not None:
            self.by_hand.emit(way)

    def ask_way(self, line: Listed, then: Callable[[WayOut | None], object]) -> None:
        """Ask what would solve a conflict as it now is."""
        event, now = self._context.here.event, self._context.store.now
        if event is not None:
            self._context.data.ask(lambda session: way_out(session, event.id, line.key, now()), then)

    def accept(
        self, line: Listed, why: str, then: Callable[[], object], refused: Callable[[UserError], object]
    ) -> None:
        """Live with a conflict."""
        event, now = self._context.here.event, self._context.store.now
        if event is None:
            return

        def done(_none: None) -> None:
            then()
            self.changed.emit()

        self.acts.do(
            lambda session: accept(session, event.id, now(), line.key, why),
            lambda _: _("The conflict is accepted. It stays in the list, as noted."),
            done,
            refused,
        )

    def take_acceptance_back(self, line: Listed) -> None:
        """Count a conflict again."""
        event = self._context.here.event
        if event is None:
            return
        self.acts.do(
            lambda session: take_acceptance_back(session, event.id, line.key),
            lambda _: _("The conflict counts again."),
            lambda _none: self.changed.emit(),
        )
