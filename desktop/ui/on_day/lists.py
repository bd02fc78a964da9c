"""What can be done about a day that runs late: ways to catch up, and hosts to call with what to say."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.visits_words import STOP_ROLE_WORDS
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.catch_up import Option
from desktop.services.host_calls import Call
from desktop.services.on_day_words import call_said, named, option_effects, option_said
from desktop.services.visits import VisitRow
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.widgets import Button, Card, Data, FlowLayout, Label, SectionTitle, Tag, clear, rule, scrolled

_MOST = 6


class _Lines(Card):
    """A card with a title and lines that are made anew when what they say has changed; a focus in it stays."""

    title = ""
    empty = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, margin=20, spacing=8)
        self._context, self._look = context, context.look
        self.buttons: list[Button] = []
        self._shown: tuple[object, ...] = ()
        self._lines = QVBoxLayout()
        context.look.theme.bind(self._lines.setSpacing, 8)
        self._nothing = Label(context.look, self.empty, "second", wraps=True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nothing)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.box.addWidget(SectionTitle(context.look, self.title))
        self.box.addWidget(scrolled(inner, sideways=False), 1)
        context.look.theme.bind(self.setMinimumHeight, 260)

    def first(self) -> None:
        """Press the first button."""
        if self.buttons:
            self.buttons[0].click()

    def _renew(self, key: tuple[object, ...], lines: Sequence[tuple[list[QWidget], Button]]) -> None:
        held = any(button.hasFocus() for button in self.buttons)
        clear(self._lines)
        self._shown, self.buttons = key, [button for _parts, button in lines]
        self._nothing.setVisible(not lines)
        for number, (parts, button) in enumerate(lines):
            if number:
                self._lines.addWidget(rule())
            for part in (*parts, button):
                self._lines.addWidget(part)
        if held and self.buttons:
            self.buttons[0].setFocus()


class Ways(_Lines):
    """``wanted`` carries the way to catch up that is to be taken."""

    wanted = Signal(object)
    title = N_("Ways to catch up")
    empty = N_("Nothing is so late that something would have to be done.")

    def show_ways(self, ways: Sequence[Option]) -> None:
        """Show these ways, the best first."""
        _, zone = self._look.words._, self._context.here.zone.key
        told = [(option_said(_, one), tuple(option_effects(_, one, zone))) for one in ways[:_MOST]]
        key = (*(one.key for one in ways[:_MOST]), *told, _.language)
        if key == self._shown and self.buttons:
            return
        lines: list[tuple[list[QWidget], Button]] = []
        for option, (said, effects) in zip(ways, told, strict=False):
            words, tags = Label(self._look, role="strong", wraps=True), QWidget()
            words.put(said)
            flow = FlowLayout(tags)
            self._look.theme.bind(flow.setGaps, 6, 4)
            for text, state in effects:
                tag = Tag(self._look)
                tag.show_text(text, state=state)
                flow.addWidget(tag)
            button = Button(self._look, N_("Do this"))
            button.clicked.connect(partial(self.wanted.emit, option))
            lines.append(([words, tags], button))
        self._renew(key, lines)
        if self.buttons:
            self.buttons[0].tell_key("day_way")


class Calls(_Lines):
    """``told`` carries the call that was made, and who was told."""

    told = Signal(object, str)
    title = N_("Hosts to call")
    empty = N_("Every host knows when the guests come.")

    def show_calls(self, calls: Sequence[Call], tour: VisitRow) -> None:
        """Show whom to call, in order."""
        _, zone = self._look.words._, self._context.here.zone.key
        told = [(self._whom(_, one), call_said(one, tour, zone, _)) for one in calls[:_MOST]]
        key = (*(one.key for one in calls[:_MOST]), *told, _.language)
        if key == self._shown and self.buttons:
            return
        lines: list[tuple[list[QWidget], Button]] = []
        for call, (whom, said) in zip(calls, told, strict=False):
            head, words = Label(self._look, role="strong", wraps=True), Data(self._look)
            head.put(whom)
            words.put(said)
            button = Button(self._look, N_("Told"))
            button.clicked.connect(partial(self.told.emit, call, self._name(_, call)))
            lines.append(([head, words], button))
        self._renew(key, lines)
        if self.buttons:
            self.buttons[0].tell_key("day_told")

    def _whom(self, _: Translator, call: Call) -> str:
        name = self._name(_, call)
        if call.person is None:
            return name
        phone, role = call.person.who.phone or _("no phone"), _(STOP_ROLE_WORDS[call.person.role])
        return " · ".join(filter(None, (name, phone, role, self._host(_, call))))

    def _name(self, _: Translator, call: Call) -> str:
        """Who is to be told."""
        if call.person is None:
            return self._host(_, call)
        return as_seen(self._context, call.person.who.said_in(_.language))

    @staticmethod
    def _host(_: Translator, call: Call) -> str:
        return call.stop.host.said_in(_.language) or named(_, call.stop.name)
