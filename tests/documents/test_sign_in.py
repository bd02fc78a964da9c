"""Sign-in sheets, read off the paper again."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.documents.badge_facts import Problem
from desktop.documents.sign_in import print_sign_in
from desktop.documents.sign_in_facts import Group, Guest, Part, Sheets, SignIn
from desktop.domain.text import LocalName
from desktop.errors import Cancelled
from desktop.i18n import Language, Translator
from desktop.progress import Progress

RARE = "燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢"
GUEST = Guest("A-7K3PX", "歐陽卓軒", "AU YEUNG Cheuk-hin", "教授", "Prof.", "維港光電研究院 院長", "代表", "#0B7F48")


def sheets(*groups: Group, blank: int = 0) -> SignIn:
    part = Part("by name", groups, guided=True)
    return SignIn(LocalName("京港峰會", "京港峰会", "Summit"), "Main door", "12 Apr 2023, 12:00", (part,), blank)


def printed(wanted: SignIn, language: Language = Language.EN) -> tuple[list[str], Sheets]:
    out = BytesIO()
    result = print_sign_in(out, wanted, Translator(language), Progress())
    return [page.extract_text() for page in PdfReader(out).pages], result


def many(n: int) -> tuple[Guest, ...]:
    return tuple(replace(GUEST, serial=f"A-{number:05}", name_latin=f"Guest {number}") for number in range(n))


def test_a_line_has_serial_both_names_honorifics_post_and_category() -> None:
    (page,), result = printed(sheets(Group("", (GUEST,))))

    for text in ("A-7K3PX", "歐陽卓軒", "教授", "AU YEUNG Cheuk-hin", "Prof.", "維港光電研究院", "代表", "Main door"):
        assert text in page
    assert (result.pages, result.items, result.reports) == (1, 1, ())
    assert page.rindex("Prof.") < page.rindex("AU YEUNG")
    assert page.rindex("歐陽卓軒") < page.rindex("教授")


def test_each_page_says_which_it_is_and_between_which_names_it_lies() -> None:
    pages, _ = printed(sheets(Group("", many(50))))

    assert [f"Page {number} of 3" in page for number, page in enumerate(pages, 1)] == [True] * 3
    assert "Guest 0 – Guest 22" in pages[0]
    assert "Guest 46 – Guest 49" in pages[2]


def test_no_guest_is_lost_and_a_group_that_goes_on_is_named_again() -> None:
    pages, result = printed(sheets(Group("Delegation one", many(30)), Group("Delegation two", many(5))))

    assert sum(page.count("A-000") for page in pages) == result.items == 35
    assert "Delegation one · 30 people (continued)" in pages[1]


def test_a_heading_never_stands_last_on_a_page() -> None:
    for n in range(15, 25):
        pages, _ = printed(sheets(Group("One", many(n)), Group("Two", many(2))))
        named = next(page for page in pages if "Two · 2 people" in page)
        assert named.count("A-00000") == 1 + (named is pages[0])


def test_who_has_come_already_is_ticked_with_the_time() -> None:
    (page,), _ = printed(sheets(Group("", (replace(GUEST, arrived="13:52"),))))

    assert "13:52" in page


def test_rare_names_stand_there_and_what_no_font_has_is_reported_once() -> None:
    rare, odd = replace(GUEST, name_zh=RARE), replace(GUEST, name_zh="王😀", serial="A-3")
    wanted = sheets(Group("", (rare, odd)))
    wanted = replace(wanted, parts=(*wanted.parts, Part("by category", (Group("代表", (rare, odd)),))))
    pages, result = printed(wanted, Language.ZH_HANT)

    assert RARE in pages[0]
    assert [(one.badge, one.text, one.problem) for one in result.reports] == [(1, "😀", Problem.MISSING_CHARACTER)]


@pytest.mark.parametrize("length", [500, 30])
def test_a_long_name_is_smaller_or_reported_never_cut_silently(length: int) -> None:
    name = "王" * length
    pages, result = printed(sheets(Group("", (replace(GUEST, name_zh=name, name_latin=""),))))

    assert (name in pages[0]) is not any(one.problem is Problem.DOES_NOT_FIT for one in result.reports)


def test_walk_ins_get_a_page_of_empty_lines() -> None:
    pages, result = printed(sheets(Group("", (GUEST,)), blank=22))

    assert len(pages) == 2
    assert "Walk-ins" in pages[1]
    assert result.items == 1


def test_the_same_sheets_are_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    for out in (first, second):
        print_sign_in(out, sheets(Group("", many(3))), Translator(Language.ZH_HANS), Progress())
    assert first.getvalue() == second.getvalue()


def test_cancelling_writes_nothing() -> None:
    out, progress = BytesIO(), Progress()
    progress.stop.set()
    with pytest.raises(Cancelled):
        print_sign_in(out, sheets(Group("", (GUEST,))), Translator(Language.EN), progress)
    assert out.getvalue() == b""
