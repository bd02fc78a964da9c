"""Printing badges to PDF: who has none gets one, and what was printed is a fact that is kept."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.files import atomic_file
from desktop.i18n import Language
from desktop.models import (
    Badge,
    BadgePrint,
    Category,
    Event,
    JournalEntry,
    Organisation,
    Paper,
    Person,
    Post,
    Registration,
)
from desktop.progress import Progress
from desktop.services.badges import issue_badges
from desktop.services.photos import picture
from desktop.storage.database import Database
from desktop.storage.journal import insert_rows, journal_of

if TYPE_CHECKING:
    from desktop.documents import badges as paper


class NothingToPrint(UserError):
    code = "nothing_to_print"
    text = N_("There is no badge to print: nobody fits what was asked for.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which badges, and how; None is "all".

    They are printed in the order of ``order``, which names registrations, or else in that of the organisers' list.
    """

    category_id: UUID | None = None
    registrations: Sequence[UUID] | None = None
    unprinted: bool = False
    order: Sequence[UUID] = ()
    template: str = "a6"
    language: Language = Language.ZH_HANT


@dataclass(frozen=True, slots=True)
class Misprint:
    """A text that is not on the badge as it is written; ``problem`` is a stable code."""

    serial: str
    name: str
    field: str
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """What came out. ``revision`` is the journal's clock that the paper has seen."""

    file: Path
    pages: int
    items: int
    revision: int
    seconds: float
    misprints: tuple[Misprint, ...]


def templates() -> list[str]:
    """The names of the badge templates."""
    from desktop.documents.templates import template_names

    return list(template_names())


def print_badges(db: Database, event_id: UUID, out: Path, wanted: Wanted, progress: Progress) -> PrintedPaper:
    """Write badges to the PDF ``out`` and record them as printed; cancelling leaves no file and no record.

    Guests without a badge get one first, and keep it whatever becomes of the file.


    Raises ``NothingToPrint``, or what the template, the disk or the event's logo are refused for.
    """
    from desktop.documents import badges as paper
    from desktop.documents.templates import template

    begun = time.perf_counter()
    layout = template(wanted.template)
    with db.write() as session:
        issue_badges(session, event_id, wanted.registrations, category_id=wanted.category_id)
    with db.read() as session:
        rows = _rows(session, event_id, wanted)
        face = _face(session, event_id, wanted.language)
        revision = session.scalar(select(func.max(JournalEntry.clock))) or 0
    if not rows:
        raise NothingToPrint
    drawn = [badge for _, badge in rows]
    with atomic_file(out) as file:
        printed = paper.print_badges(file, drawn, face, layout, progress)
    # Only what is there was printed: the record comes after the file.
    with db.write() as session:
        _record(session, event_id, wanted, [key for key, _ in rows], revision, printed.pages)
    names = {badge.serial: badge.name_zh or badge.name_latin for badge in drawn}
    return PrintedPaper(
        file=out,
        pages=printed.pages,
        items=printed.items,
        revision=revision,
        seconds=time.perf_counter() - begun,
        misprints=tuple(
            Misprint(report.serial, names.get(report.serial, ""), report.field, report.text, report.problem.value)
            for report in printed.reports
        ),
    )


def _record(
    session: Session, event_id: UUID, wanted: Wanted, badges: Sequence[UUID], revision: int, pages: int
) -> None:
    journal = journal_of(session)
    row = Paper(
        id=journal.new_id(),
        event_id=event_id,
        desk_id=journal.actor.desk_id,
        kind="badges",
        template=wanted.template,
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


def _rows(session: Session, event_id: UUID, wanted: Wanted) -> "list[tuple[UUID, paper.Badge]]":
    from desktop.documents import badges as paper

    query = (
        select(Badge.id, Registration.id, Badge.token, Badge.serial, Person, Registration.seat, Category)
        .join(Registration, Registration.id == Badge.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Badge.event_id == event_id,
            Badge.revoked_at.is_(None),
            Badge.deleted_at.is_(None),
            Registration.deleted_at.is_(None),
        )
        .order_by(Registration.list_order, Badge.id)
    )
    if wanted.category_id is not None:
        query = query.where(Registration.category_id == wanted.category_id)
    if wanted.registrations is not None:
        query = query.where(Registration.id.in_(wanted.registrations))
    if wanted.unprinted:
        query = query.where(Badge.id.not_in(select(BadgePrint.badge_id)))
    posts, found = _posts(session, event_id), list(session.execute(query))
    if wanted.order:
        places = {key: place for place, key in enumerate(wanted.order)}
        found.sort(key=lambda row: places.get(row[1], len(places)))
    return [
        (
            key,
            paper.Badge(
                token=token,
                serial=serial,
                name_zh=person.name_zh,
                name_latin=person.name_latin,
                honorific_zh=" ".join(filter(None, (person.honorific_zh, person.postnominal_zh))),
                honorific_en=person.honorific_en,
                posts=tuple(posts.get(person.id, ())),
                category=LocalName(category.name_hant, category.name_hans, category.name_en),
                colour=category.colour,
                seat=seat,
            ),
        )
        for key, _registration, token, serial, person, seat, category in found
    ]


def _posts(session: Session, event_id: UUID) -> dict[UUID, list[tuple[str, str]]]:
    found: dict[UUID, list[tuple[str, str]]] = {}
    rows = session.execute(
        select(Post.person_id, Organisation.name_zh, Organisation.name_en, Post.title_zh, Post.title_en)
        .join(Registration, Registration.person_id == Post.person_id)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Registration.event_id == event_id, Registration.deleted_at.is_(None), Post.deleted_at.is_(None))
        .order_by(Post.person_id, Post.rank)
    )
    for person_id, organisation_zh, organisation_en, title_zh, title_en in rows:
        found.setdefault(person_id, []).append((organisation_zh or organisation_en or "", title_zh or title_en))
    return found


def _face(session: Session, event_id: UUID, language: Language) -> "paper.Face":
    from desktop.documents import badges as paper

    event = session.get_one(Event, event_id)
    return paper.Face(
        event=LocalName(event.name_hant, event.name_hans, event.name_en),
        colour=event.colour,
        logo=picture(session, event.logo) or None,
        language=language,
    )
