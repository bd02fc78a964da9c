"""visit leaders · tie · pin: what holds for a plan, however it is made."""

from typing import TYPE_CHECKING

from desktop.cli.parser import Commands
from desktop.cli.run import Run
from desktop.cli.visit_plan import find_group, find_stop
from desktop.domain.visits import Leaders
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.visit_members import TieDraft
    from desktop.services.visits import VisitRow
    from desktop.services.visits_parts import TieRow


def add(group: Commands, _: Translator) -> None:
    """Add these to the commands of ``visit``."""
    leaders = group.add("leaders", _("Say whether leaders of delegations ride in one vehicle."), set_leaders)
    leaders.add_argument("rule", choices=[one.value for one in Leaders], help=_("Apart, together, or as it comes."))
    tie = group.add("tie", _("Keep two people together, or apart, in groups and vehicles."), set_tie)
    for name in ("one", "other"):
        tie.add_argument(name, metavar=_("PERSON"), help=_("Who it is: an id, a badge's serial or a name."))
    how = tie.add_mutually_exclusive_group()
    how.add_argument("--apart", action="store_true", help=_("Apart; else together."))
    how.add_argument("--off", action="store_true", help=_("Neither: take it back."))
    pin = group.add("pin", _("Let the planner leave somebody, or a group at a stop, where they are."), set_pin)
    pin.add_argument("who", metavar=_("NAME"), help=_("Somebody; with a stop, a group."))
    pin.add_argument("stop", nargs="?", default="", metavar=_("STOP"), help=_("The stop's site, hall or id."))
    pin.add_argument("--off", action="store_true", help=_("Let the planner move them again."))
    for command in (leaders, tie, pin):
        command.add_argument("--visit", default="", metavar=_("VISIT"), help=_("The visit, where there are several."))


def set_leaders(run: Run, _: Translator) -> None:
    """Give a visit its rule for leaders."""
    from desktop.services import events, visits, visits_edit

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = visits.find_visit(session, event.id, run.args.visit)
        rule = Leaders(run.args.rule)
        visits_edit.change_visit(session, row.id, visits_edit.VisitDraft(row.day, row.name, row.note, rule))
    run.give({"visit": str(row.id), "leaders": rule.value}, [_("{name} is saved.", name=row.name.said_in(_.language))])


def set_tie(run: Run, _: Translator) -> None:
    """Tie two people, or untie them."""
    from desktop.services import events, search, visits
    from desktop.services.visit_members import TieDraft, keep_ties

    args = run.args
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = visits.find_visit(session, event.id, args.visit)
        one, other = (search.resolve(session, event.id, text) for text in (args.one, args.other))
        kept = [tie for tie in ties_of(row) if {tie.one_id, tie.other_id} != {one, other}]
        keep_ties(session, row.id, kept if args.off else [*kept, TieDraft(one, other, args.apart)])
        row = visits.visit(session, row.id)
    run.give(
        {"visit": str(row.id), "ties": [tie_document(tie) for tie in row.ties]},
        [_("{name} is saved.", name=row.name.said_in(_.language))],
    )


def set_pin(run: Run, _: Translator) -> None:
    """Pin a group at a stop, or somebody in their groups and on their vehicles."""
    from desktop.services import events, search, visits
    from desktop.services.visit_members import change_aboard, change_in_group
    from desktop.services.visit_moves import pin_stop

    args, pinned = run.args, not run.args.off
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        row = visits.find_visit(session, event.id, args.visit)
        if args.stop:
            pin_stop(session, find_group(row, args.who, _).id, find_stop(row, args.stop).id, pinned=pinned)
        else:
            person = search.resolve(session, event.id, args.who)
            for group in row.groups:
                change_in_group(session, group.id, [person], pinned=pinned)
            for vehicle in row.vehicles:
                change_aboard(session, row.id, vehicle.id, [person], pinned=pinned)
    run.give({"visit": str(row.id), "pinned": pinned}, [_("{name} is saved.", name=row.name.said_in(_.language))])


def ties_of(row: "VisitRow") -> "list[TieDraft]":
    """The ties of a visit, as they are kept."""
    from desktop.services.visit_members import TieDraft

    return [
        TieDraft(one.one.registration_id, one.other.registration_id, one.apart, one.id)
        for one in row.ties
        if one.one.registration_id is not None and one.other.registration_id is not None
    ]


def tie_document(one: "TieRow") -> dict[str, object]:
    """A tie for programs."""
    from desktop.cli.delegations import named

    return {"one": named(one.one), "other": named(one.other), "apart": one.apart}
