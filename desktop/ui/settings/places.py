"""Venues and their halls as lines of text: ``Convention Centre: InnHall, Room 201``."""

import re
from collections.abc import Sequence

from desktop.domain.text import LocalName, clean
from desktop.i18n import Language
from desktop.services.events import VenueRow


def venue_lines(venues: Sequence[VenueRow], language: Language) -> list[str]:
    """A line for each venue, with its halls behind a colon."""
    return [
        f"{venue.name.said_in(language)}: {', '.join(hall.said_in(language) for hall in venue.halls)}"
        if venue.halls
        else venue.name.said_in(language)
        for venue in venues
    ]


def read_venues(lines: Sequence[str], before: Sequence[VenueRow], language: Language) -> tuple[VenueRow, ...]:
    """What the lines say. A place of ``before`` keeps its names in the other languages; a new one has this name."""
    names = [venue.name for venue in before] + [hall for venue in before for hall in venue.halls]
    known = {name.said_in(language): name for name in names}

    def named(text: str) -> LocalName:
        return known.get(text) or (LocalName(en=text) if language is Language.EN else LocalName(hant=text))

    venues = []
    for line in lines:
        name, _colon, halls = line.replace("：", ":").partition(":")
        parts = [part for hall in re.split("[,，、]", halls) if (part := clean(hall))]
        if clean(name):
            venues.append(VenueRow(named(clean(name)), tuple(map(named, parts))))
    return tuple(venues)
