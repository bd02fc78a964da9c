"""Badges, read back from the paper: by the eye of a decoder, and as text."""

from dataclasses import replace
from io import BytesIO
from threading import Event

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from desktop.documents import qr
from desktop.documents.badges import Badge, Face, Printed, Problem, TextReport, UnreadableLogo, print_badges
from desktop.documents.page import contrast, ink_on
from desktop.documents.templates import DEFAULT_TEMPLATE, MM, UnknownTemplate, template, template_names
from desktop.domain.text import LocalName
from desktop.domain.tokens import make_token
from desktop.errors import Cancelled
from desktop.i18n import Language
from desktop.progress import Progress

DELEGATE = LocalName("代表", "代表", "Delegate")
FACE = Face(
    LocalName("京港青年科創人才發展峰會", "京港青年科创人才发展峰会", "Beijing–Hong Kong Young Talent Summit"),
    "#12305B",
    None,
    Language.ZH_HANT,
)
BADGE = Badge(
    token=make_token(bytes(32), 1, 1),
    serial="A-7K3PX",
    name_zh="歐陽卓軒",
    name_latin="AU YEUNG Cheuk-hin",
    honorific_zh="教授",
    honorific_en="Prof.",
    posts=(("維港光電研究院", "院長"),),
    category=DELEGATE,
    colour="#0B7F48",
    seat="A-07",
)
TEMPLATES = ["a4-8", "a6", "card"]
NAMES = [
    *"燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢",
    "孫東",
    "歐陽卓軒",
    "古麗娜爾·阿不都熱依木·買買提江",
    "名" * 30,
]


def logo(kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", (40, 20), "#c81e2d").save(out, kind)
    return out.getvalue()


def printed(badges: list[Badge], name: str = "a6", face: Face = FACE) -> tuple[bytes, Printed]:
    out = BytesIO()
    result = print_badges(out, badges, face, template(name), Progress())
    return out.getvalue(), result


def seen(pdf: bytes, dpi: int = 150) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil() for page in document]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def problems(result: Printed) -> list[tuple[str, str, Problem]]:
    return [(report.serial, report.field, report.problem) for report in result.reports]


def test_there_are_three_templates_and_one_is_the_default() -> None:
    assert list(template_names()) == TEMPLATES
    assert DEFAULT_TEMPLATE in TEMPLATES


def test_an_unknown_template_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownTemplate, match=r"“a5”.* a4-8, a6, card"):
        template("a5")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_printed_code_is_the_token(name: str) -> None:
    badges = [
        replace(BADGE, token=make_token(bytes(32), number**9, number), serial=f"A-{number}") for number in range(11)
    ]
    pdf, result = printed(badges, name)
    decoded = [found.text for image in seen(pdf) for found in zxingcpp.read_barcodes(image)]
    assert sorted(decoded) == sorted(badge.token for badge in badges)
    assert result == Printed(pages=2 if name == "a4-8" else 11, items=11, reports=())


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_the_text_on_paper_is_the_text_that_was_given(name: str, language: Language) -> None:
    pdf, result = printed([BADGE], name, replace(FACE, language=language))
    text = text_of(pdf)
    event = FACE.event.hans if language is Language.ZH_HANS else FACE.event.hant
    for expected in ("歐陽卓軒", "Prof. AU YEUNG Cheuk-hin", "教授", "維港光電研究院", "院長", "A-07", "A-7K3PX",
                     "代表", "Delegate", event, FACE.event.en):  # fmt: skip
        assert expected in text
    assert result.reports == ()


@pytest.mark.parametrize("template_name", TEMPLATES)
@pytest.mark.parametrize("name", NAMES)
def test_names_of_up_to_thirty_characters_are_printed_whole(name: str, template_name: str) -> None:
    pdf, result = printed([replace(BADGE, name_zh=name, honorific_zh="", posts=())], template_name)
    assert name in text_of(pdf).replace("\n", "")
    assert result.reports == ()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_long_name_with_a_long_honorific_is_printed_whole(name: str) -> None:
    _, result = printed([replace(BADGE, name_zh="名" * 30, honorific_zh="太平紳士", posts=())], name)
    assert result.reports == ()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_latin_name_breaks_between_words_and_then_at_a_hyphen(name: str) -> None:
    badge = replace(BADGE, name_zh="", name_latin="Christopher Montgomery-Featherstonehaugh", posts=())
    pdf, result = printed([badge], name)
    text = text_of(pdf)
    assert all(word in text for word in ("Prof.", "Christopher", "Montgomery-", "Featherstonehaugh"))
    assert result.reports == ()


def test_somebody_with_only_a_latin_name_has_it_large() -> None:
    both, _ = printed([replace(BADGE, name_zh="李", name_latin="Mary LEE", honorific_zh="", honorific_en="", posts=())])
    alone, _ = printed([replace(BADGE, name_zh="", name_latin="Mary LEE", honorific_en="", posts=())])
    reader = PdfReader(BytesIO(alone))
    assert "Mary LEE" in reader.pages[0].extract_text()
    sizes: dict[str, float] = {}
    for pdf, key in ((both, "under"), (alone, "alone")):
        PdfReader(BytesIO(pdf)).pages[0].extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size, key=key: (
                sizes.update({key: size}) if "Mary" in text else None
            )
        )
    assert sizes["alone"] >= 2 * sizes["under"]


