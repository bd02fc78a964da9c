"""From a conflict to what it is about: the person, the delegation, the visit, the item."""

from typing import Any
from uuid import UUID

from desktop.domain.paper_kinds import PaperKind
from desktop.services.conflict_cases import WayOut
from desktop.services.conflict_list import About, Party
from desktop.services.paper_facts import Choice
from desktop.ui.context import Context

_PAGES = {
    About.DELEGATION: "delegations", About.JOURNEY: "delegations", About.VISIT: "visits", About.GROUP: "visits",
    About.STOP: "visits", About.LEG: "visits", About.VEHICLE: "places", About.PERSON: "people",
    About.ITEM: "programme",
}  # fmt: skip
_ACTS = {
    "delegations": "open_delegation", "visits": "open_visit", "places": "open_vehicle", "programme": "open_item",
}  # fmt: skip


def open_party(context: Context, window: Any, party: Party) -> None:
    """Open the page on which ``party`` can be seen and changed."""
    journey = party.about is About.JOURNEY
    _open(context, window, _PAGES[party.about], party.within if journey else party.id)


def open_way(context: Context, window: Any, way: WayOut) -> None:
    """Open the page on which a person can solve a conflict."""
    _open(context, window, way.opens, way.ref)


def _open(context: Context, window: Any, page: str, ref: UUID | None) -> None:
    if page == "people" and ref is not None:
        context.open_person(ref)
        return
    context.go(page)
    if page == "papers":
        choice = Choice((context.look.words.language,), stop_id=ref)
        window.page(page).open_paper(PaperKind.VISITOR_LIST, choice)
        return
    opens = getattr(window.page(page), _ACTS.get(page, ""), None)
    if opens is not None and ref is not None:
        opens(ref)
