from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from blog.routes import ARCHIVE, AUTHOR, CATEGORY, INDEX_ROUTES, TAG
from home.models import BasePage
from subscriptions.feeds.wordpress_words import FEED, SLUG


class BlogIndexPage(RoutablePageMixin, BasePage):
    """The blog of one language: its posts, newest first, and their archive."""

    introduction = models.TextField(_("introduction"), blank=True)
    posts_per_page = models.PositiveSmallIntegerField(
        _("posts on each page"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("posts_per_page")]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.PostPage"]

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")

    def reserved_child_slugs(self):
        """Return the words of the blog's own routes, and everything that looks like a year."""
        return INDEX_ROUTES.all() | {"feed"} | {f"{year:04}" for year in range(10_000)}

    def rest_in(self, rest, language):
        """Return the archive's address in another language; another blog may lack the tag, author or month."""
        archive = INDEX_ROUTES.key(rest.strip("/")) == ARCHIVE
        return INDEX_ROUTES.translated(rest, language) if archive else None

    def posts(self):
        """Return the blog's posts that anybody may read."""
        from blog.models.post_page import PostPage

        return PostPage.objects.child_of(self).published()

    @path("")
    def front(self, request):
        from blog import index_views

        return index_views.front(self, request)

    @path("<int:year>/", name="year")
    def year(self, request, year):
        from blog import index_views

        return index_views.year(self, request, year)

    @path("<int:year>/<int:month>/", name="month")
    def month(self, request, year, month):
        from blog import index_views

        return index_views.month(self, request, year, month)

    @re_path(rf"^{INDEX_ROUTES.pattern(ARCHIVE)}/$", name="archive")
    def archive(self, request, section):
        from blog import index_views

        return index_views.archive(self, request, section)

    @re_path(rf"^{INDEX_ROUTES.pattern(TAG, CATEGORY, AUTHOR)}/(?P<slug>[^/]+)/$", name="filed")
    def filed(self, request, section, slug):
        from blog import index_views

        return index_views.filed(self, request, section, slug)

    @re_path(rf"^{FEED}", name="feed")
    def feed(self, request, form=None):
        from blog import index_views

        return index_views.feed(self, request, form)

    @re_path(rf"^(?:[0-9]{{4}}/(?:[0-9]{{1,2}}/)?|{INDEX_ROUTES.pattern(ARCHIVE)}/){FEED}", name="period_feed")
    def period_feed(self, request, section=None, form=None):
        """Lead to the whole blog's feed: a month that is over has none here."""
        from blog import index_views

        return index_views.feed(self, request, form)

    @re_path(rf"^{INDEX_ROUTES.pattern(TAG, CATEGORY, AUTHOR)}/{SLUG}/{FEED}", name="filed_feed")
    def filed_feed(self, request, section, slug, form=None):
        from blog import index_views

        return index_views.filed_feed(self, request, section, slug, form)
