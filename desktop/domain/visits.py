"""The words of delegations, visits and transport: who somebody is there, what a site asks, how people travel."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from desktop.domain.text import has_han
from desktop.i18n import Language


class DelegationRole(StrEnum):
    """What somebody is to a delegation. Liaison officers and interpreters need not be of it."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    LIAISON = "liaison"
    INTERPRETER = "interpreter"

    @property
    def travels(self) -> bool:
        """Whether people with this role are the delegation itself."""
        return self in {DelegationRole.LEADER, DelegationRole.DEPUTY, DelegationRole.MEMBER}


class Way(StrEnum):
    """Whether a journey brings people here or takes them away."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


class Mode(StrEnum):
    """How people arrive and depart."""

    FLIGHT = "flight"
    TRAIN = "train"
    BORDER = "border"
    PORT = "port"
    ROAD = "road"


class StopRole(StrEnum):
    """What somebody does at a stop on the host's side, and who helps the guests there."""

    RECEIVES = "receives"
    ACCOMPANIES = "accompanies"
    CONTACT = "contact"
    GUIDE = "guide"
    INTERPRETER = "interpreter"


class StopPart(StrEnum):
    """What happens at a stop."""

    TOUR = "tour"
    TALK = "talk"
    SIGNING = "signing"
    MEAL = "meal"


class SiteRule(StrEnum):
    """What a site asks of those who come."""

    NO_PHOTOS = "no_photos"
    CLOSED_SHOES = "closed_shoes"
    IDENTITY_LIST = "identity_list"
    NO_BAGS = "no_bags"


class ListField(StrEnum):
    """What a host wants to know of each visitor; the names of fields of people."""

    NAME_ZH = "name_zh"
    NAME_LATIN = "name_latin"
    ORGANISATION = "organisation"
    TITLE = "title"
    PHONE = "phone"
    EMAIL = "email"
    DIET = "diet"
    ACCESS = "access"


class GroupRole(StrEnum):
    """What somebody is in a group of a visit."""

    MEMBER = "member"
    GUIDE = "guide"
    INTERPRETER = "interpreter"


class Aboard(StrEnum):
    """What somebody is on a vehicle."""

    PASSENGER = "passenger"
    ESCORT = "escort"


class Leaders(StrEnum):
    """Whether the leaders of delegations ride in one vehicle on a visit."""

    ANY = "any"
    APART = "apart"
    TOGETHER = "together"


class HandbookPart(StrEnum):
    """What organisers write themselves in a handbook."""

    WELCOME = "welcome"
    WEATHER = "weather"
    DRESS = "dress"
    NOTES = "notes"


_WHEELCHAIR = ("wheelchair", "wheel chair", "輪椅", "轮椅")


def needs_wheelchair(access: str) -> bool:
    """Whether what is written of somebody's access needs asks for a place for a wheelchair."""
    return any(word in access.casefold() for word in _WHEELCHAIR)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody by name: a registration, or only what was written of who is not registered."""

    registration_id: UUID | None
    name_zh: str = ""
    name_latin: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name as its owner writes it first."""
        return self.name_zh or self.name_latin

    @property
    def key(self) -> UUID | str:
        """What is the same for the same human being."""
        return self.registration_id or self.name

    def said_in(self, language: Language) -> str:
        """The name for those who read ``language``."""
        return (self.name_latin or self.name_zh) if language is Language.EN else self.name


def written_name(text: str, phone: str = "", languages: str = "") -> Who:
    """Somebody of whom only a name is written."""
    zh = text if has_han(text) else ""
    return Who(None, zh, "" if zh else text, phone, tuple(languages.split()))
