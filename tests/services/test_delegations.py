"""Delegations: the whole record, what a change keeps, and what the desk says of one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.text import LocalName
from desktop.domain.visits import DelegationRole, Mode, Way
from desktop.i18n import Language, Translator
from desktop.models import Registration
from desktop.services import delegations_edit, delegations_record, groups, merging
from desktop.services.delegations_edit import (
    DelegationDraft,
    GiftDraft,
    InDelegationTwice,
    JourneyDraft,
    MemberDraft,
    TwoLeaders,
)
from desktop.services.delegations_record import DelegationRow, NoSuchDelegation
from desktop.services.events import EventRow
from desktop.services.groups import Together
from tests.world import NOON, World

NAME = LocalName("北京代表團", "北京代表团", "Beijing delegation")
EN = Translator(Language.EN)


def full(world: World, summit: EventRow) -> tuple[DelegationRow, list]:
    guests = world.guests(summit, "汪揚", "於宏宇", "孫東", "陳聯絡", "對應人")
    leader, member, third, liaison, opposite = guests
    draft = DelegationDraft(
        NAME, "北京", "交流", "香港大學國際處", ("hant", "en"), "海景酒店", "王秘書 9123 4567",
        people=(
            MemberDraft(leader, role=DelegationRole.LEADER, room="801", counterpart_id=opposite),
            MemberDraft(third, subgroup="甲組", counterpart="某校長"),
            MemberDraft(member),
            MemberDraft(name="隨員一名"),
            MemberDraft(liaison, role=DelegationRole.LIAISON, languages=("hans",)),
        ),
        journeys=(
            JourneyDraft(Way.ARRIVAL, Mode.FLIGHT, NOON, "CA 101", place="香港國際機場", far_place="Tokyo",
                         far_at=NOON - timedelta(hours=4), far_zone="Asia/Tokyo", met_by_id=liaison),
        ),
        gifts=(GiftDraft("瓷器"), GiftDraft("水晶", received=True)),
    )  # fmt: skip
    with world.db.write() as session:
        key = delegations_edit.add_delegation(session, summit.id, draft)
    with world.db.read() as session:
        return delegations_record.delegation(session, key), guests


def test_a_delegation_is_read_as_it_was_written_and_a_draft_of_it_changes_nothing(
    world: World, summit: EventRow
) -> None:
    row, (leader, member, third, liaison, opposite) = full(world, summit)
    assert [(one.who.key, one.role.value) for one in row.people] == [
        (leader, "leader"), (third, "member"), (member, "member"), ("隨員一名", "member"), (liaison, "liaison"),
    ]  # fmt: skip
    assert row.leader is not None
    assert (row.leader.room, row.leader.counterpart and row.leader.counterpart.key) == ("801", opposite)
    assert row.subgroups == ("甲組",)
    assert row.journeys[0].met_by is not None
    assert (row.journeys[0].met_by.key, row.journeys[0].far_zone) == (liaison, "Asia/Tokyo")
    with world.db.write() as session:
        delegations_edit.change_delegation(session, row.id, delegations_edit.draft_of(row))
    with world.db.read() as session:
        assert delegations_record.delegation(session, row.id) == row
        assert delegations_record.find_delegation(session, summit.id, "beijing").id == row.id
        assert session.get_one(Registration, third).delegation_id == row.id
        assert session.get_one(Registration, liaison).delegation_id is None
        with pytest.raises(NoSuchDelegation):
            delegations_record.find_delegation(session, summit.id, "Tokyo")


def test_people_leave_with_a_change_and_nobody_is_twice_or_leads_beside_another(world: World, summit: EventRow) -> None:
    row, (leader, member, third, liaison, _opposite) = full(world, summit)
    draft = delegations_edit.draft_of(row)
    with world.db.write() as session:
        led = delegations_edit.with_role(draft, member, DelegationRole.LEADER)
        assert [one.role for one in led.people if one.registration_id == leader] == [DelegationRole.MEMBER]
        kept = replace(led, people=tuple(one for one in led.people if one.registration_id != third))
        delegations_edit.change_delegation(session, row.id, kept)
        assert session.get_one(Registration, third).delegation_id is None
        assert delegations_record.leaders(session, [row.id]) == {row.id: member}
    two = replace(draft, people=(*draft.people, MemberDraft(liaison, role=DelegationRole.LEADER)))
    twice = replace(draft, people=(*draft.people, MemberDraft(leader)))
    for wrong, refusal in ((two, TwoLeaders), (twice, InDelegationTwice)):
        with world.db.write() as session, pytest.raises(refusal):
            delegations_edit.change_delegation(session, row.id, wrong)
    with world.db.write() as session:
        delegations_edit.remove_delegation(session, row.id)
        assert session.get_one(Registration, member).delegation_id is None
        assert delegations_record.delegation_rows(session, summit.id) == []


def test_the_desk_says_how_many_of_a_delegation_are_here_and_whether_its_leader_is(
    world: World, summit: EventRow
) -> None:
    _row, (leader, member, _third, _liaison, _opposite) = full(world, summit)
    tokens = {badge.registration: badge.token for badge in world.badges(summit)}
    door = world.door(summit)

    def said() -> str:
        with world.db.read() as session:
            group = groups.groups_of(session, summit.id, member)[0]
            assert group.kind is Together.DELEGATION
            people = groups.members(session, summit.id, door.id, group.kind, group.key)
            return groups.here_words(EN, group, people)

    assert said() == "0 of 3 here, leader not yet"
    world.scan(summit, tokens[member])
    assert said() == "1 of 3 here, leader not yet"
    world.scan(summit, tokens[leader])
    assert said() == "2 of 3 here, the leader too"


def test_a_record_that_becomes_part_of_another_takes_its_place_in_the_delegation(
    world: World, summit: EventRow
) -> None:
    row, (leader, _member, _third, _liaison, opposite) = full(world, summit)
    (other,) = world.guests(summit, "汪扬")
    with world.db.write() as session:
        people = [session.get_one(Registration, key).person_id for key in (other, leader)]
        merging.merge(session, *people)
        merged = delegations_record.delegation(session, row.id)
        assert merged.leader is not None
        assert (merged.leader.who.key, len(merged.travelling)) == (other, 4)
        people = [session.get_one(Registration, key).person_id for key in (other, opposite)]
        merging.merge(session, *people)
        again = delegations_record.delegation(session, row.id).leader
        assert again is not None
        assert again.counterpart is not None
        assert again.counterpart.key == other
