"""Parties and people of an agreement, as lines of a form."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop.domain.agreements import Side, SigningPart
from desktop.domain.ceremony_words import SIDE_WORDS, SIGNING_WORDS
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.services.agreements import PersonDraft
from desktop.services.search import Hit
from desktop.ui.ceremonies.agreement_typed import TypedParty
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.people.finder import Finder
from desktop.ui.programme.lines import Line, Lines, Moving, chosen_words
from desktop.ui.widgets import Button, Data, Field

_OF_PARTY = (SigningPart.SIGNATORY, SigningPart.ALTERNATE, SigningPart.WITNESS, SigningPart.ASSISTANT)
_OF_ALL = (SigningPart.OFFICIATING, SigningPart.WITNESS, SigningPart.ASSISTANT)
Names = Callable[[UUID], str]


class _SignerLine(Line):
    def __init__(self, context: Context, name: str, draft: PersonDraft, parts: Sequence[SigningPart]) -> None:
        self.draft = draft
        offered = parts if draft.part in parts else (*parts, draft.part)
        self.part = Choice(context.look, [(part, chosen_words(SIGNING_WORDS[part])) for part in offered], draft.part)
        self._context, self._name, self._shown = context, name, Data(context.look, "", "strong")
        super().__init__(context.look, self.part, wide=self._shown)
        self._say_name()
        context.keeper.changed.connect(self._say_name)

    def _say_name(self) -> None:
        name = as_seen(self._context, self._name)
        self._shown.put(name)
        self.part.setAccessibleName(name)

    @property
    def made(self) -> PersonDraft:
        return PersonDraft(self.part.value, self.draft.registration_id, self.draft.name)


class SignerLines(Lines[PersonDraft]):
    """Who signs, could sign, witnesses or helps: found in the register, or written as a name alone."""

    def __init__(self, context: Context, title: str, *, of_party: bool) -> None:
        super().__init__(context.look, title)
        self._context, self._parts = context, _OF_PARTY if of_party else _OF_ALL
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

    def show_people(self, drafts: Sequence[PersonDraft], names: Mapping[UUID, str]) -> None:
        """Fill these in; ``names`` are those of who is registered."""
        self.show_drafts([self._line(self._named(draft, names), draft) for draft in drafts])

    @property
    def drafts(self) -> tuple[PersonDraft, ...]:
        return tuple(line.made for line in self.lines)

    def _named(self, draft: PersonDraft, names: Mapping[UUID, str]) -> str:
        return draft.name if draft.registration_id is None else names.get(draft.registration_id, draft.name)

    def _line(self, name: str, draft: PersonDraft) -> _SignerLine:
        return _SignerLine(self._context, name, draft, self._parts)

    def _on_picked(self, hit: Hit) -> None:
        self._add(hit.name, PersonDraft(self._next_part(), hit.registration))

    def _on_name(self) -> None:
        name = self.finder.field.value
        if name:
            self._add(name, PersonDraft(self._next_part(), name=name))

    def _next_part(self) -> SigningPart:
        """Who comes first signs, the next one could sign instead."""
        taken = {line.part.value for line in self.lines}
        return next((part for part in self._parts if part not in taken), self._parts[-1])

    def _add(self, name: str, draft: PersonDraft) -> None:
        line = self._line(name, draft)
        self.put(line)
        self.finder.empty()
        self.finder.field.edit.setFocus()
        self.grown.emit(line)


class PartyLine(Line):
    """A party: organisation, side, people. ``typed_on`` comes when its name changes."""

    typed_on = Signal()
    grown = Signal(object)

    def __init__(self, context: Context, party: TypedParty, names: Mapping[UUID, str], known: "Known") -> None:
        look = context.look
        self._known, self._party = known, party
        self.name = Field(look, N_("Organisation"), N_("chosen from those known, or a new name"))
        self.side = Choice(look, [(side, chosen_words(text)) for side, text in SIDE_WORDS.items()], party.side)
        look.words.bind(self.side.setAccessibleName, N_("Side"))
        self.people = SignerLines(context, N_("People of this party"), of_party=True)
        super().__init__(look, self.side, wide=self.name)
        if (column := self.layout()) is not None:
            column.addWidget(self.people)
        if isinstance(edit := self.name.edit, QLineEdit):
            edit.setText(party.name)
            edit.setCursorPosition(0)
            edit.setCompleter(known.completer(edit))
            edit.textChanged.connect(lambda _text: self.typed_on.emit())
        self.people.grown.connect(self.grown)
        self.people.show_people(party.people, names)

    @property
    def draft(self) -> TypedParty:
        """What stands here."""
        name = self.name.value
        kept = self._party.organisation_id if name == self._party.name else None
        return TypedParty(name, kept or self._known.key(name), self.side.value, self.people.drafts)


class PartyLines(Lines[TypedParty]):
    """The parties, in the order of naming and signing. ``changed`` comes when that or a name changes."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Parties"))
        self._context, self.known = context, Known()
        self._names: Mapping[UUID, str] = {}
        self.more = Button(context.look, N_("Add a party"), icon="add")
        self.more.clicked.connect(self._add)
        self.column.addWidget(self.more)
        self.after = self.more

    def show_parties(self, parties: Sequence[TypedParty], names: Mapping[UUID, str]) -> None:
        """Fill these in."""
        self._names = names
        self.show_drafts([self._line(party) for party in parties])
        self.changed.emit()

    @property
    def drafts(self) -> tuple[TypedParty, ...]:
        return tuple(draft for line in self.lines if (draft := line.draft).name or draft.people)

    def put(self, line: Moving) -> None:
        super().put(line)
        for signal in (line.moved, line.removed):
            signal.connect(self.changed)

    def _line(self, party: TypedParty) -> PartyLine:
        line = PartyLine(self._context, party, self._names, self.known)
        line.typed_on.connect(self.changed)
        line.grown.connect(self.grown)
        return line

    def _add(self) -> None:
        line = self._line(TypedParty("", None, next_side(self.drafts)))
        self.put(line)
        line.name.edit.setFocus()
        self.grown.emit(line)


def next_side(parties: Sequence[TypedParty]) -> Side:
    """The side that one more party takes: hosts come second, and of more than two parties none has a side."""
    if len(parties) > 1:
        return Side.NONE
    return Side.HOST if parties and parties[0].side is Side.GUEST else Side.GUEST


class Known:
    """The organisations that there are, found by any of their names."""

    def __init__(self) -> None:
        self._keys: dict[str, UUID] = {}
        self._model = QStringListModel()

    def learn(self, bodies: Mapping[UUID, LocalName]) -> None:
        """Offer these."""
        self._keys = {}
        for key, name in bodies.items():
            for written in (name.hant, name.hans, name.en):
                if written:
                    self._keys.setdefault(written, key)
        self._model.setStringList(sorted(self._keys))

    def key(self, name: str) -> UUID | None:
        """The organisation with this name, or None."""
        return self._keys.get(name)

    def completer(self, parent: QWidget) -> QCompleter:
        """Offers the names to whoever types there."""
        completer = QCompleter(self._model, parent)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return completer
