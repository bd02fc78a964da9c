"""Telephone numbers, e-mail addresses and tags: kept as they were written, read as what they are."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

BETWEEN = " / "
"""What stands between several numbers or addresses of one person."""
_MANY = re.compile(r"\s*[/;；、,，|\n]\s*")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
_LEAST_DIGITS = 3
_NEIGHBOURS = ("HK", "CN", "MO", "TW")
_WITHOUT_AREAS = frozenset({"HK", "MO"})
_THEIRS, _MOBILE_CN = 8, 11
_LAST = 4


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was written, as machines dial it and as people read it; ``e164`` is empty for what is none."""

    written: str
    e164: str
    shown: str


def region_of(zone: str) -> str:
    """The ISO 3166 region of an IANA time zone, where numbers are written without a country; else Hong Kong."""
    from babel.core import get_global

    return str(get_global("zone_territories").get(zone, "HK"))


def phones(text: str, region: str) -> tuple[Phone, ...]:
    """The numbers in ``text``, those without a country read as ``region``'s or else as a neighbour's."""
    return tuple(_phone(part, region) for part in _parts(text))


def callable_numbers(text: str, region: str) -> str:
    """The numbers in ``text`` that can be called, in E.164, with spaces between."""
    return " ".join(dict.fromkeys(phone.e164 for phone in phones(text, region) if phone.e164))


def last_digits(text: str) -> str:
    """The last four digits of the first number in ``text``, as people name them to tell two numbers apart."""
    digits = "".join(character for character in next(iter(_parts(text)), "") if character.isdecimal())
    return digits[-_LAST:]


def not_a_phone(text: str) -> str:
    """The first part of ``text`` that is no telephone number at all, or nothing."""
    return next((part for part in _parts(text) if sum(c.isdigit() for c in part) < _LEAST_DIGITS), "")


def addresses(text: str) -> tuple[str, ...]:
    """The e-mail addresses in ``text``, as they were written."""
    return tuple(_parts(text))


def not_an_address(text: str) -> str:
    """The first part of ``text`` that is no e-mail address, or nothing."""
    return next((part for part in _parts(text) if not _ADDRESS.match(part)), "")


def tags(text: str) -> tuple[str, ...]:
    """The tags in ``text``, each once, in their order."""
    found: dict[str, str] = {}
    for part in _parts(text.replace("#", ",")):
        found.setdefault(part.casefold(), part)
    return tuple(found.values())


def tidy_tags(text: str) -> str:
    """Tags as they are stored."""
    return ", ".join(tags(text))


def tidy_parts(text: str) -> str:
    """Several numbers or addresses as they are stored."""
    return BETWEEN.join(_parts(text))


def _parts(text: str) -> list[str]:
    return [part for part in _MANY.split(text.strip()) if part]


@cache
def _phone(written: str, region: str) -> Phone:
    import phonenumbers as known

    read = []
    for place in dict.fromkeys((region, *_NEIGHBOURS)):
        try:
            read.append((place, known.parse(written, place)))
        except known.NumberParseException:
            continue
    own = [number for place, number in read[:1] if place == region]
    number = next(
        (
            number
            for place, number in read
            if known.is_valid_number(number) and (place == region or _looks_theirs(written, place, number, region))
        ),
        next(filter(known.is_possible_number, own), None),
    )
    if number is None:
        return Phone(written, "", written)
    forms = known.PhoneNumberFormat
    return Phone(written, known.format_number(number, forms.E164), known.format_number(number, forms.INTERNATIONAL))


def _looks_theirs(written: str, place: str, number: "PhoneNumber", region: str) -> bool:
    """Whether a number without a country is as long as those of ``place`` and not of the event's own ``region``.

    The newest numbers of the event's own region may be unknown here, and then read as some landline elsewhere.
    """
    national = str(number.national_number)
    if place in _WITHOUT_AREAS:
        return len(national) == _THEIRS and region not in _WITHOUT_AREAS
    digits = "".join(character for character in written if character.isdecimal())
    mobile = place == "CN" and len(national) == _MOBILE_CN
    return mobile or digits.startswith(("0", str(number.country_code)))
