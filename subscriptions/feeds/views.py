"""Answer with what is newest about a subject, or that nothing has changed."""

from __future__ import annotations

import zlib
from datetime import timedelta

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from home.chrome import chrome_of
from home.errors import NotHere
from home.following import Followed, Subject, describe_all
from home.once import once
from subscriptions.feeds.formats import FORMATS, address_of
from subscriptions.feeds.news_feed import NewsFeed, feed_of
from subscriptions.models import FeedContent
from subscriptions.preferences import following_settings

DAY = 24 * 60 * 60


def _followed(subject: Subject) -> Followed:
    found = describe_all([subject], get_language())
    if subject not in found:
        raise NotHere(_("There is nothing to follow here. It may have been taken down, or have another address now."))
    return found[subject]


def _modified(feed: NewsFeed, written: bytes) -> str:
    """Return a date that stands for exactly this feed.

    When the newest changed is not enough: it stays the same when an older entry is taken away. So the date is
    put back, within a day, by a number made from all that is written.
    """
    return http_date((feed.updated - timedelta(seconds=zlib.crc32(written) % DAY)).timestamp())


@require_safe
@conditional_page
def feed(request, kind, key, form):
    """Answer with a feed in the language of the address."""
    subject = Subject(kind, key)
    around = chrome_of(request)
    with once():
        told = feed_of(
            subject,
            _followed(subject),
            language=get_language(),
            address=address_of(subject, form),
            site=around.name,
            home=around.home_url,
            whole=following_settings().feed_content == FeedContent.FULL,
        )
    written = FORMATS[form].write(told).encode()
    response = HttpResponse(written, content_type=f"{FORMATS[form].type}; charset=utf-8")
    response["Last-Modified"] = _modified(told, written)
    if request.headers.get("If-Modified-Since") != response["Last-Modified"]:
        # Taking something away makes a feed older: "changed since" means "another date" here, and no less.
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    if told.hub:
        response["Link"] = f'<{told.hub}>; rel="hub", <{told.address}>; rel="self"'
    # What is taken away must be gone for everybody at once: ask each time, and mostly hear "unchanged".
    patch_cache_control(response, public=True, no_cache=True)
    return response
