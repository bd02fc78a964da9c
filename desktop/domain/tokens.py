"""What a badge's QR code says, and the serial under it.

A token is 48 decimal digits: only digits pass every keyboard layout and a Chinese input method unharmed. It is 10**47
and 159 bits: 80 random, 8 for the category's number, 5 for the letter of the desk that gave it, 66 of HMAC-SHA256 over
all of these under the event's key. Its first digit is 1 to 8; others are left for later versions. 48 digits are just
what a QR symbol of version 2 holds at level Q. A token says nothing about the person.

A serial is for people to read aloud: the desk's letter and five characters, without vowels and without those that
look alike (0 O 1 I L 2 Z 5 S 8 B U V).
"""

import hmac
import re
from dataclasses import dataclass
from string import ascii_uppercase

DIGITS = 48
KEY_BYTES = 32
_RANDOM_BITS, _CATEGORY_BITS, _DESK_BITS, _CHECK_BITS = 80, 8, 5, 66
_BODY_BITS = _RANDOM_BITS + _CATEGORY_BITS + _DESK_BITS
_FIRST = 10 ** (DIGITS - 1)
_DOMAIN = b"summit-desk badge 1"
_DESKS = " " + ascii_uppercase
SERIAL_ALPHABET = "34679CDFGHJKMNPQRTWXY"
SERIAL_LENGTH = 5
_TOKEN = re.compile(rf"[1-8][0-9]{{{DIGITS - 1}}}\Z", re.ASCII)
_SERIAL = re.compile(rf"[A-Z]{{1,2}}-?[{SERIAL_ALPHABET}]{{{SERIAL_LENGTH}}}\Z")


@dataclass(frozen=True, slots=True)
class TokenParts:
    """What a genuine token carries; ``desk`` is the letter of the desk that gave it, or nothing."""

    random: int
    category: int
    desk: str = ""


def make_token(key: bytes, random: int, category: int, desk: str = "") -> str:
    """The token of 80 ``random`` bits for the category with number 0 to 255 by ``desk``, checked under ``key``.

    A desk whose letter is none of A to Z is left out.
    """
    if not 0 <= category < 1 << _CATEGORY_BITS:
        raise ValueError(f"a category number is 0 to 255, not {category}")
    letter = _DESKS.index(desk) if len(desk) == 1 and desk in _DESKS else 0
    body = (random & ((1 << _RANDOM_BITS) - 1)) << _CATEGORY_BITS | category
    body = body << _DESK_BITS | letter
    return str(_FIRST + (body << _CHECK_BITS | _check(key, body)))


def is_token(text: str) -> bool:
    """Whether ``text`` has the form of a token; says nothing of whether it is genuine."""
    return _TOKEN.match(text) is not None


def read_token(key: bytes, token: str) -> TokenParts | None:
    """The parts of ``token``, or None when it was not made under ``key``."""
    if not is_token(token):
        return None
    number = int(token) - _FIRST
    body, check = number >> _CHECK_BITS, number & ((1 << _CHECK_BITS) - 1)
    if body >> _BODY_BITS:
        return None
    width = _CHECK_BITS // 8 + 1
    if not hmac.compare_digest(check.to_bytes(width, "big"), _check(key, body).to_bytes(width, "big")):
        return None
    letter = body & ((1 << _DESK_BITS) - 1)
    if letter >= len(_DESKS):
        return None
    body >>= _DESK_BITS
    return TokenParts(body >> _CATEGORY_BITS, body & ((1 << _CATEGORY_BITS) - 1), _DESKS[letter].strip())


def _check(key: bytes, body: int) -> int:
    digest = hmac.digest(key, _DOMAIN + body.to_bytes(12, "big"), "sha256")
    return int.from_bytes(digest[:9], "big") >> (72 - _CHECK_BITS)


def clean_scan(text: str) -> str:
    """What a scanner meant: full-width digits made plain, control characters and white space gone."""
    if text.isascii() and text.isdigit():
        return text
    plain = text.translate(_FULL_WIDTH)
    return "".join(c for c in plain if c.isprintable() and not c.isspace())


def visible(text: str, most: int) -> str:
    """The first ``most`` characters of what was read, with a sign in the place of each that can't be seen."""
    return "".join(map(_seen, text[:most]))


def _seen(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<{code:04X}>"


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