def test_what_can_not_be_printed_is_reported_by_badge_and_field() -> None:
    badge = replace(BADGE, name_zh="王😀", name_latin="שלום", seat="ก1", posts=(("公司ع", "😀長"),), honorific_zh="ص")
    _, result = printed([badge])
    assert result.reports == tuple(
        TextReport("A-7K3PX", field, text, Problem.MISSING_CHARACTER)
        for field, text in [
            ("honorific", "ص"), ("name", "😀"), ("latin_name", "שלום"), ("organisation", "ع"), ("title", "😀"),
            ("seat", "ก"),
        ]
    )  # fmt: skip


def test_what_all_badges_share_is_reported_once() -> None:
    _, result = printed(
        [BADGE, replace(BADGE, serial="B-1", colour="#123456")], face=replace(FACE, event=LocalName("會😀"))
    )
    assert problems(result) == [("", "event", Problem.MISSING_CHARACTER)]


def test_a_name_too_long_for_any_size_is_shown_in_part_and_reported() -> None:
    pdf, result = printed([replace(BADGE, name_zh="名" * 500, name_latin="N" * 500)])
    assert "名名名" in text_of(pdf)
    assert "…" in text_of(pdf)
    assert problems(result) == [
        ("A-7K3PX", "name", Problem.DOES_NOT_FIT),
        ("A-7K3PX", "latin_name", Problem.DOES_NOT_FIT),
    ]


def test_what_has_no_room_among_the_posts_is_reported() -> None:
    posts = (("選舉委員會", "委員"), ("全國政協", "常委"), ("北京市政協", "顧問"), ("恒通", "董事"))
    _, result = printed([replace(BADGE, posts=posts[:3])])
    assert result.reports == ()
    pdf, result = printed([replace(BADGE, posts=posts)], "card")
    text = text_of(pdf)
    assert "選舉委員會" in text
    assert "全國政協" not in text
    assert result.reports == (
        TextReport("A-7K3PX", "post", "全國政協 常委", Problem.LEFT_OUT),
        TextReport("A-7K3PX", "post", "北京市政協 顧問", Problem.LEFT_OUT),
        TextReport("A-7K3PX", "post", "恒通 董事", Problem.LEFT_OUT),
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_post_is_printed_whole_or_not_at_all(name: str) -> None:
    pdf, result = printed([replace(BADGE, posts=(("公司" * 200, "董事"),))], name)
    assert "公司" not in text_of(pdf)
    assert [report.problem for report in result.reports] == [Problem.LEFT_OUT]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.text(st.characters(), max_size=60), min_size=8, max_size=8),
    st.sampled_from(TEMPLATES),
    st.sampled_from(Language),
)
def test_no_text_makes_printing_fail(texts: list[str], name: str, language: Language) -> None:
    zh, latin, honorific_zh, honorific_en, organisation, title, category, seat = texts
    badge = replace(
        BADGE, name_zh=zh, name_latin=latin, honorific_zh=honorific_zh, honorific_en=honorific_en,
        posts=((organisation, title),), category=LocalName(category), seat=seat,
    )  # fmt: skip
    pdf, result = printed([badge], name, replace(FACE, language=language))
    assert result.items == 1
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_badges_give_the_same_bytes(name: str) -> None:
    badges = [BADGE, replace(BADGE, name_zh="𠮷习", token="1" * 48)]
    face = replace(FACE, logo=logo())
    assert printed(badges, name, face)[0] == printed(badges, name, face)[0]


def test_all_fonts_are_embedded() -> None:
    pdf, _ = printed([replace(BADGE, name_zh="𠮷习")])
    fonts = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    assert fonts
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] for font in fonts.values())


@pytest.mark.parametrize(("name", "width", "height"), [("a6", 105, 148), ("a4-8", 210, 297), ("card", 86, 54)])
def test_a_page_has_the_size_of_its_paper(name: str, width: float, height: float) -> None:
    box = PdfReader(BytesIO(printed([BADGE], name)[0])).pages[0].mediabox
    assert [float(box.width) / MM, float(box.height) / MM] == pytest.approx([width, height], abs=0.01)


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_in_a_template_stands_outside_the_badge_or_on_another_thing(name: str) -> None:
    layout = template(name)
    apart = [layout.boxes[key] for key in ("header", "person", "qr", "place", "bar")]
    for box in layout.boxes.values():
        assert box.x >= -0.01
        assert box.y >= -0.01
        assert box.right <= layout.size[0] + 0.01
        assert box.top <= layout.size[1] + 0.01
    for number, one in enumerate(apart):
        for other in apart[number + 1 :]:
            beside = one.right <= other.x + 0.01 or other.right <= one.x + 0.01
            over = one.top <= other.y + 0.01 or other.top <= one.y + 0.01
            assert beside or over


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_code_has_its_four_modules_of_white_around_it(name: str) -> None:
    layout = template(name)
    code = layout.boxes["qr"]
    quiet = 4 * code.width / qr.SIZE
    assert code.width == pytest.approx(code.height)
    assert min(code.x, layout.size[0] - code.right) >= quiet
    for key in ("header", "person", "place", "bar"):
        box = layout.boxes[key]
        gaps = box.x - code.right, code.x - box.right, box.y - code.top, code.y - box.top
        assert max(gaps) >= quiet, key


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


def test_progress_is_told_and_cancelling_writes_nothing() -> None:
    told: list[tuple[int, int]] = []
    print_badges(
        BytesIO(), [BADGE, BADGE], FACE, template("a6"), Progress(lambda done, total: told.append((done, total)))
    )
    assert told == [(0, 2), (1, 2), (2, 2)]
    stop = Event()
    stop.set()
    out = BytesIO()
    with pytest.raises(Cancelled):
        print_badges(out, [BADGE], FACE, template("a6"), Progress(stop=stop))
    assert out.getvalue() == b""
