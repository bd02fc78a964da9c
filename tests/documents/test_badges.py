"""Badges, read back from the paper: by the eye of a decoder, and as text."""

from dataclasses import replace
from io import BytesIO
from threading import Event

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pypdf import PdfReader

from desktop.documents.badge_facts import Printed, Problem, TextReport
from desktop.documents.badges import check_badges, print_badges
from desktop.documents.template_files import template, template_names
from desktop.documents.templates import Beside, Names, Offset
from desktop.domain.text import LocalName
from desktop.domain.tokens import make_token
from desktop.errors import Cancelled
from desktop.i18n import Language
from desktop.progress import Progress
from tests.documents.cards import BADGE, FACE, RARE, logo, photo, printed, seen, sizes_on, text_of, words_on

TEMPLATES = list(template_names())
SHEETS = {"a4-8": 8, "a4-10": 10}
NAMES = [
    *"燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢",
    "孫東",
    "歐陽卓軒",
    "古麗娜爾·阿不都熱依木·買買提江",
    "名" * 30,
]


def problems(result: Printed) -> list[tuple[int | None, str, Problem]]:
    return [(report.badge, report.field, report.problem) for report in result.reports]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_printed_code_is_the_token(name: str) -> None:
    badges = [
        replace(BADGE, token=make_token(bytes(32), number**9, number), serial=f"A-{number}") for number in range(11)
    ]
    pdf, result = printed(badges, name)
    decoded = {found.text for image in seen(pdf) for found in zxingcpp.read_barcodes(image)}
    assert decoded == {badge.token for badge in badges}
    assert result == Printed(pages=2 if name in SHEETS else 11, items=11, reports=())


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_the_text_on_paper_is_the_text_that_was_given(name: str, language: Language) -> None:
    pdf, result = printed([BADGE], name, replace(FACE, language=language))
    text = text_of(pdf)
    event = FACE.event.hans if language is Language.ZH_HANS else FACE.event.hant
    for expected in ("歐陽卓軒", "Prof.", "Cheuk-hin", "教授", "維港光電研究院", "院長", "A-07", "A-7K3PX",
                     "代表", "Delegate", event):  # fmt: skip
        assert expected in text
    assert FACE.event.en in text.replace("\n", " ")
    assert result.reports == ()


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_a_rare_name_copied_out_of_the_paper_is_the_name_again(name: str, language: Language) -> None:
    badge = replace(BADGE, name_zh=RARE, name_latin="Łukasz Nguyễn", posts=((f"{RARE}研究院", f"{RARE}主任"),))
    pdf, result = printed([badge], name, replace(FACE, language=language))
    for text in (words_on(pdf), text_of(pdf).replace("\n", "")):
        assert text.count(RARE) >= 2
        assert "ŁukaszNguyễn" in text.replace(" ", "")
    assert result.reports == ()


@pytest.mark.parametrize("template_name", TEMPLATES)
@pytest.mark.parametrize("name", NAMES)
def test_names_of_up_to_thirty_characters_are_printed_whole(name: str, template_name: str) -> None:
    pdf, result = printed([replace(BADGE, name_zh=name, honorific_zh="", posts=(), photo=photo())], template_name)
    assert name in words_on(pdf)
    assert result.reports == ()


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_long_names_with_honorifics_and_a_photo_are_printed_whole(name: str, language: Language) -> None:
    badge = replace(
        BADGE, name_zh="名" * 30, honorific_zh="太平紳士", name_latin="Wolfeschlegelstein-Hausenberger Hubert",
        posts=(), photo=photo(),
    )  # fmt: skip
    _, result = printed([badge], name, replace(FACE, language=language))
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
        TextReport(0, field, text, Problem.MISSING_CHARACTER)
        for field, text in [
            ("honorific", "ص"), ("name", "😀"), ("latin_name", "שלום"), ("organisation", "ع"), ("title", "😀"),
            ("seat", "ก"),
        ]
    )  # fmt: skip


def test_what_all_badges_share_is_reported_once() -> None:
    _, result = printed(
        [BADGE, replace(BADGE, serial="B-1", colour="#123456")], face=replace(FACE, event=LocalName("會😀"))
    )
    assert problems(result) == [(None, "event", Problem.MISSING_CHARACTER)]


def test_a_name_too_long_for_any_size_is_shown_in_part_and_reported() -> None:
    pdf, result = printed([replace(BADGE, name_zh="名" * 500, name_latin="N" * 500)])
    assert "名名名" in text_of(pdf)
    assert "…" in text_of(pdf)
    assert problems(result) == [
        (0, "name", Problem.DOES_NOT_FIT),
        (0, "latin_name", Problem.DOES_NOT_FIT),
    ]


