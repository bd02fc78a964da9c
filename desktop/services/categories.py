"""What guests are at an event, and the categories that every new event starts with."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, fold
from desktop.errors import N_, UserError
from desktop.models import Category
from desktop.storage.journal import insert_rows, journal_of

MOST_CATEGORIES = 256


class NoSuchCategory(UserError):
    code = "no_such_category"
    text = N_("There is no category “{category}”. Those of this event are: {known}.")


class TooManyCategories(UserError):
    code = "too_many_categories"
    text = N_("An event has at most {most} categories; “{category}” would be one more.")


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category as screens and papers show it. ``precedence`` 1 is named first."""

    id: UUID
    code: str
    number: int
    name: LocalName
    colour: str
    precedence: int
    vip: bool


STANDARD: tuple[tuple[str, LocalName, str, bool], ...] = (
    ("guest-of-honour", LocalName("主禮嘉賓", "主礼嘉宾", "Guest of honour"), "#B98A12", True),
    ("vip", LocalName("貴賓", "贵宾", "VIP"), "#8A5A12", True),
    ("speaker", LocalName("講者", "讲者", "Speaker"), "#1B5CBE", False),
    ("delegate", LocalName("代表", "代表", "Delegate"), "#0B7F48", False),
    ("exhibitor", LocalName("參展商", "参展商", "Exhibitor"), "#0E7490", False),
    ("media", LocalName("媒體", "媒体", "Media"), "#6B4FA0", False),
    ("staff", LocalName("工作人員", "工作人员", "Staff"), "#5B6472", False),
)
"""Code, name, colour and whether it is announced as VIP, in order of precedence."""

# Section titles of real lists that have a usual English name; the Chinese ones are kept as the list has them.
_ENGLISH = {"主旨演講": "Keynote speaker", "主旨演讲": "Keynote speaker", "嘉賓": "Guest", "嘉宾": "Guest"}
# Told apart from the standard ones, and dark enough for white words.
_NEW_COLOURS = ("#A8325E", "#4D6B1F", "#7A3E9D", "#00695C", "#9C4221", "#2F4B7C")


def categories(session: Session, event_id: UUID) -> list[CategoryRow]:
    """All categories of an event, in order of precedence."""
    found = session.scalars(
        select(Category)
        .where(Category.event_id == event_id, Category.deleted_at.is_(None))
        .order_by(Category.precedence, Category.number)
    )
    return [_row(category) for category in found]


def add_standard(session: Session, event_id: UUID) -> None:
    """Give a new event the categories that events of this kind have."""
    journal = journal_of(session)
    insert_rows(
        session,
        Category,
        [
            {
                "id": journal.new_id(), "event_id": event_id, "code": code, "number": number,
                "name_hant": name.hant, "name_hans": name.hans, "name_en": name.en,
                "colour": colour, "precedence": number + 1, "vip": vip,
            }
            for number, (code, name, colour, vip) in enumerate(STANDARD)
        ],
    )  # fmt: skip


def find_category(session: Session, event_id: UUID, text: str) -> CategoryRow:
    """The category with this code, or this name in any language; raises ``NoSuchCategory``."""
    known = categories(session, event_id)
    found = matching(known, text)
    if found is None:
        raise NoSuchCategory(category=text, known=", ".join(row.code for row in known))
    return found


def matching(known: list[CategoryRow], text: str) -> CategoryRow | None:
    """The one of ``known`` that ``text`` names, by code or by name in any language."""
    wanted = fold(text)
    for row in known:
        if wanted in {fold(row.code), fold(row.name.hant), fold(row.name.hans), fold(row.name.en)}:
            return row
    return None


def ensure_category(session: Session, event_id: UUID, text: str) -> CategoryRow:
    """The category that a list calls ``text``, made when the event has none of that name."""
    known = categories(session, event_id)
    found = matching(known, text)
    if found is not None:
        return found
    if len(known) >= MOST_CATEGORIES:
        raise TooManyCategories(category=text, most=MOST_CATEGORIES)
    number = max((row.number for row in known), default=-1) + 1
    name = clean(text)
    made = Category(
        id=journal_of(session).new_id(),
        event_id=event_id,
        code=name,
        number=number,
        name_hant=name,
        name_en=_ENGLISH.get(name, ""),
        colour=_NEW_COLOURS[number % len(_NEW_COLOURS)],
        precedence=max((row.precedence for row in known), default=0) + 1,
    )
    session.add(made)
    session.flush()
    return _row(made)


def _row(category: Category) -> CategoryRow:
    return CategoryRow(
        id=category.id,
        code=category.code,
        number=category.number,
        name=LocalName(category.name_hant, category.name_hans, category.name_en),
        colour=category.colour,
        precedence=category.precedence,
        vip=category.vip,
    )
