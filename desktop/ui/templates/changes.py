"""What can be done to a template, each as a new one; the words for its parts and for what stands in the way."""

import math
from collections.abc import Mapping
from dataclasses import replace

from desktop.errors import N_, SummitDeskError
from desktop.i18n import Translator
from desktop.services.badge_templates import (
    QUIET,
    BadTemplate,
    Box,
    CrowdedCode,
    Steps,
    Template,
    TemplateOutside,
    TemplateRange,
)

LEAST = 2.0
"""A part's least width and height in millimetres."""
PARTS: Mapping[str, str] = {
    "person": N_("Name and posts"),
    "photo": N_("Photo"),
    "qr": N_("QR code"),
    "place": N_("Seat and serial"),
    "event": N_("Event's name and logo"),
    "header": N_("Band in the event's colour"),
    "category": N_("Category"),
    "bar": N_("Band in the category's colour"),
}
TEXTS: Mapping[str, str] = {
    "name": N_("Chinese name"),
    "latin_name": N_("Latin name, where it stands first"),
    "latin": N_("The other name below"),
    "honorific": N_("Honorific"),
    "organisation": N_("Organisation"),
    "title": N_("Title"),
    "seat": N_("Seat"),
    "serial": N_("Serial"),
    "category": N_("Category"),
    "category_second": N_("Category in the second language"),
    "event": N_("Event's name"),
    "event_second": N_("Event's name in the second language"),
}
_RIDERS = {"bar": "category", "header": "event"}
"""What stands on what, and goes where that goes."""


def moved(layout: Template, key: str, right: float, down: float) -> Template:
    """The part ``key`` so many millimetres further, as far as the badge goes."""
    box = layout.boxes[key]
    wide, high = layout.size
    left = _within(box.left + right, 0, wide - box.width)
    top = _within(box.top + down, 0, high - box.height)
    right, down = left - box.left, top - box.top
    boxes = {**layout.boxes, key: replace(box, left=_round(left), top=_round(top))}
    rider = _RIDERS.get(key, "")
    if rider in boxes and box.touches(boxes[rider]):
        on = boxes[rider]
        boxes[rider] = replace(
            on,
            left=_round(_within(on.left + right, 0, wide - on.width)),
            top=_round(_within(on.top + down, 0, high - on.height)),
        )
    return replace(layout, boxes=boxes)


def placed(layout: Template, key: str, box: Box) -> Template:
    """The part ``key`` where ``box`` is, as far as the badge goes; the QR code stays square."""
    wide, high = layout.size
    width, height = _within(box.width, LEAST, wide), _within(box.height, LEAST, high)
    if key == "qr":
        before = layout.boxes[key]
        by_height = abs(height - before.height) > abs(width - before.width)
        width = height = min(height if by_height else width, wide, high)
    left, top = _within(box.left, 0, wide - width), _within(box.top, 0, high - height)
    return with_box(layout, key, Box(*map(_round, (left, top, width, height))))


def grown(layout: Template, key: str, right: float, down: float) -> Template:
    """The part ``key`` so many millimetres wider and higher, from its top left corner."""
    box = layout.boxes[key]
    if key == "qr":
        right = down = right or down
    wide, high = layout.size
    width = _within(box.width + right, LEAST, wide - box.left)
    height = _within(box.height + down, LEAST, high - box.top)
    return placed(layout, key, replace(box, width=width, height=height))


def with_code(layout: Template, side: float) -> Template:
    """The QR code with this side, about the middle that it has, as far as the badge goes."""
    box = layout.boxes["qr"]
    step = (box.width - side) / 2
    return placed(layout, "qr", Box(box.left + step, box.top + step, side, side))


def with_box(layout: Template, key: str, box: Box) -> Template:
    """``box`` for the part ``key``."""
    return replace(layout, boxes={**layout.boxes, key: box})


def with_part(layout: Template, key: str, *, shown: bool) -> Template:
    """With or without the part ``key``; one that comes stands where there is usually room for it."""
    boxes = dict(layout.boxes)
    if not shown and key in boxes:
        gone = boxes.pop(key)
        if key == "photo":
            boxes["person"] = _joined(layout, boxes["person"], gone)
    elif shown and key not in boxes:
        boxes |= _usual(layout, key)
    return replace(layout, boxes=boxes)


