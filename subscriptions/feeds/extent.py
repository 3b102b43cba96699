"""How much of the text feeds give away from the site."""


def whole_text() -> bool:
    """Return whether feeds give the whole text, or its beginning alone."""
    return True
