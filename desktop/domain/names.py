"""Names as lists give them: both scripts in one cell, honorifics glued to them, spaces inside for the looks.

Nothing is split or re-cased that belongs to the name itself, and no letter, digit or Chinese character of a
cell is lost: what is neither name, honorific nor postnominal comes back as the remark.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.list_words import (
    COMPOUND_SURNAMES,
    HONOURS_EN,
    HONOURS_EN_AFTER_COMMA,
    HONOURS_ZH,
    NO_NAME_ENDINGS,
    OFFICE_HONORIFICS,
    PERSONAL_HONORIFICS,
)
from desktop.domain.text import clean, is_han


@dataclass(frozen=True, slots=True)
class ListedName:
    """What one cell with a name says."""

    name_zh: str = ""
    name_latin: str = ""
    honorific_zh: str = ""
    honorific_en: str = ""
    postnominal_zh: str = ""
    postnominal_en: str = ""
    remark: str = ""

    def __bool__(self) -> bool:
        return bool(self.name_zh or self.name_latin)


@dataclass(frozen=True, slots=True)
class _Part:
    """One script's share of a cell."""

    name: str
    honorifics: tuple[str, ...]
    postnominals: tuple[str, ...]


# Chinese characters, their marks of repetition and variant, kana, hangul, private characters of old fonts.
_EAST = (
    r"\u2E80-\u2FDF\u3005-\u3007\u3021-\u3029\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF"
    r"\uE000-\uFAFF\uFE00-\uFE0F\U00020000-\U0003FFFF\U000E0100-\U0010FFFD"
)
_EAST_RUN = re.compile(f"([{_EAST}]+)")
_HAS_EAST = re.compile(f"[{_EAST}]")
_DOTS = "·‧•・∙⋅"
_DOTTED = re.compile(f"[{_EAST}] ?[{_DOTS}]|[{_DOTS}] ?[{_EAST}]")
_SEPARATORS = " ,，、;；/／|｜:："
_BRACKETED = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_OTHER_BRACKETS = str.maketrans("【】〔〕［］[]", "（）（）（）（）")
_COMPANION = re.compile(
    r"(?<=\w)\s*(?:(?:及|偕|暨|攜|携|\s(?:與|与|和)\s)\s*(?:夫人|太太|先生|丈夫|妻子|配偶|家屬|家属|家人|女兒|女儿|兒子|儿子|千金|公子|助理|秘書|秘书)"
    r"|伉儷|伉俪|夫婦|夫妇|賢伉儷|贤伉俪|\s(?:and|&)\s+(?:spouse|partner|wife|husband|guest|family|mrs\.?|mr\.?))$",
    re.IGNORECASE,
)
_FULL_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)}

_LONGEST = 200


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


_RANKS = r"(?:副|前|候任|署理|名譽|名誉|榮譽|荣誉|助理|客座|講座|讲座|榮休|荣休|首席|大)*"
_PERSONAL_END = re.compile(f"{_RANKS}{_any_of(PERSONAL_HONORIFICS)}$")
_OFFICE_END = re.compile(f"{_RANKS}{_any_of(OFFICE_HONORIFICS)}$")
_HONOUR_END = re.compile(f"{_any_of(HONOURS_ZH)}$")
_PERSONAL_START = re.compile(_any_of((*PERSONAL_HONORIFICS, "校長", "校长")))
_STYLES = re.compile(f"{_RANKS}{_any_of(PERSONAL_HONORIFICS + OFFICE_HONORIFICS)}|{_any_of(HONOURS_ZH)}")

