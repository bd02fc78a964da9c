"""What a plan could not keep, as message ids."""

from collections.abc import Mapping

from desktop.domain.conflicts import Kind
from desktop.domain.visit_planner import Rule
from desktop.errors import N_

RULE_TEXTS: Mapping[Rule, str] = {
    Rule.NO_ROOM: N_("“{who}” can't go to “{what}”: there is no time left at which it takes them for {n} min."),
    Rule.NOT_OPEN: N_("“{who}” can't go to “{what}”: it is open for less than {n} min."),
    Rule.PINNED: N_("“{who}” comes {n} min late to “{what}”, where its time is pinned."),
    Rule.TOO_LARGE: N_("“{who}” has {n} people more than “{what}” takes at a time."),
    Rule.NO_SEAT: N_("There are too few seats for “{what}”. Without a seat: {who}."),
    Rule.WHEELCHAIR: N_("“{what}” has too few places for wheelchairs: {who}."),
    Rule.APART: N_("{who} should stay apart: no other group and vehicle has room for one of them."),
    Rule.TOGETHER: N_("{who} should stay together: no group and vehicle has room for both."),
    Rule.LEADERS_APART: N_("Leaders of delegations should ride apart: there are not enough vehicles. {who}."),
    Rule.LEADERS_TOGETHER: N_("Leaders of delegations should ride together: no vehicle has room for all. {who}."),
    Rule.INTERPRETER: N_("{n} people of “{who}” understand nobody at some stop, and nobody interprets for them."),
    Rule.TRAVEL: N_("The travel table does not know the way {what}: {n} min are assumed."),
}
FOUND_AS: Mapping[Rule, frozenset[Kind]] = {
    Rule.NO_SEAT: frozenset({Kind.LEFT_BEHIND}),
    Rule.TOO_LARGE: frozenset({Kind.FULL_STOP}),
    Rule.WHEELCHAIR: frozenset({Kind.NO_WHEELCHAIR}),
    Rule.APART: frozenset({Kind.NOT_APART}),
    Rule.TOGETHER: frozenset({Kind.NOT_TOGETHER}),
    Rule.LEADERS_APART: frozenset({Kind.LEADERS_TOGETHER}),
    Rule.LEADERS_TOGETHER: frozenset({Kind.LEADERS_APART}),
}
"""The conflicts that a rule already tells."""
