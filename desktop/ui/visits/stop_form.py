"""A stop's fields: where, when, who receives, what the site asks, and what a group does there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QWidget

from desktop.domain.spoken import languages_words, read_languages
from desktop.domain.text import LocalName
from desktop.domain.visit_board import Block
from desktop.domain.visits_words import FIELD_WORDS, PART_WORDS, RULE_WORDS
from desktop.errors import N_, UserError
from desktop.services.travel import SiteRow
from desktop.services.visitor_list import NoListWanted
from desktop.services.visits import StopRow
from desktop.services.visits_edit import StopDraft
from desktop.services.visits_import import draft_of_stop
from desktop.ui.choices import Choice, Say
from desktop.ui.conflicts.chip import ConflictChip
from desktop.ui.context import Context
from desktop.ui.people.forms import Form
from desktop.ui.programme.lines import chosen_words
from desktop.ui.stage_words import in_words
from desktop.ui.visits.fields import (
    BadMoment,
    Names,
    Ticks,
    lines,
    moment,
    moment_with_day,
    needed,
    number,
    put,
    said,
    said_with_day,
    text_of,
)
from desktop.ui.visits.host_lines import HostLines
from desktop.ui.visits.slot_part import SlotPart
from desktop.ui.widgets import Button, Field, SectionTitle

_ANOTHER = UUID(int=0)
"""What stands for a site that is not known yet."""
_NO_SITE = N_("Write what the site is called.")


@dataclass(frozen=True, slots=True)
class TypedStop:
    """A stop as it was typed; ``site`` and ``host`` are names of a site and organisation that may have to be made.

    ``sent`` says whether its list of visitors is with the host.
    """

    draft: StopDraft
    site: LocalName
    host: str
    sent: bool


class StopForm(Form):
    """``typed`` is what stands there, None while something can't be read, which is said then.

    ``removed`` carries the stop that is open.
    """

    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("New stop"), N_("Save"))
        self.title.setWordWrap(True)
        self._context = context
        self.row: StopRow | None = None
        self._base: StopDraft | None = None
        self._kept: TypedStop | None = None
        self._day = date.min
        self._hosts: dict[str, UUID] = {}
        self._known = QStringListModel(self)
        self.slot = SlotPart(context)
        self.conflicts = ConflictChip(context)
        for part in (self.conflicts, self.slot):
            self.column.addWidget(part)
        self.site: Choice[UUID] = Choice(look)
        self.new_site = Field(look, N_("Name of the site"))
        self.site.currentIndexChanged.connect(lambda _index: self._on_site())
        self.place = Names(
            look,
            (
                N_("Hall or laboratory, Traditional Chinese"),
                N_("Hall or laboratory, Simplified Chinese"),
                N_("Hall or laboratory, English"),
            ),
        )
        self.host = Field(look, N_("Host organisation"), N_("chosen from those known, or a new name"))
        self.starts, self.ends = Field(look, N_("From, for every group")), Field(look, N_("Until"))
        self.opens = Field(look, N_("Host's window opens"), N_("empty: any time"))
        self.closes = Field(look, N_("Host's window closes"), N_("empty: any time"))
        self.limit = Field(look, N_("People at a time, at most"), N_("empty: any number"))
        self.security = Field(look, N_("Minutes at security"))
        self._make_asked()
        self.people = HostLines(context)
        self.remove = Button(look, N_("Take the stop away"), "quiet")
        self.remove.clicked.connect(lambda: self.removed.emit(self.row))
        self._arrange()

    def _make_asked(self) -> None:
        """The fields about what the site asks, and what happens there."""
        look = self.look
        self.content = lines(look, N_("What happens there"))
        self.fallback, self.note = Field(look, N_("If it can't be visited")), lines(look, N_("Note"))
        self.due = Field(look, N_("List of visitors due"), N_("2026-04-12 18:00"))
        self.sent = QCheckBox()
        look.words.bind(self.sent.setText, N_("The list is sent"))
        self.spoken = Field(look, N_("Languages spoken there"), N_("中文, English …"))
        self.parts = Ticks(look, N_("Parts"), list(PART_WORDS.items()))
        self.rules = Ticks(look, N_("Rules of the site"), list(RULE_WORDS.items()))
        self.wanted = Ticks(look, N_("What the host wants to know of each visitor"), list(FIELD_WORDS.items()))

    def offer(self, sites: Sequence[SiteRow], hosts: Mapping[UUID, LocalName]) -> None:
        """Offer these sites, and organisations as hosts."""
        another: tuple[UUID, Say] = (_ANOTHER, chosen_words(N_("Another site…")))
        kept = self.site.value if self.site.count() else None
        self.site.offer([*((one.id, in_words(one.name)) for one in sites), another], kept)
        self._hosts = {}
        for key, name in hosts.items():
            for written in filter(None, (name.hant, name.hans, name.en)):
                self._hosts.setdefault(written, key)
        self._known.setStringList(sorted(self._hosts))

    def show_stop(self, row: StopRow, day: date, block: Block | None = None, group: str = "") -> None:
        """Fill the fields in with what is kept; ``block`` is when a ``group`` is there."""
        self.row = row
        self.title.put(row.site.said_in(self.look.words.language))
        self.slot.show_block(block, group)
        self.conflicts.follow(row.id, row.name)
        self._fill(draft_of_stop(row), day, row.host.said_in(self.look.words.language))

    def show_new(self, draft: StopDraft, day: date) -> None:
        """A new stop."""
        self.row = None
        self.title.say(N_("New stop"))
        self.slot.show_block(None)
        self.conflicts.follow(None)
        self._fill(draft, day, "")

    def arrive(self) -> None:
        """Put the focus on the first thing that is asked."""
        there = self.slot.block is not None
        (self.slot.pin if there else self.site).setFocus()
        self.show_part(self.slot if there else self.site)

    @property
    def typed(self) -> TypedStop | None:
        """What stands here."""
        try:
            return self._named()
        except BadMoment as bad:
            bad.field.refuse(bad.text)
            self.show_part(bad.field)
            return None

    @property
    def begun(self) -> bool:
        try:
            return self._kept is not None and self._typed() != self._kept
        except BadMoment:
            return True

    def forget(self) -> None:
        """What stands here is kept, or is not to be."""
        self._kept = None

    def refuse(self, error: UserError) -> None:
        """Say why this can't be kept."""
        field = self.due if isinstance(error, NoListWanted) else self.ends
        field.refuse(error.text, **error.values)
        self.show_part(field)

    def _arrange(self) -> None:
        look = self.look
        if isinstance(edit := self.host.edit, QLineEdit):
            completer = QCompleter(self._known, edit)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            edit.setCompleter(completer)
        self.add(
            Field(look, N_("Site of the stop"), edit=self.site), self.new_site, *self.place.fields, self.starts,
            self.ends, self.limit, self.host,
        )  # fmt: skip
        self.column.addWidget(self.people)
        self.people.grown.connect(self.show_part)
        self.column.addWidget(SectionTitle(look, N_("What the site allows and asks")))
        self.add(self.opens, self.closes, self.security)
        for part in (self.rules, self.wanted):
            self.column.addWidget(part)
        self.add(self.due)
        self.column.addWidget(self.sent)
        self.column.addWidget(SectionTitle(look, N_("On site")))
        self.column.addWidget(self.parts)
        self.add(self.spoken, self.content, self.fallback, self.note)
        self.column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        QWidget.setTabOrder(self.remove, self.save)

    def _fill(self, draft: StopDraft, day: date, host: str) -> None:
        zone = self._context.here.zone
        self._base, self._day = draft, day
        self.site.choose(draft.site_id)
        put(self.new_site, "")
        self.place.show(draft.place)
        for field, text in (
            (self.host, host), (self.starts, said(draft.start, zone)), (self.ends, said(draft.end, zone)),
            (self.opens, said(draft.opens_at, zone)), (self.closes, said(draft.closes_at, zone)),
            (self.limit, "" if draft.group_limit is None else str(draft.group_limit)),
            (self.security, str(draft.security_minutes or "")), (self.content, draft.content),
            (self.fallback, draft.fallback), (self.note, draft.note),
            (self.due, said_with_day(draft.list_due_at, zone)),
        ):  # fmt: skip
            put(field, text)
        self.sent.setChecked(self.row is not None and self.row.list_sent_at is not None)
        put(self.spoken, languages_words(draft.languages))
        self.parts.show_values(draft.parts)
        self.rules.show_values(draft.rules)
        self.wanted.show_values(draft.list_fields)
        names = {
            one.who.registration_id: one.who.said_in(self.look.words.language)
            for one in (self.row.people if self.row is not None else ())
            if one.who.registration_id is not None
        }
        self.people.show_people(draft.people, names, day)
        self.remove.setVisible(self.row is not None)
        self._on_site()
        self._kept = self._typed()

    def _named(self) -> TypedStop:
        # A stop that is new has a site without a name for as long as nobody typed it.
        if self.site.value == _ANOTHER and not self.new_site.value:
            raise BadMoment(self.new_site, _NO_SITE)
        return self._typed()

    def _typed(self) -> TypedStop:
        base, zone = self._base, self._context.here.zone
        if base is None:
            raise BadMoment(self.starts, _NO_SITE)
        start = needed(self.starts, self._day, zone)
        opens = moment(self.opens, self._day, zone)
        name = self.host.value
        draft = replace(
            base,
            site_id=self.site.value,
            start=start,
            end=needed(self.ends, self._day, zone, start),
            place=self.place.value,
            host_id=self._host_key(name),
            host="",
            people=self.people.drafts,
            opens_at=opens,
            closes_at=moment(self.closes, self._day, zone, opens),
            group_limit=number(self.limit, None),
            security_minutes=number(self.security) or 0,
            languages=read_languages(self.spoken.value),
            parts=frozenset(self.parts.values),
            content=text_of(self.content),
            rules=frozenset(self.rules.values),
            list_fields=tuple(self.wanted.values),
            list_due_at=moment_with_day(self.due, zone),
            fallback=self.fallback.value,
            note=text_of(self.note),
        )
        another = self.new_site.value if self.site.value == _ANOTHER else ""
        host = "" if draft.host_id is not None else name
        return TypedStop(draft, LocalName(another), host, self.sent.isChecked())

    def _host_key(self, name: str) -> UUID | None:
        """The organisation with this name; the one that is kept where its name was left alone."""
        if self.row is not None and name == self.row.host.said_in(self.look.words.language):
            return self.row.host_id
        return self._hosts.get(name)

    def _on_site(self) -> None:
        self.new_site.setVisible(self.site.value == _ANOTHER)
