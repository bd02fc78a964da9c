"""A printer as a thing with one interface, and all that can go wrong with one."""

from dataclasses import dataclass
from typing import Protocol, Self

from desktop.errors import N_, Trouble
from desktop.progress import Progress


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a printer is handed: a PDF of ``pages`` pages, each ``size`` millimetres wide and high."""

    title: str
    pdf: bytes
    size: tuple[float, float]
    pages: int = 1


class Printer(Protocol):
    """One printer. Its calls wait for it, a limited time, so they belong on a worker."""

    @property
    def at_once(self) -> int:
        """How many pages it is to be handed at a time, so that no more are in doubt when it fails."""

    def check(self, size: tuple[float, float]) -> None:
        """Raise a ``PrinterTrouble`` where it can't print pages of ``size`` millimetres now."""

    def print(self, sheets: Sheets, progress: Progress) -> None:
        """Come back when everything came out.

        Raises a ``PrinterTrouble``: its ``unsure`` is False where nothing usable came out and nothing will, and True
        where nobody but a person can tell. When the watcher stops it, it waits only ``PARTING_S`` for an answer.
        """


PARTING_S = 2.0
"""How many seconds a printer has to answer when the program is about to close."""


class PrinterTrouble(Trouble):
    """A printer did not do what it was handed."""

    code = "printer_trouble"
    unsure = False

    def maybe(self) -> Self:
        """The same, but some of it may have come out."""
        self.unsure = True
        return self


class PrinterGone(PrinterTrouble):
    code = "printer_gone"
    text = N_("{printer} can't be reached. See that it is on and connected, or print on another printer.")


class PrinterSilent(PrinterTrouble):
    code = "printer_silent"
    text = N_("{printer} does not answer. See that it is on, closed and has paper, or print on another printer.")


class OutOfPaper(PrinterTrouble):
    code = "out_of_paper"
    text = N_("{printer} is out of paper. Put some in, or print on another printer.")


class OutOfInk(PrinterTrouble):
    code = "out_of_ink"
    text = N_("{printer} is out of ink, toner or ribbon. Change it, or print on another printer.")


class PrinterOpen(PrinterTrouble):
    code = "printer_open"
    text = N_("{printer} is open. Close it, or print on another printer.")


class PaperJam(PrinterTrouble):
    code = "paper_jam"
    text = N_("Paper is stuck in {printer}. Take it out, or print on another printer.")


class PrinterStopped(PrinterTrouble):
    code = "printer_stopped"
    text = N_("{printer} is paused. Let it go on, or print on another printer.")


class WrongRoll(PrinterTrouble):
    code = "wrong_roll"
    text = N_("{printer} holds {held}, and the template needs {needed}. Change the roll or the template.")


class NoRoll(PrinterTrouble):
    code = "no_roll"
    text = N_("{printer} has no roll for a badge of {width} × {height} mm. Choose another template.")


class PrinterRefused(PrinterTrouble):
    code = "printer_refused"
    text = N_("{printer} did not print it: {reason}.")


class PrinterFault(PrinterTrouble):
    code = "printer_fault"
    text = N_("{printer} reports fault {fault}. Switch it off and on, or print on another printer.")


class SystemFailed(PrinterTrouble):
    code = "system_failed"
    text = N_("This computer could not print on {printer}. Look at its settings, or print on another printer.")


class NoWord(PrinterTrouble):
    """It was handed over, and then nothing more was heard."""

    code = "no_word"
    text = N_("{printer} took it and did not say that it was printed. See whether it came out.")
    unsure = True


class NoPrintSystem(PrinterTrouble):
    code = "no_print_system"
    text = N_("This computer has no printing system. Print to a PDF file, or set up CUPS.")
