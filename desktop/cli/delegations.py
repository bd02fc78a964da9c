"""import delegations · delegation list · show · set · journey · gift: who travels together, who looks after them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.cli.door import in_zone
from desktop.cli.list_told import tell_import
from desktop.cli.parser import Commands
from desktop.cli.run import Run, written
from desktop.cli.tables import table
from desktop.domain.list_reading import ENCODINGS
from desktop.domain.spoken import languages_words
from desktop.domain.visits import DelegationRole, Mode, Way
from desktop.domain.visits_words import MODE_WORDS, ROLE_WORDS, WAY_WORDS
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.domain.visits import Who
    from desktop.services.delegations_edit import DelegationDraft
    from desktop.services.delegations_import import DelegationsPlan
    from desktop.services.delegations_record import DelegationRow, JourneyRow, MemberRow
    from desktop.services.events import EventRow

_TEXTS = ("origin", "purpose", "host_line", "hotel", "contacts", "note")
_ROLES = (DelegationRole.LEADER, DelegationRole.DEPUTY, DelegationRole.LIAISON, DelegationRole.INTERPRETER)


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("delegation", _("Delegations: who travels together, how, and who looks after them."))
    group.add("list", _("The delegations of the event in use."), list_delegations)
    show = group.add("show", _("Everything about a delegation."), show_delegation)
    change = group.add("set", _("Change a delegation; one that is not there yet is made."), set_delegation)
    journey = group.add("journey", _("Say how a delegation arrives or departs."), add_journey)
    gift = group.add("gift", _("Note a gift, in the order of exchange."), add_gift)
    for command in (show, change, journey, gift):
        command.add_argument("delegation", metavar=_("DELEGATION"), help=_("Its id, or its name or part of it."))
    _add_changes(change, _)
    journey.add_argument("way", choices=[way.value for way in Way], help=_("Whether they arrive or depart."))
    journey.add_argument("--mode", choices=[mode.value for mode in Mode], default="flight", help=_("How they travel."))
    journey.add_argument(
        "--at",
        type=datetime.fromisoformat,
        required=True,
        metavar=_("TIME"),
        help=_("When they are here, or leave here."),
    )
    journey.add_argument("--place", default="", metavar=_("TEXT"), help=_("The airport, station or border crossing."))
    journey.add_argument("--number", default="", metavar=_("TEXT"), help=_("The number of the flight or train."))
    journey.add_argument("--met-by", default="", metavar=_("PERSON"), help=_("Who meets them, or sees them off."))
    journey.add_argument("--subgroup", default="", metavar=_("TEXT"), help=_("The subgroup that travels so; else all."))
    gift.add_argument("text", metavar=_("TEXT"), help=_("What it is."))
    gift.add_argument("--received", action="store_true", help=_("The delegation gets it, and doesn't bring it."))


def add_import(group: Commands, _: Translator) -> None:
    """Add ``import delegations`` to the commands of ``import``."""
    made = group.add(
        "delegations", _("Read a list of delegations (Excel, CSV, TSV) into the event in use."), import_delegations
    )
    made.add_argument("file", type=Path, metavar=_("FILE"), help=_("The list."))
    made.add_argument("--encoding", choices=ENCODINGS, help=_("The encoding of a text file, where the guess is wrong."))
    made.add_argument("--sheet", default="", metavar=_("SHEET"), help=_("The one sheet of a workbook to read."))
    made.add_argument("--dry-run", action="store_true", help=_("Only say what would happen."))


def import_delegations(run: Run, _: Translator) -> None:
    """Read a list into the event in use; all of it or nothing."""
    from desktop.services import delegations_import, events, upkeep

    listed = delegations_import.read_delegations_file(run.args.file, run.args.encoding or "", run.args.sheet)
    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
            plan = delegations_import.plan_delegations(session, event.id, listed)
        if run.args.dry_run:
            tell_import(run, _, _planned(plan), plan.problems)
            return
        upkeep.automatic(db)
        with db.write() as session:
            # Planned anew, because somebody may have changed something in between.
            again = delegations_import.plan_delegations(session, event.id, listed)
            if not again.rows:
                tell_import(run, _, _planned(again), again.problems)
            done = delegations_import.write_delegations(session, again)
        upkeep.back_up_when_due(db)
    document: dict[str, Any] = {"batch": str(done.batch), "event": str(done.event)}
    document |= {name: getattr(done, name) for name in ("read", "new", "updated", "same", "rejected")}
    tell_import(run, _, document, done.problems)


def _planned(plan: "DelegationsPlan") -> dict[str, Any]:
    from desktop.services.import_changes import Standing

    document = {"batch": None, "event": str(plan.event), "read": len(plan.rows) + plan.rejected}
    return document | {str(one): plan.count(one) for one in Standing} | {"rejected": plan.rejected}


def _add_changes(change: Any, _: Translator) -> None:
    for role in _ROLES:
        change.add_argument(
            f"--{role.value}", action="append", default=[], metavar=_("PERSON"),
            help=_("{role}; may be given several times.", role=_(ROLE_WORDS[role])),
        )  # fmt: skip
    helps = {
        "origin": _("Where they come from."),
        "purpose": _("What they come for."),
        "host_line": _("Who receives them on the hosts' side."),
        "hotel": _("Their hotel."),
        "contacts": _("Whom to ask, a line each."),
        "note": _("A note."),
    }
    for name in _TEXTS:
        change.add_argument(f"--{name.replace('_', '-')}", metavar=_("TEXT"), help=helps[name])
    change.add_argument(
        "--languages", nargs="*", metavar=_("LANGUAGE"), help=_("The languages they speak: hant en ja.")
    )


def list_delegations(run: Run, _: Translator) -> None:
    """Each with how many they are, and who leads."""
    from desktop.services import delegations_record, events

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        rows = delegations_record.delegation_rows(session, event.id)
    run.give_table(
        [_document(row, event, _) for row in rows],
        [_("Delegation"), _("People"), _("Leader"), _("Liaison officer"), _("Arrives")],
        [
            (
                row.name.said_in(_.language), len(row.travelling), _names(row, DelegationRole.LEADER, _),
                _names(row, DelegationRole.LIAISON, _),
                next((_when(one, event, _) for one in row.journeys if one.way is Way.ARRIVAL), ""),
            )
            for row in rows
        ],
    )  # fmt: skip


def show_delegation(run: Run, _: Translator) -> None:
    """Tell everything."""
    from desktop.services import delegations_record, events

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        row = delegations_record.find_delegation(session, event.id, run.args.delegation)
    run.give(_document(row, event, _), () if run.json else _lines(row, event, _))


def set_delegation(run: Run, _: Translator) -> None:
    """Change what was named, leave the rest."""
    from desktop.services import delegations, delegations_edit, delegations_record, events, search

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        try:
            row = delegations_record.find_delegation(session, event.id, args.delegation)
        except delegations_record.NoSuchDelegation:
            made = delegations.ensure_delegation(session, event.id, args.delegation)
            row = delegations_record.delegation(session, made)
        draft = _changed(delegations_edit.draft_of(row), args)
        for role in _ROLES:
            for text in getattr(args, role.value):
                key = search.resolve(session, event.id, text)
                draft = delegations_edit.with_role(draft, key, role)
        delegations_edit.change_delegation(session, row.id, draft)
        row = delegations_record.delegation(session, row.id)
    run.give(_document(row, event, _), () if run.json else _lines(row, event, _))


def add_journey(run: Run, _: Translator) -> None:
    """Add one to those that are known."""
    from dataclasses import replace

    from desktop.services import delegations_edit, delegations_record, events, search
    from desktop.services.delegations_edit import JourneyDraft

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = delegations_record.find_delegation(session, event.id, args.delegation)
        met = search.resolve(session, event.id, args.met_by) if args.met_by else None
        journey = JourneyDraft(
            Way(args.way), Mode(args.mode), in_zone(args.at, event.zone), args.number, place=args.place,
            met_by_id=met, subgroup=args.subgroup,
        )  # fmt: skip
        draft = delegations_edit.draft_of(row)
        delegations_edit.change_delegation(session, row.id, replace(draft, journeys=(*draft.journeys, journey)))
        row = delegations_record.delegation(session, row.id)
    run.give(_document(row, event, _), () if run.json else _lines(row, event, _))


def add_gift(run: Run, _: Translator) -> None:
    """Add one at the end of the order."""
    from dataclasses import replace

    from desktop.services import delegations_edit, delegations_record, events
    from desktop.services.delegations_edit import GiftDraft

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = delegations_record.find_delegation(session, event.id, args.delegation)
        draft = delegations_edit.draft_of(row)
        gift = GiftDraft(args.text, received=args.received)
        delegations_edit.change_delegation(session, row.id, replace(draft, gifts=(*draft.gifts, gift)))
        row = delegations_record.delegation(session, row.id)
    run.give(_document(row, event, _), () if run.json else _lines(row, event, _))


def _changed(draft: "DelegationDraft", args: Any) -> "DelegationDraft":
    from dataclasses import replace

    said: dict[str, Any] = {name: getattr(args, name) for name in _TEXTS if getattr(args, name) is not None}
    if args.languages is not None:
        said["languages"] = tuple(args.languages)
    return replace(draft, **said)


def _names(row: "DelegationRow", role: DelegationRole, _: Translator) -> str:
    return ", ".join(one.who.said_in(_.language) for one in row.of(role))


def _when(journey: "JourneyRow", event: "EventRow", _: Translator) -> str:
    day = journey.at.astimezone(ZoneInfo(event.zone)).date()
    return f"{_.date(day)} {_.time(journey.at, event.zone)}"


def _lines(row: "DelegationRow", event: "EventRow", _: Translator) -> Iterator[str]:
    """What is said of all, then the people, the journeys and the gifts."""
    facts = [
        (_("Delegation"), row.name.said_in(_.language)), (_("Origin"), row.origin), (_("Purpose"), row.purpose),
        (_("Received by"), row.host_line), (_("Languages"), languages_words(row.languages)), (_("Hotel"), row.hotel),
        (_("Diet"), _sum(row.diets)), (_("Access needs"), _sum(row.needs)), (_("Contacts"), row.contacts),
        (_("Note"), row.note),
    ]  # fmt: skip
    yield from table([_("Field"), _("Value")], [fact for fact in facts if fact[1]])
    yield ""
    yield from table(
        [_("Name"), _("Role"), _("Subgroup"), _("Room"), _("Counterpart"), _("Phone")],
        [
            (
                one.who.said_in(_.language), _(ROLE_WORDS[one.role]), one.subgroup, one.room,
                one.counterpart.said_in(_.language) if one.counterpart else "", one.who.phone,
            )
            for one in row.people
        ],
    )  # fmt: skip
    if row.journeys:
        yield ""
        yield from table(
            [
                _("Journey"), _("Means of travel"), _("Flight or train number"), _("Time"), _("Place"), _("Met by"),
                _("Subgroup"),
            ],
            [
                (
                    _(WAY_WORDS[one.way]), _(MODE_WORDS[one.mode]), one.number, _when(one, event, _),
                    one.place.said_in(_.language), one.met_by.said_in(_.language) if one.met_by else "", one.subgroup,
                )
                for one in row.journeys
            ],
        )  # fmt: skip
    if row.gifts:
        yield ""
        yield from table(
            [_("Gift"), _("Given or received")],
            [(one.text, _("Received") if one.received else _("Brought")) for one in row.gifts],
        )


def _sum(counted: dict[str, int]) -> str:
    return ", ".join(f"{text} {n}" for text, n in counted.items())


def _document(row: "DelegationRow", event: "EventRow", _: Translator) -> dict[str, object]:
    return {
        "delegation": str(row.id),
        "name": row.name.said_in(_.language),
        "origin": row.origin,
        "purpose": row.purpose,
        "host_line": row.host_line,
        "languages": list(row.languages),
        "hotel": row.hotel,
        "contacts": row.contacts,
        "note": row.note,
        "diets": row.diets,
        "needs": row.needs,
        "people": [_person(one) for one in row.people],
        "journeys": [_journey(one, event, _) for one in row.journeys],
        "gifts": [{"gift": one.text, "received": one.received, "done": one.done} for one in row.gifts],
    }


def _person(one: "MemberRow") -> dict[str, object]:
    return {
        **named(one.who),
        "role": one.role.value,
        "subgroup": one.subgroup,
        "room": one.room,
        "languages": list(one.who.languages),
        "counterpart": named(one.counterpart) if one.counterpart is not None else None,
    }


def named(who: "Who") -> dict[str, object]:
    """Somebody as JSON gives them."""
    key: UUID | None = who.registration_id
    return {
        "registration": str(key) if key is not None else None, "name_zh": who.name_zh, "name_latin": who.name_latin,
        "phone": who.phone,
    }  # fmt: skip


def _journey(one: "JourneyRow", event: "EventRow", _: Translator) -> dict[str, object]:
    return {
        "way": one.way.value,
        "mode": one.mode.value,
        "number": one.number,
        "at": written(one.at, event.zone),
        "place": one.place.said_in(_.language),
        "far_place": one.far_place,
        "far_at": written(one.far_at, one.far_zone or event.zone) if one.far_at is not None else None,
        "met_by": named(one.met_by) if one.met_by is not None else None,
        "subgroup": one.subgroup,
    }
