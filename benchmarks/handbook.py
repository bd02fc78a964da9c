"""The crew's handbook from the database to a PDF: 80 pages in two languages."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from benchmarks.harness import RUNS, Budget, Result, alone, measure
from benchmarks.papers import plain_lines
from benchmarks.summits import summit, working_folder

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.storage.database import Database

BOOK = "handbook of 80 pages in two languages"
PAGES, GUESTS, DELEGATIONS, ITEMS, VISITS = 80, 600, 16, 200, 2
_DAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def main(
    _sizes: Sequence[int] = (), guests: int = GUESTS, items: int = ITEMS, visits: int = VISITS, runs: int = RUNS
) -> list[Result]:
    """At a size of its own. The floor writes as many lines with ReportLab alone, at one size and in one font."""
    from desktop.i18n import Language
    from desktop.services.papers import Choice, PaperKind, preview, print_paper
    from desktop.storage.opening import open_database

    with working_folder() as folder:
        made = summit(guests, folder, "handbook")
        event, out = UUID(made.event), folder / "book.pdf"
        with closing(open_database(made.path, "bench")) as db:
            lines = _fill(db, event, items, visits)
            choice = Choice((Language.ZH_HANT, Language.EN))
            pages = preview(db, event, PaperKind.HANDBOOK, choice).pages
            if guests == GUESTS and not PAGES <= pages <= PAGES * 1.2:
                raise RuntimeError(f"the handbook has {pages} pages instead of {PAGES}")
            book = measure(
                BOOK, pages, lambda: print_paper(db, event, PaperKind.HANDBOOK, choice, out),
                lambda: plain_lines(folder / "floor.pdf", lines[: 40 * pages], 40), Budget(median_ms=2000), runs,
                warm_up=1,
            )  # fmt: skip
    return [book]


def _fill(db: "Database", event: UUID, items: int, visits: int) -> list[str]:
    """Delegations with all guests, a programme and day tours for all of them; returns lines like those on paper."""
    from desktop.domain.text import LocalName
    from desktop.domain.visits import HandbookPart
    from desktop.services.handbook_texts import write_text
    from desktop.services.people_list import people
    from desktop.services.programme_edit import ItemDraft, add_items
    from desktop.services.travel import sites, starting_table

    with db.read() as session:
        guests = people(session, event)
    keys = [row.id for row in guests]
    with db.write() as session:
        starting_table(session, event)
        add_items(session, event, [
            ItemDraft(
                LocalName(f"第{number}項 主旨演講與討論", "", f"Keynote and discussion {number}"), 300, _DAY.date(),
                starts_at=None if number else _DAY,
            )
            for number in range(items)
        ])  # fmt: skip
        for part in HandbookPart:
            text = "\n".join(["歡迎各位嘉賓蒞臨本屆峰會，請留意以下安排。" * 4] * 4)
            write_text(
                session, event, part, LocalName(text, "", "\n".join(["Please note what follows here. " * 6] * 4))
            )
        size = max(len(keys) // DELEGATIONS, 1)
        groups = [keys[start : start + size] for start in range(0, len(keys), size)]
        for number, members in enumerate(groups):
            _delegation(session, event, number, members)
        places = [row.id for row in sites(session, event)]
        for number in range(visits):
            _visit(session, event, number, groups, places)
    return [f"{row.name_zh} {row.name_latin} {row.organisation}{row.title}"[:60] for row in guests] * 8


def _delegation(session: "Session", event: UUID, number: int, members: Sequence[UUID]) -> None:
    from desktop.domain.text import LocalName
    from desktop.domain.visits import DelegationRole
    from desktop.services.delegations_edit import DelegationDraft, MemberDraft, add_delegation

    people = tuple(
        MemberDraft(key, role=DelegationRole.MEMBER if place else DelegationRole.LEADER, room=f"{800 + place}")
        for place, key in enumerate(members)
    )
    name = LocalName(f"第{number}代表團", "", f"Delegation {number}")
    add_delegation(session, event, DelegationDraft(name, "北京", "科創交流", hotel="維港酒店", people=people))


def _visit(
    session: "Session", event: UUID, number: int, groups: Sequence[Sequence[UUID]], places: Sequence[UUID]
) -> None:
    """A day tour of three stops for all groups, each with a bus of its own."""
    from desktop.domain.text import LocalName
    from desktop.domain.visits import Aboard, GroupRole
    from desktop.services import visits_edit as edit

    day = _DAY + timedelta(days=number + 1)
    visit = edit.add_visit(
        session, event, edit.VisitDraft(day.date(), LocalName(f"參訪{number}", "", f"Tour {number}"))
    )
    for place in range(3):
        start = day + timedelta(hours=2 * place + 1)
        hall = LocalName(f"實驗室{place}", "", f"Laboratory {place}")
        draft = edit.StopDraft(places[place], start, start + timedelta(hours=1), hall, content="參觀及座談")
        edit.add_stop(session, visit, draft)
    for place, members in enumerate(groups):
        name = LocalName(f"{place}組", "", f"Group {place}")
        people = tuple((key, GroupRole.MEMBER) for key in members)
        edit.add_group(session, visit, edit.GroupDraft(name, people))
        bus = edit.add_vehicle(
            session, event, edit.VehicleDraft(LocalName(f"{place}號車", "", f"Bus {place}"), 50, "AB 1")
        )
        edit.set_aboard(session, visit, bus, [(key, Aboard.PASSENGER) for key in members])
        leaves = day + timedelta(minutes=30)
        edit.add_leg(session, visit, edit.LegDraft(bus, places[0], places[1], leaves, leaves - timedelta(minutes=15)))


if __name__ == "__main__":
    alone(main)
