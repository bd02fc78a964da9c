"""vCards: read as one table (2.1, 3.0 and 4.0), and written (3.0) so that phones know them and we lose nothing.

Beside the properties that phones know, a written card has one of ours for each cell, by what its column means.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import NamedTuple

from desktop.domain.list_headers import Meaning
from desktop.domain.list_sources import VCARD_MARK
from desktop.domain.text import clean, has_han
from desktop.exchange.sheets import Damaged, Limits, TooManyRows
from desktop.files import atomic_file

_COLUMNS = (
    Meaning.NAME_ZH, Meaning.NAME_LATIN, Meaning.STYLE, Meaning.STYLE_EN, Meaning.HONOURS, Meaning.HONOURS_EN,
    Meaning.TITLE, Meaning.ORGANISATION, Meaning.TITLE_EN, Meaning.ORGANISATION_EN, Meaning.CATEGORY, Meaning.ROLE,
    Meaning.ATTENDANCE, Meaning.STATUS, Meaning.SEAT, Meaning.ESCORT, Meaning.DELEGATION, Meaning.PHONE, Meaning.EMAIL,
    Meaning.LANGUAGE, Meaning.DIET, Meaning.ACCESS, Meaning.TAGS, Meaning.NOTE, Meaning.NUMBER,
    Meaning.SERIAL, Meaning.HOST,
)  # fmt: skip
_HEADERS = (
    "中文姓名", "英文姓名", "稱謂", "英文稱謂", "勳銜", "英文勳銜", "職務", "機構", "職務(英文)", "機構(英文)", "類別",
    "角色", "出席方式", "狀態", "座位", "接待人", "代表團", "電話", "電郵", "語言", "飲食", "無障礙需要", "標籤",
    "備註", "序號", "胸卡號碼", "隨同嘉賓",
)  # fmt: skip
_OURS = "X-SUMMIT-DESK-"
_BEGIN = re.compile(r"\s*BEGIN:VCARD\s*$", re.IGNORECASE | re.MULTILINE)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)(?:=((?:"[^"]*"|[^";:,])*(?:,(?:"[^"]*"|[^";:,])*)*))?')
_NAME = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)")
_FOLD = 75


class _Line(NamedTuple):
    name: str
    parameters: dict[str, str]
    value: str


def looks_like_vcards(text: str) -> bool:
    """Whether ``text`` is vCards and no table."""
    return _BEGIN.match(text.removeprefix("\ufeff")) is not None


def read_vcards(text: str, file: str, limits: Limits) -> tuple[tuple[tuple[str, ...], ...], dict[int, bytes]]:
    """The cards in ``text`` as rows under a header, and the photos of the rows by their number from 1.

    ``file`` is the name that refusals tell. Nobody has looked at what is called a photo; one that is elsewhere is not
    fetched.
    """
    rows: list[tuple[str, ...]] = [_HEADERS]
    photos: dict[int, bytes] = {}
    ours = False
    card: list[_Line] | None = None
    for line in _lines(text.removeprefix("\ufeff")):
        what = (line.name, line.value.strip().upper())
        if what == ("BEGIN", "VCARD"):
            card = []
        elif what == ("END", "VCARD"):
            if card is None:
                raise Damaged(file=file)
            ours = ours or any(line.name.startswith(_OURS) for line in card)
            if not any(line.name == "KIND" and line.value.strip().lower() == "group" for line in card):
                rows.append(_row(card))
                if photo := next(filter(None, (_photo(line) for line in card if line.name == "PHOTO")), b""):
                    photos[len(rows)] = photo
            card = None
            if len(rows) > limits.rows:
                raise TooManyRows(file=file, limit=limits.rows)
        elif card is not None:
            card.append(line)
    if card is not None:
        raise Damaged(file=file)
    return tuple(rows) if ours else _without_empty_columns(rows), photos


def _without_empty_columns(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """``rows`` of cards that other programs wrote: the columns they fill, marked as theirs."""
    kept = [place for place in range(len(_HEADERS)) if any(row[place] for row in rows[1:])]
    header = tuple(f"{VCARD_MARK} {_HEADERS[place]}" for place in kept)
    return (header, *(tuple(row[place] for place in kept) for row in rows[1:]))


def write_vcards(
    path: Path, columns: Sequence[Meaning], rows: Iterable[Sequence[str | int | None]], photos: Iterable[bytes] = ()
) -> int:
    """Write ``rows``, whose cells mean ``columns``, to ``path``; returns how many.

    ``photos`` are the rows' in their order, as JPEG; empty for none. Raises what ``atomic_file`` raises.
    """
    written = 0
    with atomic_file(path) as file:
        for row, photo in zip(rows, chain(photos, repeat(b"")), strict=False):
            said = {meaning: str(cell) for meaning, cell in zip(columns, row, strict=True) if cell not in (None, "")}
            lines = ["BEGIN:VCARD", "VERSION:3.0", *_properties(said), "END:VCARD"]
            if photo:
                lines.insert(-1, f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(photo).decode()}")
            file.write("".join(f"{_folded(line)}\r\n" for line in lines).encode())
            written += 1
    return written


def _properties(said: dict[Meaning, str]) -> Iterator[str]:
    def get(meaning: Meaning) -> str:
        return said.get(meaning, "")

    names = [name for name in (get(Meaning.NAME_ZH), get(Meaning.NAME_LATIN)) if name]
    before = get(Meaning.STYLE) or get(Meaning.STYLE_EN)
    after = get(Meaning.HONOURS_EN) or get(Meaning.HONOURS)
    yield f"FN:{_escaped(' '.join(names))}"
    yield f"N:{_escaped(names[0] if names else '')};;;{_escaped(before)};{_escaped(after)}"
    first = [next(iter(get(meaning).split("\n")), "") for meaning in (Meaning.ORGANISATION, Meaning.TITLE)]
    yield from (f"{name}:{_escaped(value)}" for name, value in zip(("ORG", "TITLE"), first, strict=True) if value)
    yield from (f"TEL:{_escaped(part)}" for part in get(Meaning.PHONE).split(" / ") if part)
    yield from (f"EMAIL:{_escaped(part)}" for part in get(Meaning.EMAIL).split(" / ") if part)
    for name, meaning in (("CATEGORIES", Meaning.CATEGORY), ("NOTE", Meaning.NOTE)):
        if get(meaning):
            yield f"{name}:{_escaped(get(meaning))}"
    kept = (meaning for meaning in _COLUMNS if meaning in said)
    yield from (f"{_OURS}{meaning.value.upper().replace('_', '-')}:{_escaped(said[meaning])}" for meaning in kept)


def _escaped(value: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        value = value.replace(plain, escaped)
    return value


def _folded(line: str) -> str:
    """``line`` in pieces of at most 75 octets, none cut within a character."""
    if line.isascii():
        starts = range(_FOLD, len(line), _FOLD - 1)
        return "\r\n ".join((line[:_FOLD], *(line[start : start + _FOLD - 1] for start in starts)))
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _FOLD:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)


def _lines(text: str) -> Iterator[_Line]:
    """The properties in ``text``, unfolded and decoded; a line that is none is passed over."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces: list[str] = []
    soft = False
    for line in (*re.sub(r"\n[ \t]", "", plain).split("\n"), ""):
        if not soft:
            if pieces and (read := _line("".join(pieces))) is not None:
                yield read
            pieces = []
        goes_on = line.endswith("=") and (soft or "QUOTED-PRINTABLE" in line.upper())
        pieces.append(line[:-1] if goes_on else line)
        soft = goes_on
    if (read := _line("".join(pieces))) is not None:
        yield read


