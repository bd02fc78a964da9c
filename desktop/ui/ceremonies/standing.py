"""How a ceremony stands, as the database says it: readiness, problems, who came instead, the order around it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from desktop.domain.ceremony_checks import Problem
from desktop.domain.limits import Saving
from desktop.domain.running_order import Standing
from desktop.services.ceremony_checks import problems
from desktop.services.ceremony_substitutes import SubstitutionRow, substitutions
from desktop.services.programme import item
from desktop.services.programme_live import RUNNING, LimitView, Live, RunItem, RunView, live
from desktop.services.readiness import READINESS, Readiness, readiness

STANDING = READINESS | RUNNING | {"stage_plan", "stage_person", "precedence_place", "substitution"}
"""The tables whose changes change how a ceremony stands."""

_OVER = frozenset({Standing.DONE, Standing.SKIPPED, Standing.PASSED})


@dataclass(frozen=True, slots=True)
class Stand:
    """How a ceremony stood when it was asked for; ``around`` tells each second how the running order does."""

    readiness: Readiness
    problems: tuple[Problem, ...]
    substitutions: tuple[SubstitutionRow, ...]
    around: Live

    def at(self, now: datetime) -> "Moment":
        """What the clock says."""
        view = self.around.at(now)
        run = next((one for one in view.items if one.row.id == self.readiness.item_id), None)
        mine = {row.id for row, limit in self.around.limits if self.readiness.item_id in limit.items}
        # Where nobody runs the day things are when they are planned; the clock says nothing of its limits then.
        reckoned = all(one.row.start >= now for one in view.items) or any(one.actual_start for one in view.items)
        return Moment(view, run, tuple(limit for limit in view.limits if reckoned and limit.row.id in mine))

    def saving(self, limit: UUID, now: datetime) -> Saving | None:
        """What would best hold a limit."""
        found = self.around.savings(limit, now)
        return next((one for one in found if one.enough), found[0] if found else None)


@dataclass(frozen=True, slots=True)
class Moment:
    """The running order at a moment, the ceremony's own item in it, and the limits that it has a part in."""

    view: RunView
    run: RunItem | None
    limits: tuple[LimitView, ...]

    @property
    def runs(self) -> bool:
        """Whether the day is run here; else things are when they are planned."""
        return any(one.actual_start is not None for one in self.view.items)

    @property
    def start(self) -> datetime | None:
        """When the ceremony is expected to begin, or began."""
        return None if self.run is None else self.run.start if self.runs else self.run.row.start

    @property
    def over(self) -> bool:
        """Whether nothing can be done for the ceremony any more: it was held, left out, or its time is past."""
        if self.run is None:
            return False
        end = self.run.end if self.runs else self.run.row.end
        return self.run.standing in _OVER or end <= self.view.now


def stand(session: Any, item_id: UUID, now: datetime, alarm: timedelta) -> Stand:
    """How the ceremony in an item stands at ``now``; raises what ``readiness`` does."""
    row = item(session, item_id)
    found = readiness(session, item_id, now, alarm=alarm)
    wrong = problems(session, item_id, now, known=found)
    around = live(session, row.event_id, row.day, row.hall_id)
    return Stand(found, tuple(wrong), tuple(substitutions(session, item_id)), around)
