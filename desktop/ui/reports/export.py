"""The check-ins of the event as a table, into a file that is named on the page."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.exports import export_check_ins
from desktop.ui.context import Context
from desktop.ui.file_panel import TablePanel


class ExportPanel(TablePanel):
    """Where to, and go."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, N_("Export the check-ins"), export_check_ins, _written, what=N_("check-ins"),
            called=N_("Exporting the check-ins"),
        )  # fmt: skip

    def open(self) -> None:
        """Come up, in sight, and wait for Enter."""
        self.show()
        self.show_empty()
        QTimer.singleShot(0, self, self._into_view)

    def _into_view(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None:
            page.ensureWidgetVisible(self.file)


def _written(_: Translator, rows: int, file: str) -> str:
    check_ins = _.ngettext("{n} check-in", "{n} check-ins", rows)
    return _("{check_ins} exported to {file}.", check_ins=check_ins, file=file)
