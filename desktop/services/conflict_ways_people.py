"""Ways out of conflicts that are about people: who is taken out, rides elsewhere, receives, leads or interprets."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from desktop.domain.conflicts_plan import Doing, Entry
from desktop.domain.text import LocalName
from desktop.domain.visits import Aboard, DelegationRole, GroupRole, Leaders, StopRole, needs_wheelchair
from desktop.errors import N_
from desktop.models import (
    Agreement,
    AgreementPerson,
    GroupPerson,
    Person,
    Post,
    Registration,
    StopPerson,
    VehiclePerson,
    Visit,
    VisitTie,
)
from desktop.services import programme_edit
from desktop.services.conflict_cases import Case, Way
from desktop.services.conflict_ways_seats import reseat
from desktop.services.delegations_edit import MemberDraft, change_delegation, draft_of
from desktop.services.delegations_record import DelegationRow
from desktop.services.programme import programme
from desktop.services.visits import LegRow, StopRow, VehicleRow, VisitRow
from desktop.services.visits_doors import keep_doors
from desktop.services.visits_edit import move_aboard
from desktop.storage.journal import journal_of

_OUT = N_("Take {who} out of “{what}”")
_OUT_MANY = N_("Take {n} people out of “{what}”")
_RECEIVES = N_("Let {who} receive at “{what}” instead of {before}")
_MOVE = N_("Let {who} ride with “{what}”")
_MOVE_MANY = N_("Let {n} people ride with “{what}” instead")
_MOVE_APART = N_("Let {n} people ride with other vehicles instead")
_SEAT = N_("Give {who} a seat on “{what}”")
_LEADS = N_("Let {who} lead “{what}”")
_LIAISON = N_("Name {who} liaison officer of “{what}”")
_INTERPRETS = N_("Name {who} interpreter of “{what}”")


def take_out(case: Case) -> Way:
    """Take people out of what they rather give up: off a visit, a leg or an item."""
    ref = case.conflict.suggestion.ref
    if (at := case.stop(ref)) is not None:
        tour, stop = at
        who, span = set(case.conflict.who), (case.conflict.start, case.conflict.end)
        groups = [
            one for one in tour.groups
            if (at_ := one.at(stop)) is not None and at_[0].timestamp() < span[1] and at_[1].timestamp() > span[0]
            and who & {member.who.registration_id for member in one.people}
        ]  # fmt: skip
        if not groups:
            return _out(case, tour, stop.name, lambda: _off_stop(case, stop))
        what = groups[0].name if len(groups) == 1 else tour.name
        return _out(case, tour, what, lambda: _off_groups(case, tour, [one.id for one in groups]))
    if (leg := case.leg(ref)) is not None:
        return _out(case, leg[0], case.on, lambda: _off_leg(case, *leg))
    return _out_of_item(case, ref)


def substitute(case: Case) -> Way:
    """Let somebody else receive: whoever accompanies there, or a free colleague from the same organisation."""
    at, busy = case.stop(case.conflict.suggestion.ref), case.conflict.who[0]
    if at is None:
        return case.by_hand("visits")
    tour, stop = at
    mine = next((one for one in stop.people if one.who.registration_id == busy), None)
    if mine is None or mine.role not in {StopRole.RECEIVES, StopRole.ACCOMPANIES, StopRole.CONTACT}:
        return case.by_hand("visits", tour.id)
    times = [(int(a.timestamp()), int(b.timestamp())) for one in tour.groups if (at_ := one.at(stop)) for a, b in [at_]]
    there = {one.who.registration_id: one.id for one in stop.people if one.role is StopRole.ACCOMPANIES}
    clash = (case.conflict.start, case.conflict.end)
    free = [key for key in there if key not in {None, busy} and not _taken(case, key, [clash], stop.id)]
    free += [key for key in _colleagues(case, stop, busy) if not _taken(case, key, times or [clash])]
    chosen = next(iter(free), None)
    if chosen is None:
        return case.by_hand("visits", tour.id)

    def do() -> None:
        row = case.session.get_one(StopPerson, mine.id)
        if chosen in there:
            case.session.get_one(StopPerson, there[chosen]).role = row.role
            row.deleted_at = journal_of(case.session).now
        else:
            row.registration_id, row.name, row.phone, row.languages, row.until_at = chosen, "", "", "", None
        case.session.flush()
        keep_doors(case.session, tour.id)

    return case.pressed(do, _RECEIVES, who=case.name(chosen), what=stop.name, before=case.name(busy))


def move_people(case: Case) -> Way:
    """Let those who are too many ride with others of the visit that take them where they have to be."""
    found = case.leg(case.conflict.what[0])
    if found is None:
        return case.by_hand("visits")
    tour, leg = found
    free = _free(tour)
    chosen: dict[UUID, VehicleRow] = {}
    for person in _movable(case, tour, leg.vehicle_id, leg):
        target = _best(case, tour, person, [one for one in tour.vehicles if free[one.id] > 0], leg.vehicle_id)
        if target is not None and len(chosen) < case.conflict.amount:
            chosen[person] = target
            free[target.id] -= 1
    if len(chosen) < case.conflict.amount:
        return reseat(case, tour.id)

    def do() -> None:
        for person, vehicle in chosen.items():
            move_aboard(case.session, tour.id, person, vehicle.id)

    vehicles = {one.id: one.name for one in chosen.values()}
    if len(vehicles) > 1:
        return case.pressed(do, _MOVE_APART, n=len(chosen))
    name = next(iter(vehicles.values()))
    if len(chosen) == 1:
        return case.pressed(do, _MOVE, who=case.name(next(iter(chosen))), what=name)
    return case.pressed(do, _MOVE_MANY, n=len(chosen), what=name)


def give_seat(case: Case) -> Way:
    """Give somebody a seat on the vehicle that takes them where their group goes."""
    person, tour = case.conflict.who[0], next(one for one in case.whole.visits if one.id == case.conflict.what[0])
    free = _free(tour)
    target = _best(case, tour, person, [one for one in tour.vehicles if free[one.id] > 0], None)
    if target is None:
        return reseat(case, tour.id)
    return case.pressed(
        lambda: move_aboard(case.session, tour.id, person, target.id), _SEAT, who=case.name(person), what=target.name
    )


def name_leader(case: Case) -> Way:
    """Let the first deputy lead, or the first member."""
    group = case.delegation(case.conflict.who[0])
    order = (*group.of(DelegationRole.DEPUTY), *group.of(DelegationRole.MEMBER))
    first = next((one.who.registration_id for one in order if one.who.registration_id is not None), None)
    return _named(case, group, first, DelegationRole.LEADER, _LEADS)


def name_liaison(case: Case) -> Way:
    """Let whoever meets or sees off the delegation look after it."""
    group = case.delegation(case.conflict.who[0])
    found = (one.met_by.registration_id for one in group.journeys if one.met_by is not None)
    return _named(case, group, next(filter(None, found), None), DelegationRole.LIAISON, _LIAISON)


def name_interpreter(case: Case) -> Way:
    """Let somebody interpret who does so elsewhere, speaks the delegation's language and is free at these stops."""
    group = case.delegation(case.conflict.who[0])
    times = [
        (int(at[0].timestamp()), int(at[1].timestamp()))
        for tour in case.whole.visits for stop in tour.stops if stop.id in case.conflict.what
        for one in tour.groups if (at := one.at(stop)) is not None
    ]  # fmt: skip
    for key, languages in _interpreters(case):
        if languages & set(group.languages) and not _taken(case, key, times):
            return _named(case, group, key, DelegationRole.INTERPRETER, _INTERPRETS)
    return case.by_hand("delegations", group.id)


