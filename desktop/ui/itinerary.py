"""Everything that somebody does, in time order, where a person or a delegation is shown: with what is wrong in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.conflicts import Severity
from desktop.domain.conflicts_words import KIND_WORDS, solved_by
from desktop.domain.paper_kinds import PaperKind
from desktop.domain.paper_kinds import Whose as OnPaper
from desktop.domain.visits import Who
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.conflicts import ConflictRow, conflicts
from desktop.services.delegations_record import delegation
from desktop.services.itineraries import ITINERARIES
from desktop.services.itineraries_export import DOING_WORDS, export_itineraries
from desktop.services.itineraries_of import Line, of_people
from desktop.services.paper_facts import Choice
from desktop.ui.context import Context
from desktop.ui.file_panel import FilePanel, Making
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.stage_words import clock, short_day
from desktop.ui.widgets import Button, Data, FlowLayout, Label, SectionTitle, Tag, clear, rule

_STATES = {Severity.BLOCKS: "refused", Severity.WARNS: "already_in", Severity.NOTES: "elsewhere"}
_MOST, _REST_MS = 3, 200


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose itinerary it is: a guest's, or that of everybody of a delegation."""

    registration: UUID | None = None
    delegation: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What was found for whom; ``people`` are the registrations of all whom it is for."""

    whose: Whose
    people: tuple[UUID, ...]
    lines: tuple[Line, ...]
    conflicts: tuple[ConflictRow, ...]


class ItineraryPart(QWidget):
    """``follow`` says whose it is; ``known`` comes when it was found.

    With ``quiet`` nothing at all is shown of who does nothing.
    """

    known = Signal()

    def __init__(self, context: Context, *, quiet: bool = False) -> None:
        super().__init__()
        self._context, self._quiet = context, quiet
        self.whose = Whose()
        self.found: Known | None = None
        self.lines: list[Line] = []
        look = context.look
        column, self._wrong, self._days = QVBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        for layout, gap in ((column, 12), (self._wrong, 8), (self._days, 12)):
            look.theme.bind(layout.setSpacing, gap)
        self.title = SectionTitle(look, N_("Itinerary"))
        self.calendar = Button(look, N_("Export"))
        self.printing = Button(look, N_("Print"), icon="print")
        buttons = FlowLayout()
        look.theme.bind(buttons.setGaps, 8, 8)
        self.export = ItineraryExport(context)
        self.export.hide()
        self.export.closed.connect(self._close_export)
        self.calendar.clicked.connect(self._open_export)
        self.printing.clicked.connect(self._print)
        for button in (self.calendar, self.printing):
            buttons.addWidget(button)
        self.nothing = Label(look, N_("Nothing is planned for them yet."), "second", wraps=True)
        column.addWidget(self.title)
        column.addLayout(buttons)
        column.addWidget(self.export)
        column.addLayout(self._wrong)
        column.addWidget(self.nothing)
        column.addLayout(self._days)
        self._live = Live(context, ITINERARIES | {"accepted_conflict"}, self._question)
        self._live.answered.connect(self._on_answer)
        # A held arrow key asks for nobody on the way.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._live.ask)
        for changed in (look.words.changed, context.keeper.changed):
            changed.connect(self._say)
        self._say()

    def follow(self, whose: Whose) -> None:
        """Show what these do."""
        other = (whose.registration, whose.delegation) != (self.whose.registration, self.whose.delegation)
        self.whose = whose
        if other:
            self.found = None
            self.export.hide()
            self._say()
            self._rest.start()

    def _question(self) -> Callable[[Any], Known] | None:
        event, whose, now = self._context.here.event, self.whose, self._context.store.now()
        if event is None or (whose.registration is None and whose.delegation is None):
            return None
        key = event.id

        def query(session: Any) -> Known:
            people: tuple[UUID, ...] = (whose.registration,) if whose.registration is not None else ()
            if whose.delegation is not None:
                row = delegation(session, whose.delegation)
                people = tuple(one.who.registration_id for one in row.people if one.who.registration_id is not None)
            wrong = conflicts(session, key, now, person=whose.registration, delegation=whose.delegation)
            return Known(whose, people, tuple(of_people(session, key, people)), tuple(wrong))

        return query

    def _on_answer(self, found: Known) -> None:
        if found.whose != self.whose:
            self._live.ask()
            return
        if found != self.found:
            self.found = found
            self._say()
        self.known.emit()

    def _say(self) -> None:
        clear(self._wrong)
        clear(self._days)
        found = self.found
        self.lines = list(found.lines) if found is not None else []
        there = found is not None and bool(found.lines or found.conflicts)
        self.nothing.setVisible(found is not None and not there and not self._quiet)
        self.title.setVisible(there or not self._quiet)
        for part in (self.calendar, self.printing):
            part.setVisible(there)
        if found is None:
            return
        for wrong in found.conflicts:
            self._wrong.addWidget(self._conflict(wrong))
        zone = self._context.here.zone
        for day, lines in groupby(found.lines, key=lambda line: line.start.astimezone(zone).date()):
            self._days.addWidget(self._day(day, list(lines), several=found.whose.delegation is not None))

    def _conflict(self, row: ConflictRow) -> QWidget:
        look, _ = self._context.look, self._context.look.words._
        part = QWidget()
        column, head = QVBoxLayout(part), FlowLayout()
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 2)
        look.theme.bind(head.setGaps, 8, 4)
        tag = Tag(look)
        tag.show_text(_(KIND_WORDS[row.conflict.kind]), state=_STATES[row.severity], mark=True)
        tag.setAccessibleName(tag.text.text())
        head.addWidget(tag)
        column.addLayout(head)
        between = " · ".join(name.said_in(_.language) for name in row.what)
        solved = solved_by(_, row.conflict, row.on.said_in(_.language))
        accepted = _("Accepted because: {why}", why=row.accepted) if row.accepted else solved
        for text, role in ((between, ""), (accepted, "second")):
            if text:
                column.addWidget(Data(look, text, role))
        return part

    def _day(self, day: date, lines: Sequence[Line], *, several: bool) -> QWidget:
        look, _ = self._context.look, self._context.look.words._
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(grid.setHorizontalSpacing, 12)
        look.theme.bind(grid.setVerticalSpacing, 6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Data(look, short_day(_, day), "label"), 0, 0, 1, 2)
        for number, line in enumerate(lines):
            at = 2 * number + 1
            grid.addWidget(rule(), at, 0, 1, 2)
            grid.addWidget(self._time(line), at + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._what(_, line, several=several), at + 1, 1)
        return part

    def _time(self, line: Line) -> QWidget:
        zone = self._context.here.zone
        label = Data(self._context.look, f"{clock(line.start, zone)}\n{clock(line.end, zone)}", "", wraps=False)
        self._context.look.theme.bind(label.setMinimumWidth, 52)
        return label

    def _what(self, _: Translator, line: Line, *, several: bool) -> QVBoxLayout:
        context, column = self._context, QVBoxLayout()
        context.look.theme.bind(column.setSpacing, 2)
        roles = ", ".join(map(_, line.roles))
        leaves = _("leaves {time}", time=clock(line.leaves, context.here.zone)) if line.leaves is not None else ""
        asked = ""
        if line.ask is not None:
            name = as_seen(context, line.ask.said_in(_.language))
            asked = _("Whom to ask: {who}", who=" ".join(filter(None, (name, line.ask.phone))))
        where = " · ".join(filter(None, (line.place.said_in(_.language), leaves)))
        kind = " · ".join(filter(None, (_(DOING_WORDS[line.doing]), roles)))
        column.addWidget(Data(context.look, line.title.said_in(_.language), "strong"))
        who = _names(context, _, line.people) if several else ""
        for text, role in ((where, ""), (kind, "second"), (who, "second"), (asked, "second"), (line.note, "hint")):
            if text:
                column.addWidget(Data(context.look, text, role))
        return column

    def _print(self) -> None:
        """Show the paper of these in the room of papers."""
        language, whose = self._context.look.words.language, self.whose
        choice = Choice((language,), whose=OnPaper.DELEGATIONS, delegation_id=whose.delegation)
        if whose.registration is not None:
            choice = Choice((language,), person_ids=(whose.registration,))
        self._context.go("papers")
        shell: Any = self.window()
        shell.page("papers").open_paper(PaperKind.ITINERARY, choice)

    def _open_export(self) -> None:
        if self.found is not None:
            self.export.show_people(self.whose.name, self.found.people)
            self.export.show()
            self.export.file.line.setFocus()

    def _close_export(self) -> None:
        self.export.hide()
        self.calendar.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()


class ItineraryExport(FilePanel):
    """The itinerary as a calendar or a table; the file's ending decides."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, N_("Export the itinerary"), N_("Export"), N_("Calendar, Excel or CSV"), (".ics", ".xlsx", ".csv"),
            what=N_("itinerary"), called=N_("Exporting the itinerary"),
        )  # fmt: skip
        hint = N_("The file's ending decides: .ics for calendars, .xlsx for Excel, .csv for a plain table.")
        self.column.insertWidget(0, Label(context.look, hint, "hint", wraps=True))
        self._people: tuple[UUID, ...] = ()
        self._name = ""
        # It stands among other things and is as high as it needs.
        context.look.theme.bind(self.setMinimumHeight, 296)

    def show_people(self, name: str, people: tuple[UUID, ...]) -> None:
        """Ask for the file of these."""
        if people != self._people:
            self.file.line.clear()
        self._people, self._name = people, name
        self.suggest()

    def making(self, event_id: UUID, out: Path) -> Making:
        store, language, people = self.context.store, self.context.look.words.language, self._people

        def job(_progress: Progress) -> int:
            with store.read() as session:
                return export_itineraries(session, event_id, out, language=language, people=people)

        return job

    def made(self, file: Path, result: int) -> None:
        def said(_: Translator) -> str:
            entries = _.ngettext("{n} entry", "{n} entries", result)
            return _("{entries} exported to {file}.", entries=entries, file=file.name)

        self.tell(file, said)
        self.closed.emit()


def _names(context: Context, _: Translator, people: Sequence[Who]) -> str:
    """Who is in it, by name; of many the first ones."""
    names = [as_seen(context, one.said_in(_.language)) for one in people[:_MOST]]
    if rest := len(people) - len(names):
        names.append(_.ngettext("and {n} more", "and {n} more", rest))
    return _.pgettext("between names", ", ").join(names)
