"""Badges from the database to paper: what stands on them, the check before printing, templates of one's own."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from pypdf import PdfReader

from desktop.documents.template_files import NoTemplate, template
from desktop.i18n import Language, Translator
from desktop.models import BadgePrint, Organisation, Person, Post, Registration
from desktop.progress import Progress
from desktop.services.badge_templates import UnreadableTemplate, open_template, renamed, save_template
from desktop.services.events import EventRow
from desktop.services.photos import keep_picture
from desktop.services.printing import NothingToPrint, Wanted, check_badges, print_badges, print_calibration
from desktop.storage.journal import journal_of
from tests.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "summit.db")


@pytest.fixture
def event(world: World) -> EventRow:
    return world.summit()


def portrait() -> bytes:
    out = BytesIO()
    Image.new("RGB", (360, 480), "#22334f").save(out, "JPEG")
    return out.getvalue()


def decorate(world: World, registration: UUID, **fields: str) -> None:
    """Give a guest what is said, a photo, and two posts in two languages."""
    with world.db.write() as session:
        row = session.get_one(Registration, registration)
        person = session.get_one(Person, row.person_id)
        for key, value in fields.items():
            setattr(person, key, value)
        person.photo = keep_picture(session, "image/jpeg", portrait())
        new_id = journal_of(session).new_id
        for rank, (zh, en, title_zh, title_en) in enumerate(
            [("維港光電研究院", "Harbour Photonics Institute", "院長", "Director"), ("恒通", "", "", "Adviser")], 1
        ):
            organisation = Organisation(id=new_id(), name_zh=zh, name_en=en)
            session.add(organisation)
            session.flush()
            session.add(
                Post(
                    id=new_id(), person_id=person.id, organisation_id=organisation.id, rank=rank,
                    title_zh=title_zh, title_en=title_en,
                )
            )  # fmt: skip


def text_of(pdf: Path | bytes) -> str:
    file = BytesIO(pdf) if isinstance(pdf, bytes) else pdf
    return "\n".join(page.extract_text() for page in PdfReader(file).pages)


def test_a_badge_shows_honours_photo_and_posts_in_its_language(world: World, event: EventRow, tmp_path: Path) -> None:
    (guest,) = world.guests(event, "歐陽卓軒")
    decorate(
        world, guest, name_latin="AU YEUNG Cheuk-hin", honorific_zh="教授", postnominal_zh="太平紳士",
        honorific_en="Prof.", postnominal_en="JP",
    )  # fmt: skip
    out = tmp_path / "badges.pdf"
    made = print_badges(world.db, event.id, out, Wanted(template="a6-photo"), Progress())
    text = text_of(out)
    for expected in (
        "歐陽卓軒",
        "教授 太平紳士",
        "Prof.",
        "Cheuk-hin, JP",
        "維港光電研究院",
        "院長",
        "恒通",
        "Adviser",
    ):
        assert expected in text
    assert out.read_bytes().count(portrait()) == 1
    assert made.misprints == ()
    print_badges(world.db, event.id, out, Wanted(language=Language.EN), Progress())
    text = text_of(out)
    for expected in ("Harbour Photonics Institute", "Director", "恒通", "Adviser", "JP"):
        assert expected in text
    assert "院長" not in text
    assert portrait() not in out.read_bytes()


def test_the_check_names_whom_it_concerns_and_prints_nothing(world: World, event: EventRow) -> None:
    fine, odd = world.guests(event, "孫東", "王😀")
    (found,) = check_badges(world.db, event.id, Wanted())
    assert (found.registration, found.name, found.text, found.problem) == (odd, "王😀", "😀", "missing_character")
    assert found.serial == ""
    assert check_badges(world.db, event.id, Wanted(registrations=[fine])) == ()
    with world.db.read() as session:
        assert session.query(BadgePrint).count() == 0
    world.badges(event)
    (found,) = check_badges(world.db, event.id, Wanted())
    assert found.serial


def test_where_nobody_is_asked_for_there_is_nothing_to_check(world: World, event: EventRow) -> None:
    with pytest.raises(NothingToPrint):
        check_badges(world.db, event.id, Wanted())


def test_a_template_of_one_s_own_is_saved_opened_and_printed(world: World, event: EventRow, tmp_path: Path) -> None:
    world.guests(event, "孫東")
    ours = renamed(replace(template("card"), serial=False), "ours", "Our card")
    save_template(tmp_path / "ours.toml", ours)
    opened = open_template(tmp_path / "ours.toml")
    assert opened == ours
    out = tmp_path / "badges.pdf"
    print_badges(world.db, event.id, out, Wanted(template=opened), Progress())
    (badge,) = world.badges(event)
    assert "孫東" in text_of(out)
    assert badge.serial not in text_of(out)


def test_a_file_that_is_no_template_or_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\x00" * 100_000)
    with pytest.raises(NoTemplate):
        open_template(tmp_path / "x.toml")
    with pytest.raises(UnreadableTemplate, match="gone"):
        open_template(tmp_path / "gone.toml")


def test_badges_and_calibration_page_are_moved_by_the_printer_s_offset(
    world: World, event: EventRow, tmp_path: Path
) -> None:
    world.guests(event, "孫東")
    here, there = tmp_path / "here.pdf", tmp_path / "there.pdf"
    for out, wanted in ((here, Wanted()), (there, Wanted(offset=(1.5, -0.5)))):
        print_badges(world.db, event.id, out, wanted, Progress())
    first, second = (PdfReader(out).pages[0].get_contents().get_data().split(b"\n")[0] for out in (here, there))
    assert first == b"q 1 0 0 1 0 0 cm"
    assert second == b"q 1 0 0 1 4.252 1.417 cm"
    print_calibration(there, Wanted(template="card", offset=(1.5, -0.5)), Translator(Language.EN))
    assert "+1.5 mm" in text_of(there)
