import json
import resource
import tempfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exchange.sheets import CellTooLong
from desktop.exchange.tables import read_sheets
from desktop.exchange.writing import Cell, UnknownEnding, write_table
from desktop.files import DiskFull, NoFolder

HEADERS = ["姓名", "電話", "人數"]
ROWS: list[list[Cell]] = [
    ["孫東", "+852 9123 4567", 3],
    ["=HYPERLINK(1)", "0012", None],
    ["'=x", "'", 0],
    ["兩\n行", "-5", -1],
    ['他說"好",走了', "@me", 4],
    ["＝全形", "", None],
]
AS_TEXT = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in [HEADERS, *ROWS])


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_written_comes_back_unchanged(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"people.{ending}"

    assert write_table(file, HEADERS, iter(ROWS), "人員") == len(ROWS)
    assert read_sheets(file)[0].rows == AS_TEXT
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_json_holds_an_object_a_row(tmp_path: Path) -> None:
    assert write_table(tmp_path / "a.json", HEADERS, ROWS, "人員") == len(ROWS)
    assert write_table(tmp_path / "none.json", HEADERS, [], "人員") == 0

    assert json.loads((tmp_path / "a.json").read_text("utf-8"))[0] == {
        "姓名": "孫東",
        "電話": "+852 9123 4567",
        "人數": 3,
    }
    assert json.loads((tmp_path / "none.json").read_text("utf-8")) == []


def test_excel_shows_chinese_in_a_csv_and_runs_none_of_it(tmp_path: Path) -> None:
    write_table(tmp_path / "a.csv", HEADERS, ROWS, "人員")

    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert not any(line.startswith(("=", "+", "-", "@")) for line in data.decode("utf-8-sig").splitlines())
    assert "'+852 9123 4567" in data.decode("utf-8-sig")


def test_an_excel_file_is_set_up_for_reading(tmp_path: Path) -> None:
    write_table(tmp_path / "a.xlsx", HEADERS, [["孫東" * 10, "0012", 3]], "人員: [1]")

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert sheet.title == "人員   1"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C2"
    assert sheet.column_dimensions["A"].width == pytest.approx(41, abs=1)
    assert (sheet["B2"].value, sheet["B2"].number_format) == ("0012", "@")
    assert sheet["C2"].value == 3


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, ending: str) -> None:
    made = [tmp_path / f"{name}.{ending}" for name in "ab"]
    for file in made:
        write_table(file, HEADERS, ROWS, "人員", created=datetime(2023, 4, 12))  # noqa: DTZ001

    assert made[0].read_bytes() == made[1].read_bytes()


def test_an_unknown_ending_is_refused_with_those_allowed(tmp_path: Path) -> None:
    with pytest.raises(UnknownEnding, match=r"\.xlsx, \.csv, \.json"):
        write_table(tmp_path / "people.docx", HEADERS, ROWS, "人員")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_failure_halfway_leaves_nothing(tmp_path: Path, ending: str) -> None:
    with pytest.raises(CellTooLong, match="Row 3"):
        write_table(tmp_path / f"a.{ending}", ["x"], [["short"], ["x" * 40_000]], "s")
    with pytest.raises(NoFolder):
        write_table(tmp_path / "none" / f"a.{ending}", ["x"], [], "s")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, ending: str) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    try:
        with pytest.raises(DiskFull):
            write_table(tmp_path / f"a.{ending}", HEADERS, ROWS * 500, "s")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert list(tmp_path.iterdir()) == []


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@'\t\n,;\"_x0041"), max_size=12)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5), st.sampled_from(["csv", "xlsx"]))
def test_any_cells_come_back_unchanged(rows: list[list[str]], ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"a.{ending}"
        write_table(file, HEADERS, rows, "s")
        back = list(read_sheets(file)[0].rows[1:])

    while rows and not any(rows[-1]):
        rows.pop()
    assert [[*row, "", "", ""][:3] for row in back] == rows
