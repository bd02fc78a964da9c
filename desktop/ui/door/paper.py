"""What was ticked on paper while the machines stood still: typed in line by line, entered all at once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Verdict
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.services.failed_list import SAID
from desktop.services.paper_entry import Entered, enter_ticked, take_ticked_back
from desktop.services.sign_in import By, SheetLine, sheet_lines
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.door.sheet import PaperRow, Sheet, days_until, read_typed
from desktop.ui.live import Live, Query
from desktop.ui.names import as_seen
from desktop.ui.shortcuts import on_key
from desktop.ui.sight import into_view
from desktop.ui.widgets import Button, Edit, EmptyState, Field, FlowLayout, Label
from desktop.ui.widgets.marks import state_of
from desktop.ui.widgets.tables import Column, RowsModel, TableView

_TABLES = frozenset({"scan", "scan_undo", "registration", "person", "badge", "checkpoint"})
_ORDERS = (
    (By.NAME, lambda _: _("By name")),
    (By.DELEGATION, lambda _: _("By delegation")),
    (By.CATEGORY, lambda _: _("By category")),
)

_BOX = {"admitted": "admitted", "dot": "accent", "": "ink2"}
"""The colour of a box by what is in it."""


class PaperPanel(QWidget):
    """A field to type a serial or a name and a time into; below it the sheet, with its boxes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self._context, self.sheet = context, Sheet()
        self._entered: list[list[UUID]] = []
        self.place: Choice[UUID | None] = Choice(look)
        self.day: Choice[date] = Choice(look)
        self.order: Choice[By] = Choice(look, _ORDERS)
        self.usual = Field(look, N_("Time where none is written"), N_("The time it is now"))
        self.typed = TypedEdit()
        self.field = Field(
            look, N_("Serial or name, and the time where there is one"), N_("A-7K2M 9:05"), edit=self.typed
        )
        self.told = Label(look, role="hint", wraps=True)
        self.model: RowsModel[PaperRow] = RowsModel(look, self._columns())
        self.table = TicksView(look, self.model, compact=True)
        self.enter = Button(look, N_("Enter the ticks"), "primary")
        self.forget = Button(look, N_("Take all ticks off"), "quiet")
        self.empty = EmptyState(
            look,
            "check",
            N_("Nobody is on the sheet"),
            N_("Whoever is expected is listed here as on the printed sheet, with a box to tick."),
        )
        self._arrange()
        self._live = Live(context, _TABLES, self._question)
        self._live.answered.connect(self._show)
        self._connect()

    def arrive(self) -> None:
        """Wait for the first name."""
        self.typed.setFocus()
        # Where there is little room, the field is seen, and not what is chosen once above it.
        QTimer.singleShot(0, self, lambda: into_view(self, self.field))

    def undo(self) -> None:
        """Take back what was entered last."""
        if self._entered:
            self._take_back(self._entered[-1])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()

    def _columns(self) -> list[Column[PaperRow]]:
        words, context = self._context.look.words, self._context
        return [
            Column("", self._now, state=lambda r: r.mark, mark=True, colour=lambda r: _BOX[r.mark], width=40),
            Column(N_("Serial"), lambda r: r.line.row.serial, "second", width=110),
            Column(N_("Name"), lambda r: as_seen(context, r.line.row.name), "strong", least=140),
            Column(N_("Latin name"), lambda r: as_seen(context, r.line.row.name_latin) if r.line.row.name_zh else "",
                   "second", least=140, goes=1),
            Column(N_("Delegation"), lambda r: r.line.row.delegation.said_in(words.language), least=120, goes=2),
            Column(N_("Organisation"), lambda r: r.line.row.organisation_name.said_in(words.language), least=120,
                   goes=3),
            Column(N_("Now"), self._now, "tag", self._now_state, width=240),
        ]  # fmt: skip

    def _arrange(self) -> None:
        look = self._context.look
        column, about, foot = QVBoxLayout(self), FlowLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 12)
        look.theme.bind(about.setGaps, 16, 8)
        look.theme.bind(foot.setSpacing, 12)
        for text, choice in (
            (N_("Ticked at"), self.place), (N_("Day"), self.day), (N_("Order of the sheet"), self.order),
        ):  # fmt: skip
            about.addWidget(Field(look, text, edit=choice))
        about.addWidget(self.usual)
        for number in range(about.count()):
            item = about.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None:
                look.theme.bind(widget.setFixedWidth, 216)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.forget)
        foot.addWidget(self.enter)
        column.addLayout(about)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(foot)
        self.empty.hide()

    def _connect(self) -> None:
        self.typed.textChanged.connect(self._look_for)
        self.typed.returnPressed.connect(self._tick_typed)
        self.typed.moved.connect(self._move)
        self.table.opened.connect(lambda row: self._toggle(row.id))
        self.table.spaced.connect(self._toggle)
        self.enter.clicked.connect(self._enter)
        self.forget.clicked.connect(self._forget)
        for choice in (self.place, self.order):
            choice.activated.connect(lambda _index: self._live.ask())
        on_key("undo", self, self.undo)
        on_key("save", self, self._enter)
        self._context.here.changed.connect(self._forget)
        self._context.look.words.changed.connect(self._live.ask)
        self._draw()

    def _question(self) -> Query | None:
        event, here = self._context.here.event, self._context.here.checkpoint
        if event is None:
            return None
        place = (self.place.value if self.place.count() else None) or (here.id if here is not None else None)
        by, language = self.order.value, self._context.look.words.language

        def query(session: Any) -> tuple[list[CheckpointRow], list[SheetLine]]:
            known = checkpoints(session, event.id)
            at = next((row.id for row in known if row.id == place), known[0].id)
            return known, sheet_lines(session, event.id, by, at, language)

        return query

    def _show(self, found: tuple[list[CheckpointRow], list[SheetLine]]) -> None:
        places, lines = found
        here, event = self._context.here.checkpoint, self._context.here.event
        chosen = self.place.value if self.place.count() else here.id if here is not None else None
        self.place.offer([(row.id, partial(_named, row.name)) for row in places], chosen)
        if event is not None:
            today = datetime.now(UTC).astimezone(self._context.here.zone).date()
            before = self.day.value if self.day.count() else None
            days = days_until(event.starts_on, event.ends_on, today)
            self.day.offer([(day, partial(_day, day)) for day in days], before)
        self.sheet.take(lines)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._draw()

    def _draw(self) -> None:
        rows, before = self.sheet.rows, {row.id for row in self.model.rows()}
        if [row.id for row in self.model.rows()] == [row.id for row in rows]:
            self.model.merge(before, rows)
        else:
            self.model.replace(rows)
            if rows:
                self.table.put_cursor(0)
        n, look = len(self.sheet.ticks), self._context.look
        if n:
            look.words.follow(self.enter.setText, lambda _: _.ngettext("Enter {n} tick", "Enter {n} ticks", n))
        else:
            self.enter.say(N_("Enter the ticks"))
        for button in (self.enter, self.forget):
            button.setEnabled(bool(n))
        if not self.typed.text():
            self._tell_rest()

    def _tell_rest(self) -> None:
        here = sum(one.arrived_at is not None for one in self.sheet.lines)
        total, words = len(self.sheet.lines), self._context.look.words
        words.follow(self.told.setText, lambda _: _("{n} of {total} are in already.", n=here, total=total))

    def _look_for(self) -> None:
        """Bring whom the text means to the cursor, and tell how many it may mean."""
        who, _when = read_typed(self.typed.text())
        places, words = self.sheet.meant(who), self._context.look.words
        if not who:
            self._tell_rest()
        elif not places:
            words.follow(
                self.told.setText, lambda _: _("Nobody on this sheet has the serial or the name “{who}”.", who=who)
            )
        else:
            self.table.put_cursor(places[0])
            n = len(places)
            words.follow(
                self.told.setText,
                lambda _: _.ngettext(
                    "{n} line fits. Enter ticks the one that is marked.",
                    "{n} lines fit: choose with ↑ ↓. Enter ticks the one that is marked.",
                    n,
                ),
            )  # fmt: skip

    def _move(self, step: int) -> None:
        """On to the next line that the text fits, or the next of all."""
        who, _when = read_typed(self.typed.text())
        places = self.sheet.meant(who) or list(range(len(self.sheet.lines)))
        line = self.table.currentIndex().row()
        further = [place for place in places if (place > line if step > 0 else place < line)]
        if further:
            self.table.put_cursor(further[0] if step > 0 else further[-1])

    def _tick_typed(self) -> None:
        who, when = read_typed(self.typed.text())
        places, line = self.sheet.meant(who), self.table.currentIndex().row()
        if not places:
            return
        chosen = self.sheet.lines[line if line in places else places[0]]
        self.typed.clear()
        self._toggle(chosen.id, when, on=True)

    def _toggle(self, key: UUID, when: str = "", *, on: bool = False) -> None:
        done = self.sheet.toggle(key, when, on=on)
        self._draw()
        name = next((as_seen(self._context, one.row.name) for one in self.sheet.lines if one.id == key), "")
        words = self._context.look.words
        if not done:
            words.follow(self.told.setText, lambda _: _("{name} is in already.", name=name))
        elif key in self.sheet.ticks:
            words.follow(self.told.setText, lambda _: _("{name} is ticked.", name=name))

    def _enter(self) -> None:
        event, lines = self._context.here.event, self.sheet.ticked
        if event is None or not lines or not self.place.count() or self.place.value is None:
            return
        place, day, usual = self.place.value, self.day.value, self.usual.value
        self.enter.setEnabled(False)
        self._context.data.do(
            lambda session: enter_ticked(session, event.id, place, lines, day=day, usual=usual),
            self._on_entered,
            self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        self._draw()
        self._context.reporter.report(error)

    def _on_entered(self, found: Sequence[Entered]) -> None:
        _ = self._context.look.words._
        check_ins, left = [], 0
        for one in found:
            key = UUID(one.ticked.who)
            if one.trouble is not None:
                self.sheet.outcomes[key] = (_.error(one.trouble), "refused")
            elif one.result is not None and one.result.verdict is Verdict.ADMITTED:
                check_ins.append(one.result.scan)
                self.sheet.ticks.pop(key, None)
                continue
            elif one.result is not None:
                self.sheet.ticks.pop(key, None)
                self.sheet.outcomes[key] = (_(SAID[one.result.reason]), state_of(one.result.verdict))
            left += 1
        self._draw()
        self._live.ask()
        if check_ins:
            self._entered.append(check_ins)
        said = partial(_said, len(check_ins), left)
        state = "already_in" if left else "admitted"
        act = partial(self._take_back, check_ins)
        if check_ins:
            self._context.reporter.say(said, action=N_("Undo"), act=act, state=state)
        else:
            self._context.reporter.say(said, state=state)
        self.typed.setFocus()

    def _take_back(self, check_ins: list[UUID]) -> None:
        if check_ins not in self._entered:
            return
        self._entered.remove(check_ins)
        why = self._context.look.words._("What was entered from paper is taken back")

        def back(n: int) -> None:
            self._live.ask()
            self._context.reporter.say(
                lambda _: _.ngettext(
                    "{n} guest counts as not arrived again.", "{n} guests count as not arrived again.", n
                )
            )

        self._context.data.do(lambda session: take_ticked_back(session, check_ins, why), back)

    def _forget(self) -> None:
        self.sheet = Sheet(self.sheet.lines)
        self.sheet.take(self.sheet.lines)
        self._draw()
        self._live.ask()

    def _now(self, row: PaperRow) -> str:
        _, zone = self._context.look.words._, self._context.here.zone.key
        if row.line.arrived_at is not None:
            return _("in since {time}", time=_.time(row.line.arrived_at, zone))
        if row.said:
            return row.said
        if row.ticked:
            return _("ticked, {time}", time=row.when) if row.when else _("ticked")
        return ""

    def _now_state(self, row: PaperRow) -> str:
        if row.line.arrived_at is not None:
            return "admitted"
        return row.state or ("accent" if row.ticked else "")


class TypedEdit(Edit):
    """``moved`` comes for the arrow keys: the focus stays here while the sheet is walked."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class TicksView(TableView):
    """``spaced`` carries the id of the line on which Space was pressed."""

    spaced = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and line >= 0:
            self.spaced.emit(self.model().rows()[line].id)  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)


def _named(name: LocalName, _: Translator) -> str:
    return name.said_in(_.language)


def _day(day: date, _: Translator) -> str:
    return _.date(day)


def _said(entered: int, left: int, _: Translator) -> str:
    said = _.ngettext("{n} guest entered from paper.", "{n} guests entered from paper.", entered)
    if not left:
        return said
    rest = _.ngettext("{n} line says why it was not.", "{n} lines say why they were not.", left)
    return f"{said} {rest}"
