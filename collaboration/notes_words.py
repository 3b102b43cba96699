"""What the reading of notes has to say, in the language of whoever reads it."""

from django.utils.translation import gettext_lazy as _

from collaboration.notes.files.limits import CannotRead, Trouble
from collaboration.notes.reasons import Reason, Why

# As `notes.reasons` has them in English, for those who read the review.
REASONS = {
    Why.IDENTICAL: _("The same letters as “%(detail)s”."),
    Why.INFLECTED: _("“%(detail)s” in another form, or written together in another way."),
    Why.REORDERED: _("The words of “%(detail)s” in another order."),
    Why.MISTYPED: _("Nearly the letters of “%(detail)s”: perhaps a typing error."),
    Why.ALIKE: _("Much like “%(detail)s”."),
    Why.NEW: _("Like nothing that was said before."),
    Why.REPEATED: _("Said before in these notes, in line %(detail)s."),
    Why.UNSORTED: _("Nothing says what kind of list it stands in."),
    Why.SAYS_KIND: _("The heading says “%(detail)s”."),
    Why.SAYS_WHOSE: _("The heading names “%(detail)s”."),
    Why.SAYS_SHARED: _("The heading says that it is said of several."),
    Why.LOOKS_LIKE_ORGANISATION: _("The heading looks like the name of an organisation that is not known yet."),
    Why.SAYS_TWO_KINDS: _("The heading names more than one kind of list."),
    Why.UNKNOWN_HEADING: _("No known word stands in the heading."),
    Why.BELOW_HEADING: _("It stands below “%(detail)s”."),
    Why.NO_HEADING: _("A list without a heading."),
    Why.COLUMN: _("The table's columns say so."),
    Why.MARKED: _("The line begins with a list's sign."),
    Why.INDENTED: _("The line is indented."),
    Why.IN_LIST: _("The line stands in a list."),
    Why.AFTER_HEADING: _("A short line below a heading."),
    Why.ROW: _("A row of the table."),
    Why.FIRST: _("The first line."),
    Why.MARKED_TITLE: _("Marked as the title."),
    Why.RUNNING_TEXT: _("Running text."),
    Why.EMPTY_HEADING: _("A heading with nothing below it."),
    Why.TOO_LONG: _("Longer than what a list can hold."),
    Why.COMMENT_FORM: _("Part of a web page's comments."),
    Why.ADVERTISING: _("A web page's advertising."),
    Why.SHARING: _("A web page's buttons for sharing."),
    Why.NAVIGATION: _("A web page's navigation."),
    Why.RULE: _("A line drawn between parts, without words."),
    Why.UNREADABLE: _("No letters that can be read."),
    Why.SET_ASIDE: _("Set aside in the review."),
}
TROUBLES = {
    Trouble.TOO_LARGE: _("The file is larger than 10 MB. Notes are text: take the pictures out, or paste the text."),
    Trouble.TOO_LONG: _("There are more than 25,000 lines, or 2 million letters. Divide the notes."),
    Trouble.NOT_TEXT: _("There is no text in the file that can be read."),
    Trouble.FOREIGN: _("Files of this kind (%(detail)s) can't be read. Save it as .docx or .txt, or paste the text."),
    Trouble.DAMAGED: _("The file is damaged. Open it in the program it was made with, and save it anew."),
    Trouble.LOCKED: _("The file is protected by a password. Take it off, or paste the text."),
    Trouble.SWOLLEN: _("The file unpacks to far more than notes can be. It was not opened."),
    Trouble.NOTHING: _("There is nothing in it."),
}


def why_not(error: CannotRead) -> str:
    """Say why notes can't be read."""
    return str(TROUBLES[error.trouble]) % {"detail": error.detail}


def why(reason: Reason) -> str:
    """Say why something went where it went."""
    return str(REASONS[reason.why]) % {"detail": reason.detail}
