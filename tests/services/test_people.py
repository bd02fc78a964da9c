"""People, walk-ins, badges, arrivals, and the paper they get."""

from pathlib import Path

import pytest

from desktop.domain.tokens import is_token, read_serial
from desktop.domain.verdicts import Status, Verdict
from desktop.errors import Cancelled, UserError
from desktop.progress import Progress
from desktop.services import arrivals, badges, categories, people, people_list, printing
from desktop.services.arrivals import By
from desktop.services.events import EventRow
from desktop.services.people import NameMissing, NoSuchPerson, PersonDraft, WalkIn
from desktop.services.people_list import Show
from desktop.services.printing import NothingToPrint, Wanted
from tests.world import World


def delegate(world: World, event: EventRow) -> categories.CategoryRow:
    with world.db.read() as session:
        return categories.find_category(session, event.id, "delegate")


def test_a_walk_in_has_a_badge_that_is_admitted_at_once(world: World, summit: EventRow) -> None:
    guest = WalkIn(delegate(world, summit).id, "陳大文", organisation="科大", title="教授")
    with world.db.write() as session:
        detail, badge = people.register(session, summit.id, guest)
    assert [(post.title, post.organisation) for post in detail.posts] == [("教授", "科大")]
    assert world.scan(summit, badge.token).verdict is Verdict.ADMITTED


def test_a_walk_in_needs_a_name(world: World, summit: EventRow) -> None:
    category = delegate(world, summit).id
    with pytest.raises(NameMissing), world.db.write() as session:
        people.register(session, summit.id, WalkIn(category, " \u3000"))


