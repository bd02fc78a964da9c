"""How every benchmark times, compares with its floor and prints.

A script has ``main(sizes) -> list[Result]`` and ends with ``if __name__ == "__main__": alone(main)``.
Times are milliseconds. Our way and the floor are run in turn, so that a noisy machine disturbs both alike.
"""

import argparse
import json
import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace

SIZES = (1_000, 10_000, 100_000)
RUNS = 5

Work = Callable[[], object]
Main = Callable[[Sequence[int]], list["Result"]]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. ``unit`` names what median, p99 and floor count when it isn't milliseconds."""

    row: str
    size: int
    median_ms: float
    p99_ms: float
    floor_ms: float | None
    ratio: float | None
    budget: str
    ok: bool
    unit: str = "ms"


@dataclass(frozen=True, slots=True)
class Timing:
    """What a number of runs took, in milliseconds, shortest first."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        return self._of_100(95)

    @property
    def p99(self) -> float:
        return self._of_100(99)

    def _of_100(self, share: int) -> float:
        return self.samples[math.ceil(share / 100 * len(self.samples)) - 1]


@dataclass(frozen=True, slots=True)
class Budget:
    """What is allowed: milliseconds for the median, the p95 and the p99, and a multiple of the floor's median."""

    median_ms: float | None = None
    p95_ms: float | None = None
    p99_ms: float | None = None
    times_floor: float | None = None

    def __str__(self) -> str:
        limits = (
            ("median ≤ {:g} ms", self.median_ms),
            ("p95 ≤ {:g} ms", self.p95_ms),
            ("p99 ≤ {:g} ms", self.p99_ms),
            ("≤ {:g} × floor", self.times_floor),
        )
        return ", ".join(text.format(limit) for text, limit in limits if limit is not None)

    def holds(self, ours: Timing, floor: Timing | None) -> bool:
        """Whether ``ours`` keeps within every limit that is set."""
        ratio = ours.median / floor.median if floor else 0.0
        pairs = (
            (ours.median, self.median_ms),
            (ours.p95, self.p95_ms),
            (ours.p99, self.p99_ms),
            (ratio, self.times_floor),
        )
        return all(limit is None or figure <= limit for figure, limit in pairs)

    def told(self, ours: Timing) -> str:
        """The limits, with the p95, which has no column of its own, where one is set."""
        return f"{self} ({ours.p95:.2f})" if self.p95_ms is not None else str(self)


def time_each(works: Sequence[Work], runs: int = RUNS, warm_up: int = 1) -> list[Timing]:
    """Run all ``works`` in turn, ``runs`` times after ``warm_up`` rounds that don't count."""
    if runs < RUNS:
        raise ValueError(f"a benchmark takes at least {RUNS} runs, not {runs}")
    for _ in range(warm_up):
        for work in works:
            work()
    samples: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, taken in zip(works, samples, strict=True):
            taken.append(_one(work))
    return [Timing(tuple(sorted(taken))) for taken in samples]


def _one(work: Work) -> float:
    began = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - began) / 1e6


def compare(row: str, size: int, ours: Timing, floor: Timing | None, budget: Budget) -> Result:
    """The line for ``ours`` beside ``floor``, both already timed."""
    return Result(
        row=row,
        size=size,
        median_ms=ours.median,
        p99_ms=ours.p99,
        floor_ms=floor.median if floor else None,
        ratio=ours.median / floor.median if floor else None,
        budget=budget.told(ours),
        ok=budget.holds(ours, floor),
    )


def measure(
    row: str, size: int, work: Work, floor: Work | None, budget: Budget, runs: int = RUNS, warm_up: int = 1
) -> Result:
    """Time ``work`` and ``floor`` in turn and compare them."""
    timings = time_each([work, floor] if floor else [work], runs, warm_up)
    return compare(row, size, timings[0], timings[1] if floor else None, budget)


def hold_growth(results: Sequence[Result], limit: float) -> list[Result]:
    """The results of one row at several sizes, each held to ``limit`` times the median at the smallest size too."""
    smallest = min(results, key=lambda result: result.size)
    return [
        replace(
            result,
            budget=f"{result.budget}, growth ≤ {limit:g}",
            ok=result.ok and result.median_ms <= limit * smallest.median_ms,
        )
        for result in results
    ]


HEADINGS = ("what", "size", "median", "p99", "floor", "ratio", "growth", "budget", "")
_LEFT = {0, 7, 8}


def table(results: Iterable[Result]) -> str:
    """All results under one heading; *growth* is the median against that of the row's smallest size."""
    results = list(results)
    smallest: dict[str, Result] = {}
    for result in sorted(results, key=lambda result: result.size):
        smallest.setdefault(result.row, result)
    lines = [HEADINGS, *(_cells(result, smallest[result.row]) for result in results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    lines.insert(1, tuple("─" * width for width in widths))
    return "\n".join("  ".join(map(_pad, range(len(HEADINGS)), line, widths)).rstrip() for line in lines)


def _pad(column: int, cell: str, width: int) -> str:
    return cell.ljust(width) if column in _LEFT else cell.rjust(width)


def _cells(result: Result, smallest: Result) -> tuple[str, ...]:
    grown = result is not smallest and smallest.median_ms > 0
    return (
        result.row,
        f"{result.size:,}" if result.size else "–",
        _figure(result.median_ms, result.unit),
        _figure(result.p99_ms, result.unit),
        _figure(result.floor_ms, result.unit),
        f"{result.ratio:.2f}" if result.ratio is not None else "–",
        f"× {result.median_ms / smallest.median_ms:.2f}" if grown else "–",
        result.budget,
        "ok" if result.ok else "OVER",
    )


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    digits = 3 if value < 1 else 2 if value < 100 else 0
    return f"{value:,.{digits}f} {unit}"


def alone(main: Main) -> None:
    """Run one script from its own command line: a table, or with ``--json`` the results for ``run.py``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    add_sizes(parser)
    asked = parser.parse_args()
    results = main(asked.sizes)
    print(json.dumps([asdict(result) for result in results]) if asked.json else table(results))


def add_sizes(parser: argparse.ArgumentParser) -> None:
    """The option that says at how many registrations to measure."""
    parser.add_argument(
        "--sizes",
        type=lambda text: tuple(int(part) for part in text.split(",")),
        default=SIZES,
        metavar="N,N,…",
        help="numbers of registrations, smallest first (default: %(default)s)",
    )
