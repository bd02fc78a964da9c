"""Whom a text names on a stage: a guest by key or serial, anybody else by the text itself."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.tokens import read_serial
from desktop.errors import N_, UserError
from desktop.models import Badge, Person, Registration


class NoSuchGuest(UserError):
    code = "no_such_guest"
    text = N_("No guest of this event has the number {registration}.")


def may_name_guests(texts: Iterable[str]) -> bool:
    """Whether any of ``texts`` looks like a registration's key or a badge's serial."""
    return any(_key(text) is not None or read_serial(text) is not None for text in texts)


def names_of(session: Session, event_id: UUID, texts: Iterable[str]) -> dict[str, str]:
    """The name of each guest whom one of ``texts`` names by key or serial, as the owner writes it first.

    A text that is nobody's serial stands for itself and is not there. Raises ``NoSuchGuest`` for a key of nobody.
    """
    keys = {text: key for text in texts if (key := _key(text)) is not None}
    serials = {text: serial for text in texts if (serial := read_serial(text)) is not None}
    named = select(Registration.id, Person.name_zh, Person.name_latin).join(Person).where(
        Registration.event_id == event_id, Registration.deleted_at.is_(None)
    )  # fmt: skip
    by_key = {key: zh or latin for key, zh, latin in session.execute(named.where(Registration.id.in_(keys.values())))}
    for text, key in keys.items():
        if key not in by_key:
            raise NoSuchGuest(registration=text)
    given = (
        named.add_columns(Badge.serial)
        .join(Badge, Badge.registration_id == Registration.id)
        .where(Badge.serial.in_(serials.values()), Badge.deleted_at.is_(None))
    )
    by_serial = {serial: zh or latin for _key, zh, latin, serial in session.execute(given)}
    return {text: by_key[key] for text, key in keys.items()} | {
        text: by_serial[serial] for text, serial in serials.items() if serial in by_serial
    }


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
