"""Ways out of conflicts that are about time: stops, legs and items are moved, shortened or split."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.conflicts import Kind, needed
from desktop.domain.conflicts_plan import Doing, Entry, Plan
from desktop.domain.travel import boarding
from desktop.domain.visits import GroupRole, StopPart
from desktop.errors import N_
from desktop.models import GroupPerson, Leg, Slot, Stop, VisitGroup
from desktop.services.conflict_cases import Case, Way
from desktop.services.programme import programme
from desktop.services.programme_edit import stretch_item
from desktop.services.visits import GroupRow, LegRow, StopRow, VisitRow
from desktop.services.visits_doors import keep_doors
from desktop.storage.journal import journal_of

SHORTEST = 10 * 60
"""Seconds that a visit of a stop takes at least."""
_RASTER = 5 * 60
_PLANNED = N_("Plan “{what}” from {start} to {end}")
_PLANNED_FOR = N_("Plan “{what}” from {start} to {end} for {group}")
_LEG = N_("Let “{what}” gather at {gathers} and leave at {leaves}")
_ENDS = N_("End “{what}” at {end}")
_SPLIT = N_("Let “{group}” go to “{what}” in {n} parts of {minutes} min, one after the other")
_MEAL = N_("Let people eat at “{what}”")

_Span = tuple[int, int]


def move(case: Case) -> Way:
    """Let a stop or a leg begin at another time, if that makes anything better."""
    conflict = case.conflict
    ref, amount = conflict.suggestion.ref, conflict.suggestion.amount * 60
    if conflict.kind is Kind.FULL_STOP:
        return _elsewhen(case)
    if (leg := case.leg(ref)) is not None:
        return _leg(case, *leg, amount)
    if (at := case.stop(ref)) is None:
        return case.by_hand("visits")
    tour, stop = at
    if conflict.kind is Kind.OUTSIDE_HOURS:
        groups = [group for group in tour.groups if group.id in conflict.who]
        span = (conflict.start, conflict.end)
        inside = _inside(stop, (span[0] + amount, span[1] + amount))
        return _timed(case, tour, stop, _alike(stop, groups, tour), span, [inside])
    groups = [group for group in tour.groups if _at(group, stop)[0] == conflict.end]
    if not groups:
        return case.by_hand("visits", tour.id)
    start, end = _at(groups[0], stop)
    return _timed(case, tour, stop, groups, (start, end), [(start + amount, end), (start + amount, end + amount)])


def shorten(case: Case) -> Way:
    """Let a stop or an item end earlier, or a leg go earlier, if that makes anything better."""
    conflict = case.conflict
    ref, amount = conflict.suggestion.ref, conflict.suggestion.amount * 60
    if (leg := case.leg(ref)) is not None:
        return _leg(case, *leg, -amount)
    if (at := case.stop(ref)) is not None:
        tour, stop = at
        groups = [group for group in tour.groups if _at(group, stop)[1] == conflict.start]
        if not groups:
            return case.by_hand("visits", tour.id)
        start, end = _at(groups[0], stop)
        return _timed(case, tour, stop, groups, (start, end), [(start, end - amount)])
    return _item(case, ref, amount)


def give_way(case: Case) -> Way | None:
    """Let a stop begin after a leg, or end before it, where whole groups would be on both; else None."""
    conflict = case.conflict
    stops = [at for ref in conflict.what if (at := case.stop(ref)) is not None]
    entries = sorted(
        one for one in case.plan.actors.get(conflict.who[0], ())
        if one.ref in conflict.what and one.start < conflict.end and one.end > conflict.start
    )  # fmt: skip
    if len(stops) != 1 or [one.doing is Doing.LEG for one in entries] not in ([True, False], [False, True]):
        return None
    tour, stop = stops[0]
    first, then = entries
    leg, stay = sorted(entries, key=lambda one: one.doing is not Doing.LEG)
    who, span = set(conflict.who), (stay.start, stay.end)
    groups = [
        one for one in tour.groups
        if _at(one, stop) == span and {member.who.registration_id for member in one.expected} <= who
    ]  # fmt: skip
    if not groups:
        return None
    way_and_walks = needed(first, then, case.plan.travel)
    least = way_and_walks[1] * 60 if way_and_walks is not None else 0
    start = leg.end + least
    tries = [(start, stay.end), (start, start + stay.end - stay.start)]
    if first is stay:
        tries = [(stay.start, leg.start - least)]
    way = _timed(case, tour, stop, groups, span, tries)
    return way if way.out.pressed else None


def split(case: Case) -> Way:
    """Let a group that is too large for a stop go there in parts, one after the other, within its time."""
    conflict = case.conflict
    found, at = case.group(conflict.suggestion.ref), case.stop(conflict.what[0])
    if found is None or at is None or not at[1].group_limit:
        return case.by_hand("visits")
    (tour, group), stop = found, at[1]
    start, end = _at(group, stop)
    members = [one for one in group.expected if one.role is GroupRole.MEMBER]
    others = len(group.expected) - len(members)
    room = (stop.group_limit or 0) - others
    parts = -(-len(members) // room) if room > 0 else 0
    length = (end - start) // parts // 60 * 60 if parts else 0
    if length < SHORTEST:
        return case.by_hand("visits", tour.id)
    size = -(-len(members) // parts)

    def do() -> None:
        begin = case.moment(start)
        _set_slot(case.session, group.id, stop.id, begin, length)
        for part in range(1, parts):
            moved = [one.id for one in members[part * size : (part + 1) * size] if one.id is not None]
            key = _new_part(case.session, tour, group, part + 1, moved)
            _set_slot(case.session, key, stop.id, begin + timedelta(seconds=part * length), length)
        keep_doors(case.session, tour.id)

    return case.pressed(do, _SPLIT, group=group.name, what=stop.name, n=parts, minutes=length // 60)


def add_meal(case: Case) -> Way:
    """Let people eat at the stop of those hours where they are for longest."""
    best: tuple[int, UUID, StopRow] | None = None
    for ref in case.conflict.what:
        for tour, stop in [at] if (at := case.stop(ref)) is not None else ():
            spans = [_at(group, stop) for group in tour.groups if group.at(stop) is not None]
            within = min(
                (min(end, case.conflict.end) - max(start, case.conflict.start) for start, end in spans), default=0
            )
            if within >= 30 * 60 and (best is None or within > best[0]):
                best = within, tour.id, stop
    if best is None:
        return case.by_hand("visits")
    _within, visit, stop = best

    def do() -> None:
        case.session.get_one(Stop, stop.id).parts = " ".join(sorted({*stop.parts, StopPart.MEAL}))
        case.session.flush()
        keep_doors(case.session, visit)

    return case.pressed(do, _MEAL, what=stop.name)


def _elsewhen(case: Case) -> Way:
    """The nearest time at which a group finds room at a stop and nobody has anything else to do."""
    conflict = case.conflict
    found, at = case.group(conflict.suggestion.ref), case.stop(conflict.what[0])
    if found is None or at is None:
        return case.by_hand("visits")
    (tour, _group), stop = found, at[1]
    for key in (conflict.suggestion.ref, *conflict.who):
        group = next(one for one in tour.groups if one.id == key)
        start, end = _at(group, stop)
        spans = [
            (start + by, end + by) for step in range(1, 49) for by in (step * _RASTER, -step * _RASTER)
            if _inside(stop, (start + by, end + by)) == (start + by, end + by)
        ]  # fmt: skip
        way = _timed(case, tour, stop, [group], (start, end), spans, first=True)
        if way.out.pressed:
            return way
    return case.by_hand("visits", tour.id)


def _leg(case: Case, tour: VisitRow, leg: LegRow, by: int) -> Way:
    """Let people gather later where that is enough; else let the whole leg go later, or earlier."""
    least = timedelta(minutes=boarding(len(tour.aboard(leg.vehicle_id, leg.id))))
    shift = timedelta(seconds=by)
    moved = replace(leg, gathers=leg.gathers + shift, leaves=leg.leaves + shift, arrives=leg.arrives + shift)
    tries = [moved]
    if by > 0 and leg.gathers + shift + least <= leg.leaves:
        tries.insert(0, replace(leg, gathers=leg.gathers + shift))
    gains = [(case.gain(case.with_entries(_ridden(case, leg, one))), one) for one in tries]
    gain, best = max(gains, key=lambda pair: pair[0])
    if gain <= 0:
        return case.by_hand("visits", tour.id)

    def do() -> None:
        row = case.session.get_one(Leg, leg.id)
        row.gathers_at, row.leaves_at = best.gathers, best.leaves
        row.arrives_at = None if row.arrives_at is None else best.arrives
        case.session.flush()

    clocks = {"gathers": case.clock(best.gathers), "leaves": case.clock(best.leaves)}
    return case.pressed(do, _LEG, what=case.on, **clocks)


def _ridden(case: Case, leg: LegRow, later: LegRow) -> Callable[[Entry], Entry]:
    start = int(later.gathers.timestamp())
    end = int(max(later.arrives, later.leaves + timedelta(minutes=1)).timestamp())

    def change(one: Entry) -> Entry:
        if one.ref != leg.id or one.doing is not Doing.LEG:
            return one
        return one._replace(start=start, end=end, hour=case.hour(end))

    return change


def _timed(
    case: Case, tour: VisitRow, stop: StopRow, groups: Sequence[GroupRow], was: _Span, tries: Iterable[_Span], *,
    first: bool = False,
) -> Way:  # fmt: skip
    """Give ``groups`` that are at a stop at one time the best other one of ``tries``, or the ``first`` good one."""
    best: tuple[int, _Span] | None = None
    for span in tries:
        if span[1] - span[0] < SHORTEST:
            continue
        gain = case.gain(case.with_entries(_visiting(case, stop, was, span)), _roomed(case.plan, stop, groups, span))
        if gain > 0 and (best is None or gain > best[0]):
            best = gain, span
            if first:
                break
    if best is None:
        return case.by_hand("visits", tour.id)
    start, end = map(case.moment, best[1])

    def do() -> None:
        _set_time(case.session, tour, stop, groups, start, int((end - start).total_seconds()))

    clocks = {"start": case.clock(start), "end": case.clock(end)}
    if len(groups) == 1 and len(tour.groups) > 1:
        return case.pressed(do, _PLANNED_FOR, what=stop.name, group=groups[0].name, **clocks)
    return case.pressed(do, _PLANNED, what=stop.name, **clocks)


def _visiting(case: Case, stop: StopRow, was: _Span, span: _Span) -> Callable[[Entry], Entry]:
    def change(one: Entry) -> Entry:
        if one.ref != stop.id or (one.start, one.end) != was:
            return one
        return one._replace(start=span[0], end=span[1], hour=case.hour(span[1]))

    return change


def _roomed(plan: Plan, stop: StopRow, groups: Iterable[GroupRow], span: _Span) -> Plan:
    moved = {group.id for group in groups}
    rooms = (
        use._replace(start=span[0], end=span[1]) if use.stop == stop.id and use.group in moved else use
        for use in plan.rooms
    )
    return replace(plan, rooms=tuple(rooms))


def _item(case: Case, item: UUID, amount: int) -> Way:
    row = next((one for one in programme(case.session, case.event_id) if one.id == item), None)
    if row is None or row.seconds - amount < SHORTEST:
        return case.by_hand("programme" if row is not None else "delegations")
    end = row.end - timedelta(seconds=amount)

    def change(one: Entry) -> Entry:
        return one._replace(end=one.end - amount) if one.ref == item else one

    if case.gain(case.with_entries(change)) <= 0:
        return case.by_hand("programme")
    return case.pressed(
        lambda: stretch_item(case.session, item, row.seconds - amount), _ENDS, what=row.title, end=case.clock(end)
    )


def _at(group: GroupRow, stop: StopRow) -> _Span:
    at = group.at(stop)
    return (0, 0) if at is None else (int(at[0].timestamp()), int(at[1].timestamp()))


def _alike(stop: StopRow, groups: Sequence[GroupRow], tour: VisitRow) -> Sequence[GroupRow]:
    """``groups``, with all others that go by the time of the stop where they do."""
    follow = [group for group in tour.groups if stop.id not in group.slots]
    return follow if any(group in follow for group in groups) else groups


def _inside(stop: StopRow, span: _Span) -> _Span:
    start, end = span
    if stop.window.opens_at is not None:
        start = max(start, int(stop.window.opens_at.timestamp()))
    if stop.window.closes_at is not None:
        end = min(end, int(stop.window.closes_at.timestamp()))
    return start, end


def _set_time(
    session: Session, tour: VisitRow, stop: StopRow, groups: Sequence[GroupRow], start: datetime, seconds: int
) -> None:
    """Give groups a time at a stop: its own one where all that go by it are meant, else one of theirs."""
    follow = [group for group in tour.groups if stop.id not in group.slots]
    chosen = {group.id for group in groups}
    if not tour.groups or (follow and chosen >= {group.id for group in follow}):
        row = session.get_one(Stop, stop.id)
        row.starts_at, row.seconds = start, seconds
        chosen -= {group.id for group in follow}
    for key in sorted(chosen):
        _set_slot(session, key, stop.id, start, seconds)
    session.flush()
    keep_doors(session, tour.id)


def _set_slot(session: Session, group: UUID, stop: UUID, start: datetime, seconds: int) -> None:
    of = (Slot.group_id == group, Slot.stop_id == stop, Slot.deleted_at.is_(None))
    row = session.scalars(select(Slot).where(*of)).first()
    if row is None:
        row = Slot(id=journal_of(session).new_id(), group_id=group, stop_id=stop)
        session.add(row)
    row.starts_at, row.seconds = start, seconds
    session.flush()


def _new_part(session: Session, tour: VisitRow, group: GroupRow, number: int, people: Iterable[UUID]) -> UUID:
    """A further group like ``group``, for the rows of some of its people."""
    journal, name = journal_of(session), group.name
    hant, hans, en = (f"{text} {number}" if text else "" for text in (name.hant, name.hans, name.en))
    rank = max(one.rank for one in tour.groups) + number - 1
    key = journal.new_id()
    session.add(VisitGroup(id=key, visit_id=tour.id, name_hant=hant, name_hans=hans, name_en=en, rank=rank))
    for stop, at in group.slots.items():
        start, seconds = (None, 0) if at is None else (at[0], int((at[1] - at[0]).total_seconds()))
        session.add(Slot(id=journal.new_id(), group_id=key, stop_id=stop, starts_at=start, seconds=seconds))
    session.flush()
    for row in session.scalars(select(GroupPerson).where(GroupPerson.id.in_(list(people)))):
        row.group_id = key
    session.flush()
    return key
