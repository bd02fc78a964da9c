"""Printers of the system under CUPS: the PDF itself, by CUPS's own commands, and its state asked of CUPS.

``lp`` hands over and ``cancel`` takes back, because they know who may; what became of a job their texts don't tell,
so that is asked in IPP (RFC 8010 and 8011), which CUPS speaks.
"""

import getpass
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from time import monotonic, sleep

from desktop.devices import ipp
from desktop.devices.printer import (
    PARTING_S,
    NoPrintSystem,
    NoWord,
    OutOfInk,
    OutOfPaper,
    PaperJam,
    PrinterGone,
    PrinterOpen,
    PrinterRefused,
    PrinterSilent,
    PrinterStopped,
    PrinterTrouble,
    Sheets,
)
from desktop.progress import Progress

_COMMAND_S, _LOOK_S, _LOOK_MOST_S, _PATIENCE_S = 10, 0.05, 0.5, 180.0
_WARNED_S, _PAGE_S = 10.0, 2.0
_CONNECTING = "connecting-to-device"
_SURE = (OutOfPaper, PrinterOpen, PrinterStopped, PrinterGone)
"""With these a page that was under way did not come out."""
_REASONS: dict[str, type[PrinterTrouble]] = {
    "media-empty": OutOfPaper, "media-needed": OutOfPaper, "media-jam": PaperJam, "cover-open": PrinterOpen,
    "door-open": PrinterOpen, "interlock-open": PrinterOpen, "input-tray-missing": OutOfPaper,
    "marker-supply-empty": OutOfInk, "toner-empty": OutOfInk, "offline": PrinterGone, "shutdown": PrinterGone,
    "timed-out": PrinterGone, _CONNECTING: PrinterGone, "paused": PrinterStopped, "stopped": PrinterStopped,
    "moving-to-paused": PrinterStopped,
}  # fmt: skip
_PAPERS = {(210.0, 297.0): "A4", (148.0, 210.0): "A5", (105.0, 148.0): "A6"}
_STOPPED = 5
_HELD, _CANCELLED, _ABORTED, _COMPLETED = 4, 7, 8, 9


def queues() -> list[str]:
    """The names of the printers that are set up here; none where there is no CUPS."""
    try:
        return sorted(_run("lpstat", "-e").stdout.split())
    except PrinterTrouble:
        return []


