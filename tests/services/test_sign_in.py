"""Sign-in sheets of a real summit: who stands on them, in which order, ticked or not."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.i18n import Language, Translator
from desktop.models import Paper, Registration
from desktop.progress import Progress
from desktop.services import checkpoints, delegations
from desktop.services.categories import find_category
from desktop.services.events import EventRow
from desktop.services.people import PersonDraft, change_person
from desktop.services.sign_in import By, NothingToPrint, PrintedPaper, SheetsWanted, print_sign_in_sheets
from tests.world import World

WANTED = SheetsWanted(walk_ins=False)


def printed(
    world: World, summit: EventRow, wanted: SheetsWanted = WANTED, language: Language = Language.ZH_HANT
) -> tuple[PrintedPaper, list[str]]:
    out = world.path.with_name("sheets.pdf")
    paper = print_sign_in_sheets(world.db, summit.id, out, wanted, Translator(language), Progress())
    return paper, [page.extract_text() for page in PdfReader(out).pages]


@pytest.mark.parametrize(
    ("language", "order"),
    [
        (Language.ZH_HANT, ("丁文", "王偉", "單曉彤", "曾永祥", "鄭重")),
        (Language.ZH_HANS, ("丁文", "單曉彤", "王偉", "曾永祥", "鄭重")),
    ],
)
def test_names_are_in_the_order_in_which_their_reader_looks(
    world: World, summit: EventRow, language: Language, order: tuple[str, ...]
) -> None:
    world.guests(summit, *sorted(order))
    _, pages = printed(world, summit, language=language)

    assert tuple(sorted(order, key=pages[0].rindex)) == order


def test_who_cancelled_is_left_out_and_who_came_all_the_same_is_ticked(world: World, summit: EventRow) -> None:
    keys = world.guests(summit, "丁文", "王偉", "何慧敏")
    badges = {row.registration: row for row in world.badges(summit)}
    world.scan(summit, badges[keys[1]].token)
    with world.db.write() as session:
        for key in keys[1:]:
            change_person(session, summit.id, key, PersonDraft(status=Status.CANCELLED))
    paper, pages = printed(world, summit)

    assert paper.items == 2
    assert "何慧敏" not in pages[0]
    assert pages[0].count("12:00") == 2
    assert all(badges[key].serial in pages[0] for key in keys[:2])


def test_a_delegation_has_a_heading_and_who_is_in_none_is_not_listed_twice(world: World, summit: EventRow) -> None:
    keys = world.guests(summit, "丁文", "王偉")
    with world.db.write() as session:
        delegation = delegations.ensure_delegation(session, summit.id, "北京代表團")
        session.get_one(Registration, keys[0]).delegation_id = delegation
    _, pages = printed(world, summit)
    _, alone = printed(world, summit, SheetsWanted(by=(By.DELEGATION,), walk_ins=False), Language.EN)

    assert len(pages) == 2
    assert "北京代表團" in pages[1]
    assert "王偉" not in pages[1]
    assert "王偉" in alone[0]
    assert "Without a delegation" in alone[0]


def test_at_a_checkpoint_only_those_stand_there_who_may_enter(world: World, summit: EventRow) -> None:
    world.guests(summit, "丁文")
    world.guests(summit, "王偉", category="vip")
    with world.db.write() as session:
        vip = find_category(session, summit.id, "vip")
        room = checkpoints.add_checkpoint(session, summit.id, "room", LocalName("貴賓室"), (vip.id,))
    paper, pages = printed(world, summit, SheetsWanted((By.NAME,), checkpoint_id=room.id, allowed=True, walk_ins=False))
    everyone, there = printed(world, summit, SheetsWanted((By.NAME,), checkpoint_id=room.id, walk_ins=False))

    assert paper.items == 1
    assert "王偉" in pages[0]
    assert "貴賓室" in pages[0]
    assert everyone.items == 2
    assert "貴賓室" in there[0]


def test_by_category_the_first_in_precedence_comes_first(world: World, summit: EventRow) -> None:
    world.guests(summit, "丁文")
    world.guests(summit, "鄭重", category="guest-of-honour")
    _, pages = printed(world, summit, SheetsWanted(by=(By.CATEGORY,), walk_ins=False))

    assert pages[0].index("鄭重") < pages[0].index("丁文")


def test_what_was_printed_is_recorded_with_its_revision(world: World, summit: EventRow) -> None:
    world.guests(summit, "丁文")
    paper, _ = printed(world, summit, SheetsWanted())
    with world.db.read() as session:
        row = session.scalars(select(Paper)).one()

    assert (row.kind, row.items, row.pages, row.revision) == ("sign-in-sheet", 1, 2, paper.revision)


def test_a_name_that_no_font_has_is_told_with_its_owner(world: World, summit: EventRow) -> None:
    (key,) = world.guests(summit, "王😀")
    paper, _ = printed(world, summit)

    assert [(one.registration, one.name, one.problem) for one in paper.misprints] == [
        (key, "王😀", "missing_character")
    ]


def test_without_guests_there_is_nothing_to_print(world: World, summit: EventRow, tmp_path: Path) -> None:
    with pytest.raises(NothingToPrint):
        printed(world, summit)
    assert not (tmp_path / "sheets.pdf").exists()
