"""What tests build their summits from: a database file, an event, people, badges, a door."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from desktop.domain.matching import person_key
from desktop.domain.text import LocalName
from desktop.models import Person, Registration
from desktop.services import badges, categories, checkin, checkpoints, events
from desktop.services.badges import BadgeRow
from desktop.services.checkin import Reading, ScanResult
from desktop.services.checkpoints import CheckpointRow
from desktop.services.events import EventDraft, EventRow
from desktop.services.people import last_order
from desktop.storage.database import Database
from desktop.storage.journal import Actor, insert_rows, journal_of
from desktop.storage.migrate import migrate
from desktop.storage.opening import open_database

SHARED = Path(__file__).resolve().parents[2] / "shared"
GUEST_LIST = SHARED / "data" / "summit-2023" / "guest-list.xlsx"
NOON = datetime(2023, 4, 12, 4, 0, tzinfo=UTC)
"""Noon in Hong Kong on the first day of the summit."""
SUMMIT = EventDraft(LocalName("京港峰會", "京港峰会", "Beijing–Hong Kong Summit"), date(2023, 4, 12), date(2023, 4, 15))


class Clock:
    """A clock that moves a second at each look, or is set."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class World:
    """A summit in a real database file."""

    path: Path
    clock: Callable[[], datetime] = field(default_factory=Clock)

    def __post_init__(self) -> None:
        if not self.path.exists():
            self.path.write_bytes(_new_file())
        self.db = self.open()

    def open(self, who: str = "May") -> Database:
        """Open the file as a program does."""
        return open_database(self.path, who, clock=self.clock)

    def summit(self, draft: EventDraft = SUMMIT) -> EventRow:
        """An event with a main door."""
        with self.db.write() as session:
            return events.create_event(session, draft)

    def guests(self, event: EventRow, *names: str, category: str = "delegate") -> list[UUID]:
        """Registrations of people with these names, without badges."""
        with self.db.write() as session:
            journal = journal_of(session)
            chosen = categories.find_category(session, event.id, category)
            people = [{"id": journal.new_id(), "name_zh": name, "folded": person_key(name, "")} for name in names]
            insert_rows(session, Person, people)
            rows = [
                {
                    "id": journal.new_id(), "event_id": event.id, "person_id": person["id"],
                    "category_id": chosen.id, "list_order": order,
                }
                for order, person in enumerate(people, last_order(session, event.id) + 1)
            ]  # fmt: skip
            insert_rows(session, Registration, rows)
        return [row["id"] for row in rows]

    def badges(self, event: EventRow) -> list[BadgeRow]:
        """A badge for everyone, in the order of the list."""
        with self.db.write() as session:
            badges.issue_badges(session, event.id, again=True)
        with self.db.read() as session:
            return badges.badges(session, event.id)

    def door(self, event: EventRow, code: str | None = None) -> CheckpointRow:
        """A checkpoint of the event; the main door unless named."""
        with self.db.read() as session:
            return checkpoints.find_checkpoint(session, event.id, code)

    def scan(
        self, event: EventRow, content: str, *, code: str | None = None, at: datetime | None = None,
        actor: Actor | None = None, nonce: UUID | None = None,
    ) -> ScanResult:  # fmt: skip
        """Read ``content`` at a checkpoint."""
        door = self.door(event, code)
        with self.db.write(actor) as session:
            return checkin.scan(session, Reading(event.id, door.id, content, at=at, nonce=nonce))


@cache
def _new_file() -> bytes:
    """A database with all its tables and nothing in them: to make those takes longer than most tests do."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        migrate(file, None, NOON)
        return file.read_bytes()
