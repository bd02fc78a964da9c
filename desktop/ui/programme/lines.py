"""What hangs on an item, as lines of a form: people with their parts, cues, materials."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.programme import Department, ItemKind, MaterialKind, MaterialState
from desktop.domain.programme_words import (
    DEPARTMENT_WORDS,
    MATERIAL_WORDS,
    PART_WORDS,
    STATE_WORDS,
    default_part,
)
from desktop.errors import N_
from desktop.services.programme import ItemRow
from desktop.services.programme_edit import CueDraft, MaterialDraft, PersonDraft
from desktop.services.search import Hit
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.look import Look
from desktop.ui.names import as_seen
from desktop.ui.people.finder import Finder
from desktop.ui.stage_words import name_of
from desktop.ui.widgets import Button, Data, Edit, IconButton, SectionTitle, rule

D = TypeVar("D")


def chosen_words(text: str) -> Say:
    """A message id as a choice says it."""
    return lambda _: _(text)


class Moving(QFrame):
    """One of several; ``moved`` carries -1 or 1."""

    moved = Signal(int)
    removed = Signal()

    def take_focus(self) -> None:
        """The line beside this one is gone."""
        self.setFocus()


class Line(Moving):
    """Its parts in a row, with what moves it and takes it out; ``wide`` above them, ``below`` others."""

    def __init__(
        self,
        look: Look,
        *parts: QWidget,
        wide: QWidget | None = None,
        below: Sequence[QWidget] = (),
        movable: bool = True,
    ) -> None:
        super().__init__()
        column, row, last = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (column, row, last):
            look.theme.bind(layout.setSpacing, 4)
        column.addWidget(rule())
        if wide is not None:
            column.addWidget(wide)
        for part in parts:
            row.addWidget(part, 1)
        if movable:
            row.addWidget(IconButton(look, "up", N_("Move up"), partial(self.moved.emit, -1)))
            row.addWidget(IconButton(look, "down", N_("Move down"), partial(self.moved.emit, 1)))
        self.remove = IconButton(look, "close", N_("Remove"), self.removed.emit)
        row.addWidget(self.remove)
        column.addLayout(row)
        for part in below:
            last.addWidget(part, int(isinstance(part, Choice)))
        column.addLayout(last)

    def take_focus(self) -> None:
        self.remove.setFocus()


class Lines(QWidget, Generic[D]):
    """Lines in an order; ``drafts`` are what stands in them, ``grown`` carries a new one.

    ``after`` takes the focus when the last one is gone.
    """

    grown = Signal(object)

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self.look = look
        self.lines: list[Any] = []
        self.after: QWidget | None = None
        self._places = QVBoxLayout()
        look.theme.bind(self._places.setSpacing, 8)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(self.column.setSpacing, 8)
        self.column.addWidget(SectionTitle(look, title))
        self.column.addLayout(self._places)

    @property
    @abstractmethod
    def drafts(self) -> tuple[D, ...]:
        """What stands here, in order."""

    def show_drafts(self, lines: Sequence[Moving]) -> None:
        """Show these lines and no others."""
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        for line in lines:
            self.put(line)

    def put(self, line: Moving) -> None:
        """Put a line below the others."""
        line.moved.connect(partial(self._move, line))
        line.removed.connect(partial(self._remove, line))
        self.lines.append(line)
        self._places.addWidget(line)

    def _move(self, line: Moving, step: int) -> None:
        to = min(max(self.lines.index(line) + step, 0), len(self.lines) - 1)
        self.lines.remove(line)
        self.lines.insert(to, line)
        self._places.insertWidget(to, line)

    def _remove(self, line: Moving) -> None:
        place = self.lines.index(line)
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        if self.lines:
            self.lines[min(place, len(self.lines) - 1)].take_focus()
        elif self.after is not None:
            self.after.setFocus()


class _PersonLine(Line):
    def __init__(self, look: Look, name: str, draft: PersonDraft) -> None:
        self.draft = draft
        self.part = Choice(look, [(part, chosen_words(text)) for part, text in PART_WORDS.items()], draft.part)
        super().__init__(look, self.part, wide=Data(look, name, "strong"))


class PeopleLines(Lines[PersonDraft]):
    """Who has a part, in order of appearance; found in the register, or written as a name alone."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("People"))
        self.kind = ItemKind.CUSTOM
        self._seen = partial(as_seen, context)
        self.finder = Finder(context, N_("Add somebody"), N_("Add"))
        self.finder.picked.connect(self._on_picked)
        self.by_name = Button(context.look, N_("Add the name as it is written"), "quiet")
        self.by_name.clicked.connect(self._on_name)
        self.column.addWidget(self.finder)
        self.column.addWidget(self.by_name)
        self.by_name.hide()
        self.after = self.finder.field.edit
        if isinstance(edit := self.finder.field.edit, QLineEdit):
            edit.textChanged.connect(lambda text: self.by_name.setVisible(bool(text.strip())))

    def show_people(self, row: ItemRow | None, drafts: Sequence[PersonDraft]) -> None:
        """Fill in who ``row`` has."""
        _ = self.look.words._
        people = row.people if row is not None else ()
        self.finder.empty()
        self.show_drafts(
            [
                _PersonLine(self.look, self._seen(name_of(_, person)), draft)
                for person, draft in zip(people, drafts, strict=True)
            ]
        )

    @property
    def drafts(self) -> tuple[PersonDraft, ...]:
        return tuple(
            PersonDraft(line.part.value, line.draft.registration_id, line.draft.name, line.draft.note, line.draft.id)
            for line in self.lines
        )

    def _on_picked(self, hit: Hit) -> None:
        self._add(hit.name, PersonDraft(default_part(self.kind), hit.registration))

    def _on_name(self) -> None:
        name = self.finder.field.value
        if name:
            self._add(name, PersonDraft(default_part(self.kind), name=name))

    def _add(self, name: str, draft: PersonDraft) -> None:
        line = _PersonLine(self.look, self._seen(name), draft)
        self.put(line)
        self.finder.empty()
        self.finder.field.edit.setFocus()
        self.grown.emit(line)


