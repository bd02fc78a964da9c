"""Events: names in three languages, places, hosts, one in use."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from desktop.domain.text import LocalName
from desktop.errors import UserError
from desktop.i18n import Language
from desktop.services import badges, categories, checkpoints, events, programme
from desktop.services.event_keys import event_keys
from desktop.services.events import (
    BadColour,
    BadDates,
    BadEvent,
    BadZone,
    KeyMissing,
    NoEvent,
    NoSuchEvent,
    SeveralEvents,
    VenueRow,
)
from tests.world import SUMMIT, World

WHOLE = replace(
    SUMMIT,
    venues=(VenueRow(LocalName("會展中心"), (LocalName("大會堂"), LocalName("演講廳"))), VenueRow(LocalName("科學園"))),
    hosts=("京校聯", "清華校友總會"),
    co_organisers=("Cyberport",),
)


def test_an_event_keeps_its_venues_halls_hosts_and_co_organisers_in_order(world: World) -> None:
    made = world.summit(WHOLE)
    assert (made.venues, made.hosts, made.co_organisers) == (WHOLE.venues, WHOLE.hosts, WHOLE.co_organisers)
    changed = replace(WHOLE, venues=WHOLE.venues[::-1], hosts=("清華校友總會",), zone="Asia/Shanghai")
    with world.db.write() as session:
        row = events.change_event(session, made.id, changed)
    assert (row.venues, row.hosts, row.zone) == (changed.venues, changed.hosts, "Asia/Shanghai")


def test_a_hall_stays_what_items_are_in_when_it_is_renamed_or_moved(world: World) -> None:
    made = world.summit(WHOLE)

    def halls_after(*venues: VenueRow) -> dict[str, UUID]:
        with world.db.write() as session:
            events.change_event(session, made.id, replace(WHOLE, venues=venues))
        with world.db.read() as session:
            return {hall.name.hant: hall.id for hall in programme.halls(session, made.id)}

    before = halls_after(*WHOLE.venues)
    two = VenueRow(LocalName("會展中心", en="HKCEC"), (LocalName("演講廳", en="Theatre"), LocalName("大禮堂")))
    after = halls_after(WHOLE.venues[1], two)
    assert (after["演講廳"], after["大禮堂"]) == (before["演講廳"], before["大會堂"])
    assert halls_after(replace(two, halls=two.halls[:1])) == {"演講廳": before["演講廳"]}


def test_a_new_event_has_categories_a_main_door_and_is_in_use(world: World) -> None:
    made = world.summit()
    with world.db.read() as session:
        assert events.event_in_use(session) == made
        assert [row.code for row in categories.categories(session, made.id)] == [
            "guest-of-honour", "vip", "speaker", "delegate", "exhibitor", "media", "staff",
        ]  # fmt: skip
        assert [row.code for row in checkpoints.checkpoints(session, made.id)] == ["door"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": LocalName()}, BadEvent),
        ({"ends_on": date(2023, 4, 1)}, BadDates),
        ({"zone": "Asia/Kowloon"}, BadZone),
        ({"zone": "../../etc/passwd"}, BadZone),
        ({"colour": "red"}, BadColour),
    ],
)
def test_an_event_that_makes_no_sense_is_refused(
    world: World, change: dict[str, object], refusal: type[UserError]
) -> None:
    with pytest.raises(refusal):
        world.summit(replace(SUMMIT, **change))  # type: ignore[arg-type]


def test_events_are_found_by_part_of_a_name_in_any_language_or_by_id(world: World) -> None:
    first = world.summit()
    second = world.summit(replace(SUMMIT, name=LocalName("周年慶典", en="Anniversary")))
    with world.db.write() as session:
        assert events.find_event(session, "anniv").id == second.id
        assert events.find_event(session, "京港峰会").id == first.id
        assert events.find_event(session, str(first.id)).id == first.id
        events.use_event(session, first.id)
        assert events.event_in_use(session).id == first.id
        with pytest.raises(NoSuchEvent):
            events.find_event(session, "nowhere")
        with pytest.raises(NoSuchEvent):
            events.find_event(session, "")
    world.summit(replace(SUMMIT, name=LocalName("周年晚宴")))
    with world.db.read() as session, pytest.raises(SeveralEvents):
        events.find_event(session, "周年")


def test_before_the_first_event_there_is_none_in_use(world: World) -> None:
    with world.db.read() as session, pytest.raises(NoEvent):
        events.event_in_use(session)


def test_in_a_copy_without_keys_no_badge_is_given_and_no_key_made(world: World) -> None:
    made = world.summit()
    guests = world.guests(made, "丁文")
    world.badges(made)
    with world.db.write() as session:
        session.connection().exec_driver_sql("DELETE FROM event_key")
    world.guests(made, "王偉")
    for again in range(2):
        with pytest.raises(KeyMissing), world.db.write() as session:
            badges.issue_badges(session, made.id)
        with pytest.raises(KeyMissing), world.db.write() as session:
            badges.replace_badge(session, made.id, guests[0], f"lost {again}")
    with world.db.read() as session:
        assert event_keys(session, made.id) == []
        assert [row.revoked_at for row in badges.badges(session, made.id)] == [None]


def test_a_section_of_a_list_becomes_a_category_unless_it_is_one(world: World) -> None:
    made = world.summit()
    with world.db.write() as session:
        assert categories.ensure_category(session, made.id, "主禮嘉賓").code == "guest-of-honour"
        assert categories.ensure_category(session, made.id, "主礼嘉宾").code == "guest-of-honour"
        keynote = categories.ensure_category(session, made.id, "主旨演講")
        assert categories.ensure_category(session, made.id, "主旨演講").id == keynote.id
    assert keynote.name.said_in(Language.ZH_HANS) == "主旨演講"
    assert keynote.name.said_in(Language.EN) == "Keynote speaker"


def test_desks_are_made_as_they_are_named_each_with_a_letter_of_its_own(world: World) -> None:
    with world.db.write() as session:
        assert checkpoints.ensure_desk(session, "a").letter == "A"
        assert checkpoints.ensure_desk(session, "C").letter == "C"
        east = checkpoints.ensure_desk(session, "東門 1 號台")
        assert (east.letter, east.shown) == ("B", "東門 1 號台")
        assert checkpoints.ensure_desk(session, "東門 1 號台") == east
        for number in range(23):
            checkpoints.ensure_desk(session, f"desk {number}")
        with pytest.raises(checkpoints.TooManyDesks):
            checkpoints.ensure_desk(session, "one more")
