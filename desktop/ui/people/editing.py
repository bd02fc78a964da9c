"""Editing people: the form that is open, and those that were left with something typed in them."""

from collections.abc import Callable, Iterable
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.services.categories import CategoryRow
from desktop.services.people import PersonDetail, change_person
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.people.forms import EditForm
from desktop.ui.people.words import name_words


class Editing(QObject):
    """``begun`` comes when ``form`` is to be shown, ``ended`` when it is saved; ``taken_up`` when somebody goes on with
    one that was left, and carries the registration."""

    begun = Signal()
    ended = Signal()
    taken_up = Signal(object)

    def __init__(self, context: Context, acts: Acts, place: Callable[[EditForm], EditForm]) -> None:
        super().__init__()
        self._context, self._acts, self._place = context, acts, place
        self._form: EditForm | None = None
        self._left: dict[UUID, EditForm] = {}

    @property
    def form(self) -> EditForm:
        """The fields of the person who is edited, or was last."""
        if self._form is None:
            self._form = self._place(EditForm(self._context))
            self._form.saved.connect(self.save)
            self._form.closed.connect(self._form.forget)
        return self._form

    def open(self, detail: PersonDetail, known: list[CategoryRow], groups: Iterable[LocalName]) -> None:
        """Show the fields of this person, with what was typed in them and is not saved yet."""
        begun = self._take_up(detail.row.id)
        self.begun.emit()
        if begun:
            self.form.go_on()
        else:
            self.form.show_person(detail, known, groups)

    def leave(self, shown: QWidget | None, registration: UUID) -> bool:
        """Whether ``shown`` is the form of somebody else than ``registration``, and closed now.

        What was typed in it waits, and that is said.
        """
        if not isinstance(shown, EditForm) or shown.detail is None or shown.detail.row.id == registration:
            return False
        left = shown.detail.row
        if shown.begun:
            self._context.reporter.say(
                lambda _: _("What was typed for {name} is not saved yet.", name=name_words(left)),
                action=N_("Go on"),
                act=lambda: self._go_on(left.id),
            )
        else:
            shown.forget()
        return True

    def save(self) -> None:
        """Keep what was changed in the form, or say in it why that can't be."""
        event, form = self._context.here.event, self.form
        detail = form.detail
        if event is None or detail is None:
            return
        draft, key = form.draft(detail), detail.row.id

        def saved(_saved: PersonDetail) -> None:
            form.forget()
            self.ended.emit()

        self._acts.do(
            lambda session: change_person(session, event.id, key, draft),
            lambda _: _("{name} is saved.", name=name_words(detail.row)),
            saved,
            form.refuse,
        )

    def _go_on(self, registration: UUID) -> None:
        if self._take_up(registration):
            self.taken_up.emit(registration)
            self.begun.emit()
            self.form.go_on()

    def _take_up(self, registration: UUID) -> bool:
        """Make ``form`` the one of this person, if something is typed in it, and else an empty one."""
        detail = self.form.detail
        if detail is not None and detail.row.id != registration and self.form.begun:
            self._left[detail.row.id] = self.form
            self._form = None
        waiting = self._left.pop(registration, None)
        if waiting is not None:
            if self._form is not None:
                self._form.hide()
                self._form.deleteLater()
            self._form = waiting
        detail = self.form.detail
        return detail is not None and detail.row.id == registration and self.form.begun
