"""``summit-desk`` as tests type it, in their own process."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from desktop.cli.run import Seams
from desktop.config import Settings

PEOPLE = 240
"""How many the demo summit has that tests work on."""


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def documents(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Program:
    """``summit-desk`` on one database."""

    path: Path
    settings: Settings
    opened: list[tuple[Settings, Path]]
    pictures: list[dict[str, Any]]
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *words: str | Path, stdin: bytes = b"") -> Answer:
        return self.plain("--db", self.path, *words, stdin=stdin)

    def plain(self, *words: str | Path, stdin: bytes = b"") -> Answer:
        """As it is typed, without naming the database."""
        self.capsys.readouterr()
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "ascii"))
        seams = Seams(self._window, self._screens, Path("the.log"))
        status = main([str(word) for word in words], self.settings, seams)
        return Answer(status, *self.capsys.readouterr())

    def json(self, *words: str | Path, stdin: bytes = b"") -> Any:
        answer = self(*words, "--json", stdin=stdin)
        assert answer.err == ""
        return answer.document

    def tokens(self) -> list[str]:
        return [badge["token"] for badge in self.json("badges", "list")]

    def _window(self, settings: Settings, path: Path) -> int:
        self.opened.append((settings, path))
        return 0

    def _screens(self, _settings: Settings, _path: Path, out: Path, **wanted: Any) -> list[Path]:
        self.pictures.append(wanted)
        return [out / "desk.png"]