@dataclass(frozen=True, slots=True)
class Queue:
    """The printer called ``queue`` in CUPS."""

    name: str
    queue: str
    at_once: int = 10

    def check(self, size: tuple[float, float]) -> None:  # noqa: ARG002  a queue scales nothing and holds any size
        # What else it says stems from the last job: CUPS hears of paper only while it prints.
        if self._stopped(self._state()):
            raise PrinterStopped(printer=self.name)

    def print(self, sheets: Sheets, progress: Progress) -> None:
        self.check(sheets.size)
        said = _run(
            "lp", "-d", self.queue, "-t", sheets.title, "-o", f"media={_media(sheets.size)}",
            "-o", "print-scaling=none", "-", data=sheets.pdf,
        )  # fmt: skip
        found = re.search(rf"{re.escape(self.queue)}-(\d+)", said.stdout)
        if said.returncode or found is None:
            raise self._refused(said.stderr)
        self._wait(int(found[1]), sheets, progress)

    def _wait(self, job: int, sheets: Sheets, progress: Progress) -> None:
        begun, pause = monotonic(), _LOOK_S
        until, warned = begun + _PATIENCE_S, begun + _WARNED_S + sheets.pages * _PAGE_S
        while monotonic() < until:
            if progress.stop.is_set():
                until = min(until, monotonic() + PARTING_S)
            state = self._job(job)
            if state.number("job-state") == _COMPLETED:
                return
            if state.number("job-state") in (_CANCELLED, _ABORTED):
                raise self._ended(state, sheets)
            trouble = self._trouble(self._state(), warnings=monotonic() > warned)
            if trouble or state.number("job-state") == _HELD or "resources-are-not-ready" in state["job-state-reasons"]:
                self._take_back(job, state, sheets, trouble)
                return
            sleep(pause)
            pause = min(pause * 1.5, _LOOK_MOST_S)
        raise NoWord(printer=self.name)

    def _take_back(self, job: int, before: ipp.Answer, sheets: Sheets, trouble: PrinterTrouble | None) -> None:
        """Cancel a job that goes nowhere, or it would be printed later, when the badge may have come elsewhere."""
        _run("cancel", f"{self.queue}-{job}")
        after = self._job(job)
        if after.number("job-state") == _COMPLETED:
            return
        if after.number("job-state") not in (_CANCELLED, _ABORTED):
            raise NoWord(printer=self.name)
        reason = trouble or self._because(before)
        raise reason if (sheets.pages == 1 and isinstance(reason, _SURE)) or _never_begun(after) else reason.maybe()

    def _ended(self, state: ipp.Answer, sheets: Sheets) -> PrinterTrouble:
        reason = self._because(state)
        return reason if sheets.pages == 1 or _never_begun(state) else reason.maybe()

    def _because(self, state: ipp.Answer) -> PrinterTrouble:
        said = " ".join(state["job-printer-state-message"]).strip(" .")
        return PrinterRefused(printer=self.name, reason=said) if said else PrinterGone(printer=self.name)

    def _state(self) -> ipp.Answer:
        wanted = "printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs"
        return self._ask(ipp.GET_PRINTER, "printer-uri", f"printers/{self.queue}", wanted)

    def _job(self, job: int) -> ipp.Answer:
        wanted = "job-state", "job-state-reasons", "job-printer-state-message", "time-at-processing"
        try:
            return self._ask(ipp.GET_JOB, "job-uri", f"jobs/{job}", wanted)
        except PrinterTrouble as trouble:
            raise NoWord(printer=self.name) from trouble

    def _ask(self, operation: int, key: str, path: str, wanted: tuple[str, ...]) -> ipp.Answer:
        try:
            answer = ipp.ask(_server(), operation, {key: f"ipp://localhost/{path}"}, getpass.getuser(), wanted)
        except (OSError, ValueError, KeyError) as error:  # KeyError: a user whom the system does not know
            raise PrinterSilent(printer=self.name) from error
        if not answer.ok:
            raise PrinterGone(printer=self.name)
        return answer

    def _trouble(self, state: ipp.Answer, *, warnings: bool) -> PrinterTrouble | None:
        """What stops it; a warning, as of one empty tray among several, does so only when nothing else explains it."""
        for reason in state["printer-state-reasons"]:
            word = reason.removesuffix("-error")
            if warnings or word == "offline-report":
                word = word.removesuffix("-warning").removesuffix("-report")
            if word in _REASONS and (warnings or word != _CONNECTING):
                return _REASONS[word](printer=self.name)
        return PrinterStopped(printer=self.name) if self._stopped(state) else None

    def _stopped(self, state: ipp.Answer) -> bool:
        return state.number("printer-state") == _STOPPED or state["printer-is-accepting-jobs"] == ["0"]

    def _refused(self, said: str) -> PrinterTrouble:
        reason = said.removeprefix("lp:").replace("Error -", "").strip(" .\n")
        return PrinterRefused(printer=self.name, reason=reason) if reason else PrinterGone(printer=self.name)


def _media(size: tuple[float, float]) -> str:
    """What CUPS calls paper of this size: drivers know common ones by name alone."""
    wide, high = size
    return _PAPERS.get(size, f"Custom.{wide:g}x{high:g}mm")


def _never_begun(state: ipp.Answer) -> bool:
    return not state.number("time-at-processing")


def _server() -> str:
    """The address that CUPS's own commands use: a socket's path, or host and port."""
    return _run("lpstat", "-H").stdout.strip()


def _run(command: str, *words: str, data: bytes = b"") -> subprocess.CompletedProcess[str]:
    path = shutil.which(command)
    if path is None:
        raise NoPrintSystem
    try:
        said = subprocess.run(  # noqa: S603  CUPS's own command; its words are ours
            [path, *words], input=data, capture_output=True, check=False, timeout=_COMMAND_S,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    except (OSError, ValueError, subprocess.SubprocessError) as error:  # ValueError: a word with a NUL in it
        raise NoPrintSystem from error
    return subprocess.CompletedProcess(
        said.args, said.returncode, said.stdout.decode(errors="replace"), said.stderr.decode(errors="replace")
    )
