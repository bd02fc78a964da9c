"""What was done is taken back step by step, in any order that loses nothing, and what others use by now stays."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from desktop.domain.text import LocalName
from desktop.models import Organisation
from desktop.progress import Progress
from desktop.services import categories, imports, merging, people, people_list, search
from desktop.services.events import EventDraft, EventRow
from desktop.services.imports import Imported, ImportInUse, Undone
from desktop.services.people import PersonDetail, PersonDraft, WalkIn
from desktop.services.posts import PostDraft
from desktop.services.printing import Wanted, print_badges
from desktop.services.taking_back import ChangedSince, UsedSince, take_back, this_action
from tests.world import SUMMIT, World

LIST = "姓名,机构,职务,类别,代表团\n张小明,甲公司,经理,特邀评委,甲团\n李大为,甲公司,总监,特邀评委,甲团\n"
MORE = "姓名,机构,职务,类别,代表团\n王新人,甲公司,职员,特邀评委,甲团\n"


def bring(world: World, folder: Path, event: EventRow, text: str = LIST) -> Imported:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    with world.db.write() as session:
        return imports.import_people(session, imports.read_list(path), event.id, Progress())


def undo(world: World, done: Imported) -> Undone:
    with world.db.write() as session:
        return imports.undo_import(session, done.batch)


def in_use(world: World, done: Imported) -> dict[str, object]:
    """Why an import stays."""
    with pytest.raises(ImportInUse) as refused, world.db.write() as session:
        imports.undo_import(session, done.batch)
    return {name: value for name, value in refused.value.values.items() if value}


def everybody(world: World, event: EventRow) -> dict[str, PersonDetail]:
    with world.db.read() as session:
        rows = people_list.people(session, event.id)
        return {row.name: people.person(session, event.id, row.id) for row in rows}


def change(world: World, event: EventRow, guest: UUID, draft: PersonDraft) -> UUID:
    with world.db.write() as session:
        people.change_person(session, event.id, guest, draft)
        return this_action(session)


def back(world: World, action: UUID) -> None:
    with world.db.write() as session:
        take_back(session, action)


def register(world: World, event: EventRow, name: str, host: UUID | None = None) -> tuple[PersonDetail, UUID]:
    with world.db.write() as session:
        delegate = categories.find_category(session, event.id, "delegate").id
        detail, _badge = people.register(session, event.id, WalkIn(delegate, name, principal=host))
        return detail, this_action(session)


def test_one_edit_after_another_is_taken_back(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    steps = [change(world, summit, guest, PersonDraft(seat=seat)) for seat in ("A-1", "B-2", "C-3")]
    for step, seat in zip(reversed(steps), ("B-2", "A-1", ""), strict=True):
        back(world, step)
        assert everybody(world, summit)["孫東"].seat == seat


def test_an_edit_under_another_one_waits_until_that_is_taken_back(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    first = change(world, summit, guest, PersonDraft(seat="A-1"))
    elsewhere = change(world, summit, guest, PersonDraft(note="VIP"))
    second = change(world, summit, guest, PersonDraft(seat="B-2"))
    with pytest.raises(ChangedSince):
        back(world, first)
    back(world, second)
    back(world, first)
    detail = everybody(world, summit)["孫東"]
    assert (detail.seat, detail.note) == ("", "VIP")
    back(world, elsewhere)


def test_a_list_and_its_correction_are_taken_back_one_after_the_other(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    first = bring(world, tmp_path, summit)
    second = bring(world, tmp_path, summit, LIST.replace("总监", "首席"))
    assert in_use(world, first) == {"changed": 1, "who": "李大为"}
    assert undo(world, second) == Undone(registrations=0, people=0, updated=1, badges=0)
    assert everybody(world, summit)["李大为"].posts[0].title == "总监"
    assert undo(world, first).people == 2
    assert everybody(world, summit) == {}


def test_a_list_is_taken_back_after_two_of_it_were_merged_and_came_apart(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    first, second = bring(world, tmp_path, summit), bring(world, tmp_path, summit, MORE)
    found = everybody(world, summit)
    kept, other = found["王新人"].row.person, found["张小明"].row.person
    with world.db.write() as session:
        merging.merge(session, kept, other)
    assert in_use(world, first)["changed"] == 2, "a post of one is held by the other"
    assert in_use(world, second) == {"changed": 1, "who": "王新人"}
    with world.db.write() as session:
        merging.separate(session, other)
    undo(world, second)
    undo(world, first)
    assert everybody(world, summit) == {}


def test_what_the_next_list_uses_of_an_import_stays_when_that_is_taken_back(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    first, second = bring(world, tmp_path, summit), bring(world, tmp_path, summit, MORE)
    undo(world, first)
    (guest,) = everybody(world, summit).values()
    assert (guest.row.category.hant, guest.delegation.hant, guest.row.organisation) == ("特邀评委", "甲团", "甲公司")
    with world.db.read() as session:
        known = [row.name.hant for row in categories.categories(session, summit.id)]
        assert [hit.name for hit in search.find(session, summit.id, "甲公司")] == ["王新人"]
    assert "特邀评委" in known
    undo(world, second)
    assert everybody(world, summit) == {}


def test_what_nobody_else_uses_goes_with_the_import(world: World, summit: EventRow, tmp_path: Path) -> None:
    undo(world, bring(world, tmp_path, summit))
    with world.db.read() as session:
        assert "特邀评委" not in [row.name.hant for row in categories.categories(session, summit.id)]
        assert session.scalars(select(Organisation.id).where(Organisation.deleted_at.is_(None))).all() == []


def test_people_whom_another_event_has_by_now_stay_there(world: World, summit: EventRow, tmp_path: Path) -> None:
    first = bring(world, tmp_path, summit)
    other = world.summit(EventDraft(LocalName("乙會"), SUMMIT.starts_on, SUMMIT.ends_on))
    bring(world, tmp_path, other)
    before = everybody(world, other)
    change(world, other, before["李大为"].row.id, PersonDraft(phone="9123 4567"))
    undone = undo(world, first)
    assert (undone.registrations, undone.people, undone.kept) == (2, 0, 2)
    assert everybody(world, summit) == {}
    after = everybody(world, other)
    assert after["张小明"].posts == before["张小明"].posts
    assert after["李大为"].phone == "9123 4567"
    with world.db.read() as session:
        assert [hit.name for hit in search.find(session, other.id, "zhangxiaoming")] == ["张小明"]
    assert bring(world, tmp_path, other).same == 2


def test_an_import_stays_while_a_companion_of_its_guests_is_registered(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    done = bring(world, tmp_path, summit)
    host = everybody(world, summit)["张小明"].row.id
    _companion, action = register(world, summit, "隨員", host)
    assert in_use(world, done) == {"companions": 1, "who": "张小明"}
    back(world, action)
    undo(world, done)


def test_an_import_stays_once_its_badges_are_printed(world: World, summit: EventRow, tmp_path: Path) -> None:
    done = bring(world, tmp_path, summit)
    guest = everybody(world, summit)["李大为"].row.id
    print_badges(world.db, summit.id, tmp_path / "badges.pdf", Wanted(registrations=(guest,)), Progress())
    assert in_use(world, done) == {"printed": 1, "who": "李大为"}


def test_badges_that_were_not_printed_go_with_the_import(world: World, summit: EventRow, tmp_path: Path) -> None:
    done = bring(world, tmp_path, summit)
    world.badges(summit)
    assert undo(world, done).badges == 2


def test_an_import_stays_while_somebody_holds_a_post_that_came_later(
    world: World, summit: EventRow, tmp_path: Path
) -> None:
    done = bring(world, tmp_path, summit)
    guest = everybody(world, summit)["张小明"]
    kept = PostDraft(guest.posts[0].id, title_zh="经理", organisation_zh="甲公司")
    action = change(world, summit, guest.row.id, PersonDraft(posts=(kept, PostDraft(title_zh="董事"))))
    assert in_use(world, done) == {"changed": 1, "who": "张小明"}
    back(world, action)
    undo(world, done)


def test_somebody_new_who_has_come_in_is_not_taken_back(world: World, summit: EventRow) -> None:
    _detail, action = register(world, summit, "孫東")
    world.scan(summit, world.badges(summit)[0].token)
    with pytest.raises(UsedSince):
        back(world, action)
    assert list(everybody(world, summit)) == ["孫東"]


def test_somebody_new_with_a_companion_is_taken_back_after_the_companion(world: World, summit: EventRow) -> None:
    host, first = register(world, summit, "孫東")
    _companion, second = register(world, summit, "隨員", host.row.id)
    with pytest.raises(UsedSince):
        back(world, first)
    back(world, second)
    back(world, first)
    assert everybody(world, summit) == {}


def test_a_category_that_somebody_has_by_now_is_not_taken_back(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    with world.db.write() as session:
        made, action = categories.ensure_category(session, summit.id, "評委"), this_action(session)
    change(world, summit, guest, PersonDraft(category_id=made.id))
    with pytest.raises(UsedSince):
        back(world, action)


def test_an_organisation_stays_with_others_when_the_edit_that_brought_it_is_taken_back(
    world: World, summit: EventRow
) -> None:
    one, other = world.guests(summit, "孫東", "李然")
    place = (PostDraft(organisation_zh="城大"),)
    first = change(world, summit, one, PersonDraft(posts=place))
    change(world, summit, other, PersonDraft(posts=place))
    back(world, first)
    found = everybody(world, summit)
    assert (found["孫東"].posts, found["李然"].row.organisation) == ((), "城大")
    with world.db.read() as session:
        assert [hit.name for hit in search.find(session, summit.id, "城大")] == ["李然"]
