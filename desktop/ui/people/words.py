"""How a person is put into words on this page."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.domain.verdicts import Status
from desktop.errors import N_
from desktop.i18n import Translator
from desktop.services.people_list import PersonRow

STATUS: Mapping[Status, str] = {
    Status.INVITED: N_("Invited"),
    Status.CONFIRMED: N_("Confirmed"),
    Status.DECLINED: N_("Declined"),
    Status.CANCELLED: N_("Cancelled"),
}
FIELDS: Mapping[str, str] = {
    "name_zh": N_("Chinese name"),
    "name_latin": N_("Latin name"),
    "honorific_zh": N_("Chinese honorific"),
    "honorific_en": N_("English honorific"),
    "postnominal_zh": N_("After the Chinese name"),
    "postnominal_en": N_("After the Latin name"),
    "category_id": N_("Category"),
    "status": N_("Status"),
    "role": N_("Role"),
    "attendance": N_("Attendance"),
    "delegation": N_("Delegation"),
    "seat": N_("Seat"),
    "escort": N_("Escort"),
    "note": N_("Note"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "language": N_("Language"),
    "diet": N_("Diet"),
    "access": N_("Access needs"),
    "tags": N_("Tags"),
}
"""The fields of a person that can be changed, in the order in which they are shown."""
CHANGED: Mapping[str, str] = {
    **FIELDS, "posts": N_("Posts"), "photo": N_("Photo"), "principal_id": N_("Comes with"),
    "delegation_id": N_("Delegation"),
}  # fmt: skip
"""What the record can tell of."""


def name_words(row: PersonRow) -> str:
    """The name as its owner writes it, with the honorific that goes with it."""
    if row.name_zh:
        return f"{row.name_zh} {row.honorific_zh}".strip()
    return f"{row.honorific_en} {row.name_latin}".strip()


def other_name(row: PersonRow) -> str:
    """The Latin name of somebody whose Chinese name is shown first."""
    return row.name_latin if row.name_zh else ""


def now_words(_: Translator, row: PersonRow, zone: ZoneInfo) -> tuple[str, str]:
    """Where somebody stands now, and the state that colours it."""
    if row.arrived_at is not None:
        return _("Arrived {time}", time=_.time(row.arrived_at, zone.key)), "admitted"
    if row.status.expected:
        return _("Not arrived"), ""
    return _(STATUS[row.status]), "stopped"


def moment_words(_: Translator, moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment of the past: the time alone today, else with its day."""
    clock, day = _.time(moment, zone.key), moment.astimezone(zone).date()
    if day == now.astimezone(zone).date():
        return clock
    return _("{day}, {time}", day=_.date(day), time=clock)
