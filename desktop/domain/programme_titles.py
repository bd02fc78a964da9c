"""What lines of a programme say beside times: a title in two languages, the hall that a line alone names."""

import re

from desktop.domain.text import clean, has_han

_HALL = re.compile(
    r"(?:場地|场地|地點|地点|會場|会场|venue|hall|room|stage|track)\s*[:：]\s*(?P<named>.{1,40})|"
    r"(?P<alone>[^\s,，。;；:：]{0,16}(?:會場|会场|分場|分场|會議室|会议室|廳|厅|禮堂|礼堂|場館|场馆|展館|展馆|演講室|演讲室)"
    r"\s*[\dA-Za-z一二三四五六七八九十]{0,3}\s*(?:[(（][^()（）]{1,20}[)）])?|"
    r"(?:[A-Z][\w-]* )?(?:hall|room|theatre|theater|auditorium|ballroom|foyer|stage)(?: [\dA-Z]{1,3})?)",
    re.IGNORECASE,
)


def in_two_languages(text: str) -> tuple[str, str] | None:
    """What stands in Chinese and then, on another line or behind a stroke, in English, or the other way about."""
    parts = [clean(part) for part in re.split(r"\n|\s[/|]\s|／|｜", text) if clean(part)]
    if len(parts) != 2 or has_han(parts[0]) == has_han(parts[1]):
        return None
    chinese, english = parts if has_han(parts[0]) else reversed(parts)
    return (chinese, english) if re.search("[A-Za-z]{3}", english) else None


def hall_said(text: str) -> str:
    """The hall that a line alone names for the rows below; nothing where it names none."""
    found = _HALL.fullmatch(text)
    return (found["named"] or found["alone"]) if found else ""
