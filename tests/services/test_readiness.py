"""Readiness: who a ceremony needs and where each is, from nothing but their check-ins."""

from datetime import timedelta

import pytest

from desktop.domain.agreements import DocumentState, SigningPart
from desktop.domain.ceremony_checks import ProblemKind
from desktop.domain.programme import ItemKind
from desktop.domain.readiness import Level, Where
from desktop.domain.verdicts import Entry, Purpose, Reason, Status, Verdict, Ways
from desktop.models import Registration
from desktop.progress import Progress
from desktop.services import arrivals, ceremony_things, checkin, demo, door_rules, readiness
from desktop.services.admission import where_instead
from desktop.services.agreements import agreements
from desktop.services.ceremony_checks import problems, transitions
from desktop.services.door_rules import CheckpointDraft
from desktop.services.events import EventRow, event_in_use
from desktop.services.hard_limits import limits
from desktop.services.programme import programme
from desktop.services.programme_edit import remove_item
from desktop.services.programme_run import start as start_item
from tests.services.signings import ALTERNATE, DAY, OFFICIATING, SIGNATORY, START, WITNESS, Signings
from tests.world import NOON, World

MINUTE = timedelta(minutes=1)
BEFORE = START - 30 * MINUTE
DUE = START - 20 * MINUTE


@pytest.fixture
def stage(world: World, summit: EventRow) -> Signings:
    made = Signings(world, summit)
    made.spot("holding", Purpose.HOLDING_ROOM)
    made.spot("stage", Purpose.STAGE)
    made.spot("bus", Purpose.OTHER)
    return made


def test_a_signatory_is_followed_from_the_bus_to_the_stage_and_off_again(stage: Signings) -> None:
    host, guest = stage.all("李焯芬 王偉明")
    stage.sign([(SIGNATORY, host)], [(SIGNATORY, guest)])
    seen = []
    for place, code in enumerate(("", "bus", "door", "holding", "stage", "stage", "bus")):
        if code:
            stage.read("李焯芬", code, NOON + place * MINUTE)
        need = stage.need("李焯芬", BEFORE)
        seen.append((need.where, need.checkpoint.en))
    assert seen == [
        (Where.NOT_ARRIVED, ""), (Where.NOT_ARRIVED, "bus"), (Where.IN_BUILDING, "Main door"),
        (Where.HOLDING_ROOM, "holding"), (Where.ON_STAGE, "stage"),
        # Out of the stage and, by the second reading of the bus, out of it: the holding room is what is left.
        (Where.HOLDING_ROOM, "stage"), (Where.HOLDING_ROOM, "bus"),
    ]  # fmt: skip
    assert stage.need("李焯芬", BEFORE).at == NOON + 6 * MINUTE
    assert stage.need("王偉明", BEFORE).where is Where.NOT_ARRIVED


def test_a_check_in_that_was_undone_and_a_way_out_count(stage: Signings) -> None:
    stage.sign([(SIGNATORY, stage["李焯芬"])], [(WITNESS, stage["王偉明"])])
    world = stage.world
    with world.db.write() as session:
        door = world.door(stage.summit)
        both = door_rules.draft_of(door)
        door_rules.change_checkpoint(
            session, stage.summit.id, door.id,
            CheckpointDraft(both.name, both.code, ways=Ways.BOTH, entry=Entry.OFTEN),
        )  # fmt: skip
    for name in ("李焯芬", "王偉明"):
        stage.read(name, "door", NOON)
    last = stage.read("王偉明", "holding", NOON + MINUTE)
    stage.read("李焯芬", "door", NOON + 5 * MINUTE)
    assert stage.need("李焯芬", DUE).where is Where.LEFT
    assert stage.need("王偉明", DUE).where is Where.HOLDING_ROOM
    with world.db.write() as session:
        checkin.undo(session, last)
    assert stage.need("王偉明", DUE).where is Where.IN_BUILDING
    assert ProblemKind.LEFT in {one.kind for one in stage.problems(DUE)}


