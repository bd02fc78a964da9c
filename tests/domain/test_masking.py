"""Masked names: their owner knows them, nobody else can read them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.masking import masked


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("陳大文", "陳○文"),
        ("陈大文", "陈○文"),
        ("陳文", "陳○"),
        ("歐陽卓軒", "歐陽○軒"),
        ("欧阳修", "欧阳○"),
        ("歐陽", "歐○"),
        ("𠮷田明", "𠮷○明"),
        ("買買提·艾力", "買○○·○力"),
        ("CHAN Tai Man", "C. Tai M."),
        ("CHAN Tai Man, David", "C. Tai M. D."),
        ("John Smith", "John S."),
        ("Madonna", "M."),
        ("陳大文 David", "陳○文 D."),
        ("  ", ""),
    ],
)
def test_a_name_is_masked_as_its_script_asks(name: str, seen: str) -> None:
    assert masked(name) == seen


@given(st.text(max_size=500))
def test_whatever_is_called_a_name_is_masked(name: str) -> None:
    seen = masked(name)
    assert len(seen) <= 2 * len(name) + 1


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=30))
def test_of_a_chinese_name_something_is_always_hidden(name: str) -> None:
    assert "○" in masked(name)
    assert len(masked(name)) == len(name)
