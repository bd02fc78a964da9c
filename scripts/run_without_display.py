"""The main job without a window: a demo summit, its badges on paper, a badge at the door twice, the arrivals."""

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

OUT = Path("out")
DATABASE = OUT / "demo.db"
BADGES = OUT / "badges.pdf"


class Failed(Exception):
    """A command refused; its own sentence is on stderr already."""


def say(command: tuple[str, ...]) -> str:
    """Run one command on the demo database and return what it prints."""
    whole = [sys.executable, "-m", "desktop", "--db", str(DATABASE), *command]
    done = subprocess.run(whole, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise Failed(f"That stopped at: {shown(command)}")
    return done.stdout


def shown(command: tuple[str, ...]) -> str:
    """The command as a person would type it here."""
    return f"{sys.executable} -m desktop --db {DATABASE} {shlex.join(command)}"


def do(*command: str) -> None:
    """Show a command and what it answers."""
    print(f"\n$ summit-desk --db {DATABASE} {shlex.join(command)}", flush=True)
    print(say(command), end="", flush=True)


def main() -> int:
    """Walk through the day; 1 when a step failed."""
    print("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.")
    print("The same day from the command line:")
    OUT.mkdir(exist_ok=True)
    for old in (DATABASE, Path(f"{DATABASE}-wal"), Path(f"{DATABASE}-shm"), BADGES):
        old.unlink(missing_ok=True)
    shutil.rmtree(DATABASE.with_suffix(".backups"), ignore_errors=True)
    try:
        do("demo")
        do("print", "badges", "--out", str(BADGES))
        token = json.loads(say(("badges", "list", "--json")))[0]["token"]
        do("scan", token)
        do("scan", token)
        do("report", "arrivals")
    except Failed as failed:
        print(f"\n{failed}", file=sys.stderr)
        return 1
    print(f"\nThe summit is in {DATABASE.resolve()}\nIts badges are in {BADGES.resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
