"""Badges looked over before they are printed: what would not be on them as it is written, and whose they are."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.printing import Misprint, Wanted, check_badges
from desktop.ui.choices import Say
from desktop.ui.context import Context
from desktop.ui.jobs import Running
from desktop.ui.templates import misprint_words
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Label, clear

_SOON_MS = 300
_MOST_SHOWN = 50


class Check(QObject):
    """Says what it finds in ``summary`` and lists it in ``place``, with buttons that hand people to ``opened``."""

    def __init__(self, context: Context, summary: Label, place: QVBoxLayout, opened: Callable[[UUID], object]) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self._summary, self._place, self._opened = summary, place, opened
        self._wanted: tuple[UUID, Callable[[], Wanted]] | None = None
        self._running: Running | None = None
        self._turn = 0
        self.buttons: dict[UUID, Button] = {}
        """What shows a person, by their registration."""
        self._timer = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self._begin)

    def soon(self, event_id: UUID, wanted: Callable[[], Wanted]) -> None:
        """Look over what is ``wanted`` in a moment, and nothing else any more."""
        self.stop()
        self._wanted = event_id, wanted
        self._timer.start()

    def put_off(self) -> None:
        """Say that nothing is looked over before it is printed."""
        self.stop()
        self._say(lambda _: _("These are very many people: what does not fit is said once they are printed."))

    def stop(self) -> None:
        """Look no further."""
        self._turn += 1
        self._timer.stop()
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def show_misprints(self, misprints: Sequence[Misprint]) -> None:
        """Say how many there are and list them, the first of very many."""
        self._say(partial(misprinted, len(misprints)), "already_in")
        for misprint in misprints[:_MOST_SHOWN]:
            self._add(misprint)
        more = len(misprints) - _MOST_SHOWN
        if more > 0:
            rest = Label(self._look, role="second", wraps=True)
            self._look.words.follow(rest.setText, lambda _: _.ngettext("And {n} more.", "And {n} more.", more))
            self._place.addWidget(rest)

    def _say(self, said: Say, state: str = "") -> None:
        clear(self._place)
        self.buttons.clear()
        restyle(self._summary, state=state)
        self._look.words.follow(self._summary.setText, said)

    def _begin(self) -> None:
        if self._wanted is None:
            return
        event_id, ask = self._wanted
        store, wanted = self._context.store, ask()

        def job(progress: Progress) -> tuple[Misprint, ...]:
            return check_badges(store, event_id, wanted, progress)

        self._say(lambda _: _("Looking for what does not fit…"))
        self._running = self._context.data.work(
            job, partial(self._on_found, self._turn), partial(self._on_failed, self._turn)
        )

    def _on_found(self, turn: int, found: Sequence[Misprint]) -> None:
        if turn != self._turn:
            return
        self._running = None
        if found:
            self.show_misprints(found)
        else:
            self._say(lambda _: _("Every badge prints as it is written."), "admitted")

    def _on_failed(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self._running = None
        if isinstance(error, SummitDeskError):
            self._say(lambda _: _.error(error), "already_in")
        else:
            self._context.reporter.report(error)

    def _add(self, misprint: Misprint) -> None:
        row = QHBoxLayout()
        self._look.theme.bind(row.setSpacing, 8)
        line = Label(self._look, wraps=True)
        self._look.words.follow(line.setText, partial(misprint_words, misprint))
        row.addWidget(line, 1)
        key = misprint.registration
        if key is not None:
            button = Button(self._look, N_("Show"), "quiet")
            name = misprint.name
            self._look.words.follow(button.setAccessibleName, lambda _: _("Show {name}", name=name))
            button.clicked.connect(lambda: self._opened(key))
            self.buttons[key] = button
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._place.addLayout(row)


def misprinted(n: int, _: Translator) -> str:
    """How many texts are wrong."""
    return _.ngettext("{n} text is not as it is written", "{n} texts are not as they are written", n)
