"""What can be chosen in the list, as lines: people who were found, checkpoints, reasons for a new badge."""

from collections.abc import Sequence, Set
from uuid import UUID

from desktop.domain.verdicts import Status
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.checkpoints import CheckpointRow
from desktop.services.search import Hit
from desktop.ui.desk.pick_list import Pick
from desktop.ui.namesakes import apart

STATUS = {Status.CANCELLED: N_("Cancelled"), Status.DECLINED: N_("Declined")}


def people_head(_: Translator, text: str, n: int, *, more: bool) -> str:
    """What stands over the ``n`` people whom ``text`` may mean; ``more`` were found than are there."""
    if not n:
        return _("Nobody at this event is found by “{text}”. F3 registers a walk-in.", text=text)
    if n == 1:
        return _("Enter lets this guest in")
    if more:
        return _("The first {n} are here: type more to find the others, or choose with the up and down keys", n=n)
    return _("Choose with the up and down keys; Enter lets the chosen guest in")


def people(_: Translator, hits: Sequence[Hit], vips: Set[str] = frozenset()) -> list[Pick]:
    """The people who were found; ``what`` is the registration, ``vips`` are the codes of VIP categories."""
    others = [" ".join(filter(None, (hit.honorific_zh, hit.name_latin if hit.name_zh else ""))) for hit in hits]
    posts = [hit.post_in(_.language) for hit in hits]
    alike = apart(_, hits, [" ".join((hit.name, *said)) for hit, *said in zip(hits, others, posts, strict=True)])
    return [
        Pick(
            what=hit.registration,
            title=hit.name,
            beside=" · ".join(filter(None, (other, mark))),
            detail=detail,
            right=_now(_, hit),
            state="already_in" if hit.arrived else "" if hit.status.expected else "stopped",
            colour=hit.colour,
            vip=hit.category_code in vips,
        )
        for hit, other, detail, mark in zip(hits, others, posts, alike, strict=True)
    ]


def checkpoints(_: Translator, rows: Sequence[CheckpointRow], here: UUID | None) -> list[Pick]:
    """The event's checkpoints; ``what`` is the row, and the one where this desk stands is marked."""
    return [Pick(row, row.name.said_in(_.language), state="admitted" if row.id == here else "") for row in rows]


def _now(_: Translator, hit: Hit) -> str:
    if hit.arrived:
        return _("Already in")
    return _(STATUS[hit.status]) if hit.status in STATUS else hit.category.said_in(_.language)
