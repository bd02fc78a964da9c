"""What single cells of a list say that are no plain values: 同上, 待定, several names, hints how to fill them in."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from desktop.domain.list_headers import Meaning
from desktop.domain.list_title import only_heads_a_list
from desktop.domain.list_words import BODIES_EN, NO_NAME_ENDINGS
from desktop.domain.names import split_name
from desktop.domain.posts import ends_as_post
from desktop.domain.text import clean, is_han

DITTO = frozenset(
    ["同上", "同 上", "同前", "〃", "″", "〞", "”", "“", '"', '""', "''", ",,", "〃〃", "ditto", "Ditto", "do."]
)
"""Cells that say what the cell above them says."""

_NOBODY = re.compile(
    r"(?:姓名|人選|人选|名單|名单|嘉賓|嘉宾)?(?:待定|待覆|待回覆|待回复|待確認|待确认|待補|待补|待通知|未定|未知|暫缺|暂缺|空缺|虛位)"
    r"|t\.?b\.?[acd]\.?|n/a|to be (?:confirmed|advised|announced|determined)|info requested|(?:info requested ?){2}",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]")
_HINT = re.compile(
    r"[(（\[【*]*(?:e\.g\.|eg[.:\s]|for example|例如|例[:：]|如[:：]|示例|範例|范例|必填|選填|选填"
    r"|required\b|optional\b|mandatory\b"
    r"|as (?:in|on|shown) |in (?:capitals|block)|請填|请填|請輸入|请输入|填寫|填写|drop-?down|please )",
    re.IGNORECASE,
)
_DECLINES = re.compile(
    r"n|×|✗|✘|(?:decline|regret|unable|cannot|not? attend|won't|absent|不克|未克|恕|婉|謝絕|谢绝|不能|無法|无法|未能"
    r"|缺席|請假|请假).*|不.{0,3}(?:出席|參加|参加).*",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^(?:合計|合计|總計|总计|共計|共计|小計|小计|總數|总数|總人數|总人数|(?:sub)?total\b|共\s*\d+\s*[人位名])",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(?:注|註|備註|备注|備注|說明|说明|附註|附注|notes?|remarks?)\s*\d*\s*[:：.、]|^[*＊※]", re.IGNORECASE
)
_HEAD_COUNT = re.compile(r"\s*[(（]?\s*(?:共\s*)?\d+\s*[人位名]?\s*[)）]?$")
_CLOSING = re.compile(
    r"^(?:製表|制表|編製|编制|更新日期|更新於|更新于|截至|名單截至|名单截至|第\s*\d+\s*[頁页]|以上|[(（]?[完終终][)）]?$|"
    r"(?:聯絡人?|联络人?|聯繫人|联系人|填表人?|審核人?|审核人?|經辦人?|经办人?)\s*[:：]|"
    r"prepared by|updated|page \d|end of)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"嘉賓|嘉宾|貴賓|贵宾|來賓|来宾|代表|講者|讲者|演講|演讲|主禮|主礼|媒體|媒体|記者|记者|人員|人员|主辦|主办|協辦|协办|支持|"
    r"機構|机构|單位|单位|企業|企业|接待|參訪|参访|致辭|致辞|評審|评审|參展|参展|選手|选手|"
    r"學生|学生|義工|义工|志願|志愿|[組组團团類类]$|"
    r"guests?|vips?|speakers?|delegat|exhibitor|media|press|staff|sponsor|organi[sz]er|panel|jury|volunteer",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d.,()（）、#]+")
_SEVERAL = re.compile(r"\w[、;；\n]\s*\w|\w\s[&＆和及與与]\s\w")
_APART = frozenset("、;；\n&＆和及與与")
_BETWEEN = re.compile(r"[、;；\n]")
_LEAST_HINTS = 2
_NAME_LENGTHS = range(2, 5)
_ONE_NAME = 3
_SHORT = 100


def cleaned(cell: str) -> str:
    """``clean``, which a list asks of the same words again and again."""
    if cell.isascii() and cell.isprintable() and " " not in cell:
        return cell
    return _cleaned(cell) if len(cell) < _SHORT else clean(cell)


_cleaned = lru_cache(maxsize=4_096)(clean)


def is_other_script(latin: str, chinese: str) -> bool:
    """Whether a part of a name is Latin alone, and the other Chinese alone."""
    return latin.isascii() and min(chinese) >= "\u3400" and max(chinese) <= "\u9fff"


def is_total(text: str) -> bool:
    """Whether a row that begins with ``text`` sums up: 合計, Total, 共 23 人."""
    return _TOTAL.match(text) is not None


def is_note(text: str) -> bool:
    """Whether a row that begins with ``text`` is a note under the table."""
    return _NOTE.match(text) is not None


def closes(text: str) -> bool:
    """Whether ``text``, alone in its row, says who made the list and when, or that it ends."""
    return _CLOSING.match(text) is not None


def is_number(text: str) -> bool:
    """Whether a cell holds a number alone, as those that only count rows do."""
    return _NUMBER.fullmatch(text) is not None


def heads_guests(text: str) -> bool:
    """Whether ``text`` speaks of a kind of guests or of who sent them."""
    return _SECTION.search(text) is not None


def names_category(text: str) -> bool:
    """Whether ``text`` reads like a heading for a kind of guests."""
    return heads_guests(text) and not only_heads_a_list(text)


def without_head_count(text: str) -> str:
    """The heading of a section without the number of its people: 講者(共 3 人)."""
    return _HEAD_COUNT.sub("", text)


def names_nobody(name: str) -> bool:
    """Whether a name cell says that the name is still to come: 待定, TBC."""
    if _NOBODY.fullmatch(name):
        return True
    bare = _BRACKETED.sub("", name) if name[-1:] in ")）]】" else ""
    return _NOBODY.fullmatch(bare) is not None


def is_hint(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the row below the header tells how to fill it in: its name says so, or several of its ``cells`` do."""
    hints = sum(_HINT.match(cell) is not None for cell in cells)
    return hints >= _LEAST_HINTS or any(_HINT.match(name) for name in names)


