"""Everything about one person: how they are reached, what they need, their face, who comes with them."""

import io
import json
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import func, select

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.errors import UserError
from desktop.i18n import Language
from desktop.models import Delegation, JournalEntry, Person, Picture
from desktop.services import categories, people, people_list, person_log, photos, search, taking_back, ties
from desktop.services.events import EventRow
from desktop.services.people import BadEmail, BadPhone, PersonDetail, PersonDraft, TextTooLong, WalkIn
from desktop.services.posts import PostDraft, PostTooLong
from desktop.services.ties import OwnCompanion
from desktop.storage.verify import verify
from tests.world import SUMMIT, World


def change(world: World, event: EventRow, guest: UUID, draft: PersonDraft) -> tuple[PersonDetail, UUID]:
    with world.db.write() as session:
        return people.change_person(session, event.id, guest, draft), taking_back.this_action(session)


def shown(world: World, event: EventRow, guest: UUID) -> PersonDetail:
    with world.db.read() as session:
        return people.person(session, event.id, guest)


def log(world: World, guest: UUID) -> list[tuple[str, object, object, str]]:
    with world.db.read() as session:
        return [(c.field, c.before, c.after, c.who) for c in person_log.changes_of(session, guest)]


def picture(colour: str) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (300, 400), colour).save(kept, "PNG")
    return photos.as_photo(kept.getvalue())


def test_phones_are_kept_as_written_and_read_in_the_events_own_region(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    after, _ = change(world, summit, guest, PersonDraft(phone=" 9123 4567; 138 0013 8000"))
    assert after.phone == "9123 4567 / 138 0013 8000"
    assert [phone.e164 for phone in after.phones] == ["+85291234567", "+8613800138000"]
    with world.db.read() as session:
        assert session.scalar(select(Person.phone_e164)) == "+85291234567 +8613800138000"


@pytest.mark.parametrize(
    ("draft", "error"), [(PersonDraft(phone="9123 4567 / x"), BadPhone), (PersonDraft(email="may@example"), BadEmail)]
)
def test_what_nobody_can_be_reached_by_is_refused(
    world: World, summit: EventRow, draft: PersonDraft, error: type[UserError]
) -> None:
    (guest,) = world.guests(summit, "孫東")
    with pytest.raises(error):
        change(world, summit, guest, draft)
    assert shown(world, summit, guest).phone == ""


def test_what_somebody_needs_goes_with_them_to_every_event(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    change(
        world,
        summit,
        guest,
        PersonDraft(diet="素食", access="輪椅", language="zh-Hant", tags="傳媒、晚宴,傳媒", seat="A-1"),
    )
    other = world.summit(SUMMIT)
    with world.db.write() as session:
        category = categories.find_category(session, other.id, "vip")
        there, _badge = people.register(session, other.id, WalkIn(category.id, "李然"))
    detail = shown(world, summit, guest)
    assert (detail.diet, detail.access, detail.language, detail.tags, detail.seat) == (
        "素食", "輪椅", "zh-Hant", "傳媒, 晚宴", "A-1",
    )  # fmt: skip
    assert there.ties.elsewhere == ()


def test_a_photo_is_kept_once_and_the_journal_carries_its_key_alone(world: World, summit: EventRow) -> None:
    one, two = world.guests(summit, "孫東", "李然")
    red, blue = picture("red"), picture("blue")
    change(world, summit, one, PersonDraft(photo=red))
    change(world, summit, two, PersonDraft(photo=red))
    _, action = change(world, summit, one, PersonDraft(photo=blue))
    assert shown(world, summit, one).photo == blue
    with world.db.write() as session:
        taking_back.take_back(session, action)
    assert shown(world, summit, one).photo == red
    change(world, summit, one, PersonDraft(photo=b""))
    assert shown(world, summit, one).photo == b""
    with world.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Picture)) == 2
        entries = session.scalars(select(JournalEntry.after).where(JournalEntry.table_name == "person")).all()
        assert max(len(json.loads(entry or "{}").get("photo", "")) for entry in entries) == 64
        assert verify(session).faults == ()


