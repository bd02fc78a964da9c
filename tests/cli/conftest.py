"""The command line, run in this process or as one of its own, on a copy of one demo summit."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.config import Settings
from desktop.i18n import Language
from tests.program import PEOPLE, Program

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the real home is read or written, by this process or one that a test starts."""
    for name in ("CONFIG", "LOGS"):
        monkeypatch.setenv(f"SUMMIT_DESK_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("SUMMIT_DESK_DB", raising=False)


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program on a database that is not there yet."""
    settings = Settings(language=Language.EN, operator="tester")
    return Program(tmp_path / "summit.db", settings, [], [], capsys, monkeypatch)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    environment = {
        **os.environ,
        "SUMMIT_DESK_LOGS": str(folder),
        "SUMMIT_DESK_CONFIG": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    words = ["--db", str(folder / "summit.db"), "demo", "--people", str(PEOPLE), "--date", "2026-11-21"]
    subprocess.run([sys.executable, "-m", "desktop", *words], check=True, env=environment, capture_output=True)
    return folder / "summit.db"


@pytest.fixture
def program(empty: Program, made: Path) -> Program:
    """The program on a demo summit of which there is a backup."""
    shutil.copy(made, empty.path)
    shutil.copytree(made.with_name("summit.backups"), empty.path.with_name("summit.backups"))
    return empty


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start the program as a process of its own; none outlives its test."""
    running: list[subprocess.Popen[bytes]] = []

    def started(path: Path, *words: str, **options: Any) -> subprocess.Popen[bytes]:
        if "preexec_fn" in options:
            # Where no file may grow, Python would keep half of a module for the next start.
            options["env"] = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop", "--db", str(path), *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
        )  # fmt: skip
        running.append(process)
        return process

    yield started
    for process in running:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
