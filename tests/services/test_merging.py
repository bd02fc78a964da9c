"""Two records of one person become one and come apart again; nothing of either is lost."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from desktop.domain.programme import Part
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status, Verdict
from desktop.models import Base, Person, Registration, Substitution
from desktop.progress import Progress
from desktop.services import (
    badges,
    hard_limits,
    likely,
    merging,
    people,
    people_list,
    person_log,
    posts,
    programme,
    programme_edit,
    search,
)
from desktop.services.events import EventRow
from desktop.services.hard_limits import LimitDraft
from desktop.services.likely import Why
from desktop.services.merging import MergedOn, NotMerged, SamePerson
from desktop.services.people import PersonDetail, PersonDraft
from desktop.services.posts import PostDraft
from desktop.services.printing import Wanted, print_badges
from desktop.services.programme_edit import ItemDraft
from desktop.storage.journal import journal_of
from desktop.storage.verify import verify
from tests.world import NOON, SUMMIT, World


def shown(world: World, event: EventRow, guest: UUID) -> PersonDetail:
    with world.db.read() as session:
        return people.person(session, event.id, guest)


def change(world: World, event: EventRow, guest: UUID, draft: PersonDraft) -> None:
    with world.db.write() as session:
        people.change_person(session, event.id, guest, draft)


def merge(world: World, kept: UUID, other: UUID, *take: str) -> None:
    with world.db.write() as session:
        merging.merge(session, kept, other, take)


def listed(world: World, event: EventRow) -> list[tuple[str, str]]:
    with world.db.read() as session:
        return [(row.name, row.serial) for row in people_list.people(session, event.id)]


@pytest.fixture
def two(world: World, summit: EventRow) -> tuple[PersonDetail, PersonDetail]:
    """One person on the list twice, with different things known of each."""
    one, other = world.guests(summit, "孫東", "孙东")
    change(
        world, summit, one,
        PersonDraft(
            phone="9123 4567", seat="A-1", diet="素食", tags="晚宴",
            posts=(PostDraft(title_zh="局長", organisation_zh="創新科技及工業局"),),
        ),
    )  # fmt: skip
    change(
        world, summit, other,
        PersonDraft(
            name_latin="SUN Dong", phone="+852 9123-4567 / 6123 4567", seat="B-2", escort="陳小姐", tags="傳媒",
            posts=(
                PostDraft(title_zh="局长", organisation_zh="创新科技及工业局"),
                PostDraft(title_zh="教授", organisation_zh="城大"),
            ),
        ),
    )  # fmt: skip
    return shown(world, summit, one), shown(world, summit, other)


def test_what_one_record_lacks_comes_from_the_other_and_a_choice_is_kept(
    world: World, summit: EventRow, two: tuple[PersonDetail, PersonDetail]
) -> None:
    kept, other = (detail.row for detail in two)
    with world.db.read() as session:
        assert [found.field for found in merging.differing(session, kept.person, other.person)] == ["name_zh", "seat"]
    merge(world, kept.person, other.person, "seat")
    after = shown(world, summit, kept.id)
    assert (after.row.name_zh, after.row.name_latin) == ("孫東", "SUN Dong")
    assert (after.seat, after.escort, after.diet, after.tags) == ("B-2", "陳小姐", "素食", "晚宴, 傳媒")
    assert after.phone == "9123 4567 / 6123 4567"
    assert [post.title for post in after.posts] == ["局長", "教授"]
    assert len(listed(world, summit)) == 1
    with world.db.read() as session:
        assert [hit.registration for hit in search.find(session, summit.id, "sundong")] == [kept.id]
        assert verify(session).faults == ()
        merged = [c for c in person_log.changes_of(session, kept.id) if c.field == "merged"]
    assert [(change.after, change.who) for change in merged] == [("孙东", "May")]


def test_what_was_merged_comes_apart_as_it_was(
    world: World, summit: EventRow, two: tuple[PersonDetail, PersonDetail]
) -> None:
    world.badges(summit)
    before = [shown(world, summit, detail.row.id) for detail in two]
    lines = listed(world, summit)
    merge(world, before[0].row.person, before[1].row.person)
    with world.db.write() as session:
        assert merging.separate(session, before[1].row.person) == before[0].row.person
    assert [shown(world, summit, detail.row.id) for detail in two] == before
    assert listed(world, summit) == lines
    with world.db.read() as session:
        assert verify(session).faults == ()
    with pytest.raises(NotMerged), world.db.write() as session:
        merging.separate(session, before[1].row.person)


def test_the_badge_that_let_the_guest_in_stays_valid_and_the_other_is_replaced(
    world: World, summit: EventRow, two: tuple[PersonDetail, PersonDetail]
) -> None:
    kept, other = (detail.row for detail in two)
    first, second = world.badges(summit)
    world.scan(summit, second.token)
    merge(world, kept.person, other.person)
    detail = shown(world, summit, kept.id)
    assert detail.row.serial == second.serial
    assert len(detail.check_ins) == 1
    assert world.scan(summit, second.token).verdict is Verdict.ALREADY_IN
    refused = world.scan(summit, first.token)
    assert (refused.verdict, refused.valid_serial) == (Verdict.REPLACED, second.serial)
    with world.db.read() as session:
        assert [row.revoked_why for row in badges.badges(session, summit.id) if row.revoked_at] == ["merged"]


def test_a_badge_that_nobody_else_has_moves_along(world: World, summit: EventRow) -> None:
    one, other = world.guests(summit, "孫東", "孙东")
    with world.db.write() as session:
        badges.issue_badges(session, summit.id, [other])
    (badge,) = [row for row in world.badges(summit) if row.registration == other]
    with world.db.write() as session:
        badges.revoke_badge(session, summit.id, shown(world, summit, one).row.serial, "lost")
    merge(world, shown(world, summit, one).row.person, shown(world, summit, other).row.person)
    assert shown(world, summit, one).row.serial == badge.serial


def test_other_events_and_companions_come_along(
    world: World, summit: EventRow, two: tuple[PersonDetail, PersonDetail]
) -> None:
    kept, other = (detail.row for detail in two)
    with world.db.write() as session:
        with_other, _badge = people.register(
            session, summit.id, people.WalkIn(kept.category_id, "李然", principal=other.id)
        )
    later = world.summit(SUMMIT)
    (there,) = world.guests(later, "孙东")
    merge(world, other.person, shown(world, later, there).row.person)
    merge(world, kept.person, other.person)
    detail = shown(world, summit, kept.id)
    assert [one.registration for one in detail.ties.companions] == [with_other.row.id]
    assert [one.event for one in detail.ties.elsewhere] == [later.name]
    assert shown(world, later, there).row.name == "孫東"


def test_what_happened_after_the_merging_stays_when_it_is_taken_back(
    world: World, summit: EventRow, two: tuple[PersonDetail, PersonDetail]
) -> None:
    kept, other = (detail.row for detail in two)
    first, second = world.badges(summit)
    merge(world, other.person, kept.person)
    change(world, summit, other.id, PersonDraft(seat="C-3", status=Status.INVITED))
    world.scan(summit, first.token)
    world.scan(summit, second.token)
    with world.db.write() as session:
        merging.separate(session, kept.person)
    later, apart = shown(world, summit, other.id), shown(world, summit, kept.id)
    assert (later.seat, later.row.status, apart.seat, apart.row.name) == ("C-3", Status.INVITED, "A-1", "孫東")
    assert (later.row.serial, apart.row.serial) == (second.serial, first.serial)
    assert len(later.check_ins) + len(apart.check_ins) == 1


def worn(world: World, event: EventRow, *guests: UUID, of: Sequence[str]) -> list[int | None]:
    """Whose of the badges that ``of`` had at first each of ``guests`` wears now."""
    with world.db.read() as session:
        valid = {row.registration: row.serial for row in badges.badges(session, event.id) if row.revoked_at is None}
    return [of.index(valid[guest]) if guest in valid else None for guest in guests]


@pytest.mark.parametrize("first", [1, 2])
def test_three_records_come_apart_in_either_order_each_with_its_own_badge(
    world: World, summit: EventRow, tmp_path: Path, first: int
) -> None:
    guests = world.guests(summit, "甲一", "甲二", "甲三")
    cards = [badge.serial for badge in world.badges(summit)]
    people_of = [shown(world, summit, guest).row.person for guest in guests]
    print_badges(world.db, summit.id, tmp_path / "badge.pdf", Wanted(registrations=(guests[1],)), Progress())
    merge(world, people_of[0], people_of[1])
    assert worn(world, summit, guests[0], of=cards) == [1], "printed"
    world.scan(summit, world.badges(summit)[2].token)
    merge(world, people_of[0], people_of[2])
    assert worn(world, summit, guests[0], of=cards) == [2], "came in with"
    for other in (first, 3 - first):
        with world.db.write() as session:
            merging.separate(session, people_of[other])
        assert None not in worn(world, summit, guests[0], guests[other], of=cards)
    assert worn(world, summit, *guests, of=cards) == [0, 1, 2]


def test_a_record_within_a_record_within_a_record_comes_out_after_the_one_it_is_in(
    world: World, summit: EventRow
) -> None:
    guests = world.guests(summit, "甲一", "甲二", "甲三")
    cards = [badge.serial for badge in world.badges(summit)]
    one, two, three = (shown(world, summit, guest).row.person for guest in guests)
    lines = listed(world, summit)
    merge(world, two, three)
    merge(world, one, two)
    with pytest.raises(MergedOn, match="甲二"), world.db.write() as session:
        merging.separate(session, three)
    for other in (two, three):
        with world.db.write() as session:
            merging.separate(session, other)
    assert listed(world, summit) == lines
    assert worn(world, summit, *guests, of=cards) == [0, 1, 2]


def test_the_record_of_both_says_that_they_were_merged_and_came_apart(
    world: World, summit: EventRow, two: tuple[PersonDetail, PersonDetail]
) -> None:
    kept, other = (detail.row for detail in two)
    merge(world, kept.person, other.person)
    with world.db.write() as session:
        merging.separate(session, other.person)
    with world.db.read() as session:
        told = [
            [(c.field, c.after) for c in person_log.changes_of(session, row.id) if c.field in ("merged", "separated")]
            for row in (kept, other)
        ]
        assert told == [[("separated", "孙东"), ("merged", "孙东")], [("separated", "孫東"), ("merged", "孫東")]]
        assert verify(session).faults == ()


def test_nobody_is_merged_with_themselves_or_with_who_is_gone(
    world: World, summit: EventRow, two: tuple[PersonDetail, PersonDetail]
) -> None:
    kept, other = (detail.row for detail in two)
    merge(world, kept.person, other.person)
    for pair in ((kept.person, kept.person), (kept.person, other.person), (other.person, kept.person)):
        with pytest.raises(SamePerson), world.db.write() as session:
            merging.merge(session, *pair)


def test_parts_on_stage_come_along_once_and_come_apart_again(world: World, summit: EventRow) -> None:
    kept, other, third = world.guests(summit, "李然", "李冉", "王明")
    start = NOON + timedelta(hours=1)

    def item(title: str, *registrations: UUID) -> ItemDraft:
        people = tuple(programme_edit.PersonDraft(Part.SPEAKER, key) for key in registrations)
        return ItemDraft(LocalName(title), 600, summit.starts_on, starts_at=start, people=people)

    with world.db.write() as session:
        one, _two = programme_edit.add_items(session, summit.id, [item("both", kept, other), item("one", other)])
        hard_limits.add_limit(session, summit.id, LimitDraft(start, registration_id=other))
        key = journal_of(session).new_id()
        session.add(Substitution(id=key, item_id=one, out_id=third, in_id=other, at=start, approved_by="May"))

    def parts() -> tuple[list[list[UUID]], UUID | None, UUID]:
        with world.db.read() as session:
            [limit] = hard_limits.limits(session, summit.id)
            rows = programme.programme(session, summit.id)
            said = [[person.registration_id for person in row.people] for row in rows]
            return said, limit.registration_id, session.get_one(Substitution, key).in_id

    before = parts()
    with world.db.write() as session:
        people = [session.get_one(Registration, row).person_id for row in (kept, other)]
        merging.merge(session, *people)
    assert parts() == ([[kept], [kept]], kept, kept)
    with world.db.write() as session:
        merging.separate(session, people[1])
    assert parts() == before


def test_no_table_that_names_a_person_or_a_registration_is_forgotten() -> None:
    """A table added later has to be thought of in ``merging`` before it is added here."""
    naming = {
        (table.name, key.parent.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in ("person", "registration")
    }
    assert naming == {
        ("answer", "registration_id"), ("badge", "registration_id"), ("checkpoint_guest", "registration_id"),
        ("homonym", "other_id"), ("homonym", "person_id"), ("person", "merged_into_id"), ("post", "person_id"),
        ("registration", "person_id"), ("registration", "principal_id"), ("registration", "replaces_id"),
        ("scan", "registration_id"), ("item_person", "registration_id"), ("agreement_person", "registration_id"),
        ("stage_person", "registration_id"), ("hard_limit", "registration_id"), ("substitution", "out_id"),
        ("substitution", "in_id"), ("precedence_place", "registration_id"), ("delegation_person", "registration_id"),
        ("delegation_person", "counterpart_id"), ("journey", "registration_id"), ("journey", "met_by_id"),
        ("gift", "registration_id"), ("stop_person", "registration_id"), ("group_person", "registration_id"),
        ("vehicle_person", "registration_id"), ("visit_tie", "one_id"), ("visit_tie", "other_id"),
    }  # fmt: skip


def pairs(world: World, event: EventRow) -> list[tuple[set[str], Why]]:
    with world.db.read() as session:
        return [({pair.one.name, pair.other.name}, pair.why) for pair in likely.likely_duplicates(session, event.id)]


def test_likely_duplicates_share_a_phone_an_address_a_name_or_its_sound(world: World, summit: EventRow) -> None:
    guests = world.guests(summit, "孫東", "孙东", "李中", "王卓然", "陳大文", "x", "楊莉珊")
    at_city = (PostDraft(title_zh="教授", organisation_zh="城大"),)
    change(world, summit, guests[2], PersonDraft(phone="9123 4567"))
    change(world, summit, guests[3], PersonDraft(phone="+852 91234567"))
    change(world, summit, guests[4], PersonDraft(posts=at_city))
    change(world, summit, guests[5], PersonDraft(name_zh="", name_latin="CHAN Tai Man", posts=at_city))
    assert pairs(world, summit) == [
        ({"李中", "王卓然"}, Why.PHONE),
        ({"孫東", "孙东"}, Why.NAME),
        ({"陳大文", "CHAN Tai Man"}, Why.SOUND),
    ]


def test_namesakes_at_different_places_are_two_people_and_so_is_who_was_told_apart(
    world: World, summit: EventRow
) -> None:
    one, two, three = world.guests(summit, "李然", "李然", "李然")
    change(world, summit, one, PersonDraft(posts=(PostDraft(organisation_zh="城大"),)))
    change(world, summit, two, PersonDraft(posts=(PostDraft(organisation_zh="清華"),)))
    assert len(pairs(world, summit)) == 2, "the third works nowhere that is known"
    assert [shown(world, summit, guest).ties.alike for guest in (one, two, three)] == [1, 1, 2]
    with world.db.write() as session:
        third = shown(world, summit, three).row.person
        for guest in (one, two):
            likely.tell_apart(session, third, shown(world, summit, guest).row.person)
    assert pairs(world, summit) == []


def test_somebody_of_another_event_is_suggested_beside_one_of_this(world: World, summit: EventRow) -> None:
    world.guests(summit, "孫東")
    world.guests(summit, "李然")
    later = world.summit(SUMMIT)
    world.guests(later, "孙东")
    assert pairs(world, later) == [({"孫東", "孙东"}, Why.NAME)]
    with world.db.read() as session:
        keys = session.scalars(select(Person.id).order_by(Person.id)).all()
        rows = likely.records(session, later.id, keys)
        assert [(row.name, row.registration is None) for row in rows] == [
            ("孫東", True), ("李然", True), ("孙东", False),
        ]  # fmt: skip
        assert posts.posts_of(session, keys[0]) == []