def test_what_has_no_room_among_the_posts_is_reported() -> None:
    posts = (("選舉委員會", "委員"), ("全國政協", "常委"), ("北京市政協", "顧問"), ("恒通", "董事"))
    _, result = printed([replace(BADGE, posts=posts[:3])])
    assert result.reports == ()
    pdf, result = printed([replace(BADGE, posts=posts)], "card")
    text = text_of(pdf)
    assert "選舉委員會" in text
    assert "全國政協" in text
    assert "北京市政協" not in text
    assert result.reports == (
        TextReport(0, "post", "北京市政協 顧問", Problem.LEFT_OUT),
        TextReport(0, "post", "恒通 董事", Problem.LEFT_OUT),
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_post_is_printed_whole_or_not_at_all(name: str) -> None:
    pdf, result = printed([replace(BADGE, posts=(("公司" * 200, "董事"),))], name)
    assert "公司" not in text_of(pdf)
    assert [report.problem for report in result.reports] == [Problem.LEFT_OUT]


def test_a_name_gives_way_before_a_post_is_left_out() -> None:
    alone, _ = printed([replace(BADGE, posts=())], "card")
    posts = (("香港特別行政區政府創新科技及工業局", "局長"), ("國際青年科創人才發展協會有限公司", "創會會長"))
    pdf, result = printed([replace(BADGE, posts=posts)], "card")
    assert result.reports == ()
    large, given_way = (sizes_on(one)["歐陽卓軒"] for one in (alone, pdf))
    assert large / 2 < given_way < large


def test_a_name_is_not_broken_for_an_honorific_which_then_stands_under_it() -> None:
    pdf, result = printed([replace(BADGE, honorific_zh="院士 工程師 太平紳士")], "a6-photo")
    assert {"歐陽卓軒", "院士 工程師 太平紳士"} <= sizes_on(pdf).keys()
    assert result.reports == ()


def test_on_an_english_badge_the_latin_name_comes_first_and_is_the_larger() -> None:
    sizes = sizes_on(printed([replace(BADGE, name_latin="Ann LI", name_zh="李安", honorific_zh="")])[0])
    assert sizes["李安"] > sizes["Prof. Ann LI"]
    english = replace(FACE, language=Language.EN)
    sizes = sizes_on(printed([replace(BADGE, name_latin="Ann LI", name_zh="李安", honorific_zh="")], face=english)[0])
    assert sizes["李安"] < sizes["Ann LI"]


@pytest.mark.parametrize("language", Language)
def test_what_stands_behind_a_latin_name_is_printed(language: Language) -> None:
    pdf, _ = printed([replace(BADGE, postnominal_en="GBS, JP")], face=replace(FACE, language=language))
    assert "GBS, JP" in text_of(pdf)


@pytest.mark.parametrize(
    ("names", "there", "gone"),
    [(Names.CHINESE, "歐陽卓軒", "Cheuk-hin"), (Names.LATIN, "Cheuk-hin", "歐陽卓軒")],
)
def test_a_template_may_show_one_of_the_names(names: Names, there: str, gone: str) -> None:
    one = replace(template("a6"), names=names)
    text = text_of(printed([BADGE], one)[0])
    assert there in text
    assert gone not in text
    other = replace(BADGE, name_zh="", honorific_zh="") if names is Names.CHINESE else replace(BADGE, name_latin="")
    assert gone in text_of(printed([other], one)[0])


@pytest.mark.parametrize(
    ("language", "beside", "shown"),
    [
        (Language.ZH_HANT, Beside.LATIN, ("主禮嘉賓", "Guest of Honour")),
        (Language.ZH_HANT, Beside.CHINESE, ("主禮嘉賓", "主礼嘉宾")),
        (Language.ZH_HANS, Beside.CHINESE, ("主礼嘉宾", "主禮嘉賓")),
        (Language.EN, Beside.CHINESE, ("Guest of Honour", "主禮嘉賓")),
        (Language.EN, Beside.LATIN, ("Guest of Honour", "主禮嘉賓")),
        (Language.ZH_HANS, Beside.NOTHING, ("主礼嘉宾",)),
    ],
)
def test_event_and_category_stand_in_two_scripts_or_in_one_with_latin(
    language: Language, beside: Beside, shown: tuple[str, ...]
) -> None:
    badge = replace(BADGE, category=LocalName("主禮嘉賓", "主礼嘉宾", "Guest of Honour"))
    pdf, _ = printed([badge], replace(template("a6"), beside=beside), replace(FACE, language=language))
    for text in ("主禮嘉賓", "主礼嘉宾", "Guest of Honour"):
        assert (text in text_of(pdf)) == (text in shown)


def test_honorific_posts_seat_and_serial_are_shown_by_choice() -> None:
    bare = replace(template("a6"), honorific=False, posts=0, seat=False, serial=False)
    pdf, result = printed([replace(BADGE, postnominal_en="JP")], bare)
    text = text_of(pdf)
    assert not any(word in text for word in ("教授", "Prof.", "JP", "研究院", "A-07", "A-7K3PX"))
    assert "歐陽卓軒" in text
    assert result.reports == ()


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_check_before_printing_says_what_printing_will_say(name: str) -> None:
    badges = [
        BADGE,
        replace(BADGE, name_zh="王😀", photo=b"x"),
        replace(BADGE, name_zh="名" * 400),
        replace(BADGE, posts=(("公司" * 200, "董事"),)),
    ]
    face = replace(FACE, event=LocalName("會😀"))
    _, result = printed(badges, name, face)
    assert check_badges(badges, face, template(name), Progress()) == result.reports
    assert {0, 1} & {report.badge for report in result.reports} == {1}
    assert {None, 1, 2, 3} <= {report.badge for report in result.reports}


@pytest.mark.parametrize("name", ["a6", "a4-10", "butterfly"])
def test_a_printer_s_offset_moves_all_of_the_page(name: str) -> None:
    def edges(offset: Offset) -> tuple[float, float]:
        (page,) = seen(printed([BADGE], name, offset=offset)[0], dpi=254)
        left, top, _, _ = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, 0, 0)
        return left / 10, top / 10

    (left, top), (moved_left, moved_top) = edges(Offset()), edges(Offset(2, 1.5))
    assert (moved_left - left, moved_top - top) == pytest.approx((2, 1.5), abs=0.11)


def test_a_folded_badge_says_the_same_on_both_sides() -> None:
    pdf, result = printed([BADGE], "butterfly")
    assert words_on(pdf).count("A-7K3PX") == 2
    codes = zxingcpp.read_barcodes(seen(pdf)[0])
    assert [code.text for code in codes] == [BADGE.token] * 2
    assert sorted(abs(code.orientation) for code in codes) == [0, 180]
    assert (result.pages, result.items) == (1, 1)


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
