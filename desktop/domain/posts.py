"""Posts as lists give them: several titles in one cell, some of them naming an organisation of their own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from desktop.domain.list_words import (
    BODIES,
    BODIES_EN,
    BRANCHES,
    BUREAUS,
    GENERIC_BODIES,
    KNOWN_BODIES,
    OFFICES,
    OFFICES_EN,
    PLACES,
    RANKS,
    UNITS,
)
from desktop.domain.text import clean, has_han, is_han


@dataclass(frozen=True, slots=True)
class ListedPost:
    """One title at one organisation; where the title names its organisation itself, that is empty."""

    title: str
    organisation: str
    title_en: str = ""
    organisation_en: str = ""


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


_POST = f"{_any_of(RANKS)}*{_any_of(OFFICES)}"
_ENDS_AS_POST = re.compile(f"{_POST}$|\\b{_any_of(OFFICES_EN)}$", re.IGNORECASE)
_PLACE = f"(?:{_any_of(PLACES)}|\\S{{1,6}}[省市縣县])"
_NAMES_BODY = re.compile(
    f"{_any_of(KNOWN_BODIES)}(?={_POST}|$)|\\S{_any_of(BODIES)}(?={_POST})|^{_PLACE}\\S*{_any_of(BUREAUS)}(?={_POST})"
)
_INNER_BODY = re.compile(f"^[本該该]?{_any_of(GENERIC_BODIES)}+{_POST}$|{_any_of(BRANCHES)}{_POST}$")
_ENGLISH_BODY = re.compile(
    rf"(?:\b(?:of|at|for)|[,@])\s+(?:the\s+)?(?:[\w&.'’-]+\s+)*?{_any_of(BODIES_EN)}\b", re.IGNORECASE
)
_ITEM = re.compile(
    r"(?:(?<=\s)|^)(?:[(（]?\d{1,2}(?:[)）、．]|\.(?!\d))|[\u2460-\u2473]|[•●▪‣◦])\s*|(?<=\S)[\u2460-\u2473]\s*"
)
_LONGEST = 200
_OPENING, _CLOSING = "(（「『《〈【[“", ")）」』》〉】]”"
_ALWAYS, _PERHAPS, _STRONG = "\n、;；", "，,/／|｜", "\n;；/／|｜"


@lru_cache(maxsize=4_096)
def posts(title_cell: str, organisation_cell: str) -> tuple[ListedPost, ...]:
    """The posts in the cells of one row, in their order.

    A single post is held at the organisation of its row. Of several, those that name an organisation
    themselves are complete, and the bare ones are held at the organisation of the row. Several titles and as
    many organisations belong together in pairs.
    """
    title_cell, organisation_cell = _without_numbers(title_cell), _without_numbers(organisation_cell)
    titles, organisations = _titles(title_cell), _split(organisation_cell, _STRONG)
    groups = _split(title_cell, _STRONG)
    if len(organisations) > 1 and len(groups) == len(organisations):
        pairs = zip(groups, organisations, strict=True)
        return tuple(post for group, where in pairs for post in posts(group, where))
    if len(organisations) > 1 and not titles:
        return tuple(ListedPost("", where) for where in organisations)
    whole = _said(organisation_cell)
    if len(titles) < 2:
        return (ListedPost(_without(titles[0] if titles else "", whole), whole),) if titles or whole else ()
    bare = [not names_organisation(title) for title in titles]
    paired = iter(organisations if len(organisations) == sum(bare) else [whole] * len(titles))
    listed = [_post(title, next(paired) if is_bare else "", whole) for title, is_bare in zip(titles, bare, strict=True)]
    if whole and not any(post.organisation for post in listed):
        listed.append(ListedPost("", whole))
    return tuple(listed)


def posts_by_line(titles: str, organisations: str, titles_en: str, organisations_en: str) -> tuple[ListedPost, ...]:
    """The posts of cells that give one a line, as our own export does; nothing is guessed."""
    lines = [
        [clean(line) for line in cell.split("\n")] for cell in (titles, organisations, titles_en, organisations_en)
    ]
    held = (ListedPost(*said) for said in zip_longest(*lines, fillvalue=""))
    return tuple(post for post in held if post != ListedPost("", ""))


def with_english(listed: Sequence[ListedPost], titles: str, organisations: str) -> tuple[ListedPost, ...]:
    """``listed`` with the English of cells of their own: line by line where they are as many, else at the first."""
    english = posts(titles, organisations)
    if not listed:
        return english
    if len(english) == len(listed):
        pairs = zip(listed, english, strict=True)
        return tuple(replace(post, title_en=en.title, organisation_en=en.organisation) for post, en in pairs)
    first = replace(listed[0], title_en=_said(titles), organisation_en=_said(organisations))
    return (first, *listed[1:])


def _without_numbers(cell: str) -> str:
    """``cell`` with a line for each of its numbered or dotted items, and their marks gone."""
    if not _ITEM.match(cell.strip()) or len(_ITEM.findall(cell)) < 2:
        return cell
    return "\n".join(filter(None, (piece.strip() for piece in _ITEM.split(cell))))


def names_organisation(title: str) -> bool:
    """Whether ``title`` says by itself where it is held: 全國政協委員, but not 校務委員會副主任."""
    if len(title) > _LONGEST:
        return False
    if not has_han(title):
        return _ENGLISH_BODY.search(title) is not None
    return _NAMES_BODY.search(title) is not None and _INNER_BODY.search(title) is None


def ends_as_post(text: str) -> bool:
    """Whether ``text`` ends with the name of an office: 副會長, Vice President."""
    return _ENDS_AS_POST.search(text[-_LONGEST:]) is not None


def _post(title: str, organisation: str, whole: str) -> ListedPost:
    short = _without(title, whole)
    return ListedPost(short, whole if short != title else organisation)


def _without(title: str, organisation: str) -> str:
    """``title`` without its organisation's name before it, where something of a title remains."""
    rest = title.removeprefix(organisation).strip() if organisation else title
    return rest if _ENDS_AS_POST.search(rest) else title


