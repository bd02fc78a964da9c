"""Memory of the window while badges are read at its desk page: an hour of a busy door without its pauses.

It says nothing about what time alone may do to a process, only about what the work does.
"""

from collections.abc import Sequence

from benchmarks.harness import Result, alone
from benchmarks.start import probe
from benchmarks.summits import summit, working_folder

ROW, GROWTH = "window open, 10,000 scans: memory", "the same: grown in the second half"
SCANS, MOST_MB, MOST_GROWN_MB = 10_000, 260, 1
SETTLE_MS = 10_000
"""What the start does behind the window, counts, fonts, dictionaries, a backup, is no growth by scans."""
_MB = 1e6


def main(sizes: Sequence[int], scans: int = SCANS, settle_ms: int = SETTLE_MS) -> list[Result]:
    """At the largest size alone. The columns are memory at the end, the most seen, and the floor's."""
    size = max(sizes)
    with working_folder() as folder:
        found = probe("scans", str(summit(size, folder).path), str(scans), str(settle_ms))
    floor = probe("sqlalchemy")["memory"] / _MB
    start, half, end = (found[moment] / _MB for moment in ("start", "half", "end"))
    most = max(start, half, end)
    grown = end - half
    return [
        Result(ROW, size, end, most, floor, end / floor, f"≤ {MOST_MB} MB", ok=most <= MOST_MB, unit="MB"),
        Result(
            GROWTH, size, grown, half - start, None, None,
            f"≤ {MOST_GROWN_MB} MB (beside it: in the first half)", ok=grown <= MOST_GROWN_MB, unit="MB",
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    alone(main)
