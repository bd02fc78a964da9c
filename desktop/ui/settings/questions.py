"""What the desk hands over or asks when a guest comes: of a category, at a checkpoint, or of everybody everywhere."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Asking
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.categories import categories
from desktop.services.checkpoints import checkpoints
from desktop.services.questions import (
    QuestionDraft,
    QuestionRow,
    add_question,
    change_question,
    move_question,
    questions,
    remove_question,
)
from desktop.ui.acts import Acts
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.look import Look
from desktop.ui.settings.edited import EditedSection, EntryForm, NameFields
from desktop.ui.widgets import Field, IconButton

_TABLES = frozenset({"question", "answer", "category", "checkpoint"})


@dataclass(frozen=True, slots=True)
class _Known:
    rows: list[QuestionRow] = field(default_factory=list)
    categories: dict[UUID, LocalName] = field(default_factory=dict)
    places: dict[UUID, LocalName] = field(default_factory=dict)


class QuestionsSection(EditedSection):
    """A line for each question; one is changed right below its line."""

    edit: "QuestionForm"

    def __init__(self, context: Context, acts: Acts) -> None:
        super().__init__(
            context,
            N_("Hand-overs and questions"),
            N_("What the desk hands over or asks when a guest comes, once a guest: a gift, a headset, a diet."),
            QuestionForm(context.look),
            N_("Add a hand-over or a question"),
        )
        self._acts, self._known = acts, _Known()
        self.start(_TABLES)

    def load(self) -> None:
        event = self.context.here.event
        if event is not None:
            self.context.data.ask(
                lambda s: _Known(
                    questions(s, event.id),
                    {row.id: row.name for row in categories(s, event.id)},
                    {row.id: row.name for row in checkpoints(s, event.id)},
                ),
                self._show,
            )

    def _show(self, known: _Known) -> None:
        if known != self._known:
            self._known = known
            self.draw()

    def put_lines(self) -> None:
        look, rows = self.look, self._known.rows
        _ = look.words._
        for row in rows:
            up = IconButton(look, "up", N_("Ask this earlier"), partial(self._move, row, -1))
            down = IconButton(look, "down", N_("Ask this later"), partial(self._move, row, 1))
            up.setEnabled(row.id != rows[0].id)
            down.setEnabled(row.id != rows[-1].id)
            change = self.change_button(N_("Change"), row)
            self.put_line(row.id, row.text.said_in(_.language), self._about(_, row), None, up, down, change)

    def _about(self, _: Translator, row: QuestionRow) -> str:
        known = self._known
        category = known.categories.get(row.category_id) if row.category_id is not None else None
        place = known.places.get(row.checkpoint_id) if row.checkpoint_id is not None else None
        if row.kind is Asking.HAND_OVER:
            kind = _("Handed over")
            count = _.ngettext("{n} guest has it", "{n} guests have it", row.answered)
        else:
            kind, count = _("Asked"), _.ngettext("{n} answer", "{n} answers", row.answered)
        return " · ".join(
            (
                kind,
                category.said_in(_.language) if category is not None else _("all categories"),
                place.said_in(_.language) if place is not None else _("at every checkpoint"),
                count,
            )
        )

    def fill(self, row: QuestionRow | None) -> None:
        self.edit.show_question(row, self._known.categories, self._known.places)

    def _move(self, row: QuestionRow, step: int) -> None:
        event = self.context.here.event
        if event is not None:
            self._acts.do(
                lambda session: move_question(session, event.id, row.id, step),
                lambda _: _("The order of the questions is changed."),
            )

    def save(self) -> None:
        event, row, draft = self.context.here.event, self.edit.row, self.edit.draft
        if event is None:
            return

        def act(session: Any) -> None:
            if row is None:
                add_question(session, event.id, draft)
            else:
                change_question(session, row.id, draft)

        self._acts.do(
            act,
            lambda _: _("“{question}” is saved.", question=draft.text.said_in(_.language)),
            lambda _none: self.close_form(),
            self.edit.refuse,
        )

    def remove(self) -> None:
        event, row = self.context.here.event, self.edit.row
        if event is not None and row is not None:
            self._acts.do(
                lambda session: remove_question(session, event.id, row.id),
                lambda _: _("“{question}” is removed.", question=row.text.said_in(_.language)),
                lambda _none: self.close_form(),
                self.edit.refuse,
            )


class QuestionForm(EntryForm):
    """The fields of one question."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._texts = NameFields(
            look, N_("Text in Traditional Chinese"), N_("Text in Simplified Chinese"), N_("Text in English")
        )
        self.hant, self.hans, self.en = self._texts.all
        self.kind: Choice[Asking] = Choice(
            look,
            [
                (Asking.HAND_OVER, lambda _: _("Hand something over")),
                (Asking.QUESTION, lambda _: _("Ask something")),
            ],
        )
        self.category: Choice[UUID | None] = Choice(look)
        self.place: Choice[UUID | None] = Choice(look)
        for part in (
            *self._texts.all,
            Field(look, N_("What the desk does"), edit=self.kind),
            Field(look, N_("Of whom"), edit=self.category),
            Field(look, N_("Where"), edit=self.place),
        ):
            self.column.addWidget(part)
        self.finish(N_("Save"), N_("Cancel"), N_("Ask no more"))

    def fields(self) -> tuple[Field, ...]:
        return self._texts.all

    def show_question(
        self, row: QuestionRow | None, categories: dict[UUID, LocalName], places: dict[UUID, LocalName]
    ) -> None:
        """Fill in what is kept of ``row``; a new one is handed over to everybody everywhere."""
        self.begin(row)
        self._texts.show_name(row.text if row is not None else LocalName())
        self.kind.choose(row.kind if row is not None else Asking.HAND_OVER)
        self.category.offer(
            [(None, lambda _: _("All categories")), *_named(categories)], row.category_id if row is not None else None
        )
        self.place.offer(
            [(None, lambda _: _("At every checkpoint")), *_named(places)],
            row.checkpoint_id if row is not None else None,
        )

    @property
    def draft(self) -> QuestionDraft:
        """The question as it stands here."""
        return QuestionDraft(self._texts.name, self.kind.value, self.category.value, self.place.value)

    def refuse(self, error: UserError) -> None:
        """Say below the text why this can't be kept."""
        self.hant.refuse(error.text, **error.values)


def _named(known: dict[UUID, LocalName]) -> list[tuple[UUID | None, Say]]:
    return [(key, partial(_said, name)) for key, name in known.items()]


def _said(name: LocalName, _: Translator) -> str:
    return name.said_in(_.language)
