"""checkpoint list · create · change · remove: where badges are read, and by which rules."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.cli.door import in_zone
from desktop.cli.parser import Commands, Parser
from desktop.cli.run import Run, written
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Entry, Purpose, Ways
from desktop.errors import N_
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.checkpoints import CheckpointRow
    from desktop.services.events import EventRow

_WAYS = {Ways.IN: N_("in"), Ways.OUT: N_("out"), Ways.BOTH: N_("in and out")}
_ENTRY = {Entry.ONCE: N_("once"), Entry.DAILY: N_("once a day"), Entry.OFTEN: N_("any number of times")}
_NONE = "none"


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("checkpoint", _("Where badges are read: doors, rooms, buses, meals, and their rules."))
    group.add("list", _("The checkpoints of the event in use."), list_checkpoints)
    create = group.add("create", _("Make a checkpoint."), create_checkpoint)
    create.add_argument("code", metavar=_("CODE"), help=_("What the command line calls it, such as vip-room."))
    change = group.add("change", _("Change what is named of a checkpoint, and nothing else."), change_checkpoint)
    remove = group.add("remove", _("Take a checkpoint away; what was scanned there stays."), remove_checkpoint)
    for command in (change, remove):
        command.add_argument("checkpoint", metavar=_("CHECKPOINT"), help=_("Its code, id, or name in any language."))
    for command in (create, change):
        _add_rules(command, _)


def _add_rules(command: Parser, _: Translator) -> None:
    for option, help_ in (
        ("--name-zh-hant", _("Its name in traditional Chinese.")),
        ("--name-zh-hans", _("Its name in simplified Chinese.")),
        ("--name-en", _("Its name in English.")),
        ("--hall", _("The hall it belongs to, by its name.")),
    ):
        command.add_argument(option, metavar=_("TEXT"), help=help_)
    for option, help_ in (
        ("--opens-at", _("The first moment of all: 2026-11-21T14:00, or none.")),
        ("--closes-at", _("The last moment of all, or none.")),
    ):
        command.add_argument(option, type=_or_none(datetime.fromisoformat), metavar=_("TIME"), help=help_)
    for option, help_ in (
        ("--opens", _("From when it is open on each day: 09:00, or none.")),
        ("--closes", _("Until when it is open on each day, also past midnight: 02:00, or none.")),
    ):
        command.add_argument(option, metavar="HH:MM", help=help_)
    command.add_argument("--ways", choices=[way.value for way in Ways], help=_("Which ways it reads badges."))
    command.add_argument("--entry", choices=[each.value for each in Entry], help=_("How often a guest may enter."))
    command.add_argument(
        "--purpose", choices=[each.value for each in Purpose], help=_("What a scan there says: where somebody is then.")
    )
    command.add_argument(
        "--capacity", type=_or_none(int), metavar="N", help=_("How many may be inside at once, or none.")
    )
    for option, metavar, help_ in (
        ("--category", _("CATEGORY"), _("A category that may enter; may be repeated, none lets all of them in.")),
        ("--tag", _("TAG"), _("A tag whose people may enter; may be repeated, or none.")),
        ("--person", _("PERSON"), _("A guest who may enter; may be repeated, or none.")),
        ("--item", _("ITEM"), _("An item of the programme whose people may enter; may be repeated, or none.")),
        (
            "--leaves",
            _("CHECKPOINT"),
            _("A place that one is no longer in after a scan here; may be repeated, or none."),
        ),
    ):
        command.add_argument(option, action="append", metavar=metavar, help=help_)


def list_checkpoints(run: Run, _: Translator) -> None:
    """All checkpoints with their rules."""
    from desktop.services import categories, checkpoints, events

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        rows = checkpoints.checkpoints(session, event.id)
        known = {row.id: row.code for row in categories.categories(session, event.id)}
    codes = {row.id: row.code for row in rows}
    run.give_table(
        [_document(row, event, known, codes, _) for row in rows],
        [_("Checkpoint"), _("Name"), _("Ways"), _("Entry"), _("Open"), _("Most inside"), _("Who may enter")],
        (
            (
                row.code,
                row.name.said_in(_.language),
                _(_WAYS[row.ways]),
                _(_ENTRY[row.entry]),
                "–".join((row.opens_clock, row.closes_clock)) if row.opens_clock or row.closes_clock else "",
                row.capacity,
                _who(row, known, _),
            )
            for row in rows
        ),
    )


def create_checkpoint(run: Run, _: Translator) -> None:
    """Make one."""
    from desktop.services import door_rules, events

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        name = LocalName(args.name_zh_hant or "", args.name_zh_hans or "", args.name_en or "")
        draft = door_rules.CheckpointDraft(name or LocalName(en=args.code), args.code)
        row = door_rules.make_checkpoint(session, event.id, _changed(run, session, event, draft))
    _tell(run, _, row)


def change_checkpoint(run: Run, _: Translator) -> None:
    """Change one."""
    from desktop.services import checkpoints, door_rules, events

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        before = checkpoints.find_checkpoint(session, event.id, run.args.checkpoint)
        draft = _changed(run, session, event, door_rules.draft_of(before))
        row = door_rules.change_checkpoint(session, event.id, before.id, draft)
    _tell(run, _, row)


def remove_checkpoint(run: Run, _: Translator) -> None:
    """Take one away."""
    from desktop.services import checkpoints, door_rules, events

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = checkpoints.find_checkpoint(session, event.id, run.args.checkpoint)
        door_rules.remove_checkpoint(session, event.id, row.id)
    run.give({"checkpoint": row.code, "removed": True}, [_("{checkpoint} is taken away.", checkpoint=row.code)])


def _changed(run: Run, session: Any, event: "EventRow", draft: Any) -> Any:
    """``draft`` with what the options name."""
    from dataclasses import replace

    args = run.args
    said: dict[str, Any] = {
        "hall": args.hall,
        "opens_at": args.opens_at,
        "closes_at": args.closes_at,
        "opens_clock": args.opens,
        "closes_clock": args.closes,
        "capacity": args.capacity,
        "ways": args.ways and Ways(args.ways),
        "entry": args.entry and Entry(args.entry),
        "purpose": args.purpose and Purpose(args.purpose),
    }
    values: dict[str, Any] = {
        field: _EMPTY.get(field) if one == _NONE else one for field, one in said.items() if one is not None
    }
    for field in ("opens_at", "closes_at"):
        if values.get(field) is not None:
            values[field] = in_zone(values[field], event.zone)
    names = (
        (args.name_zh_hant, draft.name.hant),
        (args.name_zh_hans, draft.name.hans),
        (args.name_en, draft.name.en),
    )
    name = LocalName(*(before if given is None else given for given, before in names))
    return replace(draft, name=name, **values, **_for_whom(run, session, event.id))


def _for_whom(run: Run, session: Any, event_id: UUID) -> dict[str, frozenset[Any]]:
    from desktop.services.categories import find_category
    from desktop.services.checkpoints import find_checkpoint
    from desktop.services.readiness import find_ceremony
    from desktop.services.search import resolve

    args = run.args
    finders: dict[str, tuple[list[str] | None, Callable[[str], Any]]] = {
        "category_ids": (args.category, lambda text: find_category(session, event_id, text).id),
        "tags": (args.tag, str),
        "guests": (args.person, lambda text: resolve(session, event_id, text)),
        "items": (args.item, lambda text: find_ceremony(session, event_id, text)),
        "leaves": (args.leaves, lambda text: find_checkpoint(session, event_id, text).id),
    }
    return {
        field: frozenset(find(text) for text in given if text != _NONE)
        for field, (given, find) in finders.items()
        if given is not None
    }


_EMPTY = {"hall": "", "opens_clock": "", "closes_clock": ""}


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """What ``read`` makes of a text, or the word that stands for nothing."""
    return lambda text: text if text == _NONE else read(text)


def _who(row: "CheckpointRow", known: Mapping[UUID, str], _: Translator) -> str:
    if row.for_everyone:
        return _("for everybody")
    named = [*(known[key] for key in known if key in row.category_ids), *sorted(row.tags)]
    if row.guests:
        named.append(_.ngettext("{n} guest by name", "{n} guests by name", len(row.guests)))
    if row.items:
        n = len(row.items)
        named.append(_.ngettext("people of {n} item of the programme", "people of {n} items of the programme", n))
    return _.pgettext("between names", ", ").join(named)


def _tell(run: Run, _: Translator, row: "CheckpointRow") -> None:
    from desktop.services import categories, checkpoints, events

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        known = {each.id: each.code for each in categories.categories(session, event.id)}
        codes = {each.id: each.code for each in checkpoints.checkpoints(session, event.id)}
    run.give(
        _document(row, event, known, codes, _),
        [f"{row.code}  {row.name.said_in(_.language)}  {_who(row, known, _)}"],
    )


def _document(
    row: "CheckpointRow", event: "EventRow", known: Mapping[UUID, str], codes: Mapping[UUID, str], _: Translator
) -> dict[str, object]:
    return {
        "id": str(row.id),
        "code": row.code,
        "name": row.name.said_in(_.language),
        "hall": row.hall.said_in(_.language) or None,
        "ways": row.ways.value,
        "entry": row.entry.value,
        "purpose": row.purpose.value,
        "opens_at": written(row.opens_at, event.zone) if row.opens_at else None,
        "closes_at": written(row.closes_at, event.zone) if row.closes_at else None,
        "opens": row.opens_clock or None,
        "closes": row.closes_clock or None,
        "capacity": row.capacity,
        "categories": sorted(known[key] for key in row.category_ids if key in known),
        "tags": sorted(row.tags),
        "people": sorted(map(str, row.guests)),
        "items": sorted(map(str, row.items)),
        "leaves": sorted(codes[key] for key in row.leaves if key in codes),
    }
