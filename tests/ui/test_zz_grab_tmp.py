from tests.ui.conftest import *
from tests.ui.test_printers_section import *


def test_grab(it, section, printer):
    event = it.context.here.event
    printer.dies_at = 2
    door = PrinterSettings("Main door", PrinterKind.ZEBRA, printer.address, "label-4x6", right=1.5)
    it.context.keeper.change(printers=(door, PrinterSettings("Office", address="LaserJet-4", template="a4-8")))
    print_on(it.context.store, event.id, Printers(), door, Wanted(), Progress())
    section.load(); it.until(section.doubts.isVisible); it.settle()
    section.buttons["Main door"][1].click(); it.settle()
    section.form.test.click(); it.until(section.form.trouble.isVisible)
    section.grab().save('/tmp/w/prn/section.png')
