"""Whether two mentions are of one person: names compared across scripts, organisations loosely.

The forms made here are for comparing alone. A name is stored and printed as its owner writes it.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from desktop.domain.text import fold

if TYPE_CHECKING:
    from opencc import OpenCC

_GLUE = re.compile(r"[\s\u00b7\u2027\u30fb\uff0e.,，、·•'’\-]+")


@cache
def _to_simplified() -> "OpenCC":
    from opencc import OpenCC

    # hk2s also folds the Hong Kong forms that t2s leaves: 衞 峯 裏.
    return OpenCC("hk2s")


@cache
def one_script(text: str) -> str:
    """``text`` with each Chinese character in its Simplified form."""
    # OpenCC leaves 锺, as in 锺書, what it is; most lists write 钟 for it.
    return str(_to_simplified().convert(text)).replace("锺", "钟") if any(c > "\u2e80" for c in text) else text


def person_key(name_zh: str, name_latin: str) -> str:
    """What two spellings of one name have in common: script, case, spaces and points do not count."""
    return _GLUE.sub("", one_script(fold(name_zh))) if name_zh else latin_key(name_latin)


def latin_key(name: str) -> str:
    """What two spellings of one Latin name have in common: case, points and the order of its words do not count."""
    return " ".join(sorted(_GLUE.sub(" ", name.casefold()).split()))


def written_key(name: str) -> str:
    """What two spellings of one Latin name have in common whose words stand in the same order."""
    return _GLUE.sub("", name.casefold())


def place_key(name: str) -> str:
    """What two spellings of one organisation's name have in common."""
    return one_script(fold(name))


def same_place(one: str, other: str) -> bool:
    """Whether two organisations' names may mean one place: equal, or one within the other."""
    a, b = place_key(one), place_key(other)
    return bool(a and b) and (a in b or b in a)


def places_agree(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether any of ``ours`` may be any of ``theirs``; nothing known on one side speaks against nothing."""
    one, other = [p for p in ours if p], [p for p in theirs if p]
    return not one or not other or any(same_place(a, b) for a in one for b in other)
