"""Find the page for an address in two queries, however deep it lies.

Wagtail asks twice for each step of the way: for the child, and for what type it is.
"""

from django.apps import apps
from django.db.models import Q
from django.http import Http404
from django.utils.translation import get_language
from wagtail import views as wagtail_views
from wagtail.models import Page, Site

# Deeper steps are left to Wagtail; a path of a thousand slashes is no reason for a thousand conditions.
STEPS = 6


def _way(request, parts):
    """Return the pages from the front page down that the parts name, as far as there are any."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    root = site.root_page
    wanted = Q(translation_key=root.translation_key)
    for number, slug in enumerate(parts[:STEPS], 1):
        wanted |= Q(depth=root.depth + number, slug=slug)
    rows = list(Page.objects.filter(wanted).select_related("locale", "content_type").defer_streamfields())
    language = get_language()
    homes = [row for row in rows if row.translation_key == root.translation_key and row.live]
    way = [row for row in homes if row.locale.language_code == language][:1]
    for slug in parts[:STEPS] if way else []:
        below = [row for row in rows if row.slug == slug and row.is_child_of(way[-1])]
        if not below:
            break
        way.append(below[0])
    return way


def _specific(page):
    """Return the page with the fields of its own type, and what that type joins when it is served."""
    model = apps.get_model(*page.content_type.natural_key())
    joined = getattr(model, "joined_when_served", [])
    specific = model._default_manager.select_related(*joined).get(pk=page.pk)
    specific.locale = page.locale
    return specific


def serve(request, path):
    """Serve a page as Wagtail does, once it is found."""
    parts = [part for part in path.split("/") if part]
    if way := _way(request, parts):
        try:
            found = _specific(way[-1]).route(request, parts[len(way) - 1 :])
        except Http404:
            found = None
        # Where Wagtail keeps what it has found.
        request._wagtail_route_for_request = found
    return wagtail_views.serve(request, path)
