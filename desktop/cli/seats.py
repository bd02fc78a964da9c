"""seats show · import · fill · give · clear: who sits where in the hall."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.parser import Commands
from desktop.cli.run import Run
from desktop.errors import N_, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.seat_blocks import BlockRow
    from desktop.services.seats import SeatedGuest

_CONVENTIONS = ("domestic", "international")


class NoBlockCalled(UserError):
    code = "no_block_called"
    text = N_("No seats of this event are called “{name}”.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("seats", _("Seats: rows and tables, and who sits where."))
    group.add("show", _("The blocks of seats, and whose seat is double, unknown or missing."), show)
    new = group.add("import", _("Read blocks of seats from a table."), import_blocks)
    new.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("With the columns name, seats, rows or tables, and x and y.")
    )
    fill = group.add("fill", _("Seat guests in their order, the best seats first."), fill_blocks)
    fill.add_argument("blocks", nargs="*", metavar=_("BLOCK"), help=_("Blocks by name; all unless named."))
    fill.add_argument("--category", metavar=_("CATEGORY"), help=_("Only this category, by its code or name."))
    fill.add_argument("--again", action="store_true", help=_("Seat those anew who have a seat."))
    fill.add_argument(
        "--convention", choices=_CONVENTIONS, default=_CONVENTIONS[1],
        help=_("Whose hand is the second place: the first's left (domestic) or right (international)."),
    )  # fmt: skip
    give = group.add("give", _("Give a guest a seat."), give_seat)
    give.add_argument("person", metavar=_("PERSON"), help=_("By id, serial, or a text that finds exactly one."))
    give.add_argument("seat", metavar=_("SEAT"), help=_("What the seat is called, as A-07."))
    give.add_argument("--swap", action="store_true", help=_("Who has that seat gets theirs."))
    clear = group.add("clear", _("Take seats away."), clear_seats)
    clear.add_argument("people", nargs="*", metavar=_("PERSON"), help=_("Whose; everybody's unless named."))


def show(run: Run, _: Translator) -> None:
    """Tell how full the blocks are and what is wrong."""
    from desktop.services import events, seats

    with run.database() as db, db.read() as session:
        plan = seats.seat_plan(session, events.event_in_use(session).id)
    taken = [sum(bool(seat.guests) for seat in one.seats) for one in plan.blocks]
    run.give_table(
        {
            "blocks": [
                {**_block(one.row), "taken": n} for one, n in zip(plan.blocks, taken, strict=True)
            ],
            "doubles": [[_guest(guest) for guest in ones] for ones in plan.doubles],
            "elsewhere": [_guest(guest) for guest in plan.elsewhere],
            "unseated": len(plan.unseated),
        },
        [_("Seats"), _("Taken"), _("Of")],
        [
            *((one.row.block.name, n, len(one.seats)) for one, n in zip(plan.blocks, taken, strict=True)),
            *((f"{ones[0].seat}: {', '.join(guest.name for guest in ones)}", len(ones), 1) for ones in plan.doubles),
        ],
    )  # fmt: skip


def import_blocks(run: Run, _: Translator) -> None:
    """Add the blocks of a table."""
    from desktop.services import events, seat_blocks

    drafts = seat_blocks.read_blocks(run.args.file)
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        made = set(seat_blocks.add_blocks(session, event.id, drafts))
        rows = [row for row in seat_blocks.blocks(session, event.id) if row.id in made]
    run.give_table(
        [_block(row) for row in rows],
        [_("Seats"), _("Of")],
        ((row.block.name, row.block.rows * row.block.seats) for row in rows),
    )


def fill_blocks(run: Run, _: Translator) -> None:
    """Seat guests by the order of the event."""
    from desktop.cli.badges import category_id
    from desktop.domain.seating import Convention
    from desktop.services import events, people_list, seat_blocks, seats

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        chosen = _chosen(seat_blocks.blocks(session, event.id), args.blocks)
        category = category_id(session, event.id, args.category)
        rows = people_list.people(session, event.id)
        wanted = {row.id for row in rows if category in {None, row.category_id}}
        done = seats.seat_by_order(
            session, event.id, [row.id for row in chosen], wanted,
            convention=Convention(args.convention), keep=not args.again,
        )  # fmt: skip
    names = {row.id: row.name_zh or row.name_latin for row in rows}
    run.give_table(
        {
            "given": [{"registration": str(key), "name": names[key], "seat": seat} for key, seat in done.given],
            "left_over": [{"registration": str(key), "name": names[key]} for key in done.left_over],
        },
        [_("Seat"), _("Name")],
        [*((seat, names[key]) for key, seat in done.given), *(("–", names[key]) for key in done.left_over)],
    )


def give_seat(run: Run, _: Translator) -> None:
    """Give one guest a seat."""
    from desktop.services import events, people, search, seats

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        key = search.resolve(session, event.id, args.person)
        seats.give_seat(session, key, args.seat, swap=args.swap)
        detail = people.person(session, event.id, key)
    run.give({"registration": str(key), "name": detail.row.name, "seat": detail.seat}, [detail.seat])


def clear_seats(run: Run, _: Translator) -> None:
    """Take seats away."""
    from desktop.services import events, search, seats

    texts = run.args.people
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        chosen = [search.resolve(session, event.id, text) for text in texts] if texts else None
        count = seats.clear_seats(session, event.id, chosen)
    run.give(
        {"cleared": count},
        [_.ngettext("{n} guest has no seat any more.", "{n} guests have no seat any more.", count)],
    )


def _chosen(rows: "list[BlockRow]", names: list[str]) -> "list[BlockRow]":
    known = {row.block.name: row for row in rows}
    for name in names:
        if name not in known:
            raise NoBlockCalled(name=name)
    return [known[name] for name in dict.fromkeys(names)] if names else rows


def _block(row: "BlockRow") -> dict[str, object]:
    block = row.block
    return {
        "block": str(row.id), "name": block.name, "rows": block.rows, "seats": block.seats, "round": block.round,
        "x": block.x, "y": block.y,
    }  # fmt: skip


def _guest(guest: "SeatedGuest") -> dict[str, str]:
    return {"registration": str(guest.registration_id), "name": guest.name, "seat": guest.seat}
