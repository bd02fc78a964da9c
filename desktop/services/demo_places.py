"""Precedence and places of the demo summit: the order list, the seats of its hall, plans of its stage."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.programme import ItemKind
from desktop.domain.verdicts import Status
from desktop.models import Category, Hall, Organisation, Person, Post, ProgrammeItem, Registration, Venue
from desktop.services.agreements import agreements
from desktop.services.demo_names import MAINLAND, read_toml
from desktop.services.demo_people import ROWS, SEATS_A_ROW
from desktop.services.precedence import set_special
from desktop.services.precedence_lists import SHIPPED, add_list, shipped_list
from desktop.services.seat_blocks import BlockDraft, add_blocks
from desktop.services.stage_plans import add_plan, suggested

_LEAST_ROWS = 14
"""Rows of the hall, also where fewer are sat in."""
_AT = 2
"""The guest from Beijing stands beside the first of Hong Kong, in whose list he is not."""
_WHY = "北京市代表，由主辦方安排"


def fill_places(session: Session, event_id: UUID) -> dict[str, int]:
    """Write all of it for a demo whose programme stands; returns how many blocks of seats and plans were made."""
    plans = _plans(session, event_id)
    for name in SHIPPED:
        add_list(session, event_id, shipped_list(name))
    if (guest := _from_beijing(session, event_id)) is not None:
        set_special(session, guest, _AT, _WHY)
    return {"seat blocks": _blocks(session, event_id), "stage plans": plans}


def _plans(session: Session, event_id: UUID) -> int:
    """The plan that each batch of signings wants, and each photograph."""
    items = session.scalars(
        select(ProgrammeItem.id)
        .where(ProgrammeItem.event_id == event_id, ProgrammeItem.kind.in_((ItemKind.SIGNING, ItemKind.PHOTO)))
        .order_by(ProgrammeItem.day, ProgrammeItem.rank, ProgrammeItem.id)
    ).all()
    made = 0
    for item_id in items:
        batches = sorted({one.batch for one in agreements(session, item_id=item_id)})
        for batch in [*batches] if len(batches) > 1 else [None]:
            add_plan(session, event_id, suggested(session, item_id, batch))
            made += 1
    return made


def _blocks(session: Session, event_id: UUID) -> int:
    """A block for each row of the first hall, as guests' seats are called."""
    hall = session.scalars(
        select(Hall.id)
        .join(Venue, Venue.id == Hall.venue_id)
        .where(Venue.event_id == event_id)
        .order_by(Venue.rank, Hall.rank)
    ).first()
    seated = select(func.count()).where(Registration.event_id == event_id, Registration.seat.like("_-__"))
    used = -(-(session.scalar(seated) or 0) // SEATS_A_ROW)
    rows = ROWS[: max(used, _LEAST_ROWS)]
    add_blocks(
        session, event_id, [BlockDraft(name, 1, SEATS_A_ROW, x=0, y=at, hall_id=hall) for at, name in enumerate(rows)]
    )
    return len(rows)


def _from_beijing(session: Session, event_id: UUID) -> UUID | None:
    """The first guest of honour whose organisation is of the mainland."""
    bodies = {
        body[0]
        for kind in read_toml("organisations")["kinds"]
        if kind["region"] == MAINLAND
        for body in kind.get("organisations", ())
    }
    listed = session.execute(
        select(Registration.id, Organisation.name_zh)
        .join(Category, Category.id == Registration.category_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Post, (Post.person_id == Person.id) & (Post.rank == 1))
        .join(Organisation, Organisation.id == Post.organisation_id)
        .where(
            Registration.event_id == event_id, Registration.status == Status.CONFIRMED,
            Category.code == "guest-of-honour",
        )
        .order_by(Registration.list_order)
    )  # fmt: skip
    return next((key for key, body in listed if body in bodies), None)
