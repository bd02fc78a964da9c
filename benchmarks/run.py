"""Run every benchmark, each in a process of its own, and print one table."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.harness import Result, add_sizes, table

HERE = Path(__file__).parent
NOT_BENCHMARKS = {"__init__", "harness", "run"}


def names() -> list[str]:
    """The scripts beside this one that measure something: those with a ``main``."""
    found = sorted(path for path in HERE.glob("*.py") if path.stem not in NOT_BENCHMARKS)
    return [path.stem for path in found if "\ndef main(" in path.read_text("utf-8")]


def run(name: str, sizes: tuple[int, ...]) -> list[Result]:
    """What one script measured; raises ``RuntimeError`` when it broke."""
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json", "--sizes", ",".join(map(str, sizes))]
    done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"benchmarks/{name}.py measured nothing (exit status {done.returncode})")
    return [Result(**fields) for fields in json.loads(done.stdout.splitlines()[-1])]


def main() -> int:
    """Print the table; 1 when a script broke, 0 otherwise, over budget or not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks to run (default: all)")
    add_sizes(parser)
    asked = parser.parse_args()
    results: list[Result] = []
    broken: list[str] = []
    for name in asked.names or names():
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            results += run(name, asked.sizes)
        except RuntimeError as error:
            broken.append(str(error))
    print(table(results) if results else "Nothing was measured.")
    for message in broken:
        print(message, file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
