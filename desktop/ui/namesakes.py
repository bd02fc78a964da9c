"""Wherever a person is picked: what is said beside those who read alike, so that they can be told apart."""

from collections.abc import Sequence
from typing import Protocol

from desktop.domain.contacts import last_digits
from desktop.domain.namesakes import tell_apart
from desktop.domain.text import LocalName
from desktop.i18n import Translator


class Someone(Protocol):
    """What is known of anybody who is at the event."""

    @property
    def organisation_name(self) -> LocalName: ...
    @property
    def title_name(self) -> LocalName: ...
    @property
    def category(self) -> LocalName: ...
    @property
    def seat(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def serial(self) -> str: ...


def marks(_: Translator, someone: Someone) -> tuple[str, ...]:
    """What tells somebody from others of the same name, what people know best first."""
    names = (someone.organisation_name, someone.title_name, someone.category)
    seat = _("seat {seat}", seat=someone.seat) if someone.seat else ""
    return (*(name.said_in(_.language) for name in names), seat, phone_mark(someone.phone), someone.serial)


def phone_mark(phone: str) -> str:
    """The end of a telephone number, as people tell two apart; nothing for none."""
    digits = last_digits(phone)
    return f"…{digits}" if digits else ""


def apart(_: Translator, people: Sequence[Someone], shown: Sequence[str]) -> list[str]:
    """What is to be added to each of the lines ``shown``, which say who ``people`` are; nothing to most."""
    return tell_apart(shown, [marks(_, someone) for someone in people])
