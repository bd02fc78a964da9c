"""What is handed over or asked when a guest comes: one key ticks the next of it, and nobody has to wait for it."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from desktop.domain.verdicts import Asking
from desktop.errors import N_
from desktop.services import questions
from desktop.services.readings import Asked
from desktop.ui.desk.asking import Ask, Desk
from desktop.ui.desk.pick_list import Pick


class HandingOver:
    """What the key for hand-overs and questions does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def next(self) -> None:
        """Tick the first thing that is to be handed over, or ask for the answer to the first question."""
        given = self._desk.given
        if given is None or given.guest is None or not given.open:
            self._desk.mind(lambda _: _("There is nothing to hand over or to ask."))
            return
        first, guest = given.open[0], given.guest
        if first.kind is Asking.HAND_OVER:
            self._keep(guest.registration, first, questions.HANDED_OVER)
            return
        self._desk.ask(
            Ask(
                N_("Answer"),
                lambda _: _(
                    "{question} Choose the answer of {name}, or type it",
                    question=first.text.said_in(_.language),
                    name=guest.name,
                ),
                lambda _: [Pick(said, _(said)) for said in (questions.YES, questions.NO)],
                partial(self._keep, guest.registration, first),
            )
        )

    def take_back(self) -> bool:
        """Open again what was ticked or answered last for the guest on the panel; False where nothing was."""
        given = self._desk.given
        if given is None or given.guest is None or not given.kept:
            return False
        guest, (asked, _said) = given.guest.registration, given.kept[-1]
        self._desk.context.data.do(
            lambda session: questions.take_back_answer(session, asked.question, guest),
            lambda _none: self._on_taken_back(guest, asked),
        )
        return True

    def _keep(self, guest: UUID, asked: Asked, said: str) -> None:
        self._desk.context.data.do(
            lambda session: questions.answer(session, asked.question, guest, said),
            lambda _none: self._on_kept(guest, asked, said),
        )

    def _on_taken_back(self, guest: UUID, asked: Asked) -> None:
        given = self._desk.given
        if given is not None and given.guest is not None and given.guest.registration == guest:
            kept = tuple(each for each in given.kept if each[0] != asked)
            self._desk.show_answer(
                replace(given, result=replace(given.result, asked=(asked, *given.result.asked)), kept=kept)
            )

    def _on_kept(self, guest: UUID, asked: Asked, said: str) -> None:
        given = self._desk.given
        if given is None or given.guest is None or given.guest.registration != guest:
            return
        still = tuple(each for each in given.result.asked if each.question != asked.question)
        kept = (*given.kept, (asked, said))
        self._desk.show_answer(replace(given, result=replace(given.result, asked=still), kept=kept))
