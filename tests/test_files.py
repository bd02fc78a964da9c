import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.files import DiskFull, HoldsDatabase, NoFolder, NotAFile, NotWritable, atomic_file


def test_what_was_written_stands_there_when_all_went_well(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "a.txt") as file:
        file.write(b"new")
        assert not (tmp_path / "a.txt").exists()

    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    with pytest.raises(ZeroDivisionError), atomic_file(tmp_path / "a.txt") as file:
        file.write(b"new" * (1 // 0))

    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    full = pytest.raises(DiskFull, match=r"a\.txt was not written")
    with full, files_of_at_most(1000), atomic_file(tmp_path / "a.txt") as file:
        file.write(b"x" * 100_000)

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_half_written_goes_with_the_next_file_and_nothing_else(tmp_path: Path) -> None:
    dying = (
        "import os, sys; from pathlib import Path; from desktop.files import atomic_file\n"
        "with atomic_file(Path(sys.argv[1])) as file: file.write(b'x' * 9999); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", dying, str(tmp_path / "a.txt")], check=False, cwd=Path(__file__).parents[1])
    (left,) = tmp_path.iterdir()
    others = [tmp_path / name for name in (".part", "a.part", ".0123456789abcdef.part.txt", ".0123456789abcdeg.part")]
    for path in others:
        path.touch()
    with atomic_file(tmp_path / "b.txt") as slow:
        slow.write(b"slow")
        (writing,) = set(tmp_path.iterdir()) - {left, *others}
        for path in (left, writing, *others):
            os.utime(path, (1, 1))

        with atomic_file(tmp_path / "a.txt") as file:
            file.write(b"new")

        assert set(tmp_path.iterdir()) == {tmp_path / "a.txt", writing, *others}
    assert (tmp_path / "b.txt").read_bytes() == b"slow"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoFolder, match="There is no folder"), atomic_file(tmp_path / "no" / "a.txt"):
        pass
    (tmp_path / "file").touch()
    with pytest.raises(NoFolder), atomic_file(tmp_path / "file" / "a.txt"):
        pass


def test_a_folder_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(NotAFile), atomic_file(place):
            pass

    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_place_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with as_nobody(), pytest.raises(NotWritable), atomic_file(tmp_path / "a.txt"):
        pass
    tmp_path.chmod(0o700)
    with pytest.raises(NotWritable), atomic_file(tmp_path / ("a" * 300)):
        pass


def test_a_link_goes_on_pointing_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")

    with atomic_file(tmp_path / "link.txt") as file:
        file.write(b"new")

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere, so root steps down for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_database_is_never_replaced_by_a_list_or_a_paper(tmp_path: Path) -> None:
    database = tmp_path / "summit.db"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE journal (position)")
    connection.close()
    before = database.read_bytes()
    with pytest.raises(HoldsDatabase), atomic_file(database) as file:
        file.write(b"%PDF")
    assert database.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [database]
