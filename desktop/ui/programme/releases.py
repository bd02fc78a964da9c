"""Releases of the programme: it is given out under a name; what changed since is said item by item."""

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.programme_words import PART_WORDS
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.programme_releases import (
    Change,
    ChangeKind,
    ReleasedItem,
    ReleasedPerson,
    ReleaseRow,
    changes,
    release,
)
from desktop.ui.acts import Acts
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.stage_words import Seen, clock, short_day
from desktop.ui.widgets import Button, Data, Field, Label, Panel, SectionTitle, clear, rule, scrolled


class ReleasesPanel(Panel):
    """Gives the programme out, and tells what changed between two releases. ``changed`` comes after a release."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Releases"))
        self._context, self._look, self._acts = context, look, Acts(context)
        self.rows: tuple[ReleaseRow, ...] = ()
        self.found: list[Change] = []
        self.name = Field(look, N_("Name of this release"), N_("for the press, after the rehearsal"))
        self.give = Button(look, N_("Release the programme"), "primary")
        self.give.clicked.connect(self._release)
        if isinstance(self.name.edit, QLineEdit):
            self.name.edit.returnPressed.connect(self._release)
        self.since: Choice[int] = Choice(look)
        self.until: Choice[int | None] = Choice(look)
        for choice in (self.since, self.until):
            choice.activated.connect(lambda _index: self._ask())
        self._between = QWidget()
        between = QVBoxLayout(self._between)
        between.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(between.setSpacing, 8)
        between.addWidget(SectionTitle(look, N_("What changed")))
        between.addWidget(Field(look, N_("Compare"), edit=self.since))
        between.addWidget(Field(look, N_("with"), edit=self.until))
        inner = QWidget()
        column = QVBoxLayout(inner)
        self._lines = QVBoxLayout()
        look.theme.bind(column.setContentsMargins, 0, 0, 8, 0)
        for layout, gap in ((column, 16), (self._lines, 8)):
            look.theme.bind(layout.setSpacing, gap)
        for part in (self.name, self.give, self._between):
            column.addWidget(part)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.box.addWidget(scrolled(inner, sideways=False), 1)
        look.words.changed.connect(self._show)

    def show_releases(self, rows: tuple[ReleaseRow, ...]) -> None:
        """Offer these, the latest first; what changed since the latest is shown."""
        if rows != self.rows or not rows:
            self.rows = rows
            zone = self._context.here.zone
            named = [(row.number, partial(_called, row=row, zone=zone)) for row in rows]
            self.since.offer(named)
            self.until.offer([(None, lambda _: _("as it is now")), *named])
        self._between.setVisible(bool(rows))
        if self.isVisible():
            self._ask()

    def arrive(self) -> None:
        """Put the focus where a name is written."""
        self.name.edit.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        event = self._context.here.event
        if event is None or not self.rows:
            self.found = []
            self._show()
            return
        key, since, until = event.id, self.since.value, self.until.value
        self._context.data.ask(lambda session: changes(session, key, since, until), self._on_found)

    def _on_found(self, found: list[Change]) -> None:
        self.found = found
        self._show()

    def _show(self) -> None:
        _, look = self._look.words._, self._look
        clear(self._lines)
        if not self.rows:
            text = N_(
                "Nothing was released yet. A release keeps the programme as it is now, to be compared with later."
            )
            self._lines.addWidget(Label(look, text, "second", wraps=True))
        elif not self.found:
            self._lines.addWidget(Label(look, N_("Nothing changed."), "second", wraps=True))
        for change in self.found:
            item = change.after or change.before
            self._lines.addWidget(rule())
            self._lines.addWidget(Data(look, item.title.said_in(_.language) if item is not None else "", "strong"))
            self._lines.addWidget(
                Data(look, change_words(_, change, self._context.here.zone, partial(as_seen, self._context)), "second")
            )

    def _release(self) -> None:
        event, name = self._context.here.event, self.name.value
        if event is None:
            return

        def done(_row: ReleaseRow) -> None:
            if isinstance(self.name.edit, QLineEdit):
                self.name.edit.clear()
            self.changed.emit()

        def refused(error: UserError) -> None:
            self.name.refuse(error.text, **error.values)

        self.name.accept()
        self._acts.do(
            lambda session: release(session, event.id, name), lambda _: _("The programme is released."), done, refused
        )


def change_words(_: Translator, change: Change, zone: ZoneInfo, seen: Seen) -> str:
    """One thing that changed, in words; names are as they are ``seen`` here."""
    before, after = change.before, change.after
    if before is None or after is None:
        item = after or before
        when = _placed(_, item, zone) if item is not None else ""
        return _("new: {when}", when=when) if before is None else _("no longer there; it was {when}", when=when)
    if change.kind is ChangeKind.PEOPLE:
        return _people(_, change, seen)
    said: dict[ChangeKind, Any] = {
        ChangeKind.MOVED: lambda: (
            _("now on {day}, before on {before}", day=short_day(_, after.day), before=short_day(_, before.day))
            if after.day != before.day
            else _("at another place in the order")
        ),
        ChangeKind.HALL: lambda: _("now in {hall}, before in {before}", hall=_hall(_, after), before=_hall(_, before)),
        ChangeKind.RETIMED: lambda: _(
            "now {time}, before {before}", time=_span(after, zone), before=_span(before, zone)
        ),
        ChangeKind.TITLE: lambda: _("before: {title}", title=_titles(_, before)),
    }
    return str(said[change.kind]())


def _people(_: Translator, change: Change, seen: Seen) -> str:
    parts = []
    if change.came:
        parts.append(_("new with a part: {names}", names=_named(_, change.came, seen)))
    if change.went:
        parts.append(_("no longer with a part: {names}", names=_named(_, change.went, seen)))
    return "; ".join(parts) or _("the same people in another order")


def _named(_: Translator, people: tuple[ReleasedPerson, ...], seen: Seen) -> str:
    said = (_("{name} ({part})", name=seen(one.name), part=_(PART_WORDS[one.part])) for one in people)
    return _.pgettext("between names", ", ").join(said)


def _titles(_: Translator, item: ReleasedItem) -> str:
    """All titles, that of the reader first: any of them may be the one that changed."""
    own = item.title.said_in(_.language)
    return " / ".join(dict.fromkeys(filter(None, (own, item.title.hant, item.title.hans, item.title.en))))


def _placed(_: Translator, item: ReleasedItem, zone: ZoneInfo) -> str:
    return _(", ").join((short_day(_, item.day), _span(item, zone), _hall(_, item)))


def _hall(_: Translator, item: ReleasedItem) -> str:
    return item.hall.said_in(_.language) if item.hall else _("Everywhere")


def _span(item: ReleasedItem, zone: ZoneInfo) -> str:
    return f"{clock(item.start, zone)}–{clock(item.end, zone)}"


def _called(_: Translator, row: ReleaseRow, zone: ZoneInfo) -> str:
    at = row.at.astimezone(zone)
    when = f"{short_day(_, at.date())} {at:%H:%M}"
    return " · ".join(filter(None, (_("release {number}", number=row.number), row.name, when)))
