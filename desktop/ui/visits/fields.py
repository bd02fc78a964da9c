"""What the forms about visits are built of: names in three languages, ticks, moments of a day, sections."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.list_title import YEARS
from desktop.domain.programme_text import read_clock
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Language
from desktop.ui.look import Look
from desktop.ui.stage_words import clock
from desktop.ui.widgets import Field, FlowLayout, Label

V = TypeVar("V")
NO_TIME = N_("This is no time. Write it as 14:05.")
NO_MOMENT = N_("This is no day and time. Write it as 2026-04-12 18:00.")
NO_NUMBER = N_("Write a number.")
_MOST_FIGURES = 6


class Names:
    """Three fields for a name; ``value`` is what stands in them."""

    def __init__(self, look: Look, labels: tuple[str, str, str]) -> None:
        self._look = look
        self.hant, self.hans, self.en = (Field(look, label) for label in labels)
        self.fields = (self.hant, self.hans, self.en)

    @property
    def value(self) -> LocalName:
        """What stands there."""
        return LocalName(self.hant.value, self.hans.value, self.en.value)

    @property
    def first(self) -> Field:
        """The field of the language that is on."""
        own = {Language.ZH_HANT: self.hant, Language.ZH_HANS: self.hans, Language.EN: self.en}
        return own[self._look.words.language]

    def show(self, name: LocalName) -> None:
        """Fill the name in."""
        for field, text in zip(self.fields, (name.hant, name.hans, name.en), strict=True):
            put(field, text)


class Ticks(QWidget, Generic[V]):
    """Several of a few values; ``values`` are those ticked, in the order they are offered."""

    def __init__(self, look: Look, title: str, offered: Sequence[tuple[V, str]]) -> None:
        super().__init__()
        self._boxes: dict[V, QCheckBox] = {}
        column, inner = QVBoxLayout(self), QWidget()
        flow = FlowLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 6)
        look.theme.bind(flow.setGaps, 16, 6)
        column.addWidget(Label(look, title, "label"))
        for value, text in offered:
            box = QCheckBox()
            look.words.bind(box.setText, text)
            self._boxes[value] = box
            flow.addWidget(box)
        column.addWidget(inner)

    @property
    def values(self) -> tuple[V, ...]:
        """What is ticked."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def show_values(self, values: Collection[V]) -> None:
        """Tick just these."""
        for value, box in self._boxes.items():
            box.setChecked(value in values)


def put(field: Field, text: str) -> None:
    """Let ``text`` stand in a field."""
    field.accept()
    if isinstance(field.edit, QLineEdit):
        field.edit.setText(text)
        field.edit.setCursorPosition(0)
    elif isinstance(field.edit, QPlainTextEdit):
        field.edit.setPlainText(text)


def lines(look: Look, text: str, high: int = 72) -> Field:
    """A field for several lines."""
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    look.theme.bind(edit.setFixedHeight, high)
    return Field(look, text, edit=edit)


def text_of(field: Field) -> str:
    """What stands in a field, of one line or several."""
    return field.edit.toPlainText() if isinstance(field.edit, QPlainTextEdit) else field.value


def said(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment as a field shows it."""
    return clock(moment, zone) if moment is not None else ""


def said_with_day(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment of any day as a field shows it."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment is not None else ""


class BadMoment(Exception):
    """What stands in ``field`` can't be read: ``text`` says why."""

    def __init__(self, field: Field, text: str) -> None:
        super().__init__(text)
        self.field, self.text = field, text


def moment(field: Field, day: date, zone: ZoneInfo, after: datetime | None = None) -> datetime | None:
    """The time in a field on ``day``, or the day after where it is before ``after``. Raises ``BadMoment``."""
    if not field.value:
        return None
    seconds = read_clock(field.value)
    if seconds is None:
        raise BadMoment(field, NO_TIME)
    wall = datetime.combine(day, datetime.min.time()) + timedelta(seconds=seconds)
    found = wall.replace(tzinfo=zone).astimezone(UTC)
    if after is not None and found < after:
        return (wall + timedelta(days=1)).replace(tzinfo=zone).astimezone(UTC)
    return found


def needed(field: Field, day: date, zone: ZoneInfo, after: datetime | None = None) -> datetime:
    """As ``moment``, where there has to be one."""
    found = moment(field, day, zone, after)
    if found is None:
        raise BadMoment(field, NO_TIME)
    return found


def moment_with_day(field: Field, zone: ZoneInfo) -> datetime | None:
    """The day and time in a field. Raises ``BadMoment``."""
    if not field.value:
        return None
    try:
        wall = datetime.fromisoformat(field.value.replace("/", "-"))
    except ValueError:
        raise BadMoment(field, NO_MOMENT) from None
    if not YEARS[0] <= wall.year <= YEARS[1]:
        raise BadMoment(field, NO_MOMENT)
    return (wall if wall.tzinfo is not None else wall.replace(tzinfo=zone)).astimezone(UTC)


def number(field: Field, empty: int | None = 0) -> int | None:
    """The number in a field; ``empty`` where nothing stands there. Raises ``BadMoment``."""
    if not field.value:
        return empty
    if not field.value.isdecimal() or len(field.value) > _MOST_FIGURES:
        raise BadMoment(field, NO_NUMBER)
    return int(field.value)
