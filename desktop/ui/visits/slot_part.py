"""What one group does at a stop: its own time there, pinned or not, or that it does not go."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.visit_board import Block
from desktop.errors import N_
from desktop.ui.context import Context
from desktop.ui.stage_words import clock
from desktop.ui.widgets import Button, FlowLayout, Label, rule


class SlotPart(QWidget):
    """``pinned``, ``left_out`` and ``as_planned`` carry the block whose button was pressed."""

    pinned = Signal(object)
    left_out = Signal(object)
    as_planned = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self._context = context
        self.block: Block | None = None
        self.said = Label(look, role="strong", wraps=True)
        self.pin = Button(look, N_("Pin"), icon="pin")
        self.same = Button(look, N_("As for every group"))
        self.skip = Button(look, N_("Does not go there"), "quiet")
        for button, signal in ((self.pin, self.pinned), (self.same, self.as_planned), (self.skip, self.left_out)):
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(self.block))
        column, acts = QVBoxLayout(self), QWidget()
        flow = FlowLayout(acts)
        column.setContentsMargins(0, 0, 0, 0)
        look.theme.bind(column.setSpacing, 8)
        look.theme.bind(flow.setGaps, 8, 8)
        column.addWidget(self.said)
        for button in (self.pin, self.same, self.skip):
            flow.addWidget(button)
        column.addWidget(acts)
        column.addWidget(rule())

    def show_block(self, block: Block | None, name: str = "") -> None:
        """Show when the group ``name`` is there; nothing for a stop by itself."""
        self.block = block
        self.setVisible(block is not None)
        if block is None:
            return
        zone = self._context.here.zone
        when = f"{clock(block.start, zone)}–{clock(block.end, zone)}"
        self.said.put(" · ".join(filter(None, (name, when))))
        self.pin.say(N_("Let go of the pin") if block.pinned else N_("Pin"))
        self.same.setVisible(block.own)
