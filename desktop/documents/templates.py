"""Badge templates: what stands where on a badge, how large it may be, and how many badges stand on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Steps = tuple[tuple[float, int], ...]
"""Sizes in points, each with the most lines allowed at it, in the order to try them."""
MM = 72 / 25.4
"""Points in a millimetre."""
DEFAULT_TEMPLATE = "a6"
QUIET = 0.16
"""The white that a QR code needs around it, as a part of its width: four of 25 modules."""


class Beside(StrEnum):
    """What stands beside the event and the category in the badge's own language."""

    LATIN = "latin"
    CHINESE = "chinese"
    NOTHING = "nothing"


class Names(StrEnum):
    """Which of a person's names a badge shows; whoever has only the other one has that."""

    BOTH = "both"
    CHINESE = "chinese"
    LATIN = "latin"


class Ink(StrEnum):
    """What the printer can: label printers know only black."""

    COLOUR = "colour"
    BLACK = "black"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres from the badge's top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def touches(self, other: "Box", gap: float = 0) -> bool:
        """Whether the two overlap or are nearer than ``gap``, a hundredth forgiven."""
        gap -= 0.01
        apart = (
            other.left - self.right,
            self.left - other.right,
            other.top - self.bottom,
            self.top - other.bottom,
        )
        return max(apart) < gap

    def around(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a badge's bottom left corner stands on its page, in millimetres from the page's; ``turned`` upside down."""

    x: float
    y: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """How a badge looks and how many stand on a page; lengths are millimetres.

    ``boxes`` may hold ``header``, ``event``, ``person``, ``photo``, ``qr``, ``place``, ``bar`` and ``category``; what
    has no box is not drawn, and only ``person`` and ``qr`` must be there. ``steps`` are the sizes to try for each
    kind of text. ``bleed`` is how far colour runs over the cut. A ``fold`` badge is printed twice, head to head, to
    be folded to two sides. ``posts`` is the most that are shown.
    """

    name: str
    title: str
    page: tuple[float, float]
    columns: int
    rows: int
    gutter: float
    bleed: float
    fold: bool
    ink: Ink
    size: tuple[float, float]
    posts: int
    names: Names
    beside: Beside
    honorific: bool
    logo: bool
    seat: bool
    serial: bool
    boxes: Mapping[str, Box]
    steps: Mapping[str, Steps]

    @property
    def per_page(self) -> int:
        """How many guests' badges a page holds."""
        return self.columns * self.rows

    @property
    def corner(self) -> tuple[float, float]:
        """The bottom left corner of what the badges on a page cover together."""
        wide, high = self.size
        if self.fold:
            high *= 2
        across = self.columns * (wide + self.gutter) - self.gutter
        up = self.rows * (high + self.gutter) - self.gutter
        return (self.page[0] - across) / 2, (self.page[1] - up) / 2

    def places(self, index: int) -> tuple[Place, ...]:
        """Where the badge that is ``index`` th on its page stands, by rows from the top left; twice when folded."""
        row, column = divmod(index, self.columns)
        left, bottom = self.corner
        wide, high = self.size
        x = left + column * (wide + self.gutter)
        if self.fold:
            return Place(x, bottom + high), Place(x + wide, bottom + high, turned=True)
        return (Place(x, bottom + (self.rows - 1 - row) * (high + self.gutter)),)


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a printer must be told to move the picture on its paper, in millimetres, to bring it to its place."""

    right: float = 0
    down: float = 0


NO_OFFSET = Offset()
