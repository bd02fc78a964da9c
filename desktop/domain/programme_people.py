"""The people that a cell of a programme names: 主持:甲;嘉賓:乙、丙 taken apart, and names told from other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.list_cells import heads_guests, names_nobody
from desktop.domain.matching import one_script
from desktop.domain.names import split_name
from desktop.domain.posts import ends_as_post
from desktop.domain.programme import Part
from desktop.domain.programme_words import PARTS
from desktop.domain.surnames import CANTONESE, COMPOUND, MANDARIN
from desktop.domain.text import clean, clean_lines, is_han


@dataclass(frozen=True, slots=True)
class Mention:
    """What may name somebody: the words, the part that was said of them, a remark. ``sure`` ones are names."""

    text: str
    part: Part | None = None
    note: str = ""
    sure: bool = False


_LABEL = re.compile(r"^\s*([^:：\d]{1,24})[:：]\s*(.+)$", re.DOTALL)
_AGAIN = re.compile(r"(?<=[;；\n])\s*(?=[^:：;；\n]{1,24}[:：])")
_STRONG = re.compile(r"\s*[、;；/／|｜\n]\s*")
_COMMAS = re.compile(r"\s*[,，]\s*")
_CONJUNCTIONS = re.compile(r"\s*(?:以及|及|與|与|和|暨|&|＆|\band\b)\s*")
SEPARATORS = (_STRONG, _COMMAS, _CONJUNCTIONS)
"""By what a cell is taken apart, one after the other, where what stands between them names nobody by itself."""

_SURNAMES = (
    frozenset(
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
        "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申"
        "尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包"
        "司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计"
        "喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥蔺肖区麦骆尚刑"
    )
    | frozenset(MANDARIN)
    | frozenset(CANTONESE)
)
_LATIN = re.compile(r"(?:[A-Z][\w'’.-]*|de|van|von|bin|der|la)(?:[ ,]+(?:[A-Z][\w'’.-]*|de|van|von|bin|der|la)){1,4}")
_LATIN_OTHER = re.compile(
    r"\b(?:all|guests?|speakers?|representatives?|delegates?|leaders?|founders?|companies|teams?|members?|officials?|"
    r"the|of|for|university|limited|ltd|company|committee|association|government|bureau|office|department)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*[(（][^()（）]{1,40}[)）]$")
_STYLED = re.compile("(?:教授|博士|院士|先生|女士|小姐|太平绅士)+$")
_LONGEST = 60
_GIVEN = range(1, 3)


def mentions(cell: str, part: Part | None) -> Iterator[Mention]:
    """Each stretch of ``cell`` that has its own label, which says the part; ``part`` is that of the whole column."""
    for stretch in _AGAIN.split(cell.strip()):
        text = stretch.strip(" \t\n;；")
        label = _LABEL.match(text)
        said = PARTS.exactly(label[1]) if label else None
        if label and said is not None:
            yield Mention(clean_parts(label[2]), said)
        elif text:
            yield Mention(clean_parts(text), part)


def exact_mentions(cell: str) -> Iterator[Mention]:
    """What ``written`` wrote, a line a person."""
    for line in filter(None, map(str.strip, cell.split("\n"))):
        label = _LABEL.match(line)
        said = PARTS.exactly(label[1]) if label else None
        name, note, *_rest = (*unpacked(label[2] if label and said is not None else line), "")
        yield Mention(clean(name), said, clean_lines(note), sure=True)


def written(part: str, name: str, note: str) -> str:
    """A person as a line of a cell, which ``exact_mentions`` reads."""
    return f"{part}: {packed(name, note)}"


_UNPACKED = re.compile(r"\\(.)| ⏎ ")


def packed(*parts: str) -> str:
    """``parts`` as one line, which ``unpacked`` takes apart; empty ones at the end are left out."""
    said = max((place for place, part in enumerate(parts, 1) if part), default=0)
    return " | ".join(re.sub(r"([\\|⏎])", r"\\\1", part).replace("\n", " ⏎ ") for part in parts[:said])


def unpacked(line: str) -> list[str]:
    """The parts of a line that ``packed`` wrote."""
    parts = re.findall(r"((?:\\.|[^\\|])*)(?:\||$)", line)
    return [_UNPACKED.sub(lambda found: found[1] or "\n", part.strip()) for part in parts]


def clean_parts(text: str) -> str:
    """``text`` of several lines with each line clean."""
    return "\n".join(filter(None, map(clean, text.splitlines())))


def is_open(text: str) -> bool:
    """Whether ``text`` says that a name is still to come: 待定, TBC."""
    return names_nobody(text)


def looks_like_name(text: str) -> bool:
    """Whether ``text`` surely is somebody's name, with honorifics or a title before it or not."""
    text = _REMARK.sub("", text)
    if not text or len(text) > _LONGEST or names_nobody(text) or PARTS.exactly(text) is not None:
        return False
    name = split_name(text)
    if name.name_zh:
        first, _, title = one_script(name.name_zh).partition(" ")
        if _is_chinese_name(first, styled=False) and ends_as_post(title):
            return True
        bare = first + title.replace(" ", "")
        styled = bool(name.honorific_zh or name.postnominal_zh)
        return _is_chinese_name(bare, styled=styled) or _after_title(_STYLED.sub("", bare))
    latin = name.name_latin
    return _LATIN.fullmatch(latin) is not None and not _LATIN_OTHER.search(latin) and not ends_as_post(latin)


def _is_chinese_name(bare: str, *, styled: bool) -> bool:
    if not all(map(is_han, bare)) or heads_guests(bare):
        return False
    surname = 2 if bare[:2] in COMPOUND else 1 if bare[:1] in _SURNAMES else 0
    if not surname:
        return False
    return len(bare) - surname in _GIVEN or (styled and len(bare) <= surname + 2)


def _after_title(bare: str) -> bool:
    """Whether a name follows a title: 某某集團董事長王小明."""
    return any(
        _is_chinese_name(bare[-length:], styled=False) and ends_as_post(bare[:-length])
        for length in (3, 2, 4)
        if len(bare) > length + 1
    )
