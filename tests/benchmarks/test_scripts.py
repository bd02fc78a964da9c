"""Every benchmark still measures something: run at a size that takes no time, its figures mean nothing here."""

from collections.abc import Callable

import pytest

from benchmarks import (
    badges,
    boarding,
    conflicts,
    handbook,
    imports,
    keeping,
    memory,
    papers,
    people_list,
    programme,
    readiness,
    run,
    scan,
    scan_stdin,
    search,
    seating,
    start,
    verdict,
    visit_planner,
)
from benchmarks.harness import Result, table

FEW = (40,)
SCRIPTS: dict[str, Callable[[], list[Result]]] = {
    "badges": lambda: badges.main(FEW, people=FEW),
    "boarding": lambda: boarding.main((120,)),
    "conflicts": lambda: conflicts.main(FEW, runs=5, people_count=80),
    "handbook": lambda: handbook.main(FEW, guests=40, items=8, visits=1, runs=5),
    "imports": lambda: imports.main(FEW, runs=1, known=40),
    "keeping": lambda: keeping.main(FEW, people=40),
    "memory": lambda: memory.main(FEW, scans=6, settle_ms=0),
    "papers": lambda: papers.main(FEW, items=8, guests=40, runs=5),
    "people_list": lambda: people_list.main(FEW, runs=1),
    "programme": lambda: programme.main(FEW, runs=5),
    "readiness": lambda: readiness.main(FEW, people=20, runs=5),
    "scan": lambda: scan.main(FEW),
    "scan_stdin": lambda: scan_stdin.main(FEW, runs=1),
    "search": lambda: search.main(FEW, asked=5, keys=5),
    "seating": lambda: seating.main(FEW, runs=5, ordered=40),
    "start": lambda: start.main(FEW, runs=1),
    "verdict": lambda: verdict.main(FEW, scans=5),
    "visit_planner": lambda: visit_planner.main(FEW, runs=5, seconds=0.1, groups=12),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_measures_its_rows_beside_their_floor(name: str) -> None:
    results = SCRIPTS[name]()

    assert any(result.floor_ms and result.ratio for result in results)
    assert all(result.budget and result.row in table(results) for result in results)


def test_every_script_is_tried_here() -> None:
    assert set(run.names()) == set(SCRIPTS)
