"""What anybody may read, as part of one query.

Wagtail's own `.public()` asks for the view restrictions first, each time it is called; a page that
draws on several lists would ask five times over. The rule is the same: live, and neither the page
nor anything above it is restricted.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from wagtail.models import PageViewRestriction


def readable_by_all(relation=""):
    """Return the condition that a page is live and under no view restriction.

    `relation` is the way to the page from the model that is asked, for example "post".
    """
    to = f"{relation}__" if relation else ""
    # A page's path begins with the paths of all pages above it (treebeard's materialised path).
    above = PageViewRestriction.objects.filter(page__path=Left(OuterRef(f"{to}path"), Length("page__path")))
    return Q(**{f"{to}live": True}) & ~Exists(above.order_by())
