"""The desk page: scan, glance, smile. One field has the focus; everything is a key away, nothing is a dialog."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.verdicts import Verdict
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.checkin import Reading
from desktop.services.checkpoints import CheckpointRow, checkpoints
from desktop.services.last_scans import LastScan, TakenBack, undo_last
from desktop.services.people import WalkIn
from desktop.ui.context import Context
from desktop.ui.desk import offers
from desktop.ui.desk.answers import Answer, answer, foreign, scanned, walk_in
from desktop.ui.desk.eyes import CameraView
from desktop.ui.desk.hints import KeyLine
from desktop.ui.desk.keys import FieldKeys, KeysComeBack
from desktop.ui.desk.modes import HINTS, LISTS, Mode
from desktop.ui.desk.paper import BadgeLine
from desktop.ui.desk.pick_list import PickList
from desktop.ui.desk.recent import RecentScans
from desktop.ui.desk.saying import Shown, idle_shown, not_kept, verdict_shown
from desktop.ui.desk.suggestions import Suggestions
from desktop.ui.desk.verdict_panel import VerdictPanel
from desktop.ui.desk.walk_in import WalkInPanel
from desktop.ui.live import HeadCount
from desktop.ui.shortcuts import on_key
from desktop.ui.trouble import Notice
from desktop.ui.widgets import EmptyState, Page, ScanEdit

_SOUNDS = {Verdict.ADMITTED: "admitted", Verdict.ALREADY_IN: "again"}
_ROOMY, _TIGHT = 520, 360
"""Heights in px at 100 %: below the first things stand closer, below the second what is only handy gives way."""


class DeskPage(Page):
    """``answered`` carries each ``ScanResult`` as it is shown, ``taken_back`` that of a check-in that was undone."""

    answered = Signal(object)
    taken_back = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look)
        self._context = context
        self._answer: Answer | None = None
        self.mode = Mode.SCAN
        look = context.look
        self.field = self.first_focus = ScanEdit(look, HINTS[Mode.SCAN])
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
        self._field_keys = FieldKeys(self.field, self._something_open, lambda: self.mode in LISTS)
        self._arrange()
        self._connect()
        self._on_moved()

    def _arrange(self) -> None:
        self.body.addWidget(self.field)
        self.body.addLayout(self.eyes.beside(self.panel, self.picks, self.walk_in, self.empty), 1)
        for below in (self.badge, self.recent, self.hints):
            self.body.addWidget(below)
        for button in (self.badge.button, self.empty.button):
            if button is not None:
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        context = self._context
        self._field_keys.stepped.connect(self.picks.move_by)
        self._field_keys.closed.connect(self._close)
        self._field_keys.chosen.connect(self._on_chosen)
        self.field.scanned.connect(self._on_entered)
        self.field.textEdited.connect(self._on_typed)
        self.suggestions.found.connect(self._on_found)
        self.picks.picked.connect(self._on_picked)
        self.walk_in.ready.connect(self._on_walk_in)
        self.walk_in.scanned.connect(self._on_entered)
        self.eyes.read.connect(self._on_entered)
        self.walk_in.closed.connect(self._close)
        self.walk_in.listed.connect(self._on_listed)
        self.badge.printed.connect(self._make_room)
        self.empty.pressed.connect(partial(context.go, "import"))
        self.count.counted.connect(self._on_counted)
        context.here.changed.connect(self._on_moved)
        self.look.words.changed.connect(self._on_language)
        for key, act in {
            "find": self._close,
            "walk_in": self.open_walk_in,
            "badge": self.print_badge,
            "reprint": self.open_reasons,
            "checkpoint": self.open_checkpoints,
            "undo": self.undo,
            "camera": self.eyes.toggle,
        }.items():
            on_key(key, self, act)

    # What is read

    def read(self, content: str = "", registration: UUID | None = None) -> None:
        """Put one reading into the queue; its verdict is shown when it is safely kept, each in its turn."""
        reading = self._reading(content, registration)
        if reading is not None:
            self._do(lambda session: answer(session, reading))

    def undo(self) -> None:
        """Take back the last check-in of this desk that stands; the one before it next time.

        What is open here is in the way of that: a list closes, a form stays.
        """
        if self.mode is not Mode.SCAN:
            if self.mode in LISTS:
                self._close()
            return
        reading, desk = self._reading(), self._context.here.desk.id
        if reading is not None:
            event, place = reading.event_id, reading.checkpoint_id
            self._context.data.do(lambda session: undo_last(session, event, place, desk), self._on_undone)

    def _reading(self, content: str = "", registration: UUID | None = None) -> Reading | None:
        here = self._context.here
        if here.event is None or here.checkpoint is None:
            return None
        return Reading(here.event.id, here.checkpoint.id, content, registration)

    def _do(self, act: object) -> None:
        self._context.data.do(act, self._on_answer, self._on_not_kept)  # type: ignore[arg-type]

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        badge = scanned(text)
        if badge or (self.mode is not Mode.REASON and foreign(text)):
            self.suggestions.forget()
            self.read(badge or text)
        elif self.mode is Mode.REASON:
            self._replace_badge(text)
        elif self.mode is Mode.CHECKPOINT or (self.suggestions.text == text and self.picks.sure):
            self._on_chosen()
        else:
            # Nobody is let in who was not marked on the screen first; a second Enter means who is marked there.
            self.field.setText(text)
            if self.suggestions.text == text:
                self.picks.enter()
            else:
                self.suggestions.look_for(text)

    def _on_answer(self, given: Answer) -> None:
        result = given.result
        self._answer = given
        self._turn_over()
        name = given.guest.name if given.guest is not None else ""
        self.recent.add(LastScan(result.scan, result.at, result.verdict, name))
        vip = given.guest is not None and given.guest.vip and result.verdict is Verdict.ADMITTED
        self._context.play("vip" if vip else _SOUNDS.get(result.verdict, "refused"))
        self.answered.emit(result)

    def _on_undone(self, taken: TakenBack | None) -> None:
        if taken is None:
            self._mind(lambda _: _("This desk has no check-in to take back here."))
            return
        self._answer = Answer(taken.result, undone=True, listed=taken.listed)
        self._turn_over()
        self.recent.strike(taken.result.scan)
        self.taken_back.emit(taken.result)

    def _on_not_kept(self, error: Exception) -> None:
        """Nobody is let in whose check-in could not be kept."""
        self._answer = None
        self._show(Mode.SCAN)
        self.panel.show_verdict(not_kept(self.look.words._))
        self._context.play("refused")
        self._context.reporter.report(error)

    # What is typed and picked

    def _on_typed(self, text: str) -> None:
        if self.mode in (Mode.SCAN, Mode.FIND):
            self.suggestions.look_for(text)

    @Slot()
    def _on_found(self) -> None:
        if self.mode in (Mode.SCAN, Mode.FIND):
            self._show(Mode.FIND if self.suggestions.text else Mode.SCAN)

    def _on_picked(self, what: object) -> None:
        self.field.clear()
        if self.mode is Mode.FIND and isinstance(what, UUID):
            self.suggestions.forget()
            self.read(registration=what)
        elif isinstance(what, CheckpointRow):
            self._show(Mode.SCAN)
            self._context.here.move(event=self._context.here.event, checkpoint=what)
        elif isinstance(what, str):
            self._replace_badge(what)

    def open_walk_in(self) -> None:
        """Register somebody who is on no list; what was typed is the name."""
        if self._context.here.event is not None:
            name = self.field.text().strip()
            self.field.clear()
            self.suggestions.forget()
            self._show(Mode.WALK_IN)
            self.walk_in.open(name)

    def _on_walk_in(self, guest: WalkIn) -> None:
        reading = self._reading()
        if reading is not None:
            self.walk_in.clear_fields()
            self._do(lambda session: walk_in(session, reading, guest))

    def _on_listed(self, name: str, registrations: tuple[UUID, ...]) -> None:
        """Whom the walk-in form found on the list already: one is let in, among several the volunteer chooses."""
        self.walk_in.clear_fields()
        self._show(Mode.SCAN)
        if len(registrations) == 1:
            self.read(registration=registrations[0])
        else:
            self.field.setText(name)
            self.suggestions.look_for(name)

    def open_checkpoints(self) -> None:
        """Choose another checkpoint."""
        event = self._context.here.event
        if event is not None:
            self._context.data.ask(lambda session: checkpoints(session, event.id), self._offer_checkpoints)

    def _offer_checkpoints(self, rows: Sequence[CheckpointRow]) -> None:
        here, _ = self._context.here.checkpoint, self.look.words._
        self._show(Mode.CHECKPOINT)
        lines = offers.checkpoints(_, rows, here.id if here is not None else None)
        at = next((number for number, line in enumerate(lines) if line.state), 0)
        self.picks.show_picks(_("Change the checkpoint: up and down keys, then Enter"), lines, at)

    # Badges

    def print_badge(self) -> None:
        """Print the badge of the guest on the panel."""
        given = self._answer
        if given is None or given.guest is None:
            self._mind(lambda _: _("Scan or find the guest first."))
        elif given.printable:
            self.badge.print_badge(given.guest.registration)
        else:
            self._mind(lambda _: _("This guest has no valid badge to print."))

    def open_reasons(self) -> None:
        """Ask why the guest on the panel needs a new badge."""
        guest = self._answer.guest if self._answer is not None else None
        if guest is None:
            self._mind(lambda _: _("Scan or find the guest first."))
            return
        _ = self.look.words._
        self._show(Mode.REASON)
        head = _(
            "A new badge for {name}, and {serial} is void: choose why, or type it", name=guest.name, serial=guest.serial
        )
        self.picks.show_picks(head, offers.reasons(_))

    def _replace_badge(self, why: str) -> None:
        guest = self._answer.guest if self._answer is not None else None
        self._show(Mode.SCAN)
        if guest is not None:
            self.badge.replace_badge(guest.registration, why)

    # What is shown

    def _show(self, mode: Mode) -> None:
        self.mode = mode
        if mode not in LISTS:
            self.picks.show_picks("", ())
        there = self._context.here.checkpoint is not None
        self.field.setVisible(there and mode is not Mode.WALK_IN)
        self.panel.setVisible(there and mode is Mode.SCAN)
        self.picks.setVisible(there and mode in LISTS)
        self.walk_in.setVisible(there and mode is Mode.WALK_IN)
        self.empty.setVisible(not there)
        self._make_room()
        self.look.words.bind(self.field.setPlaceholderText, HINTS[mode])
        if mode is not Mode.WALK_IN and self.isVisible() and not self.field.hasFocus():
            self.field.setFocus()
        self._say()

    def _turn_over(self) -> None:
        """Somebody else, or another place: what was said in passing of the one before goes."""
        self.badge.hide()
        if self.isVisible():
            self._context.reporter.overtaken.emit()
        self._show(Mode.SCAN)

    @Slot()
    def _say(self) -> None:
        _ = self.look.words._
        if self.mode is Mode.FIND:
            found, text = self.suggestions.hits, self.suggestions.text
            head = offers.people_head(_, text, len(found), more=self.suggestions.more)
            # Where several fit nobody is marked, so that Enter first goes into the list.
            self.picks.show_picks(head, offers.people(_, found, self.suggestions.vips), 0 if len(found) == 1 else -1)
        elif self.mode is Mode.SCAN:
            self.panel.show_verdict(self._shown(_))

    def _on_language(self) -> None:
        if self.mode is Mode.CHECKPOINT:
            self.open_checkpoints()
        else:
            self._say()

    def _shown(self, _: Translator) -> Shown:
        here = self._context.here
        place = here.checkpoint.name.said_in(_.language) if here.checkpoint is not None else ""
        if self._answer is not None:
            return verdict_shown(_, here.zone, place, self._answer)
        return idle_shown(_, place, self.count.arrived, self.count.expected)

    def _mind(self, say: Callable[[Translator], str]) -> None:
        self._context.reporter.noticed.emit(Notice(say, state="already_in"))

    def _close(self) -> None:
        """Back to the empty field; then back to the count."""
        if self.mode is Mode.SCAN and not self.field.text():
            self._answer = None
            self.badge.hide()
        self.field.clear()
        self.suggestions.forget()
        self._show(Mode.SCAN)

    @Slot()
    def _on_moved(self) -> None:
        """Another event or checkpoint: what was said of guests there is over."""
        self._answer = None
        self.count.arrived = self.count.expected = 0
        self.recent.replace(())
        self._turn_over()
        self.recent.load()

    @Slot(int, int)
    def _on_counted(self, _arrived: int, _expected: int) -> None:
        if self._answer is None and self.mode is Mode.SCAN:
            self._say()

    # Where the keys go

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

    def _on_chosen(self) -> None:
        if self.picks.chosen is not None:
            self._on_picked(self.picks.chosen.what)

    def _something_open(self) -> bool:
        return self.mode is not Mode.SCAN or bool(self.field.text()) or self._answer is not None

    @Slot()
    def _make_room(self) -> None:
        """The verdict comes first: on a small window, or at 200 %, what is only handy gives way to it."""
        tall = self.height() / self.look.theme.scale
        tight = tall < _TIGHT
        there = self._context.here.checkpoint is not None and self.mode is not Mode.WALK_IN
        idle = self.mode is Mode.SCAN and self._answer is None
        self.hints.setVisible(there and (idle or not tight))
        self.recent.setVisible(there and not (tight and (self.mode in LISTS or self.badge.isVisible())))
        self.recent.compact(tight)
        across, down, between = (32, 24, 16) if tall >= _ROOMY else (24, 8, 8) if tight else (24, 16, 12)
        self.look.theme.bind(self.body.setContentsMargins, across, down, across, down)
        self.look.theme.bind(self.body.setSpacing, between)

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
