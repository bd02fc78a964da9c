"""What a paper of visits is to be of: for whom, which delegation, visit, vehicle, stop and person."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.paper_kinds import OF_DELEGATION, OF_STOP, OF_VEHICLE, OF_VISIT, PaperKind, Whose
from desktop.domain.text import LocalName
from desktop.domain.visits import Who
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.paper_choices import WHOSE_WORDS
from desktop.services.papers import Choice as PaperChoice
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.papers.state import Offered
from desktop.ui.settings.section import Check
from desktop.ui.widgets import Field

_ITINERARY = frozenset({PaperKind.ITINERARY})
_SHOWN = {
    "whose": _ITINERARY,
    "delegation": OF_DELEGATION,
    "visit": OF_VISIT,
    "vehicle": OF_VEHICLE,
    "stop": OF_STOP,
    "person": _ITINERARY,
}
"""Which paper can be of what."""
_ITINERARY_OF = {
    "delegation": {Whose.PEOPLE, Whose.DELEGATIONS, Whose.INTERPRETERS},
    "visit": {Whose.PEOPLE, Whose.HOSTS, Whose.INTERPRETERS, Whose.VEHICLES},
    "vehicle": {Whose.PEOPLE, Whose.VEHICLES},
    "stop": {Whose.HOSTS},
    "person": {Whose.PEOPLE},
}
"""For whom an itinerary can be of what."""
_SEVERAL = 2
"""All visits and the only one are the same."""
_IN_THEIR_LANGUAGE = frozenset(Whose) - {Whose.VEHICLES}


class VisitChoosing(QWidget):
    """``changed`` comes when anything else is chosen; ``given`` are the parts of the choice that are here."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look = context.look
        self.kind, self._offered = PaperKind.AGENDA, Offered()
        self._asked: tuple[UUID, ...] = ()
        self.whose: Choice[Whose] = Choice(look, [(one, partial(_whose, one)) for one in Whose])
        self.delegation: Choice[UUID | None] = Choice(look)
        self.visit: Choice[UUID | None] = Choice(look)
        self.vehicle: Choice[UUID | None] = Choice(look)
        self.stop: Choice[UUID | None] = Choice(look)
        self.person: Choice[UUID | None] = Choice(look)
        self.own = Check(look, N_("Each in their own language"))
        self.own.setChecked(True)
        self.fields = {
            "whose": Field(look, N_("Itineraries"), edit=self.whose),
            "delegation": Field(look, N_("Delegation"), edit=self.delegation),
            "visit": Field(look, N_("Visit"), edit=self.visit),
            "vehicle": Field(look, N_("Vehicle"), edit=self.vehicle),
            "stop": Field(look, N_("Stop of a visit"), edit=self.stop),
            "person": Field(look, N_("Person"), edit=self.person),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 10)
        for part in (*self.fields.values(), self.own):
            column.addWidget(part)
        for one in (self.whose, self.delegation, self.visit, self.vehicle, self.stop, self.person):
            one.activated.connect(self._on_part)
        self.own.toggled.connect(self.changed)
        context.keeper.changed.connect(self.say)

    @property
    def given(self) -> dict[str, Any]:
        """What is chosen, of what the paper that is open can be of."""
        keys = ("delegation", "visit", "vehicle", "stop")
        found = {f"{name}_id": _value(getattr(self, name)) for name in keys if self._is_of(name)}
        if self.kind is PaperKind.ITINERARY:
            whose = self.whose.value
            person = _value(self.person) if self._is_of("person") else None
            found["whose"] = whose
            found["person_ids"] = (person,) if person is not None else ()
            found["own_language"] = whose in _IN_THEIR_LANGUAGE and self.own.isChecked()
        return found

    @property
    def in_theirs(self) -> bool:
        """Whether each gets the paper in a language of their own."""
        return bool(self.given.get("own_language"))

    def show_kind(self, kind: PaperKind, choice: PaperChoice | None = None) -> None:
        """Offer what a paper of that ``kind`` can be of, as far as it goes as before, or as in ``choice``."""
        self.kind = kind
        if choice is not None:
            self._asked = choice.person_ids[:1]
        self._offer()
        if choice is not None:
            self._choose(choice)
        self._show()

    def show_offered(self, found: Offered) -> None:
        """Offer these delegations and visits; what is chosen stays where it is still there."""
        self._offered = found
        self._offer()
        self._show()

    def say(self) -> None:
        """Say it in the language that is on, names as they may be seen."""
        self._offer()

    def _is_of(self, name: str) -> bool:
        if self.kind not in _SHOWN[name]:
            return False
        return self.kind is not PaperKind.ITINERARY or self.whose.value in _ITINERARY_OF.get(name, set(Whose))

    def _choose(self, choice: PaperChoice) -> None:
        self.whose.choose(choice.whose)
        self.delegation.choose(choice.delegation_id)
        self.visit.choose(choice.visit_id)
        self._offer_parts()
        self.vehicle.choose(choice.vehicle_id)
        self.stop.choose(choice.stop_id)
        self._offer_people()
        self.person.choose(next(iter(choice.person_ids), None))
        blocked = self.own.blockSignals(True)
        self.own.setChecked(choice.own_language)
        self.own.blockSignals(blocked)

    def _show(self) -> None:
        for name, field in self.fields.items():
            edit: Choice[Any] = getattr(self, name)
            field.setVisible(self._is_of(name) and edit.count() > (_SEVERAL if name == "visit" else 1))
        self.own.setVisible(self.kind is PaperKind.ITINERARY and self.whose.value in _IN_THEIR_LANGUAGE)

    def _offer(self) -> None:
        found = self._offered
        groups = [(one.id, partial(_name, one.name)) for one in found.delegations]
        nobody = _crew if self.kind is PaperKind.HANDBOOK else _every_delegation
        self.delegation.offer([(None, nobody), *groups], _value(self.delegation))
        tours = [(one.id, partial(_name, one.name)) for one in found.visits]
        self.visit.offer([(None, _every_visit), *tours], _value(self.visit))
        self._offer_parts()

    def _offer_parts(self) -> None:
        """The vehicles and stops of the visit that is chosen."""
        visit = _value(self.visit)
        tours = [one for one in self._offered.visits if visit in {None, one.id}]
        fleet = {one.id: one.name for tour in tours for one in tour.vehicles}
        stops = {one.id: one.name for tour in tours for one in tour.stops}
        for edit, every, rows in ((self.vehicle, _every_vehicle, fleet), (self.stop, _every_stop, stops)):
            edit.offer([(None, every), *((key, partial(_name, name)) for key, name in rows.items())], _value(edit))
        self._offer_people()

    def _offer_people(self) -> None:
        """Those of the delegation, the vehicle or the visit that is chosen."""
        group, vehicle, visit = _value(self.delegation), _value(self.vehicle), _value(self.visit)
        found: dict[UUID, Who] = {}
        for one in self._offered.delegations:
            if group in {None, one.id} and vehicle is None and visit is None:
                found |= _registered([member.who for member in one.people])
        for tour in self._offered.visits:
            if group is None and visit in {None, tour.id}:
                aboard = [who.who for who in tour.aboard(vehicle)] if vehicle is not None else []
                joined = [who.who for party in tour.groups for who in party.expected] if vehicle is None else []
                found |= _registered([*aboard, *joined])
        people = [(key, partial(self._person, who)) for key, who in found.items()]
        people += [(key, partial(_asked_for)) for key in self._asked if key not in found]
        self.person.offer([(None, _everyone), *people], _value(self.person))

    def _person(self, who: Who, _: Translator) -> str:
        return as_seen(self._context, who.said_in(_.language))

    def _on_part(self) -> None:
        self._offer_parts()
        self._show()
        self.changed.emit()


def _registered(people: list[Who]) -> dict[UUID, Who]:
    return {one.registration_id: one for one in people if one.registration_id is not None}


def _value(edit: Choice[Any]) -> Any:
    return edit.value if edit.count() else None


def _whose(one: Whose, _: Translator) -> str:
    return _(WHOSE_WORDS[one])


def _name(name: LocalName, _: Translator) -> str:
    return name.said_in(_.language)


def _every_delegation(_: Translator) -> str:
    return _("All delegations")


def _crew(_: Translator) -> str:
    return _("The crew")


def _every_visit(_: Translator) -> str:
    return _("All visits")


def _every_vehicle(_: Translator) -> str:
    return _("All vehicles")


def _every_stop(_: Translator) -> str:
    return _("All stops")


def _everyone(_: Translator) -> str:
    return _("Everyone")


def _asked_for(_: Translator) -> str:
    return _("The person asked for")
