"""Where something can be done about each problem of a ceremony."""

from collections.abc import Mapping
from enum import StrEnum

from desktop.domain.ceremony_checks import ProblemKind


class Way(StrEnum):
    """A place to go to: somebody's panel, an agreement, its documents, the stage plans, the programme."""

    PERSON = "person"
    AGREEMENT = "agreement"
    THINGS = "things"
    PLANS = "plans"
    PROGRAMME = "programme"


WAYS: Mapping[ProblemKind, Way] = {
    ProblemKind.NOBODY: Way.PROGRAMME,
    ProblemKind.NO_AGREEMENT: Way.AGREEMENT,
    ProblemKind.FEW_PARTIES: Way.AGREEMENT,
    ProblemKind.NO_SIGNATORY: Way.AGREEMENT,
    ProblemKind.NO_ALTERNATE: Way.AGREEMENT,
    ProblemKind.BOTH_PARTIES: Way.AGREEMENT,
    ProblemKind.TWO_PARTS: Way.AGREEMENT,
    ProblemKind.TWICE_AT_ONCE: Way.AGREEMENT,
    ProblemKind.TWO_PLACES: Way.AGREEMENT,
    ProblemKind.NO_TIME: Way.AGREEMENT,
    ProblemKind.WRONG_SEAT: Way.PLANS,
    ProblemKind.LEFT: Way.PERSON,
    ProblemKind.NOT_COMING: Way.PERSON,
    ProblemKind.NOT_FINAL: Way.THINGS,
    ProblemKind.COPIES: Way.THINGS,
    ProblemKind.UNEQUAL_RANK: Way.AGREEMENT,
}
