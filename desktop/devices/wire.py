"""Bytes to and from a printer that is spoken to directly: over the network, or as a device file."""

import os
import select
import socket
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Protocol

from desktop.devices.printer import PrinterGone

CONNECT_S, SEND_S = 3.0, 10.0
PORT = 9100
_PIECE = 4096


class Wire(Protocol):
    """A printer's line. Times are seconds; an ``OSError`` means that the line is broken."""

    def send(self, data: bytes) -> None:
        """Hand over all of ``data``; raises ``TimeoutError`` when the other side takes none of it for ``SEND_S``."""

    def receive(self, enough: Callable[[bytes], bool], patience: float, got: bytes = b"") -> bytes:
        """What was ``got`` before and what comes, until all of it is ``enough`` or ``patience`` is over."""


class _Line:
    """A line over a file descriptor that never blocks."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            if not select.select([], [self._descriptor], [], SEND_S)[1]:
                raise TimeoutError
            rest = rest[self._write(rest[:_PIECE]) :]

    def receive(self, enough: Callable[[bytes], bool], patience: float, got: bytes = b"") -> bytes:
        until = monotonic() + patience
        while not enough(got) and (left := until - monotonic()) > 0:
            if select.select([self._descriptor], [], [], left)[0]:
                got += self._read()
        return got

    def _write(self, data: memoryview) -> int:
        return os.write(self._descriptor, data)

    def _read(self) -> bytes:
        return os.read(self._descriptor, _PIECE)


class _Socket(_Line):
    """The same over a socket, which on Windows is no file."""

    def __init__(self, connected: socket.socket) -> None:
        super().__init__(connected.fileno())
        self._socket = connected

    def _write(self, data: memoryview) -> int:
        return self._socket.send(data)

    def _read(self) -> bytes:
        more = self._socket.recv(_PIECE)
        if not more:
            raise ConnectionResetError
        return more


@contextmanager
def wire(address: str, printer: str) -> Generator[Wire, None, None]:
    """The line to ``address``: a device file such as ``/dev/usb/lp0``, or a host, with a port other than 9100.

    Raises ``PrinterGone`` in ``printer``'s name where there is none.
    """
    try:
        if address.startswith("/"):
            if stat.S_ISREG(Path(address).stat().st_mode):  # what was meant for a printer would overwrite it
                raise PrinterGone(printer=printer)
            descriptor = os.open(address, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
        else:
            connected = socket.create_connection(_host(address), CONNECT_S)
    except (OSError, ValueError) as error:
        raise PrinterGone(printer=printer) from error
    if address.startswith("/"):
        try:
            yield _Line(descriptor)
        finally:
            os.close(descriptor)
    else:
        with connected:
            connected.setblocking(False)
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            yield _Socket(connected)


def _host(address: str) -> tuple[str, int]:
    """Host and port; an IPv6 address with a port stands in brackets."""
    host, separator, port = address.rpartition(":")
    if not separator or (":" in host and not host.startswith("[")):
        return address.strip("[]"), PORT
    return host.strip("[]"), int(port)
