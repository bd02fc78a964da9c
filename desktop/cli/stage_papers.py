"""print agenda, run-sheet and the other papers; paper CODE · papers: which of them are still right."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import visit_papers
from desktop.cli.badges import category_id
from desktop.cli.parser import Commands, Parser, a_language
from desktop.cli.run import Run, written
from desktop.domain.paper_kinds import OF_ITEMS, PaperFormat, PaperKind
from desktop.domain.programme import Department
from desktop.errors import N_, UserError
from desktop.i18n import Language, Translator

if TYPE_CHECKING:
    from desktop.services.paper_revisions import LineChange, PaperVerdict
    from desktop.services.papers import Choice, Misprint, PrintedSheet
    from desktop.services.upkeep import Database

_HELP = {
    PaperKind.AGENDA: N_("The programme for the public, in one language or two side by side."),
    PaperKind.RUN_SHEET: N_("The programme to the second, with what each department does."),
    PaperKind.CUE_CARDS: N_("A card for each cue, or for each item."),
    PaperKind.MC_TEXT: N_("What the MC says, and how those named are said."),
    PaperKind.SIGNING_SHEET: N_("Who signs what, where, in which order, and which copies lie there."),
    PaperKind.STAGE_PLAN: N_("Who stands or sits where, seen from the audience and from the stage."),
    PaperKind.SEATING_PLAN: N_("The seats of the halls with who sits there, from both sides."),
    PaperKind.TABLE_CARDS: N_("Folded cards with names, in the order in which they are laid out."),
    PaperKind.PLACE_LIST: N_("Who sits where."),
    **visit_papers.HELP,
}
_MISPRINTS = {
    "missing_character": N_("No font has these characters: {text}"),
    "does_not_fit": N_("Too long for its place: {text}"),
}
_MOST = 12
_CHANGES = {"added": N_("New: {line}"), "changed": N_("Changed: {line}"), "removed": N_("Gone: {line}")}


class UnknownPaper(UserError):
    code = "unknown_paper"
    text = N_("“{code}” is the code of no paper that this database knows.")


def add_kinds(printing: Commands, _: Translator) -> None:
    """Add the papers of the programme and of visits to what prints."""
    for kind, help_ in _HELP.items():
        made = printing.add(kind.value, _(help_), print_kind)
        made.set_defaults(kind=kind)
        made.add_argument("--out", type=Path, required=True, metavar=_("FILE.pdf"), help=_("The file to write."))
        made.add_argument(
            "--language",
            type=languages,
            metavar="zh-Hant,en",
            help=_("One language of the paper or two, the first one leads."),
        )
        made.add_argument("--format", choices=[form.value for form in kind.formats], help=_("What it is printed on."))
        _add_filters(made, kind, _)


def _add_filters(made: Parser, kind: PaperKind, _: Translator) -> None:
    """What each kind can be a part of."""
    if kind in OF_ITEMS:
        made.add_argument("--day", type=date.fromisoformat, metavar=_("DATE"), help=_("Only this day: 2023-04-12."))
    if kind in OF_ITEMS or kind is PaperKind.SEATING_PLAN:
        made.add_argument("--hall", metavar=_("HALL"), help=_("Only this hall."))
    if kind in OF_ITEMS or kind is PaperKind.TABLE_CARDS:
        made.add_argument("--item", metavar=_("ITEM"), help=_("Only this item, by its number, id or whole title."))
    if kind in {PaperKind.RUN_SHEET, PaperKind.CUE_CARDS}:
        made.add_argument(
            "--department", choices=[one.value for one in Department], help=_("Only this department's cues.")
        )
    if kind is PaperKind.CUE_CARDS:
        made.add_argument("--per-item", action="store_true", help=_("A card for each item instead of each cue."))
    if kind in {PaperKind.AGENDA, PaperKind.MC_TEXT}:
        made.add_argument("--posts", type=int, default=1, metavar="N", help=_("How many posts people are named with."))
    if kind in {PaperKind.TABLE_CARDS, PaperKind.PLACE_LIST}:
        made.add_argument("--category", metavar=_("CATEGORY"), help=_("Only this category, by its code or name."))
    if kind is PaperKind.PLACE_LIST:
        made.add_argument("--by-name", action="store_true", help=_("In the order of names instead of places."))
    visit_papers.add_filters(made, kind, _)


def add(commands: Commands, _: Translator) -> None:
    """Add this area's own commands."""
    known = commands.add("paper", _("Whether a paper is still right, and what has changed since it was printed."), show)
    known.add_argument("code", metavar=_("CODE"), help=_("What its QR code says, as it stands beside it."))
    all_ = commands.add("papers", _("All papers that were printed, and which of them are no longer right."), show_all)
    all_.add_argument(
        "--reprint",
        type=Path,
        metavar=_("FOLDER"),
        help=_("Print those that are no longer right again, into this folder."),
    )


def languages(text: str) -> tuple[Language, ...]:
    """``zh-Hant,en``: one language or two different ones."""
    found = tuple(dict.fromkeys(map(a_language, text.split(","))))
    if len(found) > 2:
        raise ValueError(text)
    return found


