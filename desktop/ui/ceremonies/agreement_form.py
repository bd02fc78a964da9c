"""An agreement's fields: title, parties with their people, those of all; and who signs which copy when."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from desktop.domain.agreements import Side, signing_steps
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.services.agreements import AgreementRow, PartyTwice
from desktop.ui.ceremonies.agreement_lines import PartyLine, PartyLines, SignerLines
from desktop.ui.ceremonies.agreement_typed import Typed, TypedParty, typed_of
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.people.forms import Form
from desktop.ui.stage_words import name_of
from desktop.ui.widgets import Button, Data, Field, Label, SectionTitle, clear

_BATCHES = 12


class AgreementForm(Form):
    """``typed`` is what stands there, None while a party has no name; ``removed`` carries what is open."""

    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Agreement"), N_("Save"))
        self.row: AgreementRow | None = None
        self._kept: Typed | None = None
        self.hant, self.hans = (
            Field(look, N_("Title, Traditional Chinese")),
            Field(look, N_("Title, Simplified Chinese")),
        )
        self.en = Field(look, N_("Title, English"))
        self.note = QPlainTextEdit()
        self.batch: Choice[int] = Choice(look)
        self.note.setTabChangesFocus(True)
        look.theme.bind(self.note.setFixedHeight, 72)
        self.parties = PartyLines(context)
        self.people = SignerLines(context, N_("On stage for all parties"), of_party=False)
        self._steps = QVBoxLayout()
        look.theme.bind(self._steps.setSpacing, 2)
        self.add(self.hant, self.hans, self.en, Field(look, N_("Batch"), edit=self.batch))
        for lines in (self.parties, self.people):
            self.column.addWidget(lines)
            lines.grown.connect(self.show_part)
        self.column.addWidget(SectionTitle(look, N_("Who signs which copy when")))
        self.column.addLayout(self._steps)
        self.add(Field(look, N_("Note"), edit=self.note))
        self.remove = Button(look, N_("Take the agreement away"), "quiet")
        self.remove.clicked.connect(lambda: self.removed.emit(self.row))
        self.column.addWidget(self.remove)
        self.column.addStretch(1)
        self.parties.changed.connect(self._say_steps)
        look.words.changed.connect(self._say_steps)

    def learn(self, bodies: Mapping[UUID, LocalName]) -> None:
        """Offer these organisations as parties."""
        self.parties.known.learn(bodies)

    def show_agreement(self, row: AgreementRow) -> None:
        """Fill the fields in with what is kept."""
        _ = self.look.words._
        self.row = row
        self.title.say(N_("Agreement"))
        names = {
            one.registration_id: name_of(_, one.guest)
            for one in row.people
            if one.guest is not None and one.registration_id is not None
        }
        self._fill(typed_of(row, [party.organisation.said_in(_.language) for party in row.parties]), names)

    def show_new(self, batch: int) -> None:
        """A new agreement, between a guest party and a host party."""
        self.row = None
        self.title.say(N_("New agreement"))
        parties = tuple(TypedParty("", None, side) for side in (Side.GUEST, Side.HOST))
        self._fill(Typed(LocalName(), batch, "", parties), {})

    @property
    def typed(self) -> Typed | None:
        """What stands here."""
        nameless = next((line for line in self._lines() if line.draft.people and not line.draft.name), None)
        if nameless is not None:
            nameless.name.refuse(N_("Say which organisation this party is, or remove it."))
            self.show_part(nameless)
            return None
        return self._typed()

    @property
    def begun(self) -> bool:
        return self._kept is not None and self._typed() != self._kept

    def forget(self) -> None:
        """What stands here is kept, or is not to be."""
        self._kept = None

    def refuse(self, error: UserError) -> None:
        """Say below the field that is meant why this can't be kept."""
        field = self._first_title()
        if error.code == PartyTwice.code:
            names = [line.name.value for line in self._lines()]
            twice = next((n for n, name in enumerate(names) if name and name in names[:n]), len(names) - 1)
            field = self._lines()[twice].name
        field.refuse(error.text, **error.values)
        self.show_part(field)

    def _fill(self, typed: Typed, names: Mapping[UUID, str]) -> None:
        for field, text in ((self.hant, typed.title.hant), (self.hans, typed.title.hans), (self.en, typed.title.en)):
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
                field.edit.setCursorPosition(0)
        self.batch.offer([(n, _batch_words(n)) for n in range(1, max(_BATCHES, typed.batch) + 1)], typed.batch)
        self.note.setPlainText(typed.note)
        self.parties.show_parties(typed.parties, names)
        self.people.show_people(typed.people, names)
        self.remove.setVisible(self.row is not None)
        self._kept = self._typed()
        self._first_title().edit.setFocus()

    def _typed(self) -> Typed:
        return Typed(
            LocalName(self.hant.value, self.hans.value, self.en.value), self.batch.value, self.note.toPlainText(),
            self.parties.drafts, self.people.drafts,
        )  # fmt: skip

    def _lines(self) -> Sequence[PartyLine]:
        return self.parties.lines

    def _first_title(self) -> Field:
        own = {Language.ZH_HANT: self.hant, Language.ZH_HANS: self.hans, Language.EN: self.en}
        return own[self.look.words.language]

    def _say_steps(self) -> None:
        _ = self.look.words._
        clear(self._steps)
        parties = self.parties.drafts
        steps = signing_steps([UUID(int=number) for number in range(len(parties))])
        if len(parties) < 2:
            self._steps.addWidget(
                Label(self.look, N_("Name the parties, and their order of signing stands here."), "hint")
            )
            return
        for step in steps:
            signer, keeper = parties[step.signer.int].name, parties[step.keeper.int].name
            if signer == keeper:
                said = _("{signer} signs its own copy", signer=signer)
            else:
                said = _("{signer} signs the copy of {keeper}", signer=signer, keeper=keeper)
            self._steps.addWidget(Data(self.look, _("{n}. {what}", n=step.turn, what=said), "second"))


def _batch_words(number: int) -> Say:
    return lambda _: _("Batch {n}", n=number)
