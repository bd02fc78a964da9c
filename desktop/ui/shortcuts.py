"""Every key that does something, in one table; F1 shows it."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.errors import N_

EVERYWHERE, DESK, PEOPLE, LISTS = N_("On every page"), N_("Desk"), N_("People"), N_("Lists and papers")
ON_DAY = N_("On the day")
PROGRAMME, CEREMONIES, PAPERS = N_("Programme"), N_("Ceremonies"), N_("Papers")
DELEGATIONS, VISITS, CONFLICTS = N_("Delegations"), N_("Visits"), N_("Conflicts")
PAGES = 9


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key, what it does (a message id) and where it does it."""

    id: str
    keys: str
    text: str
    area: str = EVERYWHERE

    @property
    def shown(self) -> str:
        """The key as this system writes it."""
        return shown(self.keys)


_ARROWS = {"Up": "↑", "Down": "↓"}

_TABLE = (
    Shortcut("page", "Ctrl+1", N_("Open a page by its number")),
    Shortcut("palette", "Ctrl+K", N_("Find a person, an item, a delegation, a visit, a page or a command")),
    Shortcut("help", "F1", N_("Show all keys")),
    Shortcut("undo", "Ctrl+Z", N_("Undo")),
    Shortcut("close", "Esc", N_("Close, and go back")),
    Shortcut("larger", "Ctrl++", N_("Make everything larger")),
    Shortcut("smaller", "Ctrl+-", N_("Make everything smaller")),
    Shortcut("language", "Ctrl+L", N_("Switch the language")),
    Shortcut("theme", "Ctrl+T", N_("Switch between light, dark and high contrast")),
    Shortcut("sign_in", "Ctrl+Shift+P", N_("Print sign-in sheets")),
    Shortcut("hall", "F11", N_("Show the counts on a second screen")),
    Shortcut("quit", "Ctrl+Q", N_("Quit")),
    Shortcut("find", "F2", N_("Find a person"), DESK),
    Shortcut("walk_in", "F3", N_("Walk-in"), DESK),
    Shortcut("substitute", "Shift+F3", N_("Another guest comes instead"), DESK),
    Shortcut("listed", "F7", N_("Let in the listed guest of the same name"), DESK),
    Shortcut("badge", "F4", N_("Print the badge"), DESK),
    Shortcut("reprint", "F6", N_("Reprint the badge; the old one is void"), DESK),
    Shortcut("open_badge", "Shift+F4", N_("Open the badge, or print it elsewhere"), DESK),
    Shortcut("answer", "F5", N_("Handed over, or answered"), DESK),
    Shortcut("group", "F10", N_("Let in the whole group"), DESK),
    Shortcut("override", "F12", N_("Admit anyway, for a reason"), DESK),
    Shortcut("move_aboard", "Shift+F7", N_("Let the guest ride with this vehicle"), DESK),
    Shortcut("camera", "F8", N_("Read badges with the camera"), DESK),
    Shortcut("checkpoint", "F9", N_("Change the checkpoint"), DESK),
    Shortcut("search", "Ctrl+F", N_("Find in this list"), PEOPLE),
    Shortcut("arrange", "Ctrl+Shift+F", N_("Filter and arrange"), PEOPLE),
    Shortcut("new", "Ctrl+N", N_("New person"), PEOPLE),
    Shortcut("save", "Ctrl+S", N_("Save"), PEOPLE),
    Shortcut("post_up", "Alt+Up", N_("Move this post up"), PEOPLE),
    Shortcut("post_down", "Alt+Down", N_("Move this post down"), PEOPLE),
    Shortcut("open", "Ctrl+O", N_("Open a list"), LISTS),
    Shortcut("print", "Ctrl+P", N_("Print badges"), LISTS),
    Shortcut("check_again", "F5", N_("Check again"), LISTS),
    Shortcut("export", "Ctrl+E", N_("Export"), LISTS),
    Shortcut("run_next", "F3", N_("Go on to the next item"), PROGRAMME),
    Shortcut("run_start", "F2", N_("Start the chosen item, also an earlier one"), PROGRAMME),
    Shortcut("run_hold", "F4", N_("Hold the time, or let it go on"), PROGRAMME),
    Shortcut("run_stop", "F6", N_("Stop the running item"), PROGRAMME),
    Shortcut("run_skip", "F7", N_("Skip the chosen item, or take it in again"), PROGRAMME),
    Shortcut("run_take", "F8", N_("Take a minute from the running item"), PROGRAMME),
    Shortcut("run_give", "F9", N_("Give the running item a minute"), PROGRAMME),
    Shortcut("run_countdown", "F10", N_("Show the countdown on a second screen"), PROGRAMME),
    Shortcut("new_item", "Ctrl+N", N_("New item"), PROGRAMME),
    Shortcut("copy_item", "Ctrl+D", N_("Copy the item"), PROGRAMME),
    Shortcut("remove_item", "Ctrl+Del", N_("Take the item out of the programme"), PROGRAMME),
    Shortcut("ceremony_readiness", "F2", N_("Show who and what is ready"), CEREMONIES),
    Shortcut("ceremony_agreements", "F3", N_("Show the agreements"), CEREMONIES),
    Shortcut("ceremony_things", "F4", N_("Show the documents and things"), CEREMONIES),
    Shortcut("ceremony_problems", "F6", N_("Show all problems, or the worst"), CEREMONIES),
    Shortcut("ceremony_before", "F7", N_("Show the ceremony before"), CEREMONIES),
    Shortcut("ceremony_after", "F8", N_("Show the next ceremony"), CEREMONIES),
    Shortcut("ceremony_papers", "F9", N_("Print what changed"), CEREMONIES),
    Shortcut("new_agreement", "Ctrl+N", N_("Add an agreement"), CEREMONIES),
    Shortcut("remove_agreement", "Ctrl+Del", N_("Take the agreement away"), CEREMONIES),
    Shortcut("ceremony_plans", "Shift+F2", N_("Show the stage plans"), CEREMONIES),
    Shortcut("ceremony_order", "Shift+F3", N_("Show the order of guests"), CEREMONIES),
    Shortcut("ceremony_seats", "Shift+F4", N_("Show the seats"), CEREMONIES),
    Shortcut("place_up", "Alt+Up", N_("Move this guest up in the order"), CEREMONIES),
    Shortcut("place_down", "Alt+Down", N_("Move this guest down in the order"), CEREMONIES),
    Shortcut("redo", "Ctrl+Shift+Z", N_("Do again what was undone"), LISTS),
    Shortcut("print_paper", "Ctrl+P", N_("Print the paper that is shown"), PAPERS),
    Shortcut("paper_code", "F2", N_("Check a paper by its code"), PAPERS),
    Shortcut("changed_papers", "F4", N_("Show what changed since it was printed"), PAPERS),
    Shortcut("new_delegation", "Ctrl+N", N_("New delegation"), DELEGATIONS),
    Shortcut("remove_delegation", "Ctrl+Del", N_("Remove the delegation"), DELEGATIONS),
    Shortcut("delegation_people", "F2", N_("Show the people of the delegation"), DELEGATIONS),
    Shortcut("delegation_about", "F3", N_("Show what is said of the delegation"), DELEGATIONS),
    Shortcut("delegation_journeys", "F4", N_("Show the journeys"), DELEGATIONS),
    Shortcut("delegation_gifts", "F6", N_("Show the gifts"), DELEGATIONS),
    Shortcut("delegation_itinerary", "F7", N_("Show the itinerary"), DELEGATIONS),
    Shortcut("member_up", "Alt+Up", N_("Move this line up"), DELEGATIONS),
    Shortcut("member_down", "Alt+Down", N_("Move this line down"), DELEGATIONS),
    Shortcut("solve_conflict", "F3", N_("Do what would solve the conflict"), CONFLICTS),
    Shortcut("accept_conflict", "F4", N_("Accept the conflict, for a reason"), CONFLICTS),
    Shortcut("day_now", "F2", N_("Say that the chosen leg or stop begins or ends now"), ON_DAY),
    Shortcut("day_time", "F3", N_("Type when it happened"), ON_DAY),
    Shortcut("day_way", "F4", N_("Take the first way to catch up"), ON_DAY),
    Shortcut("day_told", "F6", N_("The first host to call was told"), ON_DAY),
    Shortcut("day_everybody", "F7", N_("Show where everybody is"), ON_DAY),
    Shortcut("new_visit", "Ctrl+N", N_("New visit"), VISITS),
    Shortcut("new_stop", "F7", N_("New stop"), VISITS),
    Shortcut("new_group", "F8", N_("New group"), VISITS),
    Shortcut("new_leg", "F9", N_("New leg"), VISITS),
    Shortcut("about_visit", "F6", N_("Show the name, day and rules of the visit"), VISITS),
    Shortcut("places_travel", "F2", N_("Show the travel minutes"), VISITS),
    Shortcut("places_sites", "F3", N_("Show the sites"), VISITS),
    Shortcut("places_vehicles", "F4", N_("Show the vehicles"), VISITS),
)
IN_PLACE = (
    Shortcut("let_in", "Enter", N_("Let in the guest who is chosen"), DESK),
    Shortcut("choose", "↑ ↓", N_("Choose in the list"), DESK),
    Shortcut("tick", "Space", N_("Tick or untick one of the group"), DESK),
    Shortcut("open_person", "Enter", N_("Open the person; in a form, save"), PEOPLE),
    Shortcut("move", "↑ ↓", N_("Move in the list"), PEOPLE),
    Shortcut("select", "Shift+↑ ↓", N_("Select several"), PEOPLE),
    Shortcut("select_all", "Ctrl+A", N_("Select everybody shown"), PEOPLE),
    Shortcut("next_part", "Space", N_("Take the next part of a badge template"), LISTS),
    Shortcut("open_item", "Enter", N_("Open the item; in a form, save"), PROGRAMME),
    Shortcut("move_item", "Alt+↑ ↓ ← →", N_("Move the item; on the board with Shift, lengthen it"), PROGRAMME),
    Shortcut("open_need", "Enter", N_("See what can be done about somebody"), CEREMONIES),
    Shortcut("move_agreement", "Alt+↑ ↓ ← →", N_("Move the agreement; ← → to another batch"), CEREMONIES),
    Shortcut("copy_on", "Enter", N_("Let a copy or a thing come one step further"), CEREMONIES),
    Shortcut("copy_back", "Backspace", N_("Take a copy or a thing one step back"), CEREMONIES),
    Shortcut("copy_to", "1–8", N_("Say how far a copy has come"), CEREMONIES),
    Shortcut("copy_open", "N", N_("Open a copy or a thing, for its note"), CEREMONIES),
    Shortcut("move_on_plan", "Alt+↑ ↓ ← →", N_("Move somebody on a plan of the stage or the seats"), CEREMONIES),
    Shortcut("move_part", "↑ ↓ ← →", N_("Move the part; with Shift, size it"), LISTS),
    Shortcut("choose_paper", "↑ ↓", N_("Choose the paper"), PAPERS),
    Shortcut("move_on_day", "↑ ↓ ← →", N_("Choose a leg or stop on the line of time"), ON_DAY),
    Shortcut("move_block", "← →", N_("Move a stop or leg by five minutes; with Shift, stretch it"), VISITS),
    Shortcut("move_together", "Ctrl+← →", N_("Move all groups that are at the stop then"), VISITS),
    Shortcut("next_block", "Tab", N_("Go to the next stop or leg; ↑ ↓ to the next row"), VISITS),
    Shortcut("open_block", "Enter", N_("Open the stop or leg; with Shift, its group or vehicle"), VISITS),
    Shortcut("pin_block", "P", N_("Pin what the planner is to leave alone"), VISITS),
    Shortcut("leave_out", "Del", N_("Let the group not go to the stop; take the leg away"), VISITS),
    Shortcut("move_people", "M", N_("Move the people who are chosen to the next group or vehicle"), VISITS),
    Shortcut("turn_people", "R", N_("Give the people who are chosen another role"), VISITS),
    Shortcut("take_conflict", "Enter", N_("Do what would solve the conflict"), CONFLICTS),
    Shortcut("open_conflict", "Space", N_("Read all of the conflict"), CONFLICTS),
)
"""Keys that whatever has the focus takes for itself; the table of ``F1`` shows them too."""
SHORTCUTS: Mapping[str, Shortcut] = MappingProxyType({each.id: each for each in _TABLE})


def on_key(key: str, widget: QWidget, act: Callable[[], object], *, in_window: bool = False) -> QShortcut:
    """Let the shortcut with id ``key`` call ``act`` while the focus is in ``widget``, or anywhere ``in_window``."""
    scope = Qt.ShortcutContext.WindowShortcut if in_window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    shortcut = QShortcut(QKeySequence(SHORTCUTS[key].keys), widget)
    shortcut.setContext(scope)
    shortcut.activated.connect(act)
    return shortcut


def is_ours(keys: QKeySequence) -> bool:
    """Whether ``keys`` stand in the table, so that an edit must not take them for itself."""
    return any(QKeySequence(each.keys) == keys for each in _TABLE)


def shown(keys: str) -> str:
    """``Ctrl+K`` as it is printed on the keys, ``⌘K`` on a Mac; what is no name of a key stays as it is."""
    # Qt would translate it elsewhere too, and our sentences name the keys by what stands on them.
    native = sys.platform == "darwin"
    form = QKeySequence.SequenceFormat.NativeText if native else QKeySequence.SequenceFormat.PortableText
    head, plus, last = (QKeySequence(keys).toString(form) or keys).rpartition("+")
    return f"{head}{plus}{_ARROWS.get(last, last)}"
