"""Pictures in the database: people's photos and the logos of events, kept once, by the hash of their bytes."""

import hashlib
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import N_, UserError
from desktop.exchange.images import ENDINGS, MOST_BYTES, as_logo, as_photo
from desktop.models import Event, Picture

__all__ = [
    "ENDINGS", "UnreadablePicture", "as_logo", "as_photo", "keep_picture", "logo", "picture", "read_picture",
    "set_logo",
]  # fmt: skip


class UnreadablePicture(UserError):
    code = "unreadable_picture"
    text = N_("{file} can't be read. Choose another file.")


def read_picture(path: Path) -> bytes:
    """The bytes of a file, no more than tell that it is too large; raises ``UnreadablePicture``."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadablePicture(file=path.name) from error


def keep_picture(session: Session, media_type: str, data: bytes) -> str:
    """Keep a picture that was checked; returns the key under which it is found again."""
    key = hashlib.sha256(data).hexdigest()
    if session.get(Picture, key) is None:
        session.add(Picture(sha256=key, media_type=media_type, data=data))
        session.flush()
    return key


def picture(session: Session, key: str) -> bytes:
    """The picture with this key; empty where there is none."""
    found = session.get(Picture, key) if key else None
    return found.data if found is not None else b""


def set_logo(session: Session, event_id: UUID, made: tuple[str, bytes] | None) -> None:
    """Give an event the logo that ``as_logo`` made, or none."""
    event = session.get_one(Event, event_id)
    event.logo = keep_picture(session, *made) if made is not None else ""
    session.flush()


def logo(session: Session, event_id: UUID) -> bytes:
    """An event's logo as PNG or JPEG; empty where it has none."""
    return picture(session, session.get_one(Event, event_id).logo)
