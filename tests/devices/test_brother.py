import socket
import threading
from collections.abc import Iterator

import pytest

from desktop.devices import brother
from desktop.devices.brother import Brother
from desktop.devices.printer import (
    NoRoll,
    NoWord,
    OutOfPaper,
    PaperJam,
    PrinterFault,
    PrinterOpen,
    PrinterSilent,
    PrinterTrouble,
    WrongRoll,
)
from desktop.progress import Progress
from tests.devices.fakes import FakeBrother
from tests.devices.papers import TOKEN, sheets, token_on

BADGE = (62.0, 90.0)


@pytest.fixture
def printer() -> Iterator[FakeBrother]:
    with FakeBrother() as fake:
        yield fake


def trouble(fake: FakeBrother, size: tuple[float, float] = BADGE) -> PrinterTrouble:
    with pytest.raises(PrinterTrouble) as raised:
        Brother("Brother", fake.address).print(sheets(size), Progress())
    return raised.value


def test_a_badge_on_a_tape_is_the_commands_that_the_raster_reference_names(printer: FakeBrother) -> None:
    Brother("Brother", printer.address).print(sheets(BADGE), Progress())

    high = round(90 / 25.4 * 300) - 70
    *control, first = printer.commands[: len(printer.commands) - high + 1]
    assert [command.hex(" ") for command in control] == [
        "1b 69 61 01",  # raster mode
        f"1b 69 7a c6 0a 3e 00 {high.to_bytes(4, 'little').hex(' ')} 00 00",  # a tape of 62 mm, this many rows
        "1b 69 4d 40",  # cut
        "1b 69 41 01",  # after each
        "1b 69 4b 08",  # and at the end
        "1b 69 64 23 00",  # 35 dots before and after
        "4d 00",  # not compressed
    ]
    assert first[:3] == b"g\x00\x5a"
    assert len(first) == 93


def test_a_badge_comes_out_where_the_tape_is(printer: FakeBrother) -> None:
    Brother("Brother", printer.address).print(sheets(BADGE), Progress())

    (head,) = printer.printed
    assert token_on(head.point(lambda value: 0 if value else 255, mode="1")) == TOKEN
    left, _top, right, _bottom = head.getbbox() or (0, 0, 0, 0)
    assert 12 <= left < right <= 720 - 12


def test_a_badge_that_is_as_long_as_the_tape_is_wide_is_turned(printer: FakeBrother) -> None:
    Brother("Brother", printer.address).print(sheets((100.0, 62.0)), Progress())

    assert printer.printed[0].height == round(100 / 25.4 * 300) - 70


def test_a_die_cut_label_is_told_by_its_size(printer: FakeBrother) -> None:
    printer.width, printer.length = 62, 100

    Brother("Brother", printer.address).print(sheets((100.0, 62.0)), Progress())

    assert printer.commands[1][:7] == b"\x1biz\xce\x0b\x3e\x64"
    assert printer.printed[0].height == 1109


def test_the_wrong_roll_is_told_before_anything_is_printed(printer: FakeBrother) -> None:
    printer.width = 29

    told = trouble(printer)

    assert isinstance(told, WrongRoll)
    assert str(told).startswith("Brother holds 29 mm, and the template needs 62 mm.")
    assert printer.commands == []


def test_a_template_that_fits_no_roll_is_told() -> None:
    with pytest.raises(NoRoll):
        Brother("Brother", "127.0.0.1:1").check((105.0, 148.0))


@pytest.mark.parametrize(
    ("errors", "kind"),
    [
        ((0x01, 0), OutOfPaper), ((0x02, 0), OutOfPaper), ((0x04, 0), PaperJam), ((0, 0x01), WrongRoll),
        ((0, 0x10), PrinterOpen), ((0, 0x40), PaperJam), ((0x80, 0), PrinterFault), ((0, 0x80), PrinterFault),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [True, False])
def test_each_error_of_the_status_packet_is_told(
    printer: FakeBrother, errors: tuple[int, int], kind: type[PrinterTrouble], before: bool
) -> None:
    if before:
        printer.errors = errors
    else:
        printer.fails_with = errors

    told = trouble(printer)

    assert type(told) is kind
    assert not told.unsure
    assert printer.printed == []


def test_a_mute_printer_prints_on_the_network(printer: FakeBrother, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brother, "_ANSWER_S", 0.1)
    printer.answers = False

    Brother("Brother", printer.address).print(sheets(BADGE), Progress())
    printer.close()

    assert len(printer.printed) == 1


def test_who_answers_something_else_is_no_printer_and_gets_no_badge() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_a_web_server, args=(server,), daemon=True).start()
        with pytest.raises(PrinterSilent):
            Brother("Brother", f"127.0.0.1:{server.getsockname()[1]}").print(sheets(BADGE), Progress())


def _a_web_server(server: socket.socket) -> None:
    there, _address = server.accept()
    with there:
        there.recv(4096)
        there.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        there.recv(4096)


def test_a_printer_that_dies_over_a_badge_leaves_it_to_a_person(printer: FakeBrother) -> None:
    printer.dies_at = 1

    told = trouble(printer)

    assert type(told) is NoWord
    assert told.unsure
