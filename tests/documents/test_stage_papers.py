"""Papers of the programme, read off the paper again: text, pages, codes, fonts, bytes."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from threading import Event
from typing import BinaryIO

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from desktop.documents.agenda import Agenda, AgendaLine, AgendaPart, print_agenda
from desktop.documents.badge_facts import Printed, Problem
from desktop.documents.cue_cards import CueCard, print_cue_cards
from desktop.documents.mc_text import McLine, McText, Named, Said, print_mc_text
from desktop.documents.paper_mark import Head
from desktop.documents.place_list import PlaceLine, PlaceList, print_place_list
from desktop.documents.run_sheet import RunCue, RunLine, RunPart, RunSheet, print_run_sheet
from desktop.documents.seating_plan import SeatingPlan, SeatSpot, print_seating_plans
from desktop.documents.sheet import booklet
from desktop.documents.signing_sheet import SigningLine, SigningParty, SigningSheet, print_signing_sheet
from desktop.documents.stage_plan import Spot, StagePlan, print_stage_plans
from desktop.documents.table_cards import TableCard, print_table_cards
from desktop.domain.paper_codes import grouped, make_code
from desktop.domain.paper_kinds import PaperFormat
from desktop.errors import Cancelled
from desktop.i18n import Language, Translator
from desktop.progress import Progress

Write = Callable[[BinaryIO], Printed]
RARE = "燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢"
LONG = "古麗娜爾·阿不都熱依木·買買提江"
CODE = make_code(12345678901234567890)
EN, ZH = Translator(Language.EN), Translator(Language.ZH_HANT)
HEAD = Head(("Programme",), ("Summit",), ("12 Apr 2023, 12:00",), 3, CODE)
BOTH = Head(("議程", "Programme"), ("京港峰會", "Summit"), ("4月12日 12:00", "12 Apr 2023, 12:00"), 3, CODE)
LINE = AgendaLine("14:05–14:16", "11′", ("視頻致辭", "Video addresses"), (("孫東教授",), ("Prof. SUN Dong",)))
A4, A5, A6 = PaperFormat.A4, PaperFormat.A5, PaperFormat.A6


def agenda(n: int = 3, people: int = 1) -> Agenda:
    lines = tuple(
        replace(
            LINE, titles=(f"第{number}項", f"Item {number}."), people=(LINE.people[0] * people, LINE.people[1] * people)
        )
        for number in range(n)
    )
    return Agenda((AgendaPart(("4月12日 演講廳", "12 April, InnHall"), lines),))


def english(shown: Agenda) -> Agenda:
    parts = (
        AgendaPart(
            part.titles[1:], tuple(replace(one, titles=one.titles[1:], people=one.people[1:]) for one in part.lines)
        )
        for part in shown.parts
    )
    return Agenda(tuple(parts))


CUE = RunCue("13:59:30", "−0:30", "Lighting", "#9A5B00", "燈光漸暗")
RUN = RunSheet((RunPart("12 April", (RunLine("2", "14:00:00", "0:05:00", "Opening", ("MC: 陳大文",), (CUE,)),)),))
CARDS = (CueCard("Lighting", "13:59:30", "#9A5B00", "2 Opening", "燈光漸暗", "−0:30"),)
MC = McText(
    (
        (
            "12 April",
            (
                McLine(
                    "14:00",
                    "2",
                    (
                        Said(
                            Language.EN,
                            "Opening",
                            (("Speaker", (Named("Prof. SUN Dong", "SUN Dong", ("燊 shēn · san1",)),)),),
                        ),
                    ),
                ),
            ),
        ),
    )
)
PARTY = SigningParty("HKUST", "host party", (("Signatory", "汪揚教授"), ("Witness", "李明"), ("Witness", "陳大文")))
SIGNING = SigningSheet(
    (("16:24 Signing", (SigningLine("1", ("Joint laboratory",), (PARTY,), (), ("HKUST: English",), ("1. HKUST",)),)),)
)
PLACES = PlaceList(
    (("A", (PlaceLine("A-07", "歐陽卓軒教授", "AU YEUNG Cheuk-hin", "維港光電研究院 院長", "VIP", "#B98A12"),)),)
)
SPOTS = tuple(Spot(str(n), name, at_table=n < 3) for n, name in enumerate(("歐陽卓軒", RARE[:3], LONG, "SUN Dong"), 1))
PLANS = (StagePlan("Group photo", (SPOTS[:2], SPOTS[2:])),)
TABLE = (TableCard("歐陽卓軒", "Prof. AU YEUNG Cheuk-hin", "A-07"), TableCard(RARE, "Ms O’Dowd"), TableCard(LONG))
SEATS = (
    SeatingPlan("InnHall", tuple(SeatSpot(n % 5, n // 5, f"A-{n:02}", RARE[n % 11], "#B98A12") for n in range(25))),
    SeatingPlan("Round", (SeatSpot(0.5, 1.5, "B-1", LONG), SeatSpot(1.5, 0.2, "B-2")), even=True),
)
PAPERS: dict[str, Write] = {
    "agenda": lambda out: print_agenda(out, english(agenda()), HEAD, [EN], A4),
    "agenda of two languages": lambda out: print_agenda(out, agenda(), BOTH, [ZH, EN], A4),
    "booklet": lambda out: print_agenda(out, agenda(), BOTH, [ZH, EN], PaperFormat.A5_FOLDED),
    "poster": lambda out: print_agenda(out, english(agenda()), HEAD, [EN], PaperFormat.POSTER_A2),
    "run sheet": lambda out: print_run_sheet(out, RUN, HEAD, [EN], A4),
    "cue cards": lambda out: print_cue_cards(out, CARDS, HEAD, [EN], A6),
    "MC's text": lambda out: print_mc_text(out, MC, HEAD, [EN], A5),
    "signing sheet": lambda out: print_signing_sheet(out, SIGNING, HEAD, [EN]),
    "place list": lambda out: print_place_list(out, PLACES, HEAD, [EN]),
    "stage plan": lambda out: print_stage_plans(out, PLANS, HEAD, [EN]),
    "seating plan": lambda out: print_seating_plans(out, SEATS, HEAD, [EN], A4),
    "table cards": lambda out: print_table_cards(out, TABLE, HEAD, [EN], A4, Progress()),
}


def printed(write: Write) -> tuple[bytes, Printed]:
    out = BytesIO()
    result = write(out)
    return out.getvalue(), result


def pages(pdf: bytes) -> list[str]:
    """The text of each page, in lines."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def lies(page: pypdfium2.PdfPage, text: str) -> tuple[float, float]:
    """Where a text begins."""
    words = page.get_textpage()
    found = words.search(text).get_next()
    assert found is not None
    left, low, _right, _top = words.get_charbox(found[0])
    return left, low


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_says_what_it_is_and_bears_a_code_that_is_read(name: str) -> None:
    pdf, result = printed(PAPERS[name])
    for number, (text, page) in enumerate(zip(pages(pdf), pypdfium2.PdfDocument(pdf), strict=True), 1):
        if name == "booklet" and number == 2:
            continue
        for said in ("Summit", "Revision 3", "12 Apr 2023, 12:00", f"Page {1 if name == 'booklet' else number} of"):
            assert said in text
        if name != "table cards":
            assert grouped(CODE) in text
        read = zxingcpp.read_barcodes(page.render(scale=1.4 if name != "table cards" else 2).to_pil().convert("L"))
        assert {found.text for found in read} == {CODE}
    assert (result.pages, result.reports) == (len(pages(pdf)), ())


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_gives_the_same_bytes_with_all_fonts_in_them(name: str) -> None:
    pdf, _ = printed(PAPERS[name])
    assert printed(PAPERS[name])[0] == pdf
    fonts = [
        font.get_object() for page in PdfReader(BytesIO(pdf)).pages for font in page["/Resources"]["/Font"].values()
    ]
    # The one without a file is that which every PDF of ReportLab names and none of ours uses.
    assert {font["/BaseFont"] for font in fonts if "/FontDescriptor" not in font} <= {"/Helvetica"}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts if "/FontDescriptor" in font)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("agenda", "14:05–14:16 11′ Item 2. Prof. SUN Dong"),
        ("agenda of two languages", "視頻致辭 第2項 Item 2. 孫東教授 4月12日 演講廳".replace("視頻致辭 ", "")),
        ("run sheet", "14:00:00 0:05:00 Opening 陳大文 13:59:30 −0:30 Lighting 燈光漸暗"),
        ("cue cards", "Lighting 13:59:30 Opening 燈光漸暗"),
        ("MC's text", "14:00 Opening Speaker SUN shēn san1"),
        ("signing sheet", "Joint HKUST Signatory 汪揚教授 Witness 李明 陳大文 English"),
        ("place list", "A-07 歐陽卓軒教授 AU Cheuk-hin 維港光電研究院 VIP"),
        ("seating plan", "InnHall Stage A-00 A-24 House left"),
        ("stage plan", "House left stage right Audience 歐陽卓軒"),
        ("table cards", "A-07 Cheuk-hin"),
    ],
)
def test_what_was_given_stands_there(name: str, words: str) -> None:
    text = pages(printed(PAPERS[name])[0])[0]
    for word in words.split():
        assert word in text


