"""Where an item stands among those of its day and hall."""

from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.running_order import PlannedItem, times
from desktop.models import ProgrammeItem
from desktop.services.programme import BEGINS


class Order:
    """The items of one day and hall, in order, as they are put elsewhere."""

    def __init__(
        self,
        session: Session,
        event_id: UUID,
        day: date,
        hall_id: UUID | None,
        zone: ZoneInfo,
        without: UUID | None = None,
    ) -> None:
        found = session.scalars(
            select(ProgrammeItem)
            .where(
                ProgrammeItem.event_id == event_id,
                ProgrammeItem.day == day,
                ProgrammeItem.hall_id == hall_id if hall_id is not None else ProgrammeItem.hall_id.is_(None),
                ProgrammeItem.deleted_at.is_(None),
            )
            .order_by(ProgrammeItem.rank, ProgrammeItem.id)
        )
        self.rows = {row.id: row for row in found if row.id != without}
        self.items = [
            PlannedItem(row.id, row.starts_at, row.seconds, row.fixed_start, row.fixed_end, row.spare)
            for row in self.rows.values()
        ]
        self._begin = datetime.combine(day, BEGINS, zone).astimezone(UTC)

    def insert(self, one: PlannedItem, rank: int | None) -> None:
        """Put ``one`` at place ``rank``, or behind those that start no later, or last."""
        place = len(self.items) if rank is None else max(rank - 1, 0)
        if rank is None and one.starts_at is not None:
            starts = [span.start for span in times(self.items, self._begin)]
            place = next((n for n in range(len(starts), 0, -1) if starts[n - 1] <= one.starts_at), 0)
        self.items.insert(place, one)

    def number(self) -> None:
        """Write where each stands."""
        for rank, one in enumerate(self.items, 1):
            self.rows[one.id].rank = rank
