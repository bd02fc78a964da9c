"""What is handed over or asked when a guest comes: one key ticks the next of it, and nobody has to wait for it."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from desktop.domain.verdicts import Asking
from desktop.errors import N_
from desktop.services import questions
from desktop.services.readings import Asked
from desktop.ui.desk.asking import Ask, Desk, own_words

_SAID = (N_("Yes"), N_("No"))


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
            self._keep(guest.registration, first, self._desk.context.look.words._(N_("Handed over")))
            return
        self._desk.ask(
            Ask(
                N_("Answer"),
                lambda _: _(
                    "{question} Choose the answer of {name}, or type it",
                    question=first.text.said_in(_.language),
                    name=guest.name,
                ),
                lambda _: own_words(_, _SAID),
                partial(self._keep, guest.registration, first),
            )
        )

    def _keep(self, guest: UUID, asked: Asked, said: str) -> None:
        self._desk.context.data.do(
            lambda session: questions.answer(session, asked.question, guest, said),
            lambda _none: self._on_kept(guest, asked, said),
        )

    def _on_kept(self, guest: UUID, asked: Asked, said: str) -> None:
        given = self._desk.given
        if given is None or given.guest is None or given.guest.registration != guest:
            return
        still = tuple(each for each in given.result.asked if each.question != asked.question)
        kept = (*given.kept, (asked.text, said))
        self._desk.show_answer(replace(given, result=replace(given.result, asked=still), kept=kept))
