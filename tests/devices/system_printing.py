"""A real CUPS of the tests' own: a port and folders of its own, and printers that are a few lines of shell."""

import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_CUPS = Path("/usr/lib/cups")
_BACKEND = """\
#!/bin/sh
# direct CLASS "MAKE" "INFO" is what CUPS asks a backend without words; else: JOB USER TITLE COPIES OPTIONS [FILE]
[ $# -gt 0 ] || {{ echo 'direct virtual "Virtual" "Virtual"'; exit 0; }}
folder={folder}
case $DEVICE_URI in
    *no-paper) echo "STATE: +media-empty-error" >&2; while [ ! -e "$folder/paper" ]; do sleep 0.1; done;
               echo "STATE: -media-empty-error" >&2 ;;
    *gone) echo "ERROR: The printer is not there." >&2; exit 1 ;;
    *slow) sleep 0.7 ;;
esac
[ $# -ge 6 ] && exec <"$6"
cat >"$folder/part.$1" && mv "$folder/part.$1" "$folder/$1.pdf" && echo "$3|$5" >"$folder/$1.txt"
"""
_FILES = """\
ServerRoot {root}/etc
ServerBin {root}/bin
DataDir /usr/share/cups
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/access
ErrorLog {root}/errors
PageLog {root}/pages
SystemGroup {group}
"""
_DAEMON = """\
Listen 127.0.0.1:{port}
Browsing No
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow localhost
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""


@dataclass
class Cups:
    """CUPS in ``root``; ``start`` it before and ``stop`` it after. What was printed lies in ``out`` by job number."""

    root: Path

    def __post_init__(self) -> None:
        self.out = self.root / "out"
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.server = f"127.0.0.1:{server.getsockname()[1]}"

    def start(self) -> None:
        """Come back when it answers and has its printers; raises where CUPS is not installed."""
        for name in ("etc", "bin/backend", "bin/filter", "spool/tmp", "cache", "state", "out"):
            (self.root / name).mkdir(parents=True)
        for name in ("daemon", "notifier"):
            (self.root / "bin" / name).symlink_to(_CUPS / name)
        backend = self.root / "bin/backend/virtual"
        backend.write_text(_BACKEND.format(folder=self.out))
        # Not for others to read, or CUPS takes it for harmless and runs it as a user who may not write here.
        backend.chmod(0o700)
        files, daemon = self.root / "etc/cups-files.conf", self.root / "etc/cupsd.conf"
        group = subprocess.run(["id", "-gn"], capture_output=True, text=True, check=True).stdout.strip()
        files.write_text(_FILES.format(root=self.root, group=group))
        daemon.write_text(_DAEMON.format(port=self.server.rpartition(":")[2]))
        program = shutil.which("cupsd", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program is not None, "CUPS is not installed: scripts/system-packages dev says how"
        self._daemon = subprocess.Popen(
            [program, "-f", "-c", str(daemon), "-s", str(files)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 20
        while subprocess.run(["lpstat", "-h", self.server, "-r"], capture_output=True, check=False).stdout[:22] != (
            b"scheduler is running\n"
        ):
            assert time.monotonic() < until, "CUPS did not start"
            time.sleep(0.05)
        for name in ("good", "slow", "gone", "no-paper"):
            self._set_up(name)

    def stop(self) -> None:
        """End it and what it started."""
        self._daemon.terminate()
        self._daemon.wait()

    def pause(self, name: str) -> None:
        """Let this printer print nothing."""
        self._run("cupsdisable", "-h", self.server, name)

    def go_on(self, name: str) -> None:
        """Let it print again."""
        self._run("cupsenable", "-h", self.server, name)

    def printed(self) -> list[bytes]:
        """What came out, in order."""
        return [file.read_bytes() for file in sorted(self.out.glob("*.pdf"), key=lambda file: int(file.stem))]

    def wait_for(self, jobs: int) -> None:
        """Come back when so many have come out."""
        until = time.monotonic() + 10
        while len(self.printed()) < jobs:
            assert time.monotonic() < until, "nothing came out"
            time.sleep(0.02)

    def titles(self) -> list[str]:
        """The name and the options of each job that came out."""
        return [file.read_text().strip() for file in sorted(self.out.glob("*.txt"), key=lambda file: int(file.stem))]

    def _set_up(self, name: str) -> None:
        self._run("lpadmin", "-h", self.server, "-p", name, "-E", "-v", f"virtual:/{name}", "-m", "raw")

    def _run(self, command: str, *words: str) -> None:
        program = shutil.which(command, path=f"{os.environ['PATH']}:/usr/sbin")
        assert program is not None
        subprocess.run([program, *words], check=True, capture_output=True)
