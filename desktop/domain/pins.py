"""PINs, kept so that nobody who reads the settings learns them."""

import hashlib
from hmac import compare_digest

LEAST, MOST = 4, 12
SALT_BYTES = 16
_COST = {"n": 1 << 14, "r": 8, "p": 1, "dklen": 32}


def is_pin(text: str) -> bool:
    """Whether ``text`` may be a PIN: four to twelve of the digits 0 to 9."""
    return LEAST <= len(text) <= MOST and text.isascii() and text.isdecimal()


def sealed(pin: str, salt: bytes) -> str:
    """What is kept of ``pin``; ``salt`` are ``SALT_BYTES`` random bytes, others for each PIN. Takes some 50 ms."""
    return f"{salt.hex()}:{_hash(pin, salt).hex()}"


def opens(pin: str, kept: str) -> bool:
    """Whether ``pin`` is the one of which ``sealed`` made ``kept``; nothing opens what is not of that form."""
    salt, _colon, wanted = kept.partition(":")
    try:
        return is_pin(pin) and bool(wanted) and compare_digest(_hash(pin, bytes.fromhex(salt)), bytes.fromhex(wanted))
    except ValueError:
        return False


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, **_COST)
