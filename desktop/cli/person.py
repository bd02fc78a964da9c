"""person show · photo · duplicates · merge · separate: everything about one person, and two records that are one's."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.cli.parser import Commands
from desktop.cli.run import Run, written
from desktop.errors import N_
from desktop.i18n import Translator

if TYPE_CHECKING:
    from desktop.services.likely import Record
    from desktop.services.people import PersonDetail
    from desktop.services.print_record import Printed

_WHY = {"phone": N_("same telephone number"), "email": N_("same e-mail address"), "name": N_("same name"),
        "sound": N_("the name sounds the same, at the same place")}  # fmt: skip


def add(commands: Commands, _: Translator) -> None:
    """Add this area's commands."""
    group = commands.group("person", _("One person: everything about them, their photo, records that are theirs."))
    who = _("A registration's id, a badge's serial, or a text that finds exactly one person.")
    whole = group.add("show", _("Everything about a person at the event in use."), show)
    face = group.add("photo", _("Give a person a photo, or without a file none."), photo)
    other = group.add("merge", _("Make another record of the same person part of theirs."), merge)
    for command in (whole, face, other):
        command.add_argument("person", metavar=_("PERSON"), help=who)
    face.add_argument("file", nargs="?", type=Path, metavar=_("FILE"), help=_("The picture."))
    other.add_argument(
        "other", metavar=_("OTHER"), help=_("The record that becomes part of the first, named likewise.")
    )
    other.add_argument(
        "--take", action="append", default=[], metavar=_("FIELD"),
        help=_("A field in which the other record is right, such as name_zh or seat; may be given several times."),
    )  # fmt: skip
    group.add("duplicates", _("Records at the event in use that are likely of one person."), duplicates)
    apart = group.add("separate", _("Take the merging of a record back."), separate)
    apart.add_argument("record", type=UUID, metavar=_("ID"), help=_("What “person show” names under “merged”."))


def show(run: Run, _: Translator) -> None:
    """Tell everything."""
    from desktop.services import events, people, print_record, search

    with run.database() as db, db.read() as session:
        event = events.event_in_use(session)
        detail = people.person(session, event.id, search.resolve(session, event.id, run.args.person))
        prints = print_record.prints_of(session, detail.row.id)
    document = _document(detail, event.zone, _) | {"prints": [_print(one, event.zone) for one in prints]}
    run.give_table(document, [_("Field"), _("Value")], [(name, _cell(value)) for name, value in document.items()])


def photo(run: Run, _: Translator) -> None:
    """Check a picture and make it somebody's photo."""
    from desktop.services import events, people, photos, search

    made = photos.as_photo(photos.read_picture(run.args.file)) if run.args.file is not None else b""
    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        key = search.resolve(session, event.id, run.args.person)
        detail = people.change_person(session, event.id, key, people.PersonDraft(photo=made))
    run.give({"registration": str(detail.row.id), "photo_bytes": len(made)}, [detail.row.name])


def duplicates(run: Run, _: Translator) -> None:
    """List pairs, the surest first."""
    from desktop.services import events, likely

    with run.database() as db, db.read() as session:
        pairs = likely.likely_duplicates(session, events.event_in_use(session).id)
    run.give_table(
        [{"why": pair.why.value, "records": [_record(pair.one), _record(pair.other)]} for pair in pairs],
        [_("Name"), _("Organisation"), _("Name"), _("Organisation"), _("Why")],
        (
            (pair.one.name, " ".join(pair.one.places), pair.other.name, " ".join(pair.other.places), _(_WHY[pair.why]))
            for pair in pairs
        ),
    )


def merge(run: Run, _: Translator) -> None:
    """Join two records."""
    from desktop.services import events, merging, people, search

    with run.database() as db, db.write() as session:
        event = events.event_in_use(session)
        kept, other = (
            people.person(session, event.id, search.resolve(session, event.id, text)).row
            for text in (run.args.person, run.args.other)
        )
        merging.merge(session, kept.person, other.person, run.args.take)
        detail = people.person(session, event.id, kept.id)
    run.give(_document(detail, event.zone, _), [_("{name} is one record now.", name=detail.row.name)])


def separate(run: Run, _: Translator) -> None:
    """Take two records apart."""
    from desktop.services import merging

    with run.database() as db, db.write() as session:
        kept = merging.separate(session, run.args.record)
    run.give({"person": str(run.args.record), "kept": str(kept)}, [_("They are two records again.")])


def _record(record: "Record") -> dict[str, object]:
    return {
        "person": str(record.person),
        "registration": str(record.registration) if record.registration is not None else None,
        "name_zh": record.name_zh,
        "name_latin": record.name_latin,
        "organisations": list(record.places),
    }


def _document(detail: "PersonDetail", zone: str, _: Translator) -> dict[str, Any]:
    row, ties = detail.row, detail.ties
    return {
        "registration": str(row.id),
        "person": str(row.person),
        "name_zh": row.name_zh,
        "name_latin": row.name_latin,
        "honorific_zh": row.honorific_zh,
        "honorific_en": row.honorific_en,
        "postnominal_zh": detail.postnominal_zh,
        "postnominal_en": detail.postnominal_en,
        "posts": [post.post_in(_.language) for post in detail.posts],
        "category": row.category.said_in(_.language),
        "status": row.status.value,
        "role": detail.role,
        "seat": detail.seat,
        "escort": detail.escort,
        "note": detail.note,
        "phones": [phone.e164 or phone.written for phone in detail.phones],
        "email": detail.email,
        "language": detail.language,
        "diet": detail.diet,
        "access": detail.access,
        "tags": detail.tags,
        "photo_bytes": len(detail.photo),
        "badges": [badge.serial for badge in detail.badges if badge.revoked_at is None],
        "check_ins": [written(one.at, zone) for one in detail.check_ins if one.undone_at is None],
        "comes_with": ties.principal.name if ties.principal is not None else "",
        "companions": [one.name for one in ties.companions],
        "other_events": [one.event.said_in(_.language) for one in ties.elsewhere],
        "merged": [str(one.person) for one in ties.merged],
    }


def _print(one: "Printed", zone: str) -> dict[str, str]:
    return {
        "serial": one.serial, "at": written(one.at, zone), "printer": one.printer, "template": one.template,
        "desk": one.desk, "by": one.by,
    }  # fmt: skip


def _cell(value: object) -> str | int:
    if isinstance(value, dict):
        return " ".join(filter(None, value.values()))
    return (
        " · ".join(str(_cell(one)) for one in value)
        if isinstance(value, list)
        else value
        if isinstance(value, int)
        else str(value)
    )