def _titles(cell: str) -> list[str]:
    """The titles of a cell; a piece that is only an organisation belongs to the title after it."""
    pieces = _pieces(cell, _ALWAYS + _PERHAPS)
    joined: list[str] = []
    before = ""
    for place, (piece, mark) in enumerate(pieces):
        following = pieces[place + 1][0] if place + 1 < len(pieces) else ""
        if following and not _ends_here(piece.strip(), mark, following.strip()):
            before += piece + (mark if mark != "\n" else "" if is_han(piece.strip()[-1]) else " ")
        else:
            joined.append(before + piece)
            before = ""
    return [title for title in map(_said, joined) if title]


def _ends_here(piece: str, mark: str, following: str) -> bool:
    """Whether ``piece`` is a title of its own, and not the first part of one that goes on after ``mark``."""
    is_post = _ENDS_AS_POST.search(piece[-_LONGEST:]) is not None
    if mark in _PERHAPS:
        return is_post and (has_han(following) or _ENDS_AS_POST.search(following[-_LONGEST:]) is not None)
    return is_post or not piece.endswith(BODIES + UNITS)


def _said(cell: str) -> str:
    """``cell`` cleaned; a dash or a stroke alone says nothing."""
    text = clean(cell)
    return text if text.strip(" -–—/／.…*、,") else ""


def _split(cell: str, marks: str) -> list[str]:
    return [text for piece, _mark in _pieces(cell, marks) if (text := _said(piece))]


def _pieces(cell: str, marks: str) -> list[tuple[str, str]]:
    """The pieces of ``cell`` between ``marks`` outside of brackets, each with the mark after it."""
    found: list[tuple[str, str]] = []
    piece, depth = "", 0
    for character in cell.replace("\r\n", "\n").replace("\r", "\n"):
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
        if character in marks and depth == 0:
            found.append((piece, character))
            piece = ""
        else:
            piece += character
    return [pair for pair in (*found, (piece, "")) if pair[0].strip()]
