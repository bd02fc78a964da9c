"""The arrivals as files: what the window counts, on paper and in Excel."""

from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Ways
from desktop.i18n import Language, Translator
from desktop.services.arrivals_report import UnknownReport, write_report
from desktop.services.door_rules import CheckpointDraft, make_checkpoint
from desktop.services.events import EventRow
from tests.world import World

ENGLISH = Translator(Language.EN)


@pytest.fixture
def morning(world: World, summit: EventRow) -> EventRow:
    """Three of four delegates came, one of them left again; the guest of honour is missing."""
    world.guests(summit, "丁文", "王偉", "鄭重", "何慧敏")
    world.guests(summit, "李家超", category="guest-of-honour")
    with world.db.write() as session:
        make_checkpoint(session, summit.id, CheckpointDraft(LocalName(en="Exit"), "exit", ways=Ways.OUT))
    tokens = [badge.token for badge in world.badges(summit)]
    for token in tokens[:3]:
        world.scan(summit, token)
    world.scan(summit, tokens[0], code="exit")
    return summit


def test_the_paper_has_the_figures_the_groups_and_who_is_missing(world: World, morning: EventRow) -> None:
    out = world.path.with_name("arrivals.pdf")
    write_report(world.db, morning.id, out, ENGLISH)
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)

    for said in ("of 5", "1 has left", "By category", "By checkpoint", "By desk", "李家超", "Page 1 of"):
        assert said in text


def test_without_names_no_name_stands_in_either_file(world: World, morning: EventRow) -> None:
    for ending in (".pdf", ".xlsx"):
        out = world.path.with_name(f"arrivals{ending}")
        write_report(world.db, morning.id, out, ENGLISH, names=False)
        assert "李家超" not in _text(out)


def test_the_workbook_has_a_sheet_for_each_group_and_a_chart_by_minute(world: World, morning: EventRow) -> None:
    out = world.path.with_name("arrivals.xlsx")
    write_report(world.db, morning.id, out, ENGLISH)
    book = openpyxl.load_workbook(out)

    assert book.sheetnames[:3] == ["Arrivals", "By minute", "By category"]
    assert "VIPs still missing" in book.sheetnames
    rows = list(book["By category"].iter_rows(values_only=True))
    assert rows[0] == ("Name", "Expected", "Arrived", "Inside now", "Left", "Absent")
    assert ("Delegate", 4, 3, 2, 1, 1) in rows
    assert sum(row[1] for row in book["By minute"].iter_rows(min_row=2, values_only=True)) == 3
    assert len(book["By minute"]._charts) == 1


@pytest.mark.parametrize("language", list(Language))
def test_it_is_written_in_each_language_also_before_anybody_came(
    world: World, summit: EventRow, language: Language
) -> None:
    for ending in (".pdf", ".xlsx"):
        out = world.path.with_name(f"empty{ending}")
        write_report(world.db, summit.id, out, Translator(language))
        assert out.stat().st_size > 1000


def test_another_ending_is_refused(world: World, summit: EventRow, tmp_path: Path) -> None:
    with pytest.raises(UnknownReport):
        write_report(world.db, summit.id, tmp_path / "arrivals.doc", ENGLISH)


def _text(out: Path) -> str:
    if out.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(out).pages)
    book = openpyxl.load_workbook(out)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
