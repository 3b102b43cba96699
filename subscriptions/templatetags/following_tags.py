"""How to follow what a page is about: the line at its foot, and its feeds."""

from dataclasses import dataclass
from urllib.parse import quote

from django import template
from django.urls import reverse

from home.chrome import chrome_of
from home.following import Subject, followables
from subscriptions.feeds.formats import ATOM, JSON, RSS, address_of
from subscriptions.subjects import EVERYTHING

register = template.Library()

# A page with a discussion is about what is discussed; the line at its foot is for all that is new on the site.
BESIDE = frozenset({"comments"})


@dataclass(frozen=True)
class Here:
    """What the line at a page's foot follows."""

    subject: Subject
    title: str
    feed: str
    # As in the address of the page where all is chosen; "" where it is what is chosen there anyhow.
    chosen: str


def _here(subject, title):
    chosen = "" if subject == EVERYTHING else quote(str(subject), safe=":")
    return Here(subject, title, address_of(subject, ATOM), chosen)


@register.simple_tag(takes_context=True)
def followed_here(context):
    """Return what the line at the page's foot follows (Here), or None where there is nothing. No query.

    That is what the page is about, as its view says in `following` and `following_title`, else the whole blog.
    """
    own = context.get("following")
    if own and own.kind not in BESIDE and own.kind in followables:
        return _here(own, context.get("following_title") or "")
    if EVERYTHING.kind not in followables:
        return None
    return _here(EVERYTHING, str(followables[EVERYTHING.kind].of_front) or chrome_of(context.get("request")).name)


@register.simple_tag
def way_to_follow(subject, title=""):
    """Return where a subject is followed by e-mail, and its feed (Way), or None where it can't be followed."""
    return _here(subject, title) if subject and subject.kind in followables else None


@register.simple_tag
def follow_url(subject):
    """Return the address of the page where all is chosen, with this subject ticked."""
    return f"{reverse('subscriptions:follow')}?about={quote(str(subject), safe=':')}"


@register.simple_tag
def feed_addresses():
    """Return [(format, address)] of the feeds of the whole blog."""
    if EVERYTHING.kind not in followables:
        return []
    return [(name, address_of(EVERYTHING, form)) for name, form in (("Atom", ATOM), ("RSS", RSS), ("JSON Feed", JSON))]
