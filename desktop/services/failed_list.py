"""The scans that let nobody through, as people go through them: in words, in a file, and back to whose badge it was."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.verdicts import Reason
from desktop.errors import N_
from desktop.exchange.writing import write_table
from desktop.i18n import Translator
from desktop.models import Badge, Event, Registration
from desktop.services.checkin import guest_at
from desktop.services.failed_scans import FailedScan, failed_scans
from desktop.services.search import Ambiguous, NotFound, resolve

MOST = 10_000
"""How many are listed and written, the latest."""

SAID: Mapping[Reason, str] = {
    Reason.NONE: N_("Already in"),
    Reason.LEFT: N_("Left before"),
    Reason.NOT_HERE: N_("Not for this guest"),
    Reason.NOT_YET_OPEN: N_("Not yet"),
    Reason.CLOSED: N_("Closed"),
    Reason.FULL: N_("Full"),
    Reason.REPEATED: N_("Read twice"),
    Reason.NOT_INSIDE: N_("Not scanned in before"),
    Reason.DECLINED: N_("Declined"),
    Reason.CANCELLED: N_("Cancelled"),
    Reason.BADGE_REPLACED: N_("Replaced badge"),
    Reason.BADGE_REVOKED: N_("Revoked"),
    Reason.OTHER_EVENT: N_("Badge of another event"),
    Reason.NOT_OURS: N_("Not ours"),
    Reason.NOT_RECEIVED: N_("Made with an old key"),
    Reason.OFF_THE_LIST: N_("Taken off the list"),
}
"""Why a scan let nobody through, in a word or two (message ids)."""


def whose(session: Session, event_id: UUID, failed: FailedScan) -> UUID | None:
    """The registration of whoever stood at the desk, where that can be known: by the badge, also one that came to be
    known since, or by a serial or a name that somebody typed.
    """
    guest = guest_at(session, failed.scan)
    if guest is not None:
        return guest.registration
    if not failed.raw:
        return None
    known = session.scalar(
        select(Registration.id)
        .join(Badge, Badge.registration_id == Registration.id)
        .where(Badge.token == failed.raw, Registration.event_id == event_id, Registration.deleted_at.is_(None))
    )
    if known is not None:
        return known
    try:
        return resolve(session, event_id, failed.raw)
    except (NotFound, Ambiguous):
        return None


def export_failed_scans(session: Session, event_id: UUID, out: Path, _: Translator) -> int:
    """Write the scans that let nobody through to ``out``, the latest first; returns how many.

    Times are those of the event's own zone. Raises what ``write_table`` raises.
    """
    headers = [
        _("Time"), _("Why nobody was let in"), _("What was read"), _("Serial"), _("Name"), _("Checkpoint"), _("Desk"),
    ]  # fmt: skip
    return write_table(out, headers, _rows(session, event_id, _), _("Failed scans"))


def _rows(session: Session, event_id: UUID, _: Translator) -> Iterator[list[str]]:
    zone = ZoneInfo(session.get_one(Event, event_id).zone)
    for row in failed_scans(session, event_id, limit=MOST):
        at = row.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
        place = row.checkpoint.said_in(_.language)
        yield [at, _(SAID[row.reason]), row.raw, row.serial, row.name, place, row.desk]
