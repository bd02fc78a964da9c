"""The codes on paper, read by two independent decoders from what printers, cameras and thumbs make of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from pyzbar import pyzbar

from desktop.documents.template_files import template, template_names
from desktop.documents.templates import Box
from tests.documents.cards import BADGE, FACE, logo, printed, seen

Harm = Callable[[Image.Image, Box], Image.Image]
RESOLUTIONS = (150, 300)
DECODERS: dict[str, Callable[[Image.Image], set[str]]] = {
    "zxing-cpp": lambda image: {found.text for found in zxingcpp.read_barcodes(image)},
    "zbar": lambda image: {found.data.decode() for found in pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])},
}


@cache
def page(name: str, dpi: int) -> Image.Image:
    pdf, _ = printed([BADGE], name, replace(FACE, logo=logo()))
    return seen(pdf, dpi)[0].convert("L")


@cache
def one_badge(name: str, dpi: int) -> tuple[Image.Image, Box]:
    """The first badge on its page, and where its code is, in pixels."""
    layout = template(name)
    place, dots = layout.places(0)[0], dpi / 25.4
    left, top = place.x * dots, (layout.page[1] - place.y - layout.size[1]) * dots
    right, bottom = left + layout.size[0] * dots, top + layout.size[1] * dots
    code = layout.boxes["qr"]
    pixels = Box(code.left * dots, code.top * dots, code.width * dots, code.height * dots)
    return page(name, dpi).crop((round(left), round(top), round(right), round(bottom))), pixels


def blurred(image: Image.Image, code: Box) -> Image.Image:
    """Out of focus by a third of a module."""
    return image.filter(ImageFilter.GaussianBlur(code.width / 25 / 3))


def turned(degrees: float) -> Harm:
    return lambda image, _: image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def covered(across: float, down: float, shade: int) -> Harm:
    """A tenth of the code under a square patch, so far from its left and top, as parts of its width."""

    def harm(image: Image.Image, code: Box) -> Image.Image:
        left, top, side = code.left + across * code.width, code.top + down * code.height, code.width * 0.1**0.5
        harmed = image.copy()
        ImageDraw.Draw(harmed).rectangle((left, top, left + side, top + side), fill=shade)
        return harmed

    return harm


HARMS: dict[str, Harm] = {
    "blurred": blurred,
    "turned a little": turned(4),
    "turned the other way": turned(-7),
    "turned far": turned(30),
    "on its side": turned(90),
    "on its head": turned(180),
    "covered at the left": covered(0, 0.342, 0),
    "covered at the right": covered(0.684, 0.342, 0),
    "covered above": covered(0.342, 0, 255),
    "covered below": covered(0.342, 0.684, 0),
}


@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize("dpi", RESOLUTIONS)
@pytest.mark.parametrize("name", template_names())
def test_a_printed_page_is_read(name: str, dpi: int, decoder: str) -> None:
    assert DECODERS[decoder](page(name, dpi)) == {BADGE.token}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize("dpi", RESOLUTIONS)
@pytest.mark.parametrize("name", template_names())
def test_a_harmed_badge_is_read(name: str, dpi: int, decoder: str, harm: str) -> None:
    image, code = one_badge(name, dpi)
    assert DECODERS[decoder](HARMS[harm](image, code)) == {BADGE.token}


@pytest.mark.parametrize("decoder", DECODERS)
@pytest.mark.parametrize(("name", "dpi"), [("label-62", 300), ("label-4x6", 203.2), ("label-62", 203.2)])
def test_a_label_is_read_from_a_printer_that_knows_only_dots(name: str, dpi: float, decoder: str) -> None:
    pdf, _ = printed([BADGE], name)
    dots = seen(pdf, dpi)[0].convert("L").point(lambda shade: 255 if shade > 127 else 0)
    assert DECODERS[decoder](dots) == {BADGE.token}
