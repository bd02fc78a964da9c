"""Order lists of an event: the ones that ship with the program and those of others, with their classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.precedence import Ties
from desktop.domain.text import LocalName, clean, fold, has_han
from desktop.errors import N_, UserError
from desktop.exchange.tables import read_sheets
from desktop.models import PrecedenceClass, PrecedenceList, PrecedencePlace
from desktop.resources import resource
from desktop.storage.journal import insert_rows, journal_of

LONGEST_NAME = 160
MOST_CLASSES = 2_000
MOST_RANK = 1_000_000
_DIGITS = 8
SHIPPED = ("hong-kong",)
"""Lists that ship with the program, by the name of their file."""
_SHIPPED_NAMES = {"hong-kong": ("香港特別行政區排名名單 Precedence List of the HKSAR", "1")}

_HEADERS = (
    ("zh", "class_zh zh chinese 中文 中文名稱 中文名称 名稱 名称 職級 职级 職務 职务 類別 类别"),
    ("en", "class_en en english 英文 英文名稱 英文名称 name post title"),
    ("rank", "rank no no. order class 次序 排名 排序 級別 级别 等級 等级 序號 序号"),
)


class ListNameless(UserError):
    code = "order_list_nameless"
    text = N_("Give the order list a name.")


class ListEmpty(UserError):
    code = "order_list_empty"
    text = N_("The order list has no classes.")


class ListTooLong(UserError):
    code = "order_list_too_long"
    text = N_("An order list has at most {most} classes.")


class NoOrderList(UserError):
    code = "no_order_list"
    text = N_("{file} is no order list: its first row must name the columns rank, class_en and class_zh.")


class BadClass(UserError):
    code = "bad_class"
    text = N_("Row {row}: a class needs a rank, a whole number from 1 on, and a name; here is “{value}”.")


class NoSuchList(UserError):
    code = "no_such_order_list"
    text = N_("This order list was taken away meanwhile.")


@dataclass(frozen=True, slots=True)
class ClassDraft:
    """A class of a list; ``rank`` 1 goes first. ``id`` is the one it was, None for a new one."""

    rank: int
    name_zh: str = ""
    name_en: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ListDraft:
    """An order list as a form or a file gives it."""

    name: str
    version: str = ""
    ties: Ties = Ties.NONE
    classes: tuple[ClassDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of a list as it stands."""

    id: UUID
    rank: int
    name: LocalName


@dataclass(frozen=True, slots=True)
class ListRow:
    """An order list of an event; ``rank`` from 1 is which one is asked first. Classes are the highest first."""

    id: UUID
    event_id: UUID
    name: str
    version: str
    ties: Ties
    rank: int
    classes: tuple[ClassRow, ...]


def order_lists(session: Session, event_id: UUID) -> list[ListRow]:
    """The lists of an event, the one that is asked first first."""
    alive = (PrecedenceList.event_id == event_id, PrecedenceList.deleted_at.is_(None))
    query = select(PrecedenceList).where(*alive).order_by(PrecedenceList.rank, PrecedenceList.id)
    found = session.scalars(query).all()
    classes: dict[UUID, list[ClassRow]] = {}
    for one in session.scalars(
        select(PrecedenceClass)
        .where(PrecedenceClass.list_id.in_([row.id for row in found]), PrecedenceClass.deleted_at.is_(None))
        .order_by(PrecedenceClass.rank, PrecedenceClass.id)
    ):
        name = LocalName(one.name_zh, one.name_zh, one.name_en)
        classes.setdefault(one.list_id, []).append(ClassRow(one.id, one.rank, name))
    return [
        ListRow(row.id, event_id, row.name, row.version, Ties(row.ties), row.rank, tuple(classes.get(row.id, ())))
        for row in found
    ]


def draft_of(row: ListRow) -> ListDraft:
    """The draft that leaves a list as it is."""
    classes = tuple(ClassDraft(one.rank, one.name.hant, one.name.en, one.id) for one in row.classes)
    return ListDraft(row.name, row.version, row.ties, classes)


def shipped_list(name: str) -> ListDraft:
    """A list that ships with the program, one of ``SHIPPED``."""
    title, version = _SHIPPED_NAMES[name]
    read = read_list(resource(f"precedence/{name}.csv"))
    return ListDraft(title, version, read.ties, read.classes)


def read_list(path: Path) -> ListDraft:
    """The order list in a table file, named as its file is; nothing is written.

    A column may be missing: without ranks the order of the rows is the order. Raises ``NoOrderList``, ``BadClass``
    with the row, or what ``exchange.tables.read_sheets`` does.
    """
    rows = read_sheets(path)[0].rows
    start = next((at for at, row in enumerate(rows) if {"zh", "en"} & _columns(row).keys()), None)
    if start is None:
        raise NoOrderList(file=path.name)
    columns = _columns(rows[start])
    classes: list[ClassDraft] = []
    for number, cells in enumerate(rows[start + 1 :], start + 2):
        said = {kind: clean(cells[at]) if at < len(cells) else "" for kind, at in columns.items()}
        if any(said.values()):
            classes.append(_class(said, number, len(classes) + 1))
    return ListDraft(clean(path.stem), classes=tuple(classes))


