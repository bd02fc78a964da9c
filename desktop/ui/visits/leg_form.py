"""A leg and its vehicle: plate, driver, seats; from where to where and when; and who is aboard."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.text import LocalName
from desktop.domain.visits import Aboard
from desktop.domain.visits_words import ABOARD_WORDS
from desktop.errors import N_, UserError
from desktop.services.travel import SiteRow
from desktop.services.visit_board import of_groups
from desktop.services.visit_members import change_aboard, put_aboard, take_off
from desktop.services.visits import LegRow, VehicleRow, VisitRow
from desktop.services.visits_edit import BadLegTime, BadSeats, BadWheelchairs, LegDraft, VehicleDraft
from desktop.ui.choices import Choice, Say
from desktop.ui.conflicts.chip import ConflictChip
from desktop.ui.context import Context
from desktop.ui.people.forms import Form
from desktop.ui.programme.lines import chosen_words
from desktop.ui.stage_words import in_words
from desktop.ui.visits.doing import Doing
from desktop.ui.visits.fields import BadMoment, Names, lines, moment, needed, number, put, said, text_of
from desktop.ui.visits.people_table import PeopleTable, Somebody
from desktop.ui.widgets import Button, Field, SectionTitle

_ANOTHER = UUID(int=0)
"""What stands for a vehicle or site that is not known yet."""
_NO_SITE = N_("Write what the site is called.")
_USUAL_SEATS = 45
_LONGEST_WAIT = timedelta(hours=6)
"""Who gathers before midnight for a leg after it waits no longer."""


@dataclass(frozen=True, slots=True)
class TypedLeg:
    """A leg as it was typed; ``vehicle_id`` None is a new vehicle. ``leg`` is None for a vehicle by itself.

    ``start`` and ``end`` are names of sites that have to be made.
    """

    vehicle_id: UUID | None
    vehicle: VehicleDraft
    leg: LegDraft | None
    start: str = ""
    end: str = ""


class LegForm(Form):
    """``typed`` is what stands there, None while something can't be read, which is said then.

    ``removed`` and ``vehicle_removed`` carry the leg and the vehicle that are open. Whoever boards, leaves or moves
    to another vehicle does so at once.
    """

    removed = Signal(object)
    vehicle_removed = Signal(object)

    def __init__(self, context: Context, doing: Doing) -> None:
        look = context.look
        super().__init__(look, N_("New leg"), N_("Save"))
        self.title.setWordWrap(True)
        self._context, self._doing = context, doing
        self.row: LegRow | None = None
        self.bus: VehicleRow | None = None
        self._tour: VisitRow | None = None
        self._fleet: tuple[VehicleRow, ...] = ()
        self._kept: TypedLeg | None = None
        self._day = date.min
        self._has_leg, self._followed = True, ""
        self.vehicle: Choice[UUID] = Choice(look)
        self.names = Names(look, (N_("Name, Traditional Chinese"), N_("Name, Simplified Chinese"), N_("Name, English")))
        self.plate, self.driver = Field(look, N_("Plate")), Field(look, N_("Driver"))
        self.phone = Field(look, N_("Driver's phone"))
        self.seats, self.wheelchairs = Field(look, N_("Seats")), Field(look, N_("Places for wheelchairs"))
        self.hours = Field(look, N_("Driver's longest day, in hours"), N_("empty: any"))
        self.start, self.end = Choice[UUID](look), Choice[UUID](look)
        self.new_start, self.new_end = Field(look, N_("Name of the site")), Field(look, N_("Name of the site"))
        self._new_sites = ((self.start, self.new_start), (self.end, self.new_end))
        for choice, _field in self._new_sites:
            choice.currentIndexChanged.connect(lambda _index: self._on_sites())
        self.gathers, self.leaves = Field(look, N_("People gather")), Field(look, N_("Leaves"))
        self.arrives = Field(look, N_("Arrives"), N_("empty: as the travel table says"))
        self.boarding, self.note = Field(look, N_("Boarding point")), lines(look, N_("Note"))
        self.people = PeopleTable(context, N_("A whole group"), N_("Escort or passenger (R)"))
        self.remove = Button(look, N_("Take the leg away"), "quiet")
        self.scrap = Button(look, N_("Do without this vehicle"), "quiet")
        self._arrange()
        self.remove.clicked.connect(lambda: self.removed.emit(self.row))
        self.scrap.clicked.connect(lambda: self.vehicle_removed.emit(self.bus))
        self.vehicle.activated.connect(self._on_vehicle)
        if isinstance(self.leaves.edit, QLineEdit):
            self.leaves.edit.textEdited.connect(lambda _text: self._on_leaves())
        table = self.people
        table.added.connect(lambda keys: self._put(keys, N_("They ride with {vehicle} now.")))
        table.removed.connect(lambda rows: self._act(take_off, rows, N_("They ride with {vehicle} no more.")))
        table.moved.connect(self._move)
        table.turned.connect(self._turn)
        table.pinned.connect(self._pin)
        look.words.changed.connect(self._say)

    def offer(self, sites: Sequence[SiteRow], fleet: Sequence[VehicleRow]) -> None:
        """Offer these sites and vehicles."""
        self._fleet = tuple(fleet)
        elsewhere: tuple[UUID, Say] = (_ANOTHER, chosen_words(N_("Another site…")))
        offered = [*((one.id, in_words(one.name)) for one in sites), elsewhere]
        for choice, _field in self._new_sites:
            choice.offer(offered, choice.value if choice.count() else None)
        another: tuple[UUID, Say] = (_ANOTHER, chosen_words(N_("Another vehicle…")))
        kept = self.vehicle.value if self.vehicle.count() else None
        self.vehicle.offer([*((one.id, in_words(one.name)) for one in fleet), another], kept)

    def show_leg(self, row: LegRow, tour: VisitRow) -> None:
        """Show a leg of ``tour`` with its vehicle."""
        self._show(row, next(one for one in tour.vehicles if one.id == row.vehicle_id), tour, has_leg=True)

    def show_vehicle(self, bus: VehicleRow, tour: VisitRow) -> None:
        """Show a vehicle by itself."""
        self._show(None, bus, tour, has_leg=False)

    def show_new(self, draft: LegDraft | None, tour: VisitRow, bus: VehicleRow | None) -> None:
        """A new leg, of ``bus`` or of a vehicle that is new, too."""
        self._fill(None, bus, tour, has_leg=True)
        zone = self._context.here.zone
        if draft is not None:
            self.start.choose(draft.from_id)
            self.end.choose(draft.to_id)
            put(self.gathers, said(draft.gathers, zone))
            put(self.leaves, said(draft.leaves, zone))
        self._kept = self._read()
        self.arrive()

    def arrive(self) -> None:
        """Put the focus on what one most likely came for."""
        part = self.leaves if self._has_leg else self.people
        (self.leaves.edit if self._has_leg else self.people.table).setFocus()
        self.show_part(part)

    @property
    def typed(self) -> TypedLeg | None:
        """What stands here."""
        try:
            self._need_names()
            return self._typed()
        except BadMoment as bad:
            bad.field.refuse(bad.text)
            self.show_part(bad.field)
            return None

    @property
    def begun(self) -> bool:
        return self._kept is not None and self._read() != self._kept

    def forget(self) -> None:
        """What stands here is kept, or is not to be."""
        self._kept = None

    def refuse(self, error: UserError) -> None:
        """Say below the field that is meant why this can't be kept."""
        field = {BadSeats.code: self.seats, BadWheelchairs.code: self.wheelchairs}.get(error.code, self.leaves)
        field.refuse(error.text, **error.values)
        self.show_part(field)

    def _arrange(self) -> None:
        look = self.look
        self._of_leg = (
            Field(look, N_("Goes from"), edit=self.start), self.new_start, Field(look, N_("Goes to"), edit=self.end),
            self.new_end, self.gathers, self.leaves, self.arrives, self.boarding, self.note,
        )  # fmt: skip
        self.conflicts = ConflictChip(self._context)
        self.column.addWidget(self.conflicts)
        self._vehicle = Field(look, N_("Vehicle"), edit=self.vehicle)
        self.add(self._vehicle, *self._of_leg)
        self._who = SectionTitle(look, N_("Aboard"))
        for part in (self._who, self.people, SectionTitle(look, N_("Vehicle"))):
            self.column.addWidget(part)
        self.add(*self.names.fields, self.plate, self.driver, self.phone, self.seats, self.wheelchairs, self.hours)
        for button in (self.remove, self.scrap):
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        QWidget.setTabOrder(self.scrap, self.save)

    def _show(self, row: LegRow | None, bus: VehicleRow, tour: VisitRow, *, has_leg: bool) -> None:
        if self.begun and self.bus is not None and self.bus.id == bus.id and self._same(row):
            self._tour = tour
            self._say()
            return
        self._fill(row, bus, tour, has_leg=has_leg)
        self._kept = self._read()

    def _same(self, row: LegRow | None) -> bool:
        return (row.id if row is not None else None) == (self.row.id if self.row is not None else None)

    def _fill(self, row: LegRow | None, bus: VehicleRow | None, tour: VisitRow, *, has_leg: bool) -> None:
        self.row, self.bus, self._tour, self._day, self._has_leg = row, bus, tour, tour.day, has_leg
        self._followed = ""
        zone = self._context.here.zone
        for part in self._of_leg:
            part.setVisible(has_leg)
        self._vehicle.setVisible(has_leg)
        if row is not None:
            self.start.choose(row.from_id)
            self.end.choose(row.to_id)
        arrives = row.arrives if row is not None and not row.estimated else None
        for field, text in (
            (self.gathers, said(row.gathers if row is not None else None, zone)),
            (self.leaves, said(row.leaves if row is not None else None, zone)), (self.arrives, said(arrives, zone)),
            (self.boarding, row.boarding_point if row is not None else ""),
            (self.note, row.note if row is not None else ""), (self.new_start, ""), (self.new_end, ""),
        ):  # fmt: skip
            put(field, text)
        self._on_sites()
        self.vehicle.choose(bus.id if bus is not None else _ANOTHER)
        self._fill_vehicle(bus)
        self._say()

    def _fill_vehicle(self, bus: VehicleRow | None) -> None:
        self.names.show(bus.name if bus is not None else LocalName())
        for field, text in (
            (self.plate, bus.plate if bus is not None else ""), (self.driver, bus.driver if bus is not None else ""),
            (self.phone, bus.driver_phone if bus is not None else ""),
            (self.seats, str(bus.seats if bus is not None else _USUAL_SEATS)),
            (self.wheelchairs, str(bus.wheelchairs or "") if bus is not None else ""),
            (self.hours, str(bus.driver_hours or "") if bus is not None else ""),
        ):  # fmt: skip
            put(field, text)

    def _on_vehicle(self) -> None:
        self._fill_vehicle(next((one for one in self._fleet if one.id == self.vehicle.value), None))

    def _on_leaves(self) -> None:
        """People gather as long before as they did, until somebody typed when."""
        kept, zone = self._kept.leg if self._kept is not None else None, self._context.here.zone
        if kept is None or kept.gathers is None or self.gathers.value not in {said(kept.gathers, zone), self._followed}:
            return
        with suppress(BadMoment):
            leaves = needed(self.leaves, self._day, zone)
            self._followed = said(leaves - (kept.leaves - kept.gathers), zone)
            put(self.gathers, self._followed)

    def _on_sites(self) -> None:
        for choice, field in self._new_sites:
            field.setVisible(self._has_leg and choice.value == _ANOTHER)

    def _need_names(self) -> None:
        for choice, field in self._new_sites:
            if self._has_leg and choice.value == _ANOTHER and not field.value:
                raise BadMoment(field, _NO_SITE)

    def _read(self) -> TypedLeg | None:
        try:
            return self._typed()
        except BadMoment:
            return None

    def _typed(self) -> TypedLeg:
        zone = self._context.here.zone
        bus = VehicleDraft(
            self.names.value, number(self.seats) or 0, self.plate.value, self.driver.value, self.phone.value,
            number(self.hours) or 0, number(self.wheelchairs) or 0,
        )  # fmt: skip
        another = self.vehicle.value == _ANOTHER
        if not self._has_leg:
            return TypedLeg(self.bus.id if self.bus is not None else None, bus, None)
        leaves = needed(self.leaves, self._day, zone)
        gathers = moment(self.gathers, self._day, zone)
        if gathers is not None and gathers > leaves:
            leaves += timedelta(days=1)
        if gathers is not None and leaves - gathers > _LONGEST_WAIT:
            raise BadMoment(self.gathers, BadLegTime.text)
        arrives = moment(self.arrives, self._day, zone, leaves)
        key = _ANOTHER if another else self.vehicle.value
        leg = LegDraft(
            key, self.start.value, self.end.value, leaves, gathers, arrives, self.boarding.value, text_of(self.note)
        )
        start, end = (field.value if choice.value == _ANOTHER else "" for choice, field in self._new_sites)
        return TypedLeg(None if another else key, bus, leg, start, end)

    def _say(self) -> None:
        tour, bus, _ = self._tour, self.bus, self.look.words._
        if tour is None:
            return
        there = self.row is not None or not self._has_leg
        for part in (self._who, self.people, self.scrap):
            part.setVisible(there)
        self.remove.setVisible(self.row is not None)
        about = self.row.id if self.row is not None else bus.id if bus is not None and there else None
        self.conflicts.follow(about, bus.name if bus is not None else LocalName())
        if bus is None or not there:
            self.title.say(N_("New leg"))
            return
        end = f" → {self.row.end.said_in(_.language)}" if self.row is not None else ""
        self.title.put(f"{bus.name.said_in(_.language)}{end}")
        aboard = tour.aboard(bus.id, self.row.id if self.row is not None else None)
        self._who.beside.put(_("{n}/{total} seats", n=len(aboard), total=bus.seats))
        people = [
            Somebody(key, one.who, ABOARD_WORDS[one.role], one.expected, one.pinned)
            for one in aboard
            if (key := one.who.registration_id) is not None
        ]
        self.people.offer(of_groups(tour))
        other = self._other()
        self.people.show_people(people, other.name.said_in(_.language) if other is not None else "")

    def _other(self) -> VehicleRow | None:
        """The vehicle after this one on the visit, to which M moves somebody."""
        fleet = list(self._tour.vehicles) if self._tour is not None else []
        place = next((n for n, one in enumerate(fleet) if self.bus is not None and one.id == self.bus.id), None)
        return fleet[(place + 1) % len(fleet)] if place is not None and len(fleet) > 1 else None

    def _put(self, keys: Sequence[UUID], text: str, bus: VehicleRow | None = None, role: Aboard | None = None) -> None:
        tour, bus = self._tour, bus or self.bus
        if tour is not None and bus is not None:
            self._doing.do(
                lambda session: put_aboard(session, tour.id, bus.id, keys, role),
                lambda _: _(text, vehicle=bus.name.said_in(_.language)),
            )

    def _move(self, rows: Sequence[Somebody]) -> None:
        other = self._other()
        if other is not None:
            self._put([row.id for row in rows], N_("They ride with {vehicle} now."), other)

    def _turn(self, rows: Sequence[Somebody]) -> None:
        escorts = rows[0].role == ABOARD_WORDS[Aboard.ESCORT]
        text = N_("They are passengers on {vehicle}.") if escorts else N_("They escort {vehicle}.")
        self._put([row.id for row in rows], text, role=Aboard.PASSENGER if escorts else Aboard.ESCORT)

    def _pin(self, rows: Sequence[Somebody]) -> None:
        pinned = not rows[0].pinned
        text = N_("The planner leaves them on {vehicle}.") if pinned else N_("The planner may move them off {vehicle}.")
        self._act(change_aboard, rows, text, pinned=pinned)

    def _act(self, act: Callable[..., object], rows: Sequence[Somebody], text: str, **how: Any) -> None:
        tour, bus = self._tour, self.bus
        if tour is not None and bus is not None:
            keys = [row.id for row in rows]
            self._doing.do(
                lambda session: act(session, tour.id, bus.id, keys, **how),
                lambda _: _(text, vehicle=bus.name.said_in(_.language)),
            )
