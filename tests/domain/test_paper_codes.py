"""Codes of papers: told from badges, and from codes that were mistyped."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.paper_codes import DIGITS, grouped, make_code, read_code
from desktop.domain.tokens import is_token

randoms = st.integers(0, 1 << 128)


@given(randoms)
def test_a_code_is_read_however_it_is_typed_and_is_no_badge(random: int) -> None:
    code = make_code(random)
    assert len(code) == DIGITS
    assert code.isdecimal()
    assert not is_token(code)
    assert read_code(code) == read_code(grouped(code)) == read_code(f" {code}\r\n") == code


@given(randoms, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_one_wrong_digit_is_found(random: int, place: int, by: int) -> None:
    code = make_code(random)
    wrong = str((int(code[place]) + by) % 10)
    assert read_code(code[:place] + wrong + code[place + 1 :]) is None


@given(randoms, st.integers(0, DIGITS - 2))
def test_two_digits_that_changed_places_are_found(random: int, place: int) -> None:
    code = make_code(random)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert read_code(swapped) == (code if swapped == code else None)


def test_anything_else_is_none() -> None:
    for text in ("", "9", "A-7K3PX", "1" * 48, "9" * 24, "９" * 24):
        assert read_code(text) is None