def print_kind(run: Run, _: Translator) -> None:
    """Write a paper to a PDF file."""
    from desktop.services import events, papers

    args = run.args
    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
        choice = _choice(run, db, _)
        with db.read() as session:
            missing = visit_papers.missing(session, event.id, args.kind, choice, _)
        printed = papers.print_paper(db, event.id, args.kind, choice, args.out, run.progress())
    lines = [_printed_line(printed, _), *(_misprint_line(one, _) for one in printed.misprints)]
    run.give(_printed(printed), [*missing, *lines])


def _choice(run: Run, db: "Database", _: Translator) -> "Choice":
    from desktop.services import events, paper_choices
    from desktop.services.papers import Choice

    args = run.args
    asked = {name: getattr(args, name, None) for name in ("item", "hall", "category", "department", "format")}
    with db.read() as session:
        event = events.event_in_use(session).id
        return Choice(
            languages=args.language or (_.language,),
            form=PaperFormat(asked["format"]) if asked["format"] else None,
            day=getattr(args, "day", None),
            hall_id=paper_choices.find_hall(session, event, asked["hall"]) if asked["hall"] else None,
            item_id=paper_choices.find_item(session, event, asked["item"]) if asked["item"] else None,
            department=Department(asked["department"]) if asked["department"] else None,
            category_id=category_id(session, event, asked["category"]),
            per_item=getattr(args, "per_item", False),
            posts=max(getattr(args, "posts", 1), 0),
            by_name=getattr(args, "by_name", False),
            **visit_papers.chosen(session, event, args),
        )


def _printed(printed: "PrintedSheet") -> dict[str, object]:
    return {
        "file": str(printed.file),
        "pages": printed.pages,
        "items": printed.items,
        "revision": printed.revision,
        "number": printed.number,
        "code": printed.code,
        "seconds": round(printed.seconds, 3),
        "misprints": [{"name": one.name, "text": one.text, "problem": one.problem} for one in printed.misprints],
    }


def _printed_line(printed: "PrintedSheet", _: Translator) -> str:
    from desktop.services.papers import TITLES

    pages = _.ngettext("{n} page", "{n} pages", printed.pages)
    return _(
        "{paper}, revision {n}: {pages} in {file}.",
        paper=_(TITLES[printed.kind]), n=printed.number, pages=pages, file=printed.file,
    )  # fmt: skip


def _misprint_line(one: "Misprint", _: Translator) -> str:
    return f"{one.name}  {_(_MISPRINTS[one.problem], text=one.text)}".strip()


def show(run: Run, _: Translator) -> None:
    """Say of a paper whether it is the latest, and what has changed since."""
    from desktop.services import events, paper_choices, paper_revisions

    with run.database() as db, db.read() as session:
        found = paper_revisions.read_code(session, run.args.code)
        if found is None:
            raise UnknownPaper(code=run.args.code)
        event = events.event_by_id(session, found.paper.event_id)
        words = paper_choices.described(session, found.paper.kind, found.paper.choice, _)
    run.give(_document(found, words, event.zone), _lines(found, words, event.zone, _))


def show_all(run: Run, _: Translator) -> None:
    """Say of every paper whether it is the latest; print those again that are not, if asked to."""
    from desktop.services import events, paper_choices, paper_revisions

    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
        if run.args.reprint is not None:
            done = paper_revisions.reprint_changed(db, event.id, run.args.reprint, run.progress())
            run.give([_printed(one) for one in done], [_printed_line(one, _) for one in done])
            return
        with db.read() as session:
            found = [
                (one, paper_choices.described(session, one.paper.kind, one.paper.choice, _))
                for one in paper_revisions.latest(session, event.id)
            ]
    run.give(
        [_document(one, words, event.zone) for one, words in found],
        (line for one, words in found for line in _few_lines(one, words, event.zone, _)),
    )


def _document(found: "PaperVerdict", words: str, zone: str) -> dict[str, object]:
    paper, newest = found.paper, found.newest
    return {
        "code": paper.code,
        "kind": paper.kind.value,
        "paper": words,
        "number": paper.number,
        "printed": written(paper.at, zone),
        "desk": paper.desk,
        "by": paper.by,
        "latest": found.latest,
        "newest": newest.number,
        "newest_printed": written(newest.at, zone),
        "changes": [{"change": one.change.value, "line": one.said} for one in found.changes],
    }


def _lines(found: "PaperVerdict", words: str, zone: str, _: Translator) -> list[str]:
    from desktop.services.papers import moment

    paper = found.paper
    what = _("{paper}, revision {n}", paper=words, n=paper.number)
    when = moment(paper.at, zone, _)
    if found.latest:
        return [_("{paper}, printed {when}: this is the latest.", paper=what, when=when)]
    said = [_("{paper}, printed {when}: no longer right.", paper=what, when=when)]
    if found.reprinted:
        newest = found.newest
        said.append(_("Revision {n} was printed at {time}.", n=newest.number, time=_.time(newest.at, zone)))
    return [*said, *(f"  {change_line(one, _)}" for one in found.changes)]


def _few_lines(found: "PaperVerdict", words: str, zone: str, _: Translator) -> list[str]:
    """What is said of one paper among others: of much that changed, the first."""
    lines = _lines(found, words, zone, _)
    more = len(found.changes) - _MOST
    if more <= 0:
        return lines
    return [*lines[:-more], "  " + _.ngettext("and {n} more line", "and {n} more lines", more)]


def change_line(one: "LineChange", _: Translator) -> str:
    """What happened to a line of a paper."""
    return _(_CHANGES[one.change.value], line=one.said or one.key)