def add_list(session: Session, event_id: UUID, draft: ListDraft) -> UUID:
    """Give an event an order list, asked last.

    Raises ``ListNameless``, ``ListEmpty``, ``ListTooLong`` or ``BadClass``.
    """
    _check(draft)
    journal = journal_of(session)
    query = select(func.max(PrecedenceList.rank)).where(
        PrecedenceList.event_id == event_id, PrecedenceList.deleted_at.is_(None)
    )
    made = PrecedenceList(
        id=journal.new_id(), event_id=event_id, name=clean(draft.name), rank=(session.scalar(query) or 0) + 1
    )
    session.add(made)
    session.flush()
    change_list(session, made.id, draft)
    return made.id


def change_list(session: Session, list_id: UUID, draft: ListDraft) -> None:
    """Make a list what ``draft`` says: a new version of it, or one that was edited.

    A class keeps who was put into it where it has its key, or else its name. Who was put into one that is gone is found
    anew. Raises as ``add_list`` does, and ``NoSuchList``.
    """
    _check(draft)
    row = _alive(session, list_id)
    row.name, row.version, row.ties = clean(draft.name), clean(draft.version), draft.ties.value
    query = select(PrecedenceClass).where(PrecedenceClass.list_id == list_id, PrecedenceClass.deleted_at.is_(None))
    known = {one.id: one for one in session.scalars(query)}
    named = {_folded(one.name_zh, one.name_en): one.id for one in known.values()}
    asked = {one.id for one in draft.classes}
    new = []
    for one in draft.classes:
        zh, en = clean(one.name_zh), clean(one.name_en)
        same = one.id if one.id in known else named.get(_folded(zh, en))
        kept = known.pop(same, None) if same is not None and (same == one.id or same not in asked) else None
        if kept is None:
            key = journal_of(session).new_id()
            new.append({"id": key, "list_id": list_id, "rank": one.rank, "name_zh": zh, "name_en": en})
        else:
            kept.rank, kept.name_zh, kept.name_en = one.rank, zh, en
    _drop(session, list(known.values()))
    session.flush()
    insert_rows(session, PrecedenceClass, new)


def move_list(session: Session, list_id: UUID, step: int) -> None:
    """Ask a list so many places earlier (negative) or later. Raises ``NoSuchList``."""
    event_id = _alive(session, list_id).event_id
    order = [one.id for one in order_lists(session, event_id)]
    place = order.index(list_id)
    order.insert(min(max(place + step, 0), len(order) - 1), order.pop(place))
    for rank, key in enumerate(order, 1):
        session.get_one(PrecedenceList, key).rank = rank
    session.flush()


def remove_list(session: Session, list_id: UUID) -> None:
    """Take a list away from its event, with who was put into its classes. Raises ``NoSuchList``."""
    row = _alive(session, list_id)
    query = select(PrecedenceClass).where(PrecedenceClass.list_id == list_id, PrecedenceClass.deleted_at.is_(None))
    _drop(session, session.scalars(query).all())
    row.deleted_at = journal_of(session).now
    session.flush()


def _drop(session: Session, classes: Sequence[PrecedenceClass]) -> None:
    moment = journal_of(session).now
    for one in classes:
        one.deleted_at = moment
    gone = [one.id for one in classes]
    for place in session.scalars(select(PrecedencePlace).where(PrecedencePlace.class_id.in_(gone))):
        place.class_id = None


def _alive(session: Session, list_id: UUID) -> PrecedenceList:
    row = session.get(PrecedenceList, list_id)
    if row is None or row.deleted_at is not None:
        raise NoSuchList
    return row


def _check(draft: ListDraft) -> None:
    if not clean(draft.name):
        raise ListNameless
    if not draft.classes:
        raise ListEmpty
    if len(draft.classes) > MOST_CLASSES:
        raise ListTooLong(most=MOST_CLASSES)
    for row, one in enumerate(draft.classes, 1):
        longest = max(len(one.name_zh), len(one.name_en))
        if not 1 <= one.rank <= MOST_RANK or not (clean(one.name_zh) or clean(one.name_en)) or longest > LONGEST_NAME:
            raise BadClass(row=row, value=(one.name_zh or one.name_en or str(one.rank))[:LONGEST_NAME])


def _folded(zh: str, en: str) -> tuple[str, str]:
    return fold(zh), fold(en)


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Where a header says that ranks and names are."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        for kind, words in _HEADERS:
            if fold(cell) in words.split():
                found.setdefault(kind, at)
    return found


def _class(said: dict[str, str], row: int, next_rank: int) -> ClassDraft:
    rank = said.get("rank", str(next_rank))
    zh, en = said.get("zh", ""), said.get("en", "")
    if not zh and has_han(en):
        # A list with one column of names has them in whichever language it is in.
        zh, en = en, ""
    if not rank.isdecimal() or not 1 <= int(rank[:_DIGITS]) <= MOST_RANK or not (zh or en):
        raise BadClass(row=row, value=" ".join(filter(None, said.values()))[:LONGEST_NAME])
    return ClassDraft(int(rank[:_DIGITS]), zh, en)
