"""People of a ceremony as lines: a shape for where they are, name, part, place. A line opens what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.domain.agreements import SigningPart
from desktop.services.readiness import Need
from desktop.ui.ceremonies.words import need_name, need_state, need_styled, part_words, whereabouts
from desktop.ui.context import Context
from desktop.ui.names import as_seen
from desktop.ui.widgets import Label, StateMark


class NeedLine(QFrame):
    """``opened`` carries the ``Need`` on a click, Enter or Space."""

    opened = Signal(object)

    def __init__(self, context: Context, need: Need) -> None:
        super().__init__()
        self.need = need
        look, _ = context.look, context.look.words._
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row, lines, first = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        look.theme.bind(row.setContentsMargins, 12, 6, 12, 6)
        look.theme.bind(row.setSpacing, 10)
        look.theme.bind(first.setSpacing, 8)
        look.theme.bind(lines.setSpacing, 0)
        row.addWidget(StateMark(look, need_state(need), 18), 0, Qt.AlignmentFlag.AlignTop)
        name, part, place = (
            Label(look, role="strong", wraps=True),
            Label(look, role="hint"),
            Label(look, role="second", wraps=True),
        )
        name.put(need_styled(context, need))
        part.say(part_words(need.part))
        place.put(whereabouts(_, need, context.here.zone))
        first.addWidget(name, 1)
        first.addWidget(part)
        lines.addLayout(first)
        lines.addWidget(place)
        ready = [one for one in need.alternates if one.where.here]
        if need.part is SigningPart.SIGNATORY and ready and not need.where.here:
            offered = Label(look, role="strong", wraps=True)
            offered.put(_("Alternate {name} is here", name=as_seen(context, need_name(_, ready[0]))))
            lines.addWidget(offered)
        row.addLayout(lines, 1)
        self.setAccessibleName(" · ".join((name.text(), _(part_words(need.part)), place.text())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.need)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.need)
