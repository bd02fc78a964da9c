"""Finding people: anyone from anything that is typed, best first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from desktop.domain.readings import neighbours, pieces, sound, without_tones
from desktop.domain.text import LocalName, clean, is_han
from desktop.domain.tokens import read_serial
from desktop.domain.verdicts import Status, Verdict
from desktop.errors import N_, UserError
from desktop.models import Badge, Category, Organisation, Person, Post, Registration, Scan
from desktop.services.arrivals import standing
from desktop.storage.search_index import (
    INITIALS,
    INSIDE,
    LATIN,
    NUMBER,
    PLACE,
    SURNAME,
    TITLE,
    WHOLE,
    count_words,
    find_words,
)

_LONGEST = 100
_CANDIDATES = 25


class NotFound(UserError):
    code = "not_found"
    text = N_("Nobody at this event is found by “{person}”.")


class Ambiguous(UserError):
    code = "ambiguous"
    text = N_("“{person}” finds {count} people. Name one by badge serial, or type more of the name.")


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who was found. ``score`` is from 1 for the name itself down to 0; it compares hits of one search."""

    registration: UUID
    person: UUID
    serial: str
    name_zh: str
    name_latin: str
    honorific_zh: str
    organisation: str
    title: str
    category: LocalName
    category_code: str
    colour: str
    status: Status
    arrived: bool
    score: float

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


def find(session: Session, event_id: UUID, text: str, *, limit: int = 10) -> list[Hit]:
    """The people of an event whom ``text`` may mean, at most ``limit``, best first.

    What is typed whole comes before what only begins so: the name, a Latin word of it, the surname as it is usually
    read, a title or organisation. Then beginnings of names, rarer readings, initials and later parts; parts of
    organisations and titles come last. Those who fit alike are in order of who is expected, category and list.
    """
    tiers = _tiers(text)
    ranks: dict[UUID, float] = {}
    for place, expression in enumerate(tiers):
        if len(ranks) >= limit:
            break
        for key in find_words(session, event_id, expression, max(_CANDIDATES, 2 * limit)):
            ranks.setdefault(key, 1 - place / len(tiers))
    return _ranked(session, ranks, clean(text), limit)


def resolve(session: Session, event_id: UUID, text: str) -> UUID:
    """The registration that ``text`` names: its own key, a badge's serial, or what finds exactly one person.

    Raises ``NotFound`` and ``Ambiguous``.
    """
    found = _by_key(session, event_id, text) or _by_serial(session, event_id, text)
    if found is not None:
        return found
    tiers = _tiers(text)
    # The name itself, then the name as it sounds; where nobody has it, whatever matches at all.
    for expression in (*tiers[:2], _any(tiers)) if tiers else ():
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


def _tiers(text: str) -> list[str]:
    """FTS5 expressions over the words of ``storage.search_index``, from what fits best to what fits at all."""
    runs = pieces(text[:_LONGEST])
    if not runs:
        return []
    typed = "".join(runs)
    name = "".join(map(without_tones, runs))
    sounded = "".join(sound(without_tones(run)) for run in runs)
    starts = [_word(LATIN, name, more=True), _word(SURNAME, name, more=True)]
    if any(character.isdigit() for character in typed):
        starts.append(_word(NUMBER, typed, more=True))
    parts = [_word(INSIDE, name, more=True), _word(INSIDE, sounded, more=True), _word(INITIALS, name, more=True)]
    return [
        _any([_word(WHOLE, name), _word(NUMBER, typed)]),
        _word(WHOLE, sounded),
        _word(LATIN, name),
        _any([_word(SURNAME, name), _word(SURNAME, sounded)]),
        _word(TITLE, typed),
        _any(starts),
        _any([_word(WHOLE, name, more=True), _word(WHOLE, sounded, more=True)]),
        _word(INITIALS, name),
        _any([*parts, _all(_part_of_name(run) for run in runs)]),
        _all(_anything(run) for run in runs),
    ]


def _part_of_name(run: str) -> str:
    bare = without_tones(run)
    return _any(_word(kind, word, more=True) for word in (bare, sound(bare)) for kind in (WHOLE, INSIDE))


def _anything(run: str) -> str:
    if len(run) > 1 and is_han(run[0]):
        place = _all(_word(PLACE, pair) for pair in neighbours(run))
    else:
        place = _word(PLACE, run, more=True)
    return _any([_part_of_name(run), place, _word(NUMBER, run)])


def _word(kind: str, word: str, *, more: bool = False) -> str:
    """A word, or with ``more`` whatever begins with it. Pieces hold letters and digits alone: nothing to escape."""
    return f'"{kind}{word}"{"*" if more else ""}'


def _any(expressions: Iterable[str]) -> str:
    return f"({' OR '.join(dict.fromkeys(expressions))})"


def _all(expressions: Iterable[str]) -> str:
    return f"({' AND '.join(dict.fromkeys(expressions))})"


_ARRIVED = exists().where(Scan.registration_id == Registration.id, Scan.verdict == Verdict.ADMITTED, standing())
_FOUND = (
    select(
        Registration.id, Registration.person_id, Badge.serial, Person.name_zh, Person.name_latin, Person.honorific_zh,
        Organisation.name_zh, Organisation.name_en, Post.title_zh, Post.title_en,
        Category.name_hant, Category.name_hans, Category.name_en, Category.code, Category.colour,
        Registration.status, _ARRIVED.correlate(Registration), Category.precedence, Registration.list_order,
    )
    .join(Person, Person.id == Registration.person_id)
    .join(Category, Category.id == Registration.category_id)
    .outerjoin(Post, and_(Post.person_id == Person.id, Post.rank == 1, Post.deleted_at.is_(None)))
    .outerjoin(Organisation, Organisation.id == Post.organisation_id)
    .outerjoin(
        Badge, and_(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None))
    )
)  # fmt: skip


def _ranked(session: Session, ranks: dict[UUID, float], typed: str, limit: int) -> list[Hit]:
    if not ranks:
        return []
    found = session.execute(_FOUND.where(Registration.id.in_(ranks), Registration.deleted_at.is_(None)))
    rows: dict[UUID, Any] = {row[0]: row for row in found}

    def order(row: Any) -> tuple[Any, ...]:
        other_script = typed not in row[3]
        return -ranks[row[0]], other_script, not row[15].expected, row[17], row[18], row[0]

    return [_hit(row, ranks[row[0]]) for row in sorted(rows.values(), key=order)[:limit]]


def _hit(row: Any, score: float) -> Hit:
    return Hit(
        registration=row[0],
        person=row[1],
        serial=row[2] or "",
        name_zh=row[3],
        name_latin=row[4],
        honorific_zh=row[5],
        organisation=row[6] or row[7] or "",
        title=row[8] or row[9] or "",
        category=LocalName(row[10], row[11], row[12]),
        category_code=row[13],
        colour=row[14],
        status=row[15],
        arrived=bool(row[16]),
        score=round(score, 3),
    )
