"""People of a ceremony as lines: a shape for where they are, name, place. A line opens what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

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
        column, row = QVBoxLayout(self), QHBoxLayout()
        look.theme.bind(column.setContentsMargins, 10, 6, 10, 6)
        look.theme.bind(column.setSpacing, 0)
        look.theme.bind(row.setSpacing, 10)
        name, place = Label(look, role="strong", wraps=True), Label(look, role="hint", wraps=True)
        name.put(need_styled(context, need))
        zone = context.here.zone
        place.put(whereabouts(_, need, zone, short=True))
        place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (name, place):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(StateMark(look, need_state(need), 18))
        row.addWidget(name, 3)
        row.addWidget(place, 2)
        column.addLayout(row)
        ready = [one for one in need.alternates if one.where.here]
        if need.part is SigningPart.SIGNATORY and ready and not need.where.here:
            offered = Label(look, role="small", wraps=True)
            offered.put(_("Alternate {name} is here", name=as_seen(context, need_name(_, ready[0]))))
            column.addWidget(offered)
        said = (name.text(), _(part_words(need.part)), whereabouts(_, need, zone))
        self.setAccessibleName(" · ".join(said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.need)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.need)
