"""What can be done about somebody who is needed: where they are, whom to call, who could come instead."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.paper_kinds import PaperKind
from desktop.errors import N_, UserError
from desktop.services.ceremony_substitutes import NobodyApproved, Substituted
from desktop.services.paper_facts import TITLES
from desktop.services.readiness import Need
from desktop.services.search import Hit
from desktop.ui.ceremonies.words import need_name, need_state, part_words, whereabouts
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.people.finder import Finder
from desktop.ui.stage_words import name_of
from desktop.ui.widgets import Button, Data, Field, Label, Panel, SectionTitle, Tag, clear, rule, scrolled


@dataclass(frozen=True, slots=True)
class Wanted:
    """A substitution as it was asked for; at one agreement alone where that is set."""

    out: UUID
    stand_in: UUID
    approved_by: str
    why: str
    agreement_id: UUID | None


class NeedPanel(Panel):
    """``substituted`` carries a ``Wanted``; ``papers_wanted`` the kinds of papers that are no longer right."""

    substituted = Signal(object)
    papers_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, "")
        self._context, self._look = context, look
        self.need: Need | None = None
        self.place, self.contact = Tag(look), Label(look, role="second", wraps=True)
        self.open = Button(look, N_("Everything about this person"), "quiet")
        self.open.clicked.connect(self._open_person)
        self.alternates: dict[UUID, Button] = {}
        self._offers = QVBoxLayout()
        self.approved = Field(look, N_("Approved by"), N_("who said so"))
        self.why = Field(look, N_("Reason"), N_("may be left empty"))
        self.finder = Finder(context, N_("Another guest"), N_("Let this guest come instead"))
        self.finder.picked.connect(self._on_picked)
        self.done = Label(look, role="", wraps=True)
        self.print = Button(look, N_("Print what changed"), "primary", icon="print")
        self.print.clicked.connect(lambda: self.papers_wanted.emit(self._papers))
        self._papers: frozenset[PaperKind] = frozenset()
        self._result_of: Substituted | None = None
        self._form, self._result = QWidget(), QWidget()
        self._arrange()
        for changed in (look.words.changed, context.keeper.changed):
            changed.connect(self._say)

    def show_need(self, need: Need) -> None:
        """Show somebody, and who could come in their place."""
        self.need, self._result_of = need, None
        self._say()
        self._form.setVisible(need.registration_id is not None)
        self._result.hide()
        self.finder.empty()
        self.finder.but = need.registration_id
        for field in (self.approved, self.why):
            field.accept()
            if isinstance(field.edit, QLineEdit):
                field.edit.clear()
        self.approved.edit.setFocus()

    def follow_need(self, need: Need) -> None:
        """Show where the same person is by now; what is typed stays."""
        if need != self.need:
            self.need = need
            self._say()

    def _say(self) -> None:
        need, _ = self.need, self._look.words._
        if need is None:
            return
        self.title.put(as_seen(self._context, need_name(_, need)))
        said = whereabouts(_, need, self._context.here.zone)
        self.place.show_text(f"{_(part_words(need.part))} · {said}", state=need_state(need), mark=True)
        contact = [
            _("phone {phone}", phone=need.phone) if need.phone else "",
            _("escort {name}", name=as_seen(self._context, need.escort)) if need.escort else "",
        ]
        self.contact.put(" · ".join(filter(None, contact)))
        self.contact.setVisible(bool(self.contact.text()))
        self.open.setVisible(need.registration_id is not None)
        self._show_alternates(need)
        if self._result_of is not None:
            self.done.put("\n".join(_told(self._context, self._result_of)))

    def show_done(self, done: Substituted) -> None:
        """Tell what the substitution changed, and which papers are no longer right."""
        self._result_of, self._papers = done, done.papers
        self._form.hide()
        self._result.show()
        self._say()
        self.print.setVisible(bool(done.papers))
        (self.print if done.papers else self).setFocus()

    def refuse(self, error: UserError) -> None:
        """Say why this can't be."""
        field = self.approved if error.code == NobodyApproved.code else self.finder.field
        name = as_seen(self._context, str(error.values.get("name", "")))
        field.refuse(error.text, **{**error.values, "name": name})

    def _arrange(self) -> None:
        look = self._look
        inner = QWidget()
        column, form, result = QVBoxLayout(inner), QVBoxLayout(self._form), QVBoxLayout(self._result)
        for layout in (column, form, result):
            layout.setContentsMargins(0, 0, 0, 0)
            look.theme.bind(layout.setSpacing, 12)
        look.theme.bind(self._offers.setSpacing, 8)
        form.addWidget(rule())
        form.addWidget(SectionTitle(look, N_("Somebody else comes instead")))
        for field in (self.approved, self.why):
            form.addWidget(field)
        form.addLayout(self._offers)
        form.addWidget(self.finder)
        result.addWidget(self.done)
        result.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.place, self.contact, self.open, self._form, self._result):
            column.addWidget(part)
        column.setAlignment(self.open, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.box.addWidget(scrolled(inner, sideways=False), 1)

    def _show_alternates(self, need: Need) -> None:
        _ = self._look.words._
        had = next((key for key, button in self.alternates.items() if button.hasFocus()), None)
        clear(self._offers)
        self.alternates = {}
        for one in need.alternates:
            if one.registration_id is None:
                continue
            name = as_seen(self._context, need_name(_, one))
            line = Data(
                self._look, _("{name} · {where}", name=name, where=whereabouts(_, one, self._context.here.zone))
            )
            button = Button(self._look, N_("The alternate signs"), "primary")
            button.clicked.connect(partial(self._ask, one.registration_id))
            self.alternates[one.registration_id] = button
            self._offers.addWidget(line)
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if had is not None:
            self.alternates.get(had, self.approved.edit).setFocus()

    def _on_picked(self, hit: Hit) -> None:
        self._ask(hit.registration)

    def _ask(self, stand_in: UUID) -> None:
        need = self.need
        if need is not None and need.registration_id is not None:
            self.substituted.emit(
                Wanted(need.registration_id, stand_in, self.approved.value, self.why.value, need.agreement_id)
            )

    def _open_person(self) -> None:
        if self.need is not None and self.need.registration_id is not None:
            self._context.open_person(self.need.registration_id)


def _told(context: Context, done: Substituted) -> list[str]:
    _ = context.look.words._
    stand_in, out = (as_seen(context, name_of(_, guest)) for guest in (done.stand_in, done.out))
    said = [_("{name} comes in the place of {other}.", name=stand_in, other=out)]
    if done.agreements:
        said.append(_.ngettext("{n} agreement has them now.", "{n} agreements have them now.", len(done.agreements)))
    moved = sum(len(moves) for moves in done.moves.values())
    if moved:
        said.append(_.ngettext("{n} person stands elsewhere.", "{n} people stand elsewhere.", moved))
    if done.badge_is_new:
        said.append(_("A badge was made for them: {serial}.", serial=done.badge.serial))
    elif done.badge_on_paper and done.role != done.role_before:
        said.append(_("Their badge {serial} says another role; print it again.", serial=done.badge.serial))
    if done.papers:
        kinds = _.pgettext("between names", ", ").join(_(TITLES[kind]) for kind in PaperKind if kind in done.papers)
        said.append(_("No longer right: {papers}.", papers=kinds))
    return said
