"""What stands at the head of an itinerary: whose it is, and what they have to know throughout."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.naming import NamedPerson, name_alone, styled, unbroken
from desktop.domain.paper_kinds import Whose
from desktop.domain.text import LocalName
from desktop.domain.visits import DelegationRole, Who
from desktop.domain.visits_words import ROLE_WORDS
from desktop.i18n import Language, Translator, language_from
from desktop.models import Category, Person, Registration
from desktop.services.delegations_record import DelegationRow, MemberRow
from desktop.services.itineraries import Everything
from desktop.services.itineraries_said import driver_asked, people_count
from desktop.services.itineraries_whose import Owner
from desktop.services.paper_facts import Choice, in_other_script
from desktop.services.stage_names import guest_names
from desktop.services.visits import VehicleRow

Facts = tuple[tuple[str, str], ...]
_TAGS = {"hant": Language.ZH_HANT, "hans": Language.ZH_HANS, "en": Language.EN}
_CREW = "staff"
_CARE = DelegationRole.LIAISON, DelegationRole.INTERPRETER


@dataclass(frozen=True, slots=True)
class ItineraryHead:
    """Whose an itinerary is; ``kind`` is that of its line on papers, ``seat`` in a hall.

    ``attends`` is whether they look at the programme: guests who come.
    """

    kind: str
    name: str
    second: str
    languages: tuple[Language, ...]
    facts: Facts
    seat: str = ""
    attends: bool = False


@dataclass(frozen=True, slots=True)
class _Register:
    """What the register knows of a guest."""

    seat: str
    category: str
    comes: bool
    reads: Language | None
    name: NamedPerson


class Heads:
    """Makes the heads of ``owners``."""

    def __init__(self, session: Session, whole: Everything, choice: Choice, owners: Iterable[Owner]) -> None:
        self._whole, self._choice = whole, choice
        self._register = _register(session, owners)
        self._of: dict[UUID, list[tuple[DelegationRow, MemberRow]]] = {}
        for group in whole.delegations:
            for one in group.people:
                if one.who.registration_id is not None:
                    self._of.setdefault(one.who.registration_id, []).append((group, one))

    def head(self, owner: Owner) -> ItineraryHead:
        """The head of one itinerary."""
        match owner.whose:
            case Whose.DELEGATIONS:
                return self._delegation(next(one for one in self._whole.delegations if one.id == owner.key))
            case Whose.VEHICLES:
                fleet = (one for tour in self._whole.visits for one in tour.vehicles)
                return self._vehicle(next(one for one in fleet if one.id == owner.key))
            case _:
                return self._person(owner)

    def _person(self, owner: Owner) -> ItineraryHead:
        key = owner.key if isinstance(owner.key, UUID) else None
        known = self._register.get(key) if key is not None else None
        name = known.name if known is not None else name_alone(str(owner.key))
        reads = known.reads if known is not None else None
        languages = self._languages(reads or (self._spoken(key) if key is not None else None))
        _ = Translator(languages[0])
        facts = self._of_person(key, known, _) if key is not None else ()
        return ItineraryHead(
            "registration",
            styled(name, _.language),
            in_other_script(name, _.language),
            languages,
            tuple(facts),
            known.seat if known is not None else "",
            attends=known is not None and known.comes and known.category != _CREW and owner.whose is Whose.PEOPLE,
        )

    def _spoken(self, key: UUID) -> Language | None:
        """The language of somebody's delegation, of those that papers are in."""
        spoken = (tag for group, one in self._of.get(key, ()) for tag in one.languages or group.languages)
        return next((_TAGS[tag] for tag in spoken if tag in _TAGS), None)

    def _languages(self, reads: Language | None) -> tuple[Language, ...]:
        asked = tuple(say.language for say in self._choice.says)
        if not self._choice.own_language or reads is None:
            return asked
        return (reads, *(one for one in asked[1:] if one is not reads))

    def _of_person(self, key: UUID, known: _Register | None, _: Translator) -> Iterator[tuple[str, str]]:
        says = _.language
        for group, one in self._of.get(key, ()):
            role = "" if one.role is DelegationRole.MEMBER else _(ROLE_WORDS[one.role])
            yield _("Delegation"), _joined(group.name.said_in(says), role, one.subgroup)
        for tour in self._whole.visits:
            groups = [one.name.said_in(says) for one in tour.groups if _is_in(key, (who.who for who in one.expected))]
            vehicles = [
                one.name.said_in(says) for one in tour.vehicles if _is_in(key, (who.who for who in tour.aboard(one.id)))
            ]
            if groups or vehicles:
                yield tour.name.said_in(says) or _("Visit"), _joined(*groups, *vehicles)
        if known is not None and known.seat:
            yield _("Seat"), known.seat
        for group, one in self._of.get(key, ()):
            if one.role.travels:
                if group.hotel or one.room:
                    room = _("room {number}", number=one.room) if one.room else ""
                    yield _("Hotel"), _joined(group.hotel, room)
                yield from _care(group, _)
                if one.counterpart is not None:
                    yield _("Counterpart"), reached(one.counterpart, _)

    def _delegation(self, group: DelegationRow) -> ItineraryHead:
        languages = self._languages(next((_TAGS[tag] for tag in group.languages if tag in _TAGS), None))
        _ = Translator(languages[0])
        facts = tuple(_of_delegation(group, _))
        return ItineraryHead("delegation", *named(group.name, _), languages, facts, attends=bool(group.travelling))

    def _vehicle(self, vehicle: VehicleRow) -> ItineraryHead:
        languages = self._languages(None)
        _ = Translator(languages[0])
        facts = [(_("Plate"), vehicle.plate), (_("Seats"), str(vehicle.seats) if vehicle.seats else "")]
        facts += [(_(one.what), reached(one.who, _)) for one in driver_asked(vehicle)]
        return ItineraryHead("vehicle", *named(vehicle.name, _), languages, tuple(one for one in facts if one[1]))


