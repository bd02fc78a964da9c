"""The programme: items by day and hall as a list or a board, made, moved, stretched, copied and taken away; and run."""

from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.services.programme import ItemRow
from desktop.ui.context import Context
from desktop.ui.list_page import Beside, ListPage
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.pick import dropped_file
from desktop.ui.programme.board import Board
from desktop.ui.programme.board_plan import Drop
from desktop.ui.programme.columns import ItemsTable
from desktop.ui.programme.editing import Editing
from desktop.ui.programme.export import ProgrammeExport
from desktop.ui.programme.importing import ProgrammeImport
from desktop.ui.programme.limits import LimitsPanel
from desktop.ui.programme.releases import ReleasesPanel
from desktop.ui.programme.shown import SHOWN, Shown, overlap_words, read, state_words
from desktop.ui.programme.side import Side
from desktop.ui.programme.top import BOARD, LIST, RUN, Top
from desktop.ui.running import RunPanel
from desktop.ui.shortcuts import on_key
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Button, EmptyState, Label

_LEAST = (320, 148)


class ProgrammePage(ListPage):
    """``open_item`` shows one item; ``show_view`` one way to look at the day; ``open_file`` what is in a file."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Programme"))
        self._context = context
        self._editing = Editing(context)
        self.shown = Shown()
        self.day: date | None = None
        self.view = LIST
        self._wanted: UUID | None = None
        self._awaited: UUID | None = None
        self._arriving = False
        look = context.look
        self.table, self.board = ItemsTable(context), Board(look, partial(as_seen, context))
        self._views = SteadyStack(look, _LEAST)
        self.top, self.side = Top(look, self.more), Side(context)
        self.warning = Label(look, role="second", wraps=True)
        self.empty = EmptyState(
            look, "programme", N_("Nothing is planned for this day"),
            N_("Add the first item, or import the programme from Excel, CSV or a schedule file."),
            N_("New item"), N_("Import"),
        )  # fmt: skip
        self._make_head()
        self.beside = Beside(look, self._main(), self.side)
        self._put_away()
        self.body.addWidget(self.beside, 1)
        self.first_focus = self.table
        self.setAcceptDrops(True)
        self._live = Live(context, SHOWN, self._question)
        self._live.answered.connect(self._on_answer)
        self._connect()
        self._say()

    @cached_property
    def importing(self) -> ProgrammeImport:
        """A file, and what becomes of its rows."""
        importing = ProgrammeImport(self._context)
        importing.closed.connect(lambda: self.show_view(self.view))
        importing.imported.connect(self._on_imported)
        self._views.addWidget(importing)
        return importing

    @cached_property
    def run(self) -> RunPanel:
        """The day as it runs."""
        run = RunPanel(self._context, self)
        run.chosen.connect(self._say)
        run.limits_wanted.connect(lambda: self._open(self.side.limits))
        run.table.opened.connect(lambda line: self.open_item(line.id))
        run.tighten(tight=self.tight)
        self._views.addWidget(run)
        self.top.put_halls(run.halls)
        return run

    def open_item(self, item: UUID) -> None:
        """Show an item's fields."""
        row = self._row(item)
        if row is None:
            self._awaited = item
        if row is None or self.side.goes_on():
            return
        if row.day != self.day:
            self._choose_day(row.day)
        self._mark(item)
        self.side.form.show_item(row)
        self._bring(self.side.form)

    def open_file(self, path: Path) -> None:
        """Show what importing a file would do."""
        self._open_import()
        self.importing.open_file(path)

    def show_view(self, view: str) -> None:
        """Look at the day as a list, on the board, or as it runs."""
        self.view = view
        shown = {LIST: self.table, BOARD: self.board}.get(view) or self.run
        self._views.setCurrentWidget(shown)
        self.first_focus = self.run.buttons["next"] if view == RUN else shown
        if view == RUN:
            self._put_away()
            self._follow()
        self.fold_head(folded=view == RUN)
        self._say()

    def arrive(self) -> None:
        # What has no rows yet takes no focus; it comes once they are there.
        self._arriving = not self.shown.days
        if self.empty.isVisible() and self.empty.button is not None:
            self.empty.button.setFocus()
        else:
            super().arrive()

    def tighten(self) -> None:
        self.beside.tighten(tight=self.tight)
        if not self.beside.opened:
            self.side.hide()
        if "run" in vars(self):
            self.run.tighten(tight=self.tight)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def _fold(self) -> None:
        """Where space is short, what runs is worth more than the choice of other days and halls."""
        super()._fold()
        short = self.view == RUN and self.tight and not self.more.isChecked()
        self.top.shorten(short=short, halls=self.view == RUN)

    def _make_head(self) -> None:
        self.others: dict[str, Button] = {}
        for name, text, act in (
            ("limits", N_("Limits"), lambda: self._open(self.side.limits)),
            ("releases", N_("Releases"), lambda: self._open(self.side.releases)),
            ("import", N_("Import"), self._open_import),
            ("export", N_("Export"), lambda: self._open(self.side.export)),
        ):
            self.others[name] = Button(self.look, text)
            self.others[name].clicked.connect(act)
            self.add_actions(self.others[name])
        self.new = Button(self.look, N_("New item"), "primary", icon="add")
        self.new.tell_key("new_item")
        self.add_actions(self.new)

    def _main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        self.look.theme.bind(column.setSpacing, 12)
        for part in (self.table, self.board):
            self._views.addWidget(part)
        column.addWidget(self.top)
        column.addWidget(self.warning)
        column.addWidget(self._views, 1)
        column.addWidget(self.empty, 1)
        return main

    def _connect(self) -> None:
        side = self.side
        for signal, slot in (
            (side.brought, self._show_side), (side.closed, self._close), (side.stale, self._live.ask),
            (side.saved, self._save), (side.copied, self._copy), (side.removed, self._remove),
            (self.new.clicked, self._open_new), (self.empty.pressed, self._open_new),
            (self.empty.other_pressed, self._open_import),
            (self.top.day_wanted, self._choose_day), (self.top.view_wanted, self.show_view),
            (self._editing.changed, self._on_changed), (self.board.opened, self.open_item),
            (self.board.chosen, self._on_chosen), (self.board.moved, self._move),
            (self.board.stretched, self._stretch),
        ):  # fmt: skip
            signal.connect(slot)
        self.table.opened.connect(lambda row: self.open_item(row.id))
        self.table.clicked.connect(lambda _index: self._on_clicked())
        on_key("new_item", self, self._open_new, in_window=True)
        on_key("open", self, self._open_import)
        on_key("export", self, self.others["export"].click)
        on_key("save", self, self._save)
        on_key("undo", self, self._undo)
        on_key("post_up", self.table, partial(self._step, -1))
        on_key("post_down", self.table, partial(self._step, 1))
        on_key("copy_item", self, lambda: self._copy(self._chosen()))
        on_key("remove_item", self, lambda: self._remove(self._chosen()))
        self._context.look.words.changed.connect(self._say)
        self._context.here.changed.connect(self._on_event)
        self._context.keeper.changed.connect(self._show_rows)

    def _question(self) -> Any:
        event = self._context.here.event
        return None if event is None else partial(read, event_id=event.id)

    def _on_event(self) -> None:
        self.day = None

    def _on_answer(self, shown: Shown) -> None:
        moved = (shown.days, shown.halls) != (self.shown.days, self.shown.halls)
        now, zone = self._context.store.now(), self._context.here.zone
        runs = shown.runs_now(now, zone) if self.day is None else None
        self.shown = shown
        if self.day not in shown.days:
            self.day = shown.first_day(now, zone)
            moved = True
        if moved:
            self.top.show_days(shown.days, self.day)
        self.side.show_programme(shown, self.day)
        self._show_rows()
        if runs is not None:
            # The program was closed, or broke down, while it ran: it goes on where it was.
            self.run.prefer(runs[1])
            self.show_view(RUN)
        if self._arriving:
            self.arrive()
        if (awaited := self._row(self._awaited)) is not None:
            self._awaited = None
            self.open_item(awaited.id)

    def _choose_day(self, day: date) -> None:
        self.day = day
        self._show_rows()

    def _show_rows(self) -> None:
        rows = self.shown.of(self.day)
        chosen = self._chosen()
        self.table.rows.replace(sorted(rows, key=lambda row: (row.start, row.rank)))
        self.board.show_items(rows, self.shown.halls, self._context.here.zone)
        self._mark(self._wanted or (chosen.id if chosen is not None else None))
        self._wanted = None
        if self.view == RUN:
            self._follow()
        self._say()

    def _say(self) -> None:
        _, event = self.look.words._, self._context.here.event
        rows = self.shown.of(self.day)
        name = event.name.said_in(_.language) if event is not None else ""
        self.subtitle.put(" · ".join(filter(None, (name, state_words(_, self.shown)))))
        self.top.choose(self.day, self.view, self.run.named if self.view == RUN else "")
        wide = bool(rows) or self._is_importing
        self.empty.setVisible(not wide)
        self._views.setVisible(wide)
        told = overlap_words(_, rows) if self.view != RUN else ""
        self.warning.setVisible(bool(told) and not self._is_importing)
        self.warning.put(told)

    @property
    def _is_importing(self) -> bool:
        return "importing" in vars(self) and self._views.currentWidget() is self.importing

    def _row(self, item: UUID | None) -> ItemRow | None:
        return next((row for row in self.shown.rows if row.id == item), None)

    def _chosen(self) -> ItemRow | None:
        """The item that is marked, on the list or on the board."""
        if self.view == BOARD:
            return self._row(self.board.item)
        index = self.table.currentIndex()
        return self.table.rows.row(index) if index.isValid() else None

    def _mark(self, item: UUID | None) -> None:
        line = self.table.rows.line_of(item) if item is not None else -1
        if line < 0 and self.table.rows.rowCount():
            line = 0
        if line >= 0:
            self.table.put_cursor(line)
        self.board.choose(item)

    def _on_chosen(self, item: UUID) -> None:
        line = self.table.rows.line_of(item)
        if line >= 0:
            self.table.put_cursor(line)
        if self.side.edits and not self.side.begun:
            self.open_item(item)

    def _on_clicked(self) -> None:
        if (row := self._chosen()) is not None and not self.tight and not self.side.begun:
            self.open_item(row.id)
            self.table.setFocus()

    def _bring(self, part: QWidget) -> None:
        self.fold()
        self.side.setCurrentWidget(part)
        self._show_side()

    def _show_side(self) -> None:
        self.beside.show_side(opened=True)
        self.side.show()

    def _put_away(self) -> None:
        self.beside.show_side(opened=False)
        self.side.hide()

    def _close(self) -> None:
        self._put_away()
        self.arrive()

    def _follow(self) -> None:
        """Let the run be of the day that is shown."""
        self.run.follow(self.day, self.shown.halls_of(self.day))

    def _open_new(self) -> None:
        if self.day is None:
            self._context.go("first-run")
        if self.day is None or self.side.goes_on():
            return
        chosen = self._chosen()
        first = self.shown.halls[0].id if self.shown.halls else None
        self._bring(self.side.form)
        self.side.form.show_new(self.day, chosen.hall_id if chosen is not None else first)

    def _open(self, panel: LimitsPanel | ReleasesPanel | ProgrammeExport) -> None:
        self._bring(panel)
        panel.arrive()

    def _open_import(self) -> None:
        self._put_away()
        self._views.setCurrentWidget(self.importing)
        self._say()
        self.importing.arrive()

    def _on_imported(self, day: date | None) -> None:
        if day is not None:
            self.day = day
        self.show_view(LIST if self.view == RUN else self.view)
        self._arriving = True
        self._live.ask()

    def _save(self) -> None:
        form = self.side.form
        draft = form.draft if self.side.edits else None
        if draft is None:
            return

        def saved() -> None:
            form.forget()
            self.day = draft.day
            self._close()

        self._editing.save(form.row, draft, saved, form.refuse, form.hall_wanted)

    def _undo(self) -> None:
        (self.run if self.view == RUN else self._editing.acts).undo()

    def _copy(self, row: ItemRow | None) -> None:
        if row is not None:
            self._put_away()
            self._editing.copy(row)

    def _remove(self, row: ItemRow | None) -> None:
        if row is not None:
            self.side.forget()
            self._put_away()
            self._editing.remove(row)

    def _move(self, item: UUID, drop: Drop, copies: bool) -> None:
        if (row := self._row(item)) is not None and self.day is not None:
            self._editing.move(row, self.day, drop, copies=copies)

    def _step(self, step: int) -> None:
        if (row := self._chosen()) is not None:
            self._editing.step(row, self.shown.rows, step)

    def _stretch(self, item: UUID, seconds: int) -> None:
        if (row := self._row(item)) is not None:
            self._editing.stretch(row, seconds)

    def _on_changed(self, item: UUID | None) -> None:
        self._wanted = item
        self._live.ask()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._live.sleep()
