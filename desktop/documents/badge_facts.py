"""What badges say, and what can be wrong with it on paper."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Language


class UnreadableLogo(UserError):
    """The event's logo is neither PNG nor JPEG."""

    code = "unreadable_logo"
    text = N_("The event's logo can't be read. Choose a PNG or JPEG picture.")


class Problem(StrEnum):
    """What can be wrong with what stands on paper."""

    MISSING_CHARACTER = "missing_character"
    DOES_NOT_FIT = "does_not_fit"
    BROKEN_WORD = "broken_word"
    LEFT_OUT = "left_out"
    UNREADABLE_PHOTO = "unreadable_photo"


@dataclass(frozen=True, slots=True)
class TextReport:
    """Something that is not on paper as it is written.

    ``badge`` is the place in what was printed, or None for what all badges share. ``text`` is, for a missing
    character, the characters that no font has (〓 stands for each); otherwise the whole text, of which the badge
    shows the beginning (``DOES_NOT_FIT``), all with a word on two lines (``BROKEN_WORD``), or nothing (``LEFT_OUT``).
    Of an unreadable photo there is no text.
    """

    badge: int | None
    field: str
    text: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Badge:
    """What one badge says; ``posts`` are pairs of organisation and title, ``colour`` is the category's as #RRGGBB.

    ``honorific_zh`` stands behind the Chinese name, ``honorific_en`` before and ``postnominal_en`` behind the Latin
    one. ``photo`` is a JPEG or PNG; who has none, or an empty one, has more room for the name.
    """

    token: str
    serial: str
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    posts: tuple[tuple[str, str], ...]
    category: LocalName
    colour: str
    seat: str
    postnominal_en: str = ""
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """What all badges of an event show; ``logo`` is a PNG or JPEG, ``colour`` is #RRGGBB.

    The language says which name comes first where both are shown, and whose forms of the characters are used.
    """

    event: LocalName
    colour: str
    logo: bytes | None
    language: Language


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of printing."""

    pages: int
    items: int
    reports: tuple[TextReport, ...]
