"""Old addresses of WordPress that need more than a row of redirects: numbers asked of the front page, and endings."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from blog.models import BlogIndexPage, PostPage
from search.addresses import search_url
from subscriptions.feeds import wordpress_words as words

# As much as the search reads.
LONGEST_SEARCH = 1_000
# What WordPress asks its front page for by number or name.
ASKED = ("p", "page_id", "attachment_id", "cat", "tag", "m", "author")
# The same by name: what is asked for, and where WordPress listed it.
NAMED = {"category_name": "category", "author_name": "author"}
# What WordPress puts behind an address, and still means the same: pages of a list or a text, of its comments, …
_ENDING = re.compile(r"/(?:page/\d{1,5}|comment-page-\d{1,5}|\d{1,3}|amp|embed|trackback)/?$")
_FEED = re.compile(rf"/feed(?:/{words.NAME})?/?$")
# The smaller copies of a picture.
_COPY = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled)(?=\.\w{2,5}$)")


def asked_by_number(request) -> HttpResponse | None:
    """Lead on whoever asks the front page for a post by its old number, or return None.

    The front page answers, so that the redirects, which wait for what is not found, are never asked.
    """
    form = request.GET.get("feed", "").removeprefix("comments-")
    ending = words.ending(form) if form in words.NAMES else ""
    for name in ASKED:
        if value := request.GET.get(name):
            return _led(request, f"{request.path}?{urlencode({name: value})}", ending)
    for name, list_of in NAMED.items():
        if value := request.GET.get(name, "").strip("/"):
            return _led(request, f"{request.path}{list_of}/{value}/", ending)
    return looked_for(request.GET.get("s", ""))


def looked_for(text: str) -> HttpResponse | None:
    """Lead on whoever searches as WordPress did: to the search."""
    asked = text[:LONGEST_SEARCH].replace("\0", " ").strip()
    return HttpResponseRedirect(search_url(asked=[("q", asked)])) if asked else None


def _led(request, path: str, ending: str = "") -> HttpResponse | None:
    found = get_redirect(request, Redirect.normalise_path(path, decode_unicode=False))
    link = found.link if found else None
    if not link:
        return None
    has_feed = ending and found.redirect_page and found.redirect_page.specific_class in {BlogIndexPage, PostPage}
    return HttpResponsePermanentRedirect(f"{link}{ending}" if has_feed else link)


def without_ending(path: str) -> tuple[str, str]:
    """Return an address without what WordPress puts behind one, and what takes its place here."""
    if found := _FEED.search(path):
        return _FEED.sub("/", path), words.ending(found["form"] or "")
    if _ENDING.search(path):
        return _ENDING.sub("/", path), ""
    return _COPY.sub("", path), ""


class OldAddressMiddleware:
    """Lead on from an old address with an ending, where nothing else knows it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        path, ending = without_ending(request.get_full_path().partition("?")[0])
        if path == request.get_full_path().partition("?")[0] or path == "/":
            return response
        return _led(request, path, ending) or response
