"""Whose a paper of a visit is: the name, large, and under it what is to be known throughout."""

from collections.abc import Sequence

from desktop.documents.fonts import Weight
from desktop.documents.page import SECOND_INK
from desktop.documents.sheet import Column, Sheet, Text
from desktop.documents.templates import MM

Facts = tuple[tuple[str, str], ...]
"""What each is, and its words, in lines."""
_WIDE = 150 * MM


def name_block(sheet: Sheet, name: str, second: str, facts: Sequence[tuple[str, str]], item: int | None) -> None:
    """Put a name, as it is in the other script, and ``facts`` on ``sheet``; two beside each other on a wide one."""
    room = sheet.size.room
    wide = room >= _WIDE
    names = [Text(name, 18 if wide else 15, Weight.BOLD)]
    if second:
        names.append(Text(second, 9.5, ink=SECOND_INK))
    sheet.row([(Column(0, room), names)], item=item, pad=0.6 * MM, rule="")
    across = 2 if wide else 1
    part = (room - (across - 1) * 4 * MM) / across
    what = 26 * MM if wide else 0.27 * room
    for first in range(0, len(facts), across):
        cells = []
        for place, (title, words) in enumerate(facts[first : first + across]):
            x = place * (part + 4 * MM)
            said = Column(x + what + 2 * MM, part - what - 2 * MM)
            cells += [
                (Column(x, what), [Text(title, 8, ink=SECOND_INK)]),
                (said, [Text(line, 9) for line in words.splitlines()]),
            ]
        sheet.row(cells, item=item, pad=0.35 * MM, rule="")
    sheet.gap(1.5 * MM)
