"""What can be done about seats: one that is chosen, seating by order, the blocks of the hall."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.seating import Convention
from desktop.errors import N_, SummitDeskError
from desktop.services.precedence_words import CONVENTIONS
from desktop.services.search import Hit
from desktop.services.seat_blocks import BlockDraft, BlockRow
from desktop.services.seats import SeatedGuest, SeatRow
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.people.finder import Finder
from desktop.ui.pick import FileField
from desktop.ui.settings.section import Check
from desktop.ui.tab_order import follow_layout
from desktop.ui.widgets import (
    Button,
    Data,
    Field,
    FlowLayout,
    IconButton,
    Label,
    Panel,
    SectionTitle,
    clear,
    rule,
    scrolled,
)

_OFFERED = 6
_ENDINGS = (".csv", ".xlsx", ".ods")


class SidePanel(Panel):
    """A panel whose parts scroll, in ``column``; ``refuse`` says below them what is wrong."""

    def __init__(self, context: Context, title: str) -> None:
        look = context.look
        super().__init__(look, title)
        self.look, inner = look, QWidget()
        self.column = QVBoxLayout(inner)
        look.theme.bind(self.column.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(self.column.setSpacing, 10)
        self.trouble = Label(look, role="error", wraps=True)
        self.trouble.hide()
        self.box.addWidget(scrolled(inner, sideways=False), 1)

    def add(self, *parts: QWidget) -> None:
        """Put ``parts`` below each other; a button is as wide as its words."""
        for part in parts:
            self.column.addWidget(part)
            if isinstance(part, Button):
                self.column.setAlignment(part, Qt.AlignmentFlag.AlignLeft)

    def refuse(self, error: SummitDeskError) -> None:
        """Say what is wrong."""
        self.look.words.follow(self.trouble.setText, lambda _: _.error(error))
        self.trouble.show()

    def accept(self) -> None:
        """Nothing is wrong any more."""
        self.trouble.hide()


class SeatPanel(SidePanel):
    """``given`` carries the registration that is to sit here, and whether who has the seat gets theirs.

    ``taken`` carries a registration that is to have no seat.
    """

    given = Signal(object, bool)
    taken = Signal(object)

    def __init__(self, context: Context, name: Callable[[SeatedGuest], str]) -> None:
        super().__init__(context, "")
        self._name = name
        self._wanted: UUID | None = None
        self.seat: SeatRow | None = None
        self.offers: dict[UUID, Button] = {}
        self.takers: dict[UUID, IconButton] = {}
        self.finder = Finder(context, N_("Give this seat to"), N_("Seat here"))
        self.swap = Button(self.look, N_("Let the two change places"))
        self.swap.hide()
        self._there, self._unseated = QVBoxLayout(), QVBoxLayout()
        there, unseated = QWidget(), QWidget()
        there.setLayout(self._there)
        unseated.setLayout(self._unseated)
        for layout in (self._there, self._unseated):
            layout.setContentsMargins(0, 0, 0, 0)
            self.look.theme.bind(layout.setSpacing, 6)
        waiting = SectionTitle(self.look, N_("Without a seat"))
        self.add(there, rule(), self.finder, self.trouble, self.swap, rule(), waiting, unseated)
        self.column.addStretch(1)
        self.finder.picked.connect(self._on_picked)
        self.swap.clicked.connect(self._swap)

    def show_seat(self, seat: SeatRow, unseated: Sequence[SeatedGuest]) -> None:
        """Show a seat, and some of those who have none."""
        if self.seat is None or seat.chair.label != self.seat.chair.label or seat.guests != self.seat.guests:
            self.accept()
            self.swap.hide()
        self.seat = seat
        self.look.words.bind(self.title.setText, N_("Seat {seat}"), seat=seat.chair.label)
        _ = self.look.words._
        clear(self._there)
        clear(self._unseated)
        self.offers, self.takers = {}, {}
        for guest in seat.guests:
            button = IconButton(
                self.look, "close", N_("Take the seat away"), partial(self.taken.emit, guest.registration_id)
            )
            self.takers[guest.registration_id] = button
            self._there.addWidget(_line(Data(self.look, self._name(guest), "strong"), button))
            self._there.addWidget(Data(self.look, guest.category.said_in(_.language), "second"))
        if not seat.guests:
            self._there.addWidget(Label(self.look, N_("Nobody sits here yet."), "second"))
        for guest in unseated[:_OFFERED]:
            offer = Button(self.look, N_("Seat here"))
            self.look.words.forget(offer.setText)
            offer.setText(self._name(guest))
            offer.clicked.connect(partial(self._give, guest.registration_id, False))
            self.offers[guest.registration_id] = offer
            self._unseated.addWidget(offer, 0, Qt.AlignmentFlag.AlignLeft)
        rest = len(unseated) - _OFFERED
        if rest > 0 or not unseated:
            more = Label(self.look, role="hint", wraps=True)
            more.put(_.ngettext("and {n} more", "and {n} more", rest) if unseated else _("Everybody has a seat."))
            self._unseated.addWidget(more)
        follow_layout(self)

    def refuse(self, error: SummitDeskError) -> None:
        super().refuse(error)
        self.swap.setVisible(error.code == "seat_taken")

    def _on_picked(self, hit: Hit) -> None:
        self.finder.empty()
        self._give(hit.registration, False)

    def _swap(self) -> None:
        if self._wanted is not None:
            self._give(self._wanted, True)

    def _give(self, registration: UUID, swap: bool) -> None:
        self._wanted = registration
        self.accept()
        self.swap.hide()
        self.given.emit(registration, swap)


class ByOrderPanel(SidePanel):
    """``wanted`` carries the keys of blocks, a convention, and whether who has a seat keeps it; ``cleared`` asks that
    all seats are taken away.
    """

    wanted = Signal(object, object, bool)
    cleared = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Seat by order"))
        self.checks: dict[UUID, Check] = {}
        self._known: tuple[BlockRow, ...] = ()
        about = N_("Everybody gets the best seat that is left, the highest first; companions sit beside their guest.")
        self.conventions: Choice[Convention] = Choice(
            self.look, [(one, _said(CONVENTIONS[one])) for one in CONVENTIONS]
        )
        self.keep = Check(self.look, N_("Who has a seat keeps it"))
        self.keep.setChecked(True)
        self.seat = Button(self.look, N_("Seat everybody by order"), "primary")
        self.clear_all = Button(self.look, N_("Take all seats away"), "quiet")
        self._lines = QVBoxLayout()
        blocks = QWidget()
        blocks.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.add(
            Label(self.look, about, "second", wraps=True), Field(self.look, N_("Convention"), edit=self.conventions),
            self.keep, SectionTitle(self.look, N_("Blocks")), blocks, self.trouble,
        )  # fmt: skip
        self.column.addStretch(1)
        buttons = FlowLayout()
        self.look.theme.bind(buttons.setGaps, 8, 8)
        for button in (self.seat, self.clear_all):
            buttons.addWidget(button)
        self.box.addLayout(buttons)
        self.seat.clicked.connect(self._ask)
        self.clear_all.clicked.connect(self.cleared)

    def show_blocks(self, blocks: Sequence[BlockRow]) -> None:
        """Offer these; what was ticked off stays so."""
        if tuple(blocks) == self._known:
            return
        off = {key for key, check in self.checks.items() if not check.isChecked()}
        self._known, self.checks = tuple(blocks), {}
        clear(self._lines)
        for one in blocks:
            check = Check(self.look, N_("Block"))
            self.look.words.follow(check.setText, _named(one))
            check.setChecked(one.id not in off)
            self.checks[one.id] = check
            self._lines.addWidget(check)
        follow_layout(self)

    def _ask(self) -> None:
        self.accept()
        chosen = [key for key, check in self.checks.items() if check.isChecked()]
        self.wanted.emit(chosen, self.conventions.value, self.keep.isChecked())


class BlocksPanel(SidePanel):
    """``added`` carries drafts, ``file_wanted`` a table's path, ``removed`` the key of a block."""

    added = Signal(object)
    file_wanted = Signal(object)
    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context, N_("Blocks of seats"))
        self.hall: UUID | None = None
        self._known: tuple[BlockRow, ...] = ()
        self.removers: dict[UUID, IconButton] = {}
        self.name = Field(self.look, N_("Name of the block"), N_("A, or Table"))
        self.rows = Field(self.look, N_("Rows or tables"), "1")
        self.seats = Field(self.look, N_("Seats in each"), "10")
        self.round = Check(self.look, N_("Round tables"))
        self.new = Button(self.look, N_("Add the block"), icon="add")
        self.file = FileField(self.look, N_("Add blocks from a table"), N_("Excel or CSV"), _ENDINGS)
        table = N_("The table's first row names the columns name, rows or tables, and seats; x and y say where it is.")
        self._lines = QVBoxLayout()
        blocks = QWidget()
        blocks.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.add(
            blocks, rule(), self.name, self.rows, self.seats, self.round, self.new, self.trouble, rule(), self.file,
            Label(self.look, table, "hint", wraps=True),
        )  # fmt: skip
        self.column.addStretch(1)
        self.new.clicked.connect(self._add)
        self.file.chosen.connect(self._on_chosen)
        for field in (self.name, self.rows, self.seats):
            if isinstance(field.edit, QLineEdit):
                field.edit.returnPressed.connect(self._add)

    def show_blocks(self, blocks: Sequence[BlockRow], hall: UUID | None) -> None:
        """Show these; what is added is in ``hall``."""
        self.hall = hall
        if tuple(blocks) == self._known:
            return
        self._known, self.removers = tuple(blocks), {}
        clear(self._lines)
        for one in blocks:
            text = Label(self.look, role="strong")
            self.look.words.follow(text.setText, _named(one))
            button = IconButton(self.look, "close", N_("Take this block away"), partial(self.removed.emit, one.id))
            self.removers[one.id] = button
            self._lines.addWidget(_line(text, button))
        follow_layout(self)

    def clear_fields(self) -> None:
        """Ask for another one."""
        if isinstance(self.name.edit, QLineEdit):
            self.name.edit.clear()
        self.name.edit.setFocus()

    def _add(self) -> None:
        self.accept()
        numbers = {"rows": self.rows.value or "1", "seats": self.seats.value or "10"}
        for name, text in numbers.items():
            if not text.isdecimal():
                getattr(self, name).refuse(N_("Write a whole number."))
                return
        draft = BlockDraft(
            self.name.value, int(numbers["rows"][:6]), int(numbers["seats"][:6]), self.round.isChecked(),
            hall_id=self.hall,
        )  # fmt: skip
        self.added.emit((draft,))

    def _on_chosen(self, path: Any) -> None:
        self.accept()
        self.file_wanted.emit(path)


def _line(label: Label, button: IconButton) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.addWidget(label, 1)
    across.addWidget(button)
    return line


def _named(one: BlockRow) -> Say:
    block = one.block
    text = (
        N_("{name}: {rows} tables of {seats}") if block.round else
        N_("{name}: {rows} rows of {seats}") if block.rows > 1 else N_("{name}: {seats} seats")
    )  # fmt: skip
    return lambda _: _(text, name=block.name, rows=block.rows, seats=block.seats)


def _said(text: str) -> Say:
    return lambda _: _(text)
