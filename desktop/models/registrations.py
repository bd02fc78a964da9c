"""Who comes to an event as what: categories, registrations, delegations, and the lists they came from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.verdicts import Status
from desktop.models.base import Row


class Category(Row, kw_only=True, eq=False):
    """What a guest is at an event. ``number`` (0 to 255) stands in tokens; ``precedence`` 1 is named first.

    With ``undo_needs_reason`` a check-in of such a guest is taken back only for a reason.
    """

    __tablename__ = "category"
    __table_args__ = (Index(None, "event_id", "code", unique=True, sqlite_where=text("deleted_at IS NULL")),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    code: Mapped[str]
    number: Mapped[int]
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    colour: Mapped[str]
    precedence: Mapped[int]
    vip: Mapped[bool] = mapped_column(default=False)
    undo_needs_reason: Mapped[bool] = mapped_column(default=False)


class Delegation(Row, kw_only=True, eq=False):
    """People who travel together.

    ``host_line`` is who receives them on the hosts' side, in words; ``languages`` are those spoken, with spaces
    between; ``contacts`` has a line a contact.
    """

    __tablename__ = "delegation"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    name_hant: Mapped[str] = mapped_column(default="")
    name_hans: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    host_line: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    hotel: Mapped[str] = mapped_column(default="")
    contacts: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Registration(Row, kw_only=True, eq=False):
    """A person at an event. ``list_order`` is the place in the organisers' own list, from 1; 0 is none.

    A companion's ``principal_id`` is the registration of the guest they come with, ``replaces_id`` that of the one in
    whose place they came.
    """

    __tablename__ = "registration"
    __table_args__ = (
        Index(None, "event_id", "person_id", unique=True, sqlite_where=text("deleted_at IS NULL")),
        Index(None, "person_id"),
        Index(None, "event_id", "category_id"),
        Index(None, "delegation_id"),
        Index(None, "principal_id"),
    )

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("category.id"))
    delegation_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegation.id"), default=None)
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    principal_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("registration.id"), default=None)
    status: Mapped[Status] = mapped_column(default=Status.CONFIRMED)
    role: Mapped[str] = mapped_column(default="")
    attendance: Mapped[str] = mapped_column(default="")
    seat: Mapped[str] = mapped_column(default="")
    escort: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    list_order: Mapped[int] = mapped_column(default=0)


class ImportBatch(Row, kw_only=True, eq=False):
    """One list that was read. ``action`` names the journal entries it wrote, so that it can be taken back."""

    __tablename__ = "import_batch"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    action: Mapped[UUID]
    file_name: Mapped[str]
    sha256: Mapped[str]
    at: Mapped[datetime]
    read: Mapped[int]
    new: Mapped[int]
    updated: Mapped[int]
    same: Mapped[int]
    rejected: Mapped[int]
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
