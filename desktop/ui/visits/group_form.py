"""A group: its name, who is in it and what they are there, and where it does not go."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.domain.visits import GroupRole
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.visit_members import change_in_group, put_into_group, take_out_of_group
from desktop.services.visit_moves import as_planned
from desktop.services.visits import GroupRow, VisitRow
from desktop.services.visits_edit import GroupDraft, add_group, remove_group, rename_group
from desktop.ui.conflicts.chip import ConflictChip
from desktop.ui.context import Context
from desktop.ui.people.forms import Form
from desktop.ui.visits.doing import Doing
from desktop.ui.visits.fields import Names
from desktop.ui.visits.people_table import PeopleTable, Somebody
from desktop.ui.widgets import Button, Label, SectionTitle, clear

ROLE_WORDS = {
    GroupRole.MEMBER: N_("Member"), GroupRole.GUIDE: N_("Guide"), GroupRole.INTERPRETER: N_("Interpreter"),
}  # fmt: skip
_NEXT = {
    GroupRole.MEMBER: GroupRole.GUIDE, GroupRole.GUIDE: GroupRole.INTERPRETER, GroupRole.INTERPRETER: GroupRole.MEMBER,
}  # fmt: skip


class GroupForm(Form):
    """The name is saved; whoever comes in, goes, is pinned or gets another role does so at once.

    ``made`` carries the key of a new group, which has no people yet.
    """

    made = Signal(object)

    def __init__(self, context: Context, doing: Doing) -> None:
        look = context.look
        super().__init__(look, N_("New group"), N_("Save"))
        self.title.setWordWrap(True)
        self._context, self._doing = context, doing
        self.row: GroupRow | None = None
        self._tour: VisitRow | None = None
        self._kept: LocalName | None = None
        self.names = Names(look, (N_("Name, Traditional Chinese"), N_("Name, Simplified Chinese"), N_("Name, English")))
        self.people = PeopleTable(context, N_("A whole delegation"), N_("Another role (R)"))
        self._skipped, self._box = QWidget(), QVBoxLayout()
        self.goes: dict[UUID, Button] = {}
        self.remove = Button(look, N_("Take the group away"), "quiet")
        self._arrange()
        self.saved.connect(self.keep)
        table = self.people
        table.added.connect(lambda keys: self._act(put_into_group, keys, N_("They are in {group} now.")))
        table.removed.connect(
            lambda rows: self._act(take_out_of_group, _keys(rows), N_("They are in {group} no more."))
        )
        table.moved.connect(self._move)
        table.turned.connect(self._turn)
        table.pinned.connect(self._pin)
        self.remove.clicked.connect(self._remove)
        look.words.changed.connect(self._say)

    def show_group(self, row: GroupRow, tour: VisitRow) -> None:
        """Show a group of ``tour``; a name that is being typed stays."""
        typed = self.begun and self.row is not None and self.row.id == row.id
        self.row, self._tour = row, tour
        if not typed:
            self.names.show(row.name)
            self._kept = self.names.value
        self._say()

    def show_new(self, tour: VisitRow) -> None:
        """A new group."""
        self.row, self._tour = None, tour
        self.names.show(LocalName())
        self._kept = self.names.value
        self._say()
        self.names.first.edit.setFocus()

    def arrive(self) -> None:
        """Put the focus on the people, or on who is to be added first."""
        people = self.people
        (people.table if people.rows.rowCount() else people.finder.field.edit).setFocus()

    @property
    def begun(self) -> bool:
        return self._kept is not None and self.names.value != self._kept

    def forget(self) -> None:
        """What stands here is kept, or is not to be."""
        self._kept = None

    def keep(self) -> None:
        """Save the name, or make the group."""
        row, tour, name = self.row, self._tour, self.names.value
        if tour is None:
            return

        made: list[UUID] = []

        def act(session: Any) -> None:
            if row is None:
                made.append(add_group(session, tour.id, GroupDraft(name)))
            else:
                rename_group(session, row.id, name)

        def kept() -> None:
            self.forget()
            self.closed.emit()
            for key in made[-1:]:
                self.made.emit(key)

        def refused(error: UserError) -> None:
            self.names.first.refuse(error.text, **error.values)

        self._doing.do(act, lambda _: _("{name} is saved.", name=name.said_in(_.language)), kept, refused)

    def _arrange(self) -> None:
        look = self.look
        inner = QVBoxLayout(self._skipped)
        inner.setContentsMargins(0, 0, 0, 0)
        for layout in (inner, self._box):
            look.theme.bind(layout.setSpacing, 8)
        inner.addWidget(SectionTitle(look, N_("Does not go to")))
        inner.addLayout(self._box)
        self._who = SectionTitle(look, N_("People"))
        self.conflicts = ConflictChip(self._context)
        for part in (self.conflicts, self._who, self.people, self._skipped):
            self.column.addWidget(part)
        self.add(*self.names.fields)
        self.column.addWidget(self.remove)
        self.column.setAlignment(self.remove, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        QWidget.setTabOrder(self.remove, self.save)

    def _say(self) -> None:
        row, tour, _ = self.row, self._tour, self.look.words._
        if tour is None:
            return
        for part in (self._who, self.people, self.remove):
            part.setVisible(row is not None)
        self.conflicts.follow(row.id if row is not None else None, row.name if row is not None else LocalName())
        if row is None:
            self.title.say(N_("New group"))
            self._skipped.hide()
            return
        self.title.put(row.name.said_in(_.language))
        self._who.beside.put(_.ngettext("{n} person", "{n} people", len(row.expected)))
        people = [
            Somebody(key, one.who, ROLE_WORDS[one.role], one.expected, one.pinned)
            for one in row.people
            if (key := one.who.registration_id) is not None
        ]
        other = self._other()
        self.people.show_people(people, other.name.said_in(_.language) if other is not None else "")
        self._say_skipped(_, row, tour)

    def _say_skipped(self, _: Translator, row: GroupRow, tour: VisitRow) -> None:
        clear(self._box)
        self.goes = {}
        for stop in tour.stops:
            if row.at(stop) is None:
                button = Button(self.look, N_("Goes there again"))
                button.clicked.connect(partial(self._go_again, stop.id))
                label = Label(self.look, wraps=True)
                label.put(stop.name.said_in(_.language))
                self._box.addWidget(label)
                self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
                self.goes[stop.id] = button
        self._skipped.setVisible(bool(self.goes))

    def _other(self) -> GroupRow | None:
        """The group after this one, where M moves somebody."""
        groups = list(self._tour.groups) if self._tour is not None else []
        place = next((n for n, one in enumerate(groups) if self.row is not None and one.id == self.row.id), None)
        return groups[(place + 1) % len(groups)] if place is not None and len(groups) > 1 else None

    def _act(self, act: Callable[..., object], keys: Sequence[UUID], text: str, **how: Any) -> None:
        row = self.row
        if row is not None:
            self._doing.do(
                lambda session: act(session, row.id, keys, **how),
                lambda _: _(text, group=row.name.said_in(_.language)),
            )

    def _move(self, rows: Sequence[Somebody]) -> None:
        other = self._other()
        if other is not None:
            self._doing.do(
                lambda session: put_into_group(session, other.id, _keys(rows)),
                lambda _: _("They are in {group} now.", group=other.name.said_in(_.language)),
            )

    def _turn(self, rows: Sequence[Somebody]) -> None:
        role = _NEXT[next(one for one, text in ROLE_WORDS.items() if text == rows[0].role)]
        self._doing.do(
            lambda session: change_in_group(session, self.row.id, _keys(rows), role=role) if self.row else None,
            lambda _: _("Now: {role}.", role=_(ROLE_WORDS[role])),
        )

    def _pin(self, rows: Sequence[Somebody]) -> None:
        pinned = not rows[0].pinned
        text = N_("The planner leaves them in {group}.") if pinned else N_("The planner may move them from {group}.")
        self._act(change_in_group, _keys(rows), text, pinned=pinned)

    def _go_again(self, stop: UUID) -> None:
        row = self.row
        if row is not None:
            self._doing.do(
                lambda session: as_planned(session, row.id, stop),
                lambda _: _("{group} goes there again.", group=row.name.said_in(_.language)),
            )

    def _remove(self) -> None:
        row = self.row
        if row is not None:
            self.forget()
            self._doing.do(
                lambda session: remove_group(session, row.id),
                lambda _: _("{name} is taken away.", name=row.name.said_in(_.language)),
                self.closed.emit,
            )


def _keys(rows: Sequence[Somebody]) -> list[UUID]:
    return [row.id for row in rows]
