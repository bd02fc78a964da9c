"""The demo summit: the same twice, whole, and peopled by nobody who exists."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pypinyin import Style, pinyin
from sqlalchemy import text

from desktop.domain.text import has_han, is_han
from desktop.domain.tokens import is_token
from desktop.domain.verdicts import Asking, Entry, Ways
from desktop.errors import Cancelled, UserError
from desktop.progress import Progress
from desktop.services import badges, categories, checkpoints, demo, events, people, people_list, questions
from desktop.services.demo_names import HONG_KONG, MAINLAND, Dice, Names, read_toml
from desktop.services.demo_people import Guests
from desktop.services.imports import read_list
from desktop.services.people import PersonDetail
from desktop.storage.database import Database
from desktop.storage.journal import journalled, table_of
from desktop.storage.opening import open_database
from tests.world import GUEST_LIST, World

DAY = date(2026, 11, 23)


def filled(path: Path, **asked: Any) -> Database:
    """A demo in a file that is the same each time, down to its desk."""
    chance = Random(7)
    db = open_database(
        path, "May", clock=lambda: datetime(2026, 11, 20, 1, tzinfo=UTC), randomness=lambda: chance.getrandbits(80)
    )
    demo.fill(db, **{"people": 120, "seed": 1, "day": DAY, "progress": Progress(), **asked})
    return db


def rows(db: Database, table: str) -> list[tuple[Any, ...]]:
    with db.read() as session:
        return [tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY 1"))]


def column_of(db: Database, column: str) -> list[Any]:
    with db.read() as session:
        return list(session.scalars(text(f"SELECT {column}")))


def guests(world: World, **asked: Any) -> list[PersonDetail]:
    demo.fill(world.db, **{"day": DAY, "progress": Progress(), **asked})
    with world.db.read() as session:
        event = events.event_in_use(session)
        return [people.person(session, event.id, row.id) for row in people_list.people(session, event.id)]


def test_one_seed_and_day_give_the_same_journal_byte_for_byte(tmp_path: Path) -> None:
    one, other = filled(tmp_path / "1.db"), filled(tmp_path / "2.db")
    for table in ("journal", "event_key", "search_entry"):
        assert rows(one, table) == rows(other, table)
    assert len(rows(one, "journal")) > 400
    one.close()
    other.close()


def test_the_machine_and_the_moment_make_no_difference_to_the_data(tmp_path: Path) -> None:
    fixed = filled(tmp_path / "1.db")
    anywhere = open_database(tmp_path / "2.db", "June")
    demo.fill(anywhere, people=120, seed=1, day=DAY, progress=Progress())
    tables = [table_of(model).name for model in journalled()]
    for table in (name for name in tables if name != "desk"):
        assert rows(fixed, table) == rows(anywhere, table)
    assert rows(fixed, "event_key") == rows(anywhere, "event_key")
    fixed.close()
    anywhere.close()


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    one, other = filled(tmp_path / "1.db"), filled(tmp_path / "2.db", seed=2)
    for column in ("id FROM person", "id FROM registration", "token FROM badge", "secret FROM event_key"):
        assert not set(column_of(one, column)) & set(column_of(other, column))
    assert len(set(column_of(one, "name_zh FROM person")) & set(column_of(other, "name_zh FROM person"))) < 20
    one.close()
    other.close()


def test_another_day_moves_the_summit_and_keeps_its_people(tmp_path: Path) -> None:
    one, other = filled(tmp_path / "1.db"), filled(tmp_path / "2.db", day=date(2027, 3, 1))
    assert rows(one, "person") == rows(other, "person")
    assert rows(one, "event") != rows(other, "event")
    one.close()
    other.close()


def test_the_summit_is_one_that_could_be_held(world: World) -> None:
    made = demo.fill(world.db, day=DAY, progress=Progress())
    with world.db.read() as session:
        event = events.event_in_use(session)
        doors = {door.code: door for door in checkpoints.checkpoints(session, event.id)}
        codes = {row.id: row.code for row in categories.categories(session, event.id)}
        asked = questions.questions(session, event.id)
        issued = badges.badges(session, event.id)
        listed = people_list.people(session, event.id)
    assert (event.starts_on, event.ends_on, event.zone) == (DAY, date(2026, 11, 26), "Asia/Hong_Kong")
    assert all((event.name.hant, event.name.hans, event.name.en))
    assert (len(event.hosts), len(event.co_organisers), bool(event.venues[0].halls)) == (3, 7, True)
    assert list(doors) == [
        "door", "grand-hall", "vip-room", "bus-1", "bus-2", "lab", "holding", "stage", "science-park", "cyberport",
    ]  # fmt: skip
    assert {codes[key] for key in doors["vip-room"].category_ids} == {"guest-of-honour", "vip"}
    assert not doors["door"].category_ids
    hall = doors["grand-hall"]
    assert (hall.ways, hall.entry, hall.capacity, hall.hall.en) == (Ways.BOTH, Entry.OFTEN, 280, "Grand Hall")
    assert {row.kind for row in asked} == set(Asking)
    assert {row.checkpoint_id for row in asked} == {doors["door"].id}
    assert made["people"] == made["badges"] == len(issued) == len({badge.serial for badge in issued}) == 300
    assert all(is_token(badge.token) and badge.prints == 0 for badge in issued)
    assert not any(row.arrived_at for row in listed)
    assert [row.list_order for row in listed] == list(range(1, 301))
    assert Counter(row.category_code for row in listed) == {
        "guest-of-honour": 6, "vip": 24, "speaker": 21, "delegate": 168, "exhibitor": 45, "media": 18, "staff": 18,
    }  # fmt: skip


def test_the_guests_are_as_different_as_guests_are(world: World) -> None:
    made = guests(world)
    names = Counter(guest.row.name_zh for guest in made if guest.row.name_zh)
    assert any(count > 1 for count in names.values()), "no two of one name"
    assert any(name.startswith(("歐陽", "司徒")) for name in names)
    assert any(character in name for name in names for character in "喆堃燊")
    assert any(len(name) == 2 for name in names)
    assert any(not guest.row.name_zh and not has_han(guest.row.name_latin) for guest in made)
    assert any(len(guest.posts) > 1 for guest in made)
    assert all(guest.escort for guest in made if guest.row.vip)
    assert {guest.row.status.value for guest in made} == {"confirmed", "invited", "declined", "cancelled"}
    assert any(guest.diet for guest in made)
    assert any(guest.note for guest in made)
    for name in {guest.delegation.en for guest in made} - {""}:
        travelling = [guest for guest in made if guest.delegation.en == name]
        assert [guest.role for guest in travelling[:2]] == ["團長", "副團長"]
        assert len(travelling) > 8
        assert all(guest.row.status.value == "confirmed" for guest in travelling[:2])


def test_a_place_that_one_person_holds_is_held_by_one() -> None:
    sole = {
        (body[0] or body[1], title[1])
        for kind in read_toml("organisations")["kinds"]
        for body in kind.get("organisations", ())
        for titles in kind["titles"].values()
        for title in titles
        if len(title) > 2
    }
    firsts = (guest.posts[0] for guest in Guests(Dice("posts"), read_toml("summit")).make(5_000))
    held = Counter((post.body.zh or post.body.en, post.en) for post in firsts if post.body)
    assert [post for post, count in held.items() if count > 1 and post in sole] == []
    assert sole & held.keys()


def test_a_big_demo_has_many_names_and_many_of_the_same_name() -> None:
    names = Names(Dice("many"))
    made = Counter(names.next(HONG_KONG if turn % 2 else MAINLAND).zh for turn in range(20_000))
    assert len(made) > 10_000
    assert sum(count > 1 for count in made.values()) > 1_000


def test_nobody_has_the_name_of_a_guest_of_the_real_summit() -> None:
    real = {person.name.name_zh for person in read_list(GUEST_LIST).people.people}
    names = Names(Dice("real"))
    made = {names.next(HONG_KONG if turn % 2 else MAINLAND).zh for turn in range(50_000)}
    assert made & (real | set(read_toml("names")["never"].split())) == set()


def test_every_character_is_read_as_it_may_be_read() -> None:
    parts = read_toml("names")
    words = parts["readings"].split()
    told = [(han, latin) for han, latin in zip(words[::3], words[2::3], strict=True)]
    told += [(row[0], row[2].lower()) for row in (*parts["surnames"], *parts["rare_surnames"]) if len(row[0]) == 1]
    wrong = [(han, latin) for han, latin in told if latin not in pinyin(han, style=Style.NORMAL, heteronym=True)[0]]
    assert wrong == []
    used = {
        c for place in (HONG_KONG, MAINLAND) for sex in parts[place].values() for pool in sex.values() for c in pool
    }
    assert used | set("".join(parts["rare_given"].values())) <= {han for han, _ in told if is_han(han)}


@pytest.mark.parametrize("asked", [{"people": 0}, {"people": demo.MOST_PEOPLE + 1}, {"day": date(9999, 12, 30)}])
def test_a_demo_that_cannot_be_made_is_refused(world: World, asked: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        demo.fill(world.db, **{"day": DAY, "progress": Progress(), **asked})
    with world.db.read() as session:
        assert events.events(session) == []


def test_one_person_is_a_summit_too(world: World) -> None:
    assert [guest.row.category_code for guest in guests(world, people=1)] == ["delegate"]


def test_without_a_day_it_begins_today_where_it_is_held(world: World) -> None:
    demo.fill(world.db, people=1, progress=Progress())
    with world.db.read() as session:
        assert events.event_in_use(session).starts_on == date(2023, 4, 12)


def test_a_database_in_use_is_left_alone(world: World) -> None:
    world.summit()
    before = rows(world.db, "journal")
    with pytest.raises(demo.NotEmpty):
        demo.fill(world.db, day=DAY, progress=Progress())
    assert rows(world.db, "journal") == before


def test_a_cancelled_demo_leaves_nothing(world: World) -> None:
    before = rows(world.db, "journal")
    progress = Progress()
    progress.stop.set()
    with pytest.raises(Cancelled):
        demo.fill(world.db, day=DAY, progress=progress)
    assert rows(world.db, "journal") == before
    assert rows(world.db, "search_entry") == []
