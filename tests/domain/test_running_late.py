"""What runs late moves what follows: nothing early, nothing without cause, over midnight and changed clocks."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.running_late import Link, Margin, Pressure, Standing, Step, expected, minutes, worst
from desktop.domain.travel import Travel

SITES = [UUID(int=n) for n in range(1, 4)]
ZONES = ("Asia/Hong_Kong", "Europe/London", "America/New_York", "Asia/Kolkata", "UTC")
MINUTE = timedelta(minutes=1)
FAR = datetime(2000, 1, 1, tzinfo=UTC)
"""Long before anything: the clock presses nobody."""


def at(clock: str, day: int = 14) -> datetime:
    return datetime.fromisoformat(f"2023-04-{day:02}T{clock}").replace(tzinfo=UTC)


@st.composite
def days(draw: st.DrawFn) -> tuple[list[Step], list[Link], Travel, ZoneInfo]:
    """Two chains of legs and stays that meet, on a day on which a clock may change, or about midnight."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    begin = draw(st.sampled_from([at("06:00"), at("21:40"), datetime(2023, 3, 25, 22, tzinfo=UTC),
                                  datetime(2023, 11, 5, 3, tzinfo=UTC)]))  # fmt: skip
    bands = tuple(sorted({hour: draw(st.integers(1, 90)) for hour in draw(st.sets(st.integers(0, 23)))}.items()))
    travel = Travel({(SITES[0], SITES[1]): bands, (SITES[1], SITES[2]): ((0, 20), (8, 55))})
    steps, links = [], []
    for chain in range(2):
        when = begin
        for number in range(draw(st.integers(1, 5))):
            when += draw(st.integers(0, 40)) * MINUTE
            end = when + draw(st.integers(1, 150)) * MINUTE
            route = (SITES[number % 2], SITES[number % 2 + 1]) if number % 2 == 0 else None
            steps.append(Step((chain, number), when, end, route=route))
            if number:
                links.append(Link((chain, number - 1), (chain, number), draw(st.integers(0, 60))))
            when = end
    links.append(Link((0, 0), (1, 1), draw(st.integers(0, 30))))
    return steps, links, travel, zone


@given(days())
def test_when_nothing_is_late_everything_is_as_planned(day: tuple[list[Step], list[Link], Travel, ZoneInfo]) -> None:
    steps, links, travel, zone = day
    for now in (FAR, max(step.end for step in steps)):
        found = expected(steps, links, travel, zone, now)
        assert all(found[step.key][:2] == (step.start, step.end) for step in steps)


@given(days(), st.data())
def test_more_delay_never_brings_anything_forward(
    day: tuple[list[Step], list[Link], Travel, ZoneInfo], data: st.DataObject
) -> None:
    steps, links, travel, zone = day
    place = data.draw(st.integers(0, len(steps) - 1))
    less = data.draw(st.integers(0, 400))
    more = data.draw(st.integers(less, 500))

    def late(by: int) -> dict[object, tuple[datetime, datetime, Standing]]:
        step = steps[place]
        begun = [*steps[:place], step._replace(began=step.start + by * MINUTE), *steps[place + 1 :]]
        return {key: tuple(times) for key, times in expected(begun, links, travel, zone, FAR).items()}  # type: ignore[misc]

    little, much = late(less), late(more)
    for step in steps:
        assert little[step.key][0] <= much[step.key][0]
        assert little[step.key][1] <= much[step.key][1]
        if little[step.key][2] is not Standing.OVER:
            assert step.start <= little[step.key][0] <= little[step.key][1]
            assert step.end <= little[step.key][1]


@given(days(), st.integers(0, 2000), st.integers(0, 300))
def test_time_that_passes_only_adds_delay(
    day: tuple[list[Step], list[Link], Travel, ZoneInfo], since: int, further: int
) -> None:
    steps, links, travel, zone = day
    begun = [steps[0]._replace(began=steps[0].start), *steps[1:]]
    early = steps[0].start + since * MINUTE
    one, other = (expected(begun, links, travel, zone, now) for now in (early, early + further * MINUTE))
    for step in steps[1:]:
        assert one[step.key].start <= other[step.key].start
        assert one[step.key].start >= early or one[step.key].standing is not Standing.COMING


ZONE = ZoneInfo("Asia/Hong_Kong")
LEG = Step("leg", at("00:30"), at("01:10"), route=(SITES[0], SITES[1]))
STAY = Step("stay", at("01:40"), at("03:30"))
BACK = Step("back", at("03:45"), at("04:30"), route=(SITES[1], SITES[2]))
LINKS = [Link("leg", "stay", 10), Link("stay", "back", 10)]
TABLE = Travel({(SITES[0], SITES[1]): ((0, 40), (9, 60)), (SITES[1], SITES[2]): ((0, 45),)})


def test_slack_absorbs_what_is_late_and_the_hour_decides_how_long_a_leg_takes() -> None:
    leg = LEG._replace(began=at("00:50"))
    found = expected([leg, STAY, BACK], LINKS, TABLE, ZONE, at("00:55"))
    assert (found["leg"].end, found["stay"].start) == (at("01:30"), at("01:40"))
    # At 9:05 in Hong Kong the road is full.
    found = expected([LEG._replace(began=at("01:05")), STAY, BACK], LINKS, TABLE, ZONE, at("01:05"))
    assert (found["leg"].end, found["stay"].start, found["back"].start) == (at("02:05"), at("02:15"), at("04:15"))


def test_what_did_not_leave_is_later_every_minute_and_what_was_overtaken_is_over() -> None:
    found = expected([LEG, STAY, BACK], LINKS, TABLE, ZONE, at("00:48"))
    assert (found["leg"].start, found["leg"].standing) == (at("00:48"), Standing.COMING)
    found = expected([LEG, STAY._replace(began=at("01:44")), BACK], LINKS, TABLE, ZONE, at("02:00"))
    assert [found[key].standing for key in ("leg", "stay", "back")] == ["over", "under_way", "coming"]
    assert (found["leg"].end, found["stay"].end, found["back"].start) == (at("01:10"), at("03:34"), at("03:45"))
    found = expected([LEG, STAY, BACK._replace(ended=at("04:40"))], LINKS, TABLE, ZONE, at("05:00"))
    assert {times.standing for times in found.values()} == {Standing.OVER}


def test_a_margin_says_how_much_is_left_and_by_how_much_it_breaks() -> None:
    assert [Margin(n * MINUTE).pressure for n in (10, 9, 0, -1)] == ["calm", "tight", "tight", "breaks"]
    assert (Margin(timedelta(seconds=-61)).over, Margin(MINUTE).over, minutes(timedelta(seconds=-61))) == (2, 0, -1)
    assert worst([Pressure.TIGHT, Pressure.CALM]) is Pressure.TIGHT
