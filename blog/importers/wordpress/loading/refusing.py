"""Why nothing at all is loaded."""


class CannotLoad(Exception):
    """What stands in the way of the whole run; the message says it in a sentence."""
