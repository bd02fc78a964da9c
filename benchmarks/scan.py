"""A scan: token in, verdict out, committed with its journal entry and synced to the disk."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import cycle
from pathlib import Path
from uuid import UUID

from benchmarks.floor_scans import FloorScans
from benchmarks.harness import Budget, Result, Work, alone, compare, hold_growth, time_each
from benchmarks.summits import Summit, summit, working_folder

ROW = "scan, in process"
BUDGET = Budget(median_ms=0.6, p99_ms=2)
GROWTH = 1.5
_RUNS, _AGAIN = 2_000, 10


def main(sizes: Sequence[int]) -> list[Result]:
    """Nine badges in ten are read for the first time, the tenth is *already in*.

    All sizes are measured in turn, scan by scan, so that a noisy minute doesn't pass for growth.
    """
    with working_folder() as folder, ExitStack() as opened:
        works: list[Work] = []
        for size in sizes:
            works += opened.enter_context(_scanning(size, folder))
        runs = min(_RUNS, *sizes)
        timings = time_each(works, runs, warm_up=runs // 10)
    results = [
        compare(ROW, size, ours, floor, BUDGET)
        for size, ours, floor in zip(sizes, timings[::2], timings[1::2], strict=True)
    ]
    return hold_growth(results, GROWTH)


@contextmanager
def _scanning(size: int, folder: Path) -> Generator[tuple[Work, Work], None, None]:
    """One scan of ours, and one of the floor's on a file of its own."""
    from desktop.services.checkin import Reading, scan
    from desktop.storage.opening import open_database

    ours, bare = summit(size, folder, "ours"), summit(size, folder, "floor")
    event, checkpoint = UUID(ours.event), UUID(ours.checkpoint)
    tokens, same = _readings(ours), _readings(bare)

    def once() -> None:
        with db.write() as session:
            scan(session, Reading(event, checkpoint, next(tokens)))

    with closing(open_database(ours.path, "bench")) as db, closing(FloorScans(bare)) as floor:
        yield once, lambda: floor.scan(next(same))


def _readings(found: Summit) -> Iterator[str]:
    previous = found.tokens[0]
    for number, token in enumerate(cycle(found.tokens), 1):
        yield previous if number % _AGAIN == 0 else token
        previous = token


if __name__ == "__main__":
    alone(main)
