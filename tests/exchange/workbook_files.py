"""Workbooks made by hand, byte for byte, for the kinds that no library here writes, and for hostile ones."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

Cells = Mapping[tuple[int, int], str]
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def cells(rows: Sequence[Sequence[str]]) -> Cells:
    return {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row) if text}


def packed(members: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


def xlsx(sheet: str, **more: bytes | str) -> bytes:
    """An Excel file with the XML ``sheet`` as its only one."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
            **more,
        }
    )


def ods(table: str, manifest: str = "") -> bytes:
    """An OpenDocument file with the XML ``table`` as the rows of its only sheet."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0">{manifest}'
            "</manifest:manifest>",
            "content.xml": f'<office:document-content xmlns:office="{space}:office:1.0" '
            f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="S">{table}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def xlsb(content: Cells) -> bytes:
    """An Excel binary workbook with one sheet."""
    sheet = b""
    for row in sorted({row for row, _column in content}):
        sheet += _record(0, struct.pack("<I", row) + bytes(13))
        for (_row, column), text in sorted(content.items()):
            if _row == row:
                sheet += _record(6, struct.pack("<II", column, 0) + _wide(text))
    rows, columns = zip(*content, strict=True)
    size = _record(148, struct.pack("<IIII", 0, max(rows), 0, max(columns)))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            "xl/workbook.bin": _record(143, b"")
            + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("S"))
            + _record(144, b"")
            + _record(157, bytes(26)),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": _record(129, b"") + size + _record(145, b"") + sheet + _record(146, b""),
        }
    )


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, payload: bytes) -> bytes:
    name = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(payload)
    return name + (bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])) + payload


def xls(content: Cells) -> bytes:
    """An Excel 97 workbook with one sheet."""
    globals_ = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + _biff(
        0x0042, struct.pack("<H", 1200)
    )
    end = _biff(0x000A, b"")
    offset = len(globals_) + 4 + 8 + 1 + len(end)
    directory = _biff(0x0085, struct.pack("<IBBBB", offset, 0, 0, 1, 0) + b"S")
    sheet = _biff(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for (row, column), text in sorted(content.items()):
        sheet += _biff(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))
    return ole({"Workbook": globals_ + directory + end + sheet + end})


def _biff(kind: int, payload: bytes) -> bytes:
    return struct.pack("<HH", kind, len(payload)) + payload


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file of one directory sector: at most three streams, each padded past the limit for small ones."""
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, 1 if streams else _FREE, _END, 0)]
    body = b""
    for number, (name, data) in enumerate(streams.items(), 1):
        padded = data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        first = 2 + len(chains)
        count = len(padded) // _SECTOR
        chains += [*range(first + 1, first + count), _END]
        entries.append(_entry(name, 2, _FREE, first, len(padded), number + 1 if number < len(streams) else _FREE))
        body += padded
    fat = struct.pack(f"<{2 + len(chains)}I", _FAT, _END, *chains).ljust(_SECTOR, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<I", 0)
    return header.ljust(_SECTOR, b"\xff") + fat + b"".join(entries).ljust(_SECTOR, b"\0") + body


def _entry(name: str, kind: int, child: int, first: int, size: int, right: int = _FREE) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    links = struct.pack("<IIII", _FREE, right, child, 0)
    return (
        wide.ljust(64, b"\0")
        + struct.pack("<HBB", len(wide), kind, 1)
        + links
        + bytes(32)
        + struct.pack("<IQ", first, size)
    )
