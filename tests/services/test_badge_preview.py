"""How templates are shown on this event's hardest names."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from desktop.i18n import Language
from desktop.models import BadgePrint, Person, Registration
from desktop.services.badge_preview import alone, draw, pictures, sample
from desktop.services.badge_templates import template, template_names
from desktop.services.events import EventRow
from desktop.services.photos import keep_picture
from tests.world import World

LONG = "古麗娜爾·阿不都熱依木·買買提江"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "summit.db")


@pytest.fixture
def event(world: World) -> EventRow:
    return world.summit()


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_a_sample_has_the_longest_and_the_rarest_names_of_this_event_and_prints_nothing(
    world: World, event: EventRow
) -> None:
    easy = [f"王{chr(0x4E00 + number)}" for number in range(40)]
    world.guests(event, *easy, LONG, "𠮷😀")
    shown = sample(world.db, event.id, Language.ZH_HANT, most=4)
    assert not shown.invented
    assert {LONG, "𠮷😀"} <= set(shown.names)
    pdf, wrong = draw(shown, template("a6"))
    assert "阿不都熱依木" in text_of(pdf).replace("\n", "")
    assert [(one.name, one.text, one.problem) for one in wrong] == [("𠮷😀", "😀", "missing_character")]
    with world.db.read() as session:
        assert session.query(BadgePrint).count() == 0


def test_somebody_with_a_photo_is_always_among_them(world: World, event: EventRow) -> None:
    guests = world.guests(event, *(f"王{chr(0x4E00 + number)}" for number in range(30)), LONG)
    photo = BytesIO()
    Image.new("RGB", (30, 40), "#22334f").save(photo, "JPEG")
    with world.db.write() as session:
        person = session.get_one(Person, session.get_one(Registration, guests[20]).person_id)
        person.photo = keep_picture(session, "image/jpeg", photo.getvalue())
    shown = sample(world.db, event.id, Language.EN, most=3)
    assert len(shown.badges) == 3
    assert [bool(badge.photo) for badge in shown.badges] == [False, False, True]


def test_where_nobody_is_on_the_list_yet_an_example_is_shown(world: World, event: EventRow) -> None:
    shown = sample(world.db, event.id, Language.ZH_HANS)
    assert shown.invented
    for name in template_names():
        pdf, wrong = draw(shown, template(name))
        assert "歐陽卓軒" in text_of(pdf)
        assert [one.problem for one in wrong if one.problem != "left_out"] == []


@pytest.mark.parametrize("name", template_names())
def test_one_badge_alone_fills_its_page(world: World, event: EventRow, name: str) -> None:
    world.guests(event, "孫東", LONG)
    layout = alone(template(name))
    pdf, _ = draw(sample(world.db, event.id, Language.ZH_HANT), layout, only=1)
    (page,) = pictures(pdf, 96)
    assert (page.width, page.height) == tuple(round(length / 25.4 * 96) for length in layout.size)
    assert len(page.data) == 3 * page.width * page.height
