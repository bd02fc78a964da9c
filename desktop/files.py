"""Writing a file so that it is there whole or not at all."""

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.errors import N_, Trouble, UserError

_SQLITE = b"SQLite format 3\x00"


class NoFolder(UserError):
    """The folder to write into does not exist."""

    code = "no_folder"
    text = N_("There is no folder {folder}. Choose another place.")


class NotAFile(UserError):
    """Where the file should go stands something that is no file."""

    code = "not_a_file"
    text = N_("{file} is not a file. Choose another name.")


class HoldsDatabase(UserError):
    """What would be replaced is a database."""

    code = "holds_database"
    text = N_("{file} is a database, and writing there would destroy it. Name another file.")


class NotWritable(UserError):
    """The place is read-only, or another program holds the file."""

    code = "not_writable"
    text = N_("{file} can't be written: the place is read-only, or another program has the file open.")


class DiskFull(Trouble):
    """No room left, or the user's share of the disk is used up."""

    code = "disk_full"
    text = N_("The disk is full, so {file} was not written. Make room or choose another disk, then try again.")


_BESIDE = re.compile(r"\.[0-9a-f]{16}\.part")
_FAR = 1 << 20
"""Where on Windows the byte is that is locked: what is locked there can't be read."""

_FRESH_S = 2.0
"""So long nothing is taken for abandoned: it may not be locked yet."""

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when no more can be written: no room, or the user's share or limit is used up."""


@contextmanager
def atomic_file(path: Path) -> Generator[BinaryIO, None, None]:
    """A file to write to, which stands at ``path`` only when the block has ended well; else nothing has changed.

    What a program that was killed left half written in the same folder goes. Raises ``NoFolder``, ``NotAFile``,
    ``NotWritable`` or ``DiskFull``; what else goes wrong in the block goes on.
    """
    target = _target(path)
    _tidy(target.parent)
    beside = target.with_name(f".{os.urandom(8).hex()}.part")
    with _told(path):
        file = _open(beside, path)
        try:
            with _in_use(file):
                with file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                _replace(beside, target, path)
        finally:
            beside.unlink(missing_ok=True)


def lock(file: BinaryIO, *, wait: bool) -> None:
    """Lock an open file until it is closed; raises ``OSError`` where somebody has and there is no ``wait``."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _in_use(file: BinaryIO) -> Generator[None, None, None]:
    """Let nobody take ``file`` for abandoned, also when it is closed and not yet in its place."""
    if sys.platform == "win32":  # nobody can remove there what is open
        yield
        return
    with suppress(OSError):  # a file system without locks: nothing is taken for abandoned there
        lock(file, wait=True)
    kept = os.dup(file.fileno())
    try:
        yield
    finally:
        os.close(kept)


def _tidy(folder: Path) -> None:
    """Let go of what was being written when its program died."""
    with suppress(OSError):
        for left in [Path(entry.path) for entry in os.scandir(folder) if _BESIDE.fullmatch(entry.name)]:
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _FRESH_S:
                    _remove_unlocked(left)


def _remove_unlocked(file: Path) -> None:
    """Raises ``OSError`` where somebody has it: on Windows that is who has it open."""
    if sys.platform == "win32":
        file.unlink()
        return
    with file.open("r+b") as held:
        lock(held, wait=False)
        file.unlink()


@contextmanager
def _told(path: Path) -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull(file=path.name) from error
        raise


def _target(path: Path) -> Path:
    """Where ``path`` leads through links; refuses what must not be replaced by a file."""
    try:
        target = path.resolve()
        kind = target.stat().st_mode
    except FileNotFoundError:
        return target
    except NotADirectoryError as error:
        raise NoFolder(folder=str(path.parent)) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: links that go round in a circle
        raise NotWritable(file=path.name) from error
    if not stat.S_ISREG(kind):
        raise NotAFile(file=path.name or str(path))
    if _is_database(target):
        raise HoldsDatabase(file=path.name)
    return target


def _is_database(path: Path) -> bool:
    """Whether ``path`` is an SQLite file: somebody's data, which a list or a paper must never replace."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _open(beside: Path, path: Path) -> BinaryIO:
    try:
        return beside.open("xb")
    except FileNotFoundError as error:
        raise NoFolder(folder=str(path.parent)) from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        raise NotWritable(file=path.name) from error


def _replace(beside: Path, target: Path, path: Path) -> None:
    try:
        beside.replace(target)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        raise NotWritable(file=path.name) from error
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
