"""The addresses that WordPress gave its feeds: those who follow them are led to ours, for good."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import re_path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.errors import NotHere
from home.following import Subject, followables
from home.routing import serve
from subscriptions.feeds import wordpress_words as words
from subscriptions.feeds.formats import ATOM, RSS, address_of
from subscriptions.subjects import EVERYTHING

COMMENTS = Subject("comments", "all")


def led_to(subject: Subject, form: str | None) -> HttpResponse:
    """Lead from one of WordPress's addresses to a subject's feed, in Atom or, for all that WordPress had, in RSS."""
    return HttpResponsePermanentRedirect(address_of(subject, ATOM if form == words.ATOM else RSS))


def led_by_slug(kind: str, slug: str, form: str | None) -> HttpResponse:
    """Lead to the feed of what has this slug in the active language."""
    key = followables[kind].by_slug(slug, get_language()) if kind in followables else None
    if key is None:
        raise NotHere(_("No posts are filed under “%(slug)s”.") % {"slug": slug[:80]})
    return led_to(Subject(kind, key), form)


def asked_for(request: HttpRequest) -> HttpResponse | None:
    """Lead on whoever asks the front page for a feed (?feed=rss2), or return None."""
    form = request.GET.get("feed", "")
    if form in words.NAMES:
        return led_to(EVERYTHING, form)
    about, _dash, form = form.partition("-")
    return led_to(COMMENTS, form) if about == "comments" and form in words.NAMES else None


@require_safe
def everything(request, form=None):
    """Lead to the blog's feed."""
    return led_to(EVERYTHING, form)


@require_safe
def comments(request, form=None):
    """Lead to the feed of all comments."""
    return led_to(COMMENTS, form)


@require_safe
def everything_unless_page(request, form):
    """Show the page that has this address by now, else lead to the blog's feed."""
    try:
        return serve(request, f"{form}/")
    except Http404:
        return led_to(EVERYTHING, form)


@require_safe
def filed_unless_page(request, path, kind, slug, form=None):
    """Show the page that has this address by now, else lead to the feed of a tag, a category or an author."""
    try:
        return serve(request, path)
    except Http404:
        return led_by_slug(kind, slug, form)


# Categories below categories stand in one address; the last is meant.
_FILED = rf"(?P<kind>tag|category|author)/(?:[-\w]+/)*{words.SLUG}/"

urlpatterns = [
    re_path(rf"^{words.FEED}", everything),
    re_path(rf"^{words.NAME}/?$", everything_unless_page),
    re_path(rf"^wp-{words.NAME}\.php$", everything),
    re_path(rf"^wp-comments{words.NAME}\.php$", comments),
    re_path(rf"^comments/{words.FEED_BY_NAME}", comments),
    re_path(rf"^(?P<path>{_FILED}{words.FEED.removesuffix('$')})$", filed_unless_page),
]
