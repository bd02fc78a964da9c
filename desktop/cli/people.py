"""search · register: who is there, and who comes without being on a list."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run, as_json
from desktop.errors import N_, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.search import Hit


class NobodyFound(UserError):
    code = "not_found"
    text = N_("Nobody at this event is found by “{person}”.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    search = commands.add("search", _("Find people by name, reading, organisation, telephone or serial."), find_people)
    asked = search.add_mutually_exclusive_group(required=True)
    asked.add_argument("text", nargs="*", default=[], metavar=_("TEXT"), help=_("What is known of the person."))
    asked.add_argument("--stdin", action="store_true", help=_("Read a question a line, and answer each with a line."))
    search.add_argument("--limit", type=a_count, default=10, metavar="N", help=_("At most this many people."))
    walk_in = commands.add("register", _("Take somebody into the event who is on no list, with a badge."), register)
    walk_in.add_argument("--name-zh", default="", metavar=_("TEXT"), help=_("The name in Chinese."))
    walk_in.add_argument("--name-latin", default="", metavar=_("TEXT"), help=_("The name in Latin letters."))
    walk_in.add_argument("--organisation", default="", metavar=_("TEXT"), help=_("The organisation."))
    walk_in.add_argument("--title", default="", metavar=_("TEXT"), help=_("The title held there."))
    walk_in.add_argument(
        "--category", required=True, metavar=_("CATEGORY"), help=_("A category's code, or its name in any language.")
    )
    walk_in.add_argument(
        "--companion-of", metavar=_("PERSON"),
        help=_("The guest they come with: a registration's id, a badge's serial, or a text that finds exactly one."),
    )  # fmt: skip


def find_people(run: Run, _: Translator) -> int | None:
    """Find people, best first."""
    from desktop.services import events, search

    with run.database() as db:
        with db.read() as session:
            event_id = events.event_in_use(session).id
        for text in _questions(run):
            with db.read() as session:
                hits = search.find(session, event_id, text, limit=run.args.limit)
            if run.args.stdin:
                run.line(as_json([_hit(hit, _) for hit in hits]) if run.json else _in_a_line(hits))
                continue
            if hits or run.json:
                _tell(run, _, hits)
            if not hits:
                raise NobodyFound(person=text)
    return None


def register(run: Run, _: Translator) -> None:
    """Take a walk-in, who has a badge at once."""
    from desktop.services import categories, events, people, search

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        category = categories.find_category(session, event.id, args.category)
        principal = search.resolve(session, event.id, args.companion_of) if args.companion_of else None
        guest = people.WalkIn(category.id, args.name_zh, args.name_latin, args.organisation, args.title, principal)
        made, badge = people.register(session, event.id, guest)
    row = made.row
    run.give_table(
        {
            "registration": str(row.id),
            "serial": badge.serial,
            "token": badge.token,
            "name": row.name,
            "name_zh": row.name_zh,
            "name_latin": row.name_latin,
            "organisation": row.organisation,
            "title": row.title,
            "category": row.category.said_in(_.language),
            "category_code": row.category_code,
            "status": row.status.value,
        },
        [_("Name"), _("Organisation"), _("Category"), _("Serial")],
        [(row.name, row.organisation, row.category.said_in(_.language), badge.serial)],
    )


def _questions(run: Run) -> Iterator[str]:
    if run.args.text:
        yield " ".join(run.args.text)
    if run.args.stdin:
        for line in sys.stdin.buffer:
            yield line.decode("utf-8", "backslashreplace").strip()


def _tell(run: Run, _: Translator, hits: Sequence["Hit"]) -> None:
    run.give_table(
        [_hit(hit, _) for hit in hits],
        [_("Name"), _("Latin name"), _("Organisation"), _("Title"), _("Category"), _("Serial"), _("Arrived")],
        (
            (
                hit.name_zh or hit.name_latin,
                hit.name_latin if hit.name_zh else "",
                hit.organisation,
                hit.title,
                hit.category.said_in(_.language),
                hit.serial,
                _("Yes") if hit.arrived else "",
            )
            for hit in hits
        ),
    )


def _in_a_line(hits: Sequence["Hit"]) -> str:
    return "\t".join(" ".join(filter(None, (hit.name, hit.organisation, hit.serial))) for hit in hits)


def _hit(hit: "Hit", _: Translator) -> dict[str, object]:
    return {
        "registration": str(hit.registration),
        "serial": hit.serial,
        "name_zh": hit.name_zh,
        "name_latin": hit.name_latin,
        "organisation": hit.organisation,
        "title": hit.title,
        "category": hit.category.said_in(_.language),
        "category_code": hit.category_code,
        "status": hit.status.value,
        "arrived": hit.arrived,
        "score": round(hit.score, 3),
    }
