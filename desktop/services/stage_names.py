"""What it takes to name guests: on screens, on papers, aloud."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.models import Organisation, Person, Post, Registration
from desktop.services.readings import GuestPost


@dataclass(frozen=True, slots=True)
class GuestName:
    """A guest as they are named: names and what stands around them, all posts in order."""

    registration: UUID
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    postnominal_zh: str
    postnominal_en: str
    status: Status
    posts: tuple[GuestPost, ...] = ()

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


def guest_names(session: Session, registrations: Iterable[UUID | None]) -> dict[UUID | None, GuestName]:
    """Who these registrations are, those taken off the list too; what is None is not there."""
    keys = {key for key in registrations if key is not None}
    if not keys:
        return {}
    people = (
        select(
            Registration.id, Registration.person_id, Registration.status, Person.name_zh, Person.name_latin,
            Person.honorific_zh, Person.honorific_en, Person.postnominal_zh, Person.postnominal_en,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(keys))
    )  # fmt: skip
    found = session.execute(people).all()
    held: dict[UUID, list[GuestPost]] = {}
    posts = (
        select(Post.person_id, Organisation.name_zh, Organisation.name_en, Post.title_zh, Post.title_en)
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.person_id.in_({row.person_id for row in found}), Post.deleted_at.is_(None))
        .order_by(Post.person_id, Post.rank, Post.id)
    )
    for person, place_zh, place_en, zh, en in session.execute(posts):
        place = LocalName(place_zh or "", place_zh or "", place_en or "")
        held.setdefault(person, []).append(GuestPost(place, LocalName(zh, zh, en)))
    return {
        row.id: GuestName(
            row.id, row.name_zh, row.name_latin, row.honorific_zh, row.honorific_en, row.postnominal_zh,
            row.postnominal_en, row.status, tuple(held.get(row.person_id, ())),
        )
        for row in found
    }  # fmt: skip
