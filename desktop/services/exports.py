"""Lists as files: everyone at an event, and every check-in. Our own import reads the list of people back."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status, Verdict
from desktop.errors import N_
from desktop.exchange.writing import Cell, write_table
from desktop.i18n import Translator
from desktop.models import (
    Badge,
    Category,
    Checkpoint,
    Delegation,
    Desk,
    Event,
    JournalEntry,
    Organisation,
    Person,
    Post,
    Registration,
    Scan,
    ScanUndo,
)
from desktop.services.people import people

_STATUS = {
    Status.INVITED: N_("Invited"),
    Status.CONFIRMED: N_("Confirmed"),
    Status.DECLINED: N_("Declined"),
    Status.CANCELLED: N_("Cancelled"),
}


def people_headers(_: Translator) -> list[str]:
    """The columns of the list of people; the first fourteen are words by which an import knows what they mean."""
    return [
        _.pgettext("guest list", "No."),
        _.pgettext("guest list", "Chinese name"),
        _.pgettext("guest list", "English name"),
        _.pgettext("guest list", "Honorific"),
        _.pgettext("guest list", "Post"),
        _.pgettext("guest list", "Organisation"),
        _.pgettext("guest list", "Category"),
        _.pgettext("guest list", "Role"),
        _.pgettext("guest list", "Attendance"),
        _.pgettext("guest list", "Seat"),
        _.pgettext("guest list", "Phone"),
        _.pgettext("guest list", "Email"),
        _.pgettext("guest list", "Diet"),
        _.pgettext("guest list", "Note"),
        _("Post (English)"),
        _("Organisation (English)"),
        _("Escort"),
        _("Delegation"),
        _("Status"),
        _("Serial"),
        _("Arrived"),
    ]


def export_people(session: Session, event_id: UUID, out: Path, _: Translator) -> int:
    """Write everyone at an event to ``out``, a line a person, with all their posts; returns how many they are.

    The file's ending says what it becomes. Raises what ``write_table`` raises.
    """
    return write_table(out, people_headers(_), _people(session, event_id, _), _("People"))


def export_check_ins(session: Session, event_id: UUID, out: Path, _: Translator) -> int:
    """Write all check-ins of an event to ``out`` in their order, those taken back included; returns how many.

    Times are those of the event's own zone. Raises what ``write_table`` raises.
    """
    headers = [
        _("Time"),
        _.pgettext("guest list", "Chinese name"),
        _.pgettext("guest list", "English name"),
        _.pgettext("guest list", "Category"),
        _("Serial"),
        _("Checkpoint"),
        _("Desk"),
        _("Checked in by"),
        _("Taken back"),
        _("Taken back by"),
        _("Why it was taken back"),
    ]
    return write_table(out, headers, _check_ins(session, event_id, _), _("Check-ins"))


def _people(session: Session, event_id: UUID, _: Translator) -> Iterator[list[Cell]]:
    zone = ZoneInfo(session.get_one(Event, event_id).zone)
    posts = _posts(session, event_id)
    more = {
        registration: (human, delegation)
        for registration, *human, delegation in session.execute(
            select(
                Registration.id, Person.postnominal_zh, Person.postnominal_en, Registration.role,
                Registration.attendance, Registration.seat, Person.phone, Person.email, Registration.diet,
                Registration.note, Registration.escort, Delegation,
            )
            .join(Person, Person.id == Registration.person_id)
            .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
            .where(Registration.event_id == event_id)
        )
    }  # fmt: skip
    for number, row in enumerate(people(session, event_id), 1):
        (after_zh, after_en, *plain, escort), delegation = more[row.id]
        titles, places, titles_en, places_en = posts[row.person]
        yield [
            number,
            row.name_zh,
            row.name_latin,
            " ".join(filter(None, (row.honorific_zh, row.honorific_en, after_zh, after_en))),
            titles,
            places,
            row.category.said_in(_.language),
            *plain,
            titles_en,
            places_en,
            escort,
            "" if delegation is None else _local(delegation).said_in(_.language),
            _(_STATUS[row.status]),
            row.serial,
            _clock(row.arrived_at, zone),
        ]


def _posts(session: Session, event_id: UUID) -> defaultdict[UUID, tuple[str, str, str, str]]:
    """Titles, organisations and both in English of each person, a line a post; no lines where all say nothing."""
    found: defaultdict[UUID, list[tuple[str, str, str, str]]] = defaultdict(list)
    for person, title_zh, title_en, place_zh, place_en in session.execute(
        select(Post.person_id, Post.title_zh, Post.title_en, Organisation.name_zh, Organisation.name_en)
        .join(Registration, Registration.person_id == Post.person_id)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Registration.event_id == event_id, Registration.deleted_at.is_(None), Post.deleted_at.is_(None))
        .order_by(Post.person_id, Post.rank)
    ):
        found[person].append((title_zh or title_en, place_zh or place_en or "", title_en, place_en or ""))
    lines: defaultdict[UUID, tuple[str, str, str, str]] = defaultdict(lambda: ("", "", "", ""))
    for person, posts in found.items():
        titles, places, titles_en, places_en = (
            "\n".join(column) if any(column) else "" for column in zip(*posts, strict=True)
        )
        lines[person] = titles, places, titles_en, places_en
    return lines


def _check_ins(session: Session, event_id: UUID, _: Translator) -> Iterator[list[Cell]]:
    zone = ZoneInfo(session.get_one(Event, event_id).zone)
    made, undone = aliased(JournalEntry), aliased(JournalEntry)
    found = session.execute(
        select(
            Scan.at, Person.name_zh, Person.name_latin, Category, Badge.serial, Checkpoint,
            func.coalesce(func.nullif(Desk.name, ""), Desk.letter), made.who, ScanUndo.at, undone.who, ScanUndo.why,
        )
        .join(Registration, Registration.id == Scan.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .join(Desk, Desk.id == Scan.desk_id)
        .outerjoin(Badge, Badge.id == Scan.badge_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .outerjoin(made, and_(made.row_id == Scan.id, made.table_name == Scan.__tablename__))
        .outerjoin(undone, and_(undone.row_id == ScanUndo.id, undone.table_name == ScanUndo.__tablename__))
        .where(Scan.event_id == event_id, Scan.verdict == Verdict.ADMITTED)
        .order_by(Scan.at, Scan.id)
    )  # fmt: skip
    for at, name_zh, name_latin, category, serial, checkpoint, desk, who, undone_at, undone_by, why in found:
        yield [
            _clock(at, zone), name_zh, name_latin, _local(category).said_in(_.language), serial,
            _local(checkpoint).said_in(_.language), desk, who, _clock(undone_at, zone), undone_by, why,
        ]  # fmt: skip


def _local(row: Any) -> LocalName:
    return LocalName(row.name_hant, row.name_hans, row.name_en)


def _clock(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"
