"""Zebra label printers, spoken to in ZPL II: a badge goes as a picture, and the printer is asked how it is."""

import base64
import binascii
import re
import zlib
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic, sleep
from typing import TYPE_CHECKING

from desktop.devices.printer import (
    PARTING_S,
    NoRoll,
    NoWord,
    OutOfInk,
    OutOfPaper,
    PrinterOpen,
    PrinterSilent,
    PrinterStopped,
    PrinterTrouble,
    Sheets,
)
from desktop.devices.raster import black_pages
from desktop.devices.wire import Wire, wire
from desktop.progress import Progress

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = (203, 300, 600)
_ASK, _ASK_ERRORS, _FORGET = b"~HS\r\n", b"~HQES\r\n", b"~JA\r\n"
_ANSWER_S, _PRINT_S, _LOOK_S = 1.5, 20.0, 0.1
_LARGEST = 220.0, 1_000.0
"""Millimetres of what the widest head prints, and of a label that has its room in memory."""
_ERRORS = re.compile(rb"ERRORS:\s+1\s+[0-9A-F]{8}\s+([0-9A-F]{8})")
_FIELDS = 12, 11
_MEDIA_OUT, _RIBBON_OUT, _HEAD_OPEN = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Status:
    """How a Zebra says it is; ``waiting`` counts what it still has to print, None where it does not say."""

    paper_out: bool = False
    paused: bool = False
    head_open: bool = False
    ribbon_out: bool = False
    waiting: int | None = None


def read_status(answer: bytes) -> Status | None:
    """The answer to ``~HS``: three lines, each between STX and ETX; None where it is no such answer."""
    lines = [line.split(b",") for line in re.findall(rb"\x02([^\x03]*)\x03", answer)]
    # What is left of an answer that nobody waited for may stand before.
    pairs = [pair for pair in pairwise(lines) if tuple(map(len, pair)) == _FIELDS]
    try:
        one, two = pairs[-1]
        return Status(
            paper_out=one[1] == b"1",
            paused=one[2] == b"1",
            head_open=two[2] == b"1",
            ribbon_out=two[3] == b"1",
            waiting=int(one[4]) + int(one[7]) + int(two[8]),
        )
    except (IndexError, ValueError):
        return None


def read_errors(answer: bytes) -> Status | None:
    """The answer to ``~HQES``, which also comes while a printer that lacks something is mute to ``~HS``."""
    found = _ERRORS.search(answer)
    if found is None:
        return None
    bits = int(found[1], 16)
    return Status(
        paper_out=bool(bits & _MEDIA_OUT), ribbon_out=bool(bits & _RIBBON_OUT), head_open=bool(bits & _HEAD_OPEN)
    )


def _status(answer: bytes) -> Status | None:
    return read_status(answer) or read_errors(answer)


def label(picture: "Image") -> bytes:
    """A picture of one bit a dot as the ZPL of one label: ``^GF`` with the data deflated, in base64, with its CRC."""
    wide, high = picture.size
    across = (wide + 7) // 8
    # In ZPL a set bit is black; in the picture it is white, and what fills the last byte of a row is not.
    inverted = picture.point(lambda value: 0 if value else 255, mode="1")
    data = inverted.tobytes()
    packed = base64.b64encode(zlib.compress(data))
    crc = binascii.crc_hqx(packed, 0)
    return b"^XA^PW%d^LL%d^LH0,0^FO0,0^GFA,%d,%d,%d,:Z64:%s:%04X^FS^PQ1^XZ\r\n" % (
        wide, high, len(data), len(data), across, packed, crc,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zebra:
    """A Zebra at ``address`` (see ``wire``) with ``dpi`` dots an inch."""

    name: str
    address: str
    dpi: int = 203
    at_once: int = 1

    def check(self, size: tuple[float, float]) -> None:
        self._fits(size)
        with wire(self.address, self.name) as line:
            self._ready(line)

    def print(self, sheets: Sheets, progress: Progress) -> None:
        self._fits(sheets.size)
        labels = [label(picture) for picture in black_pages(sheets.pdf, self.dpi)]
        with wire(self.address, self.name) as line:
            for number, one in enumerate(labels):
                try:
                    self._ready(line)
                    self._print(line, one, progress)
                except PrinterTrouble as trouble:
                    trouble.unsure = trouble.unsure or number > 0
                    raise

    def _fits(self, size: tuple[float, float]) -> None:
        """A Zebra does not say what roll it holds, but no roll is as large as some pages that a template may have."""
        if any(length > most for length, most in zip(size, _LARGEST, strict=True)):
            raise NoRoll(printer=self.name, width=f"{size[0]:g}", height=f"{size[1]:g}")

    def _print(self, line: Wire, one: bytes, progress: Progress) -> None:
        try:
            line.send(one)
        except OSError as error:
            # A label is printed at its last two letters, which it has not been given.
            raise PrinterSilent(printer=self.name) from error
        try:
            self._wait(line, progress)
        except OSError as error:
            raise NoWord(printer=self.name) from error

    def _ready(self, line: Wire) -> None:
        """Raise what keeps it from printing. Labels of somebody else may wait before ours."""
        try:
            status = self._ask(line)
        except OSError as error:
            raise PrinterSilent(printer=self.name) from error
        if status is None:
            raise PrinterSilent(printer=self.name)
        if trouble := self._trouble(status):
            raise trouble

    def _ask(self, line: Wire) -> Status | None:
        """Its answer to either question: short of paper, newer ones are mute to the first."""
        got = b""
        for question in (_ASK, _ASK_ERRORS):
            line.send(question)
            got = line.receive(lambda so_far: _status(so_far) is not None, _ANSWER_S, got)
            if status := _status(got):
                return status
        return None

    def _trouble(self, status: Status) -> PrinterTrouble | None:
        kinds = {
            OutOfPaper: status.paper_out, PrinterOpen: status.head_open, OutOfInk: status.ribbon_out,
            PrinterStopped: status.paused,
        }  # fmt: skip
        return next((kind(printer=self.name) for kind, so in kinds.items() if so), None)

    def _wait(self, line: Wire, progress: Progress) -> None:
        """Until nothing waits to be printed; what it can't print it is told to forget, or it would print it later."""
        until = monotonic() + _PRINT_S
        while monotonic() < until:
            if progress.stop.is_set():
                until = min(until, monotonic() + PARTING_S)
            status = self._ask(line)
            trouble = self._trouble(status) if status else None
            if trouble:
                self._forget(line)
                raise trouble if status and status.waiting else trouble.maybe()
            if status and status.waiting == 0:
                return
            sleep(_LOOK_S)
        self._forget(line)
        raise NoWord(printer=self.name)

    def _forget(self, line: Wire) -> None:
        """Have it drop what waits. It is asked once more, so that this has come there before the line is closed."""
        line.send(_FORGET)
        self._ask(line)
