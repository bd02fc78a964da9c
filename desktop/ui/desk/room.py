"""How the parts of the desk page share its height: the verdict comes first."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.desk.recent import RecentScans
from desktop.ui.look import Look

_ROOMY, _TIGHT = 520, 360
"""Heights in px at 100 %: below the first things stand closer, below the second what is only handy gives way."""


class Room:
    """Shares out the height anew whenever it, or what is shown, has changed."""

    def __init__(self, look: Look, body: QVBoxLayout, hints: QWidget, recent: RecentScans) -> None:
        self._look, self._body, self._hints, self._recent = look, body, hints, recent
        self._form: tuple[int, int, int] | None = None

    def share(self, height: int, *, there: bool, idle: bool, list_or_badge: bool) -> None:
        """Share ``height`` px out; ``there`` is whether scans and keys belong on the page at all."""
        tall = height / self._look.theme.scale
        tight = tall < _TIGHT
        self._hints.setVisible(there and (idle or not tight))
        self._recent.setVisible(there and not (tight and list_or_badge))
        self._recent.compact(tight)
        form = (32, 24, 16) if tall >= _ROOMY else (24, 8, 8) if tight else (24, 16, 12)
        if form != self._form:
            self._form = form
            across, down, between = form
            self._look.theme.bind(self._body.setContentsMargins, across, down, across, down)
            self._look.theme.bind(self._body.setSpacing, between)
