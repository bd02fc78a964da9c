"""One verdict as a line: JSON for programs, words for people."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desktop.cli.run import as_json
from desktop.cli.tables import padded, width
from desktop.domain.verdicts import Reason, Verdict
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.refusals import why

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
        words, out = {verdict: _(word) for verdict, word in _WORDS.items()}, _("Checked out")
        widest = max(map(width, (*words.values(), out)))
        self._out = padded(out, widest)
        self._words = {verdict: padded(word, widest) for verdict, word in words.items()}

    def document(self, result: "ScanResult", elapsed_ms: float) -> str:
        """The verdict as one JSON object. Of what is not ours it says nothing about anybody."""
        guest, earlier, override = result.guest, result.earlier, result.override
        category = guest.category if guest else result.category
        return as_json(
            {
                "verdict": result.verdict.value,
                "reason": result.reason.value,
                "why": self._why(result) or None,
                "direction": result.direction.value,
                "repeated": result.repeated,
                "registration": str(guest.registration) if guest else None,
                "serial": guest.serial if guest else None,
                "name": guest.name if guest else None,
                "category": category.said_in(self._.language) or None,
                "category_code": guest.category_code if guest else None,
                "checkpoint": self._checkpoint.code,
                "desk": self._desk,
                "at": self._iso(result.at),
                "first_at": self._iso(earlier.at) if earlier else None,
                "first_desk": earlier.desk if earlier else None,
                "first_check_in": str(earlier.check_in) if earlier else None,
                "left_at": self._iso(earlier.left_at) if earlier and earlier.left_at else None,
                "valid_serial": result.valid_serial or None,
                "from_desk": result.from_desk or None,
                "note": guest.note if guest else None,
                "asked": [
                    {"question": str(one.question), "kind": one.kind.value, "text": one.text.said_in(self._.language)}
                    for one in result.asked
                ],
                "override": {"by": override.by, "why": override.why} if override else None,
                "check_in": str(result.check_in) if result.check_in else None,
                "check_out": str(result.check_out) if result.check_out else None,
                "elapsed_ms": round(elapsed_ms, 3),
            }
        )

    def text(self, result: "ScanResult", _elapsed_ms: float) -> str:
        """The verdict in words; an admitted one ends with the check-in's id, by which it can be taken back."""
        word = self._out if result.check_out else self._words[result.verdict]
        parts = [word]
        if result.guest is not None:
            parts += [result.guest.name, result.guest.category.said_in(self._.language), result.guest.serial]
        elif result.category:
            parts.append(result.category.said_in(self._.language))
        if result.check_in and result.guest is not None:
            parts.append(result.guest.note)
        said = "" if result.reason is Reason.NOT_OURS else self._why(result)
        parts += [said, *(one.text.said_in(self._.language) for one in result.asked)]
        parts.append(str(result.check_in or result.check_out or ""))
        # One reading, one line: notes and reasons may have several.
        return "  ".join(" · ".join(part.splitlines()) for part in parts if part).rstrip()

    def _why(self, result: "ScanResult") -> str:
        return why(self._, result, self._place, self._zone.key)

    @property
    def _place(self) -> str:
        return self._checkpoint.name.said_in(self._.language)

    def _iso(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).isoformat(timespec="milliseconds")
