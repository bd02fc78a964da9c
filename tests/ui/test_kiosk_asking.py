"""What the kiosk learns of the data: enough to check a guest in, nothing that a stranger may not know."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

import pytest

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Asking, Status
from desktop.services import badges, people
from desktop.services.events import EventRow
from desktop.services.people import PersonDraft
from desktop.services.posts import PostDraft
from desktop.services.questions import QuestionDraft, add_question
from desktop.ui.kiosk import asking
from desktop.ui.kiosk.asking import Candidates, Checked, Proof, Said
from tests.world import World

GUESTS = {
    "陳大文": PersonDraft(name_latin="CHAN Tai Man", phone="+852 9123 4567 / 2358 0000", email="tm.chan@example.com"),
    "陳小文": PersonDraft(phone="6234 5678"),
    "歐陽卓軒": PersonDraft(name_latin="AU YEUNG Cheuk-hin", email="Au.Yeung@example.com"),
    "司徒軍": PersonDraft(),
}


class Summit:
    """Four guests, of whom each may prove it in another way."""

    def __init__(self, world: World) -> None:
        self.world, self.event = world, world.summit()
        keys = world.guests(self.event, *GUESTS)
        self.keys = dict(zip(GUESTS, keys, strict=True))
        for name, draft in GUESTS.items():
            self.change(name, draft)

    def change(self, name: str, draft: PersonDraft) -> None:
        with self.world.db.write() as session:
            people.change_person(session, self.event.id, self.keys[name], draft)

    def ask(self, question: Callable[..., Any], *arguments: Any) -> Any:
        with self.world.db.read() as session:
            return question(session, self.event.id, *arguments)

    def find(self, typed: str) -> Candidates:
        found: Candidates = self.ask(asking.candidates, typed)
        return found

    def check_in(self, content: str = "", registration: UUID | None = None) -> Checked:
        reading = asking.entering(self.event.id, self.world.door(self.event).id, content, registration)
        with self.world.db.write() as session:
            return asking.check_in(session, reading)


@pytest.fixture
def summit(world: World) -> Summit:
    return Summit(world)


def test_a_guest_is_found_by_the_name_however_it_is_written(summit: Summit) -> None:
    for typed in ("陳大文", "陈大文", "大文", "陳大文博士", "chen dawen", "chendawen", "chan tai man", "Tai Man Chan",
                  "Dr CHAN Tai Man"):  # fmt: skip
        assert [one.registration for one in summit.find(typed).found] == [summit.keys["陳大文"]], typed


def test_what_is_no_name_finds_nobody(summit: Summit) -> None:
    serial = summit.world.badges(summit.event)[0].serial
    for typed in ("", "陳", "c", "4567", "91234567", "tm.chan@example.com", "qqqq", "!!", serial):
        assert summit.find(typed) == Candidates(), typed


def test_nobody_is_found_by_where_they_work_or_what_they_are(summit: Summit) -> None:
    posts = (PostDraft(organisation_zh="科技大學", organisation_en="University of Technology", title_zh="校長"),)
    summit.change("陳大文", PersonDraft(posts=posts))
    assert [summit.find(typed) for typed in ("科技大學", "University of Technology", "校長", "大學")] == [
        Candidates()
    ] * 4


def test_a_stranger_reads_no_name_and_those_who_look_alike_are_told_apart(summit: Summit) -> None:
    for name, place in (("陳大文", "科技大學"), ("陳小文", "數碼港")):
        summit.change(name, PersonDraft(posts=(PostDraft(organisation_zh=place),)))
    found = summit.find("chen").found

    assert [(one.shown, one.beside) for one in found] == [("陳○文", "科技大學"), ("陳○文", "數碼港")]
    assert not {"陳大文", "陳小文", "CHAN Tai Man"} & {str(value) for one in found for value in asdict(one).values()}


def test_where_more_than_five_may_be_meant_nobody_is_shown(summit: Summit) -> None:
    summit.world.guests(summit.event, *("陳" + given for given in "甲乙丙丁戊"))
    assert summit.find("chen") == Candidates(too_many=True)
    assert len(summit.find("陳大文").found) == 1


def test_each_guest_is_asked_for_what_is_stored(summit: Summit) -> None:
    asked = {name: summit.find(name).found[0].proof for name in GUESTS}
    assert asked == {
        "陳大文": Proof.EITHER, "陳小文": Proof.PHONE, "歐陽卓軒": Proof.EMAIL, "司徒軍": Proof.NONE,
    }  # fmt: skip


def test_only_the_guest_knows_the_last_digits_or_the_mailbox(summit: Summit) -> None:
    known = {
        "陳大文": ("4567", "0000", "４５６７", " 4567 ", "TM.Chan", "tm.chan@example.com"),
        "陳小文": ("5678",),
        "歐陽卓軒": ("au.yeung",),
    }
    for typed in {"", "567", "9123", "tm", "@", *(said for all_of_one in known.values() for said in all_of_one)}:
        for name in GUESTS:
            assert summit.ask(asking.is_proven, summit.keys[name], typed) is (typed in known.get(name, ())), (
                name,
                typed,
            )


def test_a_first_check_in_wants_a_badge_and_one_that_is_on_paper_is_not_printed_twice(summit: Summit) -> None:
    first = summit.check_in(registration=summit.keys["陳大文"])
    assert first == Checked(Said.WELCOME, summit.keys["陳大文"], "陳大文", prints=True)
    assert summit.check_in(registration=summit.keys["陳大文"]).said is Said.SAME


def test_what_waits_for_a_guest_at_the_desk_is_told_without_what_it_is(summit: Summit) -> None:
    with summit.world.db.write() as session:
        add_question(session, summit.event.id, QuestionDraft(LocalName(en="A headset"), Asking.HAND_OVER))
    checked = summit.check_in(registration=summit.keys["司徒軍"])
    assert checked.waiting
    assert "headset" not in repr(checked)


def test_names_that_nobody_has_are_looked_for_without_a_slip(summit: Summit) -> None:
    for typed in (
        "陳" * 100,
        "💥💥",
        "'; DROP TABLE person; --",
        '" OR "',
        "é" * 50,
        "\u202eabc",
        "王" + "\u0301" * 40,
        "*",
        "NEAR(",
    ):
        assert summit.find(typed) == Candidates(), typed


def test_whoever_may_not_enter_is_sent_to_the_desk_without_a_word_about_them(summit: Summit) -> None:
    given = {row.registration: row for row in summit.world.badges(summit.event)}
    summit.change("陳小文", PersonDraft(status=Status.CANCELLED))
    with summit.world.db.write() as session:
        badges.revoke_badge(session, summit.event.id, given[summit.keys["司徒軍"]].serial, "lost")
    for content in (
        given[summit.keys["陳小文"]].token,
        given[summit.keys["司徒軍"]].token,
        "1" * 48,
        "https://x.hk/123",
    ):
        assert summit.check_in(content) == Checked(Said.DESK)


def test_who_comes_again_is_told_only_that(summit: Summit) -> None:
    token = summit.world.badges(summit.event)[0].token
    summit.check_in(token)
    clock: Any = summit.world.clock
    clock.now = clock.now.replace(hour=6)
    assert summit.check_in(token) == Checked(Said.ALREADY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2" * 48, "2" * 48),
        ("]Q3" + "2" * 48, "2" * 48),
        ("陳大文", ""),
        ("A-23456", ""),
        ("chan tai man", ""),
        ("https://example.com/a", "https://example.com/a"),
        ("1234", ""),
    ],
)
def test_a_code_is_what_only_a_scanner_types(text: str, code: str) -> None:
    assert asking.read_code(text) == code


def test_the_event_decides_who_is_looked_for(summit: Summit, world: World) -> None:
    other: EventRow = world.summit()
    with world.db.read() as session:
        assert asking.candidates(session, other.id, "陳大文") == Candidates()
