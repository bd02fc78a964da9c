"""Which of the kiosk's screens is shown, for how long, and to which guest."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.errors import N_
from desktop.i18n import Language
from desktop.ui.context import Context
from desktop.ui.kiosk.leaving import PinPage
from desktop.ui.kiosk.pages import AskPage, IdlePage, KioskPage, PickPage, ResultPage
from desktop.ui.kiosk.touch import LETTERS

_ANSWERED_MS, SHOWN_MS = 45_000, 8_000


class Stage(QStackedWidget):
    """The screens. One that nobody touches gives way to the idle one; ``turned`` comes with each that is shown.

    ``visit`` is another number for each guest, so that what was asked for one is never shown to the next.
    """

    turned = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, look = context, context.look
        self.home, self.visit = look.words.language, 0
        self.idle, self.pick, self.result = IdlePage(context), PickPage(look), ResultPage(look)
        self.name = AskPage(
            look, N_("What is your name?"), N_("In Chinese characters, pinyin or Latin letters"), N_("Find my name")
        )
        self.name.keys.show_rows(LETTERS, space=True)
        self.proof = AskPage(look, N_("To be sure that it is you"), "", N_("Check in"))
        self.pin = PinPage(look, lambda: context.keeper.now.kiosk_pin)
        self.rest = QTimer(self, singleShot=True)
        self.rest.timeout.connect(self.go_home)
        for page in (self.idle, self.name, self.pick, self.proof, self.result, self.pin):
            self.addWidget(page)
        for page in (self.name, self.pick, self.proof, self.pin):
            page.back.connect(self.go_home)
        for page in (self.name, self.proof, self.pin):
            page.edit.textChanged.connect(lambda _text: self.wait(_ANSWERED_MS))
        self.result.done.connect(self.go_home)
        self.idle.chosen.connect(self._on_language)

    @property
    def page(self) -> KioskPage:
        """What is shown now."""
        now = self.currentWidget()
        return now if isinstance(now, KioskPage) else self.idle

    def go(self, page: KioskPage, shown_ms: int = _ANSWERED_MS) -> None:
        """Bring ``page`` to the front, with the focus where it belongs."""
        self.setCurrentWidget(page)
        page.first.setFocus()
        self.wait(0 if page is self.idle else shown_ms)
        self.turned.emit()

    def go_home(self) -> None:
        """Wait for the next guest, in the language of the house."""
        self.forget()
        self._context.look.words.switch(self.home)
        self.go(self.idle)

    def ask_pin(self) -> None:
        """Ask whoever wants to leave for the PIN."""
        self.forget()
        self.go(self.pin)
        self.pin.look_at_clock()

    def forget(self) -> None:
        """Nothing of this visit is left."""
        self.visit += 1
        for page in (self.name, self.proof, self.pin):
            page.clear()

    def wait(self, ms: int) -> None:
        """Go home after ``ms`` milliseconds, unless something happens before; 0 for never."""
        self.rest.start(ms) if ms else self.rest.stop()

    def tell(
        self, state: str, heading: str, text: str, *, more: str = "", name: str = "", shown_ms: int = SHOWN_MS
    ) -> None:
        """Say what came of it: message ids, and the guest's ``name``."""
        self.result.show_result(state, heading, text, more, name)
        self.go(self.result, shown_ms)
        self._context.play("admitted" if state == "admitted" else "again")

    def send_to_desk(self, text: str = N_("We will gladly help you there.")) -> None:
        """The answer to whatever is not as simple as it should be; it never says why."""
        self.forget()
        self.tell("elsewhere", N_("Please ask at the desk"), text)

    def _on_language(self, language: Language) -> None:
        self._context.look.words.switch(language)
        self.wait(_ANSWERED_MS)
