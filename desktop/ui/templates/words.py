"""What templates are called, and what is said of texts that can't be printed as they are written."""

from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.badge_templates import Template
from desktop.services.printing import Misprint

_TEMPLATES = {
    "a6": N_("A6, one per page"),
    "a6-photo": N_("A6 with photo, one per page"),
    "a4-8": N_("A4, eight per page, 90 × 62 mm"),
    "a4-10": N_("A4, ten per page, 86 × 54 mm"),
    "card": N_("Card, 86 × 54 mm"),
    "butterfly": N_("Butterfly, 82 × 203 mm, folded"),
    "label-62": N_("Label, 62 mm roll"),
    "label-4x6": N_("Label, 4 × 6 inches"),
}
_PROBLEMS = {
    "missing_character": N_("no font has this character"),
    "does_not_fit": N_("does not fit and is cut"),
    "broken_word": N_("breaks in the middle of a word"),
    "left_out": N_("has no room and is left out"),
    "unreadable_photo": N_("the photo can't be read and is left out"),
}


def is_own(layout: Template) -> bool:
    """Whether somebody here made it."""
    return layout.name not in _TEMPLATES


def template_words(layout: Template, _: Translator) -> str:
    """What a template is called."""
    return layout.title if is_own(layout) else _(_TEMPLATES[layout.name])


def misprint_words(one: Misprint, _: Translator) -> str:
    """What of whom can't be printed as it is written; without a name, of all."""
    problem = _(_PROBLEMS[one.problem])
    if not one.name:
        return _("On every badge: “{text}” {problem}.", text=one.text, problem=problem)
    named = _("{name} ({serial})", name=one.name, serial=one.serial) if one.serial else one.name
    if not one.text:
        return _("{name}: {problem}.", name=named, problem=problem)
    return _("{name}: “{text}” {problem}.", name=named, text=one.text, problem=problem)
