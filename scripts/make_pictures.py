"""The pictures of README and guide: a demo summit, which ``screens`` takes on a busy morning.

``python scripts/make_pictures.py`` writes into docs/pictures what ``WANTED`` names.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PICTURES = Path("docs/pictures")
WANTED = (
    "first-run.en.light",
    "import-preview.en.light",
    "people-one.en.light",
    "people-print.zh-Hant.light",
    "desk-admitted-vip.zh-Hant.light",
    "desk-already-in.zh-Hans.dark",
    "desk-find.zh-Hant.light",
    "desk-walk-in.en.light",
    "desk-unknown.en.contrast",
    "desk-group.zh-Hant.light",
    "templates-change.zh-Hant.light",
    "preflight.en.light",
    "kiosk-idle.zh-Hans.dark",
    "door-paper-ticked.zh-Hant.light",
    "arrivals.en.light",
    "arrivals.zh-Hant.dark",
    "settings.en.light",
    "programme-board.zh-Hant.light",
    "programme-run.en.light",
    "ceremonies-readiness.zh-Hant.dark",
    "visits-board.zh-Hant.light",
    "on-day.en.dark",
)


def desk(database: Path, *command: str) -> None:
    """Run one command on the demo."""
    subprocess.run([sys.executable, "-m", "desktop", "--db", str(database), *command], check=True)


def main() -> None:
    """Fill a demo, take the screens, keep those wanted."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SUMMIT_DESK_CONFIG"] = os.environ["SUMMIT_DESK_LOGS"] = folder
        database, out = Path(folder) / "demo.db", Path(folder) / "screens"
        desk(database, "demo")
        desk(database, "screens", "--out", str(out), "--size", "1280x800", "--only", *WANTED)
        for name in WANTED:
            shutil.copy(out / f"{name}.png", PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
