"""The bundled fonts: loaded from ``resources/fonts`` as they are needed, chosen by the language of the reader.

A language's own face comes first (骨 直 令 differ between Hong Kong and Simplified forms), then the other, then the
rare characters. English has Latin letters of its own, whose “ and ” are not as wide as a Chinese character. What the
first window needs is loaded before it; the rest right after it is painted.
"""

import logging
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop.i18n import Language
from desktop.resources import resource

_OWN = "Summit Desk"
_LATIN = "Latin"

log = logging.getLogger(__name__)


class Fonts:
    """Sets the application's font for a language."""

    # What is loaded stays with the process. Loading it anew for another window would let go of every face in use.
    _loaded: ClassVar[dict[Path, str]] = {}

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._system = [family for family in app.font().families() if not family.startswith(_OWN)]
        self._language = Language.EN
        self._families: dict[Path, str] = {}
        self._files = sorted(path for path in resource("fonts").glob("*.[to]tf"))

    def choose(self, language: Language) -> None:
        """Take the faces of ``language``, the ones already loaded at once."""
        self._language = language
        self._load([path for path in self._files if _wanted(path, language) and _rank(language, path) <= 0])
        self._apply()

    def load_rest(self) -> None:
        """Load what ``choose`` left out; called once the window is painted."""
        if self._load(self._files):
            self._apply()

    def families(self, language: Language) -> list[str]:
        """The loaded families in the order in which a reader of ``language`` wants them."""
        ranked = sorted((path for path in self._families if _wanted(path, language)), key=partial(_rank, language))
        return [*dict.fromkeys(self._families[path] for path in ranked), *self._system]

    def _load(self, files: list[Path]) -> bool:
        missing = [path for path in files if path not in self._families]
        for path in missing:
            family = self._loaded.get(path) or _add(path)
            if family:
                self._families[path] = self._loaded[path] = family
            else:
                log.warning("a bundled font can't be read: %s", path.name)
        return bool(missing)

    def _apply(self) -> None:
        font = QFont(self._app.font())
        font.setFamilies(self.families(self._language))
        self._app.setFont(font)


def _add(path: Path) -> str:
    number = QFontDatabase.addApplicationFont(str(path))
    names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return names[0] if names else ""


def _wanted(path: Path, language: Language) -> bool:
    """Whether ``language`` is set in this face at all; marks around Chinese words are as wide as these."""
    return language is Language.EN or _LATIN not in path.stem


def _rank(language: Language, path: Path) -> int:
    name = path.stem.upper()
    own, other = ("SC", "HK") if language is Language.ZH_HANS else ("HK", "SC")
    if _LATIN.upper() in name:
        return -1
    if f"SANS{own}" in name:
        return 0
    return 1 if f"SANS{other}" in name else 2
