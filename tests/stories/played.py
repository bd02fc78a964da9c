"""What stories on a set clock have in common: the clock, the window, and badges held to the desk's scanner."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.verdicts import Verdict
from desktop.services.badges import badges
from tests.ui.opened import Opened


class Wall:
    """The clock on the wall."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        # Time passes while things are done, or two readings of one badge would be one.
        self.now += timedelta(milliseconds=20)
        return self.now


class Played:
    """The window, the clock, and what is read from the same file beside them."""

    def __init__(self, it: Opened, wall: Wall) -> None:
        self.it, self.wall = it, wall
        event = it.context.here.event
        assert event is not None
        self.event = event.id
        self.tokens = {row.registration: row.token for row in it.read(badges, self.event) if row.revoked_at is None}
        self.desk: Any = it.window.page("desk")

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.it.bot.keyClick(QApplication.focusWidget() or self.it.window, key, held)

    def scan(self, registration: Any) -> Verdict:
        """Hold a badge to the scanner of this desk."""
        with self.it.bot.waitSignal(self.desk.answered, timeout=10_000) as answered:
            self.it.bot.keyClicks(self.desk.field, self.tokens[registration])
            self.it.bot.keyClick(self.desk.field, Qt.Key.Key_Return)
        verdict: Verdict = answered.args[0].verdict
        return verdict
