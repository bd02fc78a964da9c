"""A whole delegation, edited where it stands: people, what is said of it, journeys, gifts; and its itinerary."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.spoken import languages_words
from desktop.domain.text import LocalName
from desktop.errors import N_, UserError
from desktop.i18n import Translator
from desktop.services.delegations_edit import DelegationDraft, InDelegationTwice, TwoLeaders, draft_of
from desktop.services.delegations_now import LACK_WORDS, DelegationNow, now_words
from desktop.services.delegations_record import DelegationRow, MemberRow
from desktop.services.people_list import PersonRow
from desktop.services.travel import SiteRow
from desktop.ui.conflicts.chip import ConflictChip
from desktop.ui.context import Context
from desktop.ui.delegations.about import AboutFields
from desktop.ui.delegations.gifts import GiftLines
from desktop.ui.delegations.listing import state_of
from desktop.ui.delegations.people import HELPERS, MEMBERS, PeopleLines, Shown
from desktop.ui.delegations.travel import JourneyLines, Places
from desktop.ui.itinerary import ItineraryPart, Whose
from desktop.ui.look import Look
from desktop.ui.names import as_seen
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Button, Card, FlowLayout, Label, Tag, clear, scrolled

PEOPLE, ABOUT, JOURNEYS, GIFTS, ITINERARY = "people", "about", "journeys", "gifts", "itinerary"
_LEAST, _LAID_OUT_MS = (280, 80), 50
TABS = {
    PEOPLE: (N_("People"), "delegation_people"),
    ABOUT: (N_("About"), "delegation_about"),
    JOURNEYS: (N_("Journeys"), "delegation_journeys"),
    GIFTS: (N_("Gifts"), "delegation_gifts"),
    ITINERARY: (N_("Itinerary"), "delegation_itinerary"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What a form offers besides: the sites of the event, and the guests whom delegations have."""

    sites: tuple[SiteRow, ...] = ()
    guests: Mapping[UUID, PersonRow] = field(default_factory=dict)

    def guest(self, one: MemberRow) -> PersonRow | None:
        """The guest that a member is."""
        return self.guests.get(one.who.registration_id) if one.who.registration_id is not None else None


