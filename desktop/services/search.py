"""Finding people: anyone from anything that is typed, best first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select, true
from sqlalchemy.orm import Session

from desktop.domain.readings import pieces, without_tones
from desktop.domain.text import LocalName, Posted, clean
from desktop.domain.tokens import read_serial
from desktop.domain.typos import LEAST, certain_start, nearest
from desktop.domain.verdicts import EXPECTED, Status, Verdict
from desktop.errors import N_, UserError
from desktop.models import Badge, Category, CheckpointCategory, Organisation, Person, Post, Registration, Scan
from desktop.services.arrivals import standing
from desktop.services.search_tiers import (
    LONGEST,
    SURE,
    Tiers,
    corrected,
    known,
    meant_names,
    one_of,
    tiers,
    without_styles,
)
from desktop.storage.search_index import FOUND, LATIN, PLACE, WHOLE, count_words, find_words, words_from

_CANDIDATES = 25
# So many of those whom a short text finds are asked whether they are awaited: it is done in a millisecond or two.
_LOOKED_THROUGH = 500
# Where that many are found by what was typed as it stands, no slip is looked for.
_FEW = 3


class NotFound(UserError):
    code = "not_found"
    text = N_("Nobody at this event is found by “{person}”.")


class Ambiguous(UserError):
    code = "ambiguous"
    text = N_("“{person}” finds {count} people. Name one by badge serial, or type more of the name.")


@dataclass(frozen=True, slots=True)
class Hit(Posted):
    """Somebody who was found. ``score`` is from 1 for the name itself down to 0; it compares hits of one search."""

    registration: UUID
    person: UUID
    serial: str
    name_zh: str
    name_latin: str
    honorific_zh: str
    organisation_name: LocalName
    title_name: LocalName
    category: LocalName
    category_code: str
    colour: str
    status: Status
    arrived: bool
    seat: str
    phone: str
    score: float

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


def find(
    session: Session, event_id: UUID, text: str, *, limit: int = 10, checkpoint_id: UUID | None = None
) -> list[Hit]:
    """The people of an event whom ``text`` may mean, at most ``limit``, best first.

    What is typed whole comes before what only begins so: the name, a Latin word of it, the surname as it is usually
    read, the name in other characters or as Taiwan spells it, a title or organisation. Then beginnings of names,
    rarer readings, initials and later parts; parts of organisations and titles come last. Only where all that finds
    hardly anybody is a slip of the keyboard forgiven. Those who fit alike are in order of who is expected and not
    here yet (at ``checkpoint_id``, if that is given), category and list.
    """
    ranks: dict[UUID, float] = {}
    for tier, expression in enumerate(_expressions(session, event_id, text, ranks), 1):
        for key in _candidates(session, event_id, expression, max(_CANDIDATES, 2 * limit), checkpoint_id):
            ranks.setdefault(key, 1 / tier)
        if len(ranks) >= limit:
            break
    return _ranked(session, ranks, clean(text), limit, checkpoint_id)


def resolve(session: Session, event_id: UUID, text: str) -> UUID:
    """The registration that ``text`` names: its own key, a badge's serial, or what finds exactly one person.

    Raises ``NotFound`` and ``Ambiguous``.
    """
    named = _by_key(session, event_id, text) or _by_serial(session, event_id, text)
    if named is not None:
        return named
    found = tiers(text)
    # The name itself, then the name as it sounds; where nobody has it, whatever matches at all.
    for expression in (
        (*found.whole[:2], " OR ".join((*found.whole, *found.partly, *found.apart))) if found.whole else ()
    ):
        hits = find_words(session, event_id, expression, 2)
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise Ambiguous(person=text, count=count_words(session, event_id, expression))
    raise NotFound(person=text)


def _by_key(session: Session, event_id: UUID, text: str) -> UUID | None:
    try:
        key = UUID(text.strip())
    except ValueError:
        return None
    return session.scalar(
        select(Registration.id).where(
            Registration.id == key, Registration.event_id == event_id, Registration.deleted_at.is_(None)
        )
    )


def _by_serial(session: Session, event_id: UUID, text: str) -> UUID | None:
    return session.scalar(
        select(Registration.id)
        .join(Badge, Badge.registration_id == Registration.id)
        .where(
            Badge.event_id == event_id,
            Badge.serial == read_serial(text),
            Badge.deleted_at.is_(None),
            Registration.deleted_at.is_(None),
        )
    )


def _expressions(session: Session, event_id: UUID, text: str, ranks: Mapping[UUID, float]) -> Iterator[str]:
    """What to look for, one after the other; ``ranks`` are those who were found so far."""
    runs = pieces(text[:LONGEST])
    as_typed, bare = tiers(text), without_styles(text)
    yield from as_typed.whole
    as_meant = bool(ranks)
    yield from as_typed.partly
    strange = _strange(session, event_id, runs)
    yield from _apart(session, event_id, as_typed) if len(runs) == 1 or not strange else ()
    yield from (*bare.whole, *bare.partly)
    if bare.runs:
        runs, strange = bare.runs, _strange(session, event_id, bare.runs)
        yield from _apart(session, event_id, bare) if not strange else ()
    if as_meant or len(ranks) >= _FEW:
        return
    before = len(ranks)
    for expression in _forgiving(session, [without_tones(run) for run in runs], strange):
        yield expression
        if len(ranks) > before:
            return


def _apart(session: Session, event_id: UUID, meant: Tiers) -> Sequence[str]:
    """What looks for each run of ``meant`` by itself. The last finds whom any other finds, so it is asked first."""
    if len(meant.runs) > 1 and not find_words(session, event_id, meant.apart[-1], 1):
        return ()
    return meant.apart


def _strange(session: Session, event_id: UUID, runs: Sequence[str]) -> list[int]:
    """The places of those ``runs`` that are part of nobody's name, organisation or title."""
    return [place for place, run in enumerate(runs) if not find_words(session, event_id, known(run), 1)]