def test_a_companion_is_a_guest_of_their_own_who_names_the_one_they_come_with(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    with world.db.write() as session:
        category = categories.find_category(session, summit.id, "delegate")
        companion, badge = people.register(session, summit.id, WalkIn(category.id, "李然", principal=guest))
    assert badge.serial
    assert [(one.registration, one.name) for one in shown(world, summit, guest).ties.companions] == [
        (companion.row.id, "李然")
    ]
    principal = companion.ties.principal
    assert principal is not None
    assert (principal.registration, principal.name) == (guest, "孫東")


def test_other_events_say_what_somebody_was_there_and_when_they_came(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    (badge,) = world.badges(summit)
    world.scan(summit, badge.token)
    later = world.summit(SUMMIT)
    with world.db.write() as session:
        category = categories.find_category(session, later.id, "vip")
        there, _badge = people.register(session, later.id, WalkIn(category.id, "孫東"))
        from desktop.models import Registration

        session.get_one(Registration, there.row.id).person_id = shown(world, summit, guest).row.person
    (first,) = shown(world, later, there.row.id).ties.elsewhere
    assert (first.event, first.category.en, first.status) == (summit.name, "Delegate", Status.CONFIRMED)
    assert first.arrived_at == shown(world, summit, guest).row.arrived_at is not None


def test_the_record_says_who_did_what_down_to_how_they_came_on_the_list(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    change(world, summit, guest, PersonDraft(status=Status.INVITED))
    change(world, summit, guest, PersonDraft(phone="9123 4567", tags="VIP"))
    (badge,) = world.badges(summit)
    world.scan(summit, badge.token)
    assert log(world, guest) == [
        ("phone", "", "9123 4567", "May"),
        ("tags", "", "VIP", "May"),
        ("status", "confirmed", "invited", "May"),
        ("listed", "", "", "May"),
    ]
    assert [check_in.by for check_in in shown(world, summit, guest).check_ins] == ["May"]


def test_a_note_keeps_its_lines(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    change(world, summit, guest, PersonDraft(note="  接機  由李然\r\n\r\n- 不要 花生\t\n\n", seat="A\n 1"))
    detail = shown(world, summit, guest)
    assert detail.note == "接機 由李然\n\n- 不要 花生"
    assert detail.seat == "A 1", "a field of one line has one"


def test_a_delegation_is_chosen_by_any_of_its_names_or_made(world: World, summit: EventRow) -> None:
    guest, other = world.guests(summit, "孫東", "李然")
    change(world, summit, guest, PersonDraft(delegation=" 北京  代表團 ", attendance="首日"))
    with world.db.write() as session:
        session.scalars(select(Delegation)).one().name_en = "Beijing"
    detail, _action = change(world, summit, other, PersonDraft(delegation="beijing"))
    assert detail.delegation == shown(world, summit, guest).delegation
    assert (detail.delegation.hant, shown(world, summit, guest).attendance) == ("北京 代表團", "首日")
    _detail, action = change(world, summit, other, PersonDraft(delegation=""))
    assert not shown(world, summit, other).delegation
    with world.db.write() as session:
        taking_back.take_back(session, action)
    assert shown(world, summit, other).delegation.en == "Beijing"


def test_what_is_longer_than_there_is_room_for_is_refused_and_says_how_long(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    for field, most in people.LONGEST.items():
        text = {"phone": "9", "email": "a@b.hk / "}.get(field, "字")
        with pytest.raises(TextTooLong) as refused:
            change(world, summit, guest, PersonDraft(**{field: text * (most + 1)}))
        assert (refused.value.values["field"], refused.value.values["most"]) == (field, most)
    with pytest.raises(PostTooLong):
        change(world, summit, guest, PersonDraft(posts=(PostDraft(title_zh="長" * 301),)))


def test_somebody_who_is_on_the_list_is_tied_to_a_guest_and_let_go(world: World, summit: EventRow) -> None:
    guest, companion, third = world.guests(summit, "孫東", "李然", "王明")
    with world.db.write() as session:
        ties.tie(session, companion, guest)
        ties.tie(session, third, companion)
    assert [one.name for one in shown(world, summit, guest).ties.companions] == ["李然"]
    for host in (guest, companion, third):
        with pytest.raises(OwnCompanion), world.db.write() as session:
            ties.tie(session, guest, host)
    with world.db.write() as session:
        ties.tie(session, companion, None)
        action = taking_back.this_action(session)
    assert shown(world, summit, companion).ties.principal is None
    with world.db.write() as session:
        taking_back.take_back(session, action)
    principal = shown(world, summit, companion).ties.principal
    assert principal is not None
    assert principal.registration == guest


def test_title_and_organisation_are_said_in_the_readers_language(world: World, summit: EventRow) -> None:
    (guest,) = world.guests(summit, "孫東")
    change(
        world, summit, guest,
        PersonDraft(
            posts=(PostDraft(title_zh="院士"), PostDraft(None, "局長", "Secretary", "創新科技局", "Innovation Bureau"))
        ),
    )  # fmt: skip
    with world.db.read() as session:
        (row,) = people_list.people(session, summit.id)
        (hit,) = search.find(session, summit.id, "孫東")
    assert row.organisation_name.said_in(Language.EN) == "Innovation Bureau"
    assert (row.organisation, row.title) == ("創新科技局", "院士")
    assert hit.post_in(Language.EN) == hit.post_in(Language.ZH_HANS) == "院士"
    post = shown(world, summit, guest).posts[1]
    assert post.post_in(Language.EN) == "Secretary, Innovation Bureau"
    assert post.post_in(Language.ZH_HANT) == "創新科技局 局長"


def test_the_record_says_what_a_list_changed_and_what_others_did_to_the_organisation(
    world: World, summit: EventRow
) -> None:
    one, other = world.guests(summit, "孫東", "李然")
    bureau = PostDraft(title_zh="局長", organisation_zh="創科局", organisation_en="Innovation Bureau")
    for guest in (one, other):
        change(world, summit, guest, PersonDraft(posts=(bureau,)))
    (post,) = shown(world, summit, one).posts
    with_english = PostDraft(post.id, "局長", "Secretary", "創科局", "Innovation Bureau")
    change(world, summit, one, PersonDraft(posts=(with_english,)))
    (post,) = shown(world, summit, other).posts
    renamed = PostDraft(post.id, "局長", "", "創科局", "Innovation and Technology Bureau")
    change(world, summit, other, PersonDraft(posts=(renamed,)))
    change(world, summit, one, PersonDraft(attendance="視頻"))
    change(world, summit, one, PersonDraft(delegation="北京團"))
    with world.db.read() as session:
        told = [(c.field, c.before, c.after) for c in person_log.changes_of(session, one) if c.field != "listed"]
    assert told == [
        ("delegation_id", "", LocalName("北京團")),
        ("attendance", "", "視頻"),
        ("posts", "創科局 局長 / Secretary, Innovation Bureau",
         "創科局 局長 / Secretary, Innovation and Technology Bureau"),
        ("posts", "創科局 局長 / Innovation Bureau", "創科局 局長 / Secretary, Innovation Bureau"),
        ("posts", "", "創科局 局長 / Innovation Bureau"),
    ]  # fmt: skip
