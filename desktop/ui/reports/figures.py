"""What is read off the counts, in words: the figures that page, hall screen and papers show."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.arrival_curve import clear_by
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.arrivals import Arrivals, By, Tally
from desktop.ui.reports.charts import Row

ARRIVED, INSIDE, RATE, CLEAR_BY, VIPS = (
    N_("Arrived"), N_("Inside now"), N_("Arrivals per minute"), N_("Everyone in by"), N_("VIPs missing"),
)  # fmt: skip
ALL = (ARRIVED, INSIDE, RATE, CLEAR_BY, VIPS)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, what stands beside it, and its state."""

    said: str
    beside: str = ""
    state: str = ""


def figures(_: Translator, found: Arrivals, now: datetime, zone: str) -> dict[str, Figure]:
    """The figures by their titles, which are message ids."""
    missing = len(found.missing_vips)
    gone = _.ngettext("{n} has left", "{n} have left", found.left) if found.left else _("nobody has left")
    return {
        ARRIVED: Figure(str(found.arrived), _("of {total}", total=found.expected)),
        INSIDE: Figure(str(found.inside), gone),
        RATE: Figure(f"{found.per_minute:.1f}", _("over the last ten minutes")),
        CLEAR_BY: _end(_, found, now, zone),
        VIPS: Figure(str(missing), "", "already_in" if missing else ""),
    }


def _end(_: Translator, found: Arrivals, now: datetime, zone: str) -> Figure:
    at = clear_by(found.absent, found.per_minute, now)
    if at is not None:
        return Figure(_.time(at, zone), _("at this rate"))
    if not found.absent:
        return Figure("✓", _("everyone has arrived"), "admitted")
    return Figure("–", _("too few arrivals to estimate"))


def group_row(_: Translator, by: By, tally: Tally) -> Row:
    """A group's line in words."""
    name = tally.name.said_in(_.language)
    if not name:
        name = _("Without an organisation") if by is By.ORGANISATION else _("Without a delegation")
    if by is By.DESK and name == tally.key:
        name = _("Desk {letter}", letter=name)
    note = _.ngettext("{n} has left", "{n} have left", tally.left) if tally.left else ""
    return Row(name, tally.arrived, tally.expected, tally.colour, tally.left, note)
