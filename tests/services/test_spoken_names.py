"""What a person at a desk types when they hear a name finds who is meant, among 20,000 with many namesakes."""

import tomllib
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.domain.matching import person_key, place_key
from desktop.models import Organisation, Person, Post, Registration, Row
from desktop.progress import Progress
from desktop.services import categories, demo, events
from desktop.services.people import last_order
from desktop.services.search import find
from desktop.storage.database import Database
from desktop.storage.journal import insert_rows, journal_of
from desktop.storage.opening import open_database

LISTS: dict[str, list[dict[str, Any]]] = {
    name: tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))["people"]
    for name in ("spoken_names", "spoken_names_unseen")
}
SPOKEN = [row for rows in LISTS.values() for row in rows]
CROWD = 20_000
FIRST = 3
SHARE = 0.98


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[Database, UUID, list[UUID]], None, None]:
    """The crowd and, at the end of its list, those who are asked for, in the order of the file."""
    db = open_database(tmp_path_factory.mktemp("spoken") / "crowd.db", "May")
    demo.fill(db, people=CROWD, seed=7, day=date(2026, 11, 22), progress=Progress())
    with db.write() as session:
        journal = journal_of(session)
        event = events.event_in_use(session).id
        delegate = categories.find_category(session, event, "delegate").id
        order = last_order(session, event)
        keys = [tuple(journal.new_id() for _ in range(4)) for _ in SPOKEN]
        rows = [_rows(row, *key) for row, key in zip(SPOKEN, keys, strict=True)]
        models: tuple[type[Row], ...] = (Person, Organisation, Post)
        for model, found in zip(models, zip(*rows, strict=True), strict=True):
            insert_rows(session, model, list(found))
        registrations = [
            {"id": key[3], "event_id": event, "person_id": key[0], "category_id": delegate, "list_order": order + place}
            for place, key in enumerate(keys, 1)
        ]
        insert_rows(session, Registration, registrations)
    yield db, event, [key[3] for key in keys]
    db.close()


def _rows(row: dict[str, Any], person: UUID, body: UUID, post: UUID, _: UUID) -> tuple[dict[str, Any], ...]:
    name_zh, name_latin, body_zh, body_en, abbreviation, title_zh, title_en = row["name"]
    return (
        {"id": person, "name_zh": name_zh, "name_latin": name_latin, "folded": person_key(name_zh, name_latin),
         "phone": row.get("phone", ""), "honorific_zh": row.get("honorific", "")},
        {"id": body, "name_zh": body_zh, "name_en": body_en, "abbreviation": abbreviation,
         "folded": place_key(body_zh or body_en)},
        {"id": post, "person_id": person, "organisation_id": body, "rank": 1, "title_zh": title_zh,
         "title_en": title_en},
    )  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_the_right_person_is_among_the_first_three_in_98_of_100(
    crowded: tuple[Database, UUID, list[UUID]], name: str
) -> None:
    db, event, registrations = crowded
    asked = [
        (key, kind, typed)
        for row, key in zip(SPOKEN, registrations, strict=True)
        if row in LISTS[name]
        for kind, texts in row["asked"].items()
        for typed in texts
    ]
    with db.read() as session:
        missed = [
            f"{kind}: {typed}"
            for key, kind, typed in asked
            if key not in [hit.registration for hit in find(session, event, typed)[:FIRST]]
        ]
    assert len(asked) >= 300
    assert len(missed) <= (1 - SHARE) * len(asked), missed