def _forgiving(session: Session, runs: Sequence[str], strange: Sequence[int]) -> Iterator[str]:
    """What ``runs`` may mean if one slip was made: in a whole name, in a word, in the beginning of a name."""
    meant = meant_names(runs)
    yield from meant.whole
    if start := certain_start(runs):
        plain = "".join(runs)
        if found := one_of(nearest(WHOLE + plain, words_from(session, WHOLE + start))):
            yield found
    # Where each part is known and the whole sounds Chinese, it is somebody's name who is not here.
    places = strange if meant.whole else strange or range(len(runs))
    for kind in (LATIN, PLACE) if len(strange) < 2 else ():
        for place in places:
            if len(runs[place]) >= LEAST and runs[place].isascii() and runs[place].isalpha():
                words = _meant_words(session, kind, runs[place])
                # What sounds Chinese is no title with a slip in its first letters.
                if words or kind == LATIN or not meant.whole:
                    yield corrected(runs, place, kind, words)
    yield from meant.partly


def _meant_words(session: Session, kind: str, run: str) -> list[str]:
    """The words of ``kind`` in the index that ``run`` may mean if one slip was made behind its start."""
    return nearest(kind + run, words_from(session, kind + run[:SURE]))


def _candidates(
    session: Session, event_id: UUID, expression: str, limit: int, checkpoint_id: UUID | None
) -> list[UUID]:
    """Whom an expression finds; of more than can be looked at, first those who are expected and not here yet."""
    found = find_words(session, event_id, expression, limit)
    if len(found) < limit:
        return found
    values = {"match": expression, "event": event_id.hex, "limit": _LOOKED_THROUGH, "most": limit}
    if checkpoint_id is not None:
        values["checkpoint"] = checkpoint_id
    return [*session.scalars(_awaited(checkpoint_id is not None), values), *found]


