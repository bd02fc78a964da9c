"""Badge templates as files: those that come with the program, and those that people change and share.

A file may come from anybody, so every value is looked at, and a refusal says which one is wrong.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, TypeVar

from desktop.documents.templates import QUIET, Beside, Box, Ink, Names, Steps, Template
from desktop.domain.text import clean
from desktop.errors import N_, UserError
from desktop.resources import resource

MOST_BYTES = 64_000
_LONGEST_LINE = 1_000
"""Of a file, in bytes: Python takes half a minute over a key of twenty thousand parts."""
_FORMAT = 1
LEAST_CODE, _MOST_CODE = 14, 200
"""Of a QR code's side, in millimetres: below it, cameras and cheap scanners give up."""
_LEAST_LENGTH = 0.2
_BOXES = ("header", "event", "person", "photo", "qr", "place", "bar", "category")
_NEEDED = ("person", "qr")
STYLES = (
    "event", "event_second", "name", "latin_name", "latin", "honorific", "organisation", "title", "seat", "serial",
    "category", "category_second",
)  # fmt: skip
_MOST_STEPS, _MOST_LINES = 24, 6
SIZES, LONGEST_TITLE = (3, 250), 60
"""The sizes of text, in points; the characters of a title."""
_OneOf = TypeVar("_OneOf", bound=StrEnum)


class UnknownTemplate(UserError):
    """There is no badge template of that name."""

    code = "unknown_template"
    text = N_("There is no badge template “{name}”. Choose one of: {known}.")


class NoTemplate(UserError):
    """The file is something else, or damaged."""

    code = "no_template"
    text = N_("This file is no badge template. Choose a file that a badge template was saved to.")


class NewerTemplate(UserError):
    """The file is of a format that this program doesn't know."""

    code = "newer_template"
    text = N_("This badge template was made with a newer version of Summit Desk. Update this one to use it.")


class BadTemplate(UserError):
    """A value is missing, unknown or of the wrong kind."""

    code = "bad_template"
    text = N_("This badge template can't be used: “{where}” is missing, unknown or not what should stand there.")


class TemplateRange(BadTemplate):
    code = "template_range"
    text = N_("This badge template can't be used: “{where}” must be from {least} to {most}.")


class TemplateOutside(BadTemplate):
    code = "template_outside"
    text = N_("This badge template can't be used: “{where}” does not fit into what it stands in.")


class CrowdedCode(BadTemplate):
    code = "crowded_code"
    text = N_(
        "This badge template can't be used: the QR code must be square and needs {gap} mm of white around it,"
        " where “{where}” is."
    )


def template_names() -> tuple[str, ...]:
    """The templates that come with the program."""
    return tuple(sorted(path.stem for path in resource("badges").glob("*.toml")))


def template(name: str) -> Template:
    """The template ``name`` that comes with the program; raises ``UnknownTemplate`` with the known ones."""
    known = template_names()
    if name not in known:
        raise UnknownTemplate(name=name, known=", ".join(known))
    return read_template(resource(f"badges/{name}.toml").read_bytes(), name)


def read_template(data: bytes, name: str) -> Template:
    """The template in the file ``data``, to be called ``name``.

    Raises ``NoTemplate``, ``NewerTemplate`` or ``BadTemplate``.
    """
    file = _Table("", _parsed(data))
    if file.whole("format", 1, 1_000_000) > _FORMAT:
        raise NewerTemplate
    page, badge = file.table("page"), file.table("badge")
    found = Template(
        name=name,
        title=file.text("title"),
        page=page.pair("size"),
        columns=page.whole("columns", 1, 20, 1),
        rows=page.whole("rows", 1, 40, 1),
        gutter=page.number("gutter", 0, 50, 0),
        bleed=page.number("bleed", 0, 10, 0),
        fold=page.flag("fold", default=False),
        ink=page.choice("ink", Ink.COLOUR),
        size=badge.pair("size"),
        posts=badge.whole("posts", 0, 8),
        names=badge.choice("names", Names.BOTH),
        beside=badge.choice("beside", Beside.LATIN),
        honorific=badge.flag("honorific", default=True),
        logo=badge.flag("logo", default=True),
        seat=badge.flag("seat", default=True),
        serial=badge.flag("serial", default=True),
        boxes=_boxes(file.table("boxes")),
        steps=_steps(file.table("steps")),
    )
    for table in (file, page, badge):
        table.end()
    _check_places(found)
    return found


def checked(template: Template) -> Template:
    """``template``, put together in another way than by reading a file, as a file would have it.

    Raises ``BadTemplate`` when a value or a place is wrong.
    """
    return read_template(write_template(template), template.name)


def _check_places(template: Template) -> None:
    """Raise ``BadTemplate`` where something doesn't fit into what it stands in, or the code can't be read."""
    left, bottom = template.corner
    if min(left, bottom) < -0.01 or (template.fold and template.per_page > 1):
        raise TemplateOutside(where="badge.size")
    badge = Box(0, 0, *template.size)
    for key, box in template.boxes.items():
        around = badge.around(box)
        if max(around.width - badge.width, around.height - badge.height) > 0.01:
            raise TemplateOutside(where=f"boxes.{key}")
    _check_code(template)


