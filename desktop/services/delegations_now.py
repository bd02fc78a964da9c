"""Delegations as they stand now: how many of each are here, whether the leader is, and what each still lacks."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.spoken import needs_interpreter
from desktop.domain.text import LocalName
from desktop.domain.verdicts import Direction
from desktop.domain.visits import DelegationRole
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.arrivals import COUNTED
from desktop.services.delegations_record import DelegationRow, delegation_rows
from desktop.services.groups import came_words
from desktop.services.itineraries import ITINERARIES
from desktop.services.whereabouts import paths

DELEGATIONS_NOW = COUNTED | ITINERARIES | {"gift", "badge"}
"""The tables whose changes change what is answered here."""


class Lack(StrEnum):
    """What a delegation has not, and needs."""

    LEADER = "leader"
    LIAISON = "liaison"
    INTERPRETER = "interpreter"


LACK_WORDS = {
    Lack.LEADER: N_("No leader"),
    Lack.LIAISON: N_("No liaison officer"),
    Lack.INTERPRETER: N_("No interpreter"),
}


@dataclass(frozen=True, slots=True)
class DelegationNow:
    """A delegation, and the registrations of those of it who came in anywhere."""

    row: DelegationRow
    came: frozenset[UUID]

    @property
    def id(self) -> UUID:
        """The delegation's key."""
        return self.row.id

    @property
    def name(self) -> LocalName:
        """The delegation's name."""
        return self.row.name

    @property
    def here(self) -> int:
        """How many of those who travel with it are here."""
        return sum(one.who.registration_id in self.came for one in self.row.travelling)

    @property
    def total(self) -> int:
        """How many travel with it."""
        return len(self.row.travelling)

    @property
    def leader_here(self) -> bool:
        """Whether whoever leads it is here."""
        leader = self.row.leader
        return leader is not None and leader.who.registration_id in self.came

    @property
    def complete(self) -> bool:
        """Whether all are here."""
        return self.total > 0 and self.here == self.total

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What it still needs."""
        row = self.row
        interpreted = not needs_interpreter(row.languages) or bool(row.of(DelegationRole.INTERPRETER))
        wanted = {
            Lack.LEADER: row.leader is not None,
            Lack.LIAISON: bool(row.of(DelegationRole.LIAISON)),
            Lack.INTERPRETER: interpreted,
        }
        return tuple(lack for lack, there in wanted.items() if not there)


def delegations_now(session: Session, event_id: UUID) -> list[DelegationNow]:
    """The delegations of an event, by name."""
    rows = delegation_rows(session, event_id)
    keys = {key for row in rows for key in _registered(row)}
    passed = paths(session, [key.hex for key in keys])
    came = {UUID(key) for key, path in passed.items() if any(passage.direction is Direction.IN for passage in path)}
    return [DelegationNow(row, frozenset(_registered(row) & came)) for row in rows]


def _registered(row: DelegationRow) -> set[UUID]:
    return {one.who.registration_id for one in row.people if one.who.registration_id is not None}


def now_words(_: Translator, one: DelegationNow) -> str:
    """How many are here: 8 of 11 here, leader not yet."""
    led = one.row.leader is not None and one.total > 0
    return came_words(_, one.here, one.total, one.leader_here if led else None)


def lack_words(_: Translator, one: DelegationNow) -> str:
    """What it lacks, in a line."""
    return _.pgettext("between names", ", ").join(_(LACK_WORDS[lack]) for lack in one.lacks)
