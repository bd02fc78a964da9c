"""What the middle of the desk page shows."""

from enum import StrEnum

from desktop.errors import N_

SCAN_HINT = N_("Scan a badge, or type a name")
"""What the empty field says while nothing else is asked."""


class Mode(StrEnum):
    """A verdict, a list of people, of answers to a question or of a group, or the form for a walk-in."""

    SCAN = "scan"
    FIND = "find"
    ASK = "ask"
    GROUP = "group"
    WALK_IN = "walk_in"


LISTS = frozenset({Mode.FIND, Mode.ASK, Mode.GROUP})
