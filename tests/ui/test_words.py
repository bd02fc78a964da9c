import gc

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from shiboken6 import delete

from desktop.i18n import Language, Translator
from desktop.ui.bindings import Bindings
from desktop.ui.look import Look
from desktop.ui.widgets import Label


def said(language: Language) -> str:
    return f"in {language}"


def test_bound_words_are_said_again_at_once_when_the_language_changes(look: Look) -> None:
    label = QLabel()
    look.words.follow(label.setText, lambda _: said(_.language))

    look.words.switch(Language.ZH_HANT)

    assert label.text() == "in zh-Hant"


def test_placeholders_are_filled(look: Look) -> None:
    label = QLabel()

    look.words.bind(label.setText, "{n} of {total}", n=1, total=25)

    assert label.text() == "1 of 25"


def test_binding_again_replaces_what_was_bound(look: Look) -> None:
    label = QLabel()
    look.words.follow(label.setText, lambda _: "first")
    look.words.follow(label.setText, lambda _: "second")

    look.words.switch(Language.ZH_HANS)

    assert label.text() == "second"


def test_data_stays_when_the_language_changes(look: Look) -> None:
    label = Label(look, "Name")
    label.put("孫東")

    look.words.switch(Language.ZH_HANS)

    assert label.text() == "孫東"


def test_a_label_that_only_its_layout_holds_still_follows(look: Look, qapp: QApplication) -> None:
    page = QWidget()
    box = QVBoxLayout(page)

    def fill() -> None:
        label = QLabel()
        look.words.follow(label.setText, lambda _: said(_.language))
        box.addWidget(label)

    fill()
    gc.collect()
    look.words.switch(Language.ZH_HANT)

    label = page.findChild(QLabel)
    assert label is not None
    assert label.text() == "in zh-Hant"


def test_dead_widgets_are_dropped(qapp: QApplication) -> None:
    bindings = Bindings()
    kept, dead = QLabel(), QLabel()
    for label in (kept, dead):
        bindings.bind(label.setText, lambda: ("x",))
    delete(dead)

    bindings.refresh()

    assert len(bindings) == 1


def test_a_thousand_passing_widgets_leave_nothing_behind(look: Look, qapp: QApplication) -> None:
    bindings = Bindings()
    for _ in range(2000):
        label = QLabel()
        bindings.bind(label.setText, lambda: ("x",))
        label.deleteLater()
        QCoreApplication.sendPostedEvents(label, QEvent.Type.DeferredDelete)

    assert len(bindings) <= 513


def test_qt_speaks_the_language_too(look: Look) -> None:
    def cancel() -> str:
        return QCoreApplication.translate("QPlatformTheme", "Cancel")

    look.words.switch(Language.ZH_HANT)
    assert cancel() == "取消"
    look.words.switch(Language.EN)
    assert cancel() == "Cancel"


def test_the_translator_is_the_one_of_the_language(look: Look) -> None:
    assert isinstance(look.words._, Translator)
    look.words.switch(Language.ZH_HANS)
    assert look.words._.language is look.words.language is Language.ZH_HANS
