"""The page for a database that can't be opened: what is wrong, and the one button that mends it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.trouble import BUG
from desktop.ui.widgets import Button, Card, Label, Page, StateMark


class TroublePage(Page):
    """Says the trouble in a sentence; offers the last good backup where there is one, and to try again."""

    def __init__(self, look: Look, jobs: Jobs, file: Path, trouble: Exception, again: Callable[[], None]) -> None:
        super().__init__(look, N_("The database can't be opened"))
        self._jobs, self._file, self._again = jobs, file, again
        self._trouble = trouble
        card = Card(look)
        self.sentence = Label(look, wraps=True)
        look.words.follow(self.sentence.setText, self._sentence)
        mark = StateMark(look, "refused", 72)
        card.box.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        card.box.addWidget(self.sentence)
        backup = trouble.values.get("backup") if isinstance(trouble, SummitDeskError) else None
        self.retry = Button(look, N_("Try again"), "secondary")
        self.retry.clicked.connect(again)
        self.first_focus = self.retry
        if isinstance(backup, Path):
            self.restore = Button(look, N_("Bring back the last good backup"), "primary")
            self.restore.clicked.connect(lambda: self._restore(backup))
            card.box.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
            self.first_focus = self.restore
        card.box.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def _sentence(self, _: Translator) -> str:
        return _.error(self._trouble) if isinstance(self._trouble, SummitDeskError) else _(BUG)

    def _restore(self, backup: Path) -> None:
        def job(_: Progress) -> None:
            from desktop.services import upkeep

            upkeep.restore(self._file, backup, datetime.now(UTC))

        self._jobs.run(job, lambda _: self._again(), self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._trouble = error
        self.look.words.follow(self.sentence.setText, self._sentence)
