"""What the desk hands over or asks when a guest comes: set up, answered once, counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, clean
from desktop.domain.verdicts import Asking
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.models import Answer, Desk, Question
from desktop.services.reasons import reason
from desktop.storage.journal import journal_of

LONGEST_ANSWER = 500
YES, NO, HANDED_OVER = N_("Yes"), N_("No"), N_("Given")
"""The usual answers, kept as these message ids: desks in several languages count as one."""


class QuestionEmpty(UserError):
    code = "question_empty"
    text = N_("Write what is handed over or asked, in one language at least.")


class AnswerEmpty(UserError):
    code = "answer_empty"
    text = N_("Write the answer, or leave the question open.")


class NoSuchQuestion(UserError):
    code = "no_such_question"
    text = N_("There is no question {question} at this event.")


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as a form gives it: of one category or of all (None), at one checkpoint or at all."""

    text: LocalName
    kind: Asking = Asking.QUESTION
    category_id: UUID | None = None
    checkpoint_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as screens show it, with how many guests answered it."""

    id: UUID
    text: LocalName
    kind: Asking
    category_id: UUID | None
    checkpoint_id: UUID | None
    answered: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one guest answered: when, and at which desk."""

    question: UUID
    text: LocalName
    kind: Asking
    answer: str
    at: datetime
    desk: str


def questions(session: Session, event_id: UUID) -> list[QuestionRow]:
    """The questions of an event, in the order in which they are asked."""
    counts = (
        select(Answer.question_id, func.count().label("n"))
        .where(Answer.deleted_at.is_(None))
        .group_by(Answer.question_id)
        .subquery()
    )
    rows = session.execute(
        select(Question, func.coalesce(counts.c.n, 0))
        .outerjoin(counts, counts.c.question_id == Question.id)
        .where(Question.event_id == event_id, Question.deleted_at.is_(None))
        .order_by(Question.rank, Question.id)
    )
    return [QuestionRow(row.id, _text(row), row.kind, row.category_id, row.checkpoint_id, n) for row, n in rows]


def add_question(session: Session, event_id: UUID, draft: QuestionDraft) -> QuestionRow:
    """Ask something more from now on; raises ``QuestionEmpty``."""
    row = Question(id=journal_of(session).new_id(), event_id=event_id, kind=draft.kind)
    row.rank = len(questions(session, event_id)) + 1
    _fill(row, draft)
    session.add(row)
    session.flush()
    return QuestionRow(row.id, _text(row), row.kind, row.category_id, row.checkpoint_id, 0)


def change_question(session: Session, question_id: UUID, draft: QuestionDraft) -> None:
    """Ask something else; the answers that were given stay. Raises ``QuestionEmpty``."""
    _fill(session.get_one(Question, question_id), draft)
    session.flush()


def move_question(session: Session, event_id: UUID, question_id: UUID, step: int) -> None:
    """Ask a question so many places earlier (negative) or later; raises ``NoSuchQuestion``."""
    order = [row.id for row in questions(session, event_id)]
    if question_id not in order:
        raise NoSuchQuestion(question=question_id)
    place = order.index(question_id)
    order.insert(min(max(place + step, 0), len(order) - 1), order.pop(place))
    for rank, key in enumerate(order, 1):
        session.get_one(Question, key).rank = rank
    session.flush()


def remove_question(session: Session, event_id: UUID, question_id: UUID) -> None:
    """Ask no more; the answers stay on record. Raises ``NoSuchQuestion``."""
    row = session.get(Question, question_id)
    if row is None or row.event_id != event_id or row.deleted_at is not None:
        raise NoSuchQuestion(question=question_id)
    row.deleted_at = journal_of(session).now
    session.flush()


def answer(session: Session, question_id: UUID, registration_id: UUID, said: str) -> None:
    """Keep what a guest answered, or what became of a hand-over; a later answer takes the place of the one before.

    Raises ``AnswerEmpty``.
    """
    said = clean(said)[:LONGEST_ANSWER]
    if not said:
        raise AnswerEmpty
    journal = journal_of(session)
    take_back_answer(session, question_id, registration_id)
    session.add(
        Answer(
            id=journal.new_id(),
            question_id=question_id,
            registration_id=registration_id,
            desk_id=journal.actor.desk_id,
            at=journal.now,
            answer=said,
        )
    )
    session.flush()


def take_back_answer(session: Session, question_id: UUID, registration_id: UUID) -> None:
    """Ask a guest again what was answered, or hand over again what was; the record of both stays."""
    given = select(Answer).where(
        Answer.question_id == question_id, Answer.registration_id == registration_id, Answer.deleted_at.is_(None)
    )
    for row in session.scalars(given):
        row.deleted_at = journal_of(session).now
    session.flush()


def answers(session: Session, registration_id: UUID) -> list[AnswerRow]:
    """What a guest answered and was given, in the order of the questions."""
    rows = session.execute(
        select(Answer, Question, Desk)
        .join(Question, Question.id == Answer.question_id)
        .join(Desk, Desk.id == Answer.desk_id)
        .where(Answer.registration_id == registration_id, Answer.deleted_at.is_(None))
        .order_by(Question.rank, Question.id)
    )
    return [
        AnswerRow(asked.id, _text(asked), asked.kind, row.answer, row.at, desk.name or desk.letter)
        for row, asked, desk in rows
    ]


def answer_words(_: Translator, answer: str) -> str:
    """An answer as a reader sees it; one in somebody's own words stays as it is."""
    return _(answer) if answer in {YES, NO, HANDED_OVER} else answer


def tally(session: Session, question_id: UUID) -> Mapping[str, int]:
    """How many guests gave each answer to a question, the most frequent first."""
    rows = session.execute(
        select(Answer.answer, func.count())
        .where(Answer.question_id == question_id, Answer.deleted_at.is_(None))
        .group_by(Answer.answer)
        .order_by(func.count().desc(), Answer.answer)
    )
    return dict(rows.all())


def _fill(row: Question, draft: QuestionDraft) -> None:
    text = LocalName(reason(draft.text.hant), reason(draft.text.hans), reason(draft.text.en))
    if not text:
        raise QuestionEmpty
    row.text_hant, row.text_hans, row.text_en = text.hant, text.hans, text.en
    row.kind, row.category_id, row.checkpoint_id = draft.kind, draft.category_id, draft.checkpoint_id


def _text(row: Question) -> LocalName:
    return LocalName(row.text_hant, row.text_hans, row.text_en)