def _of_delegation(group: DelegationRow, _: Translator) -> Iterator[tuple[str, str]]:
    for role in (DelegationRole.LEADER, DelegationRole.DEPUTY):
        for one in group.of(role):
            yield _(ROLE_WORDS[role]), reached(one.who, _)
    yield _("Members"), people_count(len(group.travelling), _)
    said = ((_("Origin"), group.origin), (_("Purpose"), group.purpose), (_("Received by"), group.host_line))
    yield from (one for one in said if one[1])
    if group.hotel:
        yield _("Hotel"), group.hotel
    yield from _care(group, _)
    if group.contacts:
        yield _("Contacts"), group.contacts


def _care(group: DelegationRow, _: Translator) -> Iterator[tuple[str, str]]:
    """Who looks after a delegation."""
    for role in _CARE:
        for one in group.of(role):
            yield _(ROLE_WORDS[role]), reached(one.who, _)


def _register(session: Session, owners: Iterable[Owner]) -> Mapping[UUID, _Register]:
    keys = {one.key for one in owners if isinstance(one.key, UUID)}
    names = guest_names(session, keys)
    rows = session.execute(
        select(Registration, Category.code, Person.language)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(keys))
    )
    return {
        row.id: _Register(
            row.seat,
            category,
            row.deleted_at is None and row.status.expected,
            language_from(language) if language else None,
            names[row.id],
        )
        for row, category, language in rows
    }


def named(name: LocalName, _: Translator) -> tuple[str, str]:
    """A name, and as it is in the other script."""
    first = name.said_in(_.language)
    second = name.said_in(Language.ZH_HANT if _.language is Language.EN else Language.EN)
    return first, second if second != first else ""


def _is_in(key: UUID, people: Iterable[Who]) -> bool:
    return any(one.registration_id == key for one in people)


def reached(who: Who, _: Translator) -> str:
    """Somebody, with the phone that reaches them."""
    return " ".join(filter(None, (who.said_in(_.language), unbroken(who.phone))))


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
