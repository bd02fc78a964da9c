"""What the desk page shows, one thing at a time: a verdict, a list, a question or a form, and the field over it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.context import Context
from desktop.ui.desk import offers
from desktop.ui.desk.answers import Answer
from desktop.ui.desk.asking import Ask, Say
from desktop.ui.desk.eyes import CameraView
from desktop.ui.desk.hints import KeyLine
from desktop.ui.desk.keys import KeysComeBack
from desktop.ui.desk.modes import LISTS, SCAN_HINT, Mode
from desktop.ui.desk.paper import BadgeLine
from desktop.ui.desk.pick_list import PickList
from desktop.ui.desk.recent import RecentScans
from desktop.ui.desk.room import Room
from desktop.ui.desk.saying import Shown, idle_shown, verdict_shown
from desktop.ui.desk.suggestions import Suggestions
from desktop.ui.desk.together import Together
from desktop.ui.desk.verdict_panel import VerdictPanel
from desktop.ui.desk.walk_in import WalkInPanel
from desktop.ui.live import HeadCount
from desktop.ui.trouble import Notice
from desktop.ui.widgets import EmptyState, Page, ScanEdit


class Stage(Page):
    """``given`` is the verdict on the panel; without one it shows what it was told, else the count."""

    together: Together

    def __init__(self, context: Context) -> None:
        super().__init__(context.look)
        self.context = context
        self.given: Answer | None = None
        self.told: Callable[[Translator], Shown] | None = None
        self.question: Ask | None = None
        self.mode = Mode.SCAN
        look = context.look
        self.field = self.first_focus = ScanEdit(look, SCAN_HINT)
        self.panel, self.picks, self.walk_in = VerdictPanel(look), PickList(look), WalkInPanel(context)
        self.badge, self.recent, self.count = BadgeLine(context), RecentScans(context), HeadCount(context)
        self.suggestions, self.eyes = Suggestions(context), CameraView(context)
        self.hints = KeyLine(look)
        self.empty = EmptyState(
            look,
            "desk",
            N_("The desk opens with the first event"),
            N_("Open the organisers' guest list: it brings the event, its guests and the main door."),
            N_("Import a guest list"),
        )
        self._keys = KeysComeBack(self, self.field)
        self._room = Room(look, self.body, self.hints, self.recent)
        self._arrange()

    def _arrange(self) -> None:
        self.body.addWidget(self.field)
        self.body.addLayout(self.eyes.beside(self.panel, self.picks, self.walk_in, self.empty), 1)
        for below in (self.badge, self.recent, self.hints):
            self.body.addWidget(below)
        for button in (self.badge.button, self.empty.button):
            if button is not None:
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def ask(self, question: Ask) -> None:
        """Ask in place of the verdict."""
        self.field.clear()
        self.suggestions.forget()
        self.show_mode(Mode.ASK, question)
        self.picks.show_picks(question.head(self.look.words._), question.picks(self.look.words._), question.at)

    def show_answer(self, given: Answer) -> None:
        """Show this in place of the verdict, without a sound."""
        self.given, self.told = given, None
        self._say()

    def tell(self, say: Callable[[Translator], Shown]) -> None:
        """Show what is about no guest alone in place of the verdict."""
        self.given, self.told = None, say
        self.turn_over()

    def show_mode(self, mode: Mode, question: Ask | None = None) -> None:
        """Bring this to the front; ``question`` is what ``Mode.ASK`` asks."""
        self.mode, self.question = mode, question
        if mode not in LISTS:
            self.picks.show_picks("", ())
        there = self.context.here.checkpoint is not None
        self.field.setVisible(there and mode is not Mode.WALK_IN)
        self.panel.setVisible(there and mode is Mode.SCAN)
        self.picks.setVisible(there and mode in LISTS)
        self.walk_in.setVisible(there and mode is Mode.WALK_IN)
        self.empty.setVisible(not there)
        self._make_room()
        self.look.words.bind(self.field.setPlaceholderText, question.hint if question is not None else SCAN_HINT)
        if mode is not Mode.WALK_IN and self.isVisible() and not self.field.hasFocus():
            self.field.setFocus()
        self._say()

    def turn_over(self) -> None:
        """Somebody else, or another place: what was said in passing of the one before goes."""
        self.badge.hide()
        if self.isVisible():
            self.context.reporter.overtaken.emit()
        self.show_mode(Mode.SCAN)

    @Slot()
    def _say(self) -> None:
        _ = self.look.words._
        if self.mode is Mode.FIND:
            found, text = self.suggestions.hits, self.suggestions.text
            head = offers.people_head(_, text, len(found), more=self.suggestions.more)
            # Where several fit nobody is marked, so that Enter first goes into the list.
            self.picks.show_picks(head, offers.people(_, found, self.suggestions.vips), 0 if len(found) == 1 else -1)
        elif self.question is not None:
            self.picks.show_picks(self.question.head(_), self.question.picks(_), self.picks.at)
        elif self.mode is Mode.GROUP:
            self.together.say()
        elif self.mode is Mode.SCAN:
            self.panel.show_verdict(self._shown(_))

    def _shown(self, _: Translator) -> Shown:
        here = self.context.here
        place = here.checkpoint.name.said_in(_.language) if here.checkpoint is not None else ""
        if self.told is not None:
            return self.told(_)
        if self.given is not None:
            return verdict_shown(_, here.zone, place, self.given)
        return idle_shown(_, place, self.count.arrived, self.count.expected)

    def mind(self, say: Say) -> None:
        """Say in one line why nothing was done."""
        self.context.reporter.noticed.emit(Notice(say, state="already_in"))

    def arrive(self) -> None:
        (self.walk_in.name.edit if self.mode is Mode.WALK_IN else self.field).setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab walks through an open form and nowhere else: the field keeps the focus."""
        if self.mode is Mode.WALK_IN:
            moved = super().focusNextPrevChild(next)
            now = QApplication.focusWidget()
            if now is None or not self.walk_in.isAncestorOf(now):
                self.walk_in.name.edit.setFocus()
            return moved
        return True

    @property
    def idle(self) -> bool:
        """Whether the panel shows the count."""
        return self.mode is Mode.SCAN and self.given is None and self.told is None

    @Slot()
    def _make_room(self) -> None:
        there = self.context.here.checkpoint is not None and self.mode is not Mode.WALK_IN
        busy = self.mode in LISTS or self.badge.isVisible()
        self._room.share(self.height(), there=there, idle=self.idle, list_or_badge=busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keys.watch()
        self.count.live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keys.stop()
        self.count.live.sleep()
