"""Chinese is set in the shapes of its reader: 骨, 門 and commas differ between the two scripts' fonts."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.i18n import Language
from desktop.ui.fonts import Fonts
from desktop.ui.theme import Theme, ThemeName


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    font = QFont(qapp.font())
    yield Theme(qapp, ThemeName.LIGHT)
    qapp.setFont(font)
    qapp.setStyleSheet("")


def test_what_is_on_the_screen_takes_the_faces_of_the_new_language(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    fonts, label = Fonts(qapp), QLabel("門，骨")
    label.setProperty("role", "title")
    qtbot.addWidget(label)
    fonts.choose(Language.ZH_HANT)
    label.show()
    for language, face in ((Language.ZH_HANT, "HK"), (Language.ZH_HANS, "SC"), (Language.ZH_HANT, "HK")):
        fonts.choose(language)
        theme.take_fonts()
        assert label.font().families()[0].endswith(face)


@pytest.mark.parametrize("character", "𠮷吉")
def test_a_rare_character_of_a_bold_name_is_bold_too(qapp: QApplication, theme: Theme, character: str) -> None:
    fonts = Fonts(qapp)
    fonts.choose(Language.ZH_HANT)
    fonts.load_rest()

    def ink(*, bold: bool) -> int:
        picture = QImage(100, 100, QImage.Format.Format_Grayscale8)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setFont(theme.font(72, bold=bold))
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, character)
        painter.end()
        return sum(255 - each for each in bytes(picture.constBits()))

    assert ink(bold=True) > 1.3 * ink(bold=False)


@pytest.mark.parametrize(("language", "narrow"), [(Language.EN, True), (Language.ZH_HANT, False)])
def test_curly_marks_are_as_wide_as_those_around_them(
    qapp: QApplication, theme: Theme, language: Language, narrow: bool
) -> None:
    Fonts(qapp).choose(language)
    theme.take_fonts()
    metrics = QFontMetricsF(theme.font(100))

    assert all((metrics.horizontalAdvance(mark) < 60) is narrow for mark in "‘’“”")
