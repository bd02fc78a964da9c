"""The three ways a thing can go wrong: refused, in trouble, cancelled. All else is a bug.

Texts are English message ids; the window and the command line translate them with ``i18n.Translator`` when they
show them, so that what is raised deep below carries a code and values, never a sentence in one language.
"""

from typing import ClassVar


def N_(text: str) -> str:  # noqa: N802  gettext's own name for "extract, translate later"
    """Mark ``text`` for extraction into the catalogue; it is translated where it is shown."""
    return text


class SummitDeskError(Exception):
    """What can be told to a person in one sentence.

    ``code`` is stable and meant for programs; ``text`` is the message id with named placeholders that ``values``
    fill. Values never hold personal data that the reader has not given in the same breath.
    """

    code: ClassVar[str] = "error"
    text: ClassVar[str] = N_("Something went wrong.")

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values

    def __str__(self) -> str:
        return self.text.format(**self.values)


class UserError(SummitDeskError):
    """A refusal: what was asked can't be done as asked. Nothing was changed."""

    code = "refused"


class Trouble(SummitDeskError):
    """The world's fault: disk full, printer gone, file damaged. The text says what to do."""

    code = "trouble"


class Cancelled(SummitDeskError):
    """Somebody pressed Cancel. Nothing was changed."""

    code = "cancelled"
    text = N_("Cancelled. Nothing was changed.")
