"""From a scanner's Enter to the painted verdict, with the check-in committed and journalled before it is shown.

Also beside busy processes, one more than there are cores. The floor paints the verdict alone, without a check-in.
"""

import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from benchmarks.harness import Budget, Result, Timing, alone, compare
from benchmarks.start import probe
from benchmarks.summits import summit, working_folder

ROW, LOADED = "a scanner's Enter to the painted verdict", "the same on a busy machine"
BUDGET, LOADED_BUDGET = Budget(median_ms=2.5, p99_ms=16.7), Budget(p99_ms=16.7)


def main(sizes: Sequence[int], scans: int = 400) -> list[Result]:
    """The smallest and the largest size."""
    results = []
    for size in sorted({min(sizes), max(sizes)}):
        with working_folder() as folder:
            results.append(_at(summit(size, folder, "quiet").path, ROW, size, scans, BUDGET))
            with _busy():
                results.append(_at(summit(size, folder, "busy").path, LOADED, size, scans, LOADED_BUDGET))
    return sorted(results, key=lambda result: result.row)


def _at(path: object, row: str, size: int, scans: int, budget: Budget) -> Result:
    found = probe("door", str(path), str(scans))
    ours, floor = (Timing(tuple(sorted(found[name]))) for name in ("scans", "paints"))
    return compare(row, size, ours, floor, budget)


@contextmanager
def _busy() -> Generator[None, None, None]:
    """Processes that do nothing but turn the machine warm."""
    beside = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range((os.cpu_count() or 1) + 1)]
    try:
        yield
    finally:
        for each in beside:
            each.kill()
            each.wait()


if __name__ == "__main__":
    alone(main)
