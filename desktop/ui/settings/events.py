"""The events in this database: the one in use, another one, a new one."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Language, Translator
from desktop.services.events import EventDraft, EventRow, create_event, events
from desktop.ui.acts import work_for
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.settings.section import Section
from desktop.ui.widgets import Button, Field, Label, Tag, clear, rule


class EventsSection(Section):
    """A line for each event; below them the name of a new one."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(
            look, N_("Events"), N_("Several events share this database; people and organisations are known to all.")
        )
        self._context = context
        self._rows: list[EventRow] = []
        self._lines = QVBoxLayout()
        look.theme.bind(self._lines.setSpacing, 8)
        self.name = Field(look, N_("Name of a new event"))
        self.add = Button(look, N_("Add the event"))
        self.add.clicked.connect(self._add)
        self.buttons: dict[UUID, Button] = {}
        self.box.addLayout(self._lines)
        self.box.addWidget(self.name)
        self.box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        if isinstance(self.name.edit, QLineEdit):
            self.name.edit.returnPressed.connect(self._add)
        context.here.changed.connect(self._load)
        look.words.changed.connect(self._draw)
        context.data.changed.connect(self._on_changed)
        self._load()

    def _on_changed(self, changes: Changes) -> None:
        if any(table == "event" for table, _row in changes):
            self._load()

    def _load(self) -> None:
        self._context.data.ask(events, self._show)

    def _show(self, rows: list[EventRow]) -> None:
        self._rows = rows
        self._draw()

    def _draw(self) -> None:
        clear(self._lines)
        self.buttons = {}
        for place, row in enumerate(self._rows):
            if place:
                self._lines.addWidget(rule())
            self._lines.addWidget(self._line(row))

    def _line(self, row: EventRow) -> QWidget:
        look, here = self._context.look, self._context.here
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(across.setSpacing, 16)
        name, days = Label(look, role="strong", wraps=True), Label(look, role="second", wraps=True)
        name.put(row.name.said_in(look.words.language))
        days.put(_days(look.words._, row))
        texts = QVBoxLayout()
        look.theme.bind(texts.setSpacing, 2)
        texts.addWidget(name)
        texts.addWidget(days)
        across.addLayout(texts, 1)
        if here.event is not None and here.event.id == row.id:
            across.addWidget(Tag(look, N_("in use"), "accent"))
        else:
            button = Button(look, N_("Use this event"))
            button.clicked.connect(partial(work_for, self._context, row.id))
            self.buttons[row.id] = button
            across.addWidget(button)
        return line

    def _add(self) -> None:
        name = self.name.value
        if not name:
            self.name.refuse(N_("Give the event a name."))
            return
        english = self._context.look.words.language is Language.EN
        today = QDate.currentDate().toPython()
        draft = EventDraft(
            name=LocalName(en=name) if english else LocalName(hant=name),
            starts_on=today,  # type: ignore[arg-type]
            ends_on=today,  # type: ignore[arg-type]
        )

        def added(row: EventRow) -> None:
            if isinstance(self.name.edit, QLineEdit):
                self.name.edit.clear()
            work_for(self._context, row.id)
            self._context.reporter.say(
                lambda _: _("{name} is the event in use now. Set its days and places above.", name=name)
            )

        def refused(error: Exception) -> None:
            if isinstance(error, UserError):
                self.name.refuse(error.text, **error.values)
            else:
                self._context.reporter.report(error)

        self._context.data.do(lambda session: create_event(session, draft), added, refused)


def _days(_: Translator, row: EventRow) -> str:
    if row.starts_on == row.ends_on:
        return _.date(row.starts_on)
    return _("{first} to {last}", first=_.date(row.starts_on), last=_.date(row.ends_on))
