"""Chinese is set in the shapes of its reader: 骨, 門 and commas differ between the two scripts' fonts."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.fonts import Fonts


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[QApplication]:
    """An application whose style sheet sets sizes, as ours does."""
    font, sheet = QFont(qapp.font()), qapp.styleSheet()
    qapp.setStyleSheet("QLabel { font-size: 14px }")
    yield qapp
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)


def test_what_is_on_the_screen_takes_the_faces_of_the_new_language(qtbot: QtBot, styled: QApplication) -> None:
    fonts, label = Fonts(styled), QLabel("門，骨")
    qtbot.addWidget(label)
    fonts.choose(Language.ZH_HANT)
    label.show()
    for language, face in ((Language.ZH_HANT, "HK"), (Language.ZH_HANS, "SC"), (Language.ZH_HANT, "HK")):
        fonts.choose(language)
        assert label.font().families()[0].endswith(face)
