"""The page by which a printer is set straight."""

from io import BytesIO

import pytest
from PIL import Image

from desktop.documents.calibration import print_calibration
from desktop.documents.template_files import template, template_names
from desktop.documents.templates import NO_OFFSET, Offset
from desktop.i18n import Language, Translator
from tests.documents.cards import seen, words_on


def calibration(page: tuple[float, float], offset: Offset = NO_OFFSET, language: Language = Language.EN) -> bytes:
    out = BytesIO()
    print_calibration(out, page, Translator(language), offset)
    return out.getvalue()


def frame(pdf: bytes) -> tuple[float, float, float, float]:
    """How far the black frame's outer edges are from the paper's left and top, in millimetres."""
    (page,) = seen(pdf, dpi=508)
    black = page.convert("L").point(lambda shade: 255 if shade < 8 else 0)
    across, down = ((black.width, 1), (1, black.height))
    columns, rows = (list(black.resize(size, Image.Resampling.BOX).tobytes()) for size in (across, down))
    left, right = (marks.index(True) for marks in ([mean > 127 for mean in way] for way in (columns, columns[::-1])))
    top, bottom = (marks.index(True) for marks in ([mean > 127 for mean in way] for way in (rows, rows[::-1])))
    return left / 20, top / 20, (black.width - right) / 20, (black.height - bottom) / 20


@pytest.mark.parametrize(("page", "inset"), [((105, 148), 10), ((86, 54), 5)])
def test_the_frame_stands_where_the_words_say(page: tuple[float, float], inset: float) -> None:
    pdf = calibration(page)
    left, top, right, bottom = frame(pdf)
    assert (left, top) == pytest.approx((inset, inset), abs=0.25)
    assert (right, bottom) == pytest.approx((page[0] - inset, page[1] - inset), abs=0.25)
    words = words_on(pdf).replace(" ", "")
    assert f"{inset}mm" in words
    assert f"{page[0] - 2 * inset:g}mmwide" in words


def test_it_is_moved_as_badges_are_and_says_by_how_much() -> None:
    left, top, _, _ = frame(calibration((105, 148)))
    moved = frame(calibration((105, 148), Offset(1.5, -2)))
    assert (moved[0] - left, moved[1] - top) == pytest.approx((1.5, -2), abs=0.06)
    assert "+1.5 mm" in words_on(calibration((105, 148), Offset(1.5, -2)))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", template_names())
def test_every_paper_has_one_in_every_language(name: str, language: Language) -> None:
    pdf = calibration(template(name).page, language=language)
    assert "…" not in words_on(pdf)
    assert len(seen(pdf, 40)) == 1
