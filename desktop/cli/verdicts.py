"""One verdict as a line: JSON for programs, words for people."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desktop.cli.run import as_json
from desktop.cli.tables import padded, width
from desktop.domain.verdicts import Reason, Verdict
from desktop.errors import N_
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.checkin import ScanResult
    from desktop.services.checkpoints import CheckpointRow

_WORDS = {
    Verdict.ADMITTED: N_("Admitted"),
    Verdict.ALREADY_IN: N_("Already in"),
    Verdict.ELSEWHERE: N_("Elsewhere"),
    Verdict.CANCELLED: N_("Cancelled"),
    Verdict.REPLACED: N_("Replaced badge"),
    Verdict.UNKNOWN: N_("Not ours"),
}


class Line:
    """Writes the verdicts of one desk at one checkpoint; made once, because there are many of them."""

    def __init__(self, zone: str, checkpoint: "CheckpointRow", desk: str, _: Translator) -> None:
        self._zone, self._checkpoint, self._desk, self._ = ZoneInfo(zone), checkpoint, desk, _
        words = {verdict: _(word) for verdict, word in _WORDS.items()}
        widest = max(map(width, words.values()))
        self._words = {verdict: padded(word, widest) for verdict, word in words.items()}

    def document(self, result: "ScanResult", elapsed_ms: float) -> str:
        """The verdict as one JSON object. Of what is not ours it says nothing about anybody."""
        guest, earlier, check_in = result.guest, result.earlier, result.check_in
        return as_json(
            {
                "verdict": result.verdict.value,
                "reason": result.reason.value,
                "registration": str(guest.registration) if guest else None,
                "serial": guest.serial if guest else None,
                "name": guest.name if guest else None,
                "category": guest.category.said_in(self._.language) if guest else None,
                "category_code": guest.category_code if guest else None,
                "checkpoint": self._checkpoint.code,
                "desk": self._desk,
                "at": self._iso(result.at),
                "first_at": self._iso(earlier.at) if earlier else None,
                "first_desk": earlier.desk if earlier else None,
                "first_check_in": str(earlier.check_in) if earlier else None,
                "valid_serial": result.valid_serial or None,
                "note": guest.note if guest else None,
                "check_in": str(check_in) if check_in else None,
                "elapsed_ms": round(elapsed_ms, 3),
            }
        )

    def text(self, result: "ScanResult", _elapsed_ms: float) -> str:
        """The verdict in words; an admitted one ends with the check-in's id, by which it can be taken back."""
        parts = [self._words[result.verdict]]
        if result.guest is not None:
            parts += [result.guest.name, result.guest.category.said_in(self._.language), result.guest.serial]
        parts += [self._why(result), str(result.check_in or "")]
        # One reading, one line: notes and reasons may have several.
        return "  ".join(" · ".join(part.splitlines()) for part in parts if part).rstrip()

    def _why(self, result: "ScanResult") -> str:
        _, opening = self._, result.opening
        if result.earlier is not None:
            return _("{time} at desk {desk}", time=self._clock(result.earlier.at), desk=result.earlier.desk)
        if result.verdict is Verdict.ADMITTED and result.guest is not None:
            return result.guest.note
        if result.reason is Reason.NOT_YET_OPEN and opening.opens_at is not None:
            return _("{place} opens at {time}", place=self._place, time=self._clock(opening.opens_at))
        if result.reason is Reason.CLOSED and opening.closes_at is not None:
            return _("{place} closed at {time}", place=self._place, time=self._clock(opening.closes_at))
        return {
            Reason.NOT_HERE: _("not for {place}", place=self._place),
            Reason.DECLINED: _("declined the invitation"),
            Reason.CANCELLED: _("the registration was cancelled"),
            Reason.BADGE_REPLACED: _("valid now: {serial}", serial=result.valid_serial),
            Reason.NOT_RECEIVED: _("a genuine badge that this machine does not know"),
            Reason.BADGE_REVOKED: result.revoked_why or _("the badge was revoked"),
        }.get(result.reason, "")

    @property
    def _place(self) -> str:
        return self._checkpoint.name.said_in(self._.language)

    def _iso(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).isoformat(timespec="milliseconds")

    def _clock(self, moment: datetime) -> str:
        there = moment.astimezone(self._zone)
        return f"{there:%Y-%m-%d %H:%M}"