def declines(answer: str) -> bool:
    """Whether an answer to an invitation is no, in whatever words it goes on."""
    return bool(answer) and _DECLINES.fullmatch(answer) is not None


def half_width(text: str) -> str:
    """A number or an address as machines write it: full-width characters narrow, the apostrophe of a text cell gone."""
    return text if text.isascii() and text[:1] != "'" else unicodedata.normalize("NFKC", text).lstrip("'").strip()


def seems_several(raw: str) -> bool:
    """Whether a name cell may name several people; a name in Chinese and in Latin on two lines is one."""
    if _APART.isdisjoint(raw) or not _SEVERAL.search(raw) or sum(map(is_han, raw)) <= _ONE_NAME:
        return False
    lines = [line for line in raw.split("\n") if line.strip()]
    return sum(any(map(is_han, line)) for line in lines) > 1 or len(lines) == 1


def several_names(raw: str) -> tuple[str, ...]:
    """The people that a cell names, where each piece of it is surely a Chinese name; else nothing."""
    if not _BETWEEN.search(raw):
        return ()
    pieces = [clean(piece) for piece in _BETWEEN.split(raw) if piece.strip()]
    sure = len(pieces) > 1 and all(_is_chinese_name(piece) for piece in pieces)
    return tuple(pieces) if sure else ()


def _is_organisation(text: str) -> bool:
    return text.endswith(NO_NAME_ENDINGS) or any(re.search(rf"\b{body}\b", text) for body in BODIES_EN)


def _is_name(text: str) -> bool:
    latin = re.fullmatch(r"[^\W\d_]+(?:[ ,.'’-]+[^\W\d_]+){1,4}", text) is not None and text.isascii()
    return _is_chinese_name(text) or (latin and not ends_as_post(text))


KINDS: Mapping[Meaning, Callable[[str], bool]] = {
    Meaning.EMAIL: lambda text: re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", text) is not None,
    Meaning.PHONE: lambda text: re.fullmatch(r"[+()\d\s./-]{7,24}", text) is not None,
    Meaning.NUMBER: is_number,
    Meaning.ORGANISATION: _is_organisation,
    Meaning.TITLE: ends_as_post,
    Meaning.NAME: _is_name,
}
"""How the cells of a column without a header are told apart."""


def _is_chinese_name(text: str) -> bool:
    name = split_name(text)
    bare = name.name_zh.replace(" ", "")
    return not name.name_latin and len(bare) in _NAME_LENGTHS and all(map(is_han, bare))
