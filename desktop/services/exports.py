"""Lists as files: everyone at an event, and every check-in. Our own import reads the list of people back."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from desktop.domain.list_headers import Meaning
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Direction, Status, Verdict
from desktop.errors import N_
from desktop.exchange.vcards import write_vcards
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
    ScanOverride,
    ScanUndo,
)
from desktop.services.people_list import PersonRow, people
from desktop.services.photos import picture

STATUS_WORDS = {
    Status.INVITED: N_("Invited"),
    Status.CONFIRMED: N_("Confirmed"),
    Status.DECLINED: N_("Declined"),
    Status.CANCELLED: N_("Cancelled"),
}


_COLUMNS: tuple[tuple[Callable[[Translator], str], Meaning], ...] = (
    (lambda _: _.pgettext("guest list", "No."), Meaning.NUMBER),
    (lambda _: _.pgettext("guest list", "Chinese name"), Meaning.NAME_ZH),
    (lambda _: _.pgettext("guest list", "English name"), Meaning.NAME_LATIN),
    (lambda _: _.pgettext("guest list", "Honorific"), Meaning.STYLE),
    (lambda _: _.pgettext("guest list", "Post"), Meaning.TITLE),
    (lambda _: _.pgettext("guest list", "Organisation"), Meaning.ORGANISATION),
    (lambda _: _.pgettext("guest list", "Category"), Meaning.CATEGORY),
    (lambda _: _.pgettext("guest list", "Role"), Meaning.ROLE),
    (lambda _: _.pgettext("guest list", "Attendance"), Meaning.ATTENDANCE),
    (lambda _: _.pgettext("guest list", "Seat"), Meaning.SEAT),
    (lambda _: _.pgettext("guest list", "Phone"), Meaning.PHONE),
    (lambda _: _.pgettext("guest list", "Email"), Meaning.EMAIL),
    (lambda _: _.pgettext("guest list", "Diet"), Meaning.DIET),
    (lambda _: _.pgettext("guest list", "Note"), Meaning.NOTE),
    (lambda _: _("Post (English)"), Meaning.TITLE_EN),
    (lambda _: _("Organisation (English)"), Meaning.ORGANISATION_EN),
    (lambda _: _("Honorific (English)"), Meaning.STYLE_EN),
    (lambda _: _("Honours"), Meaning.HONOURS),
    (lambda _: _("Honours (English)"), Meaning.HONOURS_EN),
    (lambda _: _("Language"), Meaning.LANGUAGE),
    (lambda _: _("Access needs"), Meaning.ACCESS),
    (lambda _: _("Tags"), Meaning.TAGS),
    (lambda _: _("Escort"), Meaning.ESCORT),
    (lambda _: _("Delegation"), Meaning.DELEGATION),
    (lambda _: _.pgettext("guest list", "Comes with"), Meaning.HOST),
    (lambda _: _("Status"), Meaning.STATUS),
    (lambda _: _("Serial"), Meaning.SERIAL),
    (lambda _: _("Arrived"), Meaning.SKIP),
)
PEOPLE_COLUMNS = tuple(meaning for _header, meaning in _COLUMNS)
"""What each column of the list of people means to an import."""


def people_headers(_: Translator) -> list[str]:
    """The columns of the list of people, in words by which an import knows what they mean."""
    return [header(_) for header, _meaning in _COLUMNS]


def export_people(
    session: Session,
    event_id: UUID,
    out: Path,
    _: Translator,
    *,
    only: Sequence[UUID] | None = None,
    order: Sequence[UUID] = (),
) -> int:
    """Write everyone at an event to ``out``, a line a person, with all their posts; returns how many they are.

    With ``only`` it is these registrations. They are in the order of ``order``, or else of the organisers' list.

    The file's ending says what it becomes. Raises what ``write_table`` raises.
    """
    listed = people(session, event_id, only=only)
    if order:
        turns = {key: turn for turn, key in enumerate(order)}
        listed.sort(key=lambda row: turns.get(row.id, len(turns)))
    rows = _people(session, event_id, _, listed)
    if out.suffix.lower() == ".vcf":
        return write_vcards(out, PEOPLE_COLUMNS, rows, _photos(session, event_id, listed))
    return write_table(out, people_headers(_), rows, _("People"), others=(".vcf",))


def export_check_ins(session: Session, event_id: UUID, out: Path, _: Translator) -> int:
    """Write all check-ins and check-outs of an event to ``out`` in their order; returns how many.

    Those taken back are there too, and who let whom in against a refusal.

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
        _("From paper"),
        _("Taken back"),
        _("Taken back by"),
        _("Why it was taken back"),
        _("Direction"),
        _("Let in against a refusal by"),
        _("Why they were let in"),
    ]
    return write_table(out, headers, _check_ins(session, event_id, _), _("Check-ins"))


