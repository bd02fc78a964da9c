"""What an act of the desk needs of its page, and how it asks back: a list, or words of one's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.checkin import Reading
from desktop.ui.context import Context
from desktop.ui.desk.answers import Answer
from desktop.ui.desk.pick_list import Pick
from desktop.ui.desk.saying import Shown

Say = Callable[[Translator], str]
NOBODY = N_("Scan or find the guest first.")


@dataclass(frozen=True, slots=True)
class Ask:
    """A question in place of the verdict; ``then`` is handed what was chosen or, where it may be ``typed``, typed.

    ``hint`` (a message id) stands in the empty field, ``head`` over the list, which begins at the line ``at``.
    """

    hint: str
    head: Say
    picks: Callable[[Translator], Sequence[Pick]]
    then: Callable[[Any], object]
    typed: bool = True
    at: int = 0


class Desk(Protocol):
    """The page as its acts know it; ``given`` is the verdict on it, if there is one."""

    context: Context
    given: Answer | None

    def reading(self, content: str = "", registration: UUID | None = None) -> Reading | None:
        """A reading at the checkpoint where this window stands, if it stands at one."""

    def do(self, act: Callable[[Any], Answer]) -> None:
        """Let somebody in, in one transaction, and show the verdict."""

    def ask(self, question: Ask) -> None:
        """Ask in place of the verdict."""

    def show_answer(self, given: Answer) -> None:
        """Show this in place of the verdict, without a sound."""

    def tell(self, say: Callable[[Translator], Shown]) -> None:
        """Show what is about no guest alone in place of the verdict."""

    def mind(self, say: Say) -> None:
        """Say in one line why nothing was done."""


def own_words(_: Translator, words: Sequence[str]) -> list[Pick]:
    """Message ids as lines whose meaning is their words, as they are kept."""
    return [Pick(_(each), _(each)) for each in words]


def say_nobody(_: Translator) -> str:
    """That there is nobody whom the key could be about."""
    return _(NOBODY)
