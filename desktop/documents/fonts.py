"""The fonts on paper, and which of them draws a character.

No one font has every character that occurs in a name, and characters that Hong Kong and the mainland share
differ in shape. So a text is drawn in runs: each character in the first font of its language's chain that has it.
"""

import mmap
import re
import struct
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from reportlab.pdfbase import pdfmetrics, ttfonts

from desktop.domain.text import is_han
from desktop.i18n import Language
from desktop.resources import resource

# The mark that Chinese typesetters put where they have no type for a character.
STAND_IN = "〓"
PIECE_GAP = 0.22
"""Between texts of two sizes on one line, as a part of the first one's size."""


class Weight(StrEnum):
    """How heavy letters are; the value is the font's style name."""

    REGULAR = "Regular"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Characters that one font draws, and how wide they are at one point.

    ``embolden`` is set where the font has no bold and its strokes must be thickened.
    """

    font: ttfonts.TTFont
    text: str
    width: float
    embolden: bool


# Our fonts are Chinese ones, whose curly marks are as wide as a character: in O’Dowd they would tear the name apart.
# Around Chinese words they are right; a pair is wide or narrow at both ends.
_LATIN = r"[0-9A-Za-z\u00c0-\u024f.,!?)%+]"
_WIDE_MARK = re.compile(rf"“[^“”]*”|(?<={_LATIN})[‘’“”]|[‘’“”](?=[0-9A-Za-z\u00c0-\u024f(])")
# They are drawn like the typewriter's, but a copy is the name as it is written. Unicode keeps these for such use.
_NARROW = {"‘": "\ufdd0", "’": "\ufdd1", "“": "\ufdd2", "”": "\ufdd3"}
_WRITTEN = {ord(narrow): mark for mark, narrow in _NARROW.items()}


def _narrow(mark: re.Match[str]) -> str:
    said = mark[0]
    if len(said) > 1:
        inside = _WIDE_MARK.sub(_narrow, said[1:-1])
        wide = any(map(is_han, inside))
        return f"{said[0] if wide else _NARROW[said[0]]}{inside}{said[-1] if wide else _NARROW[said[-1]]}"
    return _NARROW[said]


@lru_cache(maxsize=50_000)
def runs(text: str, weight: Weight, language: Language) -> tuple[Run, ...]:
    """``text`` cut where the font changes; a character that no font has becomes ``STAND_IN``."""
    parts: list[tuple[str, list[str]]] = []
    for character in _WIDE_MARK.sub(_narrow, unicodedata.normalize("NFC", text)):
        if _joins(character):
            continue
        name = _chain(weight, language)[0] if ord(character) in _WRITTEN else _font_name(character, weight, language)
        drawn, name = (character, name) if name else (STAND_IN, _chain(weight, language)[0])
        if parts and parts[-1][0] == name:
            parts[-1][1].append(drawn)
        else:
            parts.append((name, [drawn]))
    return tuple(_run(name, "".join(characters), weight) for name, characters in parts)


@lru_cache(maxsize=50_000)
def width(text: str, weight: Weight, language: Language) -> float:
    """How wide ``text`` is at a size of one point, in points."""
    return sum(run.width for run in runs(text, weight, language))


@lru_cache(maxsize=50_000)
def missing_characters(text: str) -> str:
    """The characters of ``text`` that none of our fonts has, each once, in their order."""
    found = (
        character
        for character in dict.fromkeys(unicodedata.normalize("NFC", text))
        if not _joins(character) and not _font_name(character, Weight.REGULAR, Language.ZH_HANT)
    )
    return "".join(found)


def all_there() -> bool:
    """Whether every font file is there, can be read and is whole."""
    try:
        return all(_whole(name) for weight in Weight for language in Language for name in _chain(weight, language))
    except (OSError, ValueError, LookupError, struct.error, ttfonts.TTFError):
        return False


def _whole(name: str) -> bool:
    size = resource(f"fonts/{name}.ttf").stat().st_size
    return all(table["offset"] + table["length"] <= size for table in _font(name).face.tables)


def _run(name: str, text: str, weight: Weight) -> Run:
    font = _font(name)
    points = sum(font.face.getCharWidth(ord(character)) for character in text) / 1000
    return Run(font, text, points, weight is Weight.BOLD and name == _EXTRA)


_EXTRA = "SummitDeskHanExtra-Regular"


@cache
def _chain(weight: Weight, language: Language) -> tuple[str, ...]:
    hong_kong, mainland = f"SummitDeskSansHK-{weight}", f"SummitDeskSansSC-{weight}"
    first = (mainland, hong_kong) if language is Language.ZH_HANS else (hong_kong, mainland)
    return (*first, _EXTRA)


@cache
def _font_name(character: str, weight: Weight, language: Language) -> str:
    """The font that draws ``character``, or nothing.

    A mark that does not compose with the letter before it would stand in the wrong place, so no font draws it.
    """
    if unicodedata.combining(character) or ord(character) in _WRITTEN:
        return ""
    chain = _chain(weight, language)
    return next((name for name in chain if ord(character) in _font(name).face.charToGlyph), "")


def _joins(character: str) -> bool:
    """Whether ``character`` only chooses or joins glyphs and has none itself."""
    code = ord(character)
    return character in "\u200c\u200d\u2060" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def _font(name: str) -> ttfonts.TTFont:
    """The font ``name``, read at its first use and known to ReportLab from then on."""
    with _reading:
        return _read(name)


# Two readings of one font at once would give a paper two fonts of one name.
_reading = Lock()


@cache
def _read(name: str) -> ttfonts.TTFont:
    ttfonts.makeToUnicodeCMap = _to_unicode
    font = ttfonts.TTFont(name, _Mapped(resource(f"fonts/{name}.ttf")), shapable=False)
    for narrow, mark in _WRITTEN.items():
        like = ord("'" if mark in "‘’" else '"')
        if like in font.face.charToGlyph:
            font.face.charToGlyph[narrow] = font.face.charToGlyph[like]
            font.face.charWidths[narrow] = font.face.getCharWidth(like)
    _lighten(font.face)
    pdfmetrics.registerFont(font)
    return font


def _lighten(face: ttfonts.TTFontFace) -> None:
    """Let go of what only shaping needs, and of widths that are all the same; spare the copies of all outlines."""
    face.glyphToChar = {}
    face.charWidths = {code: wide for code, wide in face.charWidths.items() if wide != face.defaultWidth}
    outlines, table = _Part(face._ttf_data, face.get_table_pos("glyf")[0]), face.get_table  # noqa: SLF001
    face.get_table = lambda tag: outlines if tag == "glyf" else table(tag)


class _Part:
    """A font's table, of which only the pieces asked for are read."""

    def __init__(self, data: mmap.mmap, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, piece: slice) -> bytes:
        return self._data[self._start + piece.start : self._start + piece.stop]


class _Mapped:
    """A font file that ReportLab reads in place: of ten megabytes a paper needs a few pages."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap.mmap:
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _to_unicode(font_name: str, subset: list[int]) -> str:
    """What a copied or searched character means.

    ReportLab's own writes characters above U+FFFF as five digits, which readers take for another character;
    they have to be UTF-16, and no block may hold more than 100.
    """
    meanings = (_WRITTEN.get(point, chr(point)).encode("utf-16-be").hex().upper() for point in subset)
    pairs = [f"<{code:02X}> <{meaning}>" for code, meaning in enumerate(meanings)]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
