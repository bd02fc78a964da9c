"""A visit that runs late in words: how it stands, what breaks, what could be done, what to say to a host."""

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.running_late import Pressure, Standing
from desktop.errors import N_
from desktop.i18n import Translator

PRESSURE_WORDS = {Pressure.CALM: N_("On time"), Pressure.TIGHT: N_("Tight"), Pressure.BREAKS: N_("Too late")}
LEG_WORDS = {Standing.COMING: N_("To leave"), Standing.UNDER_WAY: N_("On the road"), Standing.OVER: N_("Arrived")}
STAY_WORDS = {Standing.COMING: N_("To come"), Standing.UNDER_WAY: N_("There now"), Standing.OVER: N_("Gone on")}


def late_by(_: Translator, minutes: int) -> str:
    """How much later or earlier than planned."""
    if not minutes:
        return _("On time")
    return _("{n} min late", n=minutes) if minutes > 0 else _("{n} min early", n=-minutes)


def left_of(_: Translator, minutes: int) -> str:
    """How much there is before a limit, or by how much it breaks (``minutes`` below 0)."""
    return _("{n} min too late", n=-minutes) if minutes < 0 else _("{n} min left", n=minutes)


def what_to_say(
    _: Translator, visit: str, zone: str, groups: Sequence[tuple[str, int, datetime | None, datetime | None]],
    until: datetime | None = None,
) -> str:  # fmt: skip
    """What to say to a host, in the language of ``_``: of each group its name, how many, expected when, now when.

    ``until`` is when the host must go, where that is too early by now.
    """
    said = [_of_group(_, visit, zone, *each) for each in groups]
    if until is not None:
        said.append(
            _("You have time until {time}: can you stay longer, or who can take over?", time=_.time(until, zone))
        )
    elif any(now is not None for *_rest, now in groups):
        said.append(_("Can you receive them then?"))
    return " ".join(said) if _.language.value == "en" else "".join(said)


def _of_group(
    _: Translator, visit: str, zone: str, name: str, size: int, was: datetime | None, now: datetime | None
) -> str:
    words = {"visit": visit, "group": name}
    if now is None:
        return _.ngettext(
            "{visit}, {group} ({n} person): they can't come. We are sorry.",
            "{visit}, {group} ({n} people): they can't come. We are sorry.",
            size, **words,
        )  # fmt: skip
    words["now"] = _.time(now, zone)
    if was is None:
        return _.ngettext(
            "{visit}, {group} ({n} person): they do come after all, at {now}.",
            "{visit}, {group} ({n} people): they do come after all, at {now}.",
            size, **words,
        )  # fmt: skip
    words["was"] = _.time(was, zone)
    return _.ngettext(
        "{visit}, {group} ({n} person), expected at {was}: they now come at {now}.",
        "{visit}, {group} ({n} people), expected at {was}: they now come at {now}.",
        size, **words,
    )  # fmt: skip
