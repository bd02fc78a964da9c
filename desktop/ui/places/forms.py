"""The fields of one site, and of one vehicle."""

from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.services.travel import SiteDraft, SiteRow
from desktop.services.visits import VehicleRow
from desktop.services.visits_edit import VehicleDraft
from desktop.ui.choices import Choice
from desktop.ui.look import Look
from desktop.ui.settings.edited import EntryForm, NameFields
from desktop.ui.stage_words import in_words
from desktop.ui.widgets import Field

_NO_NUMBER = N_("Write a whole number, such as 30.")


class SiteForm(EntryForm):
    """Where it is, how far its rooms are from the road, when it is open."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._names = NameFields(
            look, N_("Name in Traditional Chinese"), N_("Name in Simplified Chinese"), N_("Name in English")
        )
        self.hant, self.hans, self.en = self._names.all
        self.address = Field(look, N_("Address"))
        self.walk = Field(look, N_("Minutes on foot from where vehicles stop to its rooms"), wraps=True)
        self.opens = Field(look, N_("Opens each day at"), N_("such as 09:00; may be left empty"))
        self.closes = Field(look, N_("Closes each day at"), N_("such as 18:00; may be left empty"))
        self.code = Field(look, N_("Short code, for lists and commands"), N_("may be left empty"))
        self.venue: Choice[UUID | None] = Choice(look)
        for part in (*self.fields(), Field(look, N_("Building of the event that it is"), edit=self.venue)):
            self.column.addWidget(part)
        self.finish(N_("Save"), N_("Cancel"), N_("Remove this site"))

    def fields(self) -> tuple[Field, ...]:
        return (*self._names.all, self.address, self.walk, self.opens, self.closes, self.code)

    def show_site(self, row: SiteRow | None, venues: dict[UUID, LocalName]) -> None:
        """Fill in what is kept of ``row``."""
        self.begin(row)
        self._names.show_name(row.name if row is not None else LocalName())
        _show(
            (self.address, row.address if row else ""), (self.walk, str(row.walk_minutes) if row else "0"),
            (self.opens, row.opens_clock if row else ""), (self.closes, row.closes_clock if row else ""),
            (self.code, row.code if row else ""),
        )  # fmt: skip
        offered = [
            (None, lambda _: _("None: it is elsewhere")),
            *((key, in_words(name)) for key, name in venues.items()),
        ]
        self.venue.offer(offered, row.venue_id if row is not None else None)

    @property
    def draft(self) -> SiteDraft | None:
        """The site as it stands here; None where a number can't be read, which is said there."""
        walk = number_in(self.walk)
        if walk is None:
            return None
        return SiteDraft(
            self._names.name, self.code.value, self.address.value, walk, self.opens.value, self.closes.value,
            self.venue.value,
        )  # fmt: skip

    def refuse(self, error: UserError) -> None:
        fields = {"bad_walk": self.walk, "bad_clock": self.opens, "site_in_use": self.code}
        if error.code == "bad_clock" and error.values.get("clock") == self.closes.value != self.opens.value:
            fields["bad_clock"] = self.closes
        fields.get(error.code, self.hant).refuse(error.text, **error.values)


class VehicleForm(EntryForm):
    """A bus or car: what it is called, how many it takes, who drives it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._names = NameFields(
            look, N_("Name in Traditional Chinese"), N_("Name in Simplified Chinese"), N_("Name in English")
        )
        self.hant, self.hans, self.en = self._names.all
        self.plate = Field(look, N_("Plate"))
        self.seats = Field(look, N_("Seats for guests"))
        self.wheelchairs = Field(look, N_("Of these, places for wheelchairs"))
        self.driver, self.phone = Field(look, N_("Driver")), Field(look, N_("Driver's phone"))
        self.hours = Field(look, N_("Hours that the driver may work a day; 0 for any"), wraps=True)
        for part in self.fields():
            self.column.addWidget(part)
        self.finish(N_("Save"), N_("Cancel"), N_("Remove this vehicle"))

    def fields(self) -> tuple[Field, ...]:
        return (*self._names.all, self.plate, self.seats, self.wheelchairs, self.driver, self.phone, self.hours)

    def show_vehicle(self, row: VehicleRow | None) -> None:
        """Fill in what is kept of ``row``."""
        self.begin(row)
        self._names.show_name(row.name if row is not None else LocalName())
        _show(
            (self.plate, row.plate if row else ""), (self.seats, str(row.seats) if row else ""),
            (self.wheelchairs, str(row.wheelchairs) if row else "0"), (self.driver, row.driver if row else ""),
            (self.phone, row.driver_phone if row else ""), (self.hours, str(row.driver_hours) if row else "0"),
        )  # fmt: skip

    @property
    def draft(self) -> VehicleDraft | None:
        """The vehicle as it stands here; None where a number can't be read, which is said there."""
        seats, wheelchairs, hours = map(number_in, (self.seats, self.wheelchairs, self.hours))
        if seats is None or wheelchairs is None or hours is None:
            return None
        return VehicleDraft(
            self._names.name, seats, self.plate.value, self.driver.value, self.phone.value, hours, wheelchairs
        )

    def refuse(self, error: UserError) -> None:
        fields = {"bad_seats": self.seats, "bad_wheelchairs": self.wheelchairs}
        fields.get(error.code, self.hant).refuse(error.text, **error.values)


def number_in(field: Field) -> int | None:
    """The whole number that a field holds, nothing for 0; None where it is none, which is said there."""
    text = field.value
    if not text:
        return 0
    if text.isdecimal() and len(text) < 5:
        return int(text)
    field.refuse(_NO_NUMBER)
    return None


def _show(*texts: tuple[Field, str]) -> None:
    for field, text in texts:
        if isinstance(field.edit, QLineEdit):
            field.edit.setText(text)
