"""The search index: derived from the rows, in their own transaction, outside the journal; it can be made anew.

One entry a registration. Its ``words`` are all it can be found by, each led by a letter for its kind, so that a name
is never looked for among the far more common words of organisations. An event's entries have numbers from one range,
in the order of its list: a search reads that range alone, and what comes first in the list comes first in a tie.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Uuid, text
from sqlalchemy.orm import Session

from desktop.domain.readings import initials, name_keys, neighbours, pieces
from desktop.domain.text import is_han
from desktop.storage.driver import driver
from desktop.storage.journal import journal_of

INDEXED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "registration": frozenset({"event_id", "person_id", "deleted_at"}),
        "person": frozenset(
            {"name_zh", "name_latin", "phone", "deleted_at"}
            | {f"{kind}_{language}" for kind in ("honorific", "postnominal") for language in ("zh", "en")}
        ),
        "post": frozenset({"person_id", "organisation_id", "title_zh", "title_en", "deleted_at"}),
        "organisation": frozenset({"name_zh", "name_en", "abbreviation", "deleted_at"}),
        "badge": frozenset({"registration_id", "serial", "deleted_at"}),
    }
)
"""The columns, by their table, whose changes change what a registration is found by."""

WHOLE, INSIDE, INITIALS, LATIN, SURNAME = "w", "i", "s", "l", "f"
"""The kinds of words of names: from their start on, from a later part on, initials, Latin words, Chinese surnames."""

TITLE, PLACE, NUMBER = "t", "p", "n"
"""The other kinds: a whole title or organisation, parts of those, badge serials with phone numbers."""

_CHUNK = 5_000
_SAMPLE = 2_000
_RANGE_BITS = 32
_PHONE_ENDS = (4, 8)
_BULK = 500
# Each word is looked up in each piece of FTS5's index, so that few large ones are found in ten times as fast as many.
_IN_FEW_PIECES = {"hashsize": 64 << 20, "automerge": 2}


VERSION = "4 d6c2b625"
"""Which words this program makes: our own rules, and the table of readings by the start of its SHA-1."""


def changes_what_is_found(table: str, columns: Iterable[str]) -> bool:
    """Whether people are found by what stands in one of these columns."""
    return not INDEXED.get(table, frozenset()).isdisjoint(columns)


class Entry(NamedTuple):
    """What one registration is found by."""

    event_id: str
    registration_id: str
    words: str


def refresh(session: Session, touched: Collection[tuple[str, str]]) -> None:
    """Bring the index up to date with the ``touched`` rows (table, key in hex), which are written already."""
    connection = session.connection()
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for table, row_id in touched:
        keys[table].add(row_id)
    for change in journal_of(session).changes:
        # A post or badge that moved is missing from the one it left, whom its row no longer names.
        left = change.before or {}
        if change.table == "post" and left.get("person_id"):
            keys["person"].add(left["person_id"])
        if change.table == "badge" and left.get("registration_id"):
            keys["registration"].add(left["registration_id"])
    _write_all(connection, _affected(connection, keys))


def rebuild(session: Session) -> None:
    """Make the whole index anew from the rows."""
    connection = session.connection()
    connection.execute(text("INSERT INTO search(search) VALUES ('delete-all')"))
    connection.execute(text("DELETE FROM search_entry"))
    _write_all(connection, _column(connection, "SELECT id FROM registration ORDER BY event_id, list_order, id"))
    connection.execute(text("INSERT INTO search(search) VALUES ('optimize')"))


def is_current(session: Session) -> bool:
    """Whether each registration has its entry and no other has one, and whether those looked into say what they should.

    Reads only. Of more than a few thousand, as many are looked into, spread evenly.
    """
    connection = session.connection()
    if any(connection.execute(text(_ASTRAY)).one()):
        return False
    registrations = _column(connection, "SELECT registration_id FROM search_entry ORDER BY number")
    ids = {"ids": _listed(registrations[:: 1 + len(registrations) // _SAMPLE])}
    known = {key: words for key, _, words in connection.execute(text(_KNOWN), ids)}
    return known == {entry.registration_id: entry.words for entry in _entries(connection, ids)}


def find_words(session: Session, event_id: UUID, expression: str, limit: int) -> list[UUID]:
    """The registrations of an event that an FTS5 ``expression`` over words finds, in the order of the index."""
    values = {"match": expression, "event": event_id.hex, "limit": limit}
    return [UUID(key) for (key,) in driver(session.connection()).execute(_FIND, values).fetchall()]


def words_from(session: Session, start: str) -> list[str]:
    """The words, of whatever event, that begin with ``start``; at most a few thousand."""
    between = {"start": start, "end": f"{start}\U0010ffff"}
    return [word for (word,) in driver(session.connection()).execute(_WORDS, between).fetchall()]


def count_words(session: Session, event_id: UUID, expression: str) -> int:
    """How many registrations of an event an FTS5 ``expression`` over words finds."""
    values = {"match": expression, "event": event_id.hex}
    return int(session.connection().execute(_COUNT, values).scalar_one())


_FIND = """
    SELECT entry.registration_id FROM search CROSS JOIN search_entry entry ON entry.number = search.rowid
    WHERE search MATCH :match
        AND search.rowid BETWEEN (SELECT min(number) FROM search_entry WHERE event_id = :event)
        AND (SELECT max(number) FROM search_entry WHERE event_id = :event)
    ORDER BY search.rowid LIMIT :limit
