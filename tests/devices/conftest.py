"""A real CUPS for the tests of printers."""

from collections.abc import Iterator

import pytest

from tests.devices.system_printing import Cups


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    system = Cups(tmp_path_factory.mktemp("cups"))
    system.start()
    yield system
    system.stop()


@pytest.fixture
def system(daemon: Cups, monkeypatch: pytest.MonkeyPatch) -> Cups:
    monkeypatch.setenv("CUPS_SERVER", daemon.server)
    for file in daemon.out.iterdir():
        file.unlink()
    return daemon
