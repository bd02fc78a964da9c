"""What the words of ceremonies are called, as message ids: parts at a signing, places, states, things."""

from desktop.domain.agreements import DocumentState, Side, SigningPart, ThingKind
from desktop.domain.readiness import Level, Where
from desktop.errors import N_

SIGNING_WORDS = {
    SigningPart.SIGNATORY: N_("Signatory"),
    SigningPart.ALTERNATE: N_("Alternate"),
    SigningPart.WITNESS: N_("Witness"),
    SigningPart.ASSISTANT: N_("Assistant"),
    SigningPart.OFFICIATING: N_("Officiating guest"),
}
SIDE_WORDS = {Side.HOST: N_("Host side"), Side.GUEST: N_("Guest side"), Side.NONE: N_("No side")}
PLACE_WORDS = {
    Where.NOT_ARRIVED: N_("Not arrived"),
    Where.LEFT: N_("Left"),
    Where.CANCELLED: N_("Cancelled"),
    Where.DECLINED: N_("Declined"),
    Where.UNKNOWN: N_("Not registered"),
    Where.IN_BUILDING: N_("In the building"),
    Where.HOLDING_ROOM: N_("Holding room"),
    Where.ON_STAGE: N_("On stage"),
}
LEVEL_WORDS = {
    Level.READY: N_("Ready"),
    Level.WAIT: N_("Time enough"),
    Level.CALL: N_("To be fetched"),
    Level.ALARM: N_("Alarm"),
}
DOCUMENT_WORDS = {
    DocumentState.DRAFT: N_("Draft"),
    DocumentState.FINAL: N_("Final"),
    DocumentState.PRINTED: N_("Printed"),
    DocumentState.BOUND: N_("Bound"),
    DocumentState.ON_TABLE: N_("On the table"),
    DocumentState.SIGNED: N_("Signed"),
    DocumentState.EXCHANGED: N_("Exchanged"),
    DocumentState.ARCHIVED: N_("Archived"),
}
THING_WORDS = {
    ThingKind.PENS: N_("Pens"),
    ThingKind.FOLDERS: N_("Folders"),
    ThingKind.FLAGS: N_("Flags"),
    ThingKind.CARDS: N_("Table cards"),
    ThingKind.CHAMPAGNE: N_("Champagne"),
    ThingKind.OTHER: N_("Other thing"),
}
LANGUAGE_WORDS = {"hant": N_("Traditional Chinese"), "hans": N_("Simplified Chinese"), "en": N_("English")}
