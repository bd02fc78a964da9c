"""Whether a list of people speaks of an event, by the title and the days that stand above it."""

import re
from collections.abc import Iterable
from datetime import date

from desktop.domain.list_title import ListTitle, only_heads_a_list
from desktop.domain.matching import place_key
from desktop.domain.text import has_han

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLAIN = re.compile(r"[\W\d_]+")
_ALIKE = 0.4


def names_another(title: ListTitle, names: Iterable[str], first: date, last: date) -> bool:
    """Whether a list's title names an event other than the one with these names and days.

    Days decide where the list gives them, then the year in its title; else the names must have little in common.
    What can't be compared, a title in Chinese with a name in English, speaks against nothing.
    """
    if title.starts_on is not None and title.ends_on is not None:
        return title.ends_on < first or title.starts_on > last
    if not title.event_name or only_heads_a_list(title.title):
        return False
    years = {int(year) for year in _YEAR.findall(title.event_name)}
    if years and not any(first.year <= year <= last.year for year in years):
        return True
    comparable = [name for name in names if name and has_han(name) == has_han(title.event_name)]
    return bool(comparable) and all(_likeness(title.event_name, name) < _ALIKE for name in comparable)


def _likeness(one: str, other: str) -> float:
    """How many of the pairs of neighbouring characters of the shorter name the longer has, 0 to 1."""
    pairs = sorted((_pairs(one), _pairs(other)), key=len)
    return len(pairs[0] & pairs[1]) / len(pairs[0]) if pairs[0] else 1.0


def _pairs(name: str) -> set[str]:
    plain = _PLAIN.sub("", place_key(name))
    return {plain[place : place + 2] for place in range(len(plain) - 1)}