class _CueLine(Line):
    def __init__(self, look: Look, draft: CueDraft) -> None:
        self.key = draft.id
        self.department = Choice(
            look, [(each, chosen_words(text)) for each, text in DEPARTMENT_WORDS.items()], draft.department
        )
        self.when = Choice[bool](
            look,
            [(False, chosen_words(N_("from the start"))), (True, chosen_words(N_("from the end")))],
            draft.from_end,
        )
        self.offset, self.text = Edit(), Edit()
        self.offset.setText(_offset_words(draft.seconds))
        self.text.setText(draft.text)
        look.words.bind(self.text.setPlaceholderText, N_("What is to be done"))
        look.words.bind(self.text.setAccessibleName, N_("What is to be done"))
        look.words.bind(self.offset.setAccessibleName, N_("Minutes and seconds"))
        look.words.bind(self.offset.setToolTip, N_("Minutes and seconds, as 0:30; -1:00 is a minute before"))
        look.theme.bind(self.offset.setFixedWidth, 72)
        super().__init__(look, self.department, wide=self.text, below=(self.offset, self.when), movable=False)

    @property
    def draft(self) -> CueDraft:
        return CueDraft(
            self.department.value, self.text.text(), read_offset(self.offset.text()) or 0, self.when.value, self.key
        )


class CueLines(Lines[CueDraft]):
    """The cues of an item, by department."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, N_("Cues"))
        add = Button(look, N_("Add a cue"), icon="add")
        add.clicked.connect(self._add)
        self.column.addWidget(add)
        self.after = add

    def show_cues(self, drafts: Sequence[CueDraft]) -> None:
        """Fill these in."""
        self.show_drafts([_CueLine(self.look, draft) for draft in drafts])

    @property
    def drafts(self) -> tuple[CueDraft, ...]:
        return tuple(line.draft for line in self.lines)

    def _add(self) -> None:
        line = _CueLine(self.look, CueDraft(Department.STAGE, ""))
        self.put(line)
        line.text.setFocus()
        self.grown.emit(line)


class _MaterialLine(Line):
    def __init__(self, look: Look, draft: MaterialDraft) -> None:
        self.key, self._note = draft.id, draft.note
        self.kind = Choice(look, [(each, chosen_words(text)) for each, text in MATERIAL_WORDS.items()], draft.kind)
        self.state = Choice(look, [(each, chosen_words(text)) for each, text in STATE_WORDS.items()], draft.state)
        self.name = Edit()
        self.name.setText(draft.name)
        look.words.bind(self.name.setPlaceholderText, N_("File or paper"))
        look.words.bind(self.name.setAccessibleName, N_("File or paper"))
        super().__init__(look, self.kind, wide=self.name, below=(self.state,), movable=False)

    @property
    def draft(self) -> MaterialDraft:
        return MaterialDraft(self.kind.value, self.state.value, self.name.text(), self._note, self.key)


class MaterialLines(Lines[MaterialDraft]):
    """What has to be there: video files received, slides checked."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, N_("Materials"))
        add = Button(look, N_("Add a material"), icon="add")
        add.clicked.connect(self._add)
        self.column.addWidget(add)
        self.after = add

    def show_materials(self, drafts: Sequence[MaterialDraft]) -> None:
        """Fill these in."""
        self.show_drafts([_MaterialLine(self.look, draft) for draft in drafts])

    @property
    def drafts(self) -> tuple[MaterialDraft, ...]:
        return tuple(line.draft for line in self.lines)

    def _add(self) -> None:
        line = _MaterialLine(self.look, MaterialDraft(MaterialKind.SLIDES, MaterialState.AWAITED))
        self.put(line)
        line.name.setFocus()
        self.grown.emit(line)


def read_offset(text: str) -> int | None:
    """Minutes and seconds with a sign, as -1:30, in seconds; None where it is none."""
    said = text.strip().replace("−", "-").replace("+", "")
    sign = -1 if said.startswith("-") else 1
    minutes, _colon, seconds = said.removeprefix("-").partition(":")
    if not minutes:
        return 0
    if not minutes.isdecimal() or (seconds and not seconds.isdecimal()):
        return None
    return sign * (int(minutes) * 60 + int(seconds or 0))


def _offset_words(seconds: int) -> str:
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{sign}{minutes}:{rest:02d}"
