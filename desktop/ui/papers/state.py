"""What is known of the papers of an event: which were printed, whether they are still right, what they can be of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.domain.masking import masked
from desktop.domain.paper_kinds import PaperKind
from desktop.i18n import Translator
from desktop.services.categories import CategoryRow, categories
from desktop.services.delegations_record import DelegationRow, delegation_rows
from desktop.services.itineraries import ITINERARIES
from desktop.services.paper_choices import described
from desktop.services.paper_revisions import Change, PaperVerdict, latest
from desktop.services.papers import Choice
from desktop.services.programme import HallRow, ItemRow, halls, programme
from desktop.services.stage_plans import PlanRow, plans
from desktop.services.visits import VisitRow, visits

ON_PAPERS = frozenset(
    {
        "agreement", "agreement_document", "agreement_party", "agreement_person", "category", "cue", "event", "hall",
        "item_person", "material", "organisation", "person", "post", "precedence_class", "precedence_list",
        "precedence_place", "programme_item", "ready_thing", "registration", "seat_block", "stage_person", "stage_plan",
        "venue", "gift", "handbook_text",
    }
) | ITINERARIES  # fmt: skip
"""The tables that say what stands on papers."""
VISITED = frozenset(
    {
        "delegation", "delegation_person", "group_person", "person", "registration", "site", "stop", "vehicle",
        "vehicle_person", "visit", "visit_group",
    }
)  # fmt: skip
"""The tables that say what papers of visits can be of."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as it was printed last, called ``words`` in the reader's language; ``covered`` names nobody."""

    verdict: PaperVerdict
    words: str
    covered: str = ""

    def said(self, *, covered: bool) -> str:
        """Which paper it is."""
        return self.covered if covered else self.words

    @property
    def gone(self) -> bool:
        """Whether nothing is left that could be printed again."""
        found, before = self.verdict.changes, self.verdict.paper.digests
        return len(found) == len(before) and all(one.change is Change.REMOVED for one in found)


@dataclass(frozen=True, slots=True)
class Stand:
    """How the papers of an event stand."""

    printed: tuple[Printed, ...] = ()

    @property
    def changed(self) -> tuple[Printed, ...]:
        """Those that are no longer right."""
        return tuple(one for one in self.printed if not one.verdict.latest)

    def of(self, kind: PaperKind) -> tuple[Printed, ...]:
        """Those of a ``kind``."""
        return tuple(one for one in self.printed if one.verdict.paper.kind is kind)

    def last(self, kind: PaperKind) -> datetime | None:
        """When one of a ``kind`` was printed last."""
        return max((one.verdict.paper.at for one in self.of(kind)), default=None)

    def same(self, kind: PaperKind, subject: str) -> Printed | None:
        """The one of just this choice."""
        return next((one for one in self.of(kind) if one.verdict.paper.subject == subject), None)


@dataclass(frozen=True, slots=True)
class Offered:
    """What a paper can be of."""

    items: tuple[ItemRow, ...] = ()
    halls: tuple[HallRow, ...] = ()
    categories: tuple[CategoryRow, ...] = ()
    plans: tuple[PlanRow, ...] = ()
    delegations: tuple[DelegationRow, ...] = ()
    visits: tuple[VisitRow, ...] = ()


def stand(session: Any, event_id: UUID, _: Translator) -> Stand:
    """How the papers of an event stand, in the words of ``_``."""
    found = []
    for one in latest(session, event_id):
        kind, choice = one.paper.kind, one.paper.choice
        words, covered = (described(session, kind, choice, _, seen) for seen in (str, masked))
        found.append(Printed(one, words, covered))
    return Stand(tuple(found))


def offered(session: Any, event_id: UUID) -> Offered:
    """What the papers of an event can be of."""
    rows = programme(session, event_id, bare=True)
    used = {row.hall_id for row in rows}
    return Offered(
        items=tuple(rows),
        halls=tuple(hall for hall in halls(session, event_id) if hall.id in used),
        categories=tuple(categories(session, event_id)),
        plans=tuple(plans(session, event_id)),
        delegations=tuple(delegation_rows(session, event_id)),
        visits=tuple(visits(session, event_id)),
    )


__all__ = ["ON_PAPERS", "VISITED", "Choice", "Offered", "Printed", "Stand", "offered", "stand"]
