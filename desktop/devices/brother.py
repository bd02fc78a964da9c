"""Brother QL label printers, spoken to in their raster commands; before a page they say what roll they hold.

Which roll a template needs is told by its page: one side as wide as a tape, or both as a die-cut label. Over a cable
a printer answers; over the network the older ones print and are mute.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from desktop.devices.printer import (
    PARTING_S,
    NoRoll,
    NoWord,
    OutOfPaper,
    PaperJam,
    PrinterFault,
    PrinterOpen,
    PrinterSilent,
    PrinterTrouble,
    Sheets,
    WrongRoll,
)
from desktop.devices.raster import black_pages
from desktop.devices.wire import Wire, wire
from desktop.progress import Progress

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300
_RESET, _HOW = b"\x00" * 400 + b"\x1b@", b"\x1biS"
_ANSWER_S, _PRINT_S = 1.0, 20.0
_STATUS = 32
_ROW = 90
"""Bytes of a row: the head has 720 dots."""
_TAPE, _LABEL = 0x0A, 0x0B
_TAPES = {12: (106, 29), 29: (306, 6), 38: (413, 12), 50: (554, 12), 54: (590, 0), 62: (696, 12)}
"""The dots that can print on a tape of so many millimetres, and how many there are to their right."""
_LABELS = {(29, 90): (306, 991, 6), (38, 90): (413, 991, 12), (62, 29): (696, 271, 12), (62, 100): (696, 1109, 12)}
"""Likewise for die-cut labels, width by length in millimetres: dots across, dots along, dots to the right."""
_MARGIN = 35
"""Dots that a tape is fed before and after what is printed."""


@dataclass(frozen=True, slots=True)
class Roll:
    """What a printer holds or a page needs: millimetres, ``length`` 0 for a tape."""

    width: int
    length: int = 0

    def __str__(self) -> str:
        return f"{self.width} × {self.length} mm" if self.length else f"{self.width} mm"


@dataclass(frozen=True, slots=True)
class Status:
    """A status packet; ``kind`` is 0 for an answer, 1 printed, 2 error, 6 another phase."""

    errors: tuple[int, int]
    roll: Roll
    kind: int


def read_status(packet: bytes) -> Status | None:
    """What 32 bytes say; None where they are no status packet."""
    if len(packet) != _STATUS or packet[:3] != b"\x80\x20B":
        return None
    return Status((packet[8], packet[9]), Roll(packet[10], packet[17]), packet[18])


@dataclass(frozen=True, slots=True)
class Lie:
    """How a page lies on a roll: along it, or ``turned`` to lie across."""

    roll: Roll
    turned: bool = False


def lies(size: tuple[float, float]) -> list[Lie]:
    """The rolls that a page of ``size`` millimetres fits, the most likely first; none for a page that fits none."""
    wide, high = map(round, size)
    found = []
    for width, length, turned in ((wide, high, False), (high, wide, True)):
        found += [Lie(Roll(width), turned)] if width in _TAPES else []
        found += [Lie(Roll(width, length), turned)] if (width, length) in _LABELS else []
    return found


def raster(picture: "Image", roll: Roll, *, first: bool, last: bool) -> bytes:
    """A picture of one bit a dot, as large as the roll's printable area, as the commands that print it."""
    high = picture.height
    right = _LABELS[roll.width, roll.length][2] if roll.length else _TAPES[roll.width][1]
    kind = _LABEL if roll.length else _TAPE
    flags = 0x80 | 0x40 | 0x02 | 0x04 | (0x08 if roll.length else 0)
    margin = 0 if roll.length else _MARGIN
    page = bytes((flags, kind, roll.width, roll.length)) + high.to_bytes(4, "little") + bytes((not first, 0))
    return b"".join((
        b"\x1bia\x01",  # raster mode
        b"\x1biz", page,
        b"\x1biM\x40", b"\x1biA\x01",  # cut after each label
        b"\x1biK\x08",  # and at the end
        b"\x1bid", margin.to_bytes(2, "little"),
        b"M\x00",
        *_rows(picture, right),
        b"\x1a" if last else b"\x0c",
    ))  # fmt: skip


def _rows(picture: "Image", right: int) -> Iterator[bytes]:
    """Each row for the head, whose first dot is at the right edge, so that a row goes from right to left."""
    from PIL import Image, ImageOps

    high = picture.height
    head = Image.new("1", (_ROW * 8, high), 0)
    head.paste(ImageOps.mirror(picture.point(lambda value: 0 if value else 255, mode="1")), (right, 0))
    data = head.tobytes()
    for start in range(0, high * _ROW, _ROW):
        yield b"g\x00" + bytes((_ROW,)) + data[start : start + _ROW]


