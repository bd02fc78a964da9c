"""Who arrived, counted in several ways: whichever way, it is the same people."""

from datetime import timedelta

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from desktop.domain.tokens import make_token
from desktop.i18n import Language, Translator
from desktop.models import Badge, Registration
from desktop.services.arrivals import Arrivals, By, arrivals, head_count
from desktop.services.arrivals_report import write_report
from desktop.services.events import EventRow, secrets_of
from desktop.storage.journal import journal_of
from tests.world import NOON, World

_LAST_GUEST = select(Registration.id).order_by(Registration.list_order.desc()).limit(1)


@pytest.fixture
def morning(world: World, summit: EventRow) -> EventRow:
    """Three of five came, of whom one was taken from the list since; so did two of another desk, not yet received."""
    guests = world.guests(summit, "丁文", "王偉", "鄭重", "何慧敏", "孫東")
    for minute, badge in enumerate(world.badges(summit)[:3]):
        world.scan(summit, badge.token, at=NOON + timedelta(minutes=minute))
    with world.db.read() as session:
        key = secrets_of(session, summit.id)[0]
    for number in range(2):
        world.scan(summit, make_token(key, number, 3, "C"), at=NOON + timedelta(minutes=5))
    with world.db.write() as session:
        session.get_one(Registration, guests[2]).deleted_at = journal_of(session).now
    return summit


def counted(world: World, event: EventRow, by: By) -> Arrivals:
    with world.db.read() as session:
        return arrivals(session, event.id, NOON + timedelta(minutes=9), by)


@pytest.mark.parametrize("by", By)
def test_the_rows_of_every_kind_add_up_to_those_who_arrived(world: World, morning: EventRow, by: By) -> None:
    found = counted(world, morning, by)

    assert (found.expected, found.arrived, found.absent, found.not_received) == (4, 2, 2, 2)
    assert sum(row.arrived for row in found.rows) == sum(row.inside for row in found.rows) == 2
    assert sum(minute.check_ins for minute in found.minutes) == 2
    assert found.per_minute == pytest.approx(0.2)


def test_the_count_in_the_bar_is_that_of_the_page(world: World, morning: EventRow) -> None:
    with world.db.read() as session:
        assert head_count(session, morning.id) == (2, 4)
        assert head_count(session, morning.id, world.door(morning).id) == (2, 4)


def test_both_files_say_how_many_more_were_let_in(world: World, morning: EventRow) -> None:
    said = "2 more were let in with badges of desks that were not heard from yet."
    paper, book = (world.path.with_name(f"arrivals{ending}") for ending in (".pdf", ".xlsx"))
    for out in (paper, book):
        write_report(world.db, morning.id, out, Translator(Language.EN))

    assert said in " ".join("".join(page.extract_text() for page in PdfReader(paper).pages).split())
    summary = list(openpyxl.load_workbook(book)["Arrivals"].iter_rows(values_only=True))
    assert (said, 2) in [row[:2] for row in summary]


def test_when_a_badge_is_received_its_guest_has_arrived_already(world: World, morning: EventRow) -> None:
    with world.db.write() as session:
        guest, key = session.scalars(_LAST_GUEST).one(), secrets_of(session, morning.id)[0]
        for badge in session.scalars(select(Badge).where(Badge.registration_id == guest)):
            badge.token = make_token(key, 0, 3, "C")
    for by in By:
        found = counted(world, morning, by)
        assert (found.arrived, found.inside, found.not_received) == (3, 3, 1)
        assert sum(row.arrived for row in found.rows) == sum(minute.check_ins for minute in found.minutes) == 3
