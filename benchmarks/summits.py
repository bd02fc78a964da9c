"""The summits that are measured: made once a size and kept in ``out/bench``; each measurement works on a copy."""

import hashlib
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "out" / "bench"
_MADE_BY = (
    "desktop/domain/*.py",
    "desktop/models/*.py",
    "desktop/storage/migrations/versions/*.py",
    "desktop/storage/search_index.py",
    "desktop/services/badges.py",
    "desktop/services/demo*.py",
    "resources/demo/*.toml",
)
_DAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Summit:
    """A database file of one's own. ``tokens`` are those of all who may come in, shuffled, always in one order."""

    path: Path
    event: str
    checkpoint: str
    desk: str
    tokens: tuple[str, ...]


@contextmanager
def working_folder() -> Generator[Path, None, None]:
    """A folder on the disk that holds the summits, gone afterwards."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as name:
        yield Path(name)


def summit(people: int, folder: Path, name: str = "summit") -> Summit:
    """A copy of the demo summit of ``people``, in ``folder``."""
    path = folder / f"{name}-{people}.db"
    shutil.copyfile(_kept(people), path)
    # What the system still has to write of the copy must not count as what is measured.
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return described(path)


def _kept(people: int) -> Path:
    path = FOLDER / f"{people}-{_fingerprint()}.db"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob(f"{people}-*.db"):
            old.unlink(missing_ok=True)
        _make(people, path)
    return path


def _fingerprint() -> str:
    """Changes whenever a source does that has a say in what a demo summit holds."""
    found = hashlib.sha256()
    for pattern in _MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _make(people: int, path: Path) -> None:
    from desktop.progress import Progress
    from desktop.services.demo import fill
    from desktop.storage.opening import open_database

    partial = path.with_suffix(f".{os.getpid()}")
    db = open_database(partial, "bench")
    try:
        fill(db, people=people, seed=1, day=_DAY, progress=Progress())
        db.close()
        partial.replace(path)
    finally:
        db.close()
        partial.unlink(missing_ok=True)


def described(path: Path) -> Summit:
    """The summit in the file at ``path``."""
    with closing(sqlite3.connect(path)) as connection:
        (event,) = connection.execute("SELECT id FROM event").fetchone()
        (checkpoint,) = connection.execute("SELECT id FROM checkpoint WHERE code = 'door'").fetchone()
        (desk,) = connection.execute("SELECT id FROM desk").fetchone()
        rows = connection.execute(
            "SELECT b.token FROM badge b JOIN registration r ON r.id = b.registration_id"
            " WHERE r.status IN ('confirmed', 'invited') ORDER BY b.serial"
        )
        tokens = [token for (token,) in rows]
    random.Random(1).shuffle(tokens)
    return Summit(path, event, checkpoint, desk, tuple(tokens))


def environment() -> dict[str, str]:
    """For processes of ours: no display, settings and logs that are nobody's, bytecode as an installation has it."""
    own = {
        "QT_QPA_PLATFORM": "offscreen",
        "SUMMIT_DESK_CONFIG": str(FOLDER / "machine"),
        "SUMMIT_DESK_LOGS": str(FOLDER / "machine"),
        "PYTHONPYCACHEPREFIX": str(FOLDER / "bytecode"),
    }
    return {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": ""}
