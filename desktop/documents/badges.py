"""Badges as PDF: the name as large as its place allows, the QR code, the category unmistakable.

What every badge of a category shows is drawn once. Nothing is cut silently: whatever could not be printed as it
is written comes back as a ``TextReport``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import BinaryIO

from PIL import Image

from desktop.documents import qr
from desktop.documents.fitting import NAME, NO_ASIDE, PROSE, Aside, Fitted, Style, fit
from desktop.documents.fonts import Weight, missing_characters
from desktop.documents.page import (
    BLACK,
    INK,
    LINE,
    SECOND_INK,
    WHITE,
    Paper,
    Piece,
    contrast,
    fill,
    ink_on,
    picture,
)
from desktop.documents.templates import MM, Box, Template
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.progress import Progress

_BOLD = {"event", "name", "latin_name", "organisation", "seat", "category"}
_NAMES = {"name", "latin_name", "latin"}
_GAP = 3 * MM
_HONORIFIC = 0.32
_LEADING = 1.2
_ASCENT = 0.92


class UnreadableLogo(UserError):
    """The event's logo is neither PNG nor JPEG."""

    code = "unreadable_logo"
    text = N_("The event's logo can't be read. Choose a PNG or JPEG picture.")


class Problem(StrEnum):
    """What can be wrong with a text on paper."""

    MISSING_CHARACTER = "missing_character"
    DOES_NOT_FIT = "does_not_fit"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class TextReport:
    """A text that is not on paper as it is written.

    ``text`` is, for a missing character, the characters that no font has (〓 stands for each); otherwise the whole
    text, of which the badge shows the beginning (``DOES_NOT_FIT``) or nothing (``LEFT_OUT``). An empty ``serial``
    means what all badges share.
    """

    serial: str
    field: str
    text: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Badge:
    """What one badge says; ``posts`` are pairs of organisation and title, ``colour`` is the category's as #RRGGBB."""

    token: str
    serial: str
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    posts: tuple[tuple[str, str], ...]
    category: LocalName
    colour: str
    seat: str


