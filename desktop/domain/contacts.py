"""Telephone numbers, e-mail addresses and tags: kept as they were written, read as what they are."""

import re
from dataclasses import dataclass
from functools import cache

BETWEEN = " / "
"""What stands between several numbers or addresses of one person."""
_MANY = re.compile(r"\s*[/;；、,，|\n]\s*")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+\Z")
_LEAST_DIGITS = 3
_NEIGHBOURS = ("HK", "CN", "MO", "TW")


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
            read.append(known.parse(written, place))
        except known.NumberParseException:
            continue
    number = next(filter(known.is_valid_number, read), next(filter(known.is_possible_number, read[:1]), None))
    if number is None:
        return Phone(written, "", written)
    forms = known.PhoneNumberFormat
    return Phone(written, known.format_number(number, forms.E164), known.format_number(number, forms.INTERNATIONAL))
