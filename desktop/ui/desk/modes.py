"""What the middle of the desk page shows, and what Enter means there."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from desktop.errors import N_


class Mode(StrEnum):
    """A verdict, a list to choose from, or the form for a walk-in."""

    SCAN = "scan"
    FIND = "find"
    CHECKPOINT = "checkpoint"
    REASON = "reason"
    WALK_IN = "walk_in"


LISTS = frozenset({Mode.FIND, Mode.CHECKPOINT, Mode.REASON})
_SCAN = N_("Scan a badge, or type a name")
HINTS: Mapping[Mode, str] = MappingProxyType(
    {
        Mode.SCAN: _SCAN,
        Mode.FIND: _SCAN,
        Mode.CHECKPOINT: N_("Checkpoint"),
        Mode.REASON: N_("Why a new badge?"),
        Mode.WALK_IN: _SCAN,
    }
)
"""What the empty field says."""
