"""A delegation whole: who leads it, its members in order, who looks after it, how it travels, what it needs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName, fold, has_han
from desktop.domain.verdicts import Status
from desktop.domain.visits import DelegationRole, Mode, Way, Who
from desktop.errors import N_, UserError
from desktop.models import Delegation, DelegationPerson, Gift, Journey, Person, Registration, Site
from desktop.services.visits_people import who_of, whos


class NoSuchDelegation(UserError):
    code = "no_such_delegation"
    text = N_("There is no delegation “{delegation}”. Those of this event are: {known}.")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of a delegation, or who looks after it; ``counterpart`` is opposite them on the hosts' side.

    ``id`` is None where nothing but the registration says that they belong to it. ``languages`` are those named here;
    what is known of the person counts where there are none.
    """

    id: UUID | None
    who: Who
    role: DelegationRole = DelegationRole.MEMBER
    subgroup: str = ""
    room: str = ""
    counterpart: Who | None = None
    diet: str = ""
    access: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """How a delegation, a subgroup or one guest arrives or departs; ``place`` is where, here."""

    id: UUID
    way: Way
    mode: Mode
    at: datetime
    number: str = ""
    site_id: UUID | None = None
    place: LocalName = LocalName()  # noqa: RUF009  frozen
    far_place: str = ""
    far_at: datetime | None = None
    far_zone: str = ""
    met_by: Who | None = None
    registration_id: UUID | None = None
    subgroup: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GiftRow:
    """A gift, in the order of exchange; ``who`` of the delegation hands it over, or takes it where ``received``."""

    id: UUID
    text: str
    received: bool
    done: bool
    who: UUID | None = None


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A whole delegation. ``people`` are its members in order, the leader first, then who looks after it."""

    id: UUID
    name: LocalName
    origin: str
    purpose: str
    host_line: str
    languages: tuple[str, ...]
    hotel: str
    contacts: str
    note: str
    people: tuple[MemberRow, ...] = ()
    journeys: tuple[JourneyRow, ...] = ()
    gifts: tuple[GiftRow, ...] = ()

    def of(self, role: DelegationRole) -> tuple[MemberRow, ...]:
        """The people with a role, in order."""
        return tuple(one for one in self.people if one.role is role)

    @property
    def leader(self) -> MemberRow | None:
        """Who leads it, where that is known."""
        return next(iter(self.of(DelegationRole.LEADER)), None)

    @property
    def travelling(self) -> tuple[MemberRow, ...]:
        """Those who are the delegation: leader, deputies, members."""
        return tuple(one for one in self.people if one.role.travels)

    @property
    def subgroups(self) -> tuple[str, ...]:
        """The subgroups in the order in which their members stand."""
        return tuple(dict.fromkeys(one.subgroup for one in self.travelling if one.subgroup))

    @property
    def diets(self) -> dict[str, int]:
        """What members eat, with how many of them, the most frequent first."""
        return dict(Counter(one.diet for one in self.travelling if one.diet).most_common())

    @property
    def needs(self) -> dict[str, int]:
        """What members need to get about, with how many of them."""
        return dict(Counter(one.access for one in self.travelling if one.access).most_common())


def delegation_rows(session: Session, event_id: UUID) -> list[DelegationRow]:
    """The delegations of an event, by name."""
    return _read(session, Delegation.event_id == event_id)


def delegation(session: Session, delegation_id: UUID) -> DelegationRow:
    """One delegation. Raises ``NoSuchDelegation``."""
    for row in _read(session, Delegation.id == delegation_id):
        return row
    raise NoSuchDelegation(delegation=delegation_id, known="")


def find_delegation(session: Session, event_id: UUID, text: str) -> DelegationRow:
    """The delegation with this id, name, or the one whose name has ``text`` in it. Raises ``NoSuchDelegation``."""
    rows = delegation_rows(session, event_id)
    wanted = fold(text)
    for row in rows:
        if wanted in {str(row.id), row.id.hex, *map(fold, _names(row.name))}:
            return row
    within = [row for row in rows if wanted and any(wanted in fold(name) for name in _names(row.name))]
    if len(within) == 1:
        return within[0]
    known = ", ".join(next(iter(_names(row.name))) for row in rows)
    raise NoSuchDelegation(delegation=text, known=known)


def leaders(session: Session, delegation_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The registrations that lead these delegations, where that is known."""
    rows = session.execute(
        select(DelegationPerson.delegation_id, DelegationPerson.registration_id)
        .where(
            DelegationPerson.delegation_id.in_(set(delegation_ids)),
            DelegationPerson.role == DelegationRole.LEADER,
            DelegationPerson.registration_id.is_not(None),
            DelegationPerson.deleted_at.is_(None),
        )
        .order_by(DelegationPerson.rank.desc())
    )
    return {delegation_id: leader for delegation_id, leader in rows if leader is not None}


def _names(name: LocalName) -> list[str]:
    return [text for text in (name.hant, name.hans, name.en) if text]


