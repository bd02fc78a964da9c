"""scan · checkout · override · undo: badges are read, verdicts given, and taken back."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop.cli.parser import Commands, Parser
from desktop.cli.run import Run, written
from desktop.cli.verdicts import Line
from desktop.domain.text import clean
from desktop.errors import N_, Trouble, UserError
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.domain.verdicts import Direction
    from desktop.services.checkpoints import CheckpointRow
    from desktop.services.events import EventRow
    from desktop.services.upkeep import Actor, Database

_LONGEST_LINE = 4096
_EARLIEST, _LATEST = 1971, 2999


class ImpossibleTime(UserError):
    code = "impossible_time"
    text = N_("{at} can't be meant. Give a time between 1971 and 2999.")


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    reading = commands.add("scan", _("Read badges: one verdict a line, in order."), scan)
    leaving = commands.add("checkout", _("Read badges of guests who leave: one verdict a line, in order."), checkout)
    for command in (reading, leaving):
        command.epilog = _("A refusal is an answer too: the exit status is 0.")
        what = command.add_mutually_exclusive_group(required=True)
        what.add_argument("token", nargs="*", default=[], metavar=_("TOKEN"), help=_token_help(_))
        what.add_argument("--stdin", action="store_true", help=_("Read a badge a line, and answer each at once."))
        add_place(command, _)
    against = commands.add(
        "override", _("Let a guest in against a refusal; who decided it, and why, is kept."), override
    )
    against.add_argument("token", metavar=_("TOKEN"), help=_token_help(_))
    against.add_argument("--by", required=True, metavar=_("NAME"), help=_("Who decides it."))
    against.add_argument("--why", required=True, metavar=_("TEXT"), help=_("Why, for the record."))
    add_place(against, _)
    undo_ = commands.add("undo", _("Take one check-in back; the record of both stays."), undo)
    undo_.add_argument("check_in", metavar=_("CHECK-IN"), help=_("The id that the verdict gave."))
    undo_.add_argument("--why", default="", metavar=_("TEXT"), help=_("Why, for the record."))


def add_place(command: Parser, _: Translator) -> None:
    """The options that say where badges are read, by whom, and when."""
    command.add_argument(
        "--checkpoint", metavar=_("CHECKPOINT"), help=_("Where the badges are read; else this machine's.")
    )
    command.add_argument(
        "--desk", metavar=_("DESK"), help=_("A desk's letter or name, made where there is none; else this machine's.")
    )
    command.add_argument(
        "--at", type=datetime.fromisoformat, metavar=_("TIME"), help=_("When it was, if not now: 2026-11-21T14:02.")
    )


def _token_help(_: Translator) -> str:
    return _("What a QR code says, or a badge's serial.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where badges are read, who reads them, and when, if not now."""

    event: "EventRow"
    checkpoint: "CheckpointRow"
    desk: str
    actor: "Actor"
    at: datetime | None


def scan(run: Run, _: Translator) -> None:
    """Give a verdict on each badge; it is in the database before it is printed."""
    _read(run, _, None)


def checkout(run: Run, _: Translator) -> None:
    """Give a verdict on the badge of each guest who leaves."""
    from desktop.domain.verdicts import Direction

    _read(run, _, Direction.OUT)


def override(run: Run, _: Translator) -> None:
    """Let a guest in against a refusal."""
    from desktop.services.checkin import Override, Reading, scan

    with run.database() as db:
        place = place_of(run, db)
        reading = Reading(place.event.id, place.checkpoint.id, run.args.token, at=place.at)
        with db.write(place.actor) as session:
            result = scan(session, reading, Override(run.args.by, run.args.why))
    line = Line(place.event.zone, place.checkpoint, place.desk, _)
    run.line(line.document(result, result.elapsed_ms) if run.json else line.text(result, 0))


