"""What the QR code of a paper says, so that a desk that reads it can tell whether the paper is still right.

A code is 24 decimal digits: a 9, which no badge token begins with, 21 random ones and two check digits by ISO 7064
(MOD 97-10), which find every wrong digit and every two that changed places. It is half as long as a badge token, and
stands beside the symbol in groups of four for who has to type it.
"""

import re

from desktop.domain.tokens import clean_scan

DIGITS = 24
_RANDOM_DIGITS = 21
_CODE = re.compile(rf"9[0-9]{{{DIGITS - 1}}}\Z", re.ASCII)


def make_code(random: int) -> str:
    """The code of a ``random`` number, of which as much is taken as a code holds."""
    body = f"9{random % 10**_RANDOM_DIGITS:0{_RANDOM_DIGITS}}"
    return f"{body}{98 - int(body) * 100 % 97:02}"


def read_code(text: str) -> str | None:
    """The code in what was scanned or typed, with gaps or without; None where it is none, or a digit is wrong."""
    code = clean_scan(text)
    return code if _CODE.match(code) and int(code) % 97 == 1 else None


def grouped(code: str) -> str:
    """``code`` as it is read aloud: four digits at a time."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
