"""What is said of a paper that came out, and of what is not on it as it is written."""

from collections.abc import Callable, Sequence
from functools import partial

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.papers import Misprint, PrintedSheet
from desktop.ui.paper_words import Seen, short

_MISPRINTS = {
    "missing_character": N_("No font has these characters: {text}"),
    "does_not_fit": N_("Too long for its place: {text}"),
}


def misprint_lines(_: Translator, found: Sequence[Misprint], most: int, seen: Seen) -> list[str]:
    """What is not on the paper as it is written, the first ``most`` of it."""
    lines = [
        ": ".join(filter(None, (short(seen(one.name)), _(_MISPRINTS.get(one.problem, "{text}"), text=short(one.text)))))
        for one in found[:most]
    ]
    rest = len(found) - len(lines)
    return [*lines, _.ngettext("and {n} more text", "and {n} more texts", rest)] if rest else lines


def came_out(paper: str, printed: PrintedSheet, where: str) -> Callable[[Translator], str]:
    """The sentence for a paper that is on ``where``, a printer or a file."""
    return partial(_came_out, paper, printed, where)


def _came_out(paper: str, printed: PrintedSheet, where: str, _: Translator) -> str:
    pages = _.ngettext("{n} page", "{n} pages", printed.pages)
    if printed.file is None:
        return _(
            "{paper}, revision {n}: {pages} printed on {printer}.", paper=_(paper), n=printed.number, pages=pages,
            printer=where,
        )  # fmt: skip
    return _("{paper}, revision {n}: {pages} in {file}.", paper=_(paper), n=printed.number, pages=pages, file=where)
