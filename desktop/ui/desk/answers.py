"""What the desk asks of the services: each function is one transaction's worth, run off the window's thread."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.domain.matching import person_key
from desktop.domain.text import LocalName
from desktop.domain.tokens import DIGITS, clean_scan, is_token, read_serial
from desktop.domain.verdicts import Reason, Verdict
from desktop.i18n import Language
from desktop.services import admission, badges, checkin, people, person_log, search
from desktop.services.checkin import GuestCard, Override, Reading, ScanResult
from desktop.services.people import WalkIn
from desktop.services.readings import Asked
from desktop.services.search import Hit
from desktop.services.walk_ins import Listed

_NAMESAKES = 20
_REFUSALS = {Verdict.CANCELLED}
_PRINTABLE = {Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with what the screen says beside it.

    ``where`` are the checkpoints that admit such a guest, ``changed_at`` and ``changed_by`` tell who cancelled;
    of a check-in that was ``undone``, ``listed`` tells what became of the registration. ``reading`` is what the
    verdict was given on; ``again`` that the same badge was read once more a moment later. ``kept`` are the questions
    that were answered since, with the answers; ``instead_of`` names whose place was taken.
    """

    result: ScanResult
    reading: Reading | None = None
    where: tuple[LocalName, ...] = ()
    changed_at: datetime | None = None
    changed_by: str = ""
    undone: bool = False
    listed: Listed = Listed.BEFORE
    again: bool = False
    kept: tuple[tuple[Asked, str], ...] = ()
    instead_of: str = ""

    @property
    def guest(self) -> GuestCard | None:
        """Who stands at the desk."""
        return self.result.guest

    @property
    def known(self) -> bool:
        """Whether this is somebody of ours, be it only a badge that was not received yet."""
        return self.guest is not None or bool(self.result.category)

    @property
    def refused(self) -> bool:
        """Whether this one was not let through."""
        return not self.undone and self.result.verdict is not Verdict.ADMITTED

    @property
    def open(self) -> tuple[Asked, ...]:
        """What is still to be handed over or asked."""
        return () if self.undone else self.result.asked

    def name(self, language: Language) -> str:
        """Who it is, as far as that is known."""
        return self.guest.name if self.guest is not None else self.result.category.said_in(language)

    def same_badge(self, other: "Answer") -> bool:
        """Whether both were given on the same badge or guest."""
        if self.guest is None or other.guest is None:
            return self.guest is other.guest and self.reading == other.reading
        return self.guest.registration == other.guest.registration

    @property
    def printable(self) -> bool:
        """Whether a badge may be printed for this guest without a reason being given."""
        if self.undone:
            return self.listed is not Listed.TAKEN_OFF
        if self.result.reason is Reason.BADGE_REVOKED:
            return False
        return self.result.verdict in _PRINTABLE or self.result.reason is Reason.BADGE_REPLACED


def scanned(text: str) -> str:
    """The token or serial that ``text`` is or, where somebody had begun to type, ends with; else empty."""
    plain = clean_scan(text)
    if is_token(plain[-DIGITS:]):
        return plain[-DIGITS:]
    return plain if read_serial(plain) is not None else ""


def foreign(text: str) -> bool:
    """Whether ``text`` can only have come from a scanner: a long number or code, nothing that anybody is called."""
    plain = clean_scan(text)
    return len(plain) > 8 and any(c.isdigit() or c in ":/=" for c in plain) and " " not in text


def answer(session: Any, reading: Reading, override: Override | None = None) -> Answer:
    """Read a badge, or take the guest who was picked; with an ``override``, against the rules."""
    return _told(session, reading, checkin.scan(session, reading, override))


def walk_in(session: Any, reading: Reading, guest: WalkIn) -> Answer:
    """Register somebody who is on no list, and let them in; ``reading`` says where."""
    _, badge = people.register(session, reading.event_id, guest)
    return answer(session, replace(reading, registration_id=badge.registration))


def named(text: str) -> tuple[str, str]:
    """The Chinese and the Latin name in what was typed into one field; nothing of it is lost."""
    # Its patterns take longer to compile than the desk page to show itself, which first needs none of them.
    from desktop.domain.names import split_name

    split = split_name(text)
    if split.name_zh and split.name_latin and not split.remark:
        return split.name_zh, split.name_latin
    return (text, "") if split.name_zh else ("", text)


def namesakes(session: Any, event_id: UUID, typed: str) -> list[Hit]:
    """Those at the event whose name is the one that was typed, whatever script or case it is written in."""
    name_zh, name_latin = named(typed)
    keys = {person_key(name_zh, ""), person_key("", name_latin)} - {""}
    found = search.find(session, event_id, name_zh or name_latin, limit=_NAMESAKES)
    return [hit for hit in found if keys & {person_key(hit.name_zh, ""), person_key("", hit.name_latin)}]


def ensure_badge(session: Any, event_id: UUID, registration: UUID) -> str:
    """The serial of a guest's valid badge, which is made where there is none."""
    badges.issue_badges(session, event_id, [registration])
    rows = badges.badges(session, event_id, registration_id=registration)
    return next(row.serial for row in rows if row.revoked_at is None)


def was_printed(session: Any, event_id: UUID, registration: UUID) -> bool:
    """Whether the guest's valid badge is on paper already."""
    rows = badges.badges(session, event_id, registration_id=registration)
    return any(row.prints for row in rows if row.revoked_at is None)


def replace_badge(session: Any, event_id: UUID, registration: UUID, why: str) -> None:
    """Void a guest's badge and give another."""
    badges.replace_badge(session, event_id, registration, why)


def _told(session: Any, reading: Reading, result: ScanResult) -> Answer:
    guest = result.guest
    if guest is None or result.verdict is Verdict.ADMITTED:
        return Answer(result, reading)
    if result.reason is Reason.NOT_HERE:
        rows = admission.where_instead(session, reading.event_id, guest.registration)
        return Answer(result, reading, where=tuple(row.name for row in rows))
    if result.verdict in _REFUSALS:
        for change in person_log.changes_of(session, guest.registration):
            if change.field == "status":
                return Answer(result, reading, changed_at=change.at, changed_by=change.who)
    return Answer(result, reading)
