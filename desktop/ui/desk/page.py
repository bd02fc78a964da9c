"""The desk page: scan, glance, smile. One field has the focus; everything is a key away, nothing is a dialog."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from desktop.services.checkin import Reading, ScanResult
from desktop.services.checkpoints import NoSuchCheckpoint
from desktop.services.groups import Group
from desktop.services.last_scans import LastScan, TakenBack
from desktop.services.people import WalkIn
from desktop.services.substitutes import Substitute
from desktop.services.walk_ins import Listed
from desktop.ui.context import Context
from desktop.ui.desk import group_words
from desktop.ui.desk.answers import Answer, answer, foreign, scanned, walk_in
from desktop.ui.desk.badge_acts import BadgeActs
from desktop.ui.desk.handing_over import HandingOver
from desktop.ui.desk.keys import FieldKeys
from desktop.ui.desk.modes import LISTS, Mode
from desktop.ui.desk.moving import Moving
from desktop.ui.desk.overriding import Overriding
from desktop.ui.desk.paper_code import PaperCodes, paper_code
from desktop.ui.desk.places import PlaceActs
from desktop.ui.desk.saying import not_kept
from desktop.ui.desk.sounds import sound, together_sound
from desktop.ui.desk.stage import Stage
from desktop.ui.desk.substitution import Instead, Substitution
from desktop.ui.desk.together import Together
from desktop.ui.desk.undoing import Undoing
from desktop.ui.shortcuts import on_key


class DeskPage(Stage):
    """``answered`` carries each ``ScanResult`` as it is shown, ``taken_back`` that of a check-in that was undone."""

    answered = Signal(object)
    taken_back = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.badges, self.places = BadgeActs(self, self.badge), PlaceActs(self)
        self.overriding, self.handing_over = Overriding(self), HandingOver(self)
        self.undoing, self.substitution = Undoing(self), Substitution(self)
        self.moving = Moving(self)
        self.together, self.papers = Together(self, self.picks), PaperCodes(self)
        self._field_keys = FieldKeys(
            self.field, self._something_open, lambda: self.mode in LISTS, lambda: self.mode is Mode.GROUP
        )
        self._place: tuple[UUID | None, ...] = ()
        self._connect()
        self._on_moved()

    def _connect(self) -> None:
        context = self.context
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
        self.look.words.changed.connect(self._say)
        self._field_keys.ticked.connect(self._on_ticked)
        self.together.opened.connect(self._on_group)
        self.together.admitted.connect(self._on_group_admitted)
        self.together.failed.connect(self._on_not_kept)
        self.substitution.opened.connect(self._open_form)
        self.substitution.replaced.connect(self._on_replaced)
        self.undoing.undone.connect(self._on_undone)
        self.moving.moved.connect(self.undoing.moves.__setitem__)
        for key, act in {
            "find": self._close,
            "walk_in": self.open_walk_in,
            "substitute": self.substitution.open,
            "badge": self.badges.print_badge,
            "reprint": self.badges.reprint,
            "checkpoint": self.places.choose,
            "undo": self.undo,
            "override": self.overriding.open,
            "answer": self.handing_over.next,
            "move_aboard": self.moving.move,
            "group": self.open_group,
            "camera": self.eyes.toggle,
        }.items():
            on_key(key, self, act)

    # What is read

    def read(self, content: str = "", registration: UUID | None = None) -> None:
        """Put one reading into the queue; its verdict is shown when it is safely kept, each in its turn.

        Of a paper is told whether it is still right.
        """
        if code := paper_code(content):
            self.papers.read(code)
            return
        reading = self.reading(content, registration)
        if reading is not None:
            self.do(lambda session: answer(session, reading))

    def undo(self) -> None:
        """Take back what was handed over to the guest on the panel, then the last check-in of this desk that stands;
        the one before it next time.

        What is open here is in the way of that: a list closes, a form stays.
        """
        if self.mode in LISTS:
            self._close()
        elif self.mode is Mode.SCAN and not self.handing_over.take_back():
            self.undoing.open()

    def reading(self, content: str = "", registration: UUID | None = None) -> Reading | None:
        """A reading at the checkpoint where this window stands, if it stands at one."""
        here = self.context.here
        if here.event is None or here.checkpoint is None:
            return None
        return Reading(here.event.id, here.checkpoint.id, content, registration)

    def do(self, act: Callable[[Any], Answer]) -> None:
        """Let somebody in, in one transaction, and show the verdict."""
        self.context.data.do(act, self._on_answer, self._on_not_kept)

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        badge, question = scanned(text) or paper_code(text), self.question
        own_words = question is not None and question.typed
        if badge or (foreign(text) and (text.isascii() or not own_words)):
            self.suggestions.forget()
            self.read(badge or text)
        elif question is not None and own_words:
            self._on_picked(text)
        elif question is not None or (self.suggestions.text == text and self.picks.sure):
            self._on_chosen()
        elif self.mode is not Mode.GROUP:
            # Nobody is let in who was not marked on the screen first; a second Enter means who is marked there.
            self.field.setText(text)
            if self.suggestions.text == text:
                self.picks.enter()
            else:
                self.suggestions.look_for(text)

    def _on_answer(self, given: Answer) -> None:
        result = given.result
        if result.repeated and self.given is not None and self.given.same_badge(given):
            self.show_answer(replace(self.given, again=True))
            self.answered.emit(result)
            return
        self.given, self.told = given, None
        self.turn_over()
        if not result.repeated:
            self._on_scanned(result)
            self.context.play(sound(result))
        self.answered.emit(result)

    def _on_scanned(self, result: ScanResult) -> None:
        name = result.guest.name if result.guest is not None else ""
        self.recent.add(LastScan(result.scan, result.at, result.verdict, name, direction=result.direction))

    def _on_undone(self, taken: TakenBack, whole: bool) -> None:
        every = (taken.result, *taken.others)
        if taken.others:
            self.given, self.told = None, lambda _: group_words.taken_back(_, taken)
        else:
            listed = Listed.TAKEN_OFF if whole else taken.listed
            self.given, self.told = Answer(taken.result, undone=True, listed=listed), None
        self.turn_over()
        self.recent.strike({each.scan for each in every})
        for each in every:
            self.taken_back.emit(each)

    def _on_not_kept(self, error: Exception) -> None:
        """Nobody is let in whose check-in could not be kept."""
        if isinstance(error, NoSuchCheckpoint):
            self.context.play("refused")
            self.places.choose(gone=True)
            return
        self.given = self.told = None
        self.show_mode(Mode.SCAN)
        self.panel.show_verdict(not_kept(self.look.words._))
        self.context.play("refused")
        self.context.reporter.report(error)

    # What is typed and picked

    def _on_typed(self, text: str) -> None:
        if self.mode in (Mode.SCAN, Mode.FIND):
            self.suggestions.look_for(text)

    @Slot()
    def _on_found(self) -> None:
        if self.mode in (Mode.SCAN, Mode.FIND):
            self.show_mode(Mode.FIND if self.suggestions.text else Mode.SCAN)

    def _on_picked(self, what: object) -> None:
        self.field.clear()
        question = self.question
        if question is not None:
            self.show_mode(Mode.SCAN)
            question.then(what)
        elif self.mode is Mode.GROUP:
            self.together.toggle(what)
        elif isinstance(what, UUID):
            self.suggestions.forget()
            self.read(registration=what)

    def open_walk_in(self) -> None:
        """Register somebody who is on no list; what was typed is the name."""
        if self.context.here.event is not None:
            self._open_form(None)

    def _open_form(self, instead: Instead | None) -> None:
        name = self.field.text().strip() if instead is None or self.mode in (Mode.SCAN, Mode.FIND) else ""
        self.field.clear()
        self.suggestions.forget()
        self.show_mode(Mode.WALK_IN)
        self.walk_in.open(name, instead)

    def _on_walk_in(self, guest: WalkIn) -> None:
        reading, instead = self.reading(), self.walk_in.instead
        if reading is not None:
            failed = partial(self._on_not_registered, self.walk_in.lift())
            if instead is not None:
                self.substitution.let_in(instead, guest, failed)
            else:
                self.context.data.do(lambda session: walk_in(session, reading, guest), self._on_answer, failed)

    def _on_not_registered(self, put_back: Callable[[], None], error: Exception) -> None:
        """What was typed for somebody who could not be registered is there again."""
        put_back()
        if self.mode is not Mode.WALK_IN or isinstance(error, NoSuchCheckpoint):
            self._on_not_kept(error)
        else:
            self.context.play("refused")
            self.context.reporter.report(error)

    def _on_replaced(self, found: Substitute) -> None:
        self.undoing.acts[found.badge.registration] = found.action

    def _on_listed(self, name: str, registrations: tuple[UUID, ...]) -> None:
        """Whom the walk-in form found on the list already: one is let in, among several the volunteer chooses."""
        self.walk_in.clear_fields()
        self.show_mode(Mode.SCAN)
        if len(registrations) == 1:
            self.read(registration=registrations[0])
        else:
            self.field.setText(name)
            self.suggestions.look_for(name)

    # A group

    def open_group(self) -> None:
        """List the group of the guest on the panel; the next group where one is listed already."""
        self.together.open(again=self.mode is Mode.GROUP)

    def open_delegation(self, delegation: UUID) -> None:
        """List a delegation, for those of it who are here to be let in together."""
        if self.mode is not Mode.WALK_IN:
            self._close()
        self.together.open_delegation(delegation)

    def _on_group(self) -> None:
        """Whoever types, or fills in the form, by now is not disturbed."""
        if self.mode is not Mode.WALK_IN and not self.field.text():
            self.show_mode(Mode.GROUP)

    def _on_ticked(self) -> None:
        if self.picks.chosen is not None:
            self.together.toggle(self.picks.chosen.what)

    def _on_group_admitted(self, group: Group, results: Sequence[ScanResult]) -> None:
        here = self.context.here
        place = here.checkpoint
        self.tell(
            lambda _: group_words.admitted(
                _, here.zone.key, place.name.said_in(_.language) if place is not None else "", group, results
            )
        )
        for result in results:
            self._on_scanned(result)
        self.context.play(together_sound(results))
        for result in results:
            self.answered.emit(result)

    def _close(self) -> None:
        """Back to the empty field; then back to the count."""
        if self.mode is Mode.SCAN and not self.field.text():
            self.given = self.told = None
            self.badge.hide()
        self.field.clear()
        self.suggestions.forget()
        self.show_mode(Mode.SCAN)

    @Slot()
    def _on_moved(self) -> None:
        """Another event, checkpoint or desk: what was said of guests there is over. What changed of this one is not."""
        here = self.context.here
        place = tuple(one.id if one is not None else None for one in (here.event, here.checkpoint, here.desk))
        if place == self._place:
            self.recent.load()
            self._say()
            return
        self._place = place
        self.given = self.told = None
        self.count.arrived = self.count.expected = 0
        self.recent.replace(())
        self.turn_over()
        self.recent.load()

    @Slot(int, int)
    def _on_counted(self, _arrived: int, _expected: int) -> None:
        if self.idle:
            self._say()

    def _on_chosen(self) -> None:
        if self.mode is Mode.GROUP:
            self.together.admit()
        elif self.picks.chosen is not None:
            self._on_picked(self.picks.chosen.what)

    def _something_open(self) -> bool:
        return self.mode is not Mode.SCAN or bool(self.field.text()) or not self.idle
