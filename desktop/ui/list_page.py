"""A page about a list, which is to be seen however large the type is."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.errors import N_
from desktop.ui.look import Look
from desktop.ui.widgets import Button, Page

_ROOMY, _SLACK = 1000, 24
_SIDES, _LIST, _GAP, _UNBOUND = (352, 376, 416), 720, 24, 16_777_215


class ListPage(Page):
    """Where large type leaves less than 1000 px at 100 %, ``tight``: the head goes behind the button ``more``.

    With ``fold_head`` it does so however much room there is.
    """

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, title)
        self.tight = self.headless = self.folded = False
        self.more = Button(look, N_("More"))
        self.more.setCheckable(True)
        self.more.hide()
        self.more.toggled.connect(self._fold)
        look.theme.changed.connect(self._fit)

    def tighten(self) -> None:
        """Follow ``tight``, which has changed."""

    def fold(self) -> None:
        """Put the head away where space is short."""
        self.more.setChecked(False)

    def do_without_head(self, *, headless: bool) -> None:
        """Show no head at all while what is on the page has its own, or show it again."""
        self.headless = headless
        self._fold()

    def fold_head(self, *, folded: bool) -> None:
        """Let the head be behind ``more`` at all times, or where space is short only."""
        self.folded = folded
        self.more.setChecked(False)
        self._fold()

    def _fit(self) -> None:
        # What is between does not flicker when a scroll bar comes or goes.
        width, roomy = self.width(), self.look.theme.px(_ROOMY)
        tight = width < roomy + (self.look.theme.px(_SLACK) if self.tight else 0)
        if tight is self.tight:
            return
        self.tight = tight
        margins = (16, 12, 16, 12) if tight else (32, 24, 32, 24)
        self.look.theme.bind(self.body.setContentsMargins, *margins)
        self._fold()
        self.tighten()

    def _fold(self) -> None:
        short = self.tight or self.folded
        self.more.setVisible(short and self.more.parent() is not None)
        self.head.setVisible(not self.headless and (not short or self.more.isChecked()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Beside(QWidget):
    """A list and, beside it, what is open. Where there is room for one only, ``opened`` says which."""

    def __init__(self, look: Look, listed: QWidget, side: QWidget) -> None:
        super().__init__()
        self._look, self._listed, self._side = look, listed, side
        self._tight, self.opened = False, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, _GAP)
        row.addWidget(listed, 1)
        row.addWidget(side)

    def tighten(self, *, tight: bool) -> None:
        """Show one of the two, or both."""
        self._tight = tight
        self.show_side(opened=self.opened)

    def show_side(self, *, opened: bool) -> None:
        """Show what is open, or the list again."""
        self.opened = opened
        hidden, shown = (self._listed, self._side) if opened else (self._side, self._listed)
        shown.show()
        hidden.setVisible(not self._tight)
        self._share()

    def _share(self) -> None:
        # In steps that hold on: a width that followed each pixel would change the height that a narrower page needs,
        # and a page as high as its window would be narrowed and widened without end.
        px = self._look.theme.px
        room, held = self.width() - px(_LIST + _GAP), self._side.maximumWidth()
        widths = [px(width) for width in _SIDES]
        width = max(width for width in widths if width <= max(room + px(_SLACK) * (width == held), widths[0]))
        self._side.setMinimumWidth(0 if self._tight else width)
        self._side.setMaximumWidth(_UNBOUND if self._tight else width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
