"""Why nothing at all is loaded."""


class CannotLoad(Exception):
    """What stands in the way of the whole run; the message says it in a sentence."""


class NotMedia(CannotLoad):
    """What was given as the files of an export is none, or not to be opened; the message says why, and what to give."""
