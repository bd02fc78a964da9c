"""Itineraries as files: tables with a line for each person and thing, and calendars that follow changes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from desktop import __version__
from desktop.domain.conflicts_plan import Doing
from desktop.domain.itineraries import ItineraryEntry, Task, itinerary
from desktop.domain.visits import Who
from desktop.errors import N_
from desktop.exchange.icalendars import write_icalendar
from desktop.exchange.schedules import Entry, Schedule, acronym
from desktop.exchange.writing import Cell, write_table
from desktop.files import atomic_file
from desktop.i18n import Language, Translator
from desktop.services.events import EventRow, event_by_id
from desktop.services.itineraries import Everything, everything
from desktop.services.itineraries_history import History, gone, history
from desktop.services.visits_people import whos

DOING_WORDS = {
    Doing.PROGRAMME: N_("Programme"),
    Doing.VISIT: N_("Visit"),
    Doing.HOST: N_("Receives guests"),
    Doing.LEG: N_("Leg"),
    Doing.JOURNEY: N_("Journey"),
}


def export_itineraries(
    session: Session, event_id: UUID, out: Path, *, language: Language, people: Sequence[UUID] | None = None
) -> int:
    """Write the itineraries of ``people`` (None: of everybody who has one) to ``out``; returns how many rows.

    A table has a row for each person and thing they do; a calendar each thing once, and what was cancelled for them.
    Raises what ``write_table`` raises.
    """
    _ = Translator(language)
    event, whole = event_by_id(session, event_id), everything(session, event_id)
    chosen = list(dict.fromkeys(one.person for one in whole.assignments)) if people is None else list(people)
    if out.suffix.lower() == ".ics":
        schedule = _schedule(session, event, whole, chosen, _)
        with atomic_file(out) as file:
            return write_icalendar(file, schedule)
    lines = _lines(whole, chosen, whos(session, chosen), ZoneInfo(event.zone), _)
    return write_table(out, _headers(_), lines, _("Itineraries"), others=(".ics",))


def _headers(_: Translator) -> list[str]:
    return [
        _("Name"), _("Day"), _("Start"), _("End"), _("What"), _("Where"), _("Kind"), _("Role"), _("Whom to ask"),
        _("Phone"), _("Note"), _("Registration"),
    ]  # fmt: skip


def _lines(
    whole: Everything, people: Sequence[UUID], names: Mapping[UUID, Who], zone: ZoneInfo, _: Translator
) -> Iterator[list[Cell]]:
    wanted = frozenset(people)
    mine: dict[UUID, list[int]] = {key: [] for key in people}
    for place, one in enumerate(whole.assignments):
        if one.person in wanted:
            mine[one.person].append(place)
    for key in people:
        for entry in itinerary((whole.assignments[place] for place in mine[key]), [key]):
            task = entry.task
            start, end = task.start.astimezone(zone), task.end.astimezone(zone)
            yield [
                names[key].said_in(_.language), start.date().isoformat(), f"{start:%H:%M}", f"{end:%H:%M}",
                task.title.said_in(_.language), task.place.said_in(_.language), _(DOING_WORDS[task.doing]),
                ", ".join(map(_, entry.roles)), task.ask.said_in(_.language) if task.ask is not None else "",
                task.ask.phone if task.ask is not None else "", task.note, str(key),
            ]  # fmt: skip


def _schedule(session: Session, event: EventRow, whole: Everything, people: Sequence[UUID], _: Translator) -> Schedule:
    known = history(session, event.id, people)
    zone = ZoneInfo(event.zone)
    entries = [_entry(line, known, zone, _) for line in itinerary(whole.assignments, people)]
    here = {entry.uid for entry in entries}
    entries += [
        _entry(ItineraryEntry(task), known, zone, _, cancelled=True)
        for task in gone(session, event.id, whole, people)
        if task.uid not in here
    ]
    return Schedule(
        title=event.name.said_in(_.language),
        acronym=acronym((event.name.en, event.name.hans, event.name.hant), event.starts_on),
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        zone=event.zone,
        language=_.language.value,
        version="0",
        program_version=__version__,
        rooms={},
        entries=tuple(entries),
    )


def _entry(
    line: ItineraryEntry, known: Mapping[UUID, History], zone: ZoneInfo, _: Translator, *, cancelled: bool = False
) -> Entry:
    task: Task = line.task
    changes = known.get(task.ref, History(0, None))
    asked = ""
    if task.ask is not None:
        name = " ".join(filter(None, (task.ask.said_in(_.language), task.ask.phone)))
        asked = _("Whom to ask: {who}", who=name)
    return Entry(
        uid=task.uid,
        day=task.start.astimezone(zone).date(),
        start=task.start,
        end=task.end,
        title=task.title.said_in(_.language),
        subtitle=", ".join(map(_, line.roles)),
        kind=task.doing.value,
        room=task.place.said_in(_.language),
        who="\n".join(filter(None, (asked, task.note))),
        category=_(DOING_WORDS[task.doing]),
        sequence=changes.sequence,
        changed=changes.changed,
        cancelled=cancelled,
    )
