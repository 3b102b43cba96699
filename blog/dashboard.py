"""The posts' figures on the admin's first page."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from wagtail.admin.auth import user_has_any_page_permission

from blog.models import PostPage
from home.dashboard import CountItem


class PostsItem(CountItem):
    """How many posts are published."""

    order = 200
    icon = "doc-full"
    query = "?live=true"

    def is_shown(self):
        return user_has_any_page_permission(self.request.user)

    @cached_property
    def number(self):
        return PostPage.objects.filter(live=True, alias_of=None).count()

    @property
    def words(self):
        return ngettext("%(number)s published post", "%(number)s published posts", self.number) % {
            "number": self.number
        }

    @property
    def url(self):
        return reverse("wagtailadmin_pages:type_use", args=["blog", "postpage"]) + self.query


class WaitingItem(PostsItem):
    """How many posts have never been published, or were taken down; gone when there is none."""

    order = 210
    icon = "edit"
    query = "?live=false"

    def is_shown(self):
        return super().is_shown() and self.number > 0

    @cached_property
    def number(self):
        return PostPage.objects.filter(live=False, alias_of=None).count()

    @property
    def words(self):
        return ngettext("%(number)s post waits as a draft", "%(number)s posts wait as drafts", self.number)


def add_figures(request, items):
    """Add the posts' figures (a `construct_homepage_summary_items` hook)."""
    items += [PostsItem(request), WaitingItem(request)]
