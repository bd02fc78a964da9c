"""The agreements of a ceremony by batch, in order; and who goes on and off stage between the batches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_batches import OnStage, Transition
from desktop.domain.ceremony_words import SIGNING_WORDS
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.services.agreements import AgreementRow, agreements
from desktop.services.ceremony_checks import transitions
from desktop.services.organisations import known_organisations
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.stage_words import clock, name_of
from desktop.ui.widgets import Button, EmptyState, IconButton, Label, clear, scrolled

_TABLES = frozenset(
    {
        "programme_item", "agreement", "agreement_party", "agreement_person", "organisation", "registration", "person",
    }
)  # fmt: skip
_LEAST = 240
_KEYS = {
    Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "before", Qt.Key.Key_Right: "after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signed:
    """What is signed in an item, who goes on and off between, and the organisations that there are."""

    item: UUID
    rows: tuple[AgreementRow, ...]
    between: tuple[Transition, ...]
    bodies: Mapping[UUID, LocalName]


class AgreementLine(QFrame):
    """``opened`` comes on a click, Enter or Space; ``moved`` carries ``up``, ``down``, ``before`` or ``after``."""

    opened = Signal()
    moved = Signal(str)

    def __init__(self, context: Context, row: AgreementRow, number: int) -> None:
        super().__init__()
        look, _ = context.look, context.look.words._
        self.row = row
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        line, words = QHBoxLayout(self), QVBoxLayout()
        look.theme.bind(line.setContentsMargins, 12, 8, 8, 8)
        look.theme.bind(line.setSpacing, 12)
        look.theme.bind(words.setSpacing, 2)
        place = Label(look, role="larger")
        place.put(str(number))
        title, parties, people = (
            Label(look, role="strong", wraps=True),
            Label(look, role="second", wraps=True),
            Label(look, role="hint", wraps=True),
        )
        title.put(row.title.said_in(_.language))
        parties.put(" · ".join(party.organisation.said_in(_.language) for party in row.parties))
        people.put(_people(context, row))
        for label in (title, parties, people):
            if label.text():
                words.addWidget(label)
        line.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        for icon, text, way in (("up", N_("Move up"), "up"), ("down", N_("Move down"), "down")):
            button = IconButton(look, icon, text, partial(self.moved.emit, way))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            look.theme.bind(button.setMinimumSize, 40, 40)
            line.addWidget(button)
        self.setAccessibleName(" · ".join(filter(None, (title.text(), parties.text(), people.text()))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(_KEYS[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key is Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()


class AgreementsPanel(QWidget):
    """``opened`` carries an agreement, ``new_wanted`` a batch, ``moved`` agreement, batch and place."""

    opened = Signal(object)
    new_wanted = Signal(int)
    moved = Signal(object, int, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.look
        self.item: UUID | None = None
        self.signed: Signed | None = None
        self._shown: object = None
        self._wanted: UUID | None = None
        self._arriving = False
        self.lines: dict[UUID, AgreementLine] = {}
        self.count = Label(look, role="second", wraps=True)
        self.new = Button(look, N_("Add an agreement"), "primary", icon="add")
        self.new.tell_key("new_agreement")
        self.empty = EmptyState(
            look,
            "ceremonies",
            N_("No agreement is known"),
            N_("Add the agreements that are signed here: title, parties, who signs and who could sign instead."),
            N_("Add an agreement"),
        )
        self._list = QVBoxLayout()
        self._arrange()
        self._live = Live(context, _TABLES, self._question)
        self._live.answered.connect(self._on_answer)
        self.new.clicked.connect(self.add)
        self.empty.pressed.connect(self.add)
        for changed in (look.words.changed, context.keeper.changed):
            changed.connect(self._say)

    def follow(self, item: UUID | None) -> None:
        """Show the agreements of this item."""
        if item != self.item:
            self.item, self.signed, self._shown = item, None, None
            # What is still shown is of another ceremony.
            clear(self._list)
            self.lines = {}
        self._live.ask()

    def ask(self) -> None:
        """Ask again now."""
        self._live.ask()

    def arrive(self) -> None:
        """The next key is for the agreement that was wanted, or the first, now or once they are there."""
        first = next(iter(self.lines.values()), None)
        self._arriving = first is None
        if first is not None and self._wanted is None and self.chosen is None:
            first.setFocus()

    def add(self) -> None:
        """Ask for a new agreement, in the last batch."""
        rows = self.signed.rows if self.signed is not None else ()
        self.new_wanted.emit(rows[-1].batch if rows else 1)

    @property
    def chosen(self) -> AgreementRow | None:
        """The agreement that has the focus."""
        return next((line.row for line in self.lines.values() if line.hasFocus()), None)

    @property
    def bodies(self) -> Mapping[UUID, LocalName]:
        """The organisations that there are, by name."""
        return self.signed.bodies if self.signed is not None else {}

    def show_agreement(self, key: UUID | None) -> None:
        """Put the focus on this agreement, now or once it is there."""
        if key in self.lines:
            self.lines[key].setFocus()
        else:
            self._wanted = key

    def _arrange(self) -> None:
        look = self._context.look
        column, head, inner = QVBoxLayout(self), QHBoxLayout(), QWidget()
        whole = QVBoxLayout(inner)
        for layout in (column, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(layout.setSpacing, 12)
        look.theme.bind(self._list.setSpacing, 8)
        head.addWidget(self.count, 1)
        head.addWidget(self.new)
        whole.addLayout(self._list)
        whole.addWidget(self.empty, 1)
        whole.addStretch(1)
        column.addLayout(head)
        area = scrolled(inner, sideways=False)
        look.theme.bind(area.setMinimumHeight, _LEAST)
        column.addWidget(area, 1)

    def _question(self) -> Any:
        item = self.item
        if item is None:
            return None
        return lambda session: Signed(
            item, tuple(agreements(session, item_id=item)), tuple(transitions(session, item)),
            known_organisations(session),
        )  # fmt: skip

    def _on_answer(self, signed: Signed) -> None:
        if signed.item != self.item:
            self._live.ask()
            return
        self.signed = signed
        self._say()

    def _say(self) -> None:
        if self.signed is None:
            return
        _, rows = self._context.look.words._, self.signed.rows
        key = (rows, self.signed.between, _.language, self._context.keeper.now.hide_names)
        if key == self._shown:
            return
        self._shown = key
        chosen = self._wanted or (self.chosen.id if self.chosen is not None else None)
        clear(self._list)
        self.lines = {}
        batches = len({row.batch for row in rows})
        several = _.ngettext("{n} batch", "{n} batches", batches)
        said = _.ngettext("{n} agreement", "{n} agreements", len(rows))
        self.count.put(" · ".join((said, several)) if rows else "")
        self.new.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        between = {one.batch: one for one in self.signed.between}
        number = 0
        for batch, group in groupby(rows, key=lambda row: row.batch):
            self._put_batch(batch, between.get(batch))
            for row in group:
                number += 1
                self._put_line(row, number)
        if rows and (last := between.get(None)) is not None:
            self._put_between(last, Label(self._context.look, N_("At the end"), "section"))
        if chosen in self.lines:
            self.lines[chosen].setFocus()
        elif self._arriving:
            (next(iter(self.lines.values()), None) or self.empty.button or self.new).setFocus()
        self._wanted, self._arriving = None, False

    def _put_batch(self, batch: int, between: Transition | None) -> None:
        title = Label(self._context.look, N_("Batch {n}"), "section", n=batch)
        self._put_between(between, title)

    def _put_between(self, between: Transition | None, title: Label) -> None:
        context, _ = self._context, self._context.look.words._
        self._list.addWidget(title)
        if between is None:
            return
        at = clock(between.at.replace(second=0, microsecond=0), context.here.zone) if between.at is not None else ""
        told = [
            (N_("Off: {names}"), between.off), (N_("On: {names}"), between.on),
            (N_("Stays, elsewhere: {names}"), between.moves),
        ]  # fmt: skip
        said = [_(text, names=self._names(people)) for text, people in told if people]
        line = Label(context.look, role="hint", wraps=True)
        line.put(" · ".join(filter(None, (at, *said))))
        self._list.addWidget(line)

    def _names(self, people: Iterable[OnStage]) -> str:
        _, rows = self._context.look.words._, self.signed.rows if self.signed is not None else ()
        known = {one.who: name_of(_, one.guest) for row in rows for one in row.people if one.guest is not None}
        names = [as_seen(self._context, known.get(one.who, one.name)) for one in people]
        return _.pgettext("between names", ", ").join(names)

    def _put_line(self, row: AgreementRow, number: int) -> None:
        line = AgreementLine(self._context, row, number)
        line.opened.connect(lambda: self.opened.emit(row))
        line.moved.connect(partial(self._move, row))
        self.lines[row.id] = line
        self._list.addWidget(line)

    def _move(self, row: AgreementRow, way: str) -> None:
        """Up and down within the batch and over its ends; before and after to the end of another batch."""
        rows = self.signed.rows if self.signed is not None else ()
        mates = [one.id for one in rows if one.batch == row.batch]
        batches = list(dict.fromkeys(one.batch for one in rows))
        step = -1 if way in {"up", "before"} else 1
        place = mates.index(row.id) + 1 + step
        batch = row.batch
        if way in {"before", "after"} or not 1 <= place <= len(mates):
            batch = row.batch + step if way == "after" else _neighbour(batches, row.batch, step)
            size = sum(one.batch == batch for one in rows)
            place = 1 if way == "down" else size + 1
        if batch < 1 or (batch == row.batch and not 1 <= place <= len(mates)):
            return
        self._wanted = row.id
        self.moved.emit(row, batch, place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()


def _neighbour(batches: list[int], batch: int, step: int) -> int:
    """The batch before or after; itself where there is none."""
    place = batches.index(batch) + step
    return batches[place] if 0 <= place < len(batches) else batch


def _people(context: Context, row: AgreementRow) -> str:
    """Who signs, by party, and who could sign instead or witnesses."""
    _ = context.look.words._
    said = []
    for part in SigningPart:
        names = [as_seen(context, name_of(_, one.guest) if one.guest is not None else one.name) for one in row.of(part)]
        if names:
            said.append(
                _("{part}: {names}", part=_(SIGNING_WORDS[part]), names=_.pgettext("between names", ", ").join(names))
            )
    return " · ".join(said)
