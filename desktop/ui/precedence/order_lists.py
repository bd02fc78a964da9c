"""The order lists of an event: added, asked in another order, how equals are told apart, taken away."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.precedence import Ties
from desktop.errors import N_, SummitDeskError
from desktop.services.precedence_lists import ListRow
from desktop.services.precedence_words import TIES
from desktop.ui.choices import Choice, Say
from desktop.ui.context import Context
from desktop.ui.pick import FileField
from desktop.ui.tab_order import follow_layout
from desktop.ui.widgets import Button, Data, IconButton, Label, Panel, clear, rule, scrolled

_ENDINGS = (".csv", ".xlsx", ".ods")


class ListsPanel(Panel):
    """``shipped_wanted`` asks for the bundled list, ``file_wanted`` carries a table's path.

    ``moved`` carries a list's key and a step, ``ties_wanted`` key and ``Ties``, ``removed`` a key.
    """

    shipped_wanted = Signal()
    file_wanted = Signal(object)
    moved = Signal(object, int)
    ties_wanted = Signal(object, object)
    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        look = context.look
        super().__init__(look, N_("Order lists"))
        self._look = look
        self.lists: tuple[ListRow, ...] = ()
        self.ties: dict[UUID, Choice[Ties]] = {}
        self._lines = QVBoxLayout()
        self.shipped = Button(look, N_("Add the list of Hong Kong"), icon="add")
        self.file = FileField(look, N_("Add a list from a table"), N_("Excel or CSV"), _ENDINGS)
        self.trouble = Label(look, role="error", wraps=True)
        self.trouble.hide()
        self._arrange()
        self.shipped.clicked.connect(self.shipped_wanted)
        self.file.chosen.connect(self._on_chosen)

    def show_lists(self, lists: Sequence[ListRow]) -> None:
        """Show these, the one that is asked first first."""
        if tuple(lists) == self.lists and self.ties.keys() == {one.id for one in lists}:
            return
        self.lists, self.ties = tuple(lists), {}
        clear(self._lines)
        for place, one in enumerate(lists):
            self._add(one, place)
        follow_layout(self)

    def refuse(self, error: SummitDeskError) -> None:
        """Say what is wrong with the list that was to be added."""
        self._look.words.follow(self.trouble.setText, lambda _: _.error(error))
        self.trouble.show()

    def _on_chosen(self, path: Path) -> None:
        self.trouble.hide()
        self.file_wanted.emit(path)

    def _arrange(self) -> None:
        look, inner = self._look, QWidget()
        column = QVBoxLayout(inner)
        look.theme.bind(column.setContentsMargins, 0, 0, 8, 0)
        for layout in (column, self._lines):
            look.theme.bind(layout.setSpacing, 10)
        about = N_("The first list that has a class for a guest's first post, or for an honour, says their place.")
        table = N_("The table's first row names the columns rank, class_en and class_zh.")
        column.addWidget(Label(look, about, "second", wraps=True))
        column.addLayout(self._lines)
        column.addWidget(rule())
        column.addWidget(self.shipped, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.file)
        column.addWidget(Label(look, table, "hint", wraps=True))
        column.addWidget(self.trouble)
        column.addStretch(1)
        self.box.addWidget(scrolled(inner, sideways=False), 1)

    def _add(self, one: ListRow, place: int) -> None:
        look, line = self._look, QWidget()
        column, head = QVBoxLayout(line), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 6)
        head.addWidget(Data(look, one.name, "strong"), 1)
        for icon, text, step in (("up", N_("Ask this list earlier"), -1), ("down", N_("Ask this list later"), 1)):
            button = IconButton(look, icon, text, partial(self.moved.emit, one.id, step))
            button.setEnabled(0 <= place + step < len(self.lists))
            head.addWidget(button)
        head.addWidget(IconButton(look, "close", N_("Take this list away"), partial(self.removed.emit, one.id)))
        about = Label(look, role="second", wraps=True)
        look.words.follow(
            about.setText,
            lambda _: " · ".join(
                filter(
                    None,
                    (_.ngettext("{n} class", "{n} classes", len(one.classes)),
                     _("version {version}", version=one.version) if one.version else ""),
                )
            ),
        )  # fmt: skip
        ties: Choice[Ties] = Choice(look, [(tie, _said(TIES[tie])) for tie in TIES], one.ties)
        look.words.bind(ties.setAccessibleName, N_("How those of one class are told apart."))
        ties.activated.connect(lambda _index: self.ties_wanted.emit(one.id, ties.value))
        self.ties[one.id] = ties
        column.addLayout(head)
        for part in (about, Label(look, N_("Those of one class"), "label"), ties):
            column.addWidget(part)
        self._lines.addWidget(rule())
        self._lines.addWidget(line)


def _said(text: str) -> Say:
    return lambda _: _(text)
