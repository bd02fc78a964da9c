"""The words of a signing: parts of people, sides of parties, and how far a document has come."""

from enum import StrEnum


class SigningPart(StrEnum):
    """What a person does at one signing."""

    SIGNATORY = "signatory"
    ALTERNATE = "alternate"
    WITNESS = "witness"
    ASSISTANT = "assistant"
    OFFICIATING = "officiating"


class Side(StrEnum):
    """Who receives and who is received; parties of more than two have no side."""

    HOST = "host"
    GUEST = "guest"
    NONE = ""


class DocumentState(StrEnum):
    """How far a copy of an agreement has come, in this order."""

    DRAFT = "draft"
    FINAL = "final"
    PRINTED = "printed"
    BOUND = "bound"
    ON_TABLE = "on_table"
    SIGNED = "signed"
    EXCHANGED = "exchanged"
    ARCHIVED = "archived"


class ThingKind(StrEnum):
    """What lies ready for a ceremony."""

    PENS = "pens"
    FOLDERS = "folders"
    FLAGS = "flags"
    CARDS = "cards"
    CHAMPAGNE = "champagne"
    OTHER = "other"
