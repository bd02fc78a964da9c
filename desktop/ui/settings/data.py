"""The database: where it lies, copies of it, and whether it is whole."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.backups import Kept, kept_backups
from desktop.services.upkeep import Verification, automatic, back_up, verify
from desktop.ui.context import Context
from desktop.ui.pick import FileField, named_after, open_folder
from desktop.ui.restoring import restore_backup
from desktop.ui.settings.section import Check, Section
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Label, clear, rule


class DataSection(Section):
    """Where the data is, back-ups now and so far, and the check of the whole."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Data"), N_("All data is in one file on this computer."))
        self._context = context
        self.where = Label(look, wraps=True)
        self.where.put(str(context.file))
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        folder = Button(look, N_("Open folder"), icon="folder")
        folder.clicked.connect(partial(open_folder, context.file))
        self.kept = Label(look, role="second", wraps=True)
        self.now = Button(look, N_("Back up now"), icon="backup")
        self.now.clicked.connect(self._back_up_here)
        self.file = FileField(look, N_("Copy to keep elsewhere"), N_("Summit Desk database"), (".db",), save=True)
        self.keys = Check(look, N_("Include the keys that sign badges"))
        safe = Label(look, N_("Guard a copy with the keys as carefully as the original."), "hint", wraps=True)
        self.copy = Button(look, N_("Save the copy"))
        self.copy.clicked.connect(self._back_up_there)
        self.back = FileField(look, N_("Backup to restore"), N_("Summit Desk database"), (".db",))
        kept = Label(look, N_("The data it replaces is kept in a file next to it."), "hint", wraps=True)
        self.restore = Button(look, N_("Restore this backup"))
        self.restore.clicked.connect(self._restore)
        self.check = Button(look, N_("Check the data"), icon="check")
        self.check.clicked.connect(self._verify)
        self.found = QVBoxLayout()
        look.theme.bind(self.found.setSpacing, 8)
        for part in (self.where, folder, rule(), self.kept, self.now, rule(), self.file, self.keys, safe, self.copy,
                     rule(), self.back, kept, self.restore, rule(), self.check):  # fmt: skip
            left = isinstance(part, Button)
            self.box.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft) if left else self.box.addWidget(part)
        self.box.addLayout(self.found)
        self._look_for_copies()

    def arrive(self) -> None:
        """Look again at what may have changed while the page was not in front."""
        self._look_for_copies()
        event = self._context.here.event
        if event is not None and self.file.path is None:
            words = self._context.look.words
            name = words._("backup {day}", day=datetime.now(UTC).astimezone(self._context.here.zone).date().isoformat())
            self.file.show_path(named_after(event.name.said_in(words.language), name, ".db"))

    def _look_for_copies(self) -> None:
        file = self._context.file

        def found(kept: Kept) -> None:
            self._context.look.words.follow(self.kept.setText, partial(self._kept_words, kept))
            if self.back.path is None and kept.newest is not None:
                self.back.show_path(kept.newest)

        self._context.data.work(lambda _progress: kept_backups(file), found)

    def _kept_words(self, kept: Kept, _: Translator) -> str:
        if kept.last is None:
            return _("There is no automatic backup yet. One is made every hour while the program is open.")
        zone = self._context.here.zone
        day, time = _.date(kept.last.astimezone(zone).date()), _.time(kept.last, zone.key)
        copies = _.ngettext("{n} automatic backup", "{n} automatic backups", kept.copies)
        return _("{copies} next to the file, the latest from {day}, {time}.", copies=copies, day=day, time=time)

    def _back_up_here(self) -> None:
        store = self._context.store

        def done(_file: Path) -> None:
            self._look_for_copies()
            self._context.reporter.say(lambda _: _("The backup is made and checked."))

        self._context.data.work(lambda _progress: automatic(store), done, called=N_("Backing up"))

    def _back_up_there(self) -> None:
        out, store, keys = self.file.path, self._context.store, self.keys.isChecked()
        if out is None:
            self.file.refuse(N_("Enter the name of the file to write."))
            return
        self.file.accept()

        def done(file: Path) -> None:
            self._context.reporter.say(
                lambda _: _("The copy is saved and checked: {file}.", file=file.name),
                action=N_("Open folder"),
                act=partial(open_folder, file),
            )

        self._context.data.work(
            lambda _progress: back_up(store, out, with_keys=keys),
            done,
            partial(self._refuse, self.file),
            called=N_("Backing up"),
        )

    def _restore(self) -> None:
        source = self.back.path
        if source is None:
            self.back.refuse(N_("Name the backup to restore."))
            return
        self.back.accept()
        restore_backup(self._context, source, partial(self._refuse, self.back), self.back.line.clear)

    def _refuse(self, field: FileField, error: Exception) -> None:
        if isinstance(error, SummitDeskError):
            field.refuse(error.text, **error.values)
        else:
            self._context.reporter.report(error)

    def _verify(self) -> None:
        store = self._context.store
        clear(self.found)
        self.check.setEnabled(False)

        def job(_progress: Progress) -> Verification:
            with store.read() as session:
                return verify(session)

        self._context.data.work(job, self._show, self._not_verified, called=N_("Checking the data"))

    def _not_verified(self, error: Exception) -> None:
        self.check.setEnabled(True)
        self._context.reporter.report(error)

    def _show(self, result: Verification) -> None:
        look = self._context.look
        self.check.setEnabled(True)
        head = Label(look, wraps=True)
        restyle(head, state="refused" if result.faults else "admitted")
        look.words.follow(head.setText, partial(_result_words, result))
        self.found.addWidget(head)
        for fault in result.faults:
            line = Label(look, wraps=True)
            line.say(fault.text, **fault.values)
            self.found.addWidget(line)


def _result_words(result: Verification, _: Translator) -> str:
    if result.faults:
        return _.ngettext("{n} problem found. Restore a backup.", "{n} problems found. Restore a backup.",
                          len(result.faults))  # fmt: skip
    return _("No problems found: {rows} rows match {entries} journal entries.", rows=f"{result.rows:,}",
             entries=f"{result.entries:,}")  # fmt: skip
