"""The programme as those see it who only attend: its public items, one after another in a hall, as one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.conflicts_plan import Doing
from desktop.domain.itineraries import Task
from desktop.domain.programme import Audience, ItemKind
from desktop.domain.text import LocalName
from desktop.i18n import Translator
from desktop.services.programme import ItemRow, programme
from desktop.services.seat_blocks import blocks

_APART = timedelta(minutes=30)
"""After so long a pause something new begins."""


@dataclass(frozen=True, slots=True)
class Attended:
    """Items that one attends together: where, and what comes first and last; ``blocks`` are seats of that hall."""

    task: Task
    first: LocalName
    last: LocalName
    blocks: frozenset[str]

    def details(self, seat: str, _: Translator) -> tuple[str, str]:
        """Where it is, with the ``seat`` if that is there, and what is on."""
        there = seat and seat.rpartition("-")[0] in self.blocks
        hall = self.task.place.said_in(_.language)
        where = " · ".join(filter(None, (hall, _("seat {seat}", seat=seat) if there else "")))
        titles = dict.fromkeys((self.first.said_in(_.language), self.last.said_in(_.language)))
        return where, " … ".join(titles)

    def leaves_time(self, others: Iterable[Task]) -> bool:
        """Whether somebody who does ``others`` can be there for half of it."""
        start, end = self.task.start, self.task.end
        taken = sum((max(timedelta(), min(one.end, end) - max(one.start, start)) for one in others), timedelta())
        return taken < (end - start) / 2


def attended(session: Session, event_id: UUID) -> list[Attended]:
    """What anybody may attend, by day and hall; meals and items that only happen if time allows are left out."""
    seats = blocks(session, event_id)
    rows = [
        row
        for row in programme(session, event_id, bare=True)
        if row.audience is Audience.PUBLIC and not row.spare and row.kind is not ItemKind.MEAL and row.end > row.start
    ]
    found = []
    for hall, of in groupby(rows, key=lambda row: (row.day, row.hall_id)):
        named = frozenset(one.block.name for one in seats if one.hall_id == hall[1])
        found += [_attended(run, named) for run in _runs(list(of))]
    return found


def _runs(rows: Sequence[ItemRow]) -> list[list[ItemRow]]:
    """Items in order, apart where there is a long pause."""
    found: list[list[ItemRow]] = []
    for row in sorted(rows, key=lambda row: (row.start, row.rank)):
        if not found or row.start - found[-1][-1].end > _APART:
            found.append([])
        found[-1].append(row)
    return found


def _attended(rows: Sequence[ItemRow], named: frozenset[str]) -> Attended:
    first, last = rows[0], max(rows, key=lambda row: row.end)
    task = Task(first.id, Doing.PROGRAMME, first.start, last.end, first.title, first.hall, soft=True)
    return Attended(task, first.title, last.title, named)
