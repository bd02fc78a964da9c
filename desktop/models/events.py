"""Events and where they happen: names in three languages, dates, zone, venues, halls, hosts, branding."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.seating import Convention
from desktop.models.base import Base, Row


class Event(Row, kw_only=True, eq=False):
    """One summit, forum or ceremony.

    ``zone`` is an IANA name, ``colour`` is #RRGGBB, ``logo`` the key of a ``Picture`` or nothing. ``convention`` is
    that of its plans, unless one says otherwise.
    """

    __tablename__ = "event"

    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    zone: Mapped[str]
    colour: Mapped[str] = mapped_column(default="#1B5CBE")
    logo: Mapped[str] = mapped_column(default="")
    convention: Mapped[Convention] = mapped_column(default=Convention.INTERNATIONAL)


class Picture(Base, kw_only=True, eq=False):
    """A picture, checked and small, under the SHA-256 of its bytes in hex.

    It never changes and is named by that key, so that the journal carries 64 characters of it and an undo finds the
    one before.
    """

    __tablename__ = "picture"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary, repr=False)


class HostRole(StrEnum):
    """What an organisation is to an event."""

    HOST = "host"
    CO_ORGANISER = "co_organiser"


class EventHost(Row, kw_only=True, eq=False):
    """An organisation that holds an event, in the order in which hosts are named (``rank`` from 1)."""

    __tablename__ = "event_host"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[HostRole]
    rank: Mapped[int]


class Venue(Row, kw_only=True, eq=False):
    """A building where an event happens."""

    __tablename__ = "venue"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)


class Hall(Row, kw_only=True, eq=False):
    """A room of a venue."""

    __tablename__ = "hall"
    __table_args__ = (Index(None, "venue_id"),)

    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venue.id"))
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)


class EventKey(Base, kw_only=True, eq=False):
    """The secret under which an event's badge tokens are made.

    It is outside the journal on purpose: what is in the journal travels to other desks, logs and backups.
    """

    __tablename__ = "event_key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), index=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary, repr=False)
    made_at: Mapped[datetime]