def test_rare_and_long_names_stand_there_whole() -> None:
    text = "".join(pages(printed(PAPERS["table cards"])[0])).replace("\r\n", "")
    for name in ("歐陽卓軒", LONG, "Ms O’Dowd"):
        assert text.replace(" ", "").count(name.replace(" ", "")) == 2  # once for each side
    assert RARE in text
    text = "".join(pages(printed(PAPERS["stage plan"])[0])).replace("\r\n", "")
    assert text.count(RARE[:3]) == 2


def test_no_item_is_lost_however_many_pages_it_takes() -> None:
    pdf, result = printed(lambda out: print_agenda(out, agenda(200), BOTH, [ZH, EN], A4))
    text = "".join(pages(pdf))
    assert [number for number in range(200) if f"Item {number}." not in text] == []
    assert result.items == 200
    assert result.pages == len(pages(pdf)) > 5
    assert "Page 2 of" in pages(pdf)[1]


def test_an_item_higher_than_a_page_runs_over_and_nothing_is_cut() -> None:
    words = " ".join(f"word{number}." for number in range(3000))
    run = RunSheet((RunPart("12 April", (RunLine("1", "14:00:00", "0:05:00", "Opening", (words,), (CUE,)),)),))
    pdf, result = printed(lambda out: print_run_sheet(out, run, HEAD, [EN], A4))
    text = " ".join(pages(pdf)).split()
    assert [number for number in range(3000) if f"word{number}." not in text] == []
    assert result.pages > 2
    assert "12 April (continued)" in pages(pdf)[1]


