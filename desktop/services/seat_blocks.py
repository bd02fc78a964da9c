"""Blocks of seats: rows and round tables of an event's halls, drawn by hand or read from a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.seats import Block
from desktop.domain.text import clean, fold
from desktop.errors import N_, UserError
from desktop.exchange.tables import read_sheets
from desktop.models import SeatBlock
from desktop.storage.journal import journal_of

LONGEST_NAME = 30
MOST_ROWS, MOST_SEATS, MOST_IN_ALL = 200, 300, 20_000
_FARTHEST = 10_000

_HEADERS = (
    ("name", "block name 區 区 區域 区域 座區 座区 名稱 名称 排 桌"),
    ("tables", "tables 桌數 桌数 圍數 围数"),
    ("rows", "rows 排數 排数 行數 行数"),
    ("seats", "seats 座位 座位數 座位数 每排座位 每桌座位 每桌人數 每桌人数"),
    ("round", "round 圓桌 圆桌"),
    ("x", "x"),
    ("y", "y"),
)
_YES = frozenset({"1", "yes", "y", "true", "round", "是", "圓桌", "圆桌", "x", "✓", "√"})


class BlockNameless(UserError):
    code = "block_nameless"
    text = N_("Give the block of seats a name of at most {most} characters; its seats are called by it.")


class BlockExists(UserError):
    code = "block_exists"
    text = N_("There are seats called “{block}” already. Choose another name.")


class BadBlock(UserError):
    code = "bad_block"
    text = N_("“{block}” must have from 1 to {rows} rows or tables, each of 1 to {seats} seats.")


class TooManySeats(UserError):
    code = "too_many_seats"
    text = N_("With “{block}” the event would have more than {most} seats.")


class BadBlockRow(UserError):
    code = "bad_block_row"
    text = N_("Row {row}: a block needs a name and whole numbers; here is “{value}”.")


class NoBlocks(UserError):
    code = "no_blocks"
    text = N_("{file} names no blocks of seats: its first row must name the columns name, rows or tables, and seats.")


class NoSuchBlock(UserError):
    code = "no_such_block"
    text = N_("This block of seats was taken away meanwhile.")


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """A block as a form or a file gives it; without ``x`` and ``y`` it lies behind those that are there."""

    name: str
    rows: int = 1
    seats: int = 10
    round: bool = False
    x: int | None = None
    y: int | None = None
    hall_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block as it stands; ``rank`` from 1 is its place in the list."""

    id: UUID
    hall_id: UUID | None
    block: Block
    rank: int


def blocks(session: Session, event_id: UUID, hall_id: UUID | None = None) -> list[BlockRow]:
    """The blocks of an event, or of one hall, in their order."""
    query = select(SeatBlock).where(SeatBlock.event_id == event_id, SeatBlock.deleted_at.is_(None))
    if hall_id is not None:
        query = query.where(SeatBlock.hall_id == hall_id)
    return [_row(one) for one in session.scalars(query.order_by(SeatBlock.rank, SeatBlock.id))]


def add_blocks(session: Session, event_id: UUID, drafts: Iterable[BlockDraft]) -> list[UUID]:
    """Add blocks, the last in the list; all or none.

    Raises ``BlockNameless``, ``BadBlock``, ``TooManySeats`` or ``BlockExists``.
    """
    query = select(func.max(SeatBlock.rank)).where(SeatBlock.event_id == event_id, SeatBlock.deleted_at.is_(None))
    last, keys = session.scalar(query) or 0, []
    known = blocks(session, event_id)
    for rank, draft in enumerate(drafts, last + 1):
        block = _checked(draft, known)
        made = SeatBlock(
            id=journal_of(session).new_id(), event_id=event_id, rank=rank, name=block.name, seats=block.seats
        )
        _fill(made, block, draft.hall_id)
        session.add(made)
        keys.append(made.id)
        known.append(BlockRow(made.id, draft.hall_id, block, rank))
    session.flush()
    return keys


def change_block(session: Session, block_id: UUID, draft: BlockDraft) -> None:
    """Change a block; who sits there keeps the name of the seat they had.

    Raises ``NoSuchBlock``, ``BlockNameless``, ``BadBlock``, ``TooManySeats`` or ``BlockExists``.
    """
    row = _alive(session, block_id)
    others = [one for one in blocks(session, row.event_id) if one.id != block_id]
    _fill(row, _checked(draft, others), draft.hall_id)
    session.flush()


