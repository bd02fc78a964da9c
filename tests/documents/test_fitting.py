"""Texts made to fit: whatever is written, no line is wider than its room."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.documents.badge_text import Typesetter
from desktop.documents.fitting import NAME, PROSE, Breaks, Style, fit
from desktop.documents.fonts import PIECE_GAP, Weight, width
from desktop.documents.page import Piece
from desktop.documents.template_files import template, template_names
from desktop.documents.templates import MM
from desktop.i18n import Language
from tests.documents.cards import BADGE

GIANT = "Wolfeschlegelsteinhausenbergerdorffvoraltern Hubert Blaine"
TEXTS = st.text(st.sampled_from("Wolfeschlgün名姓𠮷 ·-’（）,.") | st.characters(codec="utf-8"), min_size=1, max_size=90)
SLACK = 0.01


@pytest.mark.parametrize("breaks", [NAME, PROSE])
@given(text=TEXTS, room=st.floats(40, 300), most=st.integers(1, 4))
@settings(max_examples=150, deadline=None)
@example(text=GIANT, room=158.7, most=3)
def test_no_line_is_wider_than_its_room(breaks: Breaks, text: str, room: float, most: int) -> None:
    style = Style(Weight.BOLD, Language.EN, ((30.0, 1), (20.0, 2), (12.0, most)), breaks)
    fitted = fit(text, style, room)

    assert all(style.width(line) * fitted.size <= room + SLACK for line in fitted.lines)
    if fitted.whole:
        assert "".join("".join(fitted.lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("數碼港（薄扶林）", ("數碼港", "（薄扶林）")),
        ("人工智能、精密儀器", ("人工智能、", "精密儀器")),
        ("HKUST (Clear Water Bay)", ("HKUST", "(Clear Water Bay)")),
        ("（薄扶林）數碼港", ("（薄扶林）", "數碼港")),
        ("香港科技大學清水灣", ("香港科技大", "學清水灣")),
    ],
)
def test_a_name_breaks_between_its_phrases_and_never_within_brackets(text: str, lines: tuple[str, ...]) -> None:
    longest = max(width(line, Weight.BOLD, Language.ZH_HANT) for line in lines)
    assert fit(text, Style(Weight.BOLD, Language.ZH_HANT, ((20.0, 2),), NAME), longest * 20 + SLACK).lines == lines


@pytest.mark.parametrize("name", template_names())
@given(latin=TEXTS, behind=TEXTS, language=st.sampled_from(Language))
@settings(max_examples=40, deadline=None)
@example(latin=GIANT, behind="Grand Bauhinia Medallist and Justice of the Peace", language=Language.EN)
def test_no_text_of_a_guest_is_wider_than_its_box(name: str, latin: str, behind: str, language: Language) -> None:
    chosen = template(name)
    box = chosen.boxes["person"]
    wide, high = box.width * MM, box.height * MM
    for badge in (
        replace(BADGE, name_zh="", name_latin=latin, postnominal_en=behind),
        replace(BADGE, name_zh=latin, honorific_zh=behind),
    ):
        for block in Typesetter(chosen, language).person(badge, wide, high).blocks:
            assert max(map(across, block.lines())) <= wide + SLACK


def across(pieces: Sequence[Piece]) -> float:
    """How wide a line is, the gaps in it included."""
    gaps = sum(piece.size * PIECE_GAP for piece in pieces[:-1])
    return gaps + sum(width(piece.text, piece.weight, piece.language or Language.EN) * piece.size for piece in pieces)
