"""The columns of the list of people: what each says, how wide it is, which are shown when nobody chose."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from desktop.errors import N_
from desktop.services.people_list import PersonRow
from desktop.ui.context import Here
from desktop.ui.people.record import language_name
from desktop.ui.people.words import STATUS, name_words, now_words, other_name
from desktop.ui.widgets.tables import Column
from desktop.ui.words import Words

MARK, NAME, LATIN, PLACE, CATEGORY, NOW = range(6)
LEAST: Mapping[int, int] = {NAME: 130, LATIN: 156}
CHOOSABLE: Mapping[str, int] = {
    "latin": LATIN,
    "organisation": PLACE,
    "category": CATEGORY,
    "now": NOW,
    "title": 6,
    "status": 7,
    "seat": 8,
    "serial": 9,
    "badge": 10,
    "delegation": 11,
    "tags": 12,
    "role": 13,
    "escort": 14,
    "phone": 15,
    "language": 16,
    "diet": 17,
    "access": 18,
    "note": 19,
}
"""The columns that can be left out, by the name under which the settings keep them."""
USUAL = frozenset({"latin", "organisation", "category", "now"})


def make_columns(words: Words, here: Here, mark: Callable[[PersonRow], str]) -> list[Column[PersonRow]]:
    """All columns, in the places that ``MARK`` and those after it name; ``mark`` tells somebody from a namesake."""
    return [
        Column("", lambda r: r.category.said_in(words.language), state=lambda r: "vip" if r.vip else "dot", mark=True,
               colour=lambda r: r.colour, width=40),
        Column(N_("Name"), lambda r: " · ".join(filter(None, (name_words(r), mark(r)))), "strong", width=170,
               runs_on=True),
        Column(N_("Latin name"), other_name, "second", width=150, goes=1),
        Column(N_("Organisation"), lambda r: (r.organisation_name or r.title_name).said_in(words.language), least=100,
               goes=3),
        Column(N_("Category"), lambda r: r.category.said_in(words.language), "tag", width=130, goes=2),
        Column(N_("Now"), lambda r: now_words(words._, r, here.zone)[0], "tag",
               lambda r: now_words(words._, r, here.zone)[1], width=140),
        Column(N_("Title"), lambda r: r.title_name.said_in(words.language), least=100),
        Column(N_("Status"), lambda r: words._(STATUS[r.status]), width=110),
        Column(N_("Seat"), lambda r: r.seat, width=80),
        Column(N_("Serial"), lambda r: r.serial, "second", width=110),
        Column(N_("Badge"), lambda r: words._("printed") if r.printed else words._("not printed"), width=120),
        Column(N_("Delegation"), lambda r: r.delegation.said_in(words.language), width=130),
        Column(N_("Tags"), lambda r: r.tags, width=120),
        Column(N_("Role"), lambda r: r.role, width=140),
        Column(N_("Escort"), lambda r: r.escort, width=120),
        Column(N_("Phone"), lambda r: r.phone, width=170),
        Column(N_("Language"), lambda r: language_name(r.language), width=120),
        Column(N_("Diet"), lambda r: r.diet, width=120),
        Column(N_("Access needs"), lambda r: r.access, width=160),
        Column(N_("Note"), lambda r: " · ".join(filter(None, r.note.splitlines())), width=240),
    ]  # fmt: skip


def widest_now(words: Words, here: Here) -> list[str]:
    """The words that the column ``NOW`` may have to show."""
    clock = words._.time(datetime(2000, 1, 1, tzinfo=UTC), here.zone.key)
    return [words._("Arrived {time}", time=clock), *(words._(text) for text in (*STATUS.values(), N_("Not arrived")))]
