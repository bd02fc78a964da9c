"""What was typed about a visit is kept: in one transaction, with what comes new with it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from desktop.domain.text import LocalName
from desktop.services.organisations import ensure_organisation
from desktop.services.travel import SiteDraft, add_site
from desktop.services.visit_members import keep_ties
from desktop.services.visitor_list_sent import mark_sent, mark_unsent
from desktop.services.visits import LegRow, StopRow, VisitRow
from desktop.services.visits_edit import (
    add_leg,
    add_stop,
    add_vehicle,
    add_visit,
    change_leg,
    change_stop,
    change_vehicle,
    change_visit,
)
from desktop.ui.visits.leg_form import TypedLeg
from desktop.ui.visits.stop_form import TypedStop
from desktop.ui.visits.visit_form import TypedVisit


def keep_stop(session: Any, event: UUID, tour: UUID, row: StopRow | None, typed: TypedStop) -> UUID:
    """Make ``row`` what was typed, or a new stop of it; returns its key."""
    draft = typed.draft
    if typed.site:
        draft = replace(draft, site_id=add_site(session, event, SiteDraft(typed.site)))
    if typed.host:
        draft = replace(draft, host_id=ensure_organisation(session, typed.host))
    if row is None:
        key = add_stop(session, tour, draft)
    else:
        key = row.id
        change_stop(session, key, draft)
    if typed.sent != (row is not None and row.list_sent_at is not None):
        if typed.sent:
            mark_sent(session, event, key)
        else:
            mark_unsent(session, key)
    return key


def keep_leg(session: Any, event: UUID, tour: UUID, row: LegRow | None, typed: TypedLeg) -> UUID:
    """Make a vehicle and ``row`` what was typed, or new ones of it; returns the leg's key, or else the vehicle's."""
    key = typed.vehicle_id
    if key is None:
        key = add_vehicle(session, event, typed.vehicle)
    else:
        change_vehicle(session, key, typed.vehicle)
    if typed.leg is None:
        return key
    names = dict.fromkeys(filter(None, (typed.start, typed.end)))
    made = {name: add_site(session, event, SiteDraft(LocalName(name))) for name in names}
    leg = replace(
        typed.leg, vehicle_id=key, from_id=made.get(typed.start, typed.leg.from_id),
        to_id=made.get(typed.end, typed.leg.to_id),
    )  # fmt: skip
    if row is None:
        return add_leg(session, tour, leg)
    change_leg(session, row.id, leg)
    return row.id


def keep_visit(session: Any, event: UUID, row: VisitRow | None, typed: TypedVisit) -> UUID:
    """Make ``row`` what was typed, or a new visit of it; returns its key."""
    key = row.id if row is not None else add_visit(session, event, typed.draft)
    if row is not None:
        change_visit(session, key, typed.draft)
    keep_ties(session, key, typed.ties)
    return key
