"""What guests are at an event: the categories that every new event starts with, and how they are changed."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean, fold
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.models import Category, Registration
from desktop.storage.journal import insert_rows, journal_of

MOST_CATEGORIES = 256

LONGEST_NAME = 40
"""How many characters a name may have: it stands on badges and chips."""


class NoSuchCategory(UserError):
    code = "no_such_category"
    text = N_("There is no category “{category}”. Those of this event are: {known}.")


class TooManyCategories(UserError):
    code = "too_many_categories"
    text = N_("An event has at most {most} categories; “{category}” would be one more.")


class CategoryNameless(UserError):
    code = "category_nameless"
    text = N_("Give the category a name, in one language at least.")


class CategoryNameTooLong(UserError):
    code = "category_name_too_long"
    text = N_("A name of a category has at most {most} characters; this one has {length}.")


class CategoryExists(UserError):
    code = "category_exists"
    text = N_("There is a category “{category}” already. Choose another name.")


class BadCategoryColour(UserError):
    code = "bad_colour"
    text = N_("“{colour}” is no colour. Write it like #1B5CBE.")


@dataclass(frozen=True, slots=True)
class CategoryDraft:
    """A category as a form gives it; ``colour`` is #RRGGBB, empty for one that the others do not have.

    With ``undo_needs_reason`` a check-in of such a guest is taken back only for a reason; None leaves that as it is.
    """

    name: LocalName
    colour: str = ""
    vip: bool = False
    undo_needs_reason: bool | None = None


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
    undo_needs_reason: bool = False


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
_COLOUR = re.compile(r"#[0-9A-F]{6}\Z")
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
    name = clean(text)
    return _add(session, event_id, name, CategoryDraft(LocalName(name, "", _ENGLISH.get(name, ""))), known)


def add_category(session: Session, event_id: UUID, draft: CategoryDraft) -> CategoryRow:
    """Make a category, the last in precedence.

    Raises ``CategoryNameless``, ``CategoryExists``, ``BadCategoryColour`` or ``TooManyCategories``.
    """
    known = categories(session, event_id)
    cleaned = _checked(draft, known)
    if len(known) >= MOST_CATEGORIES:
        raise TooManyCategories(category=cleaned.name.said_in(Language.EN), most=MOST_CATEGORIES)
    return _add(session, event_id, cleaned.name.said_in(Language.EN), cleaned, known)


def change_category(session: Session, category_id: UUID, draft: CategoryDraft) -> CategoryRow:
    """Change a category; raises ``CategoryNameless``, ``CategoryExists`` or ``BadCategoryColour``."""
    category = session.get_one(Category, category_id)
    others = [row for row in categories(session, category.event_id) if row.id != category_id]
    cleaned = _checked(draft, others)
    category.name_hant, category.name_hans, category.name_en = cleaned.name.hant, cleaned.name.hans, cleaned.name.en
    category.colour, category.vip = cleaned.colour or category.colour, cleaned.vip
    if cleaned.undo_needs_reason is not None:
        category.undo_needs_reason = cleaned.undo_needs_reason
    session.flush()
    return _row(category)


def move_category(session: Session, category_id: UUID, step: int) -> None:
    """Name a category so many places earlier (negative) or later; all of the event are then numbered from 1."""
    event_id = session.get_one(Category, category_id).event_id
    order = [row.id for row in categories(session, event_id)]
    place = order.index(category_id)
    order.insert(min(max(place + step, 0), len(order) - 1), order.pop(place))
    for precedence, key in enumerate(order, 1):
        session.get_one(Category, key).precedence = precedence
    session.flush()


def people_in(session: Session, event_id: UUID) -> dict[UUID, int]:
    """How many people each category of an event has; those with none are left out."""
    found = session.execute(
        select(Registration.category_id, func.count())
        .where(Registration.event_id == event_id, Registration.deleted_at.is_(None))
        .group_by(Registration.category_id)
    )
    return dict(found.all())


def _checked(draft: CategoryDraft, others: list[CategoryRow]) -> CategoryDraft:
    name = LocalName(clean(draft.name.hant), clean(draft.name.hans), clean(draft.name.en))
    colour = clean(draft.colour).upper()
    if not name:
        raise CategoryNameless
    longest = max(map(len, (name.hant, name.hans, name.en)))
    if longest > LONGEST_NAME:
        raise CategoryNameTooLong(most=LONGEST_NAME, length=longest)
    for text in filter(None, (name.hant, name.hans, name.en)):
        if matching(others, text) is not None:
            raise CategoryExists(category=text)
    if colour and not _COLOUR.match(colour):
        raise BadCategoryColour(colour=colour)
    return replace(draft, name=name, colour=colour)


def _add(session: Session, event_id: UUID, code: str, draft: CategoryDraft, known: list[CategoryRow]) -> CategoryRow:
    taken = {row.number for row in known}
    number = next(number for number in range(MOST_CATEGORIES) if number not in taken)
    made = Category(
        id=journal_of(session).new_id(),
        event_id=event_id,
        code=code,
        number=number,
        name_hant=draft.name.hant,
        name_hans=draft.name.hans,
        name_en=draft.name.en,
        colour=draft.colour or _NEW_COLOURS[number % len(_NEW_COLOURS)],
        precedence=max((row.precedence for row in known), default=0) + 1,
        vip=draft.vip,
        undo_needs_reason=bool(draft.undo_needs_reason),
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
        undo_needs_reason=category.undo_needs_reason,
    )
