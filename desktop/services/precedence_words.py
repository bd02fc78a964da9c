"""Why somebody stands at their place, in words."""

from collections.abc import Mapping
from uuid import UUID

from desktop.domain.precedence import Ties, Why
from desktop.domain.seating import Convention
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.precedence import OrderRow

_BY = {
    Why.POST: N_("{class_name}, by the first post"),
    Why.HONOUR: N_("{class_name}, by an honour"),
    Why.CHOSEN: N_("{class_name}, chosen by hand"),
    Why.CATEGORY: N_("{category}, in the order of the list"),
    Why.MANUAL: N_("Put here by hand: {reason}"),
    Why.SPECIAL: N_("Special guest, put here by hand: {reason}"),
}
TIES: Mapping[Ties, str] = {
    Ties.NONE: N_("Equals stay equal"),
    Ties.APPOINTED: N_("By date of appointment"),
    Ties.STROKES: N_("By date of appointment, then by strokes"),
    Ties.PINYIN: N_("By date of appointment, then by pinyin"),
    Ties.LISTED: N_("In the order of the list"),
}
"""How equals are told apart, to be translated."""
CONVENTIONS: Mapping[Convention, str] = {
    Convention.INTERNATIONAL: N_("International: right hand"),
    Convention.DOMESTIC: N_("Domestic: left hand"),
}
"""Whose hand the second place is, to be translated."""


def why(row: OrderRow, names: Mapping[UUID, str], _: Translator) -> str:
    """The reason of a place; ``names`` are those of guests whose companions are named."""
    if row.why is Why.COMPANION:
        return _("Comes with {name}", name=names.get(row.principal_id, "") if row.principal_id is not None else "")
    said = _(
        _BY[row.why],
        class_name=row.class_name.said_in(_.language) if row.class_name is not None else "",
        category=row.category.said_in(_.language),
        reason=row.reason,
    )
    told = _("Equal rank") if row.equal else _(TIES[row.told]) if row.told is not Ties.NONE else ""
    return " · ".join(filter(None, (said, told)))


def whys(rows: list[OrderRow], _: Translator) -> list[str]:
    """The reason of each place of an order."""
    names = {row.registration_id: row.name for row in rows}
    return [why(row, names, _) for row in rows]
