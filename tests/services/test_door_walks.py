"""Random walks through the doors: whatever guests and desks do, the counts are those of who walked where."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Direction, Entry, Reason, Verdict, Ways
from desktop.services import arrivals, checkin, door_rules, whereabouts
from desktop.services.checkin import Override, Reading, ScanResult
from desktop.services.door_rules import CheckpointDraft
from desktop.storage.verify import verify
from tests.world import NOON, World

GUESTS = range(4)
CAPACITY = {"hall": 2, "lab": 1}
PLACES = ("door", "hall", "lab", "lunch", "exit")


class Walks(RuleBasedStateMachine):
    """Four guests, five checkpoints with rules, and a list of who was let through where that knows nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = NOON
        self.world = World(self.folder / "summit.db", clock=lambda: self.now)
        self.path: list[tuple[UUID, int, str, Direction, datetime]] = []

    @initialize(often=st.booleans())
    def open_doors(self, *, often: bool) -> None:
        """A hall and a laboratory that holds one; whoever goes into the laboratory leaves the hall."""
        self.summit = self.world.summit()
        self.world.guests(self.summit, *"甲乙丙丁")
        self.badges = self.world.badges(self.summit)
        with self.world.db.write() as session:

            def make(code: str, **rules: object) -> UUID:
                draft = CheckpointDraft(LocalName(en=code), code, **rules)  # type: ignore[arg-type]
                return door_rules.make_checkpoint(session, self.summit.id, draft).id

            hall = make("hall", ways=Ways.BOTH, entry=Entry.OFTEN, capacity=CAPACITY["hall"])
            entry = Entry.OFTEN if often else Entry.ONCE
            make("lab", ways=Ways.BOTH, entry=entry, capacity=CAPACITY["lab"], leaves=frozenset({hall}))
            make("lunch", entry=Entry.DAILY)
            make("exit", ways=Ways.OUT)
        self.once = {"door"} if often else {"door", "lab"}
        self.doors = {code: self.world.door(self.summit, code).id for code in PLACES}

    @rule(
        guest=st.sampled_from(GUESTS),
        code=st.sampled_from(PLACES),
        out=st.booleans(),
        step=st.sampled_from([1, 3, 60, 600, -600]),
    )
    def read(self, guest: int, code: str, step: int, *, out: bool) -> None:
        """A badge is read; the clock may be set back. Whatever is answered must agree with who is where."""
        there, came = self.inside(code), self.entries(guest, code)
        result = self.scan(guest, code, step, Direction.OUT if out and code != "exit" else None)
        if result.check_in is not None:
            assert len(there) < CAPACITY.get(code, 100)
            assert code not in self.once or not came
            assert code != "lunch" or self.now.date() not in {at.date() for at in came}
        if result.check_out is not None:
            assert guest in there or code == "exit"
        if result.reason is Reason.FULL:
            assert len(there) >= CAPACITY[code]
            assert result.room.inside == len(there)

    @rule(guest=st.sampled_from(GUESTS), code=st.sampled_from(PLACES), step=st.sampled_from([3, 60, -600]))
    def override(self, guest: int, code: str, step: int) -> None:
        """A supervisor decides: whatever the rules say, the guest is let through."""
        assert self.scan(guest, code, step, None, Override("Chan", "the Minister asks")).verdict is Verdict.ADMITTED

    @precondition(lambda self: self.path)
    @rule(dice=st.randoms(use_true_random=False))
    def undo(self, dice: object) -> None:
        """Any of what stands is taken back, the latest or not."""
        gone = self.path.pop(dice.randrange(len(self.path)))  # type: ignore[attr-defined]
        with self.world.db.write() as session:
            checkin.undo(session, gone[0])

    @rule()
    def next_day(self) -> None:
        """It is noon again, or thereabouts."""
        self.now += timedelta(days=1)

    @invariant()
    def everybody_is_where_they_walked(self) -> None:
        """Each guest, each place's count, and those who arrived."""
        if not self.path:
            return
        where = [{code for code in PLACES if guest in self.inside(code)} for guest in GUESTS]
        with self.world.db.read() as session:
            for guest in GUESTS:
                known = whereabouts.where_is(session, self.summit.id, self.badges[guest].registration)
                assert {code for code in PLACES if self.doors[code] in known} == where[guest]
            for code in ("door", *CAPACITY):
                count = whereabouts.count_inside(session, self.summit.id, self.doors[code], self.now)
                assert count == sum(code in one for one in where)
            found = arrivals.arrivals(session, self.summit.id, self.now)
        arrived = {guest for _, guest, _, way, _ in self.path if way is Direction.IN}
        assert found.arrived == len(arrived)
        assert found.left == sum(
            not where[guest] and any(way is Direction.OUT for _, who, _, way, _ in self.path if who == guest)
            for guest in arrived
        )

    def teardown(self) -> None:
        """The journal tells the same story."""
        with self.world.db.read() as session:
            assert verify(session).faults == ()
        self.world.db.close()
        shutil.rmtree(self.folder)

    def scan(
        self, guest: int, code: str, step: int, direction: Direction | None, override: Override | None = None
    ) -> ScanResult:
        """Read a guest's badge after ``step`` seconds; note who was let through."""
        self.now += timedelta(seconds=step)
        reading = Reading(self.summit.id, self.doors[code], self.badges[guest].token, direction=direction)
        with self.world.db.write() as session:
            result = checkin.scan(session, reading, override)
        if result.verdict is Verdict.ADMITTED:
            self.path.append((result.scan, guest, code, result.direction, result.at))
        return result

    def entries(self, guest: int, code: str) -> list[datetime]:
        """When a guest came in at a checkpoint, what was taken back left out."""
        return [at for _, who, where, way, at in self.path if (who, where, way) == (guest, code, Direction.IN)]

    def inside(self, code: str) -> set[int]:
        """Who is in a place, step by step from the beginning."""
        there: set[int] = set()
        for _, guest, where, way, _ in self.path:
            comes = way is Direction.IN
            if where == code:
                there = there | {guest} if comes else there - {guest}
            elif (where in {"door", "exit"} and not comes) or (where == "lab" and code == "hall"):
                there = there - {guest}
        return there


Walks.TestCase.settings = settings(max_examples=12, stateful_step_count=30, deadline=None)
test_random_walks_leave_the_counts_right = Walks.TestCase
