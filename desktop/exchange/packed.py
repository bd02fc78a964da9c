"""Looks into a packed workbook (.xlsx .xlsb .ods) before it is opened.

calamine lays a sheet out as one rectangle up to its farthest cell, so a file of a kilobyte could ask for terabytes, and
a zip says of itself what it likes. Every member is therefore unpacked once as a stream and counted; sheets are parsed
for how far their cells reach. A text that stands in a file once may be laid out a million times: that is counted too.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from xml.parsers import expat

from desktop.exchange.sheets import (
    Damaged,
    Encrypted,
    Limits,
    NotATable,
    TooManyColumns,
    TooManyRows,
    TooManySheets,
    UnpacksTooLarge,
)

_CHUNK = 1 << 20
_MOST_MEMBERS = 5_000
_WORKBOOKS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_REFERENCE = re.compile(r"([A-Z]{1,7})(\d{1,9})\Z")
_FAR = 1 << 30
_TELLING = {"worksheet", "document-content", "manifest"}
_NAMING = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}


@dataclass(frozen=True, slots=True)
class Packed:
    """What a packed workbook is: xlsx, xlsb or ods; and which rows, from 1, each of its sheets does not show.

    ``shared`` is how many bytes the texts that its cells share may be laid out to, at the very most.
    """

    kind: str
    hidden: dict[str, frozenset[int]] = field(default_factory=dict)
    shared: int = 0


def look_into(data: bytes, file: str, limits: Limits) -> Packed:
    """The kind of the packed workbook in ``data``, and its hidden rows.

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
            found = _Found()
            for member in members:
                left -= _look(packed, member, left, found, file, limits)
    # The last is what zipfile raises for a way of packing that it doesn't know.
    except (
        *(zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError),
        *(OSError, ValueError, LookupError, NotImplementedError),
    ) as error:
        raise Damaged(file=file) from error
    except RuntimeError as error:  # how zipfile says that a password is wanted
        raise Encrypted(file=file) from error
    return Packed(kind, found.by_sheet(), found.sharing * found.longest)


