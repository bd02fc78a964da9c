"""How the list is shown: who is in it, in which order, with which columns; and the views that this machine keeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from desktop.config import ListView
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.people_list import Show
from desktop.services.roll import EVERYBODY, PARTS, Facet, Filters, Names, Order
from desktop.ui.people.words import STATUS

SHOWS: Mapping[Show, str] = {
    Show.ALL: N_("All {n}"),
    Show.ARRIVED: N_("Arrived {n}"),
    Show.ABSENT: N_("Not arrived {n}"),
    Show.ABSENT_VIPS: N_("Missing VIPs {n}"),
    Show.UNPRINTED: N_("Badge not printed {n}"),
}
"""The views that everybody has."""
ORDERS: Mapping[Order, str] = {
    Order.LISTED: N_("the organisers' list"),
    Order.STROKES: N_("strokes"),
    Order.PINYIN: N_("pinyin"),
    Order.LATIN: N_("Latin name"),
    Order.PRECEDENCE: N_("precedence"),
    Order.ARRIVAL: N_("arrival"),
    Order.ORGANISATION: N_("organisation"),
}
FACETS: Mapping[Facet, str] = {
    Facet.CATEGORY: N_("Category"),
    Facet.ARRIVAL: N_("Now"),
    Facet.STATUS: N_("Status"),
    Facet.BADGE: N_("Badge"),
    Facet.ORGANISATION: N_("Organisation"),
    Facet.DELEGATION: N_("Delegation"),
    Facet.TAG: N_("Tag"),
}
_VALUES: Mapping[tuple[Facet, str], str] = {
    (Facet.ARRIVAL, "arrived"): N_("Arrived"),
    (Facet.ARRIVAL, "missing"): N_("Not arrived"),
    (Facet.ARRIVAL, "other"): N_("Not expected"),
    (Facet.BADGE, "printed"): N_("Badge printed"),
    (Facet.BADGE, "unprinted"): N_("Badge not printed"),
    (Facet.RANK, "vip"): N_("VIP"),
    **{(Facet.STATUS, status.value): text for status, text in STATUS.items()},
}
_SHOWN_BY = frozenset({Facet.ARRIVAL, Facet.BADGE, Facet.RANK})
"""What the views that everybody has filter by."""


_ALWAYS = "name"
"""The column that every view has: it tells a view without any other from one for which nobody chose."""


@dataclass(frozen=True, slots=True)
class View:
    """``columns`` None are those that there is room for."""

    filters: Filters = EVERYBODY
    order: Order = Order.LISTED
    falling: bool = False
    columns: frozenset[str] | None = None

    def with_part(self, show: Show) -> "View":
        """Show this part, of whatever else is filtered by; everybody means everybody."""
        if show is Show.ALL:
            return replace(self, filters=EVERYBODY)
        rest = {each for each in self.filters if each[0] not in _SHOWN_BY}
        return replace(self, filters=frozenset(rest | PARTS[show]))

    def with_value(self, facet: Facet, value: str) -> "View":
        """Filter by this too, or no longer where it was filtered by already."""
        return replace(self, filters=self.filters ^ {(facet, value)})

    @property
    def part(self) -> Show | None:
        """Which part is shown, whatever else is filtered by; None for one that has no name."""
        mine = frozenset(each for each in self.filters if each[0] in _SHOWN_BY)
        part = next((show for show, filters in PARTS.items() if filters == mine), None)
        return None if part is Show.ALL and self.filters else part

    @property
    def others(self) -> list[tuple[Facet, str]]:
        """What is filtered by beside the part and the categories, each to be taken away again."""
        known = PARTS[self.part] if self.part is not None else EVERYBODY
        return sorted(each for each in self.filters - known if each[0] is not Facet.CATEGORY)

    def kept(self, name: str) -> ListView:
        """This view as the settings of the machine keep it."""
        filters = tuple(sorted((facet.value, value) for facet, value in self.filters))
        columns = () if self.columns is None else (_ALWAYS, *sorted(self.columns))
        return ListView(name, filters, self.order.value, self.falling, columns)


def opened(kept: ListView) -> View:
    """The view that the settings keep; what this program does not know of it is left out."""
    facets, orders = {each.value for each in Facet}, {each.value for each in Order}
    return View(
        filters=frozenset((Facet(facet), value) for facet, value in kept.filters if facet in facets),
        order=Order(kept.order) if kept.order in orders else Order.LISTED,
        falling=kept.falling,
        columns=frozenset(kept.columns) - {_ALWAYS} if kept.columns else None,
    )


def value_words(names: Names, facet: Facet, value: str, _: Translator) -> str:
    """What a value of a facet is called."""
    if (facet, value) in _VALUES:
        return _(_VALUES[facet, value])
    known = {
        Facet.CATEGORY: names.categories,
        Facet.ORGANISATION: names.organisations,
        Facet.DELEGATION: names.delegations,
    }.get(facet, {})
    return known[value].said_in(_.language) if value in known else value


def removable(names: Names, facet: Facet, value: str) -> Callable[[Translator], str]:
    """The words of a chip that takes its filter away."""
    return lambda _: _("{name} ×", name=value_words(names, facet, value, _))


def counted(names: Names, facet: Facet, value: str, n: int) -> Callable[[Translator], str]:
    """A value and how many have it."""
    return lambda _: _("{name} {n}", name=value_words(names, facet, value, _), n=n)


def part_words(show: Show, n: int) -> Callable[[Translator], str]:
    """A part of the list and how many are in it."""
    return partial(_part_words, show, n)


def order_words(_: Translator, view: View) -> str:
    """What the list is sorted by, and an arrow where it is the other way round."""
    order = _(ORDERS[view.order])
    return _("{order} ↓", order=order) if view.falling else order


def _part_words(show: Show, n: int, _: Translator) -> str:
    return _(SHOWS[show], n=n)
