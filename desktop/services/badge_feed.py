"""What badges say, out of the database: the feed of printing and of the check before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import and_, null, select
from sqlalchemy.orm import Session

from desktop.documents.template_files import template
from desktop.documents.templates import Template
from desktop.domain.text import LocalName
from desktop.domain.tokens import DIGITS
from desktop.domain.verdicts import EXPECTED
from desktop.i18n import Language
from desktop.models import Badge, BadgePrint, Category, Event, Organisation, Person, Picture, Post, Registration
from desktop.services.photos import picture

if TYPE_CHECKING:
    from desktop.documents import badge_facts as paper

_NO_TOKEN = "0" * DIGITS


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which badges, and how; None is "all".

    They are printed in the order of ``order``, which names registrations, or else in that of the organisers' list;
    ``by_serial``, who has no badge yet comes last.
    Given ``again``, the reason, badges that are on paper already are replaced, and print under new serials; without
    they print once more as they are.
    ``template`` is one that comes with the program, by its name, or another. ``offset`` is how many millimetres right
    and down the printer must be told to move the picture.
    """

    category_id: UUID | None = None
    registrations: Sequence[UUID] | None = None
    unprinted: bool = False
    again: str = ""
    order: Sequence[UUID] = ()
    by_serial: bool = False
    template: str | Template = "a6"
    language: Language = Language.ZH_HANT
    offset: tuple[float, float] = (0, 0)

    @property
    def layout(self) -> Template:
        """The template itself; raises ``UnknownTemplate``."""
        return self.template if isinstance(self.template, Template) else template(self.template)


@dataclass(frozen=True, slots=True)
class Fed:
    """A guest's valid badge, or None where they have none yet, and what stands on it."""

    badge: UUID | None
    registration: UUID
    drawn: "paper.Badge"


def feed(session: Session, event_id: UUID, wanted: Wanted, *, photos: bool) -> list[Fed]:
    """What is wanted, in order, with or without ``photos``; also of expected or named guests who have no badge yet."""
    from desktop.documents import badge_facts as paper

    columns: list[Any] = [
        Badge.id.label("badge"), Registration.id.label("registration"), Person.id.label("person"),
        Badge.token, Badge.serial, Registration.seat, Person.name_zh, Person.name_latin, Person.honorific_zh,
        Person.postnominal_zh, Person.honorific_en, Person.postnominal_en, Category.name_hant, Category.name_hans,
        Category.name_en, Category.colour, (Picture.data if photos else null()).label("photo"),
    ]  # fmt: skip
    valid = and_(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None))
    query = (
        select(*columns)
        .select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Badge, valid)
        .where(Registration.event_id == event_id, Registration.deleted_at.is_(None))
        .order_by(Registration.list_order, Badge.id)
    )
    if photos:
        query = query.outerjoin(Picture, Picture.sha256 == Person.photo)
    if wanted.category_id is not None:
        query = query.where(Registration.category_id == wanted.category_id)
    if wanted.registrations is not None:
        query = query.where(Registration.id.in_(wanted.registrations))
    else:
        query = query.where(Badge.id.is_not(None) | Registration.status.in_(EXPECTED))
    if wanted.unprinted:
        query = query.where(Badge.id.is_(None) | Badge.id.not_in(select(BadgePrint.badge_id)))
    posts, found = _posts(session, event_id, wanted), list(session.execute(query))
    if wanted.order:
        places = {key: place for place, key in enumerate(wanted.order)}
        found.sort(key=lambda row: places.get(row.registration, len(places)))
    if wanted.by_serial:
        found.sort(key=lambda row: (row.serial is None, row.serial or ""))
    return [
        Fed(
            row.badge,
            row.registration,
            paper.Badge(
                token=row.token or _NO_TOKEN,
                serial=row.serial or "",
                name_zh=row.name_zh,
                name_latin=row.name_latin,
                honorific_zh=" ".join(filter(None, (row.honorific_zh, row.postnominal_zh))),
                honorific_en=row.honorific_en,
                postnominal_en=row.postnominal_en,
                posts=tuple(posts.get(row.person, ())),
                category=LocalName(row.name_hant, row.name_hans, row.name_en),
                colour=row.colour,
                seat=row.seat,
                photo=row.photo,
            ),
        )
        for row in found
    ]


def face(session: Session, event_id: UUID, language: Language) -> "paper.Face":
    """What all badges of an event show."""
    from desktop.documents import badge_facts as paper

    event = session.get_one(Event, event_id)
    return paper.Face(
        event=LocalName(event.name_hant, event.name_hans, event.name_en),
        colour=event.colour,
        logo=picture(session, event.logo) or None,
        language=language,
    )


def _posts(session: Session, event_id: UUID, wanted: Wanted) -> dict[UUID, list[tuple[str, str]]]:
    """People's posts, in their order, each as said in the badge's language or else as it was given."""
    found: dict[UUID, list[tuple[str, str]]] = {}
    query = (
        select(Post.person_id, Organisation.name_zh, Organisation.name_en, Post.title_zh, Post.title_en)
        .join(Registration, Registration.person_id == Post.person_id)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Registration.event_id == event_id, Registration.deleted_at.is_(None), Post.deleted_at.is_(None))
        .order_by(Post.person_id, Post.rank)
    )
    if wanted.registrations is not None:
        query = query.where(Registration.id.in_(wanted.registrations))
    for person_id, organisation_zh, organisation_en, title_zh, title_en in session.execute(query):
        names, titles = (organisation_zh, organisation_en), (title_zh, title_en)
        if wanted.language is Language.EN:
            names, titles = names[::-1], titles[::-1]
        found.setdefault(person_id, []).append((names[0] or names[1] or "", titles[0] or titles[1]))
    return found
