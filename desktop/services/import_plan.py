"""What an import would do to each row: compared with everybody known."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.contacts import region_of
from desktop.domain.list_values import ListedPerson, PeopleList, Problem
from desktop.domain.matching import latin_key, person_key
from desktop.domain.names import split_name
from desktop.domain.text import LocalName
from desktop.domain.tokens import read_serial
from desktop.domain.verdicts import EXPECTED
from desktop.errors import N_
from desktop.models import Event, Person, Registration
from desktop.services.events import DEFAULT_ZONE
from desktop.services.import_changes import Comparison, FieldChange, Planned, Standing
from desktop.services.import_hosts import with_hosts
from desktop.services.import_known import chunks, known_people
from desktop.services.import_match import Likeness, Matches, Signs, alike_on_list, another_here, matched, signs_of
from desktop.services.people_list import people

__all__ = ["ASKED", "FieldChange", "Missing", "Planned", "Standing", "chunks", "missing", "plan"]

_SAME_LIST = 0.5
_NOT_EXPECTED = ("not_expected", N_("This guest was cancelled or declined, which the list does not change."))
_LISTED_TWICE = ("listed_twice", N_("This person stands on the list twice; the first row counts."))
_NAMESAKE_ABOVE = (
    "namesake_above", N_("Somebody of this name and organisation stands above; they are taken for two people.")
)  # fmt: skip
_PERHAPS_TWO = (
    "perhaps_two", N_("Somebody of this name is known with another phone or e-mail; they are taken for two people.")
)  # fmt: skip
_PERHAPS_SAME = (
    "perhaps_same", N_("This person is known with another phone or e-mail; they are taken for the same person.")
)  # fmt: skip
ASKED = {
    code: code in ("listed_twice", "perhaps_same")
    for code, _text in (_LISTED_TWICE, _NAMESAKE_ABOVE, _PERHAPS_TWO, _PERHAPS_SAME)
}
"""The problems that somebody can decide: whether a row was taken for the same person, by the code."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who came from an earlier version of this list and is no longer on it. ``arrived`` ones stay."""

    registration: UUID
    name: str
    posts: str
    category: LocalName
    arrived: bool


def plan(session: Session, listed: PeopleList, event_id: UUID | None) -> tuple[list[Planned], tuple[Problem, ...]]:
    """Compare a list with everybody known; writes nothing."""
    rows = listed.people
    keys = [person_key(row.name.name_zh, row.name.name_latin) for row in rows]
    region = _region(session, event_id)
    known = known_people(session, rows, keys, event_id, region)
    often = Counter(keys)
    signs = {
        index: _signs(row, region)
        for index, (row, key) in enumerate(zip(rows, keys, strict=True))
        if often[key] > 1 or key in known or (known and row.name.name_zh and latin_key(row.name.name_latin) in known)
    }
    above = alike_on_list(rows, keys, {index: said for index, said in signs.items() if often[keys[index]] > 1})
    twice = {index for index, like in above.items() if like >= Likeness.PERHAPS_SAME}
    matches = matched(rows, keys, {index: said for index, said in signs.items() if index not in twice}, known, above)
    for index in sorted(index for index in twice if above[index] is Likeness.PERHAPS_SAME):
        if one := another_here(keys[index], signs[index], known, matches.taken):
            matches.take(index, one)
            twice.discard(index)
    _settle_perhaps(session, matches, event_id)
    comparison = Comparison(session, event_id)
    planned: list[Planned] = []
    problems = list(listed.problems)
    for index, (row, key) in enumerate(zip(rows, keys, strict=True)):
        if index in signs:
            what = _LISTED_TWICE if index in twice else _doubt(index, row, above, matches)
            problems += [_problem(row, what)] if what is not None else []
        if index not in twice:
            planned.append(comparison.planned(row, key, signs.get(index), matches.found.get(index)))
    problems += with_hosts(session, planned, event_id)
    return planned, tuple(sorted(problems, key=lambda problem: (problem.table, problem.row)))


def _doubt(index: int, row: ListedPerson, above: Mapping[int, Likeness], matches: Matches) -> tuple[str, str] | None:
    """What is in doubt of a row whose name is that of others."""
    match = matches.found.get(index)
    if index in matches.perhaps and row.same is None:
        return _PERHAPS_TWO if match is None else _PERHAPS_SAME
    if match is None:
        return _NAMESAKE_ABOVE if above.get(index) is Likeness.PERHAPS_TWO else None
    cancelled = match.registration is not None and match.registration.status not in EXPECTED
    return _NOT_EXPECTED if cancelled and row.status is None else None


def _problem(row: ListedPerson, what: tuple[str, str]) -> Problem:
    name, rejected = row.name.name_zh or row.name.name_latin, what is _LISTED_TWICE
    return Problem(row.row, "", name, *what, rejected=rejected, name=name if rejected else "", table=row.table)


def _settle_perhaps(session: Session, matches: Matches, event_id: UUID | None) -> None:
    """Where a list is a later version of one that was read, who else would be missing has a new phone or e-mail."""
    open_rows = [index for index in matches.perhaps if index not in matches.found]
    if not open_rows or event_id is None:
        return
    came = Counter(one.registration.import_id for one in matches.found.values() if one.registration is not None)
    sizes = session.execute(
        select(Registration.import_id, func.count())
        .where(
            Registration.event_id == event_id, Registration.import_id.is_not(None), Registration.deleted_at.is_(None)
        )
        .group_by(Registration.import_id)
    )
    earlier = {batch for batch, size in sizes if came[batch] >= _SAME_LIST * size}
    for index in open_rows:
        one = matches.perhaps[index]
        came_before = one.registration is not None and one.registration.import_id in earlier
        if came_before and one.person.id not in matches.taken:
            matches.take(index, one)


def _signs(row: ListedPerson, region: str) -> Signs:
    posts = [(post.title, post.organisation, post.title_en, post.organisation_en) for post in row.posts]
    return signs_of(row.phone, row.email, region, posts, [read_serial(row.serial) or row.serial])


def _region(session: Session, event_id: UUID | None) -> str:
    return region_of(session.get_one(Event, event_id).zone if event_id is not None else DEFAULT_ZONE)


def missing(
    session: Session, rows: Sequence[Planned], problems: Sequence[Problem], event_id: UUID | None
) -> tuple[Missing, ...]:
    """Who came from an earlier version of this list and is no longer on it, not even in a row that is left out.

    An earlier version is a list of which half the people or more stand on this one too.
    """
    if event_id is None:
        return ()
    named = [split_name(problem.name) for problem in problems if problem.rejected and problem.name]
    left_out = {person_key(name.name_zh, name.name_latin) for name in named}
    here = {row.registration for row in rows if row.registration is not None}
    came: dict[UUID | None, list[UUID]] = defaultdict(list)
    for registration, batch, key in session.execute(
        select(Registration.id, Registration.import_id, Person.folded)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.import_id.is_not(None),
            Registration.deleted_at.is_(None),
            Registration.status.in_(EXPECTED),
        )
    ):
        came[batch].append(registration)
        if key in left_out:
            here.add(registration)
    gone = [
        one
        for of_batch in came.values()
        if sum(one in here for one in of_batch) >= _SAME_LIST * len(of_batch)
        for one in of_batch
        if one not in here
    ]
    return tuple(_described(session, event_id, gone))


def _described(session: Session, event_id: UUID, registrations: Sequence[UUID]) -> list[Missing]:
    rows = people(session, event_id, only=registrations) if registrations else []
    return [
        Missing(row.id, row.name, f"{row.organisation} {row.title}".strip(), row.category, row.arrived_at is not None)
        for row in rows
    ]
