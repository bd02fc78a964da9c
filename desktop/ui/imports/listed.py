"""A list that was read: what it is, its columns, every row with what becomes of it."""

from collections import Counter
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.list_headers import Meaning, is_private
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.categories import CategoryRow, matching
from desktop.services.events import EventDraft
from desktop.services.imports import Listing, Preview
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.filters import Filters
from desktop.ui.imports.columns import ColumnsBar
from desktop.ui.imports.doubts import Doubts
from desktop.ui.imports.elided import ElidedLabel
from desktop.ui.imports.rows import FATES, Fate, PreviewRow, detail_words, preview_rows
from desktop.ui.imports.target import Target
from desktop.ui.widgets import Button, FlowLayout, Label
from desktop.ui.widgets.tables import Column, RowsModel, TableView

_NAME, _CATEGORY, _FATE, _WHY = 1, 3, 4, 5
_LEAST_NAME = 140
_FILTERS = {
    Fate.NEW: N_("New {n}"),
    Fate.UPDATED: N_("Changed {n}"),
    Fate.SAME: N_("Same {n}"),
    Fate.DOUBTFUL: N_("To look at {n}"),
    Fate.REJECTED: N_("Left out {n}"),
    Fate.GONE: N_("No longer listed {n}"),
}


class ListedView(QWidget):
    """``confirmed`` asks to import, ``closed`` to choose another file, ``retargeted`` that the event is another.

    ``decided`` comes when somebody said what a row in doubt is; ``choices`` is all that was said so, by table and row.
    """

    confirmed = Signal()
    closed = Signal()
    retargeted = Signal()
    decided = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self._rows: list[PreviewRow] = []
        self._known: list[CategoryRow] = []
        self._shown: Fate | None = None
        self.choices: dict[tuple[int, int], bool] = {}
        self.title = ElidedLabel(self._look, "panel", least=_LEAST_NAME)
        self.about = Label(self._look, role="second", wraps=True)
        self.target = Target(context)
        self.target.changed.connect(self.retargeted)
        self.columns = ColumnsBar(self._look)
        self.show_columns = Button(self._look, N_("Columns"))
        self.show_columns.setCheckable(True)
        self.show_columns.toggled.connect(self._share)
        self.cancel_gone = Button(self._look, N_("Cancel those no longer listed"))
        self.cancel_gone.setCheckable(True)
        self.filters: Filters[Fate | None] = Filters(self._look)
        self.filters.wanted.connect(self._choose)
        self._tight = False
        self.model = RowsModel(self._look, self._table_columns())
        self.table = TableView(self._look, self.model)
        self.private = Label(self._look, role="second", wraps=True)
        self.doubts = Doubts(self._look)
        self.doubts.decided.connect(self._decide)
        self.table.selectionModel().selectionChanged.connect(lambda: self.doubts.show_rows(self.table.chosen()))
        self.go_on = Button(self._look, N_("Import"), "primary", key="save")
        self.go_on.clicked.connect(self.confirmed)
        self.other = Button(self._look, N_("Another file"), "quiet")
        self.other.clicked.connect(self.closed)
        self._look.words.changed.connect(self._make_room)
        self._lay_out()
        self.tighten(tight=False)

    @property
    def into(self) -> Choice[bool]:
        """Whether a new event is made for the list."""
        return self.target.choice

    @property
    def chips(self) -> dict[Fate | None, Button]:
        """What can be shown, each with its chip."""
        return self.filters.chips

    def focus_first(self) -> None:
        """Put the focus where the next key belongs: on Import, unless the event is in doubt."""
        (self.target.first if self.target.doubtful else self.go_on).setFocus()

    def tighten(self, *, tight: bool) -> None:
        """Leave the height to the rows where space is short."""
        self._tight = tight
        self.filters.tighten(tight=tight)
        self.target.tighten(tight=tight)
        self.about.setVisible(not tight)
        self.show_columns.setVisible(tight)
        self._look.theme.bind(self._column.setSpacing, 8 if tight else 16)
        self._look.theme.bind(self.table.setMinimumHeight, 112 if tight else 148)
        self._share()

    def show_list(self, listing: Listing, preview: Preview, known: list[CategoryRow], draft: EventDraft) -> None:
        """Show what was read and what importing it would do."""
        self._known = known
        self._rows = preview_rows(preview, self._look.words._)
        self.cancel_gone.setChecked(False)
        self.cancel_gone.setVisible(bool(preview.missing))
        self._tell_about(listing, draft)
        self._make_room()
        self.columns.show_listing(listing)
        self._tell_private(listing)
        counts = Counter(row.fate for row in self._rows)
        parts: list[tuple[Fate | None, Say]] = [(None, lambda _: _("All {n}", n=len(self._rows)))]
        parts += [(fate, partial(_filter_words, fate, counts[fate])) for fate in _FILTERS if counts[fate]]
        self.filters.offer(parts, None)
        self._choose(self._shown if self._shown in self.chips else None)
        taken = len(preview.rows)
        self._look.words.follow(
            self.go_on.setText, lambda _: _.ngettext("Import {n} person", "Import {n} people", taken)
        )
        self.go_on.setEnabled(taken > 0)

    def _lay_out(self) -> None:
        look = self._look
        words = QVBoxLayout()
        look.theme.bind(words.setSpacing, 4)
        words.addWidget(self.title)
        words.addWidget(self.about)
        head = QHBoxLayout()
        look.theme.bind(head.setSpacing, 12)
        head.addLayout(words, 1)
        head.addWidget(self.other)
        head.addWidget(self.go_on)
        dealing = FlowLayout()
        look.theme.bind(dealing.setGaps, 12, 8)
        for part in (self.target.choice, self.filters.row, self.filters.choice, self.show_columns, self.cancel_gone):
            dealing.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self.target)
        self._column.addWidget(self.columns)
        self._column.addWidget(self.private)
        self._column.addLayout(dealing)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.doubts)

    def _share(self) -> None:
        """Where space is short, the columns take the place of the rows while they are wanted."""
        wanted = self.show_columns.isChecked() or not self._tight
        self.columns.setVisible(wanted)
        self.table.setVisible(not (self._tight and wanted))

    def _make_room(self) -> None:
        _ = self._look.words._
        self.table.leave_out(
            _WHY, out=not any(row.problems or (row.planned and row.planned.changes) for row in self._rows)
        )
        self.table.make_room(_NAME, (row.name for row in self._rows), _LEAST_NAME)
        self.table.make_room(_CATEGORY, map(self._category, self._rows))
        self.table.make_room(_FATE, (_(text) for text, _state in FATES.values()))

    def _table_columns(self) -> list[Column[PreviewRow]]:
        words = self._look.words
        return [
            Column(N_("Row"), lambda r: str(r.row or ""), "second", width=56),
            Column(N_("Name"), lambda r: r.name, "strong", width=190),
            Column(N_("Organisation and title"), lambda r: r.posts, goes=2),
            Column(N_("Category"), self._category, "tag", width=150, goes=1),
            Column(N_("What happens"), lambda r: words._(FATES[r.fate][0]), "tag", lambda r: FATES[r.fate][1],
                   width=120),
            Column(N_("Why, or what changes"), lambda r: detail_words(words._, r)),
        ]  # fmt: skip

    def _category(self, row: PreviewRow) -> str:
        """The category by its own name where the event has it, else as the list calls it."""
        if row.fate is Fate.GONE:
            return row.category
        if row.fate is Fate.REJECTED:
            return ""
        if not row.category and row.planned is not None and row.planned.registration is not None:
            return ""  # it stays what it is
        known = matching(self._known, row.category or "delegate")
        return known.name.said_in(self._look.words.language) if known is not None else row.category

    def _tell_about(self, listing: Listing, draft: EventDraft) -> None:
        self.title.put(listing.file.name)

        def said(_: Translator) -> str:
            listed = sum(row.fate is not Fate.GONE for row in self._rows)
            people = _.ngettext("{n} row", "{n} rows", listed)
            in_sheet = listing.sheet and not listing.encoding
            parts = [_("sheet {sheet}", sheet=listing.sheet) if in_sheet else "", people]
            if listing.people.source:
                parts.append(_("made by {program}", program=listing.people.source))
            if listing.remembered:
                parts.append(_("read like the last one of its kind"))
            if listing.people.event_name:
                parts += [listing.people.event_name, listing.people.place]
            if listing.people.starts_on:
                parts.append(_days(_, draft.starts_on, draft.ends_on))
            return " · ".join(part for part in parts if part)

        self._look.words.follow(self.about.setText, said)

    def _tell_private(self, listing: Listing) -> None:
        """Say which columns are left out for the sake of the guests."""
        found = [
            column.header for column in listing.people.columns
            if column.meaning is Meaning.SKIP and is_private(column.header)
            and column.header not in listing.reading.columns
        ]  # fmt: skip
        self.private.setVisible(bool(found))
        self._look.words.follow(
            self.private.setText,
            lambda _: _("Left out because it is private: {columns}. To keep it, choose what it is.",
                        columns=_(", ").join(found)),
        )  # fmt: skip

    def _decide(self, same: bool) -> None:
        for row in self.table.chosen():
            if row.same is not None:
                self.choices[row.table, row.row] = same
        self.decided.emit()

    def _choose(self, fate: Fate | None) -> None:
        chosen = self.table.chosen()
        self._shown = fate
        self.filters.choose(fate)
        self.model.replace(row for row in self._rows if fate is None or row.fate is fate)
        if chosen and (line := self.model.line_of(chosen[0].id)) >= 0:
            self.table.put_cursor(line)
        self.doubts.show_rows(self.table.chosen())


def _filter_words(fate: Fate, n: int, _: Translator) -> str:
    return _(_FILTERS[fate], n=n)


def _days(_: Translator, first: date, last: date) -> str:
    return _.date(first) if first == last else _("{first} to {last}", first=_.date(first), last=_.date(last))
