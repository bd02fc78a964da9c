"""What goes into a stage plan and what is shown of one."""

from dataclasses import dataclass
from uuid import UUID

from desktop.domain.agreements import Side
from desktop.domain.seating import Convention, Layout, Spot
from desktop.services.stage_cast import Whom
from desktop.services.stage_names import GuestName


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as a form gives it. ``row_sizes``, front first, go before ``rows``; ``batch`` None is all of an item."""

    layout: Layout
    name: str = ""
    convention: Convention = Convention.INTERNATIONAL
    rows: int = 1
    row_sizes: tuple[int, ...] = ()
    item_id: UUID | None = None
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan without its people."""

    id: UUID
    event_id: UUID
    item_id: UUID | None
    batch: int | None
    name: str
    layout: Layout
    convention: Convention
    rows: int
    row_sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StagePlace:
    """A place on a plan and who is there; ``row`` and ``place`` from 1, the front row and the audience's left first.

    ``guest`` is None for who is not registered, then ``name`` stands there. ``of_item`` says that they are there by
    the item's own parts; ``label`` is the place as protocol writes it: 1, H2, G1.
    """

    whom: Whom
    name: str
    guest: GuestName | None
    side: Side
    spot: Spot
    rank: int
    label: str
    signing: int
    row: int
    place: int
    by_hand: bool
    of_item: bool

    @property
    def registration_id(self) -> UUID | None:
        """The registration, None for who is not registered."""
        return self.whom if isinstance(self.whom, UUID) else None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with everybody at their place, as the audience sees it."""

    row: PlanRow
    rows: tuple[tuple[StagePlace, ...], ...]

    @property
    def from_stage(self) -> tuple[tuple[StagePlace, ...], ...]:
        """The rows as those on stage see them."""
        return tuple(row[::-1] for row in self.rows)


@dataclass(frozen=True, slots=True)
class PlanMove:
    """Who is no longer where they were: row and place from 1, None for who came or left."""

    whom: Whom
    name: str
    guest: GuestName | None
    before: tuple[int, int] | None
    after: tuple[int, int] | None
