"""The tour of the demo summit's third day: stops, two groups that rotate, two buses, two delegations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, pairwise, repeat
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.domain.visits import Aboard, DelegationRole, GroupRole, ListField, Mode, SiteRule, StopPart, StopRole, Way
from desktop.models import Category, Person, Registration, Stop, Vehicle, Venue
from desktop.services.checkpoints import find_checkpoint
from desktop.services.delegations_edit import GiftDraft, JourneyDraft, MemberDraft, change_delegation, draft_of
from desktop.services.delegations_record import delegation
from desktop.services.demo_names import read_toml
from desktop.services.organisations import ensure_organisation
from desktop.services.travel import SiteDraft, change_site, sites, starting_table
from desktop.services.visit_members import TieDraft, keep_ties
from desktop.services.visits_doors import open_doors
from desktop.services.visits_edit import (
    GroupDraft,
    HostDraft,
    LegDraft,
    SlotDraft,
    StopDraft,
    VehicleDraft,
    VisitDraft,
    add_group,
    add_leg,
    add_stop,
    add_vehicle,
    add_visit,
    set_aboard,
)

_GROUP = 30
_THIRD = timedelta(days=2)
_TRAVELLERS = ("vip", "speaker", "delegate", "exhibitor")


@dataclass(slots=True)
class _Filling:
    """What is known while the tour is written."""

    session: Session
    event_id: UUID
    first: date
    zone: ZoneInfo
    sites: Mapping[str, UUID]
    guests: Sequence[tuple[UUID, str, UUID | None]]
    free: list[UUID]
    staff: list[UUID]
    hosts: list[UUID] = field(default_factory=list)

    def at(self, clock: str, day: int = 2, zone: str = "") -> datetime:
        where = ZoneInfo(zone) if zone else self.zone
        local = datetime.combine(self.first + timedelta(days=day), time.fromisoformat(clock), where)
        return local.astimezone(UTC)

    def helpers(self, count: int) -> list[UUID]:
        """The next of the staff, who then are taken."""
        taken, self.staff = self.staff[:count], self.staff[count:]
        return taken


def fill_visits(
    session: Session, event_id: UUID, first: date, zone: ZoneInfo, delegations: Sequence[UUID]
) -> dict[str, int]:
    """Write the tour and complete the delegations of a demo whose people stand; returns how many were made."""
    plan = read_toml("visits")
    starting_table(session, event_id)
    _join_venue(session, event_id, plan["venue"])
    guests = _guests(session, event_id)
    filling = _Filling(
        session, event_id, first, zone, {row.code: row.id for row in sites(session, event_id)}, guests,
        [key for key, code, of in guests if of is None and code in _TRAVELLERS][::-1],
        [key for key, code, _of in guests if code == "staff"][::-1],
    )  # fmt: skip
    visit = add_visit(session, event_id, VisitDraft(first + _THIRD, _local(plan["visit"])))
    stops = [_stop(filling, visit, row) for row in plan["stops"]]
    buses = [_bus(filling, visit, row, plan["legs"]) for row in plan["buses"]]
    people = 0
    for row in plan["groups"]:
        people += _group(filling, visit, row, dict(zip((one["site"] for one in plan["stops"]), stops, strict=True)),
                         buses, delegations)  # fmt: skip
    open_doors(session, visit)
    for key, row in zip(delegations, plan["delegations"], strict=False):
        _delegation(filling, key, row)
    return {"visits": 1, "stops": len(stops), "vehicles": len(buses), "visitors": people}


def _local(row: Mapping[str, Any]) -> LocalName:
    return LocalName(row["hant"], row["hans"], row["en"])


def _join_venue(session: Session, event_id: UUID, code: str) -> None:
    """Let the site with this code be the building of the event."""
    venue = session.scalars(select(Venue.id).where(Venue.event_id == event_id).order_by(Venue.rank).limit(1)).first()
    site = next(row for row in sites(session, event_id) if row.code == code)
    draft = SiteDraft(site.name, site.code, site.address, site.walk_minutes, venue_id=venue)
    change_site(session, site.id, draft)


def _guests(session: Session, event_id: UUID) -> list[tuple[UUID, str, UUID | None]]:
    """Those who come for certain: registration, category, delegation."""
    rows = session.execute(
        select(Registration.id, Category.code, Registration.delegation_id)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.event_id == event_id, Registration.status == Status.CONFIRMED)
        .order_by(Registration.list_order)
        .limit(2_000)
    )
    return [(key, code, of) for key, code, of in rows]


def _stop(filling: _Filling, visit: UUID, row: Mapping[str, Any]) -> UUID:
    hosts = filling.helpers(row["hosts"])
    filling.hosts += hosts
    roles = (StopRole.RECEIVES, StopRole.ACCOMPANIES)
    people = tuple(HostDraft(key, role=role) for key, role in zip(hosts, roles, strict=False))
    draft = StopDraft(
        filling.sites[row["site"]], filling.at(row["start"]), filling.at(row["end"]), _local(row),
        ensure_organisation(filling.session, row["host"]), people=people,
        opens_at=filling.at(row["opens"]) if "opens" in row else None,
        closes_at=filling.at(row["closes"]) if "closes" in row else None,
        group_limit=row.get("limit"), security_minutes=row.get("security", 0), languages=tuple(row["languages"]),
        parts=frozenset(map(StopPart, row["parts"])), content=row["content"],
        rules=frozenset(map(SiteRule, row.get("rules", ()))),
        list_fields=tuple(map(ListField, row.get("fields", ()))),
        list_due_at=filling.at("18:00", 0) if "fields" in row else None, fallback=row["fallback"],
    )  # fmt: skip
    key = add_stop(filling.session, visit, draft)
    if "checkpoint" in row:
        door = find_checkpoint(filling.session, filling.event_id, row["checkpoint"])
        filling.session.get_one(Stop, key).checkpoint_id = door.id
    return key


def _bus(filling: _Filling, visit: UUID, row: Mapping[str, Any], legs: Mapping[str, Any]) -> UUID:
    draft = VehicleDraft(
        _local(row), row["seats"], row["plate"], row["driver"], row["phone"], row["hours"], row.get("wheelchairs", 0)
    )
    key = add_vehicle(filling.session, filling.event_id, draft)
    door = find_checkpoint(filling.session, filling.event_id, row["checkpoint"])
    filling.session.get_one(Vehicle, key).checkpoint_id = door.id
    for (start, end), (gather, leave) in zip(pairwise(row["route"]), legs["times"], strict=True):
        leg = LegDraft(
            key, filling.sites[start], filling.sites[end], filling.at(leave), filling.at(gather),
            boarding_point=legs["boarding"][start],
        )  # fmt: skip
        add_leg(filling.session, visit, leg)
    return key


def _group(
    filling: _Filling, visit: UUID, row: Mapping[str, Any], stops: Mapping[str, UUID], buses: Sequence[UUID],
    delegations: Sequence[UUID],
) -> int:  # fmt: skip
    """A group of one delegation, filled up with others; it rides with its bus and an escort."""
    home = delegations[row["delegation"]]
    members = [key for key, _code, of in filling.guests if of == home]
    while filling.free and len(members) < _GROUP:
        members.append(filling.free.pop())
    slots = tuple(
        SlotDraft(stops[site], filling.at(start), filling.at(end)) for site, (start, end) in row["slots"].items()
    )
    escort = filling.helpers(1)
    people = [(key, GroupRole.MEMBER) for key in members] + [(key, GroupRole.GUIDE) for key in escort]
    add_group(filling.session, visit, GroupDraft(_local(row), tuple(people), slots))
    aboard = [(key, Aboard.PASSENGER) for key in members] + [(key, Aboard.ESCORT) for key in escort]
    set_aboard(filling.session, visit, buses[row["bus"]], aboard)
    if "wheelchair" in row:
        _care(filling.session, visit, members, row["wheelchair"])
    return len(members)


def _care(session: Session, visit: UUID, members: Sequence[UUID], row: Mapping[str, Any]) -> None:
    """Somebody needs a wheelchair, and somebody stays with them."""
    if len(members) > max(row["who"], row["with"]):
        guest = session.get_one(Registration, members[row["who"]])
        session.get_one(Person, guest.person_id).access = row["access"]
        keep_ties(session, visit, [TieDraft(guest.id, members[row["with"]])])


def _delegation(filling: _Filling, key: UUID, row: Mapping[str, Any]) -> None:
    """Complete a delegation: who leads it and meets whom, who looks after it, how it travels, what is exchanged."""
    draft = draft_of(delegation(filling.session, key))
    travelling = list(draft.people)
    roles = [DelegationRole.LEADER, DelegationRole.DEPUTY]
    roles += [DelegationRole.MEMBER] * len(travelling)
    people = [
        MemberDraft(one.registration_id, role=role, room=str(room), counterpart_id=host, id=one.id)
        for room, (one, role, host) in enumerate(
            zip(travelling, roles, chain(filling.hosts[:2], repeat(None)), strict=False), row["first_room"]
        )
    ]
    helpers = filling.helpers(2)
    spoken = tuple(row["languages"])
    for helper, role in zip(helpers, (DelegationRole.LIAISON, DelegationRole.INTERPRETER), strict=False):
        people.append(MemberDraft(helper, role=role, languages=("hant", *spoken)))
    journeys = tuple(_journey(filling, one, helpers) for one in row["journeys"])
    change_delegation(
        filling.session,
        key,
        type(draft)(
            draft.name, row["origin"], row["purpose"], row["host_line"], spoken, row["hotel"], row["contacts"],
            people=tuple(people), journeys=journeys,
            gifts=tuple(GiftDraft(text, received=place > 0) for place, text in enumerate(row["gifts"])),
        ),
    )  # fmt: skip


def _journey(filling: _Filling, row: Mapping[str, Any], helpers: Sequence[UUID]) -> JourneyDraft:
    return JourneyDraft(
        Way(row["way"]), Mode(row["mode"]), filling.at(row["at"], row["day"]), row["number"],
        filling.sites[row["site"]], far_place=row["far"],
        far_at=filling.at(row["far_at"], row.get("far_day", row["day"]), row.get("zone", "")),
        far_zone=row.get("zone", ""), met_by_id=next(iter(helpers), None),
    )  # fmt: skip
