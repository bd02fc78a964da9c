"""Delegations: the list, each side of a record, one that is new and one that can't be kept, a list to import."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.domain.visits import DelegationRole
from desktop.ui.screens.camera import Scene
from desktop.ui.screens.steps import each, scrolled_to, typed, waited
from desktop.ui.start import Program

_LISTED = """Delegation,Name,Role,Room,Hotel,Arrives,Flight
Kansai robotics delegation,Yamada Taro,Leader,901,Harbour Hotel,23 Nov 14:40,NH 811
,Sato Hanako,Member,902,,,
,Sato Hanako,Member,903,,,
Lion City delegation,Tan Wei Ming,Leader,,,31 Feb 10:00,SQ 890
"""


def scenes(program: Program) -> Iterator[Scene]:
    """A delegation from every side; what is typed and can't be kept; a new one; a list."""
    window = program.window
    page: Any = window.page("delegations")
    record = page.record
    there = waited(lambda: bool(page.listing.lines) and record.key is not None)
    yield Scene("delegations-people", each(lambda: window.go("delegations"), there))
    second = record.members.lines[1]
    opened = partial(page.open_delegation, record.key)
    yield Scene("delegations-member", each(opened, partial(second.unfold, unfolded=True)))
    second.unfold(unfolded=False)
    yield Scene("delegations-helpers", scrolled_to(record.helpers, to_its_end=True))
    for tab in ("about", "journeys", "gifts"):
        yield Scene(f"delegations-{tab}", partial(record.show_tab, tab))
    found = waited(lambda: record.itinerary.found is not None)
    yield Scene("delegations-itinerary", each(lambda: record.show_tab("itinerary"), found))
    member = record.members.lines[-1]
    promoted = each(
        lambda: record.show_tab("people"), lambda: member.fields.role.choose(DelegationRole.LEADER), record.save.click,
        waited(record.members.problem.isVisible),
    )  # fmt: skip
    yield Scene("delegations-two-leaders", promoted)
    yield Scene("delegations-new", each(record.cancel.click, page.new.click))
    nameless = each(typed(record.about.origin.edit, "Kansai"), record.save.click)
    yield Scene("delegations-nameless", each(nameless, waited(record.about.name.problem.isVisible)))
    record.cancel.click()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "delegations.csv"
        file.write_text(_LISTED, "utf-8")
        read = waited(lambda: page.importing.plan is not None)
        yield Scene("delegations-import", each(lambda: page.open_file(file), read))
    page.importing.closed.emit()
