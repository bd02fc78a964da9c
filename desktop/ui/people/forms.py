"""The forms of this page: a person's fields, and somebody new. Labels above fields, in one column."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.errors import N_, UserError
from desktop.services.categories import CategoryRow
from desktop.services.people import PersonDetail, PersonDraft, WalkIn
from desktop.ui.choices import Choice, Say
from desktop.ui.look import Look
from desktop.ui.people.words import FIELDS, STATUS
from desktop.ui.widgets import Button, Field, Panel, scrolled


class Form(Panel):
    """A panel with fields that scroll, and Save and Cancel that stay."""

    saved = Signal()

    def __init__(self, look: Look, title: str, save: str) -> None:
        super().__init__(look, title)
        self.look = look
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        look.theme.bind(self.column.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(self.column.setSpacing, 16)
        self.box.addWidget(scrolled(inner), 1)
        self.save = Button(look, save, "primary")
        self.save.clicked.connect(self.saved)
        self.save.tell_key("save")
        cancel = Button(look, N_("Cancel"), "quiet")
        cancel.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        look.theme.bind(buttons.setSpacing, 8)
        buttons.addWidget(self.save)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        self.box.addLayout(buttons)

    def add(self, *fields: Field) -> None:
        """Put ``fields`` below those there are; Enter in a line edit saves."""
        for field in fields:
            self.column.addWidget(field)
            if isinstance(field.edit, QLineEdit):
                field.edit.returnPressed.connect(self.saved)


class EditForm(Form):
    """A person's fields. ``draft`` holds what was changed and nothing else."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, N_("Edit"), N_("Save"))
        self._detail: PersonDetail | None = None
        self.category: Choice[UUID] = Choice(look)
        self.status = Choice(look, [(status, _status(text)) for status, text in STATUS.items()])
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        look.theme.bind(self.note.setFixedHeight, 96)
        other: dict[str, QWidget] = {"category_id": self.category, "status": self.status, "note": self.note}
        self.fields = {name: Field(look, label, edit=other.get(name)) for name, label in FIELDS.items()}
        self.add(*self.fields.values())
        self.column.addStretch(1)

    def show_person(self, detail: PersonDetail, known: list[CategoryRow]) -> None:
        """Fill the fields with what is kept."""
        self._detail = detail
        for name, field in self.fields.items():
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(str(_kept(detail, name)))
        self.note.setPlainText(detail.note)
        self.category.offer(category_choices(known), detail.row.category_id)
        self.status.choose(detail.row.status)
        self.fields["name_zh" if detail.row.name_zh else "name_latin"].edit.setFocus()

    @property
    def detail(self) -> PersonDetail | None:
        """Whose fields these are."""
        return self._detail

    def draft(self, detail: PersonDetail) -> PersonDraft:
        """What was changed of ``detail``."""
        values: dict[str, object] = {
            name: field.value for name, field in self.fields.items() if isinstance(field.edit, QLineEdit)
        }
        values |= {"category_id": self.category.value, "status": self.status.value, "note": self.note.toPlainText()}
        return PersonDraft(**{name: value for name, value in values.items() if value != _kept(detail, name)})  # type: ignore[arg-type]

    def refuse(self, error: UserError) -> None:
        """Say below the names why they can't be kept."""
        self.fields["name_zh"].refuse(error.text, **error.values)


class NewForm(Form):
    """Somebody who is on no list."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, N_("New person"), N_("Add"))
        self.name_zh, self.name_latin = Field(look, N_("Chinese name")), Field(look, N_("Latin name"))
        self.organisation, self.post = Field(look, N_("Organisation")), Field(look, N_("Title"))
        self.category: Choice[UUID] = Choice(look)
        self.add(
            self.name_zh, self.name_latin, self.organisation, self.post, Field(look, N_("Category"), edit=self.category)
        )
        self.column.addStretch(1)

    def show_empty(self, known: list[CategoryRow]) -> None:
        """Start anew; delegates are what most are."""
        for field in (self.name_zh, self.name_latin, self.organisation, self.post):
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.clear()
        usual = next((category.id for category in known if category.code == "delegate"), None)
        self.category.offer(category_choices(known), usual)
        self.name_zh.edit.setFocus()

    @property
    def guest(self) -> WalkIn:
        """What stands in the fields."""
        return WalkIn(
            category_id=self.category.value,
            name_zh=self.name_zh.value,
            name_latin=self.name_latin.value,
            organisation=self.organisation.value,
            title=self.post.value,
        )

    def refuse(self, error: UserError) -> None:
        """Say below the names what is missing."""
        self.name_zh.refuse(error.text, **error.values)


def category_choices(known: list[CategoryRow]) -> list[tuple[UUID, Say]]:
    """The categories of an event, to choose among."""
    return [(category.id, _named(category)) for category in known]


def _named(category: CategoryRow) -> Say:
    return lambda _: category.name.said_in(_.language)


def _status(text: str) -> Say:
    return lambda _: _(text)


def _kept(detail: PersonDetail, name: str) -> object:
    return getattr(detail if hasattr(detail, name) else detail.row, name)
