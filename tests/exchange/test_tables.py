import io
import os
import random
import struct
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.domain.people_list import read_people
from desktop.errors import UserError
from desktop.exchange import sheets as refusals
from desktop.exchange.encodings import UnreadableText
from desktop.exchange.sheets import Limits, Sheet
from desktop.exchange.tables import read_sheets, sheet_with_people
from tests.exchange.workbook_files import cells, ods, ods_cell, ole, packed, xls, xlsb, xlsx

Put = Callable[[str, bytes], Path]
LIST = [["姓名", "單位"], ["孫東", "創科局"]]
ROWS = tuple(map(tuple, LIST))
FIRST_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
REAL = (Path(__file__).parents[1] / "lists" / "summit-2023.xlsx").read_bytes()


def workbook(rows: list[list[object]], *, merged: str = "", hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    if hidden:
        book.active.sheet_state = "hidden"  # type: ignore[union-attr]
        book.active["A1"] = "secret"  # type: ignore[index]
        book.create_sheet("seen")
    sheet = book.worksheets[-1]
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", workbook(LIST)),
        ("a.xls", xls(cells(LIST))),
        ("a.xlsb", xlsb(cells(LIST))),
        ("a.ods", ods("".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in LIST))),
        ("a.csv", "姓名,單位\r\n孫東,創科局\r\n".encode("big5")),
        ("a.tsv", "姓名\t單位\n孫東\t創科局\n".encode()),
        ("a.txt", "姓名;單位\r孫東;創科局\r".encode("utf-16")),
        ("a.csv", "sep=|\n姓名|單位\n孫東|創科局".encode("gb18030")),
        ("list.csv", workbook(LIST)),
        ("list.xlsx", "姓名,單位\n孫東,創科局\n".encode()),
    ],
)
def test_every_kind_of_table_is_read_by_what_it_holds(put: Put, name: str, data: bytes) -> None:
    assert read_sheets(put(name, data))[0].rows == ROWS


def test_cells_come_as_a_person_reads_them(put: Put) -> None:
    row = [91234567.0, 1.5, True, datetime(2023, 4, 12), datetime(2023, 4, 12, 9, 30), "=1+1", None, "x\r\ny"]  # noqa: DTZ001

    read = read_sheets(put("a.xlsx", workbook([row])))[0].rows[0]

    assert read == ("91234567", "1.5", "TRUE", "2023-04-12", "2023-04-12 09:30:00", "", "", "x\ny")


def test_rows_keep_their_numbers(put: Put) -> None:
    book = workbook([[], [None, "姓名"], [], [None, "孫東"], [None, ""]])

    assert read_sheets(put("a.xlsx", book))[0].rows == (("", ""), ("", "姓名"), ("", ""), ("", "孫東"))
    assert read_sheets(put("a.csv", "\n姓名\n\n孫東\n\n".encode()))[0].rows == ((), ("姓名",), (), ("孫東",))


def test_a_cell_merged_downwards_holds_for_all_its_rows(put: Put) -> None:
    book = workbook([["單位", "姓名"], ["創科局", "孫東"], [None, "李然"]], merged="A2:A3")

    assert read_sheets(put("a.xlsx", book))[0].rows[2] == ("創科局", "李然")


def test_hidden_sheets_come_last(put: Put) -> None:
    read = read_sheets(put("a.xlsx", workbook(LIST, hidden=True)))

    assert [sheet.rows for sheet in read] == [ROWS, (("secret",),)]


def test_the_sheet_with_a_header_of_names_is_chosen() -> None:
    many = Sheet("說明", (("text",),) * 50)
    people = Sheet("名單", ROWS)

    assert sheet_with_people([many, people]) is people
    assert sheet_with_people([many]) is many


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"Lee, Peter",HKU\n"Wong, May",CUHK\n', [("Lee, Peter", "HKU"), ("Wong, May", "CUHK")]),
        ("Lee, Peter;HKU;CEO\nWong, May;CUHK;CFO\n", [("Lee, Peter", "HKU", "CEO"), ("Wong, May", "CUHK", "CFO")]),
        ("姓名\t單位\n黃偉\t政協;區委\n孫東\t局,署\n", [("姓名", "單位"), ("黃偉", "政協;區委"), ("孫東", "局,署")]),
        ("名單\n\n姓名,單位\n孫東,局\n", [("名單",), (), ("姓名", "單位"), ("孫東", "局")]),
        ('姓名,職務\n孫東,"局長\n委員"\n', [("姓名", "職務"), ("孫東", "局長\n委員")]),
        ("姓名\n孫東\n", [("姓名",), ("孫東",)]),
        ('a,"b" c,d\ne,f,g\n', [("a", "b c", "d"), ("e", "f", "g")]),
    ],
)
def test_the_mark_between_cells_is_found(put: Put, text: str, rows: list[tuple[str, ...]]) -> None:
    assert list(read_sheets(put("a.csv", text.encode()))[0].rows) == rows


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def secret_zip() -> bytes:
    """A packed workbook with the mark of encryption set on every member."""
    data = bytearray(workbook(LIST))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(start)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(start, place + 4)
    return bytes(data)


