"""What every page is handed: how to look, how to reach the data, where this window stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from desktop.config import Settings, save_settings
from desktop.services.checkpoints import CheckpointRow, DeskRow
from desktop.services.events import EventRow
from desktop.ui.data import Data
from desktop.ui.look import Look
from desktop.ui.trouble import Reporter


class _Signals(QObject):
    changed = Signal()


class Here:
    """The event, the checkpoint and the desk that this window works for; ``event`` is None before the first one.

    ``rehearsal`` says that nothing here is real. No QObject itself, whose own ``event`` is something else; ``changed``
    comes after each ``move``.
    """

    def __init__(self, desk: DeskRow) -> None:
        self._signals = _Signals()
        self.changed = self._signals.changed
        self.desk = desk
        self.event: EventRow | None = None
        self.checkpoint: CheckpointRow | None = None
        self.rehearsal = False

    def move(
        self, *, event: EventRow | None, checkpoint: CheckpointRow | None = None, desk: DeskRow | None = None
    ) -> None:
        """Work for this event and checkpoint from now on."""
        self.event, self.checkpoint = event, checkpoint
        self.desk = desk or self.desk
        self.changed.emit()

    @property
    def zone(self) -> ZoneInfo:
        """The event's time zone; UTC while there is no event."""
        return ZoneInfo(self.event.zone if self.event is not None else "UTC")


class Keeper(QObject):
    """This machine's settings: ``now`` is what they are, ``change`` keeps what they become."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.now = settings

    def change(self, **fields: Any) -> None:
        """Set these fields and save them."""
        self.now = replace(self.now, **fields)
        save_settings(self.now)
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to every page's constructor as its first argument.

    ``store`` is the open database, for services that run several transactions; ``file`` is where it lies.
    ``go`` opens a page by id, ``open_person`` the one about a registration; ``play`` makes a sound by name; ``scanned``
    takes a badge that was read anywhere else
    than at the desk to it.
    """

    look: Look
    data: Data
    reporter: Reporter
    here: Here
    keeper: Keeper
    store: Any
    file: Path
    go: Callable[[str], None]
    play: Callable[[str], None]
    scanned: Callable[[str], object] = lambda _token: None
    open_person: Callable[[UUID], object] = lambda _registration: None
