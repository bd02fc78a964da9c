"""Small widgets that pages are built of. Each takes a ``Look`` first and follows theme and language by itself.

``widgets.tables`` is not among them: the first window needs no table.
"""

from desktop.ui.widgets.chip import Chip, PersonChip
from desktop.ui.widgets.data import Data
from desktop.ui.widgets.fields import Edit, Field, ScanEdit
from desktop.ui.widgets.fit import FitLabel
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.marks import StateMark, paint_mark, state_of
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.parts import (
    Button,
    Card,
    EmptyState,
    IconButton,
    KeyHint,
    Label,
    Panel,
    SectionTitle,
    Tag,
    clear,
    rule,
    scrolled,
)
from desktop.ui.widgets.turning import Turning

__all__ = [
    "Button",
    "Card",
    "Chip",
    "Data",
    "Edit",
    "EmptyState",
    "Field",
    "FitLabel",
    "FlowLayout",
    "IconButton",
    "KeyHint",
    "Label",
    "Page",
    "Panel",
    "PersonChip",
    "ScanEdit",
    "SectionTitle",
    "StateMark",
    "Tag",
    "Turning",
    "clear",
    "paint_mark",
    "rule",
    "scrolled",
    "state_of",
]
