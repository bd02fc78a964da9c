"""A paper that is scanned at the desk: whether it is still right, calmly, as no verdict on anybody."""

from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.domain.paper_codes import DIGITS, read_code
from desktop.domain.tokens import clean_scan
from desktop.i18n import Translator
from desktop.ui.context import Context
from desktop.ui.desk.asking import Desk
from desktop.ui.desk.saying import Fact, Shown
from desktop.ui.names import as_seen

if TYPE_CHECKING:
    from desktop.ui.paper_words import PaperRead

_MOST = 5


def paper_code(text: str) -> str:
    """What can only be a paper's code, be a digit of it wrong, or the one that begun words end with; else empty."""
    plain = clean_scan(text)
    before, code = plain[:-DIGITS], plain[-DIGITS:]
    if not before and len(code) == DIGITS and code.isdecimal() and code.startswith("9"):
        return code
    return code if not before[-1:].isdecimal() and read_code(code) is not None else ""


class PaperCodes:
    """Tells of the paper whose code was read; nothing is recorded of it, and no sound is made."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, text: str) -> None:
        """Ask, and say in place of the verdict."""
        desk = self._desk

        def query(session: Any) -> "PaperRead":
            # The first badge of the day needs nothing of papers.
            from desktop.ui.paper_words import read_paper

            return read_paper(session, text)

        desk.context.data.ask(query, lambda read: desk.tell(partial(paper_shown, desk.context, read)))


def paper_shown(context: Context, read: "PaperRead", _: Translator) -> Shown:
    """What the panel says to a paper's code."""
    from desktop.ui.paper_words import changes_words, printed_words, unknown_words, when

    verdict, here = read.verdict, context.here
    if verdict is None:
        name = _("No paper with this code is known here")
        return Shown(word=_("Paper"), name=name, advice=unknown_words(_, read))
    now, seen = context.store.now(), partial(as_seen, context)
    facts = [Fact(printed_words(_, verdict, now, here.zone))]
    if here.event is not None and verdict.paper.event_id != here.event.id:
        facts.append(Fact(_("Of another event")))
    if verdict.reprinted:
        said = when(_, verdict.newest.at, now, here.zone)
        facts.append(Fact(_("Revision {n} was printed at {time}.", n=verdict.newest.number, time=said)))
    lines = changes_words(_, verdict.changes, _MOST, seen)
    return Shown(
        word=_("Latest") if verdict.latest else _("Out of date"),
        name=read.said(_.language, covered=context.keeper.now.hide_names),
        facts=tuple(facts),
        advice="" if verdict.latest else "\n".join(lines),
        mark="admitted" if verdict.latest else "replaced",
    )
