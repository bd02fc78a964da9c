"""Which badges show best whether a template holds what it must: the longest, the rarest, the most decorated."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from desktop.documents.badge_facts import Badge
from desktop.documents.fonts import Weight, missing_characters, runs, width
from desktop.i18n import Language

_MEASURES: tuple[Callable[[Badge], float], ...] = (
    lambda badge: len(missing_characters(_said(badge))),
    lambda badge: _wide(badge.name_zh),
    lambda badge: _wide(badge.name_latin),
    lambda badge: _rare(badge.name_zh),
    lambda badge: max((_wide(organisation) + _wide(title) for organisation, title in badge.posts), default=0),
    lambda badge: len(badge.posts),
    lambda badge: _wide(badge.honorific_zh) + _wide(badge.honorific_en) + _wide(badge.postnominal_en),
)


def hardest(badges: Sequence[Badge], most: int) -> list[Badge]:
    """Up to ``most`` of ``badges``: by each measure in turn the first, then the second, and so on."""
    found: dict[int, Badge] = {}
    ranked = [[badge for badge in sorted(badges, key=by, reverse=True)[:most] if by(badge)] for by in _MEASURES]
    for row in zip_longest(*ranked, badges[:most]):
        for badge in row:
            if badge is not None and len(found) < most:
                found.setdefault(id(badge), badge)
    return list(found.values())


def _wide(text: str) -> float:
    return width(text, Weight.BOLD, Language.ZH_HANT)


def _rare(text: str) -> int:
    """How many characters are not in the fonts that draw nearly all others."""
    return sum(len(run.text) for run in runs(text, Weight.BOLD, Language.ZH_HANT) if run.embolden)


def _said(badge: Badge) -> str:
    return badge.name_zh + badge.name_latin
