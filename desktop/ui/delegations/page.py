"""Delegations: a list with who is here and what lacks; beside it the whole record, edited where it stands."""

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.delegations_edit import add_delegation, change_delegation, remove_delegation
from desktop.services.delegations_now import DELEGATIONS_NOW, DelegationNow, delegations_now
from desktop.services.people_list import people
from desktop.services.travel import sites
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.delegations.importing import DelegationsImport
from desktop.ui.delegations.listing import Listing
from desktop.ui.delegations.record import PEOPLE, TABS, Beside, Record
from desktop.ui.list_page import ListPage
from desktop.ui.live import Live
from desktop.ui.look import Look
from desktop.ui.pick import dropped_file
from desktop.ui.shortcuts import on_key
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Button, EmptyState

_SETTLE_MS = 120
_LIST, _GAP, _LEAST = (264, 344), 24, (320, 148)


@dataclass(frozen=True, slots=True)
class Answer:
    """The delegations as they stand, and what their forms offer."""

    rows: tuple[DelegationNow, ...]
    beside: Beside


class DelegationsPage(ListPage):
    """``open_delegation`` shows one; ``open_file`` what importing a file would do."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Delegations"))
        look = context.look
        self._context, self._acts = context, Acts(context)
        self.answer = Answer((), Beside())
        self.shown: UUID | None = None
        self._wanted: UUID | None = None
        self._arriving = False
        self.listing, self.record = Listing(look), Record(context)
        self._make_head()
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.listing, 1)
        self.sides = _Sides(look, main, self.record)
        self.empty = EmptyState(
            look, "delegations", N_("No delegation is known yet"),
            N_("Add the first one with who leads it and who looks after it, or import the organisers' list."),
            N_("New delegation"), N_("Import a list"),
        )  # fmt: skip
        self.stack = SteadyStack(look, _LEAST)
        for part in (self.sides, self.empty):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self.setAcceptDrops(True)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._show_wanted)
        self._live = Live(context, DELEGATIONS_NOW, self._question)
        self._live.answered.connect(self._on_answer)
        self._connect()
        self._say()

    @cached_property
    def importing(self) -> DelegationsImport:
        """A file, and what becomes of its rows."""
        importing = DelegationsImport(self._context)
        importing.closed.connect(self._close_import)
        importing.imported.connect(lambda _none: self._close_import())
        self.stack.addWidget(importing)
        return importing

    def open_delegation(self, delegation: UUID) -> None:
        """Show this one, unless what was typed in another is not saved yet."""
        if delegation != self.shown and self._goes_on():
            return
        self._wanted = delegation
        self._show_wanted()
        self.sides.show_record(opened=True)

    def open_file(self, path: Path) -> None:
        """Show what importing a file would do."""
        self._open_import()
        self.importing.open_file(path)

    def arrive(self) -> None:
        self._arriving = not self.answer.rows
        if self._is_importing:
            self.importing.arrive()
        elif self.record.begun:
            self.record.go_on()
        elif self.stack.currentWidget() is self.empty and self.empty.button is not None:
            self.empty.button.setFocus()
        else:
            self.listing.focus_line()

    def tighten(self) -> None:
        self.sides.tighten(tight=self.tight)
        self.record.back.setVisible(self.tight)
        margins = (16, 12) if self.tight else (24, 20)
        self.look.theme.bind(self.record.box.setContentsMargins, *margins, *margins)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def _make_head(self) -> None:
        self.bring = Button(self.look, N_("Import a list"), icon="import")
        self.bring.tell_key("open")
        self.new = Button(self.look, N_("New delegation"), "primary", icon="add")
        self.new.tell_key("new_delegation")
        self.add_actions(self.bring, self.new)

    def _connect(self) -> None:
        self.bring.clicked.connect(self._open_import)
        self.new.clicked.connect(self._open_new)
        self.empty.pressed.connect(self._open_new)
        self.empty.other_pressed.connect(self._open_import)
        self.listing.chosen.connect(self._on_chosen)
        self.listing.opened.connect(self._on_opened)
        record = self.record
        record.saved.connect(self._save)
        record.cancelled.connect(self._cancel)
        record.removed.connect(self._remove)
        record.person_wanted.connect(self._context.open_person)
        record.back.clicked.connect(self._go_back)
        record.left.connect(self._go_back)
        on_key("new_delegation", self, self._open_new)
        on_key("open", self, self._open_import)
        on_key("save", self, self._save)
        on_key("undo", self, self._acts.undo)
        on_key("remove_delegation", self.listing, self._remove)
        for name, (_text, key) in TABS.items():
            on_key(key, self, partial(self._show_tab, name))
        self._context.here.changed.connect(self._on_event)

    def _question(self) -> Any:
        event = self._context.here.event
        return None if event is None else partial(_read, event_id=event.id)

    def _on_event(self) -> None:
        self.record.forget()
        self.shown = self._wanted = None
        self.answer = Answer((), Beside())

    def _on_answer(self, answer: Answer) -> None:
        self.answer = answer
        self.listing.show_rows(answer.rows)
        self._say()
        now = self._row(self._wanted) or self._row(self.shown) or next(iter(answer.rows), None)
        if self.record.fresh or self._is_importing:
            return
        if not answer.rows:
            self.shown = None
            self.stack.setCurrentWidget(self.empty)
        else:
            self.stack.setCurrentWidget(self.sides)
        if now is not None:
            self._bring_up_to_date(now)
        if self._arriving:
            self.arrive()

    def _bring_up_to_date(self, now: DelegationNow) -> None:
        record = self.record
        begun = record.begun and self._row(record.key) is not None
        if begun and now.id != record.key:
            return
        if begun or (record.key == now.id and record.row == now.row):
            record.follow(now)
            return
        focused = QApplication.focusWidget()
        within = focused is not None and record.isAncestorOf(focused)
        record.show_delegation(now, self.answer.beside)
        # What was made a moment ago may be in the next answer only.
        self.shown, self._wanted = now.id, None if self._wanted == now.id else self._wanted
        self.listing.mark(now.id)
        if within:
            record.arrive()

    def _say(self) -> None:
        def said(_: Translator) -> str:
            rows = self.answer.rows
            here, total = sum(row.here for row in rows), sum(row.total for row in rows)
            delegations = _.ngettext("{n} delegation", "{n} delegations", len(rows))
            return " · ".join((delegations, _("{n} of {total} here", n=here, total=total))) if rows else ""

        self.look.words.follow(self.subtitle.setText, said)

    @property
    def _is_importing(self) -> bool:
        return "importing" in vars(self) and self.stack.currentWidget() is self.importing

    def _row(self, key: UUID | None) -> DelegationNow | None:
        return next((row for row in self.answer.rows if row.id == key), None)

    def _on_chosen(self, key: UUID) -> None:
        """Show the one under the cursor once it rests."""
        if self.record.begun and key != self.record.key:
            return
        self._wanted = key
        self._settle.start()

    def _on_opened(self, key: UUID) -> None:
        if key != self.shown and self._goes_on():
            return
        self._wanted = key
        self._show_wanted()
        self.sides.show_record(opened=True)
        self.record.arrive()

    def _show_wanted(self) -> None:
        self._settle.stop()
        now = self._row(self._wanted)
        if now is None or (now.id == self.record.key and now.id == self.shown):
            return
        self.record.show_delegation(now, self.answer.beside)
        self.shown, self._wanted = now.id, None
        self.listing.mark(now.id)

    def _goes_on(self) -> bool:
        """Whether something typed is still to be saved, which is said."""
        if not self.record.begun:
            return False
        self._context.reporter.say(lambda _: _("Save what you typed first, or cancel it."), state="already_in")
        self.stack.setCurrentWidget(self.sides)
        self.sides.show_record(opened=True)
        self.record.go_on()
        return True

    def _open_new(self) -> None:
        if self._goes_on():
            return
        self.fold()
        self._wanted = None
        self.listing.mark(None)
        self.stack.setCurrentWidget(self.sides)
        self.sides.show_record(opened=True)
        self.record.show_new(self.answer.beside)

    def _open_import(self) -> None:
        if self._goes_on():
            return
        self.fold()
        self.stack.setCurrentWidget(self.importing)
        self.importing.arrive()

    def _close_import(self) -> None:
        self.stack.setCurrentWidget(self.sides if self.answer.rows else self.empty)
        self._arriving = True
        self._live.ask()

    def _save(self) -> None:
        event, record = self._context.here.event, self.record
        if event is None or self.stack.currentWidget() is not self.sides:
            return
        draft = record.draft
        if draft is None:
            return
        key, name = record.key, draft.name

        def saved(made: UUID | None) -> None:
            record.forget()
            if made is not None:
                record.key = self.shown = None
                self._wanted = made
                record.show_tab(PEOPLE)
            self._live.ask()

        def act(session: Any) -> UUID | None:
            if key is None:
                return add_delegation(session, event.id, draft)
            change_delegation(session, key, draft)
            return None

        self._acts.do(act, lambda _: _("{name} is saved.", name=name.said_in(_.language)), saved, record.refuse)

    def _cancel(self) -> None:
        """Put back what is kept."""
        self.record.forget()
        now = self._row(self.record.key) or self._row(self.shown) or next(iter(self.answer.rows), None)
        if now is None:
            self.stack.setCurrentWidget(self.empty)
        else:
            self.record.show_delegation(now, self.answer.beside)
            self.shown = now.id
            self.listing.mark(now.id)
        self._go_back()

    def _remove(self) -> None:
        row = self._row(self.record.key)
        if row is None:
            return
        self.record.forget()

        def removed(_none: None) -> None:
            self.shown = self._wanted = self.record.key = None
            self._arriving = True
            self._live.ask()

        self._acts.do(
            lambda session: remove_delegation(session, row.id),
            lambda _: _("{name} is removed. Its people stay on the list.", name=row.name.said_in(_.language)),
            removed,
        )

    def _show_tab(self, name: str) -> None:
        """Look at one side of the record that is shown."""
        if self.stack.currentWidget() is self.sides:
            self.sides.show_record(opened=True)
            self.record.show_tab(name)
            self.record.arrive()

    def _go_back(self) -> None:
        self.sides.show_record(opened=False)
        self.arrive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()


class _Sides(QWidget):
    """A short list and a wide record beside it; one of the two where there is no room for both."""

    def __init__(self, look: Look, listed: QWidget, record: QWidget) -> None:
        super().__init__()
        self._look, self._listed, self._record = look, listed, record
        self._tight = self._opened = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(row.setSpacing, _GAP)
        row.addWidget(listed)
        row.addWidget(record, 1)

    def tighten(self, *, tight: bool) -> None:
        """Show one of the two, or both."""
        self._tight = tight
        self.show_record(opened=self._opened)

    def show_record(self, *, opened: bool) -> None:
        """Show the record, or the list again."""
        self._opened = opened
        self._listed.setVisible(not self._tight or not opened)
        self._record.setVisible(not self._tight or opened)
        self._share()

    def _share(self) -> None:
        least, most = map(self._look.theme.px, _LIST)
        if self._tight:
            self._listed.setMinimumWidth(0)
            self._listed.setMaximumWidth(16_777_215)
        else:
            self._listed.setFixedWidth(min(max(self.width() // 4, least), most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()


def _read(session: Any, event_id: UUID) -> Answer:
    rows = tuple(delegations_now(session, event_id))
    keys = {one.who.registration_id for row in rows for one in row.row.people if one.who.registration_id is not None}
    guests = {guest.id: guest for guest in people(session, event_id, only=keys)}
    return Answer(rows, Beside(tuple(sites(session, event_id)), guests))
