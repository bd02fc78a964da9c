"""A PDF in the making: pages, text in our fonts, what many pages share.

Lengths are points, the origin is at the bottom left. The same calls give the same bytes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from threading import Lock
from typing import BinaryIO

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.fonts import PIECE_GAP, Weight, runs, width
from desktop.i18n import Language

INK = "#14181F"
SECOND_INK = "#5B6472"
LINE = "#E2E6EC"
WHITE = "#FFFFFF"
BLACK = "#000000"
_MOST_PIXELS = 1000
# A font's reader keeps its place while it cuts out what a paper needs; two papers must not do so at once.
_saving = Lock()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line."""

    text: str
    size: float
    weight: Weight = Weight.REGULAR
    colour: str = INK


class Paper:
    """A PDF document that is written to ``out`` when it is saved."""

    def __init__(self, out: BinaryIO, size: tuple[float, float], title: str, language: Language) -> None:
        self._language = language
        rl_config.useA85 = 0
        # A canvas begins with a font; ReportLab's own choice would not be embedded.
        (first,) = runs(" ", Weight.REGULAR, language)
        self._canvas = Canvas(
            out,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang=language.value,
            initialFontName=first.font.fontName,
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setCreator("Summit Desk")
        self._document = self._canvas._doc  # noqa: SLF001
        self.pages = 0

    def draw(self, operators: str) -> None:
        """Add PDF operators to the page or form."""
        self._canvas.addLiteral(operators)

    def line(self, x: float, y: float, pieces: Sequence[Piece]) -> None:
        """Write ``pieces`` one behind another from ``x`` on, on the baseline ``y``."""
        shown = []
        moved = 0.0
        for piece in pieces:
            shown.append(f"{_number(x + moved)} {_number(y)} Td\n{self._shown(piece)}")
            x, y = 0, 0
            moved = self._advance(piece) + piece.size * PIECE_GAP
        self.draw(f"BT {''.join(shown)}ET")

    def width(self, pieces: Sequence[Piece]) -> float:
        """How wide ``pieces`` are, the gaps between them included."""
        gaps = sum(piece.size * PIECE_GAP for piece in pieces[:-1])
        return gaps + sum(self._advance(piece) for piece in pieces)

    def _advance(self, piece: Piece) -> float:
        return piece.size * width(piece.text, piece.weight, self._language)

    def _shown(self, piece: Piece) -> str:
        parts = [fill(piece.colour)]
        for run in runs(piece.text, piece.weight, self._language):
            if run.embolden:
                parts.append(f"{stroke(piece.colour)}2 Tr {_number(piece.size / 24)} w\n")
            for subset, codes in run.font.splitString(run.text, self._document):
                name = run.font.getSubsetInternalName(subset, self._document)
                parts.append(f"{name} {_number(piece.size)} Tf <{codes.hex()}> Tj\n")
            if run.embolden:
                parts.append("0 Tr\n")
        return "".join(parts)

    def rectangle(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle with its bottom left corner at ``x``, ``y``."""
        corners = " ".join(map(_number, (x, y, width, height)))
        self.draw(f"{fill(colour)}{corners} re f")

    def strokes(self, lines: Sequence[tuple[float, float, float, float]], colour: str, thickness: float) -> None:
        """Straight lines, each from the first point to the second."""
        drawn = "".join(f"{_number(a)} {_number(b)} m {_number(c)} {_number(d)} l\n" for a, b, c, d in lines)
        self.draw(f"{stroke(colour)}{_number(thickness)} w\n{drawn}S")

    def picture(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        """``image`` stretched to the rectangle; however often it is drawn, it is stored once."""
        self._canvas.drawImage(ImageReader(image), x, y, width, height, mask="auto")

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1) -> Iterator[None]:
        """What is drawn within has its origin at ``x``, ``y``."""
        self.draw(f"q {_number(scale)} 0 0 {_number(scale)} {_number(x)} {_number(y)} cm")
        yield
        self.draw("Q")

    @contextmanager
    def form(self, name: str, box: tuple[float, float, float, float]) -> Iterator[None]:
        """What is drawn within, inside ``box`` (left, bottom, right, top), is kept under ``name`` for ``use``."""
        self._canvas.beginForm(name, *box)
        yield
        self._canvas.endForm()

    def use(self, name: str) -> None:
        """Draw the form ``name``."""
        self._canvas.doForm(name)

    def end_page(self) -> None:
        """The page is complete."""
        self._canvas.showPage()
        self.pages += 1

    def save(self) -> None:
        """Write the document, which has at least one page."""
        with _saving:
            self._canvas.save()


def picture(data: bytes) -> Image.Image:
    """A PNG or JPEG, made no larger than paper can show; raises ``OSError`` when it is neither."""
    image: Image.Image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
    image.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


@cache
def fill(colour: str) -> str:
    """The operator that fills with ``colour``, given as #RRGGBB."""
    return f"{' '.join(map(_number, _parts(colour)))} rg\n"


@cache
def stroke(colour: str) -> str:
    """The operator that strokes with ``colour``, given as #RRGGBB."""
    return f"{' '.join(map(_number, _parts(colour)))} RG\n"


def ink_on(colour: str) -> str:
    """White where it can be read on ``colour`` (4.5 : 1), else the darker of our inks that can."""
    readable = (ink for ink in (WHITE, INK) if contrast(ink, colour) >= 4.5)
    return next(readable, BLACK)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(part / 255 for part in bytes.fromhex(colour.removeprefix("#")))


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