def _line(whole: str) -> _Line | None:
    name = _NAME.match(whole)
    if name is None:
        return None
    parameters: dict[str, str] = {}
    place = name.end()
    while found := _PARAMETER.match(whole, place):
        key, value = found[1].upper(), (found[2] or "").replace('"', "")
        if found[2] is None and key in ("QUOTED-PRINTABLE", "BASE64"):
            key, value = "ENCODING", key
        parameters[key] = value
        place = found.end()
    if whole[place : place + 1] != ":":
        return None
    value = whole[place + 1 :]
    if parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        octets = quopri.decodestring(value.encode("ascii", "ignore"))
        try:
            value = octets.decode(parameters.get("CHARSET", "utf-8"))
        except (UnicodeDecodeError, LookupError):
            value = octets.decode("utf-8", "replace")
    return _Line(name[1].upper(), parameters, value)


def _row(card: Sequence[_Line]) -> tuple[str, ...]:
    ours = {line.name.removeprefix(_OURS): line.value for line in card if line.name.startswith(_OURS)}
    if ours:
        return tuple(_text(ours.get(meaning.value.upper().replace("_", "-"), "")) for meaning in _COLUMNS)
    said = _names(card)
    places = [" ".join(filter(None, map(clean, _parts(line.value)))) for line in card if line.name == "ORG"]
    titles = [_text(line.value) for line in card if line.name == "TITLE"]
    said[Meaning.ORGANISATION], said[Meaning.TITLE] = "\n".join(places), "\n".join(titles)
    for name, meaning in (("TEL", Meaning.PHONE), ("EMAIL", Meaning.EMAIL)):
        values = (_text(line.value).removeprefix("tel:").removeprefix("mailto:") for line in card if line.name == name)
        said[meaning] = " / ".join(dict.fromkeys(filter(None, map(clean, values))))
    said[Meaning.NOTE] = "\n".join(_text(line.value) for line in card if line.name == "NOTE")
    return tuple(said.get(meaning, "") for meaning in _COLUMNS)


def _names(card: Sequence[_Line]) -> dict[Meaning, str]:
    """The names of a card that another program wrote, with what stands before and after them."""
    said: dict[Meaning, str] = {}
    shown = [clean(_text(line.value)) for line in card if line.name == "FN"]
    parts = next(([clean(part) for part in _parts(line.value)] for line in card if line.name == "N"), [])
    family, given, more, before, after = (*parts, *[""] * 5)[:5]
    chinese = has_han(family + given)
    whole = f"{family}{given}" if chinese else " ".join(filter(None, (given, more, family)))
    for name in (*shown, whole):
        meaning = Meaning.NAME_ZH if has_han(name) else Meaning.NAME_LATIN
        if name and meaning not in said:
            said[meaning] = name
    for meaning in (Meaning.NAME_ZH, Meaning.NAME_LATIN):
        if before and whole and said.get(meaning, "").startswith(before):
            said[meaning] = whole
    said[Meaning.STYLE if has_han(before) else Meaning.STYLE_EN] = before
    said[Meaning.HONOURS if has_han(after) else Meaning.HONOURS_EN] = after
    return said


def _photo(line: _Line) -> bytes:
    """The bytes that a card calls a photo; none where it only says where it is."""
    encoding, value = line.parameters.get("ENCODING", "").upper(), line.value
    if value[:5].lower() == "data:":
        encoding, value = "B", value.partition(",")[2]
    if encoding not in ("B", "BASE64"):
        return b""
    try:
        return base64.b64decode(value)
    except binascii.Error:
        return value.encode()


def _parts(value: str) -> list[str]:
    return [_text(part) for part in re.split(r"(?<!\\);", value)]


def _text(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
