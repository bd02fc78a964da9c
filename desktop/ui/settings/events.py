"""The events in this database: the one in use, another one, a new one."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Language, Translator
from desktop.services.events import EventDraft, EventRow, create_event, events
from desktop.ui.acts import work_for
from desktop.ui.context import Context
from desktop.ui.settings.section import ListSection
from desktop.ui.widgets import Button, Field, Tag, clear


class EventsSection(ListSection):
    """A line for each event; below them the name of a new one."""

    def __init__(self, context: Context) -> None:
        look = context.look
        about = N_("All events share this database, with its people and organisations.")
        super().__init__(context, N_("Events"), about, frozenset({"event"}))
        self._rows: list[EventRow] = []
        self.name = Field(look, N_("Name of a new event"))
        self.add = Button(look, N_("Add the event"))
        self.buttons: dict[UUID, Button] = {}
        self.box.addWidget(self.name)
        self.begin(self.name, self.add)

    def load(self) -> None:
        self.context.data.ask(events, self._show)

    def _show(self, rows: list[EventRow]) -> None:
        self._rows = rows
        self.draw()

    def draw(self) -> None:
        look = self.context.look
        clear(self.lines)
        self.buttons = {}
        for row in self._rows:
            self.add_line(row.name.said_in(look.words.language), _days(look.words._, row), self._beside(row))

    def _beside(self, row: EventRow) -> QWidget:
        look, here = self.context.look, self.context.here
        if here.event is not None and here.event.id == row.id:
            return Tag(look, N_("in use"), "accent")
        button = Button(look, N_("Use this event"))
        button.clicked.connect(partial(work_for, self.context, row.id))
        self.buttons[row.id] = button
        return button

    def add_named(self) -> None:
        name = self.name.value
        if not name:
            self.name.refuse(N_("Give the event a name."))
            return
        english = self.context.look.words.language is Language.EN
        today = QDate.currentDate().toPython()
        draft = EventDraft(
            name=LocalName(en=name) if english else LocalName(hant=name),
            starts_on=today,  # type: ignore[arg-type]
            ends_on=today,  # type: ignore[arg-type]
        )

        def added(row: EventRow) -> None:
            if isinstance(self.name.edit, QLineEdit):
                self.name.edit.clear()
            work_for(self.context, row.id)
            self.context.reporter.say(lambda _: _("You now work on {name}. Set its dates and venues above.", name=name))

        def refused(error: Exception) -> None:
            if isinstance(error, UserError):
                self.name.refuse(error.text, **error.values)
            else:
                self.context.reporter.report(error)

        self.context.data.do(lambda session: create_event(session, draft), added, refused)


def _days(_: Translator, row: EventRow) -> str:
    if row.starts_on == row.ends_on:
        return _.date(row.starts_on)
    return _("{first} to {last}", first=_.date(row.starts_on), last=_.date(row.ends_on))
