"""Pictures of every page in every state, from the real window, on copies of the data: nothing of the user's changes."""

from desktop.ui.screens.camera import NoPicture
from desktop.ui.screens.filming import Stages, make

__all__ = ["NoPicture", "Stages", "make"]