# "Hon" alone is a surname too (Hon Chi-keung): it needs an article, a dot, or the surname in capitals later.
_BEFORE = re.compile(
    r"(?:the\s+hon(?:ou?rable)?\.?|hon\.|hon(?:ou?rable)(?!\w)|(?-i:Hon(?=\s.*\b[A-Z]{2,}\s+[A-Z][a-z]))|h\.e\.|h(?:is|er)\s+excellency"
    r"|(?:(?:adjunct|assistant|associate|emeritus|chair|visiting)\s+)?prof(?:essor)?\.?"
    r"|(?:dr|ir|mr|mrs|ms|mx|mdm|rev|sr)\.?|miss|madam|sir|dame|lady|lord|reverend|datuk|dato'?|tan\s+sri)"
    r"(?:(?<=\.)\s*|\s+|$)",
    re.IGNORECASE,
)
_COMPANION_LAST = frozenset("人太生夫子偶屬属女兒儿金理書书儷俪婦妇eEdDtTyYsSrR.")
# Said in Chinese with a Latin name: 阿May, 小Ken.
_NICKNAME = re.compile(r"[阿小老]\s?[A-Za-z]+")
# Honours of the Chinese name, where the Latin one with its own follows: 陳大文, GBS, JP Mr CHAN Tai Man.
_LEADING_HONOURS = re.compile(rf"((?:{_any_of(HONOURS_EN)}[,，、 ]+)+)(?={_BEFORE.pattern})", re.IGNORECASE)
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
# What a plain name has none of: honorifics and honours, what a companion is called, in the middle of it too.
_STYLE_ENDS = frozenset(
    word[-1] for word in (*PERSONAL_HONORIFICS, *OFFICE_HONORIFICS, *HONOURS_ZH, *NO_NAME_ENDINGS)
) | frozenset("妻偶屬属女兒儿金書书助儷俪婦妇")
_RANK_ENDS = frozenset("副前任理譽誉座休席大及偕暨攜携與与和")
_STYLE_STARTS = frozenset((*PERSONAL_HONORIFICS, "校長", "校长"))
_NO_NAMES = frozenset(map(str.lower, (*HONOURS_EN, *HONOURS_EN_AFTER_COMMA))) | frozenset(
    """
    the hon honourable honorable his her adjunct assistant associate emeritus chair visiting prof professor dr ir mr
    mrs ms mx mdm rev sr miss madam sir dame lady lord reverend datuk dato tan and
    """.split()  # noqa: SIM905  shorter to read
)
_LAST_WORD = re.compile(r"(?:^|(?P<gap>[\s,，、;；/]+))(?P<word>[^\s,，、;；/]+)$")


def split_name(cell: str, style: str = "") -> ListedName:
    """The name in ``cell``, taken apart; ``style`` is the cell of a column for honorifics, if there is one.

    What is too long for a name comes back as it is.
    """
    if len(cell) > _LONGEST or len(style) > _LONGEST:
        return ListedName(name_zh=clean(cell), remark=clean(style))
    whole = clean(cell)
    if not style and (plain := _plain_name(whole)) is not None:
        return plain
    if not _OTHER_BRACKETS.keys().isdisjoint(map(ord, whole)):
        whole = whole.translate(_OTHER_BRACKETS)
    companion = _COMPANION.search(whole) if whole[-1:] in _COMPANION_LAST else None
    text, eastern, western, styles, remarks = _open_brackets(whole[: companion.start()] if companion else whole)
    if companion:
        remarks.append(companion[0].strip())
    by_script = _by_script(text)
    east = _east_part(" ".join(filter(None, (by_script[0], *eastern))))
    latin = _latin_part(" ".join(filter(None, (by_script[1], *western))), bool(east.name))
    zh, en = (list(east.honorifics), list(east.postnominals)), (list(latin.honorifics), list(latin.postnominals))
    for word in (*styles, clean(style)):
        _add_style(word, zh, en)
    return ListedName(
        name_zh=east.name,
        name_latin=latin.name,
        honorific_zh=" ".join(zh[0]),
        honorific_en=" ".join(en[0]),
        postnominal_zh="、".join(zh[1]),
        postnominal_en=", ".join(en[1]),
        remark="; ".join(remarks),
    )


