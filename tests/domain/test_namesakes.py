"""People who read alike are told apart."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.namesakes import tell_apart


def test_whoever_reads_like_nobody_else_is_left_as_they_are() -> None:
    assert tell_apart(["王小明 甲公司", "李大文"], [("A-18", "0001"), ("B-08", "0002")]) == ["", ""]


def test_those_who_read_alike_get_the_first_mark_that_is_another_for_each() -> None:
    marks = [("經理", "A-18", "0001"), ("經理", "", "0002"), ("經理", "A-18", "0003")]
    assert tell_apart(["王小明", "王小明", " 王小明"], marks) == ["0001", "0002", "0003"]


def test_where_no_mark_is_enough_several_are_said() -> None:
    marks = [("經理", "A-18"), ("經理", "A-19"), ("董事", "A-18")]
    assert tell_apart(["王小明"] * 3, marks) == ["經理 · A-18", "經理 · A-19", "董事"]


def test_who_can_not_be_told_apart_gets_nothing() -> None:
    assert tell_apart(["王小明", "王小明"], [("甲", "0001"), ("甲", "0001")]) == ["", ""]


MARKS = st.tuples(st.sampled_from(("甲", "乙")), st.sampled_from(("A-1", "A-2")), st.sampled_from(("0001", "")))


@given(st.lists(st.tuples(st.sampled_from(("王小明", "李大文")), MARKS), unique=True))
def test_lines_that_differ_in_any_mark_read_differently(people: list[tuple[str, tuple[str, ...]]]) -> None:
    shown = [name for name, _marks in people]
    lines = [*zip(shown, tell_apart(shown, [marks for _name, marks in people]), strict=True)]
    assert len(set(lines)) == len(people)
