"""What is drawn or listed, and beside it what can be done about it; one of the two where there is no room for both."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.list_page import Beside
from desktop.ui.look import Look
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Panel

_LEAST, _ROOMY, _SLACK = (320, 200), 760, 24


class Split(QWidget):
    """Put what is looked at into ``column``; ``bring`` opens a panel beside it, ``shut`` closes it again."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.tight = self._arriving = False
        self.main, self.side = QWidget(), SteadyStack(look, _LEAST)
        self.column = QVBoxLayout(self.main)
        self.column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(self.column.setSpacing, 12)
        self.beside = Beside(look, self.main, self.side)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.beside)
        self.side.hide()
        look.theme.changed.connect(self._fit)

    def add_panel(self, panel: Panel) -> None:
        """Let ``panel`` be one of those that open beside."""
        panel.title.setWordWrap(True)
        self.side.addWidget(panel)
        panel.closed.connect(self.shut)

    def bring(self, panel: Panel) -> None:
        """Show ``panel`` beside, or alone where there is no room for both."""
        self.side.setCurrentWidget(panel)
        self.beside.show_side(opened=True)
        self.side.show()

    def shut(self) -> None:
        """Show no panel, and give the focus back."""
        self.put_away()
        self.refocus()

    def put_away(self) -> None:
        """Show no panel."""
        self.beside.show_side(opened=False)
        self.side.hide()

    def arrive(self) -> None:
        """Put the focus where the next key belongs, as soon as there is something."""
        self._arriving = True
        self.settle()

    def settle(self) -> None:
        """Put the focus where it was to be, now that more is there."""
        if self._arriving and not self.side.isVisible() and (target := self.target()) is not None:
            self._arriving = False
            target.setFocus()

    def target(self) -> QWidget | None:
        """What has the focus at first, None while there is nothing."""
        return None

    def refocus(self) -> None:
        """Put the focus on what is looked at."""
        if (target := self.target()) is not None:
            target.setFocus()

    def _fit(self) -> None:
        room = self.look.theme.px(_ROOMY) + (self.look.theme.px(_SLACK) if self.tight else 0)
        if self.tight is (self.width() < room):
            return
        self.tight = not self.tight
        self.beside.tighten(tight=self.tight)
        if not self.beside.opened:
            self.side.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