def _check_code(template: Template) -> None:
    code = template.boxes["qr"]
    if not LEAST_CODE <= code.width <= _MOST_CODE:
        raise TemplateRange(where="boxes.qr", least=LEAST_CODE, most=_MOST_CODE)
    gap, (wide, high) = QUIET * code.width, template.size
    edges = min(code.left, code.top, wide - code.right, high - code.bottom)
    near = (f"boxes.{key}" for key, box in template.boxes.items() if key != "qr" and code.touches(box, gap))
    if abs(code.width - code.height) > 0.01:
        crowded = "boxes.qr"
    else:
        crowded = "badge.size" if edges < gap - 0.01 else next(near, "")
    if crowded:
        raise CrowdedCode(where=crowded, gap=f"{gap:.1f}")


def write_template(template: Template) -> bytes:
    """``template`` as a file that ``read_template`` reads."""
    lines = [
        f"format = {_FORMAT}",
        f'title = "{_quoted(template.title)}"',
        "\n[page]",
        *_lines(template, ("columns", "rows", "gutter", "bleed", "fold", "ink"), size=template.page),
        "\n[badge]",
        *_lines(template, ("size", "posts", "names", "beside", "honorific", "logo", "seat", "serial")),
        "\n[boxes]",
        *(f"{key} = {_value((box.left, box.top, box.width, box.height))}" for key, box in template.boxes.items()),
        "\n[steps]",
        *(f"{key} = {_value(steps)}" for key, steps in template.steps.items()),
    ]
    return "\n".join([*lines, ""]).encode()


def renamed(template: Template, name: str, title: str) -> Template:
    """A copy of ``template`` under another name and title."""
    return replace(template, name=name, title=clean(title)[:LONGEST_TITLE])


def _lines(template: Template, keys: Iterable[str], **more: object) -> list[str]:
    values = {**more, **{key: getattr(template, key) for key in keys}}
    return [f"{key} = {_value(value)}" for key, value in values.items()]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _quoted(text: str) -> str:
    return clean(text).replace("\\", "\\\\").replace('"', '\\"')


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > MOST_BYTES or max(map(len, data.splitlines()), default=0) > _LONGEST_LINE:
        raise NoTemplate
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NoTemplate from error


def _boxes(table: "_Table") -> dict[str, Box]:
    found = {key: Box(*table.numbers(key, 4, 0, 2_000)) for key in _BOXES if key in _NEEDED or table.has(key)}
    table.end()
    for key, box in found.items():
        if min(box.width, box.height) < _LEAST_LENGTH:
            raise TemplateRange(where=f"boxes.{key}", least=_LEAST_LENGTH, most=2_000)
    return found


def _steps(table: "_Table") -> dict[str, Steps]:
    found = {key: table.steps(key) for key in STYLES}
    table.end()
    return found


class _Table:
    """The values of one table of a file, each looked at when it is taken out; ``end`` refuses what is left."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self._where = where
        self._values = dict(values)

    def has(self, key: str) -> bool:
        return key in self._values

    def end(self) -> None:
        for key in self._values:
            raise BadTemplate(where=self._named(key))

    def table(self, key: str) -> "_Table":
        value = self._taken(key, None)
        if not isinstance(value, dict):
            raise BadTemplate(where=self._named(key))
        return _Table(self._named(key), value)

    def text(self, key: str) -> str:
        value = self._taken(key, "")
        if not isinstance(value, str) or clean(value) != value or len(value) > LONGEST_TITLE:
            raise BadTemplate(where=self._named(key))
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._taken(key, default)
        if not isinstance(value, bool):
            raise BadTemplate(where=self._named(key))
        return value

    def choice(self, key: str, default: _OneOf) -> _OneOf:
        value, known = self._taken(key, default.value), type(default)
        if value not in list(known):
            raise BadTemplate(where=self._named(key))
        return known(value)

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        value = self._taken(key, default)
        if type(value) is not int:
            raise BadTemplate(where=self._named(key))
        return int(_within(self._named(key), value, least, most))

    def number(self, key: str, least: float, most: float, default: float | None = None) -> float:
        return _within(self._named(key), self._taken(key, default), least, most)

    def pair(self, key: str) -> tuple[float, float]:
        wide, high = self.numbers(key, 2, 20, 2_000)
        return wide, high

    def numbers(self, key: str, count: int, least: float, most: float) -> list[float]:
        values = self._list(key, count, count)
        return [_within(self._named(key), value, least, most) for value in values]

    def steps(self, key: str) -> Steps:
        where, found = self._named(key), []
        for step in self._list(key, 1, _MOST_STEPS):
            if not isinstance(step, list) or len(step) != 2 or type(step[1]) is not int:
                raise BadTemplate(where=where)
            found.append((_within(where, step[0], *SIZES), int(_within(where, step[1], 1, _MOST_LINES))))
        if any(size > before for (before, _), (size, _) in pairwise(found)):
            raise BadTemplate(where=where)
        return tuple(found)

    def _list(self, key: str, least: int, most: int) -> list[Any]:
        value = self._taken(key, None)
        if not isinstance(value, list) or not least <= len(value) <= most:
            raise BadTemplate(where=self._named(key))
        return value

    def _taken(self, key: str, default: object) -> Any:
        return self._values.pop(key, default)

    def _named(self, key: str) -> str:
        return clean(f"{self._where}.{key}" if self._where else key)[:80]


def _within(where: str, value: object, least: float, most: float) -> float:
    if type(value) not in {int, float}:
        raise BadTemplate(where=where)
    number = value if isinstance(value, int | float) else math.nan
    if not least <= number <= most:
        raise TemplateRange(where=where, least=least, most=most)
    return float(number)
