"""What is told about a person in lines: where they stand, their badges, other events, and what happened when."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from desktop.domain.text import LocalName
from desktop.domain.verdicts import Status
from desktop.i18n import Language, Translator
from desktop.services.people import PersonDetail
from desktop.services.person_log import FieldChanged
from desktop.services.print_record import Printed
from desktop.ui.people.words import CHANGED, FIELDS, STATUS, moment_words

Lines = list[tuple[str, str]]


def now_line(_: Translator, detail: PersonDetail, zone: ZoneInfo) -> tuple[str, str]:
    """Where somebody is now, and the state that colours it."""
    latest = next((one for one in detail.check_ins if one.undone_at is None), None)
    if latest is not None:
        place = latest.checkpoint.said_in(_.language)
        when = moment_words(_, latest.at, datetime.now(UTC), zone)
        return _("{place}, {time}", place=place, time=when), "admitted"
    if detail.row.status.expected:
        return _("Not arrived"), ""
    return _(STATUS[detail.row.status]), "stopped"


def here_lines(_: Translator, detail: PersonDetail) -> Lines:
    """What is true of them at this event."""
    values = {name: getattr(detail, name) for name in ("role", "attendance", "delegation", "seat", "escort", "note")}
    values["delegation"] = detail.delegation.said_in(_.language)
    return [(_(FIELDS[name]), value) for name, value in values.items() if value]


def own_lines(_: Translator, detail: PersonDetail) -> Lines:
    """How they are reached and what they need, at any event."""
    said = [
        ("phone", "\n".join(phone.shown for phone in detail.phones)),
        ("email", "\n".join(detail.email.split(" / "))),
        ("language", language_name(detail.language)),
        ("diet", detail.diet),
        ("access", detail.access),
    ]
    return [(_(FIELDS[name]), value) for name, value in said if value]


def other_events(_: Translator, detail: PersonDetail) -> Lines:
    """The other events they are or were at."""
    lines = []
    for there in detail.ties.elsewhere:
        stands = _("arrived") if there.arrived_at is not None else _(STATUS[there.status])
        event, category = there.event.said_in(_.language), there.category.said_in(_.language)
        said = _("{event} · {category} · {stands}", event=event, category=category, stands=stands)
        lines.append((_.date(there.starts_on), said))
    return lines


def badge_lines(_: Translator, detail: PersonDetail) -> Lines:
    """Their badges here, those that count no more included."""
    lines = []
    for badge in detail.badges:
        if badge.revoked_at is not None:
            said = _("void")
        elif badge.prints:
            said = _.ngettext("printed once", "printed {n} times", badge.prints)
        else:
            said = _("not printed")
        lines.append((badge.serial, said))
    return lines or [("—", _("no badge yet; it comes with printing"))]


def record_lines(
    _: Translator, detail: PersonDetail, changes: Sequence[FieldChanged], prints: Sequence[Printed], zone: ZoneInfo
) -> Lines:
    """Check-ins, changes and printed badges, the latest first."""
    record: list[tuple[datetime, str]] = []
    for check_in in detail.check_ins:
        place, desk = check_in.checkpoint.said_in(_.language), check_in.desk
        said = _("Checked in · {place} · desk {desk} · {who}", place=place, desk=desk, who=check_in.by)
        if check_in.from_paper:
            said = _("Checked in on paper · {place} · entered at desk {desk} by {who}", place=place, desk=desk,
                     who=check_in.by)  # fmt: skip
        record.append((check_in.at, said))
        if check_in.undone_at is not None:
            record.append((check_in.undone_at, _("Check-in taken back · {place}", place=place)))
    record += [(change.at, _change(_, change)) for change in changes]
    record += [(one.at, _printed(_, one)) for one in prints]
    record.sort(key=lambda entry: entry[0], reverse=True)
    now = datetime.now(UTC)
    return [(moment_words(_, at, now, zone), said) for at, said in record]


def language_name(code: str) -> str:
    """What a language is called by those who read it; another code as it stands."""
    return next((language.own_name for language in Language if language.value == code), code)


def _printed(_: Translator, one: Printed) -> str:
    if one.printer:
        return _(
            "Badge {serial} printed on {printer} · desk {desk} · {who}", serial=one.serial, printer=one.printer,
            desk=one.desk, who=one.by,
        )  # fmt: skip
    return _("Badge {serial} printed to a file · desk {desk} · {who}", serial=one.serial, desk=one.desk, who=one.by)


def _change(_: Translator, change: FieldChanged) -> str:
    if change.field == "listed":
        if change.after:
            return _("Came on the list with {file} · {who}", file=change.after, who=change.who)
        return _("Came on the list · {who}", who=change.who)
    if change.field == "merged":
        return _("Merged with the record {name} · {who}", name=change.after, who=change.who)
    if change.field == "separated":
        return _("Separated from the record {name} · {who}", name=change.after, who=change.who)
    before, after = (field_value(_, change.field, value) for value in (change.before, change.after))
    return _(
        "{field}: {before} → {after} · {who}",
        field=_(CHANGED[change.field]), before=before, after=after, who=change.who,
    )  # fmt: skip


def field_value(_: Translator, field: str, value: str | LocalName) -> str:
    """A value of a field as people read it; a dash for nothing."""
    if isinstance(value, LocalName):
        return value.said_in(_.language)
    if field == "status" and value:
        return _(STATUS[Status(value)])
    if field == "language":
        return language_name(value) or "—"
    if field == "photo" and value:
        return _("a photo")
    return value or "—"
