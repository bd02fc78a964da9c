"""The forms of this page: a person's fields, and somebody new. Labels above fields, in one column."""

from abc import abstractmethod
from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.services.categories import CategoryRow
from desktop.services.people import BadEmail, BadPhone, PersonDetail, PersonDraft, WalkIn
from desktop.services.people_list import PersonRow
from desktop.services.posts import PostTooLong
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.look import Look
from desktop.ui.people.finder import Finder
from desktop.ui.people.photo_edit import PhotoEdit
from desktop.ui.people.posts import PostsEdit, kept_post
from desktop.ui.people.record import language_name
from desktop.ui.people.words import FIELDS, STATUS, name_words
from desktop.ui.widgets import Button, Field, Label, Panel, scrolled

_HINTS = {
    "phone": N_("+852 9123 4567 / +86 138 0013 8000"),
    "tags": N_("press, dinner, first visit"),
    "access": N_("Wheelchair, hearing loop"),
}


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
        self._area = scrolled(inner)
        self.box.addWidget(self._area, 1)
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

    @property
    @abstractmethod
    def begun(self) -> bool:
        """Whether something was typed that is not kept yet."""

    def go_on(self) -> None:
        """Put the focus back to where it was."""
        last: QWidget | None = self.focusWidget()
        (last or self.save).setFocus()

    def show_part(self, part: QWidget) -> None:
        """Scroll to ``part``."""
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(part))


class EditForm(Form):
    """A person's fields. ``draft`` holds what was changed and nothing else."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Edit"), N_("Save"))
        self._detail: PersonDetail | None = None
        self.category: Choice[UUID] = Choice(look)
        self.status = Choice(look, [(status, _status(text)) for status, text in STATUS.items()])
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        look.theme.bind(self.note.setFixedHeight, 96)
        self.language: Choice[str] = Choice(look)
        other: dict[str, QWidget] = {
            "category_id": self.category, "status": self.status, "note": self.note, "language": self.language,
        }  # fmt: skip
        self.fields = {
            name: Field(look, label, _HINTS.get(name, ""), other.get(name)) for name, label in FIELDS.items()
        }
        self.add(*self.fields.values())
        self._groups, self._delegation = QStringListModel(self), ""
        self._complete()
        self.photo = PhotoEdit(context)
        self.column.addWidget(self.photo)
        self.posts = PostsEdit(look)
        self.posts.submitted.connect(self.saved)
        self.posts.grown.connect(self.show_part)
        for field, part in (
            ("phone", Label(look, N_("Contact and needs"), "section")),
            ("category_id", Label(look, N_("At this event"), "section")),
            ("category_id", self.posts),
        ):
            self.column.insertWidget(list(FIELDS).index(field), part)
        self.column.addStretch(1)

    def show_person(self, detail: PersonDetail, known: list[CategoryRow], groups: Iterable[LocalName] = ()) -> None:
        """Fill the fields with what is kept; ``groups`` are the delegations there are."""
        self._detail = detail
        self.title.say(N_("Edit {name}"), name=name_words(detail.row))
        language = self.look.words.language
        self._groups.setStringList(sorted(group.said_in(language) for group in groups))
        self._delegation = detail.delegation.said_in(language)
        for name, field in self.fields.items():
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(str(self._kept(detail, name)))
        self.note.setPlainText(detail.note)
        self.posts.show_posts(detail.posts)
        self.category.offer(category_choices(known), detail.row.category_id)
        self.status.choose(detail.row.status)
        # A list may name a language that is none of ours; it stays while nobody chooses another.
        codes = dict.fromkeys(("", *(language.value for language in Language), detail.language))
        self.language.offer([(code, _own(code)) for code in codes], detail.language)
        self.photo.show_photo(detail.row.name, detail.photo)
        self.fields["name_zh" if detail.row.name_zh else "name_latin"].edit.setFocus()

    def _complete(self) -> None:
        """Offer the delegations there are to whoever begins to type one."""
        completer = QCompleter(self._groups, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        if isinstance(edit := self.fields["delegation"].edit, QLineEdit):
            edit.setCompleter(completer)

    def forget(self) -> None:
        """What stands here is kept, or is not to be."""
        self._detail = None

    @property
    def detail(self) -> PersonDetail | None:
        """Whose fields these are, while they are open."""
        return self._detail

    def draft(self, detail: PersonDetail) -> PersonDraft:
        """What was changed of ``detail``."""
        values: dict[str, object] = {
            name: field.value for name, field in self.fields.items() if isinstance(field.edit, QLineEdit)
        }
        values |= {
            "category_id": self.category.value, "status": self.status.value, "note": self.note.toPlainText(),
            "language": self.language.value, "photo": self.photo.photo,
        }  # fmt: skip
        drafts = self.posts.drafts
        return PersonDraft(
            posts=None if drafts == tuple(map(kept_post, detail.posts)) else drafts,
            **{name: value for name, value in values.items() if value != self._kept(detail, name)},  # type: ignore[arg-type]
        )

    @property
    def begun(self) -> bool:
        return self._detail is not None and self.draft(self._detail) != PersonDraft()

    def refuse(self, error: UserError) -> None:
        """Say below the field that is meant, else below the names, why this can't be kept."""
        named = {BadPhone.code: "phone", BadEmail.code: "email"}.get(error.code, error.values.get("field"))
        field = self.fields.get(str(named), self.fields["name_zh"])
        if error.code == PostTooLong.code:
            field = self.posts.longest or field
        field.refuse(error.text, **error.values)
        self.show_part(field)

    def _kept(self, detail: PersonDetail, name: str) -> object:
        if name == "delegation":
            return self._delegation
        return getattr(detail if hasattr(detail, name) else detail.row, name)


