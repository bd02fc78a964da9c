"""What the desk hands over or asks when a guest comes, and what was answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.domain.verdicts import Asking
from desktop.models.base import Row


class Question(Row, kw_only=True, eq=False):
    """Something to hand over or to ask, once a guest; of everyone, of one category, at one checkpoint, or both."""

    __tablename__ = "question"
    __table_args__ = (Index(None, "event_id"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    checkpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey("checkpoint.id"), default=None)
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("category.id"), default=None)
    kind: Mapped[Asking]
    text_hant: Mapped[str] = mapped_column(default="")
    text_hans: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    rank: Mapped[int] = mapped_column(default=1)


class Answer(Row, kw_only=True, eq=False):
    """What a guest answered, or that a thing was handed over: one row a question and guest that counts."""

    __tablename__ = "answer"
    __table_args__ = (Index(None, "registration_id", "question_id"), Index(None, "question_id"))

    question_id: Mapped[UUID] = mapped_column(ForeignKey("question.id"))
    registration_id: Mapped[UUID] = mapped_column(ForeignKey("registration.id"))
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    at: Mapped[datetime]
    answer: Mapped[str]
