"""The report of the arrivals, read off the paper again."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.documents.arrivals_report import Line, Report, Table, print_report
from desktop.domain.arrival_curve import MINUTE, curve
from desktop.i18n import Language, Translator

NOON = datetime(2023, 4, 12, 4, 0, tzinfo=UTC)
RARE = "燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢"


def report(lines: int = 3, name: str = "燕北大學") -> Report:
    return Report(
        title="Arrivals",
        event="京港峰會",
        at="12 Apr 2023, 12:00",
        figures=(("Arrived", "182", "of 300"), ("Everyone in by", "13:58", "")),
        curve_title="Check-ins per minute",
        steps=tuple(curve([(NOON, 3), (NOON + 20 * MINUTE, 5)], NOON + 20 * MINUTE, 60)),
        zone="Asia/Hong_Kong",
        tables=(
            Table(
                "By organisation", ("Expected", "Arrived"), tuple(Line(name, (9, 4), 0.5, 0.4) for _ in range(lines))
            ),
            Table("By desk", ("Arrived",), (Line("Desk A", (4,), 1, 1),)),
        ),
        missing_title="VIPs still missing",
        missing=("李家超 · Guest of honour",),
    )


def printed(wanted: Report) -> list[str]:
    out = BytesIO()
    assert print_report(out, wanted, Translator(Language.EN)) == len(PdfReader(out).pages)
    return [page.extract_text() for page in PdfReader(out).pages]


def test_figures_times_groups_and_names_stand_there() -> None:
    (page,) = printed(report())

    for said in ("182", "of 300", "13:58", "12:00", "12:20", "燕北大學", "Desk A", "李家超", "Page 1 of 1"):
        assert said in page


def test_a_long_table_goes_on_with_its_headers_and_no_line_is_lost() -> None:
    pages = printed(report(200))

    assert sum(page.count("燕北大學") for page in pages) == 200
    assert all("Expected" in page for page in pages if "燕北大學" in page)


@pytest.mark.parametrize("name", [RARE, "X" * 300, "王" * 200, "", "شركة", "e\u0323"])
def test_no_name_stops_it(name: str) -> None:
    assert printed(report(name=name))