@dataclass(frozen=True, slots=True)
class Brother:
    """A Brother QL at ``address`` (see ``wire``)."""

    name: str
    address: str
    at_once: int = 1

    def check(self, size: tuple[float, float]) -> None:
        fitting = self._lies(size)
        with wire(self.address, self.name) as line:
            self._ready(line, fitting)

    def print(self, sheets: Sheets, progress: Progress) -> None:
        fitting = self._lies(sheets.size)
        pages = list(black_pages(sheets.pdf, DPI))
        with wire(self.address, self.name) as line:
            held = self._ready(line, fitting)
            lie = held or fitting[0]
            for number, page in enumerate(pages):
                picture = _fitted(page.rotate(90, expand=True) if lie.turned else page, lie.roll)
                data = raster(picture, lie.roll, first=number == 0, last=number + 1 == len(pages))
                try:
                    self._print(line, data, progress, held)
                except PrinterTrouble as trouble:
                    trouble.unsure = trouble.unsure or number > 0
                    raise

    def _lies(self, size: tuple[float, float]) -> list[Lie]:
        found = lies(size)
        if not found:
            raise NoRoll(printer=self.name, width=f"{size[0]:g}", height=f"{size[1]:g}")
        return found

    def _ready(self, line: Wire, fitting: list[Lie]) -> Lie | None:
        """How a page lies on the roll that is in, None where the printer is mute; raise what keeps it from printing."""
        try:
            line.send(_RESET + _HOW)
            answer = line.receive(lambda got: len(got) >= _STATUS, _ANSWER_S)
        except OSError as error:
            raise PrinterSilent(printer=self.name) from error
        status = read_status(answer[-_STATUS:])
        if status is None:
            # One that is mute may print; one that says something else is no Brother.
            if answer or self.address.startswith("/"):
                raise PrinterSilent(printer=self.name)
            return None
        if trouble := self._trouble(status, fitting[0]):
            raise trouble
        held = next((lie for lie in fitting if lie.roll == status.roll), None)
        if held is None:
            raise WrongRoll(printer=self.name, held=status.roll, needed=fitting[0].roll)
        return held

    def _print(self, line: Wire, data: bytes, progress: Progress, held: Lie | None) -> None:
        try:
            line.send(data)
        except OSError as error:
            # A page is printed at its last byte, which it has not been given.
            raise PrinterSilent(printer=self.name) from error
        if held:
            try:
                self._wait(line, progress, held)
            except OSError as error:
                raise NoWord(printer=self.name) from error

    def _wait(self, line: Wire, progress: Progress, held: Lie) -> None:
        """Until it says by itself that it has printed, or why not. It must not be asked meanwhile."""
        until, got = monotonic() + _PRINT_S, b""
        while monotonic() < until:
            if progress.stop.is_set():
                until = min(until, monotonic() + PARTING_S)
            got = line.receive(lambda so_far: len(so_far) >= _STATUS, 0.2, got)
            status = read_status(got[:_STATUS])
            if status is None:
                continue
            got = got[_STATUS:]
            if trouble := self._trouble(status, held):
                line.send(_RESET)
                raise trouble
            if status.kind == 1:
                return
        raise NoWord(printer=self.name)

    def _trouble(self, status: Status, wanted: Lie) -> PrinterTrouble | None:
        one, two = status.errors
        if two & 0x10:
            return PrinterOpen(printer=self.name)
        if one & 0x03:
            return OutOfPaper(printer=self.name)
        if two & 0x01:
            return WrongRoll(printer=self.name, held=status.roll, needed=wanted.roll)
        if one & 0x04 or two & 0x40:
            return PaperJam(printer=self.name)
        if one or two:
            return PrinterFault(printer=self.name, fault=f"{one:02X} {two:02X}")
        return None


def _fitted(picture: "Image", roll: Roll) -> "Image":
    """The middle of a page, as much of it as the roll can print; what is beyond is margin."""
    wide, high = picture.size
    across, along = _LABELS[roll.width, roll.length][:2] if roll.length else (_TAPES[roll.width][0], high - 2 * _MARGIN)
    left, top = (wide - across) // 2, (high - along) // 2
    return picture.crop((left, top, left + across, top + along))
