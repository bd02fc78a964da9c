"""One copy, and one thing, with all that can be said of them."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.agreements import DocumentState, ThingKind
from desktop.domain.ceremony_words import DOCUMENT_WORDS, THING_WORDS
from desktop.errors import N_, UserError
from desktop.services.agreements import AgreementRow, DocumentRow
from desktop.services.ceremony_things import ThingDraft, ThingRow
from desktop.ui.ceremonies.things_view import language_words, thing_words
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.people.forms import Form
from desktop.ui.programme.lines import chosen_words
from desktop.ui.widgets import Button, Field, Label, Panel, scrolled


class CopyPanel(Panel):
    """``kept`` carries copy, state and note; ``removed`` the copy."""

    kept = Signal(object, object, str)
    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, "")
        look = self._look = context.look
        self.copy: DocumentRow | None = None
        self._row: AgreementRow | None = None
        self.keeper = Label(look, role="second", wraps=True)
        self.states = {state: Button(look, text) for state, text in DOCUMENT_WORDS.items()}
        self.note = Field(look, N_("Note"), N_("may be left empty"))
        self.remove = Button(look, N_("Take this copy away"), "quiet")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        column.addWidget(self.keeper)
        column.addWidget(self.note)
        for state, button in self.states.items():
            button.setCheckable(True)
            look.theme.bind(button.setMinimumHeight, 44)
            button.clicked.connect(partial(self._keep, state))
            column.addWidget(button)
        column.addWidget(self.remove)
        column.addStretch(1)
        self.remove.clicked.connect(lambda: self.removed.emit(self.copy))
        if isinstance(self.note.edit, QLineEdit):
            self.note.edit.returnPressed.connect(self._keep_note)
        self.box.addWidget(scrolled(inner, sideways=False), 1)
        look.words.changed.connect(self._say)

    def show_copy(self, row: AgreementRow, copy: DocumentRow) -> None:
        """Show one copy of an agreement."""
        self._row, self.copy = row, copy
        self._say()
        if isinstance(self.note.edit, QLineEdit):
            self.note.edit.setText(copy.note)
        for state, button in self.states.items():
            button.setChecked(state is copy.state)
        self.states[copy.state.following].setFocus()

    def _say(self) -> None:
        _, row, copy = self._look.words._, self._row, self.copy
        if row is None or copy is None:
            return
        self.title.put(language_words(_, copy.language))
        keeper = next((party.organisation for party in row.parties if party.id == copy.party_id), None)
        said = (row.title.said_in(_.language), keeper.said_in(_.language) if keeper is not None else "")
        self.keeper.put(" · ".join(filter(None, said)))

    def _keep(self, state: DocumentState) -> None:
        if self.copy is not None:
            self.kept.emit(self.copy, state, self.note.value)

    def _keep_note(self) -> None:
        if self.copy is not None:
            self._keep(self.copy.state)


class ThingForm(Form):
    """Something to have ready; ``removed`` carries what is open."""

    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Thing to have ready"), N_("Save"))
        self.row: ThingRow | None = None
        self._kept: ThingDraft | None = None
        self.kind = Choice(look, [(kind, chosen_words(text)) for kind, text in THING_WORDS.items()])
        self.of: Choice[UUID | None] = Choice(look)
        self.text = Field(look, N_("What it is"), N_("the key of the city, a red ribbon"))
        self.number = Field(look, N_("How many"))
        self.add(
            Field(look, N_("Kind"), edit=self.kind),
            self.text,
            self.number,
            Field(look, N_("For which agreement"), edit=self.of),
        )
        self.remove = Button(look, N_("Take this thing off the list"), "quiet")
        self.remove.clicked.connect(lambda: self.removed.emit(self.row))
        self.column.addWidget(self.remove)
        self.column.addStretch(1)

    def show_thing(self, row: ThingRow | None, rows: Sequence[AgreementRow], agreement: UUID | None = None) -> None:
        """Fill in a thing, or a new one of ``agreement``."""
        self.row = row
        self.title.say(N_("Thing to have ready") if row is not None else N_("New thing"))
        whole: tuple[UUID | None, Say] = (None, chosen_words(N_("The whole ceremony")))
        self.of.offer([whole, *((each.id, _titled(each)) for each in rows)], row.agreement_id if row else agreement)
        self.kind.choose(row.kind if row is not None else ThingKind.OTHER)
        for field, text in ((self.text, row.text if row else ""), (self.number, str(row.wanted if row else 1))):
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
        self.remove.setVisible(row is not None)
        self._kept = self.draft
        self.text.edit.setFocus()

    @property
    def draft(self) -> ThingDraft:
        """What stands here."""
        # What is no number is none of what there can be, and is refused as such.
        wanted = int(self.number.value) if self.number.value.isdecimal() else 0
        return ThingDraft(self.kind.value, wanted, self.text.value, self.of.value)

    @property
    def named(self) -> bool:
        """Whether it is said what it is; else that is asked for."""
        if self.draft.kind is ThingKind.OTHER and not self.draft.text:
            self.text.refuse(N_("Say what it is."))
            return False
        return True

    @property
    def begun(self) -> bool:
        return self._kept is not None and self.draft != self._kept

    def said(self) -> str:
        """What it is called."""
        return thing_words(self.look.words._, self.draft.kind, self.draft.text)

    def refuse(self, error: UserError) -> None:
        """Say why this can't be kept."""
        self.number.refuse(error.text, **error.values)


def _titled(row: AgreementRow) -> Say:
    return lambda _: row.title.said_in(_.language)
