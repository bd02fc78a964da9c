"""Posts as a form gives them: kept in order, in both languages, told in the log and taken back."""

from uuid import UUID

import pytest

from desktop.domain.text import LocalName
from desktop.services import categories, people, person_log, search
from desktop.services.events import EventRow
from desktop.services.people import PersonDetail, PersonDraft
from desktop.services.posts import PostDraft, PostRow
from desktop.services.taking_back import take_back, this_action
from tests.world import World

LECTURER = PostDraft(None, "講師", "Lecturer", "香港科技大學", "HKUST")
CHAIR = PostDraft(None, "主席", "", "京校聯", "")


@pytest.fixture
def guest(world: World, summit: EventRow) -> UUID:
    return world.guests(summit, "孫東")[0]


def hold(world: World, event: EventRow, guest: UUID, *drafts: PostDraft) -> tuple[PersonDetail, UUID]:
    with world.db.write() as session:
        return people.change_person(session, event.id, guest, PersonDraft(posts=drafts)), this_action(session)


def again(post: PostRow, **changed: str) -> PostDraft:
    kept = {name: getattr(post, name) for name in ("title_zh", "title_en", "organisation_zh", "organisation_en")}
    return PostDraft(post.id, **kept | changed)


def told(world: World, guest: UUID) -> list[tuple[str, object, object]]:
    with world.db.read() as session:
        return [(c.field, c.before, c.after) for c in person_log.changes_of(session, guest) if c.field != "listed"]


def test_posts_are_kept_in_their_order_and_in_both_languages(world: World, summit: EventRow, guest: UUID) -> None:
    held, _ = hold(world, summit, guest, LECTURER, PostDraft(), CHAIR)

    assert [(post.rank, post.title, post.organisation) for post in held.posts] == [
        (1, "講師", "香港科技大學"), (2, "主席", "京校聯"),
    ]  # fmt: skip
    assert (held.posts[0].title_en, held.posts[0].organisation_en) == ("Lecturer", "HKUST")
    assert held.row.title == "講師"
    with world.db.read() as session:
        assert [hit.name for hit in search.find(session, summit.id, "京校聯")] == ["孫東"]


def test_another_order_is_told_and_taken_back_whole(world: World, summit: EventRow, guest: UUID) -> None:
    held, _ = hold(world, summit, guest, LECTURER, CHAIR)
    first, second = held.posts
    changed, action = hold(world, summit, guest, again(second), again(first, title_zh="教授"))
    assert [(post.id, post.title) for post in changed.posts] == [(second.id, "主席"), (first.id, "教授")]
    assert told(world, guest)[0] == (
        "posts",
        "香港科技大學 講師 / Lecturer, HKUST · 京校聯 主席",
        "京校聯 主席 · 香港科技大學 教授 / Lecturer, HKUST",
    )  # fmt: skip

    with world.db.write() as session:
        take_back(session, action)

    with world.db.read() as session:
        assert people.person(session, summit.id, guest).posts == held.posts
    assert told(world, guest)[0][2] == "香港科技大學 講師 / Lecturer, HKUST · 京校聯 主席"


def test_a_post_that_is_left_out_is_held_no_more(world: World, summit: EventRow, guest: UUID) -> None:
    held, _ = hold(world, summit, guest, LECTURER, CHAIR)
    left, _ = hold(world, summit, guest, again(held.posts[1]))
    assert [(post.rank, post.title) for post in left.posts] == [(1, "主席")]
    assert [entry[1:] for entry in told(world, guest)] == [
        ("香港科技大學 講師 / Lecturer, HKUST · 京校聯 主席", "京校聯 主席"),
        ("", "香港科技大學 講師 / Lecturer, HKUST · 京校聯 主席"),
    ]  # fmt: skip


def test_an_organisation_that_keeps_a_name_takes_the_other_over_and_another_only_what_it_lacked(
    world: World, summit: EventRow, guest: UUID
) -> None:
    (other,) = world.guests(summit, "李然")
    held, _ = hold(world, summit, guest, LECTURER)
    beside, _ = hold(world, summit, other, CHAIR, PostDraft(organisation_zh="香港科技大学"))
    assert beside.posts[1].organisation_en == "HKUST", "the other script is the same place"

    hold(world, summit, guest, again(held.posts[0], organisation_en="The HKUST"))
    with world.db.read() as session:
        assert people.person(session, summit.id, other).posts[1].organisation_en == "The HKUST"

    moved, _ = hold(world, summit, guest, again(held.posts[0], organisation_zh="京校聯", organisation_en="The HKUST"))
    assert moved.posts[0].organisation == "京校聯"
    with world.db.read() as session:
        assert people.person(session, summit.id, other).posts[1].organisation == "香港科技大學"


def test_a_category_is_told_by_its_name_in_every_language(world: World, summit: EventRow, guest: UUID) -> None:
    with world.db.write() as session:
        speaker = categories.find_category(session, summit.id, "speaker")
        people.change_person(session, summit.id, guest, PersonDraft(category_id=speaker.id))
    (_field, before, after) = told(world, guest)[0]
    assert (before, after) == (LocalName("代表", "代表", "Delegate"), LocalName("講者", "讲者", "Speaker"))
