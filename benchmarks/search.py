"""Finding people: a question of every kind, and from a key at the desk to the painted list.

The questions are the published list of ``tests/services/spoken_names.toml``, whose people are not at this summit: the
search has to try all it knows. Those of the kind *own* ask for people who are there.
"""

import random
import sqlite3
import tomllib
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import cycle
from pathlib import Path
from uuid import UUID

from benchmarks.harness import Budget, Result, Timing, Work, alone, compare, hold_growth, time_each
from benchmarks.start import probe
from benchmarks.summits import ROOT, Summit, summit, working_folder

QUESTIONS = ROOT / "tests" / "services" / "spoken_names.toml"
BUDGET = Budget(p95_ms=5)
PAINTED, PAINTED_BUDGET = "a key at the desk to the painted list", Budget(p95_ms=16)
GROWTH = 1.5
_ASKED, _OWN = 100, 20

# As little as can be done: the words as typed, in the same index, and the names of ten who have them.
_FLOOR = """
    SELECT p.name_zh, p.name_latin, r.status FROM search JOIN search_entry e ON e.number = search.rowid
    JOIN registration r ON r.id = e.registration_id JOIN person p ON p.id = r.person_id
    WHERE search MATCH ? LIMIT 10
"""
_PEOPLE = """
    SELECT p.name_zh, p.name_latin, o.name_zh, p.phone, b.serial FROM registration r JOIN person p ON p.id = r.person_id
    JOIN badge b ON b.registration_id = r.id JOIN post ON post.person_id = p.id AND post.rank = 1
    JOIN organisation o ON o.id = post.organisation_id ORDER BY b.serial
"""


def main(sizes: Sequence[int], asked: int = _ASKED, keys: int = 120) -> list[Result]:
    """Every kind at every size, measured in turn; the desk at the largest."""
    with working_folder() as folder:
        results = _searches(sizes, asked, folder)
        largest = summit(max(sizes), folder, "desk")
        moments = probe("typing", str(largest.path), str(keys))
    painted, bare = (Timing(tuple(sorted(moments[name]))) for name in ("keys", "paints"))
    return [*results, compare(PAINTED, max(sizes), painted, bare, PAINTED_BUDGET)]


def questions() -> dict[str, list[str]]:
    """The published questions by kind."""
    found: dict[str, list[str]] = {}
    for person in tomllib.loads(QUESTIONS.read_text("utf-8"))["people"]:
        for kind, texts in person["asked"].items():
            found.setdefault(kind, []).extend(texts)
    return found


def _searches(sizes: Sequence[int], asked: int, folder: Path) -> list[Result]:
    rows: list[Result] = []
    with ExitStack() as opened:
        searches = {size: opened.enter_context(_searching(size, folder)) for size in sizes}
        for kind in (*questions(), "own"):
            works = [work for size in sizes for work in searches[size](kind)]
            timings = time_each(works, asked, warm_up=min(asked, 10))
            results = [
                compare(f"search, {kind.replace('_', ' ')}", size, ours, floor, BUDGET)
                for size, ours, floor in zip(sizes, timings[::2], timings[1::2], strict=True)
            ]
            rows += hold_growth(results, GROWTH)
    return rows


@contextmanager
def _searching(size: int, folder: Path) -> Generator[Callable[[str], tuple[Work, Work]], None, None]:
    """For a kind of question: the next one asked of ours, and of the floor."""
    from desktop.services.search import find
    from desktop.storage.opening import open_database

    held = summit(size, folder)
    event = UUID(held.event)
    asked = {**questions(), "own": _own(held)}
    with closing(open_database(held.path, "bench")) as db, closing(sqlite3.connect(held.path)) as bare:

        def works(kind: str) -> tuple[Work, Work]:
            texts, same = _shuffled(asked, kind), _shuffled(asked, kind)

            def ours() -> None:
                with db.read() as session:
                    find(session, event, next(texts))

            return ours, lambda: bare.execute(_FLOOR, (_plain(next(same)),)).fetchall()

        yield works


def _shuffled(asked: Mapping[str, Sequence[str]], kind: str) -> "cycle[str]":
    texts = list(asked[kind])
    random.Random(3).shuffle(texts)
    return cycle(texts)


def _plain(text: str) -> str:
    word = "".join(filter(str.isalnum, text)).casefold()
    return f'"w{word}"*'


def _own(held: Summit) -> list[str]:
    """Questions for people who are there: names, one character, organisation, the end of a phone, the serial."""
    with closing(sqlite3.connect(held.path)) as connection:
        people = connection.execute(_PEOPLE).fetchall()
    chosen = random.Random(4).sample(people, min(_OWN, len(people)))
    found = [
        (name_zh, name_zh[:1], latin, latin.casefold().split()[-1], latin[:3], body, phone[-4:], serial)
        for name_zh, latin, body, phone, serial in chosen
    ]
    return [text for texts in found for text in texts if text]


if __name__ == "__main__":
    alone(main)
