"""The panels beside the programme, each made when it is first wanted."""

from datetime import date
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.context import Context
from desktop.ui.programme.export import ProgrammeExport
from desktop.ui.programme.form import ItemForm
from desktop.ui.programme.limits import LimitsPanel
from desktop.ui.programme.releases import ReleasesPanel
from desktop.ui.programme.shown import Shown
from desktop.ui.steady import SteadyStack
from desktop.ui.widgets import Panel

P = TypeVar("P", bound=Panel)
_LEAST = (320, 200)


class Side(SteadyStack):
    """``brought`` says that a panel came to the front by itself, ``closed`` that the one in front is done with.

    ``stale`` says that what a panel shows is to be read again; ``saved``, ``copied`` and ``removed`` are those of the
    item's form.
    """

    brought = Signal()
    closed = Signal()
    stale = Signal()
    saved = Signal()
    copied = Signal(object)
    removed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, _LEAST)
        self._context = context
        self._shown = Shown()
        self._day: date | None = None
        self.hide()

    @cached_property
    def form(self) -> ItemForm:
        """The fields of an item."""
        form = self._panel(ItemForm(self._context))
        form.offer(self._shown.days, self._shown.halls, self._context.here.zone)
        form.saved.connect(self.saved)
        form.copied.connect(self.copied)
        form.removed.connect(self.removed)
        form.closed.connect(form.forget)
        return form

    @cached_property
    def limits(self) -> LimitsPanel:
        """The hard limits."""
        limits = self._panel(LimitsPanel(self._context))
        self.addWidget(limits.form)
        limits.turned.connect(self._on_turned)
        limits.changed.connect(self.stale)
        limits.show_programme(self._shown, self._day)
        return limits

    @cached_property
    def releases(self) -> ReleasesPanel:
        """What was given out, and what changed since."""
        releases = self._panel(ReleasesPanel(self._context))
        releases.changed.connect(self.stale)
        releases.show_releases(self._shown.releases)
        return releases

    @cached_property
    def export(self) -> ProgrammeExport:
        """The programme as a file."""
        return self._panel(ProgrammeExport(self._context))

    @property
    def edits(self) -> bool:
        """Whether an item's fields are in front."""
        return "form" in vars(self) and self.currentWidget() is self.form and self.isVisible()

    @property
    def begun(self) -> bool:
        """Whether something was typed into the fields in front that is not kept yet."""
        return self.edits and self.form.begun

    def goes_on(self) -> bool:
        """Whether something is not kept yet, which the focus goes back to then instead of losing it."""
        if self.begun:
            self.form.go_on()
        return self.begun

    def forget(self) -> None:
        """What stands in the item's fields is kept, or is not to be."""
        if "form" in vars(self):
            self.form.forget()

    def show_programme(self, shown: Shown, day: date | None) -> None:
        """Bring what stands in the panels up to date."""
        offered = (shown.days, shown.halls) != (self._shown.days, self._shown.halls)
        self._shown, self._day = shown, day
        if "form" in vars(self):
            if offered:
                self.form.offer(shown.days, shown.halls, self._context.here.zone)
            self._follow_item()
        if "limits" in vars(self):
            self.limits.show_programme(shown, day)
        if "releases" in vars(self):
            self.releases.show_releases(shown.releases)

    def _follow_item(self) -> None:
        """What was changed elsewhere is shown, unless somebody writes here."""
        old = self.form.row
        if old is None or not self.edits or self.form.begun:
            return
        row = next((row for row in self._shown.rows if row.id == old.id), None)
        if row is None:
            self.closed.emit()
        elif row != old:
            focus = QApplication.focusWidget()
            self.form.show_item(row)
            if focus is not None:
                focus.setFocus()

    def _panel(self, part: P) -> P:
        part.closed.connect(self.closed)
        self.addWidget(part)
        return part

    def _on_turned(self, part: QWidget) -> None:
        self.setCurrentWidget(part)
        self.brought.emit()
