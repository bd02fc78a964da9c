"""What the programme page asks the database for, and where it opens."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.i18n import Translator
from desktop.services.hard_limits import LimitRow, limits
from desktop.services.programme import PROGRAMME, HallRow, ItemRow, days, halls, programme
from desktop.services.programme_edit import gaps_and_overlaps
from desktop.services.programme_live import running_places
from desktop.services.programme_releases import ReleaseRow, changes, releases
from desktop.ui.stage_words import length

SHOWN = PROGRAMME | {
    "hard_limit", "programme_release", "run_entry", "registration", "person", "post", "organisation",
}  # fmt: skip
"""The tables whose changes change what is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page knows of the event: all items, the days, the halls, the limits, the releases, the latest first.

    ``drafted`` says that something changed since the latest release; ``running`` where something runs.
    """

    rows: tuple[ItemRow, ...] = ()
    days: tuple[date, ...] = ()
    halls: tuple[HallRow, ...] = ()
    limits: tuple[LimitRow, ...] = ()
    releases: tuple[ReleaseRow, ...] = ()
    drafted: bool = False
    running: tuple[tuple[date, UUID | None], ...] = ()

    def of(self, day: date | None) -> list[ItemRow]:
        """The items of a day, by hall and place."""
        return [row for row in self.rows if row.day == day]

    def first_day(self, now: datetime, zone: ZoneInfo) -> date | None:
        """The day that is opened first: where something runs, today, or the first on which something is planned."""
        used = {row.day for row in self.rows}
        today = now.astimezone(zone).date()
        if self.running:
            return self.running[0][0]
        return today if today in used else min(used) if used else next(iter(self.days), None)


def read(session: Any, event_id: UUID) -> Shown:
    """All of it, as it is now."""
    given = releases(session, event_id)
    return Shown(
        tuple(programme(session, event_id)),
        tuple(days(session, event_id)),
        tuple(halls(session, event_id)),
        tuple(limits(session, event_id)),
        tuple(given),
        bool(given) and bool(changes(session, event_id, given[0].number)),
        tuple(running_places(session, event_id)),
    )


def state_words(_: Translator, shown: Shown) -> str:
    """Whether what is shown was given out."""
    if not shown.rows:
        return ""
    if not shown.releases:
        return _("draft, not released yet")
    number = shown.releases[0].number
    return _("draft since release {number}", number=number) if shown.drafted else _("release {number}", number=number)


def overlap_words(_: Translator, rows: list[ItemRow]) -> str:
    """The sentence about items that overlap; empty where none do."""
    overlaps = [seam for seam in gaps_and_overlaps(rows) if seam.seconds < 0]
    if not overlaps:
        return ""
    titles, first = {row.id: row.title.said_in(_.language) for row in rows}, overlaps[0]
    return _.ngettext(
        "{first} and {second} overlap by {length}.",
        "{n} items overlap; the first are {first} and {second}, by {length}.",
        len(overlaps),
        first=titles[first.before],
        second=titles[first.after],
        length=length(_, -first.seconds),
    )
