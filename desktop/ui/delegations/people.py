"""Who travels with a delegation, in order, and who looks after it, as lines of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.spoken import languages_words, read_languages
from desktop.domain.text import Posted
from desktop.domain.visits import DelegationRole, Who, written_name
from desktop.domain.visits_words import ROLE_WORDS
from desktop.errors import N_
from desktop.services.delegations_edit import MemberDraft
from desktop.services.search import Hit
from desktop.ui.choices import Choice
from desktop.ui.context import Context
from desktop.ui.delegations.person_edit import PersonEdit
from desktop.ui.look import Look
from desktop.ui.names import as_seen
from desktop.ui.people.finder import Finder
from desktop.ui.programme.lines import Lines, Moving, chosen_words
from desktop.ui.shortcuts import on_key
from desktop.ui.theme import restyle
from desktop.ui.widgets import Button, Data, Edit, Field, FlowLayout, IconButton, Label, StateMark

MEMBERS = (DelegationRole.LEADER, DelegationRole.DEPUTY, DelegationRole.MEMBER)
HELPERS = (DelegationRole.LIAISON, DelegationRole.INTERPRETER)
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What a line shows of somebody and does not change: who it is, their post, who is opposite."""

    who: Who
    post: Posted | None = None
    counterpart: Who | None = None


