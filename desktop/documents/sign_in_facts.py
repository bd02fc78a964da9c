"""What a sign-in sheet says."""

from dataclasses import dataclass

from desktop.documents.badge_facts import TextReport
from desktop.domain.text import LocalName


@dataclass(frozen=True, slots=True)
class Guest:
    """One line to tick. ``arrived`` is the time at which the guest had come when it was printed, or nothing.

    The honorifics stand behind the Chinese and before the Latin name; ``colour`` is the category's as #RRGGBB.
    """

    serial: str
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    post: str
    category: str
    colour: str
    arrived: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Guests under a heading; without ``title`` there is none."""

    title: str
    guests: tuple[Guest, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """All that is asked for, in one arrangement; ``title`` says which (finished words).

    With ``guided`` each page says between which two names its lines are.
    """

    title: str
    groups: tuple[Group, ...]
    guided: bool = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """The sheets of an event at a place; ``printed`` is when, in words. ``blank`` is for how many walk-ins."""

    event: LocalName
    place: str
    printed: str
    parts: tuple[Part, ...]
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Sheets:
    """What came of printing: ``items`` are lines of guests.

    ``badge`` of a report is the guest's place in the first part.
    """

    pages: int
    items: int
    reports: tuple[TextReport, ...]
