"""Bringing a part of a page into sight."""

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget


def into_view(inside: QWidget, part: QWidget) -> None:
    """Scroll the page that ``inside`` lies on until ``part`` is seen."""
    page = inside.parentWidget()
    while page is not None and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    if page is not None:
        page.ensureWidgetVisible(part)


def scroll_to(area: QAbstractScrollArea, rect: QRectF, room: QRectF) -> None:
    """Scroll what is painted on ``area`` until ``rect`` lies in ``room``, its left and top end before the others."""
    for bar, low, high, edge_low, edge_high in (
        (area.verticalScrollBar(), rect.top(), rect.bottom(), room.top(), room.bottom()),
        (area.horizontalScrollBar(), rect.left(), rect.right(), room.left(), room.right()),
    ):
        if low < edge_low:
            bar.setValue(bar.value() - int(edge_low - low) - 8)
        elif high > edge_high:
            bar.setValue(bar.value() + int(min(high - edge_high, low - edge_low)) + 8)
