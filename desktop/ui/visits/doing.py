"""What is done to a visit: each act is told, and can be taken back."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.domain.visit_board import Block, Key, What
from desktop.errors import UserError
from desktop.i18n import Translator
from desktop.services.visit_moves import Span, pin_stop, put_leg, put_stop, skip_stop
from desktop.services.visits_doors import open_doors
from desktop.services.visits_edit import remove_leg
from desktop.ui.acts import Acts, Said
from desktop.ui.context import Context
from desktop.ui.stage_words import clock

Refused = Callable[[UserError], object]
Then = Callable[[], object]
_LONG = 10.0


class Doing(QObject):
    """``changed`` comes after each act; ``acts`` is what can be taken back, ``turn`` grows with each that has ended."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self.acts = context, Acts(context)
        self.turn = 0
        self._begun: list[float] = []

    @property
    def waiting(self) -> bool:
        """Whether an act is under way; one of which nothing was heard for long was lost to a trouble."""
        return any(monotonic() - begun < _LONG for begun in self._begun)

    def put(self, visit: UUID, block: Block, start: datetime, end: datetime, *, together: bool, name: str) -> None:
        """Move a block, or let it end at another time."""
        zone = self._context.here.zone

        def act(session: Any) -> None:
            if block.what is What.LEG:
                put_leg(session, block.key.ref, start - block.start, end if start == block.start else None)
                return
            group = None if block.key.row == visit else block.key.row
            put_stop(session, group, block.key.ref, Span(start, end), together=together)

        def said(_: Translator) -> str:
            return _("{name}: {start}–{end}.", name=name, start=clock(start, zone), end=clock(end, zone))

        self.do(act, said)

    def pin(self, block: Block, name: str) -> None:
        """Let the planner leave a stop of a group alone, or not."""
        pinned = not block.pinned

        def said(_: Translator) -> str:
            text = _("{name} is pinned: the planner leaves it there.", name=name)
            return text if pinned else _("{name} is no longer pinned.", name=name)

        self.do(lambda session: pin_stop(session, block.key.row, block.key.ref, pinned=pinned), said)

    def leave_out(self, visit: UUID, key: Key, what: What, name: str) -> None:
        """Let a group not go to a stop, or take a leg away."""
        if what is What.LEG:
            self.do(lambda session: remove_leg(session, key.ref), lambda _: _("{name} is taken away.", name=name))
        elif key.row != visit:
            self.do(
                lambda session: skip_stop(session, key.row, key.ref),
                lambda _: _("{name}: the group does not go there.", name=name),
            )

    def open_doors(self, visit: UUID) -> None:
        """Give each vehicle and stop of a visit a door."""
        self.do(
            lambda session: open_doors(session, visit),
            lambda _: _("The doors are open: each vehicle and stop reads the badges of those who belong there."),
        )

    def do(
        self, act: Callable[[Any], object], said: Said, then: Then = lambda: None, refused: Refused | None = None
    ) -> None:
        """Do something in one transaction and tell of it; what is refused goes to ``refused``, or is told."""
        begun = monotonic()
        self._begun.append(begun)

        def ended() -> None:
            if begun in self._begun:
                self._begun.remove(begun)
            self.turn += 1

        def done(_result: object) -> None:
            ended()
            then()
            self.changed.emit()

        def failed(error: UserError) -> None:
            ended()
            # What was moved may show more than is kept.
            self.changed.emit()
            if refused is not None:
                refused(error)
            else:
                self._context.reporter.report(error)

        self.acts.do(act, said, done, failed)
