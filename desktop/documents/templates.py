"""Badge templates: where each thing stands and how large it may be, read from ``resources/badges``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.documents.fitting import Steps
from desktop.errors import N_, UserError
from desktop.resources import resource

MM = 72 / 25.4
"""Points in a millimetre."""
DEFAULT_TEMPLATE = "a6"


class UnknownTemplate(UserError):
    """There is no badge template of that name."""

    code = "unknown_template"
    text = N_("There is no badge template “{name}”. Choose one of: {known}.")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the badge's bottom left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        return self.y + self.height

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Template:
    """How a badge looks and how many stand on a page; lengths are points."""

    name: str
    page: tuple[float, float]
    size: tuple[float, float]
    columns: int
    rows: int
    gutter: float
    bleed: float
    posts: int
    boxes: Mapping[str, Box]
    steps: Mapping[str, Steps]

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    def place(self, index: int) -> tuple[float, float]:
        """The bottom left corner of the badge that is ``index`` th on its page, by rows from the top left."""
        row, column = divmod(index, self.columns)
        across, up = (length + self.gutter for length in self.size)
        left = (self.page[0] - self.columns * across + self.gutter) / 2
        bottom = (self.page[1] - self.rows * up + self.gutter) / 2
        return left + column * across, bottom + (self.rows - 1 - row) * up


def template_names() -> tuple[str, ...]:
    """The templates there are."""
    return tuple(sorted(path.stem for path in resource("badges").glob("*.toml")))


def template(name: str) -> Template:
    """The template ``name``; raises ``UnknownTemplate`` with the known ones."""
    known = template_names()
    if name not in known:
        raise UnknownTemplate(name=name, known=", ".join(known))
    data = tomllib.loads(resource(f"badges/{name}.toml").read_text("utf-8"))
    page, badge = data["page"], data["badge"]
    height = badge["size"][1]
    return Template(
        name=name,
        page=_points(page["size"]),
        size=_points(badge["size"]),
        columns=page["columns"],
        rows=page["rows"],
        gutter=page["gutter"] * MM,
        bleed=page["bleed"] * MM,
        posts=badge["posts"],
        boxes={
            key: Box(x * MM, (height - y - tall) * MM, wide * MM, tall * MM)
            for key, (x, y, wide, tall) in data["boxes"].items()
        },
        steps={key: tuple((size, lines) for size, lines in steps) for key, steps in data["steps"].items()},
    )


def _points(size: list[float]) -> tuple[float, float]:
    return size[0] * MM, size[1] * MM
