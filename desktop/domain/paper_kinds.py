"""Which papers of the programme there are, and on what they are printed."""

from enum import StrEnum


class PaperKind(StrEnum):
    """A paper of the programme; the value is what the command line calls it."""

    AGENDA = "agenda"
    RUN_SHEET = "run-sheet"
    CUE_CARDS = "cue-cards"
    MC_TEXT = "mc-text"
    SIGNING_SHEET = "signing-sheet"
    STAGE_PLAN = "stage-plan"
    SEATING_PLAN = "seating-plan"
    TABLE_CARDS = "table-cards"
    PLACE_LIST = "place-list"

    @property
    def formats(self) -> tuple["PaperFormat", ...]:
        """What it can be printed on, the usual one first."""
        return _FORMATS.get(self, (PaperFormat.A4,))


class PaperFormat(StrEnum):
    """What a paper is printed on.

    Folded, two pages of A5 lie on each side of an A4, in the order of a booklet; of A6 four lie on an A4, to be cut.
    """

    A4 = "a4"
    A5 = "a5"
    A6 = "a6"
    A6_ON_A4 = "a6-on-a4"
    A5_FOLDED = "a5-folded"
    POSTER = "poster"
    POSTER_A2 = "poster-a2"


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
}
