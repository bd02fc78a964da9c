"""What the rows of a list say of one delegation, put into it: what a row doesn't say stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.domain.delegations_list import FACTS, DelegationField, ListedJourney, ListedMention, ListedRow
from desktop.domain.list_values import Problem
from desktop.domain.matching import place_key
from desktop.domain.programme_people import Mention
from desktop.domain.programme_problems import SEVERAL_PEOPLE, UNKNOWN_PERSON
from desktop.domain.spoken import read_languages
from desktop.domain.text import fold, has_han
from desktop.domain.visits import DelegationRole
from desktop.errors import N_
from desktop.services.delegations_edit import DelegationDraft, GiftDraft, JourneyDraft, MemberDraft
from desktop.services.delegations_record import DelegationRow
from desktop.services.programme_register import Named, Register

TWICE = ("member_twice", N_("They stand above already; that row counts."))
TWO_LEADERS = ("two_leaders", N_("The delegation has a leader already; they become a member."))
MOVES = ("moves_here", N_("They are in another delegation so far, and move to this one."))
IN_ANOTHER = ("in_another", N_("A row above has them in another delegation; that row counts."))
SAID_OTHERWISE = ("said_otherwise", N_("A row above says something else of the delegation; that one counts."))
_OWN = frozenset({DelegationField.MEMBERS, DelegationField.LATIN})
"""The columns of a row's own member, of whom the others of the row speak."""


@dataclass(slots=True)
class Merged:
    """What became of one row; ``people`` are those whom it names. ``refused`` says that it gave nothing."""

    people: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    changes: bool = False
    refused: bool = False


@dataclass(slots=True)
class Homes:
    """The delegation of each guest: as it ``was``, and as the rows read so far have it; by id, or by name if new."""

    was: Mapping[UUID, UUID | str]
    listed: dict[UUID, UUID | str] = field(default_factory=dict)


