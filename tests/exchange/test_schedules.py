"""Schedules of other programs: hostile ones are refused, odd ones are read as far as they go."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import UserError
from desktop.exchange.schedule_xml import NoSchedule, looks_like_xml, read_schedule, write_schedule_xml
from desktop.exchange.schedules import Entry, Schedule, acronym, numbers
from desktop.exchange.sheets import Limits

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    b"<schedule><conference><title>&c;</title></conference></schedule>"
)
OUTSIDE = b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]><schedule><conference><title>&a;</title></conference></schedule>'


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS, OUTSIDE, b"<schedule>", b"<schedule/", b"<?xml version='1.0' encoding='nonsense'?><schedule/>",
        b"<html/>", b"<a>" * 5_000, b"\xff\xfe<\x00", b"<schedule>\x00</schedule>",
    ],
)  # fmt: skip
def test_what_is_hostile_or_broken_is_refused(data: bytes) -> None:
    with pytest.raises(NoSchedule):
        read_schedule(data, "s.xml")


@given(st.binary(max_size=60).map(lambda tail: b"<schedule><day>" + tail + b"</day></schedule>"))
def test_nothing_but_a_refusal_comes_of_any_bytes(data: bytes) -> None:
    try:
        rows, _title, _zone = read_schedule(data, "s.xml")
    except UserError:
        return
    assert rows


def test_a_schedule_of_too_many_items_is_refused() -> None:
    data = b"<schedule><day><room>" + b"<event/>" * 20 + b"</room></day></schedule>"
    with pytest.raises(UserError):
        read_schedule(data, "s.xml", limits=Limits(rows=10))


def test_xml_is_known_by_its_beginning_in_any_encoding() -> None:
    assert looks_like_xml("<?xml version='1.0' encoding='utf-16'?><schedule/>".encode("utf-16"))
    assert looks_like_xml(b"\xef\xbb\xbf \n<schedule>")
    assert not looks_like_xml("日期,<schedule>".encode())


@given(
    st.lists(
        st.tuples(st.uuids(), st.integers(0, 2 * 86_400 - 1), st.integers(1, 86_400), st.text(max_size=20)),
        unique_by=lambda one: one[0],
        max_size=5,
    )
)
def test_what_is_written_is_read_again(items: list[tuple[UUID, int, int, str]]) -> None:
    midnight = datetime(2023, 4, 12, tzinfo=UTC) - timedelta(hours=8)
    entries = tuple(
        Entry(
            key, date(2023, 4, 12), (start := midnight + timedelta(seconds=late)), start + timedelta(seconds=length),
            title, "", "talks", "大會堂", people=((key, title),),
        )
        for key, late, length, title in items
    )  # fmt: skip
    day = date(2023, 4, 12)
    schedule = Schedule("峰會", "summit", day, day, "Asia/Hong_Kong", "en", "1", "0", {}, entries)
    file = BytesIO()
    assert write_schedule_xml(file, schedule) == len(entries)
    rows, title, zone = read_schedule(file.getvalue(), "s.xml")
    assert (title, zone) == ("峰會", "Asia/Hong_Kong")
    assert [row[0] for row in rows[1:]] == [str(entry.uid) for entry in entries]
    for row, (_key, late, _length, _title) in zip(rows[1:], items, strict=True):
        hours, minutes, *seconds = map(int, row[2].split(":"))
        assert (row[1], hours * 3_600 + minutes * 60 + sum(seconds)) == ("2023-04-12", late)
    assert len(set(numbers(entries).values())) == len(entries)


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (("Beijing–Hong Kong Summit", ""), "beijing_hong_kong_summit"), (("", "京港峰會"), "event_2023_04_12"),
        (("Café Zürich 2023",), "cafe_zurich_2023"), (("2023",), "event_2023_04_12"), (("AI",), "event_2023_04_12"),
    ],
)  # fmt: skip
def test_an_acronym_fits_into_an_address(names: tuple[str, ...], short: str) -> None:
    assert acronym(names, date(2023, 4, 12)) == short