class NewForm(Form):
    """Somebody who is on no list; with ``principal``, who comes with that guest.

    ``tied`` carries somebody who is on the list, and comes with that guest too.
    """

    tied = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("New person"), N_("Add"))
        self.name_zh, self.name_latin = Field(look, N_("Chinese name")), Field(look, N_("Latin name"))
        self.organisation, self.post = Field(look, N_("Organisation")), Field(look, N_("Title"))
        self._texts = (self.name_zh, self.name_latin, self.organisation, self.post)
        self.category: Choice[UUID] = Choice(look)
        self.principal: PersonRow | None = None
        self._with = Label(look, role="second", wraps=True)
        self._with.hide()
        self.finder = Finder(context, N_("Somebody who is on the list already"), N_("Add as companion"))
        self.finder.picked.connect(self.tied)
        self.finder.hide()
        self._else = Label(look, N_("Or somebody new"), "section")
        self._else.hide()
        for part in (self._with, self.finder, self._else):
            self.column.addWidget(part)
        self.add(*self._texts, Field(look, N_("Category"), edit=self.category))
        self.column.addStretch(1)

    def offer(self, known: list[CategoryRow]) -> None:
        """Offer these categories; delegates are what most are."""
        usual = next((category.id for category in known if category.code == "delegate"), None)
        chosen = self.category.value if self.begun else usual
        self.category.offer(category_choices(known), chosen if chosen in {one.id for one in known} else usual)

    def empty(self) -> None:
        """Forget what was typed, and whom they come with."""
        self.principal = None
        self.finder.empty()
        for part in (self._with, self.finder, self._else):
            part.hide()
        for field in self._texts:
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.clear()

    def accompany(self, principal: PersonRow) -> None:
        """Ask for somebody who comes with ``principal``, as what they are."""
        self.empty()
        self.principal = principal
        self._with.say(N_("Comes with {name}"), name=principal.name)
        self.finder.but = principal.id
        for part in (self._with, self.finder, self._else):
            part.show()
        self.category.choose(principal.category_id)

    @property
    def begun(self) -> bool:
        return any(field.value for field in self._texts)

    @property
    def guest(self) -> WalkIn:
        """What stands in the fields."""
        return WalkIn(
            category_id=self.category.value,
            name_zh=self.name_zh.value,
            name_latin=self.name_latin.value,
            organisation=self.organisation.value,
            title=self.post.value,
            principal=self.principal.id if self.principal is not None else None,
        )

    def refuse(self, error: UserError) -> None:
        """Say below the names what is missing."""
        self.name_zh.refuse(error.text, **error.values)


def category_choices(known: list[CategoryRow]) -> list[tuple[UUID, Say]]:
    """The categories of an event, to choose among."""
    return [(category.id, _named(category)) for category in known]


def _named(category: CategoryRow) -> Say:
    return lambda _: category.name.said_in(_.language)


def _own(code: str) -> Say:
    return lambda _: language_name(code) or "—"


def _status(text: str) -> Say:
    return lambda _: _(text)