def with_sizes(layout: Template, style: str, largest: float, smallest: float) -> Template:
    """Texts of ``style`` from ``largest`` to ``smallest`` points, by as many steps as there were."""
    steps = layout.steps[style]
    first, last = steps[0][0], steps[-1][0]
    made: Steps
    if first == last:
        lines = steps[-1][1]
        made = ((largest, lines),) if largest == smallest else ((largest, lines), (smallest, lines))
    else:
        scale = (largest - smallest) / (first - last)
        made = tuple((_round(smallest + (size - last) * scale), lines) for size, lines in steps)
    return replace(layout, steps={**layout.steps, style: made})


def in_the_way(error: SummitDeskError, _: Translator) -> str:
    """What is wrong with a change, in one sentence that names parts as the editor does."""
    if not isinstance(error, BadTemplate):
        return _.error(error)
    where = str(error.values.get("where", ""))
    key = where.removeprefix("boxes.")
    part = _(PARTS[key]) if key in PARTS else where
    if isinstance(error, CrowdedCode):
        gap = error.values["gap"]
        if key in PARTS and key != "qr":
            return _("The QR code needs {gap} mm of white around it: “{part}” is too near.", gap=gap, part=part)
        return _("The QR code needs {gap} mm of white around it: the badge's edge is too near.", gap=gap)
    if isinstance(error, TemplateOutside):
        return _("“{part}” does not fit on the badge.", part=part)
    if isinstance(error, TemplateRange) and key == "qr":
        return _("The QR code must be at least {least} mm wide: smaller ones are not safely read.", **error.values)
    return _.error(error)


def _joined(layout: Template, person: Box, photo: Box) -> Box:
    """The room for the person with that of the photo, unless something else is in the way."""
    whole = person.around(photo)
    others = (box for key, box in layout.boxes.items() if key not in {"person", "photo"})
    return person if any(whole.touches(box) for box in others) else whole


def _usual(layout: Template, key: str) -> dict[str, Box]:
    """Where a part stands that comes anew, and what gives way to it."""
    wide, high = layout.size
    if key == "photo":
        person = layout.boxes["person"]
        width = _round(min(person.width * 0.36, person.height * 0.75))
        height = _round(min(person.height, width / 0.75))
        rest = _round(person.width - width - 3)
        photo = Box(_round(person.right - width), person.top, width, height)
        return {"photo": photo, "person": replace(person, width=max(rest, LEAST))}
    code = layout.boxes["qr"]
    gap = code.width * QUIET
    if key == "place":
        return {key: _beside(layout, code, gap)}
    band, side = high / 9, wide / 13 if key in _RIDERS.values() else 0
    if key in ("bar", "category"):
        band = _round(max(LEAST, min(band, high - code.bottom - gap)))
        return {key: Box(_round(side), high - band, _round(wide - 2 * side), band)}
    band = _round(max(LEAST, min(band, code.top - gap)))
    return {key: Box(_round(side), 0, _round(wide - 2 * side), band)}


def _beside(layout: Template, code: Box, gap: float) -> Box:
    """A place beside the QR code, where nothing else stands if there is one."""
    wide, high, width = *layout.size, code.width
    gap = math.ceil(gap * 10) / 10
    tried = [
        Box(left, top, width, height)
        for left, top, height in (
            (code.right + gap, code.top, code.height),
            (code.left - gap - width, code.top, code.height),
            (code.left, code.bottom + gap, code.height / 3),
            (code.left, code.top - gap - code.height / 3, code.height / 3),
        )
        if left >= 0 and left + width <= wide and top >= 0 and top + height <= high
    ]
    others = [box for key, box in layout.boxes.items() if key != "qr"]
    free = (box for box in tried if not any(box.touches(other) for other in others))
    return next(free, next(iter(tried), Box(0, 0, width, code.height / 3)))


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), max(least, most))


def _round(value: float) -> float:
    """To tenths of a millimetre, or of a point."""
    return round(value, 1)
