"""Badge templates: chosen by their looks, copied, changed and shared."""

from desktop.ui.templates.overlay import TemplatesOverlay
from desktop.ui.templates.pick import TemplatePick
from desktop.ui.templates.words import misprint_words

__all__ = ["TemplatePick", "TemplatesOverlay", "misprint_words"]
