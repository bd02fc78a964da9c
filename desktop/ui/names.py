"""Names as this screen may show them: as they are, or masked where guests see it."""

from desktop.domain.masking import masked
from desktop.ui.context import Context


def as_seen(context: Context, name: str) -> str:
    """``name`` as it may be read here."""
    return masked(name) if context.keeper.now.hide_names else name
