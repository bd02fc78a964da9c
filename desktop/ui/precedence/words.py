"""How places are put into words: layouts, conventions, sides, where somebody stands."""

from collections.abc import Mapping

from desktop.domain.agreements import Side
from desktop.domain.seating import Layout, Spot
from desktop.errors import N_
from desktop.i18n import Language, Translator
from desktop.services.stage_plans import PlanDraft, PlanMove, PlanRow, StagePlace
from desktop.ui.stage_words import Named

LAYOUTS: Mapping[Layout, str] = {
    Layout.ROSTRUM: N_("One row"),
    Layout.PHOTO: N_("Photograph in rows"),
    Layout.INTERLEAVED: N_("Hosts and guests in turn"),
    Layout.SIGNING_TABLE: N_("Signing table of two parties"),
    Layout.CHAIR: N_("Signing table with one chair"),
    Layout.BATCH: N_("Several signings side by side"),
    Layout.CAR: N_("Car"),
}
SIDES: Mapping[Side, str] = {
    Side.NONE: N_("As item and rule say"),
    Side.HOST: N_("Host"),
    Side.GUEST: N_("Guest"),
}
SPOTS: Mapping[Spot, str] = {
    Spot.TABLE: N_("signs"),
    Spot.ASSISTANT: N_("assists"),
    Spot.WITNESS: N_("witness"),
    Spot.OFFICIATING: N_("officiates"),
    Spot.WAITING: N_("waits to sign"),
    Spot.ESCORT: N_("escort"),
}
"""What a place is for, where that is not plain."""


def place_words(_: Translator, place: StagePlace) -> str:
    """Where somebody is, and what for."""
    said = _("{label} · row {row}, place {place}", label=place.label, row=place.row, place=place.place)
    return " · ".join(filter(None, (said, _(SPOTS[place.spot]) if place.spot in SPOTS else "")))


def plan_name(_: Translator, plan: PlanRow | PlanDraft) -> str:
    """What a plan is called: by its name, or else by its batch or layout."""
    return plan.name or (_(LAYOUTS[plan.layout]) if plan.batch is None else _("Batch {n}", n=plan.batch))


def move_words(_: Translator, one: PlanMove, name: str) -> str:
    """From where to where somebody went."""
    if one.after is None:
        return _("{name} is not on the plan any more", name=name)
    row, place = one.after
    if one.before is None:
        return _("{name} has come: row {row}, place {place}", name=name, row=row, place=place)
    before_row, before_place = one.before
    return _(
        "{name}: from row {before_row}, place {before_place} to row {row}, place {place}",
        name=name, before_row=before_row, before_place=before_place, row=row, place=place,
    )  # fmt: skip


def both_names(_: Translator, person: Named) -> tuple[str, str]:
    """The name that a reader of this language looks for, and the one in the other script."""
    first, second = person.name_zh, person.name_latin
    if not first or not second:
        return first or second, ""
    return (second, first) if _.language is Language.EN else (first, second)
