"""How the programme is put into words: times, lengths, people."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from desktop.domain.text import LocalName
from desktop.i18n import Language, Translator
from desktop.services.programme import ItemRow
from desktop.ui.choices import Say

Seen = Callable[[str], str]
"""A name as it may be read here."""


class Named(Protocol):
    """Somebody with a name in either script."""

    @property
    def name_zh(self) -> str: ...

    @property
    def name_latin(self) -> str: ...


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """``moment`` by the clock of ``zone``, with seconds where there are any."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def short_day(_: Translator, day: date) -> str:
    """A day on a button: Mon 23 Nov, 11月23日 週一."""
    from babel.dates import format_date

    shape = "EEE d MMM" if _.language is Language.EN else "M月d日 EEE"
    return format_date(day, shape, locale=_.language.locale)


def day_words(day: date) -> Say:
    """A day as a page names it."""
    return lambda _: short_day(_, day)


def in_words(name: LocalName) -> Say:
    """A name as its reader's language has it."""
    return lambda _: name.said_in(_.language)


def span(row: ItemRow, zone: ZoneInfo) -> str:
    """From when to when an item is planned."""
    return f"{clock(row.start, zone)}–{clock(row.end, zone)}"


def length(_: Translator, seconds: int) -> str:
    """So many seconds as people say them: minutes, and hours from one and a half on."""
    minutes, rest = divmod(abs(seconds), 60)
    if rest:
        return _("{minutes}:{seconds} min", minutes=minutes, seconds=f"{rest:02d}")
    if minutes >= 90:
        return _("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    return _("{minutes} min", minutes=minutes)


def name_of(_: Translator, person: Named) -> str:
    """The name that a reader of this language looks for."""
    first, second = person.name_zh, person.name_latin
    return (second or first) if _.language is Language.EN else (first or second)


def said_of_people(_: Translator, row: ItemRow, seen: Seen, most: int = 0) -> str:
    """Who has a part in an item, by name as it is ``seen`` here, in order; with ``most`` no more than so many."""
    shown = row.people[:most] if most else row.people
    said = [seen(name_of(_, person)) for person in shown]
    if rest := len(row.people) - len(shown):
        said.append(_.ngettext("and {n} more", "and {n} more", rest))
    return _.pgettext("between names", ", ").join(said)
