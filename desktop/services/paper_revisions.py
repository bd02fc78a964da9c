"""Whether a paper that was printed is still right, and what has changed since: by its code, or of all of an event."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import paper_codes
from desktop.domain.paper_kinds import PaperKind
from desktop.domain.text import LocalName
from desktop.i18n import Language
from desktop.models import (
    Agreement,
    Cue,
    Delegation,
    Journey,
    Leg,
    Paper,
    Person,
    ProgrammeItem,
    Registration,
    Site,
    Stop,
    Vehicle,
)
from desktop.progress import Progress
from desktop.services.paper_facts import NothingOnPaper, PaperLine
from desktop.services.paper_records import PaperRow, printed_papers
from desktop.services.papers import PrintedSheet, lines_now, print_paper
from desktop.storage.database import Database


class Change(StrEnum):
    """What happened to a line of a paper since it was printed."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that would read otherwise now. ``said`` is the line as it is now; of a removed one, what it was about."""

    change: Change
    key: str
    said: str


@dataclass(frozen=True, slots=True)
class PaperVerdict:
    """What is to be said of a paper. ``newest`` is the last one printed of the same choice, maybe this one itself."""

    paper: PaperRow
    newest: PaperRow
    changes: tuple[LineChange, ...]

    @property
    def latest(self) -> bool:
        """Whether it says what is true now."""
        return not self.changes

    @property
    def reprinted(self) -> bool:
        """Whether another revision of it was printed since."""
        return self.newest.number > self.paper.number


def read_code(session: Session, text: str) -> PaperVerdict | None:
    """What to say of the paper whose code was read; None where it is no code of a paper that is known here."""
    code = paper_codes.read_code(text)
    event_id = session.scalar(select(Paper.event_id).where(Paper.code == code)) if code is not None else None
    if event_id is None:
        return None
    known = printed_papers(session, event_id)
    paper = next((row for row in known if row.code == code), None)
    return _verdict(session, paper, known) if paper is not None else None


def latest(session: Session, event_id: UUID) -> list[PaperVerdict]:
    """Of each paper of an event that was printed the newest, with what has changed since; by kind, then by time."""
    known = printed_papers(session, event_id)
    newest = {(row.kind, row.subject): row for row in known}
    kinds = list(PaperKind)
    ordered = sorted(newest.values(), key=lambda row: (kinds.index(row.kind), row.at, row.id))
    return [PaperVerdict(row, row, _changes(session, row)) for row in ordered]


def reprint_changed(db: Database, event_id: UUID, folder: Path, progress: Progress | None = None) -> list[PrintedSheet]:
    """Print every paper that is no longer right again, into ``folder``; those of which nothing is left are not.

    Raises ``Cancelled`` between two papers, or what the disk is refused for; what was printed before stays.
    """
    progress = progress or Progress()
    with db.read() as session:
        old = [verdict.paper for verdict in latest(session, event_id) if not verdict.latest]
    folder.mkdir(parents=True, exist_ok=True)
    printed = []
    for number, row in enumerate(old):
        progress.step(number, len(old))
        out = folder / f"{row.kind.value}-{row.number + 1}-{row.code[-6:]}.pdf"
        try:
            printed.append(print_paper(db, event_id, row.kind, row.choice, out))
        except NothingOnPaper:
            continue
    progress.step(len(old), len(old))
    return printed


def _verdict(session: Session, paper: PaperRow, known: Iterable[PaperRow]) -> PaperVerdict:
    same = [row for row in known if (row.kind, row.subject) == (paper.kind, paper.subject)]
    return PaperVerdict(paper, same[-1], _changes(session, paper))


def _changes(session: Session, paper: PaperRow) -> tuple[LineChange, ...]:
    now = lines_now(session, paper.event_id, paper.kind, paper.choice)
    return changes(paper.digests, now, lambda key: _was(session, key, paper.choice.languages[0]))


def changes(then: Mapping[str, str], now: Iterable[PaperLine], was: Callable[[str], str]) -> tuple[LineChange, ...]:
    """What lines are otherwise ``now``, in their order; ``was`` says what a line was about that is gone."""
    found, left = [], dict(then)
    for line in now:
        digest = left.pop(line.key, None)
        if digest != line.digest:
            found.append(LineChange(Change.ADDED if digest is None else Change.CHANGED, line.key, line.said))
    return (*found, *(LineChange(Change.REMOVED, key, was(key)) for key in left))


def _was(session: Session, key: str, language: Language) -> str:
    """What a line is about that is no longer on the paper: what was taken away is only marked, and can be named."""
    kind, _, rest = key.partition(":")
    what = rest.rpartition("/")[0] or rest
    if kind not in _NAMED or not _KEY.fullmatch(what):
        return what
    model, words = _NAMED[kind]
    row = session.get(model, UUID(what))
    return "" if row is None else words(session, row, language)


def _title(_: Session, row: Any, language: Language) -> str:
    return LocalName(row.title_hant, row.title_hans, row.title_en).said_in(language)


def _called(_: Session, row: Any, language: Language) -> str:
    return LocalName(row.name_hant, row.name_hans, row.name_en).said_in(language)


def _name(session: Session, row: Registration, language: Language) -> str:
    person = session.get_one(Person, row.person_id)
    names = person.name_zh, person.name_latin
    return next(filter(None, reversed(names) if language is Language.EN else names), "")


_KEY = re.compile("[0-9a-f]{32}")
_NAMED: Final[Mapping[str, tuple[Any, Callable[[Session, Any, Language], str]]]] = {
    "item": (ProgrammeItem, _title),
    "agreement": (Agreement, _title),
    "cue": (Cue, lambda _, row, _language: str(row.text)),
    "registration": (Registration, _name),
    "spot": (Registration, _name),
    "delegation": (Delegation, _called),
    "vehicle": (Vehicle, _called),
    "leg": (Leg, lambda session, row, language: _called(session, session.get_one(Site, row.to_id), language)),
    "stop": (Stop, lambda session, row, language: _called(session, session.get_one(Site, row.site_id), language)),
    "journey": (Journey, lambda _, row, _language: " ".join(filter(None, (row.number, row.far_place)))),
}
