"""Papers put into words, at the desk and on their own page: what a code says, what was printed, what changed since."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desktop.domain import paper_codes
from desktop.domain.masking import masked
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.paper_choices import described
from desktop.services.paper_facts import OF_PERSON
from desktop.services.paper_revisions import Change, LineChange, PaperVerdict, read_code
from desktop.services.papers import moment

_CHANGES = {
    Change.ADDED: N_("New: {line}"),
    Change.CHANGED: N_("Changed: {line}"),
    Change.REMOVED: N_("Gone: {line}"),
}
_OF_PEOPLE = ("registration:", "spot:")
_LONGEST = 90
Seen = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PaperRead:
    """What a code said: ``verdict`` is None where no paper that is known here has it, ``whole`` whether it is one.

    ``covered`` are the ``words`` without the names of people.
    """

    whole: bool
    verdict: PaperVerdict | None
    words: Mapping[Language, str]
    covered: Mapping[Language, str] = field(default_factory=dict)

    def said(self, language: Language, *, covered: bool) -> str:
        """Which paper it is."""
        return (self.covered if covered else self.words)[language]


def read_paper(session: Any, text: str) -> PaperRead:
    """What is to be said of the paper whose code was read; nothing is written."""
    whole, verdict = paper_codes.read_code(text) is not None, read_code(session, text)
    if verdict is None:
        return PaperRead(whole, None, {})
    paper = verdict.paper
    words, covered = (
        {one: described(session, paper.kind, paper.choice, Translator(one), seen) for one in Language}
        for seen in (str, masked)
    )
    return PaperRead(whole, verdict, words, covered)


def unknown_words(_: Translator, read: PaperRead) -> str:
    """What to do about a code that no paper known here has."""
    if read.whole:
        return _("It was printed by a desk that was not heard from yet, or out of another database.")
    return _("A digit of the code is wrong. Scan it again, or type it as it stands beside the symbol.")


def when(_: Translator, at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """When something was printed: the time alone today."""
    if at.astimezone(zone).date() == now.astimezone(zone).date():
        return _.time(at, zone.key)
    return moment(at, zone.key, _)


def short(text: str) -> str:
    """So much of what stands on a line as tells which it is."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def change_words(_: Translator, one: LineChange, seen: Seen) -> str:
    """What became of a line; people are named as this screen may show them."""
    said = short(one.said) or _("a line")
    named = one.key.startswith(_OF_PEOPLE) or OF_PERSON in one.key
    return _(_CHANGES[one.change], line=seen(said) if named else said)


def changes_words(_: Translator, found: Sequence[LineChange], most: int, seen: Seen) -> list[str]:
    """The first ``most`` changes, and how many more there are."""
    lines = [change_words(_, one, seen) for one in found[:most]]
    rest = len(found) - len(lines)
    return [*lines, _.ngettext("and {n} more change", "and {n} more changes", rest)] if rest else lines


def printed_words(_: Translator, verdict: PaperVerdict, now: datetime, zone: ZoneInfo) -> str:
    """Which revision was printed when and where."""
    paper = verdict.paper
    said = _(
        "Revision {n}, printed {when} at desk {desk}", n=paper.number, when=when(_, paper.at, now, zone),
        desk=paper.desk,
    )  # fmt: skip
    return _("{printed} on {printer}", printed=said, printer=paper.printer) if paper.printer else said