def _plain_name(whole: str) -> ListedName | None:
    """A name of two to four Chinese characters, 先生 and the like after them or not, of Latin words, or of both.

    Most names are; None where it takes a closer look.
    """
    chinese, honorific, latin = "", "", whole
    if whole[:1] >= _FIRST_HAN:
        chinese, _, latin = whole.partition(" ")
        if chinese[-2:] in PERSONAL_HONORIFICS and chinese[-3:-2] not in _RANK_ENDS:
            chinese, honorific = chinese[:-2], chinese[-2:]
        if not 2 <= len(chinese) <= 4 or min(chinese) < _FIRST_HAN or max(chinese) > _LAST_HAN:
            return None
        if chinese[-1] in _STYLE_ENDS or chinese[:2] in _STYLE_STARTS:
            return None
    words = latin.replace("-", "").split(" ")
    if latin and not (latin.isascii() and all(map(str.isalpha, words))):
        return None
    if not _NO_NAMES.isdisjoint(map(str.lower, words)) or (not chinese and len(words) < 2):
        return None
    return ListedName(chinese, latin, honorific)


def is_style(text: str) -> bool:
    """Whether ``text`` holds honorifics and postnominals only, in either script."""
    return all(_is_known_style(word) for word in _style_words(clean(text)))


def _open_brackets(text: str) -> tuple[str, list[str], list[str], list[str], list[str]]:
    """``text`` without its brackets, and what stood in them: names in either script, styles, remarks."""
    outside = _BRACKETED.sub("", text).strip()
    eastern: list[str] = []
    western: list[str] = []
    styles: list[str] = []
    remarks: list[str] = []
    if not any(character.isalnum() for character in outside):
        return text.strip("()（） "), eastern, western, styles, remarks
    outside_east, outside_latin = (
        _HAS_EAST.search(outside),
        re.search(r"[^\W\d_]", _EAST_RUN.sub("", outside)),
    )

    def place(found: re.Match[str]) -> str:
        inside = found[1].strip()
        if is_style(inside):
            styles.append(inside)
        elif not _HAS_EAST.search(inside):
            if not outside_east or outside_latin:
                return found[0]
            (western if any(c.isalpha() for c in inside) else remarks).append(inside)
        else:
            (remarks if outside_east or not _only_east(inside) else eastern).append(inside)
        return ""

    return _BRACKETED.sub(place, text).strip(), eastern, western, styles, [r for r in remarks if r]


def _only_east(text: str) -> bool:
    return not re.search(r"\w", re.sub(f"[{_EAST}{_DOTS} ]", "", text))


def _by_script(text: str) -> tuple[str, str]:
    """The Chinese and the Latin share of ``text``."""
    if _DOTTED.search(text):
        text = re.sub(f" ?([{_DOTS}]) ?", r"\1", text)
    shares: tuple[list[str], list[str]] = ([], [])
    for chunk in text.split(" "):
        if not _HAS_EAST.search(chunk):
            shares[1].append(chunk)
        elif _DOTTED.search(chunk) or _NICKNAME.fullmatch(chunk):
            shares[0].append(chunk)
        else:
            _divide(chunk, shares)
    return " ".join(shares[0]), " ".join(shares[1])


def _divide(chunk: str, shares: tuple[list[str], list[str]]) -> None:
    """Hand the runs of a ``chunk`` without white space to the script they belong to."""
    east = ""
    for run in filter(None, _EAST_RUN.split(chunk)):
        letters = sum(character.isalpha() for character in run)
        if _HAS_EAST.search(run) or letters < 2:
            east += run
        else:
            shares[1].append(run)
            east += " "
    shares[0].extend(east.split())


def _east_part(text: str) -> _Part:
    before: list[str] = []
    after: list[str] = []
    honours: list[str] = []
    name = text.strip(_SEPARATORS)
    while True:
        if (found := _HONOUR_END.search(name)) and name[: found.start()].strip(_SEPARATORS):
            honours.insert(0, found[0])
            name = name[: found.start()].strip(_SEPARATORS)
        elif found := _honorific_end(name):
            after.insert(0, found[0])
            name = name[: found.start()].strip(_SEPARATORS)
        elif (found := _PERSONAL_START.match(name)) and len(name[found.end() :].strip(_SEPARATORS)) > 1:
            before.append(found[0])
            name = name[found.end() :].strip(_SEPARATORS)
        else:
            return _Part(_close_up(name), tuple(before + after), tuple(honours))


