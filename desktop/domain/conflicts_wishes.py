"""Conflicts with what organisers wish of a visit: wheelchairs, who stays together or apart, how leaders ride."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from desktop.domain.conflicts_kinds import Act, Conflict, Kind, Severity, Suggestion
from desktop.domain.conflicts_plan import Heads, Plan


def wishes(plan: Plan) -> Iterator[Conflict]:
    """The wishes that a plan does not keep."""
    for chairs in plan.chairs:
        over = len(chairs.people) - chairs.places
        if over > 0:
            yield Conflict(
                Kind.NO_WHEELCHAIR, Severity.BLOCKS, tuple(sorted(chairs.people)), (chairs.vehicle,), chairs.start,
                chairs.start, over, Suggestion(Act.RESEAT, chairs.visit, over),
            )  # fmt: skip
    for pair in plan.pairs:
        what = pair.shared if pair.apart else pair.unshared
        if what:
            kind = Kind.NOT_APART if pair.apart else Kind.NOT_TOGETHER
            who = tuple(sorted((pair.one, pair.other)))
            yield Conflict(kind, Severity.WARNS, who, what, 0, 0, 0, Suggestion(Act.RESEAT, pair.visit))
    for heads in plan.heads:
        yield from _heads(heads)


def _heads(heads: Heads) -> Iterator[Conflict]:
    riding: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for leader, vehicle in sorted(heads.riding):
        riding[vehicle].append(leader)
    solved = Suggestion(Act.RESEAT, heads.visit)
    if heads.apart:
        for vehicle, leaders in sorted(riding.items()):
            if len(leaders) > 1:
                over = len(leaders) - 1
                yield Conflict(Kind.LEADERS_TOGETHER, Severity.WARNS, tuple(leaders), (vehicle,), 0, 0, over, solved)
    elif len(riding) > 1:
        who = tuple(sorted(leader for leader, _vehicle in heads.riding))
        what = tuple(sorted(riding))
        yield Conflict(Kind.LEADERS_APART, Severity.WARNS, who, what, 0, 0, len(what) - 1, solved)
