"""The pictures of README and guide: a demo summit on a busy morning, taken by ``screens``.

``python scripts/make_pictures.py`` writes into docs/pictures what ``WANTED`` names.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

PICTURES = Path("docs/pictures")
WANTED = (
    "first-run.en.light",
    "import-preview.en.light",
    "people-one.en.light",
    "people-print.zh-Hant.light",
    "desk-admitted.zh-Hant.light",
    "desk-already_in.zh-Hans.dark",
    "desk-find.zh-Hant.light",
    "desk-walk-in.en.light",
    "desk-unknown.en.contrast",
    "arrivals.en.light",
    "arrivals.zh-Hant.dark",
    "settings.en.light",
)
MORNING = timedelta(minutes=70)
ARRIVED = 0.6


def desk(database: Path, *command: str, given: str = "") -> str:
    """Run one command on the demo."""
    whole = [sys.executable, "-m", "desktop", "--db", str(database), *command]
    return subprocess.run(whole, input=given, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout


def main() -> None:
    """Fill a demo, let six in ten guests arrive one after another, take the screens, keep those wanted."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SUMMIT_DESK_CONFIG"] = os.environ["SUMMIT_DESK_LOGS"] = folder
        database = Path(folder) / "demo.db"
        desk(database, "demo")
        tokens = [row["token"] for row in json.loads(desk(database, "badges", "list", "--json"))]
        chance = random.Random(1)
        here = chance.sample(tokens, round(len(tokens) * ARRIVED))
        steps = 20
        for step in range(steps):
            at = datetime.now(UTC) - MORNING * (1 - step / steps)
            share = here[step * len(here) // steps : (step + 1) * len(here) // steps]
            desk(database, "scan", "--stdin", "--at", at.isoformat(), given="\n".join(share) + "\n")
        themes = sorted({name.rpartition(".")[2] for name in WANTED})
        out = Path(folder) / "screens"
        desk(database, "screens", "--out", str(out), "--size", "1280x800", "--theme", *themes)
        for name in WANTED:
            shutil.copy(out / f"{name}.png", PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