def liar() -> bytes:
    """A bomb whose directory says that it is small."""
    data = bytearray(xlsx("<row>" + " " * 3_000_000 + "</row>"))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    return bytes(data)


def boaster() -> bytes:
    """A small file whose directory says that it holds 500 MB."""
    data = bytearray(workbook(LIST))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[place + 24 : place + 28] = struct.pack("<I", 500 << 20)
    return bytes(data)


def corrupt(data: bytes) -> bytes:
    broken = bytearray(data)
    place = data.find(b"xl/worksheets/sheet1.xml") + 40
    broken[place : place + 20] = b"\xff" * 20
    return bytes(broken)


WIDE = 'table:number-columns-repeated="16384"'
TO_THE_END = (
    '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
SMALL = Limits(file_bytes=1 << 20, unpacked_bytes=1 << 20, rows=100, columns=20, cells=1000, characters=50)
FAR_ROW = f'{FIRST_CELL}<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
FAR_COLUMN = f'{FIRST_CELL}<row r="2"><c s=">" r="XFD2"><v>1</v></c></row>'
WIDE_AND_LONG = f'{FIRST_CELL}<row r="2"><c r="T2"><v>1</v></c></row><row r="99"><c r="A99"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.xlsx", b"", refusals.EmptyFile),
        ("a.csv", b"\xef\xbb\xbf\r\n", refusals.EmptyFile),
        ("a.csv", b",,\n,,\n", refusals.EmptyFile),
        ("a.xlsx", workbook([]), refusals.EmptyFile),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), refusals.NotATable),
        ("a.csv", b"%PDF-1.7\n1 0 obj\n", refusals.NotATable),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", refusals.NotATable),
        ("a.csv", b"abc\x00\x00\x00\x01\x02defg\n", refusals.NotATable),
        ("a.xlsx", packed({"word/document.xml": "<x/>"}), refusals.NotATable),
        ("a.xlsx", ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), refusals.Encrypted),
        ("a.xlsx", secret_zip(), refusals.Encrypted),
        ("a.ods", ods("", "<manifest:encryption-data/>"), refusals.Encrypted),
        ("a.xlsx", cut(REAL), refusals.Damaged),
        ("a.xlsx", corrupt(workbook(LIST)), refusals.Damaged),
        ("a.xlsx", xlsx("<row><c>"), refusals.Damaged),
        ("a.xls", cut(xls(cells(LIST))), refusals.Damaged),
        ("a.xls", ole({"WordDocument": b"x"}), refusals.Damaged),
        ("a.xls", xls({(0, 0): "姓名", (65_535, 65_535): "x"}), refusals.Damaged),
        ("a.xlsb", xlsb({(0, 0): "姓名", (1_048_575, 16_383): "x"}), refusals.Damaged),
        ("a.xlsx", xlsx(FAR_ROW), refusals.TooManyRows),
        ("a.xlsx", xlsx(FAR_COLUMN), refusals.TooManyColumns),
        ("a.xlsx", xlsx(WIDE_AND_LONG), refusals.TooManyColumns),
        ("a.xlsx", xlsx(" " * 2_000_000), refusals.UnpacksTooLarge),
        ("a.xlsx", liar(), refusals.UnpacksTooLarge),
        ("a.xlsx", boaster(), refusals.UnpacksTooLarge),
        ("a.xlsx", packed({"xl/workbook.xml": "", **{f"x{n}": b"" for n in range(5001)}}), refusals.UnpacksTooLarge),
        (
            "a.ods",
            ods(f'<table:table-row table:number-rows-repeated="9999999">{ods_cell("x")}</table:table-row>'),
            refusals.TooManyRows,
        ),
        (
            "a.ods",
            ods(f"<table:table-row>{ods_cell('x', WIDE)}</table:table-row>"),
            refusals.TooManyColumns,
        ),
        (
            "a.ods",
            ods(f'<table:table-row table:number-rows-repeated="99">{ods_cell("x" * 40_000)}</table:table-row>'),
            refusals.UnpacksTooLarge,
        ),
        (
            "a.ods",
            ods("<table:table-row>" + ods_cell("<text:s text:c='2000000000'/>") + "</table:table-row>"),
            refusals.UnpacksTooLarge,
        ),
        ("a.ods", ods('</table:table><table:table table:name="T">' * 300), refusals.TooManySheets),
        ("a.csv", b"," * 900_000, refusals.TooManyColumns),
        ("a.csv", b"x\n" * 101, refusals.TooManyRows),
        ("a.csv", b"x," * 30, refusals.TooManyColumns),
        ("a.csv", b"x\n" + b"y" * 51, refusals.CellTooLong),
        ("a.csv", b"x\n" + b"y" * 200_000, refusals.CellTooLong),
        ("a.xlsx", workbook([["x" * 51]]), refusals.CellTooLong),
        ("a.csv", b'name,company\n"Lee,HKU\nWong,CUHK\n', refusals.OpenQuote),
        ("a.csv", b"x" * 1_100_000, refusals.FileTooLarge),
        ("a.csv", "姓名\n孫".encode()[:-1], UnreadableText),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_one_sentence(
    put: Put, name: str, data: bytes, refusal: type[UserError]
) -> None:
    with pytest.raises(refusal) as refused:
        read_sheets(put(name, data), limits=SMALL)

    assert name in str(refused.value)
    assert refused.value.code != "refused"


