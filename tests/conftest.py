"""What holds for every test: no display is needed, and a log line that nobody expected fails it."""

import gc
import logging
import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

settings.register_profile("here", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("here")


@pytest.fixture(autouse=True)
def garbage_is_collected_between_tests_alone() -> Iterator[None]:
    """On the window's thread, as the program does (``desktop.ui.garbage``), and never on a worker's."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture(autouse=True)
def no_unexpected_log_line(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A test that expects a warning in the log asserts it and then calls ``caplog.clear()``."""
    yield
    stray = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.partition(".")[0] == "desktop"
    ]
    assert stray == [], "the log says what no test expected"
