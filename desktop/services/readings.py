"""What goes to the door and what comes back: a reading, and the verdict on it with all that a desk needs to say."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.domain.text import LocalName, Posted
from desktop.domain.verdicts import Asking, Direction, Opening, Reason, Room, Status, Verdict

_ALWAYS, _ANY = Opening(), Room()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a desk read: ``content`` as it came from scanner or keyboard, or the registration that was picked.

    ``nonce`` names this reading, so that one which is sent twice counts once. ``at`` is aware UTC; it is given
    when it is not now. ``direction`` is given when the checkpoint is not to choose it. What was ticked ``on_paper``
    is judged by what was known at its time, whatever happened since.
    """

    event_id: UUID
    checkpoint_id: UUID
    content: str = ""
    registration_id: UUID | None = None
    nonce: UUID | None = None
    at: datetime | None = None
    direction: Direction | None = None
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """Who lets a guest in against a refusal, and why; both are needed."""

    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The check-in that stands: when, at which desk, by whom; ``left_at`` where the guest has gone since."""

    check_in: UUID
    at: datetime
    desk: str
    who: str
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Something to hand over to a guest, or to ask, that nobody has yet."""

    question: UUID
    kind: Asking
    text: LocalName


@dataclass(frozen=True, slots=True)
class GuestPost(Posted):
    """One of a guest's posts, in each language in which it is known."""

    organisation_name: LocalName
    title_name: LocalName


@dataclass(frozen=True, slots=True)
class GuestCard:
    """Who the desk has before it, with the first two ``posts``."""

    registration: UUID
    serial: str
    name_zh: str
    name_latin: str
    honorific_zh: str
    honorific_en: str
    posts: tuple[GuestPost, ...]
    category_code: str
    category: LocalName
    colour: str
    vip: bool
    status: Status
    seat: str
    escort: str
    role: str
    diet: str
    note: str

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The verdict on one reading. ``scan`` is the fact's own id, which is the check-in's where it admitted.

    ``guest`` is None for what is not ours: nothing is said about anybody; and for a badge that is admitted though it
    was *not received*: then ``category`` is all that is known, with the letter of the desk that gave it, ``from_desk``.
    ``earlier`` is told of who is in already, and of who left and comes again.
    ``room`` is counted only where a checkpoint has a capacity. ``rides`` is the vehicle of a guest who came to
    another one's door.
    """

    scan: UUID
    verdict: Verdict
    reason: Reason
    at: datetime
    guest: GuestCard | None = None
    earlier: Earlier | None = None
    valid_serial: str = ""
    revoked_why: str = ""
    opening: Opening = _ALWAYS
    elapsed_ms: float = 0.0
    direction: Direction = Direction.IN
    room: Room = _ANY
    asked: tuple[Asked, ...] = ()
    category: LocalName = LocalName()  # noqa: RUF009  frozen
    from_desk: str = ""
    override: Override | None = None
    rides: LocalName = LocalName()  # noqa: RUF009  frozen

    @property
    def check_in(self) -> UUID | None:
        """The check-in that this scan made, if it let somebody in."""
        return self.scan if self.verdict is Verdict.ADMITTED and self.direction is Direction.IN else None

    @property
    def check_out(self) -> UUID | None:
        """The check-out that this scan made, if it let somebody out."""
        return self.scan if self.verdict is Verdict.ADMITTED and self.direction is Direction.OUT else None

    @property
    def repeated(self) -> bool:
        """Whether this is the same badge as a moment ago: it counts once, and that is said quietly."""
        return self.reason is Reason.REPEATED
