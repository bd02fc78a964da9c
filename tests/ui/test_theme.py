from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QVBoxLayout

from desktop.ui.colours import READABLE, contrast, rgb
from desktop.ui.look import Look
from desktop.ui.theme import PAIRS, STATES, ThemeName, palette_colours, restyle
from desktop.ui.widgets import paint_mark
from desktop.ui.window import Window

PALETTES = ("light", "dark", "contrast")


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_whatever_is_written_can_be_read(palette: str, ink: str, ground: str) -> None:
    colours = palette_colours(palette)

    assert contrast(colours[ink], colours[ground]) >= READABLE


@given(st.sampled_from(PALETTES), st.integers(0, 0xFFFFFF))
def test_any_brand_colour_is_moved_until_it_can_be_read(palette: str, number: int) -> None:
    colours = palette_colours(palette, f"#{number:06X}")

    for ink, ground in PAIRS:
        if "accent" in ink or "accent" in ground:
            assert contrast(colours[ink], colours[ground]) >= READABLE, (ink, ground)


def test_a_brand_colour_that_reads_well_is_left_alone() -> None:
    assert palette_colours("light", "#12325E")["accent"] == "#12325E"


def test_high_contrast_keeps_its_own_accent() -> None:
    assert palette_colours("contrast", "#12325E") == palette_colours("contrast")


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a colour"):
        rgb("red")


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_every_length_goes_with_the_scale(look: Look) -> None:
    label = QLabel()
    box = QVBoxLayout(label)
    look.theme.bind(label.setFixedWidth, 96)
    look.theme.bind(box.setContentsMargins, 32, 24, 32, 24)

    look.theme.change(scale=1.5)

    assert label.width() == 144
    assert box.contentsMargins().left() == 48


def test_the_scale_stays_between_one_and_two(look: Look) -> None:
    look.theme.change(scale=7.0)
    assert look.theme.scale == 2.0
    look.theme.change(scale=0.1)
    assert look.theme.scale == 1.0


def test_a_theme_is_taken_at_once(look: Look, window: Window) -> None:
    light = look.theme.colour("background")

    look.theme.change(name=ThemeName.DARK)

    assert look.theme.dark
    assert look.theme.colour("background") != light
    assert window.palette().window().color() == look.theme.colour("background")


def test_a_state_is_seen_by_the_style_sheet(look: Look, qtbot: object) -> None:
    label = QLabel()
    label.ensurePolished()

    restyle(label, state="refused")
    label.ensurePolished()

    assert label.palette().windowText().color() == look.theme.colour("refused")
    label.deleteLater()


def grey(state: str, side: int) -> list[int]:
    """The shape of ``state`` in grey, with no colour to help."""
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, side, side), state, QColor(90, 90, 90), QColor(255, 255, 255))
    painter.end()
    return [image.pixelColor(x, y).lightness() for y in range(side) for x in range(side)]


@pytest.mark.parametrize("side", [14, 104])
def test_states_are_told_apart_without_colour(side: int) -> None:
    drawn: Callable[[str], list[int]] = lambda state: grey(state, side)  # noqa: E731
    shapes = {state: drawn(state) for state in (*STATES, "")}

    for one, first in shapes.items():
        for other, second in shapes.items():
            if one != other:
                differing = sum(abs(a - b) > 60 for a, b in zip(first, second, strict=True))
                assert differing > side * side * 0.04, (one, other)
