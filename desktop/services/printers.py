"""The printers of this machine: which there are, which it uses and how, and pages that show how well they do it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Protocol

from desktop.config import PrinterKind, PrinterSettings
from desktop.devices.printer import Printer, Sheets
from desktop.documents.templates import Offset, Template
from desktop.domain.text import LocalName, clean
from desktop.domain.tokens import DIGITS
from desktop.errors import N_, UserError
from desktop.i18n import Language, Translator
from desktop.progress import Progress
from desktop.services.badge_templates import shelf_beside

__all__ = [
    "DPI",
    "PrinterKind",
    "PrinterSettings",
    "Printers",
    "ask",
    "calibrate",
    "find_printer",
    "first_of",
    "layout_for",
    "print_test",
    "with_printer",
    "without_printer",
]

DPI = (203, 300, 600)
"""The dots an inch that Zebras have."""
_MOST_MM = 50.0


class NoSuchPrinter(UserError):
    code = "no_such_printer"
    text = N_("No printer is called {name} here. These are set up: {names}.")


class NoPrinter(UserError):
    code = "no_printer"
    text = N_("No printer is set up on this computer. Add one in the settings.")


class NoAddress(UserError):
    code = "no_printer_address"
    text = N_("Enter where the printer is: its name in the system, its network address, or its device file.")


class NamedTwice(UserError):
    code = "printer_named_twice"
    text = N_("There is another printer called {name}. Give this one another name.")


class FarOff(UserError):
    code = "offset_far_off"
    text = N_("The offset is in millimetres, from −{most} to {most}.")


class WrongDots(UserError):
    code = "wrong_dots"
    text = N_("A Zebra has {choices} dots per inch, not {dpi}.")


class System(Protocol):
    """The printers that are set up in this machine's system."""

    def queues(self) -> list[str]:
        """Their names."""

    def open(self, name: str, queue: str) -> Printer:
        """The one called ``queue`` there and ``name`` here."""


class _Cups:
    def queues(self) -> list[str]:
        from desktop.devices import cups

        return cups.queues()

    def open(self, name: str, queue: str) -> Printer:
        from desktop.devices.cups import Queue

        return Queue(name, queue)


@dataclass(frozen=True, slots=True)
class Printers:
    """Opens printers. ``system`` is how those of the system are reached: by CUPS unless told otherwise."""

    system: System = _Cups()  # noqa: RUF009  it holds nothing

    def queues(self) -> list[str]:
        """The names of the printers that are set up in this machine's system; this asks it, and may take a second."""
        return self.system.queues()

    def open(self, printer: PrinterSettings) -> Printer:
        """The printer itself; nothing is sent yet."""
        if printer.kind is PrinterKind.ZEBRA:
            from desktop.devices.zebra import Zebra

            return Zebra(printer.name, printer.address, printer.dpi)
        if printer.kind is PrinterKind.BROTHER:
            from desktop.devices.brother import Brother

            return Brother(printer.name, printer.address)
        return self.system.open(printer.name, printer.address)


def find_printer(known: Sequence[PrinterSettings], name: str = "") -> PrinterSettings:
    """The printer called so, or the first; raises ``NoPrinter`` or ``NoSuchPrinter``."""
    if not known:
        raise NoPrinter
    if not name:
        return known[0]
    found = next((printer for printer in known if printer.name.casefold() == clean(name).casefold()), None)
    if found is None:
        raise NoSuchPrinter(name=name, names=", ".join(printer.name for printer in known))
    return found


def with_printer(
    known: Sequence[PrinterSettings], printer: PrinterSettings, before: str = ""
) -> tuple[PrinterSettings, ...]:
    """``known`` and ``printer``, in the place of the one called ``before`` or else as the last.

    Raises ``NoAddress``, ``NamedTwice``, ``FarOff`` or ``WrongDots``.
    """
    printer = replace(printer, name=clean(printer.name) or clean(printer.address), address=printer.address.strip())
    if not printer.address:
        raise NoAddress
    if any(one.name.casefold() == printer.name.casefold() for one in known if one.name != before):
        raise NamedTwice(name=printer.name)
    if not all(math.isfinite(mm) and abs(mm) <= _MOST_MM for mm in (printer.right, printer.down)):
        raise FarOff(most=f"{_MOST_MM:g}")
    if printer.kind is PrinterKind.ZEBRA and printer.dpi not in DPI:
        raise WrongDots(choices=", ".join(map(str, DPI)), dpi=printer.dpi)
    if any(one.name == before for one in known):
        return tuple(printer if one.name == before else one for one in known)
    return (*known, printer)


def without_printer(known: Sequence[PrinterSettings], name: str) -> tuple[PrinterSettings, ...]:
    """``known`` without the printer called so; raises ``NoSuchPrinter``."""
    gone = find_printer(known, name)
    return tuple(printer for printer in known if printer is not gone)


def first_of(known: Sequence[PrinterSettings], name: str) -> tuple[PrinterSettings, ...]:
    """``known`` with the printer called so as the one that badges are printed on unless another is named."""
    first = find_printer(known, name)
    return (first, *without_printer(known, name))


def layout_for(printer: PrinterSettings, database: Path) -> Template:
    """The template of the badges on ``printer``, one of the program's or of those beside ``database``.

    Raises ``UnknownTemplate``.
    """
    return shelf_beside(database).find(printer.template)


def ask(printers: Printers, printer: PrinterSettings, database: Path) -> None:
    """Come back when it is ready to print; raises what it lacks."""
    printers.open(printer).check(layout_for(printer, database).page)


def print_test(
    printers: Printers, printer: PrinterSettings, database: Path, language: Language, progress: Progress
) -> None:
    """Print one badge that no desk admits; raises what the printer lacks."""
    from desktop.documents import badges as paper
    from desktop.documents.badge_facts import Badge, Face

    layout = layout_for(printer, database)
    name = LocalName("測試胸卡", "测试胸卡", "Test badge")
    badge = Badge(
        token="0" * DIGITS, serial="TEST", name_zh=name.said_in(Language.ZH_HANT), name_latin=name.en,
        honorific_zh="", honorific_en="", posts=(("Summit Desk", printer.name),), category=name,
        colour="#5B6472", seat="",
    )  # fmt: skip
    face = Face(LocalName("峰會台", "峰会台", "Summit Desk"), "#1B5CBE", None, language)
    out = BytesIO()
    paper.print_badges(out, [badge], face, layout, Progress(), Offset(printer.right, printer.down))
    printers.open(printer).print(Sheets(name.said_in(language), out.getvalue(), layout.page), progress)


def calibrate(printers: Printers, printer: PrinterSettings, database: Path, _: Translator, progress: Progress) -> None:
    """Print a page that shows how far off the printer prints, at its offset; raises what the printer lacks."""
    from desktop.documents import calibration

    page, out = layout_for(printer, database).page, BytesIO()
    calibration.print_calibration(out, page, _, Offset(printer.right, printer.down))
    printers.open(printer).print(Sheets(_("Calibration page"), out.getvalue(), page), progress)
