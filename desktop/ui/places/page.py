"""The sites of the event, the minutes between them, and its vehicles."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.places.files import TravelExport, TravelImport
from desktop.ui.places.lists import SitesSection, VehiclesSection
from desktop.ui.places.travel import TravelSection
from desktop.ui.settings.section import Section
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Button, EmptyState, Page

SITES, TRAVEL, VEHICLES = "sites", "travel", "vehicles"
_TABS = ((TRAVEL, N_("Travel minutes")), (SITES, N_("Sites")), (VEHICLES, N_("Vehicles")))
_KEYS = {TRAVEL: "places_travel", SITES: "places_sites", VEHICLES: "places_vehicles"}
_WIDE = 720


class PlacesPage(Page):
    """``show_tab`` shows one side, ``open_site`` and ``open_vehicle`` the fields of one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Places and travel"))
        self._context = context
        look, self.acts = context.look, Acts(context)
        self.sites, self.vehicles = SitesSection(context, self.acts), VehiclesSection(context, self.acts)
        self.travel = TravelSection(context, self.acts)
        self.importing, self.exporting = TravelImport(context, self.acts), TravelExport(context)
        self.tab = TRAVEL
        self.parts: dict[str, Section] = {TRAVEL: self.travel, SITES: self.sites, VEHICLES: self.vehicles}
        self.tabs: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        for name, text in _TABS:
            button = self.tabs[name] = Button(look, text, "filter")
            button.tell_key(_KEYS[name])
            button.clicked.connect(partial(self.show_tab, name))
            self._group.addButton(button)
            self.add_actions(button)
            on_key(_KEYS[name], self, partial(self.show_tab, name))
        self.empty = EmptyState(
            look, "place", N_("No sites yet"),
            N_("A site is where a visit stops or a journey ends. With the minutes between them the program tells where"
               " there is no time to get there."),
            N_("Fill in the starting table"), N_("Add a site"),
        )  # fmt: skip
        self._lists = QWidget()
        look.theme.bind(self._lists.setMaximumWidth, _WIDE)
        column, row = QVBoxLayout(self._lists), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sites)
        column.addWidget(self.vehicles)
        row.addWidget(self._lists, 100)
        row.addStretch(1)
        for part in (self.importing, self.exporting):
            part.hide()
            part.closed.connect(self._close_file)
            look.theme.bind(part.setMaximumWidth, _WIDE)
            self.body.addWidget(part, 100)
        self.importing.imported.connect(self._close_file)
        self.travel.import_wanted.connect(partial(self._open_file, self.importing))
        self.travel.export_wanted.connect(partial(self._open_file, self.exporting))
        self.body.addWidget(self.travel)
        self.body.addLayout(row)
        self.body.addWidget(self.empty, 100)
        self.body.addStretch(1)
        self.empty.pressed.connect(self.sites.start_table)
        self.empty.other_pressed.connect(self._add_site)
        self.travel.start_wanted.connect(self.sites.start_table)
        self.travel.drawn.connect(self._follow)
        on_key("undo", self, self.acts.undo)
        self.show_tab(TRAVEL)

    def show_tab(self, name: str) -> None:
        """Look at the sites, at the minutes between them, or at the vehicles."""
        self.tab = name
        self.importing.hide()
        self.exporting.hide()
        self.tabs[name].setChecked(True)
        self._follow()
        if self.isVisible():
            self.arrive()

    def open_site(self, key: UUID) -> None:
        """Open the fields of one site."""
        self.show_tab(SITES)
        self.sites.open_site(key)

    def open_vehicle(self, key: UUID) -> None:
        """Open the fields of one vehicle."""
        self.show_tab(VEHICLES)
        self.vehicles.open_vehicle(key)

    def arrive(self) -> None:
        if self.empty.isVisible() and self.empty.button is not None:
            self.empty.button.setFocus()
        elif self.tab == TRAVEL:
            self.travel.arrive()
        else:
            section = self.sites if self.tab == SITES else self.vehicles
            buttons = next(iter(section.buttons.values()), (section.add,))
            (section.edit.fields()[0].edit if section.edit.isVisible() else buttons[-1]).setFocus()

    def _open_file(self, panel: TravelImport | TravelExport) -> None:
        self._close_file()
        self.travel.hide()
        panel.show()
        if isinstance(panel, TravelExport):
            panel.show_empty()
        else:
            panel.file.line.setFocus()

    def _close_file(self) -> None:
        had = self.importing.isVisible() or self.exporting.isVisible()
        self.importing.hide()
        self.exporting.hide()
        self._follow()
        if had:
            self.arrive()

    def _follow(self) -> None:
        """Show the side that is wanted; without any site there are no minutes between them."""
        empty = self.tab == TRAVEL and self.travel.empty
        had = self.empty.isVisible()
        self.empty.setVisible(empty)
        for name, part in self.parts.items():
            busy = name == TRAVEL and not (self.importing.isHidden() and self.exporting.isHidden())
            part.setVisible(name == self.tab and not empty and not busy)
        self._lists.setVisible(self.tab != TRAVEL)
        if had != self.empty.isVisible() and self.isVisible():
            self.arrive()

    def _add_site(self) -> None:
        self.show_tab(SITES)
        self.sites.open(None)
