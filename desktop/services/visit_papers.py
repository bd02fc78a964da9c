"""The papers of delegations and visits: what gathers each, and what draws it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from sqlalchemy.orm import Session

from desktop.domain.paper_kinds import PaperFormat, PaperKind
from desktop.i18n import Translator
from desktop.services import (
    paper_facts_handbook,
    paper_facts_itineraries,
    paper_facts_legs,
    paper_facts_signs,
    paper_facts_sites,
    paper_facts_visitors,
)
from desktop.services.paper_facts import Gathered, Told

if TYPE_CHECKING:
    from desktop.documents.badge_facts import Printed
    from desktop.documents.paper_mark import Head

GATHER: Final[Mapping[PaperKind, Callable[[Session, Told], Gathered]]] = {
    PaperKind.ITINERARY: paper_facts_itineraries.itineraries,
    PaperKind.MANIFEST: paper_facts_sites.manifests,
    PaperKind.DRIVER_SHEET: paper_facts_legs.driver_sheets,
    PaperKind.PHONE_LIST: paper_facts_legs.phone_lists,
    PaperKind.VISITOR_LIST: paper_facts_visitors.visitors,
    PaperKind.HANDBOOK: paper_facts_handbook.handbook,
    PaperKind.DOOR_SIGNS: paper_facts_signs.door_signs,
    PaperKind.BUS_SIGNS: paper_facts_signs.bus_signs,
}


def draw_visit_paper(
    out: BinaryIO,
    kind: PaperKind,
    drawn: Any,
    headed: "Callable[[Sequence[Translator]], Head]",
    says: Sequence[Translator],
    form: PaperFormat,
) -> "Printed":
    """Write what was gathered for a ``kind`` as PDF to ``out``; ``headed`` makes the head in some languages."""
    from desktop.documents.driver_sheet import print_driver_sheets
    from desktop.documents.handbook import print_handbook
    from desktop.documents.itinerary_sheet import print_itineraries
    from desktop.documents.manifest import print_manifests
    from desktop.documents.phone_list import print_phone_lists
    from desktop.documents.signs import print_signs
    from desktop.documents.visitor_list import print_visitor_lists

    match kind:
        case PaperKind.ITINERARY:
            return print_itineraries(out, drawn, headed, form)
        case PaperKind.MANIFEST:
            return print_manifests(out, drawn, headed(says), says)
        case PaperKind.DRIVER_SHEET:
            return print_driver_sheets(out, drawn, headed(says), says, form)
        case PaperKind.PHONE_LIST:
            return print_phone_lists(out, drawn, headed(says), says, form)
        case PaperKind.VISITOR_LIST:
            return print_visitor_lists(out, drawn, headed(says), says)
        case PaperKind.HANDBOOK:
            return print_handbook(out, drawn, headed(says), says, form)
        case PaperKind.DOOR_SIGNS | PaperKind.BUS_SIGNS:
            return print_signs(out, drawn, headed(says), says, form)
    raise ValueError(kind)
