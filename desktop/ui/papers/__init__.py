"""Papers of the stage: made, looked at, printed, and told apart by revision."""

from desktop.ui.papers.page import PapersPage

__all__ = ["PapersPage"]