def _read(session: Session, asked: Any) -> list[DelegationRow]:
    rows = session.scalars(
        select(Delegation)
        .where(asked, Delegation.deleted_at.is_(None))
        .order_by(Delegation.name_hant, Delegation.name_en, Delegation.id)
    ).all()
    keys = [row.id for row in rows]
    people, journeys, gifts = _people(session, keys), _journeys(session, keys), _gifts(session, keys)
    return [
        DelegationRow(
            row.id, LocalName(row.name_hant, row.name_hans, row.name_en), row.origin, row.purpose, row.host_line,
            tuple(row.languages.split()), row.hotel, row.contacts, row.note, tuple(people.get(row.id, ())),
            tuple(journeys.get(row.id, ())), tuple(gifts.get(row.id, ())),
        )
        for row in rows
    ]  # fmt: skip


def _people(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[MemberRow]]:
    """The people of each: those who are said to be of it, with members of whom only the registration says so."""
    said = session.scalars(
        select(DelegationPerson)
        .where(DelegationPerson.delegation_id.in_(keys), DelegationPerson.deleted_at.is_(None))
        .order_by(DelegationPerson.rank, DelegationPerson.id)
    ).all()
    living = (Registration.delegation_id.in_(keys), Registration.deleted_at.is_(None))
    joined = session.execute(
        select(Registration.delegation_id, Registration.id)
        .where(*living, Registration.status.in_([status for status in Status if status.expected]))
        .order_by(Registration.list_order, Registration.id)
    ).all()
    known = whos(session, [*(one.registration_id for one in said), *(key for _of, key in joined)])
    known |= whos(session, (one.counterpart_id for one in said))
    needs = _needs(session, known)
    here = {(of, key) for of, key in joined}
    found: defaultdict[UUID, list[MemberRow]] = defaultdict(list)
    listed: set[tuple[UUID | None, UUID]] = set()
    for one in said:
        if one.role.travels and one.registration_id is not None:
            if (one.delegation_id, one.registration_id) not in here:
                continue  # they left it, or don't come
            listed.add((one.delegation_id, one.registration_id))
        found[one.delegation_id].append(_member(one, known, needs))
    for of, key in joined:
        if of is not None and (of, key) not in listed:
            found[of].append(MemberRow(None, known[key], diet=needs[key][0], access=needs[key][1]))
    return {key: sorted(rows, key=lambda row: _ORDER[row.role]) for key, rows in found.items()}


_ORDER: Mapping[DelegationRole, int] = {role: place for place, role in enumerate(DelegationRole)}


def _member(one: DelegationPerson, known: Mapping[UUID, Who], needs: Mapping[UUID, tuple[str, str]]) -> MemberRow:
    opposite = None
    if one.counterpart_id is not None or one.counterpart:
        opposite = who_of(known, one.counterpart_id, one.counterpart)
    diet, access = needs.get(one.registration_id, ("", "")) if one.registration_id is not None else ("", "")
    who = who_of(known, one.registration_id, one.name, languages=one.languages)
    spoken = tuple(one.languages.split())
    return MemberRow(one.id, who, one.role, one.subgroup, one.room, opposite, diet, access, spoken)


def _needs(session: Session, keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = session.execute(
        select(Registration.id, Person.diet, Person.access)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(list(keys)))
    )
    return {key: (diet, access) for key, diet, access in rows}


def _journeys(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[JourneyRow]]:
    rows: Sequence[Any] = session.execute(
        select(Journey, Site)
        .outerjoin(Site, Site.id == Journey.site_id)
        .where(Journey.delegation_id.in_(keys), Journey.deleted_at.is_(None))
        .order_by(Journey.at, Journey.id)
    ).all()
    known = whos(session, (one.met_by_id for one, _site in rows))
    found: defaultdict[UUID, list[JourneyRow]] = defaultdict(list)
    for one, site in rows:
        place = (
            LocalName(site.name_hant, site.name_hans, site.name_en) if site is not None else written_place(one.place)
        )
        met = who_of(known, one.met_by_id, one.met_by) if one.met_by_id is not None or one.met_by else None
        found[one.delegation_id].append(
            JourneyRow(
                one.id, one.way, one.mode, one.at, one.number, one.site_id, place, one.far_place, one.far_at,
                one.far_zone, met, one.registration_id, one.subgroup, one.note,
            )
        )  # fmt: skip
    return found


def written_place(text: str) -> LocalName:
    """A place of which only a name is written, in whatever language."""
    return LocalName(hant=text) if has_han(text) else LocalName(en=text)


def _gifts(session: Session, keys: Sequence[UUID]) -> dict[UUID, list[GiftRow]]:
    rows = session.scalars(
        select(Gift).where(Gift.delegation_id.in_(keys), Gift.deleted_at.is_(None)).order_by(Gift.rank, Gift.id)
    )
    found: defaultdict[UUID, list[GiftRow]] = defaultdict(list)
    for one in rows:
        found[one.delegation_id].append(GiftRow(one.id, one.text, one.received, one.done, one.registration_id))
    return found
