"""The head of a ceremony: what it is, when, how long until then, how late the programme runs, when the alarm rings."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.ceremony_words import LEVEL_WORDS
from desktop.domain.readiness import Level
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.ceremonies.standing import Moment, Stand
from desktop.ui.ceremonies.words import LEVEL_STATES
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.look import Look
from desktop.ui.running.words import digits, offset_state
from desktop.ui.stage_words import clock
from desktop.ui.theme import restyle
from desktop.ui.widgets import Label, Tag, Turning

_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120)


class Figure(QWidget):
    """A number and, over it, what it counts."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.about, self.figure = Label(look, role="hint"), Label(look, role="figure")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 0)
        for part in (self.about, self.figure):
            part.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(part)


class Top(QWidget):
    """``alarm_changed`` comes when somebody chose how early the alarm rings."""

    alarm_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._tight = context, False
        look = context.look
        self.title, self.when = Label(look, role="panel", wraps=True), Label(look, role="second", wraps=True)
        self.level = Tag(look)
        self.left, self.late = Figure(look), Figure(look)
        self.alarm: Choice[int] = Choice(look)
        look.words.bind(self.alarm.setAccessibleName, N_("Alarm"))
        look.words.bind(self.alarm.setToolTip, N_("When an alarm rings for whoever is missing; kept on this machine"))
        self.alarm.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.alarm.activated.connect(self._on_alarm)
        self._offer()
        words, figures = QWidget(), QWidget()
        column, row = QVBoxLayout(words), QHBoxLayout(figures)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 4)
        look.theme.bind(row.setSpacing, 16)
        for label in (self.title, self.when):
            column.addWidget(label)
        row.addStretch(1)
        for part in (self.level, self.alarm):
            row.addWidget(part)
        for figure in (self.late, self.left):
            row.addWidget(figure)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Turning(look, words, figures, least=280))

    def tighten(self, *, tight: bool) -> None:
        """Leave out what can be done without where space is short."""
        self._tight = tight
        self.alarm.setVisible(not tight)

    def show_stand(self, stand: Stand, moment: Moment, now: datetime) -> None:
        """Show how it stands now."""
        _, found = self._context.look.words._, stand.readiness
        self.title.put(found.title.said_in(_.language))
        self.level.show_text(_(LEVEL_WORDS[found.level]), state=LEVEL_STATES[found.level], mark=True)
        start = moment.start or found.start
        self.when.put(" · ".join(self._told(_, stand, start)))
        self.left.figure.put(digits(abs((start - now).total_seconds())))
        begun = moment.run is not None and moment.run.actual_start is not None
        since = N_("since it began") if begun else N_("since it should have begun")
        self.left.about.say(N_("until it begins") if now < start else since)
        self.left.setVisible(begun or not moment.over)
        due = now >= found.alarm_at and found.level is not Level.READY and not moment.over
        restyle(self.left.figure, state=LEVEL_STATES[found.level] if due else "")
        self._say_late(moment)

    def _told(self, _: Translator, stand: Stand, start: datetime) -> list[str]:
        found, zone = stand.readiness, self._context.here.zone
        said = [_("expected at {time}", time=clock(start.replace(second=0, microsecond=0), zone))]
        if abs((start - found.planned).total_seconds()) >= 60:
            said.append(_("planned for {time}", time=clock(found.planned, zone)))
        if found.agreements and not self._tight:
            said.append(_.ngettext("{n} agreement", "{n} agreements", len(found.agreements)))
        here = sum(need.where.here for need in found.people)
        said.append(_("{here} of {n} people here", here=here, n=len(found.people)))
        if found.documents.total:
            said.append(_("documents {done}/{total}", done=found.documents.done, total=found.documents.total))
        if found.things.total:
            said.append(_("things {done}/{total}", done=found.things.done, total=found.things.total))
        return said

    def _say_late(self, moment: Moment) -> None:
        seconds = moment.view.offset
        self.late.setVisible(moment.runs and abs(seconds) >= 1)
        self.late.about.say(N_("programme late") if seconds > 0 else N_("programme early"))
        self.late.figure.put(digits(abs(seconds)))
        restyle(self.late.figure, state=offset_state(seconds))

    def _offer(self) -> None:
        kept = self._context.keeper.now.alarm_minutes
        self.alarm.offer([(n, _alarm_words(n)) for n in sorted({*_MINUTES, kept})], kept)

    def _on_alarm(self) -> None:
        self._context.keeper.change(alarm_minutes=self.alarm.value)
        self.alarm_changed.emit()


def _alarm_words(minutes: int) -> Say:
    return lambda _: _("alarm {n} min before", n=minutes)
