"""That a list of visitors was sent to its host, and what has changed since."""

import json
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.paper_kinds import PaperKind
from desktop.i18n import Language
from desktop.models import JournalEntry, Paper, Stop
from desktop.services.paper_facts import Choice, PaperLine, line, subject_of
from desktop.services.paper_records import record
from desktop.services.paper_revisions import LineChange, changes
from desktop.services.visitor_list import VisitorList, visitor_list
from desktop.services.visits_people import whos
from desktop.storage.journal import journal_of


def mark_sent(session: Session, event_id: UUID, stop_id: UUID) -> None:
    """Keep it as a fact that the list of a stop was sent just now as it is. Raises ``NoListWanted``."""
    lines = _lines(visitor_list(session, event_id, stop_id))
    clock = session.scalar(select(func.max(JournalEntry.clock))) or 0
    record(
        session, event_id, PaperKind.VISITOR_LIST, _subject(stop_id), "", lines, revision=clock, items=len(lines),
        pages=0,
    )  # fmt: skip
    session.get_one(Stop, stop_id).list_sent_at = journal_of(session).now
    session.flush()


def mark_unsent(session: Session, stop_id: UUID) -> None:
    """It was not sent after all."""
    session.get_one(Stop, stop_id).list_sent_at = None
    session.flush()


def changed_since_sent(
    session: Session, event_id: UUID, stop_id: UUID, language: Language = Language.ZH_HANT
) -> tuple[LineChange, ...]:
    """Who was added, changed or taken away since the list of a stop was sent; nothing where it was not.

    Of a list that was marked as sent elsewhere than here nothing is known but that. Raises ``NoListWanted``.
    """
    listed = visitor_list(session, event_id, stop_id)
    sent = session.scalars(
        select(Paper.lines)
        .where(
            Paper.event_id == event_id, Paper.kind == PaperKind.VISITOR_LIST.value, Paper.code == "",
            Paper.subject == _subject(stop_id), Paper.at == listed.stop.list_sent_at, Paper.deleted_at.is_(None),
        )
        .order_by(Paper.id.desc())
        .limit(1)
    ).first()  # fmt: skip
    if sent is None:
        return ()
    then: dict[str, str] = json.loads(sent)
    gone = whos(session, map(_key, then))
    return changes(then, _lines(listed), lambda key: gone[_key(key)].said_in(language) if _key(key) in gone else "")


def _subject(stop_id: UUID) -> str:
    return subject_of(Choice(stop_id=stop_id))


def _key(key: str) -> UUID:
    return UUID(key.partition(":")[2])


def _lines(listed: VisitorList) -> tuple[PaperLine, ...]:
    return tuple(
        line("registration", one.registration_id, one.name.said_in(Language.ZH_HANT), one.values)
        for one in listed.people
    )
