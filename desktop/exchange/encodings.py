"""Which encoding the bytes of a text file are in, for files from Chinese offices.

Short Chinese lists defeat general detectors. Here a byte order mark decides, then the zeros of UTF-16, then whether it
is UTF-8 without a flaw, and last which of GB18030 and Big5 gives the commoner characters. Nothing is ever replaced.
"""

import codecs
import re
from functools import lru_cache

from desktop.domain.text import is_han
from desktop.errors import N_, UserError


class UnreadableText(UserError):
    """Some bytes are no text in the encoding that the rest is in."""

    code = "unreadable_text"
    text = N_(
        "Line {line} of {file} holds bytes that are no text in {encoding}, after “{before}”. "
        "Save the list as UTF-8 or as Excel and try again."
    )


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = ("gb18030", "big5hkscs", "cp950")
_WESTERN = "cp1252"
# Accented letters of a Western name stand alone or in twos beside ASCII letters.
_ACCENTED = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff]{1,2}(?![\x80-\xff])|(?<![\x80-\xff])[\xc0-\xff]{1,2}(?=[a-z])")
_BEYOND = re.compile(rb"[\x80-\xff]")
_MOSTLY = 0.8
_CHINESE_ENOUGH = 0.5
_SAMPLE = 20_000
_SHOWN_BEFORE = 12
_DAMAGE = re.compile("\ufffd+")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_MUCH_MORE = 4
_LONGEST_LINE = 200


def decode(data: bytes, file: str, encoding: str | None = None, *, damaged: bool = False) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding, which is found out unless given.

    Raises ``UnreadableText`` with the place of the first bytes that don't fit; ``file`` is the name it tells. Where
    ``damaged`` text will do, to be looked at only, those bytes are shown as what they are not.
    """
    name = encoding or detect(data)
    if damaged:
        return data.decode(name, "replace"), name
    try:
        text = codecs.decode(data, name)
    except UnicodeDecodeError as error:
        raise _unreadable(error.object[: error.start], name, file) from error
    if encoding is None and name in _CHINESE and (place := _utf8_among(data, name)) is not None:
        raise _unreadable(data[:place], name, file)
    return text, name


def _unreadable(good: bytes, name: str, file: str) -> UnreadableText:
    text = good.decode(name, "ignore")
    return UnreadableText(line=text.count("\n") + 1, file=file, encoding=name.upper(), before=_last_words(text))


def _utf8_among(data: bytes, name: str) -> int | None:
    """Where a line of Chinese in UTF-8 stands, which an older encoding reads too, as characters nobody writes."""
    place = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii() and _reads(line, "utf-8"):
            text = line.decode()
            if sum(map(is_han, text)) > 1 and _plausibility(text) > _plausibility(line.decode(name, "ignore")):
                return place
        place += len(line)
    return None


def detect(data: bytes) -> str:
    """The encoding that ``data`` is most likely in, as Python calls it."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    zeros = (data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0))
    enough = max(zeros) * _LONGEST_LINE > len(data[:_SAMPLE])
    if len(data) % 2 == 0 and enough and max(zeros) > _MUCH_MORE * min(zeros):
        return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    return "utf-8" if _is_utf8(data) else _western_or_chinese(data)


def _is_utf8(data: bytes) -> bool:
    """Whether ``data`` is UTF-8, or was before a few of its bytes were damaged; no other encoding looks like it."""
    if _reads(data, "utf-8"):
        return True
    text = data[:_SAMPLE].decode("utf-8", "replace")
    return sum(map(is_han, text)) > _MUCH_MORE * len(_DAMAGE.findall(text[:-1]))


def _western_or_chinese(data: bytes) -> str:
    """A Western encoding for accented letters among ASCII that are no common Chinese, else the likelier Chinese one."""
    chinese = _likelier_chinese(data)
    sample = data[:_SAMPLE]
    beyond = len(_BEYOND.findall(sample))
    if sum(map(len, _ACCENTED.findall(sample))) < _MOSTLY * beyond or not _reads(data, _WESTERN):
        return chinese
    common = _reads(data, chinese) and _plausibility(sample.decode(chinese, "ignore")) >= _CHINESE_ENOUGH
    return chinese if common else _WESTERN


def looks_binary(data: bytes) -> bool:
    """Whether ``data`` holds bytes that no text in a list's encoding has."""
    return not detect(data).startswith(("utf-16", "utf-32")) and _BINARY.search(data) is not None


def _likelier_chinese(data: bytes) -> str:
    readable = [name for name in _CHINESE if _reads(data, name)]
    if readable:
        return max(readable, key=lambda name: _plausibility(data[:_SAMPLE].decode(name, "ignore")))
    damage = {name: _plausibility(data[:_SAMPLE].decode(name, "replace")) for name in ("utf-8", *_CHINESE)}
    return max(damage, key=lambda name: damage[name])


def _reads(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(text: str) -> float:
    """How common the characters of ``text`` beyond ASCII are, from -3 to 1."""
    marks = [_commonness(character) for character in text if character > "\x7f"]
    return sum(marks) / len(marks) if marks else 0.0


@lru_cache(maxsize=30_000)
def _commonness(character: str) -> float:
    if not is_han(character):
        return 0.3 if "\u3000" <= character <= "\u301f" or character in "·，：；！？（）－／～—‘’“”…" else -3.0
    levels = (_level(character, "gb2312", 0xB0, 0xD8), _level(character, "big5", 0xA4, 0xC9))
    return max(levels)


def _level(character: str, encoding: str, first: int, second: int) -> float:
    """1 for the frequent characters of a standard, which stand before its byte ``second``; less for the rest."""
    try:
        lead = character.encode(encoding)[0]
    except UnicodeEncodeError:
        return -1.0
    return 1.0 if first <= lead < second else 0.0


def _last_words(text: str) -> str:
    return text.rpartition("\n")[2][-_SHOWN_BEFORE:].strip()