def _read(run: Run, _: Translator, direction: "Direction | None") -> None:
    from desktop.services.checkin import Reading, scan

    with run.database() as db:
        place = place_of(run, db)
        _back_up(run, _, db)
        line = Line(place.event.zone, place.checkpoint, place.desk, _)
        shown: Callable[..., str] = line.document if run.json else line.text
        event_id, checkpoint_id, actor, at = place.event.id, place.checkpoint.id, place.actor, place.at
        for content in _contents(run):
            begun = time.perf_counter()
            with db.write(actor) as session:
                result = scan(session, Reading(event_id, checkpoint_id, content, at=at, direction=direction))
            run.line(shown(result, (time.perf_counter() - begun) * 1000))


def undo(run: Run, _: Translator) -> None:
    """Take a check-in back."""
    from desktop.services import checkin, events

    try:
        key = UUID(run.args.check_in)
    except ValueError as error:
        raise checkin.NoSuchCheckIn(check_in=run.args.check_in) from error
    with run.database() as db, db.write() as session:
        zone = events.event_in_use(session).zone
        result = checkin.undo(session, key, clean(run.args.why))
        undone_at = written(db.now(), zone)
    guest, earlier = result.guest, result.earlier
    run.give(
        {
            "check_in": str(key),
            "registration": str(guest.registration) if guest else None,
            "serial": guest.serial if guest else None,
            "name": guest.name if guest else None,
            "category": guest.category.said_in(_.language) if guest else None,
            "category_code": guest.category_code if guest else None,
            "at": written(result.at, zone),
            "desk": earlier.desk if earlier else None,
            "by": earlier.who if earlier else None,
            "undone_at": undone_at,
            "why": clean(run.args.why),
        },
        [
            _(
                "Taken back: {name}, who came at {time}.",
                name=guest.name if guest else key,
                time=_.time(result.at, zone),
            )
        ],
    )


def _back_up(run: Run, _: Translator, db: "Database") -> None:
    """See that there is a recent backup; the door opens all the same where none can be made."""
    from desktop.services.upkeep import back_up_when_due

    try:
        back_up_when_due(db)
    except Trouble as trouble:
        run.say(_.error(trouble))


def place_of(run: Run, db: "Database") -> Place:
    """Where the options of ``add_place`` say that badges are read."""
    from desktop.services import checkpoints, events
    from desktop.services.upkeep import Actor

    args, own = run.args, db.actor
    if own is None:
        raise RuntimeError("the database was opened without a desk")
    with db.read() as session:
        event = events.event_in_use(session)
        known = {row.code for row in checkpoints.checkpoints(session, event.id)}
        usual = run.settings.checkpoint if run.settings.checkpoint in known else None
        checkpoint = checkpoints.find_checkpoint(session, event.id, args.checkpoint or usual)
        desk = checkpoints.own_desk(session, own) if args.desk is None else None
    if desk is None:
        with db.write() as session:
            desk = checkpoints.ensure_desk(session, args.desk)
    at = in_zone(args.at, event.zone) if args.at is not None else None
    return Place(event, checkpoint, desk.shown, Actor(desk.id, own.who), at)


def in_zone(given: datetime, zone: str) -> datetime:
    """The moment that was given; a time without a zone is in the event's. Raises ``ImpossibleTime``."""
    moment = given if given.tzinfo is not None else given.replace(tzinfo=ZoneInfo(zone))
    if not _EARLIEST <= moment.year <= _LATEST:
        raise ImpossibleTime(at=moment.isoformat())
    return moment


def _contents(run: Run) -> Iterator[str]:
    """What was read, a badge each. A line that is no text is kept as its bytes: no badge, but a verdict."""
    yield from run.args.token
    if run.args.stdin:
        while line := sys.stdin.buffer.readline(_LONGEST_LINE):
            rest = line
            while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
                rest = sys.stdin.buffer.readline(_LONGEST_LINE)
            yield line.decode("utf-8", "backslashreplace").rstrip("\r\n")
