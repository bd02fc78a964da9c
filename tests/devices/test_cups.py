import shutil
import threading
import time
from pathlib import Path

import pytest

from desktop.devices import cups, ipp
from desktop.devices.cups import Queue, queues
from desktop.devices.printer import (
    NoPrintSystem,
    NoWord,
    OutOfPaper,
    PrinterGone,
    PrinterRefused,
    PrinterStopped,
    PrinterTrouble,
)
from desktop.progress import Progress
from tests.devices.papers import sheets
from tests.devices.system_printing import Cups


def trouble(queue: str, pages: int = 1) -> PrinterTrouble:
    with pytest.raises(PrinterTrouble) as raised:
        Queue("Office", queue).print(sheets(pages=pages), Progress())
    return raised.value


def test_the_printers_of_the_system_are_listed(system: Cups) -> None:
    assert queues() == ["gone", "good", "no-paper", "slow"]


@pytest.mark.parametrize("queue", ["good", "slow"])
def test_cups_is_handed_the_pdf_itself(system: Cups, queue: str) -> None:
    paper = sheets(pages=3)

    Queue("Office", queue).print(paper, Progress())

    assert system.printed() == [paper.pdf]
    title, options = system.titles()[0].split("|")
    assert title == "Badge"
    assert "media=Custom.101.6x152.4mm" in options


@pytest.mark.parametrize(
    ("size", "media"), [((210.0, 297.0), "A4"), ((105.0, 148.0), "A6"), ((86.0, 54.0), "Custom.86x54mm")]
)
def test_common_paper_is_asked_for_by_its_name(system: Cups, size: tuple[float, float], media: str) -> None:
    Queue("Office", "good").print(sheets(size), Progress())

    assert f"media={media}" in system.titles()[0].split("|")[1].split()


def test_a_printer_without_paper_is_told_and_prints_nothing_later(system: Cups) -> None:
    told = trouble("no-paper")

    (system.out / "paper").touch()
    Queue("Office", "no-paper").print(sheets(), Progress())

    assert type(told) is OutOfPaper
    assert not told.unsure
    assert len(system.printed()) == 1


def test_of_several_pages_nobody_knows_which_came_out_before_the_paper_ended(system: Cups) -> None:
    assert trouble("no-paper", pages=2).unsure


def test_a_printer_that_can_not_be_reached_is_told_in_its_own_words(system: Cups) -> None:
    told = trouble("gone")

    assert isinstance(told, PrinterRefused)
    assert str(told) == "Office did not print it: The printer is not there."


def test_a_paused_printer_is_told_and_handed_nothing(system: Cups) -> None:
    system.pause("good")
    try:
        assert type(trouble("good")) is PrinterStopped
    finally:
        system.go_on("good")

    assert system.printed() == []


def test_a_printer_that_is_not_set_up_is_told(system: Cups) -> None:
    assert type(trouble("nowhere")) is PrinterGone


def test_a_program_that_closes_does_not_wait_long(system: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cups, "PARTING_S", 0.2)
    progress = Progress()
    threading.Timer(0.1, progress.stop.set).start()
    begun = time.monotonic()

    with pytest.raises(NoWord) as raised:
        Queue("Office", "slow").print(sheets(), progress)

    assert raised.value.unsure
    assert time.monotonic() - begun < 0.65
    Queue("Office", "slow").print(sheets(), Progress())


def test_where_cups_does_not_run_the_printer_is_gone(monkeypatch: pytest.MonkeyPatch, system: Cups) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")

    assert not trouble("good").unsure


def test_where_there_is_no_cups_that_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("lp") is None

    assert queues() == []
    assert type(trouble("good")) is NoPrintSystem


@pytest.mark.parametrize("content", [b"", b"\x01\x01\x00\x00", b"\x01\x01\x00\x00\x00\x00\x00\x01\x02\x21\x00\x09job"])
def test_what_is_no_ipp_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"no IPP|cut short"):
        ipp.read_answer(content)


def test_an_answer_in_ipp_is_read_attribute_by_attribute() -> None:
    answer = ipp.read_answer(
        b"\x01\x01\x00\x00\x00\x00\x00\x01\x02"
        b"\x23\x00\x09job-state\x00\x04\x00\x00\x00\x09"
        b"\x44\x00\x07reasons\x00\x04none\x44\x00\x00\x00\x03two\x22\x00\x02ok\x00\x01\x01\x03"
    )

    assert answer.ok
    assert answer.number("job-state") == 9
    assert answer["reasons"] == ["none", "two"]
    assert answer.number("ok") == 1
    assert answer["other"] == []


@pytest.mark.parametrize("queue", ["q" * 100_000, "nul\0", "\udc80", "-", "../../etc/passwd", ""])
def test_a_queue_that_can_be_none_is_told_as_a_printer_in_trouble(system: Cups, queue: str) -> None:
    assert not trouble(queue).unsure


@pytest.mark.parametrize("server", ["localhost:631/version=1.1", "localhost:x", "[", "/nowhere", "a b"])
def test_a_server_of_cups_that_can_be_none_is_an_error_of_the_line(server: str) -> None:
    with pytest.raises((OSError, ValueError)):
        ipp.ask(server, ipp.GET_PRINTER, {"printer-uri": "ipp://localhost/printers/x"}, "me", ())
