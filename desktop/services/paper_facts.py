"""What all papers have in common: what was chosen, the lines they list, who is named how."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.naming import NamedPerson, aloud, name_alone, name_in, styled, unbroken
from desktop.domain.paper_kinds import PaperFormat, PaperKind, Whose
from desktop.domain.programme import Department, Part
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Language, Translator
from desktop.models import Event
from desktop.services.precedence import ranked
from desktop.services.programme import ItemPersonRow, ItemRow, programme

TITLES: Final[Mapping[PaperKind, str]] = {
    PaperKind.AGENDA: N_("Programme"),
    PaperKind.RUN_SHEET: N_("Run sheet"),
    PaperKind.CUE_CARDS: N_("Cue cards"),
    PaperKind.MC_TEXT: N_("MC's text"),
    PaperKind.SIGNING_SHEET: N_("Signing sheet"),
    PaperKind.STAGE_PLAN: N_("Stage plan"),
    PaperKind.SEATING_PLAN: N_("Seating plan"),
    PaperKind.TABLE_CARDS: N_("Table cards"),
    PaperKind.PLACE_LIST: N_("Place list"),
    PaperKind.ITINERARY: N_("Itinerary"),
    PaperKind.MANIFEST: N_("Manifest"),
    PaperKind.DRIVER_SHEET: N_("Driver's sheet"),
    PaperKind.PHONE_LIST: N_("Phone list"),
    PaperKind.VISITOR_LIST: N_("Visitor list"),
    PaperKind.HANDBOOK: N_("Handbook"),
    PaperKind.DOOR_SIGNS: N_("Door signs"),
    PaperKind.BUS_SIGNS: N_("Bus signs"),
}
"""What the papers are called; message ids."""
COLOURS: Final[Mapping[Department, str]] = {
    Department.STAGE: "#6B3FA0",
    Department.SOUND: "#0B7F48",
    Department.LIGHT: "#9A5B00",
    Department.SCREEN: "#2158B8",
    Department.USHERS: "#B81D2C",
}
"""The colour of each department on papers; white can be read on all."""
_DIGEST = 16
OF_PERSON = "/p-"
"""In the key of a line that names a person besides what it is about, before that person's."""
BETWEEN: Final = {Language.ZH_HANT: "、", Language.ZH_HANS: "、", Language.EN: "; "}
"""Between people who are named with what stands behind their names, where English has commas."""
_FEW = 6
"""So many people of one part are named with their posts, each on a line."""


class NothingOnPaper(UserError):
    code = "nothing_on_paper"
    text = N_("Nothing fits what was asked for, so there is nothing to print.")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be on a paper, None is "all"; and how: one language or two, the first one leading.

    ``per_item`` makes a cue card for each item instead of each cue. ``posts`` is how many posts people are named with.
    ``by_name`` lists places by name instead of by place. Itineraries are for ``whose``; of ``person_ids`` where some
    are named, in the language of each with ``own_language``.
    """

    languages: tuple[Language, ...] = (Language.ZH_HANT,)
    form: PaperFormat | None = None
    day: date | None = None
    hall_id: UUID | None = None
    item_id: UUID | None = None
    department: Department | None = None
    category_id: UUID | None = None
    plan_id: UUID | None = None
    per_item: bool = False
    posts: int = 1
    by_name: bool = False
    delegation_id: UUID | None = None
    visit_id: UUID | None = None
    stop_id: UUID | None = None
    vehicle_id: UUID | None = None
    person_ids: tuple[UUID, ...] = ()
    whose: Whose = Whose.PEOPLE
    own_language: bool = False

    @property
    def says(self) -> tuple[Translator, ...]:
        """The words of its languages, of which there are no more than two on a paper."""
        return tuple(map(Translator, self.languages[:2] or (Language.ZH_HANT,)))


def subject_of(choice: Choice) -> str:
    """``choice`` as JSON, without what is as usual; the same choice gives the same text."""
    usual = Choice()
    given = {field.name: getattr(choice, field.name) for field in fields(choice)}
    kept = {name: value for name, value in given.items() if value != getattr(usual, name)}
    return json.dumps(kept, default=str, sort_keys=True, ensure_ascii=False)


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "languages": lambda tags: tuple(map(Language, tags)),
    "form": PaperFormat,
    "day": date.fromisoformat,
    "hall_id": UUID,
    "item_id": UUID,
    "department": Department,
    "category_id": UUID,
    "plan_id": UUID,
    "delegation_id": UUID,
    "visit_id": UUID,
    "stop_id": UUID,
    "vehicle_id": UUID,
    "person_ids": lambda keys: tuple(map(UUID, keys)),
    "whose": Whose,
}


def choice_of(subject: str) -> Choice:
    """The choice that ``subject_of`` wrote; what only another version of the program knows is left out."""
    given: dict[str, Any] = json.loads(subject)
    known = {field.name for field in fields(Choice)}
    return Choice(**{name: _READ.get(name, lambda as_is: as_is)(given[name]) for name in known & given.keys()})


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a paper: ``key`` is the same as long as it is about the same thing, ``said`` tells a person which.

    ``digest`` changes with anything that stands there.
    """

    key: str
    said: str
    digest: str