def test_yesterday_counts_only_at_a_door_that_lets_in_once_for_all_days(stage: Signings) -> None:
    stage.sign([(SIGNATORY, stage["李焯芬"])], [(SIGNATORY, stage["王偉明"])])
    stage.read("李焯芬", "door", NOON - timedelta(days=1))
    stage.read("李焯芬", "stage", NOON - timedelta(days=1) + MINUTE)
    stage.read("王偉明", "holding", NOON - timedelta(days=1))
    assert stage.need("李焯芬", BEFORE).where is Where.IN_BUILDING
    assert stage.need("王偉明", BEFORE).where is Where.NOT_ARRIVED
    assert stage.need("王偉明", BEFORE).checkpoint.en == "holding"


def test_the_alarm_rings_at_its_time_for_who_is_missing_and_offers_the_alternate(stage: Signings) -> None:
    late, instead, there, vip = stage.all("李焯芬 王偉明 胡健民 黃克瀛")
    stage.sign([(SIGNATORY, there)], [(SIGNATORY, late), (ALTERNATE, instead)], [(OFFICIATING, vip)])
    stage.read("王偉明", "holding", NOON)
    stage.read("黃克瀛", "door", NOON)
    assert {one.level for one in stage.ready(BEFORE).people} == {Level.WAIT}
    found = stage.ready(DUE)
    assert (found.start, found.alarm_at, found.due, found.level) == (START, DUE, True, Level.ALARM)
    assert [one.registration_id for one in found.people if one.level is Level.ALARM] == [late, there]
    (offered,) = found.people[0].alternates
    assert (offered.registration_id, offered.where) == (instead, Where.HOLDING_ROOM)
    assert found.people[-1].level is Level.CALL
    assert found.count(Where.NOT_ARRIVED) == 2
    assert instead not in {one.registration_id for one in found.people}
    assert stage.ready(DUE, alarm=10 * MINUTE).level is Level.WAIT
    with stage.world.db.write() as session:
        session.get_one(Registration, there).status = Status.CANCELLED
        session.flush()
    assert [one.registration_id for one in stage.ready(BEFORE).missing] == [there, late]
    assert stage.need("胡健民", BEFORE).level is Level.ALARM


def test_an_agreement_is_ready_when_its_people_documents_and_things_are(stage: Signings) -> None:
    stage.sign([(SIGNATORY, stage["李焯芬"])], [(SIGNATORY, stage["王偉明"])])
    (row,) = stage.rows()
    for name in ("李焯芬", "王偉明"):
        stage.read(name, "stage", NOON)
    with stage.world.db.write() as session:
        ceremony_things.make_copies(session, row.id, ("hant",))
        ceremony_things.advance_all(session, row.id, DocumentState.BOUND)
        ceremony_things.add_usual(session, stage.item)
    (before,) = stage.ready(DUE).agreements
    assert (before.level, before.documents.done, before.documents.total) == (Level.CALL, 0, 2)
    with stage.world.db.write() as session:
        ceremony_things.advance_all(session, row.id, DocumentState.ON_TABLE)
        for thing in ceremony_things.things(session, stage.item):
            ceremony_things.tick(session, thing.id, thing.wanted)
    after = stage.ready(DUE)
    assert (after.level, after.agreements[0].level) == (Level.READY, Level.READY)
    assert after.things.complete
    assert after.documents.complete


def test_the_alarm_follows_the_expected_start(stage: Signings) -> None:
    stage.sign([(SIGNATORY, stage["李焯芬"])], [(SIGNATORY, stage["王偉明"])])
    assert stage.ready(START, start=START + 9 * MINUTE).alarm_at == DUE + 9 * MINUTE
    with stage.world.db.write(now=START + 5 * MINUTE) as session:
        start_item(session, stage.item)
    found = stage.ready(START + 6 * MINUTE)
    assert (found.planned, found.start) == (START, START + 5 * MINUTE)


