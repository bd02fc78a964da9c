"""Drawing one badge after another: what each category shares once, and what is a guest's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from desktop.documents import qr
from desktop.documents.badge_facts import Badge, Face, Problem, TextReport, UnreadableLogo
from desktop.documents.badge_text import GAP, LEADING, Block, Typesetter, height
from desktop.documents.fonts import missing_characters
from desktop.documents.page import (
    BLACK,
    LINE,
    UNREADABLE,
    WHITE,
    Paper,
    contrast,
    fill,
    ink_on,
    photo_as_drawn,
    picture,
)
from desktop.documents.templates import MM, Beside, Box, Ink, Template
from desktop.domain.text import LocalName
from desktop.i18n import Language

_ASCENT = 0.92
_OTHER = {Language.ZH_HANT: Language.ZH_HANS, Language.ZH_HANS: Language.ZH_HANT}


@dataclass(frozen=True, slots=True)
class _Area:
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


class Artist:
    """Draws badges of one template and face, and collects what could not be printed as written.

    Raises ``UnreadableLogo`` when it is made.
    """

    def __init__(self, paper: Paper, face: Face, template: Template) -> None:
        self._paper = paper
        self._face = face
        self._template = template
        self._text = Typesetter(template, face.language)
        self._logo = _logo(face.logo, black=template.ink is Ink.BLACK) if template.logo else None
        self._areas = {key: _area(box, template) for key, box in template.boxes.items()}
        self._alone = _area(_without_photo(template), template)
        self._forms: dict[tuple[LocalName, str], str] = {}
        self._other = _OTHER.get(face.language) if template.beside is Beside.CHINESE else None
        self._badge: int | None = None
        self._reports: dict[TextReport, None] = {}

    @property
    def reports(self) -> tuple[TextReport, ...]:
        """What was found, each once."""
        return tuple(self._reports)

    def draw(self, number: int, badge: Badge) -> None:
        """Draw ``badge``, the ``number`` th of all, its bottom left corner at the origin."""
        self._paper.use(self._shared(badge))
        self._badge = number
        has_photo = "photo" in self._areas and badge.photo and self._photo(badge.photo)
        area = self._areas["person"] if has_photo else self._alone
        made = self._text.person(badge, area.width, area.height)
        self._tell(made.blocks)
        if not made.fits:
            self._report("name", badge.name_zh or badge.name_latin, Problem.DOES_NOT_FIT)
        if self._template.posts:
            self._leave_out(badge.posts[made.posts :])
        self._stack(made.blocks, area.x, area.top)
        self._place(badge)
        self._modules(qr.path(badge.token))

    def _shared(self, badge: Badge) -> str:
        """The form with all that ``badge`` has in common with others of its category, drawn at its first use."""
        key = badge.category, badge.colour
        if key not in self._forms:
            self._badge = None
            name = self._forms[key] = f"category{len(self._forms)}"
            bleed = self._template.bleed * MM
            wide, high = self._template.size
            with self._paper.form(name, (-bleed, -bleed, wide * MM + bleed, high * MM + bleed)):
                self._header()
                self._bar(badge)
                self._modules(qr.fixed_path())
        return self._forms[key]

    def _modules(self, path: str) -> None:
        area = self._areas["qr"]
        with self._paper.at(area.x, area.y, area.width / qr.SIZE):
            self._paper.draw(f"{fill(BLACK)}{path}f")

    def _header(self) -> None:
        """The event's name and logo, and the band in its colour."""
        ink = self._band("header", self._face.colour, "event")
        if "event" not in self._areas:
            return
        area = self._areas["event"]
        room = area.width - (self._draw_logo(self._logo, area) if self._logo else 0)
        first, second = self._both(self._face.event)
        blocks = [self._text.block("event", "event", first, room, ink)]
        if second:
            blocks.append(self._text.block("event", "event_second", second, room, ink, language=self._other))
        self._middle(blocks, area)

    def _draw_logo(self, logo: Image.Image, area: _Area) -> float:
        """Draw ``logo`` on a white plate at the right of ``area``; returns how much of its width is gone."""
        edge = area.height / 12
        scale = min((area.height - 2 * edge) / logo.height, area.width * 0.35 / logo.width)
        wide, high = logo.width * scale, logo.height * scale
        x, y = area.right - wide - edge, area.y + (area.height - high) / 2
        self._paper.rectangle(x - edge, y - edge, wide + 2 * edge, high + 2 * edge, WHITE)
        self._paper.picture(logo, x, y, wide, high)
        return wide + 2 * edge + GAP

    def _photo(self, photo: bytes) -> bool:
        """Fill the photo's place with the middle of ``photo``; says whether it could be read."""
        area = self._areas["photo"]
        try:
            image, (across, up) = photo_as_drawn(photo)
        except UNREADABLE:
            self._report("photo", "", Problem.UNREADABLE_PHOTO)
            return False
        scale = max(area.width / across, area.height / up)
        wide, high = across * scale, up * scale
        with self._paper.within(area.x, area.y, area.width, area.height):
            self._paper.picture(image, area.x + (area.width - wide) / 2, area.y + (area.height - high) / 2, wide, high)
        return True

    def _bar(self, badge: Badge) -> None:
        ink = self._band("bar", badge.colour, "category")
        if "category" not in self._areas:
            return
        area = self._areas["category"]
        first, second = self._both(badge.category)
        block = self._text.block("category", "category", first, area.width * (0.55 if second else 1), ink)
        self._middle([block], area)
        if second:
            room = area.width - max(map(self._paper.width, block.lines())) - GAP
            block = self._text.block("category", "category_second", second, room, ink, language=self._other)
            self._middle([block], area, right=True)

    def _band(self, key: str, colour: str, over: str) -> str:
        """Draw a band, and over the cut where it ends there; returns the ink for what stands in the box ``over``."""
        boxes = self._template.boxes
        if key not in boxes:
            return self._text.ink
        colour = BLACK if self._template.ink is Ink.BLACK else colour
        area, bleed = self._areas[key], self._template.bleed * MM
        wide, high = (length * MM for length in self._template.size)
        left, low = (start - bleed if start < 1 else start for start in (area.x, area.y))
        right, top = (end + bleed if end > most - 1 else end for end, most in ((area.right, wide), (area.top, high)))
        self._paper.rectangle(left, low, right - left, top - low, colour)
        if contrast(colour, WHITE) < 1.5:
            inner = [y for y, inside in ((area.y, area.y > 1), (area.top, area.top < high - 1)) if inside]
            self._paper.strokes([(area.x, y, area.right, y) for y in inner], LINE, 0.75)
        return ink_on(colour) if over in boxes and boxes[over].touches(boxes[key]) else self._text.ink

    def _leave_out(self, posts: Sequence[tuple[str, str]]) -> None:
        for organisation, title in posts:
            self._report("post", f"{organisation} {title}".strip(), Problem.LEFT_OUT)

    def _place(self, badge: Badge) -> None:
        """The seat over the serial, both to the right."""
        if "place" not in self._areas:
            return
        area, blocks = self._areas["place"], []
        if badge.seat and self._template.seat:
            blocks.append(self._text.block("seat", "seat", badge.seat, area.width))
        if self._template.serial:
            blocks.append(self._text.block("serial", "serial", badge.serial, area.width, self._text.second))
        self._tell(blocks)
        self._stack(blocks, area.right, area.y + height(blocks), right=True)

    def _both(self, name: LocalName) -> tuple[str, str]:
        """``name`` in the badge's language, and what the template wants beside it where that is something else."""
        language, beside = self._face.language, self._template.beside
        first = name.said_in(language)
        second = ""
        if beside is Beside.CHINESE or (beside is Beside.LATIN and language is Language.EN):
            second = name.hant if language is Language.ZH_HANS else name.hans
            second = name.hant or name.hans if language is Language.EN else second
        elif beside is Beside.LATIN:
            second = name.en
        return first, second if second != first else ""

    def _tell(self, blocks: Sequence[Block]) -> None:
        """Report what is wrong with ``blocks``."""
        for block in blocks:
            if block.aside:
                self._check("honorific", block.aside.text)
            self._check(block.field, block.text)
            if not block.fitted.whole:
                self._report(block.field, block.text, Problem.DOES_NOT_FIT)
            elif block.broken:
                self._report(block.field, block.text, Problem.BROKEN_WORD)

    def _check(self, field: str, text: str) -> None:
        missing = missing_characters(text)
        if missing:
            self._report(field, missing, Problem.MISSING_CHARACTER)

    def _report(self, field: str, text: str, problem: Problem) -> None:
        self._reports[TextReport(self._badge, field, text, problem)] = None

    def _middle(self, blocks: Sequence[Block], area: _Area, *, right: bool = False) -> None:
        """Write ``blocks`` half way between the top and the bottom of ``area``."""
        self._tell(blocks)
        self._stack(blocks, area.right if right else area.x, area.y + (area.height + height(blocks)) / 2, right=right)

    def _stack(self, blocks: Sequence[Block], x: float, top: float, *, right: bool = False) -> None:
        """Write ``blocks`` one under another, from or, ``right``, up to ``x``."""
        for block in blocks:
            size = block.fitted.size
            for number, pieces in enumerate(block.lines()):
                y = top - block.gap - size * (_ASCENT + number * LEADING)
                self._paper.line(x - self._paper.width(pieces) if right else x, y, pieces)
            top -= block.height


def _area(box: Box, template: Template) -> _Area:
    return _Area(box.left * MM, (template.size[1] - box.bottom) * MM, box.width * MM, box.height * MM)


def _without_photo(template: Template) -> Box:
    """The room for the person where there is no photo: its place too, unless something else is in the way."""
    person, photo = template.boxes["person"], template.boxes.get("photo")
    whole = person.around(photo) if photo else person
    others = (box for key, box in template.boxes.items() if key not in {"person", "photo"})
    return person if any(whole.touches(box) for box in others) else whole


def _logo(data: bytes | None, *, black: bool) -> Image.Image | None:
    if data is None:
        return None
    try:
        image = picture(data)
    except UNREADABLE as error:
        raise UnreadableLogo from error
    if not black:
        return image
    ground = Image.new("RGBA", image.size, WHITE)
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("L")
