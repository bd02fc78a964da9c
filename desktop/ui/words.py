"""Words on the screen: bound once, said again at once when the language changes."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from desktop.i18n import Language, Translator
from desktop.ui.bindings import Bindings

_QT_WORDS = "words"
_QT_LOCALE = {Language.ZH_HANT: "zh_TW", Language.ZH_HANS: "zh_CN"}
_LOCALE = {Language.ZH_HANT: "zh_HK", Language.ZH_HANS: "zh_CN", Language.EN: "en_GB"}


class Words(QObject):
    """The language of the screen; ``words._`` is its translator.

    ``changed`` comes after everything bound has been said again.
    """

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._ = Translator(language)
        self._bindings = Bindings()
        self._teach_qt()

    @property
    def language(self) -> Language:
        """The language on the screen now."""
        return self._.language

    def switch(self, language: Language) -> None:
        """Say everything in ``language`` from now on."""
        if language is self.language:
            return
        self._ = Translator(language)
        self._teach_qt()
        self._bindings.refresh()
        self.changed.emit()

    def bind(self, setter: Callable[[str], object], text: str, /, **values: object) -> None:
        """Hand ``text`` (an ``N_("…")`` with named placeholders) to ``setter`` now and after each change.

        ``setter`` is a method of a Qt object, which isn't kept alive; binding it again replaces the text.
        """
        self._bindings.bind(setter, lambda: (self._(text, **values),))

    def follow(self, setter: Callable[[str], object], sentence: Callable[[Translator], str]) -> None:
        """As ``bind``, for what one message id can't say: plurals, dates, several sentences."""
        self._bindings.bind(setter, lambda: (sentence(self._),))

    def forget(self, setter: Callable[[str], object]) -> None:
        """Stop saying what ``setter`` was bound to; what stands there now is data."""
        self._bindings.forget(setter)

    def _teach_qt(self) -> None:
        """Qt's own words (file dialogs, context menus) and number formats follow."""
        QLocale.setDefault(QLocale(_LOCALE[self.language]))
        app = QCoreApplication.instance()
        if app is None:
            return
        # Qt asks every translator that was installed: there is one of ours, whoever installed it.
        for before in app.findChildren(QTranslator, _QT_WORDS):
            app.removeTranslator(before)
            before.setParent(None)
        if self.language in _QT_LOCALE:
            translator = QTranslator(app)
            translator.setObjectName(_QT_WORDS)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load(f"qtbase_{_QT_LOCALE[self.language]}", folder):
                app.installTranslator(translator)
