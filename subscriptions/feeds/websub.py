"""Tell a hub which feeds have changed (WebSub, https://www.w3.org/TR/websub/), where the site has one.

The hub then asks for them, and passes them on to everybody who has asked it to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from http.client import HTTPException
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django_tasks import task

from home.following import News, Subject, sources
from mail.letters import absolute
from subscriptions.feeds.formats import FORMATS, address_of

logger = logging.getLogger(__name__)

SECONDS = 10
# Hubs cut off what is very long, and a post can be about hundreds of terms.
AT_ONCE = 50


def happened(news: News, quietly: bool) -> None:
    """Have the hub told; feeds change also where nobody is to be mailed."""
    _tell_soon(news)


def taken_back(news: News) -> None:
    """Have the hub told, so that what is gone here is gone there."""
    _tell_soon(news)


def _tell_soon(news: News) -> None:
    if not settings.WEBSUB_HUB:
        return
    try:
        # Asked for now: what is deleted is about nothing once that is committed. In a transaction of its own, so
        # that an error here undoes nothing of what has happened.
        with transaction.atomic():
            subjects = [str(subject) for subject in sources[news.source].subjects(news.key)]
    except Exception:
        logger.exception("It could not be found out which feeds change with %s.", news)
        return
    if subjects:
        transaction.on_commit(partial(tell.enqueue, subjects), robust=True)


def feeds_of(subjects: Iterable[Subject]) -> list[str]:
    """Return the whole addresses of the feeds of these, in each language and format."""
    addresses = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            addresses += [absolute(address_of(subject, form)) for subject in subjects for form in FORMATS]
    return addresses


@task()
def tell(subjects: list[str]) -> int:
    """Tell the hub that the feeds of these subjects have changed; return how many feeds it has heard of.

    What fails is logged and let be: the hub hears of the same feeds the next time something happens.
    """
    known = [subject for text in subjects if (subject := Subject.parse(text))]
    addresses = feeds_of(known)
    told = 0
    for start in range(0, len(addresses), AT_ONCE):
        some = addresses[start : start + AT_ONCE]
        said = urlencode([("hub.mode", "publish"), *(("hub.url", address) for address in some)]).encode()
        try:
            with urlopen(Request(settings.WEBSUB_HUB, data=said), timeout=SECONDS):
                told += len(some)
        except (OSError, HTTPException, ValueError) as error:
            logger.warning("The hub %s could not be told of changed feeds: %s", settings.WEBSUB_HUB, error)
            break
    return told