def test_a_ceremony_is_found_by_number_id_or_whole_title(stage: Signings) -> None:
    stage.sign([(SIGNATORY, stage["李焯芬"])], [])
    with stage.world.db.read() as session:
        for text in ("13", str(stage.item), stage.item.hex, "項目簽約", "signing"):
            assert readiness.find_ceremony(session, stage.summit.id, text) == stage.item
        for text in ("項目", ""):
            with pytest.raises(readiness.NoSuchCeremony):
                readiness.find_ceremony(session, stage.summit.id, text)
    other = Signings(stage.world, stage.summit)
    other.sign([(SIGNATORY, stage["李焯芬"])], [])
    with stage.world.db.read() as session, pytest.raises(readiness.SeveralCeremonies):
        readiness.find_ceremony(session, stage.summit.id, "13")


def test_the_people_of_an_item_and_of_its_agreements_enter_where_it_is_for_them(stage: Signings) -> None:
    stage.sign([(SIGNATORY, stage["李焯芬"]), (ALTERNATE, stage["王偉明"])], [])
    outsider = stage["過客"]
    stage.spot("green-room", Purpose.HOLDING_ROOM, items=frozenset({stage.item}))
    world = stage.world
    tokens = {badge.registration: badge.token for badge in world.badges(stage.summit)}

    def told(name: str) -> tuple[Verdict, Reason]:
        result = world.scan(stage.summit, tokens[stage[name]], code="green-room", at=world.db.now())
        return result.verdict, result.reason

    assert told("李焯芬") == told("王偉明") == (Verdict.ADMITTED, Reason.NONE)
    assert told("過客") == (Verdict.ELSEWHERE, Reason.NOT_HERE)
    with world.db.read() as session:
        codes = [row.code for row in where_instead(session, stage.summit.id, stage["李焯芬"])]
        elsewhere = [row.code for row in where_instead(session, stage.summit.id, outsider)]
    assert "green-room" in codes
    assert "green-room" not in elsewhere
    row = world.door(stage.summit, "green-room")
    assert (row.purpose, row.items, row.for_everyone) == (Purpose.HOLDING_ROOM, {stage.item}, False)
    assert door_rules.draft_of(row).items == {stage.item}
    with world.db.read() as session:
        there = arrivals.arrivals(session, stage.summit.id, NOON, arrivals.By.CHECKPOINT)
    assert next(one.expected for one in there.rows if one.key == "green-room") == 2
    with world.db.write() as session:
        remove_item(session, stage.item)
    (late,) = world.guests(stage.summit, "遲到")
    stage.keys["遲到"] = late
    tokens |= {badge.registration: badge.token for badge in world.badges(stage.summit)}
    assert told("遲到") == (Verdict.ELSEWHERE, Reason.NOT_HERE)


@pytest.mark.parametrize("people", [1, 20, 120])
def test_the_demo_has_the_whole_summit_whatever_its_size(world: World, people: int) -> None:
    made = demo.fill(world.db, people=people, day=DAY, progress=Progress())
    assert (made["items"], made["signings"], made["documents"]) == (15, 7, 30)
    with world.db.read() as session:
        event = event_in_use(session)
        rows = programme(session, event.id)
        signed = agreements(session, event_id=event.id)
        signing = next(row for row in rows if row.kind is ItemKind.SIGNING)
        ready = readiness.readiness(session, signing.id, NOON)
        found = {one.kind for one in problems(session, signing.id, NOON)}
        held = limits(session, event.id)
        changes = transitions(session, signing.id)
    first = min(rows, key=lambda row: row.start)
    assert [row.code for row in sorted(rows, key=lambda row: row.start)] == [str(n) for n in range(1, 16)]
    assert (signing.start - first.start, signing.seconds) == (timedelta(hours=2, minutes=54), 1500)
    assert sorted(row.batch for row in signed) == [1, 1, 1, 2, 2, 3, 3]
    assert all(len(row.parties) == 2 and row.documents for row in signed)
    assert ProblemKind.NOT_FINAL in found
    assert [one.batch for one in changes] == [1, 2, 3, None]
    assert any(row.cues for row in rows)
    assert any(row.materials for row in rows)
    if people == 120:
        assert len(held) == 2
        assert all(row.of(SigningPart.SIGNATORY, party.id) for row in signed for party in row.parties)
        assert ready.count(Where.NOT_ARRIVED) == len(ready.people) > 20
        assert ProblemKind.TWICE_AT_ONCE not in found