def test_a_text_that_many_cells_share_is_laid_out_where_it_can_do_no_harm(put: Put) -> None:
    """A process of its own reads what might fill the memory; what turns out to be harmless comes in all the same."""
    place = "京华科技大学" * 8
    items = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{place}</t></si></sst>'
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 91))
    file = put("a.xlsx", xlsx(rows, **{"xl/sharedStrings.xml": items}))

    assert read_sheets(file, limits=replace(SMALL, unpacked_bytes=9_000))[0].rows == ((place,),) * 90


def test_files_that_are_not_there_or_no_files_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path, refusal in (
        (tmp_path / "none.csv", refusals.NoSuchFile),
        (tmp_path, refusals.NoPlainFile),
        (tmp_path / "pipe.csv", refusals.NoPlainFile),
        (tmp_path / ("n" * 300), refusals.NotReadable),
    ):
        with pytest.raises(refusal):
            read_sheets(path)


def test_a_sheet_formatted_to_its_end_is_no_bomb(put: Put) -> None:
    excel = f'{FIRST_CELL}<row r="1048576" ht="12"><c r="XFD1048576" s="1"/></row>'
    office = f"<table:table-row>{ods_cell('姓名')}</table:table-row>{TO_THE_END}"

    assert read_sheets(put("a.xlsx", xlsx(excel)))[0].rows == (("姓名",),)
    assert read_sheets(put("a.ods", ods(office)))[0].rows == (("姓名",),)


def test_an_encoding_can_be_told(put: Put) -> None:
    path = put("a.csv", "孙东\n".encode("gb18030"))

    assert read_sheets(path, "gb18030")[0].rows == (("孙东",),)
    with pytest.raises(UnreadableText):
        read_sheets(path, "utf-8")


@settings(max_examples=300)
@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xff\xfe\x00")
@example(b"sep=\n\n")
@example(b'sep="\na')
def test_any_bytes_give_a_table_or_one_refusal(data: bytes) -> None:
    gives_a_table_or_refuses("a.csv", data)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_a_workbook_with_any_bytes_changed_gives_a_table_or_one_refusal(chance: random.Random, changes: int) -> None:
    data = bytearray(REAL)
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)

    gives_a_table_or_refuses("a.xlsx", bytes(data))


MARKUP = st.text(st.sampled_from("<>/cr=\"'vA19 t&;x"), max_size=60)


@settings(max_examples=100)
@given(MARKUP, st.booleans())
def test_a_workbook_with_any_xml_in_it_gives_a_table_or_one_refusal(xml: str, office: bool) -> None:
    gives_a_table_or_refuses("a", ods(xml) if office else xlsx(xml))


@settings(max_examples=8)
@given(st.randoms(use_true_random=False))
def test_an_old_workbook_with_any_bytes_changed_gives_a_table_or_one_refusal(chance: random.Random) -> None:
    data = bytearray(xls(cells(LIST)))
    for _ in range(20):
        data[chance.randrange(len(data))] = chance.randrange(256)

    gives_a_table_or_refuses("a.xls", bytes(data))


def gives_a_table_or_refuses(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            read_people(sheet_with_people(read_sheets(path)).rows)
        except UserError:
            return


def test_the_real_workbook_is_sound() -> None:
    assert zipfile.ZipFile(io.BytesIO(REAL)).testzip() is None


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="XFD2"><v>1</v></c></row>',
        "<row r='2'><c r='XFD2'><v>1</v></c></row>",
        '<row r="2"><c\n\tr="XFD2"><v>1</v></c></row>',
        '<row r="2"><c r = "XFD2"><v>1</v></c></row>',
        '<row r="2"><c s=">" r="XFD2"><v>1</v></c></row>',
        '<row r="2"><c r="&#88;FD2"><v>1</v></c></row>',
        '<row r="2"><!-- --><c r="XFD2"><v>1</v></c></row>',
        '<row r="2"><c r="xfd2"><v>1</v></c></row>',
        '<row r="2">' + "<c><v>1</v></c>" * 21 + "</row>",
        '<row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_a_cell_that_lies_far_out_is_seen_however_it_is_written(put: Put, rows: str) -> None:
    with pytest.raises((refusals.TooManyColumns, refusals.TooManyRows)):
        read_sheets(put("a.xlsx", xlsx(FIRST_CELL + rows)), limits=SMALL)


def test_rows_that_a_file_hides_are_known(put: Put) -> None:
    hidden = '<row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="3" hidden="0"><c r="A3"><v>3</v></c></row>'
    (sheet,) = read_sheets(put("a.xlsx", xlsx(FIRST_CELL + hidden)))
    assert (len(sheet.rows), sheet.hidden) == (3, frozenset({2}))
    (spaced,) = read_sheets(put("a.xlsx", xlsx(FIRST_CELL + hidden.replace("<c r=", "<!-- --><c r="))))
    assert spaced.hidden == frozenset({2})
