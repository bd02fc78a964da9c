"""export visitor-list · visitor-list list · show · sent · handbook show · text: what hosts get, and handbooks say."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.cli.parser import Commands, a_language
from desktop.cli.run import Run, written
from desktop.cli.stage_papers import change_line
from desktop.domain.text import LocalName
from desktop.domain.visits import HandbookPart
from desktop.domain.visits_words import FIELD_WORDS, HANDBOOK_WORDS
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.events import EventRow
    from desktop.services.paper_revisions import LineChange
    from desktop.services.visitor_list import VisitorList


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("visitor-list", _("Lists of visitors that hosts want: what is missing, what was sent."))
    group.add("list", _("Each stop whose host wants a list."), list_all)
    show = group.add("show", _("The list of one stop."), show_list)
    sent = group.add("sent", _("Keep it that the list of a stop was sent as it is now."), mark_sent)
    sent.add_argument("--not", dest="unsent", action="store_true", help=_("It was not sent after all."))
    for command in (show, sent):
        _add_stop(command, _)
    book = commands.group("handbook", _("What handbooks say that no list knows."))
    book.add("show", _("What is written, for all and for each delegation."), show_texts)
    text = book.add("text", _("Write a text of the handbook; an empty one is taken away."), write_text)
    text.add_argument("part", choices=[part.value for part in HandbookPart], help=_("Which part of it."))
    for option, help_ in (
        ("--hant", _("In Traditional Chinese.")), ("--hans", _("In Simplified Chinese.")), ("--en", _("In English.")),
    ):  # fmt: skip
        text.add_argument(option, metavar=_("TEXT"), help=help_)
    text.add_argument("--delegation", default="", metavar=_("DELEGATION"), help=_("Only for this delegation."))


def add_export(group: Commands, _: Translator) -> None:
    """Add ``export visitor-list`` to the commands of ``export``."""
    made = group.add("visitor-list", _("Just what a host asks for of its visitors: .xlsx, .csv or .json."), export)
    made.add_argument("--out", type=Path, required=True, metavar=_("FILE"), help=_("The file to write."))
    made.add_argument("--language", type=a_language, help=_("The language of what is written; else that of --lang."))
    made.add_argument("--group", default="", metavar=_("GROUP"), help=_("Only the people of this group."))
    _add_stop(made, _, option=True)


def _add_stop(command: Any, _: Translator, *, option: bool = False) -> None:
    name = "--stop" if option else "stop"
    given = {"required": True} if option else {}
    command.add_argument(name, metavar=_("STOP"), help=_("The stop's site, hall or id."), **given)
    command.add_argument("--visit", default="", metavar=_("VISIT"), help=_("The visit, where there are several."))


def list_all(run: Run, _: Translator) -> None:
    """Each list with when it is due, when it was sent, and what is missing."""
    from desktop.services import events, visitor_list

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        found = visitor_list.visitor_lists(session, event.id)
        changed = {one.stop.id: _changed(session, event, one, _) for one in found}
    run.give_table(
        [_document(one, event, changed[one.stop.id], _) for one in found],
        [_("Site"), _("Visitors"), _("Fields"), _("Not known"), _("Due"), _("Sent"), _("Changed since")],
        [
            (
                one.stop.name.said_in(_.language), sum(1 for _one in one.people), len(one.fields),
                sum(map(len, one.missing.values())), _moment(one.stop.list_due_at, event, _),
                _moment(one.stop.list_sent_at, event, _), len(changed[one.stop.id]),
            )
            for one in found
        ],
    )  # fmt: skip


def show_list(run: Run, _: Translator) -> None:
    """Everybody on it with what the host asks for; first what is missing, last what changed since it was sent."""
    from desktop.services import events, visitor_list

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        stop = visitor_list.find_stop(session, event.id, run.args.stop, run.args.visit)
        listed = visitor_list.visitor_list(session, event.id, stop.id)
        changed = _changed(session, event, listed, _)
    if not run.json:
        for line in visitor_list.missing_words(listed, _):
            run.line(line)
    run.give_table(
        _document(listed, event, changed, _),
        [_("Tour group"), *(_(FIELD_WORDS[field]) for field in listed.fields)],
        [
            (group.name.said_in(_.language), *(value.said_in(_.language) for value in one.values))
            for group in listed.groups
            for one in group.people
        ],
    )
    if not run.json:
        for line in _said(changed, _):
            run.line(line)


def mark_sent(run: Run, _: Translator) -> None:
    """Keep that the list was sent, or that it was not."""
    from desktop.services import events, visitor_list, visitor_list_sent

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        stop = visitor_list.find_stop(session, event.id, run.args.stop, run.args.visit)
        if run.args.unsent:
            visitor_list_sent.mark_unsent(session, stop.id)
        else:
            visitor_list_sent.mark_sent(session, event.id, stop.id)
        listed = visitor_list.visitor_list(session, event.id, stop.id)
    name = stop.name.said_in(_.language)
    told = _("The list of {stop} counts as sent.", stop=name)
    if run.args.unsent:
        told = _("The list of {stop} counts as not sent.", stop=name)
    run.give(_document(listed, event, (), _), [told, *visitor_list.missing_words(listed, _)])


def export(run: Run, _: Translator) -> None:
    """Write the list of a stop to a file; its ending says what it becomes."""
    from desktop.services import events, visitor_list

    args, said = run.args, Translator(run.args.language or _.language)
    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        stop = visitor_list.find_stop(session, event.id, args.stop, args.visit)
        listed = visitor_list.visitor_list(session, event.id, stop.id)
        group = visitor_list.find_group(listed, args.group) if args.group else None
        rows = visitor_list.export_visitor_list(session, event.id, stop.id, args.out, said, group)
    missing = visitor_list.missing_words(listed, _)
    run.give(
        {"file": str(args.out), "rows": rows, "missing": _missing(listed, _)},
        [_.ngettext("{n} row is in {file}.", "{n} rows are in {file}.", rows, file=args.out), *missing],
    )


def show_texts(run: Run, _: Translator) -> None:
    """Tell what is written, for all first."""
    from desktop.services import delegations, events, handbook_texts

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        known = delegations.delegations(session, event.id)
        found = [
            (name, part, text)
            for key, name in ((None, LocalName()), *known.items())
            for part, text in handbook_texts.written_texts(session, event.id, key).items()
        ]
    run.give_table(
        [
            {"delegation": name.said_in(_.language), "part": part.value, "hant": one.hant, "hans": one.hans,
             "en": one.en}
            for name, part, one in found
        ],
        [_("Delegation"), _("Part"), _("Text")],
        [(name.said_in(_.language) or _("All"), _(HANDBOOK_WORDS[part]), one.said_in(_.language))
         for name, part, one in found],
    )  # fmt: skip


def write_text(run: Run, _: Translator) -> None:
    """Write the languages that are given; the others stay."""
    from desktop.services import delegations_record, events, handbook_texts

    args, part = run.args, HandbookPart(run.args.part)
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        key = delegations_record.find_delegation(session, event.id, args.delegation).id if args.delegation else None
        was = handbook_texts.written_texts(session, event.id, key).get(part, LocalName())
        said = [old if new is None else new for new, old in ((args.hant, was.hant), (args.hans, was.hans),
                                                            (args.en, was.en))]  # fmt: skip
        handbook_texts.write_text(session, event.id, part, LocalName(*said), key)
    run.give(
        {"part": part.value, "hant": said[0], "hans": said[1], "en": said[2]},
        [_("“{part}” of the handbook is written.", part=_(HANDBOOK_WORDS[part]))],
    )


def _changed(session: Any, event: "EventRow", listed: "VisitorList", _: Translator) -> "tuple[LineChange, ...]":
    from desktop.services.visitor_list_sent import changed_since_sent

    return changed_since_sent(session, event.id, listed.stop.id, _.language)


def _said(changed: "tuple[LineChange, ...]", _: Translator) -> Iterator[str]:
    if changed:
        yield ""
        yield _("Since it was sent:")
    yield from (f"  {change_line(one, _)}" for one in changed)


def _moment(at: datetime | None, event: "EventRow", _: Translator) -> str:
    if at is None:
        return ""
    return _("{day}, {time}", day=_.date(at.astimezone(ZoneInfo(event.zone)).date()), time=_.time(at, event.zone))


def _missing(listed: "VisitorList", _: Translator) -> dict[str, list[str]]:
    return {field.value: [name.said_in(_.language) for name in names] for field, names in listed.missing.items()}


def _document(
    listed: "VisitorList", event: "EventRow", changed: "tuple[LineChange, ...]", _: Translator
) -> dict[str, object]:
    stop = listed.stop

    def moment(at: datetime | None) -> str | None:
        return None if at is None else written(at, event.zone)

    return {
        "stop": str(stop.id),
        "name": stop.name.said_in(_.language),
        "fields": [field.value for field in listed.fields],
        "due": moment(stop.list_due_at),
        "sent": moment(stop.list_sent_at),
        "missing": _missing(listed, _),
        "changes": [{"change": one.change.value, "line": one.said} for one in changed],
        "groups": [
            {
                "group": group.name.said_in(_.language),
                "start": moment(group.start),
                "end": moment(group.end),
                "people": [
                    {f.value: v.said_in(_.language) for f, v in zip(listed.fields, one.values, strict=True)}
                    for one in group.people
                ],
            }
            for group in listed.groups
        ],
    }
