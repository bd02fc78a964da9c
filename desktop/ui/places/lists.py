"""The sites and the vehicles of the event: a line for each, changed right below it."""

from typing import Any
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.travel import (
    SiteRow,
    add_site,
    change_site,
    remove_site,
    remove_vehicle,
    sites,
    starting_table,
    venues,
)
from desktop.services.visits import VehicleRow, vehicles
from desktop.services.visits_edit import add_vehicle, change_vehicle
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.places.forms import SiteForm, VehicleForm
from desktop.ui.settings.edited import EditedSection


class SitesSection(EditedSection):
    """Every place that people go to or come from."""

    edit: SiteForm

    def __init__(self, context: Context, acts: Acts) -> None:
        super().__init__(
            context, N_("Sites"), N_("Where visits go and where journeys begin and end, with the walk to their rooms."),
            SiteForm(context.look), N_("Add a site"),
        )  # fmt: skip
        self._acts = acts
        self.rows: list[SiteRow] = []
        self._venues: dict[UUID, LocalName] = {}
        self.start(frozenset({"site", "venue"}))

    def open_site(self, key: UUID) -> None:
        """Open the fields of one site."""
        row = next((row for row in self.rows if row.id == key), None)
        if row is not None:
            self.open(row)

    def load(self) -> None:
        event = self.context.here.event
        if event is not None:
            self.context.data.ask(lambda session: (sites(session, event.id), venues(session, event.id)), self._show)

    def _show(self, found: tuple[list[SiteRow], dict[UUID, LocalName]]) -> None:
        if found != (self.rows, self._venues):
            self.rows, self._venues = found
            self.draw()

    def put_lines(self) -> None:
        for row in self.rows:
            change = self.change_button(N_("Change"), row)
            name, about = row.name.said_in(self.look.words.language), self._about(self.look.words._, row)
            self.put_line(row.id, name, about, None, change)

    def _about(self, _: Translator, row: SiteRow) -> str:
        venue = self._venues.get(row.venue_id) if row.venue_id is not None else None
        hours = f"{row.opens_clock or '00:00'}–{row.closes_clock or '24:00'}"
        return " · ".join(
            filter(
                None,
                (
                    _.ngettext("{n} minute on foot", "{n} minutes on foot", row.walk_minutes),
                    _("open {hours}", hours=hours) if row.opens_clock or row.closes_clock else "",
                    _("building of the event: {venue}", venue=venue.said_in(_.language)) if venue is not None else "",
                    row.address,
                ),
            )
        )

    def fill(self, row: SiteRow | None) -> None:
        self.edit.show_site(row, self._venues)

    def start_table(self) -> None:
        """Bring the sites and minutes that everybody starts from."""
        event = self.context.here.event
        if event is not None:
            self._acts.do(
                lambda session: starting_table(session, event.id),
                lambda _: _("The starting table is filled in. Change what is different for you."),
            )

    def save(self) -> None:
        event, row, draft = self.context.here.event, self.edit.row, self.edit.draft
        if event is None or draft is None:
            return

        def act(session: Any) -> None:
            if row is None:
                add_site(session, event.id, draft)
            else:
                change_site(session, row.id, draft)

        self._acts.do(
            act,
            lambda _: _("{name} is saved.", name=draft.name.said_in(_.language)),
            lambda _none: self.close_form(),
            self.edit.refuse,
        )

    def remove(self) -> None:
        row = self.edit.row
        self._acts.do(
            lambda session: remove_site(session, row.id),
            lambda _: _("{name} is taken away.", name=row.name.said_in(_.language)),
            lambda _none: self.close_form(),
            self.edit.refuse,
        )


class VehiclesSection(EditedSection):
    """The buses and cars of the event."""

    edit: VehicleForm

    def __init__(self, context: Context, acts: Acts) -> None:
        super().__init__(
            context, N_("Vehicles"), N_("Buses and cars, with their drivers; visits say where they go and who rides."),
            VehicleForm(context.look), N_("Add a vehicle"),
        )  # fmt: skip
        self._acts = acts
        self.rows: list[VehicleRow] = []
        self._awaited: UUID | None = None
        self.start(frozenset({"vehicle"}))

    def open_vehicle(self, key: UUID) -> None:
        """Open the fields of one vehicle, now or once it is known."""
        row = next((row for row in self.rows if row.id == key), None)
        self._awaited = key if row is None else None
        if row is not None:
            self.open(row)

    def load(self) -> None:
        event = self.context.here.event
        if event is not None:
            self.context.data.ask(lambda session: vehicles(session, event.id), self._show)

    def _show(self, rows: list[VehicleRow]) -> None:
        if rows != self.rows:
            self.rows = rows
            self.draw()
        if self._awaited is not None:
            self.open_vehicle(self._awaited)
            self._awaited = None

    def put_lines(self) -> None:
        for row in self.rows:
            change = self.change_button(N_("Change"), row)
            name, about = row.name.said_in(self.look.words.language), _of_vehicle(self.look.words._, row)
            self.put_line(row.id, name, about, None, change)

    def fill(self, row: VehicleRow | None) -> None:
        self.edit.show_vehicle(row)

    def save(self) -> None:
        event, row, draft = self.context.here.event, self.edit.row, self.edit.draft
        if event is None or draft is None:
            return

        def act(session: Any) -> None:
            if row is None:
                add_vehicle(session, event.id, draft)
            else:
                change_vehicle(session, row.id, draft)

        self._acts.do(
            act,
            lambda _: _("{name} is saved.", name=draft.name.said_in(_.language) or draft.plate),
            lambda _none: self.close_form(),
            self.edit.refuse,
        )

    def remove(self) -> None:
        row = self.edit.row
        self._acts.do(
            lambda session: remove_vehicle(session, row.id),
            lambda _: _("{name} is taken away.", name=row.name.said_in(_.language)),
            lambda _none: self.close_form(),
            self.edit.refuse,
        )


def _of_vehicle(_: Translator, row: VehicleRow) -> str:
    return " · ".join(
        filter(
            None,
            (
                row.plate,
                _.ngettext("{n} seat", "{n} seats", row.seats),
                _.ngettext("{n} place for a wheelchair", "{n} places for wheelchairs", row.wheelchairs)
                if row.wheelchairs else "",
                row.driver,
                row.driver_phone,
                _.ngettext("{n} hour a day", "{n} hours a day", row.driver_hours) if row.driver_hours else "",
            ),
        )
    )  # fmt: skip
