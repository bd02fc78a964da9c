import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from desktop.devices.printer import PrinterGone
from desktop.devices.qt_printer import Queues
from desktop.progress import Progress
from tests.devices.papers import TOKEN, sheets, token_on
from tests.devices.system_printing import Cups


def test_qt_prints_each_page_where_it_belongs(qapp: QApplication, system: Cups) -> None:
    assert "good" in Queues().queues()

    Queues().open("Office", "good").print(sheets(pages=2), Progress())
    system.wait_for(1)

    document = pypdfium2.PdfDocument(system.printed()[0])
    tokens = []
    for page in document:
        assert page.get_size() == pytest.approx((288, 432), abs=1)
        picture = page.render(scale=2).to_pil()
        tokens.append(token_on(picture))
        assert picture.convert("L").getpixel((int(7 * 72 / 25.4 * 2), int((152.4 - 3.5) * 72 / 25.4 * 2))) < 64
    document.close()
    assert tokens == [TOKEN, f"{TOKEN}1"]


def test_a_printer_that_the_system_does_not_have_is_gone(qapp: QApplication, system: Cups) -> None:
    with pytest.raises(PrinterGone):
        Queues().open("Office", "nowhere").print(sheets(), Progress())