class Merging:
    """One delegation while a list is put into it: ``draft`` is what it will be, ``known`` what it was."""

    def __init__(
        self,
        draft: DelegationDraft,
        register: Register,
        headers: Mapping[DelegationField, str],
        zone: str,
        known: DelegationRow | None,
        homes: Homes,
        key: UUID | str,
    ) -> None:
        self.draft, self.known, self._homes, self._key = draft, known, homes, key
        self._register, self._headers, self._zone = register, headers, ZoneInfo(zone)
        self._said: dict[DelegationField, str] = {}
        self._listed: dict[tuple[UUID | None, str, bool], bool] = {}
        self._led = False

    def take(self, row: ListedRow) -> Merged:
        """Put one row into the delegation."""
        before, merged = self.draft, Merged()
        self._facts(row, merged)
        names: list[str] = []
        for mention in row.people:
            for one in self._named(row, mention, merged):
                if self._member(row, mention, one, merged):
                    names.append(one.text)  # noqa: PERF401  each may refuse
        if row.people and not names:
            merged.refused = bool(merged.problems)
            # What else is wrong with a row that gives nothing concerns nobody.
            merged.problems = [one for one in merged.problems if one.rejected] or merged.problems
            self.draft = before
            return merged
        self._rest(row, merged, names)
        merged.people, merged.changes = tuple(dict.fromkeys(names)), self.draft != before
        return merged

    def _facts(self, row: ListedRow, merged: Merged) -> None:
        for column in FACTS:
            text = row.facts.get(column, "")
            if not text:
                continue
            if fold(self._said.setdefault(column, text)) != fold(text):
                merged.problems.append(self._problem(row, column, text, SAID_OTHERWISE))
                continue
            if column is DelegationField.NAME_EN:
                self.draft = replace(self.draft, name=replace(self.draft.name, en=text))
            elif column is DelegationField.LANGUAGES:
                self.draft = replace(self.draft, languages=read_languages(text))
            else:
                said: dict[str, Any] = {column.value: text}
                self.draft = replace(self.draft, **said)

    def _named(self, row: ListedRow, mention: ListedMention, merged: Merged) -> Iterator[Named]:
        """Whom a cell names; of a name that nobody registered has, it stays as it is written."""
        here = [(one.registration_id, one.name) for one in self.draft.people]
        context = f"{row.delegation} {row.organisation}"
        found, rest = self._register.read([Mention(mention.text)], context, here)
        if mention.latin and mention.latin != mention.text and all(one.registration_id is None for one in found):
            latin, _rest = self._register.read([Mention(mention.latin, sure=True)], context, here)
            found = [one for one in latin if one.registration_id is not None] or found
        for one in (*found, *(Named(text) for text in rest.splitlines())):
            if one.registration_id is None:
                what = SEVERAL_PEOPLE if one.several else UNKNOWN_PERSON
                merged.problems.append(self._problem(row, mention.column, one.text, what))
            yield one

    def _member(self, row: ListedRow, mention: ListedMention, one: Named, merged: Merged) -> bool:
        """Put somebody into the delegation; whether that was possible."""
        role = mention.role
        if role is DelegationRole.LEADER and self._led:
            merged.problems.append(self._problem(row, mention.column, one.text, TWO_LEADERS))
            role = DelegationRole.MEMBER
        key = (one.registration_id, "" if one.registration_id else fold(one.text), role.travels)
        own = mention.column in _OWN
        if own and self._listed.get(key):
            merged.problems.append(self._problem(row, mention.column, one.text, TWICE, rejected=len(row.people) == 1))
            return False
        if one.registration_id is not None and role.travels and not self._moves(row, mention, one, merged):
            return False
        seen = key in self._listed
        self._listed[key] = own or self._listed.get(key, False)
        self._led = self._led or role is DelegationRole.LEADER
        if seen and own:
            role = next(other.role for other in self.draft.people if _is(other, one, travels=role.travels))
        self._put(row, mention, one, role)
        return True

    def _moves(self, row: ListedRow, mention: ListedMention, one: Named, merged: Merged) -> bool:
        """Let a guest belong here; False where a row above has them elsewhere."""
        key = one.registration_id
        if key is None:
            return True
        if self._homes.listed.setdefault(key, self._key) != self._key:
            only = len(row.people) == 1
            merged.problems.append(self._problem(row, mention.column, one.text, IN_ANOTHER, rejected=only))
            return False
        if self._homes.was.get(key, self._key) != self._key:
            merged.problems.append(self._problem(row, mention.column, one.text, MOVES))
        return True

    def _put(self, row: ListedRow, mention: ListedMention, one: Named, role: DelegationRole) -> None:
        people = [
            replace(other, role=DelegationRole.MEMBER) if role is other.role is DelegationRole.LEADER else other
            for other in self.draft.people
        ]
        place = next((n for n, other in enumerate(people) if _is(other, one, travels=role.travels)), len(people))
        old = people[place] if place < len(people) else MemberDraft(
            one.registration_id, "" if one.registration_id else one.text
        )  # fmt: skip
        changed = replace(old, role=role)
        if mention.column in _OWN:
            opposite = self._opposite(row) if row.counterpart else (old.counterpart_id, old.counterpart)
            changed = replace(
                changed, subgroup=row.subgroup or old.subgroup, room=row.room or old.room,
                languages=read_languages(row.speaks) or old.languages, counterpart_id=opposite[0],
                counterpart=opposite[1],
            )  # fmt: skip
            if role is DelegationRole.MEMBER and "role" not in self._headers and place < len(people):
                changed = replace(changed, role=old.role)
        elif role is DelegationRole.INTERPRETER and row.speaks:
            changed = replace(changed, languages=read_languages(row.speaks))
        self.draft = replace(self.draft, people=(*people[:place], changed, *people[place + 1 :]))

    def _opposite(self, row: ListedRow) -> tuple[UUID | None, str]:
        found, _rest = self._register.read([Mention(row.counterpart, sure=True)], row.delegation)
        key = found[0].registration_id if found else None
        return key, "" if key is not None else row.counterpart

    def _rest(self, row: ListedRow, merged: Merged, names: list[str]) -> None:
        """Gifts, notes and journeys: what stands there already is not put there twice."""
        gifts = {fold(one.text) for one in self.draft.gifts}
        new = tuple(GiftDraft(text) for text in dict.fromkeys(row.gifts) if fold(text) not in gifts)
        note = f"{names[0]}: {row.note}" if row.note and len(names) == 1 else row.note
        noted = self.draft.note
        if note and note not in noted.splitlines():
            noted = "\n".join(filter(None, (noted, note)))
        self.draft = replace(self.draft, gifts=(*self.draft.gifts, *new), note=noted)
        for one in row.journeys:
            self._travel(row, one, merged)

    def _travel(self, row: ListedRow, listed: ListedJourney, merged: Merged) -> None:
        local = datetime.combine(listed.day, time()) + listed.since_midnight
        at = local.replace(tzinfo=self._zone).astimezone(UTC)
        met_id, met = self._meets(row, listed, merged) if listed.met_by else (None, "")
        journeys = list(self.draft.journeys)
        place = next(
            (
                n for n, one in enumerate(journeys)
                if one.way is listed.way and one.subgroup == row.subgroup and one.registration_id is None
                and (one.at == at or (listed.number and fold(one.number) == fold(listed.number)))
            ),
            len(journeys),
        )  # fmt: skip
        old = journeys[place] if place < len(journeys) else JourneyDraft(
            listed.way, listed.mode, at, subgroup=row.subgroup
        )  # fmt: skip
        there = listed.place if not old.site_id else ""
        changed = replace(
            old, mode=listed.mode, at=at, number=listed.number or old.number, place=there or old.place,
            met_by_id=met_id or (old.met_by_id if not met else None), met_by=met or ("" if met_id else old.met_by),
        )  # fmt: skip
        journeys[place : place + 1] = [changed]
        self.draft = replace(self.draft, journeys=tuple(journeys))

    def _meets(self, row: ListedRow, listed: ListedJourney, merged: Merged) -> tuple[UUID | None, str]:
        found, _rest = self._register.read([Mention(listed.met_by, sure=True)], row.delegation)
        key = found[0].registration_id if found else None
        if key is None:
            merged.problems.append(self._problem(row, DelegationField.MET_BY, listed.met_by, UNKNOWN_PERSON))
        return key, "" if key is not None else listed.met_by

    def _problem(
        self, row: ListedRow, column: DelegationField, value: str, what: tuple[str, str], *, rejected: bool = False
    ) -> Problem:
        return Problem(row.row, self._headers.get(column, ""), value, *what, rejected=rejected, name=value)


def _is(member: MemberDraft, one: Named, *, travels: bool) -> bool:
    """Whether somebody of the delegation is whom a row names."""
    if member.role.travels is not travels:
        return False
    if one.registration_id is not None:
        return member.registration_id == one.registration_id
    return member.registration_id is None and _same_name(member.name, one.text)


def _same_name(one: str, other: str) -> bool:
    return place_key(one) == place_key(other) if has_han(one) else fold(one) == fold(other)
