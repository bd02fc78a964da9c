"""People and organisations, kept across events, and the posts that join them."""

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
    """A human being. Names are as the owner writes them; ``folded`` is the name as it is compared."""

    __tablename__ = "person"
    __table_args__ = (Index(None, "folded"),)

    name_zh: Mapped[str] = mapped_column(default="")
    name_latin: Mapped[str] = mapped_column(default="")
    honorific_zh: Mapped[str] = mapped_column(default="")
    honorific_en: Mapped[str] = mapped_column(default="")
    postnominal_zh: Mapped[str] = mapped_column(default="")
    postnominal_en: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")


class Post(Row, kw_only=True, eq=False):
    """A title that a person holds at an organisation; ``rank`` 1 is named first."""

    __tablename__ = "post"
    __table_args__ = (Index(None, "person_id", "rank"), Index(None, "organisation_id"))

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    rank: Mapped[int]
    title_zh: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
