"""A visit: name, day, the rule for leaders, who stays together or apart, and what else there is to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.list_title import YEARS
from desktop.domain.text import LocalName
from desktop.domain.visits import Leaders
from desktop.errors import N_, UserError
from desktop.services.search import Hit
from desktop.services.visit_members import TieDraft, TiedToThemselves
from desktop.services.visits import VisitRow
from desktop.services.visits_edit import VisitDraft
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.people.finder import Finder
from desktop.ui.people.forms import Form
from desktop.ui.programme.lines import Line, Lines, chosen_words
from desktop.ui.visits.fields import BadMoment, Names, lines, put, text_of
from desktop.ui.widgets import Button, Data, Field, Label

LEADER_WORDS = {
    Leaders.ANY: N_("Leaders ride where there is room"),
    Leaders.APART: N_("Leaders ride in different vehicles"),
    Leaders.TOGETHER: N_("Leaders ride in one vehicle"),
}
_NO_DAY = N_("This is no day. Write it as 2026-04-12.")


@dataclass(frozen=True, slots=True)
class TypedVisit:
    """A visit as it was typed."""

    draft: VisitDraft
    ties: tuple[TieDraft, ...]


class _TieLine(Line):
    def __init__(self, context: Context, names: str, draft: TieDraft) -> None:
        self._draft = draft
        words = [(False, chosen_words(N_("stay together"))), (True, chosen_words(N_("stay apart")))]
        self.apart = Choice(context.look, words, draft.apart)
        context.look.words.bind(self.apart.setAccessibleName, N_("Together or apart"))
        super().__init__(context.look, self.apart, wide=Data(context.look, names, "strong"), movable=False)

    @property
    def draft(self) -> TieDraft:
        return TieDraft(self._draft.one_id, self._draft.other_id, self.apart.value, self._draft.id)


class TieLines(Lines[TieDraft]):
    """Who stays together or apart; two are found one after the other."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Together and apart"))
        self._context = context
        self._first: Hit | None = None
        self._half = Label(context.look, role="second", wraps=True)
        self._half.hide()
        self.finder = Finder(context, N_("Who stays together or apart"), N_("Choose"))
        self.finder.picked.connect(self._on_picked)
        self.column.addWidget(self._half)
        self.column.addWidget(self.finder)
        self.after = self.finder.field.edit

    def show_ties(self, ties: Sequence[TieDraft], names: Mapping[UUID, str]) -> None:
        """Fill these in."""
        self._first = None
        self._half.hide()
        self.finder.empty()
        self.show_drafts([self._line(one, names[one.one_id], names[one.other_id]) for one in ties])

    @property
    def drafts(self) -> tuple[TieDraft, ...]:
        return tuple(line.draft for line in self.lines)

    def _line(self, tie: TieDraft, one: str, other: str) -> _TieLine:
        return _TieLine(self._context, f"{as_seen(self._context, one)} · {as_seen(self._context, other)}", tie)

    def _on_picked(self, hit: Hit) -> None:
        self.finder.empty()
        self.finder.field.edit.setFocus()
        first, self._first = self._first, hit
        if first is None:
            self._half.say(N_("{name} and who else?"), name=as_seen(self._context, hit.name))
        else:
            self._first = None
            line = self._line(TieDraft(first.registration, hit.registration), first.name, hit.name)
            self.put(line)
            self.grown.emit(line)
        self.finder.but = self._first.registration if self._first is not None else None
        self._half.setVisible(self._first is not None)


class VisitForm(Form):
    """``typed`` is what stands there, None while the day can't be read; ``removed`` carries the visit."""

    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Visit"), N_("Save"))
        self.title.setWordWrap(True)
        self.row: VisitRow | None = None
        self._kept: TypedVisit | None = None
        self.names = Names(look, (N_("Name, Traditional Chinese"), N_("Name, Simplified Chinese"), N_("Name, English")))
        self.day = Field(look, N_("Day"), N_("2026-04-12"))
        self.leaders = Choice(look, [(one, chosen_words(text)) for one, text in LEADER_WORDS.items()])
        self.ties, self.note = TieLines(context), lines(look, N_("Note"))
        self.remove = Button(look, N_("Take the visit away"), "quiet")
        self.remove.clicked.connect(lambda: self.removed.emit(self.row))
        self.add(*self.names.fields, self.day, Field(look, N_("Leaders of delegations"), edit=self.leaders))
        self.column.addWidget(self.ties)
        self.ties.grown.connect(self.show_part)
        self.add(self.note)
        self.column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        QWidget.setTabOrder(self.remove, self.save)

    def show_visit(self, row: VisitRow) -> None:
        """Fill the fields in with what is kept."""
        self.row = row
        self.title.put(row.name.said_in(self.look.words.language))
        named = {
            key: who.said_in(self.look.words.language)
            for tie in row.ties
            for who in (tie.one, tie.other)
            if (key := who.registration_id) is not None
        }
        ties = [
            TieDraft(tie.one.registration_id, tie.other.registration_id, tie.apart, tie.id)
            for tie in row.ties
            if tie.one.registration_id is not None and tie.other.registration_id is not None
        ]
        self.ties.show_ties(ties, named)
        self._fill(VisitDraft(row.day, row.name, row.note, row.leaders))

    def show_new(self, day: date) -> None:
        """A new visit on ``day``."""
        self.row = None
        self.title.say(N_("New visit"))
        self.ties.show_ties((), {})
        self._fill(VisitDraft(day, LocalName()))

    @property
    def typed(self) -> TypedVisit | None:
        """What stands here."""
        try:
            return self._typed()
        except BadMoment as bad:
            bad.field.refuse(bad.text)
            self.show_part(bad.field)
            return None

    @property
    def begun(self) -> bool:
        try:
            return self._kept is not None and self._typed() != self._kept
        except BadMoment:
            return True

    def forget(self) -> None:
        """What stands here is kept, or is not to be."""
        self._kept = None

    def refuse(self, error: UserError) -> None:
        """Say why this can't be kept."""
        field = self.ties.finder.field if error.code == TiedToThemselves.code else self.day
        field.refuse(error.text, **error.values)

    def _fill(self, draft: VisitDraft) -> None:
        self.names.show(draft.name)
        put(self.day, draft.day.isoformat())
        put(self.note, draft.note)
        self.leaders.choose(draft.leaders)
        self.remove.setVisible(self.row is not None)
        self._kept = self._typed()
        self.names.first.edit.setFocus()

    def _typed(self) -> TypedVisit:
        try:
            day = date.fromisoformat(self.day.value)
        except ValueError:
            raise BadMoment(self.day, _NO_DAY) from None
        if not YEARS[0] <= day.year <= YEARS[1]:
            raise BadMoment(self.day, _NO_DAY)
        return TypedVisit(VisitDraft(day, self.names.value, text_of(self.note), self.leaders.value), self.ties.drafts)
