"""What WordPress calls its feeds, in addresses."""

ATOM = "atom"
NAMES = ("feed", "rss", "rss2", "rdf", ATOM)
NAME = rf"(?P<form>{'|'.join(NAMES)})"
# How an address goes on where there is a feed of what it leads to.
FEED = rf"feed/(?:{NAME}/)?$"
FEED_BY_NAME = rf"feed/{NAME}/$"
SLUG = r"(?P<slug>[-\w]{1,255})"


def ending(form: str) -> str:
    """Return how an address goes on to the feed of what it leads to: in Atom, or in RSS for all else."""
    return f"feed/{ATOM}/" if form == ATOM else "feed/"
