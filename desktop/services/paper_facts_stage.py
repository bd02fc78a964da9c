"""What plans of the stage say: who stands or sits where."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.domain.naming import NamedPerson, name_alone, name_in
from desktop.domain.programme import ItemKind
from desktop.domain.seating import Layout, Placed, Setting, arrange, traffic_of
from desktop.domain.seating import Spot as SpotKind
from desktop.i18n import Translator
from desktop.models import StagePlan as StagePlanRow
from desktop.services import stage_plans as plans_service
from desktop.services.agreements import agreements
from desktop.services.paper_facts import Gathered, NothingOnPaper, PaperLine, Told, in_other_script, line
from desktop.services.precedence import Ranking
from desktop.services.programme import ItemRow, programme
from desktop.services.stage_cast import Whom, members, standing
from desktop.services.stage_names import GuestName, guest_names

if TYPE_CHECKING:
    from desktop.documents.stage_plan import Spot, StagePlan


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A plan as it is or, where nobody made one, as the rule suggests it."""

    key: str
    layout: Layout
    title: str
    rows: tuple[tuple[Placed[Whom], ...], ...]


def stage_plans(session: Session, about: Told) -> Gathered:
    """The plans that are asked for; of a ceremony or photo without one, what the rule suggests."""
    sketches = _sketches(session, about)
    if not sketches:
        raise NothingOnPaper
    people = [placed.person for sketch in sketches for row in sketch.rows for placed in row]
    known = guest_names(session, [whom for whom in people if isinstance(whom, UUID)])
    plans, lines = [], []
    for sketch in sketches:
        plan, said = _drawn(sketch, known, about.says[0])
        plans.append(plan)
        lines += said
    return Gathered(tuple(plans), tuple(lines))


def _sketches(session: Session, about: Told) -> list[_Sketch]:
    choice, _ = about.choice, about.says[0]
    items = {
        row.id: row
        for row in programme(session, about.event_id, day=choice.day)
        if choice.item_id in {None, row.id} and choice.hall_id in {None, row.hall_id}
    }
    anything = choice.item_id is None and choice.hall_id is None and choice.day is None
    made = [
        row
        for row in plans_service.plans(session, about.event_id)
        if choice.plan_id in {None, row.id} and (row.item_id in items if row.item_id is not None else anything)
    ]
    made.sort(key=lambda row: (items[row.item_id].start.isoformat() if row.item_id else "", row.batch or 0))
    found, ranking = [], Ranking(session, about.event_id)
    for row in made:
        shown = plans_service.plan(session, row.id, ranking)
        placed = tuple(
            tuple(Placed(one.whom, one.side, one.spot, one.rank, one.signing, one.by_hand) for one in each)
            for each in shown.rows
        )
        title = row.name or (_title(items[row.item_id], row.batch, _) if row.item_id else "")
        found.append(_Sketch(row.id.hex, row.layout, title, placed))
    if choice.plan_id is not None:
        return found
    planned = {(row.item_id, row.batch) for row in made}
    return found + [
        sketch
        for item in items.values()
        if (item.id, None) not in planned
        for sketch in _suggested(session, item, about, {batch for key, batch in planned if key == item.id})
    ]


def _suggested(session: Session, item: ItemRow, about: Told, planned: Collection[int | None]) -> list[_Sketch]:
    """What the rule would make of an item: a plan for each batch of its signings not ``planned``, or one for all."""
    if not item.kind.ceremony and item.kind is not ItemKind.PHOTO:
        return []
    numbers = sorted({one.batch for one in agreements(session, item_id=item.id)})
    batches: Sequence[int | None] = numbers or (None,)
    found = []
    for batch in (one for one in batches if one not in planned):
        draft = plans_service.suggested(session, item.id, batch)
        stage = StagePlanRow(
            id=item.id, event_id=about.event_id, item_id=item.id, batch=batch, layout=draft.layout,
            convention=draft.convention,
        )  # fmt: skip
        people = members(session, stage, ())
        setting = Setting(
            layout=draft.layout, convention=draft.convention, rows=draft.rows, traffic=traffic_of(about.zone)
        )
        if people:
            title = _title(item, batch if len(batches) > 1 else None, about.says[0])
            found.append(
                _Sketch(f"{item.id.hex}-{batch or 0}", draft.layout, title, arrange(standing(people), setting))
            )
    return found


def _title(item: ItemRow, batch: int | None, _: Translator) -> str:
    which = _("batch {n}", n=batch) if batch is not None else ""
    return " · ".join(filter(None, (item.title.said_in(_.language), which)))


def _drawn(sketch: _Sketch, known: dict[UUID | None, GuestName], _: Translator) -> "tuple[StagePlan, list[PaperLine]]":
    from desktop.documents.stage_plan import StagePlan

    rows, lines = [], []
    for number, row in enumerate(sketch.rows, 1):
        spots = tuple(_spot(placed, _who(placed.person, known), sketch.layout, _) for placed in row)
        rows.append(spots)
        for place, (placed, spot) in enumerate(zip(row, spots, strict=True), 1):
            said = _("{name}: row {row}, place {place}", name=spot.name, row=number, place=place)
            whom = placed.person.hex if isinstance(placed.person, UUID) else placed.person
            lines.append(line("spot", f"{whom}/{sketch.key}", said, (number, place, spot, sketch.title)))
    front = _("Front of the car") if sketch.layout is Layout.CAR else ""
    return StagePlan(sketch.title, tuple(rows), front), lines


def _who(whom: Whom, known: dict[UUID | None, GuestName]) -> NamedPerson:
    return known[whom] if isinstance(whom, UUID) else name_alone(whom)


def _spot(placed: Placed[Whom], who: NamedPerson, layout: Layout, _: Translator) -> "Spot":
    from desktop.documents.stage_plan import Spot

    posts: Sequence[str] = [post.post_in(_.language) for post in who.posts[:1]]
    return Spot(
        label=f"{placed.signing} · {placed.label}" if layout is Layout.BATCH and placed.side else placed.label,
        name=name_in(who, _.language),
        second=in_other_script(who, _.language),
        post="".join(posts),
        title="".join(post.title_name.said_in(_.language) for post in who.posts[:1]),
        by_hand=placed.by_hand,
        at_table=placed.spot is SpotKind.TABLE or layout is Layout.ROSTRUM,
        group=placed.signing if layout is Layout.BATCH else 0,
    )
