"""Old addresses of WordPress that need more than a row of redirects: numbers asked of the front page, and endings."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

# What WordPress asks its front page for by number or name.
ASKED = ("p", "page_id", "attachment_id", "cat", "tag", "m", "author")
# What WordPress puts behind an address, and still means the same: pages of a list or a text, of its comments, …
_ENDING = re.compile(r"/(?:page/\d{1,5}|comment-page-\d{1,5}|\d{1,3}|amp|embed|trackback)/?$")
_FEED = re.compile(r"/feed(?:/(?:feed|rss|rss2|rdf|atom))?/?$")
# The smaller copies of a picture.
_COPY = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled)(?=\.\w{2,5}$)")


def asked_by_number(request) -> HttpResponse | None:
    """Lead on whoever asks the front page for a post by its old number, or return None.

    The front page answers, so that the redirects, which wait for what is not found, are never asked.
    """
    for name in ASKED:
        if value := request.GET.get(name):
            path = f"{request.path}?{urlencode({name: value})}"
            return _led(request, path)
    return None


def _led(request, path: str, ending: str = "") -> HttpResponse | None:
    found = get_redirect(request, Redirect.normalise_path(path, decode_unicode=False))
    link = found.link if found else None
    return HttpResponsePermanentRedirect(f"{link.rstrip('/')}/{ending}" if ending else link) if link else None


def without_ending(path: str) -> tuple[str, str]:
    """Return an address without what WordPress puts behind one, and what takes its place here."""
    if _FEED.search(path):
        return _FEED.sub("/", path), "feed/"
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
