"""The one place that tells people what went wrong. Never a box over the window, never anybody's data."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.errors import N_, Cancelled, SummitDeskError, Trouble, UserError
from desktop.i18n import Translator

log = logging.getLogger(__name__)

BUG = N_("The program made a mistake and went on. The log has the story; nothing about your guests is in it.")


@dataclass(frozen=True, slots=True)
class Notice:
    """A line for the person at the screen, in whatever language is on it.

    ``state`` is how it looks: ``admitted`` (done), ``already_in`` (refused, or mind this), ``refused`` (trouble).
    ``stays`` until it is closed. ``action`` is a button's message id, ``act`` what it does.
    """

    say: Callable[[Translator], str]
    state: str = "admitted"
    stays: bool = False
    action: str = ""
    act: Callable[[], object] | None = None


class Reporter(QObject):
    """Turns errors and small successes into notices; the window shows what ``noticed`` carries."""

    noticed = Signal(object)
    overtaken = Signal()
    """Something newer is on the screen: what was only said in passing may go."""
    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bugs: set[tuple[str, str]] = set()
        self._before: tuple[object, object] | None = None
        self._caught.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def say(
        self,
        sentence: Callable[[Translator], str],
        *,
        action: str = "",
        act: Callable[[], object] | None = None,
        state: str = "admitted",
    ) -> None:
        """Tell what was done, with a button to take it back: ``say(lambda _: _("…"), action=N_("Undo"), act=…)``."""
        self.noticed.emit(Notice(sentence, state, action=action, act=act))

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Tell about ``error`` in the way it deserves. Call it on the window's thread."""
        if isinstance(error, SummitDeskError):
            self.noticed.emit(_told(error))
        else:
            self._bug(error)

    def install(self) -> None:
        """Catch what nothing else caught, in this thread and in others."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_uncaught_in_thread

    def uninstall(self) -> None:
        """Put back the hooks that were there."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before  # type: ignore[assignment]
            self._before = None

    def _bug(self, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        log.error("%s\n%s", type(error).__name__, "".join(traceback.format_list(frames)))
        if (seen := (type(error).__name__, place)) not in self._bugs:
            self._bugs.add(seen)
            self.noticed.emit(Notice(lambda _: _(BUG), state="refused", stays=True))

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self._caught.emit(error)

    def _on_uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self._caught.emit(args.exc_value)


def _told(error: SummitDeskError) -> Notice:
    def sentence(_: Translator) -> str:
        return _.error(error)

    if isinstance(error, Cancelled):
        return Notice(sentence, state="")
    if isinstance(error, Trouble):
        return Notice(sentence, state="refused", stays=True)
    return Notice(sentence, state="already_in" if isinstance(error, UserError) else "refused")
