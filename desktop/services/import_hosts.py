"""Whom the people of a list come with: found among the rows, else among those at the event."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.list_problems import NO_HOST
from desktop.domain.list_values import ListedPerson, Problem
from desktop.domain.matching import person_key
from desktop.domain.text import has_han
from desktop.models import Person, Registration
from desktop.services.import_changes import FieldChange, Planned, Standing

_NUMBERED = re.compile(r"(.*\S)\s*[(（](\d+)[)）]")


def with_hosts(session: Session, planned: list[Planned], event_id: UUID | None) -> list[Problem]:
    """Say in ``planned`` whom each comes with, and what that changes; returns what is not clear."""
    if not any(one.listed.host for one in planned):
        return []
    finder = _Finder(session, planned, event_id)
    problems: list[Problem] = []
    for place, one in enumerate(planned):
        said = one.listed.host
        if not said:
            continue
        host = finder.find(one.listed)
        if host is None or host in (place, one.registration):
            problems.append(Problem(one.listed.row, "", said, *NO_HOST, table=one.listed.table))
            continue
        planned[place] = _with_host(session, one, host)
    return problems


def _with_host(session: Session, one: Planned, host: UUID | int) -> Planned:
    if one.registration is None:
        return replace(one, host=host)
    principal = session.get_one(Registration, one.registration).principal_id
    if principal == host:
        return one
    person = session.get_one(Person, session.get_one(Registration, principal).person_id) if principal else None
    before = (person.name_zh or person.name_latin) if person is not None else ""
    changes = (*one.changes, FieldChange("host", before, one.listed.host))
    return replace(one, host=host, changes=changes, standing=Standing.UPDATED)


class _Finder:
    """Finds people of a list, or of the event, by the name and the number that a list gives."""

    def __init__(self, session: Session, planned: Sequence[Planned], event_id: UUID | None) -> None:
        self._session, self._planned, self._event = session, planned, event_id
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_number: dict[tuple[int, str], list[int]] = defaultdict(list)
        for place, one in enumerate(planned):
            self._by_key[one.key].append(place)
            self._by_number[one.listed.table, one.listed.number].append(place)

    def find(self, row: ListedPerson) -> UUID | int | None:
        """The registration, or the place in the list of somebody new, whom ``row`` comes with; None if in doubt."""
        numbered = _NUMBERED.fullmatch(row.host)
        found = self._by_key.get(_key(row.host), [])
        if numbered and not found:
            found = self._by_key.get(_key(numbered[1]), [])
            by_number = self._by_number.get((row.table, numbered[2]), [])
            found = [place for place in by_number if place in found] or found
        if len(found) == 1:
            return self._planned[found[0]].registration or found[0]
        return None if found else self._at_event(_key(numbered[1] if numbered else row.host))

    def _at_event(self, key: str) -> UUID | None:
        query = (
            select(Registration.id)
            .join(Person, Person.id == Registration.person_id)
            .where(Person.folded == key, Registration.event_id == self._event, Registration.deleted_at.is_(None))
        )
        known = self._session.scalars(query.limit(2)).all()
        return known[0] if len(known) == 1 else None


def _key(name: str) -> str:
    return person_key(name if has_han(name) else "", name)
