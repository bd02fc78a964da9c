import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_qt_calls_steal_no_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 took one at each void call on CPython below 3.12, and the program died after some 7,000."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(20_000):
        label.setText(str(number))

    assert sys.getrefcount(None) - before > -1_000
