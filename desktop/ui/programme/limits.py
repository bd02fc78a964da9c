"""Hard limits: all of them, and the fields of one. Who must leave when, what must be over when, and why."""

from datetime import UTC, date, datetime, timedelta
from functools import cached_property, partial
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.programme_text import read_clock
from desktop.errors import N_, UserError
from desktop.services.hard_limits import LimitDraft, LimitRow, add_limit, change_limit, remove_limit
from desktop.services.search import Hit
from desktop.ui.acts import Acts
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.people.finder import Finder
from desktop.ui.people.forms import Form
from desktop.ui.programme.shown import Shown
from desktop.ui.running.words import limit_subject
from desktop.ui.stage_words import clock, day_words, in_words, name_of, short_day
from desktop.ui.widgets import Button, Data, Field, FlowLayout, Label, Panel, clear, rule, scrolled

V = TypeVar("V")
GUEST, ITEM, HALL, DAY = "guest", "item", "hall", "day"
_USUAL = "5"
_MOST_MINUTES = 24 * 60


class LimitsPanel(Panel):
    """All limits of the event. ``turned`` carries the panel that is to be in front: this one, or its ``form``.

    ``changed`` comes after each act.
    """

    turned = Signal(object)
    changed = Signal()

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Hard limits"))
        self._context, self._look, self._acts = context, look, Acts(context)
        self._shown = Shown()
        self._day: date | None = None
        self.limits: tuple[LimitRow, ...] = ()
        self.changers: dict[UUID, Button] = {}
        self.removers: dict[UUID, Button] = {}
        about = N_("Times that may not be passed: a guest who must leave, a hall that must be free, the broadcast.")
        self.new = Button(look, N_("New limit"), icon="add")
        self.new.clicked.connect(self._open_new)
        inner = QWidget()
        self._lines = QVBoxLayout(inner)
        look.theme.bind(self._lines.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(self._lines.setSpacing, 8)
        self.box.addWidget(Label(look, about, "second", wraps=True))
        self.box.addWidget(scrolled(inner), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.new)
        buttons.addStretch(1)
        self.box.addLayout(buttons)
        look.words.changed.connect(self._show)

    @cached_property
    def form(self) -> "LimitForm":
        """The fields of a limit."""
        form = LimitForm(self._context)
        form.saved.connect(self._save)
        form.closed.connect(self._back)
        return form

    def show_programme(self, shown: Shown, day: date | None) -> None:
        """Show the limits of a programme that is looked at on ``day``."""
        fresh = shown.limits != self.limits
        self._shown, self._day, self.limits = shown, day, shown.limits
        self.form.offer(shown)
        if fresh or not self._lines.count():
            self._show()

    def arrive(self) -> None:
        """Put the focus on the button for a new one."""
        self.new.setFocus()

    def _show(self) -> None:
        clear(self._lines)
        self.changers, self.removers = {}, {}
        for limit in self.limits:
            self._lines.addWidget(self._line(limit))
        if not self.limits:
            self._lines.addWidget(Label(self._look, N_("There is no hard limit yet."), "second", wraps=True))
        self._lines.addStretch(1)

    def _line(self, limit: LimitRow) -> QWidget:
        _, zone = self._look.words._, self._context.here.zone
        line, buttons = QWidget(), FlowLayout()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 4)
        self._look.theme.bind(buttons.setGaps, 8, 4)
        warn = _.ngettext("warns {n} minute before", "warns {n} minutes before", limit.warn_seconds // 60)
        day = short_day(_, limit.at.astimezone(zone).date())
        column.addWidget(rule())
        column.addWidget(Data(self._look, limit_subject(_, limit, zone.key, partial(as_seen, self._context)), "strong"))
        column.addWidget(Data(self._look, " · ".join(filter(None, (day, warn, limit.why))), "second"))
        change, remove = Button(self._look, N_("Change"), "filter"), Button(self._look, N_("Remove"), "filter")
        for button, act in ((change, self._open), (remove, self._remove)):
            button.setCheckable(False)
            button.clicked.connect(partial(act, limit))
            buttons.addWidget(button)
        self.changers[limit.id], self.removers[limit.id] = change, remove
        column.addLayout(buttons)
        return line

    def _open(self, limit: LimitRow) -> None:
        self.form.show_limit(limit)
        self.turned.emit(self.form)

    def _open_new(self) -> None:
        if self._day is not None:
            self.form.show_new(self._day)
            self.turned.emit(self.form)

    def _back(self) -> None:
        self.turned.emit(self)
        self.arrive()

    def _save(self) -> None:
        event, draft, row = self._context.here.event, self.form.draft, self.form.row
        if event is None or draft is None:
            return

        def act(session: Any) -> None:
            if row is None:
                add_limit(session, event.id, draft)
            else:
                change_limit(session, row.id, draft)

        self._acts.do(act, lambda _: _("The limit is saved."), self._on_done, self.form.refuse)

    def _remove(self, limit: LimitRow) -> None:
        self._acts.do(
            lambda session: remove_limit(session, limit.id), lambda _: _("The limit is taken away."), self._on_done
        )

    def _on_done(self, _none: None) -> None:
        self._back()
        self.changed.emit()


class LimitForm(Form):
    """What must be over when. ``draft`` is None while something is missing or can't be read, which is said then."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Hard limit"), N_("Save"))
        self._context = context
        self.row: LimitRow | None = None
        self._guest: UUID | None = None
        self.about = Choice(
            look,
            [
                (GUEST, lambda _: _("A guest who must leave")),
                (ITEM, lambda _: _("An item")),
                (HALL, lambda _: _("A hall")),
                (DAY, lambda _: _("The whole day")),
            ],
        )
        self.about.currentIndexChanged.connect(self._follow_about)
        self.name = Label(look, role="strong", wraps=True)
        self.finder = Finder(context, N_("Guest"), N_("Choose"))
        self.finder.picked.connect(self._on_picked)
        self.item: Choice[UUID] = Choice(look)
        self.hall: Choice[UUID] = Choice(look)
        self.day: Choice[date] = Choice(look)
        self.time = Field(look, N_("At the latest at"), N_("as 15:30"))
        self.warn = Field(look, N_("Warn so many minutes before"))
        self.why = Field(look, N_("Why"), N_("flight, end of the broadcast"))
        self._of_item, self._of_hall = (
            Field(look, N_("Item"), edit=self.item),
            Field(look, N_("Hall"), edit=self.hall),
        )
        self.add(Field(look, N_("What the limit is about"), edit=self.about))
        for part in (self.name, self.finder):
            self.column.addWidget(part)
        self.add(
            self._of_item, self._of_hall, Field(look, N_("Day"), edit=self.day), self.time, self.warn, self.why
        )  # fmt: skip
        self.column.addStretch(1)

    def offer(self, shown: Shown) -> None:
        """Offer the items, halls and days of a programme."""
        self.item.offer([(row.id, in_words(row.title)) for row in shown.rows], _kept(self.item))
        self.hall.offer([(hall.id, in_words(hall.name)) for hall in shown.halls], _kept(self.hall))
        self.day.offer([(day, day_words(day)) for day in shown.days], _kept(self.day))

    def show_limit(self, limit: LimitRow) -> None:
        """Fill in what is kept."""
        zone = self._context.here.zone
        self.row = limit
        local = limit.at.astimezone(zone)
        about = next(
            (
                kind
                for kind, key in ((GUEST, limit.registration_id), (ITEM, limit.item_id), (HALL, limit.hall_id))
                if key is not None
            ),
            DAY,
        )
        self._fill(about, local.date(), clock(limit.at, zone), str(limit.warn_seconds // 60), limit.why)
        self._guest = limit.registration_id
        self._name(name_of(self.look.words._, limit.guest) if limit.guest is not None else "")
        self.item.choose(limit.item_id)
        self.hall.choose(limit.hall_id)

    def show_new(self, day: date) -> None:
        """A new one."""
        self.row = self._guest = None
        self._fill(GUEST, day, "", _USUAL, "")

    @property
    def draft(self) -> LimitDraft | None:
        """What stands here."""
        seconds, minutes = read_clock(self.time.value), self.warn.value
        about = self.about.value
        if seconds is None:
            self.time.refuse(N_("This is no time. Write it as 14:05."))
        if not minutes.isdecimal() or int(minutes) > _MOST_MINUTES:
            self.warn.refuse(N_("Write how many minutes before, from 0 to 1440."))
            return None
        if about == GUEST and self._guest is None:
            self.finder.field.refuse(N_("Choose the guest whom the limit is about."))
            return None
        chosen: Choice[UUID] | None = {ITEM: self.item, HALL: self.hall}.get(about)
        if seconds is None or (chosen is not None and not chosen.count()):
            return None
        # The wall's clock is what is meant, also on a day when it is set forward or back.
        wall = datetime.combine(self.day.value, datetime.min.time()) + timedelta(seconds=seconds)
        return LimitDraft(
            at=wall.replace(tzinfo=self._context.here.zone).astimezone(UTC),
            registration_id=self._guest if about == GUEST else None,
            item_id=self.item.value if about == ITEM else None,
            hall_id=self.hall.value if about == HALL else None,
            warn_seconds=int(minutes) * 60,
            why=self.why.value,
        )

    @property
    def begun(self) -> bool:
        return bool(self.time.value or self.why.value)

    def refuse(self, error: UserError) -> None:
        """Say why this can't be kept."""
        self.why.refuse(error.text, **error.values)
        self.show_part(self.why)

    def _fill(self, about: str, day: date, time: str, warn: str, why: str) -> None:
        for field, text in ((self.time, time), (self.warn, warn), (self.why, why)):
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
        self.finder.field.accept()
        self.finder.empty()
        self._name("")
        self.about.choose(about)
        self.day.choose(day)
        self._follow_about()
        (self.finder.field.edit if about == GUEST and self.row is None else self.time.edit).setFocus()

    def _follow_about(self, _index: int = 0) -> None:
        about = self.about.value
        for part, shown in (
            (self.name, about == GUEST and bool(self.name.text())), (self.finder, about == GUEST),
            (self._of_item, about == ITEM), (self._of_hall, about == HALL),
        ):  # fmt: skip
            part.setVisible(shown)

    def _name(self, name: str) -> None:
        self.name.put(as_seen(self._context, name))
        self.name.setVisible(bool(name))

    def _on_picked(self, hit: Hit) -> None:
        self._guest = hit.registration
        self._name(hit.name)
        self.finder.field.accept()
        self.finder.empty()
        self.time.edit.setFocus()


def _kept(choice: Choice[V]) -> V | None:
    return choice.value if choice.count() else None