@dataclass(frozen=True, slots=True)
class Face:
    """What all badges of an event show; ``logo`` is a PNG or JPEG, ``colour`` is #RRGGBB.

    The language says which comes first where both are shown, and whose forms of the characters are used.
    """

    event: LocalName
    colour: str
    logo: bytes | None
    language: Language


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of printing."""

    pages: int
    items: int
    reports: tuple[TextReport, ...]


def print_badges(out: BinaryIO, badges: Sequence[Badge], face: Face, template: Template, progress: Progress) -> Printed:
    """Write ``badges`` in their order as PDF to ``out``; the same input gives the same bytes.

    Raises ``UnreadableLogo``, and ``Cancelled`` before anything is written.
    """
    paper = Paper(out, template.page, face.event.said_in(face.language), face.language)
    artist = _Artist(paper, face, template)
    for number, badge in enumerate(badges):
        progress.step(number, len(badges))
        index = number % template.per_page
        if index == 0 and number:
            paper.end_page()
        if index == 0 and template.gutter:
            _cut_marks(paper, template)
        shared = artist.shared(badge)
        with paper.at(*template.place(index)):
            paper.use(shared)
            artist.draw(badge)
    paper.end_page()
    progress.step(len(badges), len(badges))
    paper.save()
    return Printed(paper.pages, len(badges), artist.reports)


def _cut_marks(paper: Paper, template: Template) -> None:
    """Short lines in the page's margins where to cut."""
    left, bottom = template.place(template.per_page - template.columns)
    width, height = template.size
    near, far = template.bleed + 1 * MM, template.bleed + 5 * MM
    right, top = template.page[0] - left, template.page[1] - bottom
    lines = []
    for column in range(template.columns):
        x = left + column * (width + template.gutter)
        for cut in (x, x + width):
            lines += [(cut, bottom - far, cut, bottom - near), (cut, top + near, cut, top + far)]
    for row in range(template.rows):
        y = bottom + row * (height + template.gutter)
        for cut in (y, y + height):
            lines += [(left - far, cut, left - near, cut), (right + near, cut, right + far, cut)]
    paper.strokes(lines, SECOND_INK, 0.3)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one text at the size that fits, with a smaller text behind the last and room above."""

    fitted: Fitted
    weight: Weight
    colour: str
    gap: float = 0
    aside: Piece | None = None

    @property
    def height(self) -> float:
        return self.gap + self.fitted.size * _LEADING * len(self.fitted.lines)

    def lines(self) -> list[tuple[Piece, ...]]:
        """What stands on each line."""
        lines: list[tuple[Piece, ...]] = [
            (Piece(line, self.fitted.size, self.weight, self.colour),) for line in self.fitted.lines
        ]
        if self.aside:
            lines[-1] = (*lines[-1], self.aside)
        return lines


class _Artist:
    """Draws badges of one template and face, and collects what could not be printed as written."""

    def __init__(self, paper: Paper, face: Face, template: Template) -> None:
        self._paper = paper
        self._face = face
        self._template = template
        self._logo = _logo(face.logo)
        self._forms: dict[tuple[LocalName, str], str] = {}
        self._styles: dict[tuple[str, int], Style] = {}
        self._serial = ""
        self._reports: dict[TextReport, None] = {}

    @property
    def reports(self) -> tuple[TextReport, ...]:
        return tuple(self._reports)

    def shared(self, badge: Badge) -> str:
        """The form with all that ``badge`` has in common with others of its category, drawn at its first use."""
        key = badge.category, badge.colour
        if key not in self._forms:
            self._serial = ""
            name = self._forms[key] = f"category{len(self._forms)}"
            bleed = self._template.bleed
            wide, high = self._template.size
            with self._paper.form(name, (-bleed, -bleed, wide + bleed, high + bleed)):
                self._header()
                self._bar(badge)
                self._modules(qr.fixed_path())
        return self._forms[key]

    def draw(self, badge: Badge) -> None:
        """All that is ``badge``'s own."""
        self._serial = badge.serial
        person = self._template.boxes["person"]
        bottom = self._stack(self._name(badge), person.x, person.top)
        self._stack(self._posts(badge.posts, bottom - person.y), person.x, bottom)
        self._place(badge)
        self._modules(qr.path(badge.token))

    def _modules(self, path: str) -> None:
        box = self._template.boxes["qr"]
        with self._paper.at(box.x, box.y, box.width / qr.SIZE):
            self._paper.draw(f"{fill(BLACK)}{path}f")

    def _header(self) -> None:
        self._band(self._template.boxes["header"], self._face.colour)
        box = self._template.boxes["event"]
        room = box.width - (self._draw_logo(self._logo, box) if self._logo else 0)
        ink = ink_on(self._face.colour)
        first, second = _both(self._face.event, self._face.language)
        blocks = [self._told("event", "event", first, room, ink)]
        if second:
            blocks.append(self._told("event", "event_second", second, room, ink))
        self._middle(blocks, box)

    def _draw_logo(self, logo: Image.Image, box: Box) -> float:
        """Draw ``logo`` on a white plate at the right of ``box``; returns how much of its width is gone."""
        edge = box.height / 12
        scale = min((box.height - 2 * edge) / logo.height, box.width * 0.35 / logo.width)
        wide, high = logo.width * scale, logo.height * scale
        x, y = box.right - wide - edge, box.y + (box.height - high) / 2
        self._paper.rectangle(x - edge, y - edge, wide + 2 * edge, high + 2 * edge, WHITE)
        self._paper.picture(logo, x, y, wide, high)
        return wide + 2 * edge + _GAP

    def _bar(self, badge: Badge) -> None:
        self._band(self._template.boxes["bar"], badge.colour)
        box = self._template.boxes["category"]
        ink = ink_on(badge.colour)
        first, second = _both(badge.category, self._face.language)
        room = box.width * (0.55 if second else 1)
        block = self._told("category", "category", first, room, ink)
        self._middle([block], box)
        if second:
            room = box.width - max(map(self._paper.width, block.lines())) - _GAP
            block = self._told("category", "category_second", second, room, ink)
            self._middle([block], box, right=True)

    def _band(self, box: Box, colour: str) -> None:
        """A band at the badge's top or bottom, and over the cut there."""
        bleed = self._template.bleed
        at_bottom = box.y < 1
        low, high = (box.y - bleed, box.top) if at_bottom else (box.y, box.top + bleed)
        self._paper.rectangle(box.x - bleed, low, box.width + 2 * bleed, high - low, colour)
        if contrast(colour, WHITE) < 1.5:
            inner = high if at_bottom else low
            self._paper.strokes([(box.x, inner, box.right, inner)], LINE, 0.75)

    def _name(self, badge: Badge) -> list[_Block]:
        """The Chinese name with the Latin one under it, or the one there is, large."""
        room = self._template.boxes["person"].width
        if not badge.name_zh:
            honorific = badge.honorific_en or badge.honorific_zh
            blocks = [self._told("honorific", "honorific", honorific, room, SECOND_INK)] if honorific else []
            if badge.name_latin:
                blocks.append(self._told("latin_name", "latin_name", badge.name_latin, room))
            return blocks
        blocks = [self._chinese_name(badge, room)]
        if badge.name_latin:
            latin = f"{badge.honorific_en} {badge.name_latin}".strip()
            blocks.append(replace(self._told("latin_name", "latin", latin, room), gap=_GAP / 3))
        return blocks

    def _chinese_name(self, badge: Badge, room: float) -> _Block:
        honorific = badge.honorific_zh
        if not honorific:
            return self._told("name", "name", badge.name_zh, room)
        self._check("honorific", honorific)
        style = self._style("honorific", 0)
        aside = Aside(style.width(honorific), _HONORIFIC, style.steps[-1][0])
        block = self._told("name", "name", badge.name_zh, room, aside=aside)
        size = aside.size(block.fitted.size)
        return replace(block, aside=Piece(honorific, size, Weight.REGULAR, SECOND_INK))

    def _posts(self, posts: Sequence[tuple[str, str]], room: float) -> list[_Block]:
        """As many of the first posts as ``room`` holds, each whole, at the largest size that holds that many."""
        for count in range(min(len(posts), self._template.posts), 0, -1):
            for shrink in range(len(self._template.steps["organisation"])):
                blocks = [block for post in posts[:count] for block in self._post(post, shrink)]
                if sum(block.height for block in blocks) <= room and all(block.fitted.whole for block in blocks):
                    for organisation, title in posts[:count]:
                        self._check("organisation", organisation)
                        self._check("title", title)
                    self._leave_out(posts[count:])
                    return blocks
        self._leave_out(posts)
        return []

    def _post(self, post: tuple[str, str], shrink: int) -> list[_Block]:
        room = self._template.boxes["person"].width
        looks = ("organisation", INK), ("title", SECOND_INK)
        blocks = [
            self._block(style, text, room, ink, shrink=shrink)
            for text, (style, ink) in zip(post, looks, strict=True)
            if text
        ]
        return [replace(block, gap=0 if number else _GAP) for number, block in enumerate(blocks)]

    def _leave_out(self, posts: Sequence[tuple[str, str]]) -> None:
        for organisation, title in posts:
            self._report("post", f"{organisation} {title}".strip(), Problem.LEFT_OUT)

    def _place(self, badge: Badge) -> None:
        """The seat over the serial, both to the right."""
        box = self._template.boxes["place"]
        blocks = []
        if badge.seat:
            blocks.append(self._told("seat", "seat", badge.seat, box.width))
        blocks.append(self._told("serial", "serial", badge.serial, box.width, SECOND_INK))
        self._stack(blocks, box.right, box.y + sum(block.height for block in blocks), right=True)

    def _told(
        self, field: str, style: str, text: str, room: float, colour: str = INK, aside: Aside = NO_ASIDE
    ) -> _Block:
        """``text`` made to fit; what is wrong with it is reported as ``field``'s."""
        self._check(field, text)
        block = self._block(style, text, room, colour, aside=aside)
        if not block.fitted.whole:
            self._report(field, text, Problem.DOES_NOT_FIT)
        return block

    def _block(
        self, style: str, text: str, room: float, colour: str, *, shrink: int = 0, aside: Aside = NO_ASIDE
    ) -> _Block:
        weight = Weight.BOLD if style in _BOLD else Weight.REGULAR
        return _Block(fit(text, self._style(style, shrink), room, aside), weight, colour)

    def _style(self, name: str, shrink: int) -> Style:
        """The style ``name`` without its first ``shrink`` steps."""
        if (name, shrink) not in self._styles:
            weight = Weight.BOLD if name in _BOLD else Weight.REGULAR
            steps = self._template.steps[name]
            breaks = NAME if name in _NAMES else PROSE
            self._styles[name, shrink] = Style(weight, self._face.language, steps[shrink:] or steps[-1:], breaks)
        return self._styles[name, shrink]

    def _check(self, field: str, text: str) -> None:
        missing = missing_characters(text)
        if missing:
            self._report(field, missing, Problem.MISSING_CHARACTER)

    def _report(self, field: str, text: str, problem: Problem) -> None:
        self._reports[TextReport(self._serial, field, text, problem)] = None

    def _middle(self, blocks: Sequence[_Block], box: Box, *, right: bool = False) -> None:
        """Write ``blocks`` half way between the top and the bottom of ``box``."""
        tall = sum(block.height for block in blocks)
        self._stack(blocks, box.right if right else box.x, box.y + (box.height + tall) / 2, right=right)

    def _stack(self, blocks: Sequence[_Block], x: float, top: float, *, right: bool = False) -> float:
        """Write ``blocks`` one under another, from or, ``right``, up to ``x``; returns where they end."""
        for block in blocks:
            size = block.fitted.size
            for number, pieces in enumerate(block.lines()):
                y = top - block.gap - size * (_ASCENT + number * _LEADING)
                self._paper.line(x - self._paper.width(pieces) if right else x, y, pieces)
            top -= block.height
        return top


def _both(name: LocalName, language: Language) -> tuple[str, str]:
    """``name`` in ``language``, and in the other script beside it where there is one."""
    first = name.said_in(language)
    second = (name.hant or name.hans) if language is Language.EN else name.en
    return first, second if second != first else ""


def _logo(data: bytes | None) -> Image.Image | None:
    if data is None:
        return None
    try:
        return picture(data)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableLogo from error
