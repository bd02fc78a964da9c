"""The line over the programme: its days, and the ways to look at one."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.errors import N_
from desktop.ui.imports.elided import ElidedLabel
from desktop.ui.look import Look
from desktop.ui.stage_words import day_words, short_day
from desktop.ui.widgets import Button, FlowLayout, clear

LIST, BOARD, RUN = "list", "board", "run"
_VIEWS = ((LIST, N_("List")), (BOARD, N_("Board")), (RUN, N_("Run")))


class Top(QWidget):
    """``day_wanted`` and ``view_wanted`` carry what was pressed. At its end is ``more``, the button of the page."""

    day_wanted = Signal(object)
    view_wanted = Signal(str)

    def __init__(self, look: Look, more: Button) -> None:
        super().__init__()
        self._look = look
        self._halls: QWidget | None = None
        self.days: dict[date, Button] = {}
        self.switches: dict[str, Button] = {}
        self._day_box, switch_box = QWidget(), QWidget()
        self._day_group, self._view_group = QButtonGroup(self), QButtonGroup(self)
        self._flow, switches = FlowLayout(self._day_box), QHBoxLayout(switch_box)
        switches.setContentsMargins(0, 0, 0, 0)
        self.where = ElidedLabel(look, "strong", least=80)
        self.where.hide()
        look.theme.bind(self._flow.setGaps, 6, 6)
        look.theme.bind(switches.setSpacing, 6)
        more.setProperty("kind", "filter")
        for view, text in _VIEWS:
            button = Button(look, text, "filter")
            button.clicked.connect(partial(self.view_wanted.emit, view))
            self.switches[view] = button
            self._view_group.addButton(button)
            switches.addWidget(button)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(self._line.setSpacing, 12)
        for part in (self._day_box, self.where):
            self._line.addWidget(part)
        self._line.addStretch(1)
        for part in (switch_box, more):
            self._line.addWidget(part)

    def show_days(self, days: Sequence[date], chosen: date | None) -> None:
        """Offer these days."""
        clear(self._flow)
        self.days = {}
        for day in days:
            button = Button(self._look, N_("Day"), "filter")
            self._look.words.follow(button.setText, day_words(day))
            button.setChecked(day == chosen)
            button.clicked.connect(partial(self.day_wanted.emit, day))
            self._day_group.addButton(button)
            self.days[day] = button
            self._flow.addWidget(button)

    def choose(self, day: date | None, view: str, hall: str = "") -> None:
        """Show which day is looked at, and how, and of which hall."""
        if day in self.days:
            self.days[day].setChecked(True)
        self.switches[view].setChecked(True)
        said = short_day(self._look.words._, day) if day is not None else ""
        self.where.put(" · ".join(filter(None, (said, hall))))

    def put_halls(self, halls: QWidget) -> None:
        """Put the halls that run beside the days."""
        self._halls = halls
        self._line.insertWidget(1, halls)

    def shorten(self, *, short: bool, halls: bool) -> None:
        """Name the day alone where space is ``short``, else offer the days, and the ``halls`` too."""
        self._day_box.setVisible(not short)
        self.where.setVisible(short)
        if self._halls is not None:
            self._halls.setVisible(halls and not short)