def _photos(session: Session, event_id: UUID, listed: Sequence[PersonRow]) -> Iterator[bytes]:
    """The photos of those ``listed``, empty for those who have none."""
    keys = dict(
        session.execute(
            select(Registration.id, Person.photo)
            .join(Person, Person.id == Registration.person_id)
            .where(Registration.event_id == event_id, Person.photo != "")
        ).all()
    )
    return (picture(session, keys.get(row.id, "")) for row in listed)


def _hosts(session: Session, event_id: UUID, listed: Sequence[PersonRow]) -> dict[UUID, str]:
    """Whom those at an event come with, by an import's words: the name, and the number where it is in the list."""
    numbers = {row.id: number for number, row in enumerate(listed, 1)}
    host = aliased(Registration)
    found = session.execute(
        select(Registration.id, host.id, Person.name_zh, Person.name_latin)
        .join(host, host.id == Registration.principal_id)
        .join(Person, Person.id == host.person_id)
        .where(Registration.event_id == event_id, host.deleted_at.is_(None))
    )
    return {
        guest: f"{name_zh or name_latin} ({numbers[principal]})" if principal in numbers else name_zh or name_latin
        for guest, principal, name_zh, name_latin in found
    }


def _people(session: Session, event_id: UUID, _: Translator, listed: Sequence[PersonRow]) -> Iterator[list[Cell]]:
    zone = ZoneInfo(session.get_one(Event, event_id).zone)
    posts = _posts(session, event_id)
    more = {
        registration: (human, delegation)
        for registration, *human, delegation in session.execute(
            select(
                Registration.id, Registration.role, Registration.attendance, Registration.seat, Person.phone,
                Person.email, Person.diet, Registration.note, Person.honorific_en, Person.postnominal_zh,
                Person.postnominal_en, Person.language, Person.access, Person.tags, Registration.escort, Delegation,
            )
            .join(Person, Person.id == Registration.person_id)
            .outerjoin(Delegation, Delegation.id == Registration.delegation_id)
            .where(Registration.event_id == event_id)
        )
    }  # fmt: skip
    hosts = _hosts(session, event_id, listed)
    for number, row in enumerate(listed, 1):
        said, delegation = more[row.id]
        titles, places, titles_en, places_en = posts[row.person]
        yield [
            number,
            row.name_zh,
            row.name_latin,
            row.honorific_zh,
            titles,
            places,
            row.category.said_in(_.language),
            *said[:7],
            titles_en,
            places_en,
            *said[7:],
            "" if delegation is None else _local(delegation).said_in(_.language),
            hosts.get(row.id, ""),
            _(STATUS_WORDS[row.status]),
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
    made, unmade = aliased(JournalEntry), aliased(JournalEntry)
    found = session.execute(
        select(
            Scan.at, Person.name_zh, Person.name_latin, Category, Badge.serial, Checkpoint,
            func.coalesce(func.nullif(Desk.name, ""), Desk.letter), made.who, Scan.from_paper,
            ScanUndo.at, unmade.who, ScanUndo.why, Scan.direction, ScanOverride.by, ScanOverride.why,
        )
        .join(Registration, Registration.id == Scan.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .join(Desk, Desk.id == Scan.desk_id)
        .outerjoin(Badge, Badge.id == Scan.badge_id)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .outerjoin(ScanOverride, ScanOverride.scan_id == Scan.id)
        .outerjoin(made, and_(made.row_id == Scan.id, made.table_name == Scan.__tablename__))
        .outerjoin(unmade, and_(unmade.row_id == ScanUndo.id, unmade.table_name == ScanUndo.__tablename__))
        .where(Scan.event_id == event_id, Scan.verdict == Verdict.ADMITTED)
        .order_by(Scan.at, Scan.id)
    )  # fmt: skip
    ways = {Direction.IN: _.pgettext("direction", "In"), Direction.OUT: _.pgettext("direction", "Out")}
    for at, name_zh, name_latin, category, serial, checkpoint, desk, who, on_paper, *more in found:
        undone_at, undone_by, why, direction, let_in_by, let_in_why = more
        yield [
            _clock(at, zone), name_zh, name_latin, _local(category).said_in(_.language), serial,
            _local(checkpoint).said_in(_.language), desk, who, _("Yes") if on_paper else "",
            _clock(undone_at, zone), undone_by, why, ways[direction], let_in_by, let_in_why,
        ]  # fmt: skip


def _local(row: Any) -> LocalName:
    return LocalName(row.name_hant, row.name_hans, row.name_en)


def _clock(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"