def remove_block(session: Session, block_id: UUID) -> None:
    """Take a block away; who sits there keeps the name of the seat they had. Raises ``NoSuchBlock``."""
    _alive(session, block_id).deleted_at = journal_of(session).now
    session.flush()


def read_blocks(path: Path, hall_id: UUID | None = None) -> list[BlockDraft]:
    """The blocks in a table file; nothing is written.

    Columns are name, seats, rows or tables, and where the block lies, x and y. Raises ``NoBlocks``, ``BadBlockRow``,
    or what ``exchange.tables.read_sheets`` does.
    """
    rows = read_sheets(path)[0].rows
    start = next((at for at, row in enumerate(rows) if {"name", "seats"} <= _columns(row).keys()), None)
    if start is None:
        raise NoBlocks(file=path.name)
    columns = _columns(rows[start])
    found: list[BlockDraft] = []
    for number, cells in enumerate(rows[start + 1 :], start + 2):
        said = {kind: clean(cells[at]) if at < len(cells) else "" for kind, at in columns.items()}
        if any(said.values()):
            found.append(_draft(said, number, hall_id))
    if not found:
        raise NoBlocks(file=path.name)
    return found


def _draft(said: dict[str, str], row: int, hall_id: UUID | None) -> BlockDraft:
    numbers = {kind: said[kind] for kind in ("rows", "tables", "seats", "x", "y") if said.get(kind)}
    if not said["name"] or "seats" not in numbers or not all(text.isdecimal() for text in numbers.values()):
        raise BadBlockRow(row=row, value=" ".join(filter(None, said.values()))[:60])
    as_number = {kind: min(int(text[:9]), _FARTHEST) for kind, text in numbers.items()}
    tables = as_number.get("tables")
    return BlockDraft(
        name=said["name"],
        rows=tables if tables is not None else as_number.get("rows", 1),
        seats=as_number["seats"],
        round=tables is not None or fold(said.get("round", "")) in _YES,
        x=as_number.get("x"),
        y=as_number.get("y"),
        hall_id=hall_id,
    )


def _checked(draft: BlockDraft, others: Sequence[BlockRow]) -> Block:
    name = clean(draft.name)
    if not name or len(name) > LONGEST_NAME:
        raise BlockNameless(most=LONGEST_NAME)
    if not (1 <= draft.rows <= MOST_ROWS and 1 <= draft.seats <= MOST_SEATS):
        raise BadBlock(block=name, rows=MOST_ROWS, seats=MOST_SEATS)
    if draft.rows * draft.seats + sum(one.block.rows * one.block.seats for one in others) > MOST_IN_ALL:
        raise TooManySeats(block=name, most=MOST_IN_ALL)
    behind = max((one.block.y + one.block.size[1] for one in others if one.hall_id == draft.hall_id), default=0)
    x, y = draft.x if draft.x is not None else 0, draft.y if draft.y is not None else behind
    block = Block(name, draft.rows, draft.seats, draft.round, max(x, 0), max(y, 0))
    taken = {fold(prefix) for one in others for prefix in one.block.prefixes}
    for prefix in block.prefixes:
        if fold(prefix) in taken:
            raise BlockExists(block=prefix)
    return block


def _fill(row: SeatBlock, block: Block, hall_id: UUID | None) -> None:
    row.name, row.rows, row.seats, row.round = block.name, block.rows, block.seats, block.round
    row.x, row.y, row.hall_id = block.x, block.y, hall_id


def _alive(session: Session, block_id: UUID) -> SeatBlock:
    row = session.get(SeatBlock, block_id)
    if row is None or row.deleted_at is not None:
        raise NoSuchBlock
    return row


def _row(row: SeatBlock) -> BlockRow:
    return BlockRow(row.id, row.hall_id, Block(row.name, row.rows, row.seats, row.round, row.x, row.y), row.rank)


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        for kind, words in _HEADERS:
            if fold(cell) in words.split():
                found.setdefault(kind, at)
    return found
