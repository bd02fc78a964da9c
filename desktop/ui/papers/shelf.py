"""The list of papers: what each is, what was printed of it last, and whether that is still right."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.paper_kinds import OF_PROGRAMME, PaperKind
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.papers import TITLES
from desktop.ui.context import Context
from desktop.ui.look import Look
from desktop.ui.paper_words import when
from desktop.ui.papers.state import Stand
from desktop.ui.widgets import Button, Label, paint_mark, rule

CHANGED = "changed"
"""What stands above the papers: those that are no longer right."""
Which = PaperKind | str
_ELSEWHERE = (
    ("badges", N_("Badges")),
    ("sheets", N_("Sign-in sheets")),
    ("report", N_("Arrivals report")),
)
_PARTS = (
    (N_("Programme"), tuple(kind for kind in PaperKind if kind in OF_PROGRAMME)),
    (N_("Visits and delegations"), tuple(kind for kind in PaperKind if kind not in OF_PROGRAMME)),
)
_MARK, _PAD, _ROUND = 12, 12, 10


class Shelf(QWidget):
    """``chosen`` carries a ``PaperKind`` or ``CHANGED``; ``elsewhere`` the id of what is printed on another page."""

    chosen = Signal(object)
    elsewhere = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._look = context, context.look
        self._stand = Stand()
        self._group = QButtonGroup(self)
        self.lines: dict[Which, ShelfLine] = {}
        self.links: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._look.theme.bind(column.setSpacing, 2)
        self._add(column, CHANGED, N_("Changed since printed"))
        for title, kinds in _PARTS:
            column.addWidget(rule())
            column.addWidget(Label(self._look, title, "label"))
            for kind in kinds:
                self._add(column, kind, TITLES[kind])
        column.addWidget(rule())
        column.addWidget(Label(self._look, N_("Also on paper"), "label"))
        for name, text in _ELSEWHERE:
            button = Button(self._look, text, "quiet", icon="forward")
            button.clicked.connect(partial(self.elsewhere.emit, name))
            self.links[name] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._look.words.changed.connect(self.say)

    def _add(self, column: QVBoxLayout, which: Which, title: str) -> None:
        line = ShelfLine(self._look, title)
        line.clicked.connect(partial(self.chosen.emit, which))
        self._group.addButton(line)
        self.lines[which] = line
        column.addWidget(line)

    def choose(self, which: Which) -> None:
        """Mark this as what is open."""
        self.lines[which].setChecked(True)

    def show_stand(self, found: Stand) -> None:
        """Say of each how it stands."""
        self._stand = found
        self.say()

    def say(self) -> None:
        """Say it in the language that is on."""
        _, found = self._look.words._, self._stand
        now, zone = self._context.store.now(), self._context.here.zone
        count = len(found.changed)
        if not found.printed:
            self.lines[CHANGED].show_words(_("nothing is printed yet"))
        elif count:
            self.lines[CHANGED].show_words(_.ngettext("{n} paper", "{n} papers", count), "already_in")
        else:
            self.lines[CHANGED].show_words(_("all are still right"), "admitted")
        for kind in PaperKind:
            self.lines[kind].show_words(*_kind_words(_, found, kind, lambda at: when(_, at, now, zone)))


def _kind_words(_: Translator, found: Stand, kind: PaperKind, said: Callable[[datetime], str]) -> tuple[str, str]:
    last, of = found.last(kind), found.of(kind)
    if last is None:
        return _("never printed"), ""
    old = sum(not one.verdict.latest for one in of)
    if old and len(of) > 1:
        return _("{n} of {total} changed · {when}", n=old, total=len(of), when=said(last)), "already_in"
    if old:
        return _("changed since · {when}", when=said(last)), "already_in"
    return _("latest · {when}", when=said(last)), "admitted"


class ShelfLine(QAbstractButton):
    """A line of the list: a title over what is said of it, with the shape of its state. Arrow keys go on to others."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look, self._words, self._state = look, "", ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.words.bind(self.setText, title)
        for changed in (look.theme.changed, look.words.changed):
            changed.connect(self.updateGeometry)
            changed.connect(self.update)

    def show_words(self, words: str, state: str = "") -> None:
        """Say ``words`` below the title, in the colour and shape of ``state``."""
        self._words, self._state = words, state
        self.setAccessibleName(f"{self.text()}: {words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        title, words = (QFontMetrics(theme.font(size, bold=size > 13)) for size in (16, 13))
        wide = max(title.horizontalAdvance(self.text()), words.horizontalAdvance(self._words) + theme.px(_MARK + 6))
        return QSize(wide + 2 * theme.px(_PAD), title.height() + words.height() + theme.px(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter, whole = QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else ""
        painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole, theme.px(_ROUND), theme.px(_ROUND))
        inner = whole.adjusted(theme.px(_PAD), theme.px(2), -theme.px(_PAD), -theme.px(2))
        title, small = theme.font(16, bold=True), theme.font(13)
        high = QFontMetrics(title).height()
        painter.setFont(title)
        painter.setPen(theme.colour("ink"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), self.text())
        below = inner.adjusted(0, high, 0, 0)
        if self._state:
            side = theme.px(_MARK)
            place = QRectF(below.x(), below.center().y() - side / 2, side, side)
            paint_mark(painter, place, self._state, theme.legible(self._state), theme.colour("surface"))
            below.setLeft(below.left() + side + theme.px(6))
        painter.setFont(small)
        painter.setPen(theme.colour("ink2"))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._words)
        painter.end()