def _ranked(
    session: Session, ranks: Mapping[UUID, float], typed: str, limit: int, checkpoint_id: UUID | None
) -> list[Hit]:
    if not ranks:
        return []
    values = {"keys": list(ranks)} | ({} if checkpoint_id is None else {"checkpoint": checkpoint_id})
    found = session.execute(_shown(checkpoint_id is not None), values)
    # Somebody whose records were merged may have two first posts.
    rows: dict[UUID, Any] = {row[0]: row for row in found}

    def order(row: Any) -> tuple[Any, ...]:
        other_script = typed not in row[3]
        awaited = row[15].expected and not row[19] and row[20]
        return -ranks[row[0]], other_script, not awaited, not row[15].expected, row[17], row[18], row[0]

    return [_hit(row, ranks[row[0]]) for row in sorted(rows.values(), key=order)[:limit]]


# The statements are made once: making one costs more than running it.
@cache
def _awaited(at_checkpoint: bool) -> Select[UUID]:
    """Those of ``storage.search_index.FOUND`` who are expected and not here yet."""
    return (
        select(Registration.id)
        .join(FOUND, FOUND.c.registration_id == Registration.id)
        .where(Registration.status.in_(EXPECTED), ~_was_here(at_checkpoint))
        .limit(bindparam("most"))
    )


@cache
def _shown(at_checkpoint: bool) -> Select[*tuple[Any, ...]]:
    """All that a hit shows and is ordered by, of the registrations ``keys``."""
    first = Post.person_id == Person.id, Post.rank == 1, Post.deleted_at.is_(None)
    valid = Badge.registration_id == Registration.id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None)
    return (
        select(
            Registration.id, Registration.person_id, Badge.serial, Person.name_zh, Person.name_latin,
            Person.honorific_zh, Organisation.name_zh, Organisation.name_en, Post.title_zh, Post.title_en,
            Category.name_hant, Category.name_hans, Category.name_en, Category.code, Category.colour,
            Registration.status, _was_here(at_checkpoint=False), Category.precedence, Registration.list_order,
            _was_here(at_checkpoint), _may_enter(at_checkpoint), Registration.seat, Person.phone,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Post, and_(*first))
        .outerjoin(Organisation, Organisation.id == Post.organisation_id)
        .outerjoin(Badge, and_(*valid))
        .where(Registration.id.in_(bindparam("keys", expanding=True)), Registration.deleted_at.is_(None))
    )  # fmt: skip


def _was_here(at_checkpoint: bool) -> ColumnElement[bool]:
    found = exists().where(Scan.registration_id == Registration.id, Scan.verdict == Verdict.ADMITTED, standing())
    if at_checkpoint:
        found = found.where(Scan.checkpoint_id == bindparam("checkpoint"))
    return found.correlate(Registration)


def _may_enter(at_checkpoint: bool) -> ColumnElement[bool]:
    """Whether the category is one of those for whom the checkpoint is."""
    if not at_checkpoint:
        return true()
    of_it = CheckpointCategory.checkpoint_id == bindparam("checkpoint"), CheckpointCategory.deleted_at.is_(None)
    named = exists().where(*of_it)
    return or_(~named, named.where(CheckpointCategory.category_id == Registration.category_id).correlate(Registration))


def _hit(row: Any, score: float) -> Hit:
    return Hit(
        registration=row[0],
        person=row[1],
        serial=row[2] or "",
        name_zh=row[3],
        name_latin=row[4],
        honorific_zh=row[5],
        organisation_name=LocalName(row[6] or "", row[6] or "", row[7] or ""),
        title_name=LocalName(row[8] or "", row[8] or "", row[9] or ""),
        category=LocalName(row[10], row[11], row[12]),
        category_code=row[13],
        colour=row[14],
        status=row[15],
        arrived=bool(row[16]),
        seat=row[21],
        phone=row[22],
        score=round(score, 3),
    )
