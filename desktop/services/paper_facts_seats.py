"""What seating plans say: the seats of each hall with who sits there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.i18n import Language, Translator
from desktop.services.paper_facts import Gathered, NothingOnPaper, Told, line
from desktop.services.programme import halls
from desktop.services.seats import BlockPlan, SeatRow, seat_plan

if TYPE_CHECKING:
    from desktop.documents.seating_plan import SeatSpot


def seating_plans(session: Session, about: Told) -> Gathered:
    """A plan for each hall that has seats."""
    from desktop.documents.seating_plan import SeatingPlan

    _ = about.says[0]
    names = {row.id: row.name.said_in(_.language) for row in halls(session, about.event_id)}
    by_hall: dict[str, list[BlockPlan]] = {}
    for block in seat_plan(session, about.event_id, about.choice.hall_id).blocks:
        by_hall.setdefault(names.get(block.row.hall_id, "") if block.row.hall_id else "", []).append(block)
    if not by_hall:
        raise NothingOnPaper
    plans, lines = [], []
    for hall, blocks in by_hall.items():
        rows = [(block.row.id, seat) for block in blocks for seat in block.seats]
        spots = tuple(_spot(seat, _) for _block, seat in rows)
        plans.append(SeatingPlan(hall, spots, even=any(block.row.block.round for block in blocks)))
        lines += [
            line("seat", f"{spot.label}/{block.hex}", " ".join(filter(None, (spot.label, spot.name))), spot)
            for (block, _seat), spot in zip(rows, spots, strict=True)
        ]
    return Gathered(tuple(plans), tuple(lines))


def _spot(seat: SeatRow, _: Translator) -> "SeatSpot":
    """A seat; of a double one all who have it are named."""
    from desktop.documents.seating_plan import SeatSpot

    english = _.language is Language.EN
    names: Sequence[str] = [(one.name_latin if english else "") or one.name for one in seat.guests]
    colour = seat.guests[0].colour if seat.guests else ""
    return SeatSpot(seat.chair.x, seat.chair.y, seat.chair.label, " / ".join(names), colour)
