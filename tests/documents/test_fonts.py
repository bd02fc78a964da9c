"""Which font draws what."""

import re
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from desktop.documents.fonts import STAND_IN, Run, Weight, missing_characters, runs, width
from desktop.documents.page import Paper, Piece
from desktop.i18n import Language
from desktop.resources import resource

RARE = "燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢"


def fonts_of(text: str, language: Language) -> list[str]:
    return [run.font.fontName for run in runs(text, Weight.REGULAR, language)]


def outline(run: Run) -> bytes:
    face = run.font.face
    glyph = face.charToGlyph[ord(run.text)]
    start = face.get_table_pos("glyf")[0]
    return face.get_chunk(start + face.glyphPos[glyph], face.glyphPos[glyph + 1] - face.glyphPos[glyph])


def test_no_rare_character_of_a_name_is_missing() -> None:
    assert missing_characters(RARE) == ""


@pytest.mark.parametrize("charset", ["big5", "gb2312", "big5hkscs"])
def test_every_chinese_character_of_the_charset_can_be_printed(charset: str) -> None:
    decoded = (bytes([high, low]).decode(charset, "ignore") for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    assert (
        missing_characters(
            "".join(c for text in decoded for c in text if c >= "\u3400" and not 0xE000 <= ord(c) <= 0xF8FF)
        )
        == ""
    )


def test_european_names_can_be_printed() -> None:
    assert missing_characters("Łukasz Ğülşen Ștefan Nguyễn Văn Ånes Þór José Dvořák Őry") == ""


@pytest.mark.parametrize("text", ["😀", "ש", "ع", "ก", "\u0323", "\ud800", "\n"])
def test_what_no_font_has_is_said_and_stood_in_for(text: str) -> None:
    assert missing_characters(f"王{text}王{text}") == text
    assert [run.text for run in runs(f"王{text}", Weight.BOLD, Language.EN)] == [f"王{STAND_IN}"]


def test_a_letter_typed_in_two_parts_is_one() -> None:
    assert missing_characters("Jose\u0301") == ""
    assert [run.text for run in runs("Jose\u0301", Weight.REGULAR, Language.EN)] == ["José"]


def test_a_variation_selector_is_not_drawn() -> None:
    assert missing_characters("葛\U000e0100") == ""
    assert [run.text for run in runs("葛\U000e0100", Weight.REGULAR, Language.ZH_HANT)] == ["葛"]


def test_a_shared_character_has_its_readers_form() -> None:
    for character in "骨直令":
        (hong_kong,) = runs(character, Weight.REGULAR, Language.ZH_HANT)
        (mainland,) = runs(character, Weight.REGULAR, Language.ZH_HANS)
        assert outline(hong_kong) != outline(mainland)


def test_a_run_ends_where_the_first_font_of_the_language_has_the_next_character() -> None:
    hong_kong, mainland = "SummitDeskSansHK-Regular", "SummitDeskSansSC-Regular"
    assert fonts_of("王习王", Language.ZH_HANT) == [hong_kong, mainland, hong_kong]
    assert fonts_of("王习王", Language.ZH_HANS) == [mainland]
    assert fonts_of("𨭎", Language.ZH_HANS) == [hong_kong]
    assert fonts_of("𠮷", Language.EN) == ["SummitDeskHanExtra-Regular"]


def test_a_character_without_bold_is_thickened() -> None:
    assert [run.embolden for run in runs("王𠮷", Weight.BOLD, Language.EN)] == [False, True]


def test_the_width_is_that_of_all_runs() -> None:
    assert width("王习𠮷", Weight.REGULAR, Language.ZH_HANT) == pytest.approx(3)


def test_every_character_of_a_full_font_subset_is_read_back() -> None:
    """A paper with more than 256 characters of one font, some beyond U+FFFF, says what it shows."""
    text = RARE + "".join(chr(code) for code in range(0x4E00, 0x4E00 + 600))
    out = BytesIO()
    paper = Paper(out, (9000, 50), "", Language.ZH_HANT)
    with paper.page():
        paper.line(10, 10, [Piece(text, 12)])
    paper.save()
    assert PdfReader(out).pages[0].extract_text().replace("\n", "") == text


def test_the_fonts_are_small_enough_and_named_as_their_licence_asks() -> None:
    files = sorted(resource("fonts").glob("*.ttf"))
    assert [file.name.partition("-")[0] for file in files] == [
        "SummitDeskHanExtra", "SummitDeskHanExtra", "SummitDeskLatin", "SummitDeskLatin", "SummitDeskSansHK",
        "SummitDeskSansHK", "SummitDeskSansSC", "SummitDeskSansSC",
    ]  # fmt: skip
    assert sum(file.stat().st_size for file in files) < 37_000_000
    licences = [path.read_text("utf-8") for path in resource("licences").glob("*-OFL.txt")]
    assert len(licences) == 3
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in licences)


def test_a_curly_apostrophe_does_not_tear_a_latin_name_apart() -> None:
    for language in Language:
        torn, whole = (width(name, Weight.BOLD, language) for name in ("O’Dowd", "O'Dowd"))
        assert torn == whole
        assert width("「你’好」", Weight.BOLD, language) > width("「你'好」", Weight.BOLD, language)


@pytest.mark.parametrize("text", ["O’Brien", "Jean d‘Aubigné “Jo” L’Été", "「你’好」", "Ng ’n", "O'Dowd"])
@pytest.mark.parametrize("weight", Weight)
def test_a_curly_mark_that_is_drawn_narrow_is_copied_as_it_is_written(text: str, weight: Weight) -> None:
    out = BytesIO()
    paper = Paper(out, (900, 50), "", Language.ZH_HANT)
    with paper.page():
        paper.line(10, 10, [Piece(text, 12, weight)])
    paper.save()
    assert PdfReader(out).pages[0].extract_text().strip() == text
    document = pypdfium2.PdfDocument(out.getvalue())
    assert document[0].get_textpage().get_text_range() == text
    document.close()


def test_what_unicode_keeps_for_programs_is_not_taken_for_a_mark() -> None:
    assert missing_characters("A\ufdd1") == "\ufdd1"


def test_quotation_marks_are_narrow_about_latin_words_and_wide_about_chinese_ones() -> None:
    def wide(text: str) -> float:
        return width(text, Weight.REGULAR, Language.ZH_HANS)

    for curly, straight in (("the “3 cities, 1 zone” plan", '"'), ("Co., Ltd.” and “2026”", '"'), ("’90s", "'")):
        assert wide(curly) == pytest.approx(wide(re.sub("[‘’“”]", straight, curly)))
    assert wide("“三城一区”AI") == pytest.approx(wide("三城一区AI") + 2)
    assert wide("“AI+”行动") < wide("“行动”AI+")
