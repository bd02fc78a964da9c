"""Which conflicts are shown: by a name, a kind, a delegation, a day, or of one thing alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.domain.conflicts import Kind
from desktop.domain.conflicts_words import KIND_WORDS
from desktop.domain.text import fold
from desktop.errors import N_
from desktop.services.conflict_list import ConflictList, Listed
from desktop.ui.choices import Choice, Say
from desktop.ui.look import Look
from desktop.ui.stage_words import day_words, in_words
from desktop.ui.widgets import Button, Edit

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; None or nothing is "any"."""

    text: str = ""
    kind: Kind | None = None
    delegation: UUID | None = None
    day: date | None = None
    only: UUID | None = None

    def of(self, found: ConflictList) -> tuple[Listed, ...]:
        """The conflicts that are asked for."""
        words = fold(self.text).split()
        return tuple(
            line for line in found.lines
            if self.kind in (None, line.kind)
            and self.day in (None, line.day)
            and (self.delegation is None or self.delegation in line.refs)
            and (self.only is None or self.only in line.refs)
            and all(word in line.text for word in words)
        )  # fmt: skip


class Filters(QObject):
    """``changed`` comes when something else is asked for. ``widgets`` stand in the head of the page."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._only: tuple[UUID, str] | None = None
        self.text = Edit()
        self.text.setClearButtonEnabled(True)
        for setter in (self.text.setPlaceholderText, self.text.setAccessibleName):
            look.words.bind(setter, N_("Find in this list"))
        look.theme.bind(self.text.setMinimumWidth, 184)
        self.kind: Choice[Kind | None] = Choice(look)
        self.delegation: Choice[UUID | None] = Choice(look)
        self.day: Choice[date | None] = Choice(look)
        self.only = Button(look, N_("Show all"), "filter", icon="close")
        self.only.hide()
        for choice, text, least in (
            (self.kind, N_("Kind of conflict"), 140),
            (self.delegation, N_("Delegation"), 172),
            (self.day, N_("Day"), 140),
        ):
            look.theme.bind(choice.setMinimumWidth, least)
            look.words.bind(choice.setAccessibleName, text)
            look.theme.bind(choice.setMaximumWidth, 240)
            choice.activated.connect(lambda _index: self.changed.emit())
        self.text.textChanged.connect(lambda _text: self.changed.emit())
        self.only.clicked.connect(lambda: self.show_only(None))
        self.widgets = (self.text, self.kind, self.delegation, self.day, self.only)
        self.offer(ConflictList())

    @property
    def wanted(self) -> Wanted:
        """What is asked for now."""
        only = self._only[0] if self._only is not None else None
        return Wanted(self.text.text(), self.kind.value, self.delegation.value, self.day.value, only)

    def offer(self, found: ConflictList) -> None:
        """Offer what there is to choose among; what was chosen stays, also when nothing of it is left."""
        wanted = self.wanted if self.kind.count() else Wanted()
        kinds = dict.fromkeys(sorted({line.kind for line in found.lines}, key=list(Kind).index))
        days = sorted({day for day in (wanted.day, *(line.day for line in found.lines)) if day is not None})
        if wanted.kind is not None:
            kinds.setdefault(wanted.kind)
        groups = [(key, in_words(name)) for key, name in found.delegations]
        if wanted.delegation is not None and wanted.delegation not in dict(groups):
            groups.append((wanted.delegation, _said(self.delegation.currentText())))
        _put(self.kind, N_("All kinds"), [(kind, _word(KIND_WORDS[kind])) for kind in kinds], wanted.kind)
        _put(self.delegation, N_("All delegations"), groups, wanted.delegation)
        _put(self.day, N_("All days"), [(day, day_words(day)) for day in days], wanted.day)

    def show_only(self, ref: UUID | None, name: str = "") -> None:
        """Show only what touches ``ref``, which is called ``name``; None for all again."""
        self._only = (ref, name) if ref is not None else None
        self.only.setVisible(ref is not None)
        if ref is not None:
            self.only.setChecked(True)
            self.only.say(N_("Only {name}"), name=name)
        self.changed.emit()

    def clear(self) -> None:
        """Ask for everything."""
        for widget in (self, self.text):
            widget.blockSignals(True)
        self.text.clear()
        for choice in (self.kind, self.delegation, self.day):
            choice.setCurrentIndex(0)
        for widget in (self, self.text):
            widget.blockSignals(False)
        self.show_only(None)


def _put(choice: Choice[V | None], all_of: str, offered: Sequence[tuple[V, Say]], chosen: V | None) -> None:
    if not choice.view().isVisible():  # it would forget what is being chosen
        every: list[tuple[V | None, Say]] = [(None, _word(all_of))]
        choice.offer([*every, *offered], chosen)


def _word(text: str) -> Say:
    return lambda _: _(text)


def _said(text: str) -> Say:
    return lambda _: text
