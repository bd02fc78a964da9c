"""print badges: papers as PDF files, or on a printer."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.cli import sheets, stage_papers
from desktop.cli.badges import category_id
from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run
from desktop.errors import N_, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.badge_templates import Template
    from desktop.services.printing import Misprint, Wanted
    from desktop.services.upkeep import Database

_MISPRINTS = {
    "missing_character": N_("No font has these characters: {text}"),
    "does_not_fit": N_("Too long for the badge: {text}"),
    "broken_word": N_("Broken in the middle of a word: {text}"),
    "left_out": N_("No room on the badge for: {text}"),
    "unreadable_photo": N_("The photo can't be read and is left out."),
}
_FARTHEST = 50.0
"""Of an offset, in millimetres: what lies farther off is another paper."""
_TOLD = 20
"""How many badges a refusal names."""


class NamelessBadges(UserError):
    code = "nameless_badges"
    text = N_(
        "No font can write the name on these badges: {badges}. Nothing was printed; --anyway prints them as well."
    )


class NowhereToPrint(UserError):
    code = "nowhere_to_print"
    text = N_("Name the file to write with --out or the printer with --printer, or only check the badges with --check.")


class PrintedAlready(UserError):
    code = "printed_already"
    text = N_(
        "Already on paper, with the code that they have: {badges}. "
        "Print only the others with --unprinted, or new ones for all with --again and the reason."
    )


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("print", _("Write papers as PDF files."))
    badges = group.add("badges", _("Badges; who has none gets one."), print_badges)
    badges.add_argument("--out", type=Path, metavar=_("FILE.pdf"), help=_("The file to write."))
    badges.add_argument(
        "--printer", metavar=_("PRINTER"),
        help=_("Print on this one, as “printers list” names it, with its template unless --template names another."),
    )  # fmt: skip
    template = badges.add_argument("--template", metavar=_("TEMPLATE"))
    badges.add_argument("--category", metavar=_("CATEGORY"), help=_("Only this category, by its code or name."))
    which = badges.add_mutually_exclusive_group()
    which.add_argument("--unprinted", action="store_true", help=_("Only badges that were never printed."))
    which.add_argument(
        "--again", type=a_reason, metavar=_("WHY"),
        help=_("Print who has a badge on paper already a new one, which makes the old one worthless, for this reason."),
    )  # fmt: skip
    badges.add_argument("--by-serial", action="store_true", help=_("In the order of the serials."))
    badges.add_argument(
        "--offset", type=an_offset, default=(0.0, 0.0), metavar="X,Y",
        help=_("Move all by so many millimetres to the right and down, as the calibration page says: 1.5,-0.5."),
    )  # fmt: skip
    badges.add_argument(
        "--check", action="store_true", help=_("Print nothing, but tell what would not be on a badge as it is written.")
    )
    badges.add_argument("--anyway", action="store_true", help=_("Print also badges whose name no font can write."))
    badges.add_argument(
        "--jobs", type=a_count, default=1, metavar="N", help=_("Taken for later use; one processor is used.")
    )

    def name_templates() -> None:
        from desktop.services.printing import templates

        template.help = _(
            "How a badge looks: {templates}, one of your own by its name, or the file of one.",
            templates=", ".join(templates()),
        )

    badges.before_help = name_templates
    sheets.add(group, _)
    stage_papers.add_kinds(group, _)


def a_reason(text: str) -> str:
    """What somebody says; nothing said is none."""
    if not text.strip():
        raise ValueError(text)
    return text


def an_offset(text: str) -> tuple[float, float]:
    """``1.5,-0.5``: millimetres to the right and down."""
    right, down = map(float, text.split(","))
    if not (-_FARTHEST <= right <= _FARTHEST and -_FARTHEST <= down <= _FARTHEST):
        raise ValueError(text)
    return right, down


def print_badges(run: Run, _: Translator) -> None:
    """Write badges to a PDF file, or look what would be wrong with them."""
    from desktop.services import events, printing

    args = run.args
    if args.out is None and args.printer is None and not args.check:
        raise NowhereToPrint
    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
            category = category_id(session, event.id, args.category)
        wanted = printing.Wanted(
            category_id=category, unprinted=args.unprinted, again=args.again or "", by_serial=args.by_serial,
            template=_template(run), language=_.language, offset=args.offset,
        )  # fmt: skip
        if args.check:
            _give_check(run, _, printing.check_badges(db, event.id, wanted, run.progress()))
            return
        if not args.anyway:
            _refuse_nameless(printing.check_badges(db, event.id, wanted))
        if args.printer is not None:
            _print_on(run, _, db, event.id, wanted)
            return
        paper = printing.print_badges(db, event.id, args.out, wanted, run.progress())
    run.give(
        {
            "file": str(paper.file),
            "pages": paper.pages,
            "items": paper.items,
            "revision": paper.revision,
            "seconds": round(paper.seconds, 3),
            "printed_before": paper.before,
            "misprints": [_misprint(one) for one in paper.misprints],
        },
        [
            _.ngettext("{n} badge is in {file}.", "{n} badges are in {file}.", paper.items, file=paper.file),
            *_said_before(paper.before, _),
            *(_misprint_line(one, _) for one in paper.misprints),
        ],
    )


def _said_before(before: int, _: Translator) -> list[str]:
    said = _.ngettext(
        "{n} of them was printed before with the same code.", "{n} of them were printed before with the same code.",
        before,
    )  # fmt: skip
    return [said] if before else []


def _refuse_twice(db: "Database", event_id: UUID, wanted: "Wanted") -> None:
    """Raise ``PrintedAlready`` where a second badge with the same code would come out of a printer."""
    from desktop.services.printing import printed_before

    n = 0 if wanted.again else printed_before(db, event_id, wanted)
    if n:
        raise PrintedAlready(badges=n)


def _print_on(run: Run, _: Translator, db: "Database", event_id: UUID, wanted: "Wanted") -> None:
    """Print on the printer that is named; raises what ended it early, after telling what was printed before."""
    from desktop.services.print_jobs import print_on
    from desktop.services.printers import Printers, find_printer

    printer = find_printer(run.settings.printers, run.args.printer)
    _refuse_twice(db, event_id, wanted)
    if run.args.template is None:
        wanted = replace(wanted, template=printer.template)
    done = print_on(db, event_id, Printers(), printer, wanted, run.progress())
    run.give(
        {
            "printer": printer.name,
            "pages": done.pages,
            "items": done.printed,
            "left": [str(key) for key in done.left],
            "in_doubt": [str(key) for key in done.in_doubt],
            "seconds": round(done.seconds, 3),
            "misprints": [_misprint(one) for one in done.misprints],
        },
        [
            _.ngettext("{n} badge printed on {printer}.", "{n} badges printed on {printer}.", done.printed,
                       printer=printer.name),
            *(_misprint_line(one, _) for one in done.misprints),
        ],
    )  # fmt: skip
    if done.trouble is not None:
        raise done.trouble


def _template(run: Run) -> "Template":
    """The template of that name, or the one in the file of that name."""
    from desktop.services.badge_templates import ENDING, open_template, shelf_beside

    named: str = run.args.template or "a6"
    if named.casefold().endswith(ENDING):
        return open_template(Path(named))
    return shelf_beside(run.path).find(named)


def _give_check(run: Run, _: Translator, misprints: "tuple[Misprint, ...]") -> None:
    lines = [_misprint_line(one, _) for one in misprints] or [_("Every badge prints as it is written.")]
    run.give({"misprints": [_misprint(one) for one in misprints]}, lines)


def _refuse_nameless(misprints: "tuple[Misprint, ...]") -> None:
    """Raise ``NamelessBadges`` where the whole name of somebody would be boxes."""
    nameless = [f"{one.serial} {one.name}".strip() for one in misprints if _is_nameless(one)]
    if nameless:
        raise NamelessBadges(badges=", ".join(nameless[:_TOLD] + ["…"] * (len(nameless) > _TOLD)))


def _is_nameless(one: "Misprint") -> bool:
    written = set(filter(str.isalnum, one.name))
    return one.problem == "missing_character" and one.field == "name" and written <= set(one.text)


def _misprint_line(one: "Misprint", _: Translator) -> str:
    return f"{one.serial}  {one.name}  {_(_MISPRINTS[one.problem], text=one.text)}".strip()


def _misprint(one: "Misprint") -> dict[str, str | None]:
    registration = None if one.registration is None else str(one.registration)
    return {
        "registration": registration, "serial": one.serial, "name": one.name, "field": one.field, "text": one.text,
        "problem": one.problem,
    }  # fmt: skip
