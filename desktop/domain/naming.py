"""How people are named aloud and on paper: organisation, title, name and honorific in the order of the language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.domain.text import Posted, has_han, is_han
from desktop.i18n import Language


class NamedPerson(Protocol):
    """Whoever can be named: names with what stands around them, and posts in their order."""

    @property
    def name_zh(self) -> str: ...
    @property
    def name_latin(self) -> str: ...
    @property
    def honorific_zh(self) -> str: ...
    @property
    def honorific_en(self) -> str: ...
    @property
    def postnominal_zh(self) -> str: ...
    @property
    def postnominal_en(self) -> str: ...
    @property
    def posts(self) -> Sequence[Posted]: ...


@dataclass(frozen=True, slots=True)
class NameAlone:
    """Somebody of whom only a name is known."""

    name_zh: str = ""
    name_latin: str = ""
    honorific_zh: str = ""
    honorific_en: str = ""
    postnominal_zh: str = ""
    postnominal_en: str = ""
    posts: tuple[Posted, ...] = ()


def name_alone(text: str) -> NameAlone:
    """Somebody of whom only the name is known, as it was written."""
    return NameAlone(name_zh=text) if has_han(text) else NameAlone(name_latin=text)


JOINER = "\u2060"


_UNJOINED = re.compile(r"[0-9A-Za-z\u00c0-\u024f'’]+|.", re.DOTALL)
"""Latin words need no joiner, and fonts tell a mark within them by its neighbours."""


def unbroken(text: str) -> str:
    """``text``, within which papers break no line."""
    return JOINER.join(_UNJOINED.findall(text))


def name_in(person: NamedPerson, language: Language) -> str:
    """The name in the script of ``language``, or else in the other."""
    return person.name_latin if _latin(person, language) else person.name_zh or person.name_latin


def styled(person: NamedPerson, language: Language) -> str:
    """The name with what goes before and after it: 汪揚教授; Prof. WANG Yang, JP."""
    name = name_in(person, language)
    if _latin(person, language):
        said = " ".join(filter(None, (person.honorific_en, name)))
        return ", ".join(filter(None, (said, person.postnominal_en)))
    return _together(name, person.honorific_zh, person.postnominal_zh)


def aloud(person: NamedPerson, language: Language, posts: int = 1) -> str:
    """Somebody as they are announced, with the first ``posts`` of their posts.

    In Chinese organisation, title, name, honorific (香港科技大學副校長汪揚教授); in English honorific, name,
    postnominals, title, organisation.
    """
    held = [
        (post.organisation_name.said_in(language), post.title_name.said_in(language))
        for post in person.posts[: max(posts, 0)]
    ]
    if language is Language.EN:
        return ", ".join(filter(None, (styled(person, language), *(word for post in held for word in post[::-1]))))
    said = [_together(*post) for post in held]
    return _together("、".join(filter(None, said)), styled(person, language))


def _latin(person: NamedPerson, language: Language) -> bool:
    return bool(person.name_latin) and (language is Language.EN or not person.name_zh)


def _together(*parts: str) -> str:
    """Chinese words stand side by side; a Latin one keeps a space to its neighbours."""
    said = ""
    for part in filter(None, parts):
        close = not said or (_wide(said[-1]) and _wide(part[0]))
        said += part if close else f" {part}"
    return said


def _wide(character: str) -> bool:
    return is_han(character) or character in "）】」》、，。（【「《"
