"""The one place for logging: a file that turns over, without personal data, and a trace where Python itself dies."""

import contextlib
import faulthandler
import logging
import os
import re
import time
from collections.abc import Generator
from logging.handlers import RotatingFileHandler
from pathlib import Path

_NAME = "summit-desk"
FOLDER = "SUMMIT_DESK_LOGS"
"""The environment variable that names another folder for the logs."""

_SIZE, _KEPT = 1_000_000, 4
_FORMAT = "%(asctime)s.%(msecs)03dZ %(process)d %(levelname)s %(name)s: %(said)s"

# What SQLAlchemy quotes of a statement's values, tokens, serials, e-mail addresses, anything in Chinese.
_ANYWHERE = (
    (re.compile(r"\[parameters: .*"), "[parameters]"),
    (re.compile(r"(?<!\d)\d{48}(?!\d)"), "[token]"),
    (re.compile(r"\b[A-Z]{1,2}-?[34679CDFGHJKMNPQRTWXY]{5}\b", re.IGNORECASE), "[serial]"),
    (re.compile(r"[^\s@'\"<>]{1,64}@[^\s@'\"<>]{1,255}"), "[address]"),
    (re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"), "[name]"),
)
# What is long enough to be a telephone number, but no date; quoted texts of several words. In a traceback's lines of
# source, which are indented, these are ours.
_IN_MESSAGES = (
    (re.compile(r"(?!\d{4}-\d\d-\d\d\b)\+?(?<!\d)\d(?:[ -]?\d){6,}"), "[number]"),
    (re.compile(r"'[^'\n]*\s[^'\n]*'|\"[^\"\n]*\s[^\"\n]*\"|“[^”\n]*”"), "[text]"),
)


def redacted(text: str) -> str:
    """``text`` without what may be about a person."""
    return "\n".join(map(_redacted_line, text.split("\n")))


def _redacted_line(line: str) -> str:
    for pattern, instead in _ANYWHERE if line.startswith("  ") else (*_ANYWHERE, *_IN_MESSAGES):
        line = pattern.sub(instead, line)
    return line


def log_folder() -> Path:
    """Where the logs are."""
    if os.environ.get(FOLDER):
        return Path(os.environ[FOLDER]).expanduser()
    from platformdirs import user_log_path

    return user_log_path(_NAME, appauthor=False)


@contextlib.contextmanager
def kept() -> Generator[Path | None, None, None]:
    """Keep a log while the block runs; its file, or None where this machine lets us write none."""
    root = logging.getLogger()
    logging.getLogger("desktop").setLevel(logging.INFO)
    with contextlib.ExitStack() as undoing:
        handler, path = _handler(undoing)
        root.addHandler(handler)
        undoing.callback(handler.close)
        undoing.callback(root.removeHandler, handler)
        yield path


def _handler(undoing: contextlib.ExitStack) -> tuple[logging.Handler, Path | None]:
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _File(folder / f"{_NAME}.log")
        crashes = undoing.enter_context((folder / "crash.log").open("a", encoding="utf-8"))
    except OSError:
        return logging.NullHandler(), None
    faulthandler.enable(crashes)
    undoing.callback(faulthandler.disable)
    return handler, folder / f"{_NAME}.log"


class _File(RotatingFileHandler):
    """Several processes write it at once; where one can't turn it over, or the disk is full, work goes on."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace")
        self.setFormatter(_Discreet())

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the base class's name
        """Say nothing: there is no place left to say it in."""


class _Discreet(logging.Formatter):
    """A line of the log in UTC, personal data left out of message and traceback alike."""

    def __init__(self) -> None:
        super().__init__(_FORMAT, "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        said = record.getMessage()
        if record.exc_info:
            said = f"{said}\n{self.formatException(record.exc_info)}"
        # The record belongs to every handler: what is added here must not be seen by the others.
        plain = logging.makeLogRecord({**record.__dict__, "said": redacted(said), "exc_info": None, "exc_text": None})
        return super().format(plain)

    @staticmethod
    def converter(seconds: float | None) -> time.struct_time:
        return time.gmtime(seconds)
