"""Where the places of a stage plan lie on the screen, seen from the audience or from the stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.domain.seating import Layout, Spot, Traffic
from desktop.services.stage_plans import Plan, StagePlace, Whom

_LEAST, _MOST, _HIGH, _GAP, _AISLE, _EDGE = 80, 208, 84, 8, 20, 12
_HEAD = 30
"""What it takes to say where the audience is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A plan laid out: each place with its rectangle, ``tables`` where those who sign sit, a car's ``driver``."""

    spots: tuple[tuple[StagePlace, QRectF], ...]
    tables: tuple[QRectF, ...]
    wide: float
    high: float
    driver: QRectF | None = None

    def rect_of(self, whom: Whom | None) -> QRectF:
        """Where somebody is; nothing for who is not on the plan."""
        return next((rect for place, rect in self.spots if place.whom == whom), QRectF())

    def at(self, point: QPointF) -> StagePlace | None:
        """Who is at ``point``."""
        return next((place for place, rect in self.spots if rect.contains(point)), None)

    def beside(self, whom: Whom | None, right: int, down: int) -> StagePlace | None:
        """Whom an arrow goes to from there."""
        here = self.rect_of(whom)
        if here.isNull():
            return self.spots[0][0] if self.spots else None
        centre, found = here.center(), []
        for place, rect in self.spots:
            way = rect.center() - centre
            along = way.x() * right if right else way.y() * down
            aside = abs(way.y() if right else way.x())
            if along > 1 and (down or aside < 1):
                # The next row first, and in it whoever is nearest.
                found.append((along, aside, place))
        return min(found, key=lambda one: one[:2])[2] if found else None

    def near(self, point: QPointF, new_row: int) -> tuple[int, int] | None:
        """Row and place that are meant when somebody is let go at ``point``; ``new_row`` behind all, 0 for none."""
        if not self.spots:
            return None
        row_of = {place.row: rect for place, rect in self.spots}
        row = min(row_of, key=lambda one: abs(row_of[one].center().y() - point.y()))
        away = abs(row_of[row].center().y() - point.y())
        if new_row and away > row_of[row].height() and row == max(row_of):
            return new_row, 1
        there = [(place, rect) for place, rect in self.spots if place.row == row]
        nearest = min(there, key=lambda one: abs(one[1].center().x() - point.x()))[0]
        return row, nearest.place


def short(plan: Plan, place: StagePlace) -> str:
    """The place in short; of several signings, with the number of the signing."""
    if plan.row.layout is Layout.BATCH and place.side:
        return f"{place.signing} · {place.label}"
    return place.label


def lay_out(plan: Plan, room: QSizeF, scale: float, *, from_stage: bool, traffic: Traffic = Traffic.LEFT) -> Shape:
    """Lay a plan out in ``room``. The audience is below, or above ``from_stage``; a car is seen from above.

    What needs less than the ``room`` lies in the middle of it; ``traffic`` says where the driver of a car sits.
    """
    if plan.row.layout is Layout.CAR:
        return _car(plan, room, scale, traffic)
    rows: Sequence[Sequence[StagePlace]] = plan.from_stage if from_stage else plan.rows
    order = list(rows) if from_stage else list(reversed(rows))
    least, most, gap, high, edge = (value * scale for value in (_LEAST, _MOST, _GAP, _HIGH, _EDGE))
    widest = max((_gaps(row, scale) for row in order), default=0.0)
    count = max((len(row) for row in order), default=1)
    cell = min(max((room.width() - 2 * edge - widest) / count, least), most)
    wide = max(count * cell + widest + 2 * edge, room.width())
    deep = [high + (2.6 if any(one.spot is Spot.TABLE for one in row) else 1.6) * gap for row in order]
    above, below = _ends(scale, above=from_stage)
    whole = sum(deep) + above + below
    y = above + max(room.height() - whole, 0.0) / 2
    spots: list[tuple[StagePlace, QRectF]] = []
    tables: list[QRectF] = []
    for row, down in zip(order, deep, strict=True):
        x = (wide - len(row) * cell - _gaps(row, scale)) / 2
        seated: list[tuple[StagePlace, QRectF]] = []
        for number, place in enumerate(row):
            if number:
                x += _AISLE * scale if _parted(row[number - 1], place) else gap
            rect = QRectF(x, y, cell, high)
            spots.append((place, rect))
            if place.spot is Spot.TABLE:
                seated.append((place, rect))
            x += cell
        tables += _tables(seated, down=not from_stage, thick=12 * scale)
        y += down
    return Shape(tuple(spots), tuple(tables), wide, max(whole, room.height()))


def _car(plan: Plan, room: QSizeF, scale: float, traffic: Traffic) -> Shape:
    """The front on top: the driver beside the escort, on the side of the road's middle."""
    most, gap, high, edge = (value * scale for value in (_MOST, _GAP, _HIGH, _EDGE))
    cell = max(min((room.width() - 2 * edge - 2 * gap) / 3, most), _LEAST * scale)
    wide = max(3 * cell + 2 * gap + 2 * edge, room.width())
    left = (wide - 3 * cell - 2 * gap) / 2
    above, below = _ends(scale, above=True)
    outer = (left, left + 2 * (cell + gap))
    beside, driver = outer if traffic is Traffic.LEFT else outer[::-1]
    rows = plan.rows if plan.rows and plan.rows[0][0].spot is Spot.ESCORT else ((), *plan.rows)
    spots: list[tuple[StagePlace, QRectF]] = []
    for number, row in enumerate(rows):
        start = beside if number == 0 else (wide - len(row) * (cell + gap) + gap) / 2
        y = above + number * (high + 1.6 * gap)
        spots += [(place, QRectF(start + at * (cell + gap), y, cell, high)) for at, place in enumerate(row)]
    whole = above + len(rows) * (high + 1.6 * gap) + below
    return Shape(tuple(spots), (), wide, max(whole, room.height()), QRectF(driver, above, cell, high))


def _ends(scale: float, *, above: bool) -> tuple[float, float]:
    """What is left free above and below: the audience takes more on its side."""
    free = (_HEAD + _EDGE) * scale, _EDGE * scale
    return free if above else free[::-1]


def _gaps(row: Sequence[StagePlace], scale: float) -> float:
    """What the gaps of a row take."""
    return sum((_AISLE if _parted(one, other) else _GAP) * scale for one, other in pairwise(row))


def _parted(one: StagePlace, other: StagePlace) -> bool:
    """Whether two who stand beside each other are of different signings."""
    return one.signing != other.signing and bool(one.side) and bool(other.side)


def _tables(seated: Sequence[tuple[StagePlace, QRectF]], *, down: bool, thick: float) -> list[QRectF]:
    """A table before those who sign, one for each signing."""
    at: dict[int, QRectF] = {}
    for place, rect in seated:
        at[place.signing] = at[place.signing].united(rect) if place.signing in at else rect
    return [
        QRectF(rect.left(), rect.bottom() + 3 if down else rect.top() - 3 - thick, rect.width(), thick)
        for rect in at.values()
    ]