class PersonLine(Moving):
    """One of a delegation in a line, whose fields open below it on Enter or a click; ``opened`` carries the guest.

    ``moved`` carries -1 or 1. Of twenty members the fields of nineteen are never made.
    """

    opened = Signal(object)
    changed = Signal()
    unfolded = Signal()

    def __init__(self, context: Context, shown: Shown, draft: MemberDraft, roles: Sequence[DelegationRole]) -> None:
        super().__init__()
        self.draft, self.shown = draft, shown
        self._context, self._roles = context, roles
        self._fields: PersonFields | None = None
        look = context.look
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column, head = QVBoxLayout(self), QHBoxLayout()
        look.theme.bind(self.column.setContentsMargins, 12, 6, 12, 6)
        look.theme.bind(self.column.setSpacing, 8)
        look.theme.bind(head.setSpacing, 12)
        self.mark = StateMark(look, "", 14)
        self.name, self.about = Data(look, "", "strong", wraps=False), Data(look, "", "second")
        self.facts = Data(look, "", "")
        for label in (self.name, self.about, self.facts):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        words = QVBoxLayout()
        look.theme.bind(words.setSpacing, 0)
        first = QHBoxLayout()
        look.theme.bind(first.setSpacing, 12)
        first.addWidget(self.name)
        first.addWidget(self.facts, 1)
        words.addLayout(first)
        words.addWidget(self.about)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        self.column.addLayout(head)
        on_key("member_up", self, lambda: self.moved.emit(-1))
        on_key("member_down", self, lambda: self.moved.emit(1))
        self.say()

    @property
    def fields(self) -> "PersonFields":
        """The fields, made when they are first wanted."""
        if self._fields is None:
            self._fields = PersonFields(self._context, self.shown, self.draft, self._roles)
            self._fields.hide()
            self._fields.opened.connect(lambda: self.opened.emit(self.draft.registration_id))
            self._fields.moved.connect(self.moved)
            self._fields.removed.connect(self.removed)
            self._fields.role.activated.connect(self._on_role)
            self.column.addWidget(self._fields)
        return self._fields

    @property
    def role(self) -> DelegationRole:
        """What this one is, as chosen by now."""
        return self.made.role

    @property
    def made(self) -> MemberDraft:
        """What stands here."""
        return self._fields.made if self._fields is not None else self.draft

    def unfold(self, *, unfolded: bool | None = None) -> None:
        """Show the fields, or put them away; without a word the other way than now."""
        shown = not self.fields.isVisible() if unfolded is None else unfolded
        self.fields.setVisible(shown)
        if shown:
            self.fields.role.setFocus()
            self.unfolded.emit()
        else:
            self.setFocus()
        self.say()

    def say(self) -> None:
        """Say what stands in the fields."""
        _, one = self._context.look.words._, self.made
        self.name.put(as_seen(self._context, self.shown.who.said_in(_.language)))
        unknown = "" if one.registration_id is not None else _("not on the list of guests")
        self.about.put((self.shown.post.post_in(_.language) if self.shown.post is not None else "") or unknown)
        self.about.setVisible(bool(self.about.text()))
        opposite = as_seen(self._context, self.counterpart)
        facts = (
            _(ROLE_WORDS[one.role]), _("Room {room}", room=one.room) if one.room else "", one.subgroup,
            languages_words(one.languages), _("opposite {name}", name=opposite) if opposite else "",
        )  # fmt: skip
        self.facts.put(" · ".join(filter(None, facts)))
        self.setAccessibleName(" · ".join(filter(None, (self.name.text(), self.facts.text()))))

    def _on_role(self) -> None:
        self.say()
        self.changed.emit()

    @property
    def counterpart(self) -> str:
        """The name of who is opposite on the hosts' side."""
        if self._fields is not None:
            return self._fields.counterpart.shown_name
        who = self.shown.counterpart
        return who.said_in(self._context.look.words.language) if who is not None else ""

    def tell_here(self, *, here: bool) -> None:
        """Show whether this one has arrived; of who is not registered nobody knows."""
        self.mark.show_state("admitted" if here else "")
        text = N_("Arrived") if here else N_("Not arrived")
        self._context.look.words.bind(self.mark.setToolTip, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, folded = Qt.Key(event.key()), self._fields is None or not self._fields.isVisible()
        alone = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key is Qt.Key.Key_Space and self.hasFocus()):
            self.unfold()
        elif key is Qt.Key.Key_Escape and not folded:
            self.unfold(unfolded=False)
        elif key is Qt.Key.Key_Delete and self.hasFocus():
            self.removed.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and alone and self.hasFocus():
            self.focusNextPrevChild(key is Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        below = self._fields is not None and self._fields.isVisible() and event.position().y() > self._fields.y()
        if event.button() is Qt.MouseButton.LeftButton and not below:
            self.unfold()


class PersonFields(QWidget):
    """The fields of one member or helper, and what can be done with them."""

    opened = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, context: Context, shown: Shown, draft: MemberDraft, roles: Sequence[DelegationRole]) -> None:
        super().__init__()
        look = context.look
        self._draft = draft
        self.role = Choice(look, [(role, chosen_words(ROLE_WORDS[role])) for role in roles], draft.role)
        self.subgroup, self.room = Field(look, N_("Subgroup")), Field(look, N_("Room"))
        self.languages = Field(look, N_("Languages"), N_("中文, English …"))
        self.counterpart = PersonEdit(context, N_("Name"))
        name = shown.counterpart.said_in(look.words.language) if shown.counterpart is not None else draft.counterpart
        self.counterpart.show_person(draft.counterpart_id, name)
        fields = [Field(look, N_("Role"), edit=self.role), self.languages]
        if draft.role.travels:
            fields[1:] = [
                self.subgroup,
                self.room,
                Field(look, N_("Counterpart"), edit=self.counterpart),
                self.languages,
            ]
        spoken = languages_words(draft.languages)
        for field, text in ((self.subgroup, draft.subgroup), (self.room, draft.room), (self.languages, spoken)):
            if isinstance(field.edit, QLineEdit):
                field.edit.setText(text)
                field.edit.setCursorPosition(0)
            if field not in fields:
                field.setParent(self)
                field.hide()
        grid = QGridLayout()
        for layout in (grid.setHorizontalSpacing, grid.setVerticalSpacing):
            look.theme.bind(layout, 12)
        for number, field in enumerate(fields):
            grid.addWidget(field, number // _COLUMNS, number % _COLUMNS)
            grid.setColumnStretch(number % _COLUMNS, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        column.addLayout(grid)
        column.addLayout(self._acts(look, registered=draft.registration_id is not None))

    @property
    def made(self) -> MemberDraft:
        """What stands here."""
        spoken, kept = self.languages.value, languages_words(self._draft.languages)
        return replace(
            self._draft, role=self.role.value, subgroup=self.subgroup.value, room=self.room.value,
            languages=self._draft.languages if spoken == kept else read_languages(spoken),
            counterpart_id=self.counterpart.registration_id, counterpart=self.counterpart.name,
        )  # fmt: skip

    def _acts(self, look: Look, *, registered: bool) -> FlowLayout:
        acts = FlowLayout()
        look.theme.bind(acts.setGaps, 8, 4)
        self.open = Button(look, N_("Open the person"), "quiet")
        self.open.clicked.connect(self.opened)
        if registered:
            acts.addWidget(self.open)
        else:
            self.open.setParent(self)
            self.open.hide()
        up, down = partial(self.moved.emit, -1), partial(self.moved.emit, 1)
        acts.addWidget(IconButton(look, "up", N_("Move up"), up, key="member_up"))
        acts.addWidget(IconButton(look, "down", N_("Move down"), down, key="member_down"))
        acts.addWidget(IconButton(look, "close", N_("Take out of the delegation"), self.removed.emit))
        return acts


def labelled(look: Look, text: str, value: str) -> Edit:
    """An edit in a line of several, which says itself what belongs there."""
    edit = Edit()
    edit.setText(value)
    edit.setCursorPosition(0)
    for say in (edit.setPlaceholderText, edit.setAccessibleName, edit.setToolTip):
        look.words.bind(say, text)
    return edit


class PeopleLines(Lines[MemberDraft]):
    """Those with one of ``roles``: found in the register, or written as a name alone. ``opened`` carries a guest."""

    opened = Signal(object)

    def __init__(self, context: Context, title: str, add: str, roles: Sequence[DelegationRole]) -> None:
        super().__init__(context.look, title)
        self._context, self._roles = context, roles
        self._refused: list[PersonLine] = []
        self.problem = Label(context.look, role="error", wraps=True)
        self.problem.hide()
        self.finder = Finder(context, add, N_("Add"))
        self.finder.picked.connect(self._on_picked)
        self.by_name = Button(context.look, N_("Add the name as it is written"), "quiet")
        self.by_name.clicked.connect(self._on_name)
        self.by_name.hide()
        for part in (self.problem, self.finder, self.by_name):
            self.column.addWidget(part)
        self.after = self.finder.field.edit
        if isinstance(edit := self.finder.field.edit, QLineEdit):
            edit.textChanged.connect(lambda text: self.by_name.setVisible(bool(text.strip())))

    def show_people(self, drafts: Sequence[MemberDraft], shown: Sequence[Shown]) -> None:
        """Fill these in."""
        self.problem.hide()
        self.finder.empty()
        self._refused = []
        self.show_drafts([self._line(one, draft) for one, draft in zip(shown, drafts, strict=True)])

    @property
    def drafts(self) -> tuple[MemberDraft, ...]:
        return tuple(line.made for line in self.lines)

    @property
    def names(self) -> Mapping[UUID, str]:
        """The guests here, by registration."""
        language = self.look.words.language
        keyed = ((line.draft.registration_id, line.shown.who.said_in(language)) for line in self.lines)
        return {key: name for key, name in keyed if key is not None}

    def say(self) -> None:
        """Say all of it in the language that is on."""
        for line in self.lines:
            line.say()

    def tell_here(self, came: frozenset[UUID]) -> None:
        """Show who of these has arrived."""
        for line in self.lines:
            line.tell_here(here=line.draft.registration_id in came)

    def refuse(self, text: str, **values: object) -> None:
        """Say below the lines what is wrong with them."""
        self.problem.say(text, **values)
        self.problem.show()
        twice = self._refused = [line for line in self.lines if line.role is DelegationRole.LEADER][1:]
        for line in twice:
            line.unfold(unfolded=True)
            restyle(line.fields.role, state="refused")
        if not twice:
            self.finder.field.edit.setFocus()

    def accept(self) -> None:
        """Nothing is wrong any more."""
        self.problem.hide()
        for line in self._refused:
            restyle(line.fields.role, state="")
        self._refused = []

    def _line(self, shown: Shown, draft: MemberDraft) -> PersonLine:
        line = PersonLine(self._context, shown, draft, self._roles)
        line.opened.connect(self.opened)
        line.changed.connect(self.accept)
        line.unfolded.connect(partial(self.grown.emit, line))
        return line

    def _on_picked(self, hit: Hit) -> None:
        who = Who(hit.registration, hit.name_zh, hit.name_latin)
        self._add(Shown(who, hit), MemberDraft(hit.registration, role=self._next_role()))

    def _on_name(self) -> None:
        if name := self.finder.field.value:
            self._add(Shown(written_name(name)), MemberDraft(None, name, self._next_role()))

    def _next_role(self) -> DelegationRole:
        """The first helper is the liaison officer, the next interprets; members are members."""
        if self._roles is MEMBERS:
            return DelegationRole.MEMBER
        taken = {line.role for line in self.lines}
        return next((role for role in self._roles if role not in taken), self._roles[0])

    def _add(self, shown: Shown, draft: MemberDraft) -> None:
        line = self._line(shown, draft)
        self.put(line)
        self.finder.empty()
        self.finder.field.edit.setFocus()
        self.grown.emit(line)
