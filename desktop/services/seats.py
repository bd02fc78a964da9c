"""Who sits where: seats given by hand or by the order of the event, and the plan of a hall.

A guest's seat is a text of the registration, which the badge, the door and the papers show.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.seating import Convention
from desktop.domain.seats import Chair, best_first, chairs
from desktop.domain.text import LocalName, clean, fold
from desktop.domain.verdicts import EXPECTED
from desktop.errors import N_, UserError
from desktop.models import Category, Person, Registration
from desktop.services.people import LONGEST, TextTooLong
from desktop.services.precedence import NotAtEvent, OrderRow, order
from desktop.services.seat_blocks import BlockRow, blocks


class SeatTaken(UserError):
    code = "seat_taken"
    text = N_("Seat {seat} is taken. Let the two change places, or choose another seat.")


@dataclass(frozen=True, slots=True)
class SeatedGuest:
    """Somebody on the plan of a hall; ``colour`` is that of their category."""

    registration_id: UUID
    name_zh: str
    name_latin: str
    category: LocalName
    colour: str
    vip: bool
    seat: str

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat and who has it; more than one is a double."""

    chair: Chair
    guests: tuple[SeatedGuest, ...]


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """A block with its seats, by row and number."""

    row: BlockRow
    seats: tuple[SeatRow, ...]


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """A hall as it is drawn. ``doubles`` are seats that several have, ``elsewhere`` those whose seat is in no block.

    ``unseated`` are expected and have no seat. All three are of the whole event.
    """

    blocks: tuple[BlockPlan, ...]
    doubles: tuple[tuple[SeatedGuest, ...], ...]
    elsewhere: tuple[SeatedGuest, ...]
    unseated: tuple[SeatedGuest, ...]


@dataclass(frozen=True, slots=True)
class Seated:
    """What seating by order did: who got which seat, and for whom none was left."""

    given: tuple[tuple[UUID, str], ...]
    left_over: tuple[UUID, ...]


def seat_plan(session: Session, event_id: UUID, hall_id: UUID | None = None) -> SeatPlan:
    """The blocks of a hall, or of the event, with everybody who is expected."""
    guests = _guests(session, event_id)
    at: dict[str, list[SeatedGuest]] = {}
    for one in guests:
        if one.seat:
            at.setdefault(fold(one.seat), []).append(one)
    every = blocks(session, event_id)
    known = {fold(chair.label) for row in every for chair in chairs(row.block)}
    shown = tuple(
        BlockPlan(row, tuple(SeatRow(chair, tuple(at.get(fold(chair.label), ()))) for chair in chairs(row.block)))
        for row in every
        if hall_id in {None, row.hall_id}
    )
    return SeatPlan(
        shown,
        tuple(tuple(ones) for ones in at.values() if len(ones) > 1),
        tuple(one for one in guests if one.seat and fold(one.seat) not in known),
        tuple(one for one in guests if not one.seat),
    )


def give_seat(session: Session, registration_id: UUID, label: str, *, swap: bool = False) -> None:
    """Give a guest the seat called ``label``, of any block or of none; with ``swap`` who has it gets theirs.

    Raises ``NotAtEvent``, ``TextTooLong``, or ``SeatTaken`` where another expected guest has it.
    """
    registration = _registration(session, registration_id)
    seat = clean(label)
    if len(seat) > LONGEST["seat"]:
        raise TextTooLong(field="seat", most=LONGEST["seat"], length=len(seat))
    guests = _guests(session, registration.event_id)
    there = [one for one in guests if seat and fold(one.seat) == fold(seat) and one.registration_id != registration_id]
    if there and not swap:
        raise SeatTaken(seat=seat)
    for one in there:
        session.get_one(Registration, one.registration_id).seat = registration.seat
    registration.seat = seat
    session.flush()


def clear_seats(session: Session, event_id: UUID, registrations: Collection[UUID] | None = None) -> int:
    """Take the seats of these guests away, or everybody's; returns how many had one."""
    wanted = None if registrations is None else set(registrations)
    return _write(session, event_id, {
        one.registration_id: ""
        for one in _guests(session, event_id)
        if one.seat and (wanted is None or one.registration_id in wanted)
    })  # fmt: skip


def seat_by_order(
    session: Session,
    event_id: UUID,
    block_ids: Iterable[UUID],
    registrations: Collection[UUID] | None = None,
    *,
    convention: Convention = Convention.INTERNATIONAL,
    keep: bool = True,
) -> Seated:
    """Seat these guests, or everybody who is expected, in the order of the event on the best seats of blocks.

    Companions get the seat nearest to their guest's. With ``keep`` who has a seat keeps it, and what is taken is left
    out; else the guests are seated anew, and only seats of others are left out.
    """
    ids = set(block_ids)
    chosen = [row.block for row in blocks(session, event_id) if row.id in ids]
    guests = {one.registration_id: one for one in _guests(session, event_id)}
    wanted = [
        row
        for row in order(session, event_id)
        if (registrations is None or row.registration_id in registrations)
        and not (keep and guests[row.registration_id].seat)
    ]
    moving = {row.registration_id for row in wanted}
    taken = {fold(one.seat) for one in guests.values() if one.seat and one.registration_id not in moving}
    free = [chair for chair in best_first(chosen, convention) if fold(chair.label) not in taken]
    given, left_over = _given(wanted, free)
    _write(session, event_id, {**dict.fromkeys(left_over, ""), **{key: chair.label for key, chair in given.items()}})
    return Seated(tuple((key, chair.label) for key, chair in given.items()), tuple(left_over))


def _given(wanted: Sequence[OrderRow], free: Sequence[Chair]) -> tuple[dict[UUID, Chair], list[UUID]]:
    rest = dict.fromkeys(free)
    given: dict[UUID, Chair] = {}
    left_over: list[UUID] = []
    for row in wanted:
        beside = given.get(row.principal_id) if row.principal_id is not None else None
        if not rest:
            left_over.append(row.registration_id)
            continue
        chair = next(iter(rest)) if beside is None else min(rest, key=lambda one: _far(one, beside))
        del rest[chair]
        given[row.registration_id] = chair
    return given, left_over


def _far(one: Chair, other: Chair) -> float:
    # A step sideways is nearer than one row back.
    return (one.x - other.x) ** 2 + 4 * (one.y - other.y) ** 2


def _guests(session: Session, event_id: UUID) -> list[SeatedGuest]:
    rows = session.execute(
        select(
            Registration.id, Person.name_zh, Person.name_latin, Category.name_hant, Category.name_hans,
            Category.name_en, Category.colour, Category.vip, Registration.seat,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.event_id == event_id, Registration.deleted_at.is_(None), Registration.status.in_(EXPECTED)
        )
        .order_by(Registration.list_order, Registration.id)
    )  # fmt: skip
    return [
        SeatedGuest(key, zh, latin, LocalName(hant, hans, en), colour, vip, seat)
        for key, zh, latin, hant, hans, en, colour, vip, seat in rows
    ]


def _registration(session: Session, registration_id: UUID) -> Registration:
    found = session.get(Registration, registration_id)
    if found is None or found.deleted_at is not None:
        raise NotAtEvent
    return found


def _write(session: Session, event_id: UUID, wanted: Mapping[UUID, str]) -> int:
    """Give these registrations these seats; returns how many changed."""
    changed = 0
    query = select(Registration).where(Registration.event_id == event_id, Registration.deleted_at.is_(None))
    for row in session.scalars(query) if wanted else ():
        seat = wanted.get(row.id, row.seat)
        changed += seat != row.seat
        row.seat = seat
    session.flush()
    return changed
