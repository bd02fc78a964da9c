"""Sign-in sheets from the window: arranged how, for which place, into which file."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.sign_in import By, PrintedPaper, SheetsWanted, print_sign_in_sheets
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.file_panel import FilePanel, Making
from desktop.ui.sight import into_view
from desktop.ui.widgets import Field, Label, clear

_MOST_SHOWN = 20


class SheetsPanel(FilePanel):
    """What an empty field means is what most doors need: by name and by delegation, everybody who is expected."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(
            context, N_("Sign-in sheets"), N_("Print"), N_("PDF"), (".pdf",), what=N_("sign-in sheets"),
            called=N_("Printing sign-in sheets"),
        )  # fmt: skip
        self.arranged: Choice[tuple[By, ...]] = Choice(
            look,
            [
                ((By.NAME, By.DELEGATION), lambda _: _("By name, then by delegation")),
                ((By.NAME,), lambda _: _("By name")),
                ((By.DELEGATION,), lambda _: _("By delegation")),
                ((By.CATEGORY,), lambda _: _("By category")),
            ],
        )
        self.whom: Choice[bool] = Choice(look)
        about = N_("The door on paper, if all else fails: a box, a serial and a line to sign for each guest.")
        for place, part in enumerate(
            (
                Label(look, about, "hint", wraps=True),
                Field(look, N_("Arrange"), edit=self.arranged),
                Field(look, N_("Sign-in sheets for"), edit=self.whom),
            )
        ):
            self.column.insertWidget(place, part)
        context.here.changed.connect(self._offer)
        self._offer()

    def open(self) -> None:
        """Come up, in sight, and wait for Enter."""
        clear(self.rest)
        self.show()
        self.suggest()
        self.file.line.setFocus()
        self.file.line.selectAll()
        QTimer.singleShot(0, self, partial(into_view, self, self.file))

    def making(self, event_id: UUID, out: Path) -> Making:
        clear(self.rest)
        store, words = self.context.store, self.context.look.words._
        place = self.context.here.checkpoint
        wanted = SheetsWanted(
            by=self.arranged.value, checkpoint_id=place.id if place is not None else None, allowed=self.whom.value
        )

        def job(progress: Progress) -> PrintedPaper:
            return print_sign_in_sheets(store, event_id, out, wanted, words, progress)

        return job

    def made(self, file: Path, result: PrintedPaper) -> None:
        wrong = len(result.misprints)
        self.context.reporter.say(
            partial(_said, result, file.name),
            action=N_("Open the PDF"),
            act=partial(_open_file, file),
            state="already_in" if wrong else "admitted",
        )
        if wrong:
            for one in result.misprints[:_MOST_SHOWN]:
                line = Label(self.context.look, wraps=True)
                line.put("  ".join(filter(None, (one.serial, one.name, one.text))))
                self.rest.addWidget(line)
        else:
            self.closed.emit()

    def _offer(self) -> None:
        place = self.context.here.checkpoint
        parts: list[tuple[bool, partial[str]]] = [(False, partial(_everyone))]
        if place is not None and not place.for_everyone:
            parts.append((True, partial(_who_may_enter, place.name)))
        self.whom.offer(parts)


def _open_file(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def _everyone(_: Translator) -> str:
    return _("Everyone who is expected")


def _who_may_enter(name: LocalName, _: Translator) -> str:
    return _("Only who may enter: {checkpoint}", checkpoint=name.said_in(_.language))


def _said(paper: PrintedPaper, file: str, _: Translator) -> str:
    guests = _.ngettext("{n} guest", "{n} guests", paper.items)
    pages = _.ngettext("{n} page", "{n} pages", paper.pages)
    saved = _("Sign-in sheets for {guests} on {pages} saved in {file}.", guests=guests, pages=pages, file=file)
    if not paper.misprints:
        return saved
    n = len(paper.misprints)
    return f"{saved} {_.ngettext('{n} text is not as it is written', '{n} texts are not as they are written', n)}."
