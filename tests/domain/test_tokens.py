"""Tokens: digits only, one length, made under a key and under no other."""

from string import ascii_uppercase

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.tokens import (
    DIGITS,
    TokenParts,
    clean_scan,
    is_token,
    make_serial,
    make_token,
    read_serial,
    read_token,
)

KEYS = st.binary(min_size=32, max_size=32)
RANDOM = st.integers(0, (1 << 80) - 1)
CATEGORY = st.integers(0, 255)


@given(KEYS, RANDOM, CATEGORY)
def test_a_token_is_48_digits_and_reads_back_under_its_key(key: bytes, random: int, category: int) -> None:
    token = make_token(key, random, category)
    assert len(token) == DIGITS
    assert token.isascii()
    assert token.isdigit()
    assert read_token(key, token) == TokenParts(random, category)


@given(KEYS, RANDOM, CATEGORY, st.sampled_from(["", *ascii_uppercase]))
def test_a_token_tells_the_desk_that_gave_it(key: bytes, random: int, category: int, desk: str) -> None:
    token = make_token(key, random, category, desk)
    assert len(token) == DIGITS
    assert read_token(key, token) == TokenParts(random, category, desk)
    assert read_token(key, make_token(key, random, category, "AB")) == TokenParts(random, category)


@given(KEYS, KEYS, RANDOM, CATEGORY)
def test_another_key_does_not_read_it(key: bytes, other: bytes, random: int, category: int) -> None:
    assert key == other or read_token(other, make_token(key, random, category)) is None


@given(KEYS, RANDOM, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_one_changed_digit_is_a_forgery(key: bytes, random: int, place: int, step: int) -> None:
    token = make_token(key, random, 1)
    forged = token[:place] + str((int(token[place]) + step) % 10) + token[place + 1 :]
    assert read_token(key, forged) is None


@given(KEYS, st.text(max_size=60))
def test_no_text_is_a_token_by_chance(key: bytes, text: str) -> None:
    assert read_token(key, text) is None
    assert not is_token(text) or len(text) == DIGITS


def test_what_a_scanner_adds_is_cleaned_away() -> None:
    token = make_token(b"k" * 32, 7, 1)
    assert clean_scan(f"\x02 {token}\r\n") == token
    assert clean_scan(token.translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})) == token


@given(st.integers(0, 1 << 64))
def test_a_serial_is_read_however_it_is_typed(random: int) -> None:
    serial = make_serial("A", random)
    assert read_serial(serial) == serial
    assert read_serial(f" {serial.lower().replace('-', '')} ") == serial
    assert not set(serial[2:]) & set("01OILZ25S8BUVAE")
