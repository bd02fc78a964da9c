"""Whether a list speaks of the event in use."""

from datetime import date

import pytest

from desktop.domain.list_event import names_another
from desktop.domain.list_title import read_title

NAMES = ("2026 京港青年創科峰會", "2026 京港青年创科峰会", "Beijing–Hong Kong Youth Innovation Summit 2026")
FIRST, LAST = date(2026, 4, 12), date(2026, 4, 15)


@pytest.mark.parametrize(
    ("lines", "another"),
    [
        (["2023京港青年科創人才發展峰會 出席嘉賓名單", "日期:2023年4月12日至15日"], True),
        (["2023京港青年科創人才發展峰會嘉賓名單"], True),
        (["京港青年科創峰會 嘉賓名單", "日期:2026年4月14日"], False),
        (["京港青年科创峰会 嘉宾名单"], False),
        (["2026年京港青年科創峰會嘉賓名單"], False),
        (["粵港澳大灣區生物醫藥論壇嘉賓名單"], True),
        (["Guest list: Youth Innovation Summit, Beijing and Hong Kong"], False),
        (["Guest list: Greater Bay Fintech Awards"], True),
        (["嘉賓名單"], False),
        (["Attendee list"], False),
        (["日期:2026年4月12日"], False),
        ([], False),
    ],
)
def test_a_list_names_another_event_by_its_days_its_year_or_its_name(lines: list[str], another: bool) -> None:
    assert names_another(read_title(lines), NAMES, FIRST, LAST) is another


def test_a_title_in_a_language_that_the_event_has_no_name_in_says_nothing() -> None:
    title = read_title(["灣區論壇嘉賓名單"])
    assert not names_another(title, ["Summit"], FIRST, LAST)
