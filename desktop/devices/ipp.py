"""Questions to CUPS in IPP: a request and its answer as RFC 8010 writes them, over HTTP or CUPS's own socket."""

import http.client
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

GET_JOB, GET_PRINTER = 0x0009, 0x000B
_TIMEOUT_S = 5.0
_MOST_BYTES, _LONGEST = 1 << 20, 1023
_OPERATION, _END, _DELIMITERS = b"\x01", b"\x03", 0x10
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_KEYWORD, _URI, _CHARSET, _LANGUAGE, _NAME = 0x44, 0x45, 0x47, 0x48, 0x42
_GOOD = 0x00FF


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``ok`` where it was granted; each attribute's values as text, none for one that is not there."""

    ok: bool
    values: Mapping[str, list[str]]

    def __getitem__(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def number(self, name: str) -> int:
        """The attribute's one number; 0 where it has none."""
        found = self[name]
        return int(found[0]) if found and found[0].lstrip("-").isdigit() else 0


def ask(server: str, operation: int, about: Mapping[str, str], user: str, wanted: Sequence[str]) -> Answer:
    """Ask ``server``, a socket's path or host and port, for the attributes ``wanted`` of what ``about`` names by URI.

    Raises ``OSError`` where nobody answers, ``ValueError`` where the answer is no IPP.
    """
    body = request(operation, about, user, wanted)
    try:
        connection = (
            _Local(server) if server.startswith("/") else http.client.HTTPConnection(server, timeout=_TIMEOUT_S)
        )
        with closing(connection):
            connection.request("POST", "/", body, {"Content-Type": "application/ipp"})
            content = connection.getresponse().read(_MOST_BYTES)
    except http.client.HTTPException as error:
        raise ValueError("no HTTP") from error
    return read_answer(content)


def request(operation: int, about: Mapping[str, str], user: str, wanted: Sequence[str]) -> bytes:
    """The bytes of a question."""
    parts = [
        b"\x01\x01", operation.to_bytes(2), (1).to_bytes(4), _OPERATION,
        _attribute(_CHARSET, "attributes-charset", "utf-8"), _attribute(_LANGUAGE, "attributes-natural-language", "en"),
        *(_attribute(_URI, name, uri) for name, uri in about.items()),
        _attribute(_NAME, "requesting-user-name", user),
        *(_attribute(_KEYWORD, "" if place else "requested-attributes", name) for place, name in enumerate(wanted)),
        _END,
    ]  # fmt: skip
    return b"".join(parts)


def read_answer(content: bytes) -> Answer:
    """The attributes of an answer, whatever group they stand in; raises ``ValueError`` where it is none."""
    if len(content) < 9:
        raise ValueError("no IPP")
    values: dict[str, list[str]] = {}
    name = ""
    for tag, given, value in _attributes(content[8:]):
        name = given or name
        values.setdefault(name, []).append(_text(tag, value))
    return Answer(int.from_bytes(content[2:4]) <= _GOOD, values)


def _attributes(content: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Tag, name and value of each; one more value of the same attribute has no name."""
    at = 0
    while at < len(content) and content[at : at + 1] != _END:
        tag, at = content[at], at + 1
        if tag < _DELIMITERS:
            continue
        name, at = _counted(content, at)
        value, at = _counted(content, at)
        yield tag, name.decode(errors="replace"), value


def _counted(content: bytes, at: int) -> tuple[bytes, int]:
    start = at + 2
    end = start + int.from_bytes(content[at:start])
    if end > len(content):
        raise ValueError("cut short")
    return content[start:end], end


def _text(tag: int, value: bytes) -> str:
    if tag in (_INTEGER, _ENUM, _BOOLEAN):
        return str(int.from_bytes(value, signed=tag != _BOOLEAN))
    return value.decode(errors="replace")


def _attribute(tag: int, name: str, value: str) -> bytes:
    text = value.encode()
    if len(text) > _LONGEST:
        raise ValueError("too long for IPP")
    return bytes((tag,)) + len(name).to_bytes(2) + name.encode() + len(text).to_bytes(2) + text


class _Local(http.client.HTTPConnection):
    """HTTP over a socket of this machine."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_TIMEOUT_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(_TIMEOUT_S)
        self.sock.connect(self._path)