@dataclass(slots=True)
class _Found:
    """What the members of a workbook tell of its sheets."""

    hidden: dict[str, set[int]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    sheets: int = 0
    sharing: int = 0
    longest: int = 0

    def by_sheet(self) -> dict[str, frozenset[int]]:
        """The hidden rows by the name of their sheet, which an Excel file keeps apart from its cells."""
        members = {key: f"xl/{target.removeprefix('/xl/')}" for key, target in self.targets.items()}
        named = {members[key]: name for name, key in self.names.items() if key in members}
        return {named.get(member, member): frozenset(rows) for member, rows in self.hidden.items() if rows}


def _look(packed: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, found: _Found, file: str, limits: Limits) -> int:
    """Look into ``member`` of at most ``left`` bytes; returns how many it really has."""
    if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
        plain = _PlainSheet(limits)
        size = 0
        for chunk in _unpacked(packed, member, left, file, limits):
            size += len(chunk)
            if not plain.feed(chunk):
                break
        else:
            found.hidden[member.filename] = plain.hidden
            found.sharing += plain.sharing
            return size
    reach, items = _Reach(file, limits, member.filename, found), _Items()
    size = 0
    for chunk in _unpacked(packed, member, left, file, limits):
        size += len(chunk)
        reach.feed(chunk, last=False)
        items.feed(chunk)
    found.longest = max(found.longest, items.longest)
    if size:
        reach.feed(b"", last=True)
    return size


def _unpacked(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, file: str, limits: Limits
) -> Iterator[bytes]:
    """The bytes of ``member`` in pieces; refuses it once they are more than ``left``."""
    said, member.file_size = member.file_size, left + 2 * _CHUNK  # else zipfile stops where the member says
    unpacked = 0
    with packed.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            unpacked += len(chunk)
            if unpacked > left:
                raise _too_large(file, limits)
            yield chunk
    member.file_size = said


class _Items:
    """How long the longest text is that cells may share, with the marks around it."""

    def __init__(self) -> None:
        self.longest = 0
        self._since = 0

    def feed(self, chunk: bytes) -> None:
        """Take the next piece of the member; what is cut in two counts as one."""
        ends = [found.start() for found in _ITEM.finditer(chunk)]
        for before, after in pairwise([-self._since, *ends, len(chunk)]):
            self.longest = max(self.longest, after - before)
        self._since = len(chunk) - ends[-1] if ends else self._since + len(chunk)


_ITEM = re.compile(rb"<(?:\w{1,20}:)?si[\s/>]")
_SHARING = re.compile(rb"\st=[\"']s[\"']")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s/>]")
_PLACED_CELL = re.compile(rb"<(?:\w{1,20}:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s([^<>]*)>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_ROW_NUMBER = re.compile(rb"(?:^|\s)r=[\"']([0-9]{1,7})[\"']")
_DOUBTFUL = re.compile(rb"<!|&#|\x00")


class _PlainSheet:
    """Looks over a sheet of Excel as programs write it, ten times as fast as an XML parser does.

    Whatever could mean more than it seems, or lies far out, makes ``feed`` False: then a parser has to look.
    """

    def __init__(self, limits: Limits) -> None:
        self.hidden: set[int] = set()
        self.sharing = 0
        self._limits = limits
        self._tail = b""
        self._begun = False
        self._row = self._width = 0

    def feed(self, chunk: bytes) -> bool:
        """Take the next piece; False when it can't be judged this way."""
        data = self._tail + chunk
        if not self._begun:
            encoding = re.search(rb"encoding=[\"']([^\"']*)", data[:200])
            if encoding is not None and encoding[1].lower() not in {b"utf-8", b"us-ascii"}:
                return False
            self._begun = True
        end = data.rfind(b"<")
        piece, self._tail = data[:end], data[end:]
        if end < 0 or len(self._tail) > _CHUNK or _DOUBTFUL.search(piece):
            return False
        placed = _PLACED_CELL.findall(piece)
        if len(placed) != len(_CELL.findall(piece)):
            return False
        for letters in {letters for letters, _row in placed}:
            self._width = max(self._width, _column_number(letters.decode().upper()))
        self._row = max(self._row, max((int(row) for _letters, row in placed), default=0))
        self.sharing += len(_SHARING.findall(piece))
        for row in _ROW.finditer(piece):
            if _HIDDEN.search(row[1]):
                number = _ROW_NUMBER.search(row[1])
                if number is None:
                    return False
                self.hidden.add(int(number[1]))
        limits = self._limits
        return self._row <= limits.rows and self._width <= limits.columns and self._row * self._width <= limits.cells


class _Reach:
    """Follows the XML of one member and refuses cells that lie too far out; other XML is passed over."""

    def __init__(self, file: str, limits: Limits, member: str, found: _Found) -> None:
        self.file = file
        self._limits = limits
        self._member = member
        self._found = found
        self._hidden = found.hidden.setdefault(member, set())
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._wanted: bool | None = None
        self._row = self._column = self._width = 0
        self._repeat = 1
        self._across = 1
        self._text = self._laid_out = 0
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
            "s": self._table_spaces,
            "encryption-data": self._secret,
            "sheet": self._sheet,
            "Relationship": self._relationship,
        }

    def feed(self, chunk: bytes, *, last: bool) -> None:
        """Take the next piece of the member."""
        if self._wanted is None and not chunk.lstrip().startswith(_XML_STARTS):
            self._wanted = False
        if self._wanted is not False:
            self._parser.Parse(chunk, last)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if self._wanted is None:
            self._wanted = local in _TELLING or self._member in _NAMING
            if not self._wanted:
                self._parser.StartElementHandler = self._parser.EndElementHandler = None
            elif local == "document-content":
                self._parser.CharacterDataHandler = self._characters
        elif local in self._handlers:
            self._handlers[local]({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "table-row":
            self._row += self._repeat
            self._laid_out += self._text * self._repeat
            self._text = 0
            if self._laid_out > self._limits.unpacked_bytes:
                raise _too_large(self.file, self._limits)

    def _characters(self, text: str) -> None:
        self._text += len(text) * self._across

    def _table_spaces(self, attributes: dict[str, str]) -> None:
        self._text += _number(attributes.get("c"), 1) * self._across

    def _excel_row(self, attributes: dict[str, str]) -> None:
        self._row = _number(attributes.get("r"), self._row + 1)
        self._column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self._hidden.add(self._row)

    def _excel_cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if found := _REFERENCE.match(attributes.get("r", "").upper()):
            self._column, self._row = _column_number(found[1]), int(found[2])
        self._found.sharing += attributes.get("t") == "s"

    def _excel_value(self, _attributes: dict[str, str]) -> None:
        self._check(self._row, self._column)

    def _sheet(self, attributes: dict[str, str]) -> None:
        if self._member in _NAMING:
            self._found.names[attributes.get("name", "")] = attributes.get("id", "")
            self._found.sheets += 1
            self._check_sheets()

    def _relationship(self, attributes: dict[str, str]) -> None:
        if self._member in _NAMING:
            self._found.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _check_sheets(self) -> None:
        if self._found.sheets > self._limits.sheets:
            raise TooManySheets(file=self.file, limit=self._limits.sheets)

    def _table(self, attributes: dict[str, str]) -> None:
        self._found.sheets += 1
        self._check_sheets()
        self._row = self._width = 0
        self._hidden = self._found.hidden.setdefault(attributes.get("name", ""), set())

    def _table_row(self, attributes: dict[str, str]) -> None:
        self._column, self._repeat = 0, _number(attributes.get("number-rows-repeated"), 1)
        if attributes.get("visibility") in {"collapse", "filter"}:
            last = min(self._row + self._repeat, self._limits.rows)
            self._hidden.update(range(self._row + 1, last + 1))

    def _table_cell(self, attributes: dict[str, str]) -> None:
        self._across = _number(attributes.get("number-columns-repeated"), 1)
        self._column += self._across
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
