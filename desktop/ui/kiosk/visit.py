"""What a guest does at the kiosk, from the scan or the name to the badge."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.domain.patience import Patience
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.ui.context import Context
from desktop.ui.kiosk import asking
from desktop.ui.kiosk.asking import Candidate, Candidates, Checked, Proof, Said
from desktop.ui.kiosk.press import Press
from desktop.ui.kiosk.stage import SHOWN_MS, Stage
from desktop.ui.kiosk.touch import MAIL, PAD
from desktop.ui.names import as_seen

_PRINTING_MS = 60_000
_TRIES, _PAUSE_S, _LONGEST_S = 5, 30, 900
_PROOFS = {
    Proof.PHONE: (N_("The last four digits of your phone number"), PAD),
    Proof.EMAIL: (N_("Your e-mail address up to the @"), MAIL),
    Proof.EITHER: (N_("The last four digits of your phone number, or your e-mail address up to the @"), MAIL),
}


class Visit(QObject):
    """Answers what ``stage`` is told. ``checked`` carries each ``Checked`` as it is shown."""

    checked = Signal(object)

    def __init__(self, context: Context, stage: Stage, press: Press) -> None:
        super().__init__(stage)
        self._context, self._stage, self._press = context, stage, press
        self._chosen: UUID | None = None
        self.patience = Patience(_TRIES, _PAUSE_S, _LONGEST_S)
        stage.idle.without.connect(self._on_without)
        stage.name.answered.connect(self._on_named)
        stage.pick.picked.connect(self._on_picked)
        stage.pick.nobody.connect(stage.send_to_desk)
        stage.proof.answered.connect(self._on_proof)
        press.printed.connect(partial(self._on_printed, N_("Your badge is printed. Please take it.")))
        press.failed.connect(partial(self._on_printed, N_("Your badge could not be printed. Please ask at the desk.")))

    # A badge or a code

    def read(self, text: str) -> bool:
        """Check in whoever has the badge that was read, whatever is on the screen; False where ``text`` is no code."""
        code = asking.read_code(text)
        if code:
            self._stage.forget()
            self._check_in(code)
        return bool(code)

    def _check_in(self, content: str = "", registration: UUID | None = None) -> None:
        here = self._context.here
        if here.event is None or here.checkpoint is None:
            self._stage.send_to_desk()
            return
        reading = asking.entering(here.event.id, here.checkpoint.id, content, registration)
        self._context.data.do(
            lambda session: asking.check_in(session, reading),
            partial(self._on_checked, registration is not None),
            self._on_failed,
        )

    def _on_checked(self, by_name: bool, checked: Checked) -> None:
        stage = self._stage
        if checked.said is Said.SAME:
            return
        stage.forget()
        stage.result.registration = checked.registration
        if checked.said is Said.WELCOME:
            self._welcome(checked, by_name=by_name)
        elif checked.said is Said.ALREADY:
            help_there = N_("If you need anything, please ask at the desk.")
            stage.tell("already_in", N_("You are already checked in"), help_there)
        else:
            stage.send_to_desk()
        self.checked.emit(checked)

    def _welcome(self, checked: Checked, *, by_name: bool) -> None:
        text, shown_ms = N_("You are checked in."), SHOWN_MS
        settings = self._context.keeper.now
        prints = checked.prints and settings.kiosk_prints
        if prints and checked.registration is not None and settings.printers:
            text, shown_ms = N_("Your badge is being printed."), _PRINTING_MS
            self._press.print_badge(checked.registration)
        elif by_name or prints:
            text = N_("You are checked in. Your badge is ready at the desk.")
        more = N_("Please stop at the desk as well: there is something for you.") if checked.waiting else ""
        name = as_seen(self._context, checked.name)
        self._stage.tell("admitted", N_("Welcome"), text, more=more, name=name, shown_ms=shown_ms)

    def _on_printed(self, text: str, registration: UUID) -> None:
        stage = self._stage
        if stage.page is stage.result and stage.result.registration == registration:
            stage.result.say(text)
            stage.wait(SHOWN_MS)

    def _on_failed(self, error: Exception) -> None:
        """Nobody is let in whose check-in could not be kept."""
        self._stage.send_to_desk()
        self._context.reporter.report(error)

    # A guest without a badge

    def _on_without(self) -> None:
        if not self._paused():
            self._stage.forget()
            self._stage.go(self._stage.name)

    def _paused(self) -> bool:
        """Whether too much was tried in vain; the screen says so then."""
        paused = self.patience.wait(monotonic()) > 0
        if paused:
            self._stage.send_to_desk(
                N_("Names can be looked up again in a moment. Badges and QR codes are read at any time.")
            )
        return paused

    def _on_named(self, typed: str) -> None:
        event = self._context.here.event
        if not self.read(typed) and event is not None:
            self._ask(lambda session: asking.candidates(session, event.id, typed), self._on_candidates)

    def _on_candidates(self, candidates: Candidates) -> None:
        stage = self._stage
        if candidates.too_many:
            stage.name.refuse(_several)
            return
        # It counts until somebody has proved to be the guest: nobody reads the list name by name.
        self.patience.fail(monotonic())
        if candidates.found:
            stage.pick.offer(candidates.found)
            stage.go(stage.pick)
        elif not self._paused():
            stage.name.refuse(_nobody)

    def _on_picked(self, candidate: Candidate) -> None:
        if candidate.proof is Proof.NONE:
            self._stage.send_to_desk()
            return
        text, rows = _PROOFS[candidate.proof]
        self._chosen = candidate.registration
        self._stage.proof.ask(text)
        self._stage.proof.keys.show_rows(rows)
        self._stage.go(self._stage.proof)

    def _on_proof(self, typed: str) -> None:
        event, registration = self._context.here.event, self._chosen
        if not self.read(typed) and event is not None and registration is not None:
            self._ask(
                lambda session: asking.is_proven(session, event.id, registration, typed),
                partial(self._on_proven, registration),
            )

    def _on_proven(self, registration: UUID, proven: bool) -> None:
        if proven:
            self.patience.settle()
            self._check_in(registration=registration)
            return
        self.patience.fail(monotonic())
        if not self._paused():
            self._stage.proof.edit.selectAll()
            self._stage.proof.refuse(_no_match)

    def _ask(self, question: Callable[[Any], Any], then: Callable[[Any], object]) -> None:
        """Ask for this guest: an answer that comes when the next one stands here is nobody's."""
        visit = self._stage.visit
        self._context.data.ask(
            question, lambda answer: then(answer) if visit == self._stage.visit else None, self._on_failed
        )


def _several(_: Translator) -> str:
    return _("Several guests may be meant. Type your whole name, or ask at the desk.")


def _nobody(_: Translator) -> str:
    return _("Nobody is found by this name. Check how it is written, or ask at the desk.")


def _no_match(_: Translator) -> str:
    return _("This does not match. Try again, or ask at the desk.")
