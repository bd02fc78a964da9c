"""The bar at the bottom: which desk, how many have come, what time it is at the event, and how things stand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.look import Look
from desktop.ui.shortcuts import SHORTCUTS
from desktop.ui.theme import restyle
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.marks import StateMark
from desktop.ui.widgets.parts import Label, Tag

_NAMES_EVENT = 1.25


@dataclass(frozen=True, slots=True)
class BarState:
    """What the bar says; names are data, ``zone`` is the event's. Empty where there is no event yet."""

    desk: str = ""
    checkpoint: str = ""
    event: str = ""
    zone: str = ""
    arrived: int = 0
    expected: int = 0
    rehearsal: bool = False


class Bar(QFrame):
    """One line, 40 px; two where large type needs them, so that nothing is cut."""

    def __init__(self, look: Look, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._state = BarState()
        self.setProperty("role", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._desk, self._place = Label(look, role="strong"), Label(look)
        self._arrived, self._expected = Label(look, role="strong"), Label(look, role="second")
        self.clock = Label(look, role="second")
        self._hub, self._event = Label(look, N_("Offline, single desk"), "second"), Label(look, role="second")
        self._hub_mark = StateMark(look, "", 10)
        self.rehearsal = Tag(look, N_("Rehearsal"), "stopped")
        restyle(self.rehearsal.text, state="stopped")
        row = QHBoxLayout(self)
        look.theme.bind(row.setContentsMargins, 32, 8, 32, 8)
        facts = FlowLayout()
        look.theme.bind(facts.setGaps, 20, 2)
        self._groups = [
            _group(look, 6, self._desk, self._place),
            _group(look, 4, self._arrived, self._expected),
            _group(look, 0, self.clock),
            _group(look, 8, self._hub_mark, self._hub),
            _group(look, 0, self._event),
        ]
        for group in self._groups:
            facts.addWidget(group)
        row.addWidget(self.rehearsal)
        look.theme.bind(row.setSpacing, 16)
        row.addLayout(facts, 1)
        hint = Label(look, role="second")
        look.words.follow(hint.setText, _hint)
        row.addWidget(hint)
        look.theme.bind(self.setMinimumHeight, 40)
        look.words.changed.connect(self._say)
        look.theme.changed.connect(self._say)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        self._say()
        self._tick()

    def show_state(self, state: BarState) -> None:
        """Say how things stand now."""
        self._state = state
        self._say()
        self._tick()

    def _say(self) -> None:
        state, _ = self._state, self._look.words._
        self.rehearsal.setVisible(state.rehearsal)
        self._desk.put(state.desk)
        self._place.put(f"· {state.checkpoint}" if state.desk and state.checkpoint else state.checkpoint)
        self._arrived.put(str(state.arrived))
        here = _("Of those who may enter at {checkpoint}", checkpoint=state.checkpoint) if state.checkpoint else ""
        total = state.expected
        self._expected.put(_("/ {total} entered here", total=total) if here else _("/ {total} arrived", total=total))
        self._expected.setToolTip(here)
        self._event.put(state.event)
        # In large type the page needs the height of a second line more than the event's name.
        event = state.event if self._look.theme.scale <= _NAMES_EVENT else ""
        shown = (state.desk or state.checkpoint, state.expected or state.arrived, state.zone, True, event)
        for group, there in zip(self._groups, shown, strict=True):
            group.setVisible(bool(there))

    def _tick(self) -> None:
        now = self._now()
        if self._state.zone:
            self.clock.put(self._look.words._.time(now, self._state.zone, seconds=True))
        self._timer.start(max(20, 1000 - now.microsecond // 1000))


def _group(look: Look, spacing: int, *parts: Label | StateMark) -> QFrame:
    group = QFrame()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    look.theme.bind(row.setSpacing, spacing)
    for part in parts:
        row.addWidget(part)
    return group


def _hint(_: Translator) -> str:
    return _("{help} keys · {find} find", help=SHORTCUTS["help"].shown, find=SHORTCUTS["palette"].shown)
