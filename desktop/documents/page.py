"""A PDF in the making: pages, text in our fonts, what many pages share.

Lengths are points, the origin is at the bottom left. The same calls give the same bytes.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from threading import Lock
from typing import BinaryIO

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc

from desktop.documents.fonts import PIECE_GAP, Weight, runs, width
from desktop.i18n import Language

INK = "#14181F"
SECOND_INK = "#5B6472"
LINE = "#E2E6EC"
WHITE = "#FFFFFF"
BLACK = "#000000"
UNREADABLE = OSError, SyntaxError, ValueError, Image.DecompressionBombError
"""What is raised for a picture that is none, or damaged."""
_MOST_PIXELS = 1000
# A font's reader keeps its place while it cuts out what a paper needs; two papers must not do so at once.
_saving = Lock()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line, in the forms of ``language`` where it isn't the paper's."""

    text: str
    size: float
    weight: Weight = Weight.REGULAR
    colour: str = INK
    language: Language | None = None


class _Written(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of the file whose bytes are known: ReportLab's own pages take longer to write than to draw."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        return self._data


class _Later(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object of the file that names pages which come after it."""

    def __init__(self, says: Callable[[], str]) -> None:
        self._says = says

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        return self._says().encode()


class Paper:
    """A PDF document that is written to ``out`` when it is saved."""

    def __init__(self, out: BinaryIO, size: tuple[float, float], title: str, language: Language) -> None:
        rl_config.useA85 = 0
        self._out = out
        self.language = language
        self._media = " ".join(map(_number, (0, 0, *size)))
        self._document = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 4), lang=language.value)
        self._document.setTitle(title)
        self._document.setAuthor("")
        self._document.setCreator("Summit Desk")
        # All pages share the fonts and pictures; a page that only names them is written in a tenth of the time.
        self._shared = pdfdoc.PDFResourceDictionary()
        self._shared.basicFonts()
        self._shared.allProcs()
        self._resources = self._reference(self._document.Reference(self._shared))
        self._tree = self._reference(self._document.Reference(self._document.Pages))
        self._code: list[str] = []
        self._links: list[tuple[tuple[float, float, float, float], int, float]] = []
        self._marked: dict[str, tuple[int, float]] = {}
        self.pages = 0

    def _reference(self, made: pdfdoc.PDFObjectReference) -> str:
        return str(made.format(self._document).decode())

    def draw(self, operators: str) -> None:
        """Add PDF operators to the page or form."""
        self._code.append(operators)

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
        return piece.size * width(piece.text, piece.weight, piece.language or self.language)

    def _shown(self, piece: Piece) -> str:
        parts = [fill(piece.colour)]
        for run in runs(piece.text, piece.weight, piece.language or self.language):
            if run.embolden:
                parts.append(f"{stroke(piece.colour)}2 Tr {_number(piece.size / 18)} w\n")
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

    def picture(self, image: Image.Image | bytes, x: float, y: float, width: float, height: float) -> None:
        """A picture stretched to the rectangle, stored once however often it is drawn; a JPEG may come as it is."""
        name = self._stored(image)
        self.draw(f"q {_number(width)} 0 0 {_number(height)} {_number(x)} {_number(y)} cm /{name} Do Q")

    def _stored(self, image: Image.Image | bytes) -> str:
        if isinstance(image, bytes):
            reader, seen = ImageReader(BytesIO(image)), image
        else:
            reader, seen = ImageReader(image), f"{image.mode}{image.size}".encode() + image.tobytes()
        name = hashlib.sha256(seen).hexdigest()[:24]
        if name not in self._shared.XObject:
            made = pdfdoc.PDFImageXObject(name, reader, mask="auto")
            see_through = getattr(made, "_smask", None)
            if see_through:
                made.smask = self._document.Reference(see_through)
            self._shared.XObject[name] = self._document.Reference(made)
        return name

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1, *, turned: bool = False) -> Iterator[None]:
        """What is drawn within has its origin at ``x``, ``y``; ``turned`` it stands on its head."""
        factor = _number(-scale if turned else scale)
        self.draw(f"q {factor} 0 0 {factor} {_number(x)} {_number(y)} cm")
        yield
        self.draw("Q")

    @contextmanager
    def within(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Of what is drawn within, only what falls into the rectangle is seen."""
        self.draw(f"q {' '.join(map(_number, (x, y, width, height)))} re W n")
        yield
        self.draw("Q")

    @contextmanager
    def form(self, name: str, box: tuple[float, float, float, float]) -> Iterator[None]:
        """What is drawn within, inside ``box`` (left, bottom, right, top), is kept under ``name`` for ``use``."""
        outside, self._code = self._code, []
        yield
        form = pdfdoc.PDFFormXObject(*box)
        form.compression = 1
        form.setStreamList(self._code)
        form.XObjects = pdfdoc.PDFDictionary(dict(self._shared.XObject))
        self._shared.XObject[name] = self._document.Reference(form)
        self._code = outside

    def use(self, name: str) -> None:
        """Draw the form ``name``."""
        self.draw(f"/{name} Do")

    def mark(self, title: str, level: int, page: int, y: float) -> None:
        """Let the outline lead to the height ``y`` of a page, counted from 0; ``level`` is 0 for chapters."""
        name = str(len(self._marked))
        self._marked[name] = (page, y)
        self._document.Outlines.addOutlineEntry(name, level, title)
        self._document.Catalog.showOutline()

    def link(self, box: tuple[float, float, float, float], page: int, y: float) -> None:
        """Let ``box`` (left, bottom, right, top) of this page lead to the height ``y`` of another, counted from 0."""
        self._links.append((box, page, y))

    def _bookmarkReference(self, name: str) -> pdfdoc.PDFObjectReference:  # noqa: N802  ReportLab asks a canvas for it
        page, y = self._marked[name]
        return self._document.Reference(_Later(lambda: self._place(page, y)))

    def _place(self, page: int, y: float) -> str:
        return f"[{self._reference(pdfdoc.PDFObjectReference(f'Page{page + 1}'))} /XYZ null {_number(y)} null]"

    def _annotations(self) -> str:
        links, self._links = self._links, []
        if not links:
            return ""

        def says() -> str:
            made = (
                f"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [{' '.join(map(_number, box))}]"
                f" /Dest {self._place(page, y)} >>"
                for box, page, y in links
            )
            return f"[{' '.join(made)}]"

        return f" /Annots {self._reference(self._document.Reference(_Later(says)))}"

    @contextmanager
    def page(self, right: float = 0, down: float = 0) -> Iterator[None]:
        """A page with what is drawn within, all of it moved by so many points."""
        with self.at(right, 0 - down):
            yield
        packed = zlib.compress("\n".join(self._code).encode("ascii"))
        self._code = []
        contents = self._add(f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n", packed, "\nendstream\n")
        entries = f"/Parent {self._tree} /MediaBox [{self._media}] /Resources {self._resources} /Contents {contents}"
        entries += self._annotations()
        written = _Written(f"<< /Type /Page {entries} >>\n".encode())
        self._document.addPage(written)
        self.pages += 1

    def _add(self, before: str, data: bytes, after: str) -> str:
        return self._reference(self._document.Reference(_Written(before.encode() + data + after.encode())))

    def save(self) -> None:
        """Write the document, which has at least one page."""
        with _saving:
            self._out.write(self._document.GetPDFData(self))


def picture(data: bytes) -> Image.Image:
    """A PNG or JPEG, made no larger than paper can show; raises ``OSError`` when it is neither."""
    image: Image.Image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
    image.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def photo_as_drawn(data: bytes) -> tuple[Image.Image | bytes, tuple[int, int]]:
    """A PNG or JPEG for ``Paper.picture``, and its width and height; raises one of ``UNREADABLE``.

    A JPEG that is small enough stays the bytes it is: a thousand photos are neither unpacked nor packed again.
    """
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
        if opened.format == "JPEG" and opened.mode in {"RGB", "L"} and max(opened.size) <= _MOST_PIXELS:
            return data, opened.size
    made = picture(data)
    return made, made.size


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
