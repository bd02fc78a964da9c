"""What can be wrong with a row of a list: a code, and the sentence that says it."""

from desktop.errors import N_

NO_NAME = ("no_name", N_("This row has no name."))
NOBODY = ("nobody_yet", N_("Nobody is named here yet."))
SPLIT = ("people_in_a_cell", N_("This cell names several people; each becomes a person of their own."))
SEVERAL = ("several_people", N_("This cell seems to name several people; give each a row."))
TOO_LONG = ("name_too_long", N_("This is too long for a name."))
LOST = ("unprintable_character", N_("A character of this name is in no standard; type the name again."))
EMAIL = ("bad_email", N_("This is no e-mail address."))
HIDDEN = ("hidden_row", N_("This row is hidden in the file."))
SAME_PERSON = ("same_person", N_("This person stands above already; the posts of both rows count."))
NO_PHOTO = ("no_photo", N_("The photo of this person is damaged or too large; they come without it."))
NO_HOST = ("no_host", N_("It is not clear who this person comes with: nobody is called that, or several people are."))
UNKNOWN_STATUS = ("unknown_status", N_("This status is not known; it is kept as a note."))
