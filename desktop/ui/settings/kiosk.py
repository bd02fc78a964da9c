"""What guests may see and do at this computer: hidden names, and the kiosk with its PIN."""

import secrets

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.domain.pins import MOST, SALT_BYTES, is_pin, sealed
from desktop.errors import N_
from desktop.progress import Progress
from desktop.ui.context import Context
from desktop.ui.settings.section import Check, Section
from desktop.ui.widgets import Button, Field, Label, rule


class KioskSection(Section):
    """A tick for each, a field that only ever takes a new PIN, and the button that opens the kiosk."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Screens that guests see"))
        self._context = context
        self.hide_names = Check(look, N_("Hide names on this screen"))
        self.prints = Check(look, N_("Print a badge for guests who have none on paper yet"))
        self.camera = Check(look, N_("Read badges with the camera"))
        self.pin = Field(look, N_("PIN of the kiosk"), N_("Four to twelve digits"))
        self.keep, self.open = Button(look, N_("Set the PIN")), Button(look, N_("Open the kiosk"))
        self.state = Label(look, role="second", wraps=True)
        hidden = N_("Recent scans and arrivals then show a part of each name: enough for those who know it.")
        about = N_(
            "At the kiosk guests check in alone, in the full screen. Escape, or a finger held on the upper left corner"
            " for three seconds, asks for the PIN."
        )
        title, why = Label(look, N_("Kiosk"), "strong"), Label(look, about, "second", wraps=True)
        for part in (self.hide_names, Label(look, hidden, "hint", wraps=True), rule(), title, why, self.prints,
                     self.camera, self.pin, self.keep, self.state, self.open):  # fmt: skip
            left = isinstance(part, Button)
            self.box.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft) if left else self.box.addWidget(part)
        self._connect()
        self._show()

    def _connect(self) -> None:
        keeper = self._context.keeper
        self.hide_names.clicked.connect(lambda ticked: keeper.change(hide_names=ticked))
        self.prints.clicked.connect(lambda ticked: keeper.change(kiosk_prints=ticked))
        self.camera.clicked.connect(lambda ticked: keeper.change(kiosk_camera=ticked))
        if isinstance(self.pin.edit, QLineEdit):
            self.pin.edit.setMaxLength(MOST)
            self.pin.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.pin.edit.returnPressed.connect(self._set_pin)
        self.keep.clicked.connect(self._set_pin)
        self.open.clicked.connect(lambda: self._context.go("kiosk"))
        keeper.changed.connect(self._show)
        self._context.here.changed.connect(self._show)

    def _show(self) -> None:
        now, here = self._context.keeper.now, self._context.here
        self.hide_names.setChecked(now.hide_names)
        self.prints.setChecked(now.kiosk_prints)
        self.camera.setChecked(now.kiosk_camera)
        self.open.setEnabled(bool(now.kiosk_pin) and here.event is not None)
        self.state.say(
            N_("The PIN is set. Setting another replaces it.")
            if now.kiosk_pin
            else N_("Set a PIN first: without it nobody could leave the kiosk.")
        )

    def _set_pin(self) -> None:
        pin = self.pin.value
        if not is_pin(pin):
            self.pin.refuse(N_("A PIN has four to twelve digits and nothing else."))
            return
        if isinstance(self.pin.edit, QLineEdit):
            self.pin.edit.clear()
        salt = secrets.token_bytes(SALT_BYTES)

        def job(_: Progress) -> str:
            return sealed(pin, salt)

        self._context.data.work(job, self._on_sealed)

    def _on_sealed(self, kept: str) -> None:
        self._context.keeper.change(kiosk_pin=kept)
        self._context.reporter.say(lambda _: _("The PIN of the kiosk is set."))
