"""Hard limits as they stand, and what could be left out to hold one."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.limits import Colour, Saving
from desktop.errors import N_
from desktop.services.programme_live import LimitView, RunItem, RunView
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.running.words import COLOURS, limit_words
from desktop.ui.shortcuts import on_key
from desktop.ui.stage_words import length
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Data, IconButton, Label, StateMark, Tag, Turning, clear, rule, scrolled

_MOST = 3


class Limits(QWidget):
    """A line for each limit, the worst first, as far as there is room; ``all_wanted`` asks for those that have none.

    ``skip_wanted`` carries an item, ``shorten_wanted`` item and seconds. ``ways`` out of a limit come up elsewhere than
    here, which ``turned`` tells.
    """

    skip_wanted = Signal(object)
    shorten_wanted = Signal(object, int)
    all_wanted = Signal()
    turned = Signal(bool)

    def __init__(self, context: Context, savings: Callable[[UUID], list[Saving]]) -> None:
        super().__init__()
        self._look, self._here, self._savings = context.look, context.here, savings
        self._seen = partial(as_seen, context)
        self._shown: tuple[tuple[LimitView, str], ...] = ()
        self._open: UUID | None = None
        self._view: RunView | None = None
        self._most, self._out = _MOST, False
        self._items: Mapping[UUID, RunItem] = {}
        self.buttons: dict[UUID, Button] = {}
        self.offers: dict[UUID, Button] = {}
        inner = QWidget()
        self._lines, self._ways = QVBoxLayout(), QVBoxLayout(inner)
        self.ways = scrolled(inner, sideways=False)
        context.look.theme.bind(self.ways.setMinimumHeight, 148)
        self.ways.hide()
        on_key("close", self.ways, self.close_ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (column, self._lines, self._ways):
            context.look.theme.bind(layout.setSpacing, 4)
        context.look.theme.bind(self._ways.setContentsMargins, 0, 0, 8, 0)
        column.addLayout(self._lines)

    def show_view(self, view: RunView) -> None:
        """Show how the limits of this hall stand; what is said twice is not painted twice."""
        self._view = view
        _, zone = self._look.words._, self._here.zone.key
        self._items = {item.row.id: item for item in view.items}
        order = (Colour.RED, Colour.AMBER, Colour.GREEN)
        limits = sorted(view.limits, key=lambda limit: (order.index(limit.judged.colour), limit.row.at))
        shown = tuple((limit, limit_words(_, limit, zone, self._seen)) for limit in limits if limit.here)
        keys = [(limit.row.id, limit.judged.colour, said) for limit, said in shown]
        if keys == [(limit.row.id, limit.judged.colour, said) for limit, said in self._shown]:
            return
        self._shown = shown
        focused = next((key for key, button in self.buttons.items() if button.hasFocus()), None)
        clear(self._lines)
        self.buttons = {}
        for limit, said in shown[: self._most]:
            self._lines.addWidget(self._line(limit, said))
        if len(shown) > self._most:
            rest = Button(self._look, N_("All limits"), "filter")
            rest.setCheckable(False)
            rest.clicked.connect(self.all_wanted)
            self._lines.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(shown) and not self._out)
        if focused in self.buttons:
            self.buttons[focused].setFocus()
        if self._open is not None and self._open not in {limit.row.id for limit, _said in shown}:
            self.close_ways()

    def let_out(self, *, out: bool) -> None:
        """Give the room to something else, or come back."""
        self._out = out
        self.setVisible(bool(self._shown) and not out)

    def tighten(self, *, tight: bool) -> None:
        """Show the worst alone where space is short."""
        most = 1 if tight else _MOST
        if most != self._most:
            self._most, self._shown = most, ()
            if self._view is not None:
                self.show_view(self._view)

    def open_ways(self, limit: UUID) -> None:
        """Show what could be left out or shortened so that a limit holds."""
        _ = self._look.words._
        self._open = limit
        clear(self._ways)
        self.offers = {}
        ways = [way for way in self._savings(limit) if way.skip or way.shorten]
        head, row = QWidget(), QHBoxLayout()
        head.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(self._look, N_("What could be left out or shortened"), "section"), 1)
        close = IconButton(self._look, "close", N_("Close"), self.close_ways)
        row.addWidget(close)
        self._ways.addWidget(head)
        if not ways:
            self._ways.addWidget(
                Label(
                    self._look, N_("Nothing that is still to come can be left out or shortened."), "second", wraps=True
                )
            )
        for way in ways:
            self._ways.addWidget(rule())
            self._ways.addWidget(self._way(way))
        self._ways.addStretch(1)
        self.ways.show()
        self.turned.emit(True)
        (next(iter(self.offers.values())) if self.offers else close).setFocus()

    def close_ways(self) -> None:
        """Show no ways out any more."""
        self._open = None
        self.offers = {}
        clear(self._ways)
        self.ways.hide()
        self.turned.emit(False)

    def _line(self, limit: LimitView, said: str) -> QWidget:
        line, mark, words = QWidget(), StateMark(self._look, size=16), Label(self._look, role="strong", wraps=True)
        state = COLOURS[limit.judged.colour]
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(row.setSpacing, 8)
        mark.show_state(state, ground="background")
        words.put(said)
        restyle(words, state=state)
        row.addWidget(mark)
        row.addWidget(words, 1)
        if limit.judged.colour is not Colour.GREEN and not limit.judged.past:
            button = Button(self._look, N_("What would help?"), "filter")
            button.setCheckable(False)
            button.clicked.connect(partial(self.open_ways, limit.row.id))
            self.buttons[limit.row.id] = button
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        return line

    def _way(self, way: Saving) -> QWidget:
        _, item = self._look.words._, self._items.get(way.item)
        title = item.row.title.said_in(_.language) if item is not None else ""
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(row.setSpacing, 8)
        said = Data(self._look, _("{item} · saves {length}", item=title, length=length(_, int(way.seconds))))
        if way.enough:
            enough = Tag(self._look)
            enough.show_text(_("enough"), state="admitted", mark=True)
            row.addWidget(enough)
        if way.skip:
            skip = Button(self._look, N_("Skip it"), "filter")
            skip.clicked.connect(partial(self._take, self.skip_wanted.emit, way.item))
            self._offer(way.item, skip, row)
        if way.shorten:
            minutes = -(-int(way.shorten) // 60)
            shorten = Button(self._look, N_("Shorten it by {n} min"), "filter")
            shorten.say(N_("Shorten it by {n} min"), n=minutes)
            shorten.clicked.connect(partial(self._take, self.shorten_wanted.emit, way.item, minutes * 60))
            self._offer(way.item, shorten, row)
        return Turning(self._look, said, acts, gap=12)

    def _offer(self, item: UUID, button: Button, row: QHBoxLayout) -> None:
        button.setCheckable(False)
        self.offers.setdefault(item, button)
        row.addWidget(button)

    def _take(self, act: Callable[..., None], *arguments: object) -> None:
        self.close_ways()
        act(*arguments)
