"""What papers of visits ask for where they are looked at: the texts of handbooks, whether a list was sent."""

from desktop.ui.handbook.sent import ListSent
from desktop.ui.handbook.texts import HandbookTexts

__all__ = ["HandbookTexts", "ListSent"]
