"""Tab goes through what is made later, too, in the order in which it is seen."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_layout(part: QWidget) -> None:
    """Let Tab walk ``part`` as it is laid out, after whatever comes before it."""
    before = part.previousInFocusChain()
    while before is not None and before is not part and not _takes_tab(before):
        before = before.previousInFocusChain()
    stops = [one for one in _stops(part.layout()) if one is not before]
    if before is not None and before is not part:
        stops.insert(0, before)
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)


def _stops(layout: QLayout | None) -> Iterator[QWidget]:
    for number in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(number) if layout is not None else None
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is None:
            yield from _stops(inner)
        elif _takes_tab(widget):
            yield widget
        else:
            yield from _stops(widget.layout())


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
