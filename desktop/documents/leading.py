"""Where the outline and the contents of a paper lead; lengths are points of its pages as they are laid out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.documents.page import Paper

Where = Mapping[int, tuple[int, float, float]]
"""For each page of a paper, from 0, on which page of the PDF it lies, and how far right and up there."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to lead to: a height of a page."""

    title: str
    level: int
    page: int
    y: float


@dataclass(slots=True)
class Leading:
    """The marks of a paper in their order, and the boxes that lead to them: page, box, which mark."""

    marks: list[Mark] = field(default_factory=list)
    links: list[tuple[int, tuple[float, float, float, float], int]] = field(default_factory=list)

    def outline(self, paper: Paper, where: Where, scale: float) -> None:
        """Let the outline lead to all marks."""
        for to in self.marks:
            sheet, _x, y = where[to.page]
            paper.mark(to.title, to.level, sheet, y + to.y * scale)

    def link(self, paper: Paper, number: int, where: Where, scale: float) -> None:
        """Bring the links of page ``number``."""
        _sheet, x, y = where[number]
        for page, (left, low, right, high), mark in self.links:
            if page == number:
                to = self.marks[mark]
                sheet, _x, its_y = where[to.page]
                box = (x + left * scale, y + low * scale, x + right * scale, y + high * scale)
                paper.link(box, sheet, its_y + to.y * scale)
