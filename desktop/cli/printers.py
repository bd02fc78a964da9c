"""printers list · add · change · remove · test · calibrate · doubts · settle: the printers of this machine."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.cli.parser import Commands, Parser
from desktop.cli.run import Run, written
from desktop.config import PrinterKind, PrinterSettings, load_settings, save_settings
from desktop.errors import N_
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.print_jobs import Doubt

KINDS = {
    PrinterKind.SYSTEM: N_("Printer of this computer"),
    PrinterKind.ZEBRA: N_("Zebra label printer"),
    PrinterKind.BROTHER: N_("Brother QL label printer"),
}


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("printers", _("The printers that this computer prints badges on."))
    group.add("list", _("Those set up, the first being used unless another is named; and those of the system."), show)
    made = group.add("add", _("Set a printer up."), set_up)
    made.add_argument(
        "address", metavar=_("ADDRESS"),
        help=_("Its name in the system; for a Zebra or a Brother HOST or HOST:PORT, or its device file."),
    )  # fmt: skip
    made.add_argument("--name", default="", metavar=_("PRINTER"), help=_("What it is to be called here."))
    change = group.add("change", _("Change what is named of a printer, and nothing else."), change_printer)
    for name, help_, action in (
        ("remove", _("Forget a printer."), remove),
        ("ask", _("Ask a printer whether it is ready."), ask),
        ("test", _("Print a badge that no desk admits."), test),
        ("calibrate", _("Print a page to measure how far off a printer prints."), calibrate),
    ):
        _named(group.add(name, help_, action), _)
    _named(change, _)
    change.add_argument("--address", metavar=_("ADDRESS"), help=_("Where it is now."))
    change.add_argument("--first", action="store_true", help=_("Print on this one unless another is named."))
    for command in (made, change):
        _add_settings(command, _)
    group.add("doubts", _("Badges that were handed to a printer which did not say what became of them."), show_doubts)
    settle = group.add("settle", _("Say of badges in doubt whether they came out."), settle_doubt)
    settle.add_argument("doubt", type=UUID, metavar=_("ID"), help=_("The id that “printers doubts” shows."))
    which = settle.add_mutually_exclusive_group(required=True)
    which.add_argument("--came-out", action="store_true", help=_("They came out: they are printed."))
    which.add_argument("--print-again", action="store_true", help=_("They did not: they are to print again."))


def _named(command: Parser, _: Translator) -> None:
    command.add_argument("printer", metavar=_("PRINTER"), help=_("What it is called here."))


def _add_settings(command: Parser, _: Translator) -> None:
    command.add_argument("--kind", choices=[kind.value for kind in PrinterKind], help=_("How it is spoken to."))
    command.add_argument("--template", metavar=_("TEMPLATE"), help=_("How a badge on it looks."))
    command.add_argument("--dpi", type=int, metavar="N", help=_("The dots per inch of a Zebra: 203, 300 or 600."))
    for option, help_ in (
        ("--right", _("Millimetres to move the picture to the right.")),
        ("--down", _("Millimetres to move the picture down.")),
    ):
        command.add_argument(option, type=float, metavar="MM", help=help_)


def show(run: Run, _: Translator) -> None:
    """What is set up, and what could be."""
    from desktop.services.printers import Printers

    known = run.settings.printers
    taken = {printer.address for printer in known if printer.kind is PrinterKind.SYSTEM}
    others = [queue for queue in Printers().queues() if queue not in taken]
    run.give_table(
        {"printers": [asdict(printer) for printer in known], "others": others},
        [_("Printer"), _("Kind"), _("Address"), _("Template"), _("Offset")],
        [
            *(
                (one.name, _(KINDS[one.kind]), one.address, one.template, f"{one.right:+.1f} {one.down:+.1f} mm")
                for one in known
            ),
            *((queue, _("not set up"), queue, "", "") for queue in others),
        ],
    )


def set_up(run: Run, _: Translator) -> None:
    """Add a printer."""
    from desktop.services.printers import with_printer

    printer = _changed(run, PrinterSettings(run.args.name, address=run.args.address))
    known = with_printer(run.settings.printers, printer)
    _check_template(run, known[-1])
    _keep(known)
    run.give(asdict(known[-1]), [_("{printer} is set up.", printer=known[-1].name)])


def change_printer(run: Run, _: Translator) -> None:
    """Change a printer that is set up."""
    from desktop.services.printers import find_printer, first_of, with_printer

    before = find_printer(run.settings.printers, run.args.printer)
    printer = _changed(run, before)
    if run.args.address is not None:
        printer = replace(printer, address=run.args.address)
    _check_template(run, printer)
    known = with_printer(run.settings.printers, printer, before.name)
    _keep(first_of(known, printer.name) if run.args.first else known)
    run.give(asdict(printer), [_("{printer} is set up.", printer=printer.name)])


def remove(run: Run, _: Translator) -> None:
    """Forget a printer."""
    from desktop.services.printers import find_printer, without_printer

    gone = find_printer(run.settings.printers, run.args.printer)
    _keep(without_printer(run.settings.printers, gone.name))
    run.give(asdict(gone), [_("{printer} is no longer used here.", printer=gone.name)])


def ask(run: Run, _: Translator) -> None:
    """Ask a printer how it is."""
    from desktop.services.printers import Printers, find_printer
    from desktop.services.printers import ask as ask_printer

    printer = find_printer(run.settings.printers, run.args.printer)
    ask_printer(Printers(), printer, run.path)
    run.give({"printer": printer.name, "ready": True}, [_("{printer} is ready.", printer=printer.name)])


def test(run: Run, _: Translator) -> None:
    """Print a test badge."""
    from desktop.services.printers import Printers, find_printer, print_test

    printer = find_printer(run.settings.printers, run.args.printer)
    print_test(Printers(), printer, run.path, _.language, run.progress())
    run.give({"printer": printer.name}, [_("{printer} has printed the test badge.", printer=printer.name)])


def calibrate(run: Run, _: Translator) -> None:
    """Print a calibration page."""
    from desktop.services.printers import Printers, find_printer
    from desktop.services.printers import calibrate as print_page

    printer = find_printer(run.settings.printers, run.args.printer)
    print_page(Printers(), printer, run.path, _, run.progress())
    run.give({"printer": printer.name}, [_("{printer} has printed the calibration page.", printer=printer.name)])


def show_doubts(run: Run, _: Translator) -> None:
    """Badges of which nobody knows whether they came out."""
    from desktop.services import events, print_jobs

    with run.database() as db:
        with db.read() as session:
            event = events.event_in_use(session)
        found = print_jobs.doubts(db, event.id)
    run.give_table(
        [_doubt(one, event.zone) for one in found],
        [_("ID"), _("Printer"), _("When"), _("Badges")],
        ((str(one.key), one.printer, _.time(one.at, event.zone), len(one.badges)) for one in found),
    )


def settle_doubt(run: Run, _: Translator) -> None:
    """Take a person's word for it."""
    from desktop.services import print_jobs

    with run.database() as db:
        count = print_jobs.settle(db, run.args.doubt, came_out=run.args.came_out)
    run.give({"badges": count}, [_.ngettext("{n} badge is settled.", "{n} badges are settled.", count)])


def _changed(run: Run, printer: PrinterSettings) -> PrinterSettings:
    """``printer`` with what was typed."""
    typed = {name: getattr(run.args, name) for name in ("template", "right", "down", "dpi")}
    if run.args.kind is not None:
        typed["kind"] = PrinterKind(run.args.kind)
    return replace(printer, **{name: value for name, value in typed.items() if value is not None})


def _check_template(run: Run, printer: PrinterSettings) -> None:
    from desktop.services.printers import layout_for

    layout_for(printer, run.path)


def _keep(printers: Sequence[PrinterSettings]) -> None:
    """Save them and nothing else of what was typed for this one command."""
    save_settings(replace(load_settings(), printers=tuple(printers)))


def _doubt(one: "Doubt", zone: str) -> dict[str, object]:
    return {
        "id": str(one.key), "printer": one.printer, "at": written(one.at, zone),
        "registrations": [str(key) for key in one.registrations],
    }  # fmt: skip
