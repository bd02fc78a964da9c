"""The lines of a paper sheet while its ticks are typed in: whom a text means, what is ticked, what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.text import clean, fold
from desktop.domain.ticked import Ticked, ticked_at, ticked_lines
from desktop.domain.tokens import read_serial
from desktop.services.sign_in import SheetLine


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A line of the sheet: its ``number``, whether its box is ``ticked`` and the time beside it.

    ``said`` tells what became of it (finished words), ``state`` in which colour.
    """

    line: SheetLine
    number: int
    ticked: bool = False
    when: str = ""
    said: str = ""
    state: str = ""

    @property
    def id(self) -> UUID:
        """The registration."""
        return self.line.id

    @property
    def mark(self) -> str:
        """The shape in the box: a tick for who is in, a dot for who is ticked, a ring for who is not."""
        return "admitted" if self.line.arrived_at is not None else "dot" if self.ticked else ""


@dataclass
class Sheet:
    """All lines of a sheet and the ticks that were typed so far."""

    lines: Sequence[SheetLine] = ()
    ticks: dict[UUID, str] = field(default_factory=dict)
    outcomes: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    _names: list[tuple[str, ...]] = field(default_factory=list)

    def take(self, lines: Sequence[SheetLine]) -> None:
        """Show these lines; ticks stay with their guests, and go from those who are in by now."""
        self.lines = lines
        self._names = [tuple(map(fold, (one.row.name_zh, one.row.name_latin, one.row.serial))) for one in lines]
        waiting = {one.id for one in lines if one.arrived_at is None}
        self.ticks = {key: when for key, when in self.ticks.items() if key in waiting}

    @property
    def rows(self) -> list[PaperRow]:
        """The lines as a table shows them."""
        return [
            PaperRow(one, number, one.id in self.ticks, self.ticks.get(one.id, ""), *self.outcomes.get(one.id, ()))
            for number, one in enumerate(self.lines, 1)
        ]

    def toggle(self, key: UUID, when: str = "", *, on: bool = False) -> bool:
        """Tick a line, or with no ``on`` and no time take its tick off again; False for who is in already."""
        line = next((one for one in self.lines if one.id == key), None)
        if line is None or line.arrived_at is not None:
            return False
        self.outcomes.pop(key, None)
        if key in self.ticks and not on and not when:
            del self.ticks[key]
        else:
            self.ticks[key] = when or self.ticks.get(key, "")
        return True

    def meant(self, who: str) -> list[int]:
        """The places in ``lines`` of those whom a serial, a name or a part of one means; those named so whole first."""
        serial, wanted = read_serial(who), fold(who)
        if not wanted:
            return []
        whole = [
            place
            for place, names in enumerate(self._names)
            if wanted in names or (serial is not None and self.lines[place].row.serial == serial)
        ]
        return whole or [place for place, names in enumerate(self._names) if any(wanted in name for name in names)]

    @property
    def ticked(self) -> list[Ticked]:
        """What is to be entered."""
        return [
            Ticked(number, str(one.id), self.ticks[one.id])
            for number, one in enumerate(self.lines, 1)
            if one.id in self.ticks
        ]


def read_typed(text: str) -> tuple[str, str]:
    """Whom and which time a typed line means: behind a comma, or a time as its last word."""
    found = ticked_lines(text)
    if not found:
        return "", ""
    who, when = found[0].who, found[0].when
    before, _, last = who.rpartition(" ")
    if not when and before and ticked_at(last, date(2000, 1, 1), ZoneInfo("UTC")) is not None:
        return clean(before), last
    return who, when


def days_until(first: date, last: date, today: date) -> list[date]:
    """The days that a sheet may be of, the likeliest first: today during the event, else its last day that has been."""
    event = [date.fromordinal(n) for n in range(first.toordinal(), min(last.toordinal(), first.toordinal() + 31) + 1)]
    past: Iterable[date] = reversed([day for day in event if day <= today])
    days = list(past)
    return days if today in days else [*days, today]
