"""The badge of the guest on the panel: printed, or replaced by a new one for a reason."""

from desktop.errors import N_
from desktop.ui.desk.answers import was_printed
from desktop.ui.desk.asking import Ask, Desk, own_words, say_nobody
from desktop.ui.desk.paper import BadgeLine

_REASONS = (N_("Lost"), N_("Damaged"), N_("A name or title was wrong"))


class BadgeActs:
    """What the two keys for badges do."""

    def __init__(self, desk: Desk, line: BadgeLine) -> None:
        self._desk, self._line = desk, line

    def print_badge(self) -> None:
        """Print the badge of the guest on the panel; where that was done before, ask why a new one is needed.

        Two papers with one code would let two people in.
        """
        given, event = self._desk.given, self._desk.context.here.event
        if given is None or given.guest is None or event is None:
            self._desk.mind(say_nobody)
            return
        if not given.printable:
            self._desk.mind(lambda _: _("This guest has no valid badge to print."))
            return
        guest = given.guest.registration

        def go_on(printed: bool) -> None:
            if self._desk.given is not given:
                return
            if printed:
                self.reprint()
            else:
                self._line.print_badge(guest)

        self._desk.context.data.ask(lambda session: was_printed(session, event.id, guest), go_on)

    def reprint(self) -> None:
        """Ask why the guest on the panel needs a new badge, and print it."""
        guest = self._desk.given.guest if self._desk.given is not None else None
        if guest is None:
            self._desk.mind(say_nobody)
            return
        self._desk.ask(
            Ask(
                N_("Why a new badge?"),
                lambda _: _(
                    "A new badge for {name}, and {serial} is void: choose why, or type it",
                    name=guest.name,
                    serial=guest.serial,
                ),
                lambda _: own_words(_, _REASONS),
                lambda why: self._line.replace_badge(guest.registration, why),
            )
        )
