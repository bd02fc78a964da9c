"""The leg or stay that is chosen: when it is, what it must not miss, who is there and who is missing."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.roll_call import Missing
from desktop.domain.running_late import Standing
from desktop.domain.running_late_words import LEG_WORDS, STAY_WORDS
from desktop.domain.visits import Who
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.on_day_words import limit_said, named, row_stands, row_title
from desktop.services.roll_call import StopCall, VehicleCall
from desktop.services.running_late_view import LegNow
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.on_day.acting import DayActs, begins_next, read_clock
from desktop.ui.on_day.line import STATES
from desktop.ui.on_day.standing import Row, Stand
from desktop.ui.shortcuts import SHORTCUTS
from desktop.ui.widgets import Button, Card, Edit, FlowLayout, Label, StateMark, Tag, clear, scrolled

_MOST = 12
_KEY = SHORTCUTS["day_time"]
_MARKS = {
    (True, True): N_("Left now"), (True, False): N_("Arrived now"),
    (False, True): N_("Arrived now"), (False, False): N_("Left now"),
}  # fmt: skip


class Chosen(Card):
    """``marked`` says that something happened to the chosen row."""

    marked = Signal()

    def __init__(self, context: Context, acts: DayActs) -> None:
        super().__init__(context.look, margin=20, spacing=8)
        self._context, self._look, self._acts = context, context.look, acts
        self.row: Row | None = None
        self._stand: Stand | None = None
        self._shown: tuple[object, ...] = ()
        look = context.look
        self.title, self.tag = Label(look, role="section", wraps=True), Tag(look)
        self.times = Label(look, role="second", wraps=True)
        self.begin, self.end = Button(look, N_("Left now")), Button(look, N_("Arrived now"))
        self.clock = Edit()
        look.words.bind(self.clock.setPlaceholderText, N_("or at 09:52"))
        look.words.bind(self.clock.setAccessibleName, N_("Type when it happened"))
        look.words.follow(
            self.clock.setToolTip, lambda _: _("{what} ({key})", what=_("Type when it happened"), key=_KEY.shown)
        )
        self.counts = Label(look, role="strong", wraps=True)
        self.moves: dict[object, Button] = {}
        self._limits, self._people = QVBoxLayout(), QVBoxLayout()
        self._arrange()
        for button, begins in ((self.begin, True), (self.end, False)):
            button.clicked.connect(partial(self._mark, begins))
        look.words.changed.connect(self._say)
        context.keeper.changed.connect(self._say)

    def _arrange(self) -> None:
        look, marks = self._look, QWidget()
        buttons = FlowLayout(marks)
        look.theme.bind(buttons.setGaps, 8, 8)
        look.theme.bind(self.clock.setMaximumWidth, 112)
        self.clock.returnPressed.connect(self.mark_next)
        for button in (self.begin, self.end):
            buttons.addWidget(button)
        buttons.addWidget(self.clock)
        for layout in (self._limits, self._people):
            look.theme.bind(layout.setSpacing, 4)
        self.box.addWidget(self.title)
        self.box.addWidget(self.tag)
        self.box.addWidget(marks)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        column.addWidget(self.times)
        column.addLayout(self._limits)
        column.addWidget(self.counts)
        column.addLayout(self._people)
        column.addStretch(1)
        self.box.addWidget(scrolled(inner, sideways=False), 1)
        look.theme.bind(self.setMinimumHeight, 300)

    def show_row(self, stand: Stand, row: Row | None) -> None:
        """Show a leg or stay as it stands."""
        self._stand, self.row = stand, row
        self._say()

    def mark_next(self) -> None:
        """Say that what comes next of the chosen row happens now, or at the time that was typed."""
        if self.row is not None and (begins := begins_next(self.row)) is not None:
            self._mark(begins)

    def _mark(self, begins: bool) -> None:
        if self.row is None:
            return
        now, typed = self._context.store.now(), self.clock.text().strip()
        at = read_clock(typed, now, self._context.here.zone) if typed else now
        if at is None:
            self._context.reporter.say(lambda _: _("Type a time of day, such as 09:52."), state="already_in")
            self.clock.setFocus()
            return
        self.clock.clear()
        self._acts.mark(self.row, at, begins=begins)
        self.marked.emit()

    def _say(self) -> None:
        self.setVisible(self.row is not None)
        if self.row is None or self._stand is None:
            return
        row, _, call = self.row, self._look.words._, self._stand.call(self.row)
        is_leg = isinstance(row, LegNow)
        self.title.put(row_title(_, row))
        late = row.times.standing is not Standing.OVER and STATES[row.pressure]
        self.tag.show_text(_((LEG_WORDS if is_leg else STAY_WORDS)[row.times.standing]), row_stands(_, row),
                           state=late or "", mark=bool(late))  # fmt: skip
        self.times.put(self._told(_, row))
        following = begins_next(row)
        for button, begins in ((self.begin, True), (self.end, False)):
            button.say(_MARKS[is_leg, begins])
            button.setProperty("kind", "primary" if begins is following else "secondary")
            button.style().polish(button)
            if begins is following:
                button.tell_key("day_now")
            else:
                self._look.words.forget(button.setToolTip)
                button.setToolTip("")
        self._say_limits(_, row)
        self._say_people(_, call)

    def _told(self, _: Translator, row: Row) -> str:
        zone = self._context.here.zone.key

        def span(start: object, end: object) -> str:
            return "–".join(_.time(at, zone) if at is not None else "?" for at in (start, end))  # type: ignore[arg-type]

        lines = [
            _("Planned {span}", span=span(row.start, row.end)),
            _("Expected {span}", span=span(row.times.start, row.times.end)),
        ]
        if isinstance(row, LegNow):
            lines[1] += " · " + _("people gather at {time}", time=_.time(row.gathers, zone))
        if row.record.began is not None or row.record.ended is not None:
            lines.append(_("Really {span}", span=span(row.record.began, row.record.ended)))
        if row.record.seen_began is not None:
            lines.append(_("The door read the first at {time}", time=_.time(row.record.seen_began, zone)))
        return "\n".join(lines)

    def _say_limits(self, _: Translator, row: Row) -> None:
        clear(self._limits)
        for limit in row.limits:
            line, state = QHBoxLayout(), STATES[limit.margin.pressure]
            line.addWidget(StateMark(self._look, state or "admitted"), 0)
            words = Label(self._look, wraps=True)
            words.put(limit_said(_, limit, self._context.here.zone.key))
            line.addWidget(words, 1)
            self._limits.addLayout(line)

    def _say_people(self, _: Translator, called: VehicleCall | StopCall | None) -> None:
        call = called.call if called is not None else None
        standing = self.row.times.standing if self.row is not None else None
        key = (called, standing, _.language, self._context.keeper.now.hide_names)
        if key == self._shown:
            return
        self._shown = key
        clear(self._people)
        self.moves = {}
        self.counts.setVisible(call is not None)
        if call is None or called is None:
            return
        text = _("{n} of {total} here", n=len(call.aboard), total=call.expected)
        if isinstance(called, StopCall) and (call.aboard or called.returned):
            text += " · " + _.ngettext("{n} person is back aboard.", "{n} people are back aboard.", called.returned)
        self.counts.put(text)
        coming = self.row is None or self.row.times.standing is Standing.COMING
        state = "" if coming and not call.aboard else "refused"
        for one in sorted(call.missing, key=lambda one: not one.refused)[:_MOST]:
            self._people.addWidget(self._missing(_, one, state))
        if len(call.missing) > _MOST:
            more, rest = Label(self._look, role="second"), len(call.missing) - _MOST
            more.put(_.ngettext("and {n} more", "and {n} more", rest))
            self._people.addWidget(more)
        for who in call.extra[:_MOST]:
            self._people.addWidget(self._line(_, who, _("not expected here"), "already_in")[0])

    def _missing(self, _: Translator, one: Missing, state: str) -> QWidget:
        zone, parts = self._context.here.zone.key, []
        if one.at is not None:
            words = {"place": named(_, one.seen), "time": _.time(one.at, zone)}
            parts.append(_("came to {place} in error, {time}", **words) if one.refused else
                         _("read at {place}, {time}", **words))  # fmt: skip
        if one.liaison is not None:
            liaison = " ".join(filter(None, (self._name(_, one.liaison), one.liaison.phone)))
            parts.append(_("liaison {name}", name=liaison))
        line, row = self._line(_, one.who, " · ".join(parts), "already_in" if one.refused else state)
        if one.refused and one.door is not None:
            button = Button(self._look, N_("Move there"), "quiet")
            button.clicked.connect(
                partial(self._acts.move, self._name(_, one.who), one.who.registration_id, one.door, named(_, one.seen))
            )
            self.moves[one.who.registration_id] = button
            row.addWidget(button)
        return line

    def _line(self, _: Translator, who: Who, about: str, state: str) -> tuple[QWidget, QHBoxLayout]:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(StateMark(self._look, state), 0)
        words = Label(self._look, wraps=True)
        words.put(" · ".join(filter(None, (self._name(_, who), who.phone, about))))
        row.addWidget(words, 1)
        return line, row

    def _name(self, _: Translator, who: Who) -> str:
        return as_seen(self._context, who.said_in(_.language))
