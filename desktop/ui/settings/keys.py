"""The key under which badges are made: since when, and another one in its place. The key itself is never shown."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.event_keys import KeyRow, event_keys, replace_key
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.settings.section import Section
from desktop.ui.widgets import Button, FlowLayout, Label


class KeysSection(Section):
    """Since when the key is used; its button first says what another one changes, and only then makes it."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(
            look,
            N_("Key of the badges"),
            N_("Every badge carries a check made with this key, so that nobody else can make one that is let in."),
        )
        self._context, self._rows = context, list[KeyRow]()
        self.state = Label(look, role="strong", wraps=True)
        self.replace = Button(look, N_("Replace the key"))
        self.asked = QWidget()
        self.yes, self.no = Button(look, N_("Make a new key")), Button(look, N_("Cancel"), "quiet")
        about = Label(
            look,
            N_(
                "Do this when somebody may have copied the key. Badges that are known here stay good, and need not be"
                " printed again. A badge made with the old key that no guest here has is no longer let in: desks that"
                " have not sent their badges yet must do so first. This can't be undone."
            ),
            wraps=True,
        )
        buttons = FlowLayout(self.asked)
        look.theme.bind(buttons.setGaps, 8, 8)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        self.about = about
        self.box.addWidget(self.state)
        self.box.addWidget(self.replace, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(about)
        self.box.addWidget(self.asked)
        self._ask(asking=False)
        self.replace.clicked.connect(lambda: self._ask(asking=True))
        self.no.clicked.connect(lambda: self._ask(asking=False))
        self.yes.clicked.connect(self._replace)
        context.here.changed.connect(self.load)
        context.data.changed.connect(self._on_changed)
        self.load()

    def load(self) -> None:
        """Ask which keys there are."""
        self._ask(asking=False)
        event = self._context.here.event
        if event is not None:
            self._context.data.ask(lambda session: event_keys(session, event.id), self._show)

    def _on_changed(self, changes: Changes) -> None:
        if any(table == "event_key" for table, _row in changes):
            self.load()

    def _show(self, rows: list[KeyRow]) -> None:
        self._rows = rows
        self._context.look.words.follow(self.state.setText, self._said)

    def _said(self, _: Translator) -> str:
        if not self._rows:
            return ""
        zone, before = self._context.here.zone.key, len(self._rows) - 1
        made = self._rows[0].made_at
        day, clock = _.date(made.astimezone(ZoneInfo(zone)).date()), _.time(made, zone)
        used = _("In use since {day} {time}.", day=day, time=clock)
        if not before:
            return used
        replaced = _.ngettext("{n} key before it was replaced.", "{n} keys before it were replaced.", before)
        return f"{used} {replaced}"

    def _ask(self, *, asking: bool) -> None:
        had = self.asked.isVisible()
        for part in (self.about, self.asked):
            part.setVisible(asking)
        self.replace.setVisible(not asking)
        if asking:
            self.no.setFocus()
        elif had:
            self.replace.setFocus()

    def _replace(self) -> None:
        event = self._context.here.event
        if event is None:
            return

        def made(_row: KeyRow) -> None:
            self.load()
            self._context.reporter.say(lambda _: _("Badges are made with a new key from now on."))

        self._context.data.do(lambda session: replace_key(session, event.id), made)