"""
FOUND = text(_FIND).columns(registration_id=Uuid()).subquery("found")
"""What ``find_words`` finds, to join with: given ``match``, ``event`` (in hex) and ``limit``."""

_COUNT = text("""
    SELECT count(*) FROM search
    WHERE search MATCH :match
        AND search.rowid BETWEEN (SELECT min(number) FROM search_entry WHERE event_id = :event)
        AND (SELECT max(number) FROM search_entry WHERE event_id = :event)
""")

_WORDS = "SELECT term FROM temp.search_word WHERE term >= :start AND term < :end LIMIT 2000"

_AFFECTED = """
    WITH touched_post AS (
        SELECT person_id FROM post WHERE id IN (SELECT value FROM json_each(:post))
        UNION SELECT person_id FROM post WHERE organisation_id IN (SELECT value FROM json_each(:organisation))
        UNION SELECT value FROM json_each(:person)
    )
    SELECT id FROM (
        SELECT value AS id FROM json_each(:registration)
        UNION SELECT registration_id FROM badge WHERE id IN (SELECT value FROM json_each(:badge))
        UNION SELECT id FROM registration WHERE person_id IN (SELECT person_id FROM touched_post)
    ) JOIN registration USING (id) ORDER BY event_id, list_order, id
"""
_PEOPLE = """
    SELECT r.event_id, r.id, p.id, p.name_zh, p.name_latin, p.phone,
        p.honorific_zh, p.honorific_en, p.postnominal_zh, p.postnominal_en
    FROM registration r JOIN person p ON p.id = r.person_id
    WHERE r.id IN (SELECT value FROM json_each(:ids)) AND r.deleted_at IS NULL AND p.deleted_at IS NULL
    ORDER BY r.event_id, r.list_order, r.id
"""
_POSTS = """
    SELECT post.person_id, post.title_zh, post.title_en, o.name_zh, o.name_en, o.abbreviation
    FROM post LEFT JOIN organisation o ON o.id = post.organisation_id AND o.deleted_at IS NULL
    WHERE post.person_id IN (SELECT value FROM json_each(:ids)) AND post.deleted_at IS NULL
"""
_BADGES = """
    SELECT registration_id, serial FROM badge
    WHERE registration_id IN (SELECT value FROM json_each(:ids)) AND deleted_at IS NULL
"""
_KNOWN = """
    SELECT registration_id, number, words FROM search_entry
    WHERE registration_id IN (SELECT value FROM json_each(:ids))
"""
_ASTRAY = """
    WITH live AS (
        SELECT r.id FROM registration r JOIN person p ON p.id = r.person_id
        WHERE r.deleted_at IS NULL AND p.deleted_at IS NULL
    )
    SELECT EXISTS (SELECT 1 FROM live WHERE id NOT IN (SELECT registration_id FROM search_entry)),
        EXISTS (SELECT 1 FROM search_entry WHERE registration_id NOT IN (SELECT id FROM live)),
        EXISTS (SELECT 1 FROM search_entry WHERE number NOT IN (SELECT id FROM search_docsize))
