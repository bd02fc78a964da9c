"""What a command is handed: what was asked for, the database to open, and where its answer goes."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from desktop.cli.tables import Cell, table
from desktop.config import Settings
from desktop.i18n import Language
from desktop.progress import Progress

if TYPE_CHECKING:
    from desktop.services.upkeep import Database


class Screens(Protocol):
    """Makes a picture of every screen on the database; returns the files."""

    def __call__(
        self,
        settings: Settings,
        database: Path,
        out: Path,
        *,
        languages: Sequence[Language],
        themes: Sequence[str],
        size: tuple[int, int],
        only: Sequence[str] = (),
    ) -> list[Path]: ...


@dataclass(frozen=True, slots=True)
class Seams:
    """What the command line can't do itself because it knows no Qt; ``log`` is the file with the full story."""

    window: Callable[[Settings, Path], int]
    screens: Screens
    log: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One command under way. Results go to stdout, all else to stderr; ``json`` is whether a program reads them."""

    args: Namespace
    settings: Settings
    path: Path
    seams: Seams

    @property
    def json(self) -> bool:
        return bool(self.args.json)

    def database(self, *, new: bool = False) -> "AbstractContextManager[Database]":
        """The database; where there is none it is made for what puts data into a ``new`` one, else taken as empty.

        Raises a ``Trouble`` that says what is wrong with the file.
        """
        from desktop.services import upkeep

        who = self.settings.operator
        return closing(upkeep.open_database(self.path, who)) if new else upkeep.at_hand(self.path, who)

    def give(self, document: object, lines: Iterable[str] = ()) -> None:
        """Answer with one JSON document, or with lines for people."""
        if self.json:
            self.line(as_json(document))
        else:
            for line in lines:
                self.line(line)

    def give_table(self, document: object, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Answer with one JSON document, or with a table for people."""
        self.give(document, () if self.json else table(headers, rows))

    def line(self, text: str) -> None:
        """One line of the answer, out at once."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def say(self, text: str) -> None:
        """Tell the person at the terminal something that is no part of the answer."""
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def progress(self) -> Progress:
        """Shows on a terminal how far long work has come."""
        return Progress(_shown) if sys.stderr.isatty() else Progress()


def _shown(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done:,} / {total:,}" + ("\n" if done >= total else ""))
    sys.stderr.flush()


def as_json(document: object) -> str:
    """``document`` in one line, characters as they are."""
    return json.dumps(document, ensure_ascii=False, separators=(", ", ": "))


def now() -> datetime:
    """The machine's clock, aware UTC."""
    return datetime.now(UTC)


def written(moment: datetime, zone: str) -> str:
    """A moment as JSON gives it: ISO 8601 with the offset of the event's zone."""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")
