"""What a widget needs to show itself: the first argument of every widget of ours."""

from dataclasses import dataclass

from desktop.ui.icons import Icons
from desktop.ui.theme import Theme
from desktop.ui.words import Words


@dataclass(frozen=True, slots=True)
class Look:
    """Colours and sizes, words, icons."""

    theme: Theme
    words: Words
    icons: Icons
