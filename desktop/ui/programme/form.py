"""An item's fields: what, when, where, who, cues and materials. Labels above fields, in one column."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.programme import Audience
from desktop.domain.programme_text import duration_words, read_clock, read_duration
from desktop.domain.programme_words import KIND_WORDS
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Language
from desktop.services.programme import HallRow, ItemRow
from desktop.services.programme_edit import (
    BadLength,
    FarFromDay,
    HallGone,
    ItemDraft,
    StartMissing,
    TitleMissing,
    draft_of,
)
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.people.forms import Form
from desktop.ui.people.record import language_name
from desktop.ui.programme.lines import CueLines, MaterialLines, PeopleLines, chosen_words
from desktop.ui.stage_words import clock, day_words, in_words
from desktop.ui.widgets import Button, Field, FlowLayout

_NO_TIME = N_("This is no time. Write it as 14:05, or leave it empty: then the item follows the one before.")
_NO_LENGTH = N_("This is no length. Write minutes, as 6, or hours, minutes and seconds, as 0:06:30.")
_NO_HALL = N_("Write what the hall is called.")
_USUAL = 600
_ANOTHER = UUID(int=0)
"""What stands for a hall that is not known yet."""


class ItemForm(Form):
    """``draft`` is what stands there; it is ``None`` while a time or a length can't be read, which is said then.

    ``copied`` and ``removed`` carry the item that is open.
    """

    copied = Signal(object)
    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Item"), N_("Save"))
        self._context = context
        self.row: ItemRow | None = None
        self._kept: ItemDraft | None = None
        self._zone = ZoneInfo("UTC")
        self.kind = Choice(look, [(kind, chosen_words(text)) for kind, text in KIND_WORDS.items()])
        self.day: Choice[date] = Choice(look)
        self.hall: Choice[UUID | None] = Choice(look)
        self.language: Choice[str] = Choice(look)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        look.theme.bind(self.note.setFixedHeight, 72)
        self.hant, self.hans = (
            Field(look, N_("Title, Traditional Chinese")),
            Field(look, N_("Title, Simplified Chinese")),
        )
        self.en = Field(look, N_("Title, English"))
        self.starts = Field(look, N_("Starts at"), N_("empty: follows the one before"))
        self.takes = Field(look, N_("Length in minutes"), N_("6, or 0:06:30"))
        self.owner, self.code = Field(look, N_("Owner")), Field(look, N_("Number"), N_("the organisers' own, if any"))
        self.new_hall = Field(look, N_("Name of the hall"))
        self.fixed_start = self._tick(N_("Fixed start"), N_("May not start at another time"))
        self.fixed_end = self._tick(N_("Fixed end"), N_("Is over when planned, however late it starts"))
        self.spare = self._tick(N_("Only if time allows"), N_("Planned as skipped; nothing waits for it"))
        self.crew = self._tick(N_("Crew only"), N_("Left out of what the public reads"))
        self.add(
            self.hant, self.hans, self.en,
            Field(look, N_("Kind"), edit=self.kind), Field(look, N_("Day"), edit=self.day),
            self.starts, self.takes, Field(look, N_("Hall"), edit=self.hall), self.new_hall,
        )  # fmt: skip
        self.new_hall.hide()
        self._put_ticks()
        self.people, self.cues, self.materials = PeopleLines(context), CueLines(look), MaterialLines(look)
        self._acts = QWidget()
        self.copy, self.remove = Button(look, N_("Copy"), icon="copy"), Button(look, N_("Remove item"), "quiet")
        self._put_lines()
        self.kind.activated.connect(self._on_kind)
        self.hall.currentIndexChanged.connect(lambda _index: self.new_hall.setVisible(self.hall.value == _ANOTHER))
        QWidget.setTabOrder(self.note, self.copy)
        QWidget.setTabOrder(self.remove, self.save)

    def _put_ticks(self) -> None:
        ticks = QVBoxLayout()
        self.look.theme.bind(ticks.setSpacing, 8)
        for tick in (self.fixed_start, self.fixed_end, self.spare, self.crew):
            ticks.addWidget(tick)
        self.column.addLayout(ticks)

    def _put_lines(self) -> None:
        """What hangs on the item, what else there is to say of it, and what can be done with it."""
        look = self.look
        for lines in (self.people, self.cues, self.materials):
            self.column.addWidget(lines)
            lines.grown.connect(self.show_part)
        self.add(
            Field(look, N_("Language"), edit=self.language),
            self.owner,
            self.code,
            Field(look, N_("Note"), edit=self.note),
        )
        acts = FlowLayout(self._acts)
        look.theme.bind(acts.setGaps, 8, 8)
        self.copy.clicked.connect(lambda: self.copied.emit(self.row))
        self.remove.clicked.connect(lambda: self.removed.emit(self.row))
        for button in (self.copy, self.remove):
            acts.addWidget(button)
        self.column.addWidget(self._acts)
        self.column.addStretch(1)

    def offer(self, days: Sequence[date], halls: Sequence[HallRow], zone: ZoneInfo) -> None:
        """Offer these days and halls; times are of ``zone``."""
        self._zone = zone
        self.day.offer([(day, day_words(day)) for day in days], self.day.value if self.day.count() else None)
        kept = self.hall.value if self.hall.count() else None
        everywhere: tuple[UUID | None, Say] = (None, chosen_words(N_("Everywhere")))
        another: tuple[UUID | None, Say] = (_ANOTHER, chosen_words(N_("Another hall…")))
        self.hall.offer([*((hall.id, in_words(hall.name)) for hall in halls), everywhere, another], kept)

    def show_item(self, row: ItemRow) -> None:
        """Fill the fields in with what is kept."""
        self.row = row
        self.title.say(N_("Item"))
        self._fill(draft_of(row))

    def show_new(self, day: date, hall_id: UUID | None) -> None:
        """A new item, which follows the last one of that day and hall."""
        self.row = None
        self.title.say(N_("New item"))
        self._fill(ItemDraft(LocalName(), _USUAL, day, hall_id))

    @property
    def draft(self) -> ItemDraft | None:
        """What stands here."""
        return self._draft(say=True)

    @property
    def begun(self) -> bool:
        return self._kept is not None and (bool(self.hall_wanted) or self._draft(say=False) != self._kept)

    @property
    def hall_wanted(self) -> str:
        """The name of a hall that is to be made for it; empty where it is in one that is known."""
        return self.new_hall.value if self.hall.value == _ANOTHER else ""

    @property
    def _lacks_hall(self) -> bool:
        return self.hall.value == _ANOTHER and not self.new_hall.value

    def forget(self) -> None:
        """What stands here is kept, or is not to be."""
        self._kept = None

    def refuse(self, error: UserError) -> None:
        """Say below the field that is meant why this can't be kept."""
        field = {
            TitleMissing.code: self._first_title(), BadLength.code: self.takes, StartMissing.code: self.starts,
            FarFromDay.code: self.starts, HallGone.code: self.code,
        }.get(error.code, self._first_title())  # fmt: skip
        field.refuse(error.text, **error.values)
        self.show_part(field)

    def _fill(self, draft: ItemDraft) -> None:
        for field, text in (
            (self.hant, draft.title.hant), (self.hans, draft.title.hans), (self.en, draft.title.en),
            (self.owner, draft.owner), (self.code, draft.code), (self.takes, _length_words(draft.seconds)),
            (self.new_hall, ""),
            (self.starts, clock(draft.starts_at, self._zone) if draft.starts_at is not None else ""),
        ):  # fmt: skip
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
        self.kind.choose(draft.kind)
        self.day.choose(draft.day)
        self.hall.choose(draft.hall_id)
        codes = dict.fromkeys(("", *(language.value for language in Language), draft.language))
        self.language.offer([(code, _own(code)) for code in codes], draft.language)
        for tick, on in (
            (self.fixed_start, draft.fixed_start), (self.fixed_end, draft.fixed_end), (self.spare, draft.spare),
            (self.crew, draft.audience is Audience.CREW),
        ):  # fmt: skip
            tick.setChecked(on)
        self.note.setPlainText(draft.note)
        self.people.kind = draft.kind
        self.people.show_people(self.row, draft.people)
        self.cues.show_cues(draft.cues)
        self.materials.show_materials(draft.materials)
        self._acts.setVisible(self.row is not None)
        self._kept = self._draft(say=False)
        self._first_title().edit.setFocus()

    def _draft(self, *, say: bool) -> ItemDraft | None:
        starts, seconds = self._starts_at(), read_duration(self.takes.value)
        if seconds is None and say:
            self.takes.refuse(_NO_LENGTH)
        if starts is None and self.starts.value and say:
            self.starts.refuse(_NO_TIME)
        if self._lacks_hall and say:
            self.new_hall.refuse(_NO_HALL)
        if seconds is None or (starts is None and self.starts.value) or (self._lacks_hall and say):
            return None
        return ItemDraft(
            title=LocalName(self.hant.value, self.hans.value, self.en.value),
            seconds=seconds,
            day=self.day.value,
            hall_id=None if self.hall.value == _ANOTHER else self.hall.value,
            starts_at=starts,
            kind=self.kind.value,
            code=self.code.value,
            fixed_start=self.fixed_start.isChecked(),
            fixed_end=self.fixed_end.isChecked(),
            spare=self.spare.isChecked(),
            audience=Audience.CREW if self.crew.isChecked() else Audience.PUBLIC,
            owner=self.owner.value,
            language=self.language.value,
            note=self.note.toPlainText(),
            source_uid=self.row.source_uid if self.row is not None else "",
            people=self.people.drafts,
            cues=self.cues.drafts,
            materials=self.materials.drafts,
        )

    def _starts_at(self) -> datetime | None:
        seconds = read_clock(self.starts.value) if self.starts.value else None
        if seconds is None or not self.day.count():
            return None
        # The wall's clock is what is meant, also on a day when it is set forward or back.
        wall = datetime.combine(self.day.value, datetime.min.time()) + timedelta(seconds=seconds)
        return wall.replace(tzinfo=self._zone).astimezone(UTC)

    def _first_title(self) -> Field:
        own = {Language.ZH_HANT: self.hant, Language.ZH_HANS: self.hans, Language.EN: self.en}
        return own[self.look.words.language]

    def _on_kind(self) -> None:
        self.people.kind = self.kind.value

    def _tick(self, text: str, about: str) -> QCheckBox:
        tick = QCheckBox()
        self._context.look.words.bind(tick.setText, text)
        self._context.look.words.bind(tick.setToolTip, about)
        return tick


def _length_words(seconds: int) -> str:
    return str(seconds // 60) if seconds % 60 == 0 else duration_words(seconds)


def _own(code: str) -> Say:
    return lambda _: language_name(code) or "—"
