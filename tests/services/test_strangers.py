"""Badges that no guest here has: forged ones, those of a desk that was not heard from, those under an old key."""

import logging
import random
import time
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from desktop.domain.text import LocalName
from desktop.domain.tokens import make_token, visible
from desktop.domain.verdicts import Entry, Reason, Status, Verdict, Ways
from desktop.i18n import Language, Translator
from desktop.models import Badge, EventKey, JournalEntry, Scan
from desktop.services import (
    arrivals,
    badges,
    categories,
    checkin,
    checkpoints,
    door_rules,
    event_keys,
    events,
    exports,
    failed_scans,
    people,
)
from desktop.services.checkin import Reading
from desktop.services.door_rules import CheckpointDraft
from desktop.services.events import EventRow
from desktop.services.refusals import why
from desktop.storage.backup import back_up
from tests.world import NOON, SUMMIT, World

HOUR = timedelta(hours=1)
VIP = 1
DELEGATE = 3


def key_of(world: World, summit: EventRow) -> bytes:
    with world.db.write() as session:
        return events.secrets_of(session, summit.id)[0]


def test_a_genuine_badge_of_a_desk_not_heard_from_is_admitted_once(world: World, summit: EventRow) -> None:
    token = make_token(key_of(world, summit), 12345, DELEGATE, "C")

    first = world.scan(summit, token, at=NOON)
    again = world.scan(summit, token, at=NOON + HOUR)

    assert (first.verdict, first.reason, first.guest) == (Verdict.ADMITTED, Reason.NOT_RECEIVED, None)
    assert (first.category.en, first.from_desk, first.check_in) == ("Delegate", "C", first.scan)
    assert (again.verdict, again.earlier and again.earlier.check_in) == (Verdict.ALREADY_IN, first.scan)
    said = why(Translator(Language.EN), first, "Main door", summit.zone)
    assert said == "A genuine badge, not yet received from desk C."
    with world.db.read() as session:
        found = arrivals.arrivals(session, summit.id, NOON + HOUR)
    assert (found.arrived, found.not_received) == (0, 1)


