"""What a person chose for this machine, shown at once and kept: language, theme, scale."""

from collections.abc import Mapping

from desktop.config import Palette
from desktop.errors import N_
from desktop.i18n import Language
from desktop.ui.context import Context
from desktop.ui.theme import ThemeName

PALETTES: Mapping[Palette, str] = {
    Palette.SYSTEM: N_("Same as the system"),
    Palette.LIGHT: N_("Light"),
    Palette.DARK: N_("Dark"),
    Palette.CONTRAST: N_("High contrast"),
}


def show_language(context: Context, language: Language) -> None:
    """Say everything in ``language`` from now on."""
    context.look.words.switch(language)
    context.keeper.change(language=language)


def show_palette(context: Context, palette: Palette) -> None:
    """Take these colours from now on."""
    context.look.theme.change(name=ThemeName(palette.value))
    context.keeper.change(theme=palette)


def show_scale(context: Context, scale: float) -> None:
    """Make everything as large as ``scale`` says, from 1.0 to 2.0."""
    context.look.theme.change(scale=scale)
    context.keeper.change(scale=scale)
