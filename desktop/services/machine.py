"""What this machine has for the work and what it lacks, found out without changing anything."""

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.devices.codes import can_see
from desktop.devices.display import has_display
from desktop.domain.ids import wall_time
from desktop.errors import N_, SummitDeskError
from desktop.resources import resource
from desktop.services.events import NoEvent, event_in_use
from desktop.services.upkeep import NoDatabase
from desktop.storage.database import Database
from desktop.storage.opening import check
from desktop.storage.schema import SCHEMA
from desktop.storage.shelf import is_whole, last_backup_at
from desktop.storage.troubles import damaged
from desktop.storage.undoing import last_clock

_ENOUGH_MB = 500
_SLACK = timedelta(minutes=2)
_WAIT_S = 10
_FONTS = 8
_NAMES = {
    "display": N_("Display"), "window": N_("Window"), "fonts": N_("Fonts"), "printers": N_("Printers"),
    "camera": N_("Camera"), "disk": N_("Disk"), "database": N_("Database"), "backup": N_("Backup"),
    "clock": N_("Clock"), "zone": N_("Time zone"), "search": N_("Search"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``ok`` is False where something is lacking. ``text`` is a message id."""

    code: str
    ok: bool
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What was looked at, a message id."""
        return _NAMES[self.code]


SEARCH_REBUILT = Finding("search", True, N_("What people are found by was made anew."))


def findings(path: Path, now: datetime) -> list[Finding]:
    """Look at this machine and at the database ``path``, at the moment ``now`` (aware UTC)."""
    path = path.expanduser().absolute()
    return [
        *_display(),
        _window(),
        _fonts(),
        *_printers(),
        *_cameras(),
        _disk(path),
        *_database(path, now),
    ]


def _display() -> Iterator[Finding]:
    if has_display():
        yield Finding("display", True, N_("There is a display."))
    else:
        yield Finding("display", False, N_("There is no display: no window can open, the commands all work."))


def _window() -> Finding:
    """Whether Qt can be loaded, found out in a process of its own because a missing library can end one."""
    if getattr(sys, "frozen", False):
        return Finding("window", True, N_("The parts of the window can be loaded."))
    said = _run([sys.executable, "-c", "import PySide6.QtWidgets"])
    if said is not None and said.returncode == 0:
        return Finding("window", True, N_("The parts of the window can be loaded."))
    last = (said.stderr.strip().splitlines() or [""])[-1] if said is not None else ""
    return Finding("window", False, N_("The parts of the window can't be loaded: {reason}"), {"reason": last})


def _fonts() -> Finding:
    with contextlib.suppress(FileNotFoundError):
        if len(list(resource("fonts").glob("*.ttf"))) >= _FONTS:
            return Finding("fonts", True, N_("The fonts for all three languages are there."))
    return Finding("fonts", False, N_("Fonts are missing. Install the program again."))


def _printers() -> Iterator[Finding]:
    if sys.platform == "win32":
        return
    said = _run(["lpstat", "-e"]) if shutil.which("lpstat") else None
    names = said.stdout.split() if said is not None and said.returncode == 0 else []
    if names:
        yield Finding("printers", True, N_("Printers: {printers}"), {"printers": ", ".join(names)})
    else:
        yield Finding("printers", False, N_("No printer is set up; papers can be written to PDF files."))


def _cameras() -> Iterator[Finding]:
    if not sys.platform.startswith("linux"):
        return
    if any(Path("/dev").glob("video*")):
        if can_see():
            yield Finding("camera", True, N_("There is a camera."))
        else:
            said = N_("There is a camera; to read badges with it, install summit-desk[camera].")
            yield Finding("camera", False, said)
    else:
        yield Finding("camera", False, N_("There is no camera; badges are read by a scanner or typed."))


def _disk(path: Path) -> Finding:
    folder = next(parent for parent in path.parents if parent.is_dir())
    free = shutil.disk_usage(folder).free // 1_000_000
    values = {"folder": folder, "free": f"{free} MB" if free <= 1024 else f"{free / 1000:,.1f} GB"}
    if free < _ENOUGH_MB:
        return Finding("disk", False, N_("Only {free} are free on the disk with {folder}. Make room."), values)
    return Finding("disk", True, N_("{free} are free on the disk with {folder}."), values)


def _database(path: Path, now: datetime) -> Iterator[Finding]:
    try:
        schema = check(path)
        if schema is not None and not is_whole(path):
            raise damaged(path)
    except SummitDeskError as error:
        yield Finding("database", False, error.text, error.values)
        return
    if schema is None:
        yield Finding("database", True, NoDatabase.text, {"file": path})
        return
    yield Finding("database", True, N_("The database {file} is whole."), {"file": path})
    last, zone = _last_and_zone(path) if schema == SCHEMA else (0, "")
    made = last_backup_at(path)
    if made is None:
        yield Finding("backup", False, N_("There is no automatic backup yet."))
    else:
        there = made.astimezone(ZoneInfo(zone) if zone else None)
        values = {"at": f"{there:%Y-%m-%d %H:%M}", "zone": zone or there.tzname()}
        yield Finding("backup", True, N_("The last automatic backup is from {at} ({zone})."), values)
    yield from _clock(last, zone, now)


def _last_and_zone(path: Path) -> tuple[int, str]:
    """The last change's clock and the zone of the event in use; ``""`` where there is none."""
    db = Database(path)
    try:
        with db.read() as session:
            last = last_clock(session)
            try:
                return last, event_in_use(session).zone
            except NoEvent:
                return last, ""
    finally:
        db.close()


def _clock(last: int, zone: str, now: datetime) -> Iterator[Finding]:
    if last and wall_time(last) - now > _SLACK:
        text = N_("This machine's clock is behind the last change in the database. Set it right.")
        yield Finding("clock", False, text)
    if zone:
        here, there = now.astimezone().utcoffset(), now.astimezone(ZoneInfo(zone)).utcoffset()
        if here == there:
            yield Finding("zone", True, N_("This machine has the event's time, {zone}."), {"zone": zone})
        else:
            text = N_("This machine's zone is not the event's. The program shows the event's time, {zone}.")
            yield Finding("zone", False, text, {"zone": zone})


def _run(command: list[str]) -> subprocess.CompletedProcess[str] | None:
    """What a program of the machine says, or None when it can't be run or takes too long."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_WAIT_S)  # noqa: S603  our own words only
    except (OSError, subprocess.SubprocessError):
        return None
