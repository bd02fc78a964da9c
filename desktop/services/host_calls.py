"""Whom to call when a visit runs late, in order, and who was told already."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.running_late import LATE, Pressure, Standing
from desktop.domain.visits import StopRole
from desktop.i18n import Language
from desktop.models import HostCall
from desktop.services.running_late import known
from desktop.services.running_late_view import DayView, LimitKind, LimitNow, Stay, StayNow
from desktop.services.taking_back import this_action
from desktop.services.visits import GroupRow, HostRow, StopRow
from desktop.storage.journal import journal_of

_Told = Mapping[Stay, Mapping[UUID | None, datetime | None]]
_ORDER = {role: place for place, role in enumerate((StopRole.CONTACT, StopRole.RECEIVES, StopRole.ACCOMPANIES))}


@dataclass(frozen=True, slots=True)
class Expecting:
    """A group of ``size`` that a host expects at ``was``, and that comes at ``now``; None where it does not come."""

    group: GroupRow
    size: int
    was: datetime | None
    now: datetime | None


@dataclass(frozen=True, slots=True)
class Call:
    """A call to make: whom, of which groups. ``breaks`` is a limit of theirs that they would miss, the worst."""

    stop: StopRow
    person: HostRow | None
    groups: tuple[Expecting, ...]
    breaks: LimitNow | None = None

    @property
    def key(self) -> tuple[UUID, UUID | None]:
        """What makes it the same call."""
        return self.stop.id, self.person.id if self.person is not None else None

    @property
    def language(self) -> Language | None:
        """The language in which to speak: the host's, or one spoken at the stop; None where nobody said."""
        spoken = (*(self.person.who.languages if self.person is not None else ()), *self.stop.languages)
        return next((_LANGUAGES[word] for word in spoken if word in _LANGUAGES), None)


_LANGUAGES = {"hant": Language.ZH_HANT, "hans": Language.ZH_HANS, "en": Language.EN} | {
    one.value: one for one in Language
}


def calls(session: Session, visit_id: UUID, now: datetime) -> list[Call]:
    """Whom to call at ``now``: hosts who would miss a limit first, then the soonest affected. Raises ``NoSuchVisit``.

    Who was told of the time drops out, and comes back once it has moved by five minutes or more.
    """
    return calls_of(session, known(session, visit_id).at(now))


def calls_of(session: Session, view: DayView) -> list[Call]:
    """The calls that a day asks for."""
    told = _told(session, view)
    stays = {row.key: row for row in view.stays}
    found = []
    for stop in view.tour.stops:
        for person, breaks in _asked(stop, [row for row in view.stays if row.stop.id == stop.id]):
            groups = tuple(_changes(view, stays, told, stop, person))
            if groups:
                found.append(Call(stop, person, groups, breaks))
    return sorted(found, key=lambda one: (one.breaks is None, min(filter(None, map(_soonest, one.groups)))))


def _asked(stop: StopRow, stays: Sequence[StayNow]) -> Iterator[tuple[HostRow | None, LimitNow | None]]:
    """Whom to call at a stop: each host who can't wait, or the one who is asked there, with what they would miss."""
    broken = [one for row in stays for one in row.limits if one.margin.pressure is Pressure.BREAKS]
    hosts = {one.ref: one for one in broken if one.kind is LimitKind.HOST}
    closes = next((one for one in broken if one.kind is LimitKind.CLOSES), None)
    order = sorted(stop.people, key=lambda one: (not one.who.phone, _ORDER.get(one.role, len(_ORDER))))
    main = next(iter(order), None)
    yield main, hosts.get(main.id, closes) if main is not None else closes
    for person in order[1:]:
        if person.id in hosts:
            yield person, hosts[person.id]


def _changes(
    view: DayView, stays: Mapping[Stay, StayNow], told: _Told, stop: StopRow, person: HostRow | None
) -> Iterator[Expecting]:
    for group in view.tour.groups:
        row, heard = stays.get((group.id, stop.id)), told.get((group.id, stop.id), {})
        knows = (person.id if person is not None else None, None)
        planned = row.start if row is not None else None
        coming = next((heard[key] for key in knows if key in heard), planned)
        if row is None and coming is not None:
            yield Expecting(group, len(group.expected), coming, None)
        if row is None or row.times.standing is not Standing.COMING:
            continue
        if coming is None or abs(row.times.start - coming) >= LATE:
            yield Expecting(group, len(group.expected), coming, row.times.start)


def _soonest(one: Expecting) -> datetime | None:
    return min(filter(None, (one.was, one.now)), default=None)


def tell(session: Session, call: Call) -> UUID:
    """The host of a call was told; returns the act's key, which ``taking_back.take_back`` undoes."""
    journal = journal_of(session)
    for one in call.groups:
        session.add(
            HostCall(
                id=journal.new_id(), stop_id=call.stop.id, group_id=one.group.id,
                stop_person_id=call.person.id if call.person is not None else None,
                expected_at=one.now, told_at=journal.now,
            )
        )  # fmt: skip
    session.flush()
    return this_action(session)


def keep_known(
    session: Session, group_id: UUID, stop_id: UUID, before: tuple[datetime, datetime] | None,
    after: tuple[datetime, datetime] | None,
) -> None:  # fmt: skip
    """Remember what the hosts of a stop expect, before the plan says otherwise."""
    moved = before is not None and (after is None or abs(after[0] - before[0]) >= LATE)
    of = (
        HostCall.group_id == group_id, HostCall.stop_id == stop_id, HostCall.stop_person_id.is_(None),
        HostCall.deleted_at.is_(None),
    )  # fmt: skip
    if before is None or not moved or session.scalars(select(HostCall.id).where(*of).limit(1)).first() is not None:
        return
    journal = journal_of(session)
    session.add(HostCall(id=journal.new_id(), stop_id=stop_id, group_id=group_id, expected_at=before[0]))


def _told(session: Session, view: DayView) -> dict[Stay, dict[UUID | None, datetime | None]]:
    """What each host was told last of each group, None that it does not come; under None what all of them know."""
    rows = session.scalars(
        select(HostCall)
        .where(HostCall.stop_id.in_([stop.id for stop in view.tour.stops]), HostCall.deleted_at.is_(None))
        .order_by(HostCall.id)
    )
    found: defaultdict[Stay, dict[UUID | None, datetime | None]] = defaultdict(dict)
    for row in rows:
        if row.group_id is not None:
            found[row.group_id, row.stop_id][row.stop_person_id] = row.expected_at
    return found
