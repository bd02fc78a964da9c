"""Everything about one person: how they are reached, what they need, their face, who comes with them."""

import io
import json
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import func, select

from desktop.domain.verdicts import Status
from desktop.errors import UserError
from desktop.models import JournalEntry, Person, Picture
from desktop.services import categories, people, person_log, photos, taking_back
from desktop.services.events import EventRow
from desktop.services.people import BadEmail, BadPhone, PersonDetail, PersonDraft, WalkIn
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
