"""What the desk asks of the services: each function is one transaction's worth, run off the window's thread."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.domain.matching import person_key
from desktop.domain.text import LocalName
from desktop.domain.tokens import DIGITS, clean_scan, is_token, read_serial
from desktop.domain.verdicts import Reason, Verdict
from desktop.services import badges, categories, checkin, checkpoints, people, person_log, search
from desktop.services.checkin import GuestCard, Reading, ScanResult
from desktop.services.people import WalkIn
from desktop.services.search import Hit
from desktop.services.walk_ins import Listed

_NAMESAKES = 20
_REFUSALS = {Verdict.CANCELLED}
_PRINTABLE = {Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with what the screen says beside it.

    ``where`` are the checkpoints that admit such a guest, ``changed_at`` and ``changed_by`` tell who cancelled;
    of a check-in that was ``undone``, ``listed`` tells what became of the registration.
    """

    result: ScanResult
    where: tuple[LocalName, ...] = ()
    changed_at: datetime | None = None
    changed_by: str = ""
    undone: bool = False
    listed: Listed = Listed.BEFORE

    @property
    def guest(self) -> GuestCard | None:
        """Who stands at the desk."""
        return self.result.guest

    @property
    def printable(self) -> bool:
        """Whether a badge may be printed for this guest without a reason being given."""
        if self.undone:
            return self.listed is not Listed.TAKEN_OFF
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


def answer(session: Any, reading: Reading) -> Answer:
    """Read a badge, or take the guest who was picked."""
    return _told(session, reading.event_id, checkin.scan(session, reading))


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


def replace_badge(session: Any, event_id: UUID, registration: UUID, why: str) -> None:
    """Void a guest's badge and give another."""
    badges.replace_badge(session, event_id, registration, why)


def _told(session: Any, event_id: UUID, result: ScanResult) -> Answer:
    guest = result.guest
    if guest is None:
        return Answer(result)
    if result.reason is Reason.NOT_HERE:
        return Answer(result, where=_where(session, event_id, guest.category_code))
    if result.verdict in _REFUSALS:
        for change in person_log.changes_of(session, guest.registration):
            if change.field == "status":
                return Answer(result, changed_at=change.at, changed_by=change.who)
    return Answer(result)


def _where(session: Any, event_id: UUID, code: str) -> tuple[LocalName, ...]:
    category = next(row.id for row in categories.categories(session, event_id) if row.code == code)
    return tuple(
        row.name
        for row in checkpoints.checkpoints(session, event_id)
        if not row.category_ids or category in row.category_ids
    )
