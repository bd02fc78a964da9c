"""Who the people of delegations and visits are, with the phone that reaches them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.visits import Who, written_name
from desktop.models import Person, Registration


def whos(session: Session, registrations: Iterable[UUID | None]) -> dict[UUID, Who]:
    """Who these registrations are, those taken off the list too; what is None is not there."""
    keys = {key for key in registrations if key is not None}
    if not keys:
        return {}
    rows = session.execute(
        select(Registration.id, Person.name_zh, Person.name_latin, Person.phone, Person.language)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(keys))
    )
    return {
        key: Who(key, zh, latin, phone, (language,) if language else ()) for key, zh, latin, phone, language in rows
    }


def who_of(known: Mapping[UUID, Who], key: UUID | None, name: str, phone: str = "", languages: str = "") -> Who:
    """Who stands in a row: the registered guest, with the languages that the row says; else the name written there."""
    found = known.get(key) if key is not None else None
    if found is None:
        return written_name(name, phone, languages)
    said = tuple(languages.split()) or found.languages
    return Who(found.registration_id, found.name_zh, found.name_latin, phone or found.phone, said)
