import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.encodings import UnreadableText, decode, detect

TRADITIONAL = "姓名,機構,職銜\r\n孫東,創新科技及工業局,局長\r\n黃克強,香港科技園公司,行政總裁\r\n"
SIMPLIFIED = "姓名,单位,职务\r\n孙东,创新科技及工业局,局长\r\n米跃强,京泰实业集团,总经理\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED])
def test_the_encoding_of_a_list_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "list.csv")[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL, "big5hkscs"),
        ("孫東\n", "big5hkscs"),
        ("孙东\n李国彬\n", "gb18030"),
        ("陳大文\n李國彬\n", "gb18030"),
        ("𡃁仔\n陳大文\n", "big5hkscs"),
        ("Name,Company\nPeter 陳大文,ABC Holdings Ltd\nMary 李小明,XYZ Ltd\n", "big5hkscs"),
        ("Name,Company\nPeter 陈大文,ABC Holdings Ltd\nMary 李晓明,XYZ Ltd\n", "gb18030"),
        ("姓名,單位\n陳大文,€會\n", "cp950"),
        ("plain ASCII\n", "utf-8"),
    ],
)
def test_short_and_mixed_lists_are_told_apart(text: str, encoding: str) -> None:
    assert detect(text.encode(encoding)) == encoding


def test_a_rare_character_in_gb18030_survives() -> None:
    text = "姓名,单位\n𠮷田龘,某单位\n"

    assert decode(text.encode("gb18030"), "x.csv") == (text, "gb18030")


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("big5hkscs", "BIG5HKSCS"), ("gb18030", "GB18030"), ("utf-8-sig", "UTF-8")],
)
def test_bytes_that_fit_no_encoding_are_refused_with_their_place(encoding: str, said: str) -> None:
    data = TRADITIONAL.encode(encoding).replace("局長".encode(encoding.removesuffix("-sig")), b"\xff\xff,")

    with pytest.raises(UnreadableText) as refused:
        decode(data, "list.csv")
    assert refused.value.values["line"] == 2
    assert said in str(refused.value.values["encoding"])
    assert "工業局" in str(refused.value)


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_a_line_in_utf8_among_an_older_encoding_is_refused_with_its_place(encoding: str) -> None:
    lines = [line.encode(encoding) for line in TRADITIONAL.splitlines(keepends=True)]
    lines.insert(1, "孫東,創新科技及工業局\n".encode())

    with pytest.raises(UnreadableText) as refused:
        decode(b"".join(lines), "list.csv")
    assert refused.value.values["line"] == 2


def test_a_named_encoding_is_taken_at_its_word() -> None:
    assert decode("孙".encode("gb18030"), "x.csv", "gb18030") == ("孙", "gb18030")
    with pytest.raises(UnreadableText):
        decode("孙".encode("gb18030"), "x.csv", "utf-8")


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_one_refusal(data: bytes) -> None:
    try:
        text, encoding = decode(data, "x.csv")
    except UnreadableText:
        return
    assert codecs.encode(text, encoding).decode(encoding) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50))
def test_utf8_is_never_misread(text: str) -> None:
    assert decode(text.encode("utf-8"), "x.csv")[0] == text.removeprefix("\ufeff")