"""
_UNINDEX = text("INSERT INTO search(search, rowid, words) VALUES ('delete', :number, :words)")
_INDEX = text("INSERT INTO search(rowid, words) VALUES (:number, :words)")
_DELETE = text("DELETE FROM search_entry WHERE number = :number")
_INSERT = text(
    "INSERT INTO search_entry (number, event_id, registration_id, words)"
    " VALUES (:number, :event_id, :registration_id, :words)"
)


def _column(connection: Connection, query: str, **values: Iterable[str]) -> list[str]:
    return list(connection.execute(text(query), {name: _listed(keys) for name, keys in values.items()}).scalars())


def _listed(keys: Iterable[str]) -> str:
    return json.dumps(list(keys))


def _affected(connection: Connection, keys: dict[str, set[str]]) -> list[str]:
    return _column(connection, _AFFECTED, **{table: keys.get(table, set()) for table in INDEXED})


def _write_all(connection: Connection, registrations: Sequence[str]) -> None:
    if len(registrations) >= _BULK:
        for setting, value in _IN_FEW_PIECES.items():
            connection.execute(
                text("INSERT INTO search(search, rank) VALUES (:setting, :value)"), {"setting": setting, "value": value}
            )
    for start in range(0, len(registrations), _CHUNK):
        _write(connection, registrations[start : start + _CHUNK])


def _write(connection: Connection, registrations: Sequence[str]) -> None:
    """Make the entries of ``registrations`` what their rows say; those that are as they should be stay untouched."""
    ids = {"ids": _listed(registrations)}
    known = {key: (number, words) for key, number, words in connection.execute(text(_KNOWN), ids)}
    due = {entry.registration_id: entry for entry in _entries(connection, ids)}
    stale = [
        {"number": number, "words": words}
        for key, (number, words) in known.items()
        if key not in due or due[key].words != words
    ]
    fresh = [entry for key, entry in due.items() if key not in known or known[key][1] != entry.words]
    if stale:
        connection.execute(_UNINDEX, stale)
        connection.execute(_DELETE, [{"number": row["number"]} for row in stale])
    rows: list[dict[str, Any]] = []
    for event_id, group in groupby(fresh, key=lambda entry: entry.event_id):
        entries = list(group)
        # Those that are written anew have just been deleted, and get the numbers that they had.
        kept = [known[entry.registration_id][0] for entry in entries if entry.registration_id in known]
        free = max(_next_number(connection, event_id), *(number + 1 for number in kept), 0)
        for entry in entries:
            number, _ = known.get(entry.registration_id, (None, ""))
            if number is None:
                number, free = free, free + 1
            rows.append({"number": number, **entry._asdict()})
    if rows:
        connection.execute(_INSERT, rows)
        connection.execute(_INDEX, [{"number": row["number"], "words": row["words"]} for row in rows])


def _next_number(connection: Connection, event_id: str) -> int:
    last = connection.execute(
        text("SELECT max(number) FROM search_entry WHERE event_id = :event"), {"event": event_id}
    ).scalar()
    if last is not None:
        return int(last) + 1
    highest = connection.execute(text("SELECT max(number) FROM search_entry")).scalar() or 0
    return ((int(highest) >> _RANGE_BITS) + 1) << _RANGE_BITS


def _entries(connection: Connection, ids: dict[str, str]) -> list[Entry]:
    guests = connection.execute(text(_PEOPLE), ids).all()
    people = {"ids": _listed({guest[2] for guest in guests})}
    places: defaultdict[str, set[str]] = defaultdict(set)
    for person_id, *names in connection.execute(text(_POSTS), people):
        for name in filter(None, names):
            places[person_id] |= _place_words(name)
    serials: defaultdict[str, set[str]] = defaultdict(set)
    for key, serial in connection.execute(text(_BADGES), ids):
        serials[key] |= _serial_words(serial)
    return [
        Entry(event_id, key, " ".join(sorted(_own_words(*own) | places[person] | serials[key])))
        for event_id, key, person, *own in guests
    ]


def _own_words(name_zh: str, name_latin: str, phone: str, *styles: str) -> set[str]:
    found = _name_words(name_zh, name_latin) | _phone_words(phone)
    return found.union(*(_place_words(style) for style in styles if style))


def _name_words(name_zh: str, name_latin: str) -> set[str]:
    keys = name_keys(name_zh, name_latin)
    kinds = (
        (WHOLE, keys.whole), (INSIDE, keys.inside), (INITIALS, keys.initials), (LATIN, keys.latin),
        (SURNAME, keys.surname),
    )  # fmt: skip
    return {kind + key for kind, found in kinds for key in found}


@lru_cache(maxsize=16_384)
def _place_words(name: str) -> frozenset[str]:
    words: set[str] = set()
    for piece in pieces(name):
        # The last character alone is found too, as every other one is by the pair that it begins.
        words.update([*neighbours(piece), piece[-1]] if is_han(piece[0]) else [piece])
    words.update(initials(name))
    return frozenset(PLACE + word for word in words) | {TITLE + "".join(pieces(name))}


def _serial_words(serial: str) -> set[str]:
    letter, _, rest = serial.casefold().partition("-")
    return {NUMBER + letter + rest, NUMBER + rest}


def _phone_words(phone: str) -> set[str]:
    numbers = ("".join(filter(str.isdecimal, number)) for number in phone.split(" / "))
    return {NUMBER + digits[-length:] for digits in numbers if digits for length in (*_PHONE_ENDS, len(digits))}