def test_when_the_badge_is_received_its_guest_is_in_already(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    token = make_token(key_of(world, summit), 12345, DELEGATE, "C")
    first = world.scan(summit, token, at=NOON)
    with world.db.write() as session:
        session.add(
            Badge(id=UUID(int=7), event_id=summit.id, registration_id=guest, token=token, serial="C-77777",
                  issued_at=NOON)
        )  # fmt: skip

    known = world.scan(summit, token, at=NOON + HOUR)

    assert (known.verdict, known.earlier and known.earlier.check_in) == (Verdict.ALREADY_IN, first.scan)
    with world.db.read() as session:
        assert arrivals.arrivals(session, summit.id, NOON + HOUR).not_received == 0


def test_the_category_in_the_token_decides_where_its_guest_may_enter(world: World, summit: EventRow) -> None:
    with world.db.write() as session:
        vip = categories.find_category(session, summit.id, "vip")
        checkpoints.add_checkpoint(session, summit.id, "vip-room", LocalName("貴賓室"), (vip.id,))
    key = key_of(world, summit)

    def verdict(number: int) -> tuple[Verdict, Reason]:
        result = world.scan(summit, make_token(key, number, number), code="vip-room")
        return result.verdict, result.reason

    assert verdict(VIP) == (Verdict.ADMITTED, Reason.NOT_RECEIVED)
    assert verdict(DELEGATE) == (Verdict.ELSEWHERE, Reason.NOT_HERE)
    assert verdict(200) == (Verdict.ELSEWHERE, Reason.NOT_HERE)


def test_an_unknown_guest_goes_in_and_out_like_any_other(world: World, summit: EventRow) -> None:
    with world.db.write() as session:
        draft = CheckpointDraft(LocalName(en="Hall"), "hall", ways=Ways.BOTH, entry=Entry.OFTEN)
        door_rules.make_checkpoint(session, summit.id, draft)
    token = make_token(key_of(world, summit), 1, DELEGATE)
    ways = [world.scan(summit, token, code="hall", at=NOON + hour * HOUR).direction for hour in range(3)]
    assert ways == ["in", "out", "in"]


def test_a_badge_whose_guest_was_taken_off_the_list_is_not_one_to_be_received(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    with world.db.write() as session:
        session.get_one(Badge, badge.badge).deleted_at = NOON
    result = world.scan(summit, badge.token)
    assert (result.verdict, result.reason, result.guest) == (Verdict.UNKNOWN, Reason.OFF_THE_LIST, None)


def test_under_a_new_key_known_badges_stay_good_and_unknown_ones_admit_nobody(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    old = key_of(world, summit)
    with world.db.write(now=NOON - HOUR) as session:
        event_keys.replace_key(session, summit.id)
    new = key_of(world, summit)

    assert new != old
    assert world.scan(summit, badge.token).verdict is Verdict.ADMITTED
    stranger = world.scan(summit, make_token(old, 1, DELEGATE))
    assert (stranger.verdict, stranger.reason) == (Verdict.UNKNOWN, Reason.NOT_RECEIVED)
    assert world.scan(summit, make_token(new, 1, DELEGATE)).verdict is Verdict.ADMITTED
    world.guests(summit, "李然")
    assert world.scan(summit, world.badges(summit)[1].token).verdict is Verdict.ADMITTED
    with world.db.read() as session:
        assert [row.current for row in event_keys.event_keys(session, summit.id)] == [True, False]


def test_the_key_is_in_no_journal_log_export_or_backup(
    world: World, summit: EventRow, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world.guests(summit, "孫東")
    with world.db.write() as session:
        event_keys.replace_key(session, summit.id)
    world.scan(summit, world.badges(summit)[0].token)
    with world.db.read() as session:
        keys = session.scalars(select(EventKey.secret)).all()
        exports.export_people(session, summit.id, world.path.with_suffix(".csv"), Translator(Language.EN))
        exports.export_check_ins(session, summit.id, world.path.with_name("in.csv"), Translator(Language.EN))
        journal = "".join(f"{entry.before}{entry.after}" for entry in session.scalars(select(JournalEntry)))
        shown = repr(session.scalars(select(EventKey)).all())
    copy = world.path.with_name("copy.db")
    back_up(world.path, copy, with_keys=False)
    kept = [
        copy.read_bytes(), world.path.with_suffix(".csv").read_bytes(), world.path.with_name("in.csv").read_bytes(),
        journal.encode(), shown.encode(), caplog.text.encode(),
    ]  # fmt: skip
    assert len(keys) == 2
    for key in keys:
        for form in (key, key.hex().encode(), repr(key).encode()):
            assert not any(form in where for where in kept)


def hostile(genuine: list[str], foreign: bytes, count: int) -> list[str]:
    """Random, cut, other events', bit-flipped, oversize, glued, in other digits, with control characters."""
    dice = random.Random(20_000)

    def flipped(token: str) -> str:
        place = dice.randrange(len(token))
        return token[:place] + str((int(token[place]) + dice.randint(1, 9)) % 10) + token[place + 1 :]

    kinds = (
        lambda token: "".join(dice.choices("0123456789", k=48)),
        lambda token: "".join(map(chr, dice.choices([*range(0x250), *range(0x4E00, 0x4F00), 0x1F600, 0xD800], k=48))),
        lambda token: token[: dice.randrange(1, 48)],
        lambda token: token[dice.randrange(1, 48) :],
        lambda token: make_token(foreign, dice.getrandbits(80), dice.randrange(256), "C"),
        flipped,
        lambda token: flipped(token)[::-1],
        lambda token: token * dice.randint(2, 400),
        lambda token: token + "\x00" * 500,
        lambda token: f"\x02{flipped(token)}\x03\r\n",
        lambda token: f"{token[:24]}\u202e{flipped(token)}",
        lambda token: f"A-{token[:5]}",
        lambda token: str(int(token) + 10**48),
        lambda token: token + dice.choice(genuine),
        lambda token: f"{token[:24]}{dice.choice(genuine)[24:]}" if len(genuine) > 1 else "",
        lambda token: f"000{token}",
        lambda token: f"0{token[:-1]}",
        lambda token: token.translate({ord("0") + digit: 0x0660 + digit for digit in range(10)}),
        lambda token: token.translate({ord("0") + digit: 0x1D7CE + digit for digit in range(10)}),
        lambda token: f"-{token}",
        lambda token: f"{int(token):x}",
        lambda token: f"{int(token):,}",
    )
    return [kinds[number % len(kinds)](dice.choice(genuine)) for number in range(count)]


def test_twenty_thousand_hostile_tokens_admit_nobody_break_nothing_and_slow_nothing_down(
    world: World, summit: EventRow
) -> None:
    world.guests(summit, *(f"嘉賓{number}" for number in range(20)))
    other = world.summit(replace(SUMMIT, name=LocalName("另一場")))
    foreign = key_of(world, other)
    given = {badge.token for badge in world.badges(summit)}
    tokens = [token for token in hostile(sorted(given), foreign, 20_000) if token not in given]
    door, spent, verdicts = world.door(summit).id, [], set()

    for start in range(0, len(tokens), 1_000):
        with world.db.write() as session:
            begun = time.process_time()
            for token in tokens[start : start + 1_000]:
                result = checkin.scan(session, Reading(summit.id, door, token))
                verdicts.add((result.verdict, result.guest))
            spent.append(time.process_time() - begun)

    assert verdicts == {(Verdict.UNKNOWN, None)}
    assert sorted(spent[-5:])[2] < 3 * sorted(spent[:5])[2]
    with world.db.read() as session:
        raws = session.scalars(select(Scan.raw).where(Scan.event_id == summit.id)).all()
        found = failed_scans.failed_scans(session, summit.id, limit=50)
        assert failed_scans.failures(session, summit.id) == {Reason.NOT_OURS: len(tokens)}
    assert len(raws) == len(tokens)
    assert all(row.raw.isprintable() for row in found)
    assert max(map(len, raws)) <= 200 * len("<D800>")


@given(st.text(max_size=300))
def test_what_was_read_is_shown_whole_and_can_be_seen(text: str) -> None:
    shown = visible(text, 300)
    assert shown.isprintable()
    assert (shown == text) == text.isprintable()


def test_failed_scans_tell_what_was_read_why_where_and_when(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    with world.db.write() as session:
        people.change_person(session, summit.id, guest, people.PersonDraft(status=Status.CANCELLED))
    world.scan(summit, "\x02hello\x03", at=NOON)
    world.scan(summit, badge.token, at=NOON + HOUR)

    with world.db.read() as session:
        cancelled, forged = failed_scans.failed_scans(session, summit.id)
        assert failed_scans.failed_scans(session, summit.id, verdicts=[Verdict.UNKNOWN]) == [forged]
        assert failed_scans.failed_scans(session, summit.id, checkpoint_id=UUID(int=1)) == []

    assert (cancelled.reason, cancelled.name, cancelled.serial, cancelled.raw) == (
        Reason.CANCELLED, "孫東", badge.serial, "",
    )  # fmt: skip
    assert (forged.reason, forged.raw, forged.at, forged.desk, forged.checkpoint.en) == (
        Reason.NOT_OURS, "␂hello␃", NOON, "A", "Main door",
    )  # fmt: skip


def test_a_replaced_badge_is_never_taken_for_one_to_be_received(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    (old,) = world.badges(summit)
    with world.db.write() as session:
        badges.replace_badge(session, summit.id, guest, "lost")
        event_keys.replace_key(session, summit.id)
    assert world.scan(summit, old.token).verdict is Verdict.REPLACED
