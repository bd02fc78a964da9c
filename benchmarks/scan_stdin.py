"""``scan --stdin``: verdicts a second of one process, and of four at once on one database.

The median is over runs, and beside it stands the slowest run instead of a p99. A run without a verdict for a badge,
with a message on stderr, with a verdict that is not in the database when it is read, or with a badge that was
admitted twice is no result: the script then breaks.
"""

import json
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

from benchmarks.harness import RUNS, Result, alone
from benchmarks.summits import ROOT, Summit, environment, summit, working_folder

ALONE, TOGETHER = "scan --stdin, one process", "scan --stdin, four processes on one database"
AT_LEAST, AT_LEAST_TOGETHER = 1_500, 1_000
_MOST, _PROCESSES, _SHARED, _LOOKED_UP = 2_000, 4, 10, 20
_NOT_OURS = "no badge"


def main(sizes: Sequence[int], runs: int = RUNS) -> list[Result]:
    """Measure both at each size."""
    results: list[Result] = []
    for size in sizes:
        rates: list[tuple[float, float, float]] = []
        for _ in range(runs):
            with working_folder() as folder:
                made = [summit(size, folder, name) for name in ("one", "floor", "four")]
                rates.append((_one(made[0]), _floor(made[1]), _four(made[2])))
        one, floor, four = (list(found) for found in zip(*rates, strict=True))
        results += [_result(ALONE, size, one, floor, AT_LEAST), _result(TOGETHER, size, four, None, AT_LEAST_TOGETHER)]
    return sorted(results, key=lambda result: result.row)


def _result(row: str, size: int, rates: list[float], floors: list[float] | None, at_least: int) -> Result:
    ours = statistics.median(rates)
    floor = statistics.median(floors) if floors else None
    return Result(
        row=row,
        size=size,
        median_ms=ours,
        p99_ms=min(rates),
        floor_ms=floor,
        ratio=floor / ours if floor else None,
        budget=f"≥ {at_least:,}/s",
        ok=ours >= at_least,
        unit="/s",
    )


class Scanner:
    """A process that is started and has given one verdict, so that its start is not measured."""

    def __init__(self, command: Sequence[str], first: str) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.verdicts: list[str] = []
        self._given: list[str] = []
        self.ended = 0.0
        self.ask(first)
        self.verdicts.clear()

    @property
    def _in(self) -> IO[str]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _out(self) -> IO[str]:
        assert self._process.stdout is not None
        return self._process.stdout

    def ask(self, token: str) -> str:
        """Read one badge and wait for its verdict."""
        self._in.write(f"{token}\n")
        self._in.flush()
        self.verdicts.append(self._out.readline())
        return self.verdicts[-1]

    def feed(self, tokens: Iterable[str]) -> None:
        """Read all of these as fast as they are taken; no more can be read after them."""
        self._given = list(tokens)
        self._writing = threading.Thread(target=self._write)
        self._reading = threading.Thread(target=self._read)
        self._writing.start()
        self._reading.start()

    def finish(self) -> None:
        """Wait for the last verdict; raises ``RuntimeError`` for anything but one verdict a badge."""
        for thread in (self._writing, self._reading):
            thread.join()
        assert self._process.stderr is not None
        with self._process.stderr as messages, self._out:
            said = messages.read()
        if self._process.wait() or said or len(self.verdicts) != len(self._given):
            raise RuntimeError(f"{len(self.verdicts)} verdicts on {len(self._given)} badges: {said}")

    def _write(self) -> None:
        with self._in as lines:
            lines.write("".join(f"{token}\n" for token in self._given))

    def _read(self) -> None:
        self.verdicts += self._out
        self.ended = time.perf_counter()


def _ours(where: Summit) -> Scanner:
    command = [sys.executable, "-m", "desktop", "--db", str(where.path), "--json", "scan", "--stdin"]
    return Scanner(command, _NOT_OURS)


def _rate(scanners: Sequence[Scanner], readings: Sequence[Sequence[str]]) -> float:
    began = time.perf_counter()
    for scanner, tokens in zip(scanners, readings, strict=True):
        scanner.feed(tokens)
    for scanner in scanners:
        scanner.finish()
    return sum(map(len, readings)) / (max(scanner.ended for scanner in scanners) - began)


def _floor(where: Summit) -> float:
    tokens = where.tokens[:_MOST]
    command = [sys.executable, "-m", "benchmarks.floor_scans", str(where.path)]
    return _rate([Scanner(command, tokens[0])], [tokens[1:]])


def _one(where: Summit) -> float:
    scanner, tokens = _ours(where), where.tokens[:_MOST]
    with closing(sqlite3.connect(where.path)) as other:
        for token in tokens[:_LOOKED_UP]:
            kept = json.loads(scanner.ask(token))["check_in"].replace("-", "")
            if other.execute("SELECT 1 FROM scan WHERE id = ?", (kept,)).fetchone() is None:
                raise RuntimeError("a verdict was printed before it was kept")
    scanner.verdicts.clear()
    rate = _rate([scanner], [tokens[_LOOKED_UP:]])
    _admitted_once(where.path, tokens)
    return rate


def _four(where: Summit) -> float:
    """Each process reads badges of its own, and the first tenth of all of them, which the others read as well."""
    tokens = where.tokens[:_MOST]
    shared, own = tokens[: len(tokens) // _SHARED], tokens[len(tokens) // _SHARED :]
    scanners = [_ours(where) for _ in range(_PROCESSES)]
    rate = _rate(scanners, [[*shared, *own[number::_PROCESSES]] for number in range(_PROCESSES)])
    verdicts = Counter(json.loads(line)["verdict"] for scanner in scanners for line in scanner.verdicts)
    expected = {"admitted": len(tokens), "already_in": (_PROCESSES - 1) * len(shared)}
    if verdicts != expected:
        raise RuntimeError(f"the verdicts were {dict(verdicts)}, not {expected}")
    _admitted_once(where.path, tokens)
    return rate


def _admitted_once(path: Path, tokens: Sequence[str]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT b.token, count(*) FROM scan s JOIN badge b ON b.id = s.badge_id"
            " WHERE s.verdict = 'admitted' GROUP BY b.token"
        ).fetchall()
    if dict(rows) != dict.fromkeys(tokens, 1):
        raise RuntimeError("not every badge was admitted exactly once")


if __name__ == "__main__":
    alone(main)
