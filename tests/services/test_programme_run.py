"""The programme as it is run: what is done to it, what is to be expected, which limits hold, how it went."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.agreements import SigningPart
from desktop.domain.limits import Colour
from desktop.domain.programme import ItemKind, RunAct
from desktop.domain.running_order import Standing
from desktop.domain.text import LocalName
from desktop.errors import UserError
from desktop.models import Agreement, AgreementPerson
from desktop.services import hard_limits, programme, programme_edit, programme_run
from desktop.services.events import EventRow
from desktop.services.hard_limits import LimitDraft
from desktop.services.programme_edit import ItemDraft, PersonDraft
from desktop.services.programme_live import Live, RunView, live
from desktop.services.taking_back import take_back
from desktop.storage.journal import journal_of
from tests.world import World

DAY = date(2023, 4, 12)
NEXT_DAY = DAY + timedelta(days=1)


def at(clock: str, day: date = DAY) -> datetime:
    """A time of Hong Kong."""
    return datetime.fromisoformat(f"{day}T{clock}+08:00").astimezone(UTC)


@dataclass
class Stage:
    """A programme on the stage of a world, run by a clock that is set."""

    path: Path
    now: datetime = field(default_factory=lambda: at("13:00"))

    def __post_init__(self) -> None:
        self.world = World(self.path, clock=lambda: self.now)
        self.event: EventRow = self.world.summit()
        self.keys: list[UUID] = []

    def plan(self, *drafts: ItemDraft) -> None:
        with self.world.db.write() as session:
            self.keys += programme_edit.add_items(session, self.event.id, drafts)

    def do(self, clock: str, act: Callable[..., UUID], number: int | None = None, *more: int) -> UUID:
        """Do ``act`` at a time of the day, to item ``number``, or to the day."""
        self.now = at(clock)
        about = (self.event.id, DAY, None) if number is None else (self.keys[number - 1], *more)
        with self.world.db.write() as session:
            return act(session, *about)

    def live(self) -> Live:
        with self.world.db.read() as session:
            return live(session, self.event.id, DAY, None)

    def view(self, clock: str) -> RunView:
        with self.world.db.read() as session:
            return programme_run.run(session, self.event.id, DAY, None, at(clock))

    def starts(self, clock: str) -> list[str]:
        return [f"{one.start + timedelta(hours=8):%H:%M}" for one in self.view(clock).items]

    def limit(self, **said: object) -> UUID:
        with self.world.db.write() as session:
            return hard_limits.add_limit(session, self.event.id, LimitDraft(**said))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "summit.db")


def titled(title: str, minutes: int, start: str = "", **more: object) -> ItemDraft:
    return ItemDraft(LocalName(title), minutes * 60, DAY, starts_at=at(start) if start else None, **more)


def opening() -> list[ItemDraft]:
    return [
        titled("opening", 5, "14:00"), titled("speech", 10), titled("keynote", 20), titled("film", 5, spare=True),
        titled("signing", 20, "14:40", kind=ItemKind.SIGNING), titled("photo", 10),
    ]  # fmt: skip


def test_a_show_is_run_from_start_to_end_and_reported(stage: Stage) -> None:
    stage.plan(*opening())
    stage.do("14:03", programme_run.start, 1)
    assert stage.starts("14:04") == ["14:03", "14:08", "14:18", "14:35", "14:40", "15:00"]
    stage.do("14:08", programme_run.next_item)
    stage.do("14:10", programme_run.hold, 2)
    view = stage.view("14:12")
    assert (view.held, view.elapsed, view.remaining, view.offset, view.own_offset) == (True, 120, 480, 300, 120)
    stage.do("14:12", programme_run.resume, 2)
    stage.do("14:13", programme_run.add_time, 2, 60)
    assert stage.view("14:30").remaining == -540
    stage.do("14:25", programme_run.next_item)
    stage.do("14:50", programme_run.next_item)
    view = stage.view("14:50")
    assert (view.running.row.title.hant, view.next.row.title.hant) == ("signing", "photo")
    stage.do("15:10", programme_run.next_item)
    stage.do("15:20", programme_run.stop, 6)
    with stage.world.db.read() as session:
        rows = programme_run.report(session, stage.event.id, DAY, None, at("16:00"))
    assert [(one.row.title.hant, one.standing, one.late, one.over, one.held, one.added) for one in rows] == [
        ("opening", Standing.DONE, 180, 0, 0, 0), ("speech", Standing.DONE, 180, 300, 120, 60),
        ("keynote", Standing.DONE, 600, 300, 0, 0), ("film", Standing.SKIPPED, None, None, 0, 0),
        ("signing", Standing.DONE, 600, 0, 0, 0), ("photo", Standing.DONE, 600, 0, 0, 0),
    ]  # fmt: skip


def test_items_are_skipped_taken_in_again_and_jumped_back_to_and_each_act_is_undone(stage: Stage) -> None:
    stage.plan(*opening())
    stage.do("14:00", programme_run.start, 1)
    undone = stage.do("14:01", programme_run.skip, 2)
    assert stage.starts("14:02")[2:] == ["14:05", "14:35", "14:40", "15:00"]
    with stage.world.db.write() as session:
        take_back(session, undone)
    assert stage.starts("14:02")[2] == "14:15"
    stage.do("14:02", programme_run.unskip, 4)
    assert stage.starts("14:02")[3] == "14:35"
    jumped = stage.do("14:05", programme_run.jump, 3)
    assert [one.standing for one in stage.view("14:06").items[:3]] == [
        Standing.DONE, Standing.PASSED, Standing.RUNNING,
    ]  # fmt: skip
    stage.do("14:07", programme_run.jump, 1)
    assert stage.view("14:08").running.row.title.hant == "opening"
    assert stage.starts("14:08")[:3] == ["14:07", "14:12", "14:22"]
    with stage.world.db.write() as session:
        take_back(session, jumped)
    assert stage.view("14:08").items[2].actual_start is None


def test_two_who_go_on_at_once_go_on_by_one(stage: Stage) -> None:
    stage.plan(titled("one", 10, "14:00"), titled("two", 10), titled("three", 10))
    stage.do("14:00", programme_run.start, 1)
    seen = stage.view("14:10").next.row.id
    stage.now = at("14:10")
    with stage.world.db.write() as session:
        programme_run.next_item(session, stage.event.id, DAY, None, seen=seen)
    with pytest.raises(programme_run.AnotherFollows), stage.world.db.write() as session:
        programme_run.next_item(session, stage.event.id, DAY, None, seen=seen)
    assert stage.view("14:11").running.row.id == stage.keys[1]


def test_nonsense_is_refused_and_nothing_written(stage: Stage) -> None:
    stage.plan(titled("one", 10, "14:00"), titled("two", 10), titled("three", 10))

    def refused(error: type[UserError], act: Callable[..., UUID], number: int | None = None, *more: int) -> None:
        with pytest.raises(error):
            stage.do("14:00", act, number, *more)

    refused(programme_run.NothingRuns, programme_run.stop, 1)
    refused(programme_run.NothingRuns, programme_run.hold, 1)
    refused(programme_run.NotSkipped, programme_run.unskip, 1)
    stage.do("14:00", programme_run.start, 1)
    refused(programme_run.RunsAlready, programme_run.start, 1)
    refused(programme_run.RunsAlready, programme_run.jump, 1)
    refused(programme_run.AnotherRuns, programme_run.start, 2)
    refused(programme_run.NotHeld, programme_run.resume, 1)
    refused(programme_run.BadAddition, programme_run.add_time, 1, 0)
    refused(programme_run.RunsNow, programme_run.skip, 1)
    stage.do("14:00", programme_run.hold, 1)
    refused(programme_run.HeldAlready, programme_run.hold, 1)
    stage.do("14:00", programme_run.skip, 3)
    refused(programme_run.SkippedAlready, programme_run.skip, 3)
    with stage.world.db.write() as session:
        programme_edit.remove_item(session, stage.keys[1])
    refused(programme.NoSuchItem, programme_run.start, 2)
    refused(programme_run.NothingFollows, programme_run.next_item)
    assert stage.view("14:01").running.row.title.hant == "one"


def test_a_clock_that_is_set_back_does_not_change_what_was_done_when(stage: Stage) -> None:
    stage.plan(*opening())
    stage.do("14:05", programme_run.start, 1)
    stage.do("14:10", programme_run.next_item)
    stage.do("13:50", programme_run.hold, 2)
    stage.do("13:52", programme_run.resume, 2)
    view = stage.view("13:53")
    assert (view.running.row.title.hant, view.elapsed, view.remaining) == ("speech", 0, 720)
    stage.do("13:55", programme_run.next_item)
    assert stage.starts("13:56") == ["14:05", "14:10", "13:55", "14:35", "14:40", "15:00"]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["start", "jump", "stop", "hold", "resume", "skip", "unskip", "add_time", "next_item"]),
        st.integers(1, 6),
        st.integers(-20, 60),
    ),
    max_size=12,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_it_comes_back_running_however_it_died(tmp_path_factory: pytest.TempPathFactory, acts: list[tuple]) -> None:
    stage = Stage(tmp_path_factory.mktemp("died") / "summit.db")
    stage.plan(*opening())
    for name, number, minute in acts:
        clock = f"{at('14:00') + timedelta(hours=8, minutes=minute):%H:%M}"
        more = (60,) if name == "add_time" else ()
        try:
            stage.do(clock, getattr(programme_run, name), None if name == "next_item" else number, *more)
        except UserError:
            continue
    before, view = stage.live(), stage.view("14:30")
    # Without a goodbye: what another program sees in the file is all that would be left.
    stage.world.db = stage.world.open()
    assert (stage.live(), stage.view("14:30")) == (before, view)


def test_limits_turn_red_before_they_break_and_say_what_would_save_them(stage: Stage) -> None:
    speaker, signatory = stage.world.guests(stage.event, "李然", "汪揚")
    stage.plan(
        titled("opening", 5, "14:00"), titled("film", 5, spare=True), titled("award", 5, kind=ItemKind.AWARD),
        titled("roadshow", 20), titled("speech", 10, people=(PersonDraft(registration_id=speaker),)),
        titled("signing", 20, kind=ItemKind.SIGNING),
    )  # fmt: skip
    stage.plan(ItemDraft(LocalName("tomorrow"), 60, NEXT_DAY, people=(PersonDraft(registration_id=speaker),)))
    with stage.world.db.write() as session:
        new_id = journal_of(session).new_id
        agreement = Agreement(id=new_id(), event_id=stage.event.id, item_id=stage.keys[5], title_hant="合作協議")
        session.add(agreement)
        session.flush()
        session.add(
            AgreementPerson(
                id=new_id(), agreement_id=agreement.id, registration_id=signatory, part=SigningPart.SIGNATORY
            )
        )
    leaves = stage.limit(at=at("14:50"), registration_id=speaker, warn_seconds=300, why="Flight")
    train = stage.limit(at=at("15:05"), registration_id=signatory, warn_seconds=240)
    stage.limit(at=at("14:30"), item_id=stage.keys[3], warn_seconds=0)
    broadcast = stage.limit(at=at("00:30", NEXT_DAY))

    def colours(clock: str) -> list[Colour]:
        return [one.judged.colour for one in stage.view(clock).limits]

    stage.do("14:00", programme_run.start, 1)
    green, amber, red = Colour.GREEN, Colour.AMBER, Colour.RED
    assert colours("14:04") == [amber, green, green, green]
    assert colours("14:16") == [red, red, red, green]
    stage.do("14:16", programme_run.unskip, 2)
    found = stage.live().savings(leaves, at("14:16"))
    assert [(stage.keys.index(one.item) + 1, one.seconds, one.enough, one.skip) for one in found] == [
        (2, 300, False, True), (4, 1200, True, True), (5, 600, True, False),
    ]  # fmt: skip
    assert [stage.keys.index(one.item) + 1 for one in stage.live().savings(train, at("14:16"))] == [2, 4, 5]
    stage.do("14:17", programme_run.skip, 4)
    assert colours("14:17") == [green, green, green, green]
    [gala] = [one for one in stage.view("14:17").limits if one.row.id == broadcast]
    assert (gala.judged.last, gala.here) == (stage.keys[5], True)


def test_limits_are_changed_and_taken_away_and_nonsense_is_refused(stage: Stage) -> None:
    stage.plan(titled("one", 10, "14:00"))
    key = stage.limit(at=at("15:30"), item_id=stage.keys[0])
    for draft, error in (
        (LimitDraft(at("15:00"), item_id=stage.keys[0], registration_id=stage.keys[0]), hard_limits.UnclearLimit),
        (LimitDraft(at("15:00"), warn_seconds=-1), hard_limits.BadWarning),
    ):
        with pytest.raises(error), stage.world.db.write() as session:
            hard_limits.change_limit(session, key, draft)
    with stage.world.db.write() as session:
        hard_limits.change_limit(session, key, LimitDraft(at("16:00"), why=" the  broadcast "))
    with stage.world.db.read() as session:
        [row] = hard_limits.limits(session, stage.event.id)
    assert (row.at, row.why, row.item_id, row.whole) == (at("16:00"), "the broadcast", None, True)
    with stage.world.db.write() as session:
        hard_limits.remove_limit(session, key)
    with stage.world.db.write() as session, pytest.raises(hard_limits.NoSuchLimit):
        hard_limits.remove_limit(session, key)


def test_an_overrun_is_shown_and_then_written_into_the_plan_as_one_act(stage: Stage) -> None:
    stage.plan(*opening())
    stage.do("14:00", programme_run.start, 1)
    stage.do("14:05", programme_run.next_item)
    with stage.world.db.read() as session:
        assert programme_run.overrun_preview(session, stage.event.id, DAY, None, at("14:10")) == ()
        shown = programme_run.overrun_preview(session, stage.event.id, DAY, None, at("14:30:30"))
    assert [(one.row.title.hant, f"{one.after.start + timedelta(hours=8):%H:%M:%S}") for one in shown] == [
        ("keynote", "14:31:00"), ("film", "14:51:00"), ("signing", "14:51:00"), ("photo", "15:11:00"),
    ]  # fmt: skip
    with stage.world.db.write() as session:
        act = programme_run.push_overrun(session, shown)
    assert [f"{one.row.start + timedelta(hours=8):%H:%M}" for one in stage.view("14:30:30").items] == [
        "14:00", "14:05", "14:31", "14:51", "14:51", "15:11",
    ]  # fmt: skip
    with pytest.raises(programme_run.PlanChanged), stage.world.db.write() as session:
        programme_run.push_overrun(session, shown)
    with stage.world.db.write() as session:
        take_back(session, act)
    assert stage.view("14:10").items[2].row.start == at("14:15")
    with pytest.raises(programme_run.NoOverrun), stage.world.db.write() as session:
        programme_run.push_overrun(session, ())


def test_what_is_done_is_a_fact_each_in_its_order(stage: Stage) -> None:
    stage.plan(*opening())
    stage.do("14:00", programme_run.next_item)
    stage.do("14:05", programme_run.next_item)
    assert [(fact.act, stage.keys.index(fact.item) + 1) for fact in stage.live().order.facts] == [
        (RunAct.START, 1), (RunAct.STOP, 1), (RunAct.START, 2),
    ]  # fmt: skip
