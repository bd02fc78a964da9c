"""A day tour with two stops, two groups and two buses, which tests drive around."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.text import LocalName
from desktop.domain.visits import Aboard, DelegationRole, GroupRole, StopPart, StopRole
from desktop.services import delegations_edit, travel, visits, visits_doors, visits_edit
from desktop.services.delegations_edit import DelegationDraft, MemberDraft
from desktop.services.events import EventRow
from desktop.services.visits import VisitRow
from desktop.services.visits_edit import GroupDraft, HostDraft, LegDraft, StopDraft, VehicleDraft, VisitDraft
from tests.world import World

DAY = date(2023, 4, 14)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{DAY}T{clock}").replace(tzinfo=ZoneInfo("Asia/Hong_Kong"))


@dataclass
class Tour:
    """Guests 0 to 3 ride with bus 1, 4 to 7 with bus 2; guest 8 receives at the laboratory, guest 9 escorts bus 1."""

    world: World
    summit: EventRow
    guests: list[UUID]
    visit: UUID
    stops: list[UUID]
    groups: list[UUID]
    buses: list[UUID]
    delegation: UUID

    def read(self) -> VisitRow:
        with self.world.db.read() as session:
            return visits.visit(session, self.visit)


def tour(world: World, summit: EventRow) -> Tour:
    names = ("王一明", "李二妹", "張三豐", "陳四海", "楊五常", "趙六安", "黃七郎", "周八方", "汪揚", "吳領隊")
    guests = world.guests(summit, *names)
    with world.db.write() as session:
        travel.starting_table(session, summit.id)
        key = {row.code: row.id for row in travel.sites(session, summit.id)}
        visit = visits_edit.add_visit(session, summit.id, VisitDraft(DAY, LocalName("參訪", "参访", "Tour")))
        lab = StopDraft(
            key["hkust"], at("09:40"), at("11:30"), LocalName("實驗室", "实验室", "Laboratory"), host="科技大學",
            people=(HostDraft(guests[8]), HostDraft(name="主任", role=StopRole.CONTACT, phone="5555 1234")),
            opens_at=at("09:00"), closes_at=at("12:00"), group_limit=10, languages=("en",),
        )  # fmt: skip
        park = StopDraft(key["science-park"], at("12:30"), at("15:00"), parts=frozenset({StopPart.MEAL}))
        stops = [visits_edit.add_stop(session, visit, draft) for draft in (lab, park)]
        drafts = [VehicleDraft(LocalName(f"{n} 號車", "", f"Bus {n}"), 5, f"AB {n}") for n in (1, 2)]
        buses = [visits_edit.add_vehicle(session, summit.id, draft) for draft in drafts]
        groups = []
        for number, bus in enumerate(buses):
            mine = guests[4 * number : 4 * number + 4]
            people = tuple((guest, GroupRole.MEMBER) for guest in mine)
            groups.append(visits_edit.add_group(session, visit, GroupDraft(LocalName(en=f"Group {number}"), people)))
            riding = [(guest, Aboard.PASSENGER) for guest in mine]
            riding += [(guests[9], Aboard.ESCORT)] if number == 0 else []
            visits_edit.set_aboard(session, visit, bus, riding)
            for start, end, gather, leave in (
                ("convention-centre", "hkust", "08:15", "08:30"), ("hkust", "science-park", "11:40", "11:45"),
                ("science-park", "convention-centre", "15:10", "15:15"),
            ):  # fmt: skip
                leg = LegDraft(bus, key[start], key[end], at(leave), at(gather), boarding_point="北門")
                visits_edit.add_leg(session, visit, leg)
        visits_doors.open_doors(session, visit)
        members = tuple(
            MemberDraft(guest, role=DelegationRole.LEADER if n == 0 else DelegationRole.MEMBER)
            for n, guest in enumerate(guests[:4])
        )
        liaison = MemberDraft(guests[9], role=DelegationRole.LIAISON)
        draft = DelegationDraft(LocalName(en="Beijing"), languages=("en",), people=(*members, liaison))
        delegation = delegations_edit.add_delegation(session, summit.id, draft)
    return Tour(world, summit, guests, visit, stops, groups, buses, delegation)
