"""``Ctrl+K``: type anything, Enter goes there. Pages and commands at once, people and items as they are found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.programme_words import KIND_WORDS
from desktop.domain.text import fold
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.find_tours import FoundTour, TourPart
from desktop.services.programme import ItemRow
from desktop.services.search import Hit
from desktop.ui.look import Look
from desktop.ui.namesakes import apart
from desktop.ui.overlay import Overlay
from desktop.ui.stage_words import clock, short_day
from desktop.ui.widgets.parts import Label

_Index = QModelIndex | QPersistentModelIndex
_LINE, _SHOWN = 48, 9
_FIND = N_("Find a person, an item, a delegation, a visit, a page or a command")
_TOURS = {
    TourPart.DELEGATION: (N_("Delegation"), "delegations"),
    TourPart.VISIT: (N_("Visit"), "visits"),
    TourPart.STOP: (N_("Stop of a visit"), "visits"),
    TourPart.VEHICLE: (N_("Vehicle"), "visits"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the palette: finished words, and what Enter does."""

    title: str
    beside: str
    open: Callable[[], object]
    icon: str = "people"


@dataclass(frozen=True, slots=True)
class Command:
    """A page or something to do; ``text`` is a message id, ``keys`` the shortcut as it is shown."""

    text: str
    open: Callable[[], object]
    icon: str = "check"
    keys: str = ""


def people_found(_: Translator, hits: Sequence[Hit], open_person: Callable[[UUID], object]) -> list[Found]:
    """The people who were found, those who read alike told apart."""
    posts = [hit.post_in(_.language) for hit in hits]
    alike = apart(_, hits, [f"{hit.name} {post}" for hit, post in zip(hits, posts, strict=True)])
    return [
        Found(hit.name, " · ".join(filter(None, (mark, post))), partial(open_person, hit.registration))
        for hit, post, mark in zip(hits, posts, alike, strict=True)
    ]


def items_found(
    _: Translator,
    rows: Sequence[ItemRow],
    zone: ZoneInfo,
    open_item: Callable[[UUID], object],
    open_ceremony: Callable[[UUID], object],
) -> list[Found]:
    """The items of the programme that were found; of a ceremony also who and what is ready for it."""
    found = []
    for row in rows:
        title, when = row.title.said_in(_.language), f"{short_day(_, row.day)} {clock(row.start, zone)}"
        found.append(Found(title, f"{_(KIND_WORDS[row.kind])} · {when}", partial(open_item, row.id), "programme"))
        if row.kind.ceremony:
            found.append(Found(title, _("Show who and what is ready"), partial(open_ceremony, row.id), "ceremonies"))
    return found


def tours_found(_: Translator, rows: Sequence[FoundTour], open_there: Callable[[str, UUID], object]) -> list[Found]:
    """Delegations, visits, stops and vehicles that were found, each opened on its page."""
    found = []
    for row in rows:
        text, page = _TOURS[row.part]
        about = " · ".join(filter(None, (_(text), short_day(_, row.day) if row.day is not None else "")))
        found.append(Found(row.name.said_in(_.language), about, partial(open_there, page, row.id), page))
    return found


Find = Callable[[str, Callable[[Sequence[Found]], None]], None]
"""Looks for what has a name: ``find(text, then)`` calls ``then`` on the window's thread, once, when it knows."""


class Palette(Overlay):
    """The field and the list under it. ``find`` is asked with each change of the text; late answers are dropped."""

    def __init__(self, look: Look, over: QWidget, commands: Callable[[], Sequence[Command]], find: Find) -> None:
        super().__init__(look, over, 640)
        self._commands, self._find = commands, find
        self._asked = 0
        self.edit = QLineEdit()
        self.edit.setProperty("role", "palette")
        look.words.bind(self.edit.setPlaceholderText, _FIND)
        look.words.bind(self.edit.setAccessibleName, _FIND)
        self.edit.installEventFilter(self)
        self._model = _FoundModel()
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_FoundDelegate(look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._open)
        look.theme.bind(self.box.setContentsMargins, 1, 1, 1, 8)
        self.box.addWidget(self.edit)
        self.nobody = Label(look, N_("Nothing found. Try fewer or different words."), "second", wraps=True)
        look.theme.bind(self.nobody.setContentsMargins, 24, 12, 24, 12)
        self.nobody.hide()
        self.box.addWidget(self.list, 1)
        self.box.addWidget(self.nobody)
        self.edit.textChanged.connect(self._look_up)
        look.words.changed.connect(lambda: self._look_up(self.edit.text()))

    def pop_up(self) -> None:
        """Open, empty."""
        self.edit.clear()
        self._look_up("")
        self.open(self.edit)

    def height_wanted(self, available: int) -> int:
        lines = max(1, min(_SHOWN, self._model.rowCount()))
        return min(available, self.edit.sizeHint().height() + lines * self._look.theme.px(_LINE) + 12)

    def _look_up(self, text: str) -> None:
        self._asked += 1
        asked = self._asked
        commands = [self._found(command) for command in self._commands() if self._fits(command, text)]
        self._show([], commands)
        if fold(text):
            self._find(text, lambda people: self._show(people, commands) if asked == self._asked else None)

    def _fits(self, command: Command, text: str) -> bool:
        wanted = fold(text)
        return wanted in fold(self._look.words._(command.text)) or wanted in fold(command.text)

    def _found(self, command: Command) -> Found:
        return Found(self._look.words._(command.text), command.keys, command.open, command.icon)

    def _show(self, people: Sequence[Found], commands: Sequence[Found]) -> None:
        self._model.show([*people, *commands])
        self.list.setCurrentIndex(self._model.index(0))
        self.list.setVisible(bool(people or commands))
        self.nobody.setVisible(not (people or commands))
        self._place()

    def _open(self, index: _Index) -> None:
        if index.isValid():
            found = self._model.found(index)
            self.dismiss()
            found.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.list.currentIndex())
                return True
            step = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _SHOWN,
                Qt.Key.Key_PageUp: -_SHOWN,
            }
            if event.key() in step and (count := self._model.rowCount()):
                line = self.list.currentIndex().row() + step[Qt.Key(event.key())]
                self.list.setCurrentIndex(self._model.index(min(max(line, 0), count - 1)))
                return True
        return super().eventFilter(watched, event)


class _FoundModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Found] = ()

    def show(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def found(self, index: _Index) -> Found:
        return self._found[index.row()]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            found = self._found[index.row()]
            return f"{found.title} {found.beside}".strip()
        return None


class _FoundDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, self._look.theme.px(_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, _FoundModel):
            return
        found, theme = model.found(index), self._look.theme
        area: Any = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, theme.colour("accent_soft"))
            painter.fillRect(area.x(), area.y(), theme.px(4), area.height(), theme.colour("accent"))
        side = theme.px(20)
        drawing = self._look.icons.pixmap(found.icon, "accent" if chosen else "ink2", 20)
        painter.drawPixmap(area.x() + theme.px(24), area.center().y() - side // 2, drawing)
        inner = area.adjusted(theme.px(60), 0, -theme.px(24), 0)
        small, large = theme.font(13), theme.font(16, bold=chosen)
        beside = QFontMetrics(small).elidedText(found.beside, Qt.TextElideMode.ElideRight, inner.width() // 2)
        painter.setFont(small)
        painter.setPen(theme.colour("ink2"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), beside)
        room = inner.width() - QFontMetrics(small).horizontalAdvance(beside) - theme.px(16)
        title = QFontMetrics(large).elidedText(found.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(large)
        painter.setPen(theme.colour("ink"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), title)
        painter.restore()
