"""The symbols that badges carry, against the library and an independent reader."""

import pytest
import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.util import MODE_NUMBER, QRData

from desktop.documents import qr
from desktop.domain.tokens import DIGITS

TOKENS = st.text("0123456789", min_size=DIGITS, max_size=DIGITS)


def library_symbol(token: str) -> int:
    code = qrcode.QRCode(2, qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=0)
    code.add_data(QRData(token, mode=MODE_NUMBER))
    code.make(fit=False)
    return int("".join("1" if dark else "0" for row in code.modules for dark in row), 2)


@given(TOKENS)
@settings(deadline=None)
def test_a_symbol_by_exclusive_or_is_the_library_s(token: str) -> None:
    assert qr.symbol(token) == library_symbol(token)


@given(TOKENS)
@settings(deadline=None)
def test_the_fixed_and_the_own_rectangles_are_the_dark_modules_each_once(token: str) -> None:
    modules = 0
    for rectangle in (qr.fixed_path() + qr.path(token)).splitlines():
        x, y, width, height, operator = rectangle.split()
        assert (height, operator) == ("1", "re")
        for column in range(int(x), int(x) + int(width)):
            module = 1 << (int(y) * qr.SIZE + qr.SIZE - 1 - column)
            assert not modules & module
            modules |= module
    assert modules == qr.symbol(token)


@pytest.mark.parametrize("text", ["", "1" * 47, "1" * 49, "a" * 48, "１" * 48, " " + "1" * 47])
def test_what_is_not_48_digits_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="48 digits"):
        qr.symbol(text)
