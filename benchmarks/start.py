"""From the start of the process to the first painted window, and to a desk page that can be used."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.harness import RUNS, Budget, Result, Timing, alone, compare
from benchmarks.summits import ROOT, environment, summit, working_folder

PAINTED, USABLE = "start to the first painted window", "start to the usable desk page"


def main(sizes: Sequence[int], runs: int = RUNS) -> list[Result]:
    """The smallest and the largest size: what a start reads must not depend on it."""
    results = [result for size in sorted({min(sizes), max(sizes)}) for result in _at(size, runs)]
    return sorted(results, key=lambda result: result.row)


def _at(size: int, runs: int) -> list[Result]:
    samples: tuple[list[float], ...] = ([], [], [], [])
    with working_folder() as folder:
        path = summit(size, folder).path
        for _ in range(runs + 1):
            for found, taken in zip(_started(str(path)), samples, strict=True):
                taken.append(found)
    # The first run warmed up the machine.
    ours, desk, floor, high = (Timing(tuple(sorted(taken[1:]))) for taken in samples)
    return [
        compare(PAINTED, size, ours, floor, Budget(times_floor=1.5)),
        compare(USABLE, size, desk, high, Budget(times_floor=1.4)),
    ]


def _started(file: str) -> tuple[float, float, float, float]:
    """The four moments in ms after their process was started: our two, a bare window's, one's with SQLAlchemy."""
    began = time.monotonic_ns()
    ours = probe("window", file)
    moments = [ours["painted"] - began, ours["usable"] - began]
    for floor in ("bare", "sqlalchemy"):
        began = time.monotonic_ns()
        moments.append(probe(floor)["painted"] - began)
    painted, usable, bare, loaded = (moment / 1e6 for moment in moments)
    return painted, usable, bare, loaded


def probe(*words: str) -> dict[str, Any]:
    """What a process of ``benchmarks.probe`` said of itself."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.probe", *words],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    alone(main)
