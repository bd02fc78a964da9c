"""The rules of one checkpoint: what most need first, the rest under *More rules*, and all of it said back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.text import LocalName, clean
from desktop.domain.ticked import ticked_at
from desktop.domain.verdicts import Entry, Purpose, Ways
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.checkpoints import CheckpointRow
from desktop.services.door_rules import MOST, BadCapacity, BadClock, BadOpening, CheckpointDraft, NoSuchHall, draft_of
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.settings.checkpoints_guests import NamedGuests
from desktop.ui.settings.checkpoints_words import Named, moment, named_here, rules_said
from desktop.ui.settings.edited import Chips, EntryForm, NameFields
from desktop.ui.widgets import Button, Field, Label

_OFTEN = (
    (Entry.ONCE, lambda _: _("Once")),
    (Entry.DAILY, lambda _: _("Once a day")),
    (Entry.OFTEN, lambda _: _("As often as they like")),
)
_PURPOSES = (
    (Purpose.DOOR, lambda _: _("that a guest is in the building")),
    (Purpose.HOLDING_ROOM, lambda _: _("that a guest waits in the holding room")),
    (Purpose.STAGE, lambda _: _("that a guest is on stage")),
    (Purpose.VEHICLE, lambda _: _("that a guest is on the vehicle")),
    (Purpose.SITE, lambda _: _("that a guest has come to the site")),
    (Purpose.OTHER, lambda _: _("nothing of the kind: lunch, gifts")),
)
_WAYS = (
    (Ways.IN, lambda _: _("In only")),
    (Ways.OUT, lambda _: _("Out only")),
    (Ways.BOTH, lambda _: _("In and out in turn")),
)


class CheckpointForm(EntryForm):
    """The fields of one checkpoint."""

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look)
        self._context, self._named = context, Named()
        self._names = NameFields(
            look, N_("Name in Traditional Chinese"), N_("Name in Simplified Chinese"), N_("Name in English")
        )
        self.hant, self.hans, self.en = self._names.all
        self.who = Chips(look)
        self.opens = Field(look, N_("Open each day from"), N_("09:00"))
        self.closes = Field(look, N_("until"), N_("18:00"))
        self.often: Choice[Entry] = Choice(look, _OFTEN)
        self.more = Button(look, N_("More rules"), "quiet", icon="down")
        self.more.setCheckable(True)
        self.rest = QWidget()
        self.said = Label(look, role="strong", wraps=True)
        for part in (
            *self._names.all,
            Label(look, N_("Who may enter (choose none to let everybody in)"), "label", wraps=True),
            self.who,
            beside(context, self.opens, self.closes),
            Label(look, N_("Empty means at any hour. A door that closes before it opens is open past midnight."),
                  "hint", wraps=True),
            Field(look, N_("How often a guest may enter"), edit=self.often),
        ):  # fmt: skip
            self.column.addWidget(part)
        self._put_rest()
        self.column.addWidget(Label(look, N_("The rules in one sentence"), "label"))
        self.column.addWidget(self.said)
        self.finish(N_("Save"), N_("Cancel"), N_("Remove this checkpoint"))
        self._follow()

    def _put_rest(self) -> None:
        look = self.look
        self.ways: Choice[Ways] = Choice(look, _WAYS)
        self.purpose: Choice[Purpose] = Choice(look, _PURPOSES)
        self.items = Chips(look)
        self.items_about = Label(look, N_("People of these items of the programme may enter"), "label", wraps=True)
        self.capacity = Field(look, N_("Most guests inside at once"), N_("Empty where nobody counts"))
        self.hall: Choice[str] = Choice(look)
        self.tags = Field(look, N_("Tags that may enter"), N_("press, band"))
        self.guests = NamedGuests(self._context)
        self.leaves = Chips(look)
        self.leaves_about = Label(look, N_("Whoever is scanned here is then no longer in"), "label", wraps=True)
        self.first = Field(look, N_("Not before"), N_("2023-04-12 09:00"))
        self.last = Field(look, N_("Not after"), N_("2023-04-13 18:00"))
        column = QVBoxLayout(self.rest)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 16)
        for part in (
            Field(look, N_("Which way guests are scanned"), edit=self.ways), self.capacity,
            Field(look, N_("What a scan here says of a guest"), edit=self.purpose),
            Field(look, N_("Hall"), edit=self.hall), self.tags, self.guests, self.items_about, self.items,
            self.leaves_about, self.leaves,
            beside(self._context, self.first, self.last),
        ):  # fmt: skip
            column.addWidget(part)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.rest)
        self.more.toggled.connect(self.rest.setVisible)
        self.rest.hide()
        self._offer_halls("")

    def _follow(self) -> None:
        """Say the rules again whenever one is touched."""
        for field in self.fields():
            if isinstance(field.edit, QLineEdit):
                field.edit.textChanged.connect(self._say)
        for choice in (self.often, self.ways, self.hall):
            choice.currentIndexChanged.connect(self._say)
        for chips in (self.who, self.leaves, self.items):
            chips.changed.connect(self._say)
        self.guests.changed.connect(self._say)

    def fields(self) -> tuple[Field, ...]:
        lines = (self.opens, self.closes, self.capacity, self.tags, self.first, self.last)
        return (*self._names.all, *lines)

    def show_checkpoint(
        self,
        row: CheckpointRow | None,
        places: Sequence[CheckpointRow],
        categories: Mapping[UUID, LocalName],
        items: Mapping[UUID, LocalName],
    ) -> None:
        """Fill in what is kept of ``row``; a new checkpoint lets everybody in once."""
        self.begin(row)
        draft = draft_of(row) if row is not None else CheckpointDraft(LocalName())
        others = {place.id: place.name for place in places if row is None or place.id != row.id}
        self._named = named_here(self._context.here.event, categories, others)
        zone = self._named.zone
        self._names.show_name(draft.name)
        self._offer(self.who, categories, draft.category_ids, N_("Category"))
        self._offer(self.leaves, others, draft.leaves, N_("Checkpoint"))
        self._offer(self.items, items, draft.items, N_("Programme"))
        for part, there in ((self.leaves, others), (self.leaves_about, others), (self.items, items),
                            (self.items_about, items)):  # fmt: skip
            part.setVisible(bool(there))
        self.purpose.choose(draft.purpose)
        self._offer_halls(draft.hall)
        self.often.choose(draft.entry)
        self.ways.choose(draft.ways)
        self.guests.show_guests(draft.guests)
        capacity = "" if draft.capacity is None else str(draft.capacity)
        texts = (draft.opens_clock, draft.closes_clock, capacity, ", ".join(sorted(draft.tags)),
                 moment(draft.opens_at, zone), moment(draft.closes_at, zone))  # fmt: skip
        for field, text in zip(self.fields()[3:], texts, strict=True):
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
        more = draft.hall or draft.tags or draft.guests or draft.leaves or draft.opens_at or draft.closes_at
        usual = draft.ways is Ways.IN and draft.purpose is Purpose.DOOR
        self.more.setChecked(bool(more or draft.capacity or draft.items or not usual))
        self._say()

    def _offer(self, chips: Chips, names: Mapping[UUID, LocalName], chosen: frozenset[UUID], kind: str) -> None:
        words = self.look.words
        chips.offer({key: name.said_in(words.language) for key, name in names.items()}, chosen, kind)
        for key, chip in chips.by_key.items():
            words.follow(chip.setText, lambda _, name=names[key]: name.said_in(_.language))  # type: ignore[misc]

    def _offer_halls(self, chosen: str) -> None:
        named = [(key, lambda _, hall=hall: hall.said_in(_.language)) for key, hall in self._named.halls.items()]
        self.hall.offer([("", lambda _: _("No hall in particular")), *named], chosen)

    @property
    def draft(self) -> CheckpointDraft | None:
        """The checkpoint as it stands here; None where a line can't be read, which is said there."""
        wrong = [
            (field, error)
            for field, error in (
                (self.capacity, BadCapacity(most=MOST) if self._capacity() == 0 else None),
                *((line, _BadMoment(moment=line.value) if self._unread(line) else None) for line in self._moments),
            )
            if error is not None
        ]
        for field, error in wrong:
            self.more.setChecked(True)
            field.refuse(error.text, **error.values)
        return None if wrong else self._as_it_stands()

    @property
    def _moments(self) -> tuple[Field, Field]:
        return self.first, self.last

    def _as_it_stands(self) -> CheckpointDraft:
        zone, day = ZoneInfo(self._named.zone), self._day()
        opens_at, closes_at = (ticked_at(line.value, day, zone) if line.value else None for line in self._moments)
        kept = draft_of(self.row) if self.row is not None else CheckpointDraft(LocalName())
        return replace(
            kept,
            name=self._names.name,
            hall=self.hall.value,
            opens_at=opens_at,
            closes_at=closes_at,
            opens_clock=_clock(self.opens.value),
            closes_clock=_clock(self.closes.value),
            ways=self.ways.value,
            entry=self.often.value,
            capacity=self._capacity(),
            category_ids=self.who.chosen,
            tags=frozenset(tag for part in self.tags.value.replace("，", ",").replace("、", ",").split(",")
                           if (tag := clean(part))),
            guests=self.guests.chosen,
            leaves=self.leaves.chosen,
            purpose=self.purpose.value,
            items=self.items.chosen,
        )  # fmt: skip

    def _day(self) -> date:
        event = self._context.here.event
        return event.starts_on if event is not None else date.min

    def _unread(self, line: Field) -> bool:
        return bool(line.value) and ticked_at(line.value, self._day(), ZoneInfo(self._named.zone)) is None

    def _capacity(self) -> int | None:
        """How many; 0 for what is no number."""
        text = self.capacity.value
        return (int(text) if text.isdecimal() and len(text) < len(str(MOST)) + 1 else 0) if text else None

    def _say(self) -> None:
        self.look.words.follow(self.said.setText, self._rules)

    def _rules(self, _: Translator) -> str:
        try:
            return rules_said(_, self._as_it_stands(), self._named)
        except ValueError:  # a time is still being typed
            return ""

    def refuse(self, error: UserError) -> None:
        """Say at the field that it is about why this can't be kept."""
        field = {BadCapacity.code: self.capacity, BadOpening.code: self.last, NoSuchHall.code: self.capacity}.get(
            error.code, self.hant
        )
        if error.code == BadClock.code:
            field = self.opens if error.values.get("clock") == self.opens.value else self.closes
        if self.rest.isAncestorOf(field):
            self.more.setChecked(True)
        field.refuse(error.text, **error.values)


class _BadMoment(UserError):
    code = "bad_moment"
    text = N_("“{moment}” is no moment. Write it like 2023-04-12 09:00.")


def beside(context: Context, *fields: Field) -> QWidget:
    """Short fields next to each other."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    context.look.theme.bind(row.setSpacing, 16)
    for field in fields:
        row.addWidget(field)
    return line


def _clock(text: str) -> str:
    """A time of day that was typed in any way that can be read, as 09:00; else as it was typed."""
    found = ticked_at(text, date(2000, 1, 1), ZoneInfo("UTC")) if text and "-" not in text else None
    return found.astimezone(UTC).strftime("%H:%M") if found is not None else text
