"""The card of one agreement's documents and things, or of what is for the whole ceremony."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.domain.agreements import DocumentState
from desktop.domain.ceremony_words import DOCUMENT_WORDS
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.services.agreements import AgreementRow, DocumentRow
from desktop.services.ceremony_things import ThingRow
from desktop.ui.ceremonies.things_view import CopyCell, ThingLine
from desktop.ui.context import Context
from desktop.ui.widgets import Button, Card, FlowLayout, Label, Tag, clear

_STATES = list(DocumentState)


@dataclass(frozen=True, slots=True)
class Laid:
    """What is to lie ready: of an agreement, the ``number``-th, or (None) of the whole ceremony."""

    agreement: AgreementRow | None
    number: int
    things: tuple[ThingRow, ...]

    @property
    def key(self) -> UUID | None:
        return self.agreement.id if self.agreement is not None else None

    @property
    def ready(self) -> bool:
        """Whether all of it is there, and there is a copy where one is needed."""
        copies = self.agreement.documents if self.agreement is not None else ()
        there = self.agreement is None or bool(copies)
        laid = all(copy.state.reached(DocumentState.ON_TABLE) for copy in copies)
        return there and laid and all(thing.ready for thing in self.things)

    @property
    def shape(self) -> Hashable:
        """What a card is made anew for; states and counts are written into what is there."""
        row = self.agreement
        copies = tuple(copy.id for copy in row.documents) if row is not None else ()
        head = (row.title, row.parties) if row is not None else None
        return head, self.number, copies, tuple(thing.id for thing in self.things)

    def party(self, copy: DocumentRow) -> int | None:
        """The place of the party that keeps a copy."""
        parties = self.agreement.parties if self.agreement is not None else ()
        return next((place for place, party in enumerate(parties) if party.id == copy.party_id), None)


class ThingsCard(Card):
    """Cells and lines say what is wanted of them: ``…_stepped`` 1 or -1, ``…_set`` how far or how many.

    The other signals carry what is meant.
    """

    copy_stepped = Signal(object, int)
    copy_set = Signal(object, object)
    thing_stepped = Signal(object, int)
    thing_set = Signal(object, int)
    copy_opened = Signal(object)
    thing_opened = Signal(object)
    all_on = Signal(object)
    copies_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, margin=14, spacing=6)
        self._context = context
        self._shape: object = None
        self.laid: Laid | None = None
        self.cells: dict[UUID, CopyCell] = {}
        self.lines: dict[UUID, ThingLine] = {}
        self.on: Button | None = None
        self.make: Button | None = None
        self._tag = Tag(context.look)

    def show_laid(self, laid: Laid) -> None:
        """Show this; cells that are there stay, with the focus that they have."""
        shape = (laid.shape, self._context.look.words.language)
        self.laid = laid
        if shape != self._shape:
            self._shape = shape
            self._build(laid)
        _ = self._context.look.words._
        row = laid.agreement
        for copy in row.documents if row is not None else ():
            place = laid.party(copy)
            keeper = row.parties[place].organisation if row is not None and place is not None else LocalName()
            self.cells[copy.id].show_copy(copy, keeper.said_in(_.language))
        for thing in laid.things:
            self.lines[thing.id].show_thing(thing)
        self._say(laid)

    def first(self) -> QWidget | None:
        """Where the next key belongs."""
        return next(iter((*self.cells.values(), *self.lines.values())), None) or self.make

    def _build(self, laid: Laid) -> None:
        look, _ = self._context.look, self._context.look.words._
        clear(self.box)
        self.cells, self.lines, self.on, self.make = {}, {}, None, None
        head, title = QHBoxLayout(), Label(look, role="section", wraps=True)
        look.theme.bind(head.setSpacing, 10)
        self._tag = Tag(look)
        if laid.agreement is not None:
            number = Label(look, role="larger")
            number.put(str(laid.number))
            head.addWidget(number)
            title.put(laid.agreement.title.said_in(_.language))
        else:
            title.say(N_("For the whole ceremony"))
        head.addWidget(title, 1)
        head.addWidget(self._tag)
        self.box.addLayout(head)
        if laid.agreement is not None:
            self._put_copies(laid, laid.agreement)
        for thing in laid.things:
            self._put_thing(thing)
        self.box.addStretch(1)

    def _put_copies(self, laid: Laid, row: AgreementRow) -> None:
        look, _ = self._context.look, self._context.look.words._
        places = {copy.id: laid.party(copy) for copy in row.documents}
        for place, party in [*enumerate(row.parties), (None, None)]:
            copies = [copy for copy in row.documents if places[copy.id] == place]
            if not copies:
                continue
            keeper = Label(look, role="label", wraps=True)
            if party is not None:
                keeper.put(party.organisation.said_in(_.language))
            else:
                keeper.say(N_("Of no party"))
            self.box.addWidget(keeper)
            grid = QGridLayout()
            for gap in (grid.setHorizontalSpacing, grid.setVerticalSpacing):
                look.theme.bind(gap, 6)
            for number, copy in enumerate(copies):
                grid.addWidget(self._cell(copy), number // 3, number % 3)
            for column in range(min(len(copies), 3)):
                grid.setColumnStretch(column, 1)
            self.box.addLayout(grid)
        acts = FlowLayout()
        look.theme.bind(acts.setGaps, 8, 4)
        if row.documents:
            self.on = Button(look, N_("All one step further"))
            self.on.clicked.connect(lambda: self.all_on.emit(row))
            acts.addWidget(self.on)
        if len(row.documents) < len(row.parties) or not row.documents:
            self.make = Button(look, N_("Make the copies"))
            self.make.clicked.connect(lambda: self.copies_wanted.emit(row))
            acts.addWidget(self.make)
        self.box.addLayout(acts)

    def _cell(self, copy: DocumentRow) -> CopyCell:
        cell = CopyCell(self._context)
        cell.stepped.connect(partial(self._step_copy, cell))
        cell.set_to.connect(partial(self._set_copy, cell))
        cell.wanted.connect(lambda: self.copy_opened.emit(cell.copy))
        self.cells[copy.id] = cell
        return cell

    def _put_thing(self, thing: ThingRow) -> None:
        line = ThingLine(self._context)
        line.stepped.connect(partial(self._step_thing, line))
        line.all_there.connect(partial(self._all_there, line))
        line.wanted.connect(lambda: self.thing_opened.emit(line.thing))
        self.lines[thing.id] = line
        self.box.addWidget(line)

    def _say(self, laid: Laid) -> None:
        _, row = self._context.look.words._, laid.agreement
        done = sum(thing.ready for thing in laid.things)
        total = len(laid.things)
        if row is not None:
            done, total = done + row.reached(DocumentState.ON_TABLE), total + len(row.documents)
        self._tag.show_text(
            _("{done} of {total}", done=done, total=total), state="admitted" if laid.ready else "", mark=True
        )
        if self.on is not None and row is not None and row.documents:
            behind = min((copy.state for copy in row.documents), key=_STATES.index)
            self.on.say(N_("All to: {state}"), state=_(DOCUMENT_WORDS[behind.following]))
            self.on.setEnabled(behind is not DocumentState.ARCHIVED)

    def _step_copy(self, cell: CopyCell, step: int) -> None:
        self.copy_stepped.emit(cell.copy, step)

    def _set_copy(self, cell: CopyCell, state: DocumentState) -> None:
        self.copy_set.emit(cell.copy, state)

    def _step_thing(self, line: ThingLine, step: int) -> None:
        self.thing_stepped.emit(line.thing, step)

    def _all_there(self, line: ThingLine) -> None:
        if line.thing is not None:
            self.thing_set.emit(line.thing, 0 if line.thing.ready else line.thing.wanted)
