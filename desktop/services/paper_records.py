"""The papers of the programme that left the program: which revision each was, and what stood on it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from desktop.domain.paper_kinds import PaperKind
from desktop.models import Desk, JournalEntry, Paper
from desktop.services.paper_facts import Choice, PaperLine, choice_of
from desktop.storage.journal import journal_of


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that was printed: ``number`` is its revision, from 1; ``digests`` are those of its lines by key.

    ``desk`` is the letter of the desk that printed it, ``by`` who asked for it, ``printer`` empty for a file.
    """

    id: UUID
    event_id: UUID
    kind: PaperKind
    subject: str
    code: str
    at: datetime
    number: int
    revision: int
    items: int
    pages: int
    desk: str
    by: str
    printer: str
    digests: Mapping[str, str]

    @property
    def choice(self) -> Choice:
        """What was chosen to be on it."""
        return choice_of(self.subject)


def printed_papers(session: Session, event_id: UUID, *, kind: PaperKind | None = None) -> list[PaperRow]:
    """The papers of the programme of an event that were printed, the first one first.

    Of one choice those of the same lines have the same number.
    """
    query = (
        select(Paper, Desk.letter, JournalEntry.who)
        .join(Desk, Desk.id == Paper.desk_id)
        .outerjoin(JournalEntry, and_(JournalEntry.row_id == Paper.id, JournalEntry.table_name == Paper.__tablename__))
        .where(Paper.event_id == event_id, Paper.code != "", Paper.deleted_at.is_(None))
        .where(Paper.kind.in_([one.value for one in PaperKind] if kind is None else [kind.value]))
        .order_by(Paper.at, Paper.id)
    )
    numbers: dict[tuple[str, str], tuple[int, str]] = {}
    found = []
    for paper, letter, who in session.execute(query):
        number, lines = numbers.get((paper.kind, paper.subject), (0, ""))
        if lines != paper.lines:
            number += 1
        numbers[paper.kind, paper.subject] = number, paper.lines
        found.append(
            PaperRow(
                id=paper.id, event_id=event_id, kind=PaperKind(paper.kind), subject=paper.subject, code=paper.code,
                at=paper.at, number=number, revision=paper.revision, items=paper.items, pages=paper.pages, desk=letter,
                by=who or "", printer=paper.printer, digests=json.loads(paper.lines),
            )
        )  # fmt: skip
    return found


def next_number(printed: Iterable[PaperRow], subject: str, lines: Iterable[PaperLine]) -> int:
    """Which revision these lines are, after those ``printed`` of the same kind."""
    last = None
    for row in printed:
        last = row if row.subject == subject else last
    if last is None:
        return 1
    return last.number + (last.digests != {line.key: line.digest for line in lines})


def record(
    session: Session,
    event_id: UUID,
    kind: PaperKind,
    subject: str,
    code: str,
    lines: Iterable[PaperLine],
    *,
    revision: int,
    items: int,
    pages: int,
    printer: str = "",
) -> UUID:
    """Keep it as a fact that a paper with these lines was printed."""
    journal = journal_of(session)
    key = journal.new_id()
    session.add(
        Paper(
            id=key, event_id=event_id, desk_id=journal.actor.desk_id, kind=kind.value, printer=printer, at=journal.now,
            revision=revision, items=items, pages=pages, subject=subject, code=code,
            lines=json.dumps({line.key: line.digest for line in lines}),
        )
    )  # fmt: skip
    session.flush()
    return key
