"""precedence show · lists · add · place: the order in which an event's guests are named, seated and photographed."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run
from desktop.errors import N_, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.precedence import OrderRow
    from desktop.services.precedence_lists import ListRow

_SHIPPED = ("hong-kong",)
_TIES = ("none", "appointed", "strokes", "pinyin", "listed")


class NoSuchClassName(UserError):
    code = "no_such_class_name"
    text = N_("No order list of this event has a class “{name}”.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("precedence", _("The order of guests: why each stands where, order lists, places by hand."))
    group.add("show", _("Everybody in order, with the reason."), show)
    group.add("lists", _("The order lists of the event in use."), lists)
    new = group.add("add", _("Give the event in use an order list."), add_list)
    new.add_argument(
        "list", metavar=_("FILE"),
        help=_("A table with the columns rank, class_en and class_zh, or one of these: {names}.", names=_SHIPPED[0]),
    )  # fmt: skip
    new.add_argument("--ties", choices=_TIES, default=_TIES[0], help=_("How those of one class are told apart."))
    new.add_argument("--version", default="", metavar=_("TEXT"), help=_("Which version of the list it is."))
    place = group.add("place", _("Put a guest at a place by hand, or say of which class they are."), put)
    place.add_argument(
        "person", metavar=_("PERSON"),
        help=_("A registration's id, a badge's serial, or a text that finds exactly one person."),
    )  # fmt: skip
    where = place.add_mutually_exclusive_group(required=True)
    where.add_argument("--at", type=a_count, metavar="N", help=_("The place of all, from 1; say why."))
    where.add_argument(
        "--class", dest="class_name", metavar=_("TEXT"), help=_("A class of an order list, by its name.")
    )
    where.add_argument("--by-rule", action="store_true", help=_("Let the rule say it again."))
    place.add_argument("--special", action="store_true", help=_("A special guest, outside all lists."))
    place.add_argument("--why", default="", metavar=_("TEXT"), help=_("The reason."))


def show(run: Run, _: Translator) -> None:
    """Tell the order."""
    from desktop.services import events, precedence, precedence_words

    with run.database() as db, db.read() as session:
        rows = precedence.order(session, events.event_in_use(session).id)
    whys = precedence_words.whys(rows, _)
    run.give_table(
        [_document(row, said, _) for row, said in zip(rows, whys, strict=True)],
        [_("Place"), _("Rank"), _("Name"), _("Why")],
        ((row.place, row.rank, row.name, said) for row, said in zip(rows, whys, strict=True)),
    )


def lists(run: Run, _: Translator) -> None:
    """Tell the lists."""
    from desktop.services import events, precedence_lists

    with run.database() as db, db.read() as session:
        rows = precedence_lists.order_lists(session, events.event_in_use(session).id)
    _tell(run, rows, _)


def add_list(run: Run, _: Translator) -> None:
    """Add a list that ships with the program, or one of somebody's own."""
    from dataclasses import replace

    from desktop.domain.precedence import Ties
    from desktop.services import events, precedence_lists

    args = run.args
    shipped = args.list in _SHIPPED
    draft = precedence_lists.shipped_list(args.list) if shipped else precedence_lists.read_list(Path(args.list))
    ties = Ties("" if args.ties == _TIES[0] else args.ties)
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        precedence_lists.add_list(session, event.id, replace(draft, ties=ties, version=args.version or draft.version))
        rows = precedence_lists.order_lists(session, event.id)
    _tell(run, rows[-1:], _)


def put(run: Run, _: Translator) -> None:
    """Do something by hand and tell where the guest stands then."""
    from desktop.services import events, precedence, precedence_lists, precedence_words, search

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        key = search.resolve(session, event.id, args.person)
        if args.at is not None:
            by_hand = precedence.set_special if args.special else precedence.set_manual
            by_hand(session, key, args.at, args.why)
        elif args.by_rule:
            precedence.clear_manual(session, key)
            precedence.set_class(session, key, None)
        else:
            precedence.set_class(session, key, _class(precedence_lists.order_lists(session, event.id), args.class_name))
        rows = precedence.order(session, event.id)
    said = {row.registration_id: (row, why) for row, why in zip(rows, precedence_words.whys(rows, _), strict=True)}
    if key not in said:
        raise precedence.NotAtEvent
    row, why = said[key]
    run.give(_document(row, why, _), [f"{row.place}  {row.name}  {why}"])


def _class(rows: "list[ListRow]", name: str) -> UUID:
    from desktop.domain.text import fold

    for row in rows:
        for one in row.classes:
            if fold(name) in {fold(one.name.hant), fold(one.name.en)}:
                return one.id
    raise NoSuchClassName(name=name)


def _tell(run: Run, rows: "list[ListRow]", _: Translator) -> None:
    from desktop.services.precedence_words import TIES

    run.give_table(
        [
            {
                "list": str(row.id),
                "name": row.name,
                "version": row.version,
                "ties": row.ties.value or _TIES[0],
                "classes": [
                    {"rank": one.rank, "name_zh": one.name.hant, "name_en": one.name.en} for one in row.classes
                ],
            }
            for row in rows
        ],
        [_("List"), _("Version"), _("Classes"), _("Equals")],
        ((row.name, row.version, len(row.classes), _(TIES[row.ties])) for row in rows),
    )


def _document(row: "OrderRow", why: str, _: Translator) -> dict[str, object]:
    return {
        "place": row.place,
        "rank": row.rank,
        "equal": row.equal,
        "registration": str(row.registration_id),
        "name": row.name,
        "why": row.why.value,
        "class": row.class_name.said_in(_.language) if row.class_name is not None else "",
        "category": row.category.said_in(_.language),
        "reason": row.reason,
        "said": why,
    }
