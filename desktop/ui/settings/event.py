"""The event that this window works for: what it is called, when and where it is, whose it is, its colour."""

from datetime import date
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from desktop.domain.seating import Convention
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.services.events import EventDraft, EventRow, change_event
from desktop.services.precedence_words import CONVENTIONS
from desktop.ui.acts import Acts
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.settings.colour_field import ColourField
from desktop.ui.settings.places import read_venues, venue_lines
from desktop.ui.settings.section import Lines, Section
from desktop.ui.widgets import Field

_DAY_HINT = N_("year-month-day")


class EventSection(Section):
    """The event's fields; each is kept when the cursor leaves it."""

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(look, N_("This event"), N_("Badges and papers show what you enter here."))
        self._context, self._acts = context, acts
        self._sent: EventDraft | None = None
        self._lines: list[QLineEdit] = []
        self.hant = Field(look, N_("Name in Traditional Chinese"))
        self.hans = Field(look, N_("Name in Simplified Chinese"))
        self.en = Field(look, N_("Name in English"))
        self.starts, self.ends = Field(look, N_("First day"), _DAY_HINT), Field(look, N_("Last day"), _DAY_HINT)
        self.zone = _Zones()
        self.convention: Choice[Convention] = Choice(look, [(each, _said(text)) for each, text in CONVENTIONS.items()])
        self.venues, self.hosts, self.co_organisers = Lines(look), Lines(look), Lines(look)
        self.colour = ColourField(look, N_("Brand colour, such as #1B5CBE"))
        self._zone = Field(look, N_("Time zone"), edit=self.zone)
        for part in (
            self.hant,
            self.hans,
            self.en,
            self.starts,
            self.ends,
            self._zone,
            Field(look, N_("Venues, one per line, with halls after a colon — Convention Centre: Hall 1, Hall 2"),
                  edit=self.venues, wraps=True),
            self.colour,
            Field(look, N_("Who stands second, unless a plan says otherwise"), edit=self.convention),
            Field(look, N_("Hosts, one per line"), edit=self.hosts),
            Field(look, N_("Co-organisers, one per line"), edit=self.co_organisers),
        ):  # fmt: skip
            self.box.addWidget(part)
        self._connect()
        self._show()

    def _connect(self) -> None:
        lines = [field.edit for field in (self.hant, self.hans, self.en, self.starts, self.ends)] + [
            self.colour.line,
            self.zone.lineEdit(),
        ]
        for line in lines:
            if isinstance(line, QLineEdit):
                self._lines.append(line)
                line.editingFinished.connect(self._keep)
        for choice in (self.zone, self.convention):
            choice.activated.connect(lambda _index: self._keep())
        for many in (self.venues, self.hosts, self.co_organisers):
            many.left.connect(self._keep)
        self._context.here.changed.connect(self._show)
        self._context.look.words.changed.connect(self._show)

    def _show(self) -> None:
        event = self._context.here.event
        if event is None:
            return
        self._sent = draft_of(event)
        for field, text in ((self.hant, event.name.hant), (self.hans, event.name.hans), (self.en, event.name.en),
                            (self.colour, event.colour), (self.starts, event.starts_on.isoformat()),
                            (self.ends, event.ends_on.isoformat())):  # fmt: skip
            if isinstance(field.edit, QLineEdit) and not (field.edit.hasFocus() and field.edit.isModified()):
                field.accept()
                field.edit.setText(text)
        self.colour.show_swatch()
        if not self.zone.hasFocus():
            self.zone.setCurrentText(event.zone)
        self.convention.choose(event.convention)
        language = self._context.look.words.language
        self.venues.show_entries(venue_lines(event.venues, language))
        self.hosts.show_entries(event.hosts)
        self.co_organisers.show_entries(event.co_organisers)

    def _draft(self, event: EventRow) -> EventDraft:
        return EventDraft(
            name=LocalName(self.hant.value, self.hans.value, self.en.value),
            starts_on=date.fromisoformat(self.starts.value),
            ends_on=date.fromisoformat(self.ends.value),
            zone=self.zone.currentText().strip(),
            colour=self.colour.value,
            venues=read_venues(self.venues.entries, event.venues, self._context.look.words.language),
            hosts=self.hosts.entries,
            co_organisers=self.co_organisers.entries,
            convention=self.convention.value,
        )

    def _keep(self) -> None:
        here = self._context.here
        event = here.event
        if event is None:
            return
        unread = next((day for day in (self.starts, self.ends) if not _is_day(day.value)), None)
        if unread is not None:
            unread.refuse(N_("Write the date as 2023-04-12."))
            return
        draft = self._draft(event)
        if draft == self._sent:
            return
        self._sent = draft
        for field in (self.hant, self.starts, self.ends, self._zone, self.colour):
            field.accept()

        def kept(row: EventRow) -> None:
            for line in self._lines:
                line.setModified(False)
            here.move(event=row, checkpoint=here.checkpoint)

        self._acts.do(
            lambda session: change_event(session, event.id, draft),
            lambda _: _("The event is changed."),
            kept,
            self._refuse,
        )

    def _refuse(self, error: UserError) -> None:
        fields = {"bad_dates": self.ends, "bad_zone": self._zone, "bad_colour": self.colour}
        fields.get(error.code, self.hant).refuse(error.text, **error.values)


def _said(text: str) -> Say:
    return lambda _: _(text)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class _Zones(QComboBox):
    """The time zones of the world by their IANA names; typing any part of one finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc", "posix")))
        self.addItems(names)
        completer = QCompleter(names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)


def draft_of(event: EventRow) -> EventDraft:
    """The event as it is, as a form would give it."""
    return EventDraft(
        name=event.name,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        zone=event.zone,
        colour=event.colour,
        venues=event.venues,
        hosts=event.hosts,
        co_organisers=event.co_organisers,
        convention=event.convention,
    )
