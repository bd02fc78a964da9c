"""People and organisations, kept across events, the posts that join them, and which of them are not one."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Row


class Organisation(Row, kw_only=True, eq=False):
    """A company, office or university. ``folded`` is its name as it is compared."""

    __tablename__ = "organisation"
    __table_args__ = (Index(None, "folded"),)

    name_zh: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    abbreviation: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")


class Person(Row, kw_only=True, eq=False):
    """A human being. Names are as the owner writes them; ``folded`` is the name as it is compared.

    ``phone`` and ``email`` are as written, several with " / " between them; ``phone_e164`` holds those of the
    numbers that can be called, in that form, with spaces between. ``tags`` are parted by ", ". ``language`` is that
    of ``i18n.Language`` in which somebody reads, or nothing. ``photo`` is the key of a ``Picture``. A record that
    was merged into another is deleted and names it.
    """

    __tablename__ = "person"
    __table_args__ = (Index(None, "folded"), Index(None, "merged_into_id"))

    name_zh: Mapped[str] = mapped_column(default="")
    name_latin: Mapped[str] = mapped_column(default="")
    honorific_zh: Mapped[str] = mapped_column(default="")
    honorific_en: Mapped[str] = mapped_column(default="")
    postnominal_zh: Mapped[str] = mapped_column(default="")
    postnominal_en: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    phone_e164: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    diet: Mapped[str] = mapped_column(default="")
    access: Mapped[str] = mapped_column(default="")
    tags: Mapped[str] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), default=None)


class Homonym(Row, kw_only=True, eq=False):
    """Two records that look like one person's, and that somebody said are not."""

    __tablename__ = "homonym"
    __table_args__ = (Index(None, "person_id", "other_id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))


class Post(Row, kw_only=True, eq=False):
    """A title that a person holds at an organisation; ``rank`` 1 is named first."""

    __tablename__ = "post"
    __table_args__ = (Index(None, "person_id", "rank"), Index(None, "organisation_id"))

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    rank: Mapped[int]
    title_zh: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
