"""The page: its sections in one column."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import N_
from desktop.ui.acts import Acts
from desktop.ui.context import Context
from desktop.ui.settings.categories import CategoriesSection
from desktop.ui.settings.checkpoints import CheckpointsSection
from desktop.ui.settings.data import DataSection
from desktop.ui.settings.event import EventSection
from desktop.ui.settings.events import EventsSection
from desktop.ui.settings.keys import KeysSection
from desktop.ui.settings.kiosk import KioskSection
from desktop.ui.settings.logo import LogoSection
from desktop.ui.settings.machine import MachineSection
from desktop.ui.settings.printers import PrintersSection
from desktop.ui.settings.questions import QuestionsSection
from desktop.ui.settings.templates import TemplatesSection
from desktop.ui.shortcuts import on_key
from desktop.ui.widgets import Page

_WIDE = 720


class SettingsPage(Page):
    """Every change is kept at once; those of the database can be taken back."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, N_("Settings"))
        self.subtitle.say(N_("Changes are saved as you make them."))
        self._context = context
        acts = Acts(context)
        self.machine, self.kiosk = MachineSection(context, acts), KioskSection(context)
        self.printers = PrintersSection(context)
        self.event_section, self.logo = EventSection(context, acts), LogoSection(context, acts)
        self.categories = CategoriesSection(context, acts)
        self.checkpoints, self.events = CheckpointsSection(context, acts), EventsSection(context)
        self.questions, self.keys = QuestionsSection(context, acts), KeysSection(context)
        self.templates, self.data = TemplatesSection(context), DataSection(context)
        inner = QWidget()
        context.look.theme.bind(inner.setMaximumWidth, _WIDE)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        context.look.theme.bind(column.setSpacing, 24)
        door = (self.checkpoints, self.questions, self.keys)
        self._of_event = (self.event_section, self.logo, self.categories, self.templates, *door)
        for section in (self.machine, self.printers, self.kiosk, *self._of_event, self.events, self.data):
            column.addWidget(section)
        row = QHBoxLayout()
        row.addWidget(inner, 100)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.first_focus = self.machine.language
        on_key("undo", self, acts.undo)
        context.here.changed.connect(self._show_sections)
        self._show_sections()

    def _show_sections(self) -> None:
        """Without an event there is nothing to set about one."""
        for section in self._of_event:
            section.setVisible(self._context.here.event is not None)

    def arrive(self) -> None:
        self.data.arrive()
        self.printers.load()
        super().arrive()
