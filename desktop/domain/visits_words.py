"""What the words of delegations, visits and transport are called, as message ids."""

from desktop.domain.visits import (
    Aboard,
    DelegationRole,
    HandbookPart,
    ListField,
    Mode,
    SiteRule,
    StopPart,
    StopRole,
    Way,
)
from desktop.errors import N_

ROLE_WORDS = {
    DelegationRole.LEADER: N_("Leader"),
    DelegationRole.DEPUTY: N_("Deputy leader"),
    DelegationRole.MEMBER: N_("Member"),
    DelegationRole.LIAISON: N_("Liaison officer"),
    DelegationRole.INTERPRETER: N_("Interpreter"),
}
WAY_WORDS = {Way.ARRIVAL: N_("Arrives"), Way.DEPARTURE: N_("Departs")}
MODE_WORDS = {
    Mode.FLIGHT: N_("Flight"),
    Mode.TRAIN: N_("Train"),
    Mode.BORDER: N_("Border crossing"),
    Mode.PORT: N_("Ferry port"),
    Mode.ROAD: N_("Road"),
}
STOP_ROLE_WORDS = {
    StopRole.RECEIVES: N_("Receives"),
    StopRole.ACCOMPANIES: N_("Accompanies"),
    StopRole.CONTACT: N_("Contact"),
    StopRole.GUIDE: N_("Guide"),
    StopRole.INTERPRETER: N_("Interpreter"),
}
PART_WORDS = {
    StopPart.TOUR: N_("Tour"),
    StopPart.TALK: N_("Talk"),
    StopPart.SIGNING: N_("Signing"),
    StopPart.MEAL: N_("Meal"),
}
RULE_WORDS = {
    SiteRule.NO_PHOTOS: N_("No photographs"),
    SiteRule.CLOSED_SHOES: N_("Closed shoes"),
    SiteRule.IDENTITY_LIST: N_("List of visitors in advance"),
    SiteRule.NO_BAGS: N_("No bags"),
}
FIELD_WORDS = {
    ListField.NAME_ZH: N_("Chinese name"),
    ListField.NAME_LATIN: N_("Latin name"),
    ListField.ORGANISATION: N_("Organisation"),
    ListField.TITLE: N_("Title"),
    ListField.PHONE: N_("Phone"),
    ListField.EMAIL: N_("E-mail"),
    ListField.DIET: N_("Diet"),
    ListField.ACCESS: N_("Access needs"),
}
HANDBOOK_WORDS = {
    HandbookPart.WELCOME: N_("Welcome"),
    HandbookPart.WEATHER: N_("Weather"),
    HandbookPart.DRESS: N_("Dress"),
    HandbookPart.NOTES: N_("Notes"),
}
ABOARD_WORDS = {Aboard.PASSENGER: N_("Passenger"), Aboard.ESCORT: N_("Escort on board")}
