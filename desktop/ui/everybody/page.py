"""Where everybody is, from the last reading of each badge."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.everybody import EVERYBODY, Everybody, PlaceRow, Seen, Whereabouts, everybody
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.filters import Filters
from desktop.ui.live import Live
from desktop.ui.names import as_seen
from desktop.ui.shortcuts import SHORTCUTS, on_key
from desktop.ui.widgets import Card, Edit, EmptyState, FlowLayout, Label, Page
from desktop.ui.widgets.tables import Column, RowsModel, TableView

PLACE_WORDS = {
    Whereabouts.LEFT: N_("Left the event"),
    Whereabouts.UNSEEN: N_("Not seen yet"),
}
_STATES = {
    Whereabouts.DOOR: "admitted", Whereabouts.VEHICLE: "elsewhere", Whereabouts.SITE: "admitted",
    Whereabouts.LEFT: "", Whereabouts.UNSEEN: "",
}  # fmt: skip
_EVERYWHERE = ""


class EverybodyPage(Page):
    """One list of all people with where they are, and above it the places with how many are there."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Where is everybody"))
        self._context = context
        self.all: Everybody | None = None
        self.place, self.delegation = _EVERYWHERE, ""
        look = context.look
        self.field = self.first_focus = Edit()
        self.field.setClearButtonEnabled(True)
        look.words.follow(
            self.field.setPlaceholderText, lambda _: _("{what} ({key})", what=_("Find a person"), key=_FIND.shown)
        )
        look.words.bind(self.field.setAccessibleName, N_("Find a person"))
        self.choice, self.places = Choice[str](look), Filters[str](look)
        look.words.bind(self.choice.setAccessibleName, N_("Delegation"))
        self.choice.setMinimumContentsLength(20)
        self.model = RowsModel(look, self._columns())
        self.table = TableView(look, self.model, framed=False)
        self.table.sort_by_click()
        self.nobody = Label(look, N_("Nobody fits."), "second")
        self.empty = EmptyState(
            look, "place", N_("Nobody is expected yet"),
            N_("Import the guest list. From the first scan on, this page tells where each guest was read last."),
            N_("Import a guest list"),
        )  # fmt: skip
        self._whole = QWidget()
        self._arrange()
        self._live = Live(context, EVERYBODY, self._question)
        self._live.answered.connect(self._on_answer)
        self._connect()

    def _arrange(self) -> None:
        look = self.look
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(whole.setSpacing, 12)
        asked = QWidget()
        row = FlowLayout(asked)
        look.theme.bind(row.setGaps, 12, 8)
        look.theme.bind(self.field.setMinimumWidth, 320)
        row.addWidget(self.field)
        row.addWidget(self.choice)
        card = Card(look, margin=8, spacing=0)
        card.box.addWidget(self.table, 1)
        card.box.addWidget(self.nobody)
        for part in (self.places.row, self.places.choice, asked):
            whole.addWidget(part)
        whole.addWidget(card, 1)
        self.body.addWidget(self._whole, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._show)
        self.choice.activated.connect(self._on_delegation)
        self.places.wanted.connect(self._on_place)
        self.table.opened.connect(lambda row: self._context.open_person(row.id))
        self.empty.pressed.connect(partial(self._context.go, "import"))
        on_key("search", self, self.field.setFocus)
        self.look.words.changed.connect(self._say)
        self._context.keeper.changed.connect(self._say)

    def _columns(self) -> tuple[Column[Seen], ...]:
        return (
            Column(N_("Name"), self._name, "strong", least=200, key=lambda row: row.name),
            Column(N_("Place"), lambda row: self._place_name(row.place), "tag", state=self._state, least=200),
            Column(N_("Last scanned"), self._since, "second", key=lambda row: str(row.at or ""), width=150),
            Column(N_("Delegation"), self._delegation_name, "second", least=140, goes=2),
            Column(N_("Phone"), lambda row: row.phone, "second", width=170, goes=1),
        )

    def _name(self, row: Seen) -> str:
        name = (row.name_latin or row.name_zh) if self.look.words._.language.value == "en" else row.name
        return as_seen(self._context, name)

    def _place_name(self, place: str) -> str:
        _ = self.look.words._
        found = self.all.doors.get(place) if self.all is not None else None
        return found[1].said_in(_.language) if found is not None else _(PLACE_WORDS[Whereabouts(place)])

    def _state(self, row: Seen) -> str:
        found = self.all.doors.get(row.place) if self.all is not None else None
        return _STATES[found[0]] if found is not None else ""

    def _since(self, row: Seen) -> str:
        here, now = self._context.here, self._context.store.now()
        if row.at is None:
            return ""
        _, same = self.look.words._, row.at.astimezone(here.zone).date() == now.astimezone(here.zone).date()
        time = _.time(row.at, here.zone.key)
        return time if same else f"{_.date(row.at.astimezone(here.zone).date())} {time}"

    def _delegation_name(self, row: Seen) -> str:
        named = self.all.delegations.get(row.delegation or "") if self.all is not None else None
        return (named or LocalName()).said_in(self.look.words._.language)

    def _question(self) -> Any:
        event = self._context.here.event
        return None if event is None else lambda session: everybody(session, event.id).prepared()

    @Slot(object)
    def _on_answer(self, found: Everybody) -> None:
        self.all = found
        self._whole.setVisible(bool(found.people))
        self.empty.setVisible(not found.people)
        self._say()

    def _say(self) -> None:
        if self.all is None:
            return
        whole, _ = self.all, self.look.words._
        offered = [("", partial(_said, N_("All delegations")))]
        offered += [(key, partial(_named, name)) for key, name in whole.delegations.items()]
        self.choice.offer(offered, self.delegation)
        self.choice.setVisible(bool(whole.delegations))
        places = whole.places(self.delegation or None)
        every = sum(row.count for row in places)
        self.places.offer(
            [
                (_EVERYWHERE, partial(_counted, N_("All places"), every)),
                *((row.key, _place_said(row)) for row in places),
            ],
            self.place,
        )
        seen = every - sum(row.count for row in places if row.kind is Whereabouts.UNSEEN)
        self.subtitle.put(_("{n} of {total} seen", n=seen, total=every))
        self._show()

    def _show(self) -> None:
        if self.all is not None:
            rows = self.all.found(self.place, self.field.text(), self.delegation or None)
            self.model.replace(rows)
            self.nobody.setVisible(not rows)

    def _on_delegation(self, _index: int) -> None:
        self.delegation = self.choice.value
        self._say()

    def _on_place(self, place: str) -> None:
        self.place = place
        self.places.choose(place)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._live.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._live.sleep()


_FIND = SHORTCUTS["search"]


def _said(text: str, _: Translator) -> str:
    return _(text)


def _named(name: LocalName, _: Translator) -> str:
    return name.said_in(_.language)


def _counted(text: str, count: int, _: Translator) -> str:
    return _("{place} · {n}", place=_(text), n=count)


def _place_said(row: PlaceRow) -> Any:
    if row.kind in PLACE_WORDS:
        return partial(_counted, PLACE_WORDS[row.kind], row.count)
    return lambda _: _("{place} · {n}", place=row.name.said_in(_.language), n=row.count)
