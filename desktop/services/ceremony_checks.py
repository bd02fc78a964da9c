"""The problems of a ceremony, from its agreements, stage plans, order of precedence and check-ins."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain import ceremony_checks as rules
from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_batches import Transition
from desktop.domain.ceremony_batches import transitions as between
from desktop.domain.ceremony_checks import AgreementFact, CopyFact, PartyFact, PersonFact, Problem, SeatFact
from desktop.domain.readiness import Where
from desktop.domain.seating import Layout
from desktop.services.agreements import AgreementRow, agreements
from desktop.services.precedence import Ranking, ranked
from desktop.services.precedence_lists import order_lists
from desktop.services.programme import item, zone_of
from desktop.services.readiness import Readiness, readiness
from desktop.services.stage_cast import STANDING_BY
from desktop.services.stage_plans import hand_made, plan, plans

_AT_TABLE = frozenset({Layout.SIGNING_TABLE, Layout.BATCH})


def problems(session: Session, item_id: UUID, now: datetime, *, known: Readiness | None = None) -> list[Problem]:
    """What is wrong with a ceremony at ``now``, the worst first.

    ``known`` is its readiness at that moment, for a caller who has it. Raises ``programme.NoSuchItem``.
    """
    row = item(session, item_id)
    known = known or readiness(session, item_id, now)
    rows = agreements(session, item_id=item_id)
    days_left = (row.day - now.astimezone(zone_of(session, row.event_id)).date()).days
    places = {one.who: one.where for one in known.people}
    found = rules.problems(
        _facts(rows, places, _classes(session, row.event_id, rows)),
        list(_seats(session, row.event_id, item_id, rows)),
        days_left=days_left,
    )
    signing = {one.who for agreement in rows for one in agreement.people}
    apart = [PersonFact(one.who, one.name, one.part, place=one.where) for one in known.people if one.who not in signing]
    found = rules.of_item(row.title, apart, kind=row.kind, agreements=len(rows)) + found
    return sorted(found, key=lambda problem: list(rules.Severity).index(problem.severity))


def transitions(session: Session, item_id: UUID) -> list[Transition]:
    """Who goes on and off stage between the batches of an item, and when that is planned: each as long as the other.

    Raises ``programme.NoSuchItem``.
    """
    row = item(session, item_id)
    facts = _facts(agreements(session, item_id=item_id), {}, {})
    named = {one.who for fact in facts for one in fact.people}
    behind = tuple(
        PersonFact(one.registration_id or one.name, one.name, SigningPart.OFFICIATING)
        for one in row.people
        if one.part in STANDING_BY and (one.registration_id or one.name) not in named
    )
    found = between(replace(fact, people=(*fact.people, *behind)) for fact in facts)
    each = timedelta(seconds=row.seconds / max(len(found) - 1, 1))
    return [replace(one, at=row.start + each * number) for number, one in enumerate(found)]


def _facts(
    rows: Iterable[AgreementRow], places: dict[UUID | str, Where], classes: dict[UUID, tuple[int, int]]
) -> list[AgreementFact]:
    return [
        AgreementFact(
            row.id, row.title, row.batch, row.rank,
            parties=tuple(PartyFact(one.id, one.organisation, one.side) for one in row.parties),
            people=tuple(
                PersonFact(
                    one.who, one.shown, one.part, one.party_id, places.get(one.who, Where.UNKNOWN),
                    classes.get(one.registration_id) if one.registration_id is not None else None,
                )
                for one in row.people
            ),
            copies=tuple(CopyFact(one.party_id, one.language, one.state) for one in row.documents),
        )
        for row in rows
    ]  # fmt: skip


def _classes(session: Session, event_id: UUID, rows: Iterable[AgreementRow]) -> dict[UUID, tuple[int, int]]:
    """The class of each signatory: the list that it is of, and its rank there."""
    signing = {
        one.registration_id for row in rows for one in row.of(SigningPart.SIGNATORY) if one.registration_id is not None
    }
    if not signing:
        return {}
    known = {
        one.id: (number, one.rank) for number, each in enumerate(order_lists(session, event_id)) for one in each.classes
    }
    return {
        row.registration_id: known[row.class_id]
        for row in ranked(session, event_id, signing)
        if row.class_id is not None and row.class_id in known
    }


def _seats(session: Session, event_id: UUID, item_id: UUID, rows: Iterable[AgreementRow]) -> Iterable[SeatFact]:
    """Where everybody is on the plans of signing tables on which somebody was moved by hand."""
    batches = sorted({row.batch for row in rows})
    at_table = [one for one in plans(session, event_id, item_id=item_id) if one.layout in _AT_TABLE]
    by_hand = hand_made(session, [one.id for one in at_table])
    ranking = Ranking(session, event_id) if by_hand else None
    for one in [one for one in at_table if one.id in by_hand]:
        places = [place for line in plan(session, one.id, ranking).rows for place in line]
        if any(place.by_hand for place in places):
            for batch in batches if one.batch is None else [one.batch]:
                for place in places:
                    yield SeatFact(batch, place.whom, place.side, place.row, place.place)
