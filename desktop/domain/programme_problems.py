"""What can be wrong with a row of a programme: a code, and the sentence that says it."""

from typing import Final

from desktop.errors import N_

NO_TITLE: Final = ("no_title", N_("This row says when, but not what happens."))
NOT_PLANNED: Final = ("no_item", N_("This line over all columns names no day and no hall, and is left out."))
NO_TIME: Final = ("no_time", N_("This row says neither when it starts nor how long it takes."))
NO_DAY: Final = ("no_day", N_("No day is said for this row, and the list says none above it."))
BAD_DAY: Final = ("bad_day", N_("There is no such day."))
BAD_TIME: Final = ("bad_time", N_("There is no such time."))
BAD_DURATION: Final = ("bad_duration", N_("An item takes at least one second and at most 24 hours."))
PAST_MIDNIGHT: Final = ("past_midnight", N_("This is taken to be in the night after that day."))
ENDS_FIRST: Final = ("ends_before_start", N_("This would end before it starts."))
NO_END: Final = ("no_end", N_("Nothing says when this ends; five minutes are assumed."))
UNTIL_NEXT: Final = ("until_next", N_("Nothing says when this ends; it is taken to go on until the next item."))
TWO_LENGTHS: Final = ("two_lengths", N_("Its end and its duration say different things; the end counts."))
SAME_ID: Final = ("same_id", N_("Another row above has this id; that one counts."))
LISTED_TWICE: Final = ("listed_twice", N_("This item stands above already; that row counts."))
UNKNOWN_KIND: Final = ("unknown_kind", N_("This kind of item is not known; it becomes “other”, and the word a note."))
NOT_UNDERSTOOD: Final = ("not_understood", N_("This is not understood, and is kept as a note."))
UNKNOWN_PERSON: Final = ("unknown_person", N_("Nobody registered is called that; the name stays as it is written."))
SEVERAL_PEOPLE: Final = (
    "several_called_that", N_("Several guests are called that; choose which, or the name stays as it is written.")
)  # fmt: skip
OVERLAPS: Final = ("overlap", N_("This begins in the same hall before this other item is over."))
OUTSIDE: Final = ("outside_event", N_("This day is none of the event's."))
HIDDEN: Final = ("hidden_row", N_("This row is hidden in the file."))
