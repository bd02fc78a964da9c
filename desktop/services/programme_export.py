"""The programme as files: tables that our own import reads back unchanged, calendars, and what others take."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop import __version__
from desktop.domain.programme import Audience, ItemKind, Part
from desktop.domain.programme_headers import Field
from desktop.domain.programme_people import written
from desktop.domain.programme_rows import written_cue, written_material
from desktop.domain.programme_text import clock_words, duration_words
from desktop.domain.programme_words import (
    AUDIENCE_WORDS,
    DEPARTMENT_WORDS,
    KIND_WORDS,
    MATERIAL_WORDS,
    PART_WORDS,
    STATE_WORDS,
    TIMING_WORDS,
    Timing,
)
from desktop.domain.text import LocalName
from desktop.exchange.icalendars import write_icalendar
from desktop.exchange.schedule_json import write_schedule_json
from desktop.exchange.schedule_xml import write_schedule_xml
from desktop.exchange.schedules import Entry, Schedule, acronym, language_tag
from desktop.exchange.writing import Cell, write_table
from desktop.files import atomic_file
from desktop.i18n import Language, Translator
from desktop.models import Hall, ProgrammeRelease
from desktop.services.events import EventRow, event_by_id
from desktop.services.programme import ItemPersonRow, ItemRow, halls, programme
from desktop.services.programme_history import Shown, histories
from desktop.services.stage_names import GuestName, guest_names

_COLUMNS: Final[tuple[tuple[Callable[[Translator], str], Field], ...]] = (
    (lambda _: _.pgettext("programme list", "Code"), Field.CODE),
    (lambda _: _.pgettext("programme list", "Day"), Field.DAY),
    (lambda _: _.pgettext("programme list", "Start"), Field.START),
    (lambda _: _.pgettext("programme list", "End"), Field.END),
    (lambda _: _.pgettext("programme list", "Duration"), Field.DURATION),
    (lambda _: _.pgettext("programme list", "Timing"), Field.TIMING),
    (lambda _: _.pgettext("programme list", "Kind"), Field.KIND),
    (lambda _: _.pgettext("programme list", "Title (Traditional)"), Field.TITLE_HANT),
    (lambda _: _.pgettext("programme list", "Title (Simplified)"), Field.TITLE_HANS),
    (lambda _: _.pgettext("programme list", "Title (English)"), Field.TITLE_EN),
    (lambda _: _.pgettext("programme list", "Hall"), Field.HALL),
    (lambda _: _.pgettext("programme list", "People"), Field.PEOPLE),
    (lambda _: _.pgettext("programme list", "Visible to"), Field.AUDIENCE),
    (lambda _: _.pgettext("programme list", "Owner"), Field.OWNER),
    (lambda _: _.pgettext("programme list", "Language"), Field.LANGUAGE),
    (lambda _: _.pgettext("programme list", "Note"), Field.NOTE),
    (lambda _: _.pgettext("programme list", "Cues"), Field.CUES),
    (lambda _: _.pgettext("programme list", "Materials"), Field.MATERIALS),
    (lambda _: _.pgettext("programme list", "Identifier"), Field.UID),
)
"""What each column is called, and what it means to an import."""

_SCHEDULES: Final[Mapping[str, Callable[[BinaryIO, Schedule], int]]] = {
    ".ics": write_icalendar,
    ".xml": write_schedule_xml,
    ".json": write_schedule_json,
}


def programme_headers(_: Translator) -> list[str]:
    """The columns of the programme as a table, in words by which an import knows what they mean."""
    return [header(_) for header, _field in _COLUMNS]


def export_programme(
    session: Session, event_id: UUID, out: Path, *, language: Language, crew: bool | None = None
) -> int:
    """Write the programme of an event to ``out``, whose ending says what it becomes; returns how many items.

    Titles, halls and words are in ``language``. Items for the ``crew``, and those that happen only if time allows,
    are in tables but not in calendars and schedules, unless that says otherwise. Cancelled items are in calendars
    alone. Raises what ``write_table`` raises.
    """
    said = Translator(language)
    ending = out.suffix.lower()
    rows = programme(session, event_id)
    event = event_by_id(session, event_id)
    write = _SCHEDULES.get(ending)
    if write is None:
        listed = [row for row in rows if crew is not False or _public(row)]
        lines = _lines(listed, ZoneInfo(event.zone), said)
        return write_table(out, programme_headers(said), lines, said("Programme"), others=(".ics", ".xml", ".json"))
    chosen = [row for row in rows if crew or _public(row)]
    schedule = _Scheduler(session, event, said).schedule(chosen, history=ending == ".ics", crew=bool(crew))
    with atomic_file(out) as file:
        return write(file, schedule)


def _public(row: ItemRow) -> bool:
    return row.audience is Audience.PUBLIC and not row.spare


def _lines(rows: Iterable[ItemRow], zone: ZoneInfo, _: Translator) -> Iterator[list[Cell]]:
    for row in rows:
        midnight = datetime.combine(row.day, time())
        start = int((row.start.astimezone(zone).replace(tzinfo=None) - midnight).total_seconds())
        end = int((row.end.astimezone(zone).replace(tzinfo=None) - midnight).total_seconds())
        yield [
            row.code,
            row.day.isoformat(),
            clock_words(start),
            clock_words(end) if end - start == row.seconds and end < _LATEST else "",
            duration_words(row.seconds),
            "; ".join(_(TIMING_WORDS[one]) for one in _timing(row)),
            _(KIND_WORDS[row.kind]),
            row.title.hant,
            row.title.hans,
            row.title.en,
            row.hall.hant or row.hall.hans or row.hall.en,
            "\n".join(written(_(PART_WORDS[one.part]), one.name, one.note) for one in row.people),
            _(AUDIENCE_WORDS[row.audience]),
            row.owner,
            row.language,
            row.note,
            "\n".join(
                written_cue(_(DEPARTMENT_WORDS[cue.department]), cue.seconds, cue.text, from_end=cue.from_end)
                for cue in row.cues
            ),
            "\n".join(
                written_material(_(MATERIAL_WORDS[one.kind]), _(STATE_WORDS[one.state]), one.name, one.note)
                for one in row.materials
            ),
            str(row.id),
        ]


_LATEST = 2 * 86_400


def _timing(row: ItemRow) -> Iterator[Timing]:
    if row.starts_at is None:
        yield Timing.FOLLOWS
    if row.fixed_start:
        yield Timing.FIXED_START
    if row.fixed_end:
        yield Timing.FIXED_END
    if row.spare:
        yield Timing.SPARE


class _Scheduler:
    """Makes what others take of a programme, in one language."""

    def __init__(self, session: Session, event: EventRow, said: Translator) -> None:
        self._session, self._event, self._said = session, event, said
        self._language = said.language
        venue = next((one.name for one in event.venues), event.name)
        self._everywhere = venue.said_in(self._language)

    def schedule(self, rows: list[ItemRow], *, history: bool, crew: bool) -> Schedule:
        """The schedule of ``rows``; with their ``history``, and what was taken away or back from the public."""
        entries = [self._entry(row) for row in rows]
        if history:
            entries = self._with_history(entries, crew=crew)
        event, name = self._event, self._event.name
        rooms: dict[str, UUID | None] = {
            hall.name.said_in(self._language): hall.id for hall in halls(self._session, event.id)
        }
        number = self._session.scalar(
            select(func.max(ProgrammeRelease.number)).where(
                ProgrammeRelease.event_id == event.id, ProgrammeRelease.deleted_at.is_(None)
            )
        )
        return Schedule(
            title=name.said_in(self._language),
            acronym=acronym((name.en, name.hans, name.hant), event.starts_on),
            starts_on=event.starts_on,
            ends_on=event.ends_on,
            zone=event.zone,
            language=self._language.value,
            version=str(number or 0),
            program_version=__version__,
            rooms=rooms,
            entries=tuple(entries),
        )

    def _entry(self, row: ItemRow) -> Entry:
        return Entry(
            uid=row.id,
            day=row.day,
            start=row.start,
            end=row.end,
            title=row.title.said_in(self._language),
            subtitle=self._subtitle(row.title),
            kind=row.kind.value,
            room=row.hall.said_in(self._language) or self._everywhere,
            language=language_tag(row.language),
            people=tuple((one.registration_id, self._name(one)) for one in row.people),
            who="\n".join(self._by_part((one.part, self._name(one)) for one in row.people)),
            category=self._said(KIND_WORDS[row.kind]),
        )

    def _subtitle(self, title: LocalName) -> str:
        """The title in the other language: English beside Chinese, Chinese beside English."""
        main = title.said_in(self._language)
        other = title.hant or title.hans if self._language is Language.EN else title.en
        return other if other != main else ""

    def _name(self, person: ItemPersonRow) -> str:
        return _named(person.name_zh, person.name_latin, self._language)

    def _by_part(self, people: Iterable[tuple[Part, str]]) -> Iterator[str]:
        """A line for each part: what it is called, and who has it."""
        found: dict[Part, list[str]] = {}
        for part, name in people:
            found.setdefault(part, []).append(name)
        return (f"{self._said(PART_WORDS[part])}: {', '.join(names)}" for part, names in found.items())

    def _with_history(self, entries: list[Entry], *, crew: bool) -> list[Entry]:
        past = histories(self._session, self._event.id)
        found: list[Entry] = []
        for entry in entries:
            history = past.pop(entry.uid)
            found.append(entry.after(history.sequence, history.changed))
        gone = {key: history for key, history in past.items() if history.was_public and not (crew and history.shown)}
        names = self._hall_names({history.was_public.hall_id for history in gone.values() if history.was_public})
        guests = guest_names(
            self._session,
            {_key(one) for history in gone.values() if history.was_public for _part, one in history.was_public.people},
        )
        for key, history in gone.items():
            if history.was_public is not None:
                entry = self._cancelled(key, history.was_public, names, guests)
                found.append(entry.after(history.sequence, history.changed))
        return found

    def _cancelled(
        self, key: UUID, shown: Shown, names: dict[UUID | None, LocalName], guests: dict[UUID | None, GuestName]
    ) -> Entry:
        people = []
        for part, one in shown.people:
            guest = guests.get(_key(one))
            people.append((part, _named(guest.name_zh, guest.name_latin, self._language) if guest else one))
        return Entry(
            uid=key,
            day=shown.day,
            start=shown.start,
            end=shown.end,
            title=shown.title.said_in(self._language),
            subtitle=self._subtitle(shown.title),
            kind=shown.kind.value,
            room=names.get(shown.hall_id, LocalName()).said_in(self._language) or self._everywhere,
            who="\n".join(self._by_part(people)),
            category=self._said(KIND_WORDS[ItemKind(shown.kind)]),
            cancelled=True,
        )

    def _hall_names(self, keys: set[UUID | None]) -> dict[UUID | None, LocalName]:
        """What halls are called, those that are gone too."""
        found = self._session.scalars(select(Hall).where(Hall.id.in_(keys - {None})))
        return {hall.id: LocalName(hall.name_hant, hall.name_hans, hall.name_en) for hall in found}


def _named(name_zh: str, name_latin: str, language: Language) -> str:
    """A name for those who read ``language``."""
    return (name_latin or name_zh) if language is Language.EN else (name_zh or name_latin)


def _key(text: str) -> UUID | None:
    """The registration that ``text`` is the key of."""
    try:
        return UUID(text)
    except ValueError:
        return None
