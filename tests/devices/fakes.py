"""Printers of a few lines each that listen on this machine: they keep what they print, and fail as told."""

import base64
import binascii
import contextlib
import re
import socket
import threading
import time
import zlib
from dataclasses import dataclass, field
from typing import Self

from PIL import Image


@dataclass
class Fake:
    """A printer on a port of its own. Each connection has a thread; ``close`` ends them all."""

    printed: list[Image.Image] = field(default_factory=list)
    dies_at: int | None = None
    """Breaks the connection when it has been handed so many labels, and prints no more."""
    prints_last: bool = False
    """The label at which it dies comes out all the same."""
    deaf: bool = False
    """Takes connections and reads nothing."""
    handed: int = 0
    at: list[float] = field(default_factory=list)
    """When each label had come whole."""

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._serve)]
        self._closed = False
        self._threads[0].start()

    @property
    def address(self) -> str:
        return "{}:{}".format(*self._server.getsockname())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            # A blocked accept is woken by one more connection, a blocked read by the end of its own.
            with socket.create_connection(self._server.getsockname()):
                self._threads[0].join()
            self._server.close()
            for connection in self._open:
                self._hang_up(connection)
            for thread in self._threads[1:]:
                thread.join()

    def _serve(self) -> None:
        while True:
            connection, _ = self._server.accept()
            if self._closed:
                connection.close()
                return
            self._open.append(connection)
            thread = threading.Thread(target=self._talk, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _talk(self, connection: socket.socket) -> None:
        with connection:
            if self.deaf:
                while not self._closed:
                    time.sleep(0.01)
                return
            got = b""
            try:
                while more := connection.recv(65536):
                    got = self.hear(connection, got + more)
            except OSError:
                return

    def hear(self, connection: socket.socket, got: bytes) -> bytes:
        """Act on what has come; returns what is not whole yet."""
        raise NotImplementedError

    def take(self, connection: socket.socket, picture: Image.Image) -> bool:
        """Print a label; False where it died over it."""
        self.handed += 1
        self.at.append(time.perf_counter())
        if self.dies_at is not None and self.handed >= self.dies_at:
            if self.prints_last and self.handed == self.dies_at:
                self.printed.append(picture)
            self._hang_up(connection)
            return False
        self.printed.append(picture)
        return True

    def _hang_up(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


_LABEL = re.compile(
    rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),:Z64:([A-Za-z0-9+/=]+):([0-9A-F]{4})\^FS\^PQ1\^XZ"
)


def read_label(zpl: bytes) -> Image.Image:
    """The picture of one label, as the ZPL programming guide says ``^GF`` with Z64 is read; dots white as paper."""
    found = _LABEL.fullmatch(zpl)
    assert found is not None, zpl[:80]
    wide, high, given, total, across = (int(found[place]) for place in range(1, 6))
    assert binascii.crc_hqx(found[6], 0) == int(found[7], 16)
    data = zlib.decompress(base64.b64decode(found[6], validate=True))
    assert len(data) == given == total == across * high
    assert across == (wide + 7) // 8
    black = Image.frombytes("1", (across * 8, high), data)
    assert not any(black.crop((wide, 0, across * 8, high)).tobytes())
    return black.point(lambda value: 0 if value else 255, mode="1").crop((0, 0, wide, high))


@dataclass
class FakeZebra(Fake):
    """Hears ``~HS``, ``~HQES``, ``~JA`` and labels.

    With ``mute`` it says nothing to ``~HS`` while something is wrong.
    """

    paper_out: bool = False
    head_open: bool = False
    ribbon_out: bool = False
    paused: bool = False
    mute: bool = False
    silent: bool = False
    """Never says anything."""
    paper_for: int | None = None
    """Is out of paper before this label."""
    slow: float = 0
    """Seconds before each answer."""
    waiting: list[Image.Image] = field(default_factory=list)

    def hear(self, connection: socket.socket, got: bytes) -> bytes:
        while True:
            got = got.lstrip(b"\r\n")
            if got.startswith(b"~HS"):
                got = got[3:]
                self._say(connection, self._status())
            elif got.startswith(b"~HQES"):
                got = got[5:]
                self._say(connection, self._errors())
            elif got.startswith(b"~JA"):
                got = got[3:]
                self.waiting.clear()
            elif (end := got.find(b"^XZ")) >= 0:
                label, got = got[: end + 3], got[end + 3 :]
                self._label(connection, read_label(label))
            else:
                return got

    def fill(self) -> None:
        """Put paper in: what still waits is printed now, as a real one does."""
        self.paper_out, self.paper_for = False, None
        self.printed += self.waiting
        self.waiting.clear()

    def _label(self, connection: socket.socket, picture: Image.Image) -> None:
        if self.paper_for is not None and len(self.printed) >= self.paper_for:
            self.paper_out = True
            self.waiting.append(picture)
        else:
            self.take(connection, picture)

    @property
    def _wrong(self) -> bool:
        return self.paper_out or self.head_open or self.ribbon_out or self.paused

    def _status(self) -> bytes:
        if self.silent or (self.mute and self._wrong):
            return b""
        return (
            b"\x02030,%d,%d,1245,%03d,0,0,0,000,0,0,0\x03\r\n\x02000,0,%d,%d,0,2,4,0,%08d,1,000\x03\r\n\x021234,0\x03\r\n"
            % (self.paper_out, self.paused, len(self.waiting), self.head_open, self.ribbon_out, 0)
        )

    def _errors(self) -> bytes:
        if self.silent:
            return b""
        bits = self.paper_out | self.ribbon_out << 1 | self.head_open << 2
        errors = b"  ERRORS:         %d 00000000 %08X\r\n" % (bool(bits), bits)
        return b"\x02\r\n  PRINTER STATUS\r\n" + errors + b"  WARNINGS:       0 00000000 00000000\r\n\x03"

    def _say(self, connection: socket.socket, answer: bytes) -> None:
        time.sleep(self.slow)
        connection.sendall(answer)


@dataclass
class FakeBrother(Fake):
    """Hears the raster commands. Without ``answers`` it prints and says nothing, as older ones do over a network."""

    width: int = 62
    length: int = 0
    errors: tuple[int, int] = (0, 0)
    answers: bool = True
    fails_with: tuple[int, int] | None = None
    """Its errors when it comes to print."""
    commands: list[bytes] = field(default_factory=list)

    def hear(self, connection: socket.socket, got: bytes) -> bytes:
        lengths = {b"\x00": 1, b"\x1b@": 2, b"\x1biS": 3, b"\x1bia": 4, b"\x1biz": 13, b"\x1biM": 4, b"\x1biA": 4,
                   b"\x1biK": 4, b"\x1bid": 5, b"M": 2, b"\x0c": 1, b"\x1a": 1}  # fmt: skip
        while got:
            if got.startswith(b"g"):
                length = 3 + got[2] if len(got) > 2 else 3
            else:
                length = next((n for start, n in lengths.items() if got.startswith(start)), len(got) + 1)
            if len(got) < length:
                assert got[:1] in b"\x00\x1bMg\x0c\x1a", got[:20]
                return got
            self._obey(connection, got[:length])
            got = got[length:]
        return b""

    def _obey(self, connection: socket.socket, command: bytes) -> None:
        if command == b"\x1b@":
            self.commands.clear()
        elif command == b"\x1biS":
            self._say(connection, 0, self.errors)
        elif command in (b"\x0c", b"\x1a"):
            self._page(connection)
        elif command != b"\x00":
            self.commands.append(command)

    def _page(self, connection: socket.socket) -> None:
        rows = [command[3:] for command in self.commands if command.startswith(b"g")]
        self._say(connection, 6, (0, 0))
        if self.fails_with:
            self._say(connection, 2, self.fails_with)
            return
        head = Image.frombytes("1", (720, len(rows)), b"".join(rows))
        if self.take(connection, head.transpose(Image.Transpose.FLIP_LEFT_RIGHT)):
            self._say(connection, 1, (0, 0))

    def _say(self, connection: socket.socket, kind: int, errors: tuple[int, int]) -> None:
        if self.answers:
            packet = bytearray(b"\x80\x20B4A0\x00\x00").ljust(32, b"\x00")
            packet[8:10] = errors
            packet[10:12] = self.width, 0x0B if self.length else 0x0A
            packet[17:19] = self.length, kind
            connection.sendall(bytes(packet))
