"""Into which event a list goes, and a word of warning where it speaks of another one than that in use."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.events import EventDraft
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Card, FlowLayout, Label, Turning

_WIDE, _WIDE_TIGHT, _LEAST_SAID = 440, 240, 320


class Target(Card):
    """``choice`` says whether a new event is made; it stands elsewhere. The card is seen where there is a doubt."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, margin=12)
        self._context, self._look = context, context.look
        self.doubtful = self._tight = False
        self.choice: Choice[bool] = Choice(self._look)
        self._look.words.bind(self.choice.setAccessibleName, N_("Import into"))
        self.choice.activated.connect(self._told)
        self.said = Label(self._look, role="strong", wraps=True)
        self.make_new = Button(self._look, N_("Make a new event from this list"), "filter")
        self.add_here = Button(self._look, N_("Import into"), "filter")
        self._group = QButtonGroup(self)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons)
        self._look.theme.bind(flow.setGaps, 8, 8)
        for button, new in ((self.make_new, True), (self.add_here, False)):
            button.clicked.connect(partial(self._choose, new))
            self._group.addButton(button)
            flow.addWidget(button)
        self.box.addWidget(Turning(self._look, self.said, self._buttons, least=_LEAST_SAID))
        self.show_state("already_in")
        self.hide()

    @property
    def first(self) -> QWidget:
        """Where the choice begins."""
        return self.choice if self._tight else self.make_new

    def offer(self, draft: EventDraft, *, new: bool, doubtful: bool) -> None:
        """Offer the event in use and the one that the list speaks of; ``doubtful`` where those are two."""
        event = self._context.here.event
        offered: list[tuple[bool, Say]] = [(True, partial(_new_event, draft))]
        if event is not None:
            offered.insert(0, (False, lambda _: _("Add to {event}", event=event.name.said_in(_.language))))
            self._look.words.follow(self.add_here.setText, offered[0][1])
            self._look.words.follow(
                self.said.setText,
                lambda _: _(
                    "This list speaks of {other}, but the event in use is {event}.",
                    other=draft.name.said_in(_.language),
                    event=event.name.said_in(_.language),
                ),
            )
        self.choice.offer(offered, new)
        (self.make_new if new else self.add_here).setChecked(True)
        self.doubtful = doubtful
        self.tighten(tight=self._tight)

    def tighten(self, *, tight: bool) -> None:
        """Leave the buttons out where space is short: the field offers the same."""
        self._tight = tight
        restyle(self.said, role="small" if tight else "strong")
        self.setVisible(self.doubtful)
        self._buttons.setVisible(not tight)
        self.choice.setVisible(tight or not self.doubtful)
        self._look.theme.bind(self.choice.setFixedWidth, _WIDE_TIGHT if tight else _WIDE)

    def _choose(self, new: bool) -> None:
        self.choice.choose(new)
        self._told()

    def _told(self) -> None:
        self.changed.emit()


def _new_event(draft: EventDraft, _: Translator) -> str:
    return _("A new event: {name}", name=draft.name.said_in(_.language))
