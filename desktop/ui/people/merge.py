"""Two records of one person become one: the other is found, what differs is chosen, and it can be taken apart again."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.namesakes import tell_apart as apart
from desktop.domain.text import LocalName
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.likely import Likely, Record, Why, likely_duplicates, records, tell_apart
from desktop.services.merging import Differing, differing, merge, separate
from desktop.services.people import PersonDetail, person
from desktop.services.people_list import PersonRow, people
from desktop.services.search import find
from desktop.services.ties import Merged
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.namesakes import marks, phone_mark
from desktop.ui.people.record import field_value
from desktop.ui.people.words import CHANGED, name_words
from desktop.ui.widgets import Button, Data, Field, FlowLayout, Label, Panel, clear, rule, scrolled

_WHY = {
    Why.PHONE: N_("same telephone number"),
    Why.EMAIL: N_("same e-mail address"),
    Why.NAME: N_("same name"),
    Why.SOUND: N_("the name sounds the same, at the same place"),
}
_TYPED_MS, _MOST_FOUND, _MOST_PAIRS = 150, 6, 50
_BOTH = " ↔ "


class MergePanel(Panel):
    """``done`` carries the registration of who is one record now, or is two again."""

    done = Signal(object)

    def __init__(self, context: Context, acts: Acts) -> None:
        look = context.look
        super().__init__(look, N_("Merge records"))
        self._context, self._acts, self._look = context, acts, look
        self._kept: PersonDetail | None = None
        self._other: Record | None = None
        self._fields: Sequence[Differing] = ()
        self._rows: dict[UUID, PersonRow] = {}
        """The lines of those who are at the event, for what tells them apart."""
        self.groups: dict[str, QButtonGroup] = {}
        self.offers: dict[UUID, Button] = {}
        self.about = Label(look, role="second", wraps=True)
        self.search = Field(look, N_("Find the other record"), N_("Name, organisation or badge"))
        self._found, self._choices = QVBoxLayout(), QVBoxLayout()
        inner = QWidget()
        column = QVBoxLayout(inner)
        look.theme.bind(column.setContentsMargins, 0, 0, 8, 0)
        for layout in (column, self._found, self._choices):
            look.theme.bind(layout.setSpacing, 12)
        column.addWidget(self.about)
        column.addWidget(self.search)
        column.addLayout(self._found)
        column.addLayout(self._choices)
        column.addStretch(1)
        self.box.addWidget(scrolled(inner), 1)
        self.box.addLayout(self._make_buttons())
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._typed.timeout.connect(self._look_up)
        if isinstance(self.search.edit, QLineEdit):
            self.search.edit.textEdited.connect(lambda _text: self._typed.start())
        look.words.changed.connect(self._say_again)

    def _make_buttons(self) -> FlowLayout:
        self.join = Button(self._look, N_("Merge"), "primary")
        self.again = Button(self._look, N_("Choose another record"), "quiet")
        self.everybody = Button(self._look, N_("Look through everybody"))
        self._look.words.bind(
            self.everybody.setToolTip, N_("Show all records at this event that are likely of one person")
        )
        self.join.clicked.connect(self._merge)
        self.again.clicked.connect(self._choose_again)
        self.everybody.clicked.connect(self._look_through)
        buttons = FlowLayout()
        self._look.theme.bind(buttons.setGaps, 8, 8)
        for button in (self.join, self.again, self.everybody):
            buttons.addWidget(button)
        return buttons

    def show_person(self, detail: PersonDetail) -> None:
        """Ask for the other record of this person, likely ones first."""
        self._kept = detail
        if isinstance(self.search.edit, QLineEdit):
            self.search.edit.clear()
        self._choose_again()

    def _choose_again(self) -> None:
        if self._kept is None:
            return
        self._other = None
        self._compare([])
        row = self._kept.row
        where = " · ".join(filter(None, (name_words(row), self._said_of(row.organisation_name), row.serial)))
        self.about.say(N_("{person} stays; the other record becomes part of it."), person=where)
        self.search.show()
        self.search.edit.setFocus()
        self._look_up()

    def _look_up(self) -> None:
        event, kept = self._context.here.event, self._kept
        if event is None or kept is None or self._other is not None:
            return
        typed, key = self.search.value, kept.row.person

        def query(session: Any) -> tuple[str, list[tuple[Record, str]], list[PersonRow]]:
            if typed:
                hits = find(session, event.id, typed, limit=_MOST_FOUND + 1)
                found = records(session, event.id, [hit.person for hit in hits if hit.person != key])
                offered = [(record, "") for record in found[:_MOST_FOUND]]
            else:
                pairs = likely_duplicates(session, event.id, key)
                offered = [(pair.other if pair.one.person == key else pair.one, _WHY[pair.why]) for pair in pairs]
            return typed, offered, _lines(session, event.id, [record for record, _why in offered])

        self._context.data.ask(query, self._offer)

    def _offer(self, answer: tuple[str, list[tuple[Record, str]], list[PersonRow]]) -> None:
        typed, offered, rows = answer
        if self._kept is None or self._other is not None or typed != self.search.value:
            return
        _ = self._look.words._
        self._rows = {row.id: row for row in rows}
        clear(self._found)
        self.offers = {}
        marks = self._apart([record for record, _why in offered])
        for (record, why), mark in zip(offered, marks, strict=True):
            self._add_offer(record, _(why) if why else "", mark)
        if not self.offers:
            text = N_("Nobody else is found by this.") if typed else N_("No other record looks like this person's.")
            self._found.addWidget(Label(self._look, text, "second", wraps=True))
        if not typed:
            for part in self._kept.ties.merged:
                self._add_merged(_, part)

    def _look_through(self) -> None:
        event = self._context.here.event
        if event is None:
            return

        def query(session: Any) -> tuple[list[Likely], list[PersonRow]]:
            pairs = likely_duplicates(session, event.id)[:_MOST_PAIRS]
            return pairs, _lines(session, event.id, [record for pair in pairs for record in (pair.one, pair.other)])

        self._context.data.ask(query, self._offer_all)

    def _offer_all(self, answer: tuple[list[Likely], list[PersonRow]]) -> None:
        """Show pairs of other people, too; comparing one makes them the ones that this panel is about."""
        if self._other is not None:
            return
        pairs, rows = answer
        self._rows = {row.id: row for row in rows}
        _ = self._look.words._
        clear(self._found)
        self.offers = {}
        if not pairs:
            self._found.addWidget(Label(self._look, N_("No two records look like one person's."), "second", wraps=True))
        for pair in pairs:
            one, other = (pair.one, pair.other) if pair.one.registration is not None else (pair.other, pair.one)
            compare = Button(self._look, N_("Compare"))
            compare.clicked.connect(partial(self._begin, one, other))
            self.offers[other.person] = compare
            both = (one, other)
            names = (_named(*each) for each in zip(both, self._apart(both), strict=True))
            places = _BOTH.join(_(", ").join(map(self._said_of, each.place_names)) or "—" for each in both)
            self._add_line(_BOTH.join(names), f"{places} · {_(_WHY[pair.why])}", [compare])

    def _begin(self, one: Record, other: Record) -> None:
        event, key = self._context.here.event, one.registration
        if event is None or key is None:
            return

        def begin(detail: PersonDetail) -> None:
            self._kept = detail
            self._choose(other)

        self._context.data.ask(lambda session: person(session, event.id, key), begin)

    def _add_offer(self, other: Record, why: str, mark: str) -> None:
        compare = Button(self._look, N_("Compare"))
        compare.clicked.connect(partial(self._choose, other))
        self.offers[other.person] = compare
        buttons = [compare]
        if why:
            apart = Button(self._look, N_("Not the same person"), "quiet")
            apart.clicked.connect(partial(self._tell_apart, other))
            buttons.append(apart)
        where = "" if other.registration is not None else self._look.words._("not at this event")
        places = map(self._said_of, other.place_names)
        self._add_line(_named(other, mark), " · ".join(filter(None, (*places, where, why))), buttons)

    def _apart(self, records: Sequence[Record]) -> list[str]:
        """What tells those of ``records`` apart that read alike; the record that stays is one of them."""
        if self._kept is None:
            return [""] * len(records)
        kept = self._kept.row
        offered = [record for record in records if record.person != kept.person]
        shown = [" ".join((record.name, *map(self._said_of, record.place_names))) for record in offered]
        mine = " ".join(filter(None, (kept.name_zh, kept.name_latin, self._said_of(kept.organisation_name))))
        said = apart([mine, *shown], [self._marks(kept), *map(self._marks_of, offered)])
        found = dict(zip((kept.person, *(record.person for record in offered)), said, strict=True))
        return [found[record.person] for record in records]

    def _marks(self, row: PersonRow) -> tuple[str, ...]:
        return marks(self._look.words._, row)

    def _marks_of(self, record: Record) -> tuple[str, ...]:
        row = self._rows.get(record.registration) if record.registration is not None else None
        if row is not None:
            return self._marks(row)
        place, title = (next(iter(names), LocalName()) for names in (record.place_names, record.title_names))
        return self._said_of(place), self._said_of(title), "", "", phone_mark(record.phone), ""

    def _said_of(self, name: LocalName) -> str:
        return name.said_in(self._look.words.language)

    def _add_merged(self, _: Translator, part: Merged) -> None:
        split = Button(self._look, N_("Separate again"), "quiet")
        split.clicked.connect(partial(self._separate, part))
        self.offers[part.person] = split
        self._add_line(part.name, _("is part of this record since {day}", day=_.date(part.at.date())), [split])

    def _add_line(self, name: str, about: str, buttons: Sequence[Button]) -> None:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 4)
        column.addWidget(rule())
        for text, role in ((name, "strong"), (about, "second")):
            if text:
                label = Label(self._look, role=role, wraps=True)
                label.put(text)
                column.addWidget(label)
        flow = FlowLayout()
        self._look.theme.bind(flow.setGaps, 8, 8)
        for button in buttons:
            flow.addWidget(button)
        column.addLayout(flow)
        self._found.addWidget(line)

    def _choose(self, other: Record) -> None:
        if self._kept is None:
            return
        self._other = other
        kept = self._kept.row.person
        self._context.data.ask(lambda session: differing(session, kept, other.person), self._compare)

    def _say_again(self) -> None:
        """In another language; what was chosen stays chosen."""
        if self._other is None:
            self._look_up()
            return
        chosen = {name: group.checkedId() for name, group in self.groups.items()}
        self._compare(self._fields)
        for name, number in chosen.items():
            self.groups[name].button(number).setChecked(True)

    def _compare(self, fields: Sequence[Differing]) -> None:
        """Show what differs, the kept record's value chosen."""
        self._fields = fields
        clear(self._choices)
        self.groups = {}
        other = self._other
        self.join.setVisible(other is not None)
        self.again.setVisible(other is not None)
        self.everybody.setVisible(other is None)
        if other is None or self._kept is None:
            return
        clear(self._found)
        self.offers = {}
        self.search.hide()
        self.about.say(N_("Posts, telephones, badges and check-ins of both are kept."))
        kept = self._kept.row
        self._choices.addWidget(
            self._heads(
                (N_("This record stays"), name_words(kept), self._marks(kept)),
                (N_("This one becomes part of it"), other.name, self._marks_of(other)),
            )
        )
        if fields:
            self._choices.addWidget(Label(self._look, N_("Which is right?"), "section"))
        for field in fields:
            self._choices.addWidget(self._choice(field))
        self.join.setFocus()

    def _heads(self, *records: tuple[str, str, Sequence[str]]) -> QWidget:
        """Whose values stand in which of the two columns, with all that tells one record from the other."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(row.setSpacing, 8)
        for title, name, about in records:
            column = QVBoxLayout()
            self._look.theme.bind(column.setSpacing, 2)
            column.addWidget(Label(self._look, title, "label", wraps=True))
            column.addWidget(Data(self._look, name, "strong"))
            column.addWidget(Data(self._look, "\n".join(filter(None, about)), "second"))
            column.addStretch(1)
            row.addLayout(column, 1)
        return holder

    def _choice(self, field: Differing) -> QWidget:
        holder, group = QWidget(), QButtonGroup(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 4)
        column.addWidget(Label(self._look, CHANGED[field.field], "label"))
        row = QHBoxLayout()
        self._look.theme.bind(row.setSpacing, 8)
        photos = (N_("of this record"), N_("of the other record"))
        for number, value in enumerate((field.kept, field.other)):
            button = Button(self._look, N_("Compare"), "filter")
            self._look.words.forget(button.setText)
            said = self._look.words._(photos[number]) if field.field == "photo" else self._said(field.field, value)
            button.setText(said)
            button.setToolTip(said)
            button.setProperty("soft", True)
            button.setChecked(number == 0)
            button.setMinimumWidth(1)
            group.addButton(button, number)
            row.addWidget(button, 1)
        column.addLayout(row)
        self.groups[field.field] = group
        return holder

    def _said(self, field: str, value: str | LocalName) -> str:
        return field_value(self._look.words._, field, value)

    def _merge(self) -> None:
        kept, other = self._kept, self._other
        if kept is None or other is None:
            return
        take = [name for name, group in self.groups.items() if group.checkedId() == 1]
        self._acts.do(
            lambda session: merge(session, kept.row.person, other.person, take),
            lambda _: _("{name} is one record now.", name=name_words(kept.row)),
            lambda _none: self.done.emit(kept.row.id),
        )

    def _separate(self, part: Merged) -> None:
        kept = self._kept
        if kept is not None:
            self._acts.do(
                lambda session: separate(session, part.person),
                lambda _: _("{name} is a record of its own again.", name=part.name),
                lambda _person: self.done.emit(kept.row.id),
            )

    def _tell_apart(self, other: Record) -> None:
        kept = self._kept
        if kept is not None:
            self._acts.do(
                lambda session: tell_apart(session, kept.row.person, other.person),
                lambda _: _("{name} is not suggested here any more.", name=other.name),
                lambda _none: self._look_up(),
            )

    def keyPressEvent(self, event: Any) -> None:
        """Esc goes back a step before it closes."""
        if event.key() == Qt.Key.Key_Escape and self._other is not None:
            self._choose_again()
        else:
            super().keyPressEvent(event)


def _lines(session: Any, event_id: UUID, wanted: Sequence[Record]) -> list[PersonRow]:
    return people(session, event_id, only=[one.registration for one in wanted if one.registration is not None])


def _named(record: Record, mark: str) -> str:
    return " · ".join(filter(None, (record.name, mark)))
