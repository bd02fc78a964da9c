"""The languages that people speak: codes as they are stored, and the words in which people write them."""

import re
from collections.abc import Iterable

from desktop.domain.text import clean, fold

_NAMES = {
    "hant": "繁體中文", "hans": "简体中文", "en": "English", "ja": "日本語", "fr": "Français", "de": "Deutsch",
    "ru": "Русский", "es": "Español", "pt": "Português", "it": "Italiano",
}  # fmt: skip
_WORDS = {
    "hant": "zh-hant zh-hk zh-tw 粵語 粤语 廣東話 广东话 繁體 繁体 繁體中文 cantonese yue 中文 chinese",
    "hans": "zh-hans zh-cn zh 普通話 普通话 國語 国语 漢語 汉语 简体 簡體 简体中文 簡體中文 putonghua mandarin cmn",
    "en": "英語 英语 英文 english eng",
    "ja": "日語 日语 日文 日本語 japanese",
    "fr": "法語 法语 法文 french français francais",
    "de": "德語 德语 德文 german deutsch",
    "ru": "俄語 俄语 俄文 russian русский",
    "es": "西班牙語 西班牙语 西班牙文 spanish español espanol",
    "pt": "葡萄牙語 葡萄牙语 葡語 葡语 葡文 portuguese português portugues",
    "it": "意大利語 意大利语 意大利文 italian italiano",
    "ko": "韓語 韩语 韓文 韩文 korean",
    "th": "泰語 泰语 泰文 thai",
    "vi": "越南語 越南语 越南文 vietnamese",
    "ar": "阿拉伯語 阿拉伯语 阿拉伯文 arabic",
}
_CODES = {fold(word): code for code, words in _WORDS.items() for word in (code, *words.split())}
_BETWEEN = re.compile(r"[\s,，、;；/／|+&]+")
_HOSTS = frozenset({"hant", "hans", "en"})
"""What hosts speak who need no interpreter."""


def read_languages(text: str) -> tuple[str, ...]:
    """The codes of the languages that ``text`` names, in its order; a word that is none of those known stays."""
    words = (clean(word) for word in _BETWEEN.split(text))
    return tuple(dict.fromkeys(_CODES.get(fold(word), word) for word in words if word))


def languages_words(codes: Iterable[str]) -> str:
    """Languages by the name that their speakers give them; ``read_languages`` reads it again."""
    return ", ".join(_NAMES.get(code, code) for code in codes)


def needs_interpreter(codes: Iterable[str]) -> bool:
    """Whether people who speak these, and so far as is known no others, are understood by no host."""
    known = set(codes)
    return bool(known) and known.isdisjoint(_HOSTS)
