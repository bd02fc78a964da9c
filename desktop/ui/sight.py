"""Bringing a part of a page into sight."""

from PySide6.QtWidgets import QScrollArea, QWidget


def into_view(inside: QWidget, part: QWidget) -> None:
    """Scroll the page that ``inside`` lies on until ``part`` is seen."""
    page = inside.parentWidget()
    while page is not None and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    if page is not None:
        page.ensureWidgetVisible(part)
