"""How a running programme is put into words."""

from desktop.domain.limits import Colour
from desktop.domain.running_order import Standing
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.hard_limits import LimitRow
from desktop.services.programme_live import LimitView, RunView
from desktop.ui.stage_words import Seen, length, name_of

STANDINGS = {
    Standing.COMING: N_("To come"),
    Standing.RUNNING: N_("Running"),
    Standing.HELD: N_("On hold"),
    Standing.DONE: N_("Done"),
    Standing.SKIPPED: N_("Skipped"),
    Standing.PASSED: N_("Passed over"),
}
STATES = {
    Standing.COMING: "",
    Standing.RUNNING: "admitted",
    Standing.HELD: "already_in",
    Standing.DONE: "",
    Standing.SKIPPED: "stopped",
    Standing.PASSED: "stopped",
}
"""The colour and shape of each standing; what is over or to come has none."""
COLOURS = {Colour.GREEN: "admitted", Colour.AMBER: "already_in", Colour.RED: "refused"}


def digits(seconds: float) -> str:
    """Seconds as a clock that runs down shows them: 4:05, 1:02:30, and below zero with its sign."""
    whole = int(abs(seconds)) if seconds >= 0 else -int(seconds // 1)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    said = f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"
    return f"−{said}" if seconds < 0 and whole else said


def lateness(_: Translator, seconds: float) -> str:
    """How late or early it is."""
    whole = round(seconds)
    if abs(whole) < 1:
        return _("on time")
    if whole > 0:
        return _("{time} late", time=digits(whole))
    return _("{time} early", time=digits(-whole))


def late_now(view: RunView) -> float:
    """How many seconds it is late, also because an item that can't move has not been started in time."""
    if view.running is None and view.next is not None and view.now < view.items[-1].end:
        return max(view.offset, (view.now - view.next.start).total_seconds())
    return view.offset


def offset_state(seconds: float) -> str:
    """The colour of a delay: five minutes are bad, one is worth knowing."""
    return "refused" if seconds >= 300 else "already_in" if seconds >= 60 else "admitted"


def remaining_state(view: RunView) -> str:
    """The colour of what remains of the running item: the last minute, and what is over it."""
    if view.running is None:
        return ""
    if view.held:
        return "already_in"
    return "refused" if view.remaining < 0 else "already_in" if view.remaining < 60 else "admitted"


def limit_subject(_: Translator, row: LimitRow, zone: str, seen: Seen) -> str:
    """What must be over when; a guest's name is as it is ``seen`` here."""
    at = _.time(row.at, zone)
    if row.guest is not None:
        return _("{name} must leave at {time}", name=seen(name_of(_, row.guest)), time=at)
    if row.item:
        return _("{item} must be over at {time}", item=row.item.said_in(_.language), time=at)
    if row.hall:
        return _("{hall} must be over at {time}", hall=row.hall.said_in(_.language), time=at)
    return _("The day must be over at {time}", time=at)


def limit_words(_: Translator, view: LimitView, zone: str, seen: Seen) -> str:
    """A limit in a sentence: what must be over when, and how that stands."""
    row, what = view.row, limit_subject(_, view.row, zone, seen)
    late = view.judged.late
    if view.judged.predicted is None:
        how = _("nothing of it is to come")
    elif view.judged.past:
        how = _("all of it is over")
    elif late > 0:
        how = _("{length} too late as it stands", length=length(_, -int(-late // 60) * 60))
    else:
        how = _("{length} to spare", length=length(_, int(-late // 60) * 60))
    why = f" ({row.why})" if row.why else ""
    return _("{what}{why}: {how}", what=what, why=why, how=how)
