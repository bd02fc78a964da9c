"""readiness: who a ceremony needs, and where each of them is."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desktop.cli.parser import Commands, a_count
from desktop.cli.run import Run, written
from desktop.cli.tables import table
from desktop.domain.agreements import SigningPart
from desktop.domain.ceremony_words import LEVEL_WORDS, PLACE_WORDS, SIGNING_WORDS
from desktop.domain.readiness import Level
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.events import EventRow
    from desktop.services.readiness import Need, Readiness, Tally


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    command = commands.add("readiness", _("Who a ceremony needs, and where each of them is."), show_readiness)
    command.add_argument(
        "ceremony", metavar=_("CEREMONY"), help=_("The item of the programme by its number, id, or whole title.")
    )
    command.add_argument(
        "--alarm", type=a_count, default=20, metavar=_("MINUTES"), help=_("How long before the start the alarm rings.")
    )


def show_readiness(run: Run, _: Translator) -> None:
    """Say how a ceremony stands."""
    from desktop.services import events, readiness

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        key = readiness.find_ceremony(session, event.id, run.args.ceremony)
        found = readiness.readiness(session, key, db.now(), alarm=timedelta(minutes=run.args.alarm))
    run.give(_document(found, event, _), () if run.json else _lines(found, event, _))


def _lines(found: "Readiness", event: "EventRow", _: Translator) -> Iterator[str]:
    """Everybody once, below each signatory who is not there those who could come instead; then the agreements."""
    rows: list[tuple[str, ...]] = []
    for need in found.people:
        rows.append(_row(need, event, _))
        if need.level is Level.ALARM:
            rows += [_row(one, event, _) for one in need.alternates]
    yield from table([_("Name"), _("Part"), _("Where"), _("Last scanned at"), _("Time"), _("State")], rows)
    if found.agreements:
        yield ""
        yield from table(
            [_("Agreement"), _("Batch"), _("Documents on the table"), _("Things ready"), _("State")],
            [
                (
                    row.title.said_in(_.language), row.batch, _tally(row.documents), _tally(row.things),
                    _(LEVEL_WORDS[row.level]),
                )
                for row in found.agreements
            ],
        )  # fmt: skip


def _row(need: "Need", event: "EventRow", _: Translator) -> tuple[str, ...]:
    from desktop.domain.programme_words import PART_WORDS

    part = SIGNING_WORDS[need.part] if isinstance(need.part, SigningPart) else PART_WORDS[need.part]
    last = need.checkpoint.said_in(_.language)
    at = need.at.astimezone(ZoneInfo(event.zone)).strftime("%H:%M") if need.at is not None else ""
    return need.name, _(part), _(PLACE_WORDS[need.where]), last, at, _(LEVEL_WORDS[need.level])


def _tally(tally: "Tally") -> str:
    return f"{tally.done}/{tally.total}"


def _document(found: "Readiness", event: "EventRow", _: Translator) -> dict[str, object]:
    return {
        "item": str(found.item_id),
        "code": found.code,
        "title": found.title.said_in(_.language),
        "planned": written(found.planned, event.zone),
        "expected": written(found.start, event.zone),
        "alarm_at": written(found.alarm_at, event.zone),
        "level": found.level.value,
        "documents": {"ready": found.documents.done, "of": found.documents.total},
        "things": {"ready": found.things.done, "of": found.things.total},
        "people": [_person(need, event, _) for need in found.people],
        "agreements": [
            {
                "id": str(row.id),
                "title": row.title.said_in(_.language),
                "batch": row.batch,
                "level": row.level.value,
                "documents": {"ready": row.documents.done, "of": row.documents.total},
                "things": {"ready": row.things.done, "of": row.things.total},
                "people": [_person(need, event, _) for need in row.people],
            }
            for row in found.agreements
        ],
    }


def _person(need: "Need", event: "EventRow", _: Translator) -> dict[str, object]:
    return {
        "registration": str(need.registration_id) if need.registration_id is not None else None,
        "name_zh": need.name_zh,
        "name_latin": need.name_latin,
        "part": need.part.value,
        "state": need.where.value,
        "level": need.level.value,
        "checkpoint": need.checkpoint.said_in(_.language) or None,
        "at": written(need.at, event.zone) if need.at is not None else None,
        "alternates": [_person(one, event, _) for one in need.alternates],
    }
