"""Three languages from one gettext catalogue that the window, the command line and the papers share."""

import gettext
import locale
import os
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from desktop.errors import SummitDeskError
from desktop.resources import resource

DOMAIN = "summit-desk"


class Language(StrEnum):
    """A language of screens and papers; the value is its BCP 47 tag."""

    ZH_HANT = "zh-Hant"
    ZH_HANS = "zh-Hans"
    EN = "en"

    @property
    def locale(self) -> str:
        """The name that gettext and Babel know it by."""
        return self.value.replace("-", "_")

    @property
    def own_name(self) -> str:
        """What its readers call it."""
        return _OWN_NAMES[self]


_OWN_NAMES: Mapping[Language, str] = {
    Language.ZH_HANT: "繁體中文",
    Language.ZH_HANS: "简体中文",
    Language.EN: "English",
}


class Translator:
    """Says a message id in one language: ``_("{n} of {total}", n=1, total=25)``.

    It is passed to whoever needs words, under the name ``_``. Placeholders are filled after translation.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, text: str, /, **values: object) -> str:
        said = self._catalogue.gettext(text)
        return said.format(**values) if values else said

    def ngettext(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The plural form for ``n``, which is also filled in as ``{n}``."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def pgettext(self, context: str, text: str, /, **values: object) -> str:
        """``text`` as meant in ``context``, where one English word has several translations."""
        said = self._catalogue.pgettext(context, text)
        return said.format(**values) if values else said

    def error(self, error: SummitDeskError) -> str:
        """The sentence that tells a person about ``error``."""
        return self._catalogue.gettext(error.text).format(**error.values)

    def date(self, day: date, *, weekday: bool = False) -> str:
        """A day in words: 12 Apr 2023, 2023年4月12日; with the day of the week: 2023年4月12日星期三."""
        from babel.dates import format_date

        # Babel's plain English is American, which puts the month first.
        english = self.language is Language.EN
        locale, usual = ("en_GB", "medium") if english else (self.language.locale, "long")
        return format_date(day, "full" if weekday else usual, locale=locale)

    def time(self, moment: datetime, zone: str, *, seconds: bool = False) -> str:
        """A moment as the clock on the wall at the event shows it, 24 hours: 14:02 or 14:02:17."""
        return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S" if seconds else "%H:%M")


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language is Language.EN:
        return gettext.NullTranslations()
    folder = str(resource("translations"))
    return gettext.translation(DOMAIN, folder, languages=[language.locale], fallback=True)


def language_from(tag: str) -> Language | None:
    """The language that a tag such as ``zh-HK``, ``zh_CN.UTF-8`` or ``en`` means, or None."""
    plain = tag.partition(".")[0].replace("_", "-").lower()
    if plain.startswith("zh"):
        simplified = any(part in {"hans", "cn", "sg", "my"} for part in plain.split("-")) or plain == "zh"
        return Language.ZH_HANS if simplified and "hant" not in plain else Language.ZH_HANT
    return Language.EN if plain.startswith("en") else None


def system_language() -> Language:
    """The language this machine is set to; English where it is none of ours."""
    tags = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    tags.append(locale.getlocale()[0] or "")
    return next((found for tag in tags if tag and (found := language_from(tag))), Language.EN)
