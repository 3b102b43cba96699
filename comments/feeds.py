"""Comments as feeds: of one discussion, and of all."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from comments.models import ModeratedComment
from comments.models.comment import Kind
from comments.subjects import describe_all, readable_by_all, subjects
from comments.text import excerpt, neutral_name
from comments.views.writing import about_or_not_here
from home.chrome import chrome_of

NEWEST = 50


class CommentsRss(Rss201rev2Feed):
    """RSS 2.0 with the whole text of each comment, and its beginning as the description."""

    def rss_attributes(self):
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])

    def latest_post_date(self):
        return self.feed["changed"]


class CommentsFeed(Feed):
    """All comments that anybody may read, the newest first. One object serves one request."""

    feed_type = CommentsRss
    item_guid_is_permalink = False

    def __init__(self, request: Any):
        self.request = request

    def here(self) -> Any:
        """Return all comments that the feed is about, in every state."""
        return ModeratedComment.objects.filter(readable_by_all("discussion"))

    def title(self):
        return _("Comments: %(site)s") % {"site": neutral_name(chrome_of(self.request).name)}

    def description(self):
        return _("What readers write on %(site)s.") % {"site": neutral_name(chrome_of(self.request).name)}

    def link(self):
        return self._absolute(chrome_of(self.request).home_url)

    def feed_url(self):
        return self._absolute(self.request.path)

    def _absolute(self, address: str) -> str:
        return self.request.build_absolute_uri(address)

    @cached_property
    def changed(self) -> datetime | None:
        """Return when anything happened to any of the comments: also that one was taken away."""
        happened = Greatest(*(Coalesce(name, "submit_date") for name in ("submit_date", "edited_at", "decided_at")))
        latest: datetime | None = self.here().aggregate(latest=Max(happened))["latest"]
        return latest

    def feed_extra_kwargs(self, obj):
        # Where nobody has written yet: the same all day, so that readers' programs see that nothing is new.
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return {"changed": self.changed or today}

    def items(self):
        published = self.here().published().filter(kind=Kind.COMMENT).newest_first()
        found = list(published.select_related("discussion")[:NEWEST])
        about = describe_all({comment.discussion for comment in found}, get_language(), self.request)
        for comment in found:
            comment.about = about.get(comment.discussion_id)
        return [comment for comment in found if comment.about and comment.about.is_public]

    def item_title(self, item):
        words = {"name": neutral_name(item.user_name), "title": neutral_name(item.about.title)}
        return _("%(name)s on “%(title)s”") % words

    def item_description(self, item):
        return excerpt(item.comment, 300)

    def item_extra_kwargs(self, item):
        return {"html": item.html}

    def item_link(self, item):
        return self._absolute(reverse("comments:comment", args=[item.pk]))

    def item_guid(self, item):
        # The same in every language, at every name the site answers to, and when the discussion moves.
        return f"comment-{item.pk}@{urlsplit(settings.BASE_URL).hostname}"

    def item_author_name(self, item):
        return neutral_name(item.user_name)

    def item_pubdate(self, item):
        return item.submit_date


class DiscussionFeed(CommentsFeed):
    """The comments of one discussion."""

    def __init__(self, request: Any, subject: str, key: UUID):
        super().__init__(request)
        self.about = about_or_not_here(subject, key, request)
        self.keys = subjects[subject].together([key])[key]
        self.subject = subject

    def here(self):
        return ModeratedComment.objects.on(self.subject, self.keys)

    def title(self):
        return _("Comments on “%(title)s”") % {"title": neutral_name(self.about.title)}

    def description(self):
        return _("What readers write about “%(title)s”.") % {"title": neutral_name(self.about.title)}

    def link(self):
        return self._absolute(self.about.url or self.request.path)


def _answer(feed: CommentsFeed) -> Any:
    response = feed(feed.request)
    # A comment that is taken away must be gone for everybody at once: ask each time, and mostly hear "unchanged".
    patch_cache_control(response, public=True, no_cache=True)
    if not feed.changed:
        del response["Last-Modified"]
    return response


@require_safe
@conditional_page
def all_comments(request):
    """Answer with the newest comments of the whole site, or that nothing has changed."""
    return _answer(CommentsFeed(request))


@require_safe
@conditional_page
def discussion(request, subject, key):
    """Answer with the newest comments of one discussion, or that nothing has changed."""
    return _answer(DiscussionFeed(request, subject, key))
