"""What badges show besides words: photos, logos, colours; and which letters are in the file."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from desktop.documents.badge_facts import Problem, TextReport, UnreadableLogo
from desktop.documents.page import contrast, ink_on
from desktop.documents.template_files import template
from desktop.documents.templates import Beside
from desktop.i18n import Language
from tests.documents.cards import BADGE, FACE, logo, photo, printed, seen, sizes_on, text_of


def at(image: Image.Image, left: float, top: float, dpi: float = 150) -> tuple[int, ...]:
    """The colour so many millimetres from the page's left and top edge."""
    colour = image.getpixel((round(left / 25.4 * dpi), round(top / 25.4 * dpi)))
    assert isinstance(colour, tuple)
    return colour


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_fills_its_place_and_who_has_none_has_more_room(kind: str) -> None:
    place = template("a6-photo").boxes["photo"]
    with_photo, result = printed([replace(BADGE, photo=photo(kind))], "a6-photo")
    (page,) = seen(with_photo)
    yellow = at(page, place.left + place.width / 2, place.top + place.height / 2)
    blue = at(page, place.left + 1, place.top + 1)
    assert [part > 200 for part in yellow] == [True, True, False]
    assert [part > 200 for part in blue] == [False, False, True]
    assert result.reports == ()
    without, result = printed([replace(BADGE, photo=None)], "a6-photo")
    assert sizes_on(without)["歐陽卓軒"] == sizes_on(printed([BADGE])[0])["歐陽卓軒"]
    assert result.reports == ()


def test_a_jpeg_is_stored_as_it_is_and_once() -> None:
    picture = photo()
    pdf, _ = printed([replace(BADGE, photo=picture), replace(BADGE, photo=picture)], "a6-photo")
    assert pdf.count(picture) == 1


def test_a_template_without_a_place_for_photos_shows_none() -> None:
    assert printed([replace(BADGE, photo=photo())])[0] == printed([BADGE])[0]


@pytest.mark.parametrize("data", [b"no picture", photo()[:200], photo("PNG")[:200]])
def test_a_photo_that_can_not_be_read_is_reported_and_the_badge_printed(data: bytes) -> None:
    pdf, result = printed([BADGE, replace(BADGE, photo=data)], "a6-photo")
    assert result.reports == (TextReport(1, "photo", "", Problem.UNREADABLE_PHOTO),)
    assert text_of(pdf).count("Cheuk-hin") == 2


@pytest.mark.parametrize("name", ["label-62", "label-4x6"])
def test_a_label_has_no_colour(name: str) -> None:
    pdf, _ = printed([BADGE], name, replace(FACE, logo=logo()))
    for red, green, blue in (colour for _, colour in seen(pdf)[0].getcolors(1_000_000) or []):
        assert max(red, green, blue) - min(red, green, blue) <= 2


def fonts_in(pdf: bytes) -> dict[str, int]:
    """The fonts that are embedded, by name, with their bytes."""
    fonts = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    return {
        font["/BaseFont"].rpartition("+")[2]: len(font["/FontDescriptor"]["/FontFile2"].get_object().get_data())
        for font in (value.get_object() for value in fonts.values())
    }


@pytest.mark.parametrize(
    ("language", "form"), [(Language.ZH_HANT, "HK"), (Language.EN, "HK"), (Language.ZH_HANS, "SC")]
)
def test_only_what_is_needed_of_a_font_is_embedded_in_the_form_of_the_language(language: Language, form: str) -> None:
    sizes = fonts_in(printed([replace(BADGE, name_zh="骨直令")], face=replace(FACE, language=language))[0])
    assert set(sizes) == {f"SummitDeskSans{form}-Bold", f"SummitDeskSans{form}-Regular"}
    assert max(sizes.values()) < 40_000


@pytest.mark.parametrize("language", Language)
def test_rare_characters_are_drawn_by_the_first_font_of_the_language_that_has_them(language: Language) -> None:
    def fonts(text: str) -> str:
        bare = replace(template("a6"), honorific=False, posts=0, beside=Beside.NOTHING)
        return " ".join(
            fonts_in(printed([replace(BADGE, name_zh=text, name_latin="")], bare, replace(FACE, language=language))[0])
        )

    assert "HanExtra" in fonts("𠮷")
    assert "SansHK" in fonts("𨭎𡃁𨋢")
    assert "SansSC" in fonts("䶮")
    assert ("SansHK" in fonts("燊堃喆犇嘢㛃")) is (language is not Language.ZH_HANS)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_logo_is_stored_once(kind: str) -> None:
    badges = [replace(BADGE, colour=colour) for colour in ("#000000", "#FFFFFF", "#B98A12")]
    pdf, _ = printed(badges, face=replace(FACE, logo=logo(kind)))
    reader = PdfReader(BytesIO(pdf))
    pictures = [
        stored
        for number in range(1, len(reader.xref[0]) + 1)
        if isinstance(stored := reader.get_object(number), dict)
        and stored.get("/Subtype") == "/Image"
        and stored["/ColorSpace"] == "/DeviceRGB"
    ]
    assert len(pictures) == 1


@pytest.mark.parametrize("data", [b"", b"GIF89a", logo()[:60]])
def test_a_logo_that_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableLogo):
        printed([BADGE], face=replace(FACE, logo=data))


@given(st.integers(0, 0xFFFFFF))
def test_text_on_any_colour_can_be_read(number: int) -> None:
    colour = f"#{number:06X}"
    assert contrast(ink_on(colour), colour) >= 4.5
