"""What anybody may read, as part of one query.

Wagtail's own `.public()` asks for the view restrictions first, each time it is called; a page that
draws on several lists would ask five times over. The rule is that by which Wagtail serves a page: live,
and neither the page nor anything above it is restricted, nor the source of any of these that is an
alias. (`.public()` forgets the last, and would list the copies of a page that is behind a password.)
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from wagtail.models import PageViewRestriction

# The ways from a restricted page to what it restricts: itself, its aliases, and theirs.
_FACES = ("page", "page__aliases", "page__aliases__aliases", "page__aliases__aliases__aliases")


def readable_by_all(relation=""):
    """Return the condition that a page is live and under no view restriction.

    `relation` is the way to the page from the model that is asked, for example "post".
    """
    live = f"{relation}__live" if relation else "live"
    return Q(**{live: True}) & unrestricted(relation)


def unrestricted(relation=""):
    """Return the condition that a page is under no view restriction, live or not; `relation` as above."""
    to = f"{relation}__" if relation else ""
    # A page's path begins with the paths of all pages above it (treebeard's materialised path).
    above = Q()
    for face in _FACES:
        above |= Q(**{f"{face}__path": Left(OuterRef(f"{to}path"), Length(f"{face}__path"))})
    return Q(~Exists(PageViewRestriction.objects.filter(above).order_by()))


def restrictions_on(page):
    """Return the view restrictions that hold for one page. One query, where Wagtail asks for each alias above it."""
    paths = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    above = Q()
    for face in _FACES:
        above |= Q(**{f"{face}__path__in": paths})
    return PageViewRestriction.objects.filter(pk__in=PageViewRestriction.objects.filter(above).values("pk"))
