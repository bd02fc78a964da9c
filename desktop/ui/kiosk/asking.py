"""What the kiosk asks of the services: each function is one transaction's worth, run off the window's thread.

What goes back to the screen is what a stranger may see: no other guest's name, contact, category or note.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop.domain.contacts import addresses
from desktop.domain.masking import masked
from desktop.domain.names import split_name
from desktop.domain.namesakes import tell_apart
from desktop.domain.readings import name_keys, pieces, sound, without_tones
from desktop.domain.tokens import DIGITS, clean_scan, is_token
from desktop.domain.verdicts import Direction, Reason, Verdict
from desktop.services import badges, checkin, people, search
from desktop.services.checkin import Reading
from desktop.services.people import PersonDetail
from desktop.services.search import Hit

MOST, LEAST_LETTERS, LAST_DIGITS = 5, 2, 4
_LOOKED_AT, _LEAST_FOREIGN = 40, 8


class Said(StrEnum):
    """What the kiosk says to one reading."""

    WELCOME = "welcome"
    ALREADY = "already"
    DESK = "desk"
    SAME = "same"
    """The badge that was just read was held before the reader too long."""


class Proof(StrEnum):
    """What a guest is asked who has no badge, so that nobody is checked in by somebody else."""

    PHONE = "phone"
    EMAIL = "email"
    EITHER = "either"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Checked:
    """How a reading ended. ``name`` is that of whoever was let in; ``prints`` that they have no badge on paper yet.

    ``waiting`` says that something is to be handed over to them or asked at the desk.
    """

    said: Said
    registration: UUID | None = None
    name: str = ""
    prints: bool = False
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a typed name may mean, as a stranger may see them; ``beside`` tells those apart who look alike."""

    registration: UUID
    shown: str
    beside: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who fits a typed name: all of them, or nobody where there are ``too_many``."""

    found: tuple[Candidate, ...] = ()
    too_many: bool = False


def read_code(text: str) -> str:
    """What ``text`` says to the door where it came from a scanner: a badge's token, or a code of somebody else's.

    Empty for what was typed by hand. A serial is read off other people's badges, and so lets nobody in here.
    """
    plain = clean_scan(text)
    if is_token(plain[-DIGITS:]):
        return plain[-DIGITS:]
    return plain if len(plain) > _LEAST_FOREIGN and any(c.isdigit() or c in ":/=" for c in plain) else ""


def check_in(session: Any, reading: Reading) -> Checked:
    """Read a badge, or take the guest who proved who they are."""
    result = checkin.scan(session, reading)
    if result.reason is Reason.REPEATED:
        return Checked(Said.SAME)
    if result.verdict is Verdict.ALREADY_IN:
        return Checked(Said.ALREADY)
    if result.verdict is not Verdict.ADMITTED:
        return Checked(Said.DESK)
    guest = result.guest
    if guest is None:
        return Checked(Said.WELCOME)
    return Checked(
        Said.WELCOME,
        guest.registration,
        guest.name,
        prints=not _on_paper(session, reading.event_id, guest.registration),
        waiting=bool(result.asked),
    )


def entering(event: UUID, checkpoint: UUID, content: str = "", registration: UUID | None = None) -> Reading:
    """A reading at a kiosk, which lets nobody out: whoever is read twice has not left."""
    return Reading(event, checkpoint, content, registration, direction=Direction.IN)


def candidates(session: Any, event: UUID, typed: str) -> Candidates:
    """Those at the event whose name is, or begins with, what was typed; a slip of the keyboard finds nobody.

    Whoever asks by organisation, title, serial or telephone number would read out the list: only names count here.
    """
    name = split_name(typed)
    text = " ".join(filter(None, (name.name_zh, name.name_latin))) or typed
    runs = [without_tones(run) for run in pieces(text)]
    if sum(map(len, runs)) < LEAST_LETTERS or any(character.isdigit() for run in runs for character in run):
        return Candidates()
    hits = [hit for hit in search.find(session, event, text, limit=_LOOKED_AT) if _is_called(hit, runs)]
    if len(hits) > MOST:
        return Candidates(too_many=True)
    shown = [masked(hit.name) for hit in hits]
    beside = tell_apart(shown, [(hit.organisation, hit.title) for hit in hits])
    proofs = [_proof(people.person(session, event, hit.registration)) for hit in hits]
    return Candidates(tuple(map(Candidate, [hit.registration for hit in hits], shown, beside, proofs)))


def is_proven(session: Any, event: UUID, registration: UUID, typed: str) -> bool:
    """Whether ``typed`` is what only the guest knows: the last four digits of a phone, or an e-mail up to its @."""
    detail, said = people.person(session, event, registration), clean_scan(typed).casefold()
    return bool(said) and (said in _last_digits(detail) or said in _mailboxes(detail))


def _is_called(hit: Hit, runs: list[str]) -> bool:
    """Whether the name itself is meant: from its beginning on in one go, or each word of it from its own beginning."""
    keys = name_keys(hit.name_zh, hit.name_latin)
    joined = "".join(runs)
    if any(key.startswith((joined, sound(joined))) for key in keys.whole):
        return True
    parts = keys.whole | keys.inside | keys.latin | keys.surname
    return all(any(key.startswith((run, sound(run))) for key in parts) for run in runs)


def _on_paper(session: Any, event: UUID, registration: UUID) -> bool:
    """Whether the guest's valid badge was printed: of one badge there are never two."""
    rows = badges.badges(session, event, registration_id=registration)
    return any(row.prints for row in rows if row.revoked_at is None)


def _proof(detail: PersonDetail) -> Proof:
    phone, email = bool(_last_digits(detail)), bool(_mailboxes(detail))
    return {(True, True): Proof.EITHER, (True, False): Proof.PHONE, (False, True): Proof.EMAIL}.get(
        (phone, email), Proof.NONE
    )


def _last_digits(detail: PersonDetail) -> set[str]:
    numbers = ("".join(filter(str.isdecimal, phone.written)) for phone in detail.phones)
    return {number[-LAST_DIGITS:] for number in numbers if len(number) >= LAST_DIGITS}


def _mailboxes(detail: PersonDetail) -> set[str]:
    found = {address.casefold() for address in addresses(detail.email)}
    return found | {address.partition("@")[0] for address in found}
