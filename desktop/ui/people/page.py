"""The page: the list on the left, on the right a person, a form or a paper."""

from functools import cached_property, partial
from typing import TypeVar, cast
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.domain.verdicts import Status
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.progress import Progress
from desktop.services.badges import BadgeRow
from desktop.services.categories import CategoryRow, categories
from desktop.services.many import ManyChanged, change_many, change_very_many
from desktop.services.people import NoSuchPerson, PersonDetail, person, register
from desktop.services.people_list import PersonRow, Show
from desktop.services.person_log import FieldChanged, changes_of
from desktop.services.print_record import Printed, prints_of
from desktop.services.search import Hit
from desktop.services.ties import tie
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.data import Changes
from desktop.ui.list_page import Beside, ListPage
from desktop.ui.people.arrange import ArrangePanel
from desktop.ui.people.card import PersonCard
from desktop.ui.people.editing import Editing
from desktop.ui.people.forms import EditForm, Form, NewForm
from desktop.ui.people.listing import Listing
from desktop.ui.people.merge import MergePanel
from desktop.ui.people.papers import SELECTED, SHOWN, ExportPanel, PrintPanel, Which
from desktop.ui.shortcuts import on_key
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Button, Card, Panel

P = TypeVar("P", bound=Panel)
_SETTLE_MS = 60
_FEW = 1_000
"""So many are changed while one looks; for more, the window shows how far it is."""
_SIDE_LEAST = (320, 200)


