"""The page for a database that can't be opened: what is wrong, and the one button that mends it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.ui.jobs import Jobs
from desktop.ui.look import Look
from desktop.ui.trouble import BUG
from desktop.ui.widgets import Button, Card, Label, Page, StateMark, rule

_KB = 1024


class TroublePage(Page):
    """Says the trouble in a sentence; offers the last good backup where there is one, and to try again."""

    def __init__(self, look: Look, jobs: Jobs, file: Path, trouble: Exception, again: Callable[[], None]) -> None:
        super().__init__(look, N_("The database can't be opened"))
        self._jobs, self._file, self._again = jobs, file, again
        self._trouble = trouble
        backup = trouble.values.get("backup") if isinstance(trouble, SummitDeskError) else None
        self._held: dict[Path, Any] = {}
        self.sentence, self.about_file = Label(look, role="large", wraps=True), Label(look, role="second", wraps=True)
        self.about_backup = Label(look, role="second", wraps=True)
        self.retry = self.first_focus = Button(look, N_("Try again"), "secondary")
        self.retry.clicked.connect(again)
        card = Card(look, spacing=16)
        left = Qt.AlignmentFlag.AlignLeft
        card.box.addWidget(StateMark(look, "refused", 72), 0, left)
        card.box.addWidget(self.sentence)
        card.box.addWidget(self.about_file)
        if isinstance(backup, Path):
            self.restore = self.first_focus = Button(look, N_("Restore the last good backup"), "primary")
            self.restore.clicked.connect(lambda: self._restore(backup))
            card.box.addWidget(rule())
            card.box.addWidget(self.about_backup)
            card.box.addWidget(self.restore, 0, left)
        card.box.addWidget(self.retry, 0, left)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self._backup = backup if isinstance(backup, Path) else None
        self._look_into()

    def _look_into(self) -> None:
        """Find out, behind the window, what the file and the backup hold; what is known already is said at once."""
        files = [file for file in (self._file, self._backup) if file is not None]

        def job(_: Progress) -> dict[Path, Any]:
            from desktop.services.backups import held

            return {file: held(file) for file in files}

        self._say()
        self._jobs.run(job, self._learn, self._on_failed)

    def _learn(self, found: dict[Path, Any]) -> None:
        self._held = found
        self._say()

    def _say(self) -> None:
        follow = self.look.words.follow
        follow(self.sentence.setText, self._sentence)
        follow(self.about_file.setText, self._about_file)
        follow(self.about_backup.setText, self._about_backup)

    def _sentence(self, _: Translator) -> str:
        """The error's own sentence, with files called by their names, and the backup by when it was made."""
        trouble = self._trouble
        if not isinstance(trouble, SummitDeskError):
            return _(BUG)
        called = {key: value.name if isinstance(value, Path) else value for key, value in trouble.values.items()}
        made = self._made(_)
        return _(trouble.text, **{**called, **({"backup": made} if made and "backup" in called else {})})

    def _about_file(self, _: Translator) -> str:
        said = _("File {file} in the folder {folder}", file=self._file.name, folder=str(self._file.parent))
        held = self._held.get(self._file)
        return " · ".join([said, *([size_words(_, held.size)] if held is not None and held.size else [])])

    def _about_backup(self, _: Translator) -> str:
        held = self._held.get(self._backup) if self._backup is not None else None
        if held is None:
            return ""
        parts = [_("The backup of {when}", when=self._made(_)), size_words(_, held.size)]
        if held.people is not None:
            parts.append(_.ngettext("{n} person", "{n} people", held.people))
            parts.append(_.ngettext("{n} check-in", "{n} check-ins", held.check_ins))
        return " · ".join(parts)

    def _made(self, _: Translator) -> str:
        """When the backup was made, on this machine's clock: the event's is not known here."""
        held = self._held.get(self._backup) if self._backup is not None else None
        if held is None or held.made is None:
            return self._backup.name if self._backup is not None else ""
        local = held.made.astimezone()
        return _("{day}, {time}", day=_.date(local.date()), time=f"{local:%H:%M}")

    def _restore(self, backup: Path) -> None:
        def job(_: Progress) -> None:
            from desktop.services import upkeep

            upkeep.restore(self._file, backup, datetime.now(UTC))

        self._jobs.run(job, lambda _: self._again(), self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._trouble = error
        self._say()


def size_words(_: Translator, size: int) -> str:
    """A file's size: 84 KB, 1.2 MB."""
    if size < _KB * _KB:
        return _("{n} KB", n=f"{max(1, round(size / _KB)):,}")
    return _("{n} MB", n=f"{size / _KB / _KB:,.1f}")
