"""Documents and things of a ceremony: what lies ready, ticked off on the day by touch or by keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.ceremony_words import LANGUAGE_WORDS
from desktop.errors import N_
from desktop.services.agreements import AgreementRow, agreements
from desktop.services.ceremony_things import ThingDraft, ThingRow, things, usual
from desktop.ui.ceremonies.things_card import Laid, ThingsCard
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.widgets import Button, EmptyState, FlowLayout, Label, scrolled

_TABLES = frozenset(
    {
        "programme_item",
        "agreement",
        "agreement_party",
        "agreement_person",
        "agreement_document",
        "ready_thing",
        "organisation",
        "item_person",
    }
)
_CARD, _LEAST = 460, 240


@dataclass(frozen=True, slots=True)
class Ready:
    """What lies ready for an item, and what is usual and not on its list."""

    item: UUID
    agreements: tuple[AgreementRow, ...]
    things: tuple[ThingRow, ...]
    usual: tuple[ThingDraft, ...]

    @property
    def laid(self) -> list[Laid]:
        """By agreement, then what is of none."""
        found = [
            Laid(row, number, tuple(one for one in self.things if one.agreement_id == row.id))
            for number, row in enumerate(self.agreements, 1)
        ]
        rest = tuple(one for one in self.things if one.agreement_id is None)
        return [*found, Laid(None, 0, rest)] if rest else found

    @property
    def languages(self) -> set[str]:
        """The languages that all agreements have copies in; where none has any, those of their titles."""
        used = [{copy.language for copy in row.documents} for row in self.agreements if row.documents]
        titled = [{code for code in LANGUAGE_WORDS if getattr(row.title, code)} for row in self.agreements]
        found = used or titled
        return set.intersection(*found) if found else set()

    def lacks(self, languages: Sequence[str]) -> bool:
        """Whether a party has no copy in one of these languages."""
        return any(
            (party.id, language) not in {(copy.party_id, copy.language) for copy in row.documents}
            for row in self.agreements
            for party in row.parties
            for language in languages
        )


class ThingsPanel(QWidget):
    """The documents and things of the ceremony that it follows.

    ``copy_set`` carries copy and state, ``thing_set`` thing and count, ``…_stepped`` 1 or -1; ``copies_wanted``
    agreements and languages; ``all_on`` an agreement; the others open what they carry.
    """

    copy_stepped = Signal(object, int)
    copy_set = Signal(object, object)
    thing_stepped = Signal(object, int)
    thing_set = Signal(object, int)
    copy_opened = Signal(object)
    thing_opened = Signal(object)
    all_on = Signal(object)
    copies_wanted = Signal(object, object)
    usual_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.look
        self.item: UUID | None = None
        self.ready: Ready | None = None
        self._wanted: UUID | None = None
        self._arriving = False
        self._laid_out: object = None
        self.cards: dict[UUID | None, ThingsCard] = {}
        self.open_only = Button(look, N_("Only what is not ready"), "filter")
        self.languages = {code: Button(look, text, "filter") for code, text in LANGUAGE_WORDS.items()}
        self.make, self.usual = Button(look, N_("Make all copies")), Button(look, N_("Add what is usual"))
        self.add = Button(look, N_("Add a thing"), icon="add")
        self.none = EmptyState(
            look,
            "check",
            N_("Nothing is on the list"),
            N_("Add what is usual, or a thing of your own: pens, flags, a key."),
        )
        self._inner, self._grid = QWidget(), QGridLayout()
        self._area: QScrollArea = scrolled(self._inner, sideways=False)
        self._arrange()
        self._live = Live(context, _TABLES, self._question)
        self._live.answered.connect(self._on_answer)
        for button in (self.open_only, *self.languages.values()):
            button.toggled.connect(self._say)
        self.make.clicked.connect(self._make_all)
        self.usual.clicked.connect(self.usual_wanted)
        self.add.clicked.connect(self.new_wanted)
        for changed in (look.words.changed, look.theme.changed):
            changed.connect(self._say)

    def follow(self, item: UUID | None) -> None:
        """Show what lies ready for this item."""
        if item != self.item:
            self.item, self.ready = item, None
            self._drop(set(self.cards))
        self._live.ask()

    def ask(self) -> None:
        """Ask again now."""
        self._live.ask()

    def show_agreement(self, agreement: UUID) -> None:
        """Put the focus on this agreement's copies, now or once they are there."""
        self._wanted = agreement
        self.open_only.setChecked(False)
        self._find_wanted()

    def arrive(self) -> None:
        """The next key is for the first thing, now or once it is there."""
        self._arriving = self.ready is None
        if self.ready is not None and self._wanted is None:
            first = next((part for card in self.cards.values() if (part := card.first()) is not None), self.add)
            first.setFocus()

    @property
    def rows(self) -> Sequence[AgreementRow]:
        """The agreements as they were read last."""
        return self.ready.agreements if self.ready is not None else ()

    @property
    def chosen(self) -> list[str]:
        """The languages in which copies are made."""
        return [code for code, button in self.languages.items() if button.isChecked()]

    def _arrange(self) -> None:
        look = self._context.look
        column, flow, whole = QVBoxLayout(self), FlowLayout(), QVBoxLayout(self._inner)
        for layout in (column, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(layout.setSpacing, 12)
        look.theme.bind(flow.setGaps, 8, 8)
        for gap in (self._grid.setHorizontalSpacing, self._grid.setVerticalSpacing):
            look.theme.bind(gap, 12)
        self._of_copies = Label(look, N_("Copies in"), "second")
        for part in (self.open_only, self._of_copies, *self.languages.values(), self.make, self.usual, self.add):
            flow.addWidget(part)
        column.addLayout(flow)
        whole.addLayout(self._grid)
        whole.addWidget(self.none, 1)
        whole.addStretch(1)
        look.theme.bind(self._area.setMinimumHeight, _LEAST)
        column.addWidget(self._area, 1)

    def _question(self) -> Any:
        item = self.item
        if item is None:
            return None
        return lambda session: Ready(
            item, tuple(agreements(session, item_id=item)), tuple(things(session, item)), tuple(usual(session, item))
        )

    def _on_answer(self, ready: Ready) -> None:
        if ready.item != self.item:
            self._live.ask()
            return
        first = self.ready is None
        self.ready = ready
        if first:
            usual = ready.languages
            for code, button in self.languages.items():
                button.setChecked(code in usual)
        self._say()
        self._find_wanted()
        if self._arriving:
            self.arrive()

    def _say(self) -> None:
        if self.ready is None:
            return
        shown = [one for one in self.ready.laid if not (self.open_only.isChecked() and one.ready)]
        self._drop(set(self.cards) - {one.key for one in shown})
        self.cards = {one.key: self.cards.get(one.key) or self._card() for one in shown}
        for one in shown:
            self.cards[one.key].show_laid(one)
        signing = bool(self.ready.agreements)
        for part in (self._of_copies, *self.languages.values()):
            part.setVisible(signing)
        self.make.setVisible(self.ready.lacks(self.chosen))
        self.usual.setVisible(bool(self.ready.usual))
        self.none.setVisible(not self.ready.laid)
        self._lay()

    def _card(self) -> ThingsCard:
        card = ThingsCard(self._context)
        for mine, its in (
            (self.copy_stepped, card.copy_stepped), (self.thing_stepped, card.thing_stepped),
            (self.copy_set, card.copy_set), (self.thing_set, card.thing_set), (self.copy_opened, card.copy_opened),
            (self.thing_opened, card.thing_opened), (self.all_on, card.all_on),
        ):  # fmt: skip
            its.connect(mine)
        card.copies_wanted.connect(self._make)
        return card

    def _drop(self, keys: set[UUID | None]) -> None:
        for key in keys:
            card = self.cards.pop(key)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _lay(self) -> None:
        columns = max(1, self.width() // self._context.look.theme.px(_CARD))
        laid = (columns, tuple(map(id, self.cards.values())))
        if laid == self._laid_out:
            return
        self._laid_out = laid
        for number, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))

    def _find_wanted(self) -> None:
        card = self.cards.get(self._wanted) if self._wanted is not None else None
        part = card.first() if card is not None else None
        if card is None or part is None:
            return
        self._wanted = None
        part.setFocus()
        QTimer.singleShot(0, self, partial(self._area.ensureWidgetVisible, card))

    def _make(self, row: AgreementRow) -> None:
        self._want_copies([row])

    def _make_all(self) -> None:
        self._want_copies(list(self.rows))

    def _want_copies(self, rows: list[AgreementRow]) -> None:
        if self.chosen:
            self.copies_wanted.emit(rows, self.chosen)
        else:
            self._context.reporter.say(lambda _: _("Choose in which languages copies are made."), state="already_in")
            next(iter(self.languages.values())).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()
