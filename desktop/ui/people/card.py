"""One person with everything about them."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain import contacts
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.errors import N_
from desktop.i18n import Language
from desktop.services.people import PersonDetail
from desktop.services.person_log import FieldChanged
from desktop.services.print_record import Printed
from desktop.services.ties import Tied, Ties
from desktop.ui.conflicts.chip import ConflictChip
from desktop.ui.context import Context
from desktop.ui.itinerary import ItineraryPart, Whose
from desktop.ui.people import record
from desktop.ui.people.portrait import portrait
from desktop.ui.people.words import STATUS, name_words, other_name
from desktop.ui.widgets import (
    Button,
    Card,
    Data,
    EmptyState,
    FlowLayout,
    IconButton,
    Label,
    Tag,
    clear,
    rule,
    scrolled,
)

_LONGEST_TAG = 28


class PersonCard(Card):
    """Shows a person. ``edit`` asks for the form, ``printing`` for their badge, ``companion`` for somebody with them,
    ``merging`` for the record that is theirs too; ``open_wanted`` carries the registration of somebody they name,
    ``untie_wanted`` the companion, registration and name, who is to be nobody's any more."""

    edit_wanted = Signal()
    print_wanted = Signal()
    companion_wanted = Signal()
    merge_wanted = Signal()
    open_wanted = Signal(object)
    untie_wanted = Signal(object, str)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, spacing=16)
        self._context, self._look = context, context.look
        self._shown: tuple[PersonDetail, list[FieldChanged], list[Printed]] | None = None
        self.tied: dict[UUID, Button] = {}
        self.untying: dict[UUID, IconButton] = {}
        inner = QWidget()
        whole, self._top, self._column, self._more = QVBoxLayout(inner), QVBoxLayout(), QVBoxLayout(), FlowLayout()
        for part in (whole, self._top, self._column):
            self._look.theme.bind(part.setSpacing, 16)
        self._look.theme.bind(whole.setContentsMargins, 0, 0, 8, 0)
        self.itinerary, self.conflicts = ItineraryPart(context, quiet=True), ConflictChip(context, person=True)
        for layout in (self._top, self._more, self._column):
            whole.addLayout(layout)
        whole.insertWidget(whole.count() - 1, self.itinerary)
        whole.addStretch(1)
        self._area = scrolled(inner, sideways=False)
        self.box.addWidget(self._area, 1)
        self.edit = Button(self._look, N_("Edit"))
        self.printing = Button(self._look, N_("Print this badge"), "quiet", icon="print")
        self.companion = Button(self._look, N_("Add a companion"), icon="add")
        self.merging = Button(self._look, N_("Merge"))
        self._look.words.bind(self.merging.setToolTip, N_("Join this record with another one of the same person"))
        self.back = Button(self._look, N_("Back to the list"), "quiet")
        self.back.hide()
        self._acts = (self.edit, self.printing, self.companion, self.merging)
        wanted = (self.edit_wanted, self.print_wanted, self.companion_wanted, self.merge_wanted)
        buttons = FlowLayout()
        for flow in (buttons, self._more):
            self._look.theme.bind(flow.setGaps, 8, 8)
        for button, signal in zip(self._acts, wanted, strict=True):
            button.clicked.connect(signal)
            (buttons if button in self._acts[:2] else self._more).addWidget(button)
        self._more.addWidget(self.conflicts)
        buttons.addWidget(self.back)
        self.box.addLayout(buttons)
        self._look.words.changed.connect(self._show)
        self._show()

    @property
    def detail(self) -> PersonDetail | None:
        """Who is shown."""
        return self._shown[0] if self._shown is not None else None

    def show_person(self, detail: PersonDetail, changes: list[FieldChanged], prints: list[Printed]) -> None:
        """Show this person."""
        other = self.detail is None or self.detail.row.id != detail.row.id
        self._shown = (detail, changes, prints)
        self._show()
        if other:
            self._area.verticalScrollBar().setValue(0)

    def show_nobody(self) -> None:
        """Show that nobody is chosen."""
        self._shown = None
        self._show()

    def _show(self) -> None:
        clear(self._top)
        clear(self._column)
        self.tied, self.untying = {}, {}
        for button in self._acts:
            button.setVisible(self._shown is not None)
        if self._shown is None:
            self.itinerary.follow(Whose())
            self.conflicts.follow(None)
            self._top.addWidget(
                EmptyState(
                    self._look, "people", N_("Nobody is chosen"), N_("Move in the list, and the person stands here.")
                )
            )
            return
        self._tell_alike(self._shown[0].ties.alike)
        (detail, changes, prints), _, zone = self._shown, self._look.words._, self._context.here.zone
        self.itinerary.follow(Whose(detail.row.id, name=detail.row.name))
        self.conflicts.follow(detail.row.id, LocalName(detail.row.name))
        for part in (self._head(detail), self._tags(detail), self._posts(detail), self._ties(detail)):
            if part is not None:
                self._top.addWidget(part)
        self._section(N_("At this event"), record.here_lines(_, detail))
        self._section(N_("Contact and needs"), record.own_lines(_, detail))
        self._section(N_("Other events"), record.other_events(_, detail))
        self._section(N_("Badge"), record.badge_lines(_, detail))
        self._section(N_("Record"), record.record_lines(_, detail, changes, prints, zone))

    def _tell_alike(self, count: int) -> None:
        """Say on the button how many other records look like this person's."""
        if not count:
            self.merging.say(N_("Merge"))
            return
        self._look.words.follow(
            self.merging.setText,
            lambda _: _.ngettext("Merge: {n} record looks the same", "Merge: {n} records look the same", count),
        )

    def _head(self, detail: PersonDetail) -> QWidget:
        row = detail.row
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(line.setSpacing, 16)
        line.addWidget(portrait(self._look, row.name, detail.photo, vip=row.vip), 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        self._look.theme.bind(names.setSpacing, 2)
        names.addWidget(self._data(name_words(row), "title"))
        behind = detail.postnominal_zh if row.name_zh else detail.postnominal_en
        latin = [row.honorific_en, other_name(row), detail.postnominal_en] if other_name(row) else []
        other = " ".join(filter(None, latin))
        for text in (behind, other):
            if text:
                names.addWidget(self._data(text, "second"))
        names.addStretch(1)
        line.addLayout(names, 1)
        return head

    def _tags(self, detail: PersonDetail) -> QWidget:
        row, words = detail.row, self._look.words
        holder = QWidget()
        flow = FlowLayout(holder)
        self._look.theme.bind(flow.setGaps, 8, 8)
        now, state = record.now_line(words._, detail, self._context.here.zone)
        said = [(row.category.said_in(words.language), "vip" if row.vip else ""), (now, state)]
        if row.status is not Status.CONFIRMED and row.status.expected:
            said.append((words._(STATUS[row.status]), ""))
        for text, state in (*said, *((tag, "") for tag in contacts.tags(detail.tags))):
            tag = Tag(self._look)
            short = text if len(text) <= _LONGEST_TAG else f"{text[: _LONGEST_TAG - 1]}…"
            tag.show_text(short, state=state, mark=bool(state))
            tag.setToolTip(text if short != text else "")
            flow.addWidget(tag)
        return holder

    def _posts(self, detail: PersonDetail) -> QWidget | None:
        if not detail.posts:
            return None
        posts = QWidget()
        column = QVBoxLayout(posts)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 4)
        language = self._look.words.language
        other = Language.ZH_HANT if language is Language.EN else Language.EN
        for post in detail.posts:
            said, besides = post.post_in(language), post.post_in(other)
            column.addWidget(self._data(said))
            if besides != said:
                column.addWidget(self._data(besides, "second"))
        return posts

    def _ties(self, detail: PersonDetail) -> QWidget | None:
        """Whom they come with and who comes with them, each a button that opens them."""
        _, ties = self._look.words._, detail.ties
        said: list[tuple[str, Tied]] = [(_("Companion"), one) for one in ties.companions]
        if ties.principal is not None:
            said.insert(0, (_("Comes with"), ties.principal))
        if not said:
            return None
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for line, (label, one) in enumerate(said):
            button = Button(self._look, N_("Companion"), "quiet")
            self._look.words.forget(button.setText)
            button.setText(one.name)
            button.clicked.connect(partial(self.open_wanted.emit, one.registration))
            self.tied[one.registration] = button
            grid.addWidget(self._label(label), line, 0)
            untie = IconButton(self._look, "close", N_("No longer a companion"), partial(self._untie, one, ties))
            self.untying[one.registration] = untie
            grid.addWidget(button, line, 1, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(untie, line, 2)
        return holder

    def _untie(self, one: Tied, ties: Ties) -> None:
        if self.detail is not None:
            row = self.detail.row
            companion = (row.id, row.name) if one is ties.principal else (one.registration, one.name)
            self.untie_wanted.emit(*companion)

    def _section(self, title: str, pairs: list[tuple[str, str]]) -> None:
        if pairs:
            self._column.addWidget(Label(self._look, title, "section"))
            self._column.addWidget(self._table(pairs))

    def _table(self, pairs: Iterable[tuple[str, str]]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(grid.setHorizontalSpacing, 16)
        self._look.theme.bind(grid.setVerticalSpacing, 7)
        grid.setColumnStretch(1, 1)
        for line, (label, value) in enumerate(pairs):
            if line:
                grid.addWidget(rule(), 2 * line - 1, 0, 1, 2)
            grid.addWidget(self._label(label), 2 * line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._data(value), 2 * line, 1)
        return table

    def _label(self, text: str) -> Label:
        label = self._data(text, "second", wraps=False)
        self._look.theme.bind(label.setMinimumWidth, 88)
        return label

    def _data(self, text: str, role: str = "", *, wraps: bool = True) -> Label:
        return Data(self._look, text, role, wraps=wraps)
