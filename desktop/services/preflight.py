"""Before the doors open: whether this machine and this event are ready, and what to do where they are not."""

import secrets
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from desktop.config import PrinterSettings
from desktop.domain.ids import wall_time
from desktop.domain.tokens import DIGITS, clean_scan, read_token
from desktop.domain.verdicts import EXPECTED
from desktop.errors import N_, SummitDeskError
from desktop.i18n import Language, Translator
from desktop.models import Badge, BadgePrint, ImportBatch, Registration
from desktop.progress import Progress
from desktop.services.backups import held
from desktop.services.badge_feed import Wanted
from desktop.services.events import EventRow, KeyMissing, event_by_id, secrets_of
from desktop.services.preflight_check import Act, Check, Say, State, in_order
from desktop.services.preflight_plan import conflicts, papers
from desktop.services.print_jobs import doubts
from desktop.services.printers import Printers, ask, layout_for
from desktop.services.printing import Misprint, NothingToPrint, check_badges
from desktop.storage.database import Database
from desktop.storage.shelf import backups_of, is_whole
from desktop.storage.undoing import last_clock

__all__ = [
    "Act",
    "Check",
    "Misprint",
    "Printers",
    "State",
    "checks",
    "in_order",
    "names",
    "printer",
    "scanner",
    "test_code",
]

_ENOUGH_MB, _LITTLE_MB = 2_000, 500
_SLACK, _JUMP = timedelta(minutes=2), timedelta(minutes=1)
_BACKUP_AGE, _DATA_AGE = timedelta(minutes=75), timedelta(hours=24)
_RARE = "燊堃喆犇嘢𨭎𠮷䶮㛃𡃁𨋢"
_CODE = "9"
"""What no badge's token begins with."""


def checks(db: Database, event_id: UUID, *, jumped: timedelta = timedelta()) -> list[Check]:
    """What can be seen at once; ``jumped`` is by how much the machine's clock was set while the program ran."""
    now = db.now()
    with db.read() as session:
        event = event_by_id(session, event_id)
        found = [
            _clock(last_clock(session), event, now, jumped),
            _day(event, now),
            _data(session, event, now),
            _key(session, event_id),
            _badges(session, event_id, len([badge for doubt in doubts(db, event_id) for badge in doubt.badges])),
            *papers(session, event_id),
            *conflicts(session, event_id, now),
        ]
    return [*found, _disk(db.path), _backup(db.path, now), _fonts()]


def printer(printers: Printers, known: tuple[PrinterSettings, ...], database: Path) -> Check:
    """Whether the printer that badges are printed on is ready. This asks it, and may take a few seconds."""
    if not known:
        return Check(
            "printer", State.LOOK,
            lambda _: _("No printer is set up: badges are written to PDF files. Add one in the settings."),
            Act.PRINTERS,
        )  # fmt: skip
    first = known[0]
    try:
        ask(printers, first, database)
    except SummitDeskError as trouble:
        error = trouble
        return Check("printer", State.STOP, lambda _: _.error(error), Act.PRINT_TEST)
    return Check(
        "printer", State.READY,
        lambda _: _("{printer} says that it is ready. Print a test badge to be sure.", printer=first.name),
        Act.PRINT_TEST,
    )  # fmt: skip


def names(
    db: Database, event_id: UUID, known: tuple[PrinterSettings, ...], language: Language, progress: Progress
) -> tuple[Check, tuple[Misprint, ...]]:
    """Whether every name stands on its badge as it is written, on the template of the printer that is used.

    What does not is named. Of 100,000 badges it takes a while.
    """
    fonts = _fonts()
    if fonts.state is not State.READY:
        return Check("names", State.STOP, fonts.say), ()
    try:
        wanted = (
            Wanted(template=layout_for(known[0], db.path), language=language) if known else Wanted(language=language)
        )
        wrong = check_badges(db, event_id, wanted, progress)
    except NothingToPrint:
        wrong = ()
    except SummitDeskError as trouble:
        error = trouble
        return Check("names", State.STOP, lambda _: _.error(error)), ()
    if not wrong:
        return Check(
            "names", State.READY, lambda _: _("All that stands on the badges fits and has its characters.")
        ), ()
    n = len(wrong)
    return Check(
        "names", State.LOOK,
        lambda _: _.ngettext(
            "{n} text does not stand on its badge as it is written. Shorten it, or choose another template.",
            "{n} texts do not stand on their badges as they are written. Shorten them, or choose another template.", n,
        ),
        Act.NAMES,
    ), wrong  # fmt: skip


