"""print badges: papers as PDF files."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.badges import category_id
from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run
from desktop.errors import N_
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.printing import Misprint

_MISPRINTS = {
    "missing_character": N_("No font has these characters: {text}"),
    "does_not_fit": N_("Too long for the badge: {text}"),
    "left_out": N_("No room on the badge for: {text}"),
}


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("print", _("Write papers as PDF files."))
    badges = group.add("badges", _("Badges; who has none gets one."), print_badges)
    badges.add_argument("--out", type=Path, required=True, metavar=_("FILE.pdf"), help=_("The file to write."))
    template = badges.add_argument("--template", default="a6", metavar=_("TEMPLATE"))
    badges.add_argument("--category", metavar=_("CATEGORY"), help=_("Only this category, by its code or name."))
    badges.add_argument("--unprinted", action="store_true", help=_("Only badges that were never printed."))
    badges.add_argument(
        "--jobs", type=a_count, default=1, metavar="N", help=_("Taken for later use; one processor is used.")
    )

    def name_templates() -> None:
        from desktop.services.printing import templates

        template.help = _("How a badge looks: {templates}.", templates=", ".join(templates()))

    badges.before_help = name_templates


def print_badges(run: Run, _: Translator) -> None:
    """Write badges to a PDF file."""
    from desktop.services import events, printing

    args = run.args
    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
            category = category_id(session, event.id, args.category)
        wanted = printing.Wanted(
            category_id=category, unprinted=args.unprinted, template=args.template, language=_.language
        )
        paper = printing.print_badges(db, event.id, args.out, wanted, run.progress())
    run.give(
        {
            "file": str(paper.file),
            "pages": paper.pages,
            "items": paper.items,
            "revision": paper.revision,
            "seconds": round(paper.seconds, 3),
            "misprints": [_misprint(one) for one in paper.misprints],
        },
        [
            _.ngettext("{n} badge is in {file}.", "{n} badges are in {file}.", paper.items, file=paper.file),
            *(
                f"{one.serial}  {one.name}  {_(_MISPRINTS[one.problem], text=one.text)}".strip()
                for one in paper.misprints
            ),
        ],
    )


def _misprint(one: "Misprint") -> dict[str, str]:
    return {"serial": one.serial, "name": one.name, "field": one.field, "text": one.text, "problem": one.problem}
