"""What is said of a whole delegation, as fields."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.spoken import languages_words, read_languages
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Language
from desktop.services.delegations_edit import DelegationDraft
from desktop.ui.look import Look
from desktop.ui.widgets import Field, Turning

_TALL = 84


class AboutFields(QWidget):
    """``into`` puts what stands here into a draft."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.hant = Field(look, N_("Name in Traditional Chinese"))
        self.hans = Field(look, N_("Name in Simplified Chinese"))
        self.en = Field(look, N_("Name in English"))
        self.origin, self.purpose = Field(look, N_("Origin")), Field(look, N_("Purpose"))
        self.host_line, self.hotel = Field(look, N_("Received by")), Field(look, N_("Hotel"))
        self.languages = Field(look, N_("Languages"), N_("中文, English …"))
        self.contacts, self.note = _lines(look), _lines(look)
        left, right = QWidget(), QWidget()
        for half, fields in (
            (left, (self.hant, self.hans, self.en, self.origin, self.purpose)),
            (right, (self.host_line, self.hotel, self.languages, Field(look, N_("Contacts"), edit=self.contacts),
                     Field(look, N_("Note"), edit=self.note))),
        ):  # fmt: skip
            column = QVBoxLayout(half)
            column.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(column.setSpacing, 16)
            for field in fields:
                column.addWidget(field)
            column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Turning(look, left, right, width=304, least=280))

    def show_draft(self, draft: DelegationDraft) -> None:
        """Fill these in."""
        for field, text in (
            (self.hant, draft.name.hant), (self.hans, draft.name.hans), (self.en, draft.name.en),
            (self.origin, draft.origin), (self.purpose, draft.purpose), (self.host_line, draft.host_line),
            (self.hotel, draft.hotel), (self.languages, languages_words(draft.languages)),
        ):  # fmt: skip
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
                field.edit.setCursorPosition(0)
        self.contacts.setPlainText(draft.contacts)
        self.note.setPlainText(draft.note)

    def into(self, **rest: object) -> DelegationDraft:
        """What stands here, with the ``rest`` of a delegation."""
        return DelegationDraft(
            LocalName(self.hant.value, self.hans.value, self.en.value), self.origin.value, self.purpose.value,
            self.host_line.value, read_languages(self.languages.value), self.hotel.value,
            self.contacts.toPlainText(), self.note.toPlainText(), **rest,  # type: ignore[arg-type]
        )  # fmt: skip

    @property
    def name(self) -> Field:
        """The field of the name in the language that is on."""
        own = {Language.ZH_HANT: self.hant, Language.ZH_HANS: self.hans, Language.EN: self.en}
        return own[self._look.words.language]


def _lines(look: Look) -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    look.theme.bind(edit.setFixedHeight, _TALL)
    return edit
