"""A PIN opens, nothing else does, and what is kept does not tell it."""

import pytest

from desktop.domain.pins import SALT_BYTES, is_pin, opens, sealed

KEPT = sealed("2468", bytes(SALT_BYTES))


def test_the_pin_itself_opens() -> None:
    assert opens("2468", KEPT)


@pytest.mark.parametrize("pin", ["", "246", "2469", "24680", "２４６８", "abcd", "1" * 13])
def test_nothing_else_opens(pin: str) -> None:
    assert not opens(pin, KEPT)


@pytest.mark.parametrize("kept", ["", ":", "zz:zz", "00", KEPT.replace(":", ""), KEPT[:-1]])
def test_what_was_not_kept_so_is_opened_by_nothing(kept: str) -> None:
    assert not opens("2468", kept)


def test_what_is_kept_neither_tells_the_pin_nor_is_the_same_twice() -> None:
    assert "2468" not in KEPT.partition(":")[2]
    assert sealed("2468", b"x" * SALT_BYTES) != KEPT


@pytest.mark.parametrize(("text", "fits"), [("1234", True), ("123456789012", True), ("123", False), ("12 34", False)])
def test_a_pin_is_four_to_twelve_digits(text: str, fits: bool) -> None:
    assert is_pin(text) is fits