def _out(case: Case, tour: VisitRow, what: LocalName, off: Callable[[], None]) -> Way:
    def do() -> None:
        off()
        case.session.flush()
        keep_doors(case.session, tour.id)

    return _told_out(case, what, do)


def _told_out(case: Case, what: LocalName, do: Callable[[], None]) -> Way:
    who = case.conflict.who
    if len(who) == 1:
        return case.pressed(do, _OUT, who=case.name(who[0]), what=what)
    return case.pressed(do, _OUT_MANY, n=len(who), what=what)


def _off_stop(case: Case, stop: StopRow) -> None:
    """They no more receive, guide or interpret there."""
    of = (StopPerson.stop_id == stop.id, StopPerson.registration_id.in_(case.conflict.who))
    for row in case.session.scalars(select(StopPerson).where(*of, StopPerson.deleted_at.is_(None))):
        row.deleted_at = journal_of(case.session).now


def _off_groups(case: Case, tour: VisitRow, groups: Sequence[UUID]) -> None:
    """Out of these groups; whoever is in no other one of the visit needs no vehicle either."""
    now = journal_of(case.session).now
    rows = case.session.scalars(
        select(GroupPerson).where(
            GroupPerson.group_id.in_([one.id for one in tour.groups]), GroupPerson.deleted_at.is_(None),
            GroupPerson.registration_id.in_(case.conflict.who),
        )
    ).all()  # fmt: skip
    for row in rows:
        if row.group_id in groups:
            row.deleted_at = now
    gone = set(case.conflict.who) - {row.registration_id for row in rows if row.deleted_at is None}
    of = (VehiclePerson.visit_id == tour.id, VehiclePerson.registration_id.in_(gone))
    for seat in case.session.scalars(select(VehiclePerson).where(*of, VehiclePerson.deleted_at.is_(None))):
        seat.deleted_at = now


