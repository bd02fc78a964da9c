"""question list · add · remove · answer: what the desk hands over or asks."""

from uuid import UUID

from desktop.cli.parser import Commands
from desktop.cli.run import Run
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Asking
from desktop.errors import N_
from desktop.i18n import Translator

_KINDS = {Asking.HAND_OVER: N_("hand over"), Asking.QUESTION: N_("ask")}


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("question", _("What the desk hands over or asks when a guest comes, once each."))
    group.add("list", _("What is handed over and asked, and how many were."), list_questions)
    more = group.add("add", _("Hand over or ask something more."), add_question)
    for option, help_ in (
        ("--text-zh-hant", _("What to say, in traditional Chinese.")),
        ("--text-zh-hans", _("What to say, in simplified Chinese.")),
        ("--text-en", _("What to say, in English.")),
    ):
        more.add_argument(option, default="", metavar=_("TEXT"), help=help_)
    more.add_argument("--hand-over", action="store_true", help=_("It is a thing to hand over, not a question."))
    more.add_argument("--category", metavar=_("CATEGORY"), help=_("Only for guests of this category."))
    more.add_argument("--checkpoint", metavar=_("CHECKPOINT"), help=_("Only at this checkpoint."))
    remove = group.add("remove", _("Ask no more; the answers stay."), remove_question)
    answer = group.add("answer", _("Keep what a guest answered, or that they were handed it."), give_answer)
    for command in (remove, answer):
        command.add_argument("question", type=UUID, metavar=_("ID"), help=_("What “question list” names."))
    answer.add_argument(
        "person", metavar=_("PERSON"),
        help=_("A registration's id, a badge's serial, or a text that finds exactly one person."),
    )  # fmt: skip
    answer.add_argument("answer", metavar=_("TEXT"), help=_("What they said."))


def list_questions(run: Run, _: Translator) -> None:
    """All questions with their answers counted."""
    from desktop.services import categories, checkpoints, events, questions

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        rows = questions.questions(session, event.id)
        named = {row.id: row.code for row in categories.categories(session, event.id)}
        places = {row.id: row.code for row in checkpoints.checkpoints(session, event.id)}
        answers = {row.id: questions.tally(session, row.id) for row in rows}
    documents = [
        {
            "id": str(row.id),
            "kind": row.kind.value,
            "text": row.text.said_in(_.language),
            "category": named.get(row.category_id) if row.category_id else None,
            "checkpoint": places.get(row.checkpoint_id) if row.checkpoint_id else None,
            "answered": row.answered,
            "answers": dict(answers[row.id]),
        }
        for row in rows
    ]
    run.give_table(
        documents,
        [_("Kind"), _("Text"), _("Category"), _("Checkpoint"), _("Answered"), _("Id")],
        (
            (_(_KINDS[row.kind]), *(str(said[name] or "") for name in ("text", "category", "checkpoint")),
             row.answered, str(row.id))
            for row, said in zip(rows, documents, strict=True)
        ),
    )  # fmt: skip


def add_question(run: Run, _: Translator) -> None:
    """Add one."""
    from desktop.services import categories, checkpoints, events, questions

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        draft = questions.QuestionDraft(
            LocalName(args.text_zh_hant, args.text_zh_hans, args.text_en),
            Asking.HAND_OVER if args.hand_over else Asking.QUESTION,
            categories.find_category(session, event.id, args.category).id if args.category else None,
            checkpoints.find_checkpoint(session, event.id, args.checkpoint).id if args.checkpoint else None,
        )
        row = questions.add_question(session, event.id, draft)
    said = row.text.said_in(_.language)
    run.give({"id": str(row.id), "kind": row.kind.value, "text": said}, [f"{said}  {row.id}"])


def remove_question(run: Run, _: Translator) -> None:
    """Remove one."""
    from desktop.services import events, questions

    with run.database() as db, db.write() as session:
        questions.remove_question(session, events.event_in_use(session).id, run.args.question)
    run.give({"id": str(run.args.question), "removed": True}, [_("It is not asked any more.")])


def give_answer(run: Run, _: Translator) -> None:
    """Keep an answer."""
    from desktop.services import events, questions, search

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        guest = search.resolve(session, event.id, args.person)
        if all(row.id != args.question for row in questions.questions(session, event.id)):
            raise questions.NoSuchQuestion(question=args.question)
        questions.answer(session, args.question, guest, args.answer)
        rows = questions.answers(session, guest)
    run.give(
        [{"question": str(row.question), "text": row.text.said_in(_.language), "answer": row.answer} for row in rows],
        [f"{row.text.said_in(_.language)}  {questions.answer_words(_, row.answer)}" for row in rows],
    )
