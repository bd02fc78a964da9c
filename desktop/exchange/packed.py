"""Looks into a packed workbook (.xlsx .xlsb .ods) before it is opened.

calamine lays a sheet out as one rectangle up to its farthest cell, so a file of a kilobyte could ask for terabytes, and
a zip says of itself what it likes. Every member is therefore unpacked once as a stream and counted; sheets are parsed
for how far their cells reach.
"""

import re
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from desktop.exchange.sheets import (
    Damaged,
    Encrypted,
    Limits,
    NotATable,
    TooManyColumns,
    TooManyRows,
    UnpacksTooLarge,
)

_CHUNK = 1 << 20
_MOST_MEMBERS = 5_000
_WORKBOOKS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_REFERENCE = re.compile(r"([A-Z]{1,7})(\d{1,9})\Z")
_FAR = 1 << 30


def look_into(data: bytes, file: str, limits: Limits) -> str:
    """The kind of the packed workbook in ``data``: xlsx, xlsb or ods.

    Refuses what is no workbook, is broken, is under a password, unpacks to too much or reaches too far.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            members = packed.infolist()
            kind = next((_WORKBOOKS[one.filename] for one in members if one.filename in _WORKBOOKS), None)
            if kind is None:
                raise NotATable(file=file)
            left = limits.unpacked_bytes
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > left:
                raise _too_large(file, limits)
            for member in members:
                left -= _unpack(packed, member, left, _Reach(file, limits))
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, LookupError) as error:
        raise Damaged(file=file) from error
    except NotImplementedError as error:
        raise Damaged(file=file) from error
    except RuntimeError as error:  # how zipfile says that a password is wanted
        raise Encrypted(file=file) from error
    return kind


class _Reach:
    """Follows the XML of one member and refuses cells that lie too far out; other XML is passed over."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self._limits = limits
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._wanted: bool | None = None
        self._row = self._column = self._width = 0
        self._repeat = 1
        self._handlers = {
            "row": self._excel_row,
            "c": self._excel_cell,
            "v": self._excel_value,
            "is": self._excel_value,
            "table": self._table,
            "table-row": self._table_row,
            "table-cell": self._table_cell,
            "covered-table-cell": self._table_cell,
            "p": self._table_text,
            "encryption-data": self._secret,
        }

    def feed(self, chunk: bytes, *, last: bool) -> None:
        """Take the next piece of the member."""
        if self._wanted is None and not chunk.lstrip().startswith(_XML_STARTS):
            self._wanted = False
        if self._wanted is not False:
            self._parser.Parse(chunk, last)

    def too_large(self) -> UnpacksTooLarge:
        return _too_large(self.file, self._limits)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if self._wanted is None:
            self._wanted = local in {"worksheet", "document-content", "manifest"}
            if not self._wanted:
                self._parser.StartElementHandler = self._parser.EndElementHandler = None
        elif local in self._handlers:
            self._handlers[local]({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "table-row":
            self._row += self._repeat

    def _excel_row(self, attributes: dict[str, str]) -> None:
        self._row = _number(attributes.get("r"), self._row + 1)
        self._column = 0

    def _excel_cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if found := _REFERENCE.match(attributes.get("r", "").upper()):
            self._column, self._row = _column_number(found[1]), int(found[2])

    def _excel_value(self, _attributes: dict[str, str]) -> None:
        self._check(self._row, self._column)

    def _table(self, _attributes: dict[str, str]) -> None:
        self._row = self._width = 0

    def _table_row(self, attributes: dict[str, str]) -> None:
        self._column, self._repeat = 0, _number(attributes.get("number-rows-repeated"), 1)

    def _table_cell(self, attributes: dict[str, str]) -> None:
        self._column += _number(attributes.get("number-columns-repeated"), 1)
        if "value-type" in attributes:
            self._check(self._row + self._repeat, self._column)

    def _table_text(self, _attributes: dict[str, str]) -> None:
        if self._column:
            self._check(self._row + self._repeat, self._column)

    def _secret(self, _attributes: dict[str, str]) -> None:
        raise Encrypted(file=self.file)

    def _check(self, row: int, column: int) -> None:
        self._width = max(self._width, column)
        if row > self._limits.rows:
            raise TooManyRows(file=self.file, limit=self._limits.rows)
        if column > self._limits.columns or row * self._width > self._limits.cells:
            raise TooManyColumns(file=self.file, limit=self._limits.columns)


def _unpack(packed: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, reach: _Reach) -> int:
    """Unpack ``member`` of at most ``left`` bytes; returns how many it really has."""
    said, member.file_size = member.file_size, left + 2 * _CHUNK  # else zipfile stops where the member says
    unpacked = 0
    with packed.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > left:
                raise reach.too_large()
            reach.feed(chunk, last=False)
    if unpacked:
        reach.feed(b"", last=True)
    member.file_size = said
    return unpacked


def _number(said: str | None, otherwise: int) -> int:
    """A count as a file gives it; what is beyond all reason stays just that."""
    return min(int(said), _FAR) if said and said.isdecimal() and len(said) < len(str(_FAR)) + 1 else otherwise


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _too_large(file: str, limits: Limits) -> UnpacksTooLarge:
    return UnpacksTooLarge(file=file, megabytes=limits.unpacked_bytes >> 20)
