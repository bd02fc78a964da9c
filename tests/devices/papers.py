"""Pages to print: a code that can be read back and a black corner."""

from functools import cache
from io import BytesIO

import zxingcpp
from PIL import Image
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.renderPDF import draw
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from desktop.devices.printer import Sheets

MM = 72 / 25.4
TOKEN = "012345678901234567890123"


@cache
def sheets(size: tuple[float, float] = (101.6, 152.4), pages: int = 1, token: str = TOKEN) -> Sheets:
    """Pages of ``size`` millimetres with the token in a QR code."""
    out = BytesIO()
    paper = Canvas(out, pagesize=(size[0] * MM, size[1] * MM))
    for page in range(pages):
        text = f"{token}{page or ''}"
        widget = QrCodeWidget(text, barLevel="Q", barWidth=22 * MM, barHeight=22 * MM)
        drawing = Drawing(22 * MM, 22 * MM)
        drawing.add(widget)
        draw(drawing, paper, (size[0] - 24) * MM, (size[1] - 24) * MM)
        paper.rect(2 * MM, 2 * MM, 10 * MM, 3 * MM, fill=1)
        paper.showPage()
    paper.save()
    return Sheets("Badge", out.getvalue(), size, pages)


def token_on(picture: Image.Image) -> str:
    """The text of the code on a picture."""
    found = zxingcpp.read_barcodes(picture.convert("L"))
    assert len(found) == 1, f"{len(found)} codes"
    text: str = found[0].text
    return text
