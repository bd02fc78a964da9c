"""What was looked at before the doors open, how it stands, and what to do about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop.errors import N_
from desktop.i18n import Translator

Say = Callable[[Translator], str]


class State(StrEnum):
    """How something stands: ready, to be looked at, or in the way."""

    READY = "ready"
    LOOK = "look"
    STOP = "stop"


class Act(StrEnum):
    """What a button beside a check does."""

    NOTHING = ""
    SCAN = "scan"
    PRINT_TEST = "print_test"
    PRINTERS = "printers"
    BACK_UP = "back_up"
    IMPORT = "import"
    BADGES = "badges"
    NAMES = "names"
    PAPERS = "papers"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``say`` tells in one sentence how it stands, or what to do."""

    code: str
    state: State
    say: Say
    act: Act = Act.NOTHING

    @property
    def name(self) -> str:
        """What was looked at, a message id."""
        return _NAMES[self.code]


_NAMES = {
    "scanner": N_("Scanner"), "printer": N_("Printer"), "fonts": N_("Fonts"), "clock": N_("Clock"),
    "day": N_("Day"), "disk": N_("Disk"), "backup": N_("Backup"), "data": N_("Guest list"), "key": N_("Badge key"),
    "badges": N_("Badges"), "names": N_("Names on badges"), "papers": N_("Papers"), "conflicts": N_("Conflicts"),
}  # fmt: skip


def in_order(found: Iterable[Check]) -> list[Check]:
    """The checks in the order in which one goes through them."""
    places = list(_NAMES)
    return sorted(found, key=lambda one: places.index(one.code))
