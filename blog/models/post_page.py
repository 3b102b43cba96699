from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, PageManager, PageQuerySet
from wagtail.search import index

from blog.blocks import PostStreamBlock
from blog.routes import CHANGES, POST_ROUTES, STATEMENT
from collaboration.models import StatementSource
from home.bodies import made_sizes
from home.models import BasePage
from home.panels import TextAdvicePanel
from home.text.dates import ImpreciseDate, Precision
from home.visibility import readable_by_all
from subscriptions.feeds.wordpress_words import FEED_BY_NAME
from subscriptions.panels import RecipientsPanel


class PostQuerySet(PageQuerySet):
    """What readers may see, and in which order. Page, archive, feed and sitemap ask here."""

    def published(self):
        """Return what anybody may read."""
        return self.filter(readable_by_all())

    def newest_first(self):
        return self.order_by("-date", "-pk")

    def in_period(self, year, month=None):
        """Return posts dated in a year, or a month of it."""
        posts = self.filter(date__year=year)
        return posts.filter(date__month=month) if month else posts

    def with_byline(self):
        """Join what stands beside a title in a list."""
        return self.select_related("session", "locale", "alias_of__locale", "featured_image").prefetch_related(
            "post_authors__author", "post_categories__category", made_sizes("featured_image__renditions")
        )


class PostTag(TaggedItemBase):
    """That a post has a tag."""

    content_object = ParentalKey("blog.PostPage", on_delete=models.CASCADE, related_name="tagged_items")


class PostAuthor(Orderable):
    """That a post is by an author; the order is the byline's."""

    post = ParentalKey("blog.PostPage", on_delete=models.CASCADE, related_name="post_authors")
    author = models.ForeignKey(
        "blog.Author", on_delete=models.PROTECT, related_name="post_authors", verbose_name=_("author")
    )

    panels = [FieldPanel("author")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")


class PostCategory(Orderable):
    """That a post is filed under a category."""

    post = ParentalKey("blog.PostPage", on_delete=models.CASCADE, related_name="post_categories")
    category = models.ForeignKey(
        "blog.Category", on_delete=models.PROTECT, related_name="post_categories", verbose_name=_("category")
    )

    panels = [FieldPanel("category")]

    class Meta(Orderable.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")


class PostPrecision(models.TextChoices):
    """How much of a post's date is shown."""

    DAY = Precision.DAY, _("the day")
    MONTH = Precision.MONTH, _("the month")
    YEAR = Precision.YEAR, _("the year")


class PostPage(RoutablePageMixin, StatementSource, BasePage):
    """A blog post; one that belongs to a session is its summary."""

    date = models.DateTimeField(
        _("date"), default=timezone.now, help_text=_("Shown with the post, and sorts the blog.")
    )
    date_precision = models.CharField(
        _("shown of the date"), max_length=10, choices=PostPrecision.choices, default=PostPrecision.DAY
    )
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("What stands first, and in lists of posts.")
    )
    featured_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("featured image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its focal point, set on the image, is kept when it is cropped."),
    )
    featured_image_alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the featured image shows, for those who don't see it."),
    )
    body = StreamField(PostStreamBlock(), blank=True, verbose_name=_("text"))
    tags = ClusterTaggableManager(through=PostTag, blank=True, verbose_name=_("tags"))
    comments_open = models.BooleanField(
        _("open for comments"), default=True, help_text=_("Whether readers may comment on this post.")
    )
    show_changes = models.BooleanField(
        _("show what was changed"),
        default=True,
        help_text=_("Readers of a post that was changed after publication can see what was changed."),
    )
    mail_followers = models.BooleanField(
        _("mail those who follow"),
        default=True,
        help_text=_("When the post is published for the first time. Without it, only feeds tell of the post."),
    )
    guid = models.CharField(
        max_length=500,
        blank=True,
        default="",
        editable=False,
        help_text="Identity in feeds, kept from the system the post comes from. Written before the post's first draft.",
    )

    objects = PageManager.from_queryset(PostQuerySet)()

    # A copy, and a translation, is another text.
    exclude_fields_in_copy = ["guid"]
    joined_when_served = ["session", "featured_image"]
    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types = []

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("session"),
        FieldPanel("body"),
        TextAdvicePanel(),
        MultiFieldPanel([FieldPanel("featured_image"), FieldPanel("featured_image_alt")], heading=_("Featured image")),
        InlinePanel("post_authors", heading=_("Authors"), label=_("author")),
        MultiFieldPanel(
            [InlinePanel("post_categories", label=_("category")), FieldPanel("tags")],
            heading=_("Categories and tags"),
        ),
        MultiFieldPanel(
            [RecipientsPanel("post", "translation_key"), FieldPanel("mail_followers")],
            heading=_("Mail to those who follow"),
        ),
    ]
    settings_panels = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("date"), FieldPanel("date_precision")])], heading=_("Date")),
        FieldPanel("comments_open"),
        FieldPanel("show_changes"),
        *BasePage.settings_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [models.Index(fields=["-date"], name="post_by_date")]

    def clean(self):
        super().clean()
        if self.featured_image_id and not self.featured_image_alt.strip():
            raise ValidationError(
                {"featured_image_alt": _("Say what the featured image shows, for those who don't see it.")}
            )

    def with_content_json(self, content):
        """Return the page as a draft has it. What it is known by is its own: a copy's drafts hold its source's."""
        drafted = super().with_content_json(content)
        drafted.guid = self.guid
        return drafted

    @property
    def dated(self):
        """The post's date, as precisely as it is shown."""
        return ImpreciseDate(timezone.localdate(self.date), Precision(self.date_precision))

    def reserved_child_slugs(self):
        return POST_ROUTES.all()

    def rest_in(self, rest, language):
        """Return a statement's address in another language; what was changed is told of one language alone."""
        statement = POST_ROUTES.key(rest.split("/")[0]) == STATEMENT
        return POST_ROUTES.translated(rest, language) if statement else None

    @path("")
    def post(self, request):
        from blog import post_views

        return post_views.post(self, request)

    @path("feed/", name="comments_feed")
    def comments_feed(self, request):
        from blog import post_views

        return post_views.comments_feed(self, request)

    @re_path(rf"^{FEED_BY_NAME}", name="comments_feed_by_name")
    def comments_feed_by_name(self, request, form):
        from blog import post_views

        return post_views.comments_feed_by_name(self, request, form)

    @re_path(rf"^{POST_ROUTES.pattern(CHANGES)}/$", name="changes")
    def changes(self, request, section):
        from blog import post_views

        return post_views.changes(self, request, section)

    @re_path(rf"^{POST_ROUTES.pattern(STATEMENT)}/(?P<item>[-\w]+)/$", name="statement")
    def statement(self, request, section, item):
        from blog import post_views

        return post_views.statement(self, request, section, item)
