"""How long it takes from site to site, by the hour; and what is added to every leg."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.travel import ABOARD_A_MINUTE, Travel
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.travel import SiteRow, set_band, sites, travel
from desktop.ui.acts import Acts
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.filters import Filters
from desktop.ui.places.grid import TravelGrid, TravelModel
from desktop.ui.settings.section import Section
from desktop.ui.widgets import Button, FlowLayout, Label

_TABLES = {"site", "travel_time"}
_GROUP = 30


class TravelSection(Section):
    """``drawn`` comes once what is known is shown; the others ask for what their buttons say."""

    start_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    drawn = Signal()

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(
            look, N_("Travel minutes"),
            N_("On the road, from the site of a line to the site of a column."),
        )  # fmt: skip
        self._context, self._look, self._acts = context, look, acts
        self._sites: list[SiteRow] = []
        self._travel = Travel()
        self._hours = {0}
        self.hour, self.loaded = 0, False
        self.hours: Filters[int] = Filters(look)
        self.another: Choice[int | None] = Choice(look)
        look.words.bind(self.another.setAccessibleName, N_("Another hour"))
        look.theme.bind(self.another.setMinimumWidth, 192)
        self.model = TravelModel(look)
        self.grid = TravelGrid(look, self.model)
        self.missing, self.kept = Label(look, role="", wraps=True), Label(look, role="second", wraps=True)
        self.start = Button(look, N_("Fill in the starting table"), "quiet")
        self.start.clicked.connect(self.start_wanted)
        self._arrange()
        self.hours.wanted.connect(self.show_hour)
        self.another.activated.connect(lambda _index: self._add_hour(self.another.value))
        self.model.typed.connect(self._on_typed)
        self.kept.hide()
        acts.murmured.connect(self._on_murmured)
        context.here.changed.connect(self._on_event)
        context.data.changed.connect(self._on_changed)
        look.words.changed.connect(self._say)
        self.load()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        self._look.theme.bind(top.setSpacing, 8)
        top.addWidget(self.hours.row, 1)
        top.addWidget(self.another, 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(top)
        self.box.addWidget(self.grid)
        self.box.addWidget(self.missing)
        self.box.addWidget(self.kept)
        about = Label(self._look, role="second", wraps=True)
        self._look.words.follow(about.setText, _about)
        self.box.addWidget(about)
        files = FlowLayout()
        self._look.theme.bind(files.setGaps, 8, 8)
        for text, signal in ((N_("Import"), self.import_wanted), (N_("Export"), self.export_wanted)):
            button = Button(self._look, text)
            button.clicked.connect(signal)
            files.addWidget(button)
        files.addWidget(self.start)
        self.box.addLayout(files)
        self.box.addStretch(1)

    def load(self) -> None:
        """Ask what is known."""
        event = self._context.here.event
        if event is not None:
            self._context.data.ask(lambda session: (sites(session, event.id), travel(session, event.id)), self._show)

    def show_hour(self, hour: int) -> None:
        """Show and type the minutes of those who leave from ``hour`` on."""
        self.hour = hour
        self._say()

    def arrive(self) -> None:
        """Put the focus into the table."""
        self.grid.begin()

    def _show(self, found: tuple[list[SiteRow], Travel]) -> None:
        if found != (self._sites, self._travel):
            self._sites, self._travel = found
            self._hours |= {hour for bands in self._travel.minutes.values() for hour, _minutes in bands}
            self._say()
        self.loaded = True
        self.drawn.emit()

    @property
    def empty(self) -> bool:
        """Whether there is nothing between which minutes could be."""
        return self.loaded and not self._sites

    def _say(self) -> None:
        _, hours = self._look.words._, sorted(self._hours)
        self.hours.offer([(hour, _from(hour)) for hour in hours], self.hour)
        others: list[tuple[int | None, Say]] = [(None, lambda _: _("Another hour …"))]
        self.another.offer([*others, *((hour, _from(hour)) for hour in range(24) if hour not in self._hours)])
        self.model.show_table(self._sites, self._travel, self.hour)
        missing = self.model.missing
        self.missing.setVisible(bool(missing))
        self.missing.put(
            _.ngettext(
                "{n} way is missing: nobody can tell whether there is time for it.",
                "{n} ways are missing: nobody can tell whether there is time for them.", missing,
            )
        )  # fmt: skip

    def _add_hour(self, hour: int | None) -> None:
        if hour is not None:
            self._hours.add(hour)
            self.show_hour(hour)
            self.grid.setFocus()

    def _on_typed(self, start: UUID, end: UUID, minutes: int | None) -> None:
        event, hour = self._context.here.event, self.hour
        if event is None:
            return
        names = {row.id: row.name for row in self._sites}

        def said(_: Translator) -> str:
            way = {"start": names[start].said_in(_.language), "end": names[end].said_in(_.language)}
            if minutes is None:
                return _("{start} → {end}: nothing of its own from {hour} on.", hour=f"{hour:02d}:00", **way)
            return _("{start} → {end}: {minutes} min from {hour} on.", minutes=minutes, hour=f"{hour:02d}:00", **way)

        self._acts.do(
            lambda session: set_band(session, event.id, start, end, hour, minutes), said, lambda _none: self.load(),
            quietly=True,
        )  # fmt: skip

    def _on_murmured(self, said: Say) -> None:
        self._look.words.follow(self.kept.setText, said)
        self.kept.show()

    def _on_event(self) -> None:
        self._hours, self.hour = {0}, 0
        self.load()

    def _on_changed(self, changes: Changes) -> None:
        if any(table in _TABLES for table, _row in changes):
            self.load()


def _about(_: Translator) -> str:
    return "\n".join(
        (
            _("Bold minutes were typed for this hour. Grey ones hold from another hour, or are the way back's."),
            _("The walks at both sites are added to every leg, and the security check where a stop has one."),
            _(
                "Groups get on and off at {n} people a minute: 30 people need {minutes} min.",
                n=ABOARD_A_MINUTE, minutes=-(-_GROUP // ABOARD_A_MINUTE),
            ),
        )
    )  # fmt: skip


def _from(hour: int) -> Say:
    return lambda _: _("from {hour}", hour=f"{hour:02d}:00")
