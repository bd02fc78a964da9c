"""Which papers of the programme and of visits there are, and on what they are printed."""

from enum import StrEnum


class PaperKind(StrEnum):
    """A paper of the programme or of visits; the value is what the command line calls it."""

    AGENDA = "agenda"
    RUN_SHEET = "run-sheet"
    CUE_CARDS = "cue-cards"
    MC_TEXT = "mc-text"
    SIGNING_SHEET = "signing-sheet"
    STAGE_PLAN = "stage-plan"
    SEATING_PLAN = "seating-plan"
    TABLE_CARDS = "table-cards"
    PLACE_LIST = "place-list"
    ITINERARY = "itinerary"
    MANIFEST = "manifest"
    DRIVER_SHEET = "driver-sheet"
    PHONE_LIST = "phone-list"
    VISITOR_LIST = "visitor-list"
    HANDBOOK = "handbook"
    DOOR_SIGNS = "door-signs"
    BUS_SIGNS = "bus-signs"

    @property
    def formats(self) -> tuple["PaperFormat", ...]:
        """What it can be printed on, the usual one first."""
        return _FORMATS.get(self, (PaperFormat.A4,))


class Whose(StrEnum):
    """For whom an itinerary is made: for each a part of its own."""

    PEOPLE = "people"
    DELEGATIONS = "delegations"
    HOSTS = "hosts"
    INTERPRETERS = "interpreters"
    VEHICLES = "vehicles"


class PaperFormat(StrEnum):
    """What a paper is printed on.

    Folded, two pages of A5 lie on each side of an A4, in the order of a booklet; of A6 four lie on an A4, to be cut.
    For the pocket an A4 with print on one side is folded twice, and is read as four pages of A6.
    """

    A4 = "a4"
    A5 = "a5"
    A6 = "a6"
    A6_ON_A4 = "a6-on-a4"
    A5_FOLDED = "a5-folded"
    POSTER = "poster"
    POSTER_A2 = "poster-a2"
    POCKET = "pocket"


_FORMATS = {
    PaperKind.AGENDA: (
        PaperFormat.A4,
        PaperFormat.A5_FOLDED,
        PaperFormat.A5,
        PaperFormat.POSTER,
        PaperFormat.POSTER_A2,
    ),
    PaperKind.RUN_SHEET: (PaperFormat.A4, PaperFormat.A5),
    PaperKind.CUE_CARDS: (PaperFormat.A6, PaperFormat.A6_ON_A4, PaperFormat.A5),
    PaperKind.MC_TEXT: (PaperFormat.A4, PaperFormat.A5),
    PaperKind.SEATING_PLAN: (PaperFormat.A4, PaperFormat.POSTER, PaperFormat.POSTER_A2),
    PaperKind.TABLE_CARDS: (PaperFormat.A4, PaperFormat.A5),
    PaperKind.ITINERARY: (PaperFormat.A4, PaperFormat.POCKET, PaperFormat.A5),
    PaperKind.DRIVER_SHEET: (PaperFormat.A4, PaperFormat.A5),
    PaperKind.PHONE_LIST: (PaperFormat.A4, PaperFormat.A5),
    PaperKind.HANDBOOK: (PaperFormat.A4, PaperFormat.A5_FOLDED, PaperFormat.A5),
    PaperKind.DOOR_SIGNS: (PaperFormat.A4, PaperFormat.POSTER),
    PaperKind.BUS_SIGNS: (PaperFormat.A4, PaperFormat.POSTER),
}
OF_PROGRAMME = frozenset(
    {
        PaperKind.AGENDA,
        PaperKind.RUN_SHEET,
        PaperKind.CUE_CARDS,
        PaperKind.MC_TEXT,
        PaperKind.SIGNING_SHEET,
        PaperKind.STAGE_PLAN,
        PaperKind.SEATING_PLAN,
        PaperKind.TABLE_CARDS,
        PaperKind.PLACE_LIST,
    }
)
"""Papers of the programme; the others are of delegations and visits."""
OF_ITEMS = OF_PROGRAMME - {PaperKind.PLACE_LIST, PaperKind.TABLE_CARDS, PaperKind.SEATING_PLAN}
"""Papers that can be of a day, a hall or an item."""
OF_DELEGATION = frozenset({PaperKind.ITINERARY, PaperKind.PHONE_LIST, PaperKind.HANDBOOK})
"""Papers that can be of one delegation."""
OF_VEHICLE = frozenset({PaperKind.ITINERARY, PaperKind.MANIFEST, PaperKind.DRIVER_SHEET, PaperKind.BUS_SIGNS})
"""Papers that can be of one vehicle."""
OF_STOP = frozenset({PaperKind.ITINERARY, PaperKind.MANIFEST, PaperKind.VISITOR_LIST, PaperKind.DOOR_SIGNS})
"""Papers that can be of one stop."""
OF_VISIT = OF_VEHICLE | OF_STOP | {PaperKind.PHONE_LIST}
"""Papers that can be of one visit."""
