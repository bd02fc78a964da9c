"""A supervisor admits somebody whom the rules refuse: why, and who allows it, are asked and kept."""

from dataclasses import replace
from functools import partial

from desktop.errors import N_
from desktop.services.checkin import Override, Reading
from desktop.ui.desk.answers import answer
from desktop.ui.desk.asking import Ask, Desk, own_words, say_nobody
from desktop.ui.desk.pick_list import Pick

_REASONS = (
    N_("The organisers agreed"),
    N_("Had gone out and comes back"),
    N_("Accompanies another guest"),
    N_("The list is wrong"),
)


class Overriding:
    """What the key for admitting anyway does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._allowed: tuple[str, ...] = ()

    def open(self) -> None:
        """Ask why the guest on the panel is to be let in against the refusal."""
        given = self._desk.given
        if given is None or given.reading is None or not given.known:
            self._desk.mind(say_nobody)
        elif not given.refused:
            self._desk.mind(lambda _: _("This guest is not refused."))
        else:
            reading, name = given.reading, given.name
            self._desk.ask(
                Ask(
                    N_("Why admit anyway?"),
                    lambda _: _("Admit {name} anyway: choose why, or type it", name=name(_.language)),
                    lambda _: own_words(_, _REASONS),
                    partial(self._ask_who, reading),
                )
            )

    def _ask_who(self, reading: Reading, why: str) -> None:
        known = dict.fromkeys(filter(None, (*self._allowed, self._desk.context.keeper.now.operator)))
        self._desk.ask(
            Ask(
                N_("Who allows it?"),
                lambda _: _("Choose who allows it, or type the name"),
                lambda _: [Pick(name, name) for name in known],
                partial(self._admit, reading, why),
            )
        )

    def _admit(self, reading: Reading, why: str, by: str) -> None:
        self._allowed = tuple(dict.fromkeys((by, *self._allowed)))[:5]
        self._desk.do(lambda session: answer(session, replace(reading, nonce=None), Override(by, why)))
