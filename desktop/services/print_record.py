"""What is kept of a printed paper, and what is said of badges that are not as they are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from desktop.models import Badge, BadgePrint, Desk, JournalEntry, Paper
from desktop.services.badge_feed import Fed
from desktop.services.print_notes import Notes
from desktop.storage.journal import insert_rows, journal_of

if TYPE_CHECKING:
    from desktop.documents.badge_facts import TextReport

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Misprint:
    """Something that is not on the badge as it is written; ``problem`` is a stable code.

    ``registration`` is None for what all badges share; an empty serial says that there is no badge yet.
    """

    serial: str
    name: str
    field: str
    text: str
    problem: str
    registration: UUID | None = None


def misprints(fed: Sequence[Fed], reports: "Sequence[TextReport]") -> tuple[Misprint, ...]:
    """The paper's reports, with the badges that they are about."""
    found = []
    for report in reports:
        said = report.field, report.text, report.problem.value
        if report.badge is None:
            found.append(Misprint("", "", *said))
        else:
            one = fed[report.badge]
            name = one.drawn.name_zh or one.drawn.name_latin
            found.append(Misprint(one.drawn.serial, name, *said, registration=one.registration))
    return tuple(found)


def still_to_print(session: Session, notes: Notes, fed: Sequence[Fed]) -> list[Fed]:
    """Those of ``fed`` whose badges are valid, were not printed yet, and are in nobody's note.

    In a transaction that writes, in which they are noted too, no other program can be told the same.
    """
    free: set[UUID | None] = set()
    for first in range(0, len(fed), _AT_ONCE):
        unprinted = select(Badge.id).where(
            Badge.id.in_([one.badge for one in fed[first : first + _AT_ONCE]]),
            Badge.revoked_at.is_(None),
            ~exists().where(BadgePrint.badge_id == Badge.id),
        )
        free.update(session.scalars(unprinted))
    free.difference_update(*(doubt.badges for doubt in notes.all()))
    return [one for one in fed if one.badge in free]


@dataclass(frozen=True, slots=True)
class Printed:
    """That a badge came out at ``at``, aware UTC; without ``printer`` it went into a file. ``by`` is who asked."""

    serial: str
    at: datetime
    printer: str
    template: str
    desk: str
    by: str


def prints_of(session: Session, registration_id: UUID) -> list[Printed]:
    """Each time that a badge of a guest was printed, the latest first, those that are void since included."""
    found = session.execute(
        select(Badge.serial, Paper.at, Paper.printer, Paper.template, Desk.letter, JournalEntry.who)
        .join(BadgePrint, BadgePrint.badge_id == Badge.id)
        .join(Paper, Paper.id == BadgePrint.paper_id)
        .join(Desk, Desk.id == Paper.desk_id)
        .outerjoin(JournalEntry, and_(JournalEntry.row_id == Paper.id, JournalEntry.table_name == Paper.__tablename__))
        .where(Badge.registration_id == registration_id)
        .order_by(Paper.at.desc(), Paper.id.desc())
    )
    return [Printed(serial, at, printer, template, desk, by or "") for serial, at, printer, template, desk, by in found]


def record(
    session: Session,
    event_id: UUID,
    template: str,
    badges: Sequence[UUID],
    revision: int,
    pages: int,
    *,
    printer: str = "",
    key: UUID | None = None,
) -> None:
    """Keep it as a fact that ``badges`` were printed, by ``printer`` or else to a file.

    ``key`` is the paper's own where it has one.
    """
    journal = journal_of(session)
    row = Paper(
        id=key or journal.new_id(),
        event_id=event_id,
        desk_id=journal.actor.desk_id,
        kind="badges",
        template=template,
        printer=printer,
        at=journal.now,
        revision=revision,
        items=len(badges),
        pages=pages,
    )
    session.add(row)
    session.flush()
    insert_rows(
        session, BadgePrint, [{"id": journal.new_id(), "badge_id": badge, "paper_id": row.id} for badge in badges]
    )