class PeoplePage(ListPage):
    """Everybody at the event. ``open_person`` shows one of them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("People"))
        self._context = context
        self._acts = Acts(context)
        self.editing = Editing(context, self._acts, self._panel)
        self._asked = 0
        self._wanted: UUID | None = None
        self._known: list[CategoryRow] = []
        self.listing = Listing(context)
        self.listing.load()  # while the rest of the page is made
        self.card = PersonCard(context)
        self.side = SteadyStack(context.look, _SIDE_LEAST)
        self.side.addWidget(self.card)
        self._make_head()
        self.beside = Beside(context.look, self.listing, self.side)
        self.body.addWidget(self.beside, 1)
        self.listing.line.addWidget(self.more)
        self.first_focus = self.listing.search
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self._connect()
        self._load_categories()

    @property
    def form(self) -> EditForm:
        """The fields of the person who is edited, or was last."""
        return self.editing.form

    @cached_property
    def new(self) -> NewForm:
        """Somebody who is not on the list yet."""
        new = self._panel(NewForm(self._context))
        new.offer(self._known)
        new.saved.connect(self._add)
        new.closed.connect(new.empty)
        new.tied.connect(self._tie)
        return new

    @cached_property
    def printing(self) -> PrintPanel:
        """Badges to print."""
        return self._panel(PrintPanel(self._context))

    @cached_property
    def exporting(self) -> ExportPanel:
        """People as a table."""
        return self._panel(ExportPanel(self._context))

    @cached_property
    def arranging(self) -> ArrangePanel:
        """How the list is shown."""
        return self._panel(ArrangePanel(self._context, self.listing))

    @cached_property
    def merging(self) -> MergePanel:
        """Two records that are one person's."""
        merging = self._panel(MergePanel(self._context, self._acts))
        merging.done.connect(self.open_person)
        return merging

    def open_person(self, registration: UUID) -> None:
        """Show this person, in the list and beside it."""
        self._wanted = registration
        self._leave_form(registration)
        self._bring(self.card)
        self.listing.select(registration)

    def arrive(self) -> None:
        """Go on with what was typed and is not kept yet; else close what is open, and the next key finds somebody."""
        self.fold()
        shown = self.side.currentWidget()
        if isinstance(shown, Form) and shown.begun:
            self._bring(shown)
            shown.go_on()
            return
        self._put_away()
        super().arrive()

    def tighten(self) -> None:
        self.listing.tighten(tight=self.tight)
        self.beside.tighten(tight=self.tight)
        self.card.back.setVisible(self.tight)
        for number in range(self.side.count()):
            self._trim(cast("Card", self.side.widget(number)))

    def _trim(self, part: Card) -> None:
        margin, spacing = ((16, 12), 8) if self.tight else ((24, 24), 16)
        self.look.theme.bind(part.box.setContentsMargins, *margin, *margin)
        self.look.theme.bind(part.box.setSpacing, spacing)

    def _panel(self, part: P) -> P:
        """Put what was just made beside the list; the page is there sooner for not making all of them first."""
        part.closed.connect(self._close)
        self._trim(part)
        self.side.addWidget(part)
        return part

    def _make_head(self) -> None:
        look = self._context.look
        bring = Button(look, N_("Import a list"), icon="import")
        look.words.bind(bring.setToolTip, N_("Open the organisers' Excel or CSV on the import page"))
        bring.clicked.connect(lambda: self._context.go("import"))
        printing = Button(look, N_("Print badges"), icon="print")
        printing.clicked.connect(lambda: self.open_printing(Show.ALL))
        exporting = Button(look, N_("Export"))
        exporting.clicked.connect(lambda: self._open_exporting())
        arranging = Button(look, N_("Filter and arrange"))
        arranging.clicked.connect(self._open_arranging)
        new = Button(look, N_("New person"), "primary", icon="add")
        new.clicked.connect(self._open_new)
        self.add_actions(bring, arranging, exporting, printing, new)
        for key, button in (("arrange", arranging), ("print", printing), ("export", exporting), ("new", new)):
            # Not the button's own key: it works while the head is put away, too.
            button.tell_key(key)
            on_key(key, self, button.click, in_window=True)

    def _connect(self) -> None:
        self.listing.current.connect(self._on_current)
        self.listing.opened.connect(self._open_card)
        self.listing.table.clicked.connect(self._open_clicked)
        self.listing.counted.connect(self._tell_count)
        self.listing.foot.category_wanted.connect(lambda category: self._change_many(category_id=category))
        self.listing.foot.status_wanted.connect(lambda status: self._change_many(status=status))
        self.listing.foot.print_wanted.connect(lambda: self.open_printing(SELECTED))
        self.listing.foot.export_wanted.connect(lambda: self._open_exporting(SELECTED))
        self.listing.wanted.connect(lambda: self._context.go("import"))
        self.card.edit_wanted.connect(self._open_form)
        self.editing.begun.connect(lambda: self._bring(self.form))
        self.editing.ended.connect(self._close)
        self.editing.taken_up.connect(self.listing.select)
        self.card.print_wanted.connect(lambda: self.open_printing(SELECTED))
        self.card.companion_wanted.connect(self._open_companion)
        self.card.untie_wanted.connect(self._untie)
        self.card.open_wanted.connect(self.open_person)
        self.card.merge_wanted.connect(self._open_merging)
        self.card.back.clicked.connect(self._close)
        on_key("search", self, self._find)
        on_key("save", self, self._on_save_key)
        on_key("undo", self, self._acts.undo)
        self._context.here.changed.connect(self._load)
        self._context.data.changed.connect(self._on_changed)

    def _load(self) -> None:
        self.card.show_nobody()
        self.listing.load()
        self._load_categories()

    def _load_categories(self) -> None:
        event = self._context.here.event
        if event is not None:
            self._context.data.ask(lambda session: categories(session, event.id), self._learn)

    def _learn(self, known: list[CategoryRow]) -> None:
        self._known = known
        if "new" in vars(self):
            self.new.offer(known)
        self.listing.foot.offer(known)

    def _on_changed(self, changes: Changes) -> None:
        self.listing.refresh(changes)
        if any(table == "category" for table, _row in changes):
            self._load_categories()

    def _tell_count(self, people: int, arrived: int) -> None:
        def said(_: Translator) -> str:
            return _(
                "{people} · {arrived} arrived", people=_.ngettext("{n} person", "{n} people", people), arrived=arrived
            )

        self._context.look.words.follow(self.subtitle.setText, said)

    def _on_current(self, row: PersonRow | None) -> None:
        """Show the person under the cursor once it rests; a held arrow key asks for nobody on the way."""
        if row is None:
            self.card.show_nobody()
            return
        if self._wanted is not None and row.id != self._wanted and self.listing.model.line_of(self._wanted) >= 0:
            self.listing.select(self._wanted)
            return
        self._wanted = None
        self._settle.start()

    def _ask(self) -> None:
        event, index = self._context.here.event, self.listing.table.currentIndex()
        if event is None or not index.isValid():
            return
        row = self.listing.model.row(index)
        if row is None:
            return
        key = row.id
        self._asked += 1
        self._context.data.ask(
            lambda session: (person(session, event.id, key), changes_of(session, key), prints_of(session, key)),
            partial(self._on_person, self._asked),
            self._on_no_person,
        )

    def _on_person(self, asked: int, found: tuple[PersonDetail, list[FieldChanged], list[Printed]]) -> None:
        if asked == self._asked:
            self.card.show_person(*found)
            focused = QApplication.focusWidget()
            if focused is not None and self.listing.isAncestorOf(focused):
                self._leave_form(found[0].row.id)

    def _on_no_person(self, error: Exception) -> None:
        """Somebody left the list between the cursor and the question; the list follows by itself."""
        if isinstance(error, NoSuchPerson):
            self.card.show_nobody()
        else:
            self._context.reporter.report(error)

    def _leave_form(self, registration: UUID) -> None:
        """Close the form of somebody else."""
        if self.editing.leave(self.side.currentWidget(), registration):
            self._put_away()

    def _find(self) -> None:
        self.listing.search.setFocus()
        self.listing.search.selectAll()

    def _bring(self, part: Card) -> None:
        self.fold()
        self.side.setCurrentWidget(part)
        self.beside.show_side(opened=True)

    def _put_away(self) -> None:
        self.side.setCurrentWidget(self.card)
        self.beside.show_side(opened=False)

    def _close(self) -> None:
        self._put_away()
        self.listing.table.setFocus()

    def _open_card(self, _row: PersonRow) -> None:
        self._bring(self.card)
        self.card.edit.setFocus()

    def _open_clicked(self) -> None:
        """Where the list hides the person, one click opens; where it chooses several, it does not."""
        if self.tight and len(self.listing.selected()) == 1:
            self._bring(self.card)

    def _open_form(self) -> None:
        if self.card.detail is not None:
            self.editing.open(self.card.detail, self._known, self.listing.roll.names.delegations.values())

    def _open_new(self) -> None:
        if not self.new.begun:
            self.new.empty()
            self.new.offer(self._known)
        self._bring(self.new)
        self.new.name_zh.edit.setFocus()

    def _open_companion(self) -> None:
        if self.card.detail is not None:
            self.new.accompany(self.card.detail.row)
            self._bring(self.new)
            self.new.name_zh.edit.setFocus()

    def _open_merging(self) -> None:
        if self.card.detail is not None:
            self._bring(self.merging)
            self.merging.show_person(self.card.detail)

    def open_printing(self, which: Which = Show.ALL) -> None:
        """Ask which badges to print; of all, those selected or shown come first to mind."""
        selected = self.listing.selected()
        chosen = which
        if which is Show.ALL and len(selected) > 1:
            chosen = SELECTED
        elif which is Show.ALL and self.listing.view.filters:
            chosen = SHOWN
        self._bring(self.printing)
        self.printing.show_choices(self._known, selected, chosen, self.listing)

    def _open_exporting(self, chosen: str = "") -> None:
        selected = self.listing.selected()
        self._bring(self.exporting)
        self.exporting.show_choices(selected, self.listing, chosen=chosen or (SELECTED if len(selected) > 1 else ""))

    def _open_arranging(self) -> None:
        self._bring(self.arranging)
        self.arranging.show_now()

    def _change_many(self, *, category_id: UUID | None = None, status: Status | None = None) -> None:
        event, keys = self._context.here.event, self.listing.selected()
        if event is None:
            return
        if len(keys) <= _FEW:
            self._acts.do(
                lambda session: change_many(session, event.id, keys, category_id=category_id, status=status),
                lambda _: _.ngettext("{n} person is changed.", "{n} people are changed.", len(keys)),
            )
            return
        store = self._context.store

        def job(progress: Progress) -> ManyChanged:
            return change_very_many(store, event.id, keys, progress, category_id=category_id, status=status)

        def done(many: ManyChanged) -> None:
            self._acts.have_done(
                many.action, lambda _: _.ngettext("{n} person is changed.", "{n} people are changed.", many.changed)
            )

        self._context.data.work(job, done, called=N_("Changing people"))

    def _on_save_key(self) -> None:
        shown = self.side.currentWidget()
        if isinstance(shown, EditForm):
            self.editing.save()
        elif isinstance(shown, NewForm):
            self._add()

    def _tie(self, companion: Hit) -> None:
        host = self.new.principal
        if host is not None:
            self._acts.do(
                lambda session: tie(session, companion.registration, host.id),
                lambda _: _("{name} comes with {host}.", name=companion.name, host=host.name),
                lambda _none: self.new.closed.emit(),
            )

    def _untie(self, companion: UUID, name: str) -> None:
        self._acts.do(
            lambda session: tie(session, companion, None),
            lambda _: _("{name} comes with nobody any more.", name=name),
        )

    def _add(self) -> None:
        event = self._context.here.event
        if event is None or not self._known:
            return
        guest = self.new.guest

        def added(made: tuple[PersonDetail, BadgeRow]) -> None:
            self._wanted = made[0].row.id
            self.new.empty()
            self._close()
            self.listing.load()

        self._acts.do(
            lambda session: register(session, event.id, guest),
            lambda _: _("{name} is on the list.", name=guest.name_zh or guest.name_latin),
            added,
            self.new.refuse,
        )
