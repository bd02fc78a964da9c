"""Who stands where: a layout of 200 people, some of them put there by hand, and the order of all guests of an event."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from uuid import UUID

from benchmarks.harness import Budget, Result, alone, measure
from benchmarks.summits import summit, working_folder

ON_STAGE, BY_HAND = 200, 20
ORDERED = 1_000
LAYOUT, PLAN, ORDER = "a layout of 200 people", "a plan of 200 people, read and placed", "all guests in order"
BUDGET, PLAN_BUDGET, ORDER_BUDGET = Budget(median_ms=5), Budget(median_ms=100), Budget(median_ms=150)
_FLOOR = """
    SELECT r.id, p.name_zh, p.name_latin, t.title_zh, t.title_en, o.name_zh, o.name_en FROM registration r
    JOIN person p ON p.id = r.person_id JOIN category c ON c.id = r.category_id
    LEFT JOIN post t ON t.person_id = p.id AND t.rank = 1 LEFT JOIN organisation o ON o.id = t.organisation_id
    WHERE r.event_id = ? AND r.deleted_at IS NULL ORDER BY c.precedence, r.list_order
"""


def main(sizes: Sequence[int], runs: int = 30, ordered: int = ORDERED) -> list[Result]:
    """The layouts with as many people as they are meant for; the order at the smallest of ``sizes`` up to 10,000."""
    with working_folder() as folder:
        found = [_layout(runs)]
        for size in sorted({ordered, *(size for size in sizes if ordered < size <= 10 * ordered)}):
            found += _of_summit(size, folder, runs, plan=size == ordered)
    return found


def _layout(runs: int) -> Result:
    from desktop.domain.seating import Layout, Setting, Standing, arrange

    people = [Standing(person) for person in range(ON_STAGE)]
    pins = {person: (1 + person % 5, 1 + person) for person in range(0, ON_STAGE, ON_STAGE // BY_HAND)}
    setting = Setting(layout=Layout.PHOTO, rows=5)

    def floor() -> list[list[int]]:
        """Nothing but the order of each row."""
        rows = [list(range(start, start + ON_STAGE // 5)) for start in range(0, ON_STAGE, ON_STAGE // 5)]
        return [row[1::2][::-1] + row[::2] for row in rows]

    return measure(LAYOUT, ON_STAGE, lambda: arrange(people, setting, pins), floor, BUDGET, runs, warm_up=3)


def _of_summit(size: int, folder: Path, runs: int, *, plan: bool) -> list[Result]:
    from desktop.domain.seating import Layout
    from desktop.services import precedence, precedence_lists, stage_plans
    from desktop.storage.opening import open_database

    made = summit(size, folder, "seating")
    event = UUID(made.event)
    with closing(open_database(made.path, "bench")) as db, closing(sqlite3.connect(made.path)) as plain:
        with db.write() as session:
            precedence_lists.add_list(session, event, precedence_lists.shipped_list("hong-kong"))
            key = stage_plans.add_plan(session, event, stage_plans.PlanDraft(Layout.PHOTO, rows=5))
            first = [row.registration_id for row in precedence.order(session, event)[:ON_STAGE]]
            stage_plans.add_people(session, key, first)

        def order() -> object:
            with db.read() as session:
                return precedence.order(session, event)

        def read_plan() -> object:
            with db.read() as session:
                return stage_plans.plan(session, key)

        def floor() -> object:
            return plain.execute(_FLOOR, (made.event,)).fetchall()

        limit = Budget(median_ms=(ORDER_BUDGET.median_ms or 0) * max(size // ORDERED, 1))
        found = [measure(ORDER, size, order, floor, limit, runs, warm_up=2)]
        if plan:
            found.append(measure(PLAN, ON_STAGE, read_plan, floor, PLAN_BUDGET, runs, warm_up=2))
    return found


if __name__ == "__main__":
    alone(main)
