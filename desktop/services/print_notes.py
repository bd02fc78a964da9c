"""Notes of what was handed to a printer, beside the database: what is left of them when nothing came back.

A note is locked while whoever wrote it waits for the printer, so that another look, also by another process, does not
take work under way for work that was abandoned.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from desktop.files import DiskFull, atomic_file, lock


@dataclass(frozen=True, slots=True)
class Doubt:
    """Badges that were handed to ``printer`` at ``at`` (aware UTC), of which nobody knows whether they came out.

    Without ``pages`` they are being written to a file, which is there whole or not at all: of that is no doubt.
    """

    key: UUID
    event_id: UUID
    printer: str
    template: str
    at: datetime
    revision: int
    pages: int
    badges: tuple[UUID, ...]
    registrations: tuple[UUID, ...]


class Notes:
    """The notes beside a database file."""

    def __init__(self, database: Path) -> None:
        self._database, self._folder = database, database.with_suffix(".printing")

    @contextmanager
    def held(self, doubt: Doubt) -> Generator[None, None, None]:
        """Note ``doubt`` and hold the note until the block has ended; raises what ``atomic_file`` raises."""
        self._folder.mkdir(exist_ok=True)
        values = {name: getattr(doubt, name) for name in Doubt.__slots__}
        try:
            with atomic_file(self._file(doubt.key)) as out:
                out.write(json.dumps(values, default=_plain).encode())
        except DiskFull as error:  # nobody knows of the note, but everybody of the database that it is about
            raise DiskFull(file=self._database.name) from error
        with self._file(doubt.key).open("r+b") as file:
            lock(file, wait=True)
            yield

    def left(self) -> list[Doubt]:
        """What is noted and nobody holds, the oldest first."""
        return [doubt for doubt in self._read(held=False) if doubt.pages]

    def all(self) -> list[Doubt]:
        """What is noted, also what somebody holds, the oldest first."""
        given_up = self._given_up()
        return [doubt for doubt in self._read(held=True) if doubt.key not in given_up]

    def tidy(self) -> None:
        """Let go of files that nobody writes any more; in a transaction that writes, as notes are made in one."""
        for key in self._given_up():
            self.remove(key)

    def _given_up(self) -> set[UUID]:
        return {doubt.key for doubt in self._read(held=False) if not doubt.pages}

    def _read(self, *, held: bool) -> list[Doubt]:
        files = sorted(self._folder.glob("*.json"))
        return [doubt for file in files if (doubt := _read(file, held=held)) is not None]

    def remove(self, key: UUID) -> None:
        """Let go of a note; nothing happens where there is none."""
        self._file(key).unlink(missing_ok=True)

    def _file(self, key: UUID) -> Path:
        return self._folder / f"{key}.json"


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _read(path: Path, *, held: bool) -> Doubt | None:
    """The doubt in a note; None where it is none, is held and not wanted so, or has just gone."""
    try:
        with path.open("rb" if held else "r+b") as file:
            if not held:
                lock(file, wait=False)
            found = json.loads(file.read())
        return Doubt(
            key=UUID(found["key"]),
            event_id=UUID(found["event_id"]),
            printer=str(found["printer"]),
            template=str(found["template"]),
            at=datetime.fromisoformat(found["at"]),
            revision=int(found["revision"]),
            pages=int(found["pages"]),
            badges=tuple(map(UUID, found["badges"])),
            registrations=tuple(map(UUID, found["registrations"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
