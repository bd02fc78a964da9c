"""Itineraries, manifests, drivers' sheets and phone lists, read off the paper again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

import pypdfium2
import pytest
import zxingcpp

from desktop.documents.badge_facts import Printed
from desktop.documents.driver_sheet import DriverLeg, DriverSheet, print_driver_sheets
from desktop.documents.itinerary_sheet import Itinerary, ItineraryDay, ItineraryLine, print_itineraries
from desktop.documents.manifest import Manifest, ManifestLeg, ManifestRow, print_manifests
from desktop.documents.paper_mark import Head
from desktop.documents.phone_list import PhoneList, PhoneRow, print_phone_lists
from desktop.domain.paper_codes import make_code
from desktop.domain.paper_kinds import PaperFormat
from desktop.i18n import Language, Translator

Write = Callable[[BinaryIO], Printed]
RARE = "燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢"
LONG = "古麗娜爾·阿不都熱依木·買買提江"
CODE = make_code(12345678901234567890)
EN, ZH = Language.EN, Language.ZH_HANT
SAYS = [Translator(EN)]
HEAD = Head(("Paper",), ("Summit",), ("12 Apr 2023, 12:00",), 3, CODE)
LINE = ItineraryLine(
    "08:15", "00:45 (+1)", ("Bus 1 to HKUST",), (("Gather at: 北門",),), (("Driver: 何師傅 5555",),), "#2158B8"
)
BOTH = replace(
    LINE,
    titles=("1 號車往科大", "Bus 1 to HKUST"),
    details=(("集合：北門",), ("Gather at: North",)),
    asked=(("司機：何師傅",),) * 2,
)
LEGS = tuple(ManifestLeg(f"{n:02}:15", f"{n:02}:30", f"A{n} → B{n}", "北門", "40") for n in range(9))
ROWS = tuple(
    ManifestRow(
        f"Guest {n}. {LONG if n % 2 else RARE}",
        "Ms O’Dowd",
        "Beijing · Leader\nwheelchair",
        "+852 5555",
        (True,) * 8 + (False,),
    )
    for n in range(40)
)


def headed(says: Sequence[Translator]) -> Head:
    return HEAD if len(says) == 1 else replace(HEAD, title=("行程表", "Itinerary"), printed=HEAD.printed * 2)


def days(count: int, lines: int, line: ItineraryLine = LINE) -> tuple[ItineraryDay, ...]:
    titles = [tuple(f"Day {day} {place}" for place in range(len(line.titles))) for day in range(count)]
    return tuple(
        ItineraryDay(title, tuple(replace(line, start=f"{number:02}:{day:02}") for number in range(lines)))
        for day, title in enumerate(titles)
    )


def itinerary(count: int = 2, lines: int = 3) -> Itinerary:
    return Itinerary((EN,), LONG, "Prof. AU YEUNG", (("Seat", "A-07"), ("Hotel", RARE)), days(count, lines))


def both(count: int = 2) -> Itinerary:
    return Itinerary((ZH, EN), LONG, "Prof. AU YEUNG", (), days(count, 3, BOTH))


def pocket(*those: Itinerary) -> Write:
    return lambda out: print_itineraries(out, those, headed, PaperFormat.POCKET)


DRIVER = DriverSheet(
    "Bus 1",
    "1 號車",
    (("Driver", "何師傅 5555"),),
    tuple(
        DriverLeg("08:15", "08:30", "00:10 (+1)", (LONG, "北門"), (RARE,), "31", ("2 wheelchairs",)) for _ in range(12)
    ),
)
PHONES = PhoneList(
    "Beijing",
    "北京",
    (),
    tuple(
        (
            f"Part {part}",
            tuple(PhoneRow(f"Guest {part}-{n}.", RARE, "Leader\nBus 1", f"+852 {part}{n}") for n in range(25)),
        )
        for part in range(2)
    ),
)
PAPERS: dict[str, Write] = {
    "itinerary": lambda out: print_itineraries(out, [itinerary(5, 12), both()], headed, PaperFormat.A4),
    "itinerary on A5": lambda out: print_itineraries(out, [itinerary(), both()], headed, PaperFormat.A5),
    "itinerary for the pocket": pocket(itinerary(), both()),
    "manifest": lambda out: print_manifests(out, [Manifest("Bus 1", "1 號車", (), LEGS, ROWS)], HEAD, SAYS),
    "manifest of nobody": lambda out: print_manifests(out, [Manifest("Bus 1", "", (), (), ())], HEAD, SAYS),
    "driver's sheet": lambda out: print_driver_sheets(out, [DRIVER], HEAD, SAYS, PaperFormat.A4),
    "driver's sheet on A5": lambda out: print_driver_sheets(out, [DRIVER], HEAD, SAYS, PaperFormat.A5),
    "phone list": lambda out: print_phone_lists(out, [PHONES], HEAD, SAYS, PaperFormat.A4),
}  # fmt: skip


def printed(write: Write) -> tuple[bytes, Printed]:
    out = BytesIO()
    result = write(out)
    return out.getvalue(), result


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("name", PAPERS)
def test_each_page_bears_the_code_and_what_it_is_and_all_is_on_it(name: str) -> None:
    pdf, result = printed(PAPERS[name])
    assert printed(PAPERS[name])[0] == pdf
    assert (result.pages, result.reports) == (len(pages(pdf)), ())
    for page, text in zip(pypdfium2.PdfDocument(pdf), pages(pdf), strict=True):
        for said in ("Summit", "Revision 3", "12 Apr 2023, 12:00", "Page"):
            assert said in text
        found = zxingcpp.read_barcodes(page.render(scale=2).to_pil().convert("L"))
        assert {one.text for one in found} == {CODE}


def test_everybody_has_pages_of_their_own_and_a_day_is_not_parted_from_its_first_line() -> None:
    shown = pages(printed(PAPERS["itinerary"])[0])
    assert sum("Page 1 of" in text for text in shown) == 2
    assert "Page 1 of 1" in shown[-1]
    for text in shown:
        lines = text.split("\r\n")
        titles = [place for place, words in enumerate(lines) if words.startswith("Day ")]
        assert all(any(":" in words for words in lines[place + 1 : place + 3]) for place in titles)
    whole = "".join(shown)
    assert [clock for clock in (f"{n:02}:{day:02}" for day in range(5) for n in range(12)) if clock not in whole] == []
    assert "(continued)" in whole
    assert whole.count("00:45 (+1)") == 5 * 12 + 6
    assert "1 號車往科大" in shown[-1]
    assert "Gather at: North" in shown[-1]


def test_for_the_pocket_the_front_is_below_right_and_the_inside_stands_on_its_head() -> None:
    pdf, result = printed(pocket(itinerary(2, 6)))
    assert result.pages == 1
    page = pypdfium2.PdfDocument(pdf)[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [210, 296]
    text = page.get_textpage()

    def place(words: str) -> tuple[bool, bool, bool]:
        """Right, above, and on its head."""
        search = text.search(words)
        index, count = search.get_next()
        first, last = text.get_charbox(index), text.get_charbox(index + count - 1)
        wide, high = page.get_size()
        return first[0] > wide / 2, first[1] > high / 2, first[0] > last[0]

    assert place("Page 1 of") == (True, False, False)
    assert place("Page 2 of") == (True, True, True)
    assert place("Page 3 of") == (False, True, True)
    many, result = printed(pocket(itinerary(9, 6)))
    assert result.pages == len(pages(many)) > 1


def test_forty_people_on_nine_legs_each_have_a_box_for_each() -> None:
    shown = "".join(pages(printed(PAPERS["manifest"])[0]))
    assert shown.count("□") == 40 * 8
    assert [n for n in range(40) if f"Guest {n}." not in shown] == []
    assert RARE in shown.replace("\r\n", "")
    assert "______ / 40" in shown
    assert "Nobody is expected." in pages(printed(PAPERS["manifest of nobody"])[0])[0]


def test_rare_and_long_names_phones_and_times_past_midnight_stand_there_whole() -> None:
    drives = "".join(pages(printed(PAPERS["driver's sheet on A5"])[0])).replace("\r\n", "")
    assert drives.count("2 wheelchairs") == 12
    assert drives.count("北門") == 12
    assert drives.replace("\u2060", "").count(RARE[-3:]) >= 12
    phones = "".join(pages(printed(PAPERS["phone list"])[0]))
    assert [n for part in range(2) for n in range(25) if f"+852 {part}{n}" not in phones] == []
    assert "Part 1" in phones
