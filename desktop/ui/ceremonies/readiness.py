"""Readiness of one ceremony: the time that is left, what is wrong, a card for each agreement and for all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_checks import Problem, Severity
from desktop.domain.ceremony_words import LEVEL_WORDS
from desktop.domain.readiness import Level
from desktop.errors import N_
from desktop.services.ceremony_checks import problems
from desktop.services.readiness import READINESS, AgreementReadiness, Need, Readiness, readiness
from desktop.ui.ceremonies.people import NeedLine
from desktop.ui.ceremonies.words import LEVEL_STATES
from desktop.ui.context import Context
from desktop.ui.live import Live
from desktop.ui.running.words import digits
from desktop.ui.stage_words import clock
from desktop.ui.theme import restyle
from desktop.ui.widgets import Card, Label, SectionTitle, StateMark, Tag, clear, scrolled

_LOOK_AGAIN_MS, _TICK_MS = 15_000, 500
_CARD = 340
_MOST_PROBLEMS = 4
_SEVERITY = {Severity.STOP: "refused", Severity.LOOK: "already_in", Severity.NOTE: "elsewhere"}
_TABLES = READINESS | {"stage_plan", "stage_person", "precedence_place"}


@dataclass(frozen=True, slots=True)
class Stand:
    """How a ceremony stands, and what is wrong with it."""

    readiness: Readiness
    problems: tuple[Problem, ...]


class ReadinessPanel(QWidget):
    """``opened`` carries the ``Need`` of somebody who was chosen; ``alarmed`` comes when an alarm begins to ring."""

    opened = Signal(object)
    alarmed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.look
        self.item: UUID | None = None
        self.stand: Stand | None = None
        self._shown: object = None
        self._rang: UUID | None = None
        self._columns = 0
        self.lines: list[NeedLine] = []
        self.title, self.when = Label(look, role="panel", wraps=True), Label(look, role="second", wraps=True)
        self.left, self.about = Label(look, role="figure"), Label(look, role="second")
        self.level = Tag(look)
        self._wrong, self._cards = QVBoxLayout(), QGridLayout()
        self._arrange()
        self._live = Live(context, _TABLES, self._question)
        self._live.answered.connect(self._on_answer)
        self._again = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._live.ask)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._say_time)
        for changed in (look.words.changed, context.keeper.changed, look.theme.changed):
            changed.connect(self._on_look)

    def follow(self, item: UUID | None) -> None:
        """Show the ceremony in this item."""
        if item != self.item:
            self.item, self.stand, self._shown = item, None, None
        self._live.ask()

    def ask(self) -> None:
        """Ask again now."""
        self._live.ask()

    def _arrange(self) -> None:
        look = self._context.look
        column, head, words, clocks = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 12)
        look.theme.bind(words.setSpacing, 4)
        for part in (self.title, self.when):
            words.addWidget(part)
        head.addLayout(words, 1)
        head.addWidget(self.level)
        for part in (self.left, self.about):
            clocks.addWidget(part)
        head.addLayout(clocks)
        look.theme.bind(head.setSpacing, 24)
        look.theme.bind(self._wrong.setSpacing, 6)
        for gap in (self._cards.setHorizontalSpacing, self._cards.setVerticalSpacing):
            look.theme.bind(gap, 12)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(whole.setSpacing, 12)
        whole.addLayout(self._wrong)
        whole.addLayout(self._cards)
        whole.addStretch(1)
        column.addLayout(head)
        column.addWidget(scrolled(inner, sideways=False), 1)

    def _question(self) -> Any:
        item, store = self.item, self._context.store
        if item is None:
            return None

        def query(session: Any) -> Stand:
            now = store.now()
            found = readiness(session, item, now)
            return Stand(found, tuple(problems(session, item, now, known=found)))

        return query

    def _on_answer(self, stand: Stand) -> None:
        if stand.readiness.item_id != self.item:
            self._live.ask()
            return
        self.stand = stand
        self._say()
        rings = stand.readiness.due and stand.readiness.level is Level.ALARM
        if rings and self._rang != self.item:
            self._rang = self.item
            self.alarmed.emit()
        elif not rings:
            self._rang = None

    def _on_look(self) -> None:
        self._shown = None
        self._say()

    def _say(self) -> None:
        if self.stand is None:
            return
        _, found = self._context.look.words._, self.stand.readiness
        self.title.put(found.title.said_in(_.language))
        self.level.show_text(_(LEVEL_WORDS[found.level]), state=LEVEL_STATES[found.level], mark=True)
        zone = self._context.here.zone
        said = [
            _("expected at {time}", time=clock(found.start.replace(microsecond=0), zone)),
            _.ngettext("{n} person", "{n} people", len(found.people)),
        ]
        if found.documents.total:
            said.append(_("documents {done}/{total}", done=found.documents.done, total=found.documents.total))
        if found.things.total:
            said.append(_("things {done}/{total}", done=found.things.done, total=found.things.total))
        self.when.put(" · ".join(said))
        self._say_time()
        key = (found.people, found.agreements, self.stand.problems, _.language)
        if key != self._shown:
            self._shown = key
            self._say_problems(self.stand.problems)
            self._say_cards(found)

    def _say_time(self) -> None:
        if self.stand is None:
            return
        _, found = self._context.look.words._, self.stand.readiness
        now: datetime = self._context.store.now()
        self.left.put(digits((found.start - now).total_seconds()))
        self.about.put(_("until it begins") if now < found.start else _("since it should have begun"))
        due = now >= found.alarm_at and found.level is not Level.READY
        restyle(self.left, state=LEVEL_STATES[found.level] if due else "")

    def _say_problems(self, found: Sequence[Problem]) -> None:
        look, _ = self._context.look, self._context.look.words._
        clear(self._wrong)
        order = list(Severity)
        worst = sorted(found, key=lambda problem: order.index(problem.severity))
        for problem in worst[:_MOST_PROBLEMS]:
            state = _SEVERITY[problem.severity]
            line, mark = QWidget(), StateMark(look, size=18)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(row.setSpacing, 10)
            mark.show_state(state, ground="background")
            what = Label(look, role="strong", wraps=True)
            what.put(" ".join((problem.say(_), problem.way_out(_))))
            restyle(what, state=state)
            row.addWidget(mark)
            row.addWidget(what, 1)
            self._wrong.addWidget(line)
        rest = len(worst) - _MOST_PROBLEMS
        if rest > 0:
            more = Label(look, role="second")
            more.put(_.ngettext("and {n} more to look at", "and {n} more to look at", rest))
            self._wrong.addWidget(more)

    def _say_cards(self, found: Readiness) -> None:
        focused = next((line.need.who for line in self.lines if line.hasFocus()), None)
        clear(self._cards)
        self.lines = []
        signing = {need.who for agreement in found.agreements for need in agreement.people}
        others = [need for need in found.people if need.who not in signing]
        cards: list[QWidget] = [self._agreement(agreement) for agreement in found.agreements]
        shared = _shared(found.agreements)
        if others or shared:
            cards.append(self._everybody([*shared, *others]))
        for column in range(self._columns):
            self._cards.setColumnStretch(column, 0)
        columns = self._columns = self._room()
        for number, card in enumerate(cards):
            self._cards.addWidget(card, number // columns, number % columns)
        for column in range(columns):
            self._cards.setColumnStretch(column, 1)
        for line in self.lines:
            if focused is not None and line.need.who == focused:
                line.setFocus()
                break

    def _agreement(self, agreement: AgreementReadiness) -> Card:
        look, _ = self._context.look, self._context.look.words._
        card = Card(look, margin=16, spacing=8)
        head, title, tag = QHBoxLayout(), Label(look, role="section", wraps=True), Tag(look)
        title.put(agreement.title.said_in(_.language))
        tag.show_text(_(LEVEL_WORDS[agreement.level]), state=LEVEL_STATES[agreement.level], mark=True)
        head.addWidget(title, 1)
        head.addWidget(tag)
        card.box.addLayout(head)
        own = [need for need in agreement.people if need.party_id is not None]
        for need in sorted(own, key=lambda need: need.part is not SigningPart.SIGNATORY):
            self._put(card, need)
        foot = Label(look, role="hint", wraps=True)
        foot.put(
            " · ".join(
                filter(
                    None,
                    (
                        _("batch {n}", n=agreement.batch),
                        _("documents {done}/{total}", done=agreement.documents.done, total=agreement.documents.total)
                        if agreement.documents.total
                        else _("no documents yet"),
                        _("things {done}/{total}", done=agreement.things.done, total=agreement.things.total)
                        if agreement.things.total
                        else "",
                    ),
                )
            )
        )
        card.box.addWidget(foot)
        card.box.addStretch(1)
        card.show_state(LEVEL_STATES[agreement.level] if agreement.level in {Level.CALL, Level.ALARM} else "")
        return card

    def _everybody(self, needs: Sequence[Need]) -> Card:
        look = self._context.look
        card = Card(look, margin=16, spacing=8)
        card.box.addWidget(SectionTitle(look, N_("On stage with all")))
        for need in needs:
            self._put(card, need)
        card.box.addStretch(1)
        return card

    def _put(self, card: Card, need: Need) -> None:
        line = NeedLine(self._context, need)
        line.opened.connect(self.opened)
        self.lines.append(line)
        card.box.addWidget(line)

    def _room(self) -> int:
        return max(1, self.width() // self._context.look.theme.px(_CARD))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self.stand is not None and self._room() != self._columns:
            self._say_cards(self.stand.readiness)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()
        self._again.start()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()
        self._again.stop()
        self._tick.stop()


def _shared(agreements: Sequence[AgreementReadiness]) -> list[Need]:
    """Those who stand by at agreements for no party: each once."""
    found: dict[UUID | str, Need] = {}
    for agreement in agreements:
        for need in agreement.people:
            if need.party_id is None:
                found.setdefault(need.who, need)
    return list(found.values())
