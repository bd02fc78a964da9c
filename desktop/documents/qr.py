"""QR symbols of our tokens: version 2, level Q, mask 0, digits only; and of the codes that papers bear.

Symbols of one length, version, level and mask are linear: each module is an exclusive-or of the payload's bits.
The library encodes that basis once; a symbol is then one exclusive-or for each three digits.
"""

import re
from functools import cache

import qrcode
from qrcode.util import MODE_NUMBER, QRData

from desktop.domain.tokens import DIGITS

SIZE = 25
"""Modules on a side, without the quiet zone."""
_GROUPS = DIGITS // 3


def symbol(token: str) -> int:
    """The modules of ``token``'s symbol, row by row from the top left, as bits from the highest; dark is 1.

    ``token`` is 48 decimal digits; anything else raises ``ValueError``.
    """
    if len(token) != DIGITS or not token.isascii() or not token.isdigit():
        raise ValueError("a token is 48 digits")
    modules, places = _basis()
    for place, changes in enumerate(places):
        modules ^= changes[int(token[3 * place : 3 * place + 3])]
    return modules


@cache
def _basis() -> tuple[int, tuple[tuple[int, ...], ...]]:
    """The symbol of zeros, and for each place of three digits what each number there changes in it."""
    zero = _encoded("0" * DIGITS)
    places = []
    for place in range(_GROUPS):
        changes = [0]
        for number in range(1, 1000):
            bit = 1 << (number.bit_length() - 1)
            rest = number - bit
            changes.append(changes[bit] ^ changes[rest] if rest else _of_one(place, bit) ^ zero)
        places.append(tuple(changes))
    return zero, tuple(places)


def _of_one(place: int, number: int) -> int:
    return _encoded(f"{number:03}".rjust(3 * (place + 1), "0").ljust(DIGITS, "0"))


def _encoded(digits: str) -> int:
    code = qrcode.QRCode(2, qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=0)
    code.add_data(QRData(digits, mode=MODE_NUMBER))
    code.make(fit=False)
    return int("".join("1" if dark else "0" for row in code.modules for dark in row), 2)


@cache
def fixed_path() -> str:
    """PDF operators for the dark modules that every symbol has: the finders and what else never changes.

    A module is one unit, the origin is bottom left; ``path`` has the others.
    """
    return "".join(_rectangles(place, _fixed() >> place & _PIECE_MASK) for place in _PLACES)


def path(token: str) -> str:
    """PDF operators for the dark modules of ``token``'s symbol that are not in ``fixed_path``."""
    modules = symbol(token) ^ _fixed()
    return "".join([_rectangles(place, modules >> place & _PIECE_MASK) for place in _PLACES])


@cache
def _fixed() -> int:
    zero, places = _basis()
    changing = 0
    for changes in places:
        for change in changes:
            changing |= change
    return zero & ~changing


# Pieces of a row are so short that the rectangles of each can be remembered.
_PIECE = 5
_PIECE_MASK = (1 << _PIECE) - 1
_PLACES = range(SIZE * SIZE - _PIECE, -1, -_PIECE)


@cache
def _rectangles(place: int, bits: int) -> str:
    """The dark runs among the five modules ``bits``, the last of which is ``place`` th from the symbol's end."""
    y, behind = divmod(place, SIZE)
    x = SIZE - behind - _PIECE
    spans = (match.span() for match in re.finditer("1+", f"{bits:0{_PIECE}b}"))
    return "".join(f"{x + start} {y} {end - start} 1 re\n" for start, end in spans)


@cache
def code_path(digits: str) -> tuple[int, str]:
    """Of the symbol of any ``digits`` at level Q how many modules a side has, and PDF operators for the dark ones."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0)
    code.add_data(QRData(digits, mode=MODE_NUMBER))
    code.make()
    rows = ("".join("1" if dark else "0" for dark in row) for row in reversed(code.modules))
    runs = ((y, run.span()) for y, row in enumerate(rows) for run in re.finditer("1+", row))
    return len(code.modules), "".join(f"{start} {y} {end - start} 1 re\n" for y, (start, end) in runs)