def test_a_booklet_lies_in_the_order_in_which_it_is_folded() -> None:
    assert booklet(1) == [(3, 0), (1, 2)]
    assert booklet(5) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    pdf, result = printed(lambda out: print_agenda(out, english(agenda(60)), HEAD, [EN], PaperFormat.A5_FOLDED))
    first, page = pages(pdf)[0], PdfReader(BytesIO(pdf)).pages[0]
    assert "Page 1 of" in first
    assert result.pages % 2 == 0
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (839, 595)


def test_small_cards_lie_four_on_a_page_that_is_cut() -> None:
    cards = tuple(replace(CARDS[0], text=f"Cue {number}.") for number in range(6))
    pdf, result = printed(lambda out: print_cue_cards(out, cards, HEAD, [EN], PaperFormat.A6_ON_A4))
    assert (result.pages, result.items) == (2, 6)
    first, second = pages(pdf)
    assert [f"Cue {number}." in first for number in range(6)] == [True] * 4 + [False] * 2
    assert "Page 6 of 6" in second
    read = zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L"))
    assert [found.text for found in read] == [CODE] * 4


def test_a_poster_is_one_page_as_long_as_it_can_be_read() -> None:
    pdf, result = printed(lambda out: print_agenda(out, english(agenda(36)), HEAD, [EN], PaperFormat.POSTER))
    assert result.pages == 1
    page = PdfReader(BytesIO(pdf)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 1191)


def test_the_stage_sees_everybody_the_other_way_round() -> None:
    for name in ("stage plan", "seating plan"):
        text = pages(printed(PAPERS[name])[0])
        assert text[0].index("House left") < text[0].index("House right")
        assert text[1].index("House right") < text[1].index("House left")
    seen, turned = list(pypdfium2.PdfDocument(printed(PAPERS["seating plan"])[0]))[:2]
    for label in ("A-00", "A-04", "A-24"):
        (x, y), (from_stage_x, from_stage_y) = lies(seen, label), lies(turned, label)
        middle_x, middle_y = lies(seen, "A-12")
        turned_x, turned_y = lies(turned, "A-12")
        assert x - middle_x == pytest.approx(turned_x - from_stage_x, abs=0.1)
        assert y - middle_y == pytest.approx(turned_y - from_stage_y, abs=0.1)
    assert lies(seen, "A-00")[1] > lies(seen, "A-24")[1]  # the stage is on top


def test_what_no_font_has_and_what_does_not_fit_is_told() -> None:
    cards = (TableCard("王😀"), TableCard("名" * 400))
    _, result = printed(lambda out: print_table_cards(out, cards, HEAD, [EN], A5, Progress()))
    told = [(report.badge, report.problem) for report in result.reports]
    assert told == [(0, Problem.MISSING_CHARACTER), (1, Problem.DOES_NOT_FIT)]
    odd = Agenda((AgendaPart(("12 April",), (AgendaLine("14:00", "5′", ("😀",), ((),)),)),))
    _, result = printed(lambda out: print_agenda(out, odd, HEAD, [EN], A4))
    assert [(report.badge, report.text, report.problem) for report in result.reports] == [
        (0, "😀", Problem.MISSING_CHARACTER)
    ]


def test_a_preview_bears_no_code_and_says_so() -> None:
    pdf, _ = printed(lambda out: print_agenda(out, english(agenda()), replace(HEAD, code=""), [EN], A4))
    assert "preview" in pages(pdf)[0]
    assert not zxingcpp.read_barcodes(pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil())


def test_printing_cards_can_be_cancelled_before_anything_is_written() -> None:
    stop, out = Event(), BytesIO()
    stop.set()
    progress = Progress(stop=stop)
    with pytest.raises(Cancelled):
        print_table_cards(out, TABLE, HEAD, [EN], A4, progress)
    assert out.getvalue() == b""
