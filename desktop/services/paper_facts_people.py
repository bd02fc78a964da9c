"""What table cards and the place list say, out of the register."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.name_order import latin_key, pinyin_key, strokes_key
from desktop.domain.naming import name_in, styled
from desktop.domain.programme import Part
from desktop.domain.text import LocalName, Posted
from desktop.domain.verdicts import EXPECTED
from desktop.i18n import Language, Translator
from desktop.models import Category, Registration
from desktop.services.agreements import agreements
from desktop.services.paper_facts import Gathered, NothingOnPaper, Told, in_other_script, line, places_of
from desktop.services.programme import item
from desktop.services.stage_names import GuestName, guest_names

if TYPE_CHECKING:
    from desktop.documents.place_list import PlaceLine

_KEYS = {Language.ZH_HANT: strokes_key, Language.ZH_HANS: pinyin_key, Language.EN: latin_key}
_STANDING = {Part.MC, Part.USHER, Part.INTERPRETER}
"""Whoever does this in an item has no place at its table."""
_LAST = 1 << 30


@dataclass(frozen=True, slots=True)
class _Seated:
    guest: GuestName
    seat: str
    category: LocalName
    colour: str
    place: int


def table_cards(session: Session, about: Told) -> Gathered:
    """Cards for those asked for in the order in which they are laid out: by seat, then by precedence.

    Nobody asked for in particular is everybody with a seat, or everybody while there are none.
    """
    from desktop.documents.table_cards import TableCard

    people = _seated(session, about)
    seated = [one for one in people if one.seat]
    anybody = about.choice.category_id is None and about.choice.item_id is None
    shown = seated if seated and anybody else people
    if not shown:
        raise NothingOnPaper
    language = about.says[0].language
    cards = [
        (one, TableCard(name_in(one.guest, language), in_other_script(one.guest, language), one.seat))
        for one in sorted(shown, key=_by_seat)
    ]
    lines = tuple(line("registration", one.guest.registration, one.guest.name, card) for one, card in cards)
    return Gathered(tuple(card for _one, card in cards), lines)


def place_list(session: Session, about: Told) -> Gathered:
    """Who has a seat: by seat, each block under its name, or in the order of names."""
    from desktop.documents.place_list import PlaceList

    people = [one for one in _seated(session, about) if one.seat]
    if not people:
        raise NothingOnPaper
    _ = about.says[0]
    if about.choice.by_name:
        key = _KEYS[_.language]
        people.sort(key=lambda one: (key(one.guest.name_zh, one.guest.name_latin), one.seat))
        groups = [("", people)]
    else:
        people.sort(key=_by_seat)
        groups = [(block, list(held)) for block, held in groupby(people, key=lambda one: _block(one.seat))]
    parts = tuple((title, tuple(_place(one, _) for one in held)) for title, held in groups)
    drawn = [shown for _title, held in parts for shown in held]
    listed = [one for _title, held in groups for one in held]
    lines = (
        line("registration", one.guest.registration, f"{one.seat} {one.guest.name}", shown)
        for one, shown in zip(listed, drawn, strict=True)
    )
    return Gathered(PlaceList(parts), tuple(lines))


def _place(one: _Seated, _: Translator) -> "PlaceLine":
    from desktop.documents.place_list import PlaceLine

    first: Sequence[Posted] = one.guest.posts[:1]
    return PlaceLine(
        place=one.seat,
        name=styled(one.guest, _.language),
        second=in_other_script(one.guest, _.language),
        post=" ".join(post.post_in(_.language) for post in first),
        category=one.category.said_in(_.language),
        colour=one.colour,
    )


def _seated(session: Session, about: Told) -> list[_Seated]:
    """Those who are asked for and expected."""
    category = Category.name_hant, Category.name_hans, Category.name_en, Category.colour
    query = (
        select(Registration.id, Registration.seat, *category)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.event_id == about.event_id, Registration.deleted_at.is_(None))
        .where(Registration.status.in_(EXPECTED))
    )
    if about.choice.category_id is not None:
        query = query.where(Registration.category_id == about.choice.category_id)
    if about.choice.item_id is not None:
        query = query.where(Registration.id.in_(_of_item(session, about.choice.item_id)))
    found = session.execute(query).all()
    keys = [row.id for row in found]
    guests, places = guest_names(session, keys), places_of(session, about.event_id, keys)
    return [
        _Seated(guests[key], seat, LocalName(hant, hans, en), colour, places.get(key, _LAST))
        for key, seat, hant, hans, en, colour in found
    ]


def _of_item(session: Session, item_id: UUID) -> set[UUID]:
    """The guests who have a part in an item, or in what is signed in it."""
    found = {one.registration_id for one in item(session, item_id).people if one.part not in _STANDING}
    found.update(one.registration_id for row in agreements(session, item_id=item_id) for one in row.people)
    return {key for key in found if key is not None}


def _by_seat(one: _Seated) -> tuple[object, ...]:
    """Seats as they are counted, A-7 before A-10; who has none comes after, in the order of precedence."""
    parts = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"\d+|\D+", one.seat)]
    return not one.seat, parts, one.place


def _block(seat: str) -> str:
    """The block or table that a seat is in: A of A-07."""
    return re.sub(r"[\s·-]*\d+\D*$", "", seat)
