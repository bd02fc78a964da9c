import os
import socket
import threading
import time
import tty
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desktop.devices import zebra
from desktop.devices.printer import (
    NoRoll,
    NoWord,
    OutOfInk,
    OutOfPaper,
    PrinterGone,
    PrinterOpen,
    PrinterSilent,
    PrinterStopped,
    PrinterTrouble,
)
from desktop.devices.zebra import Zebra, label
from desktop.progress import Progress
from tests.devices.fakes import FakeZebra, read_label
from tests.devices.papers import TOKEN, sheets, token_on


@pytest.fixture
def printer() -> Iterator[FakeZebra]:
    with FakeZebra() as fake:
        yield fake


def trouble(fake: FakeZebra) -> PrinterTrouble:
    with pytest.raises(PrinterTrouble) as raised:
        Zebra("Zebra", fake.address).print(sheets(), Progress())
    return raised.value


@pytest.mark.parametrize("dpi", zebra.DPI)
def test_a_badge_comes_out_as_it_was_drawn(printer: FakeZebra, dpi: int) -> None:
    Zebra("Zebra", printer.address, dpi).print(sheets(), Progress())

    (picture,) = printer.printed
    assert picture.size == (round(4 * dpi), round(6 * dpi))
    assert token_on(picture) == TOKEN
    dot = dpi / 25.4
    assert picture.getpixel((int(5 * dot), int((152.4 - 3) * dot))) == 0
    assert picture.getpixel((int(5 * dot), int(3 * dot))) == 255


@given(st.integers(1, 70), st.integers(1, 20), st.randoms(use_true_random=False))
def test_any_picture_is_read_back_dot_by_dot(wide: int, high: int, random: object) -> None:
    picture = Image.new("1", (wide, high))
    picture.putdata([255 * random.getrandbits(1) for _ in range(wide * high)])  # type: ignore[attr-defined]

    assert read_label(label(picture).strip()).tobytes() == picture.tobytes()


@pytest.mark.parametrize("mute", [False, True])
@pytest.mark.parametrize(
    ("wrong", "kind"), [("paper_out", OutOfPaper), ("head_open", PrinterOpen), ("ribbon_out", OutOfInk)]
)
def test_what_is_wrong_is_said_before_anything_is_sent(
    printer: FakeZebra, wrong: str, kind: type[PrinterTrouble], mute: bool
) -> None:
    setattr(printer, wrong, True)
    printer.mute = mute

    told = trouble(printer)

    assert type(told) is kind
    assert not told.unsure
    assert printer.handed == 0


def test_a_paused_printer_is_told(printer: FakeZebra) -> None:
    printer.paused = True

    assert type(trouble(printer)) is PrinterStopped


def test_paper_that_ends_over_a_badge_is_told_and_the_badge_is_not_printed_later(printer: FakeZebra) -> None:
    printer.paper_for = 0

    told = trouble(printer)
    printer.fill()

    assert type(told) is OutOfPaper
    assert not told.unsure
    assert printer.printed == []


def test_a_printer_that_is_not_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = "{}:{}".format(*server.getsockname())

    with pytest.raises(PrinterGone) as raised:
        Zebra("Zebra", address).print(sheets(), Progress())
    assert not raised.value.unsure


@pytest.mark.parametrize("address", ["", ":", "127.0.0.1:x", "127.0.0.1:99999", "/dev/no-printer", "[", "\x00"])
def test_an_address_that_names_nothing_is_a_printer_that_is_gone(address: str) -> None:
    with pytest.raises(PrinterGone):
        Zebra("Zebra", address).print(sheets(), Progress())


def test_a_printer_that_says_nothing_is_handed_nothing(printer: FakeZebra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zebra, "_ANSWER_S", 0.1)
    printer.silent = True

    told = trouble(printer)

    assert type(told) is PrinterSilent
    assert printer.handed == 0


def test_a_printer_that_reads_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zebra, "_ANSWER_S", 0.1)
    with FakeZebra(deaf=True) as printer:
        assert type(trouble(printer)) is PrinterSilent


def test_a_printer_that_answers_slowly_prints(printer: FakeZebra) -> None:
    printer.slow = 0.4

    Zebra("Zebra", printer.address).print(sheets(), Progress())

    assert len(printer.printed) == 1


@pytest.mark.parametrize("comes_out", [True, False])
def test_a_printer_that_dies_over_a_badge_leaves_it_to_a_person(printer: FakeZebra, comes_out: bool) -> None:
    printer.dies_at, printer.prints_last = 1, comes_out

    told = trouble(printer)

    assert type(told) is NoWord
    assert told.unsure
    assert len(printer.printed) == comes_out


def test_of_several_pages_the_first_are_in_doubt_when_a_later_one_fails(printer: FakeZebra) -> None:
    printer.paper_for = 1

    with pytest.raises(OutOfPaper) as raised:
        Zebra("Zebra", printer.address).print(sheets(pages=3), Progress())

    assert raised.value.unsure
    assert len(printer.printed) == 1


def test_a_program_that_closes_does_not_wait_long(printer: FakeZebra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zebra, "PARTING_S", 0.2)
    progress = Progress()
    printer.take = lambda *_: printer.waiting.append(Image.new("1", (1, 1)))  # type: ignore[method-assign,assignment,return-value,func-returns-value]
    threading.Timer(0.3, progress.stop.set).start()
    begun = time.monotonic()

    with pytest.raises(NoWord):
        Zebra("Zebra", printer.address).print(sheets(), progress)

    assert time.monotonic() - begun < 2
    printer.close()
    assert printer.waiting == []


def test_a_device_file_is_a_printer_too() -> None:
    ours, theirs = os.openpty()
    tty.setraw(ours)
    tty.setraw(theirs)
    fake = FakeZebra()
    there = threading.Thread(target=_behind, args=(fake, ours))
    there.start()
    try:
        Zebra("Zebra", os.ttyname(theirs)).print(sheets(), Progress())
    finally:
        os.write(theirs, b"\x04")
        there.join()
        os.close(ours)
        os.close(theirs)
        fake.close()

    assert token_on(fake.printed[0]) == TOKEN


def test_a_page_that_no_roll_holds_is_refused_before_it_becomes_a_picture(printer: FakeZebra) -> None:
    for size in ((2000.0, 100.0), (100.0, 2000.0)):
        with pytest.raises(NoRoll):
            Zebra("Zebra", printer.address, 600).print(replace(sheets(), size=size), Progress())
        with pytest.raises(NoRoll):
            Zebra("Zebra", printer.address).check(size)


def test_an_ordinary_file_is_no_printer_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "summit.db"
    file.write_bytes(b"somebody's data")
    with pytest.raises(PrinterGone):
        Zebra("Zebra", str(file)).print(sheets(), Progress())
    assert file.read_bytes() == b"somebody's data"


class _File:
    """A file descriptor that speaks like a socket."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def sendall(self, data: bytes) -> None:
        os.write(self.descriptor, data)


def _behind(fake: FakeZebra, descriptor: int) -> None:
    got = b""
    while not (more := os.read(descriptor, 65536)).endswith(b"\x04"):
        got = fake.hear(_File(descriptor), got + more)  # type: ignore[arg-type]