def _off_leg(case: Case, tour: VisitRow, leg: LegRow) -> None:
    """Off one leg of a vehicle; on its others they stay."""
    journal = journal_of(case.session)
    others = [one.id for one in tour.legs if one.vehicle_id == leg.vehicle_id and one.id != leg.id]
    rows = case.session.scalars(
        select(VehiclePerson).where(
            VehiclePerson.visit_id == tour.id, VehiclePerson.vehicle_id == leg.vehicle_id,
            VehiclePerson.registration_id.in_(case.conflict.who), VehiclePerson.deleted_at.is_(None),
            VehiclePerson.leg_id.is_(None) | (VehiclePerson.leg_id == leg.id),
        )
    ).all()  # fmt: skip
    for row in rows:
        row.deleted_at = journal.now
        for other in others if row.leg_id is None else ():
            case.session.add(
                VehiclePerson(
                    id=journal.new_id(), visit_id=tour.id, vehicle_id=leg.vehicle_id, leg_id=other, role=row.role,
                    registration_id=row.registration_id, rank=row.rank, pinned=row.pinned,
                )
            )  # fmt: skip


def _out_of_item(case: Case, item: UUID) -> Way:
    """Out of an item in which they have a part; who signs there, or only eats, is a person's matter."""
    row = next((one for one in programme(case.session, case.event_id) if one.id == item), None)
    if row is None:
        return case.by_hand("delegations")
    who = set(case.conflict.who)
    signs = (
        select(AgreementPerson.id)
        .join(Agreement, Agreement.id == AgreementPerson.agreement_id)
        .where(Agreement.item_id == item, AgreementPerson.registration_id.in_(who))
        .where(Agreement.deleted_at.is_(None), AgreementPerson.deleted_at.is_(None))
    )
    if not who <= {one.registration_id for one in row.people} or case.session.scalar(signs.limit(1)) is not None:
        return case.by_hand("programme", item)
    draft = programme_edit.draft_of(row)
    staying = tuple(one for one in draft.people if one.registration_id not in who)
    return _told_out(
        case, row.title, lambda: programme_edit.change_item(case.session, item, replace(draft, people=staying))
    )


def _colleagues(case: Case, stop: StopRow, busy: UUID) -> list[UUID]:
    """Others of the organisation that receives, or else of who is busy, in the order of the list."""
    houses = {stop.host_id} if stop.host_id is not None else set(
        case.session.scalars(
            select(Post.organisation_id)
            .join(Registration, Registration.person_id == Post.person_id)
            .where(Registration.id == busy, Post.deleted_at.is_(None))
        )
    )  # fmt: skip
    rows = case.session.execute(
        select(Registration.id, Registration.status)
        .join(Post, Post.person_id == Registration.person_id)
        .where(
            Registration.event_id == case.event_id, Registration.deleted_at.is_(None), Registration.id != busy,
            Post.deleted_at.is_(None), Post.organisation_id.in_(houses - {None}),
        )
        .order_by(Registration.list_order, Registration.id)
    )  # fmt: skip
    return list(dict.fromkeys(key for key, status in rows if status.expected))


def _taken(case: Case, key: UUID, times: Iterable[tuple[int, int]], but: UUID | None = None) -> bool:
    """Whether somebody does anything at one of these times, other than at the stop ``but``."""
    does = [one for one in case.plan.actors.get(key, ()) if one.ref != but and not one.soft]
    return any(one.start < end and one.end > start for start, end in times for one in does)


