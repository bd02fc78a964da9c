"""What a badge's QR code says, and the serial under it.

A token is 48 decimal digits: only digits pass every keyboard layout and a Chinese input method unharmed. It is a
version digit and 156 bits: 80 random, 8 for the category's number, 68 of HMAC-SHA256 over version, random part
and category under the event's key. 48 digits are just what a QR symbol of version 2 holds at level Q. A token says
nothing about the person.

A serial is for people to read aloud: the desk's letter and five characters, without vowels and without those that
look alike (0 O 1 I L 2 Z 5 S 8 B U V).
"""

import hmac
import re
from dataclasses import dataclass

DIGITS = 48
KEY_BYTES = 32
_VERSION = "1"
_RANDOM_BITS, _CATEGORY_BITS, _CHECK_BITS = 80, 8, 68
SERIAL_ALPHABET = "34679CDFGHJKMNPQRTWXY"
SERIAL_LENGTH = 5
_TOKEN = re.compile(rf"[0-9]{{{DIGITS}}}\Z", re.ASCII)
_SERIAL = re.compile(rf"[A-Z]{{1,2}}-?[{SERIAL_ALPHABET}]{{{SERIAL_LENGTH}}}\Z")


@dataclass(frozen=True, slots=True)
class TokenParts:
    """What a genuine token carries."""

    random: int
    category: int


def make_token(key: bytes, random: int, category: int) -> str:
    """The token of 80 ``random`` bits for the category with number 0 to 255, checked under ``key``."""
    if not 0 <= category < 1 << _CATEGORY_BITS:
        raise ValueError(f"a category number is 0 to 255, not {category}")
    body = (random & ((1 << _RANDOM_BITS) - 1)) << _CATEGORY_BITS | category
    return _VERSION + str(body << _CHECK_BITS | _check(key, body)).zfill(DIGITS - 1)


def is_token(text: str) -> bool:
    """Whether ``text`` has the form of a token; says nothing of whether it is genuine."""
    return _TOKEN.match(text) is not None and text.startswith(_VERSION)


def read_token(key: bytes, token: str) -> TokenParts | None:
    """The parts of ``token``, or None when it was not made under ``key``."""
    if not is_token(token):
        return None
    number = int(token[1:])
    body, check = number >> _CHECK_BITS, number & ((1 << _CHECK_BITS) - 1)
    if body >> (_RANDOM_BITS + _CATEGORY_BITS):
        return None
    width = _CHECK_BITS // 8 + 1
    if not hmac.compare_digest(check.to_bytes(width, "big"), _check(key, body).to_bytes(width, "big")):
        return None
    return TokenParts(body >> _CATEGORY_BITS, body & ((1 << _CATEGORY_BITS) - 1))


def _check(key: bytes, body: int) -> int:
    digest = hmac.digest(key, _VERSION.encode() + body.to_bytes(11, "big"), "sha256")
    return int.from_bytes(digest[:9], "big") >> (72 - _CHECK_BITS)


def clean_scan(text: str) -> str:
    """What a scanner meant: full-width digits made plain, control characters and white space gone."""
    if text.isascii() and text.isdigit():
        return text
    plain = text.translate(_FULL_WIDTH)
    return "".join(c for c in plain if c.isprintable() and not c.isspace())


_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}


def make_serial(letter: str, random: int) -> str:
    """The serial that desk ``letter`` gives for a ``random`` number, such as ``A-7K3PX``."""
    characters = []
    for _ in range(SERIAL_LENGTH):
        random, place = divmod(random, len(SERIAL_ALPHABET))
        characters.append(SERIAL_ALPHABET[place])
    return f"{letter}-{''.join(characters)}"


def read_serial(text: str) -> str | None:
    """``text`` as a serial is stored (``a7k3px`` is ``A-7K3PX``), or None when it has not that form."""
    compact = clean_scan(text).upper()
    if _SERIAL.match(compact) is None:
        return None
    bare = compact.replace("-", "")
    return f"{bare[:-SERIAL_LENGTH]}-{bare[-SERIAL_LENGTH:]}"
