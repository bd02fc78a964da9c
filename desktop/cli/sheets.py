"""print sign-in-sheet: the door on paper."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.badges import category_id
from desktop.cli.parser import Commands
from desktop.cli.run import Run
from desktop.errors import N_
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.sign_in import Misprint

_BY = ("name", "delegation", "category")
_MISPRINTS = {
    "missing_character": N_("No font has these characters: {text}"),
    "does_not_fit": N_("Too long for the line: {text}"),
}


def add(printing: Commands, _: Translator) -> None:
    """Add this area's commands to those that print."""
    sheets = printing.add("sign-in-sheet", _("Sign-in sheets with a box to tick for each guest."), print_sheets)
    sheets.add_argument("--out", type=Path, required=True, metavar=_("FILE.pdf"), help=_("The file to write."))
    sheets.add_argument(
        "--by", choices=_BY, nargs="+", default=_BY[:2], help=_("How the guests are arranged, one part after another.")
    )
    sheets.add_argument("--category", metavar=_("CATEGORY"), help=_("Only this category, by its code or name."))
    sheets.add_argument(
        "--checkpoint", metavar=_("CHECKPOINT"), help=_("Only who may enter there; else everybody who is expected.")
    )
    sheets.add_argument("--no-walk-ins", action="store_true", help=_("Without the page of empty lines."))


def print_sheets(run: Run, _: Translator) -> None:
    """Write sign-in sheets to a PDF file."""
    from desktop.services import checkpoints, events, sign_in

    args = run.args
    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
            category = category_id(session, event.id, args.category)
            place = checkpoints.find_checkpoint(session, event.id, args.checkpoint) if args.checkpoint else None
        wanted = sign_in.SheetsWanted(
            by=tuple(map(sign_in.By, dict.fromkeys(args.by))),
            category_id=category,
            checkpoint_id=place.id if place is not None else None,
            allowed=place is not None,
            walk_ins=not args.no_walk_ins,
        )
        paper = sign_in.print_sign_in_sheets(db, event.id, args.out, wanted, _, run.progress())
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
            _.ngettext(
                "{n} guest is on the sheets in {file}.", "{n} guests are on the sheets in {file}.",
                paper.items, file=paper.file,
            ),
            *(
                f"{one.serial}  {one.name}  {_(_MISPRINTS[one.problem], text=one.text)}".strip()
                for one in paper.misprints
            ),
        ],
    )  # fmt: skip


def _misprint(one: "Misprint") -> dict[str, str]:
    return {"serial": one.serial, "name": one.name, "field": one.field, "text": one.text, "problem": one.problem}
