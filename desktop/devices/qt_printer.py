"""Printers of the system by Qt, where there is no CUPS: pages are drawn as pictures. Qt is known here and nowhere
else among the devices; its printer may be used on a worker.
"""

from dataclasses import dataclass

from PIL.Image import Image
from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.devices.printer import Printer, PrinterGone, Sheets, SystemFailed
from desktop.devices.raster import pages
from desktop.progress import Progress

_DPI = 300


@dataclass(frozen=True, slots=True)
class QtPrinter:
    """The printer called ``queue`` in the system. What was handed to the system counts as printed: Qt hears no more."""

    name: str
    queue: str
    at_once: int = 10

    def check(self, size: tuple[float, float]) -> None:  # noqa: ARG002  the system takes any size
        if self.queue not in QPrinterInfo.availablePrinterNames():
            raise PrinterGone(printer=self.name)

    def print(self, sheets: Sheets, progress: Progress) -> None:  # noqa: ARG002  nothing here waits for a printer
        self.check(sheets.size)
        printer = QPrinter(QPrinterInfo.printerInfo(self.queue))
        size = QPageSize(QSizeF(*sheets.size), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
        printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
        printer.setFullPage(True)
        printer.setResolution(_DPI)
        printer.setDocName(sheets.title)
        drawn = [_qimage(page) for page in pages(sheets.pdf, _DPI)]
        ended = self._draw(printer, drawn)
        if not ended or printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            failed = SystemFailed(printer=self.name)
            failed.unsure = len(drawn) > 1
            raise failed

    def _draw(self, printer: QPrinter, drawn: list[QImage]) -> bool:
        painter = QPainter()
        if not painter.begin(printer):
            return False
        try:
            for number, image in enumerate(drawn):
                if number and not printer.newPage():
                    printer.abort()
                    return False
                painter.drawImage(QPoint(), image)
        finally:
            ended = painter.end()
        return ended


class Queues:
    """The printers that are set up in the system, by Qt."""

    def queues(self) -> list[str]:
        """Their names."""
        return sorted(QPrinterInfo.availablePrinterNames())

    def open(self, name: str, queue: str) -> Printer:
        """The one called ``queue`` there and ``name`` here."""
        return QtPrinter(name, queue)


def _qimage(page: Image) -> QImage:
    """The same picture for Qt, which keeps no copy of it unless told to."""
    rgb = page.convert("RGB")
    return QImage(rgb.tobytes(), rgb.width, rgb.height, rgb.width * 3, QImage.Format.Format_RGB888).copy()
