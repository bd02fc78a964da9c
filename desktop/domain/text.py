"""Text as people wrote it, and text as it is compared."""

import re
import unicodedata
from dataclasses import dataclass

from desktop.i18n import Language

# What is printable by its kind and shows nothing by itself: fillers, joiners, selectors, the empty pattern of Braille.
_BLANK = re.compile(
    r"[\s\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0100-\U000e01ef]+\Z"
)


def clean(text: str) -> str:
    """``text`` as it is stored: NFC, control and zero-width characters gone, runs of white space single.

    Of what nobody can see nothing is left.
    """
    composed = unicodedata.normalize("NFC", text)
    if _BLANK.match(composed):
        return ""
    if composed.isprintable():
        return " ".join(composed.split()) if " " in composed else composed
    kept = "".join(" " if c.isspace() else c for c in composed if c.isspace() or not _invisible(c))
    return "" if _BLANK.match(kept) else " ".join(kept.split())


def clean_lines(text: str) -> str:
    """``text`` of several lines as it is stored: each line as ``clean`` leaves it, no blank ones around them."""
    return "\n".join(map(clean, text.splitlines())).strip("\n")


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC, case and white space do not count. Never stored or printed."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_han(character: str) -> bool:
    """Whether ``character`` is a Chinese character, rare ones outside the basic plane included."""
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF or code == 0x3007


def has_han(text: str) -> bool:
    """Whether any Chinese character occurs in ``text``."""
    return any(is_han(character) for character in text)


def _invisible(character: str) -> bool:
    # Variation selectors and joiners choose a glyph. Characters newer than this Python, and those of private fonts,
    # may be somebody's name. Other format characters are pasted debris.
    if character in "\u200c\u200d" or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF:
        return False
    noncharacter = 0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE
    return noncharacter or unicodedata.category(character) in {"Cc", "Cf", "Cs"}


@dataclass(frozen=True, slots=True)
class LocalName:
    """The name of a thing in up to three languages; at least one is given."""

    hant: str = ""
    hans: str = ""
    en: str = ""

    def said_in(self, language: Language) -> str:
        """The name in ``language``, or else in the nearest language that has one."""
        order = {
            Language.ZH_HANT: (self.hant, self.hans, self.en),
            Language.ZH_HANS: (self.hans, self.hant, self.en),
            Language.EN: (self.en, self.hant, self.hans),
        }[language]
        return next((name for name in order if name), "")

    def __bool__(self) -> bool:
        return bool(self.hant or self.hans or self.en)


class Posted:
    """Somebody's first post, in each language in which it is known; mixed into what is shown of people."""

    __slots__ = ()
    organisation_name: LocalName
    title_name: LocalName

    @property
    def organisation(self) -> str:
        """The organisation as it is written first."""
        return self.organisation_name.said_in(Language.ZH_HANT)

    @property
    def title(self) -> str:
        """The title as it is written first."""
        return self.title_name.said_in(Language.ZH_HANT)

    def post_in(self, language: Language) -> str:
        """The post in words, for those who read ``language``."""
        return post_words(self.organisation_name.said_in(language), self.title_name.said_in(language))


def post_words(organisation: str, title: str) -> str:
    """A post in words, as its language orders them: 香港大學 校長; President, The University of Hong Kong."""
    words = [part for part in (organisation, title) if part]
    if all(map(has_han, words)):
        return " ".join(words)
    return " · ".join(words) if any(map(has_han, words)) else ", ".join(reversed(words))
