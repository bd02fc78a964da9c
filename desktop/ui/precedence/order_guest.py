"""Where one guest stands in the order, and what is said about it by hand: a place, a class, since when."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.errors import N_, UserError
from desktop.services.precedence import BadPlace
from desktop.services.precedence_lists import ClassRow, ListRow
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.precedence.order_rows import Line, Teller, class_words, post_words, rank_words
from desktop.ui.settings.section import Check
from desktop.ui.tab_order import follow_layout
from desktop.ui.widgets import Button, Data, Field, Label, Panel, SectionTitle, rule, scrolled


class GuestPanel(Panel):
    """``place_wanted`` carries place, reason and whether it is a special guest; ``class_wanted`` a class or None.

    ``appointed_wanted`` carries a date or None, ``rule_wanted`` that the rule is to say it again; ``typed`` the place
    that is being typed.
    """

    place_wanted = Signal(int, str, bool)
    rule_wanted = Signal()
    class_wanted = Signal(object)
    appointed_wanted = Signal(object)
    typed = Signal(int)

    def __init__(self, context: Context, tell: Teller) -> None:
        look = context.look
        super().__init__(look, "")
        self._context, self._look, self._tell = context, look, tell
        self.line: Line | None = None
        self._offered: tuple[ListRow, ...] = ()
        self.stands, self.post, self.why = Label(look, role="strong", wraps=True), Data(look), Data(look, "", "second")
        self.place = Field(look, N_("Place among all"))
        self.reason = Field(look, N_("Why"), N_("Asked for by the host"))
        self.special = Check(look, N_("A special guest, outside all lists"))
        self.put = Button(look, N_("Put here by hand"), "primary")
        self.by_rule = Button(look, N_("Let the rule say it again"))
        self.classes: Choice[UUID | None] = Choice(look)
        self.appointed = Field(look, N_("In office since"), N_("2024-07-01"))
        self.open = Button(look, N_("Everything about this person"), "quiet")
        self._arrange()
        self._connect()

    def show_guest(self, line: Line, lists: Sequence[ListRow], *, fresh: bool) -> None:
        """Show somebody; what is typed about them stays unless ``fresh``."""
        _, row = self._look.words._, line.row
        self.line = line
        self.title.put(self._tell.name(line))
        self.post.put(post_words(_, line.guest))
        self.post.setVisible(bool(self.post.text()))
        self.stands.put(
            _("Place {place} · rank {rank} · {class_name}",
              place=line.place, rank=rank_words(_, line), class_name=class_words(_, line))
        )  # fmt: skip
        self.why.put(self._tell.why(line))
        self.by_rule.setVisible(row.manual_rank is not None)
        self._offer(lists)
        if fresh:
            self._write(self.place, str(line.place))
            self._write(self.reason, row.reason)
            self._write(self.appointed, row.appointed_on.isoformat() if row.appointed_on is not None else "")
            self.special.setChecked(row.special)
            for field in (self.place, self.reason, self.appointed):
                field.accept()

    def move_to(self, place: int) -> None:
        """Propose ``place``, and ask why."""
        self._write(self.place, str(place))
        self.reason.edit.setFocus()
        self._area.ensureWidgetVisible(self.reason, 0, self._look.theme.px(60))

    def refuse(self, error: UserError) -> None:
        """Say what is wrong, at its field."""
        field = self.place if isinstance(error, BadPlace) else self.reason
        field.refuse(error.text, **error.values)

    def _arrange(self) -> None:
        look, inner = self._look, QWidget()
        column = QVBoxLayout(inner)
        look.theme.bind(column.setContentsMargins, 0, 0, 8, 0)
        look.theme.bind(column.setSpacing, 10)
        klass = Field(look, N_("Class"), edit=self.classes)
        for part in (
            self.post, self.stands, self.why, rule(), SectionTitle(look, N_("By hand")), self.place, self.reason,
            self.special, self.put, self.by_rule, rule(), klass, self.appointed, self.open,
        ):  # fmt: skip
            column.addWidget(part)
            if isinstance(part, Button):
                column.setAlignment(part, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = scrolled(inner, sideways=False)
        self.box.addWidget(self._area, 1)
        follow_layout(self)

    def _connect(self) -> None:
        self.put.clicked.connect(self._ask)
        self.by_rule.clicked.connect(self.rule_wanted)
        self.classes.activated.connect(lambda: self.class_wanted.emit(self.classes.value))
        self.open.clicked.connect(lambda: self.line is not None and self._context.open_person(self.line.id))
        for field, act in ((self.place, self._ask), (self.reason, self._ask), (self.appointed, self._ask_appointed)):
            if isinstance(field.edit, QLineEdit):
                field.edit.returnPressed.connect(act)
        if isinstance(self.place.edit, QLineEdit):
            self.place.edit.textEdited.connect(self._on_typed)

    def _offer(self, lists: Sequence[ListRow]) -> None:
        row = self.line.row if self.line is not None else None
        chosen = row.class_id if row is not None else None
        if self._offered != tuple(lists):
            self._offered = tuple(lists)
            offered: list[tuple[UUID | None, Say]] = [(None, lambda _: _("As the post says"))]
            for each in lists:
                offered += [(one.id, _named(one)) for one in each.classes]
            self.classes.offer(offered, chosen)
        self.classes.choose(chosen)

    def _ask(self) -> None:
        text = self.place.value
        if not text.isdecimal():
            self.place.refuse(BadPlace.text, rank=text)
            return
        self.place_wanted.emit(int(text[:9]), self.reason.value, self.special.isChecked())

    def _ask_appointed(self) -> None:
        text = self.appointed.value
        try:
            self.appointed_wanted.emit(date.fromisoformat(text) if text else None)
        except ValueError:
            self.appointed.refuse(N_("Write the date as year-month-day, like 2024-07-01."))

    def _on_typed(self, text: str) -> None:
        if text.isdecimal() and int(text[:9]) > 0:
            self.typed.emit(int(text[:9]))

    def _write(self, field: Field, text: str) -> None:
        if isinstance(field.edit, QLineEdit):
            field.edit.setText(text)


def _named(one: ClassRow) -> Say:
    return lambda _: f"{one.rank} · {one.name.said_in(_.language)}"
