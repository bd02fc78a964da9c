"""conflicts · itinerary · export itineraries: what can't be as planned, and what everybody does."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desktop.cli.delegations import named
from desktop.cli.parser import Commands, a_language
from desktop.cli.run import Run, written
from desktop.domain.conflicts_words import KIND_WORDS, SEVERITY_WORDS, solved_by
from desktop.i18n import Language, Translator

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from desktop.services.conflicts import ConflictRow
    from desktop.services.events import EventRow
    from desktop.services.itineraries_of import Line


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    found = commands.add("conflicts", _("Every conflict in the plan of the event in use."), show_conflicts)
    who = _("A registration's id, a badge's serial, or a text that finds exactly one person.")
    found.add_argument("--person", default="", metavar=_("PERSON"), help=who)
    found.add_argument(
        "--delegation", default="", metavar=_("DELEGATION"), help=_("Its id, or its name or part of it.")
    )
    found.add_argument("--accept", default="", metavar=_("CONFLICT"), help=_("Live with this one; say why."))
    found.add_argument("--why", default="", metavar=_("TEXT"), help=_("Why, for the record."))
    found.add_argument("--solve", default="", metavar=_("CONFLICT"), help=_("Do what would solve this one."))
    made = commands.add("itinerary", _("Everything somebody does, in time order."), show_itinerary)
    one_of = made.add_mutually_exclusive_group(required=True)
    one_of.add_argument("person", nargs="?", default="", metavar=_("PERSON"), help=who)
    one_of.add_argument("--delegation", default="", metavar=_("DELEGATION"), help=_("Of a whole delegation."))
    one_of.add_argument("--vehicle", default="", metavar=_("VEHICLE"), help=_("Of a vehicle and its driver."))
    made.add_argument("--language", type=a_language, help=_("The language of the itinerary; else that of the person."))


def add_export(group: Commands, _: Translator) -> None:
    """Add ``export itineraries`` to the commands of ``export``."""
    made = group.add("itineraries", _("Everybody's itinerary: .xlsx, .csv, .json, or .ics."), export_itineraries)
    made.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("The file to write."))
    made.add_argument("--language", type=a_language, help=_("The language of what is written; else that of --lang."))
    whose = made.add_mutually_exclusive_group()
    whose.add_argument("--person", default="", metavar=_("PERSON"), help=_("Only of one person."))
    whose.add_argument("--delegation", default="", metavar=_("DELEGATION"), help=_("Only of a delegation."))


def show_conflicts(run: Run, _: Translator) -> None:
    """The worst first; those that are accepted last."""
    from desktop.services import conflict_solving, conflicts, delegations_record, events, search

    args = run.args
    if args.solve:
        _solve(run, _)
        return
    with run.database() as db:
        if args.accept:
            with db.write() as session:
                event = events.event_in_use(session)
                conflicts.accept(session, event.id, db.now(), args.accept, args.why)
        with db.read() as session:
            event = events.event_in_use(session)
            person = search.resolve(session, event.id, args.person) if args.person else None
            group = None
            if args.delegation:
                group = delegations_record.find_delegation(session, event.id, args.delegation).id
            rows = conflicts.conflicts(session, event.id, db.now(), person=person, delegation=group)
            ways = conflict_solving.ways_out(session, event.id, db.now()) if rows else {}
    if not rows:
        run.give([], [_("Nothing is in conflict")])
        return
    said = {
        row.conflict.key: way.said(_)
        if (way := ways.get(row.conflict.key)) is not None and way.pressed
        else solved_by(_, row.conflict, row.on.said_in(_.language))
        for row in rows
    }
    run.give_table(
        [_conflict(row, event, said[row.conflict.key], _) for row in rows],
        [_("How bad"), _("Conflict"), _("Who"), _("What"), _("Time"), _("What would solve it"), _("Accepted because")],
        [
            (
                _(SEVERITY_WORDS[row.severity]), _(KIND_WORDS[row.conflict.kind]), _few(row, _),
                " / ".join(name.said_in(_.language) for name in row.what), _clock(row.start, event, _),
                said[row.conflict.key], row.accepted,
            )
            for row in rows
        ],
    )  # fmt: skip


def _solve(run: Run, _: Translator) -> None:
    """Solve one conflict in one act."""
    from desktop.services import conflict_solving, events

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        solved = conflict_solving.solve(session, event.id, run.args.solve, db.now())
    run.give({"id": run.args.solve, "done": solved.way.said(_), "gone": solved.gone}, [solved.said(_)])


def show_itinerary(run: Run, _: Translator) -> None:
    """In the language of whoever it is for."""
    from desktop.services import delegations_record, events, itineraries_of, roll_call, search

    args = run.args
    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        if args.delegation:
            group = delegations_record.find_delegation(session, event.id, args.delegation)
            lines = itineraries_of.of_delegation(session, event.id, group.id)
            reads = None
        elif args.vehicle:
            vehicle = roll_call.find_vehicle(session, event.id, args.vehicle)
            lines, reads = itineraries_of.of_vehicle(session, event.id, vehicle.id), None
        else:
            key = search.resolve(session, event.id, args.person)
            lines = itineraries_of.of_person(session, event.id, key)
            reads = itineraries_of.language_of(session, key)
    said: Language = args.language or args.lang or reads or _.language
    own = Translator(said)
    run.give_table(
        [_entry(line, event, own) for line in lines],
        [own("Day"), own("Time"), own("What"), own("Where"), own("Role"), own("Whom to ask")],
        [
            (
                own.date(line.start.astimezone(ZoneInfo(event.zone)).date()), _span(line, event, own),
                line.title.said_in(said), line.place.said_in(said), ", ".join(map(own, line.roles)),
                " ".join((line.ask.said_in(said), line.ask.phone)).strip() if line.ask is not None else "",
            )
            for line in lines
        ],
    )  # fmt: skip


def export_itineraries(run: Run, _: Translator) -> None:
    """Write the itineraries to a file; its ending says what it becomes."""
    from desktop.services import delegations_record, events, itineraries_export, search

    args, out = run.args, run.args.out
    said: Language = args.language or _.language
    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        people: Sequence[UUID] | None = None
        if args.person:
            people = [search.resolve(session, event.id, args.person)]
        elif args.delegation:
            group = delegations_record.find_delegation(session, event.id, args.delegation)
            people = [one.who.registration_id for one in group.people if one.who.registration_id is not None]
        rows = itineraries_export.export_itineraries(session, event.id, out, language=said, people=people)
    run.give(
        {"file": str(out), "rows": rows},
        [_.ngettext("{n} row is in {file}.", "{n} rows are in {file}.", rows, file=out)],
    )


_SHOWN = 3


def _few(row: "ConflictRow", _: Translator) -> str:
    names = [name.said_in(_.language) for name in row.who]
    if len(names) <= _SHOWN:
        return ", ".join(names)
    return _("{names} and {n} more", names=", ".join(names[:_SHOWN]), n=len(names) - _SHOWN)


def _clock(at: "datetime | None", event: "EventRow", _: Translator) -> str:
    if at is None:
        return ""
    return f"{_.date(at.astimezone(ZoneInfo(event.zone)).date())} {_.time(at, event.zone)}"


def _span(line: "Line", event: "EventRow", _: Translator) -> str:
    return f"{_.time(line.start, event.zone)}–{_.time(line.end, event.zone)}"


def _conflict(row: "ConflictRow", event: "EventRow", way_out: str, _: Translator) -> dict[str, object]:
    one = row.conflict
    things = [{"id": str(key), "title": name.said_in(_.language)} for key, name in zip(one.what, row.what, strict=True)]
    return {
        "id": one.key,
        "kind": one.kind.value,
        "severity": row.severity.value,
        "who": [{"id": str(key), "name": name.said_in(_.language)} for key, name in zip(one.who, row.who, strict=True)],
        "what": things[0] if things else None,
        "with": things[1:],
        "where": row.where.said_in(_.language) or None,
        "when": {
            "start": written(row.start, event.zone) if row.start is not None else None,
            "end": written(row.end, event.zone) if row.end is not None else None,
        },
        "amount": one.amount,
        "suggestion": {
            "action": one.suggestion.act.value,
            "on": str(one.suggestion.ref),
            "amount": one.suggestion.amount,
            "text": way_out,
        },
        "accepted": row.accepted or None,
    }


def _entry(line: "Line", event: "EventRow", _: Translator) -> dict[str, object]:
    return {
        "id": str(line.ref),
        "kind": line.doing.value,
        "start": written(line.start, event.zone),
        "end": written(line.end, event.zone),
        "leaves": written(line.leaves, event.zone) if line.leaves is not None else None,
        "title": line.title.said_in(_.language),
        "place": line.place.said_in(_.language),
        "parts": [_(role) for role in line.roles],
        "people": [named(who) for who in line.people],
        "ask": named(line.ask) if line.ask is not None else None,
        "note": line.note,
    }
