"""What somebody types for the record: why, and in whose name; and how long it may be."""

from desktop.domain.text import clean
from desktop.errors import N_, UserError

LONGEST_REASON = 500
LONGEST_LABEL = 120


class SaidTooMuch(UserError):
    code = "said_too_much"
    text = N_("At most {most} characters have room here; this has {length}.")


def reason(text: str, most: int = LONGEST_REASON) -> str:
    """``text`` as it is kept; raises ``SaidTooMuch`` for more than ``most`` characters."""
    said = clean(text)
    if len(said) > most:
        raise SaidTooMuch(most=most, length=len(said))
    return said
