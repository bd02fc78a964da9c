"""A list that was read: what it is, its columns, every row with what becomes of it."""

from collections import Counter
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.categories import CategoryRow, matching
from desktop.services.events import EventDraft
from desktop.services.imports import Listing, Preview
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.imports.columns import ColumnsBar
from desktop.ui.imports.rows import FATES, Fate, PreviewRow, detail_words, preview_rows
from desktop.ui.widgets import Button, Field, FlowLayout, Label, Turning
from desktop.ui.widgets.tables import Column, RowsModel, TableView

_INTO_WIDE, _ACTING_WIDE, _ABOUT_LEAST = 400, 744, 300
_WHY = 5
_LEAST_TABLE = 220
_FILTERS = {
    Fate.NEW: N_("New {n}"),
    Fate.UPDATED: N_("Changed {n}"),
    Fate.SAME: N_("Same {n}"),
    Fate.DOUBTFUL: N_("To look at {n}"),
    Fate.REJECTED: N_("Left out {n}"),
}


class ListedView(QWidget):
    """``confirmed`` asks to import, ``closed`` to choose another file, ``retargeted`` that the event is another."""

    confirmed = Signal()
    closed = Signal()
    retargeted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self._rows: list[PreviewRow] = []
        self._known: list[CategoryRow] = []
        self._shown: Fate | None = None
        self.title = Label(self._look, role="panel", wraps=True)
        self.about = Label(self._look, role="second", wraps=True)
        self.into: Choice[bool] = Choice(self._look)
        self.into.activated.connect(self.retargeted)
        self._into_field = Field(self._look, N_("Import into"), edit=self.into)
        self.columns = ColumnsBar(self._look)
        self._chips = FlowLayout()
        self._look.theme.bind(self._chips.setGaps, 8, 8)
        self._group = QButtonGroup(self)
        self.chips: dict[Fate | None, Button] = {}
        for fate in (None, *_FILTERS):
            self._add_chip(fate)
        self.model = RowsModel(self._look, self._table_columns())
        self.table = TableView(self._look, self.model)
        self._look.theme.bind(self.table.setMinimumHeight, _LEAST_TABLE)
        self.go_on = Button(self._look, N_("Import"), "primary", key="save")
        self.go_on.clicked.connect(self.confirmed)
        self.other = Button(self._look, N_("Another file"), "quiet")
        self.other.clicked.connect(self.closed)
        self._lay_out()

    def show_list(self, listing: Listing, preview: Preview, known: list[CategoryRow], draft: EventDraft) -> None:
        """Show what was read and what importing it would do."""
        self._known = known
        self._rows = preview_rows(preview)
        self._tell_about(listing, draft)
        self.table.setColumnHidden(
            _WHY, not any(row.problems or (row.planned and row.planned.changes) for row in self._rows)
        )
        self.columns.show_columns(listing.people.columns)
        counts = Counter(row.fate for row in self._rows)
        self._look.words.bind(self.chips[None].setText, N_("All {n}"), n=len(self._rows))
        for fate, text in _FILTERS.items():
            self._look.words.bind(self.chips[fate].setText, text, n=counts[fate])
            self.chips[fate].setVisible(counts[fate] > 0)
        self._choose(self._shown if counts[self._shown] else None)  # type: ignore[index]
        taken = len(preview.rows)
        self._look.words.follow(
            self.go_on.setText, lambda _: _.ngettext("Import {n} person", "Import {n} people", taken)
        )
        self.go_on.setEnabled(taken > 0)

    def show_targets(self, *, draft: EventDraft, new_event: bool) -> None:
        """Offer the event in use and the one that the list speaks of."""
        event = self._context.here.event
        offered: list[tuple[bool, Say]] = [(True, partial(_new_event, draft))]
        if event is not None:
            offered.insert(0, (False, lambda _: event.name.said_in(_.language)))
        self.into.offer(offered, new_event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 16)
        words = QVBoxLayout()
        self._look.theme.bind(words.setSpacing, 4)
        words.addWidget(self.title)
        words.addWidget(self.about)
        words.addStretch(1)
        named, acting = QWidget(), QWidget()
        named.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        buttons = FlowLayout(acting)
        self._look.theme.bind(buttons.setGaps, 12, 8)
        for part in (self.other, self._into_field, self.go_on):
            buttons.addWidget(part)
        self._look.theme.bind(self._into_field.setFixedWidth, _INTO_WIDE)
        column.addWidget(Turning(self._look, named, acting, width=_ACTING_WIDE, least=_ABOUT_LEAST))
        column.addWidget(self.columns)
        column.addLayout(self._chips)
        column.addWidget(self.table, 1)

    def _table_columns(self) -> list[Column[PreviewRow]]:
        words = self._look.words
        return [
            Column(N_("Row"), lambda r: str(r.row), "second", width=64),
            Column(N_("Name"), lambda r: r.name, "strong", width=190),
            Column(N_("Organisation and title"), lambda r: r.posts),
            Column(N_("Category"), self._category, "tag", width=150),
            Column(N_("What happens"), lambda r: words._(FATES[r.fate][0]), "tag", lambda r: FATES[r.fate][1],
                   width=120),
            Column(N_("Why, or what changes"), lambda r: detail_words(words._, r), width=260),
        ]  # fmt: skip

    def _category(self, row: PreviewRow) -> str:
        """The category by its own name where the event has it, else as the list calls it."""
        if row.fate is Fate.REJECTED:
            return ""
        known = matching(self._known, row.category or "delegate")
        return known.name.said_in(self._look.words.language) if known is not None else row.category

    def _tell_about(self, listing: Listing, draft: EventDraft) -> None:
        self.title.put(listing.file.name)

        def said(_: Translator) -> str:
            people = _.ngettext("{n} row", "{n} rows", len(self._rows))
            parts = [_("sheet {sheet}", sheet=listing.sheet) if listing.sheet else "", people]
            if listing.people.event_name:
                parts += [listing.people.event_name, listing.people.place, _days(_, draft.starts_on, draft.ends_on)]
            return " · ".join(part for part in parts if part)

        self._look.words.follow(self.about.setText, said)

    def _add_chip(self, fate: Fate | None) -> None:
        chip = Button(self._look, N_("All"), "filter")
        chip.clicked.connect(lambda _checked: self._choose(fate))
        self._group.addButton(chip)
        self._chips.addWidget(chip)
        self.chips[fate] = chip

    def _choose(self, fate: Fate | None) -> None:
        self._shown = fate
        self.chips[fate].setChecked(True)
        self.model.replace(row for row in self._rows if fate is None or row.fate is fate)


def _new_event(draft: EventDraft, _: Translator) -> str:
    return _("A new event: {name}", name=draft.name.said_in(_.language))


def _days(_: Translator, first: date, last: date) -> str:
    return _.date(first) if first == last else _("{first} to {last}", first=_.date(first), last=_.date(last))
