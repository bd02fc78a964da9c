"""Fifty people board two buses at one desk: each badge read, decided and committed; who came to the wrong bus is moved.

The desk has three minutes for them. What is left of these is the time for people: 3.6 seconds each.
"""

from collections.abc import Sequence
from contextlib import closing
from uuid import UUID

from benchmarks.floor_scans import FloorScans
from benchmarks.harness import Budget, Result, alone, compare, measure, time_each
from benchmarks.summits import Summit, summit, working_folder

BOARD, MOVED = "a badge read at a bus, fifty on two buses", "a guest at the wrong bus: read, moved, let in"
DAY, EVERYBODY = "how a visit stands: late, limits", "where everybody is"
_BUDGETS = {
    BOARD: Budget(median_ms=1, p99_ms=16.7), MOVED: Budget(median_ms=50), DAY: Budget(median_ms=50),
    EVERYBODY: Budget(median_ms=1_000),
}  # fmt: skip
_EACH, _WRONG = 25, 5


def main(sizes: Sequence[int]) -> list[Result]:
    """One guest after the other, as the queue comes; buses and visit are the demo's."""
    results = []
    for size in sorted({min(sizes), max(sizes)}):
        with working_folder() as folder:
            results += _at(summit(size, folder, "ours"), summit(size, folder, "floor"), size)
    return sorted(results, key=lambda result: result.row)


def _at(found: Summit, bare: Summit, size: int) -> list[Result]:
    from desktop.services.checkin import Reading, scan
    from desktop.services.everybody import everybody
    from desktop.services.roll_call import move_here
    from desktop.services.running_late import day_of
    from desktop.services.visits import visits
    from desktop.storage.opening import open_database

    event = UUID(found.event)
    with closing(open_database(found.path, "bench")) as db, closing(FloorScans(bare)) as floor:
        with db.read() as session:
            (tour,) = visits(session, event)
        queue = iter([(bus.checkpoint_id, who) for bus in tour.vehicles for who in _riders(tour, bus.id)[:_EACH]])
        wrong = iter([(tour.vehicles[1].checkpoint_id, who) for who in _riders(tour, tour.vehicles[0].id)[_EACH:]])
        tokens = iter(found.tokens)

        def read(door: UUID, who: UUID) -> None:
            with db.write() as session:
                scan(session, Reading(event, door, registration_id=who))

        def once() -> None:
            read(*next(queue))

        def moved() -> None:
            door, who = next(wrong)
            read(door, who)
            with db.write() as session:
                move_here(session, who, door, db.now())
            read(door, who)

        def stands() -> object:
            with db.read() as session:
                return day_of(session, tour.id, db.now())

        def where() -> object:
            with db.read() as session:
                return everybody(session, event)

        ours, theirs = time_each([once, lambda: floor.scan(next(tokens))], 2 * _EACH, warm_up=0)
        return [
            compare(BOARD, size, ours, theirs, _BUDGETS[BOARD]),
            *(
                measure(row, size, act, None, _BUDGETS[row], runs, warm_up)
                for row, act, runs, warm_up in (
                    (MOVED, moved, _WRONG, 0),
                    (DAY, stands, 20, 1),
                    (EVERYBODY, where, 5, 1),
                )
            ),
        ]


def _riders(tour: object, bus: UUID) -> list[UUID]:
    return [one.who.registration_id for one in tour.aboard(bus)]  # type: ignore[attr-defined]


if __name__ == "__main__":
    alone(main)