def test_code() -> str:
    """A code to try a scanner with: as long as a badge's, and of no badge."""
    return _CODE + "".join(secrets.choice("0123456789") for _digit in range(DIGITS - 1))


def test_symbol(code: str) -> tuple[int, int]:
    """The QR code of a ``test_code``: its modules row by row as bits, and how many are on a side."""
    from desktop.documents import qr

    return qr.symbol(code), qr.SIZE


def scanner(expected: str = "", read: str | None = None, *, seconds: float = 0, ended: bool = True) -> Check:
    """What a scanner made of the code that was shown; with nothing read yet, that it is to be tried.

    Not ``ended`` are digits after which neither Enter nor Tab came.
    """

    def found(state: State, say: Say) -> Check:
        return Check("scanner", state, say, Act.SCAN)

    if read is None:
        return found(State.LOOK, lambda _: _("Not tried yet. Scan the code that is shown on the screen."))
    plain = clean_scan(read)
    if expected not in plain:
        lost = bool(plain) and set(plain) <= set(expected) and len(plain) < len(expected)
        return found(State.STOP, _digits_lost if lost else _something_else)
    if not ended:
        return found(State.STOP, lambda _: _("It reads every digit but sends no Enter. Set it to end with Enter."))
    if read != expected:
        return found(
            State.READY, lambda _: _("It reads every digit, and sends more with them, which is left out at the desk.")
        )
    shown = f"{seconds:.1f}"
    return found(State.READY, lambda _: _("It reads every digit, in {seconds} s.", seconds=shown))


def _digits_lost(_: Translator) -> str:
    return _("Digits are lost on the way. Set the scanner to a slower speed, or use another cable or port.")


def _something_else(_: Translator) -> str:
    return _("It sent something else than is shown. Set it to keyboard mode and an English keyboard, and try again.")


def _clock(last: int, event: EventRow, now: datetime, jumped: timedelta) -> Check:
    zone = event.zone
    if last and wall_time(last) - now > _SLACK:
        text = N_("This machine's clock is behind the last change in the database. Set it right.")
        return Check("clock", State.STOP, lambda _: _(text))
    if abs(jumped) > _JUMP:
        minutes = round(abs(jumped) / timedelta(minutes=1))
        return Check(
            "clock", State.LOOK,
            lambda _: _.ngettext(
                "The clock was set by {n} minute while the program ran. See that it is right now.",
                "The clock was set by {n} minutes while the program ran. See that it is right now.", minutes,
            ),
        )  # fmt: skip
    if now.astimezone().utcoffset() != now.astimezone(ZoneInfo(zone)).utcoffset():
        text = N_("This machine's zone is not the event's. The program shows the event's time, {zone}.")
        return Check("clock", State.LOOK, lambda _: _(text, zone=zone))
    return Check(
        "clock", State.READY,
        lambda _: _("It is {time} at the event. See that this is right.", time=_.time(now, zone)),
    )  # fmt: skip


def _day(event: EventRow, now: datetime) -> Check:
    today = now.astimezone(ZoneInfo(event.zone)).date()
    if event.starts_on <= today <= event.ends_on:
        return Check("day", State.READY, lambda _: _("The event is today."))
    first, last = event.starts_on, event.ends_on
    if today < first:
        n = (first - today).days
        return Check(
            "day", State.LOOK,
            lambda _: _.ngettext(
                "The event begins in {n} day, on {day}.", "The event begins in {n} days, on {day}.", n,
                day=_.date(first),
            ),
        )  # fmt: skip
    return Check(
        "day", State.LOOK,
        lambda _: _("The event ended on {day}. See that the right event is in use.", day=_.date(last)),
    )  # fmt: skip


def _data(session: Session, event: EventRow, now: datetime) -> Check:
    here = Registration.event_id == event.id, Registration.deleted_at.is_(None)
    people = session.scalar(select(func.count()).select_from(Registration).where(*here)) or 0
    if not people:
        return Check("data", State.STOP, lambda _: _("Nobody is on the list. Import it."), Act.IMPORT)
    last = session.scalar(
        select(func.max(ImportBatch.at)).where(ImportBatch.event_id == event.id, ImportBatch.undone_at.is_(None))
    )
    if last is None:
        return Check(
            "data", State.READY,
            lambda _: _.ngettext(
                "{n} person is on it. No list was imported.", "{n} people are on it. No list was imported.", people
            ),
        )  # fmt: skip
    hours = max(0, round((now - last) / timedelta(hours=1)))
    if now - last > _DATA_AGE:
        return Check(
            "data", State.LOOK,
            lambda _: _.ngettext(
                "The last list was imported {n} hour ago. Import the latest one if there is a newer one.",
                "The last list was imported {n} hours ago. Import the latest one if there is a newer one.", hours,
            ),
            Act.IMPORT,
        )  # fmt: skip
    return Check(
        "data", State.READY,
        lambda _: _.ngettext(
            "{n} person is on it, the latest list from {time}.", "{n} people are on it, the latest list from {time}.",
            people, time=_.time(last, event.zone),
        ),
    )  # fmt: skip