def line(kind: str, key: UUID | str, said: str, drawn: object) -> PaperLine:
    """The line about the thing of that ``kind`` and ``key``, which the paper shows as ``drawn``."""
    digest = hashlib.sha256(repr(_shown(drawn)).encode()).hexdigest()[:_DIGEST]
    return PaperLine(f"{kind}:{key.hex if isinstance(key, UUID) else key}", said, digest)


def _shown(drawn: object) -> object:
    """What of a line is compared: the fields that say something, so that a new kind of field changes no old paper."""
    if is_dataclass(drawn):
        named = ((field.name, getattr(drawn, field.name)) for field in fields(drawn))
        return [(name, _shown(value)) for name, value in named if value]
    return [_shown(one) for one in drawn] if isinstance(drawn, tuple) else drawn


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a paper draws, in the words of its languages, and its lines; ``about`` says which part of all it is."""

    drawn: Any
    lines: tuple[PaperLine, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What gathering a paper needs to know of its event."""

    event_id: UUID
    zone: str
    choice: Choice
    says: tuple[Translator, ...]

    def clock(self, moment: datetime, *, seconds: bool = False) -> str:
        """``moment`` on the event's wall."""
        return self.says[0].time(moment, self.zone, seconds=seconds)


def told(session: Session, event_id: UUID, choice: Choice) -> Told:
    """What gathering a paper needs to know."""
    return Told(event_id, session.scalars(select(Event.zone).where(Event.id == event_id)).one(), choice, choice.says)


def chosen_items(session: Session, about: Told) -> list[ItemRow]:
    """The items that are asked for, by day and hall; raises ``NothingOnPaper`` where there are none."""
    choice = about.choice
    rows = [
        row
        for row in programme(session, about.event_id, day=choice.day)
        if choice.hall_id in {None, row.hall_id} and choice.item_id in {None, row.id}
    ]
    if not rows:
        raise NothingOnPaper
    return rows


def running(rows: Iterable[ItemRow]) -> list[list[ItemRow]]:
    """``rows`` as they are read: a day in one, by time, unless something is on in two halls at once; then by hall."""
    found: list[list[ItemRow]] = []
    for _day, day in groupby(rows, key=lambda row: row.day):
        listed = list(day)
        halls = list(dict.fromkeys(row.hall_id for row in listed))
        by_time = sorted(listed, key=lambda row: (row.start, row.rank))
        held = [row for row in by_time if not row.spare]
        if all(before.end <= after.start or before.hall_id == after.hall_id for before, after in pairwise(held)):
            found.append(by_time)
        else:
            found += [[row for row in by_time if row.hall_id == hall] for hall in halls]
    return found


def part_title(rows: Sequence[ItemRow], _: Translator) -> str:
    """The day of these items, and their hall if they have one in common."""
    hall = rows[0].hall.said_in(_.language) if len({row.hall_id for row in rows}) == 1 else ""
    return " · ".join(filter(None, (_.date(rows[0].day, weekday=True), hall)))


def hall_among(place: int, rows: Sequence[ItemRow], _: Translator) -> str:
    """The hall of the item at that ``place`` of ``rows`` where it is another than that of the one before."""
    others = rows[place - 1 : place] if place else rows
    if all(row.hall_id == rows[place].hall_id for row in others):
        return ""
    return rows[place].hall.said_in(_.language)


def span(row: ItemRow, about: Told) -> str:
    """From when to when an item is planned."""
    return f"{about.clock(row.start)}–{about.clock(row.end)}"


def person(row: ItemPersonRow) -> NamedPerson:
    """Who has a part, as people are named."""
    return row.guest or name_alone(row.name)


def announced(people: Sequence[NamedPerson], _: Translator, posts: int) -> tuple[str, ...]:
    """People as they are announced, each on a line; many of them by their names alone, on one."""
    if len(people) <= _FEW:
        return tuple(aloud(one, _.language, posts) for one in people)
    return (BETWEEN[_.language].join(unbroken(styled(one, _.language)) for one in people),)


def by_part(people: Iterable[ItemPersonRow]) -> dict[Part, list[ItemPersonRow]]:
    """People by what they do, parts in the order of appearance."""
    found: dict[Part, list[ItemPersonRow]] = {}
    for row in people:
        found.setdefault(row.part, []).append(row)
    return found


def in_other_script(one: NamedPerson, language: Language) -> str:
    """The name, with what goes before and behind it, in the script that ``language`` is not written in."""
    other = Language.ZH_HANT if language is Language.EN else Language.EN
    return styled(one, other) if name_in(one, other) != name_in(one, language) else ""


def places_of(session: Session, event_id: UUID, registrations: Iterable[UUID | None]) -> dict[UUID | None, int]:
    """Where each of these guests stands among them in the event's order, the highest first."""
    wanted = {key for key in registrations if key is not None}
    return {row.registration_id: row.place for row in ranked(session, event_id, wanted)} if wanted else {}


def moment(at: datetime, zone: str, _: Translator) -> str:
    """A moment in words: day and time on the event's wall."""
    return _("{day}, {time}", day=_.date(at.astimezone(ZoneInfo(zone)).date()), time=_.time(at, zone))


def event_names(session: Session, event_id: UUID) -> LocalName:
    """What the event is called."""
    event = session.get_one(Event, event_id)
    return LocalName(event.name_hant, event.name_hans, event.name_en)
