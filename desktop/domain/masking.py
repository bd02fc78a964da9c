"""Names on a screen that guests see: enough for their owner to know them, too little for anybody else."""

from desktop.domain.matching import one_script
from desktop.domain.surnames import COMPOUND
from desktop.domain.text import clean, has_han, is_han

_GAP = "○"
_COMPOUND = frozenset(map(one_script, COMPOUND))


def masked(name: str) -> str:
    """``name`` with parts of it hidden: 陳大文 as 陳○文, 歐陽軒 as 歐陽○, CHAN Tai Man as C. Tai M."""
    words = clean(name).replace(",", " ").split()
    if not any(map(has_han, words)):
        return _latin(words)
    return " ".join(_chinese(word) if has_han(word) else f"{word[0]}." for word in words)


def _chinese(name: str) -> str:
    """The surname stays, and the last of several characters after it."""
    characters = [place for place, character in enumerate(name) if is_han(character)]
    first = "".join(one_script(name[place]) for place in characters[:2])
    surname = 2 if len(characters) > 2 and first in _COMPOUND else 1
    shown = set(characters[:surname]) if len(characters) > 1 else set()
    if len(characters) > surname + 1:
        shown.add(characters[-1])
    return "".join(_GAP if sign.isalnum() and place not in shown else sign for place, sign in enumerate(name))


def _latin(words: list[str]) -> str:
    """One word stays, the second of several or the first of two; of all others the first letter."""
    stays = -1 if len(words) < 2 else 0 if len(words) == 2 else 1
    return " ".join(word if place == stays else f"{word[0]}." for place, word in enumerate(words))