def _key(session: Session, event_id: UUID) -> Check:
    try:
        keys = secrets_of(session, event_id)
    except KeyMissing as missing:
        error = missing
        return Check("key", State.STOP, lambda _: _.error(error))
    valid = Badge.event_id == event_id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None)
    first = session.scalar(select(Badge.token).where(*valid).order_by(Badge.id).limit(1))
    if first is None or any(read_token(key, first) for key in keys):
        return Check("key", State.READY, lambda _: _("The key that badges are signed with is here."))
    return Check(
        "key", State.STOP,
        lambda _: _(
            "Badges were given under a key that is not here, as in a copy without keys. Restore a backup that has it,"
            " or badges printed here are refused by other desks."
        ),
    )  # fmt: skip


def _badges(session: Session, event_id: UUID, in_doubt: int) -> Check:
    if in_doubt:
        return Check(
            "badges", State.LOOK,
            lambda _: _.ngettext(
                "{n} badge may not have come out of the printer. Look for it, and say so.",
                "{n} badges may not have come out of the printer. Look for them, and say so.", in_doubt,
            ),
            Act.BADGES,
        )  # fmt: skip
    printed = exists().where(
        Badge.registration_id == Registration.id, Badge.revoked_at.is_(None), Badge.deleted_at.is_(None),
        BadgePrint.badge_id == Badge.id,
    )  # fmt: skip
    waiting = session.scalar(
        select(func.count())
        .select_from(Registration)
        .where(
            Registration.event_id == event_id, Registration.deleted_at.is_(None),
            Registration.status.in_(EXPECTED), ~printed,
        )
    )  # fmt: skip
    if not waiting:
        return Check("badges", State.READY, lambda _: _("Everyone who is expected has a printed badge."))
    return Check(
        "badges", State.LOOK,
        lambda _: _.ngettext("{n} badge is not printed yet.", "{n} badges are not printed yet.", waiting), Act.BADGES,
    )  # fmt: skip


def _disk(path: Path) -> Check:
    free = shutil.disk_usage(path.parent).free // 1_000_000
    shown = f"{free} MB" if free <= 1024 else f"{free / 1000:,.1f} GB"
    if free < _ENOUGH_MB:
        state = State.STOP if free < _LITTLE_MB else State.LOOK
        return Check(
            "disk", state, lambda _: _("Only {free} are free. Make room, or scans may not be kept.", free=shown)
        )
    return Check("disk", State.READY, lambda _: _("{free} are free.", free=shown))


def _backup(path: Path, now: datetime) -> Check:
    newest = next(iter(backups_of(path)), None)
    last = held(newest) if newest is not None and is_whole(newest) else None
    if newest is not None and (last is None or last.people is None):
        return Check(
            "backup", State.LOOK,
            lambda _: _("The last one is damaged. Make another one before the doors open."), Act.BACK_UP,
        )  # fmt: skip
    if last is None or last.made is None:
        return Check(
            "backup", State.LOOK, lambda _: _("There is none yet. Make one before the doors open."), Act.BACK_UP
        )
    minutes = max(0, round((now - last.made) / timedelta(minutes=1)))
    if not -_SLACK <= now - last.made <= _BACKUP_AGE:
        return Check(
            "backup", State.LOOK, lambda _: _("The last one is old. Make one before the doors open."), Act.BACK_UP
        )
    return Check(
        "backup", State.READY,
        lambda _: _.ngettext(
            "The last one was made {n} minute ago.", "The last one was made {n} minutes ago.", minutes
        ),
        Act.BACK_UP,
    )  # fmt: skip


def _fonts() -> Check:
    from desktop.documents.fonts import all_there, missing_characters

    if all_there() and not missing_characters(_RARE):
        return Check(
            "fonts", State.READY, lambda _: _("The fonts for all three languages are there, rare characters too.")
        )
    return Check("fonts", State.STOP, lambda _: _("Fonts are missing. Install the program again."))