def test_an_edit_changes_what_it_names_and_nothing_else(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    with world.db.write() as session:
        people.change_person(session, summit.id, guest, PersonDraft(seat="A-07", honorific_zh="教授"))
        after = people.change_person(session, summit.id, guest, PersonDraft(name_latin="SUN Dong"))
    assert (after.row.name_zh, after.row.name_latin, after.row.honorific_zh, after.seat) == (
        "孫東", "SUN Dong", "教授", "A-07",
    )  # fmt: skip
    with pytest.raises(NameMissing), world.db.write() as session:
        people.change_person(session, summit.id, guest, PersonDraft(name_zh="", name_latin=""))
    with pytest.raises(NoSuchPerson), world.db.write() as session:
        people.change_person(session, summit.id, summit.id, PersonDraft(seat="A-07"))


def test_the_list_shows_who_is_here_who_is_not_and_whose_badge_is_not_printed(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    world.guests(summit, "孫東", "李然", "李中")
    here, absent, cancelled = world.badges(summit)
    world.scan(summit, here.token)
    with world.db.write() as session:
        people.change_person(session, summit.id, cancelled.registration, PersonDraft(status=Status.CANCELLED))
    printing.print_badges(
        world.db, summit.id, tmp_path / "one.pdf", Wanted(registrations=[here.registration]), Progress()
    )

    def shown(show: Show) -> list[str]:
        with world.db.read() as session:
            return [row.name for row in people_list.people(session, summit.id, show=show)]

    assert shown(Show.ALL) == ["孫東", "李然", "李中"]
    assert shown(Show.ARRIVED) == ["孫東"]
    assert shown(Show.ABSENT) == ["李然"]
    assert shown(Show.UNPRINTED) == ["李然", "李中"]
    assert absent.prints == 0


def test_badges_have_tokens_of_digits_and_serials_nobody_misreads(world: World, summit: EventRow) -> None:
    world.guests(summit, *(f"人{number}" for number in range(200)))
    rows = world.badges(summit)
    assert all(is_token(row.token) and read_serial(row.serial) == row.serial for row in rows)
    assert len({row.token for row in rows}) == len({row.serial for row in rows}) == 200
    assert {row.serial[0] for row in rows} == {"A"}
    with world.db.write() as session:
        assert badges.issue_badges(session, summit.id) == 0


def test_a_badge_is_revoked_once_for_a_reason(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    with world.db.write() as session:
        assert badges.revoke_badge(session, summit.id, badge.serial.lower(), "lost").revoked_why == "lost"
    for serial, refusal in (
        (badge.serial, badges.RevokedAlready),
        ("A-34679", badges.NoSuchBadge),
        ("?", badges.NoSuchBadge),
    ):
        with pytest.raises(refusal), world.db.write() as session:
            badges.revoke_badge(session, summit.id, serial, "lost")


def test_arrivals_count_each_guest_once_wherever_they_came_in(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東", "李然", "李中")
    world.guests(summit, "李家超", category="guest-of-honour")
    first, second, cancelled, _vip = world.badges(summit)
    world.scan(summit, first.token)
    world.scan(summit, first.token)
    undone = world.scan(summit, second.token)
    with world.db.write() as session:
        from desktop.services import checkin

        checkin.undo(session, undone.scan)
        people.change_person(session, summit.id, cancelled.registration, PersonDraft(status=Status.DECLINED))

    with world.db.read() as session:
        seen = {by: arrivals.arrivals(session, summit.id, world.db.now(), by) for by in By}
        assert arrivals.head_count(session, summit.id) == (1, 3)
    whole = seen[By.CATEGORY]
    assert (whole.expected, whole.arrived, whole.absent) == (3, 1, 2)
    assert [(row.key, row.expected, row.arrived, row.absent) for row in whole.rows] == [
        ("guest-of-honour", 1, 0, 1),
        ("delegate", 2, 1, 1),
    ]
    assert [vip.name for vip in whole.missing_vips] == ["李家超"]
    assert [(row.key, row.arrived) for row in seen[By.DESK].rows] == [("A", 1)]
    assert [(row.key, row.arrived) for row in seen[By.MINUTE].rows] == [("2023-04-12T12:00+08:00", 1)]
    assert [(row.key, row.arrived) for row in seen[By.DELEGATION].rows] == [("", 1)]
    assert whole.per_minute == pytest.approx(0.1)


def test_printing_gives_badges_to_those_without_and_remembers_it(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    world.guests(summit, "孫東", "李然")
    out = tmp_path / "badges.pdf"
    done = printing.print_badges(world.db, summit.id, out, Wanted(), Progress())
    assert (done.items, done.pages, done.file) == (2, 2, out)
    assert out.read_bytes().startswith(b"%PDF")
    assert [row.prints for row in world.badges(summit)] == [1, 1]
    with pytest.raises(NothingToPrint):
        printing.print_badges(world.db, summit.id, out, Wanted(unprinted=True), Progress())


def test_a_print_that_is_cancelled_or_impossible_leaves_no_file_and_no_record(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    world.guests(summit, "孫東", "李然")
    out = tmp_path / "badges.pdf"
    progress = Progress(say=lambda done, _total: progress.stop.set())
    with pytest.raises(Cancelled):
        printing.print_badges(world.db, summit.id, out, Wanted(), progress)
    with pytest.raises(UserError):
        printing.print_badges(world.db, summit.id, out, Wanted(template="tarot"), Progress())
    with pytest.raises(UserError):
        printing.print_badges(world.db, summit.id, tmp_path / "nowhere" / "b.pdf", Wanted(), Progress())
    assert list(tmp_path.glob("*.pdf*")) == []
    assert [row.prints for row in world.badges(summit)] == [0, 0]


def test_a_badge_that_was_taken_away_is_not_given_again_by_printing_for_all(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    world.guests(summit, "孫東", "李然")
    taken, _kept = world.badges(summit)
    with world.db.write() as session:
        badges.revoke_badge(session, summit.id, taken.serial, "stolen")
    done = printing.print_badges(world.db, summit.id, tmp_path / "b.pdf", Wanted(), Progress())
    assert done.items == 1
