"""How a delegation arrives and departs, as blocks of fields; times here by the event's clock, there by theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QWidget

from desktop.domain.delegations_list import NoMoment, read_moment
from desktop.domain.visits import Mode, Way
from desktop.domain.visits_words import MODE_WORDS, WAY_WORDS
from desktop.errors import N_
from desktop.services.delegations_edit import JourneyDraft, NoSuchZone
from desktop.services.delegations_record import JourneyRow
from desktop.ui.ceremonies.agreement_lines import Known
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.delegations.people import labelled
from desktop.ui.delegations.person_edit import PersonEdit
from desktop.ui.programme.lines import Line, Lines, chosen_words
from desktop.ui.widgets import Button, Field

Whose = tuple[UUID | None, str]
"""Of whom a journey is: a guest, a subgroup, or with neither everybody."""
_EVERYBODY: Whose = (None, "")
_COLUMNS = 3


class JourneyLine(Line):
    """One journey. ``draft`` raises ``ValueError`` after it said at a field what can't be read."""

    def __init__(
        self, context: Context, draft: JourneyDraft, met: str, whose: Sequence[tuple[Whose, Say]], places: "Places"
    ) -> None:
        look, event = context.look, context.here.event
        self._draft, self._sites, self._zone = draft, places, context.here.zone
        self._days = (event.starts_on, event.ends_on) if event is not None else (None, None)
        self.way = Choice(look, [(way, chosen_words(text)) for way, text in WAY_WORDS.items()], draft.way)
        self.mode = Choice(look, [(mode, chosen_words(text)) for mode, text in MODE_WORDS.items()], draft.mode)
        self.whose: Choice[Whose] = Choice(look, whose, (draft.registration_id, draft.subgroup))
        self.met = PersonEdit(context, N_("Name"))
        self.met.show_person(draft.met_by_id, met or draft.met_by)
        self.number = Field(look, N_("Flight or train number"))
        self.at = Field(look, N_("Day and time here"), N_("2026-11-23 14:40"))
        self.place = Field(look, N_("Place here"), N_("airport or station"))
        self.far_place = Field(look, N_("Far end"))
        self.far_at = Field(look, N_("Day and time there"), N_("2026-11-23 14:40"))
        self.far_zone = Field(look, N_("Time zone there"), N_("Asia/Shanghai"))
        self.note = labelled(look, N_("Note"), draft.note.replace("\n", " "))
        grid = QWidget()
        places_of = QGridLayout(grid)
        places_of.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(places_of.setHorizontalSpacing, 12)
        look.theme.bind(places_of.setVerticalSpacing, 12)
        fields = (
            Field(look, N_("Journey"), edit=self.way), Field(look, N_("Means of travel"), edit=self.mode), self.number,
            self.at, self.place, Field(look, N_("Met by"), edit=self.met),
            self.far_place, self.far_at, self.far_zone, Field(look, N_("For whom"), edit=self.whose),
            Field(look, N_("Note"), edit=self.note),
        )  # fmt: skip
        for number, field in enumerate(fields):
            wide = 2 if field is fields[-1] else 1
            top = Qt.AlignmentFlag.AlignTop
            places_of.addWidget(field, number // _COLUMNS, number % _COLUMNS, 1, wide, top)
        for column in range(_COLUMNS):
            places_of.setColumnStretch(column, 1)
        super().__init__(look, wide=grid, movable=False)
        self._fill()

    @property
    def draft(self) -> JourneyDraft:
        """What stands here. Raises ``ValueError`` where a time or a zone can't be read, which is said."""
        zone = self._read_zone()
        at, far = self._moment(self.at, self._zone), self._moment(self.far_at, zone or self._zone)
        if at is None:
            self.at.refuse(N_("Write the day and the time, as 2026-11-23 14:40."))
            raise ValueError
        site = self._sites.key(self.place.value)
        registration, subgroup = self.whose.value
        note = self.note.text()
        return replace(
            self._draft, way=self.way.value, mode=self.mode.value, at=at, number=self.number.value, site_id=site,
            place="" if site is not None else self.place.value, far_place=self.far_place.value, far_at=far,
            far_zone=self.far_zone.value, met_by_id=self.met.registration_id, met_by=self.met.name,
            registration_id=registration, subgroup=subgroup,
            note=self._draft.note if note == self._draft.note.replace("\n", " ") else note,
        )  # fmt: skip

    @property
    def typed(self) -> tuple[object, ...]:
        """Everything as it stands here, readable or not."""
        fields = (self.number, self.at, self.place, self.far_place, self.far_at, self.far_zone)
        chosen = (self.way.value, self.mode.value, self.whose.value, self.met.registration_id, self.met.name)
        return (*(field.value for field in fields), *chosen, self.note.text())

    def _fill(self) -> None:
        draft, there = self._draft, self._zone
        if draft.far_zone:
            there = ZoneInfo(draft.far_zone)
        for field, text in (
            (self.number, draft.number), (self.at, _written(draft.at, self._zone)),
            (self.place, self._sites.name(draft.site_id) or draft.place), (self.far_place, draft.far_place),
            (self.far_at, _written(draft.far_at, there)), (self.far_zone, draft.far_zone),
        ):  # fmt: skip
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
                field.edit.setCursorPosition(0)
        for field, words in ((self.place, None), (self.far_zone, sorted(available_timezones()))):
            if isinstance(field.edit, QLineEdit):
                completer = self._sites.completer(field.edit) if words is None else QCompleter(words, field.edit)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                field.edit.setCompleter(completer)

    def _read_zone(self) -> ZoneInfo | None:
        name = self.far_zone.value
        if not name:
            return None
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            self.far_zone.refuse(NoSuchZone.text, zone=name)
            raise ValueError from error

    def _moment(self, field: Field, zone: ZoneInfo) -> datetime | None:
        if not field.value:
            return None
        try:
            day, seconds = read_moment(field.value, *self._days)
        except NoMoment as error:
            field.refuse(error.what[1])
            raise ValueError from error
        return moment(day, seconds, zone)


class JourneyLines(Lines[JourneyDraft]):
    """The journeys of a delegation. ``drafts`` raises ``ValueError`` as those of a line do."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Journeys"))
        self._context = context
        self._sites = Places()
        self._whose: Sequence[tuple[Whose, Say]] = ()
        self.add = Button(context.look, N_("Add a journey"), icon="add")
        self.add.clicked.connect(self._add)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.after = self.add

    def show_journeys(
        self, rows: Sequence[JourneyRow], drafts: Sequence[JourneyDraft], subgroups: Sequence[str],
        people: Mapping[UUID, str], places: "Places",
    ) -> None:  # fmt: skip
        """Fill these in; ``people`` and ``subgroups`` may travel by themselves."""
        self._sites = places
        everybody: tuple[Whose, Say] = (_EVERYBODY, chosen_words(N_("Everybody")))
        self._whose = [
            everybody, *(((None, name), _as_is(name)) for name in subgroups),
            *(((key, ""), _as_is(name)) for key, name in people.items()),
        ]  # fmt: skip
        lines = []
        for row, draft in zip(rows, drafts, strict=True):
            met = row.met_by.said_in(self.look.words.language) if row.met_by is not None else ""
            own = (draft.registration_id, draft.subgroup)
            known = own in dict(self._whose)
            whose = self._whose if known else [*self._whose, (own, _as_is(draft.subgroup or "—"))]
            lines.append(JourneyLine(self._context, draft, met, whose, places))
        self.show_drafts(lines)

    @property
    def drafts(self) -> tuple[JourneyDraft, ...]:
        return tuple(line.draft for line in self.lines)

    @property
    def typed(self) -> tuple[object, ...]:
        """Everything as it stands here, readable or not."""
        return tuple(line.typed for line in self.lines)

    def _add(self) -> None:
        event = self._context.here.event
        if event is None:
            return
        ways = [line.way.value for line in self.lines]
        way = Way.DEPARTURE if Way.ARRIVAL in ways else Way.ARRIVAL
        day = event.ends_on if way is Way.DEPARTURE else event.starts_on
        at = moment(day, 12 * 3600, self._context.here.zone)
        line = JourneyLine(self._context, JourneyDraft(way, Mode.FLIGHT, at), "", self._whose, self._sites)
        self.put(line)
        line.way.setFocus()
        self.grown.emit(line)


class Places(Known):
    """The sites of an event, found by any of their names."""

    def __init__(self) -> None:
        super().__init__()
        self._named: Mapping[UUID, str] = {}

    def name_them(self, named: Mapping[UUID, str]) -> None:
        """What each is called in the language that is on."""
        self._named = named

    def name(self, key: UUID | None) -> str:
        """What a site is called; nothing for none."""
        return self._named.get(key, "") if key is not None else ""


def moment(day: date, seconds: int, zone: ZoneInfo) -> datetime:
    """That time by the clock of ``zone``, aware UTC."""
    # The wall's clock is what is meant, also on a day when it is set forward or back.
    wall = datetime.combine(day, time()) + timedelta(seconds=seconds)
    return wall.replace(tzinfo=zone).astimezone(ZoneInfo("UTC"))


def _written(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at is not None else ""


def _as_is(text: str) -> Say:
    return lambda _: text
