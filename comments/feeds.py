"""Comments as feeds: of one discussion, and of all."""

from __future__ import annotations

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comments.models import ModeratedComment
from comments.models.comment import Kind
from comments.subjects import describe_all, readable_by_all, subjects
from comments.views.writing import about_or_not_here
from home.chrome import chrome_of

NEWEST = 50


class CommentsFeed(Feed):
    """All comments that anybody may read, the newest first."""

    def get_object(self, request):
        self.request = request
        return None

    def title(self, obj):
        return _("Comments: %(site)s") % {"site": chrome_of(self.request).name}

    def link(self, obj):
        return chrome_of(self.request).home_url

    def feed_url(self, obj):
        return self.request.path

    def items(self, obj):
        return self._described(ModeratedComment.objects.filter(readable_by_all("discussion")))

    def _described(self, comments):
        published = comments.published().filter(kind=Kind.COMMENT).newest_first()
        found = list(published.select_related("discussion")[:NEWEST])
        about = describe_all({comment.discussion for comment in found}, get_language(), self.request)
        for comment in found:
            comment.about = about.get(comment.discussion_id)
        return [comment for comment in found if comment.about and comment.about.is_public]

    def item_title(self, item):
        return _("%(name)s on “%(title)s”") % {"name": item.user_name, "title": item.about.title}

    def item_description(self, item):
        return item.html

    def item_link(self, item):
        return reverse("comments:comment", args=[item.pk])

    def item_guid(self, item):
        # The same in every language, and when the discussion moves.
        return f"comment-{item.pk}@{self.request.get_host()}"

    item_guid_is_permalink = False

    def item_author_name(self, item):
        return item.user_name

    def item_pubdate(self, item):
        return item.submit_date

    def item_updateddate(self, item):
        return item.edited_at or item.submit_date


class DiscussionFeed(CommentsFeed):
    """The comments of one discussion."""

    def get_object(self, request, subject, key):
        self.request = request
        return subject, key, about_or_not_here(subject, key, request)

    def title(self, obj):
        return _("Comments on “%(title)s”") % {"title": obj[2].title}

    def link(self, obj):
        return obj[2].url

    def items(self, obj):
        subject, key, _about = obj
        return self._described(ModeratedComment.objects.on(subject, subjects[subject].together([key])[key]))