class Record(Card):
    """``draft`` is what stands there. ``person_wanted`` carries the guest whose page is asked for.

    ``left`` comes on Escape where nothing is typed that is still to be saved.
    """

    saved = Signal()
    cancelled = Signal()
    left = Signal()
    removed = Signal()
    person_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, spacing=12)
        self._context, self._look = context, look
        self.key: UUID | None = None
        self.tab = PEOPLE
        self._now: DelegationNow | None = None
        self._draft = DelegationDraft(LocalName())
        self._kept: dict[str, object] = {}
        self._waiting: dict[str, Callable[[], None]] = {}
        self._row: DelegationRow | None = None
        self.title = Label(look, role="panel", wraps=True)
        self.back = Button(look, N_("Back to the list"), "quiet")
        self.back.hide()
        self.admit, self.conflicts = Button(look, N_("Let in the whole group")), ConflictChip(context)
        self._tags, self.sums = FlowLayout(), Label(look, role="second", wraps=True)
        self.stale = Label(look, role="", wraps=True)
        self.about = AboutFields(look)
        self.members = PeopleLines(context, N_("Members"), N_("Add a member"), MEMBERS)
        self.helpers = PeopleLines(
            context, N_("Liaison officer and interpreter"), N_("Add somebody who looks after them"), HELPERS
        )
        self.journeys, self.gifts = JourneyLines(context), GiftLines(context)
        self.itinerary = ItineraryPart(context)
        self.tabs: dict[str, Button] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._group, self._stack = QButtonGroup(self), SteadyStack(look, _LEAST)
        self._arrange(look)
        self._connect()
        self.show_tab(PEOPLE)

    @property
    def draft(self) -> DelegationDraft | None:
        """What stands here; None where something can't be read, which is said at its field."""
        kept = self._draft
        try:
            journeys = kept.journeys if JOURNEYS in self._waiting else self.journeys.drafts
        except ValueError:
            self.show_tab(JOURNEYS)
            return None
        gifts = kept.gifts if GIFTS in self._waiting else self.gifts.drafts
        return self.about.into(people=(*self.members.drafts, *self.helpers.drafts), journeys=journeys, gifts=gifts)

    @property
    def begun(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return any(self._typed(side) != kept for side, kept in self._kept.items())

    @property
    def fresh(self) -> bool:
        """Whether it is the form of a delegation that is not there yet."""
        return bool(self._kept) and self.key is None

    @property
    def row(self) -> DelegationRow | None:
        """What was kept when it was opened; None for a new delegation, or for none."""
        return self._row

    def show_delegation(self, now: DelegationNow, beside: Beside) -> None:
        """Fill the fields in with what is kept."""
        self._row = now.row
        self.key = now.id
        self._fill(draft_of(now.row), now.row, beside)
        self.itinerary.follow(Whose(delegation=now.id, name=now.name.said_in(self._look.words.language)))
        self.conflicts.follow(now.id, now.name)
        self.follow(now)

    def show_new(self, beside: Beside) -> None:
        """A delegation that is not there yet."""
        self.key, self._row, self._now = None, None, None
        self._fill(DelegationDraft(LocalName()), None, beside)
        self.itinerary.follow(Whose())
        self.conflicts.follow(None)
        self.show_tab(ABOUT)
        self.about.name.edit.setFocus()

    def follow(self, now: DelegationNow) -> None:
        """Show how it stands by now, and leave alone what is typed."""
        self._now = now
        for lines in (self.members, self.helpers):
            lines.tell_here(now.came)
        self.stale.setVisible(self._row is not None and self._row != now.row and self.begun)
        self._say()

    def forget(self) -> None:
        """What stands here is kept, or is not to be."""
        self._kept = {}

    def show_tab(self, name: str) -> None:
        """Look at one side of it."""
        self.tab = name
        if (fill := self._waiting.pop(name, None)) is not None:
            fill()
            self._kept[name] = self._typed(name)
        self.tabs[name].setChecked(True)
        self._stack.setCurrentWidget(self._areas[name])

    def arrive(self) -> None:
        """Put the focus into the side that is shown."""
        self.tabs[self.tab].setFocus()

    def go_on(self) -> None:
        """Put the focus back to where it was."""
        last: QWidget | None = self.focusWidget()
        (last or self.save).setFocus()

    def refuse(self, error: UserError) -> None:
        """Say at the field that is meant why this can't be kept."""
        if error.code in {TwoLeaders.code, InDelegationTwice.code}:
            self.show_tab(PEOPLE)
            self.members.refuse(error.text, **error.values)
            self._scroll_to(PEOPLE, self.members.problem)
            return
        self.show_tab(ABOUT)
        self.about.name.refuse(error.text, **error.values)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.begun:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self, look: Look) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for button in (self.admit, self.back):
            head.addWidget(button)
        sides: dict[str, tuple[QWidget, ...]] = {
            PEOPLE: (self.sums, self.members, self.helpers), ABOUT: (self.about,), JOURNEYS: (self.journeys,),
            GIFTS: (self.gifts,), ITINERARY: (self.itinerary,),
        }  # fmt: skip
        choices = FlowLayout()
        look.theme.bind(self._tags.setGaps, 8, 8)
        look.theme.bind(choices.setGaps, 8, 8)
        for name, (text, key) in TABS.items():
            button = Button(look, text, "filter")
            button.tell_key(key)
            button.clicked.connect(partial(self.show_tab, name))
            self._group.addButton(button)
            self.tabs[name] = button
            choices.addWidget(button)
            self._areas[name] = self._area(look, sides[name])
            self._stack.addWidget(self._areas[name])
        look.words.bind(
            self.stale.setText,
            N_("Somebody else changed this delegation meanwhile; saving keeps what stands here."),
        )
        self.stale.setProperty("state", "already_in")
        self.stale.hide()
        self.save, self.cancel = Button(look, N_("Save"), "primary"), Button(look, N_("Cancel"), "quiet")
        self.save.tell_key("save")
        self.remove = Button(look, N_("Remove delegation"), "quiet")
        buttons = FlowLayout()
        look.theme.bind(buttons.setGaps, 8, 8)
        for button in (self.save, self.cancel, self.remove):
            buttons.addWidget(button)
        self.box.addLayout(head)
        told = QHBoxLayout()
        told.addLayout(self._tags, 1)
        told.addWidget(self.conflicts)
        self.box.addLayout(told)
        self.box.addWidget(self.stale)
        self.box.addLayout(choices)
        self.box.addWidget(self._stack, 1)
        self.box.addLayout(buttons)

    def _area(self, look: Look, parts: tuple[QWidget, ...]) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        look.theme.bind(column.setContentsMargins, 0, 4, 8, 0)
        look.theme.bind(column.setSpacing, 24)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        return scrolled(inner, sideways=False)

    def _connect(self) -> None:
        self.save.clicked.connect(self.saved)
        self.cancel.clicked.connect(self.cancelled)
        self.remove.clicked.connect(self.removed)
        self.admit.clicked.connect(self._admit)
        for lines in (self.members, self.helpers):
            lines.opened.connect(self.person_wanted)
            lines.grown.connect(partial(self._scroll_to, PEOPLE))
        self.journeys.grown.connect(partial(self._scroll_to, JOURNEYS))
        self.gifts.grown.connect(partial(self._scroll_to, GIFTS))
        self._look.words.changed.connect(self._say)
        self._context.keeper.changed.connect(self._say)

    def _fill(self, draft: DelegationDraft, row: DelegationRow | None, beside: Beside) -> None:
        language = self._look.words.language
        people = row.people if row is not None else ()
        shown = [Shown(one.who, beside.guest(one), one.counterpart) for one in people]
        pairs = list(zip(draft.people, shown, strict=True))
        for lines, roles in ((self.members, MEMBERS), (self.helpers, HELPERS)):
            mine = [(one, about) for one, about in pairs if one.role in roles]
            lines.show_people([one for one, _about in mine], [about for _one, about in mine])
        places = Places()
        places.learn({site.id: site.name for site in beside.sites})
        places.name_them({site.id: site.name.said_in(language) for site in beside.sites})
        rows, subgroups = (row.journeys, row.subgroups) if row is not None else ((), ())
        names = {key: as_seen(self._context, name) for key, name in self.members.names.items()}
        self._draft = draft
        self._waiting = {
            JOURNEYS: partial(self.journeys.show_journeys, rows, draft.journeys, subgroups, names, places),
            GIFTS: partial(self.gifts.show_gifts, draft.gifts, names),
        }
        self.about.show_draft(draft)
        self.remove.setVisible(row is not None)
        self.stale.hide()
        self._kept = {side: self._typed(side) for side in (PEOPLE, ABOUT)}
        self.show_tab(self.tab)
        for area in self._areas.values():
            area.verticalScrollBar().setValue(0)
        self._say()

    def _typed(self, side: str) -> object:
        """Everything as it stands on one side, readable or not."""
        if side == PEOPLE:
            return (*self.members.drafts, *self.helpers.drafts)
        if side == ABOUT:
            return self.about.into()
        return self.journeys.typed if side == JOURNEYS else self.gifts.drafts

    def _say(self) -> None:
        _, now = self._look.words._, self._now
        for lines in (self.members, self.helpers):
            lines.say()
        clear(self._tags)
        self.admit.setVisible(now is not None and not now.complete and now.total > 0)
        if now is None:
            self.title.say(N_("New delegation"))
            self.sums.hide()
            return
        self.title.put(now.name.said_in(_.language))
        here = Tag(self._look)
        here.show_text(now_words(_, now), state=state_of(now), mark=True)
        self._tags.addWidget(here)
        for lack in now.lacks:
            tag = Tag(self._look)
            tag.show_text(_(LACK_WORDS[lack]), state="already_in", mark=True)
            self._tags.addWidget(tag)
        told = sum_words(_, now.row)
        self.sums.put(told)
        self.sums.setVisible(bool(told))

    def _admit(self) -> None:
        """List it at the desk."""
        window: Any = self.window()
        self._context.go("desk")
        window.page("desk").open_delegation(self.key)

    def _scroll_to(self, tab: str, part: QWidget) -> None:
        QTimer.singleShot(_LAID_OUT_MS, self, lambda: self._areas[tab].ensureWidgetVisible(part))


def sum_words(_: Translator, row: DelegationRow) -> str:
    """The languages, diets and access needs of all members, with how many of them."""
    spoken = Counter(code for one in row.travelling for code in one.who.languages)
    said = [
        (N_("Languages: {what}"), [(languages_words([code]), n) for code, n in spoken.most_common()]),
        (N_("Diet: {what}"), list(row.diets.items())),
        (N_("Access needs: {what}"), list(row.needs.items())),
    ]
    between = _.pgettext("between names", ", ")
    return " · ".join(_(text, what=between.join(f"{what} {n}" for what, n in found)) for text, found in said if found)
