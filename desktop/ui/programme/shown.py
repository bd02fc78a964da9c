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
    "hard_limit", "programme_release", "registration", "person", "post", "organisation",
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

    def halls_of(self, day: date | None) -> list[tuple[UUID | None, HallRow | None]]:
        """The halls where something is planned on a day, the busiest first; None is everywhere."""
        keys = [row.hall_id for row in self.of(day)]
        named = {hall.id: hall for hall in self.halls}
        ordered = dict.fromkeys(sorted(keys, key=lambda key: -keys.count(key)))
        return [(key, named.get(key) if key is not None else None) for key in ordered]

    def runs_now(self, now: datetime, zone: ZoneInfo) -> tuple[date, UUID | None] | None:
        """The day and the hall that run; what nobody stopped on an earlier day than yesterday does not count."""
        today = now.astimezone(zone).date()
        return next((place for place in self.running if abs((today - place[0]).days) <= 1), None)

    def first_day(self, now: datetime, zone: ZoneInfo) -> date | None:
        """The day that is opened first: where something runs, today, or the first on which something is planned."""
        used, today, runs = {row.day for row in self.rows}, now.astimezone(zone).date(), self.runs_now(now, zone)
        if runs is not None:
            return runs[0]
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
    by = length(_, -first.seconds)
    return _.ngettext(
        "{first} and {second} overlap by {length}.",
        "{n} items overlap; the first are {first} and {second}, by {length}.",
        len(overlaps),
        first=titles[first.before],
        second=titles[first.after],
        length=by,
    )