def _free(tour: VisitRow) -> dict[UUID, int]:
    """Seats that are free on all legs of each vehicle that has any."""
    legs = {one.id: [leg.id for leg in tour.legs if leg.vehicle_id == one.id] for one in tour.vehicles}
    return {
        one.id: one.seats - max(len(tour.aboard(one.id, leg)) for leg in legs[one.id]) if legs.get(one.id) else 0
        for one in tour.vehicles
    }


def _movable(case: Case, tour: VisitRow, vehicle: UUID, leg: LegRow) -> list[UUID]:
    """Who may ride with another vehicle without anybody being asked, the last first."""
    riding = [
        one.who.registration_id
        for one in tour.aboard(vehicle, leg.id)
        if one.role is Aboard.PASSENGER and one.leg_id is None and one.who.registration_id is not None
    ]
    ties = select(VisitTie).where(VisitTie.visit_id == tour.id, VisitTie.deleted_at.is_(None))
    held: set[UUID] = {key for row in case.session.scalars(ties) for key in (row.one_id, row.other_id)}
    pinned = select(VehiclePerson.registration_id).where(
        VehiclePerson.visit_id == tour.id, VehiclePerson.pinned, VehiclePerson.deleted_at.is_(None)
    )
    held |= set(case.session.scalars(pinned))
    needs = (
        select(Registration.id, Person.access)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.id.in_(riding), Person.access != "")
    )
    held |= {key for key, access in case.session.execute(needs) if needs_wheelchair(access)}
    if case.session.get_one(Visit, tour.id).leaders is not Leaders.ANY:
        led = (one.leader for one in case.whole.delegations)
        held |= {one.who.registration_id for one in led if one is not None and one.who.registration_id is not None}
    return [key for key in reversed(riding) if key not in held]


def _best(
    case: Case, tour: VisitRow, person: UUID, vehicles: Sequence[VehicleRow], leaves: UUID | None
) -> VehicleRow | None:
    """The vehicle with which somebody's day has least conflicts, and most of their group; none that makes more."""
    old = {one.ref for one in case.plan.actors.get(leaves, ())} if leaves is not None else set()
    does = tuple(one for one in case.plan.actors.get(person, ()) if one.ref not in old)
    mates = {
        one.who.registration_id for group in tour.groups
        if any(one.who.registration_id == person for one in group.people) for one in group.people
    }  # fmt: skip
    best: tuple[int, int, VehicleRow] | None = None
    for one in vehicles:
        if one.id == leaves:
            continue
        drives: tuple[Entry, ...] = case.plan.actors.get(one.id, ())
        gain = case.gain({person: (*does, *(entry for entry in drives if entry.doing is Doing.LEG))})
        same = sum(rider.who.registration_id in mates for rider in tour.aboard(one.id))
        if gain >= 0 and (best is None or (gain, same) > best[:2]):
            best = gain, same, one
    return best[2] if best is not None else None


def _named(case: Case, group: DelegationRow, key: UUID | None, role: DelegationRole, text: str) -> Way:
    """Let somebody be that to a delegation, behind those who are already of it."""
    if key is None:
        return case.by_hand("delegations", group.id)
    draft = draft_of(group)
    people = tuple(replace(one, role=role) if one.registration_id == key else one for one in draft.people)
    if all(one.registration_id != key for one in people):
        languages = dict(_interpreters(case)).get(key, set())
        people = (*people, MemberDraft(key, role=role, languages=tuple(sorted(languages))))
    return case.pressed(
        lambda: change_delegation(case.session, group.id, replace(draft, people=people)), text, who=case.name(key),
        what=group.name,
    )  # fmt: skip


def _interpreters(case: Case) -> Iterator[tuple[UUID, set[str]]]:
    """Those who interpret anywhere, with what they speak."""
    for group in case.whole.delegations:
        for member in group.of(DelegationRole.INTERPRETER):
            if member.who.registration_id is not None:
                yield member.who.registration_id, set(member.who.languages)
    for tour in case.whole.visits:
        whos = [one.who for row in tour.groups for one in row.people if one.role is GroupRole.INTERPRETER]
        whos += [one.who for stop in tour.stops for one in stop.people if one.role is StopRole.INTERPRETER]
        for who in whos:
            if who.registration_id is not None:
                yield who.registration_id, set(who.languages)
