"""What the reading of notes has to say, in the language of whoever reads it."""

from django.utils.translation import gettext_lazy as _

from collaboration.notes.files.limits import CannotRead, Trouble
from collaboration.notes.reasons import Why

# Of suggestions and of what was set aside: what the review shows.
REASONS = {
    Why.IDENTICAL: _("The same letters as “%(detail)s”."),
    Why.INFLECTED: _("“%(detail)s” in another form, or written together in another way."),
    Why.REORDERED: _("The words of “%(detail)s” in another order."),
    Why.MISTYPED: _("Nearly the letters of “%(detail)s”: perhaps a typing error."),
    Why.ALIKE: _("Much like “%(detail)s”."),
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


def why_suggested(why: str, detail: str) -> str:
    """Say why a term was suggested."""
    return str(REASONS[Why(why)]) % {"detail": detail}
