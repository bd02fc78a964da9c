"""The gifts that a delegation brings and gets, in the order of exchange."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from desktop.errors import N_
from desktop.services.delegations_edit import GiftDraft
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.delegations.people import labelled
from desktop.ui.look import Look
from desktop.ui.programme.lines import Line, Lines, chosen_words
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Button


class _GiftLine(Line):
    def __init__(self, look: Look, draft: GiftDraft, people: Mapping[UUID, str]) -> None:
        self._draft = draft
        self.text = labelled(look, N_("What it is"), draft.text)
        self.received = Choice[bool](
            look, [(False, chosen_words(N_("Brought"))), (True, chosen_words(N_("Received")))], draft.received
        )
        look.words.bind(self.received.setAccessibleName, N_("Given or received"))
        nobody: tuple[UUID | None, Say] = (None, chosen_words(N_("Nobody named")))
        known = people if draft.registration_id is None else {draft.registration_id: "—", **people}
        self.who: Choice[UUID | None] = Choice(
            look, [nobody, *((key, _named(name)) for key, name in known.items())], draft.registration_id
        )
        look.words.bind(self.who.setAccessibleName, N_("Who hands it over, or takes it"))
        look.words.bind(self.who.setToolTip, N_("Who hands it over, or takes it"))
        self.done = QCheckBox()
        look.words.bind(self.done.setText, N_("Done"))
        self.done.setChecked(draft.done)
        super().__init__(look, self.received, self.who, self.done, wide=self.text)
        on_key("member_up", self, lambda: self.moved.emit(-1))
        on_key("member_down", self, lambda: self.moved.emit(1))

    @property
    def draft(self) -> GiftDraft:
        return replace(
            self._draft, text=self.text.text(), received=self.received.value, done=self.done.isChecked(),
            registration_id=self.who.value,
        )  # fmt: skip


class GiftLines(Lines[GiftDraft]):
    """Gifts in the order of exchange; a line in which nothing is written is none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Gifts"))
        self._people: Mapping[UUID, str] = {}
        self.add = Button(context.look, N_("Add a gift"), icon="add")
        self.add.clicked.connect(self._add)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.after = self.add

    def show_gifts(self, drafts: Sequence[GiftDraft], people: Mapping[UUID, str]) -> None:
        """Fill these in; ``people`` may hand them over."""
        self._people = people
        self.show_drafts([_GiftLine(self.look, draft, people) for draft in drafts])

    @property
    def drafts(self) -> tuple[GiftDraft, ...]:
        return tuple(draft for line in self.lines if (draft := line.draft).text.strip())

    def _add(self) -> None:
        line = _GiftLine(self.look, GiftDraft(""), self._people)
        self.put(line)
        line.text.setFocus()
        self.grown.emit(line)


def _named(name: str) -> Say:
    return lambda _: name
