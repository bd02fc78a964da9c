"""Pages of a PDF as pictures, for printers that know no PDF."""

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

# PDFium is one for the whole process and must not be used by two threads at once.
_ONE_AT_A_TIME = Lock()
_DARK = 144
"""What is darker than this prints black: thin strokes of small characters stay whole, a light grey goes."""


def pages(pdf: bytes, dpi: int, *, grey: bool = False, only: Iterable[int] | None = None) -> Iterator["Image"]:
    """Each page, or ``only`` those numbered so from 0, at ``dpi`` dots an inch, in colour or ``grey``, on white."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            wanted = range(len(document)) if only is None else only
            drawn = [_drawn(document[number], dpi / 72, grey) for number in wanted]
        finally:
            document.close()
    yield from drawn


def _drawn(page: "PdfPage", scale: float, grey: bool) -> "Image":
    """PDFium makes a page that is a hair too long a dot longer; labels must not grow."""
    wide, high = (round(length * scale) for length in page.get_size())
    drawn: Image = page.render(scale=scale, grayscale=grey).to_pil()
    return drawn.crop((0, 0, wide, high))


def black_pages(pdf: bytes, dpi: int) -> Iterator["Image"]:
    """Each page in black and white, one bit a dot, without dots mixed to a grey: a code keeps its edges."""
    for page in pages(pdf, dpi, grey=True):
        yield page.point(lambda value: 255 if value >= _DARK else 0, mode="1")