def _honorific_end(name: str) -> re.Match[str] | None:
    for pattern, longest in ((_PERSONAL_END, 6), (_OFFICE_END, 4)):
        found = pattern.search(name)
        if found is None:
            continue
        stem = name[: found.start()].strip(_SEPARATORS)
        bare = stem.replace(" ", "")
        fits = 0 < len(bare) <= longest or any(dot in stem for dot in _DOTS)
        if fits and not bare.endswith(NO_NAME_ENDINGS):
            return found
    return None


def _close_up(name: str) -> str:
    """``name`` without the spaces that only align short names: 孫 東, 歐陽 修; two whole names keep one."""
    pieces = name.split()
    bare = "".join(pieces)
    if len(pieces) < 2 or len(bare) > 4 or not all(is_han(character) for character in bare):
        return name
    aligned = any(len(piece) == 1 for piece in pieces) or pieces[0] in COMPOUND_SURNAMES
    return bare if aligned else name


def _latin_part(text: str, named: bool) -> _Part:
    """The Latin share; where the name is ``named`` in Chinese already, it may be honorifics alone."""
    name = text.strip(_SEPARATORS)
    honorifics: list[str] = []
    honours: list[str] = []
    leading = _LEADING_HONOURS.match(name) if named else None
    if leading:
        name = name[leading.end() :]
    while found := _BEFORE.match(name.translate(_FULL_WIDTH)):
        rest = name[found.end() :].strip(_SEPARATORS)
        if not rest and not named:
            break
        honorifics.append(name[: found.end()].strip())
        name = rest
    while last := _LAST_WORD.search(name):
        before = _rest_before(last, named, bool(honours))
        if before is None:
            break
        if _is_honour(last["word"]):
            honours.insert(0, last["word"])
        else:
            honorifics.append(last["word"])
        name = before
    if leading:
        honours = list(dict.fromkeys((*filter(None, re.split(f"[{_SEPARATORS}]", leading[1])), *honours)))
    return _Part(name if name.isascii() else name.translate(_FULL_WIDTH), tuple(honorifics), tuple(honours))


def _rest_before(last: re.Match[str], named: bool, followed: bool) -> str | None:
    """What stands before the last word where that word is no part of the name, else None."""
    word, gap = last["word"], last["gap"] or ""
    rest = last.string[: last.start()].strip(_SEPARATORS)
    comma = bool(gap.strip())
    if not rest and not named:
        return None
    plain = _plain(word)
    enough = comma or named or len(rest.split()) > 1
    if plain in HONOURS_EN:
        return rest if enough else None
    if plain in HONOURS_EN_AFTER_COMMA:
        return rest if comma or (followed and enough) else None
    found = _BEFORE.fullmatch(word.translate(_FULL_WIDTH))
    return rest if comma and found else None


def _plain(word: str) -> str:
    return word.translate(_FULL_WIDTH).replace(".", "")


def _is_honour(word: str) -> bool:
    return _plain(word) in HONOURS_EN or _plain(word) in HONOURS_EN_AFTER_COMMA


def _style_words(text: str) -> list[str]:
    """``text`` taken apart into single honorifics and postnominals, as far as they are known."""
    words: list[str] = []
    rest = text.strip(_SEPARATORS)
    while rest:
        found = _BEFORE.match(rest.translate(_FULL_WIDTH)) or _STYLES.match(rest)
        first = re.split(f"[{_SEPARATORS}]", rest, maxsplit=1)[0]
        if found:
            word = found[0]
        else:
            word = first if _is_honour(first) else re.split(f"[{_SEPARATORS[1:]}]", rest, maxsplit=1)[0]
        words.append(rest[: len(word)].strip())
        rest = rest[len(word) :].strip(_SEPARATORS)
    return words


def _is_known_style(word: str) -> bool:
    known = _STYLES.fullmatch(word) or _BEFORE.fullmatch(word.translate(_FULL_WIDTH)) or _is_honour(word)
    return bool(known)


def _add_style(text: str, zh: tuple[list[str], list[str]], en: tuple[list[str], list[str]]) -> None:
    """Add the words of ``text`` that are new to the honorifics and postnominals of their script."""
    for word in _style_words(text):
        target = zh[word in HONOURS_ZH] if _HAS_EAST.search(word) else en[_is_honour(word)]
        if word not in target:
            target.append(word)
